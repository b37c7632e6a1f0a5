//! `townhall predictions`

use clap::Args;
use jiff::civil::Date;

use super::Answer;
use super::context::Context;
use super::day::Days;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::{Nouns, of_records};
use super::matching::Words;
use super::store::Store;
use crate::model::{Body, Kind, Record};

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
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &PredictionsArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&[Kind::Prediction], &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let words = Words::new(&args.query);
    let due = args.due.map(|day| day.map_or(context.today, |days| days.last));
    let last = [args.by.map(|days| days.last), due].into_iter().flatten().min();
    let mut found = store.list(&filter)?;
    found.retain(|stored| {
        last.is_none_or(|last| ends_by(&stored.record, last)) && words.occur_in(&stored.record)
    });
    Ok(of_records("predictions", Nouns("prediction", "predictions"), found, args.notes.limit))
}

/// Whether the claim's time is over on that day.
fn ends_by(record: &Record, day: Date) -> bool {
    let Body::Prediction(prediction) = &record.body else { return false };
    prediction.horizon.as_ref().and_then(|horizon| horizon.end).is_some_and(|end| end <= day)
}
