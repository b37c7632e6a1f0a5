//! Notes and headings as runs of documents.
//!
//! The documents of a note lie side by side, those below a heading directly behind the heading's own (see `document`).
//! So *in this section* is a range of document numbers, and the words of a heading need to be indexed only once, with
//! the heading, to be evidence for everything below it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::Index;
use super::schema::{EXTENT, Fields, ID, ORDINAL, SECTION};
use super::statistics::Statistics;
use crate::analysis::Ends;
use crate::model::Kind;
use crate::records::Place;

/// The columns of a segment.
pub(super) struct Columns {
    pub(super) id: Column<u64>,
    pub(super) ordinal: Column<u64>,
    section: Column<u64>,
    extent: Column<u64>,
}

impl Columns {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Columns {
            id: columns.u64(ID)?,
            ordinal: columns.u64(ORDINAL)?,
            section: columns.u64(SECTION)?,
            extent: columns.u64(EXTENT)?,
        })
    }

    /// A record's order within its note.
    pub(super) fn ordinal(&self, document: DocId) -> DocId {
        small(&self.ordinal, document)
    }

    /// The document of the note that a record is of.
    pub(super) fn note(&self, document: DocId) -> DocId {
        document - self.ordinal(document)
    }

    /// The document of the innermost heading that a record lies below, or else of its note.
    pub(super) fn heading(&self, document: DocId) -> DocId {
        self.note(document) + small(&self.section, document)
    }

    /// The documents that one of a heading or a note stands for, its own counted.
    pub(super) fn below(&self, heading: DocId) -> Range<DocId> {
        heading..heading + small(&self.extent, heading)
    }
}

/// A value of a column that counts records of one note.
fn small(column: &Column<u64>, document: DocId) -> DocId {
    column.first(document).and_then(|value| DocId::try_from(value).ok()).unwrap_or_default()
}

/// Documents side by side that have the same score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub(super) documents: Range<DocId>,
    pub(super) score: Score,
}

impl Run {
    /// Documents in ascending order, each any number of times, with a score of 0.
    pub(super) fn side_by_side(documents: impl IntoIterator<Item = DocId>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for document in documents {
            match runs.last_mut() {
                Some(last) if document < last.documents.end => {}
                Some(last) if document == last.documents.end => last.documents.end += 1,
                _ => runs.push(Run { documents: document..document + 1, score: 0.0 }),
            }
        }
        runs
    }
}

/// All documents of runs, of each segment in ascending order and disjoint.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs(Arc<HashMap<SegmentId, Arc<[Run]>>>);

/// What runs were looked up for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Sought {
    /// A literal run or word.
    Literal(String, Ends),
    /// A term of headings.
    Heading(String),
}

/// Runs that one search asks for again and again, from one tier to the next.
pub(super) type Known = Mutex<HashMap<Sought, Runs>>;

impl Runs {
    pub(super) fn of(by_segment: impl IntoIterator<Item = (SegmentId, Vec<Run>)>) -> Runs {
        Runs(Arc::new(by_segment.into_iter().map(|(segment, runs)| (segment, runs.into())).collect()))
    }
}

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
            let mut runs: Vec<Run> = Vec::with_capacity(ranges.len());
            for documents in ranges {
                // One lies within the other or they are apart.
                if runs.last().is_none_or(|last| last.documents.end <= documents.start) {
                    runs.push(Run { documents, score: 0.0 });
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
    pub(super) fn address(&self, place: Place<'_>) -> tantivy::Result<Option<DocAddress>> {
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
    runs: Vec<Run>,
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
                self.runs.push(Run { documents, score });
            }
            if end > until {
                break;
            }
            self.open.pop();
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.fill(TERMINATED);
        self.runs
    }
}

impl Query for Runs {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Runs {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let runs = self.0.get(&segment.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(RunScorer::new(runs, boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let runs = self.0.get(&segment.segment_id());
        match runs.and_then(|runs| runs.iter().find(|run| run.documents.contains(&document))) {
            Some(run) => Ok(Explanation::new("of a heading above", run.score)),
            None => Err(does_not_match(document)),
        }
    }
}

/// All documents of some notes. Each segment tells by itself which these are, so that notes can be removed from segments
/// that no searcher knows yet.
#[derive(Debug, Clone)]
pub(super) struct OfNotes {
    note: Field,
    paths: Arc<[String]>,
}

impl OfNotes {
    /// Those of the notes at these paths.
    pub(super) fn new(fields: &Fields, paths: &[String]) -> Self {
        OfNotes { note: fields.note, paths: paths.into() }
    }

    fn runs(&self, segment: &SegmentReader) -> tantivy::Result<Vec<Run>> {
        let columns = Columns::open(segment)?;
        let inverted = segment.inverted_index(self.note)?;
        let mut runs = Vec::new();
        for path in &*self.paths {
            let term = Term::from_field_text(self.note, path);
            let Some(mut own) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while own.doc() != TERMINATED {
                runs.push(Run { documents: columns.below(own.doc()), score: 0.0 });
                own.advance();
            }
        }
        runs.sort_by_key(|run| run.documents.start);
        runs.dedup();
        Ok(runs)
    }
}

impl Query for OfNotes {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for OfNotes {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(RunScorer::new(self.runs(segment)?.into(), boost)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        match self.runs(segment)?.iter().find(|run| run.documents.contains(&document)) {
            Some(run) => Ok(Explanation::new("of a note", run.score)),
            None => Err(does_not_match(document)),
        }
    }
}

fn does_not_match(document: DocId) -> TantivyError {
    TantivyError::InvalidArgument(format!("document {document} does not match"))
}

/// Goes through the runs of a segment.
struct RunScorer {
    runs: Arc<[Run]>,
    position: usize,
    document: DocId,
    /// Of the run at hand.
    end: DocId,
    score: Score,
    boost: Score,
}

impl RunScorer {
    fn new(runs: Arc<[Run]>, boost: Score) -> Self {
        let mut scorer = RunScorer { runs, position: 0, document: 0, end: 0, score: 0.0, boost };
        scorer.enter(0);
        scorer
    }

    /// Goes to the first document of the run at hand that is not before this one.
    fn enter(&mut self, least: DocId) {
        match self.runs.get(self.position) {
            Some(run) => {
                self.document = run.documents.start.max(least);
                self.end = run.documents.end;
                self.score = run.score * self.boost;
            }
            None => (self.document, self.end) = (TERMINATED, TERMINATED),
        }
    }
}

impl DocSet for RunScorer {
    fn advance(&mut self) -> DocId {
        if self.document + 1 < self.end {
            self.document += 1;
        } else if self.document != TERMINATED {
            self.position += 1;
            self.enter(0);
        }
        self.document
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target < self.end {
            self.document = self.document.max(target);
            return self.document;
        }
        // The next run is near, as a rule.
        let behind = |run: &Run| run.documents.end <= target;
        self.position = self.runs.len().min(self.position + 1);
        if self.runs.get(self.position).is_some_and(behind) {
            self.position += self.runs[self.position..].partition_point(behind);
        }
        self.enter(target);
        self.document
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.runs.iter().map(|run| run.documents.end - run.documents.start).sum()
    }
}

impl Scorer for RunScorer {
    fn score(&mut self) -> Score {
        self.score
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

    #[test]
    fn runs_are_gone_through_in_steps_and_leaps() {
        let run = |documents| Run { documents, score: 1.5 };
        let runs: Arc<[Run]> = Arc::new([run(2..4), run(4..5), run(9..11)]);
        let scorer = || RunScorer::new(Arc::clone(&runs), 2.0);
        let mut steps = scorer();
        let mut found = Vec::new();
        while steps.doc() != TERMINATED {
            found.push(steps.doc());
            assert_eq!(steps.score(), 3.0);
            steps.advance();
        }
        assert_eq!(found, [2, 3, 4, 9, 10]);
        assert_eq!(steps.advance(), TERMINATED);
        for (target, expect) in [(2, 2), (4, 4), (5, 9), (10, 10), (11, TERMINATED), (TERMINATED, TERMINATED)]
        {
            assert_eq!(scorer().seek(target), expect);
        }
    }
}
