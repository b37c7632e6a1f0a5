//! `townhall predictions`

use clap::Args;

use super::context::Context;
use super::outcome::Outcome;
use super::selection::SelectionArgs;
use super::shape::ShapeArgs;
use crate::app::{self, Due, State};
use crate::model::Kind;
use crate::render::Shown;
use crate::search::NamedDays;

/// List claims and predictions, with who made them and for when
///
/// With a query as `search` takes it, only the claims that hold what it asks
/// for. A claim without a last day (未来趋势, 持续进行中) never falls due, nor
/// does one that was about the past when it was made (过去十年).
///
/// Examples:
///   townhall predictions --by 2027
///   townhall predictions --due
///   townhall predictions --open
///   townhall predictions 推理成本 --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PredictionsArgs {
    /// What the claim must hold
    query: Vec<String>,

    /// Only what is to come true by then: 2027, 2026-06, 今年, next year
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    by: Option<NamedDays>,

    /// Only what should have come true by today, or by the day given
    #[arg(long, value_name = "DATE", num_args = 0..=1, require_equals = true, help_heading = "Filters")]
    due: Option<Option<NamedDays>>,

    /// Only what was over when it was said: its time is one of the past
    #[arg(long, conflicts_with_all = ["by", "due", "open"], help_heading = "Filters")]
    past: bool,

    /// Only what was still to come when it was said, and did not go on already
    #[arg(long, help_heading = "Filters")]
    open: bool,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &PredictionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Prediction), context)?;
    let (due, query) = due_and_query(&args.due, &args.query);
    let selection = shape.selecting(args.selection.selection(query));
    let last = |days: &NamedDays| days.on(context.today).map(|days| days.last);
    let by = args.by.as_ref().map(last).transpose()?;
    let due = match due {
        Some(Some(days)) => Some(last(&days)?),
        Some(None) => Some(context.today.date()),
        None => None,
    };
    let state = match (args.past, args.open) {
        (true, _) => Some(State::Past),
        (_, true) => Some(State::Open),
        _ => None,
    };
    let due = Due { by: [by, due].into_iter().flatten().min(), state };
    Ok(shape.outcome(app::predictions(&context.open()?, &selection, due)?))
}

/// The day of `--due`, which may stand behind a space, too, where nobody searches for it: `--due 2027`.
fn due_and_query<'q>(
    due: &Option<Option<NamedDays>>,
    query: &'q [String],
) -> (Option<Option<NamedDays>>, &'q [String]) {
    match (due, query) {
        (Some(None), [only]) => match only.parse() {
            Ok(days) => (Some(Some(days)), &[]),
            Err(_) => (Some(None), query),
        },
        _ => (due.clone(), query),
    }
}
