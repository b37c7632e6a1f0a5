//! `townhall quotes`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_records};
use super::matching::Words;
use super::store::Store;
use crate::model::{Body, Kind};

/// List quotes, in the order of the notes
///
/// With words, only the quotes that hold all of them; case, width and 繁/简 do
/// not matter.
///
/// Examples:
///   townhall quotes --topic safety
///   townhall quotes 注意力 --speaker altman
///   townhall quotes --key --format markdown
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct QuotesArgs {
    /// Words that the quote must hold
    query: Vec<String>,

    /// Only the key quotes
    #[arg(long, help_heading = "Filters")]
    key: bool,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &QuotesArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[Kind::Quote], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let words = Words::new(&args.query);
    let mut found = store.list(&filter)?;
    found.retain(|stored| {
        let key = matches!(&stored.record.body, Body::Quote(quote) if quote.key);
        (key || !args.key) && words.occur_in(&stored.record)
    });
    Ok(of_records("quotes", Nouns("quote", "quotes"), found, args.notes.limit))
}
