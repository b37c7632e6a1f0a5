//! `townhall index`

use anyhow::{Context as _, bail};
use clap::Args;

use super::context::Context;
use super::outcome::{Outcome, facts};
use crate::app::Remarks;
use crate::index::{Index, IndexState};
use crate::render::{Fact, FactValue};

/// Show where the index of the notes lies, its size and state
///
/// The index is a cache: it is always safe to clear, and other commands bring it up to date by themselves. It also counts the
/// .txt files that are neither transcripts nor minutes and so were left out.
///
/// Examples:
///   townhall index
///   townhall --notes ~/notes index --rebuild
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct IndexArgs {
    /// Make it anew
    #[arg(long, conflicts_with = "clear")]
    rebuild: bool,

    /// Remove it
    #[arg(long)]
    clear: bool,
}

pub(super) fn run(args: &IndexArgs, context: &Context) -> anyhow::Result<Outcome> {
    context.needs_notes("index")?;
    let Some(cache) = &context.cache else {
        if args.rebuild || args.clear {
            bail!("there is no cache folder; name one with TOWNHALL_CACHE");
        }
        return Ok(outcome("in memory", None, None, None));
    };
    if args.rebuild || args.clear {
        Index::clear(&context.library, cache)
            .with_context(|| format!("cannot clear the index in {}", cache.display()))?;
    }
    let remarks = if args.rebuild { context.open()?.remarks() } else { Remarks::default() };
    let state = Index::state(&context.library, cache)?;
    let text = match state.state {
        IndexState::Missing => "missing".to_owned(),
        IndexState::Damaged => "damaged; the next command makes it anew".to_owned(),
        IndexState::Fresh => "fresh".to_owned(),
        IndexState::Stale { read, gone } => format!("stale: {read} to read, {gone} to drop"),
    };
    let place = (state.bytes, state.folder.display().to_string());
    let mut outcome = outcome(&text, state.counts, Some(place), state.left_out);
    outcome.answer.remarks = remarks;
    Ok(outcome)
}

fn outcome(
    state: &str,
    counts: Option<(usize, usize)>,
    place: Option<(u64, String)>,
    left_out: Option<usize>,
) -> Outcome {
    let number = |number: Option<u64>| number.map_or(FactValue::Nothing, FactValue::Number);
    let values = vec![
        ("state", FactValue::Text(state.to_owned())),
        ("notes", number(counts.map(|(notes, _)| notes as u64))),
        ("records", number(counts.map(|(_, records)| records as u64))),
        ("bytes", place.as_ref().map_or(FactValue::Nothing, |(bytes, _)| FactValue::Bytes(*bytes))),
        ("folder", place.map_or(FactValue::Nothing, |(_, folder)| FactValue::Path(folder))),
        ("texts_left_out", number(left_out.map(|texts| texts as u64))),
    ];
    facts("index", vec![Fact { kind: "index", path: None, file: None, note: None, lines: None, values }])
}
