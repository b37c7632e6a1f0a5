//! Filters as queries.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::Index;
use super::runs::OfNotes;
use super::schema::day_number;
use crate::model::Kind;
use crate::records::{Filter, Who};
use crate::text::normalise_text;

impl Index {
    /// The filter as a query of tantivy's.
    pub(super) fn filter_query(&self, filter: &Filter) -> anyhow::Result<BooleanQuery> {
        let fields = &self.fields;
        let mut parts: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(AllQuery))];
        let mut want = |query: Box<dyn Query>| parts.push((Occur::Must, query));
        if filter.nothing {
            want(Box::new(EmptyQuery));
        }
        if !filter.kinds.is_empty() {
            want(any_of(filter.kinds.iter().map(|kind| fields.term_of_kind(*kind))));
        }
        if !filter.notes.is_empty() {
            want(Box::new(OfNotes::new(fields, &filter.notes)));
        }
        if !filter.topics.is_empty() {
            want(any_of(filter.topics.iter().map(|slug| Term::from_field_text(fields.topic, slug))));
        }
        if !filter.who.is_empty() {
            want(self.said_by(&filter.who)?);
        }
        if let Some(heading) = &filter.section {
            want(self.within_sections(heading)?);
        }
        if filter.since.is_some() || filter.until.is_some() {
            let bound = |date: Option<Date>| match date {
                Some(date) => Bound::Included(Term::from_field_u64(fields.date, day_number(date))),
                None => Bound::Unbounded,
            };
            want(Box::new(RangeQuery::new(bound(filter.since), bound(filter.until))));
        }
        Ok(BooleanQuery::new(parts))
    }

    /// Records of any of these.
    pub(super) fn said_by(&self, who: &[Who]) -> anyhow::Result<Box<dyn Query>> {
        let mut terms = Vec::new();
        for who in who {
            match who {
                Who::Called(name) => terms.push(Term::from_field_text(self.fields.speaker, name)),
                Who::Person(key) => {
                    let voices = self.names()?.voices(*key)?;
                    terms.extend(voices.iter().map(|voice| Term::from_field_u64(self.fields.voice, *voice)));
                }
            }
        }
        Ok(any_of(terms.into_iter()))
    }

    /// Records in a section whose heading has this piece, or in one below.
    fn within_sections(&self, heading: &str) -> anyhow::Result<Box<dyn Query>> {
        let heading = normalise_text(heading);
        let titled = BooleanQuery::intersection(vec![
            any_of([self.fields.term_of_kind(Kind::Section)].into_iter()),
            self.run(&heading)?,
        ]);
        Ok(Box::new(self.below(self.searcher.search(&titled, &DocSetCollector)?)?))
    }

    /// The values of a field with the number of documents that have each, sorted.
    pub(super) fn values(&self, field: Field) -> anyhow::Result<Vec<(String, usize)>> {
        let mut counts = std::collections::BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field)?;
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                // Deleted documents stay in the postings until their segment is merged.
                let count = if segment.has_deletes() {
                    let mut postings =
                        inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    count_alive(segment, &mut postings)
                } else {
                    info.doc_freq as usize
                };
                if count > 0 {
                    *counts.entry(String::from_utf8_lossy(term).into_owned()).or_insert(0) += count;
                }
            }
        }
        Ok(counts.into_iter().collect())
    }
}

fn count_alive(segment: &tantivy::SegmentReader, postings: &mut impl tantivy::DocSet) -> usize {
    let mut count = 0;
    let mut document = postings.doc();
    while document != tantivy::TERMINATED {
        count += usize::from(!segment.is_deleted(document));
        document = postings.advance();
    }
    count
}

/// Documents that have any of the terms.
fn any_of(terms: impl Iterator<Item = Term>) -> Box<dyn Query> {
    match <[Term; 1]>::try_from(terms.collect::<Vec<Term>>()) {
        Ok([term]) => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
        Err(terms) => Box::new(TermSetQuery::new(terms)),
    }
}
