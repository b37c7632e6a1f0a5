//! `townhall questions`

use std::collections::HashMap;

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_entries};
use super::matching::Words;
use super::store::{Store, entry, mention};
use crate::model::{Body, Kind, RecordId};
use crate::records::{Filter, Stored};
use crate::render::Mention;

/// List what was asked, with where it was answered
///
/// With words, only the questions that hold all of them. --speaker is who asks.
///
/// Examples:
///   townhall questions
///   townhall questions 成本 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct QuestionsArgs {
    /// Words that the question must hold
    query: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &QuestionsArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[Kind::Question], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let words = Words::new(&args.query);
    let mut found = store.list(&filter)?;
    found.retain(|stored| words.occur_in(&stored.record));

    let mut answers = answers(&store, &filter)?;
    let with_answers = |stored: Stored| {
        let answers = answers.remove(&stored.record.id).unwrap_or_default();
        let mut entry = entry(stored);
        entry.answers = Some(answers);
        entry
    };
    let found = found.into_iter().map(with_answers).collect();
    Ok(of_entries("questions", Nouns("question", "questions"), found, args.notes.limit))
}

/// The quotes of the notes that a filter is for, by the id of the question they answer.
pub(super) fn answers(store: &Store, questions: &Filter) -> anyhow::Result<HashMap<RecordId, Vec<Mention>>> {
    let notes = Filter {
        kinds: vec![Kind::Quote],
        notes: questions.notes.clone(),
        since: questions.since,
        until: questions.until,
        ..Filter::default()
    };
    let mut answers: HashMap<RecordId, Vec<Mention>> = HashMap::new();
    for stored in store.list(&notes)? {
        let Body::Quote(quote) = &stored.record.body else { continue };
        if let Some(id) = quote.question_id {
            answers.entry(id).or_default().push(mention(&stored));
        }
    }
    Ok(answers)
}
