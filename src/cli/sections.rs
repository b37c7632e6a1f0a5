//! `townhall sections`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SubjectFilters};
use super::listing::{Nouns, of_entries};
use super::matching::Words;
use super::store::{Store, entry};
use crate::model::Kind;
use crate::records::{KindCounts, Place, Stored};
use crate::render::{Counts, Layout};

/// Show the outline, with numbers for `show` and what each section holds
///
/// Examples:
///   townhall sections
///   townhall sections 成本
///   townhall sections --topic safety
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SectionsArgs {
    /// Words that the heading must hold
    query: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &SectionsArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[Kind::Section], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    let words = Words::new(&args.query);
    let mut found = store.list(&filter)?;
    found.retain(|stored| words.occur_in(&stored.record));

    let places: Vec<Place<'_>> = found.iter().map(Stored::place).collect();
    let counts = store.records().counts_by_section(&places)?;
    let with_counts = |(stored, counts): (Stored, KindCounts)| {
        let mut entry = entry(stored);
        entry.counts = Some(Counts::new(counts));
        entry
    };
    let found = found.into_iter().zip(counts).map(with_counts).collect();
    let mut answer = of_entries("sections", Nouns("section", "sections"), found, args.notes.limit);
    answer.view.layout = Layout::Outline;
    Ok(answer)
}

/// What stands in a section, in order, itself not counted. `all` is in library order.
pub(super) fn content<'s>(section: &'s Stored, all: &'s [Stored]) -> impl Iterator<Item = &'s Stored> {
    // In the order of the note, what a section holds follows it without a gap.
    let start = all.partition_point(|other| other.place() <= section.place());
    all[start..].iter().take_while(move |other| {
        other.note_path == section.note_path && section.record.lines.contains(other.record.lines)
    })
}
