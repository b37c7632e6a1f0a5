//! What must hold for every note, however broken. The fuzz targets in `../fuzz` claim the same, with this very file.

use std::collections::HashSet;

use townhall::model::{Body, Kind, ParsedNote, Record};
use townhall::parse::parse;
use townhall::topics::Vocabulary;

/// Reads a note and fails where something was lost, invented or put in the wrong place.
pub(crate) fn note_is_read_whole(text: &str, vocabulary: &Vocabulary) -> ParsedNote {
    let note = parse("notes/a.md", text, vocabulary);
    assert_eq!(note, parse("notes/a.md", text, vocabulary), "read twice");
    // Where there are no line feeds, carriage returns end lines.
    let ends_of_old = if text.contains('\n') { String::new() } else { text.replace('\r', "\n") };
    let text = if ends_of_old.is_empty() { text } else { &ends_of_old };
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut ids = HashSet::new();
    for (order, record) in note.records.iter().enumerate() {
        assert_eq!(record.order as usize, order);
        assert!(ids.insert(&record.id), "two records have the id {}", record.id);
        let span = record.span.range();
        let source = text.get(span.clone()).unwrap_or_else(|| panic!("{span:?} is no slice of {text:?}"));
        let (first, last) = (record.lines.first as usize, record.lines.last as usize);
        assert!(1 <= first && first <= last && last <= starts.len());
        if let Some(words) = own_words(record) {
            let end = starts.get(last).map_or(text.len(), |next| *next);
            assert!(stands_in(words, source), "{words:?} is not in {source:?}");
            assert!(stands_in(words, &text[starts[first - 1]..end]), "{words:?} is not in its lines");
        }
    }
    nothing_is_lost(text, &note);
    names_stand_in(text, &note);
    note
}

/// Each name is one member's, and stands in the text, on its line where it stands on one at all.
fn names_stand_in(text: &str, note: &ParsedNote) {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut seen = HashSet::new();
    let names = note.names.members.iter().flat_map(|member| &member.names);
    let held = |name: &str, line: u32| {
        let found = lines.get((line as usize).wrapping_sub(1)).unwrap_or_else(|| panic!("no line {line}"));
        assert!(stands_in(name, text), "{name:?} is not in {text:?}");
        assert!(found.contains(name) || !text.contains(name), "{name:?} is not in line {line}: {found:?}");
    };
    for name in names {
        assert!(seen.insert(&name.text), "{:?} is two members' name", name.text);
        assert!(name.full.as_ref().is_none_or(|full| name.text.contains(full)), "{name:?}");
        held(&name.text, name.line);
    }
    assert!(note.names.members.iter().all(|member| !member.names.is_empty()));
    assert!(note.names.pairs.is_sorted_by_key(|pair| pair.line));
    for pair in &note.names.pairs {
        held(&pair.one, pair.line);
        held(&pair.other, pair.line);
        assert!(pair.count >= 1 && pair.one != pair.other);
    }
}

/// Words that must stand in the source as they are.
fn own_words(record: &Record) -> Option<&str> {
    match &record.body {
        Body::Quote(_) | Body::Question(_) | Body::Passage(_) => Some(record.text()),
        _ => None,
    }
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
    // Four spaces make of dashes the words of a paragraph that goes on.
    // A carriage return alone parts lines for Markdown, though not for line numbers.
    let is_underline_by_itself = |line: &str| {
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        !is_indented && !line.trim().is_empty() && line.trim().chars().all(|mark| matches!(mark, '=' | '-'))
    };
    let is_underline = |line: &str| line.split('\r').any(is_underline_by_itself);
    let heading = source[first as usize - 1].trim_end().rsplit('\r').next().unwrap_or_default().trim_start();
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
