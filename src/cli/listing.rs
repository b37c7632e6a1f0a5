//! What every listing does with what it found: count, cut at the limit, say so.

use std::num::NonZeroUsize;

use super::Answer;
use super::store::{entry, item};
use crate::records::Stored;
use crate::render::{Entry, Layout, View};

/// A listing of records as they are.
pub(super) fn of_records(
    command: &'static str,
    nouns: Nouns,
    found: Vec<Stored>,
    limit: Option<NonZeroUsize>,
) -> Answer {
    of_entries(command, nouns, found.into_iter().map(entry).collect(), limit)
}

/// A listing of records of which more is known.
pub(super) fn of_entries(
    command: &'static str,
    nouns: Nouns,
    mut found: Vec<Entry>,
    limit: Option<NonZeroUsize>,
) -> Answer {
    let total = found.len();
    if let Some(limit) = limit {
        found.truncate(limit.get());
    }
    let notices = vec![nouns.count(found.len(), total)];
    let items = found.into_iter().map(item).collect();
    Answer::new(View { command, total, layout: Layout::Listing, items, search: None }, notices)
}

/// What the things found are called: one, many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nouns(pub(super) &'static str, pub(super) &'static str);

impl Nouns {
    /// `no quotes`, `1 quote`, `67 quotes`, `10 of 67 quotes`.
    pub(super) fn count(self, shown: usize, total: usize) -> String {
        match (shown, total) {
            (_, 0) => format!("no {}", self.1),
            (shown, total) if shown < total => format!("{shown} of {total} {}", self.1),
            (_, 1) => format!("1 {}", self.0),
            (_, total) => format!("{total} {}", self.1),
        }
    }
}
