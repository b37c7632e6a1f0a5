//! The pieces of a list of people: what stands between its marks.
//!
//! ```text
//! list = piece ( mark piece )*          ; mark = "、" | "，" | "；" | "|" | "+" | "×" | line end | " " between names with "@"
//!                                       ;      | " " between brackets and a name with brackets of its own
//!                                       ;      | "/" | "&" between names | "和" | "与" between Chinese names
//!                                       ;      | " and " | " with " | " 和 " | …
//! ```
//!
//! Brackets are never parted.

use crate::language::bare_name;
use crate::language::lexicon;
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
            // `@李明 @王芳`
            ' ' if value[start..].starts_with('@') => value[next..].starts_with('@'),
            ' ' => is_before_another(&value[start..at], &value[next..]),
            _ => false,
        };
        if depth == 0 && splits {
            push(mark, &value[start..at]);
            mark = Some(if character == '｜' { '|' } else { character });
            start = next;
        }
    }
    push(mark, &value[start..]);
    // `李明、王芳；请假：张三`: whoever is named from there on is not there.
    let absent = segments.iter().position(|segment| names_absent(segment.text));
    segments.truncate(absent.filter(|first| *first > 0).unwrap_or(segments.len()));
    segments.retain(|segment| !is_absent(segment.text));
    segments
}

/// Whether brackets end and somebody's full name with brackets of its own begins, as on a further line of a table's cell:
/// `李明（某厂） 王芳（某社）`. A title is none, and in other letters it is the same one: `李明（某厂） Li Ming（某社）`.
fn is_before_another(before: &str, after: &str) -> bool {
    let name = after.find(marks::opens_brackets).map(|at| after[..at].trim());
    before.ends_with(marks::closes_brackets)
        && before.trim_start().starts_with(is_han) == after.trim_start().starts_with(is_han)
        && name.is_some_and(|name| bare_name::is_full(name) && name_shape::shape(name) == Shape::Person)
}

fn names_absent(piece: &str) -> bool {
    piece.split_once(['：', ':']).is_some_and(|(key, _)| lexicon::ABSENT.occur_in(&key.to_lowercase()))
}

/// Whether a piece says in brackets that somebody is not there: `张三（请假）`.
fn is_absent(piece: &str) -> bool {
    let inner = piece.find(marks::opens_brackets).map(|at| &piece[at..]);
    inner.is_some_and(|inner| lexicon::ABSENT.occur_in(&inner.to_lowercase()))
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
    const WORDS: [&str; 6] = [" and ", " 和 ", " 与 ", " 及 ", " with ", " x "];
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
            // `李明和主持人`
            let are_two = match (is_name(before), is_name(after)) {
                (true, true) => true,
                (true, false) => is_part(after),
                (false, true) => is_part(before),
                (false, false) => false,
            };
            if are_two {
                return vec![before, after];
            }
        }
    }
    vec![part]
}

/// Whether a piece tells what somebody does where people talk, and names nobody: 主持人, 现场主持人（匿名）, `the host`.
pub(super) fn is_part(piece: &str) -> bool {
    let is_between = |c: char| {
        matches!(c, ' ' | '-' | '–' | '—' | '：' | ':')
            || marks::opens_brackets(c)
            || marks::closes_brackets(c)
    };
    let is_somebody = |word: &str| bare_name::is_full(bare_name::bare(word)) && !name_shape::is_role(word);
    let words = marks::without_brackets(piece).to_lowercase();
    let words = words.trim().trim_end_matches(['等', '们']);
    let words = words.strip_prefix("the ").unwrap_or(words);
    // `podcast host`
    let last = words.split_once(' ').map_or(words, |(_, last)| last);
    let is_part = lexicon::PARTS_IN_TALKS.contains(last)
        || is_hosting(words)
        || name_shape::is_role(words) && lexicon::PARTS_IN_TALKS.occur_in(words);
    is_part && !piece.split(is_between).any(is_somebody)
}

/// Whether words before a name tell that its bearer hosts: 主持人, 本期主持人; but not 前主持人, 某台主持人.
pub(super) fn is_hosting(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    lexicon::HOSTING.contains(&words)
        || lexicon::BEFORE_PARTS.after_start(&words).any(|core| lexicon::HOSTING.contains(core))
}

/// `li-ming` names a page, not a person.
pub(super) fn is_slug(name: &str) -> bool {
    name.contains('-') && !name.chars().any(|c| c.is_uppercase() || !c.is_ascii() || c.is_whitespace())
}

/// What stands before and behind the first colon outside of brackets.
pub(super) fn split_colon(part: &str) -> Option<(&str, &str)> {
    let mut depth = 0_u32;
    for (at, character) in part.char_indices() {
        if marks::opens_brackets(character) {
            depth += 1;
        } else if marks::closes_brackets(character) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && matches!(character, '：' | ':') {
            return Some((&part[..at], part[at + character.len_utf8()..].trim_start_matches(':')));
        }
    }
    None
}

/// `李明 - 某公司 CEO`
pub(super) fn split_dash(core: &str) -> (&str, Option<&str>) {
    let dashes = [" - ", " — ", " – ", "——", "－", " -", "- "];
    match dashes.iter().find_map(|dash| core.split_once(dash)) {
        Some((name, rest)) if !name.trim().is_empty() => (name.trim(), Some(rest.trim())),
        _ => (core.trim(), None),
    }
}

/// Marks around the whole are no part of the name, those around a nickname are.
pub(super) fn unmarked(name: &str) -> &str {
    let unmarked = name.trim_matches(marks::is_quotation);
    if unmarked.contains(marks::is_quotation) { name } else { unmarked }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_in_a_talk_name_nobody() {
        for words in ["主持人", "现场主持人（匿名）", "访谈者", "the host", "Podcast Host", "嘉宾们"]
        {
            assert!(is_part(words), "{words}");
        }
        for words in ["主持人林岚", "林岚 主持人", "主持人（林岚）", "总裁兼CEO", "Anna Bell", "林岚"]
        {
            assert!(!is_part(words), "{words}");
        }
    }

    #[test]
    fn who_hosts_here_is_told_from_who_did_elsewhere() {
        assert!(is_hosting("主持人") && is_hosting("本期主持人") && is_hosting("Host"));
        assert!(!is_hosting("前主持人") && !is_hosting("某台主持人"));
    }
}
