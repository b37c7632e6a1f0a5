//! `townhall quotes`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use crate::app::{self, QuoteFilter};

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
    selection: SelectionArgs,
}

pub(super) fn run(args: &QuotesArgs, context: &Context) -> anyhow::Result<Outcome> {
    let selection = args.selection.selection(&args.query);
    let wanted = QuoteFilter { key: args.key };
    Ok(app::quotes(&context.open()?, &selection, wanted)?.into())
}
