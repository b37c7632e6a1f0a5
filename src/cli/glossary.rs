//! `townhall glossary`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use crate::app;

/// List the glossary, or show one term with where the note uses it
///
/// A term is found by its name or an alias, in any case, width and script, else
/// by the beginning of one if no other term begins so. A mention is a whole
/// word: GPT-5 is not mentioned where a note says GPT-5.2.
///
/// Examples:
///   townhall glossary
///   townhall glossary mcp
///   townhall glossary jevons
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct GlossaryArgs {
    /// The term
    term: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,
}

pub(super) fn run(args: &GlossaryArgs, context: &Context) -> anyhow::Result<Outcome> {
    let (store, selection) = (context.open()?, args.selection.selection(&[]));
    let answer = match args.term.is_empty() {
        // Only formats for programs have room for every term's mentions.
        true => app::glossary(&store, &selection, context.format.is_structured()),
        false => app::term(&store, &selection, &args.term.join(" ")),
    };
    Ok(answer?.into())
}
