//! `townhall stats`

use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use super::shape::ShapeArgs;
use crate::app::{self, Followed, Step};
use crate::render::Shown;

/// Show what the library holds over time: talks, quotes, questions, predictions, people, topics
///
/// By month, or by year where the months are many; a reader gets bars and
/// sparklines, a program a row for each period, empty ones too. Notes without a date
/// stand apart at the end. With --of, a series for each topic or person. A limit is
/// one of the latest periods, or of topics and people (10 unless given).
///
/// Examples:
///   townhall stats
///   townhall stats --by year --speaker 黄仁勋
///   townhall stats --of topics --since 2025
///   townhall stats 推理成本 --format csv > cost.csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct StatsArgs {
    /// What a record must hold to be counted, as `search` takes it
    query: Vec<String>,

    /// The length of a period [default: a month, or a year where there are more than 36]
    #[arg(long, value_name = "STEP")]
    by: Option<StepName>,

    /// What to follow one by one
    #[arg(long, value_name = "WHAT")]
    of: Option<FollowedName>,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StepName {
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FollowedName {
    Topics,
    People,
}

pub(super) fn run(args: &StatsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let step = args.by.map(|step| match step {
        StepName::Month => Step::Month,
        StepName::Year => Step::Year,
    });
    let followed = match args.of {
        None => Followed::Everything,
        Some(FollowedName::Topics) => Followed::Topics,
        Some(FollowedName::People) => Followed::People,
    };
    let shown = if followed == Followed::Everything { Shown::Periods } else { Shown::Series };
    let mut shape = args.shape.of(shown, context)?;
    let selection = shape.selecting(args.selection.selection(&args.query));
    Ok(shape.outcome(app::stats(&context.open()?, &selection, step, followed)?))
}
