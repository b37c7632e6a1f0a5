//! What holds for every text, however broken: parsing never panics, loses nothing and invents nothing.

#![allow(clippy::unwrap_used)] // a test may fail where it stands

use std::sync::LazyLock;

use proptest::prelude::*;
use townhall::topics::Vocabulary;

use super::claims::note_is_read_whole;

const TOWN_HALL: &str = include_str!("../../data/notes/2026-01-26-openai-town-hall.md");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::built_in().unwrap());

/// Pieces that mean something to Markdown or to the parser, and words to stand between them.
const PIECES: [&str; 83] = [
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
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
    "</div>",
    "<summary>",
    "\n{: id=\"a\"}\n",
    "{: id=\"a\"}",
    " ^a-1",
    "[!quote] ",
    "\n00:01\n",
    "[00:01 --> 00:02] ",
    "<cite user-name=\"甲\"></cite>",
    "\n    ",
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
    note_is_read_whole(text, &VOCABULARY);
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
fn what_was_once_lost_is_kept() {
    for text in [
        "#YYZ\nx\r-",
        "\n- [\n[00:01:00] ]()",
        "先做小\r再做大",
        "话\n- <div>",
        "- <div>\n\n话",
        "> <aside>",
        "\n__\n- <div>",
        "**\n    ---\n**\n===\n",
        "2027年底前（\n---\n）",
        "『\n- \r[00:01 --> 00:02] ",
        "世界模型（\nWorld Model\n）",
        "<ruby>世界模型<\nrt>World Model</rt></ruby>",
    ] {
        check(text);
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
