//! Display columns, and what may not reach a terminal.
//!
//! A Han character takes two columns, a combining mark none. Ambiguous characters (`“`, `…`, `—`) count as one, as
//! terminals outside the old CJK code pages draw them. Nothing here shortens text: whoever lacks room wraps.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Display columns of one line of text.
pub fn columns(line: &str) -> usize {
    line.width()
}

/// The text without anything a terminal would obey instead of showing: escape sequences with all they carry,
/// control characters other than line feed and tab, changes of writing direction, and the invisible tag characters.
/// A carriage return before a line feed goes too; the separators U+2028 and U+2029 become line feeds.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| is_unsafe(character) || is_separator(character)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let sequence = escape_sequence(rest);
        if sequence > 0 {
            rest = &rest[sequence..];
            continue;
        }
        rest = &rest[character.len_utf8()..];
        if is_separator(character) {
            kept.push('\n');
        } else if !is_unsafe(character) {
            kept.push(character);
        }
    }
    Cow::Owned(kept)
}

/// [`clean`] text on a single line: every run of line feeds and tabs, with the spaces around it, is one space.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.contains(['\n', '\t']) {
        return text;
    }
    let pieces: Vec<&str> =
        text.split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    Cow::Owned(pieces.join(" "))
}

/// The beginning and the end of a text of one line, in so many columns.
pub fn shortened(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    // Each character has a column at least, and some have two.
    let mut kept = characters.len().min(room);
    loop {
        let end: String = characters[characters.len() - kept / 2..].iter().collect();
        let beginning: String = characters[..kept - kept / 2].iter().collect();
        let short = format!("{beginning}…{end}");
        if columns(&short) <= room || kept == 0 {
            return short;
        }
        kept -= 1;
    }
}

/// Whether a character must be escaped or dropped wherever text may end up on a terminal. Line feed and tab are not.
pub fn is_unsafe(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{b}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

fn is_separator(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}')
}

/// Bytes of the escape sequence that `text` begins with (ECMA-48), or 0. A sequence that never ends is only as long
/// as its introducer, so that a stray one hides no text.
fn escape_sequence(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    let introducer = match text.chars().next() {
        Some('\u{1b}') => match characters.next() {
            Some((_, character)) => character,
            None => return 1,
        },
        Some('\u{9b}') => '[',
        Some('\u{9d}') => ']',
        Some('\u{90}') => 'P',
        _ => return 0,
    };
    let opened = characters.clone().next().map_or(text.len(), |(at, _)| at);
    match introducer {
        '[' => {
            for (at, character) in characters {
                match character {
                    '\u{40}'..='\u{7e}' => return at + 1,
                    '\u{20}'..='\u{3f}' => {}
                    _ => return at,
                }
            }
            opened
        }
        ']' | 'P' | 'X' | '^' | '_' => {
            let mut escaped = false;
            for (at, character) in characters {
                match character {
                    '\u{7}' => return at + 1,
                    '\u{9c}' => return at + character.len_utf8(),
                    '\\' if escaped => return at + 1,
                    '\n' => return opened,
                    _ => escaped = character == '\u{1b}',
                }
            }
            opened
        }
        // Two-character functions, and those with intermediate bytes such as a choice of character set.
        '\u{20}'..='\u{2f}' => {
            match characters.find(|(_, character)| !matches!(character, '\u{20}'..='\u{2f}')) {
                Some((at, character)) if character.is_ascii_graphic() => at + 1,
                _ => 1,
            }
        }
        '\u{30}'..='\u{7e}' => opened,
        _ => 1,
    }
}

/// Where to break a word that is wider than its line: offset of the first byte that no longer fits. At least one
/// character as a reader sees it always fits.
pub(crate) fn fitting(word: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in word.grapheme_indices(true) {
        used += columns(grapheme);
        if used > room && at > 0 {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_takes_two_columns_and_marks_none() {
        assert_eq!(columns("GPT-5.2级别"), 11);
        assert_eq!(columns("e\u{301}"), 1);
        assert_eq!(columns("（）"), 4);
    }

    #[test]
    fn escape_sequences_vanish_with_what_they_carry() {
        for (input, expect) in [
            ("plain 中文\tand\nlines", "plain 中文\tand\nlines"),
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("a\u{1b}]0;title\u{7}b", "ab"),
            ("a\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\b", "alinkb"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}Pq#0\u{1b}\\b", "ab"),
            ("a\u{1b}(Bb", "ab"),
            ("a\u{1b}cb", "ab"),
            ("字\u{1b}字", "字字"),
            ("a\u{1b}", "a"),
            ("a\u{1b}[", "a"),
            ("a\u{1b}]never ends", "anever ends"),
            ("a\r\nb\u{7}\u{8}\u{7f}\u{85}", "a\nb"),
            ("a\u{202e}b\u{2066}c\u{e0041}", "abc"),
            ("a\u{2028}b", "a\nb"),
        ] {
            assert_eq!(clean(input), expect, "{input:?}");
        }
    }

    #[test]
    fn one_line_has_no_breaks() {
        assert_eq!(one_line("一\n\n 二\t三\r\n"), "一 二 三");
        assert_eq!(one_line("一 二"), "一 二");
    }

    #[test]
    fn a_word_breaks_between_whole_characters() {
        assert_eq!(fitting("中文字", 4), 6);
        assert_eq!(fitting("中文字", 5), 6);
        assert_eq!(fitting("中", 1), 3);
        assert_eq!(fitting("e\u{301}e", 1), 3);
    }
}
