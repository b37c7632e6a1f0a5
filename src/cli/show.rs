//! `townhall show`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::NoteArgs;
use crate::app;

/// Show one section or record in full, with its citation
///
/// Takes an id as other commands print it (or the beginning of one), a
/// section's number in the outline, or a piece of a heading.
///
/// Examples:
///   townhall show 7.1
///   townhall show 从阻断到适应
///   townhall show q4k7
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ShowArgs {
    /// What to show
    #[arg(required = true, value_name = "ID|SECTION")]
    what: Vec<String>,

    #[command(flatten)]
    notes: NoteArgs,
}

pub(super) fn run(args: &ShowArgs, context: &Context) -> anyhow::Result<Outcome> {
    Ok(app::show(&context.open()?, &args.notes.selection(), &args.what.join(" "))?.into())
}
