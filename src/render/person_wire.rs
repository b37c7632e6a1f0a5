//! People in the JSON contract: see `wire`, which holds the rest of it.

use serde::Serialize;

use super::grounds::{outcome_code, source_code};
use super::names::{JoinedNames, NameGrounds, NameOutcome};
use super::{Entry, PersonEntry};
use crate::model::Kind;

/// A person. `I` is how records are written, which is as everywhere else.
#[derive(Serialize)]
pub(super) struct PersonWire<'a, I> {
    name: &'a str,
    names: Vec<NameWire<'a>>,
    notes: usize,
    quotes: usize,
    questions: usize,
    predictions: usize,
    first: Option<String>,
    last: Option<String>,
    #[serde(flatten)]
    card: Option<CardWire<'a, I>>,
}

#[derive(Serialize)]
struct NameWire<'a> {
    name: &'a str,
    full: bool,
    notes: u32,
    path: Option<&'a str>,
    line: Option<u32>,
}

#[derive(Serialize)]
struct CardWire<'a, I> {
    joins: Vec<JoinWire<'a>>,
    talks: Vec<TalkWire<'a>>,
    topic_counts: Vec<TopicWire<'a>>,
    key_quotes: Vec<I>,
    claims: Vec<I>,
}

#[derive(Serialize)]
struct JoinWire<'a> {
    one: &'a str,
    other: &'a str,
    evidence: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
    notes: u32,
}

#[derive(Serialize)]
struct TalkWire<'a> {
    note_title: &'a str,
    note_path: &'a str,
    path: &'a str,
    date: Option<String>,
}

#[derive(Serialize)]
struct TopicWire<'a> {
    slug: &'a str,
    count: usize,
}

/// What a record's `person` rests on.
#[derive(Serialize)]
pub(super) struct GroundsWire<'a> {
    names: Vec<NoteNameWire<'a>>,
    joins: Vec<JoinWire<'a>>,
    because: &'a str,
    candidates: &'a [String],
}

#[derive(Serialize)]
struct NoteNameWire<'a> {
    name: &'a str,
    full: Option<&'a str>,
    source: &'a str,
    path: &'a str,
    line: u32,
}

/// A person, whose records are written by `item`.
pub(super) fn person_wire<'a, I>(
    person: &'a PersonEntry,
    item: impl Fn(&'a Entry) -> I,
) -> PersonWire<'a, I> {
    let PersonEntry { name, names, notes, counts, days, card } = person;
    PersonWire {
        name,
        names: names
            .iter()
            .map(|name| NameWire {
                name: &name.text,
                full: name.is_full,
                notes: name.notes,
                path: name.place.as_ref().map(|place| place.note.path.as_str()),
                line: name.place.as_ref().map(|place| place.line),
            })
            .collect(),
        notes: *notes,
        quotes: counts.of(Kind::Quote),
        questions: counts.of(Kind::Question),
        predictions: counts.of(Kind::Prediction),
        first: days.map(|(first, _)| first.to_string()),
        last: days.map(|(_, last)| last.to_string()),
        card: card.as_ref().map(|card| CardWire {
            joins: joins_wire(&card.joins),
            talks: card
                .talks
                .iter()
                .map(|note| TalkWire {
                    note_title: &note.title,
                    note_path: &note.note_path,
                    path: &note.path,
                    date: note.date.map(|date| date.to_string()),
                })
                .collect(),
            topic_counts: card
                .topics
                .iter()
                .map(|topic| TopicWire { slug: &topic.slug, count: topic.count })
                .collect(),
            key_quotes: card.key_quotes.iter().map(&item).collect(),
            claims: card.claims.iter().map(&item).collect(),
        }),
    }
}

fn joins_wire(joins: &[JoinedNames]) -> Vec<JoinWire<'_>> {
    joins
        .iter()
        .map(|join| JoinWire {
            one: &join.one,
            other: &join.other,
            evidence: join.evidence.code(),
            path: join.place.as_ref().map(|place| place.note.path.as_str()),
            line: join.place.as_ref().map(|place| place.line),
            notes: join.notes,
        })
        .collect()
}

pub(super) fn grounds_wire(grounds: &NameGrounds) -> GroundsWire<'_> {
    GroundsWire {
        names: grounds
            .names
            .iter()
            .map(|name| NoteNameWire {
                name: &name.text,
                full: name.full.as_deref(),
                source: source_code(name.source),
                path: &name.place.note.path,
                line: name.place.line,
            })
            .collect(),
        joins: joins_wire(&grounds.joins),
        because: outcome_code(&grounds.outcome),
        candidates: match &grounds.outcome {
            NameOutcome::Several(names) => names,
            _ => &[],
        },
    }
}
