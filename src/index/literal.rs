//! Literal runs: which documents have exactly these characters, one after the other, anywhere in their own words.
//!
//! What must stand where for a run to be there, `analysis` says. A word at its begin or end may be a part of a longer
//! one, and stands for every word of the library that ends or begins so (see `lexicon`).
//!
//! Not found is a run of more than 128 letters inside one word that is longer than 256.

use std::sync::Arc;

use tantivy::postings::{BlockSegmentPostings, Postings, TermInfo};
use tantivy::query::{Bm25StatisticsProvider, EmptyQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use super::Index;
use super::runs::{DocumentRun, Runs, Sought};
use crate::analysis::{Ends, Slot, slots};

impl Index {
    /// Documents that have the normalised run.
    pub(super) fn run(&self, run: &str) -> anyhow::Result<Box<dyn Query>> {
        self.literally(run, Ends::Open)
    }

    /// Documents that have the normalised word, and as far as spaces tell not as a part of another.
    pub(super) fn word(&self, word: &str) -> anyhow::Result<Box<dyn Query>> {
        self.literally(word, Ends::Whole)
    }

    fn literally(&self, run: &str, ends: Ends) -> anyhow::Result<Box<dyn Query>> {
        /// To look for each piece first pays for runs with more of them: pasted texts, which as a rule stand nowhere.
        const LONG: usize = 16;
        let slots = slots(run, ends);
        if slots.len() > LONG && self.lacks_any(&slots)? {
            return Ok(Box::new(EmptyQuery));
        }
        let terms: Option<Vec<(usize, Term)>> = slots
            .iter()
            .map(|(position, slot)| match slot {
                Slot::Term(term) => Some((*position, self.literal(term))),
                Slot::Word(..) | Slot::Begins(_) => None,
            })
            .collect();
        Ok(match (terms, slots.as_slice()) {
            (_, []) => Box::new(EmptyQuery),
            (Some(terms), [_]) => Box::new(TermQuery::new(terms[0].1.clone(), IndexRecordOption::WithFreqs)),
            (Some(terms), _) => Box::new(PhraseQuery::new_with_offset(terms)),
            (None, slots) => {
                let sought = Sought::Literal(run.to_owned(), ends);
                Box::new(self.once(sought, || self.runs_of(slots))?)
            }
        })
    }

    /// Whether no record at all has one of the pieces.
    fn lacks_any(&self, slots: &[(usize, Slot)]) -> anyhow::Result<bool> {
        for (_, slot) in slots {
            if let Slot::Term(term) = slot
                && self.statistics.doc_freq(&self.literal(term))? == 0
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// In how many documents the run stands, at most.
    pub(super) fn run_frequency(&self, run: &str, ends: Ends) -> anyhow::Result<u64> {
        let mut slots = slots(run, ends);
        // What is quick to count goes first: no more can have the run than have its rarest piece.
        slots.sort_by_key(|(_, slot)| match slot {
            Slot::Term(_) => (0, 0),
            Slot::Word(_, text) => (1, usize::MAX - text.len()),
            Slot::Begins(_) => (2, 0),
        });
        let mut least = u64::MAX;
        for (_, slot) in slots {
            // Of the words with a part that part itself is one, and often enough says so alone.
            if let Slot::Word(_, text) = &slot
                && least <= self.slot_frequency(&Slot::Term(text.clone()))?
            {
                continue;
            }
            least = least.min(self.slot_frequency(&slot)?);
            if least == 0 {
                break;
            }
        }
        Ok(least)
    }

    fn slot_frequency(&self, slot: &Slot) -> anyhow::Result<u64> {
        let mut sum = 0;
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            for term in self.terms_of(slot, segment, &inverted)?.iter() {
                sum += u64::from(self.statistics.frequency(number, &inverted, term)?);
            }
        }
        Ok(sum)
    }

    fn literal(&self, text: &str) -> Term {
        Term::from_field_text(self.fields.characters, text)
    }

    /// Looks every slot's terms up, segment by segment.
    fn runs_of(&self, slots: &[(usize, Slot)]) -> anyhow::Result<Runs> {
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            let mut terms: Vec<(u32, Arc<[TermInfo]>)> = Vec::with_capacity(slots.len());
            for (position, slot) in slots {
                terms.push((u32::try_from(*position)?, self.terms_of(slot, segment, &inverted)?));
            }
            let documents = match terms.as_slice() {
                [(_, only)] => having_any(only, &inverted, segment.max_doc())?,
                _ => having_all(terms, &inverted)?,
            };
            let there = documents.into_iter().filter(|&document| !segment.is_deleted(document));
            found.push((segment.segment_id(), DocumentRun::side_by_side(there)));
        }
        // As BM25 rates a term that occurs once in each of them.
        let runs = found.iter().flat_map(|(_, runs): &(_, Vec<DocumentRun>)| runs);
        let having: u64 = runs.map(|run| u64::from(run.documents.end - run.documents.start)).sum();
        let lacking: u64 = self.searcher.num_docs().saturating_sub(having);
        let score = ((lacking as Score + 0.5) / (having as Score + 0.5)).ln_1p();
        for (_, runs) in &mut found {
            runs.iter_mut().for_each(|run| run.score = score);
        }
        Ok(Runs::of(found))
    }

    /// The terms of a segment that fill a slot. One search asks for those of a word again and again.
    fn terms_of(
        &self,
        slot: &Slot,
        segment: &SegmentReader,
        inverted: &InvertedIndexReader,
    ) -> anyhow::Result<Arc<[TermInfo]>> {
        let known = &self.beside(segment)?.terms;
        if let Some(terms) = known.lock().ok().and_then(|known| known.get(slot).cloned()) {
            return Ok(terms);
        }
        let terms: Arc<[TermInfo]> = self.terms_looked_up(slot, segment, inverted)?.into();
        if let Ok(mut known) = known.lock() {
            known.insert(slot.clone(), Arc::clone(&terms));
        }
        Ok(terms)
    }

    fn terms_looked_up(
        &self,
        slot: &Slot,
        segment: &SegmentReader,
        inverted: &InvertedIndexReader,
    ) -> anyhow::Result<Vec<TermInfo>> {
        let mut terms = Vec::new();
        match slot {
            Slot::Term(term) => terms.extend(inverted.get_term_info(&self.literal(term))?),
            Slot::Word(part, text) => terms = self.lexicon(segment)?.infos_with(*part, text),
            Slot::Begins(character) => {
                let begin = character.to_string().into_bytes();
                // No byte of a text is so great that none follows.
                let mut behind = begin.clone();
                behind.iter_mut().last().into_iter().for_each(|last| *last += 1);
                let mut stream =
                    inverted.terms().range().ge(begin).lt(behind).without_keys().into_stream()?;
                while stream.advance() {
                    terms.push(stream.value().clone());
                }
            }
        }
        Ok(terms)
    }
}

/// Documents that have any of the terms, of so many in all.
fn having_any(terms: &[TermInfo], inverted: &InvertedIndexReader, all: DocId) -> anyhow::Result<Vec<DocId>> {
    /// To mark documents among all is quicker where these are no more times as many, to sort them where they are fewer.
    const MARKED: u64 = 64;
    let most: u64 = terms.iter().map(|term| u64::from(term.doc_freq)).sum();
    let mut documents: Vec<DocId> = Vec::with_capacity(most.min(u64::from(all)) as usize);
    // A bit for each document.
    let mut marked = (most > u64::from(all) / MARKED).then(|| vec![0_u64; (all / u64::BITS) as usize + 1]);
    // Most words are in few documents, and to set postings up anew for each costs more than to read them.
    let mut blocks: Option<BlockSegmentPostings> = None;
    for term in terms {
        match &mut blocks {
            Some(blocks) => inverted.reset_block_postings_from_terminfo(term, blocks)?,
            None => {
                let option = IndexRecordOption::Basic;
                blocks = Some(inverted.read_block_postings_from_terminfo(term, option)?);
            }
        }
        let Some(blocks) = &mut blocks else { continue };
        while blocks.block_len() > 0 {
            match &mut marked {
                Some(marked) => {
                    for document in blocks.docs() {
                        marked[(document / u64::BITS) as usize] |= 1 << (document % u64::BITS);
                    }
                }
                None => documents.extend_from_slice(blocks.docs()),
            }
            blocks.advance();
        }
    }
    let Some(marked) = marked else {
        documents.sort_unstable();
        documents.dedup();
        return Ok(documents);
    };
    for (first, mut bits) in (0..).step_by(u64::BITS as usize).zip(marked) {
        while bits != 0 {
            documents.push(first + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
    Ok(documents)
}

/// Documents in which, counted from one place, each position has one of its terms.
fn having_all(
    mut slots: Vec<(u32, Arc<[TermInfo]>)>,
    inverted: &InvertedIndexReader,
) -> anyhow::Result<Vec<DocId>> {
    // The rarest decides which places come into question.
    let mut by_frequency = Vec::with_capacity(slots.len());
    for (position, terms) in slots.drain(..) {
        let frequency: u64 = terms.iter().map(|term| u64::from(term.doc_freq)).sum();
        by_frequency.push((frequency, position, terms));
    }
    by_frequency.sort_by_key(|(frequency, ..)| *frequency);
    // Each with the place in it, in ascending order.
    let mut places: Option<Vec<(DocId, u32)>> = None;
    for (_, position, terms) in by_frequency {
        let mut here = match &places {
            None => all_places(position, &terms, inverted)?,
            Some(places) => those_with(places, position, &terms, inverted)?,
        };
        // Those of each term are in order already, which this sort makes use of.
        here.sort();
        here.dedup();
        places = Some(here);
    }
    Ok(places.into_iter().flatten().map(|(document, _)| document).collect())
}

/// Every place from which one of the terms stands at the position.
fn all_places(
    position: u32,
    terms: &[TermInfo],
    inverted: &InvertedIndexReader,
) -> anyhow::Result<Vec<(DocId, u32)>> {
    let mut places = Vec::new();
    let mut positions = Vec::new();
    for term in terms {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = inverted.read_postings_from_terminfo(term, option)?;
        while postings.doc() != TERMINATED {
            postings.positions(&mut positions);
            let starts = positions.iter().filter_map(|at| at.checked_sub(position));
            places.extend(starts.map(|start| (postings.doc(), start)));
            postings.advance();
        }
    }
    Ok(places)
}

/// Those of the places from which one of the terms stands at the position.
fn those_with(
    places: &[(DocId, u32)],
    position: u32,
    terms: &[TermInfo],
    inverted: &InvertedIndexReader,
) -> anyhow::Result<Vec<(DocId, u32)>> {
    let mut kept = Vec::new();
    let mut positions = Vec::new();
    for term in terms {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = inverted.read_postings_from_terminfo(term, option)?;
        let mut at = 0;
        while let Some(&(document, _)) = places.get(at) {
            if postings.doc() < document && postings.seek(document) == TERMINATED {
                break;
            }
            if postings.doc() > document {
                at += places[at..].partition_point(|(other, _)| *other < postings.doc());
                continue;
            }
            let end = at + places[at..].partition_point(|(other, _)| *other == document);
            postings.positions(&mut positions);
            let fits = |(_, start): &&(DocId, u32)| positions.binary_search(&(start + position)).is_ok();
            kept.extend(places[at..end].iter().filter(fits));
            at = end;
        }
    }
    Ok(kept)
}
