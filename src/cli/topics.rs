//! `townhall topics`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::NoteArgs;
use super::shape::ShapeArgs;
use crate::app;
use crate::render::Shown;

/// List the topics, with how much the notes have on each, most first
///
/// A table and markdown leave out those that the notes have nothing on.
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

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &TopicsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Topics, context)?;
    let selection = shape.selecting(args.notes.selection());
    let answer = app::topics(&context.open()?, &selection, !shape.is_for_readers())?;
    Ok(shape.outcome(answer))
}
