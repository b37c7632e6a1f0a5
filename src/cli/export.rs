//! `townhall export`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_records};
use super::store::{Store, kinds};
use crate::render::Format;

/// Print all records, for other programs
///
/// One JSON object a line unless --format says otherwise; with csv, markdown and yaml it is one file as well.
///
/// Examples:
///   townhall export > records.jsonl
///   townhall export --kind quote --format csv > quotes.csv
///   townhall --notes ~/notes export --topic safety --format markdown > safety.md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ExportArgs {
    /// Only records of this kind: note, section, passage, question, quote, prediction, term (repeatable)
    #[arg(long, value_name = "KIND", help_heading = "Filters")]
    kind: Vec<String>,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

/// What differs from other commands: the format where none is named, and that nobody pages a file.
pub(super) fn prepare(context: &mut Context) {
    context.format = context.named_format.unwrap_or(Format::Jsonl);
    context.output.pager = None;
}

pub(super) fn run(args: &ExportArgs, context: &Context) -> anyhow::Result<Answer> {
    let kinds = kinds(&args.kind)?;
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&kinds, &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    Ok(of_records("export", Nouns("record", "records"), store.list(&filter)?, args.notes.limit))
}
