//! `townhall search`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_records};
use super::matching::Words;
use super::store::Store;

/// Search every record, best first
///
/// Examples:
///   townhall search 推理成本
///   townhall search '“从阻断到适应”' --kind quote
///   townhall search '东京 -秘密'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SearchArgs {
    /// What to look for
    #[arg(required = true)]
    query: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &SearchArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let words = Words::new(&args.query);
    let mut found = store.list(&filter)?;
    found.retain(|stored| words.occur_in(&stored.record));
    Ok(of_records("search", Nouns("hit", "hits"), found, args.notes.limit))
}
