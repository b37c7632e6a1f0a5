//! What comes of a command: an answer, and the exit status where the answer does not decide it.

use crate::app::{Answer, Remarks};
use crate::render::{Fact, Format, Item, Layout, Shape, View};

/// What comes of a command.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What it has to say.
    pub(super) answer: Answer,
    /// The exit status where it is not whether anything was found.
    pub(super) status: Option<u8>,
    /// The format, where the command has one of its own.
    pub(super) format: Option<Format>,
    /// The shape that the user gives to it.
    pub(super) shape: Option<Box<Shape>>,
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Outcome {
        Outcome { answer, status: None, format: None, shape: None }
    }
}

impl Outcome {
    /// The exit status.
    pub(super) fn status(&self) -> u8 {
        let found_nothing = self.answer.view.total == 0;
        if found_nothing && self.answer.remarks.nothing_readable {
            // The notes themselves are the trouble, not what was asked of them.
            return 2;
        }
        self.status.unwrap_or(u8::from(found_nothing))
    }
}

/// An answer of facts; having none to tell is no failure.
pub(super) fn facts(command: &'static str, facts: Vec<Fact>) -> Outcome {
    let items: Vec<Item> = facts.into_iter().map(Item::Fact).collect();
    let view =
        View { command, total: items.len(), layout: Layout::Listing, items, search: None, sides: Vec::new() };
    let answer = Answer { view, notices: Vec::new(), remarks: Remarks::default() };
    Outcome { status: Some(0), ..Outcome::from(answer) }
}
