//! What became of predictions: a file of verdicts, read, changed line by line, and matched with what the notes claim now.
//!
//! One verdict is one line, so that two machines' files merge as any text does, and a person may edit it:
//!
//! ```text
//! # Whatever a person writes down here stays.
//! - {id: fk3xw1m8qz2, outcome: came-true, on: 2026-11-26, source: "https://…", note: "…", by: "…", said: 2026-01-26, horizon: "…", claim: "…", beside: []}
//! ```
//!
//! An id hangs on the note's place and the claim's words, so a line carries these words too, and whose they are and of
//! which day: it finds its prediction again where a note was edited, renamed or moved. What is wrong in the file is told with its
//! line and stays where it is. Nothing here opens a file: text comes in, text goes out.
//!
//! | file | |
//! |---|---|
//! | `file` | from text to verdicts, and what is wrong in it |
//! | `edit` | a text with one verdict more, or other, or less |
//! | `change` | how the words of a claim were changed |
//! | `matching` | which prediction a verdict is about |

mod change;
mod edit;
mod file;
mod matching;

use jiff::civil::Date;

pub use edit::{EditError, NEW_FILE, with_verdict, without};
pub use file::{Fault, Line, VerdictFile};
pub use matching::{Claim, Matches, Stray, StrayReason, beside, is_by_id, match_claims};

/// What became of a prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// As it was said, in time.
    CameTrue,
    /// Some of it, or too late.
    Partly,
    /// Not.
    Failed,
    /// Nobody can tell yet.
    TooEarly,
}

impl Outcome {
    /// Every outcome with what the file and programs call it.
    pub const ALL: [(Outcome, &'static str); 4] = [
        (Outcome::CameTrue, "came-true"),
        (Outcome::Partly, "partly"),
        (Outcome::Failed, "failed"),
        (Outcome::TooEarly, "too-early"),
    ];

    /// What the file and programs call it.
    pub fn name(self) -> &'static str {
        Outcome::ALL.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, name)| name)
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Outcome> {
        Outcome::ALL.iter().find(|(_, own)| *own == name).map(|(outcome, _)| *outcome)
    }
}

/// A verdict on a prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What became of it.
    pub outcome: Outcome,
    /// The day of the verdict; only a line that was written by hand has none.
    pub on: Option<Date>,
    /// What it rests on: an address, a book.
    pub source: Option<String>,
    /// Whatever there is to say beside it.
    pub note: Option<String>,
}
