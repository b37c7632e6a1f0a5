//! What an export takes of a library: the records that are selected, and what they need to stand by themselves.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZeroUsize;

use super::listing::{entry, holding_words};
use super::selection::Selection;
use super::store::Store;
use crate::export::Extract;
use crate::model::{Kind, RecordId};
use crate::records::{Filter, PersonFacts, Stored};
use crate::render::{Counts, Entry, TopicEntry};

/// The selected records with their notes and headings, and the people and topics in them.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn extract(store: &Store<'_>, selection: &Selection) -> anyhow::Result<Extract> {
    let filter = selection.filter(store)?;
    let mut chosen = holding_words(store, &filter, selection)?;
    chosen.truncate(selection.limit.map_or(usize::MAX, NonZeroUsize::get));
    add_frame(store, &mut chosen)?;
    let records: Vec<Entry> = chosen.into_iter().map(entry).collect();
    let people = people(store, &records)?;
    let topics = topics(store, &records)?;
    let mut extract = Extract { records, people, topics };
    extract.records.iter_mut().for_each(|entry| store.add_verdict(entry));
    Ok(extract)
}

/// Adds the notes that records stand in and the headings above them, and puts all in the order of the library.
fn add_frame(store: &Store<'_>, chosen: &mut Vec<Stored>) -> anyhow::Result<()> {
    if chosen.is_empty() || chosen.len() == store.records().len() {
        return Ok(());
    }
    let mut numbers: HashMap<&str, HashSet<&str>> = HashMap::new();
    for stored in &*chosen {
        let of_note = numbers.entry(&stored.note.note_path).or_default();
        let mut number = &*stored.record.section_number;
        while !number.is_empty() && of_note.insert(number) {
            number = number.rsplit_once('.').map_or("", |(above, _)| above);
        }
    }
    let ids: HashSet<RecordId> = chosen.iter().map(|stored| stored.record.id).collect();
    let notes = numbers.keys().map(|path| (*path).to_owned()).collect();
    let filter = Filter { kinds: vec![Kind::Note, Kind::Section], notes, ..Filter::default() };
    let mut frame = store.records().list(&filter)?;
    frame.retain(|stored| {
        let is_above = || numbers[stored.note.note_path.as_str()].contains(&*stored.record.section_number);
        !ids.contains(&stored.record.id) && (stored.record.kind() == Kind::Note || is_above())
    });
    chosen.append(&mut frame);
    chosen.sort_by(|one, other| one.place().cmp(&other.place()));
    Ok(())
}

/// Those who have a name in the notes of these records.
fn people(store: &Store<'_>, records: &[Entry]) -> anyhow::Result<Vec<PersonFacts>> {
    let notes: HashSet<&str> = records.iter().map(|entry| entry.note.note_path.as_str()).collect();
    let mut people = store.records().persons()?;
    people.iter_mut().for_each(|person| person.notes.retain(|path| notes.contains(path.as_str())));
    people.retain(|person| !person.notes.is_empty());
    Ok(people)
}

/// The topics that these records have, in the order of the vocabulary.
fn topics(store: &Store<'_>, records: &[Entry]) -> anyhow::Result<Vec<TopicEntry>> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for entry in records {
        let kind = entry.record.kind();
        entry.record.topics.iter().for_each(|topic| counts.entry(topic).or_default().add(kind));
    }
    if counts.is_empty() {
        return Ok(Vec::new());
    }
    let known = store.vocabulary()?.topics().iter();
    let entries = known.filter_map(|topic| {
        Some(TopicEntry {
            counts: *counts.get(topic.slug.as_str())?,
            slug: topic.slug.clone(),
            chinese: topic.chinese.clone(),
            english: topic.english.clone(),
            aliases: topic.aliases.clone(),
        })
    });
    Ok(entries.collect())
}
