//! The claims and predictions of a library.

use jiff::civil::Date;

use super::answer::Answer;
use super::listing::{Nouns, holding_words, of_records};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, Record};

/// Lists claims in the order of the notes; with `ends_by`, only those whose time is over on that day.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn predictions(
    store: &Store<'_>,
    selection: &Selection,
    ends_by: Option<Date>,
) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Prediction, store)?;
    let mut found = holding_words(store, &filter, selection)?;
    found.retain(|stored| ends_by.is_none_or(|day| is_over(&stored.record, day)));
    Ok(of_records(store, "predictions", Nouns("prediction", "predictions"), found, selection))
}

/// Whether the claim's time is over on that day.
fn is_over(record: &Record, day: Date) -> bool {
    let Body::Prediction(prediction) = &record.body else { return false };
    prediction.horizon.as_ref().and_then(|horizon| horizon.end).is_some_and(|end| end <= day)
}
