//! Words that say nearly the same: those of talk, with those of writing.

use std::collections::HashMap;
use std::ops::Range;
use std::str::SplitAsciiWhitespace;
use std::sync::OnceLock;

use super::words::entries;

/// Each line is a word of talk, then what texts have for it.
const FILE: &str = include_str!("../../data/wordings.txt");

type Lookup = HashMap<&'static str, SplitAsciiWhitespace<'static>>;

/// The words of a folded text that have others, the longest at each place, with these.
pub(crate) fn others(text: &str) -> Vec<(Range<usize>, SplitAsciiWhitespace<'static>)> {
    static LOOKUP: OnceLock<Lookup> = OnceLock::new();
    /// In characters.
    const LONGEST: usize = 6;
    const SHORTEST: usize = 1;
    let lookup = LOOKUP.get_or_init(|| entries(FILE).collect());
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from + SHORTEST < ends.len() {
        let longest = (from + SHORTEST..ends.len().min(from + LONGEST + 1)).rev().find_map(|to| {
            let words = lookup.get(&text[ends[from]..ends[to]])?;
            Some((to, words.clone()))
        });
        match longest {
            Some((to, words)) => {
                found.push((ends[from]..ends[to], words));
                from = to;
            }
            None => from += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Vec<&'static str>)> {
        others(text).into_iter().map(|(place, words)| (&text[place], words.collect())).collect()
    }

    #[test]
    fn the_longest_word_at_each_place_has_others() {
        let all = found("跟房东砍价的窍门");
        assert_eq!(all.iter().map(|(word, _)| *word).collect::<Vec<_>>(), ["房东", "砍价", "窍门"]);
        assert!(all[1].1.contains(&"议价"), "{all:?}");
        let all = found("老年痴呆");
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(found("渡轮"), []);
    }

    #[test]
    fn each_word_has_one_line_and_no_word_is_another_for_itself() {
        let mut seen = std::collections::HashSet::new();
        for (word, others) in entries(FILE) {
            assert!(seen.insert(word), "{word}");
            let others: Vec<&str> = others.collect();
            assert!(!others.is_empty() && !others.contains(&word), "{word}");
        }
    }
}
