//! What readers may call a topic.
//!
//! Folds each name when it is asked, a fraction of a millisecond at most once in a process; nothing is kept.

use super::Vocabulary;
use super::rules::phrase_key;
use super::topic::Topic;

/// A value that names no topic, or more than one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTopic {
    /// The value as given.
    pub value: String,
    /// Slugs of the topics that may be meant, the likeliest first; empty where nothing is near.
    pub near: Vec<String>,
    /// Whether the value is the beginning of several topics' names: those are then `near`, in the vocabulary's order.
    pub ambiguous: bool,
}

impl std::error::Error for UnknownTopic {}

impl std::fmt::Display for UnknownTopic {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (what, lead) = if self.ambiguous { ("ambiguous", "one of") } else { ("unknown", "near") };
        write!(formatter, "{what} topic `{}`", self.value)?;
        if !self.near.is_empty() {
            write!(formatter, "; {lead}: {}", self.near.join(", "))?;
        }
        Ok(())
    }
}

/// A near name must be at least this alike (normalised Damerau-Levenshtein, 0 to 1).
const NEAR: f64 = 0.6;
/// The same for a Chinese value of up to three characters.
const NEAR_CHINESE: f64 = 0.5;
/// So many near topics are listed at most.
const NEAR_LIMIT: usize = 5;

impl Vocabulary {
    /// The topic that a reader means by a slug, a name, an alias, or a beginning of one that fits a single topic; in
    /// any case, width, script and hyphenation. Slugs and names go before aliases.
    ///
    /// # Errors
    /// If no topic or more than one is meant; the error lists those that are near.
    pub fn resolve(&self, value: &str) -> Result<&Topic, UnknownTopic> {
        let wanted = name_key(value);
        let unknown = |near, ambiguous| Err(UnknownTopic { value: value.to_owned(), near, ambiguous });
        if wanted.is_empty() {
            return unknown(Vec::new(), false);
        }
        if let Some(topic) = self.topics.iter().find(|topic| topic.slug == value || topic.chinese == value) {
            return Ok(topic); // the usual case, without folding every name
        }
        let names: Vec<Name> = self.topics.iter().enumerate().flat_map(Name::of).collect();
        if let Some(name) = names.iter().find(|name| name.key == wanted) {
            return Ok(&self.topics[name.topic]);
        }
        for is_alias in [false, true] {
            let begun =
                names.iter().filter(|name| name.is_alias == is_alias && name.key.starts_with(&wanted));
            let mut topics: Vec<usize> = begun.map(|name| name.topic).collect();
            topics.dedup();
            match topics[..] {
                [] => {}
                [topic] => return Ok(&self.topics[topic]),
                _ => return unknown(self.slugs(&topics), true),
            }
        }
        unknown(self.near(&wanted, &names), false)
    }

    fn near(&self, wanted: &str, names: &[Name]) -> Vec<String> {
        let mut likeness = vec![0.0_f64; self.topics.len()];
        for name in names {
            likeness[name.topic] = likeness[name.topic].max(alike(wanted, &name.key));
        }
        // One of two characters is alike enough.
        let is_short = !wanted.is_ascii() && wanted.chars().count() <= 3;
        let least = if is_short { NEAR_CHINESE } else { NEAR };
        let mut near: Vec<usize> = (0..likeness.len()).filter(|topic| likeness[*topic] >= least).collect();
        near.sort_by(|a, b| likeness[*b].total_cmp(&likeness[*a]));
        near.truncate(NEAR_LIMIT);
        self.slugs(&near)
    }

    fn slugs(&self, topics: &[usize]) -> Vec<String> {
        topics.iter().map(|topic| self.topics[*topic].slug.clone()).collect()
    }
}

struct Name {
    topic: usize,
    is_alias: bool,
    key: String,
}

impl Name {
    fn of((topic, data): (usize, &Topic)) -> impl Iterator<Item = Name> {
        data.names().map(move |(is_alias, name)| Name { topic, is_alias, key: name_key(name) })
    }
}

/// As [`phrase_key`], without any spaces: readers type `open source`, `open-source` and `opensource`.
pub(super) fn name_key(text: &str) -> String {
    phrase_key(text).replace(' ', "")
}

/// How alike two names are, 0 to 1; one that holds the other is nearly the same.
fn alike(wanted: &str, name: &str) -> f64 {
    let (shorter, longer) = if wanted.len() < name.len() { (wanted, name) } else { (name, wanted) };
    let telling = shorter.chars().count() >= if shorter.is_ascii() { 4 } else { 2 };
    let held = if telling && longer.contains(shorter) { 0.9 } else { 0.0 };
    strsim::normalized_damerau_levenshtein(wanted, name).max(held)
}
