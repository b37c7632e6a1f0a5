//! The JSON contract, version 1, as structs of its own: renaming a field of `model` can't break a user's script.
//!
//! Every key listed here is always there, `null` where unknown. Keys are only ever added; a change of meaning raises
//! [`SCHEMA_VERSION`]. YAML is the same structure.

use std::borrow::Cow;
use std::ops::Range;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::engine_wire::EngineWire;
use super::fields::{attribution_name, bullet_depth, form_name, horizon_name};
use super::person_wire::{GroundsWire, PersonWire, grounds_wire, person_wire};
use super::{Counts, Entry, Fact, FactValue, HitFacts, Item, Mention, PersonEntry, TopicEntry, View};
use crate::model::{
    Body, Horizon, KINDS, Kind, Note, Passage, Prediction, Question, Quote, RecordId, Section, Term,
};
use crate::records::slug;
use crate::verdicts::Verdict;

/// The version of the contract.
pub(super) const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct EnvelopeWire<'a> {
    schema_version: u32,
    command: &'a str,
    #[serde(flatten)]
    search: Option<SearchWire<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    engine: Option<EngineWire<'a>>,
    total: usize,
    items: Vec<ItemWire<'a>>,
}

#[derive(Serialize)]
struct SearchWire<'a> {
    query: &'a str,
    tier: Option<&'a str>,
    dropped: &'a [String],
    capped: bool,
    nearby: Vec<ItemWire<'a>>,
}

#[derive(Serialize)]
pub(super) struct ItemWire<'a> {
    id: Option<&'a str>,
    kind: &'a str,
    note: Option<&'a str>,
    path: Option<&'a str>,
    line: Option<u32>,
    end_line: Option<u32>,
    section: &'a [String],
    topics: Vec<&'a str>,
    note_title: Option<&'a str>,
    note_path: Option<&'a str>,
    file: Option<&'a str>,
    /// `None` for a note's own record, which tells the same among its facts.
    #[serde(flatten)]
    talk: Option<TalkWire<'a>>,
    time: Option<u32>,
    #[serde(flatten)]
    body: BodyWire<'a>,
    /// Of kinds whose body doesn't tell it; null where it was not looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<Option<Vec<&'a str>>>,
    #[serde(flatten)]
    hit: Option<HitWire<'a>>,
    /// There where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<GroundsWire<'a>>,
}

/// When and where the talk of a record's note was.
#[derive(Default, Serialize)]
struct TalkWire<'a> {
    date: Option<String>,
    url: Option<Cow<'a, str>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum BodyWire<'a> {
    Note {
        title: &'a str,
        file_title: Option<&'a str>,
        date: Option<String>,
        date_end: Option<String>,
        duration_seconds: Option<u32>,
        views: Option<u64>,
        url: Option<&'a str>,
        video_id: Option<&'a str>,
        generated: Option<String>,
        speakers: &'a [String],
        metadata: &'a [(String, String)],
        contents: &'a [String],
        footer: &'a [String],
        frame: &'a [String],
        counts: Option<CountsWire>,
    },
    Section {
        title: &'a str,
        level: u8,
        number: &'a str,
        counts: Option<CountsWire>,
    },
    Passage {
        text: &'a str,
        form: &'a str,
        depth: Option<u8>,
        speaker: Option<&'a str>,
        links: &'a [String],
    },
    Question {
        asker: Option<&'a str>,
        person: Option<&'a str>,
        label: Option<&'a str>,
        text: &'a str,
        answers: Option<Vec<MentionWire<'a>>>,
    },
    Quote {
        speaker: Option<&'a str>,
        person: Option<&'a str>,
        attribution: Option<&'a str>,
        qualifier: Option<&'a str>,
        label: Option<&'a str>,
        text: &'a str,
        original: Option<&'a str>,
        rendering: Option<&'a str>,
        key: bool,
        question: Option<&'a str>,
        question_id: Option<&'a str>,
        same_as: Vec<&'a str>,
        abridges: Vec<&'a str>,
    },
    Prediction {
        claim: &'a str,
        by: Option<&'a str>,
        person: Option<&'a str>,
        horizon: Option<HorizonWire<'a>>,
        detail: Option<&'a str>,
        verdict: Option<VerdictWire<'a>>,
        supports: Vec<&'a str>,
    },
    Term {
        term: &'a str,
        aliases: &'a [String],
        definition: &'a str,
        mentions: Option<Vec<MentionWire<'a>>>,
        uses: Option<Vec<&'a str>>,
        same_as: Option<Vec<&'a str>>,
    },
    Topic {
        slug: &'a str,
        chinese: &'a str,
        english: &'a str,
        aliases: &'a [String],
        counts: CountsWire,
    },
    Person(Box<PersonWire<'a, ItemWire<'a>>>),
    Fact(FactWire<'a>),
}

/// A fact's values as an object, in their order.
struct FactWire<'a>(&'a Fact);

impl Serialize for FactWire<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.values.len()))?;
        for (name, value) in &self.0.values {
            match value {
                FactValue::Text(text) | FactValue::Path(text) => map.serialize_entry(name, text)?,
                FactValue::Number(number) | FactValue::Bytes(number) => map.serialize_entry(name, number)?,
                FactValue::Nothing => map.serialize_entry(name, &())?,
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
struct HorizonWire<'a> {
    raw: &'a str,
    kind: &'a str,
    start: Option<String>,
    end: Option<String>,
    uncertain: bool,
    relative: bool,
}

/// What became of a prediction.
#[derive(Serialize)]
struct VerdictWire<'a> {
    outcome: &'a str,
    on: Option<String>,
    source: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct MentionWire<'a> {
    id: &'a str,
    kind: &'a str,
    speaker: Option<&'a str>,
    path: &'a str,
    line: u32,
    section: &'a [String],
}

/// How many records of each kind there are within something.
struct CountsWire(Counts);

impl Serialize for CountsWire {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let within = KINDS.iter().filter(|info| info.kind != Kind::Note);
        serializer.collect_map(within.map(|info| (info.plural, self.0.of(info.kind))))
    }
}

#[derive(Serialize)]
struct HitWire<'a> {
    tier: &'a str,
    score: f32,
    snippet: &'a str,
    highlights: Vec<[usize; 2]>,
}

impl<'a> From<&'a View> for EnvelopeWire<'a> {
    fn from(view: &'a View) -> Self {
        EnvelopeWire {
            schema_version: SCHEMA_VERSION,
            command: view.command,
            search: view.search.as_ref().map(|facts| SearchWire {
                query: &facts.query,
                tier: facts.tier,
                dropped: &facts.dropped,
                capped: facts.capped,
                nearby: facts.nearby.iter().map(ItemWire::from).collect(),
            }),
            engine: view.elsewhere.as_ref().map(EngineWire::from),
            total: view.total,
            items: view.items.iter().map(ItemWire::from).collect(),
        }
    }
}

impl<'a> From<&'a Item> for ItemWire<'a> {
    fn from(item: &'a Item) -> Self {
        match item {
            Item::Record(entry) => entry_wire(entry),
            Item::Topic(topic) => topic_wire(topic),
            Item::Person(person) => whole_person_wire(person),
            Item::Fact(fact) => fact_wire(fact),
        }
    }
}

fn entry_wire(entry: &Entry) -> ItemWire<'_> {
    let Entry { record, note: facts, .. } = entry;
    let talk = TalkWire { date: facts.date.map(|date| date.to_string()), url: entry.address() };
    ItemWire {
        id: Some(record.id.as_str()),
        kind: record.kind().name(),
        note: Some(facts.slug()),
        path: Some(&facts.path),
        line: Some(record.lines.first),
        end_line: Some(record.lines.last),
        section: &record.section,
        topics: record.topics.iter().map(String::as_str).collect(),
        note_title: Some(&facts.title),
        note_path: Some(&facts.note_path),
        file: facts.file.as_deref(),
        talk: (record.kind() != Kind::Note).then_some(talk),
        time: record.time,
        body: match &record.body {
            Body::Note(note) => note_wire(note, entry),
            Body::Section(section) => section_wire(section, entry),
            Body::Passage(passage) => passage_wire(passage),
            Body::Question(question) => question_wire(question, entry),
            Body::Quote(quote) => quote_wire(quote, entry),
            Body::Prediction(prediction) => prediction_wire(prediction, entry),
            Body::Term(term) => term_wire(term, entry),
        },
        same_as: (!matches!(record.kind(), Kind::Quote | Kind::Term))
            .then(|| ids(entry.same_words.as_deref())),
        hit: entry.hit.as_ref().map(hit_wire),
        why: entry.grounds.as_ref().map(grounds_wire),
    }
}

fn ids(ids: Option<&[RecordId]>) -> Option<Vec<&str>> {
    ids.map(|ids| ids.iter().map(RecordId::as_str).collect())
}

/// What stands in no note has the same keys, null or empty.
fn nowhere<'a>(kind: &'a str, body: BodyWire<'a>) -> ItemWire<'a> {
    ItemWire {
        id: None,
        kind,
        note: None,
        path: None,
        line: None,
        end_line: None,
        section: &[],
        topics: Vec::new(),
        note_title: None,
        note_path: None,
        file: None,
        talk: Some(TalkWire::default()),
        time: None,
        body,
        same_as: None,
        hit: None,
        why: None,
    }
}

fn topic_wire(topic: &TopicEntry) -> ItemWire<'_> {
    let body = BodyWire::Topic {
        slug: &topic.slug,
        chinese: &topic.chinese,
        english: &topic.english,
        aliases: &topic.aliases,
        counts: CountsWire(topic.counts),
    };
    ItemWire { id: Some(&topic.slug), topics: vec![&topic.slug], ..nowhere("topic", body) }
}

fn whole_person_wire(person: &PersonEntry) -> ItemWire<'_> {
    let topics = person.card.iter().flat_map(|card| &card.topics).map(|topic| topic.slug.as_str());
    let body = BodyWire::Person(Box::new(person_wire(person, entry_wire)));
    ItemWire { id: Some(&person.name), topics: topics.collect(), ..nowhere("person", body) }
}

fn fact_wire(fact: &Fact) -> ItemWire<'_> {
    let body = BodyWire::Fact(FactWire(fact));
    let (line, end_line) = (fact.lines.map(|lines| lines.first), fact.lines.map(|lines| lines.last));
    let (path, file) = (fact.path.as_deref(), fact.file.as_deref());
    let place = ItemWire { path, file, line, end_line, ..nowhere(fact.kind, body) };
    let Some(note) = &fact.note else { return place };
    let (date, url) = (note.date.map(|date| date.to_string()), note.url.as_deref().map(Cow::Borrowed));
    ItemWire {
        note: Some(slug(&note.note_path)),
        note_title: note.title.as_deref(),
        note_path: Some(&note.note_path),
        talk: Some(TalkWire { date, url }),
        ..place
    }
}

fn note_wire<'a>(note: &'a Note, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Note {
        title: &note.title,
        file_title: note.file_title.as_deref(),
        date: note.date.map(|date| date.to_string()),
        date_end: note.date_end.map(|date| date.to_string()),
        duration_seconds: note.duration_seconds,
        views: note.views,
        url: note.url.as_deref(),
        video_id: note.video_id.as_deref(),
        generated: note.generated.map(|date| date.to_string()),
        speakers: &note.speakers,
        metadata: &note.metadata,
        contents: &note.contents,
        footer: &note.footer,
        frame: &note.frame,
        counts: entry.counts.map(CountsWire),
    }
}

fn section_wire<'a>(section: &'a Section, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Section {
        title: &section.title,
        level: section.level,
        number: &entry.record.section_number,
        counts: entry.counts.map(CountsWire),
    }
}

fn passage_wire(passage: &Passage) -> BodyWire<'_> {
    BodyWire::Passage {
        text: &passage.text,
        form: form_name(passage.form),
        depth: bullet_depth(passage.form),
        speaker: passage.speaker.as_deref(),
        links: &passage.links,
    }
}

fn question_wire<'a>(question: &'a Question, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Question {
        asker: question.asker.as_deref(),
        person: entry.person.as_deref(),
        label: question.label.as_deref(),
        text: &question.text,
        answers: entry.answers.as_deref().map(mentions_wire),
    }
}

fn quote_wire<'a>(quote: &'a Quote, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Quote {
        speaker: quote.speaker.as_deref(),
        person: entry.person.as_deref(),
        attribution: quote.attribution.map(attribution_name),
        qualifier: quote.qualifier.as_deref(),
        label: quote.label.as_deref(),
        text: &quote.text,
        original: quote.original.as_deref(),
        rendering: quote.rendering.as_deref(),
        key: quote.key,
        question: quote.question.as_deref(),
        question_id: quote.question_id.as_ref().map(|id| id.as_str()),
        same_as: quote.same_as.iter().map(|id| id.as_str()).collect(),
        abridges: quote.abridges.iter().map(|id| id.as_str()).collect(),
    }
}

fn prediction_wire<'a>(prediction: &'a Prediction, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Prediction {
        claim: &prediction.claim,
        by: prediction.by.as_deref(),
        person: entry.person.as_deref(),
        horizon: prediction.horizon.as_ref().map(horizon_wire),
        detail: prediction.detail.as_deref(),
        verdict: entry.verdict.as_ref().map(verdict_wire),
        supports: prediction.supports.iter().map(|id| id.as_str()).collect(),
    }
}

fn verdict_wire(verdict: &Verdict) -> VerdictWire<'_> {
    VerdictWire {
        outcome: verdict.outcome.name(),
        on: verdict.on.map(|date| date.to_string()),
        source: verdict.source.as_deref(),
        note: verdict.note.as_deref(),
    }
}

fn horizon_wire(horizon: &Horizon) -> HorizonWire<'_> {
    HorizonWire {
        raw: &horizon.raw,
        kind: horizon_name(horizon.kind),
        start: horizon.start.map(|date| date.to_string()),
        end: horizon.end.map(|date| date.to_string()),
        uncertain: horizon.uncertain,
        relative: horizon.relative,
    }
}

fn term_wire<'a>(term: &'a Term, entry: &'a Entry) -> BodyWire<'a> {
    BodyWire::Term {
        term: &term.term,
        aliases: &term.aliases,
        definition: &term.definition,
        mentions: entry.mentions.as_deref().map(mentions_wire),
        uses: ids(entry.uses.as_deref()),
        same_as: entry.same_as.as_deref().map(|same| same.iter().map(|other| other.id.as_str()).collect()),
    }
}

fn mentions_wire(mentions: &[Mention]) -> Vec<MentionWire<'_>> {
    mentions
        .iter()
        .map(|mention| MentionWire {
            id: mention.id.as_str(),
            kind: mention.kind.name(),
            speaker: mention.speaker.as_deref(),
            path: &mention.note.path,
            line: mention.line,
            section: &mention.section,
        })
        .collect()
}

fn hit_wire(hit: &HitFacts) -> HitWire<'_> {
    let pair = |range: &Range<usize>| [range.start, range.end];
    HitWire {
        tier: hit.tier,
        score: hit.score,
        snippet: &hit.snippet,
        highlights: hit.highlights.iter().map(pair).collect(),
    }
}
