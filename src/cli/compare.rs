//! `townhall compare`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app;
use crate::render::Shown;

/// Set beside each other what two or three people said on a subject, by day
///
/// The first two arguments are names, in any form that `people` takes. A third
/// is one too if it is somebody's whole name or a whole part of one; that and
/// all behind it are else words that each quote or prediction must hold. What
/// stands behind `--` is words in any case. --limit is one for each person.
///
/// Side by side they stand by day alone: --sort, --random, --group-by and
/// --fields list what all of them said one below the other.
///
/// Examples:
///   townhall --notes ~/notes compare 哈萨比斯 黄仁勋 AGI
///   townhall --notes ~/notes compare altman nadella --topic safety
///   townhall --notes ~/notes compare 马斯克 奥特曼 -- 开源
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CompareArgs {
    /// Two or three people, then words
    #[arg(required = true, value_name = "NAME", num_args = 2..)]
    names: Vec<String>,

    /// Words that a quote or prediction must hold
    #[arg(last = true, value_name = "WORDS")]
    words: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &CompareArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Said, context)?;
    let selection = shape.selecting(args.selection.selection(&args.words));
    Ok(shape.outcome(app::compare(&context.open()?, &selection, &args.names)?))
}
