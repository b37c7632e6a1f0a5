//! Records one after the other, in the order of the library, without holding more than one of them.

use std::iter::FusedIterator;
use std::ops::Range;

use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, DocId, DocSet, TERMINATED};

use super::document::NoteFacts;
use super::{Filter, Index, Stored, stored_record};

/// The records that pass a filter, see [`Index::walk`].
pub struct Walk<'i> {
    index: &'i Index,
    /// The documents that pass, of each segment in ascending order.
    passing: Vec<Vec<DocId>>,
    /// The notes that have any, by path.
    notes: Vec<Share>,
    /// The note at hand, and how many of its records have been given.
    at: (usize, usize),
    left: usize,
}

/// What passes of a note.
struct Share {
    facts: NoteFacts,
    segment: u32,
    /// Places in that segment's list.
    records: Range<usize>,
}

impl Index {
    /// The records that pass the filter, in the order of the library: by the path of the note, then by place. Each is
    /// read when it is its turn; what is held meanwhile is a number for each and what is known of each note.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn walk(&self, filter: &Filter) -> anyhow::Result<Walk<'_>> {
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
            let mut from = 0;
            // The documents of a note lie side by side.
            for documents in passing.chunk_by(|one, other| columns.note(*one) == columns.note(*other)) {
                let facts = self.facts(DocAddress::new(segment, columns.note(documents[0])))?;
                notes.push(Share { facts, segment, records: from..from + documents.len() });
                from += documents.len();
            }
            all.push(passing);
        }
        notes.sort_by(|one, other| one.facts.path.cmp(&other.facts.path));
        let left = all.iter().map(Vec::len).sum();
        Ok(Walk { index: self, passing: all, notes, at: (0, 0), left })
    }
}

impl Iterator for Walk<'_> {
    type Item = anyhow::Result<Stored>;

    fn next(&mut self) -> Option<Self::Item> {
        let (note, given) = self.at;
        let Share { facts, segment, records } = self.notes.get(note)?;
        let document = self.passing[*segment as usize][records.start + given];
        self.at = if given + 1 < records.len() { (note, given + 1) } else { (note + 1, 0) };
        self.left -= 1;
        let record = self.index.record(DocAddress::new(*segment, document));
        Some(record.map(|record| stored_record(record, facts)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Walk<'_> {}

impl FusedIterator for Walk<'_> {}
