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
///   townhall show qehtq3z6zhf --why-person
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ShowArgs {
    /// What to show
    #[arg(required = true, value_name = "ID|SECTION")]
    what: Vec<String>,

    /// Also tell what the name of whoever says it rests on
    #[arg(long)]
    why_person: bool,

    #[command(flatten)]
    notes: NoteArgs,
}

pub(super) fn run(args: &ShowArgs, context: &Context) -> anyhow::Result<Outcome> {
    let store = context.open()?;
    let answer = app::show(&store, &args.notes.selection(), &args.what.join(" "))?;
    Ok(if args.why_person { app::with_grounds(&store, answer)? } else { answer }.into())
}
