//! English to Chinese: what the words of a query may be called in the notes.
//!
//! The table is CC-CEDICT turned round (`data/dictionary/README.md` tells how and under which licence). It is part of the
//! program's file, so a command that asks nothing of it reads nothing of it, and one that does unpacks only the blocks that
//! may have its words: under a millisecond each. Which of several headwords is meant nobody here can tell; whoever asks
//! knows what the library has.
//!
//! | file | |
//! |---|---|
//! | `table` | the table as it is packed |
//! | `forms` | which words an English form may be of |

mod forms;
mod table;

use std::io;
use std::ops::Range;

pub use forms::base_forms;

use table::{Headwords, Table};

/// The longest key, in words.
const LONGEST: usize = 3;

/// What stands under some words that follow each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translation {
    /// Which of the words.
    pub words: Range<usize>,
    /// Chinese headwords, simplified, each once.
    pub headwords: Vec<String>,
    /// Those of which they are but the name (Jobs for 乔布斯, beside 工作).
    pub names: Vec<String>,
}

/// What these words, in lower case and in order, may be called in Chinese, alone and together: the longest stretches first,
/// then from left to right. They may be inflected.
///
/// # Errors
/// If the table is damaged.
pub fn translations(words: &[&str]) -> io::Result<Vec<Translation>> {
    let mut table = Table::built_in()?;
    let forms: Vec<Vec<String>> = words.iter().map(|word| base_forms(word)).collect();
    let mut found = Vec::new();
    // From left to right, because the keys that begin with one word lie side by side.
    for start in 0..words.len() {
        for length in 1..=LONGEST.min(words.len() - start) {
            let place = start..start + length;
            let mut translation = Translation { words: place.clone(), ..Translation::default() };
            for key in phrases(&forms[place]) {
                if let Some(Headwords { common, names }) = table.find(&key)? {
                    add(&mut translation.headwords, common);
                    add(&mut translation.names, names);
                }
            }
            if length == 1 && translation.headwords.is_empty() && translation.names.is_empty() {
                for key in forms::compared(words[start]) {
                    if let Some(Headwords { common, .. }) = table.find(&key)? {
                        add(&mut translation.headwords, common);
                    }
                }
            }
            translation.names.retain(|name| !translation.headwords.contains(name));
            if !translation.headwords.is_empty() || !translation.names.is_empty() {
                found.push(translation);
            }
        }
    }
    found.sort_by_key(|translation| (std::cmp::Reverse(translation.words.len()), translation.words.start));
    Ok(found)
}

fn add(known: &mut Vec<String>, more: Vec<String>) {
    for word in more {
        if !known.contains(&word) {
            known.push(word);
        }
    }
}

/// Every way to say some words with one of its forms for each, with spaces and with hyphens between them.
fn phrases(forms: &[Vec<String>]) -> Vec<String> {
    let mut phrases = vec![String::new()];
    for forms in forms {
        let with = |phrase: &String, form: &String| {
            if phrase.is_empty() { form.clone() } else { format!("{phrase} {form}") }
        };
        phrases = phrases.iter().flat_map(|phrase| forms.iter().map(|form| with(phrase, form))).collect();
    }
    let other = |phrase: &String| {
        let hyphens = phrase.contains('-');
        let (from, to) = if hyphens { ("-", " ") } else { (" ", "-") };
        phrase.contains(from).then(|| phrase.replace(from, to))
    };
    let others: Vec<String> = phrases.iter().filter_map(other).collect();
    phrases.extend(others);
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, place: Range<usize>, expect: &[&str]) {
        let words: Vec<&str> = words.split(' ').collect();
        let found = translations(&words).unwrap();
        let there = found.iter().find(|translation| translation.words == place);
        let there = there.unwrap_or_else(|| panic!("nothing for {place:?} of {words:?}: {found:?}"));
        for headword in expect {
            assert!(there.headwords.iter().any(|found| found == headword), "{headword} in {there:?}");
        }
    }

    #[test]
    fn words_and_phrases_are_translated() {
        check("robot", 0..1, &["机器人"]);
        check("the artificial intelligence", 1..3, &["人工智能"]);
        check("point of view", 0..3, &["观点"]);
    }

    #[test]
    fn hyphens_are_as_good_as_spaces() {
        check("self driving", 0..2, &["自动驾驶"]);
        check("reinforcement-learning", 0..1, &["强化学习"]);
        check("open source", 0..2, &["开源"]);
    }

    #[test]
    fn inflected_words_are_found() {
        check("replacing", 0..1, &["取代", "替代"]);
        check("diseases", 0..1, &["疾病"]);
        check("companies", 0..1, &["公司"]);
        check("stolen", 0..1, &["偷窃"]);
        check("accused", 0..1, &["控告"]);
        check("slower", 0..1, &["缓慢"]);
        check("driving forces", 0..2, &["推动力", "驱动力"]);
    }

    #[test]
    fn names_stand_apart_from_common_words() {
        let found = translations(&["jobs"]).unwrap();
        assert!(found[0].headwords.contains(&"工作".to_owned()), "{found:?}");
        assert!(found[0].names.contains(&"乔布斯".to_owned()), "{found:?}");
        assert!(!found[0].headwords.contains(&"乔布斯".to_owned()), "{found:?}");
    }

    #[test]
    fn longest_stretches_come_first() {
        let found = translations(&["world", "cup"]).unwrap();
        let places: Vec<Range<usize>> = found.into_iter().map(|translation| translation.words).collect();
        assert_eq!(places, [0..2, 0..1, 1..2]);
    }

    #[test]
    fn what_no_dictionary_has_gives_nothing() {
        assert_eq!(translations(&["xyzzy", "", "能源"]).unwrap(), []);
        assert_eq!(translations(&[]).unwrap(), []);
    }
}
