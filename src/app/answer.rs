//! What a door has to show and to say in answer to a question.

use super::same_words::add_same_words;
use super::store::{Remarks, Store};
use crate::render::View;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// The results.
    pub view: View,
    /// Counts and hints, one a line.
    pub notices: Vec<String>,
    /// What is to be said of the library that was asked.
    pub remarks: Remarks,
}

impl Answer {
    /// An answer from an opened library, with what became of each prediction in it, and what says the same.
    pub fn of(store: &Store<'_>, mut view: View, notices: Vec<String>) -> Answer {
        store.add_verdicts(&mut view);
        add_same_words(&mut view.items);
        view.elsewhere = store.records().elsewhere();
        Answer { view, notices, remarks: store.remarks() }
    }
}
