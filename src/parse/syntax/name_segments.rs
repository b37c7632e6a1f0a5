//! The pieces of a list of people: what stands between its marks.
//!
//! ```text
//! list = piece ( mark piece )*          ; mark = "、" | "，" | "；" | "|" | "+" | "×" | line end
//!                                       ;      | "/" | "&" between names | "和" | "与" between Chinese names
//!                                       ;      | " and " | " with " | " 和 " | …
//! ```
//!
//! Brackets are never parted.

use crate::language::bare_name;
use crate::language::name_shape::{self, Shape, is_han};
use crate::text::marks;

/// A piece of a list and the mark before it.
pub(super) struct Segment<'v> {
    pub(super) mark: Option<char>,
    pub(super) text: &'v str,
}

/// Splits a list at its marks, outside of brackets.
pub(super) fn segments(value: &str) -> Vec<Segment<'_>> {
    let mut segments = vec![];
    let mut depth = 0_u32;
    let mut start = 0;
    let mut mark = None;
    let mut push = |mark: Option<char>, text| {
        let parts = split_at_and(text).into_iter().enumerate();
        segments.extend(
            parts.map(|(part, text)| Segment { mark: if part == 0 { mark } else { Some('和') }, text }),
        );
    };
    for (at, character) in value.char_indices() {
        if marks::opens_brackets(character) {
            depth += 1;
        } else if marks::closes_brackets(character) {
            depth = depth.saturating_sub(1);
        }
        let next = at + character.len_utf8();
        let splits = match character {
            '、' | '，' | ',' | '；' | ';' | '\n' | '|' | '｜' | '+' | '×' => true,
            // `Money & Macro` is one channel.
            '/' | '／' | '&' | '＆' => is_between_names(&value[start..at], &value[next..]),
            _ => false,
        };
        if depth == 0 && splits {
            push(mark, &value[start..at]);
            mark = Some(if character == '｜' { '|' } else { character });
            start = next;
        }
    }
    push(mark, &value[start..]);
    segments
}

/// Whether a name stands on both sides of a mark.
fn is_between_names(before: &str, after: &str) -> bool {
    let end = after.find(['、', '，', ',', '；', ';', '/', '&', '|', '\n']).unwrap_or(after.len());
    let is_name = |text: &str| {
        let (text, has_brackets) = match text.find(marks::opens_brackets) {
            Some(at) => (&text[..at], true),
            None => (text, false),
        };
        let text = text.rsplit(['：', ':']).next().unwrap_or(text).trim();
        let shape = name_shape::shape(bare_name::bare(text));
        shape == Shape::Person || shape == Shape::Open && (has_brackets || text.contains(is_han))
    };
    is_name(before) && is_name(&after[..end])
        || is_name(before) && !is_name(&after[..end]) && after.contains(is_han)
}

/// `李明和王芳`, `Li Ming and Wang Fang` and `Chen with Wu` are two.
fn split_at_and(part: &str) -> Vec<&str> {
    const WORDS: [&str; 5] = [" and ", " 和 ", " 与 ", " 及 ", " with "];
    let is_outside = |before: &str| {
        before.matches(marks::opens_brackets).count() == before.matches(marks::closes_brackets).count()
    };
    let parted = WORDS.iter().find_map(|word| part.split_once(word).filter(|(before, _)| is_outside(before)));
    if let Some((before, after)) = parted {
        return split_at_and(before).into_iter().chain(split_at_and(after)).collect();
    }
    for word in ['和', '与', '及'] {
        if let Some((before, after)) = part.split_once(word) {
            let is_name = |text: &str| {
                let name = text.split(marks::opens_brackets).next().unwrap_or(text).trim();
                (2..=4).contains(&name.chars().count()) && name_shape::shape(name) == Shape::Person
            };
            if is_name(before) && is_name(after) {
                return vec![before, after];
            }
        }
    }
    vec![part]
}

/// `li-ming` names a page, not a person.
pub(super) fn is_slug(name: &str) -> bool {
    name.contains('-') && !name.chars().any(|c| c.is_uppercase() || !c.is_ascii() || c.is_whitespace())
}

/// Marks around the whole are no part of the name, those around a nickname are.
pub(super) fn unmarked(name: &str) -> &str {
    let unmarked = name.trim_matches(marks::is_quotation);
    if unmarked.contains(marks::is_quotation) { name } else { unmarked }
}
