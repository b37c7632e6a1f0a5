//! What the reader asks of a library, and what it gets: plain values that go between two threads.

use crate::model::RecordId;
use crate::records::Stored;
use crate::render::StyledLine;

/// What a row or a page is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A record, by its id.
    Record(RecordId),
    /// Somebody, by the name to show.
    Person(String),
    /// A topic, by its slug.
    Topic(String),
}

/// A part of what the library is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shelf {
    /// The notes, the newest first.
    Notes,
    /// Those who speak.
    People,
    /// What is spoken about.
    Topics,
    /// Terms and what they mean.
    Glossary,
    /// Claims, by the time that they are about.
    Predictions,
}

impl Shelf {
    /// All, in the order in which they stand.
    pub(super) const ALL: [Shelf; 5] =
        [Shelf::Notes, Shelf::People, Shelf::Topics, Shelf::Glossary, Shelf::Predictions];
}

/// What is asked of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// All of a shelf.
    Shelf(Shelf),
    /// What a query finds.
    Search {
        /// As it was typed.
        query: String,
        /// Display columns that a snippet may take.
        columns: usize,
    },
    /// What something leads to.
    Follow(Target),
    /// Something in full.
    Page {
        /// What.
        target: Target,
        /// Display columns of a line.
        width: usize,
    },
}

impl Question {
    /// Whether the answer is a page; else it is a list.
    pub(super) fn is_of_page(&self) -> bool {
        matches!(self, Question::Page { .. })
    }
}

/// What tells questions apart: a later one has a greater number.
pub(super) type Ticket = u64;

/// An answer.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    /// Things to choose from.
    List(List),
    /// Something in full.
    Page(Box<Page>),
    /// Why there is none, as a reader is told.
    Failed(String),
}

/// Things to choose from.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    /// What they are.
    pub(super) title: String,
    /// Each of them.
    pub(super) rows: Vec<Row>,
    /// What is to be said of them: the tier of a search, dropped words.
    pub(super) note: String,
}

/// A thing to choose.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// What it is.
    pub(super) target: Target,
    /// How it looks; never empty.
    pub(super) lines: Vec<StyledLine>,
}

/// Something in full.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// What.
    pub(super) target: Target,
    /// How it looks.
    pub(super) lines: Vec<StyledLine>,
    /// The record, if it is one.
    pub(super) stored: Option<Stored>,
    /// The citation, if it can be cited.
    pub(super) citation: Option<String>,
    /// It as Markdown.
    pub(super) markdown: String,
    /// The record before it in the note.
    pub(super) before: Option<Target>,
    /// The record behind it in the note.
    pub(super) behind: Option<Target>,
}
