//! `townhall glossary`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, OwnKindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app::{self, TermListing};
use crate::model::Kind;
use crate::render::Shown;

/// List the glossary, or show one term with where its notes use it
///
/// A term is found by its name or an alias, in any case, width and script, else
/// by the beginning of one if no other term begins so; what names no term is a
/// query as `search` takes it, and lists the terms that hold what it asks for.
/// Names that notes put side by side lead to the same term. For readers each explanation stands once, with
/// the notes that give it; for programs each row is an item, with `same_as`. A
/// mention is a whole word: GPT-5 is not mentioned where a note says GPT-5.2.
///
/// Examples:
///   townhall glossary
///   townhall glossary mcp
///   townhall glossary jevons
///   townhall glossary '模型 -开源 since:今年'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct GlossaryArgs {
    /// The term, or a query
    #[arg(value_name = "TERM|QUERY")]
    term: Vec<String>,

    #[command(flatten)]
    kinds: OwnKindArgs,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &GlossaryArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Term), context)?;
    let selection = shape.selecting(args.kinds.of(args.selection.selection(&[]))?);
    let store = context.open()?;
    // Only formats for programs have room for every term's mentions.
    let how = TermListing { repeats: shape.repeats(), mentions: shape.tells_all() };
    let answer = match args.term.is_empty() {
        true => app::glossary(&store, &selection, how),
        false => app::term(&store, &selection, how, &args.term.join(" ")),
    };
    Ok(shape.outcome(answer?))
}
