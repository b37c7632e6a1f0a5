//! What the reader asks of a library, and what it gets: plain values that go between two threads.

use crate::model::RecordId;
use crate::records::Stored;
use crate::render::StyledLine;
use crate::verdicts::Outcome;

/// What a row or a page is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A record, by its id.
    Record(RecordId),
    /// Somebody, by the name to show.
    Person(String),
    /// A topic, by its slug.
    Topic(String),
    /// A search that somebody has saved.
    Saved(SavedSearch),
    /// The notes that could not be read.
    Unread,
}

/// A search under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its name.
    pub name: String,
    /// The arguments of `townhall search`, as they are kept.
    pub command: String,
    /// What they come to as a query alone.
    pub query: String,
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
    /// Searches that were saved.
    Saved,
}

impl Shelf {
    /// All, in the order in which they stand.
    pub(super) const ALL: [Shelf; 6] =
        [Shelf::Notes, Shelf::People, Shelf::Topics, Shelf::Glossary, Shelf::Predictions, Shelf::Saved];
}

/// What a list is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Listing {
    /// All of a shelf.
    Shelf(Shelf),
    /// What a query finds, as it was typed.
    Search(String),
    /// What something leads to.
    Follow(Target),
}

/// What is asked of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// Things to choose from.
    List {
        /// What they are.
        listing: Listing,
        /// Display columns of a row.
        columns: usize,
        /// At most so many.
        limit: usize,
    },
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

/// What is to be done for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// Keep a search.
    Save {
        /// Under this name.
        name: String,
        /// As it was typed.
        query: String,
    },
    /// Write down what became of a prediction.
    Judge {
        /// Its id.
        prediction: RecordId,
        /// `None` takes a verdict back.
        outcome: Option<Outcome>,
    },
    /// Write all of a list into a file.
    Export {
        /// What it is of.
        listing: Listing,
        /// The file, as it was typed.
        path: String,
    },
}

/// What the library's thread is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Request {
    /// A question, which a later one of its kind may overtake.
    Ask(Ticket, Question),
    /// A deed, which is done in any case.
    Do(Deed),
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

/// What comes from the library's thread.
#[derive(Debug, Clone)]
pub(super) enum News {
    /// A question is answered.
    Reply(Ticket, Reply),
    /// So many notes are read, of so many.
    Reading(usize, usize),
    /// What came of a deed, as a reader is told.
    Said(String),
}

/// Things to choose from.
#[derive(Debug, Clone, Default)]
pub(super) struct List {
    /// What they are.
    pub(super) title: String,
    /// Each of them.
    pub(super) rows: Vec<Row>,
    /// How many there are, of which `rows` may be the first.
    pub(super) total: usize,
    /// What stands above them while they are scrolled.
    pub(super) head: Option<StyledLine>,
    /// What is to be said of them: how many there are, the tier of a search.
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
