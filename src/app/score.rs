//! How many predictions came true, in all or in each group: counts of what was judged, and nothing worked out of them.

use super::answer::Answer;
use super::predictions::Due;
use super::selection::Selection;
use super::store::Store;
use crate::render::{Entry, Fact, FactValue, Grouping, Item, Layout};
use crate::verdicts::Outcome;

/// Counts the verdicts on the selected claims; by group where these are to be parted. The selection's limit is one of groups.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn score(
    store: &Store<'_>,
    selection: &Selection,
    due: &Due,
    grouping: Option<&Grouping>,
) -> anyhow::Result<Answer> {
    let all = Selection { limit: None, ..selection.clone() };
    let mut answer = super::predictions::predictions(store, &all, due)?;
    let claims = std::mem::take(&mut answer.view.items);
    let entries: Vec<Option<&Entry>> = claims.iter().map(entry).collect();
    let of = |numbers: &[usize]| numbers.iter().filter_map(|number| entries[*number]).collect::<Vec<_>>();
    let everything: Vec<usize> = (0..entries.len()).collect();
    let whole = of(&everything);
    let mut facts = match grouping {
        None if whole.is_empty() => Vec::new(),
        None => vec![fact(None, &whole)],
        Some(grouping) => {
            let groups = grouping.groups(&claims);
            let row = |label: Option<String>, numbers: &[usize]| fact(Some(label), &of(numbers));
            groups.into_iter().map(|group| row(group.label, &group.items)).collect()
        }
    };
    facts.truncate(selection.limit.map_or(usize::MAX, std::num::NonZeroUsize::get));
    let judged = whole.iter().filter(|entry| entry.verdict.is_some()).count();
    if !whole.is_empty() {
        answer.notices = vec![format!("{judged} of {} predictions judged", whole.len())];
    }
    answer.view.layout = Layout::Listing;
    answer.view.total = facts.len();
    answer.view.items = facts.into_iter().map(Item::Fact).collect();
    Ok(answer)
}

fn entry(item: &Item) -> Option<&Entry> {
    match item {
        Item::Record(entry) => Some(entry),
        _ => None,
    }
}

/// A line of the score; `value` is what a group's claims have in common.
fn fact(value: Option<Option<String>>, entries: &[&Entry]) -> Fact {
    let count = |wanted: &dyn Fn(Option<Outcome>) -> bool| {
        let outcomes = entries.iter().map(|entry| entry.verdict.as_ref().map(|verdict| verdict.outcome));
        FactValue::Number(outcomes.filter(|outcome| wanted(*outcome)).count() as u64)
    };
    let value = value.map(|value| ("value", value.map_or(FactValue::Nothing, FactValue::Text)));
    let counts = [
        ("predictions", count(&|_| true)),
        ("judged", count(&|outcome| outcome.is_some())),
        ("came_true", count(&|outcome| outcome == Some(Outcome::CameTrue))),
        ("partly", count(&|outcome| outcome == Some(Outcome::Partly))),
        ("failed", count(&|outcome| outcome == Some(Outcome::Failed))),
        ("too_early", count(&|outcome| outcome == Some(Outcome::TooEarly))),
    ];
    Fact {
        kind: "score",
        path: None,
        file: None,
        note: None,
        lines: None,
        values: value.into_iter().chain(counts).collect(),
    }
}
