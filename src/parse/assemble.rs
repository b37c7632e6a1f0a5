//! From drafts to records: ids, section paths, times, topics and relations.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::{Body, ByteSpan, Kind, LineSpan, Note, Question, Quote, Record, RecordId, Section};
use crate::text::sentences;
use crate::topics::Vocabulary;

use crate::parse::attribution;
use crate::parse::draft::{Content, Draft, Speaker};
use crate::parse::frame::outline::Outline;
use crate::parse::times::{ReadNote, Times};

/// In bytes: two thousand Chinese characters.
const LONGEST_QUESTION: usize = 6000;

/// Orders everything and gives it ids, section paths, times, topics and relations.
pub(crate) fn records(
    identity: &str,
    read: &ReadNote<'_>,
    note: Note,
    drafts: Vec<Draft>,
    times: &Times,
    vocabulary: &Vocabulary,
) -> Vec<Record> {
    let ReadNote { text, document, outline, .. } = *read;
    let repeats = attribution::repeats(&drafts);
    let mut maker = Maker { identity, seen: HashMap::new(), facts: HashMap::new(), vocabulary, outline };
    // Equal ones are counted in the order of the file, in whatever order they were read.
    let mut in_order: Vec<usize> = (0..drafts.len()).collect();
    in_order.sort_by_key(|index| drafts[*index].span.start);
    let mut made: Vec<(usize, Made)> =
        in_order.into_iter().map(|index| (index, maker.made(&drafts[index]))).collect();
    made.sort_by_key(|(index, _)| *index);
    let made: Vec<Made> = made.into_iter().map(|(_, made)| made).collect();
    let whole = LineSpan { first: 1, last: document.lines.last(text) };
    let mut records = Vec::with_capacity(1 + outline.sections.len() + drafts.len());
    records.push(maker.record(Body::Note(note), None, whole, (0..text.len()).into(), None));
    for (index, section) in outline.sections.iter().enumerate() {
        let heading = &document.blocks[section.block];
        let end = document.lines.bytes(section.lines).end as usize;
        let body = Body::Section(Section { title: section.title.clone(), level: section.level });
        let span = (heading.span.start..end.max(heading.span.end)).into();
        let record = maker.record(body, Some(index), section.lines, span, None);
        records.push(Record { time: times.sections[index], ..record });
    }
    for (index, (draft, own)) in drafts.into_iter().zip(&made).enumerate() {
        let lines = document.lines.span(&draft.span);
        let span = ByteSpan::from(draft.span);
        let answered = draft.question.map(|question| &made[question]);
        let same_as = repeats.get(&index).into_iter().flatten().map(|other| made[*other].id).collect();
        let mut push = |body: Body, id: RecordId| {
            let record = maker.record(body, draft.section, lines, span, Some(id));
            records.push(Record { time: times.drafts[index], ..record });
        };
        // A turn that asks is two records of the same words.
        if let (Content::Turn(turn), Some((id, _))) = (&draft.content, &own.question) {
            let asker = turn.asks.as_ref().and_then(|asks| asks.asker.clone());
            push(
                Body::Question(Question { asker, label: turn.label.clone(), text: turn.words.clone() }),
                *id,
            );
        }
        push(body(draft.content, answered, same_as), own.id);
    }
    // Stable: a heading comes before what stands on its own line.
    records[1..].sort_by_key(|record| record.span.start);
    for (order, record) in records.iter_mut().enumerate() {
        record.order = u32::try_from(order).unwrap_or(u32::MAX);
    }
    records
}

/// What is settled of a draft before records are made.
struct Made {
    id: RecordId,
    /// The question that it is or asks: its record and its words.
    question: Option<(RecordId, String)>,
}

/// What a draft says, as a record has it. `answered`: the draft whose question it answers.
fn body(content: Content, answered: Option<&Made>, same_as: Vec<RecordId>) -> Body {
    match content {
        Content::Question(question) => Body::Question(question),
        Content::Passage(passage) => Body::Passage(passage),
        Content::Prediction(prediction) => Body::Prediction(prediction),
        Content::Term(term) => Body::Term(term),
        Content::Turn(turn) => {
            let (speaker, attribution) = match turn.speaker {
                Speaker::Named { name, attribution } => (Some(name), Some(attribution)),
                Speaker::Pronoun | Speaker::Other | Speaker::Unknown => (None, None),
            };
            let question = answered.and_then(|answered| answered.question.as_ref());
            Body::Quote(Quote {
                speaker,
                attribution,
                qualifier: turn.qualifier,
                label: turn.label,
                text: turn.words,
                original: turn.original,
                rendering: turn.rendering,
                key: turn.key,
                question: question.map(|(_, text)| begin(text)),
                question_id: question.map(|(id, _)| *id),
                same_as,
                abridges: Vec::new(),
            })
        }
    }
}

/// The words of a question as its answers have them, of which there may be many: all of a question that somebody asks, the
/// beginning of a text that only looks like one.
fn begin(question: &str) -> String {
    let first = sentences::parts(question, LONGEST_QUESTION).into_iter().next().unwrap_or_default();
    question[first].trim_end().to_owned()
}

struct Maker<'m> {
    /// What ids rest on, beside kind, words and ordinal.
    identity: &'m str,
    /// How often the same words have come up, by kind.
    seen: HashMap<RecordId, u32>,
    /// What records of a section share.
    facts: HashMap<Option<usize>, Rc<SectionFacts>>,
    vocabulary: &'m Vocabulary,
    outline: &'m Outline,
}

struct SectionFacts {
    /// Titles of the headings.
    path: Arc<[String]>,
    number: Arc<str>,
    topics: Vec<String>,
}

impl Maker<'_> {
    fn made(&mut self, draft: &Draft) -> Made {
        let (kind, words) = match &draft.content {
            Content::Turn(turn) => (Kind::Quote, &turn.words),
            Content::Question(question) => (Kind::Question, &question.text),
            Content::Passage(passage) => (Kind::Passage, &passage.text),
            Content::Prediction(prediction) => (Kind::Prediction, &prediction.claim),
            Content::Term(term) => (Kind::Term, &term.term),
        };
        let id = self.id(kind, words);
        let question = draft.asks().then(|| {
            let id = if kind == Kind::Question { id } else { self.id(Kind::Question, words) };
            (id, words.clone())
        });
        Made { id, question }
    }

    /// The id of the next record of this kind with these words.
    fn id(&mut self, kind: Kind, words: &str) -> RecordId {
        let first = RecordId::new(self.identity, kind, words, 0);
        let occurrence = self.seen.entry(first).or_insert(0);
        *occurrence += 1;
        match *occurrence - 1 {
            0 => first,
            again => RecordId::new(self.identity, kind, words, again),
        }
    }

    fn record(
        &mut self,
        body: Body,
        section: Option<usize>,
        lines: LineSpan,
        span: ByteSpan,
        id: Option<RecordId>,
    ) -> Record {
        let id = id.unwrap_or_else(|| match &body {
            // One note per path: its title may change without it becoming another.
            Body::Note(_) => self.id(Kind::Note, ""),
            body => self.id(body.kind(), body.text()),
        });
        let facts = self.facts_of(section);
        let topics = match &body {
            // All claims stand under one heading: what each is about, its own words tell.
            Body::Prediction(prediction) => self.vocabulary.classify(&prediction.claim),
            _ => facts.topics.clone(),
        };
        let path = match &body {
            Body::Section(_) => {
                let parent = section.and_then(|section| self.outline.sections[section].parent);
                Arc::clone(&self.facts_of(parent).path)
            }
            _ => Arc::clone(&facts.path),
        };
        let section_number = Arc::clone(&facts.number);
        Record { id, order: 0, lines, span, time: None, section: path, section_number, topics, body }
    }

    fn facts_of(&mut self, section: Option<usize>) -> Rc<SectionFacts> {
        if let Some(facts) = self.facts.get(&section) {
            return Rc::clone(facts);
        }
        let number = section.map_or("", |section| &self.outline.sections[section].number);
        let facts = Rc::new(SectionFacts {
            path: self.outline.path(section).into(),
            number: number.into(),
            topics: self.section_topics(section),
        });
        self.facts.insert(section, Rc::clone(&facts));
        facts
    }

    /// The topics of a section's heading and of those around it, in the vocabulary's order.
    fn section_topics(&mut self, section: Option<usize>) -> Vec<String> {
        let Some(section) = section.map(|section| &self.outline.sections[section]) else { return Vec::new() };
        let above = self.facts_of(section.parent);
        let own = if section.is_title { Vec::new() } else { self.vocabulary.classify(&section.title) };
        if own.is_empty() {
            return above.topics.clone();
        }
        let slugs = self.vocabulary.topics().iter().map(|topic| &topic.slug);
        slugs.filter(|slug| own.contains(slug) || above.topics.contains(slug)).cloned().collect()
    }
}
