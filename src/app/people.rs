//! The people of a library: a list of them, and all that is known of one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::answer::Answer;
use super::listing::{Nouns, arranged, entry};
use super::selection::Selection;
use super::store::Store;
use super::topics::topic_name;
use crate::model::{Body, KINDS, Kind};
use crate::records::{
    Filter, JoinEvidence, JoinFacts, KindCounts, NameFacts, NoteFacts, PersonFacts, Stored, Who,
};
use crate::render::{
    Arrangement, Counts, Direction, Field, FieldKind, Item, JoinedBy, JoinedNames, Layout, NoteLine,
    PersonCard, PersonEntry, PersonName, SortKey, TopicCount, TopicName, View,
};
use crate::search;

const NOUNS: Nouns = Nouns("person", "people");

/// What somebody says.
pub(super) const SAID: [Kind; 3] = [Kind::Question, Kind::Quote, Kind::Prediction];

/// Lists those who have a name in the selected notes. `places` tells where each name stands, for which the notes
/// that have them are looked at.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn people(store: &Store<'_>, selection: &Selection, places: bool) -> anyhow::Result<Answer> {
    let filter = selection.filter(store)?;
    let is_narrow = filter != Filter::default();
    let tally = if is_narrow { Tally::of_selected(store, &filter)? } else { Tally::of_all(store)? };
    // They come by name, which stays the order of equals.
    let persons = store.records().persons()?.into_iter().filter_map(|person| tally.entry(person));
    let mut facts: HashMap<String, Vec<NameFacts>> = HashMap::new();
    let without_places = |(entry, names): (PersonEntry, Vec<NameFacts>)| {
        if places {
            facts.insert(entry.name.clone(), names.clone());
        }
        let names = names.into_iter().map(|name| Paths::default().name(name)).collect();
        Item::Person(Box::new(PersonEntry { names, ..entry }))
    };
    let items: Vec<Item> = persons.map(without_places).collect();
    let total = items.len();
    let arrangement = selection.arrangement.clone().or_else(|| Some(most_quotes()));
    let mut items =
        arranged(items, &Selection { arrangement, limit: selection.limit, ..Selection::default() });
    add_places(&mut items, facts, store)?;
    let mut notices = vec![NOUNS.count(items.len(), total)];
    match tally.nobodys {
        0 => {}
        1 => notices.push("1 quote is by a speaker known by a short name or a role alone".to_owned()),
        many => notices.push(format!("{many} quotes are by speakers known by a short name or a role alone")),
    }
    Ok(answer(store, items, total, Layout::Listing, notices))
}

/// The order where none is wanted.
fn most_quotes() -> Arrangement {
    let field = Field { name: Kind::Quote.info().plural, kind: FieldKind::Count };
    Arrangement::Sorted(vec![SortKey { field, direction: Direction::Own }])
}

/// Adds where each name stands, for those of whom facts are given.
fn add_places(
    items: &mut [Item],
    mut facts: HashMap<String, Vec<NameFacts>>,
    store: &Store<'_>,
) -> anyhow::Result<()> {
    let mut named: Vec<(&mut PersonEntry, Vec<NameFacts>)> = Vec::new();
    for item in items {
        if let Item::Person(person) = item
            && let Some(names) = facts.remove(&person.name)
        {
            named.push((person, names));
        }
    }
    let names = named.iter().flat_map(|(_, names)| names);
    let paths = Paths::of(store, names.filter_map(|name| Some(name.place.as_ref()?.0.clone())).collect())?;
    for (person, names) in named {
        person.names = names.into_iter().map(|name| paths.name(name)).collect();
    }
    Ok(())
}

/// Shows all that is known of those whom a name may mean.
///
/// # Errors
/// If it means nobody, the selection names what is not there, or the records can't be read.
pub fn person(store: &Store<'_>, selection: &Selection, name: &str) -> anyhow::Result<Answer> {
    let meant = search::who(store.records(), name)?;
    meant.remark.into_iter().for_each(|remark| store.remark(remark));
    let filter = selection.filter(store)?;
    let mut notices = Vec::new();
    let mut entries = Vec::new();
    let mut called = Vec::new();
    for who in meant.who {
        let key = match who {
            Who::Person(key) => key,
            Who::Called(name) => {
                called.push(name);
                continue;
            }
        };
        let person = store.records().person(key)?;
        let name = person.name.clone();
        match card(store, person, &filter)? {
            Some(entry) => entries.push(entry),
            None => notices
                .push(format!("{name} stands in a list of people; no note that is looked at has this name")),
        }
    }
    if entries.is_empty() {
        let short = |name: &String| {
            format!("nobody can tell who `{name}` is; `townhall quotes --speaker '{name}'` lists the words")
        };
        notices.extend(called.iter().map(short));
    } else {
        notices.clear();
    }
    let total = entries.len();
    let items = arranged(entries.into_iter().map(|entry| Item::Person(Box::new(entry))).collect(), selection);
    if total > 0 {
        notices.insert(0, NOUNS.count(items.len(), total));
    }
    Ok(answer(store, items, total, Layout::Cards, notices))
}

fn answer(store: &Store<'_>, items: Vec<Item>, total: usize, layout: Layout, notices: Vec<String>) -> Answer {
    let view =
        View { command: "people", total, layout, items, search: None, sides: Vec::new(), elsewhere: None };
    Answer::of(store, view, notices)
}

/// How much there is of each person in the selected notes.
enum Counted {
    /// In all notes, which their own facts name.
    All(BTreeMap<crate::records::PersonKey, KindCounts>),
    /// In some, by the name to show, which is one person's.
    Selected(HashMap<Arc<str>, Share>, Option<HashMap<String, Option<Date>>>),
}

struct Tally {
    counted: Counted,
    /// Quotes of speakers of whom nobody can tell who they are.
    nobodys: usize,
}

/// What of a selection is somebody's.
#[derive(Default)]
struct Share {
    counts: KindCounts,
    /// The notes in which it stands, with their days.
    notes: HashMap<String, Option<Date>>,
}

impl Tally {
    fn of_all(store: &Store<'_>) -> anyhow::Result<Tally> {
        let (counts, nobodys) = store.records().counts_by_person()?;
        Ok(Tally { counted: Counted::All(counts), nobodys: nobodys[Kind::Quote as usize] })
    }

    fn of_selected(store: &Store<'_>, filter: &Filter) -> anyhow::Result<Tally> {
        let mut shares: HashMap<Arc<str>, Share> = HashMap::new();
        let mut nobodys = 0;
        let said = Filter { kinds: SAID.to_vec(), ..filter.clone() };
        for stored in store.records().walk(&said, None)? {
            let Stored { record, note, person } = stored?;
            match person {
                Some(person) => {
                    let share = shares.entry(person).or_default();
                    share.counts[record.kind() as usize] += 1;
                    share.notes.insert(note.note_path.clone(), note.date);
                }
                None if record.kind() == Kind::Quote && record.speaker().is_some() => nobodys += 1,
                None => {}
            }
        }
        // A subject selects what is said, else whoever takes part without a word is there too.
        let notes = if has_subject(filter) {
            None
        } else {
            let notes = store.records().list(&Filter { kinds: vec![Kind::Note], ..filter.clone() })?;
            Some(notes.into_iter().map(|it| (it.note.note_path.clone(), it.note.date)).collect())
        };
        Ok(Tally { counted: Counted::Selected(shares, notes), nobodys })
    }

    /// Somebody, if they have a name in any of the notes, and their names, which are still to be added.
    fn entry(&self, person: PersonFacts) -> Option<(PersonEntry, Vec<NameFacts>)> {
        let (counts, notes, days) = match &self.counted {
            Counted::All(counts) => {
                let counts = counts.get(&person.key).copied().unwrap_or_default();
                (counts, person.notes.len(), person.days)
            }
            Counted::Selected(shares, notes) => {
                let share = shares.get(person.name.as_str());
                let dates: Vec<Option<Date>> = match (notes, share) {
                    (Some(notes), _) => {
                        person.notes.iter().filter_map(|path| notes.get(path)).copied().collect()
                    }
                    (None, Some(share)) => share.notes.values().copied().collect(),
                    (None, None) => Vec::new(),
                };
                let counts = share.map(|share| share.counts).unwrap_or_default();
                (counts, dates.len(), first_and_last(dates.iter().copied().flatten()))
            }
        };
        let PersonFacts { name, names, .. } = person;
        let counts = Counts::new(counts);
        let entry = PersonEntry { name, names: Vec::new(), notes, counts, days, card: None };
        (notes > 0).then_some((entry, names))
    }
}

fn has_subject(filter: &Filter) -> bool {
    !filter.topics.is_empty() || filter.section.is_some()
}

fn first_and_last(days: impl Iterator<Item = Date> + Clone) -> Option<(Date, Date)> {
    days.clone().min().zip(days.max())
}

/// All that is known of somebody in the notes that pass a filter, if they have a name in any.
fn card(store: &Store<'_>, person: PersonFacts, filter: &Filter) -> anyhow::Result<Option<PersonEntry>> {
    let is_selected = |path: &&String| filter.notes.is_empty() || filter.notes.contains(path);
    let selected: Vec<String> = person.notes.iter().filter(is_selected).cloned().collect();
    if selected.is_empty() {
        return Ok(None);
    }
    let who = vec![Who::Person(person.key)];
    let mut said = store.records().list(&Filter { kinds: SAID.to_vec(), who, ..filter.clone() })?;
    by_day(&mut said);
    let mut talks: Vec<Arc<NoteFacts>> = store
        .records()
        .list(&Filter {
            kinds: vec![Kind::Note],
            notes: selected,
            topics: Vec::new(),
            section: None,
            ..filter.clone()
        })?
        .into_iter()
        .map(|stored| stored.note)
        .collect();
    if has_subject(filter) {
        let spoken: HashSet<&str> = said.iter().map(|stored| stored.note.note_path.as_str()).collect();
        talks.retain(|note| spoken.contains(note.note_path.as_str()));
    }
    if talks.is_empty() {
        return Ok(None);
    }
    talks.sort_by_key(|note| of_day(note));
    let paths = Paths::of(store, person.notes)?;
    let mut counts = [0; KINDS.len()];
    let mut topics: BTreeMap<String, usize> = BTreeMap::new();
    for stored in &said {
        counts[stored.record.kind() as usize] += 1;
        for topic in &stored.record.topics {
            *topics.entry(topic.clone()).or_default() += 1;
        }
    }
    let those = |test: &dyn Fn(&Body) -> bool| {
        said.iter().filter(|stored| test(&stored.record.body)).cloned().map(entry).collect()
    };
    let card = PersonCard {
        joins: person.joins.into_iter().map(|join| paths.join(join)).collect(),
        topics: topic_counts(store, topics)?,
        key_quotes: those(&|body| matches!(body, Body::Quote(quote) if quote.key)),
        claims: those(&|body| matches!(body, Body::Prediction(_))),
        talks,
    };
    Ok(Some(PersonEntry {
        names: person.names.into_iter().map(|name| paths.name(name)).collect(),
        name: person.name,
        notes: card.talks.len(),
        counts: Counts::new(counts),
        days: first_and_last(card.talks.iter().filter_map(|note| note.date)),
        card: Some(card),
    }))
}

/// Topics with their names, the most frequent first.
fn topic_counts(store: &Store<'_>, counts: BTreeMap<String, usize>) -> anyhow::Result<Vec<TopicCount>> {
    let mut topics = Vec::new();
    for (slug, count) in counts {
        let TopicName { slug, chinese, english } = topic_name(store, &slug)?;
        topics.push(TopicCount { slug, chinese, english, count });
    }
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.count));
    Ok(topics)
}

/// Sorts records by the day of their note, those without one last; those of one day are in the order of the library.
pub(super) fn by_day(records: &mut [Stored]) {
    records.sort_by(|one, other| {
        of_day(&one.note).cmp(&of_day(&other.note)).then_with(|| one.place().cmp(&other.place()))
    });
}

fn of_day(note: &NoteFacts) -> (bool, Option<Date>) {
    (note.date.is_none(), note.date)
}

/// From a note's path within the library to the one that a user can open.
#[derive(Default)]
pub(super) struct Paths(HashMap<String, Arc<NoteFacts>>);

impl Paths {
    /// Of these notes.
    pub(super) fn of(store: &Store<'_>, mut notes: Vec<String>) -> anyhow::Result<Paths> {
        if notes.is_empty() {
            // No note at all would select all of them.
            return Ok(Paths::default());
        }
        notes.sort_unstable();
        notes.dedup();
        let filter = Filter { kinds: vec![Kind::Note], notes, ..Filter::default() };
        let mut paths = HashMap::new();
        for stored in store.records().walk(&filter, None)? {
            let note = stored?.note;
            paths.insert(note.note_path.clone(), note);
        }
        Ok(Paths(paths))
    }

    fn place(&self, (path, line): (String, u32)) -> Option<NoteLine> {
        Some(NoteLine { note: Arc::clone(self.0.get(&path)?), line })
    }

    fn name(&self, name: NameFacts) -> PersonName {
        let NameFacts { text, is_full, notes, place } = name;
        PersonName { text, is_full, notes, place: place.and_then(|place| self.place(place)) }
    }

    /// What joins two names, with the place as a user can open it.
    pub(super) fn join(&self, join: JoinFacts) -> JoinedNames {
        let JoinFacts { one, other, evidence } = join;
        let (evidence, place, notes) = match evidence {
            JoinEvidence::OwnList => (JoinedBy::OwnList, None, 0),
            JoinEvidence::BuiltInList => (JoinedBy::BuiltInList, None, 0),
            JoinEvidence::Notes { path, line, count } => (JoinedBy::Notes, self.place((path, line)), count),
            JoinEvidence::Slip => (JoinedBy::Slip, None, 0),
            JoinEvidence::Form => (JoinedBy::Form, None, 0),
        };
        JoinedNames { one, other, evidence, place, notes }
    }
}
