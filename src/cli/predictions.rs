//! `townhall predictions`

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::Outcome;
use super::selection::{OwnKindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use crate::app::{self, DueRequest, KnownOutcome};
use crate::model::Kind;
use crate::render::{Format, Shown, TIMELINE_WIDTH};
use crate::search::{NamedDays, NamedSpan};
use crate::verdicts::Outcome as VerdictOutcome;

/// List claims and predictions, with who made them and for when
///
/// With a query as `search` takes it, only the claims that hold what it asks
/// for. A claim without a last day (未来趋势, 持续进行中) never falls due, nor
/// does one that was about the past when it was made (过去十年). What became of
/// claims is what `townhall judge` wrote down.
///
/// Examples:
///   townhall predictions --by 2027
///   townhall predictions --due --open
///   townhall predictions --within 今年 --group-by person
///   townhall predictions --timeline --group-by person
///   townhall predictions --score --group-by person
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

    /// Only what is to come true from today on within this time (6m, 90d, 1y, 半年), or within these days (今年, 2027)
    #[arg(long, value_name = "LENGTH", conflicts_with = "due", help_heading = "Filters")]
    within: Option<NamedSpan>,

    /// Only what was over when it was said: its time is one of the past
    #[arg(long, conflicts_with_all = ["by", "due", "open", "within"], help_heading = "Filters")]
    past: bool,

    /// Only what was still to come when it was said, did not go on already, and nobody has judged
    #[arg(long, help_heading = "Filters")]
    open: bool,

    /// Only what this is known to have become of (repeatable)
    #[arg(long, value_name = "OUTCOME", help_heading = "Filters")]
    verdict: Vec<KnownOutcome>,

    /// Draw them along the years, a bar each, where readers are shown them (a terminal, --format table)
    #[arg(long, conflicts_with_all = ["fields", "template", "count"])]
    timeline: bool,

    /// How many came true, in part, failed or were judged too early, of all: in each group with --group-by
    #[arg(long, conflicts_with_all = ["timeline", "fields", "template", "count", "sort", "random", "nul"])]
    score: bool,

    #[command(flatten)]
    kinds: OwnKindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &PredictionsArgs, context: &Context) -> anyhow::Result<Outcome> {
    let mut shape = args.shape.of(Shown::Records(Kind::Prediction), context)?;
    let (due, query) = due_and_query(&args.due, &args.query);
    let selection = shape.selecting(args.kinds.of(args.selection.selection(query))?);
    let request = DueRequest {
        by: args.by.clone(),
        due,
        within: args.within.clone(),
        past: args.past,
        open: args.open,
        known: args.verdict.clone(),
    };
    let due = request.on(context.today)?;
    let store = context.open()?;
    if args.score {
        return shape.score(|grouping| app::score(&store, &selection, &due, grouping));
    }
    let mut answer = app::predictions(&store, &selection, &due)?;
    if args.timeline && shape.format == Format::Table && context.width < TIMELINE_WIDTH {
        answer.notices.push(format!("a timeline needs {TIMELINE_WIDTH} columns, so these are listed"));
    } else if args.timeline {
        answer = app::on_timeline(answer, context.today.date());
    }
    Ok(shape.outcome(answer))
}

impl ValueEnum for KnownOutcome {
    fn value_variants<'a>() -> &'a [Self] {
        const KNOWN: [KnownOutcome; VerdictOutcome::ALL.len() + 2] = {
            let mut known = [KnownOutcome::Any; VerdictOutcome::ALL.len() + 2];
            let mut number = 0;
            while number < VerdictOutcome::ALL.len() {
                known[number] = KnownOutcome::Is(VerdictOutcome::ALL[number].0);
                number += 1;
            }
            known[number + 1] = KnownOutcome::None;
            known
        };
        &KNOWN
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            KnownOutcome::Is(outcome) => outcome.to_possible_value(),
            KnownOutcome::Any => Some(PossibleValue::new("any").help("judged")),
            KnownOutcome::None => Some(PossibleValue::new("none").help("not judged")),
        }
    }
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
