//! Line wrapping by the rules of Chinese typesetting, in display columns.
//!
//! Where a line may end is Unicode's line breaking algorithm (UAX #14, through `textwrap`): between Han characters, never
//! before closing punctuation, never after opening punctuation. Two things are added. Curly quotation marks next to
//! Han text open and close like 「」 (Unicode 16's rule LB 19a; older data forbids every break beside them, which
//! leaves ragged lines). And a run of Latin letters, digits and their marks stays whole (`Go-to-Market`, `GPT-5.2`, an
//! address) unless it is longer than the line. Lines are filled greedily: Chinese has no hyphenation to balance.

use std::ops::Range;

use textwrap::WordSeparator;

use super::width::{columns, fitting};

/// Breaks one paragraph into lines of at most `width` columns: byte ranges of `text`, without the spaces at the breaks.
/// A line feed in the text ends a line too. There is at least one line.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    wrap_after(text, 0, width)
}

/// As [`wrap`], with the first `taken` columns of the first line already in use. When not even a first word fits
/// after them, the first line is empty.
pub fn wrap_after(text: &str, taken: usize, width: usize) -> Vec<Range<usize>> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut offset = 0;
    for paragraph in text.split('\n') {
        let taken = if offset == 0 { taken } else { 0 };
        wrap_paragraph(paragraph, offset, taken, width, &mut lines);
        offset += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, offset: usize, taken: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    // The line so far: from `start` to the end of its last word without (`end`) and with (`next`) trailing spaces.
    let (mut start, mut end, mut next) = (0, 0, 0);
    let mut used = taken;
    for piece in pieces(text, width) {
        let word_end = piece.start + text[piece.clone()].trim_end().len();
        let gap = columns(&text[end..next]);
        let mut word = piece.start..word_end;
        if used + gap + columns(&text[word.clone()]) > width {
            if used > 0 {
                lines.push(offset + start..offset + end);
            }
            (start, used) = (word.start, 0);
        } else {
            used += gap;
        }
        // A word wider than the whole line.
        while used + columns(&text[word.clone()]) > width {
            let cut = word.start + fitting(&text[word.clone()], width);
            if cut >= word.end {
                break;
            }
            lines.push(offset + start..offset + cut);
            start = cut;
            word.start = cut;
            used = 0;
        }
        used += columns(&text[word.clone()]);
        end = word.end;
        next = piece.end;
    }
    lines.push(offset + start..offset + end);
}

/// The pieces that may not be broken, each with the spaces after it. A Latin run that is wider than the line falls into
/// the pieces between its own break places.
fn pieces(text: &str, width: usize) -> Vec<Range<usize>> {
    let places = places(text);
    let mut pieces = Vec::new();
    let mut first = 0;
    while first < places.len() {
        let follows =
            |next: &usize| within_latin(&text[..places[next - 1].end], &text[places[*next].clone()]);
        let count = 1 + (first + 1..places.len()).take_while(follows).count();
        let run = places[first].start..places[first + count - 1].end;
        if columns(text[run.clone()].trim_end()) <= width {
            pieces.push(run);
        } else {
            pieces.extend_from_slice(&places[first..first + count]);
        }
        first += count;
    }
    pieces
}

fn within_latin(before: &str, after: &str) -> bool {
    let latin = |character: char| {
        character.is_ascii_graphic() || (character.is_alphabetic() && character < '\u{2000}')
    };
    before.chars().next_back().is_some_and(latin) && after.chars().next().is_some_and(latin)
}

/// The pieces between the places where UAX #14 allows a break.
fn places(text: &str) -> Vec<Range<usize>> {
    let quoted = directed_quotes(text);
    let mut places = Vec::new();
    let mut start = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(&quoted) {
        let end = start + word.word.len() + word.whitespace.len();
        if end > start {
            places.push(start..end);
        }
        start = end;
    }
    places
}

/// The text with curly quotation marks put as corner brackets, which have the same length in bytes, wherever they
/// stand beside Han text; an apostrophe between Latin letters stays.
fn directed_quotes(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(['“', '”', '‘', '’']) {
        return text.into();
    }
    let latin =
        |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    let mut directed = String::with_capacity(text.len());
    let mut before = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let inside_latin = latin(before) && latin(characters.peek().copied());
        directed.push(match character {
            '“' | '‘' if !inside_latin => '「',
            '”' | '’' if !inside_latin => '」',
            other => other,
        });
        before = Some(character);
    }
    directed.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn han_breaks_between_characters() {
        assert_eq!(lines("推理成本与速度", 6), ["推理成", "本与速", "度"]);
        assert_eq!(lines("推理成本与速度", 7), ["推理成", "本与速", "度"]);
        assert_eq!(lines("推理成本与速度", 80), ["推理成本与速度"]);
    }

    #[test]
    fn no_closing_mark_begins_a_line() {
        assert_eq!(lines("成本会降低，速度", 10), ["成本会降", "低，速度"]);
        assert_eq!(lines("他说“降低成本”。好", 14), ["他说“降低成", "本”。好"]);
        assert_eq!(lines("一二三四！？五", 8), ["一二三", "四！？五"]);
    }

    #[test]
    fn no_opening_mark_ends_a_line() {
        assert_eq!(lines("一二三（四五）", 8), ["一二三", "（四五）"]);
        assert_eq!(lines("一二三“四五”", 8), ["一二三", "“四五”"]);
        assert_eq!(lines("一二三《四五》", 8), ["一二三", "《四五》"]);
    }

    #[test]
    fn latin_words_stay_whole() {
        assert_eq!(lines("以GPT-5.2级别的成本", 8), ["以", "GPT-5.2", "级别的成", "本"]);
        assert_eq!(lines("市场 Go-to-Market 策略", 14), ["市场", "Go-to-Market", "策略"]);
        assert_eq!(lines("I don’t know", 7), ["I don’t", "know"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken() {
        assert_eq!(
            lines("https://example.org/a/very-long-path", 20),
            ["https://example.org/", "a/very-long-path"]
        );
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("推理[成本](a/very-long-path)", 12), ["推理[成本]", "(a/", "very-long-pa", "th)"]);
    }

    #[test]
    fn room_taken_counts_on_the_first_line() {
        let text = "推理成本";
        assert_eq!(wrap_after(text, 4, 8), vec![0..6, 6..12]);
        assert_eq!(wrap_after(text, 8, 8), vec![0..0, 0..12]);
    }

    #[test]
    fn line_feeds_end_lines() {
        assert_eq!(lines("一\n\n二三", 4), ["一", "", "二三"]);
        assert_eq!(lines("", 4), [""]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_only_spaces(text in "[ a-z0-9.,一-三-（）“”。，！、《》—…😀]{0,80}", width in 8usize..60) {
            let broken = lines(&text, width);
            for line in &broken {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
            let kept: String = broken.concat().split_whitespace().collect();
            prop_assert_eq!(kept, text.split_whitespace().collect::<String>());
        }

        #[test]
        fn any_text_fits(text in "\\PC{0,60}", width in 8usize..40) {
            for line in lines(&text, width) {
                prop_assert!(columns(line) <= width, "{line:?}");
            }
        }

        #[test]
        fn only_a_single_character_may_be_wider_than_the_line(text in "\\PC{0,60}|[a中。，“”é\u{301}\u{200d}👨👩🏽]{0,20}", width in 2usize..8) {
            for line in lines(&text, width) {
                prop_assert!(columns(line) <= width || wrap(line, 2).len() == 1, "{line:?}");
            }
        }

        #[test]
        fn punctuation_stands_where_it_may(text in "([一-三]{1,9}[，。！”）]|[（“《][一-三]{1,9}|[a-z]{1,6} ){1,12}", width in 12usize..60) {
            for line in lines(&text, width).iter().skip(1) {
                prop_assert!(!line.starts_with(['，', '。', '！', '”', '）']), "{line:?}");
            }
            for line in lines(&text, width).iter().rev().skip(1) {
                prop_assert!(!line.ends_with(['（', '“', '《']), "{line:?}");
            }
        }
    }
}
