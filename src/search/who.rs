//! From the name that a reader gives to those whom it may mean.
//!
//! Any name of a person means that person, in any script, under every name that notes have for them. A beginning that fits
//! several takes all, and says so, and so does a short name of which some notes don't tell whose it is. What fits nobody names
//! those who come near.

use std::collections::{HashMap, HashSet};

use crate::language::bare_name;
use crate::people::{is_begun_in_pinyin, name_key, name_parts};
use crate::records::{Filter, PersonFacts, PersonKey, Records, Who};
use crate::text::{near, nearest, spelled};

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
#[error("unknown speaker `{given}`{}", near_ones(.lead, .near))]
pub struct UnknownSpeaker {
    /// As the reader gave it.
    pub given: String,
    /// Names that come near, the nearest first; else all where they are few, or those that come nearest.
    pub near: Vec<String>,
    /// What these are: `near`, `known` or `nearest`.
    pub lead: &'static str,
}

fn near_ones(lead: &str, near: &[String]) -> String {
    match near {
        [] => "; `townhall people` lists them".to_owned(),
        near => format!("; {lead}: {}", near.join(", ")),
    }
}

/// So many are listed where none is near.
const FEW: usize = 10;
/// How many are named where many are meant.
const SOME: usize = 5;
/// How many are named of more, where none is near.
const NEAREST: usize = 3;

/// Those whom a name may mean: who is called so, else whose name or a part of it begins so, else whose name is read so; titles
/// make no difference.
///
/// # Errors
/// [`UnknownSpeaker`] if that is nobody; else if the records can't be read.
pub fn who(records: &dyn Records, given: &str) -> anyhow::Result<Meant> {
    let everybody = Everybody::of(records)?;
    let bare = bare_name::bare(given);
    let untitled = Some(bare).filter(|bare| bare.len() < given.trim().len() && bare_name::is_full(bare));
    for name in [given].into_iter().chain(untitled) {
        if let Some((found, wanted)) = everybody.find(name)? {
            return Ok(everybody.meant(given, &wanted, found));
        }
    }
    let (lead, near) = everybody.near(given);
    Err(UnknownSpeaker { given: given.to_owned(), near, lead }.into())
}

/// Whose words there are.
struct Everybody<'r> {
    records: &'r dyn Records,
    persons: Vec<PersonFacts>,
    /// Names at words, of whom nobody may know whose they are.
    called: Vec<String>,
}

/// Somebody who is found, as a place in one of the lists.
enum Found {
    Person(usize),
    Called(usize),
}

/// Whether two names are read alike, but for one letter: 张晓珺 and 张小军.
fn sound_alike(one: &str, other: &str) -> bool {
    /// Of short ones too many are one letter apart.
    const LEAST: usize = 6;
    let (one, other) = (spelled(&name_key(one)), spelled(&name_key(other)));
    one == other || one.len().min(other.len()) >= LEAST && strsim::damerau_levenshtein(&one, &other) <= 1
}

impl<'r> Everybody<'r> {
    fn of(records: &'r dyn Records) -> anyhow::Result<Self> {
        let persons = records.persons()?;
        let called = records.speakers()?.into_iter().map(|(name, _)| name).collect();
        Ok(Everybody { records, persons, called })
    }

    /// Whom a name means, with its key.
    fn find(&self, given: &str) -> anyhow::Result<Option<(Vec<Found>, String)>> {
        let wanted = name_key(given);
        if wanted.is_empty() {
            return Ok(None);
        }
        let is_it = |name: &str| name_key(name) == wanted;
        let begins = |name: &str| {
            name_key(name).starts_with(&wanted)
                || name_parts(name).iter().any(|part| part.starts_with(&wanted))
        };
        let sure = self.records.persons_named(given)?;
        let tests: [&dyn Fn(&str) -> bool; 5] = [
            // Whose a short name is only some notes tell, if any do: it may be anybody's who has it for a part.
            if sure.is_empty() { &begins } else { &is_it },
            &|name| name_key(name).starts_with(&wanted),
            &begins,
            &|name| is_begun_in_pinyin(&wanted, name),
            &|name| wanted.chars().count() > 1 && name_key(name).contains(&wanted),
        ];
        // Of one of whom only a list of people knows nothing can be found; others may be meant.
        let mut silent = None;
        for (number, test) in tests.into_iter().enumerate() {
            if number == 0 && !self.is_name(&is_it) {
                continue;
            }
            let found = self.who_pass(test, if number == 0 { &sure } else { &[] })?;
            if found.iter().any(|found| self.is_heard(found)) {
                return Ok(Some((found, wanted.clone())));
            }
            silent = silent.or(Some(found).filter(|found| !found.is_empty()));
        }
        Ok(silent.map(|found| (found, wanted.clone())))
    }

    /// Whether anybody is called so.
    fn is_name(&self, is_it: &dyn Fn(&str) -> bool) -> bool {
        let has = |person: &PersonFacts| person.names.iter().any(|name| is_it(&name.text));
        self.persons.iter().any(has) || self.called.iter().any(|name| is_it(name))
    }

    /// Those of whom a name passes. `sure`: who has it in full or by a list of people.
    fn who_pass(&self, test: &dyn Fn(&str) -> bool, sure: &[PersonKey]) -> anyhow::Result<Vec<Found>> {
        let passing =
            |person: &PersonFacts| person.names.iter().find(|name| test(&name.text)).map(|name| name.is_full);
        let fits = |at: &usize| passing(&self.persons[*at]).is_some();
        let mut persons: Vec<usize> = (0..self.persons.len()).filter(fits).collect();
        // A short name in a list of people means whom the list says.
        let of_list = |at: &usize| {
            let person = &self.persons[*at];
            sure.contains(&person.key) && !person.notes.is_empty()
        };
        let is_listed = persons.iter().any(of_list)
            && !persons.iter().any(|at| passing(&self.persons[*at]) == Some(true));
        if is_listed {
            persons.retain(of_list);
        }
        let mut found: Vec<Found> = persons.iter().map(|at| Found::Person(*at)).collect();
        let mut known: HashMap<&str, bool> = HashMap::new();
        for name in persons.iter().flat_map(|at| &self.persons[*at].names) {
            *known.entry(&name.text).or_default() |= name.is_full;
        }
        for (at, name) in self.called.iter().enumerate().filter(|(_, name)| test(name)) {
            // What is somebody's short name in one note stands for itself in another where nobody knows whose it is.
            let is_theirs = match known.get(name.as_str()) {
                Some(is_full) => *is_full || is_listed || !self.is_unresolved(name)?,
                None => is_listed,
            };
            if !is_theirs {
                found.push(Found::Called(at));
            }
        }
        // One of whom only a list knows is meant where nobody else is.
        if found.iter().any(|found| self.is_heard(found)) {
            found.retain(|found| self.is_heard(found));
        }
        Ok(found)
    }

    /// Whether there are words by one who is called so of whom nobody can tell who it is.
    fn is_unresolved(&self, name: &str) -> anyhow::Result<bool> {
        let filter = Filter { who: vec![Who::Called(name.to_owned())], ..Filter::default() };
        for stored in self.records.walk(&filter, None)? {
            if stored?.person.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
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

    /// The names that come near, else all of few or the nearest of many, and what these are.
    fn near(&self, given: &str) -> (&'static str, Vec<String>) {
        let persons = self.persons.iter().filter(|person| !person.notes.is_empty());
        let mut choices: Vec<Vec<String>> =
            persons.map(|person| person.names.iter().map(|name| name.text.clone()).collect()).collect();
        let known: HashSet<&String> =
            self.persons.iter().flat_map(|person| &person.names).map(|name| &name.text).collect();
        choices
            .extend(self.called.iter().filter(|name| !known.contains(name)).map(|name| vec![name.clone()]));
        let by_sound = choices.iter().filter(|names| names.iter().any(|name| sound_alike(name, given)));
        // Who is read so was meant most likely, however the name is written.
        let mut found: Vec<String> = by_sound.map(|names| names[0].clone()).collect();
        // A slip in one part of a name, be it the given one or the family's.
        for names in &mut choices {
            let parts: Vec<String> = names.iter().flat_map(|name| name_parts(name)).collect();
            names.extend(parts);
        }
        found.extend(near(given, choices.iter().map(Vec::as_slice)).into_iter().map(str::to_owned));
        let mut seen = HashSet::new();
        found.retain(|name| seen.insert(name.clone()));
        found.truncate(SOME);
        if !found.is_empty() {
            return ("near", found);
        }
        let mut seen = HashSet::new();
        let firsts = choices.iter().filter_map(|names| names.first()).filter(|name| seen.insert(*name));
        let known: Vec<String> = firsts.take(FEW + 1).cloned().collect();
        if known.len() <= FEW {
            return ("known", known);
        }
        let nearest = nearest(given, choices.iter().map(Vec::as_slice)).into_iter().take(NEAREST);
        ("nearest", nearest.map(str::to_owned).collect())
    }
}
