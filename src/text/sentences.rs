//! Long texts in parts that end where sentences do.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::marks::{only_opens_quotation, opens_brackets};
use super::{Script, script};

/// The parts of a text, of at most `most` bytes (and at least one character) each, in order and without gaps: each ends
/// with a sentence (Unicode Standard Annex 29), or, where a sentence is longer, behind the last white space, else between
/// two characters that are not of one word. A text that is no longer is one part, without a look at it.
pub fn parts(text: &str, most: usize) -> Vec<Range<usize>> {
    if text.len() <= most {
        return std::iter::once(0..text.len()).collect();
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    for (start, sentence) in text.split_sentence_bound_indices() {
        match parts.last_mut() {
            Some(part) if part.len() + sentence.len() <= most => part.end += sentence.len(),
            _ => cut_sentence(start, sentence, most, &mut parts),
        }
    }
    parts
}

/// The first sentence of a text, without the white space around it.
pub fn first(text: &str) -> &str {
    // For the annex a mark that opens the next sentence is like one that closes this one.
    let opens = |character: char| {
        character.is_whitespace()
            || matches!(character, '《' | '〈')
            || only_opens_quotation(character)
            || opens_brackets(character)
    };
    text.trim_start().split_sentence_bounds().next().unwrap_or_default().trim_end_matches(opens)
}

/// Adds a sentence that begins a part, and is cut where it is too long for one.
fn cut_sentence(start: usize, sentence: &str, most: usize, parts: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while sentence.len() - from > most {
        let rest = &sentence[from..];
        let limit = (0..=most).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let places = || rest[..limit].char_indices().rev();
        let behind_space = places()
            .find(|(_, character)| character.is_whitespace())
            .map(|(at, space)| at + space.len_utf8());
        let is_word = |character: Option<char>| character.is_some_and(|it| script(it) == Script::Word);
        let within_word =
            |at: usize| is_word(rest[..at].chars().next_back()) && is_word(rest[at..].chars().next());
        let between_words =
            || places().map(|(at, _)| at).chain([limit]).rfind(|at| *at > 0 && !within_word(*at));
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let to = behind_space.or_else(between_words).unwrap_or(limit).max(first);
        parts.push(start + from..start + from + to);
        from += to;
    }
    if from < sentence.len() {
        parts.push(start + from..start + sentence.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, most: usize, expect: &[&str]) {
        let found: Vec<&str> = parts(text, most).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn parts_end_with_sentences() {
        check("第一句。第二句！第三句", 30, &["第一句。第二句！", "第三句"]);
        check("One is short. Two is not.", 16, &["One is short. ", "Two is not."]);
        check("短", 1, &["短"]);
        check("", 0, &[""]);
    }

    #[test]
    fn the_first_sentence_has_its_marks() {
        assert_eq!(first("\n第一句，“对。”第二句"), "第一句，“对。”");
        assert_eq!(first("没有标点"), "没有标点");
        for open in ["《", "“", "（", " (", "「", "【"] {
            assert_eq!(first(&format!("最好的小说。{open}三体")), "最好的小说。", "{open}");
        }
        assert_eq!(first(""), "");
    }

    #[test]
    fn what_is_longer_than_a_part_is_cut_where_it_can_be() {
        check("没有标点也没有空格", 12, &["没有标点", "也没有空", "格"]);
        check("ab cd efghijk lm", 6, &["ab cd ", "efghij", "k lm"]);
    }

    proptest! {
        #[test]
        fn parts_are_the_text(text in "[一-三。！a-c \n\u{301}😀]{0,60}", most in 0usize..40) {
            let parts = parts(&text, most);
            let joined: String = parts.iter().map(|part| &text[part.clone()]).collect();
            prop_assert_eq!(&joined, &text);
            let is_short = |part: &Range<usize>| part.len() <= most || text[part.clone()].chars().count() == 1;
            prop_assert!(parts.iter().all(is_short) || text.len() <= most, "{:?}", parts);
        }
    }
}
