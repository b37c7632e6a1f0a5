//! The terms of `analysis` as an engine takes them: joined by spaces, under its plain `whitespace` analyser.
//!
//! What a term is, `analysis` says, for the notes and for queries alike. Here it is written so that no engine can read it
//! otherwise: what separates terms there (white space within a term, as in the pair `，␠`) becomes a noncharacter, and a term
//! longer than an engine's analyser takes is cut and marked with a hash of itself, so that it is found by itself alone.
//!
//! Positions stand side by side. Where `analysis` leaves one out, for a space that the pair before it tells of, the terms
//! around it move together, in the notes and in a query alike.

use std::collections::BTreeSet;

use xxhash_rust::xxh3::xxh3_64;

use crate::analysis::{Ends, LiteralTerms, Slot, name_terms, slots};
use crate::text::{Script, script};

/// The longest term that the `whitespace` analyser takes whole, in UTF-16 units, as Java counts.
const LONGEST: usize = 255;
/// What is kept of a longer one, in characters: with the hash it stays below, whatever they are.
const KEPT: usize = 100;
/// What stands for white space within a term: noncharacters, which no text has.
const FIRST_SPACE: u32 = 0xfdd0;
/// What engines take for white space, and some that they might.
const SPACES: [char; 29] = [
    ' ', '\t', '\n', '\u{b}', '\u{c}', '\r', '\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}', '\u{85}', '\u{a0}',
    '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}',
    '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}', '\u{2028}', '\u{2029}', '\u{202f}', '\u{205f}',
    '\u{3000}',
];

/// A term as an engine has it.
pub(super) fn token(term: &str) -> String {
    let mut token = String::with_capacity(term.len());
    push_token(term, &mut token);
    token
}

/// Adds a term behind those that are there.
fn push(term: &str, joined: &mut String) {
    if !joined.is_empty() {
        joined.push(' ');
    }
    push_token(term, joined);
}

fn push_token(term: &str, joined: &mut String) {
    // Bytes are a quick bound for units.
    if term.len() > LONGEST && term.chars().map(char::len_utf16).sum::<usize>() > LONGEST {
        joined.extend(term.chars().take(KEPT).map(unspaced));
        joined.push_str(&format!("\u{fffe}{:016x}", xxh3_64(term.as_bytes())));
    } else {
        joined.extend(term.chars().map(unspaced));
    }
}

fn unspaced(character: char) -> char {
    // Most are neither white space nor controls.
    if character > ' ' && character < '\u{80}' {
        return character;
    }
    let place = SPACES.iter().position(|space| *space == character);
    let stand_in = place.and_then(|place| char::from_u32(FIRST_SPACE + u32::try_from(place).ok()?));
    stand_in.unwrap_or(character)
}

/// The literal terms of a piece of a record's words, for the field `characters`.
pub(super) fn characters(normal: &str) -> String {
    let mut joined = String::with_capacity(3 * normal.len());
    let mut terms = LiteralTerms::of(normal);
    let mut term = String::new();
    while terms.next_into(&mut term).is_some() {
        push(&term, &mut joined);
    }
    joined
}

/// Each two neighbouring characters of a piece, letters too, for the field `letters`. Only runs that begin or end with a part
/// of a word, or end behind a space, are looked for there, so a piece without either has none.
pub(super) fn letters(normal: &str) -> Option<String> {
    let is_needed = |character| character == ' ' || script(character) == Script::Word;
    normal.contains(is_needed).then(|| pairs(normal)).filter(|pairs| !pairs.is_empty())
}

/// Each two neighbouring characters.
pub(super) fn pairs(text: &str) -> String {
    let mut joined = String::with_capacity(3 * text.len());
    let mut pair = String::new();
    for (one, other) in text.chars().zip(text.chars().skip(1)) {
        pair.clear();
        pair.extend([one, other]);
        push(&pair, &mut joined);
    }
    joined
}

/// Every character of a record's words, each once, for the field `singles`.
pub(super) fn singles<'t>(normal: impl IntoIterator<Item = &'t str>) -> String {
    let all: BTreeSet<char> =
        normal.into_iter().flat_map(str::chars).filter(|character| *character != ' ').collect();
    let mut joined = String::with_capacity(4 * all.len());
    let mut buffer = [0; 4];
    for character in all {
        push(character.encode_utf8(&mut buffer), &mut joined);
    }
    joined
}

/// The terms of a short text, for the fields `name` and `context`.
pub(super) fn names(normal: &str) -> String {
    let mut joined = String::with_capacity(3 * normal.len());
    name_terms(normal).into_iter().for_each(|range| push(&normal[range], &mut joined));
    joined
}

/// What a literal run or a word comes to, for an engine. Tokens are written as it has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literally {
    /// Nothing: no record has it.
    Nothing,
    /// This token of the field `singles`.
    Single(String),
    /// This token of the field `characters`.
    Term(String),
    /// These tokens of the field `characters`, one after the other, joined by spaces.
    Phrase(String),
    /// These tokens of the field `letters`, one or more, joined by spaces; where words at its ends are whole, these of
    /// `characters` too.
    Letters {
        /// The pairs.
        phrase: String,
        /// Whole words.
        words: Vec<String>,
    },
}

/// What a normalised run or word comes to.
pub(super) fn literally(run: &str, ends: Ends) -> Literally {
    let run = run.trim();
    let slots = slots(run, ends);
    let mut characters = run.chars();
    match (characters.next(), characters.next()) {
        (None, _) => return Literally::Nothing,
        (Some(only), None) if slots.iter().any(|(_, slot)| !matches!(slot, Slot::Term(_))) => {
            return Literally::Single(token(only.encode_utf8(&mut [0; 4])));
        }
        _ => {}
    }
    if slots.iter().all(|(_, slot)| matches!(slot, Slot::Term(_))) {
        let phrase = phrase(run);
        return match phrase.contains(' ') {
            true => Literally::Phrase(phrase),
            false => Literally::Term(phrase),
        };
    }
    let is_word = |text: &String| text.chars().all(|character| script(character) == Script::Word);
    let whole = slots.into_iter().filter_map(|(_, slot)| match slot {
        Slot::Term(term) if ends == Ends::Whole && is_word(&term) => Some(token(&term)),
        _ => None,
    });
    Literally::Letters { phrase: pairs(run), words: whole.collect() }
}

/// The terms of a run without the one that says what follows its last character.
fn phrase(run: &str) -> String {
    let ends_with_word = run.chars().next_back().is_some_and(|last| script(last) == Script::Word);
    let joined = characters(run);
    match joined.rfind(' ').filter(|_| !ends_with_word) {
        Some(end) => joined[..end].to_owned(),
        None => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_those_of_the_analysis_and_hold_no_space() {
        assert_eq!(characters("推理"), "推理 理\u{ffff}");
        assert_eq!(characters("用ai写"), "用\u{fffe} ai 写\u{ffff}");
        assert_eq!(characters("a, b"), "a ,\u{fdd0} b");
        assert_eq!(characters("𠮷野"), "𠮷野 野\u{ffff}");
        assert_eq!(letters("推理"), None);
        assert_eq!(letters("用ai").as_deref(), Some("用a ai"));
        assert_eq!(letters("a"), None);
        assert_eq!(singles(["推理a", "a b"]), "a b 推 理");
        assert_eq!(names("用gpt-5"), "gpt 5 gpt-5 用");
    }

    #[test]
    fn what_java_takes_for_space_separates_no_terms() {
        for space in SPACES {
            assert!(!token(&format!("a{space}b")).contains(|it: char| SPACES.contains(&it)));
        }
        let tokens: BTreeSet<String> = SPACES.iter().map(|space| token(&space.to_string())).collect();
        assert_eq!(tokens.len(), SPACES.len());
    }

    #[test]
    fn a_term_that_is_too_long_is_still_one_and_itself() {
        for letter in ['a', '𠮷'] {
            let long: String = std::iter::repeat_n(letter, 256).collect();
            let other = format!("{long}b");
            assert!(token(&long).encode_utf16().count() <= LONGEST);
            assert_ne!(token(&long), token(&other));
        }
        let longest = "a".repeat(LONGEST);
        assert_eq!(token(&longest), longest);
    }

    #[track_caller]
    fn check(run: &str, ends: Ends, expect: Literally) {
        assert_eq!(literally(run, ends), expect, "{run}");
    }

    #[test]
    fn a_run_is_looked_for_where_it_stands() {
        let phrase = |text: &str| Literally::Phrase(text.to_owned());
        let term = |text: &str| Literally::Term(text.to_owned());
        let letters = |text: &str| Literally::Letters { phrase: text.to_owned(), words: Vec::new() };
        check("推理", Ends::Open, term("推理"));
        check("推理成", Ends::Open, phrase("推理 理成"));
        check("推， 理，", Ends::Open, phrase("推， ，\u{fdd0} 理，"));
        check("推", Ends::Open, Literally::Single("推".to_owned()));
        check("a", Ends::Open, Literally::Single("a".to_owned()));
        check("a", Ends::Whole, term("a"));
        check("gpt", Ends::Open, letters("gp pt"));
        check("gpt", Ends::Whole, term("gpt"));
        check("town hall", Ends::Whole, phrase("town hall"));
        check("用ai写作", Ends::Open, phrase("用\u{fffe} ai 写作"));
        check("用ai写", Ends::Open, letters("用a ai i写"));
        check("， 理", Ends::Open, letters("，\u{fdd0} \u{fdd0}理"));
        check(" ", Ends::Open, Literally::Nothing);
        let whole = Literally::Letters { phrase: "ai i写".to_owned(), words: vec!["ai".to_owned()] };
        check("ai写", Ends::Whole, whole);
    }
}
