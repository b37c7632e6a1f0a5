//! `townhall notes`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{KindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app::{self, Selection};
use crate::model::Kind;
use crate::render::Shown;

/// List the notes with their metadata
///
/// With a query as `search` takes it, only the notes whose title or metadata hold
/// what it asks for. --topic, --section, --speaker and --kind keep the notes that
/// have any such record.
///
/// Examples:
///   townhall notes
///   townhall --notes ~/notes notes --since 2026-01 --speaker altman
///   townhall --notes ~/notes notes --since 上个月
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NotesArgs {
    /// What the title or the metadata must hold
    query: Vec<String>,

    #[command(flatten)]
    kinds: KindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &NotesArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Note), context)?;
    let selection =
        shape.selecting(Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&args.query) });
    Ok(shape.outcome(app::notes(&context.open()?, &selection)?))
}
