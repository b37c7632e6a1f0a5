//! A record as it is kept: with what is known of its note, and its place in the library.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Record, page_name};

/// A record and what is known of its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The record.
    pub record: Record,
    /// Its note; the records of one share it.
    pub note: Arc<NoteFacts>,
    /// The one name by which the library knows whoever says it, if anybody can tell who that is.
    pub person: Option<Arc<str>>,
}

/// What is known of a note beside each of its records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteFacts {
    /// Its place within its root, with `/`, unique in the library.
    pub note_path: String,
    /// The path that a user can open from where they stand; kept so that answers need no look at the folder.
    pub path: String,
    /// Its absolute path, where it is a file of its own whose path is text.
    pub file: Option<String>,
    /// Its title.
    pub title: String,
    /// The day of the talk.
    pub date: Option<Date>,
    /// The address of the talk.
    pub url: Option<String>,
    /// The programme, channel or event that the talk was part of.
    pub programme: Option<String>,
    /// Those who take part, by full name where there is one.
    pub speakers: Vec<String>,
}

impl NoteFacts {
    /// What scripts call the note.
    pub fn slug(&self) -> &str {
        slug(&self.note_path)
    }
}

impl Stored {
    /// Where it stands in the library.
    pub fn place(&self) -> RecordPlace<'_> {
        RecordPlace { note_path: &self.note.note_path, order: self.record.order }
    }
}

/// What records are sorted by where nothing else decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordPlace<'p> {
    /// The note's place within the library.
    pub note_path: &'p str,
    /// The record's order within its note.
    pub order: u32,
}

/// A note's file name without its folder, its extension and the 32 hex digits that Notion appends.
pub fn slug(note_path: &str) -> &str {
    match page_name(note_path) {
        ("", Some(digits)) => digits,
        (title, _) => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_lose_notions_digits() {
        assert_eq!(slug("a/谈话 2f7613b4c0cb8012a6f2d72c6dc33e7d.md"), "谈话");
        assert_eq!(slug("2026-01-26-openai-town-hall.md"), "2026-01-26-openai-town-hall");
        assert_eq!(slug("x"), "x");
    }
}
