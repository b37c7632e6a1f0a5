//! Words that a note states more than once.

use std::collections::{BTreeSet, HashMap};

use crate::parse::attribution::twins::letters;
use crate::parse::draft::Draft;

/// For each quote those with the same words, wholly or for the most part: indices of drafts.
///
/// Equal words are found by a table. Key quotes, which notes shorten, are compared with every other by the share of
/// the shorter one's character bigrams that the longer one has (containment, Broder 1997), at least 0.8. Only those
/// are compared that share a bigram which few quotes have, so that the cost stays in proportion to the note.
pub(crate) fn repeats(drafts: &[Draft]) -> HashMap<usize, Vec<usize>> {
    /// A bigram in more quotes than these tells nothing.
    const MOST_HOLDERS: usize = 16;
    const LEAST_LETTERS: usize = 8;
    const LEAST_SHARE: f64 = 0.8;
    let quotes: Vec<(usize, bool, Vec<char>)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(index, draft)| draft.quote().map(|quote| (index, quote.key, letters(&quote.text))))
        .filter(|(_, _, letters)| letters.len() >= LEAST_LETTERS)
        .collect();
    let mut pairs = BTreeSet::new();
    let mut equal: HashMap<&[char], usize> = HashMap::new();
    for (index, _, letters) in &quotes {
        match equal.get(letters.as_slice()) {
            Some(first) => drop(pairs.insert((*first, *index))),
            None => {
                equal.insert(letters, *index);
            }
        }
    }
    let bigrams: Vec<Vec<(char, char)>> = quotes
        .iter()
        .map(|(_, _, letters)| {
            let mut bigrams: Vec<(char, char)> = letters.windows(2).map(|pair| (pair[0], pair[1])).collect();
            bigrams.sort_unstable();
            bigrams.dedup();
            bigrams
        })
        .collect();
    let mut holders: HashMap<(char, char), Vec<usize>> = HashMap::new();
    if quotes.iter().any(|(_, key, _)| *key) {
        for (position, bigrams) in bigrams.iter().enumerate() {
            for bigram in bigrams {
                let holders = holders.entry(*bigram).or_default();
                if holders.len() <= MOST_HOLDERS {
                    holders.push(position);
                }
            }
        }
    }
    for (position, (index, _, _)) in quotes.iter().enumerate().filter(|(_, (_, key, _))| *key) {
        let others: BTreeSet<usize> = bigrams[position]
            .iter()
            .filter_map(|bigram| holders.get(bigram).filter(|holders| holders.len() <= MOST_HOLDERS))
            .flatten()
            .copied()
            .filter(|other| !quotes[*other].1)
            .collect();
        for other_position in others {
            let other = quotes[other_position].0;
            let (short, long) = if bigrams[position].len() <= bigrams[other_position].len() {
                (&bigrams[position], &bigrams[other_position])
            } else {
                (&bigrams[other_position], &bigrams[position])
            };
            let shared = short.iter().filter(|bigram| long.binary_search(bigram).is_ok()).count();
            if shared as f64 >= LEAST_SHARE * short.len() as f64 {
                pairs.insert((other.min(*index), other.max(*index)));
            }
        }
    }
    let mut repeats: HashMap<usize, Vec<usize>> = HashMap::new();
    for (first, second) in pairs {
        repeats.entry(first).or_default().push(second);
        repeats.entry(second).or_default().push(first);
    }
    repeats
}
