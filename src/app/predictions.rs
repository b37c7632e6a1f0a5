//! The claims and predictions of a library.

use jiff::civil::Date;

use super::answer::Answer;
use super::listing::{Nouns, holding_words, of_records};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, HorizonKind, Kind, Record};
use crate::render::{Axis, Layout};
use crate::search::{NamedDays, NamedSpan, Today, UnknownDays};
use crate::verdicts::Outcome;

/// Which claims, by their time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// Only those whose time is over on that day, and was not when they were made.
    pub by: Option<Date>,
    /// Only those whose time is not over before that day.
    pub from: Option<Date>,
    /// Only those that were over already, or only those that are still to be followed.
    pub state: Option<State>,
    /// Only those of which one of these is known; empty for all.
    pub known: Vec<KnownOutcome>,
}

/// The same as a user names it. What excludes what is for the door to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueRequest {
    /// Only what is to come true by then.
    pub by: Option<NamedDays>,
    /// Only what should have come true by then; by today where no day is named.
    pub due: Option<Option<NamedDays>>,
    /// Only what is to come true from today on within this time.
    pub within: Option<NamedSpan>,
    /// Only what was over when it was said.
    pub past: bool,
    /// Only what is still to be followed.
    pub open: bool,
    /// Only those of which one of these is known; empty for all.
    pub known: Vec<KnownOutcome>,
}

/// What is known of what became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownOutcome {
    /// This.
    Is(Outcome),
    /// Anything.
    Any,
    /// Nothing.
    None,
}

/// How a claim stood when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its time was over.
    Past,
    /// It was neither over nor going on already, and nobody has judged it.
    Open,
}

/// Lists claims by their horizon: what ends first, then what has no day, what went on already, and what was over when it
/// was said.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn predictions(store: &Store<'_>, selection: &Selection, due: &Due) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Prediction, store)?;
    let mut found = holding_words(store, &filter, selection)?;
    if !found.is_empty() {
        store.verdicts().strays.iter().for_each(|stray| store.remark(stray.clone()));
    }
    let outcome = |record: &Record| store.verdicts().on(&record.id).map(|verdict| verdict.outcome);
    found.retain(|stored| due.takes(&stored.record, outcome(&stored.record)));
    found.sort_by_key(|stored| by_horizon(&stored.record));
    let mut answer = of_records(store, "predictions", Nouns("prediction", "predictions"), found, selection);
    if selection.arrangement.is_none() {
        answer.view.layout = Layout::Horizons;
    }
    Ok(answer)
}

/// The same claims as bars along the years.
pub fn on_timeline(mut answer: Answer, today: Date) -> Answer {
    answer.view.layout = Layout::Timeline(Axis::of(&answer.view.items, today));
    answer
}

/// What decides where a claim stands.
fn by_horizon(record: &Record) -> (u8, bool, Option<Date>) {
    let horizon = match &record.body {
        Body::Prediction(prediction) => prediction.horizon.as_ref(),
        _ => None,
    };
    let day = horizon.and_then(|horizon| horizon.end.or(horizon.start));
    let state = match horizon.map(|horizon| horizon.kind) {
        Some(HorizonKind::Past) => 2,
        Some(HorizonKind::Ongoing) => 1,
        _ => 0,
    };
    (state, day.is_none(), day)
}

impl DueRequest {
    /// What is meant on this day.
    ///
    /// # Errors
    /// If the calendar has no such day.
    pub fn on(&self, today: Today) -> Result<Due, UnknownDays> {
        let last = |days: &NamedDays| days.on(today).map(|days| days.last);
        let by = self.by.as_ref().map(last).transpose()?;
        let due = match &self.due {
            Some(Some(days)) => Some(last(days)?),
            Some(None) => Some(today.date()),
            None => None,
        };
        let within = self.within.as_ref().map(|span| span.on(today)).transpose()?;
        let state = match (self.past, self.open) {
            (true, _) => Some(State::Past),
            (_, true) => Some(State::Open),
            _ => None,
        };
        Ok(Due {
            by: [by, due, within.map(|days| days.last)].into_iter().flatten().min(),
            from: within.map(|days| days.first),
            state,
            known: self.known.clone(),
        })
    }
}

impl Due {
    fn takes(&self, record: &Record, outcome: Option<Outcome>) -> bool {
        let Body::Prediction(prediction) = &record.body else { return false };
        let kind = prediction.horizon.as_ref().map(|horizon| horizon.kind);
        let is_past = kind == Some(HorizonKind::Past);
        let is_of_state = match self.state {
            None => true,
            Some(State::Past) => is_past,
            Some(State::Open) => !is_past && kind != Some(HorizonKind::Ongoing) && outcome.is_none(),
        };
        let end = prediction.horizon.as_ref().and_then(|horizon| horizon.end).filter(|_| !is_past);
        is_of_state
            && self.by.is_none_or(|day| end.is_some_and(|end| end <= day))
            && self.from.is_none_or(|day| end.is_some_and(|end| end >= day))
            && (self.known.is_empty() || self.known.iter().any(|known| known.fits(outcome)))
    }
}

impl KnownOutcome {
    fn fits(self, outcome: Option<Outcome>) -> bool {
        match self {
            KnownOutcome::Is(wanted) => outcome == Some(wanted),
            KnownOutcome::Any => outcome.is_some(),
            KnownOutcome::None => outcome.is_none(),
        }
    }
}
