//! Where things lead to.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use super::answers::{Listed, view_of};
use super::question::Target;
use super::source::Source;
use super::words;
use crate::app::{self, Found, Selection, Store};
use crate::model::{Body, Kind, Record, RecordId};
use crate::records::{Filter, Stored};
use crate::render::{Entry, Item, Language, View};

/// What a topic's records are, and what somebody says.
const SAID: [Kind; 3] = [Kind::Quote, Kind::Question, Kind::Prediction];

impl Source {
    /// What something leads to: of a note and a section what stands in it and which notes it links to; of anything else the
    /// words that answer it, stand behind it or use it, the question that it answers, who says it, and which terms it uses.
    ///
    /// # Errors
    /// If the records can't be read.
    pub(super) fn followed(
        &self,
        store: &Store<'_>,
        target: &Target,
        limit: Option<NonZeroUsize>,
    ) -> anyhow::Result<Listed> {
        let (title, total, items) = match target {
            Target::Record(id) => {
                let (title, items) = self.led_to_by(store, *id)?;
                (title, items.len(), items)
            }
            Target::Person(name) => {
                let selection =
                    Selection { speakers: vec![name.clone()], kinds: SAID.to_vec(), ..Selection::default() };
                let (total, items) = first(store, &selection.filter(store)?, limit)?;
                (name.clone(), total, items)
            }
            Target::Topic(slug) => {
                let kinds = SAID.into_iter().chain([Kind::Term]).collect();
                let filter = Filter { topics: vec![slug.clone()], kinds, ..Filter::default() };
                let name = match (topic(store, slug)?, self.language) {
                    (Some(Item::Topic(topic)), Language::Chinese) => topic.chinese,
                    (Some(Item::Topic(topic)), Language::English) => topic.english,
                    _ => slug.clone(),
                };
                let (total, items) = first(store, &filter, limit)?;
                (name, total, items)
            }
            Target::Saved(saved) => (saved.name.clone(), 0, Vec::new()),
            Target::Unread => (words::UNREAD.in_language(self.language).to_owned(), 0, Vec::new()),
        };
        let view = View { total, ..view_of("export", items) };
        Ok(Listed { title, view, notes: Vec::new(), dropped: Vec::new() })
    }

    fn led_to_by(&self, store: &Store<'_>, id: RecordId) -> anyhow::Result<(String, Vec<Item>)> {
        let answer = app::show(store, &Selection::default(), id.as_str())?;
        let Some(entry) = first_entry(&answer.view) else { return Ok((String::new(), Vec::new())) };
        let stored = stored_of(entry);
        let record = &stored.record;
        let here = |keep: &dyn Fn(&Record) -> bool| -> anyhow::Result<Vec<Item>> {
            let of_note = Filter { notes: vec![stored.note.note_path.clone()], ..Filter::default() };
            let all = store.records().list(&of_note)?.into_iter();
            Ok(all.filter(|other| keep(&other.record)).map(record_item).collect())
        };
        let mut items = match &record.body {
            Body::Note(_) => here(&|other| other.kind() == Kind::Section)?,
            Body::Section(_) => here(&|other| {
                other.id != id && record.lines.contains(other.lines) && other.kind() != Kind::Note
            })?,
            Body::Passage(passage) if passage.speaker.is_none() => {
                here(&|other| other.kind() == Kind::Section && other.section_number == record.section_number)?
            }
            _ => records(store, &led_to(entry))?,
        };
        if let Body::Quote(quote) = &record.body {
            items.extend(records(store, quote.question_id.as_slice())?);
        }
        if let Some(person) = &stored.person {
            items.extend(app::person(store, &Selection::default(), person)?.view.items);
        }
        if !matches!(record.body, Body::Note(_) | Body::Section(_)) {
            items.extend(app::terms_used(store, &stored)?.into_iter().map(record_item));
        }
        items.extend(app::linked(store, &stored)?.into_iter().map(record_item));
        Ok((record.text().to_owned(), items))
    }
}

/// The first record of a view.
pub(super) fn first_entry(view: &View) -> Option<&Entry> {
    match view.items.first() {
        Some(Item::Record(entry)) => Some(entry),
        _ => None,
    }
}

/// A record without what else is known of it.
pub(super) fn stored_of(entry: &Entry) -> Stored {
    Stored { record: entry.record.clone(), note: entry.note.clone(), person: entry.person.clone() }
}

/// A topic of the library with what it has on it.
///
/// # Errors
/// If the records can't be read.
pub(super) fn topic(store: &Store<'_>, slug: &str) -> anyhow::Result<Option<Item>> {
    let all = app::topics(store, &Selection::default(), true)?.view.items;
    Ok(all.into_iter().find(|item| matches!(item, Item::Topic(topic) if topic.slug == slug)))
}

fn record_item(stored: Stored) -> Item {
    app::item(app::entry(stored))
}

/// The records that a record's own words lead to.
fn led_to(entry: &Entry) -> Vec<RecordId> {
    let behind = entry.behind.iter().flatten().map(|behind| behind.place.id);
    let mentions = entry.mentions.iter().flatten().map(|mention| mention.id);
    let uses = entry.uses.iter().flatten().copied();
    let answers = entry.answers.iter().flatten().map(|answer| answer.id);
    let mut known = HashSet::new();
    let all = behind.chain(mentions).chain(uses).chain(answers);
    all.filter(|id| known.insert(*id)).collect()
}

fn records(store: &Store<'_>, ids: &[RecordId]) -> anyhow::Result<Vec<Item>> {
    let mut items = Vec::new();
    for id in ids {
        if let Found::One(stored) = app::find(store, &Selection::default(), id.as_str())? {
            items.push(record_item(*stored));
        }
    }
    Ok(items)
}

/// How many records pass, and the first of them in the order of the library.
fn first(
    store: &Store<'_>,
    filter: &Filter,
    limit: Option<NonZeroUsize>,
) -> anyhow::Result<(usize, Vec<Item>)> {
    let walk = store.records().walk(filter, None)?;
    let total = walk.len();
    let items = walk.take(limit.map_or(usize::MAX, NonZeroUsize::get)).map(|stored| {
        let mut entry = app::entry(stored?);
        store.add_verdict(&mut entry);
        Ok(app::item(entry))
    });
    Ok((total, items.collect::<anyhow::Result<_>>()?))
}
