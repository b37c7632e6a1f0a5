//! What a parser could not make sense of, with its place.

use serde::{Deserialize, Serialize};

use super::LineSpan;

/// One finding about one place in one note. Parsing goes on after it, and the text in question is kept as a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where it is.
    pub lines: LineSpan,
    /// What it is.
    pub problem: Problem,
}

/// What can be wrong with a place in a note.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// A quotation mark that nothing closes.
    #[error("the quotation mark {0} is never closed")]
    UnclosedQuote(char),
    /// A table row with a number of cells other than its header's.
    #[error("the table row has {found} cells, its header has {expected}")]
    RowLength {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A date that no calendar has, such as 2026年13月1日.
    #[error("`{0}` is no date of the calendar")]
    BadDate(String),
    /// A line within a turn that begins as another's turn does.
    #[error("the turn may end here: `{0}` looks like another speaker")]
    SuspectTurn(String),
    /// Words whose speaker may be one of several people, and so has been left open.
    #[error("who speaks is in doubt and was left open: {0}")]
    SuspectSpeaker(String),
    /// Lines that take turns, as those of a dialogue do, and have become passages.
    #[error("{0} lines look like turns and were not taken")]
    TurnsNotTaken(usize),
    /// Bytes that are not text in the note's encoding; each was read as U+FFFD.
    #[error("{0} characters could not be decoded")]
    Undecodable(usize),
}
