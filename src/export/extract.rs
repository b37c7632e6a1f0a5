//! What is exported: records in the order of the library, with those that they stand in.

use crate::model::Body;
use crate::records::PersonFacts;
use crate::render::{Counts, Entry, TopicEntry};

/// A part of a library that can stand by itself.
#[derive(Debug, Default)]
pub struct Extract {
    /// The records that were chosen, and the notes and headings that they stand in, in the order of the library.
    pub records: Vec<Entry>,
    /// Those who have a name in these notes, by the name to show. Their notes are among these.
    pub people: Vec<PersonFacts>,
    /// The topics that these records have.
    pub topics: Vec<TopicEntry>,
}

impl Extract {
    /// How many records of each kind there are.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.records.iter().for_each(|entry| counts.add(entry.record.kind()));
        counts
    }

    /// Notes, each with the records in it, its own first.
    pub(super) fn notes(&self) -> impl Iterator<Item = &[Entry]> {
        self.records.chunk_by(|one, other| one.note.note_path == other.note.note_path)
    }
}

/// Whether a record is the heading that only says its note's title again.
pub(super) fn is_title_again(entry: &Entry) -> bool {
    matches!(&entry.record.body, Body::Section(section) if section.level == 1 && section.title == entry.note.title)
}
