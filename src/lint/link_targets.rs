//! Links within a note that lead nowhere.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::text::fold_text;

/// Links without an address, and links to headings that are not there.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let links = note.links();
    if links.is_empty() {
        return Vec::new();
    }
    let mut own: Option<Vec<u32>> = None;
    let mut found = Vec::new();
    for link in links {
        let address = link.address.trim();
        if address.is_empty() {
            // `new int[n * 2]()` is a program.
            if !link.words.contains(|it: char| it.is_alphabetic() && !it.is_ascii())
                && letters(link.words) < FEWEST_LETTERS
            {
                continue;
            }
            let message = format!("the link `{}` has no address", link.words.trim());
            found.push(Finding::at_line(Code::LinkEmpty, link.line, message));
        } else if let Some(fragment) = address.strip_prefix('#')
            && !is_place(fragment, own.get_or_insert_with(|| places(note)))
        {
            let message = format!("the link leads to `#{}`, and no heading is called so", decoded(fragment));
            found.push(Finding::at_line(Code::LinkNoHeading, link.line, message));
        }
    }
    found
}

/// Whether an address that ends so leads to one of a note's places. What tells equal headings apart (`-1`, `_2`) may be left out,
/// and nobody knows what a heading of signs alone is called.
pub(super) fn is_place(fragment: &str, places: &[u32]) -> bool {
    let (whole, without) = (anchor_key(fragment), anchor_key(without_number(fragment)));
    let is_there = |key: &str| places.binary_search(&number(key)).is_ok();
    without.is_empty() || is_there(&whole) || is_there(&without) || is_known_to_programs(fragment)
}

fn without_number(fragment: &str) -> &str {
    match fragment.rsplit_once(['-', '_']) {
        Some((before, number)) if number.len() == 1 && number.bytes().all(|it| it.is_ascii_digit()) => before,
        _ => fragment,
    }
}

/// The fewest letters of words that are a link.
const FEWEST_LETTERS: usize = 4;

fn letters(words: &str) -> usize {
    words.bytes().filter(u8::is_ascii_alphabetic).count()
}

/// `#` and `#top` lead to the top of any page; `#:~:text=` finds words, `#^` a block that an editor numbers.
fn is_known_to_programs(fragment: &str) -> bool {
    fragment.is_empty()
        || fragment.eq_ignore_ascii_case("top")
        || fragment.starts_with(":~:")
        || fragment.starts_with('^')
}

/// The places of a note that links may lead to, each as a number, in order: its headings, and what has an id.
pub(super) fn places(note: &ReadNote<'_>) -> Vec<u32> {
    let mut places: HashSet<String> = HashSet::new();
    for heading in note.headings() {
        places.insert(anchor_key(heading.text));
        // `标题 {#name}`
        if let Some((words, id)) = heading.text.trim_end_matches('}').split_once("{#") {
            places.extend([anchor_key(words), anchor_key(id)]);
        }
    }
    for mark in ["id=", "name=", "{#", "{: #"] {
        for (at, _) in note.text.text.match_indices(mark) {
            let rest = note.text.text[at + mark.len()..].trim_start_matches(['"', '\'']);
            let end = rest.find(['"', '\'', '>', '}', ' ', '\n']).unwrap_or(0);
            places.insert(anchor_key(&rest[..end]));
        }
    }
    places.remove("");
    let mut places: Vec<u32> = places.iter().map(|place| number(place)).collect();
    places.sort_unstable();
    places
}

/// So many notes are kept with their places that words would take too much room.
#[expect(clippy::cast_possible_truncation, reason = "half of a hash is one")]
fn number(key: &str) -> u32 {
    xxh3_64(key.as_bytes()) as u32
}

/// What stays the same of a heading and of an address that leads to it, however it was made: letters and digits, folded.
fn anchor_key(text: &str) -> String {
    fold_text(&decoded(text)).chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Whether an address that ends so leads to a heading.
pub fn is_anchor_of(fragment: &str, heading: &str) -> bool {
    let key = anchor_key(heading);
    !key.is_empty() && [fragment, without_number(fragment)].iter().any(|it| anchor_key(it) == key)
}

fn decoded(text: &str) -> String {
    crate::library::percent_decoded(text)
}
