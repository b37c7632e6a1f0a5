//! `townhall glossary`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use crate::app::{self, Repeats};

/// List the glossary, or show one term with where its notes use it
///
/// A term is found by its name or an alias, in any case, width and script, else
/// by the beginning of one if no other term begins so. Names that notes put side
/// by side lead to the same term. For readers each explanation stands once, with
/// the notes that give it; for programs each row is an item, with `same_as`. A
/// mention is a whole word: GPT-5 is not mentioned where a note says GPT-5.2.
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
    let repeats = if context.format.is_for_readers() { Repeats::Merged } else { Repeats::Apart };
    let answer = match args.term.is_empty() {
        // Only formats for programs have room for every term's mentions.
        true => app::glossary(&store, &selection, repeats, context.format.is_structured()),
        false => app::term(&store, &selection, repeats, &args.term.join(" ")),
    };
    Ok(answer?.into())
}
