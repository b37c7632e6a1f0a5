//! `townhall notes`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_entries};
use super::matching::Words;
use super::store::{Store, entry};
use crate::model::Kind;
use crate::records::{Filter, Stored};
use crate::render::Counts;

/// List the notes with their metadata
///
/// With words, only the notes whose title or metadata hold all of them.
/// --topic, --section and --speaker keep the notes that have any such record.
///
/// Examples:
///   townhall notes
///   townhall --notes ~/notes notes --since 2026-01 --speaker altman
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NotesArgs {
    /// Words that the title or the metadata must hold
    query: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &NotesArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[], &store)?;
    let counts = store.records().counts_by_note()?;
    let mut found = store.list(&Filter { kinds: vec![Kind::Note], ..filter.clone() })?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    if !filter.topics.is_empty() || !filter.speakers.is_empty() || filter.section.is_some() {
        let with: std::collections::HashSet<String> =
            store.list(&filter)?.into_iter().map(|stored| stored.note_path).collect();
        found.retain(|stored| with.contains(&stored.note_path));
    }
    let words = Words::new(&args.query);
    found.retain(|stored| words.occur_in(&stored.record));
    let with_counts = |stored: Stored| {
        let counts = counts.get(&stored.note_path).map(|counts| Counts::new(*counts));
        let mut entry = entry(stored);
        entry.counts = counts;
        entry
    };
    let found = found.into_iter().map(with_counts).collect();
    Ok(of_entries("notes", Nouns("note", "notes"), found, args.notes.limit))
}
