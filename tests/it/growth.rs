//! Time grows with the length of a text and not with its square.
//!
//! Machines differ and are noisy, so no time is asserted: each shape is read at one length and at four times that, in the
//! processor's time that this thread got, and the second must not take far more than four times as long. A square takes
//! sixteen times; what disturbs a measurement is gone in one of several.

use std::fs;
use std::thread;
use std::time::Instant;

use townhall::model::Body;
use townhall::parse::parse;
use townhall::topics::Vocabulary;

use crate::shapes::SHAPES;

/// The shorter length, in bytes.
const LENGTH: usize = 12_000;
/// How many times as long the longer one is.
const TIMES: usize = 4;
/// How many times as long it may take.
const MOST: f64 = 8.0;
/// Nanoseconds below which a square would show at no length that a note has.
const SHORT: u64 = 3_000_000;
const TRIES: usize = 6;

/// Nanoseconds that this thread has been at work.
fn now(start: Instant) -> u64 {
    // The system counts what a thread has had when another gets its turn.
    thread::yield_now();
    let on_processor = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = on_processor.and_then(|line| line.split(' ').next()?.parse().ok());
    worked.unwrap_or_else(|| u64::try_from(start.elapsed().as_nanos()).unwrap())
}

/// Nanoseconds that something takes.
fn taken(work: impl FnOnce()) -> u64 {
    let start = Instant::now();
    let before = now(start);
    work();
    now(start) - before
}

/// The least that the longer text took, as a multiple of the shorter; 0 where that was too short to tell.
fn growth(read: impl Fn(usize)) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..TRIES {
        let (short, long) = (taken(|| read(LENGTH)), taken(|| read(LENGTH * TIMES)));
        if long < SHORT {
            return 0.0;
        }
        least = least.min(long as f64 / short.max(SHORT / 8) as f64);
        if least <= MOST {
            break;
        }
    }
    least
}

fn repeated(shape: &str, length: usize) -> String {
    shape.repeat(length.div_ceil(shape.len()))
}

#[test]
fn reading_a_note_takes_linear_time() {
    let vocabulary = Vocabulary::built_in().unwrap();
    let places: [(&str, &str); 3] =
        [("# 题\n\n", ""), ("---\na: '", "'\n---\n话"), ("# 题\n\n> **李明**：“", "”")];
    let mut slow = Vec::new();
    for shape in SHAPES {
        for (before, after) in places {
            let growth = growth(|length| {
                let text = format!("{before}{}{after}", repeated(shape, length));
                assert!(!parse("a.md", &text, &vocabulary).records.is_empty());
            });
            if growth > MOST {
                slow.push(format!("{growth:.1} times for {TIMES} times {before:?} {shape:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn a_square_is_noticed() {
    let square = |length: usize| {
        let text = "甲".repeat(length / 10);
        let sum = |end: usize| text[..end * 3].chars().map(u64::from).sum::<u64>();
        assert!((0..length / 10).map(sum).sum::<u64>() > 0);
    };
    assert!(growth(square) > MOST);
}

#[test]
fn reading_a_vocabulary_takes_linear_time() {
    for shape in [
        "[",
        "[']',",
        "{\"}\",",
        "- ",
        "- [",
        "a: ",
        "'",
        "\"",
        "#",
        "\n",
        "- {slug: a}\n",
        "*a",
        "&a ",
        "! ",
        "? ",
    ] {
        let growth = growth(|length| {
            // What means nothing is an error, and quickly.
            let _ = Vocabulary::from_yaml(&repeated(shape, length));
        });
        assert!(growth <= MOST, "{growth:.1} times for {TIMES} times {shape:?}");
    }
}

/// Whether somebody is known already takes a look at everybody who is, so their number has to have an end.
#[test]
fn very_many_speakers_are_not_all_of_a_note_s_cast() {
    let vocabulary = Vocabulary::built_in().unwrap();
    let names: Vec<String> =
        (0..400).map(|number| format!("张{}{}", han(number / 40), han(number % 40))).collect();
    let twice = || names.iter().chain(&names);
    let turns = twice().map(|name| format!("**{name}**：我先说说这一点，成本还会再降。\n\n"));
    let note = parse("a.md", &format!("# 对话\n\n{}", turns.collect::<String>()), &vocabulary);
    assert_eq!(note.note().speakers.len(), 300);
    let said = note.records.iter().filter_map(|record| match &record.body {
        Body::Quote(quote) => quote.speaker.as_deref(),
        _ => None,
    });
    // Whose words they are does not hang on the list.
    assert!(said.eq(twice().map(String::as_str)));
}

fn han(number: u32) -> char {
    char::from_u32('\u{6c34}' as u32 + number).unwrap()
}
