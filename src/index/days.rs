//! How much there is of each day, without reading any record: one pass over the postings of kinds, dates and topics, and
//! one over the columns.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use tantivy::collector::DocSetCollector;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::Index;
use super::schema::date_of;
use crate::model::Kind;
use crate::records::{DayFacts, Filter, PersonKey};

/// The days of a segment's documents, each by its number among them; 0 is for those without one.
struct DaysOf {
    days: Vec<Option<Date>>,
    of: Vec<u16>,
}

impl Index {
    /// How much there is of each day, and of notes that have none, among the records that pass the filter.
    pub(super) fn facts_by_day(&self, filter: &Filter) -> anyhow::Result<BTreeMap<Option<Date>, DayFacts>> {
        let passing = match *filter == Filter::default() {
            true => None,
            false => Some(self.searcher.search(&self.filter_query(filter)?, &DocSetCollector)?),
        };
        let whose = self.names()?.all_voices();
        let mut all: BTreeMap<Option<Date>, DayFacts> = BTreeMap::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let days = self.days_of(segment)?;
            let mut kinds = self.kinds_of(segment)?;
            if let Some(passing) = &passing {
                kinds.retain(|document| passing.contains(&tantivy::DocAddress::new(ordinal, document)));
            }
            let mut here = vec![DayFacts::default(); days.days.len()];
            let columns = self.columns(ordinal)?;
            let mut last_note = None;
            let mut people: HashMap<(u16, u32), usize> = HashMap::new();
            for (document, kind) in kinds.all() {
                let day = days.of[document as usize];
                let facts = &mut here[usize::from(day)];
                facts.counts[kind as usize] += 1;
                // The documents of a note stand in a row.
                let note = columns.note(document);
                if last_note.replace(note) != Some(note) {
                    facts.notes += 1;
                }
                let is_said = matches!(kind, Kind::Quote | Kind::Question | Kind::Prediction);
                let voice = is_said.then(|| columns.voice.first(document)).flatten();
                if let Some(person) = voice.and_then(|voice| whose.get(&voice)) {
                    *people.entry((day, *person)).or_default() += 1;
                }
            }
            for ((day, person), count) in people {
                here[usize::from(day)].people.insert(PersonKey(person), count);
            }
            self.add_topics(segment, &days, &kinds, &mut here)?;
            for (day, facts) in days.days.iter().zip(&here).filter(|(_, facts)| facts.notes > 0) {
                all.entry(*day).or_default().add(facts);
            }
        }
        Ok(all)
    }

    fn add_topics(
        &self,
        segment: &SegmentReader,
        days: &DaysOf,
        kinds: &super::counts::KindsOf,
        here: &mut [DayFacts],
    ) -> anyhow::Result<()> {
        let inverted = segment.inverted_index(self.fields.topic)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            let mut counts = vec![0_usize; here.len()];
            each(&mut postings, |document| {
                if kinds.of(document).is_some() {
                    counts[usize::from(days.of[document as usize])] += 1;
                }
            });
            let slug = String::from_utf8_lossy(term);
            for (facts, count) in here.iter_mut().zip(counts).filter(|(_, count)| *count > 0) {
                facts.topics.insert(slug.clone().into_owned(), count);
            }
        }
        Ok(())
    }

    fn days_of(&self, segment: &SegmentReader) -> anyhow::Result<DaysOf> {
        let mut found = DaysOf { days: vec![None], of: vec![0; segment.max_doc() as usize] };
        let inverted = segment.inverted_index(self.fields.date)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let number = <[u8; 8]>::try_from(term).map(u64::from_be_bytes);
            let Some(day) = number.ok().and_then(date_of) else { continue };
            // More days than that are a hundred and eighty years of one talk a day.
            let Ok(number) = u16::try_from(found.days.len()) else { continue };
            found.days.push(Some(day));
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            each(&mut postings, |document| found.of[document as usize] = number);
        }
        Ok(found)
    }
}

fn each(postings: &mut impl DocSet, mut of: impl FnMut(DocId)) {
    let mut document = postings.doc();
    while document != TERMINATED {
        of(document);
        document = postings.advance();
    }
}
