//! Whom a sentence names, and whom a lead-in gives the words to.

use std::collections::{BTreeSet, HashMap};

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, lexicon};
use crate::parse::cast::evidence::Cast;

/// More characters than these are no name.
const LONGEST: usize = 64;

/// Finds names in a text, all at once: notes may have thousands of them. No automaton: most notes have a few, and to make
/// one would take longer than to read them.
#[derive(Debug, Default)]
pub(crate) struct Finder {
    names: Vec<String>,
    /// The words that stand for names.
    patterns: HashMap<String, Vec<usize>>,
    /// By the first character of those words, how many the longest has.
    longest: HashMap<char, usize>,
}

impl Finder {
    /// `patterns`: the words that stand for a name.
    fn new(names: Vec<String>, patterns: impl for<'n> Fn(&'n str) -> Vec<&'n str>) -> Self {
        let mut finder = Finder::default();
        for (owner, name) in names.iter().enumerate() {
            for pattern in patterns(name) {
                let (Some(first), length) = (pattern.chars().next(), pattern.chars().count()) else {
                    continue;
                };
                if length <= LONGEST {
                    finder.patterns.entry(pattern.to_owned()).or_default().push(owner);
                    let longest = finder.longest.entry(first).or_default();
                    *longest = length.max(*longest);
                }
            }
        }
        Finder { names, ..finder }
    }

    /// Finds candidates by their whole names or by long parts of them.
    pub(crate) fn of_candidates(candidates: Vec<String>) -> Self {
        Finder::new(candidates, |name| {
            let parts = name.split([' ', '·']).filter(|part| {
                let fewest = if part.chars().all(name_shape::is_han) { 2 } else { 4 };
                part.chars().count() >= fewest
            });
            std::iter::once(name).chain(parts).collect()
        })
    }

    /// The names that occur, each with what stands behind it.
    fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        text.char_indices().flat_map(move |(start, first)| {
            let longest = self.longest.get(&first).copied().unwrap_or_default();
            let ends = text[start..].char_indices().take(longest);
            ends.flat_map(move |(at, last)| {
                let (words, behind) = text[start..].split_at(at + last.len_utf8());
                self.patterns.get(words).into_iter().flatten().map(move |owner| (*owner, behind))
            })
        })
    }

    /// The one of them whom these words call by surname and title: `岑老师的书架`.
    pub(crate) fn only_one_titled(&self, words: &str) -> Option<&String> {
        if self.names.is_empty() {
            return None;
        }
        let titles = lexicon::TITLES.iter().filter_map(|title| words.find(title));
        let mut found: Vec<&String> = titles
            .map(|title| &words[..title])
            .flat_map(|before| {
                // The surname stands alone before the title: no other Han character runs into it.
                let start = before.rfind(|character| !name_shape::is_han(character));
                let surname = &before
                    [start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))..];
                let is_surname = (1..=2).contains(&surname.chars().count());
                let bears = move |name: &&String| {
                    is_surname
                        && name.strip_prefix(surname).is_some_and(|given| {
                            (1..=3).contains(&given.chars().count()) && given.chars().all(name_shape::is_han)
                        })
                };
                self.names.iter().filter(bears)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [name] => Some(name),
            _ => None,
        }
    }

    /// The one of them whom these words name; `None` for nobody or for several.
    pub(crate) fn only_one(&self, words: &str) -> Option<&String> {
        let mut found = self.found(words).map(|(name, _)| name);
        let first = found.next()?;
        found.all(|name| name == first).then(|| &self.names[first])
    }
}

impl Cast {
    /// What finds the people in a sentence.
    pub(crate) fn naming(&self) -> Finder {
        let leads = self.leads.keys().filter(|name| self.shape(name) == Shape::Person || self.is_known(name));
        let names: BTreeSet<&String> = self.guests.iter().chain(&self.hosts).chain(leads).collect();
        Finder::new(names.into_iter().cloned().collect(), |name| {
            let whole = (name.chars().count() >= 2).then_some(name);
            let parts = name.split(' ').filter(|part| name.is_ascii() && part.len() >= 4);
            whole.into_iter().chain(parts).collect()
        })
    }

    /// The people whom a sentence names, in full or, of Latin names, by a part; but not somebody of theirs
    /// (`小佟的爱人`).
    pub(crate) fn named_in(&self, sentence: &str) -> Vec<String> {
        /// A sentence that names more people than these introduces none of them.
        const MOST: usize = 32;
        let found = self.finder.found(sentence).filter(|(_, behind)| !clause::is_of_theirs(behind));
        let named: BTreeSet<usize> = found.map(|(name, _)| name).collect();
        let named: Vec<&String> = named.into_iter().take(MOST).map(|name| &self.finder.names[name]).collect();
        // `Ada` and `Ada Okafor` are one.
        let is_part = |name: &str| named.iter().any(|other| *other != name && other.contains(name));
        named.iter().filter(|name| !is_part(name)).map(|name| (*name).clone()).collect()
    }

    /// Parts `李明这样说` into the name and the words of saying, if they begin with a person.
    pub(crate) fn lead_in<'t>(&self, words: &'t str) -> Option<&'t str> {
        let words = words.trim();
        // Somebody who speaks elsewhere in the note opens the clause: `李明接过话头`.
        let opens =
            |name: &str| words.starts_with(name) && name.chars().count() >= 2 && words.len() > name.len();
        let speaking = self
            .leads_at(words)
            .chain(self.guests.iter().chain(&self.hosts).map(String::as_str))
            .filter(|name| opens(name) && (self.shape(name) == Shape::Person || self.is_known(name)))
            .map(str::len)
            .max();
        if let Some(length) = speaking {
            return Some(&words[..length]);
        }
        let is_first_of_its_kind = |at: &usize| {
            clause::after_opening(&words[*at..]).any(|behind| {
                let saying = &words[*at..words.len() - behind.len()];
                words.find(saying) == Some(*at)
            })
        };
        let ends = words.char_indices().skip(1).map(|(at, _)| at).filter(is_first_of_its_kind);
        ends.map(|at| words[..at].trim())
            .chain(
                [" said", " says", " put it"]
                    .iter()
                    .filter_map(|saying| words.find(saying).map(|offset| words[..offset].trim())),
            )
            .filter(|name| self.is_known(name) || matches!(self.shape(name), Shape::Person | Shape::Role))
            .max_by_key(|name| (self.is_known(name), std::cmp::Reverse(name.len())))
    }

    /// The person whose name opens a clause: `李明把伞给了别人`.
    pub(crate) fn subject<'t>(&self, clause: &'t str) -> Option<&'t str> {
        let clause = clause.trim();
        let ends = clause.char_indices().skip(2).take(20).map(|(end, _)| &clause[..end]);
        ends.filter(|name| {
            let is_named = self.known.contains(&name.to_lowercase()) || self.leads.contains_key(*name);
            is_named && (self.is_known(name) || self.shape(name) == Shape::Person)
                || name_shape::is_role(name)
                    && !name.starts_with(['一', '有', '某', '几', '另'])
                    && !clause[name.len()..].starts_with(['席', '区', '们', '的', '里', '中', '群', '间'])
                || name_shape::is_titled(name)
        })
        .last()
    }

    /// The one person whom a heading names by what the metadata says that they do: `教练的小本子`.
    pub(crate) fn only_one_called(&self, title: &str) -> Option<&str> {
        if self.callings.is_empty() {
            return None;
        }
        let roles = lexicon::ROLES.iter().chain(lexicon::WEAK_ROLES.iter());
        let mut named: Vec<&str> = roles
            .filter(|role| title.contains(role))
            .flat_map(|role| self.callings.iter().filter(move |(_, calling)| calling.ends_with(role)))
            .map(|(name, _)| name.as_str())
            .collect();
        named.sort_unstable();
        named.dedup();
        match named[..] {
            [name] => Some(name),
            _ => None,
        }
    }
}
