//! Records one after the other, in the order of the library, without holding more than one of them.

use std::cmp::Ordering;
use std::iter::FusedIterator;
use std::ops::Range;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, TERMINATED};

use super::Index;
use crate::records::{Filter, NoteFacts, RecordPlace, Stored};

/// The records that pass a filter, see [`Index::walk`].
pub(super) struct Walker<'i> {
    index: &'i Index,
    /// The documents that pass, of each segment in ascending order.
    passing: Vec<Vec<DocId>>,
    /// The notes that have any, by path.
    notes: Vec<NoteShare>,
    /// The note at hand, and how many of its records have been given.
    at: (usize, usize),
    left: usize,
}

/// What passes of a note.
struct NoteShare {
    facts: Arc<NoteFacts>,
    segment: u32,
    /// Places in that segment's list.
    records: Range<usize>,
}

impl Index {
    /// The records that pass the filter, from this place on.
    pub(super) fn walk(&self, filter: &Filter, from: Option<RecordPlace<'_>>) -> anyhow::Result<Walker<'_>> {
        let query = self.filter_query(filter)?;
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let (mut all, mut notes) = (Vec::new(), Vec::new());
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let mut passing = Vec::new();
            let mut matching = weight.scorer(reader, 1.0)?;
            while matching.doc() != TERMINATED {
                if !reader.is_deleted(matching.doc()) {
                    passing.push(matching.doc());
                }
                matching.advance();
            }
            let columns = self.columns(segment)?;
            let mut start = 0;
            // The documents of a note lie side by side.
            for documents in passing.chunk_by(|one, other| columns.note(*one) == columns.note(*other)) {
                let facts = self.facts(DocAddress::new(segment, columns.note(documents[0])))?;
                let before = from.map_or(0, |from| match facts.note_path.as_str().cmp(from.note_path) {
                    Ordering::Less => documents.len(),
                    Ordering::Equal => documents.partition_point(|it| columns.ordinal(*it) < from.order),
                    Ordering::Greater => 0,
                });
                let end = start + documents.len();
                if before < documents.len() {
                    notes.push(NoteShare { facts, segment, records: start + before..end });
                }
                start = end;
            }
            all.push(passing);
        }
        notes.sort_by(|one, other| one.facts.note_path.cmp(&other.facts.note_path));
        let left = notes.iter().map(|share| share.records.len()).sum();
        Ok(Walker { index: self, passing: all, notes, at: (0, 0), left })
    }
}

impl Iterator for Walker<'_> {
    type Item = anyhow::Result<Stored>;

    fn next(&mut self) -> Option<Self::Item> {
        let (note, given) = self.at;
        let NoteShare { facts, segment, records } = self.notes.get(note)?;
        let document = self.passing[*segment as usize][records.start + given];
        self.at = if given + 1 < records.len() { (note, given + 1) } else { (note + 1, 0) };
        self.left -= 1;
        let record = self.index.record(DocAddress::new(*segment, document));
        Some(record.and_then(|record| self.index.stored(record, Arc::clone(facts))))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Walker<'_> {}

impl FusedIterator for Walker<'_> {}
