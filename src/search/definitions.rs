//! Questions for what a term means, and what answers them: its definition in a glossary, else the words that introduce it.

use super::plan::{Plan, letters};
use crate::language::lexicon::{
    AFTER_DEFINED, AFTER_INTRODUCED, BEFORE_DEFINED, BEFORE_HEADING, BEFORE_INTRODUCED, WITHIN_DEFINED,
};
use crate::model::Body;
use crate::records::Stored;
use crate::text::{marks, normalise_text};

/// The terms whose definition a normalised query may ask for, as letters and digits alone: all of it, and what is left
/// without the words that ask.
pub(super) fn defined(whole: &str) -> Vec<String> {
    let letters = letters(whole);
    let behind = BEFORE_DEFINED.after_start(&letters);
    let mut defined: Vec<String> = behind
        .chain([letters.as_str()])
        .flat_map(|rest| AFTER_DEFINED.before_end(rest).chain([rest]))
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect();
    defined.sort();
    defined.dedup();
    defined
}

/// The term that is left of a query without all words that ask what it means, as letters and digits; `None` where none do.
pub(super) fn term_asked_for(whole: &str) -> Option<String> {
    let letters = letters(whole);
    let asks = |word: &str| !WITHIN_DEFINED.contains(word);
    let behind = BEFORE_DEFINED
        .after_start(&letters)
        .filter(|rest| asks(&letters[..letters.len() - rest.len()]))
        .last()
        .unwrap_or(&letters);
    let term = AFTER_DEFINED.before_end(behind).find(|rest| asks(&behind[rest.len()..])).unwrap_or(behind);
    (!term.is_empty() && term.len() < letters.len()).then(|| term.to_owned())
}

/// Whether the record is the definition of the term that the query is.
pub(super) fn defines(plan: &Plan, stored: &Stored) -> bool {
    let Body::Term(term) = &stored.record.body else { return false };
    let mut names = std::iter::once(&term.term).chain(&term.aliases);
    names.any(|name| {
        let name = normalise_text(name);
        plan.exact.contains(&name) || plan.defined.contains(&letters(&name))
    })
}

/// Runs that introduce a term as often as not.
pub(super) fn introductions(term: &str) -> impl Iterator<Item = String> {
    ["T:", "(T)", "T是", "T指", "叫T", "叫做T", "所谓T"].into_iter().map(move |form| form.replace('T', term))
}

/// How plainly a record's words, normalised, introduce a term, from 0 to 1: `缓存: …`, `所谓缓存`, `缓存是指 …` head what they
/// say of it, `缓存(cache)` and `叫做缓存` pass by.
pub(super) fn introduces(term: &str, words: &[String]) -> f32 {
    const IN_PASSING: f32 = 0.4;
    let is_mark = |mark: char| marks::is_quotation(mark) || matches!(mark, '*' | '_' | ' ');
    let places = words.iter().flat_map(|text| {
        text.match_indices(term).map(|(at, _)| {
            let before = text[..at].trim_end_matches(is_mark);
            let after = text[at + term.len()..].trim_start_matches(is_mark);
            let begins = before.is_empty() || before.ends_with(['。', '?', '!', ';', ',']);
            let goes_on =
                after.starts_with(':') || AFTER_INTRODUCED.start(after.trim_start_matches([',', ' ']));
            let is_in_brackets = before.ends_with('(') && after.starts_with(')');
            if begins && goes_on || BEFORE_HEADING.end(before) {
                1.0
            } else if is_in_brackets || after.starts_with('(') || BEFORE_INTRODUCED.end(before) {
                IN_PASSING
            } else {
                0.0
            }
        })
    });
    places.fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_ask_are_told_from_the_term() {
        for (query, expect) in [
            ("缓存 是什么意思", Some("缓存")),
            ("什么是缓存", Some("缓存")),
            ("什么叫缓存 定义", Some("缓存")),
            ("what is a cache", Some("acache")),
            ("传输 协议", None),
            ("缓存", None),
            ("是什么", None),
        ] {
            assert_eq!(term_asked_for(query).as_deref(), expect, "{query}");
        }
    }

    #[test]
    fn what_introduces_a_term_is_told_from_what_uses_it() {
        let introduces = |text: &str| introduces("缓存", &[text.to_owned()]);
        assert_eq!(introduces("缓存: 放在手边的一份"), 1.0);
        assert_eq!(introduces("先看缓存, 所谓缓存就近取"), 1.0);
        assert_eq!(introduces("缓存, 是指留一份"), 1.0);
        for text in ["这种做法叫做“缓存”", "缓存(cache) 先看", "放在手边(缓存), 省得再取"]
        {
            assert!((0.1..0.9).contains(&introduces(text)), "{text}");
        }
        assert_eq!(introduces("缓存太小, 总要再取"), 0.0);
        assert_eq!(introduces("清掉缓存"), 0.0);
    }
}
