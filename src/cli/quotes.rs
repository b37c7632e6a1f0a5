//! `townhall quotes`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use super::shape::ShapeArgs;
use crate::app::{self, QuoteFilter};
use crate::model::Kind;
use crate::render::Shown;

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

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &QuotesArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Quote), context)?;
    let selection = shape.selecting(args.selection.selection(&args.query));
    let wanted = QuoteFilter { key: args.key };
    Ok(shape.outcome(app::quotes(&context.open()?, &selection, wanted)?))
}
