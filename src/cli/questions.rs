//! `townhall questions`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use crate::app;

/// List what was asked, with where it was answered
///
/// With words, only the questions that hold all of them. --speaker is who asks.
///
/// Examples:
///   townhall questions
///   townhall questions 成本 --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct QuestionsArgs {
    /// Words that the question must hold
    query: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs,
}

pub(super) fn run(args: &QuestionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    Ok(app::questions(&context.open()?, &args.selection.selection(&args.query))?.into())
}
