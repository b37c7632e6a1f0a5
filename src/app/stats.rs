//! What a library holds over time: talks, and what is said in them, month by month or year by year.
//!
//! Every month between the first and the last is there, also one of which there is nothing, so that what is drawn of them has no
//! gap. Notes without a date make a period of their own at the end, which has no name.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::Arc;

use jiff::civil::Date;

use super::answer::Answer;
use super::listing::holding_words;
use super::selection::Selection;
use super::store::Store;
use super::topics::topic_name;
use crate::model::Kind;
use crate::records::{DayFacts, PersonKey, Stored};
use crate::render::{self, Fact, FactValue, Item, Layout, TopicName, View};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A month.
    Month,
    /// A year.
    Year,
}

/// What is followed over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// How much of everything there is.
    Everything,
    /// How often each topic is spoken about.
    Topics,
    /// How much each person says.
    People,
}

/// More months than these are better told by year.
const MOST_MONTHS: usize = 36;
/// So many topics or people unless the selection says how many.
const FOLLOWED: usize = 10;

/// A period, by its year and month; a year's month is 0.
type Period = (i16, i8);

/// Counts the selected records by period; by month unless these are many. The selection's limit is one of topics or people, or
/// of the latest periods.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn stats(
    store: &Store<'_>,
    selection: &Selection,
    step: Option<Step>,
    followed: Followed,
) -> anyhow::Result<Answer> {
    let (days, names) = by_day(store, selection)?;
    let mut undated = None;
    let mut months: BTreeMap<Period, DayFacts> = BTreeMap::new();
    for (day, facts) in &days {
        match day {
            Some(day) => months.entry((day.year(), day.month())).or_default().add(facts),
            None => undated = Some(facts.clone()),
        }
    }
    let ends = months.first_key_value().zip(months.last_key_value()).map(|(first, last)| (*first.0, *last.0));
    let count = ends.map_or(0, |(first, last)| each_month(first, last).count());
    let step = step.unwrap_or(if count > MOST_MONTHS { Step::Year } else { Step::Month });
    let mut periods: BTreeMap<Period, DayFacts> = BTreeMap::new();
    if let Some((first, last)) = ends {
        for month in each_month(first, last) {
            let period = if step == Step::Year { (month.0, 0) } else { month };
            let facts = periods.entry(period).or_default();
            months.get(&month).into_iter().for_each(|month| facts.add(month));
        }
    }
    let rows: Vec<(Option<Period>, DayFacts)> = periods
        .into_iter()
        .map(|(period, facts)| (Some(period), facts))
        .chain(undated.clone().map(|facts| (None, facts)))
        .collect();
    let limit = selection.limit.map(NonZeroUsize::get);
    let (facts, layout) = match followed {
        Followed::Everything => {
            let skipped = limit.map_or(0, |limit| rows.len().saturating_sub(limit));
            let facts = rows[skipped..].iter().map(|(period, facts)| whole(*period, facts)).collect();
            (facts, Layout::Periods)
        }
        Followed::Topics => {
            let of = |facts: &DayFacts| facts.topics.clone();
            let name = |slug: &String| named_topic(store, slug);
            (series(&rows, limit.unwrap_or(FOLLOWED), of, name)?, Layout::Series)
        }
        Followed::People => {
            let of = |facts: &DayFacts| facts.people.clone();
            let name = |key: &PersonKey| Ok(vec![("value", FactValue::Text(names.of(store, *key)?))]);
            (series(&rows, limit.unwrap_or(FOLLOWED), of, name)?, Layout::Series)
        }
    };
    let mut answer = answer(store, facts, layout, &rows, undated);
    if let Some(arrangement) = &selection.arrangement {
        // A series is drawn in the order of its periods.
        if layout == Layout::Series {
            answer.view.layout = Layout::Listing;
        }
        render::arrange(&mut answer.view.items, arrangement);
    }
    Ok(answer)
}

fn answer(
    store: &Store<'_>,
    facts: Vec<Fact>,
    layout: Layout,
    rows: &[(Option<Period>, DayFacts)],
    undated: Option<DayFacts>,
) -> Answer {
    let notes: usize = rows.iter().map(|(_, facts)| facts.notes).sum();
    let mut notices = vec![match notes {
        0 => "no notes".to_owned(),
        1 => "1 note".to_owned(),
        notes => format!("{notes} notes"),
    }];
    match undated.map_or(0, |facts| facts.notes) {
        0 => {}
        1 => notices.push("1 note without a date stands apart".to_owned()),
        many => notices.push(format!("{many} notes without a date stand apart")),
    }
    let items: Vec<Item> = facts.into_iter().map(Item::Fact).collect();
    let view = View {
        command: "stats",
        total: items.len(),
        layout,
        items,
        search: None,
        sides: Vec::new(),
        elsewhere: None,
    };
    Answer::of(store, view, notices)
}

/// Every month from one to another.
fn each_month(first: Period, last: Period) -> impl Iterator<Item = Period> {
    let next = |(year, month): &Period| Some(if *month < 12 { (*year, month + 1) } else { (year + 1, 1) });
    std::iter::successors(Some(first), next).take_while(move |month| *month <= last)
}

/// `2026-01`, `2026`; nothing for notes without a date.
fn name(period: Option<Period>) -> FactValue {
    match period {
        None => FactValue::Nothing,
        Some((year, 0)) => FactValue::Text(format!("{year:04}")),
        Some((year, month)) => FactValue::Text(format!("{year:04}-{month:02}")),
    }
}

fn whole(period: Option<Period>, facts: &DayFacts) -> Fact {
    let number = |count: usize| FactValue::Number(count as u64);
    let of = |kind: Kind| number(facts.counts[kind as usize]);
    let values = vec![
        ("period", name(period)),
        ("notes", number(facts.notes)),
        ("quotes", of(Kind::Quote)),
        ("questions", of(Kind::Question)),
        ("predictions", of(Kind::Prediction)),
        ("person_count", number(facts.people.len())),
        ("topic_count", number(facts.topics.len())),
    ];
    Fact { kind: "period", path: None, file: None, note: None, lines: None, values }
}

/// How often each of the most frequent comes, period by period.
fn series<K: Ord + Clone>(
    rows: &[(Option<Period>, DayFacts)],
    limit: usize,
    of: impl Fn(&DayFacts) -> BTreeMap<K, usize>,
    name_of: impl Fn(&K) -> anyhow::Result<Vec<(&'static str, FactValue)>>,
) -> anyhow::Result<Vec<Fact>> {
    let counts: Vec<(Option<Period>, BTreeMap<K, usize>)> =
        rows.iter().map(|(period, facts)| (*period, of(facts))).collect();
    let mut totals: BTreeMap<&K, usize> = BTreeMap::new();
    for (key, count) in counts.iter().flat_map(|(_, counts)| counts) {
        *totals.entry(key).or_default() += count;
    }
    let mut most: Vec<(&K, usize)> = totals.into_iter().collect();
    most.sort_by_key(|(_, total)| std::cmp::Reverse(*total));
    let mut facts = Vec::new();
    for (key, _) in most.into_iter().take(limit) {
        let names = name_of(key)?;
        facts.extend(counts.iter().map(|(period, counts)| {
            let count = counts.get(key).copied().unwrap_or_default();
            let mut values = names.clone();
            let count = [("period", name(*period)), ("count", FactValue::Number(count as u64))];
            values.splice(1..1, count);
            Fact { kind: "period", path: None, file: None, note: None, lines: None, values }
        }));
    }
    Ok(facts)
}

/// A topic's slug and what readers call it.
fn named_topic(store: &Store<'_>, slug: &str) -> anyhow::Result<Vec<(&'static str, FactValue)>> {
    let TopicName { slug, chinese, english } = topic_name(store, slug)?;
    let named = [("value", slug), ("chinese", chinese), ("english", english)];
    Ok(named.into_iter().map(|(name, text)| (name, FactValue::Text(text))).collect())
}

/// Who is who among the people that were counted.
enum Names {
    /// The records' own keys.
    Kept,
    /// Numbers of these.
    Counted(Vec<Arc<str>>),
}

impl Names {
    fn of(&self, store: &Store<'_>, key: PersonKey) -> anyhow::Result<String> {
        match self {
            Names::Kept => Ok(store.records().person(key)?.name),
            Names::Counted(names) => Ok(names[key.0 as usize].to_string()),
        }
    }
}

/// What there is of each day. Records are read only where their words decide.
fn by_day(
    store: &Store<'_>,
    selection: &Selection,
) -> anyhow::Result<(BTreeMap<Option<Date>, DayFacts>, Names)> {
    let filter = selection.filter(store)?;
    if !selection.query.has_words() {
        return Ok((store.records().facts_by_day(&filter)?, Names::Kept));
    }
    let mut days: BTreeMap<Option<Date>, DayFacts> = BTreeMap::new();
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut keys: HashMap<Arc<str>, PersonKey> = HashMap::new();
    let mut notes: HashSet<String> = HashSet::new();
    for Stored { record, note, person } in holding_words(store, &filter, selection)? {
        let facts = days.entry(note.date).or_default();
        let kind = record.kind();
        facts.counts[kind as usize] += 1;
        facts.notes += usize::from(notes.insert(note.note_path.clone()));
        if matches!(kind, Kind::Quote | Kind::Question | Kind::Prediction)
            && let Some(person) = person
        {
            let next = PersonKey(u32::try_from(names.len())?);
            let key = *keys.entry(person.clone()).or_insert_with(|| {
                names.push(person);
                next
            });
            *facts.people.entry(key).or_default() += 1;
        }
        for topic in record.topics {
            *facts.topics.entry(topic).or_default() += 1;
        }
    }
    Ok((days, Names::Counted(names)))
}
