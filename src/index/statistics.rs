//! What ranking counts, of the records that are there.
//!
//! A deleted document stays in the postings until its segment is merged, and tantivy's own numbers go on counting it.
//! With them the same notes would rank and spell in one way in an index that was refreshed and in another way in one
//! that was made anew. Where nothing was deleted nothing is spent on this.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, Term};

/// Up to so many records the lengths of all are summed, which takes 1 ms for a million; beyond, those of deleted ones
/// are estimated, and are few beside the others.
const MOST_SUMMED: u64 = 50_000;

/// The numbers of one state of the index, each made on first use.
pub(super) struct Statistics {
    searcher: Searcher,
    /// The deleted documents of each segment, in ascending order.
    deleted: OnceLock<Vec<Vec<DocId>>>,
    tokens: Mutex<HashMap<Field, u64>>,
}

impl Statistics {
    pub(super) fn of(searcher: &Searcher) -> Self {
        Statistics { searcher: searcher.clone(), deleted: OnceLock::new(), tokens: Mutex::default() }
    }

    /// In how many documents of a segment a term of its dictionary occurs.
    pub(super) fn frequency(
        &self,
        segment: usize,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
    ) -> tantivy::Result<u32> {
        let Some(deleted) = self.deleted().get(segment).filter(|deleted| !deleted.is_empty()) else {
            return Ok(info.doc_freq);
        };
        let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        let mut gone = 0;
        for &document in deleted {
            if postings.doc() < document {
                postings.seek(document);
            }
            gone += u32::from(postings.doc() == document);
        }
        Ok(info.doc_freq.saturating_sub(gone))
    }

    fn deleted(&self) -> &[Vec<DocId>] {
        self.deleted.get_or_init(|| {
            let of = |segment: &SegmentReader| match segment.alive_bitset() {
                Some(alive) => {
                    (0..segment.max_doc()).filter(|&document| alive.is_deleted(document)).collect()
                }
                None => Vec::new(),
            };
            self.searcher.segment_readers().iter().map(of).collect()
        })
    }

    fn sum_of_lengths(&self, field: Field) -> tantivy::Result<u64> {
        let exact = self.searcher.num_docs() <= MOST_SUMMED;
        let mut sum = 0;
        for segment in self.searcher.segment_readers() {
            sum += match segment.fieldnorms_readers().get_field(field)? {
                Some(lengths) if exact => segment
                    .doc_ids_alive()
                    // An unmerged segment knows the very lengths, but a merged one does not.
                    .map(|document| {
                        u64::from(FieldNormReader::id_to_fieldnorm(lengths.fieldnorm_id(document)))
                    })
                    .sum(),
                _ => {
                    let all = segment.inverted_index(field)?.total_num_tokens();
                    all * u64::from(segment.num_docs()) / u64::from(segment.max_doc().max(1))
                }
            };
        }
        Ok(sum)
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(&known) = self.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(&field) {
            return Ok(known);
        }
        let sum = self.sum_of_lengths(field)?;
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(field, sum);
        Ok(sum)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut sum = 0;
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(term.field())?;
            if let Some(info) = inverted.get_term_info(term)? {
                sum += u64::from(self.frequency(number, &inverted, &info)?);
            }
        }
        Ok(sum)
    }
}
