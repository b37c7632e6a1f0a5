//! Words that a note states more than once: which quotes are the same, and whose they are.

use std::collections::{BTreeSet, HashMap};

use crate::model::Quote;

use super::draft::Draft;

/// How many letters words must have to be known again, and by how many of them they are looked up.
const FEWEST_LETTERS: usize = 6;

/// For each unnamed quote those that hold its first letters.
pub(super) fn twins(drafts: &[Draft]) -> HashMap<usize, Vec<usize>> {
    /// More than these are a phrase that everybody uses.
    const MOST: usize = 32;
    let mut wanted: HashMap<Vec<char>, Vec<usize>> = HashMap::new();
    let is_unnamed = |draft: &&Draft| draft.quote().is_some_and(|quote| quote.speaker.is_none());
    for (index, draft) in drafts.iter().enumerate().filter(|(_, draft)| is_unnamed(draft)) {
        let mut start = letters(draft.quote().map_or("", |quote| &quote.text));
        if start.len() >= FEWEST_LETTERS {
            start.truncate(FEWEST_LETTERS);
            wanted.entry(start).or_default().push(index);
        }
    }
    if wanted.is_empty() {
        return HashMap::new();
    }
    let mut holders: HashMap<&[char], Vec<usize>> = HashMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        let Some(quote) = draft.quote() else { continue };
        for window in letters(&quote.text).windows(FEWEST_LETTERS) {
            if let Some((start, _)) = wanted.get_key_value(window) {
                let holders = holders.entry(start).or_default();
                if holders.last() != Some(&index) && holders.len() < MOST {
                    holders.push(index);
                }
            }
        }
    }
    let holders = &holders;
    wanted
        .iter()
        .flat_map(|(start, indices)| {
            let found = holders.get(start.as_slice()).cloned().unwrap_or_default();
            indices.iter().map(move |index| (*index, found.clone()))
        })
        .collect()
}

/// Whose the same words are elsewhere in the note.
pub(super) enum Twin {
    Of(String),
    /// Somebody's who is not named and not the guest.
    Others,
}

/// Whose the same words are elsewhere, alone or within a longer quote; in the same section it is enough that a longer
/// turn holds their beginning.
pub(super) fn twin(drafts: &[Draft], index: usize, twins: &HashMap<usize, Vec<usize>>) -> Option<Twin> {
    let words: String = letters(&drafts[index].quote()?.text).into_iter().collect();
    let others = twins.get(&index)?.iter().filter(|other| **other != index);
    let holders: Vec<(&Draft, &Quote)> =
        others.filter_map(|other| Some((&drafts[*other], drafts[*other].quote()?))).collect();
    let holds = |quote: &Quote| letters(&quote.text).into_iter().collect::<String>().contains(&words);
    let speaker =
        holders.iter().filter(|(_, quote)| holds(quote)).find_map(|(_, quote)| quote.speaker.clone());
    if let Some(speaker) = speaker {
        return Some(Twin::Of(speaker));
    }
    if holders.iter().any(|(draft, quote)| draft.is_others && holds(quote)) {
        return Some(Twin::Others);
    }
    let is_longer = |quote: &Quote| quote.text.chars().count() > 2 * words.chars().count();
    holders
        .iter()
        .filter(|(draft, quote)| draft.section == drafts[index].section && is_longer(quote))
        .find_map(|(_, quote)| quote.speaker.clone())
        .map(Twin::Of)
}

/// For each quote those with the same words, wholly or for the most part: indices of drafts.
///
/// Equal words are found by a table. Key quotes, which notes shorten, are compared with every other by the share of
/// the shorter one's character bigrams that the longer one has (containment, Broder 1997), at least 0.8. Only those
/// are compared that share a bigram which few quotes have, so that the cost stays in proportion to the note.
pub(super) fn repeats(drafts: &[Draft]) -> HashMap<usize, Vec<usize>> {
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

/// Letters and digits alone, in lower case: what stays the same when somebody retypes a quote.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
