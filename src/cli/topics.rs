//! `townhall topics`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::NoteArgs;
use crate::app;

/// List the topics, with how much the notes have on each
///
/// Any of a topic's names will do for --topic.
///
/// Examples:
///   townhall topics
///   townhall topics --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct TopicsArgs {
    #[command(flatten)]
    notes: NoteArgs,
}

pub(super) fn run(args: &TopicsArgs, context: &Context) -> anyhow::Result<Outcome> {
    Ok(app::topics(&context.open()?, &args.notes.selection())?.into())
}
