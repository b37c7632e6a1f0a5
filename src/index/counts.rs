//! How many records of each kind there are per note, topic or section, without reading any record.
//!
//! A record's kind is a term like any other, so one pass over the postings of the few kinds tells the kind of every
//! document, and one over those of a field's terms does the counting.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, SegmentReader, TERMINATED};

use super::Index;
use crate::model::{KINDS, Kind};
use crate::records::{Filter, KindCounts, PersonKey, RecordPlace};

/// The kinds of a segment's documents; `None` for one that was deleted.
pub(super) struct KindsOf(Vec<Option<Kind>>);

impl Index {
    /// The records of each kind per note, by the note's path.
    pub(super) fn counts_by_note(&self) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        let mut counts: BTreeMap<String, KindCounts> = BTreeMap::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let kinds = self.kinds_of(segment)?;
            for (path, note) in self.notes(ordinal)? {
                let own = self.columns(ordinal)?.below(note);
                kinds.count_range(own, counts.entry(path).or_default());
            }
        }
        Ok(counts)
    }

    /// The records of each kind per topic, by its slug, of those that pass the filter.
    pub(super) fn counts_by_topic(&self, filter: &Filter) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        if *filter == Filter::default() {
            return self.count_topics(None);
        }
        let query = self.filter_query(filter)?;
        let passing = self.searcher.search(&query, &tantivy::collector::DocSetCollector)?;
        self.count_topics(Some(&passing))
    }

    /// The records of each kind in each of these sections, that of the section itself not counted; a section is named
    /// by its note's path and the order of its heading's record.
    pub(super) fn counts_by_section(&self, sections: &[RecordPlace<'_>]) -> anyhow::Result<Vec<KindCounts>> {
        let mut kinds: HashMap<u32, KindsOf> = HashMap::new();
        let mut counts = vec![KindCounts::default(); sections.len()];
        for (place, counts) in sections.iter().zip(&mut counts) {
            let Some(DocAddress { segment_ord, doc_id }) = self.address(*place)? else { continue };
            let kinds = match kinds.entry(segment_ord) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(self.kinds_of(self.searcher.segment_reader(segment_ord))?),
            };
            let below = self.columns(segment_ord)?.below(doc_id);
            kinds.count_range(below.start + 1..below.end, counts);
        }
        Ok(counts)
    }

    fn count_topics(
        &self,
        passing: Option<&HashSet<DocAddress>>,
    ) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        let mut counts: BTreeMap<String, KindCounts> = BTreeMap::new();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let mut kinds = self.kinds_of(segment)?;
            if let Some(passing) = passing {
                kinds.retain(|document| passing.contains(&DocAddress::new(ordinal, document)));
            }
            let inverted = segment.inverted_index(self.fields.topic)?;
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let mut here = KindCounts::default();
                let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                kinds.count_all(&mut postings, &mut here);
                if here != KindCounts::default() {
                    let all = counts.entry(String::from_utf8_lossy(term).into_owned()).or_default();
                    all.iter_mut().zip(here).for_each(|(all, here)| *all += here);
                }
            }
        }
        Ok(counts)
    }

    /// The records of each kind per person, and those of speakers of whom nobody can tell who they are.
    pub(super) fn counts_by_person(&self) -> anyhow::Result<(BTreeMap<PersonKey, KindCounts>, KindCounts)> {
        let whose = self.names()?.all_voices();
        let mut counts: BTreeMap<PersonKey, KindCounts> = BTreeMap::new();
        let mut nobodys = KindCounts::default();
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let columns = self.columns(ordinal)?;
            for (document, kind) in (0..).zip(self.kinds_of(segment)?.0) {
                let Some((kind, voice)) = kind.zip(columns.voice.first(document)) else { continue };
                match whose.get(&voice) {
                    Some(person) => counts.entry(PersonKey(*person)).or_default()[kind as usize] += 1,
                    None => nobodys[kind as usize] += 1,
                }
            }
        }
        Ok((counts, nobodys))
    }

    /// The kinds of a segment's documents.
    pub(super) fn kinds_of(&self, segment: &SegmentReader) -> anyhow::Result<KindsOf> {
        let mut kinds = vec![None; segment.max_doc() as usize];
        let inverted = segment.inverted_index(self.fields.kind)?;
        for info in &KINDS {
            let term = self.fields.term_of_kind(info.kind);
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut document = postings.doc();
            while document != TERMINATED {
                if !segment.is_deleted(document) {
                    kinds[document as usize] = Some(info.kind);
                }
                document = postings.advance();
            }
        }
        Ok(KindsOf(kinds))
    }
}

impl KindsOf {
    /// The kind of a document; `None` for one that was deleted or left out.
    pub(super) fn of(&self, document: DocId) -> Option<Kind> {
        self.0[document as usize]
    }

    /// All documents with their kinds.
    pub(super) fn all(&self) -> impl Iterator<Item = (DocId, Kind)> {
        (0..).zip(&self.0).filter_map(|(document, kind)| Some((document, (*kind)?)))
    }

    /// Leaves out the documents that don't pass.
    pub(super) fn retain(&mut self, passes: impl Fn(DocId) -> bool) {
        for (document, kind) in (0..).zip(&mut self.0) {
            *kind = kind.filter(|_| passes(document));
        }
    }

    fn count_range(&self, documents: Range<DocId>, counts: &mut KindCounts) {
        for kind in self.0[documents.start as usize..documents.end as usize].iter().flatten() {
            counts[*kind as usize] += 1;
        }
    }

    fn count_all(&self, postings: &mut impl DocSet, counts: &mut KindCounts) {
        let mut document = postings.doc();
        while document != TERMINATED {
            if let Some(kind) = self.0[document as usize] {
                counts[kind as usize] += 1;
            }
            document = postings.advance();
        }
    }
}
