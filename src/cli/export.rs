//! `townhall export`

use std::io;

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::output::{finish, finish_with};
use super::pager::Output;
use super::selection::{KindArgs, SelectionArgs};
use crate::app::{Answer, Nouns, Selection, Store, entry, item};
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
    #[command(flatten)]
    kinds: KindArgs,

    #[command(flatten)]
    selection: SelectionArgs,
}

pub(super) fn run(args: &ExportArgs, context: Context) -> anyhow::Result<u8> {
    let format = context.named_format.unwrap_or(Format::Jsonl);
    // Nobody pages a file.
    let output = Output { pager: None, ..context.output };
    let context = Context { format, output, ..context };
    let selection = Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&[]) };
    let store = context.open_whole()?;
    let filter = selection.filter(&store)?;
    let records = store.records().walk(&filter, None)?;
    let total = records.len();
    let shown = selection.limit.map_or(total, |limit| limit.get().min(total));
    let notices = vec![Nouns("record", "records").count(shown, total)];
    let view = View {
        command: "export",
        total,
        layout: Layout::Listing,
        items: Vec::new(),
        search: None,
        sides: Vec::new(),
    };
    let mut answer = Answer::of(&store, view, notices);
    let items = records.take(shown).map(|stored| {
        let mut entry = entry(stored?);
        store.add_verdict(&mut entry);
        Ok(item(entry))
    });
    if selection.limit.is_some() || !format.is_one_by_one() {
        answer.view.items = items.collect::<anyhow::Result<_>>()?;
        return finish(&answer.into(), &context);
    }
    let mixed = are_mixed(&store, &filter)?;
    let outcome = Outcome::from(answer);
    finish_with(&outcome, &context, |out| {
        let items = items.map(|item| item.map_err(io::Error::other));
        render_each(&outcome.answer.view, mixed, items, format, out)
    })
}

/// Whether the records that pass are of several kinds.
fn are_mixed(store: &Store<'_>, filter: &Filter) -> anyhow::Result<bool> {
    let mut some = 0;
    for info in &KINDS {
        if filter.kinds.is_empty() || filter.kinds.contains(&info.kind) {
            let filter = Filter { kinds: vec![info.kind], ..filter.clone() };
            some += usize::from(store.records().any(&LookUp { filter, ..LookUp::default() })?);
        }
    }
    Ok(some > 1)
}
