//! From folded text to terms, the same way for notes and for queries.
//!
//! Two views of a text, neither of which guesses at its language:
//!
//! - *literal*: all that stands there, with positions, so that any run of characters is found exactly, in every script
//!   and whatever the words of the language are; see `pieces`. Ranking goes by these terms too: words of letters are
//!   such, and so are Chinese words of two characters; longer ones are phrases of them.
//! - *names*, of short texts alone: words, pairs and single characters, for ranking.
//!
//! What the words are, ICU4X's dictionary segmenter says, of queries and names; each Latin compound is one as a whole
//! too (`gpt-5.2`, `go-to-market`), which is how one version of a thing is told from the next.
//!
//! Text comes in normalised ([`crate::text::normalise`]); nothing here folds.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::pieces::Literal;
use super::schema::{CHARACTERS, NAMES};
use crate::text::{Script, script};

/// The byte ranges of the words of a normalised text; a compound stands behind its parts.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut words = Vec::new();
    let mut start = 0;
    let mut compound: Option<Range<usize>> = None;
    let mut parts = 0;
    let finish = |compound: &mut Option<Range<usize>>, parts: &mut usize, words: &mut Vec<Range<usize>>| {
        if let Some(range) = compound.take()
            && *parts > 1
        {
            words.push(range);
        }
        *parts = 0;
    };
    for (end, kind) in segmenter.segment_str(text).iter_with_word_type() {
        let segment = &text[start..end];
        if kind.is_word_like() {
            words.push(start..end);
        }
        let spaced = segment.chars().all(|character| script(character) == Script::Word || character == '.');
        if kind.is_word_like() && spaced {
            match &mut compound {
                Some(range) if range.end == start => range.end = end,
                Some(range) if joins(&text[range.end..start]) => range.end = end,
                _ => {
                    finish(&mut compound, &mut parts, &mut words);
                    compound = Some(start..end);
                }
            }
            parts += 1;
        } else if !joins(segment) {
            finish(&mut compound, &mut parts, &mut words);
        }
        start = end;
    }
    finish(&mut compound, &mut parts, &mut words);
    words
}

/// Whether what stands between two Latin words makes them one compound.
fn joins(between: &str) -> bool {
    matches!(between, "-" | "." | "_" | "+" | "'" | "’" | "&")
}

/// The pairs of a normalised text that serve ranking: two neighbouring Chinese characters.
pub fn han_pairs(text: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    let mut previous: Option<usize> = None;
    for (start, character) in text.char_indices() {
        let han = script(character) == Script::Han;
        if let (Some(before), true) = (previous, han) {
            pairs.push(before..start + character.len_utf8());
        }
        previous = han.then_some(start);
    }
    pairs
}

/// Names a tokenizer of each kind for tantivy.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    // tantivy asks for a tokenizer named `default` also where a field is a number.
    for name in ["raw", "default"] {
        manager.register(name, TextAnalyzer::from(RawTokenizer::default()));
    }
    manager.register(CHARACTERS, TextAnalyzer::from(Literal));
    manager.register(NAMES, TextAnalyzer::from(Listed { list: name_terms }));
    manager
}

/// All that a short text can be found by: its words of letters, and pairs of Chinese characters and single ones, of which
/// its Chinese words are made.
fn name_terms(text: &str) -> Vec<Range<usize>> {
    let is_han = |character| script(character) == Script::Han;
    let mut terms = Vec::new();
    let mut start = 0;
    for stretch in text.split(is_han) {
        if stretch.contains(|character| script(character) == Script::Word) {
            terms.extend(words(stretch).into_iter().map(|word| start + word.start..start + word.end));
        }
        start += stretch.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    terms.extend(han_pairs(text));
    let singles = text.char_indices().filter(|&(_, character)| is_han(character));
    terms.extend(singles.map(|(start, character)| start..start + character.len_utf8()));
    terms
}

/// Tokens of a list of ranges.
#[derive(Clone)]
struct Listed {
    list: fn(&str) -> Vec<Range<usize>>,
}

impl Tokenizer for Listed {
    type TokenStream<'a> = ListedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ListedStream<'a> {
        let ranges = (self.list)(text).into_iter();
        ListedStream { text, ranges, token: Token { position: usize::MAX, ..Token::default() } }
    }
}

struct ListedStream<'a> {
    text: &'a str,
    ranges: std::vec::IntoIter<Range<usize>>,
    token: Token,
}

impl TokenStream for ListedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(range) = self.ranges.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.text[range.clone()]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, ranges: Vec<Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[track_caller]
    fn check_words(text: &str, expect: &[&str]) {
        assert_eq!(texts(text, words(text)), expect);
    }

    #[test]
    fn words_are_those_of_the_dictionary() {
        check_words("推理成本将大幅下降", &["推理", "成本", "将", "大幅", "下降"]);
    }

    #[test]
    fn latin_compounds_stand_beside_their_parts() {
        check_words("gpt-5.2的成本", &["gpt", "5.2", "的", "gpt-5.2", "成本"]);
        check_words("重跑gen-itgc后", &["重", "跑", "gen", "itgc", "后", "gen-itgc"]);
        check_words("sam altman, a - b", &["sam", "altman", "a", "b"]);
    }

    #[test]
    fn names_are_found_by_words_of_letters_pairs_and_characters() {
        let text = "用gpt-5写 代码";
        let expect = ["gpt", "5", "gpt-5", "代码", "用", "写", "代", "码"];
        assert_eq!(texts(text, name_terms(text)), expect);
    }

    #[test]
    fn ranking_pairs_do_not_cross_marks_or_scripts() {
        let text = "用ai写，代码";
        assert_eq!(texts(text, han_pairs(text)), ["代码"]);
    }
}
