//! What the library's own words are like: words one edit away, and runs that are read in a given way.
//!
//! Neither has a field of its own. What is kept beside large segments (see `lexicons`) is read when a query asks for it, so they
//! cost nothing to open.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;

use super::Index;
use crate::analysis::words;
use crate::records::{Evidence, LONGEST_SOUND, LookUp};

/// How many beginnings of runs are followed at a time; the rarest are given up.
const OPEN_RUNS: usize = 300;
/// How many pairs are asked for each position whether they are words, which takes a microsecond each; the rarest are given up.
const WORD_PAIRS: usize = 500;
/// With how many of these a third character is tried.
const LONGER_WORDS: usize = 60;
/// How many runs are looked for; more of them are asked of a sound that no word has.
const LOOKED_FOR: usize = 64;

impl Index {
    /// Words of the library that are one edit from this one (a letter more, less, other, or two swapped), the most
    /// frequent first.
    pub(super) fn spelled_like(&self, word: &str) -> anyhow::Result<Vec<String>> {
        let mut found: HashMap<String, u32> = HashMap::new();
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            for other in self.lexicon(segment)?.words_like(word) {
                let term = Term::from_field_text(self.fields.characters, other);
                let Some(info) = inverted.get_term_info(&term)? else { continue };
                let frequency = self.statistics.frequency(number, &inverted, &info)?;
                if frequency > 0 {
                    *found.entry(other.to_owned()).or_default() += frequency;
                }
            }
        }
        Ok(by_frequency(found))
    }

    /// Runs of `length` characters in the library of which each character fits in its position, the most frequent first, `limit`
    /// at most. `length` is 2 to [`LONGEST_SOUND`].
    pub(super) fn runs_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>> {
        if !(2..=LONGEST_SOUND).contains(&length) {
            return Ok(Vec::new());
        }
        let pairs = self.pairs_like(length, fits)?;
        let mut open: HashMap<String, u32> =
            pairs[0].iter().map(|(&pair, &frequency)| (pair.iter().collect(), frequency)).collect();
        for next in &pairs[1..] {
            let by_first = by_first(next);
            let mut longer: HashMap<String, u32> = HashMap::new();
            for (run, frequency) in open {
                let Some(last) = run.chars().next_back() else { continue };
                for &(second, more) in by_first.get(&last).into_iter().flatten() {
                    let mut run = run.clone();
                    run.push(second);
                    longer.insert(run, frequency.min(more));
                }
            }
            open = most_frequent(longer);
        }
        self.that_occur(open, length, limit)
    }

    /// As [`Index::runs_like`], but only runs that are made of words of two or three characters. There are far fewer
    /// of these, so a rare one is not given up for the frequent beginnings of others.
    pub(super) fn words_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>> {
        if !(2..=LONGEST_SOUND).contains(&length) {
            return Ok(Vec::new());
        }
        let pairs = self.pairs_like(length, fits)?;
        let words = words_of(&pairs);
        // What covers the characters up to each position.
        let mut open: Vec<HashMap<String, u32>> = vec![HashMap::new(); length + 1];
        open[0].insert(String::new(), u32::MAX);
        for (start, words) in words.iter().enumerate() {
            for (run, frequency) in most_frequent(std::mem::take(&mut open[start])) {
                for (word, &more) in words {
                    let joint = match (run.chars().next_back(), word.chars().next()) {
                        (Some(last), Some(first)) => pairs[start - 1].get(&[last, first]).copied(),
                        _ => Some(u32::MAX),
                    };
                    if let Some(joint) = joint {
                        let end = start + word.chars().count();
                        open[end].insert(format!("{run}{word}"), frequency.min(more).min(joint));
                    }
                }
            }
        }
        let whole = open.pop().unwrap_or_default();
        self.that_occur(whole, length, limit)
    }

    /// The first of these runs that stand in some record, the most frequent first.
    fn that_occur(
        &self,
        open: HashMap<String, u32>,
        length: usize,
        limit: usize,
    ) -> anyhow::Result<Vec<String>> {
        let mut runs = Vec::new();
        for run in by_frequency(open).into_iter().take(LOOKED_FOR) {
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
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<HashMap<[char; 2], u32>>> {
        let mut pairs = vec![HashMap::new(); length - 1];
        let mut known: HashMap<char, u32> = HashMap::new();
        let mut positions = |character: char| *known.entry(character).or_insert_with(|| fits(character));
        for (number, segment) in self.searcher.segment_readers().iter().enumerate() {
            let inverted = segment.inverted_index(self.fields.characters)?;
            for (first, seconds) in self.pairs(segment)?.groups() {
                let first_fits = positions(first);
                if first_fits == 0 {
                    continue;
                }
                for (second, documents) in seconds {
                    let both = first_fits & (positions(second) >> 1);
                    if both == 0 {
                        continue;
                    }
                    let frequency = if segment.has_deletes() {
                        let term = Term::from_field_text(
                            self.fields.characters,
                            &String::from_iter([first, second]),
                        );
                        let info = inverted.get_term_info(&term)?;
                        info.map_or(Ok(0), |info| self.statistics.frequency(number, &inverted, &info))?
                    } else {
                        documents
                    };
                    for (position, pairs) in pairs.iter_mut().enumerate().filter(|_| frequency > 0) {
                        if both & (1 << position) != 0 {
                            *pairs.entry([first, second]).or_insert(0) += frequency;
                        }
                    }
                }
            }
        }
        Ok(pairs)
    }
}

/// For each position, the words that begin there, of two or three characters. Longer ones are made of such, as a rule.
fn words_of(pairs: &[HashMap<[char; 2], u32>]) -> Vec<HashMap<String, u32>> {
    let mut found = vec![HashMap::new(); pairs.len() + 1];
    let is_word = |text: &str| words(text).first().is_some_and(|first| first.len() == text.len());
    for (start, found) in found.iter_mut().enumerate() {
        let Some(here) = pairs.get(start) else { continue };
        let next = pairs.get(start + 1).map(by_first).unwrap_or_default();
        let mut here: Vec<_> = here.iter().collect();
        here.sort_by_key(|(pair, frequency)| (Reverse(**frequency), **pair));
        for (rank, (&[first, second], &frequency)) in here.into_iter().take(WORD_PAIRS).enumerate() {
            let mut word = String::from_iter([first, second]);
            if is_word(&word) {
                found.insert(word.clone(), frequency);
            }
            // As with runs, the rarest are given up.
            let thirds = next.get(&second).filter(|_| rank < LONGER_WORDS);
            for &(third, more) in thirds.into_iter().flatten() {
                word.truncate(first.len_utf8() + second.len_utf8());
                word.push(third);
                if is_word(&word) {
                    found.insert(word.clone(), frequency.min(more));
                }
            }
        }
    }
    found
}

fn by_first(pairs: &HashMap<[char; 2], u32>) -> HashMap<char, Vec<(char, u32)>> {
    let mut by_first: HashMap<char, Vec<(char, u32)>> = HashMap::new();
    for (&[first, second], &frequency) in pairs {
        by_first.entry(first).or_default().push((second, frequency));
    }
    by_first
}

/// As many of the most frequent as are followed at a time.
fn most_frequent(open: HashMap<String, u32>) -> HashMap<String, u32> {
    if open.len() <= OPEN_RUNS {
        return open;
    }
    let mut kept: Vec<(String, u32)> = open.into_iter().collect();
    kept.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    kept.truncate(OPEN_RUNS);
    kept.into_iter().collect()
}

fn by_frequency(found: HashMap<String, u32>) -> Vec<String> {
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found.into_iter().map(|(text, _)| text).collect()
}
