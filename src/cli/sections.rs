//! `townhall sections`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{NoSpeaker, OwnKindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app;
use crate::model::Kind;
use crate::render::{Format, Layout, Shown};

/// Show the outline, with numbers for `show` and what each section holds
///
/// Of a whole library readers see its notes, each with how many sections it has;
/// --note shows those of one.
///
/// Examples:
///   townhall sections
///   townhall sections 成本
///   townhall sections --topic safety
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SectionsArgs {
    /// What the heading must hold, as `search` takes it
    query: Vec<String>,

    #[command(flatten)]
    kinds: OwnKindArgs,

    #[command(flatten)]
    selection: SelectionArgs<NoSpeaker>,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &SectionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Section), context)?;
    let selection = shape.selecting(args.kinds.of(args.selection.selection(&args.query))?);
    let contents = shape.is_for_readers() && shape.format == Format::Table;
    let mut answer = app::sections(&context.open()?, &selection, contents)?;
    if answer.view.layout == Layout::Contents {
        answer.notices.push("--note TITLE shows the sections of one note".to_owned());
    }
    Ok(shape.outcome(answer))
}
