//! Names in a text.

use std::collections::{BTreeSet, HashMap};

use crate::language::lexicon;
use crate::language::name_shape;

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
                    let owners = finder.patterns.entry(pattern.to_owned()).or_default();
                    // A name of one part is its own part.
                    if owners.last() != Some(&owner) {
                        owners.push(owner);
                    }
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

    /// Finds the people of a note by their whole names, or Latin ones by long parts of them.
    pub(super) fn of_people(names: BTreeSet<String>) -> Self {
        Finder::new(names.into_iter().collect(), |name| {
            let whole = (name.chars().count() >= 2).then_some(name);
            let parts = name.split(' ').filter(|part| name.is_ascii() && part.len() >= 4);
            whole.into_iter().chain(parts).collect()
        })
    }

    /// The names that occur, each by its index and with what stands after it.
    pub(super) fn found<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        text.char_indices().flat_map(move |(start, first)| {
            let longest = self.longest.get(&first).copied().unwrap_or_default();
            let ends = text[start..].char_indices().take(longest);
            ends.flat_map(move |(at, last)| {
                let (words, after) = text[start..].split_at(at + last.len_utf8());
                self.patterns.get(words).into_iter().flatten().map(move |owner| (*owner, after))
            })
        })
    }

    /// The name at an index that [`Finder::found`] gave.
    pub(super) fn name(&self, index: usize) -> &String {
        &self.names[index]
    }

    /// The one of them whom these words call by surname and title: `岑老师的书架`.
    pub(crate) fn only_one_titled(&self, words: &str) -> Option<&String> {
        if self.names.is_empty() {
            return None;
        }
        let titles = lexicon::TITLES.iter().filter_map(|title| words.find(title));
        let surnames = titles.filter_map(|title| surname_at_end(&words[..title]));
        let mut found: Vec<&String> =
            surnames.flat_map(|surname| self.names.iter().filter(move |name| bears(name, surname))).collect();
        found.sort_unstable();
        found.dedup();
        match found[..] {
            [name] => Some(name),
            _ => None,
        }
    }

    /// The one of them whom these words name; `None` for nobody or for several. A part that several names have (`Alan`)
    /// is of the one whom the words name in full.
    pub(crate) fn only_one(&self, words: &str) -> Option<&String> {
        let mut only: Option<usize> = None;
        let mut vague: Vec<&[usize]> = Vec::new();
        let mut end = 0;
        for (start, _) in words.char_indices() {
            if start < end {
                continue;
            }
            let Some((length, owners)) = self.longest_at(&words[start..]) else { continue };
            end = start + length;
            match *owners {
                [owner] if only.is_none_or(|only| only == owner) => only = Some(owner),
                [_] => return None,
                _ => vague.push(owners),
            }
        }
        let only = only?;
        vague.iter().all(|owners| owners.contains(&only)).then(|| &self.names[only])
    }

    /// Those of them whom these words name, by their whole names or by a part that they share, where they are several.
    pub(crate) fn several(&self, words: &str) -> Vec<String> {
        let found: BTreeSet<usize> = self.found(words).map(|(name, _)| name).collect();
        let names: Vec<String> = found.into_iter().map(|name| self.names[name].clone()).collect();
        if names.len() > 1 { names } else { Vec::new() }
    }

    /// The one of them whose name opens these words, before a mark that parts it from what they are about:
    /// `Alan Reed：货运`.
    pub(crate) fn opening(&self, words: &str) -> Option<&String> {
        let (length, owners) = self.longest_at(words)?;
        let rest = words[length..].trim_start();
        match *owners {
            [owner] if rest.starts_with(['：', ':', '|', '｜', '—', '–', '-', '（', '(', '·']) => {
                Some(&self.names[owner])
            }
            _ => None,
        }
    }

    /// The longest name or part of one that starts a text: its length in bytes, and whose it is.
    fn longest_at(&self, text: &str) -> Option<(usize, &[usize])> {
        let longest = *self.longest.get(&text.chars().next()?)?;
        let ends: Vec<usize> =
            text.char_indices().take(longest).map(|(at, last)| at + last.len_utf8()).collect();
        ends.into_iter().rev().find_map(|end| Some((end, self.patterns.get(&text[..end])?.as_slice())))
    }
}

/// The surname that ends a text, where it stands alone: no other Han character runs into it.
fn surname_at_end(text: &str) -> Option<&str> {
    let start = text.char_indices().rev().find(|(_, character)| !name_shape::is_han(*character));
    let surname = &text[start.map_or(0, |(at, character)| at + character.len_utf8())..];
    (1..=2).contains(&surname.chars().count()).then_some(surname)
}

/// Whether a Chinese name has this surname.
fn bears(name: &str, surname: &str) -> bool {
    name.strip_prefix(surname).is_some_and(|given| {
        (1..=3).contains(&given.chars().count()) && given.chars().all(name_shape::is_han)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(names: &[&str]) -> Finder {
        Finder::of_candidates(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn one_name_is_found_by_a_long_part_of_it() {
        let finder = candidates(&["李明", "Ada Okafor"]);
        assert_eq!(finder.only_one("李明的话").map(String::as_str), Some("李明"));
        assert_eq!(finder.only_one("Okafor speaks").map(String::as_str), Some("Ada Okafor"));
        assert_eq!(finder.only_one("Ada speaks"), None);
        assert_eq!(finder.only_one("李明与Okafor"), None);
        let finder = candidates(&["Alan Reed", "Alan Stone"]);
        assert_eq!(finder.only_one("Alan Reed：货运").map(String::as_str), Some("Alan Reed"));
        assert_eq!(finder.only_one("Alan Reed 与 Alan Stone"), None);
        assert_eq!(finder.only_one("Alan 的书架"), None);
        assert_eq!(finder.opening("Alan Reed：问 Alan Stone").map(String::as_str), Some("Alan Reed"));
    }

    #[test]
    fn a_surname_with_a_title_is_found_where_it_stands_alone() {
        let finder = candidates(&["岑远", "李明"]);
        assert_eq!(finder.only_one_titled("岑老师的书架").map(String::as_str), Some("岑远"));
        assert_eq!(finder.only_one_titled("听岑老师讲"), None);
    }
}
