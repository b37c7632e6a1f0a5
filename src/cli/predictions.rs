//! `townhall predictions`

use clap::Args;

use super::context::Context;
use super::day::Days;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use crate::app;

/// List claims and predictions, with who made them and for when
///
/// With words, only the claims that hold all of them. A claim without a last
/// day (未来趋势, 持续进行中) never falls due.
///
/// Examples:
///   townhall predictions --by 2027
///   townhall predictions --due
///   townhall predictions 推理成本 --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PredictionsArgs {
    /// Words that the claim must hold
    query: Vec<String>,

    /// Only what is to come true by this day, or by the end of this month or year
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    by: Option<Days>,

    /// Only what should have come true by today, or by the day given
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, help_heading = "Filters")]
    due: Option<Option<Days>>,

    #[command(flatten)]
    selection: SelectionArgs,
}

pub(super) fn run(args: &PredictionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let selection = args.selection.selection(&args.query);
    let due = args.due.map(|day| day.map_or(context.today, |days| days.last));
    let ends_by = [args.by.map(|days| days.last), due].into_iter().flatten().min();
    Ok(app::predictions(&context.open()?, &selection, ends_by)?.into())
}
