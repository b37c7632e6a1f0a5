//! The note around its talk: headings and what each section is for, facts about the recording, the guest in the title,
//! and what a table holds by its header.

pub(crate) mod metadata;
mod metadata_blocks;
pub(crate) mod outline;
pub(crate) mod purpose;
pub(crate) mod table_kind;
mod title_guest;
pub(crate) mod turn_headings;

use std::collections::HashSet;

use crate::markdown::Document;
use crate::model::{Diagnostic, Frame, Note};

use metadata::NamedPeople;
use outline::Outline;

/// What frames the talk.
pub(crate) struct NoteFrame {
    /// The headings.
    pub(crate) outline: Outline,
    /// Title and facts.
    pub(crate) note: Note,
    /// The people whom the metadata names, or else the title.
    pub(crate) people: NamedPeople,
    /// Blocks that are facts and nothing else, by their index among the document's.
    pub(crate) taken: HashSet<usize>,
    /// Where the facts stand.
    pub(crate) pieces: Vec<Frame>,
    /// What is wrong with them.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads what frames the talk. A note without any title is named after its `path`.
pub(crate) fn read(path: &str, text: &str, document: &Document) -> NoteFrame {
    let outline = outline::read(document, document.lines.last(text));
    let facts = metadata_blocks::read(document, &outline);
    let mut note = facts.note;
    let mut people = facts.people;
    note.file_title.clone_from(&outline.file_title);
    note.title = outline.title.clone().or(facts.front_title).unwrap_or_else(|| title_of_path(path));
    if people.guests.is_empty() {
        let titles = [note.title.as_str()].into_iter().chain(note.file_title.as_deref());
        people.titled = title_guest::guest(titles, text).filter(|name| !people.hosts.contains(name));
    }
    let metadata_blocks::Facts { taken, pieces, diagnostics, .. } = facts;
    NoteFrame { outline, note, people, taken, pieces, diagnostics }
}

/// A note's file name as its title, without the hash that Notion adds.
fn title_of_path(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = match stem.rsplit_once(' ') {
        Some((title, hash)) if hash.len() == 32 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => title,
        _ => stem,
    };
    stem.to_owned()
}

/// Titles and metadata, in which an unusual name may stand.
pub(crate) fn words(note: &Note) -> String {
    let mut words = note.title.clone();
    for part in note.file_title.iter().chain(note.metadata.iter().map(|(_, value)| value)) {
        words.push('\n');
        words.push_str(part);
    }
    words
}
