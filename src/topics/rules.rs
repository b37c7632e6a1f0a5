//! Finding the vocabulary's phrases in headings.
//!
//! No automaton: a phrase is looked up by its first character, which costs 2 µs a heading and, unlike an automaton,
//! next to nothing to make.

use std::collections::HashMap;

use super::topic::Topic;
use crate::text::fold_text;

/// The heading rules by their phrases' first characters, so that a heading is walked once for all topics.
#[derive(Debug, Clone)]
pub(super) struct Rules(HashMap<char, Vec<Phrase>>);

#[derive(Debug, Clone)]
struct Phrase {
    text: String,
    topic: usize,
    /// Whether it gives the topic or keeps it away.
    gives: bool,
}

impl Rules {
    pub(super) fn new(topics: &[Topic]) -> Self {
        let mut by_first: HashMap<char, Vec<Phrase>> = HashMap::new();
        for (topic, data) in topics.iter().enumerate() {
            let given = data.any.iter().map(|phrase| (phrase, true));
            for (phrase, gives) in given.chain(data.not.iter().map(|phrase| (phrase, false))) {
                let text = phrase_key(phrase);
                if let Some(first) = text.chars().next() {
                    by_first.entry(first).or_default().push(Phrase { text, topic, gives });
                }
            }
        }
        Rules(by_first)
    }

    /// The positions of the topics whose phrases stand in a heading's key, ascending.
    pub(super) fn find(&self, heading: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for (start, first) in heading.char_indices() {
            for phrase in self.0.get(&first).into_iter().flatten() {
                let end = start + phrase.text.len();
                if heading[start..].starts_with(&phrase.text) && whole_words(heading, start, end) {
                    found.push((phrase, start, end));
                }
            }
        }
        // What keeps a topic away, by where it begins, each with the furthest end so far: a line may hold thousands.
        let mut keeping: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
        for (phrase, start, end) in found.iter().filter(|(phrase, ..)| !phrase.gives) {
            let places = keeping.entry(phrase.topic).or_default();
            let furthest = places.last().map_or(*end, |(_, before)| *end.max(before));
            places.push((*start, furthest));
        }
        let kept_away = |topic: usize, start: usize, end: usize| {
            keeping.get(&topic).is_some_and(|places| {
                let begun = places.partition_point(|(first, _)| *first <= start);
                places[..begun].last().is_some_and(|(_, last)| end <= *last)
            })
        };
        let given = found
            .iter()
            .filter(|(phrase, start, end)| phrase.gives && !kept_away(phrase.topic, *start, *end));
        let mut topics: Vec<usize> = given.map(|(phrase, ..)| phrase.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }
}

/// Letters and digits of scripts that put spaces between words.
fn spaced(character: char) -> bool {
    character.is_alphanumeric() && character < '\u{2e80}'
}

/// Whether bytes `start..end` of the text cut no Latin word or number in two; a plural's s may follow.
fn whole_words(text: &str, start: usize, end: usize) -> bool {
    let one_word = |before: Option<char>, after: Option<char>| match (before, after) {
        (Some(a), Some(b)) => spaced(a) && spaced(b) && a.is_alphabetic() == b.is_alphabetic(),
        _ => false,
    };
    let (inside, after) = (&text[start..end], &text[end..]);
    let after = match after.strip_prefix('s') {
        Some(rest) if inside.ends_with(char::is_alphabetic) && !rest.starts_with(spaced) => rest,
        _ => after,
    };
    !one_word(text[..start].chars().next_back(), inside.chars().next())
        && !one_word(inside.chars().next_back(), after.chars().next())
}

/// Folded, hyphens as spaces, and spaces only between words that need them: `AI 代理` and `AI代理` are one.
pub(super) fn phrase_key(text: &str) -> String {
    let folded = fold_text(text);
    let mut key = String::with_capacity(folded.len());
    let mut pending = false;
    for character in folded.chars() {
        if character.is_whitespace() || matches!(character, '-' | '_' | '\u{2010}' | '\u{2011}') {
            pending = true;
            continue;
        }
        if pending && spaced(character) && key.chars().next_back().is_some_and(spaced) {
            key.push(' ');
        }
        pending = false;
        key.push(character);
    }
    key
}
