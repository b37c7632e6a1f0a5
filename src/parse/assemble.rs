//! From drafts to records: ids, section paths, topics and relations.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use crate::markdown::Document;
use crate::model::{Body, ByteSpan, LineSpan, Note, Record, RecordId, Section};
use crate::topics::Vocabulary;

use crate::parse::attribution::repeats;
use crate::parse::draft::Draft;
use crate::parse::frame::outline::Outline;

/// Orders everything and gives it ids, section paths, topics and relations.
pub(crate) fn records(
    path: &str,
    text: &str,
    document: &Document,
    outline: &Outline,
    note: Note,
    drafts: Vec<Draft>,
    vocabulary: &Vocabulary,
) -> Vec<Record> {
    let repeats = repeats::repeats(&drafts);
    let mut maker = Maker { path, seen: HashMap::new(), places: HashMap::new(), vocabulary, outline };
    let ids: Vec<RecordId> = drafts.iter().map(|draft| maker.id(&draft.body)).collect();
    let questions: Vec<Option<(String, RecordId)>> = drafts
        .iter()
        .map(|draft| match draft.question.map(|question| (&drafts[question].body, ids[question])) {
            Some((Body::Question(question), id)) => Some((question.text.clone(), id)),
            _ => None,
        })
        .collect();
    let whole = LineSpan { first: 1, last: document.last_line(text) };
    let mut records = vec![maker.record(Body::Note(note), None, whole, (0..text.len()).into(), None)];
    for (index, section) in outline.sections.iter().enumerate() {
        let heading = &document.blocks[section.block];
        let end = document.lines.bytes(section.lines).end as usize;
        let body = Body::Section(Section { title: section.title.clone(), level: section.level });
        let span = (heading.span.start..end.max(heading.span.end)).into();
        records.push(maker.record(body, Some(index), section.lines, span, None));
    }
    for (index, mut draft) in drafts.into_iter().enumerate() {
        if let Body::Quote(quote) = &mut draft.body {
            if let Some((text, id)) = &questions[index] {
                quote.question = Some(text.clone());
                quote.question_id = Some(*id);
            }
            quote.same_as = repeats.get(&index).into_iter().flatten().map(|other| ids[*other]).collect();
        }
        let lines = document.lines.span(&draft.span);
        records.push(maker.record(draft.body, draft.section, lines, draft.span.into(), Some(ids[index])));
    }
    // Stable: a heading comes before what stands on its own line.
    records[1..].sort_by_key(|record| record.span.start);
    for (order, record) in records.iter_mut().enumerate() {
        record.order = u32::try_from(order).unwrap_or(u32::MAX);
    }
    records
}

struct Maker<'m> {
    path: &'m str,
    /// How often the same words have come up, by kind.
    seen: HashMap<RecordId, u32>,
    /// What records of a section share.
    places: HashMap<Option<usize>, Rc<Place>>,
    vocabulary: &'m Vocabulary,
    outline: &'m Outline,
}

struct Place {
    /// Titles of the headings.
    path: Arc<[String]>,
    number: Arc<str>,
    topics: Vec<String>,
}

impl Maker<'_> {
    fn id(&mut self, body: &Body) -> RecordId {
        let words = match body {
            // One note per path: its title may change without it becoming another.
            Body::Note(_) => "",
            body => body.text(),
        };
        let first = RecordId::new(self.path, body.kind(), words, 0);
        let occurrence = self.seen.entry(first).or_insert(0);
        *occurrence += 1;
        match *occurrence - 1 {
            0 => first,
            again => RecordId::new(self.path, body.kind(), words, again),
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
        let id = id.unwrap_or_else(|| self.id(&body));
        let place = self.place(section);
        let topics = match &body {
            // All claims stand under one heading: what each is about, its own words tell.
            Body::Prediction(prediction) => self.vocabulary.classify(&prediction.claim),
            _ => place.topics.clone(),
        };
        let path = match &body {
            Body::Section(_) => {
                let parent = section.and_then(|section| self.outline.sections[section].parent);
                Arc::clone(&self.place(parent).path)
            }
            _ => Arc::clone(&place.path),
        };
        let section_number = Arc::clone(&place.number);
        Record { id, order: 0, lines, span, section: path, section_number, topics, body }
    }

    fn place(&mut self, section: Option<usize>) -> Rc<Place> {
        if let Some(place) = self.places.get(&section) {
            return Rc::clone(place);
        }
        let number = section.map_or("", |section| &self.outline.sections[section].number);
        let place = Rc::new(Place {
            path: self.outline.path(section).into(),
            number: number.into(),
            topics: self.section_topics(section),
        });
        self.places.insert(section, Rc::clone(&place));
        place
    }

    /// The topics of a section's heading and of those around it, in the vocabulary's order.
    fn section_topics(&mut self, section: Option<usize>) -> Vec<String> {
        let Some(section) = section.map(|section| &self.outline.sections[section]) else { return Vec::new() };
        let above = self.place(section.parent);
        let own = if section.is_title { Vec::new() } else { self.vocabulary.classify(&section.title) };
        if own.is_empty() {
            return above.topics.clone();
        }
        let slugs = self.vocabulary.topics().iter().map(|topic| &topic.slug);
        slugs.filter(|slug| own.contains(slug) || above.topics.contains(slug)).cloned().collect()
    }
}
