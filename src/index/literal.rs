//! Literal runs: which documents have exactly these characters, one after the other, anywhere in their own words.
//!
//! The field `characters` has one term for each word of a script that puts spaces between words, and one for each other
//! character together with what follows it (see `pieces`). A run is cut into the same pieces. Those inside it are
//! terms; a word at its begin or end may be a part of a longer one, and stands for every word of the library that ends
//! or begins so (see `lexicon`).
//!
//! Not found is a run of more than 128 letters inside one word that is longer than 256.

use tantivy::postings::{Postings, TermInfo};
use tantivy::query::{EmptyQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use super::Index;
use super::lexicon::Part;
use super::pieces::{Piece, Pieces, WORD};
use super::tree::{Run, Runs, Sought};

/// What must stand at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    Term(String),
    /// A word of which this is a part.
    Word(Part, String),
    /// Any term that begins so.
    Begins(char),
}

/// Whether words at the ends of a run may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Ends {
    Open,
    Whole,
}

/// What must stand where for a run to be there; the first position is 0.
fn slots(run: &str, ends: Ends) -> Vec<(usize, Slot)> {
    let pieces: Vec<(usize, Piece<'_>)> = Pieces::of(run.trim()).collect();
    let is_word = |at: Option<usize>| at.is_some_and(|at| matches!(pieces[at].1, Piece::Word(_)));
    let mut slots = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (position, piece) = pieces[at];
        let next = pieces.get(at + 1).map(|(_, piece)| *piece);
        let before = at.checked_sub(1).map(|before| pieces[before]);
        // Only the pair of the character before tells of this space.
        if let (Piece::Other(' '), Some((position, Piece::Other(before)))) = (piece, before) {
            slots.push((position, Slot::Term(String::from_iter([before, ' ']))));
            at += 1;
            continue;
        }
        match (piece, next) {
            (Piece::Word(word), next) => {
                let slot = match (at == 0, next.is_none()) {
                    _ if ends == Ends::Whole => Slot::Term(word.to_owned()),
                    (true, true) => Slot::Word(Part::Middle, word.to_owned()),
                    (true, false) => Slot::Word(Part::End, word.to_owned()),
                    (false, true) => Slot::Word(Part::Begin, word.to_owned()),
                    (false, false) => Slot::Term(word.to_owned()),
                };
                slots.push((position, slot));
                at += 1;
            }
            // A pair covers two pieces.
            (Piece::Other(one), Some(Piece::Other(other))) => {
                slots.push((position, Slot::Term(String::from_iter([one, other]))));
                at += 2;
            }
            (Piece::Other(one), Some(Piece::Word(_))) => {
                slots.push((position, Slot::Term(String::from_iter([one, WORD]))));
                at += 1;
            }
            (Piece::Other(last), None) => {
                slots.push(match before {
                    Some((position, Piece::Other(before))) if before != ' ' || is_word(at.checked_sub(2)) => {
                        (position, Slot::Term(String::from_iter([before, last])))
                    }
                    _ => (position, Slot::Begins(last)),
                });
                at += 1;
            }
        }
    }
    slots
}

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
        let slots = slots(run, ends);
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

    /// In how many documents the run stands, at most.
    pub(super) fn run_frequency(&self, run: &str, ends: Ends) -> anyhow::Result<u64> {
        let mut least = u64::MAX;
        for (_, slot) in slots(run, ends) {
            let mut sum = 0;
            for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
                let inverted = segment.inverted_index(self.fields.characters)?;
                for term in self.terms_of(&slot, segment, &inverted)? {
                    sum += u64::from(self.statistics.frequency(number, &inverted, &term)?);
                }
            }
            least = least.min(sum);
        }
        Ok(least)
    }

    fn literal(&self, text: &str) -> Term {
        Term::from_field_text(self.fields.characters, text)
    }

    /// Looks every slot's terms up, segment by segment.
    fn runs_of(&self, slots: &[(usize, Slot)]) -> anyhow::Result<Runs> {
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            let mut terms: Vec<(u32, Vec<TermInfo>)> = Vec::with_capacity(slots.len());
            for (position, slot) in slots {
                terms.push((u32::try_from(*position)?, self.terms_of(slot, segment, &inverted)?));
            }
            let documents = match terms.as_slice() {
                [(_, only)] => having_any(only, &inverted, segment.max_doc())?,
                _ => having_all(terms, &inverted)?,
            };
            let there = documents.into_iter().filter(|&document| !segment.is_deleted(document));
            found.push((segment.segment_id(), Run::side_by_side(there)));
        }
        // As BM25 rates a term that occurs once in each of them.
        let runs = found.iter().flat_map(|(_, runs): &(_, Vec<Run>)| runs);
        let having: u64 = runs.map(|run| u64::from(run.documents.end - run.documents.start)).sum();
        let lacking: u64 = self.searcher.num_docs().saturating_sub(having);
        let score = ((lacking as Score + 0.5) / (having as Score + 0.5)).ln_1p();
        for (_, runs) in &mut found {
            runs.iter_mut().for_each(|run| run.score = score);
        }
        Ok(Runs::of(found))
    }

    /// The terms of a segment that fill a slot.
    fn terms_of(
        &self,
        slot: &Slot,
        segment: &SegmentReader,
        inverted: &InvertedIndexReader,
    ) -> anyhow::Result<Vec<TermInfo>> {
        let mut terms = Vec::new();
        match slot {
            Slot::Term(term) => terms.extend(inverted.get_term_info(&self.literal(term))?),
            Slot::Word(part, text) => {
                for word in self.lexicon(segment)?.words_with(*part, text) {
                    terms.extend(inverted.get_term_info(&self.literal(word))?);
                }
            }
            Slot::Begins(character) => {
                let begin = character.to_string();
                let mut stream = inverted.terms().range().ge(begin.as_bytes()).into_stream()?;
                while stream.advance() && stream.key().starts_with(begin.as_bytes()) {
                    terms.push(stream.value().clone());
                }
            }
        }
        Ok(terms)
    }
}

/// Documents that have any of the terms, of so many in all.
fn having_any(terms: &[TermInfo], inverted: &InvertedIndexReader, all: DocId) -> anyhow::Result<Vec<DocId>> {
    let most: u64 = terms.iter().map(|term| u64::from(term.doc_freq)).sum();
    let mut documents = Vec::with_capacity(most.min(u64::from(all)) as usize);
    // To mark them among all is quicker where they are many, to sort them where they are few.
    let mut has = if most > u64::from(all) / 4 { vec![false; all as usize] } else { Vec::new() };
    for term in terms {
        let mut postings = inverted.read_postings_from_terminfo(term, IndexRecordOption::Basic)?;
        while postings.doc() != TERMINATED {
            match has.get_mut(postings.doc() as usize) {
                Some(has) => *has = true,
                None => documents.push(postings.doc()),
            }
            postings.advance();
        }
    }
    documents.extend((0..all).zip(has).filter(|(_, has)| *has).map(|(document, _)| document));
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}

/// Documents in which, counted from one place, each position has one of its terms.
fn having_all(
    mut slots: Vec<(u32, Vec<TermInfo>)>,
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
        here.sort_unstable();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_slots(run: &str, expect: &[(usize, Slot)]) {
        assert_eq!(slots(run, Ends::Open), expect, "{run}");
    }

    fn term(text: &str) -> Slot {
        Slot::Term(text.to_owned())
    }

    #[test]
    fn pairs_of_a_run_cover_it() {
        check_slots("推理", &[(0, term("推理"))]);
        check_slots("推理成", &[(0, term("推理")), (1, term("理成"))]);
        check_slots("推理成本", &[(0, term("推理")), (2, term("成本"))]);
        check_slots("推", &[(0, Slot::Begins('推'))]);
        check_slots("推，理", &[(0, term("推，")), (1, term("，理"))]);
        check_slots("推， 理，", &[(0, term("推，")), (1, term("， ")), (3, term("理，"))]);
        check_slots("， 理", &[(0, term("， ")), (2, Slot::Begins('理'))]);
        check_slots("a 理", &[(0, Slot::Word(Part::End, "a".to_owned())), (1, term(" 理"))]);
    }

    #[test]
    fn words_at_the_ends_of_a_run_may_go_on() {
        let word = |part, text: &str| Slot::Word(part, text.to_owned());
        check_slots("gpt", &[(0, word(Part::Middle, "gpt"))]);
        check_slots("a bc d", &[(0, word(Part::End, "a")), (1, term("bc")), (2, word(Part::Begin, "d"))]);
        check_slots("用ai写", &[(0, term("用\u{fffe}")), (1, term("ai")), (2, Slot::Begins('写'))]);
        check_slots("ai写作", &[(0, word(Part::End, "ai")), (1, term("写作"))]);
    }
}
