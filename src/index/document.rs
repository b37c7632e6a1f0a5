//! From a record to a document of the index, and back.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use xxhash_rust::xxh3::Xxh3;

use super::schema::{Fields, day_number};
use crate::model::{Body, ParsedNote, Record};
use crate::text::normalise_text;

/// What every document says of its note, so that no hit needs a second look-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct NoteFacts {
    /// Its place within its root.
    pub(super) path: String,
    /// As a user can open it; kept here so that answers need no look at the folder.
    pub(super) shown: String,
    pub(super) title: String,
    pub(super) date: Option<Date>,
}

/// What a document stores.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Payload<N, R> {
    pub(super) note: N,
    pub(super) record: R,
}

/// A number for a section of a note, or for the whole note where `number` is empty.
pub(super) fn section_key(path: &str, number: &str) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(path.as_bytes());
    hash.update(&[0]);
    hash.update(number.as_bytes());
    hash.digest()
}

/// The sections that a record lies in, outermost first: the note itself, then 3 and 3.2 for 3.2.
fn inside(path: &str, number: &str) -> Vec<u64> {
    let mut keys = vec![section_key(path, "")];
    let ends = number.match_indices('.').map(|(at, _)| at).chain([number.len()]);
    if !number.is_empty() {
        keys.extend(ends.map(|end| section_key(path, &number[..end])));
    }
    keys
}

/// Everything a record says in its own words, each piece by itself: a search runs within a piece.
///
/// The record's main words come first.
pub fn own_words(record: &Record) -> Vec<&str> {
    fn optional(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or_default()
    }
    let mut words = vec![record.text()];
    match &record.body {
        Body::Note(note) => {
            words.extend(note.file_title.as_deref());
            for (name, value) in &note.metadata {
                words.extend([name.as_str(), value.as_str()]);
            }
            words.extend(note.speakers.iter().map(String::as_str));
            words.extend([optional(&note.url), optional(&note.video_id)]);
            words.extend(note.contents.iter().chain(&note.footer).map(String::as_str));
        }
        Body::Section(_) => {}
        Body::Passage(passage) => {
            words.push(optional(&passage.speaker));
            words.extend(passage.links.iter().map(String::as_str));
        }
        Body::Question(question) => words.push(optional(&question.asker)),
        Body::Quote(quote) => {
            let others = [&quote.speaker, &quote.qualifier, &quote.label, &quote.original, &quote.rendering];
            words.extend(others.map(optional));
        }
        Body::Prediction(prediction) => {
            words.extend([optional(&prediction.detail), optional(&prediction.by)]);
            words.extend(prediction.horizon.as_ref().map(|horizon| horizon.raw.as_str()));
        }
        Body::Term(term) => {
            words.extend(term.aliases.iter().map(String::as_str));
            words.push(&term.definition);
        }
    }
    words.retain(|piece| !piece.is_empty());
    words
}

/// What a record is called, which says more about it than its other words: none for bodies of text.
fn names(record: &Record) -> Vec<&str> {
    match &record.body {
        Body::Note(note) => vec![&note.title],
        Body::Section(section) => vec![&section.title],
        Body::Prediction(prediction) => vec![&prediction.claim],
        Body::Term(term) => [&term.term].into_iter().chain(&term.aliases).map(String::as_str).collect(),
        Body::Passage(_) | Body::Question(_) | Body::Quote(_) => Vec::new(),
    }
}

/// The documents of a note that lies at `path` within its library and is shown as `shown`.
pub(super) fn documents<'a>(
    fields: &'a Fields,
    path: &'a str,
    shown: &'a str,
    note: &'a ParsedNote,
) -> impl Iterator<Item = anyhow::Result<TantivyDocument>> + 'a {
    let (title, date) = match note.records.first().map(|record| &record.body) {
        Some(Body::Note(own)) => (own.title.clone(), own.date),
        _ => (String::new(), None),
    };
    let facts = NoteFacts { path: path.to_owned(), shown: shown.to_owned(), title, date };
    let title = normalise_text(&facts.title);
    note.records.iter().map(move |record| document(fields, &facts, &title, record))
}

fn document(
    fields: &Fields,
    note: &NoteFacts,
    title: &str,
    record: &Record,
) -> anyhow::Result<TantivyDocument> {
    let mut document = TantivyDocument::default();
    for piece in own_words(record) {
        let normal = normalise_text(piece);
        document.add_text(fields.characters, &normal);
        document.add_text(fields.words, &normal);
    }
    for name in names(record) {
        document.add_text(fields.name, normalise_text(name));
    }
    document.add_text(fields.context, title);
    for heading in &record.section {
        document.add_text(fields.context, normalise_text(heading));
    }
    document.add_text(fields.id, record.id.as_str());
    document.add_text(fields.kind, record.kind().name());
    document.add_text(fields.note, &note.path);
    for topic in &record.topics {
        document.add_text(fields.topic, topic);
    }
    if let Some(speaker) = record.speaker() {
        document.add_text(fields.speaker, speaker);
    }
    let inside = inside(&note.path, &record.section_number);
    document.add_u64(fields.section, inside[inside.len() - 1]);
    for key in inside {
        document.add_u64(fields.inside, key);
    }
    if let Some(date) = note.date {
        document.add_u64(fields.date, day_number(date));
    }
    document.add_bytes(fields.stored, &serde_json::to_vec(&Payload { note, record })?);
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_lies_in_each_section_above_it() {
        assert_eq!(inside("a.md", ""), [section_key("a.md", "")]);
        let keys = ["", "3", "3.12", "3.12.1"].map(|number| section_key("a.md", number));
        assert_eq!(inside("a.md", "3.12.1"), keys);
    }
}
