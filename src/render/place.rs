//! Places in so little room that they stand on one line: a title or a path loses its middle.

use jiff::civil::Date;

use super::Entry;
use super::link::Target;
use super::style::{Rich, Role};
use super::unbroken::unbroken;
use crate::model::{LineSpan, RecordId};
use crate::records::NoteFacts;
use crate::text::width::{columns, one_line, shortened};

const GAP: &str = "  ";
/// With less room a title says nothing, and is left out.
const SHORTEST_TITLE: usize = 6;
/// The most columns of a place among words.
const AMONG_WORDS: usize = 44;

/// The title of a record's note, the line and the id, where the day stands elsewhere.
pub(super) fn title_place(entry: &Entry, room: usize) -> Rich {
    place_in(&entry.note, None, entry.record.lines.first, &entry.record.id, room)
}

/// The title of a note with the day of the talk, the line and the id. Where there is no room for all, the day goes first.
pub(super) fn note_place(note: &NoteFacts, line: u32, id: &RecordId, room: usize) -> Rich {
    place_in(note, note.date, line, id, room)
}

/// The day of the talk and all lines of a record, which no wrapping breaks.
pub(super) fn lines_place(entry: &Entry) -> Rich {
    let LineSpan { first, last } = entry.record.lines;
    let day = entry.note.date.map(|day| format!("{day} ")).unwrap_or_default();
    let further = if last > first { format!("-{last}") } else { String::new() };
    let target = entry.note.file.clone().map(|file| Target::Line { file, line: first });
    Rich::default().linked(Role::Place, &unbroken(&format!("{day}:{first}{further}")), target)
}

fn place_in(note: &NoteFacts, day: Option<Date>, line: u32, id: &RecordId, room: usize) -> Rich {
    let target = note.file.clone().map(|file| Target::Line { file, line });
    let place = titled(note, day, line, room.saturating_sub(columns(GAP) + columns(id.as_str())));
    Rich::default().linked(Role::Place, &place, target).with(Role::Text, GAP).with(Role::Faint, id.as_str())
}

/// `《title》 day :line` in so many columns.
fn titled(note: &NoteFacts, day: Option<Date>, line: u32, room: usize) -> String {
    let line = format!(":{line}");
    let day = day.map(|day| format!("{day} ")).unwrap_or_default();
    let for_title = room.saturating_sub(columns(&line) + columns("《》 "));
    let (day, for_title) = match for_title.checked_sub(columns(&day)) {
        Some(rest) if rest >= SHORTEST_TITLE => (day, rest),
        _ => (String::new(), for_title),
    };
    let title = match for_title {
        SHORTEST_TITLE.. => format!("《{}》 {day}", shortened(&one_line(&note.title), for_title)),
        _ => String::new(),
    };
    format!("{title}{line}")
}

/// The title of a note with the day of the talk and the line, which no wrapping breaks: a place among words.
pub(super) fn place_among_words(note: &NoteFacts, line: u32, room: usize) -> String {
    unbroken(&titled(note, note.date, line, room.min(AMONG_WORDS)))
}

/// A length of time, or a moment: `59:40`, `1:20:11`.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
