//! Words and pairs: terms that are cut out of a text by what its characters mean together.
//!
//! What the words are, ICU4X's dictionary segmenter says; the only place that names it. Each Latin compound is one as a
//! whole too (`gpt-5.2`, `go-to-market`), which is how one version of a thing is told from the next.

use std::ops::Range;
use std::sync::LazyLock;

use icu_provider::{DataError, DataErrorKind, DataMarker, DataProvider, DataRequest, DataResponse};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::provider::{Baked, SegmenterDictionaryAutoV2, SegmenterDictionaryExtendedV2};

use crate::text::{Script, script};

/// To find its data takes as long as to cut a heading, so that is done once.
static SEGMENTER: LazyLock<WordSegmenter> = LazyLock::new(|| {
    let options = WordBreakInvariantOptions::default();
    let mut segmenter = WordSegmenter::new_for_non_complex_scripts(options).static_to_owned();
    // Without them each Chinese character would be a word, and a test tells; what is compiled in is there.
    let _ = segmenter.load_dictionary_unstable(&ChineseAndJapanese);
    segmenter
});

/// The dictionaries that are compiled in: those of Burmese, Khmer, Lao and Thai would make the program a megabyte larger, and in
/// these languages a run without spaces is found as a whole or by its letters.
struct ChineseAndJapanese;

impl DataProvider<SegmenterDictionaryAutoV2> for ChineseAndJapanese {
    fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<SegmenterDictionaryAutoV2>, DataError> {
        Baked.load(request)
    }
}

impl DataProvider<SegmenterDictionaryExtendedV2> for ChineseAndJapanese {
    fn load(
        &self,
        request: DataRequest<'_>,
    ) -> Result<DataResponse<SegmenterDictionaryExtendedV2>, DataError> {
        Err(DataErrorKind::IdentifierNotFound.with_req(SegmenterDictionaryExtendedV2::INFO, request))
    }
}

/// The byte ranges of the words of a normalised text; a compound stands after its parts.
pub fn words(text: &str) -> Vec<Range<usize>> {
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
    for (end, kind) in SEGMENTER.as_borrowed().segment_str(text).iter_with_word_type() {
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
    matches!(between, "-" | "." | "_" | "+" | "'" | "&")
}

/// The pairs of a normalised text that serve ranking: two neighbouring Chinese characters.
pub fn han_pairs(text: &str) -> Vec<Range<usize>> {
    let mut pairs = Vec::new();
    each_han_pair(text, |pair| pairs.push(pair));
    pairs
}

fn each_han_pair(text: &str, mut give: impl FnMut(Range<usize>)) {
    let mut previous: Option<usize> = None;
    for (start, character) in text.char_indices() {
        let han = script(character) == Script::Han;
        if let (Some(before), true) = (previous, han) {
            give(before..start + character.len_utf8());
        }
        previous = han.then_some(start);
    }
}

/// All that a short text can be found by: its words of letters, and pairs of Chinese characters and single ones, of which
/// its Chinese words are made.
pub fn name_terms(text: &str) -> Vec<Range<usize>> {
    let is_han = |character| script(character) == Script::Han;
    // Each Chinese character, of three bytes, gives two.
    let mut terms = Vec::with_capacity(text.len());
    let mut start = 0;
    for stretch in text.split(is_han) {
        if stretch.contains(|character| script(character) == Script::Word) {
            terms.extend(words(stretch).into_iter().map(|word| start + word.start..start + word.end));
        }
        start += stretch.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    each_han_pair(text, |pair| terms.push(pair));
    let singles = text.char_indices().filter(|&(_, character)| is_han(character));
    terms.extend(singles.map(|(start, character)| start..start + character.len_utf8()));
    terms
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
    fn a_script_without_a_dictionary_is_cut_somewhere_and_loses_nothing() {
        for text in ["ทุกสองสัปดาห์", "推理ภาษาไทย成本", "ភាសាខ្មែរ", "日本語の形態素"]
        {
            let words = words(text);
            assert!(!words.is_empty(), "{text}");
            assert!(words.iter().all(|word| text.get(word.clone()).is_some()), "{text}");
        }
        check_words("日本語の形態素", &["日本語", "の", "形態素"]);
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
