//! `townhall people`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app;
use crate::render::Shown;

/// List the people in the notes, or show one with all that is known of them
///
/// Whoever stands in the notes under several names is one person; any of these
/// names will do, or the beginning of one, in any script or in pinyin. With a
/// name: what joins the names, the notes by day, topics, key quotes and claims.
/// --topic, --section, --note, --since and --until narrow what counts. Most
/// quotes come first unless --sort names another order.
///
/// Examples:
///   townhall people
///   townhall people --sort notes -n 10
///   townhall --notes ~/notes people 黄仁勋
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PeopleArgs {
    /// The person
    name: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &PeopleArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::People, context)?;
    let selection = shape.selecting(args.selection.selection(&[]));
    let store = context.open()?;
    let answer = match args.name.is_empty() {
        // Only formats for programs have room for the place of every name.
        true => app::people(&store, &selection, shape.format.is_structured()),
        false => app::person(&store, &selection, &args.name.join(" ")),
    };
    Ok(shape.outcome(answer?))
}
