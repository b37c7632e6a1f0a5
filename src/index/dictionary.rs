//! What the library's own words are like: words one edit away, and runs that are read in a given way.
//!
//! Neither has a field of its own. The dictionaries of words and of pairs of characters, which exact search needs
//! anyway, are walked when a query asks for it, so they cost nothing to build, to store or to open.

use std::collections::HashMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;

use super::{Evidence, Index, LookUp};

/// How many beginnings of runs are followed at a time; the rarest are given up.
const OPEN_RUNS: usize = 300;
/// The longest run that is looked for, in characters.
pub const LONGEST_SOUND: usize = 16;

impl Index {
    /// Words of the library that are one edit from this one (a letter more, less, other, or two swapped), the most
    /// frequent first.
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn spelled_like(&self, word: &str) -> anyhow::Result<Vec<String>> {
        let automaton =
            FuzzyTermQuery::new(Term::from_field_text(self.fields.words, word), 1, true).automaton()?;
        let mut found: HashMap<String, u32> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.words)?;
            let mut terms = inverted.terms().search(&automaton).into_stream()?;
            while let Some((term, info)) = terms.next() {
                if let Ok(term) = std::str::from_utf8(term) {
                    *found.entry(term.to_owned()).or_default() += info.doc_freq;
                }
            }
        }
        found.remove(word);
        Ok(by_frequency(found))
    }

    /// Runs of `length` characters in the library of which each character passes `fits` for its position, the most
    /// frequent first, `limit` at most. `length` is 2 to [`LONGEST_SOUND`].
    ///
    /// # Errors
    /// If the index can't be read.
    pub fn runs_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(usize, char) -> bool,
    ) -> anyhow::Result<Vec<String>> {
        if !(2..=LONGEST_SOUND).contains(&length) {
            return Ok(Vec::new());
        }
        let pairs = self.pairs_like(length, fits)?;
        let mut open: HashMap<String, u32> =
            pairs[0].iter().map(|(&pair, &frequency)| (pair.iter().collect(), frequency)).collect();
        for next in &pairs[1..] {
            let mut by_first: HashMap<char, Vec<(char, u32)>> = HashMap::new();
            for (&[first, second], &frequency) in next {
                by_first.entry(first).or_default().push((second, frequency));
            }
            let mut longer: HashMap<String, u32> = HashMap::new();
            for (run, frequency) in open {
                let Some(last) = run.chars().next_back() else { continue };
                for &(second, more) in by_first.get(&last).into_iter().flatten() {
                    let mut run = run.clone();
                    run.push(second);
                    longer.insert(run, frequency.min(more));
                }
            }
            if longer.len() > OPEN_RUNS {
                let mut kept: Vec<(String, u32)> = longer.into_iter().collect();
                kept.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
                kept.truncate(OPEN_RUNS);
                longer = kept.into_iter().collect();
            }
            open = longer;
        }
        let mut runs = Vec::new();
        for run in by_frequency(open) {
            // Pairs that follow each other somewhere need not do so in one place.
            let all = vec![vec![Evidence::Run(run.clone())]];
            if length == 2 || self.any(&LookUp { all, ..LookUp::default() })? {
                runs.push(run);
            }
            if runs.len() == limit {
                break;
            }
        }
        Ok(runs)
    }

    /// For each position but the last, the pairs of the library that fit there and in the next one.
    fn pairs_like(
        &self,
        length: usize,
        fits: &dyn Fn(usize, char) -> bool,
    ) -> anyhow::Result<Vec<HashMap<[char; 2], u32>>> {
        let mut pairs = vec![HashMap::new(); length - 1];
        // Bit `n` tells whether a character fits in position `n`.
        let mut known: HashMap<char, u32> = HashMap::new();
        let mut positions = |character: char| {
            *known.entry(character).or_insert_with(|| {
                (0..length).filter(|&position| fits(position, character)).fold(0, |bits, at| bits | 1 << at)
            })
        };
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = std::str::from_utf8(term) else { continue };
                let mut characters = term.chars();
                let (Some(first), Some(second)) = (characters.next(), characters.next()) else { continue };
                let first_fits = positions(first);
                if first_fits == 0 {
                    continue;
                }
                let both = first_fits & (positions(second) >> 1);
                for (position, pairs) in pairs.iter_mut().enumerate() {
                    if both & (1 << position) != 0 {
                        *pairs.entry([first, second]).or_insert(0) += info.doc_freq;
                    }
                }
            }
        }
        Ok(pairs)
    }
}

fn by_frequency(found: HashMap<String, u32>) -> Vec<String> {
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.into_iter().map(|(text, _)| text).collect()
}
