//! From a note to the documents of the index, and back.
//!
//! The documents of a note lie side by side in the order of its records: the note's own first, each heading's before
//! those of what stands below it. So what is true of many records is said once, by the document that stands for them:
//! the note's has what is known of the note, a heading's has the words of the path to it. Which these are, the columns
//! `ordinal`, `section` and `extent` tell (see `columns`).

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::{iter, mem, slice};

use serde::{Deserialize, Serialize};
use tantivy::schema::Field;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};

use super::backlog::Share;
use super::names::voice;
use super::schema::{Fields, day_number};
use crate::analysis::{each_own_word, names};
use crate::language::programme::programme;
use crate::model::{Body, ByteSpan, LineSpan, ParsedNote, Record, RecordId};
use crate::records::{NoteFacts, TreePlace, tree_places};
use crate::text::push_normal;

/// What the document of a note's own record says of the note, from its stored form.
pub(super) fn decode_facts(bytes: &[u8]) -> postcard::Result<NoteFacts> {
    postcard::from_bytes(bytes)
}

/// About as many values as the document of a record has.
const VALUES: usize = 10;

/// Where a note lies.
pub(super) struct NotePlace {
    /// Within its library.
    pub(super) path: String,
    /// As a user can open it.
    pub(super) shown: String,
    /// Its absolute path, where it is a file of its own.
    pub(super) file: Option<String>,
}

/// What a document stores of its record, beside its main words: these are most of it, and tantivy stores a text faster
/// than it does bytes. Its id and its order are columns.
#[derive(Debug, Serialize, Deserialize)]
struct Payload<'a> {
    lines: LineSpan,
    span: ByteSpan,
    time: Option<u32>,
    section: Cow<'a, [String]>,
    section_number: Cow<'a, str>,
    topics: Cow<'a, [String]>,
    /// Without its text.
    body: Cow<'a, Body>,
}

impl<'a> Payload<'a> {
    fn of(record: &'a Record) -> Self {
        Payload {
            lines: record.lines,
            span: record.span,
            time: record.time,
            section: Cow::Borrowed(&record.section),
            section_number: Cow::Borrowed(&record.section_number),
            topics: Cow::Borrowed(&record.topics),
            body: Cow::Borrowed(&record.body),
        }
    }
}

/// A record from its stored form and the columns of its document.
pub(super) fn decode(bytes: &[u8], text: String, id: RecordId, order: u32) -> postcard::Result<Record> {
    let Payload { lines, span, time, section, section_number, topics, body } = postcard::from_bytes(bytes)?;
    let mut body = body.into_owned();
    *body.text_mut() = text;
    Ok(Record {
        id,
        order,
        lines,
        span,
        time,
        section: section.into_owned().into(),
        section_number: section_number.into(),
        topics: topics.into_owned(),
        body,
    })
}

/// What the documents of a note are made of, side by side: memory is taken and given back once for all of them, which
/// another thread does.
#[derive(Default)]
struct Matter {
    text: String,
    bytes: Vec<u8>,
    values: Vec<(Field, Held)>,
    /// Given back when the last document of the note has been taken in.
    _share: Option<Share>,
}

/// A value of a document, within the note's matter where it is long.
enum Held {
    Text(Range<usize>),
    Bytes(Range<usize>),
    Number(u64),
}

impl Matter {
    fn number(&mut self, field: Field, number: u64) {
        self.values.push((field, Held::Number(number)));
    }

    fn text(&mut self, field: Field, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.values.push((field, Held::Text(start..self.text.len())));
    }

    fn normal(&mut self, field: Field, text: &str) {
        let start = self.text.len();
        push_normal(text, &mut self.text);
        self.values.push((field, Held::Text(start..self.text.len())));
    }

    fn bytes(&mut self, field: Field, value: &impl Serialize) -> postcard::Result<()> {
        let start = self.bytes.len();
        self.bytes = postcard::to_extend(value, mem::take(&mut self.bytes))?;
        self.values.push((field, Held::Bytes(start..self.bytes.len())));
        Ok(())
    }

    /// Adds the values of a record's document.
    fn add(
        &mut self,
        fields: &Fields,
        note: &NoteFacts,
        mut record: Record,
        place: TreePlace,
    ) -> postcard::Result<()> {
        self.number(fields.kind, record.kind() as u64);
        self.number(fields.id, record.id.number());
        self.number(fields.ordinal, u64::from(record.order));
        self.number(fields.section, place.section as u64);
        self.number(fields.extent, place.extent as u64);
        each_own_word(&record, |piece| self.normal(fields.characters, piece));
        names(&record).into_iter().for_each(|name| self.normal(fields.name, name));
        if let Body::Note(_) | Body::Section(_) = &record.body {
            let path = [&note.title].into_iter().chain(&*record.section).map(String::as_str);
            let own = matches!(record.body, Body::Section(_)).then(|| record.text());
            path.chain(own).for_each(|heading| self.normal(fields.context, heading));
        }
        record.topics.iter().for_each(|topic| self.text(fields.topic, topic));
        if let Some(speaker) = record.speaker() {
            self.text(fields.speaker, speaker);
            self.number(fields.voice, voice(&note.note_path, speaker));
        }
        note.date.into_iter().for_each(|date| self.number(fields.date, day_number(date)));
        if record.order == 0 {
            self.text(fields.note, &note.note_path);
            self.bytes(fields.facts, note)?;
        }
        let text = mem::take(record.body.text_mut());
        self.text(fields.text, &text);
        self.bytes(fields.stored, &Payload::of(&record))
    }
}

/// What tantivy is given for a record.
pub(super) struct RecordDocument {
    matter: Arc<Matter>,
    /// Which of the values are its own.
    values: Range<usize>,
}

/// A value of a document, as tantivy takes it.
#[derive(Debug, Clone, Copy)]
pub(super) enum FieldValue<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
    Number(u64),
}

impl<'a> Value<'a> for FieldValue<'a> {
    type ArrayIter = iter::Empty<Self>;
    type ObjectIter = iter::Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        match *self {
            FieldValue::Text(text) => ReferenceValueLeaf::Str(text).into(),
            FieldValue::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes).into(),
            FieldValue::Number(number) => ReferenceValueLeaf::U64(number).into(),
        }
    }
}

/// The values of a document.
pub(super) struct FieldValues<'a> {
    matter: &'a Matter,
    values: slice::Iter<'a, (Field, Held)>,
}

impl<'a> Iterator for FieldValues<'a> {
    type Item = (Field, FieldValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let (field, value) = self.values.next()?;
        let value = match value {
            Held::Text(range) => FieldValue::Text(&self.matter.text[range.clone()]),
            Held::Bytes(range) => FieldValue::Bytes(&self.matter.bytes[range.clone()]),
            Held::Number(number) => FieldValue::Number(*number),
        };
        Some((*field, value))
    }
}

impl tantivy::Document for RecordDocument {
    type Value<'a> = FieldValue<'a>;
    type FieldsValuesIter<'a> = FieldValues<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        FieldValues { matter: &self.matter, values: self.matter.values[self.values.clone()].iter() }
    }
}

/// The documents of a note. They keep the share.
pub(super) fn documents(
    fields: &Fields,
    place: NotePlace,
    note: ParsedNote,
    share: Option<Share>,
) -> anyhow::Result<Vec<RecordDocument>> {
    let NotePlace { path: note_path, shown: path, file } = place;
    let mut facts = NoteFacts { note_path, path, file, ..NoteFacts::default() };
    if let Some(Body::Note(own)) = note.records.first().map(|record| &record.body) {
        facts = NoteFacts {
            title: own.title.clone(),
            date: own.date,
            url: own.url.clone(),
            programme: programme(&own.metadata),
            speakers: own.speakers.clone(),
            ..facts
        };
    }
    // Each text is held twice, as it is and as it is searched.
    let length: usize = note.records.iter().map(|record| record.text().len()).sum();
    let mut matter = Matter {
        text: String::with_capacity(2 * length),
        values: Vec::with_capacity(VALUES * note.records.len()),
        _share: share,
        ..Matter::default()
    };
    let mut documents = Vec::with_capacity(note.records.len());
    let places = tree_places(&note.records);
    for (record, place) in note.records.into_iter().zip(places) {
        let start = matter.values.len();
        matter.add(fields, &facts, record, place)?;
        documents.push(start..matter.values.len());
    }
    let matter = Arc::new(matter);
    let document = |values| RecordDocument { matter: Arc::clone(&matter), values };
    Ok(documents.into_iter().map(document).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::topics::Vocabulary;

    fn parsed(text: &str) -> ParsedNote {
        parse("a.md", text, &Vocabulary::default())
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let note = parsed("# 题\n\n## 成本\n\n> **李明**：“推理成本下降。”\n\n- 一点\n");
        for record in note.records {
            let mut rest = record.clone();
            let text = mem::take(rest.body.text_mut());
            let bytes = postcard::to_allocvec(&Payload::of(&rest)).unwrap();
            assert_eq!(decode(&bytes, text, record.id, record.order).unwrap(), record);
        }
    }
}
