//! From a query to the terms that say what it is about.
//!
//! A word that white space separates may be one term (`gpt-5.2`, 成本) or a whole question. Its words come from the
//! same segmenter as the index's. Function words, question words and punctuation carry no weight of their own: they
//! are terms only where a query has nothing else. Chinese characters that the segmenter leaves single are joined
//! with single neighbours, for they are more likely a name that it does not know than words.

use crate::analysis::words;
use crate::language::Words;
use crate::language::lexicon::{EVERYDAY_WORDS, FUNCTION_WORDS};
use crate::text::{Script, script};

/// Whether a word carries no weight of its own.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(word)
}

/// Whether a word carries little weight, however rare it is in a library.
pub(super) fn is_everyday_word(word: &str) -> bool {
    EVERYDAY_WORDS.contains(word)
}

/// Whether one of the words stands in a normalised text; an English one only by itself, as `when` does not in `whenever`.
pub(super) fn occurs(list: &Words, text: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphanumeric();
    list.around(text).any(|(before, after)| {
        let word = &text[before.len()..text.len() - after.len()];
        !word.is_ascii() || !before.ends_with(is_letter) && !after.starts_with(is_letter)
    })
}

/// Whether a text is made of words that carry no weight of their own: 是什么.
pub(super) fn is_of_function_words(text: &str) -> bool {
    words(text).into_iter().all(|range| is_function_word(&text[range]))
}

/// A question in the form A-not-A as the statement that it asks for: 省不省钱 is about 省钱. What asks and no more is left as it is.
fn without_choice(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut stated = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(first) = characters.get(at) {
        stated.push(*first);
        let is_choice = script(*first) == Script::Han
            && matches!(characters.get(at + 1), Some('不' | '没'))
            && characters.get(at + 2) == Some(first)
            && !is_function_word(&characters[at..at + 3].iter().collect::<String>());
        at += if is_choice { 3 } else { 1 };
    }
    stated
}

/// The terms of a normalised word or question, in order, each once. Never empty for text that is not.
pub(super) fn terms(text: &str) -> Vec<String> {
    let text = without_choice(text);
    let text = text.as_str();
    let mut terms: Vec<String> = Vec::new();
    let mut single: Option<std::ops::Range<usize>> = None;
    let mut push = |term: &str| {
        if !term.is_empty() && !terms.iter().any(|known| known == term) {
            terms.push(term.to_owned());
        }
    };
    for range in outermost(words(text)) {
        let word = &text[range.clone()];
        let lone =
            word.chars().count() == 1 && word.chars().all(|character| script(character) == Script::Han);
        if lone && !is_function_word(word) {
            match &mut single {
                Some(run) if run.end == range.start => run.end = range.end,
                _ => {
                    single.take().into_iter().for_each(|run| push(&text[run]));
                    single = Some(range);
                }
            }
            continue;
        }
        single.take().into_iter().for_each(|run| push(&text[run]));
        if !is_function_word(word) {
            push(word);
        }
    }
    single.take().into_iter().for_each(|run| push(&text[run]));
    if terms.is_empty() && !text.is_empty() {
        terms.push(text.to_owned());
    }
    terms
}

/// Drops words that lie within a longer one, as `5.2` does in `gpt-5.2`.
fn outermost(mut words: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    words.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    words.retain(|range| {
        let keep = range.end > end;
        end = end.max(range.end);
        keep
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(terms(text), expect, "{text}");
    }

    #[test]
    fn a_question_is_about_its_content_words() {
        check("二战是什么时候开始的?", &["二战", "开始"]);
    }

    #[test]
    fn a_choice_is_about_what_it_offers() {
        check("会员卡省不省钱", &["会员", "卡", "省钱"]);
        check("渡轮开没开", &["渡轮", "开"]);
        assert_eq!(without_choice("说不说得清是不是"), "说得清是不是");
        assert_eq!(without_choice("不得不"), "不得不");
    }

    #[test]
    fn compounds_stay_whole() {
        check("gpt-5.2的成本", &["gpt-5.2", "成本"]);
    }

    #[test]
    fn what_only_asks_is_made_of_function_words() {
        assert!(is_of_function_words("是什么"));
        assert!(is_of_function_words("什么"));
        assert!(!is_of_function_words("定义是什么"));
        assert!(!is_of_function_words("mcp"));
    }

    #[test]
    fn a_query_of_function_words_is_kept() {
        check("的", &["的"]);
        check("。", &["。"]);
    }

    #[test]
    fn unknown_names_are_joined() {
        check("雾凇拼音", &["雾凇", "拼音"]);
    }
}
