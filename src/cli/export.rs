//! `townhall export`

use std::io;

use clap::Args;

use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::Nouns;
use super::store::{Store, entry, item, kinds};
use super::{Answer, finish, finish_with};
use crate::model::KINDS;
use crate::records::{Filter, LookUp};
use crate::render::{Format, Layout, View, render_each};

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

pub(super) fn run(args: &ExportArgs, context: &mut Context) -> anyhow::Result<u8> {
    context.format = context.named_format.unwrap_or(Format::Jsonl);
    // Nobody pages a file.
    context.output.pager = None;
    let context: &Context = context;
    let format = context.format;
    let kinds = kinds(&args.kind)?;
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&kinds, &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let records = store.records().walk(&filter, None)?;
    let total = records.len();
    let shown = args.notes.limit.map_or(total, |limit| limit.get().min(total));
    let notices = vec![Nouns("record", "records").count(shown, total)];
    let view = View { command: "export", total, layout: Layout::Listing, items: Vec::new(), search: None };
    let mut answer = Answer::new(view, notices);
    let items = records.take(shown).map(|stored| stored.map(|stored| item(entry(stored))));
    if args.notes.limit.is_some() || !format.is_one_by_one() {
        answer.view.items = items.collect::<anyhow::Result<_>>()?;
        return finish(&answer, context);
    }
    let mixed = are_mixed(&store, &filter)?;
    finish_with(&answer, context, |out| {
        render_each(&answer.view, mixed, items.map(|item| item.map_err(io::Error::other)), format, out)
    })
}

/// Whether the records that pass are of several kinds.
fn are_mixed(store: &Store, filter: &Filter) -> anyhow::Result<bool> {
    let mut some = 0;
    for info in &KINDS {
        if filter.kinds.is_empty() || filter.kinds.contains(&info.kind) {
            let filter = Filter { kinds: vec![info.kind], ..filter.clone() };
            some += usize::from(store.records().any(&LookUp { filter, ..LookUp::default() })?);
        }
    }
    Ok(some > 1)
}
