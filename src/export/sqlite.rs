//! A database: a table for each kind of record, joined by foreign keys, and a full-text index of pairs of characters.
//!
//! `data/export/schema.sql` says what is in it. The full-text index takes its terms from `analysis`, so that a phrase of pairs
//! finds in any SQLite what the program's own search finds, down to a single character.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::Context as _;
use rusqlite::{Connection, Statement, Transaction, params};

use super::extract::Extract;
use crate::analysis::{LiteralTerms, each_own_word, without_mark};
use crate::model::{Body, Kind, Note, Prediction, Quote, Record, RecordId};
use crate::records::PersonFacts;
use crate::render::{Entry, TopicEntry, attribution_name, form_name, horizon_name};
use crate::text::normalise_text;

const SCHEMA: &str = include_str!("../../data/export/schema.sql");
const INDEXES: &str = include_str!("../../data/export/indexes.sql");

/// The version of the tables; raised where one changes its meaning.
const FORMAT: &str = "1";

/// Fills an empty file with a database.
///
/// # Errors
/// If it can't be written.
pub fn write_sqlite(extract: &Extract, path: &Path) -> anyhow::Result<()> {
    write(extract, path).context("cannot write the database")
}

fn write(extract: &Extract, path: &Path) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    // The file is nobody's until it is whole, so no journal has to undo half of it. Foreign keys are held by tests: rows come in
    // the order of the library, in which some lead forwards.
    connection
        .execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(SCHEMA)?;
    write_about(&transaction)?;
    let people = write_people(&transaction, extract)?;
    write_topics(&transaction, &extract.topics)?;
    Rows::new(&transaction, extract, people)?.write(extract)?;
    transaction.execute_batch(INDEXES)?;
    transaction.commit()?;
    connection.close().map_err(|(_, error)| error)
}

fn write_about(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let facts = [("program", "townhall"), ("version", env!("CARGO_PKG_VERSION")), ("format", FORMAT)];
    for (key, value) in facts {
        transaction.execute("INSERT INTO about VALUES (?, ?)", [key, value])?;
    }
    Ok(())
}

/// Writes people, and gives their numbers by the names to show.
fn write_people<'e>(
    transaction: &Transaction<'_>,
    extract: &'e Extract,
) -> rusqlite::Result<HashMap<&'e str, i64>> {
    let notes: HashMap<&str, RecordId> = note_ids(extract);
    let mut numbers = HashMap::new();
    let mut person = transaction.prepare("INSERT INTO people VALUES (?, ?)")?;
    let mut name = transaction.prepare("INSERT INTO person_names VALUES (?, ?, ?, ?)")?;
    let mut note = transaction.prepare("INSERT INTO person_notes VALUES (?, ?)")?;
    for (number, facts) in (1..).zip(&extract.people) {
        let PersonFacts { name: shown, names, notes: paths, .. } = facts;
        if numbers.contains_key(shown.as_str()) {
            continue;
        }
        numbers.insert(shown.as_str(), number);
        person.execute(params![number, shown])?;
        for (position, own) in (0_u32..).zip(names) {
            name.execute(params![number, position, own.text, own.is_full])?;
        }
        for id in paths.iter().filter_map(|path| notes.get(path.as_str())) {
            note.execute(params![number, id.as_str()])?;
        }
    }
    Ok(numbers)
}

/// The id of each note by its path within the library.
fn note_ids(extract: &Extract) -> HashMap<&str, RecordId> {
    extract.notes().map(|note| (note[0].note.note_path.as_str(), note[0].record.id)).collect()
}

fn write_topics(transaction: &Transaction<'_>, topics: &[TopicEntry]) -> rusqlite::Result<()> {
    let mut topic = transaction.prepare("INSERT INTO topics VALUES (?, ?, ?)")?;
    let mut alias = transaction.prepare("INSERT INTO topic_aliases VALUES (?, ?, ?)")?;
    for TopicEntry { slug, chinese, english, aliases, .. } in topics {
        topic.execute([slug, chinese, english])?;
        for (position, own) in (0_u32..).zip(aliases) {
            alias.execute(params![slug, position, own])?;
        }
    }
    Ok(())
}

/// The tables of records.
struct Rows<'t> {
    people: HashMap<&'t str, i64>,
    topics: HashSet<&'t str>,
    /// What others may lead to.
    ids: HashSet<RecordId>,
    record: Statement<'t>,
    search: Statement<'t>,
    note: Statement<'t>,
    metadata: Statement<'t>,
    speaker: Statement<'t>,
    section: Statement<'t>,
    passage: Statement<'t>,
    link: Statement<'t>,
    question: Statement<'t>,
    quote: Statement<'t>,
    prediction: Statement<'t>,
    term: Statement<'t>,
    alias: Statement<'t>,
    topic: Statement<'t>,
    relation: Statement<'t>,
}

/// Where a record stands.
struct Place<'e> {
    note: &'e str,
    section: Option<&'e str>,
}

impl<'t> Rows<'t> {
    fn new(
        transaction: &'t Transaction<'_>,
        extract: &'t Extract,
        people: HashMap<&'t str, i64>,
    ) -> rusqlite::Result<Rows<'t>> {
        let insert = |table: &str, columns: usize| {
            let values = vec!["?"; columns].join(", ");
            transaction.prepare(&format!("INSERT INTO {table} VALUES ({values})"))
        };
        Ok(Rows {
            people,
            topics: extract.topics.iter().map(|topic| topic.slug.as_str()).collect(),
            ids: extract.records.iter().map(|entry| entry.record.id).collect(),
            record: insert("records", 10)?,
            search: transaction.prepare("INSERT INTO search (rowid, terms) VALUES (?, ?)")?,
            note: insert("notes", 11)?,
            metadata: insert("metadata", 4)?,
            speaker: insert("speakers", 4)?,
            section: insert("sections", 6)?,
            passage: insert("passages", 6)?,
            link: insert("passage_links", 3)?,
            question: insert("questions", 7)?,
            quote: insert("quotes", 14)?,
            prediction: insert("predictions", 17)?,
            term: insert("terms", 5)?,
            alias: insert("term_aliases", 3)?,
            topic: transaction.prepare("INSERT OR IGNORE INTO record_topics VALUES (?, ?)")?,
            relation: transaction.prepare("INSERT OR IGNORE INTO relations VALUES (?, ?, ?)")?,
        })
    }

    fn write(&mut self, extract: &Extract) -> rusqlite::Result<()> {
        let mut number = 0;
        for note in extract.notes() {
            let headings = headings(note);
            for entry in note {
                let own = &*entry.record.section_number;
                // A heading stands in the one above it.
                let number_above = match entry.record.body {
                    Body::Section(_) => own.rsplit_once('.').map_or("", |(above, _)| above),
                    _ => own,
                };
                let above = headings.get(number_above);
                let place = Place {
                    note: note[0].record.id.as_str(),
                    section: above.map(|above| above.record.id.as_str()),
                };
                number += 1;
                self.write_record(number, entry, &place)?;
                self.write_body(entry, &place)?;
            }
        }
        Ok(())
    }

    fn write_record(&mut self, number: i64, entry: &Entry, place: &Place<'_>) -> rusqlite::Result<()> {
        let record = &entry.record;
        let id = record.id.as_str();
        self.record.execute(params![
            number,
            id,
            record.kind().name(),
            place.note,
            place.section,
            record.lines.first,
            record.lines.last,
            record.time,
            entry.address(),
            record.text(),
        ])?;
        self.search.execute(params![number, terms(record)])?;
        for topic in &record.topics {
            if self.topics.contains(topic.as_str()) {
                self.topic.execute(params![id, topic])?;
            }
        }
        for (relation, others) in relations(record) {
            for other in others.iter().filter(|other| self.ids.contains(other)) {
                self.relation.execute(params![id, relation, other.as_str()])?;
            }
        }
        Ok(())
    }

    fn write_body(&mut self, entry: &Entry, place: &Place<'_>) -> rusqlite::Result<()> {
        let Place { note, section } = *place;
        let id = entry.record.id.as_str();
        let person = entry.person.as_deref().and_then(|person| self.people.get(person)).copied();
        match &entry.record.body {
            Body::Note(own) => self.write_note(entry, own)?,
            Body::Section(own) => {
                let number = &*entry.record.section_number;
                self.section.execute(params![id, note, section, number, own.level, own.title])?;
            }
            Body::Passage(own) => {
                let form = form_name(own.form);
                self.passage.execute(params![id, note, section, form, own.speaker, own.text])?;
                for (position, address) in (0_u32..).zip(&own.links) {
                    self.link.execute(params![id, position, address])?;
                }
            }
            Body::Question(own) => {
                self.question.execute(params![id, note, section, own.asker, person, own.label, own.text])?;
            }
            Body::Quote(own) => self.write_quote(id, own, person, place)?,
            Body::Prediction(own) => self.write_prediction(entry, own, person, place)?,
            Body::Term(own) => {
                self.term.execute(params![id, note, section, own.term, own.definition])?;
                for (position, alias) in (0_u32..).zip(&own.aliases) {
                    self.alias.execute(params![id, position, alias])?;
                }
            }
        }
        Ok(())
    }

    fn write_note(&mut self, entry: &Entry, own: &Note) -> rusqlite::Result<()> {
        let id = entry.record.id.as_str();
        self.note.execute(params![
            id,
            own.title,
            entry.note.note_path,
            own.date.map(|day| day.to_string()),
            own.date_end.map(|day| day.to_string()),
            own.url,
            entry.note.programme,
            own.duration_seconds,
            own.views.and_then(|views| i64::try_from(views).ok()),
            own.video_id,
            own.generated.map(|day| day.to_string()),
        ])?;
        for (position, (name, value)) in (0_u32..).zip(&own.metadata) {
            self.metadata.execute(params![id, position, name, value])?;
        }
        for (position, name) in (0_u32..).zip(&own.speakers) {
            self.speaker.execute(params![id, position, name, self.people.get(name.as_str())])?;
        }
        Ok(())
    }

    fn write_quote(
        &mut self,
        id: &str,
        own: &Quote,
        person: Option<i64>,
        place: &Place<'_>,
    ) -> rusqlite::Result<()> {
        let question = own.question_id.as_ref().filter(|id| self.ids.contains(*id));
        self.quote.execute(params![
            id,
            place.note,
            place.section,
            own.speaker,
            person,
            own.attribution.map(attribution_name),
            own.qualifier,
            own.label,
            own.text,
            own.original,
            own.rendering,
            own.key,
            own.question,
            question.map(RecordId::as_str),
        ])?;
        Ok(())
    }

    fn write_prediction(
        &mut self,
        entry: &Entry,
        own: &Prediction,
        person: Option<i64>,
        place: &Place<'_>,
    ) -> rusqlite::Result<()> {
        let horizon = own.horizon.as_ref();
        let verdict = entry.verdict.as_ref();
        self.prediction.execute(params![
            entry.record.id.as_str(),
            place.note,
            place.section,
            own.claim,
            own.by,
            person,
            own.detail,
            horizon.map(|horizon| &horizon.raw),
            horizon.map(|horizon| horizon_name(horizon.kind)),
            horizon.and_then(|horizon| horizon.start).map(|day| day.to_string()),
            horizon.and_then(|horizon| horizon.end).map(|day| day.to_string()),
            horizon.map(|horizon| horizon.uncertain),
            horizon.map(|horizon| horizon.relative),
            verdict.map(|verdict| verdict.outcome.name()),
            verdict.and_then(|verdict| verdict.on).map(|day| day.to_string()),
            verdict.and_then(|verdict| verdict.source.as_ref()),
            verdict.and_then(|verdict| verdict.note.as_ref()),
        ])?;
        Ok(())
    }
}

/// The headings of a note by their numbers; one that is the note's title has none.
fn headings(note: &[Entry]) -> HashMap<&str, &Entry> {
    let is_numbered = |entry: &&Entry| !entry.record.section_number.is_empty();
    let sections = note.iter().filter(|entry| entry.record.kind() == Kind::Section).filter(is_numbered);
    sections.map(|entry| (&*entry.record.section_number, entry)).collect()
}

/// What a record has to do with others of its note.
fn relations(record: &Record) -> Vec<(&'static str, &[RecordId])> {
    match &record.body {
        Body::Quote(quote) => vec![("same_as", &quote.same_as), ("abridges", &quote.abridges)],
        Body::Prediction(prediction) => vec![("supports", &prediction.supports)],
        _ => Vec::new(),
    }
}

/// The literal terms of all that a record says, with spaces between them. Pieces are kept apart by a mark, so that no phrase
/// runs from one into the next.
fn terms(record: &Record) -> String {
    /// A symbol that stands in no pair of a query.
    const APART: &str = "\u{2400} ";
    let mut terms = String::new();
    let mut term = String::new();
    each_own_word(record, |piece| {
        let text = normalise_text(piece);
        let mut literal = LiteralTerms::of(&text);
        while literal.next_into(&mut term).is_some() {
            // SQLite takes a noncharacter for a symbol.
            terms.push_str(without_mark(&term));
            terms.push(' ');
        }
        terms.push_str(APART);
    });
    terms
}
