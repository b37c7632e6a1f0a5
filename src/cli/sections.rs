//! `townhall sections`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use crate::app;

/// Show the outline, with numbers for `show` and what each section holds
///
/// Examples:
///   townhall sections
///   townhall sections 成本
///   townhall sections --topic safety
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SectionsArgs {
    /// Words that the heading must hold
    query: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,
}

pub(super) fn run(args: &SectionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    Ok(app::sections(&context.open()?, &args.selection.selection(&args.query))?.into())
}
