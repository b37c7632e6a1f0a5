//! What holds for every text, however broken: parsing never panics, loses nothing and invents nothing.

#![allow(clippy::unwrap_used)] // a test may fail where it stands

use std::collections::HashSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use townhall::model::{Body, Kind, ParsedNote, Record};
use townhall::parse::parse;
use townhall::topics::Vocabulary;

const TOWN_HALL: &str = include_str!("../../data/notes/2026-01-26-openai-town-hall.md");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::built_in().unwrap());

/// Pieces that mean something to Markdown or to the parser, and words to stand between them.
const PIECES: [&str; 72] = [
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\n> ",
    "\n>\n",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n# ",
    "\n## ",
    "\n### ",
    "\n---\n",
    "\n===\n",
    "---\n",
    "\n```\n",
    "**",
    "*",
    "__",
    "_",
    "`",
    "~~",
    "|",
    " | ",
    "\n| --- | --- |\n",
    "\n| ",
    "[",
    "](",
    ")",
    "(#甲)",
    "<br>",
    "<div>",
    "<!--",
    "\\",
    "&amp;",
    "&nbsp;",
    "\u{200b}",
    "\u{feff}",
    "\u{fffd}",
    "“",
    "”",
    "\"",
    "「",
    "」",
    "『",
    "』",
    "‘",
    "’",
    "：",
    ":",
    "（",
    "）",
    "——",
    "。",
    "？",
    "，",
    " ",
    "\t",
    "[00:01:00] ",
    "2027年底前",
    "2026-13-01",
    "李明",
    "王芳",
    "Li Ming",
    "提问",
    "回答（李明）",
    "术语",
    "关键语录",
    "核心观点",
    "提出者",
    "先做小再做大",
    "🔬",
];

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..PIECES.len(), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|piece| PIECES[piece]).collect())
}

/// The built-in note with some lines and characters taken out, doubled or exchanged.
fn mutations() -> impl Strategy<Value = String> {
    let edit = (0..6_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>());
    // A part of the note is enough, and quicker.
    (any::<prop::sample::Index>(), proptest::collection::vec(edit, 1..40)).prop_map(|(start, edits)| {
        let all: Vec<&str> = TOWN_HALL.lines().collect();
        let start = start.index(all.len());
        let mut lines: Vec<String> =
            all[start..(start + 120).min(all.len())].iter().map(|line| (*line).to_owned()).collect();
        for (what, first, second) in edits {
            if lines.is_empty() {
                break;
            }
            let (first, second) = (first.index(lines.len()), second.index(lines.len()));
            match what {
                0 => drop(lines.remove(first)),
                1 => lines.insert(second, lines[first].clone()),
                2 => lines.swap(first, second),
                _ => lines[first] = without_or_with_twice(&lines[first], second, what),
            }
        }
        lines.join("\n")
    })
}

/// Takes a character out, doubles it, or exchanges it with the next one.
fn without_or_with_twice(line: &str, place: usize, what: u8) -> String {
    let mut characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return String::new();
    }
    let place = place % characters.len();
    let next = (place + 1) % characters.len();
    match what {
        3 => drop(characters.remove(place)),
        4 => characters.insert(place, characters[place]),
        _ => characters.swap(place, next),
    }
    characters.into_iter().collect()
}

fn check(text: &str) {
    let note = parse("notes/a.md", text, &VOCABULARY);
    assert_eq!(note, parse("notes/a.md", text, &VOCABULARY), "read twice");
    let mut ids = HashSet::new();
    let lines = u32::try_from(text.split('\n').count()).unwrap();
    for (order, record) in note.records.iter().enumerate() {
        assert_eq!(record.order as usize, order);
        assert!(ids.insert(&record.id), "two records have the id {}", record.id);
        let span = record.span.range();
        let source = text.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is no slice of {text:?}"));
        assert!(
            1 <= record.lines.first && record.lines.first <= record.lines.last && record.lines.last <= lines
        );
        if let Some(words) = own_words(record) {
            assert!(stands_in(words, source), "{words:?} is not in {source:?}");
            assert!(stands_in(words, of_lines(text, record)), "{words:?} is not in its lines");
        }
    }
    nothing_is_lost(text, &note);
}

/// Words that must stand in the source as they are.
fn own_words(record: &Record) -> Option<&str> {
    match &record.body {
        Body::Quote(_) | Body::Question(_) | Body::Passage(_) => Some(record.text()),
        _ => None,
    }
}

fn of_lines<'t>(text: &'t str, record: &Record) -> &'t str {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let end = starts.get(record.lines.last as usize).map_or(text.len(), |next| *next);
    &text[starts[record.lines.first as usize - 1]..end]
}

/// Whether the letters of some words occur in a text in their order.
fn stands_in(words: &str, text: &str) -> bool {
    let mut rest = text.chars();
    words
        .chars()
        .filter(|character| character.is_alphanumeric())
        .all(|letter| rest.any(|other| other == letter))
}

fn nothing_is_lost(text: &str, note: &ParsedNote) {
    let source: Vec<&str> = text.split('\n').collect();
    let mut is_kept = vec![false; source.len() + 1];
    for record in &note.records {
        let lines = match record.kind() {
            Kind::Note => continue,
            Kind::Section => record.lines.first..=end_of_heading(&source, record.lines.first),
            _ => record.lines.first..=record.lines.last,
        };
        lines.for_each(|line| is_kept[line as usize] = true);
    }
    for frame in &note.frame {
        (frame.lines.first..=frame.lines.last).for_each(|line| is_kept[line as usize] = true);
    }
    for (position, line) in source.iter().enumerate() {
        let is_blank = line.chars().all(|character| character.is_whitespace() || character == '\u{feff}');
        assert!(is_blank || is_kept[position + 1], "line {} is lost: {line:?}", position + 1);
    }
}

/// A heading without `#` reaches to its underline.
fn end_of_heading(source: &[&str], first: u32) -> u32 {
    let is_underline =
        |line: &str| !line.trim().is_empty() && line.trim().chars().all(|mark| matches!(mark, '=' | '-'));
    let heading = source[first as usize - 1].trim_start();
    let has_marks =
        heading.trim_start_matches('#').starts_with([' ', '\t', '\r']) && heading.starts_with('#');
    if has_marks {
        return first;
    }
    (first + 1..)
        .zip(&source[first as usize..])
        .find(|(_, line)| is_underline(line))
        .map_or(first, |(line, _)| line)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts_are_read_whole(text in texts()) {
        check(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn broken_notes_are_read_whole(text in mutations()) {
        check(&text);
    }
}

#[test]
fn nesting_and_length_are_no_trouble() {
    for text in [
        "> ".repeat(3_000) + "深",
        "- ".repeat(3_000) + "深",
        "“".repeat(3_000),
        "**".repeat(3_000),
        "（".repeat(3_000),
    ] {
        check(&text);
    }
}
