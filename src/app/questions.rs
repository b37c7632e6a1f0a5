//! What was asked in a library, and where it was answered.

use std::collections::HashMap;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, mention, of_entries};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, RecordId};
use crate::records::{Filter, Stored};
use crate::render::Mention;

/// Lists questions in the order of the notes, each with its answers.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn questions(store: &Store<'_>, selection: &Selection) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Question, store)?;
    let found = holding_words(store, &filter, selection)?;
    let mut answers = answers(store, &filter)?;
    let with_answers = |stored: Stored| {
        let answers = answers.remove(&stored.record.id).unwrap_or_default();
        let mut entry = entry(stored);
        entry.answers = Some(answers);
        entry
    };
    let found = found.into_iter().map(with_answers).collect();
    Ok(of_entries(store, "questions", Nouns("question", "questions"), found, selection))
}

/// The quotes of the notes that a filter is for, by the id of the question they answer.
pub(super) fn answers(
    store: &Store<'_>,
    questions: &Filter,
) -> anyhow::Result<HashMap<RecordId, Vec<Mention>>> {
    let quotes = Filter {
        kinds: vec![Kind::Quote],
        notes: questions.notes.clone(),
        since: questions.since,
        until: questions.until,
        ..Filter::default()
    };
    let mut answers: HashMap<RecordId, Vec<Mention>> = HashMap::new();
    for stored in store.records().list(&quotes)? {
        let Body::Quote(quote) = &stored.record.body else { continue };
        if let Some(id) = quote.question_id {
            let words = Some(stored.record.text().to_owned());
            answers.entry(id).or_default().push(Mention { words, ..mention(&stored) });
        }
    }
    Ok(answers)
}
