//! From what a library holds to the documents of an index, and back.
//!
//! What is stored has a form of its own here, so that a program that reads it needs no other; a change of it is one of
//! [`VERSION`](super::mapping::VERSION), and a test holds it. Where notes lie on the machine that pushed them is not sent.

use std::borrow::Cow;
use std::sync::Arc;

use anyhow::Context as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::lengths::path_to;
use super::mapping::{LibraryName, place, value};
use super::terms;
use crate::analysis::{each_own_word, names};
use crate::model::{Kind, NoteNames, Record, RecordId};
use crate::people::name_hash;
use crate::records::{NoteFacts, PersonFacts, Stored, tree_places};
use crate::text::normalise_text;

/// What is stored of a record.
#[derive(Debug, Serialize, Deserialize)]
struct StoredRecord<'a> {
    record: Cow<'a, Record>,
    note: StoredNote<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<Cow<'a, str>>,
    /// The heading above it that no path names, as it is the note's title once more or stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heading: Option<Cow<'a, str>>,
    /// With the note's own record: what the note tells of names.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Cow<'a, NoteNames>>,
}

/// What is stored of a note with each of its records: one request brings all that is shown.
#[derive(Debug, Serialize, Deserialize)]
struct StoredNote<'a> {
    path: Cow<'a, str>,
    title: Cow<'a, str>,
    date: Option<Date>,
    url: Option<Cow<'a, str>>,
    programme: Option<Cow<'a, str>>,
    speakers: Cow<'a, [String]>,
}

/// A document before its terms are made, which takes longest and is done for those alone that are sent.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// Its `_id`.
    pub(super) id: String,
    /// A checksum of what it says.
    pub(super) sum: u64,
    library: &'a str,
    stored: String,
    fields: Fields<'a>,
}

#[derive(Debug)]
enum Fields<'a> {
    Record { stored: &'a Stored, heading: Option<&'a str>, section: String, within: Vec<String> },
    Person { name: &'a str, found_by: Vec<String> },
    Thing { found_by: Vec<String> },
}

/// The fields of a document. Those that are empty are left out.
#[derive(Debug, Default, Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind_of_document: &'static str,
    library: &'a str,
    sum_low: u64,
    sum_high: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    within: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    characters: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    letters: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    singles: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    context: Vec<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    found_by: &'a [String],
}

/// The `_id` of a record.
pub(super) fn id_of(library: &str, id: &RecordId) -> String {
    format!("{library}/{id}")
}

/// The date as the number that is kept of it.
pub(super) fn day(date: Date) -> i32 {
    i32::from(date.year()) * 10_000 + i32::from(date.month()) * 100 + i32::from(date.day())
}

/// A hash as it is kept among those that something is found by.
pub(super) fn found_by(hash: u64) -> String {
    format!("{hash:016x}")
}

/// The documents of a note's records, which are all of them and in order.
///
/// # Errors
/// If a record can't be written as JSON.
pub(super) fn of_note<'a>(
    library: &'a LibraryName,
    records: &'a [Stored],
    names: Option<&'a NoteNames>,
) -> anyhow::Result<Vec<Draft<'a>>> {
    let library = library.as_str();
    let places = tree_places(records.iter().map(|stored| &stored.record));
    let id = |position: usize| id_of(library, &records[position].record.id);
    // The ids of the headings that each record lies below, its own counted; those of the first are those of the note.
    let mut within: Vec<Vec<String>> = Vec::with_capacity(records.len());
    let mut drafts = Vec::with_capacity(records.len());
    for (position, (stored, place)) in records.iter().zip(&places).enumerate() {
        within.push(match place.section {
            0 => vec![id(0)],
            own if own == position => [&within[place.above][..], &[id(own)]].concat(),
            section => within[section].clone(),
        });
        let names = names.filter(|_| position == 0).map(Cow::Borrowed);
        let above = if place.section == position { place.above } else { place.section };
        let heading = heading_beside_path(&records[above].record, &stored.record).filter(|_| position != 0);
        let json = serde_json::to_string(&StoredRecord::of(stored, heading, names))?;
        let mut sum = Xxh3::new();
        sum.update(json.as_bytes());
        within[position].iter().for_each(|id| sum.update(id.as_bytes()));
        drafts.push(Draft {
            id: id(position),
            sum: sum.digest(),
            library,
            stored: json,
            fields: Fields::Record {
                stored,
                heading,
                section: id(place.section),
                within: within[position].clone(),
            },
        });
    }
    Ok(drafts)
}

/// The title of the heading that a record stands below, where the record's path does not end with it.
fn heading_beside_path<'a>(heading: &'a Record, record: &Record) -> Option<&'a str> {
    let is_in_path = record.section.len() > heading.section.len();
    (heading.kind() == Kind::Section && !is_in_path).then(|| heading.text())
}

/// The document of a person, who is found by these hashes.
///
/// # Errors
/// If it can't be written as JSON.
pub(super) fn of_person<'a>(
    library: &'a LibraryName,
    person: &'a PersonFacts,
    hashes: impl IntoIterator<Item = u64>,
) -> anyhow::Result<Draft<'a>> {
    let found_by = hashes.into_iter().map(found_by).collect();
    let id = format!("{}/person/{:016x}", library.as_str(), xxh3_64(person.name.as_bytes()));
    Ok(named(library, id, serde_json::to_string(person)?, Fields::Person { name: &person.name, found_by }))
}

/// The document of two names of one thing.
///
/// # Errors
/// If it can't be written as JSON.
pub(super) fn of_thing<'a>(library: &'a LibraryName, names: &(String, String)) -> anyhow::Result<Draft<'a>> {
    let json = serde_json::to_string(&serde_json::json!({ "names": [names.0, names.1] }))?;
    let id = format!("{}/thing/{:016x}", library.as_str(), xxh3_64(json.as_bytes()));
    let found_by = [&names.0, &names.1].map(|name| found_by(name_hash(name))).into();
    Ok(named(library, id, json, Fields::Thing { found_by }))
}

fn named<'a>(library: &'a LibraryName, id: String, stored: String, fields: Fields<'a>) -> Draft<'a> {
    let mut sum = Xxh3::new();
    sum.update(stored.as_bytes());
    if let Fields::Person { found_by, .. } | Fields::Thing { found_by } = &fields {
        found_by.iter().for_each(|hash| sum.update(hash.as_bytes()));
    }
    Draft { id, sum: sum.digest(), library: library.as_str(), stored, fields }
}

impl<'a> StoredRecord<'a> {
    fn of(
        stored: &'a Stored,
        heading: Option<&'a str>,
        names: Option<Cow<'a, NoteNames>>,
    ) -> StoredRecord<'a> {
        let note = &*stored.note;
        StoredRecord {
            record: Cow::Borrowed(&stored.record),
            note: StoredNote {
                path: Cow::Borrowed(&note.note_path),
                title: Cow::Borrowed(&note.title),
                date: note.date,
                url: note.url.as_deref().map(Cow::Borrowed),
                programme: note.programme.as_deref().map(Cow::Borrowed),
                speakers: Cow::Borrowed(&note.speakers),
            },
            person: stored.person.as_deref().map(Cow::Borrowed),
            heading: heading.map(Cow::Borrowed),
            names,
        }
    }
}

/// The halves of a checksum: the sums of many halves are exact where an engine counts in floating point.
pub(super) fn halves(sum: u64) -> (u64, u64) {
    (sum & 0xffff_ffff, sum >> 32)
}

impl Draft<'_> {
    /// The document as JSON on one line.
    ///
    /// # Errors
    /// If it can't be written as JSON.
    pub(super) fn body(&self) -> anyhow::Result<String> {
        let (sum_low, sum_high) = halves(self.sum);
        let start = Body { library: self.library, sum_low, sum_high, ..Body::default() };
        let mut json = serde_json::to_string(&match &self.fields {
            Fields::Record { stored, heading, section, within } => {
                Body { section: Some(section), within, ..of_record(stored, *heading, start) }
            }
            Fields::Person { name, found_by } => {
                Body { kind_of_document: "person", person: Some(value(name)), found_by, ..start }
            }
            Fields::Thing { found_by } => Body { kind_of_document: "thing", found_by, ..start },
        })?;
        // What is stored is JSON already.
        json.pop();
        json.push_str(",\"stored\":");
        json.push_str(&self.stored);
        json.push('}');
        Ok(json)
    }
}

fn of_record<'a>(stored: &'a Stored, heading: Option<&'a str>, start: Body<'a>) -> Body<'a> {
    let (record, note) = (&stored.record, &*stored.note);
    let mut pieces: Vec<String> = Vec::new();
    each_own_word(record, |piece| pieces.push(normalise_text(piece)));
    pieces.retain(|piece| !piece.is_empty());
    let named = |text: &str| Some(terms::names(&normalise_text(text))).filter(|terms| !terms.is_empty());
    // A heading stands below those above it; the note's own record has its title.
    // How many headings have a term is counted of their own paths.
    let path = path_to(&note.title, record).chain(heading.filter(|_| record.kind() != Kind::Section));
    Body {
        kind_of_document: "record",
        id: Some(record.id.as_str()),
        place: Some(place(&note.note_path, record.order)),
        note: Some(value(&note.note_path)),
        order: Some(record.order),
        kind: Some(record.kind().name()),
        topics: record.topics.iter().map(|topic| value(topic)).collect(),
        speaker: record.speaker().map(value),
        person: stored.person.as_deref().map(value),
        day: note.date.map(day),
        characters: pieces.iter().map(|piece| terms::characters(piece)).collect(),
        letters: pieces.iter().filter_map(|piece| terms::letters(piece)).collect(),
        singles: terms::singles(pieces.iter().map(String::as_str)),
        name: names(record).into_iter().filter_map(named).collect(),
        context: path.filter_map(named).collect(),
        ..start
    }
}

/// What a document tells of a record.
pub(super) struct Told {
    pub(super) stored: Stored,
    /// The heading above it that its path does not name.
    pub(super) heading: Option<String>,
    /// What it tells of the names of its note.
    pub(super) names: Option<NoteNames>,
}

/// The record of a document; `stored` is the value of that field.
///
/// # Errors
/// If the document is of another version.
pub(super) fn record(stored: Value) -> anyhow::Result<Told> {
    let StoredRecord { record, note, person, heading, names } = serde_json::from_value(stored)
        .context("a record of the engine is not understood; push the library again")?;
    let path = note.path.into_owned();
    let facts = NoteFacts {
        path: path.clone(),
        note_path: path,
        file: None,
        title: note.title.into_owned(),
        date: note.date,
        url: note.url.map(Cow::into_owned),
        programme: note.programme.map(Cow::into_owned),
        speakers: note.speakers.into_owned(),
    };
    let person = person.map(|person| person.as_ref().into());
    Ok(Told {
        stored: Stored { record: record.into_owned(), note: Arc::new(facts), person },
        heading: heading.map(Cow::into_owned),
        names: names.map(Cow::into_owned),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::parse::parse;
    use crate::topics::Vocabulary;

    const NOTE: &str = "# 题 AI\n\n| 日期 | 2026-01-26 |\n|---|---|\n| 嘉宾 | 李明 |\n\n## 成本\n\n> **李明**：“推理成本下降。”\n\n### 甲\n\n用 ai 写\n";

    fn stored() -> Vec<Stored> {
        let note = parse("a/b.md", NOTE, &Vocabulary::default());
        let date = Some(jiff::civil::date(2026, 1, 26));
        let (note_path, title) = ("a/b.md".to_owned(), "题 AI".to_owned());
        let (path, speakers) = ("a/b.md".to_owned(), vec!["李明".to_owned()]);
        let facts = Arc::new(NoteFacts { note_path, path, title, date, speakers, ..NoteFacts::default() });
        let person = |record: &Record| record.speaker().map(Arc::from);
        let records = note.records.into_iter();
        records.map(|record| Stored { person: person(&record), record, note: Arc::clone(&facts) }).collect()
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let library = LibraryName::new("my").unwrap();
        let records = stored();
        for (draft, expect) in of_note(&library, &records, None).unwrap().iter().zip(&records) {
            let body: Value = serde_json::from_str(&draft.body().unwrap()).unwrap();
            assert_eq!(record(body["stored"].clone()).unwrap().stored, *expect);
        }
    }

    #[test]
    fn documents_tell_where_records_stand_and_by_what_they_are_found() {
        let library = LibraryName::new("my").unwrap();
        let records = stored();
        let drafts = of_note(&library, &records, None).unwrap();
        let id = |text: &str| {
            let found = records
                .iter()
                .find(|stored| stored.record.text() == text && stored.record.kind() != Kind::Note);
            id_of("my", &found.unwrap().record.id)
        };
        let body = |text: &str| -> Value {
            let draft = drafts.iter().find(|draft| draft.id == id(text)).unwrap();
            serde_json::from_str(&draft.body().unwrap()).unwrap()
        };
        let quote = body("推理成本下降。");
        assert_eq!(quote["kind"], "quote");
        assert_eq!(quote["day"], 20_260_126);
        assert_eq!(quote["person"], "李明");
        assert_eq!(quote["section"], json!(id("成本")));
        assert_eq!(quote["characters"][0], "推理 理成 成本 本下 下降 降。 。\u{ffff}");
        assert_eq!(quote["letters"], Value::Null);
        assert_eq!(quote["context"], json!(["ai 题", "成本 成 本"]));
        let below = body("用 ai 写");
        assert_eq!(below["within"].as_array().unwrap()[1..], [json!(id("成本")), json!(id("甲"))]);
        assert_eq!(below["letters"], json!(["用\u{fdd0} \u{fdd0}a ai i\u{fdd0} \u{fdd0}写"]));
        assert_eq!(body("成本")["name"], json!(["成本 成 本"]));
    }
}
