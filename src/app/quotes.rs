//! The quotes of a library.

use super::answer::Answer;
use super::listing::{Nouns, holding_words, of_records};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, Quote};

/// Which quotes, beside what is selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QuoteFilter {
    /// Only the key quotes.
    pub key: bool,
}

/// Lists quotes in the order of the notes.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn quotes(store: &Store<'_>, selection: &Selection, wanted: QuoteFilter) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Quote, store)?;
    let mut found = holding_words(store, &filter, selection)?;
    found.retain(|stored| matches!(&stored.record.body, Body::Quote(quote) if wanted.passes(quote)));
    Ok(of_records(store, "quotes", Nouns("quote", "quotes"), found, selection))
}

impl QuoteFilter {
    fn passes(self, quote: &Quote) -> bool {
        quote.key || !self.key
    }
}
