//! Places in so little room that they stand on one line: a title or a path loses its middle.

use super::Entry;
use super::names::FilePlace;
use super::style::{Rich, Role, unbroken};
use crate::text::width::{columns, one_line};

const GAP: &str = "  ";

/// The title of a record's note, the line and the id.
pub(super) fn title_place(entry: &Entry, room: usize) -> Rich {
    let line = format!(":{}", entry.record.lines.first);
    let id = entry.record.id.as_str();
    let left = room.saturating_sub(columns(&line) + columns(id) + columns(GAP) + columns("《》 "));
    Rich::new(Role::Place, &format!("《{}》 {line}", shortened(&one_line(&entry.note.title), left)))
        .with(Role::Text, GAP)
        .with(Role::Faint, id)
}

/// A path and a line, which no wrapping breaks.
pub(super) fn file_place(place: &FilePlace, room: usize) -> String {
    let line = format!(":{}", place.line);
    let left = room.saturating_sub(columns(&line));
    unbroken(&format!("{}{line}", shortened(&one_line(&place.path), left)))
}

/// The beginning and the end of a text of one line, in so many columns.
fn shortened(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    // Each character has a column at least, and some have two.
    let mut kept = characters.len().min(room);
    loop {
        let end: String = characters[characters.len() - kept / 2..].iter().collect();
        let beginning: String = characters[..kept - kept / 2].iter().collect();
        let short = format!("{beginning}…{end}");
        if columns(&short) <= room || kept == 0 {
            return short;
        }
        kept -= 1;
    }
}
