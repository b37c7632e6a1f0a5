//! `townhall questions`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{OwnKindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app;
use crate::model::Kind;
use crate::render::Shown;

/// List what was asked, with where it was answered
///
/// With a query as `search` takes it, only the questions that hold what it asks
/// for. --speaker is who asks.
///
/// Examples:
///   townhall questions
///   townhall questions 成本 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct QuestionsArgs {
    /// What the question must hold
    query: Vec<String>,

    #[command(flatten)]
    kinds: OwnKindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &QuestionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Question), context)?;
    let selection = shape.selecting(args.kinds.of(args.selection.selection(&args.query))?);
    Ok(shape.outcome(app::questions(&context.open()?, &selection)?))
}
