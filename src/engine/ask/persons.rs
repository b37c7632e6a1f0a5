//! The persons that were met, and names of things. Where several libraries answer, those with one full name are one.

use std::collections::HashMap;

use crate::records::{PersonFacts, PersonKey};

/// The persons that were met, by the names to show.
#[derive(Debug, Default)]
pub(super) struct Persons {
    pub(super) names: Vec<String>,
    keys: HashMap<String, u32>,
    pub(super) facts: HashMap<u32, PersonFacts>,
    /// Who is found by a hash; nobody, where nobody is.
    pub(super) found_by: HashMap<String, Vec<PersonKey>>,
    /// The other names of a thing, by a hash of one.
    pub(super) beside: HashMap<String, Vec<String>>,
    /// Whether all of them are here.
    pub(super) is_whole: bool,
}

impl Persons {
    /// The key of a person.
    pub(super) fn key(&mut self, name: &str) -> PersonKey {
        if let Some(key) = self.keys.get(name) {
            return PersonKey(*key);
        }
        let key = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.keys.insert(name.to_owned(), key);
        PersonKey(key)
    }

    /// Takes what a library knows of somebody in, beside what others do.
    pub(super) fn add(&mut self, other: PersonFacts) -> PersonKey {
        let key = self.key(&other.name);
        match self.facts.get_mut(&key.0) {
            None => drop(self.facts.insert(key.0, PersonFacts { key, ..other })),
            Some(known) => join(known, other),
        }
        key
    }
}

/// Adds what another library knows of the same person.
fn join(known: &mut PersonFacts, other: PersonFacts) {
    for name in other.names {
        match known.names.iter_mut().find(|it| it.text == name.text) {
            Some(it) => {
                it.notes += name.notes;
                it.is_full |= name.is_full;
                if it.place.is_none() {
                    it.place = name.place;
                }
            }
            None => known.names.push(name),
        }
    }
    if let Some(others) = known.names.get_mut(1..) {
        others.sort_by_key(|name| !name.is_full);
    }
    known.notes.extend(other.notes);
    known.notes.sort();
    known.notes.dedup();
    known.days = match (known.days, other.days) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    };
    for it in other.joins {
        if known.joins.iter().all(|join| (&join.one, &join.other) != (&it.one, &it.other)) {
            known.joins.push(it);
        }
    }
}
