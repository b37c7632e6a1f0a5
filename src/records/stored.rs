//! A record as it is kept: with what is known of its note, and its place in the library.

use jiff::civil::Date;

use crate::model::{Record, page_name};

/// A record and what is known of its note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The record.
    pub record: Record,
    /// The note's [slug].
    pub note: String,
    /// The path that a user can open from where they stand.
    pub path: String,
    /// The note's place within the library.
    pub note_path: String,
    /// The note's title.
    pub title: String,
    /// The note's date.
    pub date: Option<Date>,
}

impl Stored {
    /// Where it stands in the library.
    pub fn place(&self) -> RecordPlace<'_> {
        RecordPlace { note_path: &self.note_path, order: self.record.order }
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
