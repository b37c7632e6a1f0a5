//! From the name that a reader gives to those whom it may mean.
//!
//! Any name of a person means that person, in any script, under every name that notes have for them. A beginning that fits
//! several takes all, and says so; what fits nobody names those who come near.

use std::collections::BTreeSet;

use crate::people::{is_begun_in_pinyin, name_key, name_parts};
use crate::records::{PersonFacts, Records, Who};
use crate::text::near;

/// Whom a name means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// Those; never empty.
    pub who: Vec<Who>,
    /// What to tell the reader where these are several, or none of them is a person whom the library knows.
    pub remark: Option<String>,
}

/// A name that fits nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown speaker `{given}`{}", near_ones(.near))]
pub struct UnknownSpeaker {
    /// As the reader gave it.
    pub given: String,
    /// Names that come near, the nearest first.
    pub near: Vec<String>,
}

fn near_ones(near: &[String]) -> String {
    if near.is_empty() {
        "; `townhall people` lists them".to_owned()
    } else {
        format!("; near: {}", near.join(", "))
    }
}

/// So many are listed where none is near.
const FEW: usize = 10;
/// How many are named where many are meant.
const SOME: usize = 5;

/// Those whom a name may mean: who is called so, else whose name or a part of it begins so, else whose name is read so.
///
/// # Errors
/// [`UnknownSpeaker`] if that is nobody; else if the records can't be read.
pub fn who(records: &dyn Records, given: &str) -> anyhow::Result<Meant> {
    let wanted = name_key(given);
    if wanted.is_empty() {
        return Err(UnknownSpeaker { given: given.to_owned(), near: Vec::new() }.into());
    }
    let everybody = Everybody::of(records)?;
    let tests: [&dyn Fn(&str) -> bool; 5] = [
        &|name| name_key(name) == wanted,
        &|name| name_key(name).starts_with(&wanted),
        &|name| name_parts(name).iter().any(|part| part.starts_with(&wanted)),
        &|name| is_begun_in_pinyin(&wanted, name),
        &|name| wanted.chars().count() > 1 && name_key(name).contains(&wanted),
    ];
    // Of one of whom only a list of people knows nothing can be found; others may be meant.
    let mut silent = None;
    for test in tests {
        let found = everybody.who_pass(test);
        if found.iter().any(|found| everybody.is_heard(found)) {
            return Ok(everybody.meant(given, &wanted, found));
        }
        silent = silent.or(Some(found).filter(|found| !found.is_empty()));
    }
    if let Some(found) = silent {
        return Ok(everybody.meant(given, &wanted, found));
    }
    Err(UnknownSpeaker { given: given.to_owned(), near: everybody.near(given) }.into())
}

/// Whose words there are.
struct Everybody {
    persons: Vec<PersonFacts>,
    /// Names at words, of whom nobody may know whose they are.
    called: Vec<String>,
}

/// Somebody who is found, as a place in one of the lists.
enum Found {
    Person(usize),
    Called(usize),
}

impl Everybody {
    fn of(records: &dyn Records) -> anyhow::Result<Everybody> {
        let persons = records.persons()?;
        let called = records.speakers()?.into_iter().map(|(name, _)| name).collect();
        Ok(Everybody { persons, called })
    }

    fn who_pass(&self, test: &dyn Fn(&str) -> bool) -> Vec<Found> {
        let fits = |person: &PersonFacts| person.names.iter().any(|name| test(&name.text));
        let mut persons: Vec<usize> = (0..self.persons.len()).filter(|at| fits(&self.persons[*at])).collect();
        // One of whom only a list knows is meant where nobody else is.
        if persons.iter().any(|at| !self.persons[*at].notes.is_empty()) {
            persons.retain(|at| !self.persons[*at].notes.is_empty());
        }
        let known: BTreeSet<&str> = persons
            .iter()
            .flat_map(|at| self.persons[*at].names.iter().map(|name| name.text.as_str()))
            .collect();
        // A name that is also somebody's short one elsewhere stands for itself too: in other notes nobody knows whose it is.
        let is_full = |name: &str| {
            persons
                .iter()
                .any(|at| self.persons[*at].names.iter().any(|other| other.is_full && other.text == name))
        };
        let called = (0..self.called.len()).filter(|at| {
            let name = self.called[*at].as_str();
            test(name) && !(known.contains(name) && is_full(name))
        });
        let called: Vec<usize> = called.collect();
        persons.into_iter().map(Found::Person).chain(called.into_iter().map(Found::Called)).collect()
    }

    /// Whether any note has a name of theirs.
    fn is_heard(&self, found: &Found) -> bool {
        match found {
            Found::Person(at) => !self.persons[*at].notes.is_empty(),
            Found::Called(_) => true,
        }
    }

    fn meant(&self, given: &str, wanted: &str, found: Vec<Found>) -> Meant {
        let shown = |found: &Found| match found {
            Found::Person(at) => self.persons[*at].name.clone(),
            Found::Called(at) => self.called[*at].clone(),
        };
        let mut names: Vec<String> = Vec::new();
        for found in &found {
            let name = shown(found);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let persons = found.iter().filter(|found| matches!(found, Found::Person(_))).count();
        let remark = match names.as_slice() {
            [only] if persons == 1 || name_key(only) == wanted => None,
            [only] => Some(format!("`{given}` is taken for {only}")),
            many if persons == 1 && many[1..].iter().all(|name| name_key(name) == wanted) => None,
            many => {
                let rest = many.len().saturating_sub(SOME);
                let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                let some = many[..many.len().min(SOME)].join(", ");
                Some(format!("`{given}` fits {}: {some}{more}", many.len()))
            }
        };
        let who = found
            .iter()
            .map(|found| match found {
                Found::Person(at) => Who::Person(self.persons[*at].key),
                Found::Called(at) => Who::Called(self.called[*at].clone()),
            })
            .collect();
        Meant { who, remark }
    }

    fn near(&self, given: &str) -> Vec<String> {
        let mut choices: Vec<Vec<String>> = self
            .persons
            .iter()
            .filter(|person| !person.notes.is_empty())
            .map(|person| person.names.iter().map(|name| name.text.clone()).collect())
            .collect();
        choices.extend(self.called.iter().map(|name| vec![name.clone()]));
        let near = near(given, choices.iter().map(Vec::as_slice));
        if near.is_empty() && choices.len() <= FEW {
            let mut known: Vec<String> = Vec::new();
            for name in choices.into_iter().filter_map(|names| names.into_iter().next()) {
                if !known.contains(&name) {
                    known.push(name);
                }
            }
            return known;
        }
        near.into_iter().map(str::to_owned).collect()
    }
}
