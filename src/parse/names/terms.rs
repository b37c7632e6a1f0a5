//! Terms beside their names in another language: where one begins in running text, and which words are a name.

use std::collections::HashSet;

use crate::language::name_shape::{self, is_han};
use crate::language::{clause, lexicon};
use crate::parse::draft::{Content, Draft};

/// The terms of a note's glossary.
#[derive(Debug, Default)]
pub(super) struct Known<'d> {
    terms: HashSet<&'d str>,
}

impl<'d> Known<'d> {
    pub(super) fn of(drafts: &'d [Draft]) -> Self {
        let names = drafts.iter().filter_map(|draft| match &draft.content {
            Content::Term(term) => Some(std::iter::once(&term.term).chain(&term.aliases)),
            _ => None,
        });
        Known { terms: names.flatten().map(String::as_str).collect() }
    }

    pub(super) fn holds(&self, words: &str) -> bool {
        self.terms.contains(words)
    }
}

/// The names in brackets behind a term: one, or a name and its abbreviation. Several others are its kinds.
pub(super) fn latin_names<'t>(parts: &[&'t str]) -> Option<Vec<&'t str>> {
    let (first, rest) = parts.split_first()?;
    if !is_latin_name(first) {
        return None;
    }
    match rest {
        [] => Some(vec![first]),
        [other] if is_latin_name(other) => {
            let is_one = abbreviates(other, first) || abbreviates(first, other);
            is_one.then(|| vec![*first, *other])
        }
        // `世界模型（World Model，对世界的模拟）`
        [other, ..] if other.contains(is_han) && first.contains(' ') => Some(vec![first]),
        _ => None,
    }
}

/// Whether words in Latin letters may be a term's name: one to five words, no number, unit, office or sentence, and none
/// that only companies and products have.
fn is_latin_name(words: &str) -> bool {
    const MOST: usize = 5;
    /// Words that begin no name, or that only sentences have.
    const OF_SENTENCES: [&str; 18] = [
        "a", "an", "the", "is", "are", "was", "we", "you", "they", "this", "that", "it", "e.g.", "eg",
        "i.e.", "vs", "etc", "via",
    ];
    let list: Vec<&str> = words.split(' ').collect();
    let is_plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '&' | '.');
    if list.len() > MOST || words.len() < 2 || words.ends_with('.') || !words.chars().all(is_plain) {
        return false;
    }
    let folded: Vec<String> = list.iter().map(|word| word.to_lowercase()).collect();
    let is_sentence = folded.iter().any(|word| OF_SENTENCES.contains(&word.as_str()));
    let is_office = folded
        .iter()
        .any(|word| lexicon::LATIN_OCCUPATIONS.contains(word) || lexicon::LATIN_ROLES.contains(word));
    let is_label = folded.len() == 1 && lexicon::LATIN_LABELS.contains(&folded[0]);
    !(is_sentence || is_office || is_label || list.len() == 1 && is_brand(words))
}

/// Whether one word has capitals within it as brands do: `DeepSeek`, but not `LLMs`.
fn is_brand(word: &str) -> bool {
    let inner = word.char_indices().skip(1);
    let mut capitals = inner.filter(|(_, c)| c.is_uppercase());
    let is_abbreviation = word.trim_end_matches('s').chars().all(|c| c.is_uppercase() || c == '-');
    word.contains(char::is_lowercase) && !word.contains('-') && !is_abbreviation && capitals.next().is_some()
}

/// Whether letters stand for words: RAG, Retrieval-Augmented Generation.
fn abbreviates(letters: &str, words: &str) -> bool {
    let letters = letters.trim_end_matches('s');
    if !(2..=8).contains(&letters.len()) || !letters.chars().all(|c| c.is_ascii_uppercase()) {
        return false;
    }
    let starts: String =
        words.split([' ', '-']).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect();
    let mut rest = words.chars().flat_map(char::to_uppercase);
    starts.starts_with(&letters[..1]) && letters.chars().all(|letter| rest.any(|other| other == letter))
}

/// The term that ends some words before a Latin name of it. `is_marked`: marks stand around the words.
pub(super) fn at_end<'t>(words: &'t str, is_marked: bool, latin: &str, known: &Known<'_>) -> Option<&'t str> {
    /// In characters.
    const LONGEST: usize = 12;
    let term =
        known_at_end(words, known).or_else(|| if is_marked { Some(words) } else { last_words(words) })?;
    let length = term.chars().count();
    let is_noun = term.chars().all(is_han) && !clause::is_clause(term) || known.holds(term);
    let fits = (2..=LONGEST).contains(&length) && length <= most_characters(latin);
    (is_noun && fits && !name_shape::is_role(term)).then_some(term)
}

/// How many Chinese characters a name in Latin letters may come to.
fn most_characters(latin: &str) -> usize {
    let words = latin.split([' ', '-']).count();
    let is_abbreviation = words == 1 && latin.chars().all(|c| c.is_uppercase() || c == 's');
    if is_abbreviation { latin.len() * 3 } else { words * 3 + 2 }
}

/// The longest term of the glossary that ends some words.
fn known_at_end<'t>(words: &'t str, known: &Known<'_>) -> Option<&'t str> {
    words.char_indices().map(|(at, _)| &words[at..]).find(|end| end.chars().count() >= 2 && known.holds(end))
}

/// What stands behind the last word that is no part of a term.
fn last_words(words: &str) -> Option<&str> {
    let mut start = 0;
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let length = |after: &str| rest.len() - after.len();
        let kept = lexicon::WITHIN_TERMS.after_start(rest).map(length).last();
        let cut = lexicon::BEFORE_TERMS.after_start(rest).map(length).last();
        match (kept, cut) {
            (Some(kept), cut) if cut.is_none_or(|cut| kept >= cut) => at += kept,
            (_, Some(cut)) => {
                at += cut;
                start = at;
            }
            _ => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    Some(&words[start..]).filter(|term| !term.is_empty())
}

/// The Latin name that ends some words before its Chinese one.
pub(super) fn latin_before<'t>(words: &'t str, han: &str) -> Option<&'t str> {
    let words = words.trim();
    let words =
        ["the ", "The ", "a ", "an "].iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let length = han.chars().count();
    let is_noun = (2..=12).contains(&length)
        && length <= most_characters(words)
        && !clause::is_clause(han)
        && !name_shape::is_role(han)
        && !name_shape::is_weak_role(han)
        && last_words(han) == Some(han);
    (is_noun && is_latin_name(words)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_begin_behind_words_that_are_no_part_of_them() {
        for (words, expected) in [
            ("我们正在构建世界模型", Some("世界模型")),
            ("这是所谓的杰文斯悖论", Some("杰文斯悖论")),
            ("强化学习与对齐", Some("对齐")),
            ("参与感", Some("参与感")),
            ("检索增强生成", Some("检索增强生成")),
            ("就是", None),
        ] {
            assert_eq!(last_words(words), expected, "{words}");
        }
    }

    #[test]
    fn names_of_terms_are_no_numbers_brands_or_offices() {
        for name in ["World Model", "RAG", "Agent", "Retrieval-Augmented Generation", "LLMs"] {
            assert!(is_latin_name(name), "{name}");
        }
        for name in ["GPT-5", "CEO", "DeepSeek", "10B", "this is a model", "x"] {
            assert!(!is_latin_name(name), "{name}");
        }
        assert!(abbreviates("RAG", "Retrieval-Augmented Generation"));
        assert!(!abbreviates("RAG", "Generation"));
    }
}
