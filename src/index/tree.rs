//! Notes and headings as runs of documents.
//!
//! The documents of a note lie side by side, those below a heading directly after the heading's own (see `document`).
//! So *in this section* is a range of document numbers, and the words of a heading need to be indexed only once, with
//! the heading, to be evidence for everything below it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::PoisonError;

use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Score, TERMINATED, Term};

use super::Index;
use super::runs::{DocumentRun, Runs, Sought};
use super::statistics::Statistics;
use crate::model::Kind;
use crate::records::RecordPlace;

impl Index {
    /// Everything that these documents of headings or notes stand for, with a score of 0.
    pub(super) fn below(&self, headings: impl IntoIterator<Item = DocAddress>) -> tantivy::Result<Runs> {
        let mut by_segment: HashMap<u32, Vec<Range<DocId>>> = HashMap::new();
        for DocAddress { segment_ord, doc_id } in headings {
            let documents = self.columns(segment_ord)?.below(doc_id);
            by_segment.entry(segment_ord).or_default().push(documents);
        }
        let runs = by_segment.into_iter().map(|(segment, mut ranges)| {
            ranges.sort_by_key(|range| range.start);
            let mut runs: Vec<DocumentRun> = Vec::with_capacity(ranges.len());
            for documents in ranges {
                // One lies within the other or they are apart.
                if runs.last().is_none_or(|last| last.documents.end <= documents.start) {
                    runs.push(DocumentRun { documents, score: 0.0 });
                }
            }
            (self.searcher.segment_reader(segment).segment_id(), runs)
        });
        Ok(Runs::of(runs))
    }

    /// The runs that were found for this before, or else those that `find` finds.
    pub(super) fn once(
        &self,
        sought: Sought,
        find: impl FnOnce() -> anyhow::Result<Runs>,
    ) -> anyhow::Result<Runs> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runs) = known().get(&sought) {
            return Ok(runs.clone());
        }
        let runs = find()?;
        known().insert(sought, runs.clone());
        Ok(runs)
    }

    /// Everything below a note's title or a heading with this term, scored by how much that says.
    pub(super) fn headed(&self, text: &str) -> anyhow::Result<Runs> {
        self.once(Sought::Heading(text.to_owned()), || Ok(self.find_headed(text)?))
    }

    fn find_headed(&self, text: &str) -> tantivy::Result<Runs> {
        let term = Term::from_field_text(self.fields.context, text);
        let statistics = Headings::of(self)?;
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, &self.searcher);
        let weight = TermQuery::new(term, IndexRecordOption::WithFreqs).weight(scoring)?;
        let mut by_segment = Vec::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let mut headings = weight.scorer(segment, 1.0)?;
            if headings.doc() == TERMINATED {
                continue;
            }
            let columns = self.columns(ordinal)?;
            let mut spread = Spread::default();
            while headings.doc() != TERMINATED {
                let heading = headings.doc();
                spread.add(columns.below(heading), columns.ordinal(heading) == 0, headings.score());
                headings.advance();
            }
            by_segment.push((segment.segment_id(), spread.finish()));
        }
        Ok(Runs::of(by_segment))
    }

    /// The paths of a segment's notes, sorted, each with the document of the note's own record.
    pub(super) fn notes(&self, segment: u32) -> anyhow::Result<Vec<(String, DocId)>> {
        let segment = self.searcher.segment_reader(segment);
        let inverted = segment.inverted_index(self.fields.note)?;
        let mut terms = inverted.terms().stream()?;
        let mut notes = Vec::new();
        while let Some((path, info)) = terms.next() {
            // A note that has changed may have several; all but one are deleted.
            let mut own = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            while own.doc() != TERMINATED && segment.is_deleted(own.doc()) {
                own.advance();
            }
            if own.doc() != TERMINATED {
                notes.push((String::from_utf8_lossy(path).into_owned(), own.doc()));
            }
        }
        Ok(notes)
    }

    /// The document of the record at this place.
    pub(super) fn address(&self, place: RecordPlace<'_>) -> tantivy::Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.fields.note, place.note_path);
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(self.fields.note)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !segment.is_deleted(postings.doc()) {
                    return Ok(Some(DocAddress::new(ordinal, postings.doc() + place.order)));
                }
                postings.advance();
            }
        }
        Ok(None)
    }
}

/// What BM25 counts where only headings have a field: they are the texts, not all records.
struct Headings<'a> {
    all: &'a Statistics,
    count: u64,
}

impl<'a> Headings<'a> {
    fn of(index: &'a Index) -> tantivy::Result<Self> {
        let mut count = 0;
        for kind in [Kind::Note, Kind::Section] {
            count += index.statistics.doc_freq(&index.fields.term_of_kind(kind))?;
        }
        Ok(Headings { all: &index.statistics, count })
    }
}

impl Bm25StatisticsProvider for Headings<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.all.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.count)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.all.doc_freq(term)
    }
}

/// Gives everything below headings the score of the innermost one.
///
/// A heading itself has the score of the heading above, for it does not lie below itself; a note has its own.
#[derive(Default)]
struct Spread {
    runs: Vec<DocumentRun>,
    /// The headings that are open, outermost first: where each ends, and its score.
    open: Vec<(DocId, Score)>,
    /// Up to where runs have been given.
    done: DocId,
}

impl Spread {
    fn add(&mut self, documents: Range<DocId>, is_note: bool, score: Score) {
        // The heading's own document is the last that the open ones speak for.
        self.fill(if is_note { documents.start } else { documents.start + 1 });
        self.done = self.done.max(if is_note { documents.start } else { documents.start + 1 });
        self.open.push((documents.end, score));
    }

    fn fill(&mut self, until: DocId) {
        while let Some(&(end, score)) = self.open.last() {
            let documents = self.done..end.min(until);
            if !documents.is_empty() {
                self.done = documents.end;
                self.runs.push(DocumentRun { documents, score });
            }
            if end > until {
                break;
            }
            self.open.pop();
        }
    }

    fn finish(mut self) -> Vec<DocumentRun> {
        self.fill(TERMINATED);
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_heading_speaks_for_what_is_below_it() {
        let mut spread = Spread::default();
        spread.add(0..10, true, 1.0);
        spread.add(3..8, false, 2.0);
        spread.add(5..8, false, 3.0);
        spread.add(12..14, false, 4.0);
        let runs: Vec<_> = spread.finish().into_iter().map(|run| (run.documents, run.score)).collect();
        assert_eq!(runs, [(0..4, 1.0), (4..6, 2.0), (6..8, 3.0), (8..10, 1.0), (13..14, 4.0)]);
    }
}
