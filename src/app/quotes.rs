//! The quotes of a library.

use super::answer::Answer;
use super::listing::{Nouns, holding_words, of_records};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind};

/// Lists quotes in the order of the notes; with `key`, only the key quotes.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn quotes(store: &Store<'_>, selection: &Selection, key: bool) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Quote, store)?;
    let mut found = holding_words(store, &filter, selection)?;
    found.retain(|stored| !key || matches!(&stored.record.body, Body::Quote(quote) if quote.key));
    Ok(of_records(store, "quotes", Nouns("quote", "quotes"), found, selection))
}
