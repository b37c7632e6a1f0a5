//! By what persons are asked for: hashes of their names' keys, of how these are read, and of parts that one person alone has.

use std::collections::{HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::known::{Known, KnownPerson};
use super::name::{name_key, parts, pinyin_keys};
use super::person::Person;
use crate::language::name_shape::is_han;
use crate::language::{bare_name, lexicon};
use crate::text::lower;

/// The fewest letters that are a name's pinyin: of several words, of one.
const SHORT_PINYIN: usize = 5;
const LONG_PINYIN: usize = 8;

/// What a name that somebody asks for comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedName {
    /// Finds whoever is called so.
    pub hash: u64,
    /// Where nobody is: finds those whose Chinese name is read so, where this is more than one word or long enough to be no
    /// other.
    pub pinyin: Option<u64>,
}

/// What to look for where somebody asks for a name.
pub fn asked_name(name: &str) -> AskedName {
    let letters = name_key(name);
    let is_long = letters.len() >= LONG_PINYIN || letters.len() >= SHORT_PINYIN && name.trim().contains(' ');
    let is_pinyin = is_long && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    AskedName { hash: xxh3_64(letters.as_bytes()), pinyin: is_pinyin.then(|| pinyin_hash(&letters)) }
}

/// The hash of a name, in whatever way it is written.
pub fn name_hash(name: &str) -> u64 {
    xxh3_64(name_key(name).as_bytes())
}

fn pinyin_hash(letters: &str) -> u64 {
    // No key of a name has a colon.
    xxh3_64(format!(":{letters}").as_bytes())
}

/// By what each person is found, by their numbers; sorted, each once.
///
/// `unresolved`: keys of the names at words of which some note does not tell whose they are.
pub fn found_by(persons: &[Person], unresolved: &HashSet<String>, known: &Known) -> Vec<(u64, u32)> {
    let mut found: Vec<(u64, u32)> = Vec::new();
    // A short name means whom the library's own list says, whoever else has it by the built-in one.
    let own_names: HashSet<String> = known.own.iter().flat_map(|person| person.all()).map(name_key).collect();
    for (number, person) in (0..).zip(persons) {
        let is_it = |listed: &&KnownPerson| listed.name == person.name;
        let own = known.own.iter().filter(is_it).flat_map(|listed| listed.all());
        let built_in = known.built_in.iter().filter(is_it).flat_map(|listed| listed.all());
        let built_in = built_in.filter(|name| !own_names.contains(&name_key(name)));
        let full = || person.names.iter().filter(|name| name.is_full).map(|name| name.text.as_str());
        found.extend(full().chain(own).chain(built_in).map(|name| (name_hash(name), number)));
        let read = full().flat_map(pinyin_keys);
        found.extend(read.map(|letters| (pinyin_hash(&letters), number)));
    }
    found.extend(parts_of_one(persons, unresolved).map(|(part, number)| (xxh3_64(part.as_bytes()), number)));
    found.sort_unstable();
    found.dedup();
    found
}

/// Parts of names that one person alone has here, and so mean them: those of transliterated ones, 纳德拉, and what notes call them in
/// short, Jensen. Other parts in Latin letters are words too, and short names in Chinese are parts of words.
fn parts_of_one(persons: &[Person], unresolved: &HashSet<String>) -> impl Iterator<Item = (String, u32)> {
    /// In characters: shorter ones are given names of many, or words.
    const SHORTEST: usize = 3;
    /// Whether it means them where nobody else has it.
    type Bearers = (Vec<u32>, bool);
    let mut bearers: HashMap<String, Bearers> = HashMap::new();
    let mut add = |key: String, number: u32, means: bool| {
        if key.chars().count() < SHORTEST {
            return;
        }
        let (all, means_them) = bearers.entry(key).or_default();
        *means_them |= means;
        if all.last() != Some(&number) {
            all.push(number);
        }
    };
    for (number, person) in (0..).zip(persons) {
        for name in &person.names {
            if name.is_full {
                let parts = parts(&name.text);
                let are_several = parts.len() > 1;
                parts
                    .into_iter()
                    .filter(|_| are_several)
                    .for_each(|part| add(part.clone(), number, !part.is_ascii()));
            } else if name.notes > 0 {
                let key = name_key(&name.text);
                let means = is_word_of_name(&name.text) && !unresolved.contains(&key);
                add(key, number, means);
            }
        }
    }
    let only = |(part, (all, means)): (String, Bearers)| match all[..] {
        [only] if means => Some((part, only)),
        _ => None,
    };
    bearers.into_iter().filter_map(only)
}

/// Whether what notes call somebody in short is a word in Latin letters that is nothing else: Jensen, but not Grace or 黄总.
fn is_word_of_name(name: &str) -> bool {
    let folded = lower(name);
    name.chars().all(char::is_alphabetic)
        && !name.contains(is_han)
        && !lexicon::ENGLISH_WORDS.contains(&folded)
        && !lexicon::GIVEN_NAMES_AND_WORDS.contains(&folded)
        && bare_name::bare(name) == name
}
