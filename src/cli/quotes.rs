//! `townhall quotes`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{OwnKindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app::{self, QuoteFilter};
use crate::model::Kind;
use crate::render::Shown;

/// List quotes, in the order of the notes
///
/// With a query, only the quotes that hold what it asks for: words, "phrases",
/// -words, A OR B and filters as in `search`, but no weaker matches. Case, width
/// and 繁/简 do not matter.
///
/// Examples:
///   townhall quotes --topic safety
///   townhall quotes 注意力 --speaker altman
///   townhall quotes '“注意力” OR 专注 -社交 since:2026'
///   townhall quotes --key --format markdown
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct QuotesArgs {
    /// What the quote must hold
    query: Vec<String>,

    /// Only the key quotes
    #[arg(long, help_heading = "Filters")]
    key: bool,

    #[command(flatten)]
    kinds: OwnKindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &QuotesArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Quote), context)?;
    let selection = shape.selecting(args.kinds.of(args.selection.selection(&args.query))?);
    let wanted = QuoteFilter { key: args.key };
    Ok(shape.outcome(app::quotes(&context.open()?, &selection, wanted)?))
}
