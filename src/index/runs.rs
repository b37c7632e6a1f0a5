//! Documents side by side, as queries: what a heading stands for, what a literal run was found in, all of a note.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use tantivy::index::SegmentId;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::columns::Columns;
use super::schema::Fields;
use crate::analysis::Ends;

/// Documents side by side that have the same score.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DocumentRun {
    pub(super) documents: Range<DocId>,
    pub(super) score: Score,
}

impl DocumentRun {
    /// Documents in ascending order, each any number of times, with a score of 0.
    pub(super) fn side_by_side(documents: impl IntoIterator<Item = DocId>) -> Vec<DocumentRun> {
        let mut runs: Vec<DocumentRun> = Vec::new();
        for document in documents {
            match runs.last_mut() {
                Some(last) if document < last.documents.end => {}
                Some(last) if document == last.documents.end => last.documents.end += 1,
                _ => runs.push(DocumentRun { documents: document..document + 1, score: 0.0 }),
            }
        }
        runs
    }
}

/// All documents of runs, of each segment in ascending order and disjoint.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs(Arc<HashMap<SegmentId, Arc<[DocumentRun]>>>);

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
    pub(super) fn of(by_segment: impl IntoIterator<Item = (SegmentId, Vec<DocumentRun>)>) -> Runs {
        Runs(Arc::new(by_segment.into_iter().map(|(segment, runs)| (segment, runs.into())).collect()))
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

    fn runs(&self, segment: &SegmentReader) -> tantivy::Result<Vec<DocumentRun>> {
        let columns = Columns::open(segment)?;
        let inverted = segment.inverted_index(self.note)?;
        let mut runs = Vec::new();
        for path in &*self.paths {
            let term = Term::from_field_text(self.note, path);
            let Some(mut own) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            while own.doc() != TERMINATED {
                runs.push(DocumentRun { documents: columns.below(own.doc()), score: 0.0 });
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
    runs: Arc<[DocumentRun]>,
    position: usize,
    document: DocId,
    /// Of the run at hand.
    end: DocId,
    score: Score,
    boost: Score,
}

impl RunScorer {
    fn new(runs: Arc<[DocumentRun]>, boost: Score) -> Self {
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
        let after = |run: &DocumentRun| run.documents.end <= target;
        self.position = self.runs.len().min(self.position + 1);
        if self.runs.get(self.position).is_some_and(after) {
            self.position += self.runs[self.position..].partition_point(after);
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
    fn runs_are_gone_through_in_steps_and_leaps() {
        let run = |documents| DocumentRun { documents, score: 1.5 };
        let runs: Arc<[DocumentRun]> = Arc::new([run(2..4), run(4..5), run(9..11)]);
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
