//! Lists of people: the built-in one (`data/people.yaml`, whose head explains the form) and a library's own.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;

use super::name::name_key;
use crate::language::{bare_name, lexicon, name_shape};
use crate::yaml;

const BUILT_IN: &str = include_str!("../../data/people.yaml");

/// Somebody under all the names that a list has for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// The one to show.
    pub name: String,
    /// The others.
    pub names: Vec<String>,
    /// Names of others, with whom they are not to be taken for one.
    pub not: Vec<String>,
}

impl KnownPerson {
    /// All names, the one to show first.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        [&self.name].into_iter().chain(&self.names).map(String::as_str)
    }
}

/// Whom a library is told of.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// By its own list.
    pub own: Vec<KnownPerson>,
    /// By the built-in one.
    pub built_in: Vec<KnownPerson>,
}

/// Where somebody stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Their number, from 1.
    pub number: usize,
    /// The line, 1-based, where each begins on one of its own.
    pub line: Option<usize>,
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "person {} (line {line})", self.number),
            None => write!(formatter, "person {}", self.number),
        }
    }
}

/// What is wrong with a list of people.
#[derive(Debug, thiserror::Error)]
pub enum KnownError {
    /// It is no YAML, or no list.
    #[error(
        "not a list of people: each is a line `- NAME, OTHER NAME` or `- {{name: NAME, names: [OTHER NAME], not: [SOMEBODY ELSE]}}`"
    )]
    Form(#[source] yaml::ReadError),
    /// A person in neither of the two forms.
    #[error(
        "{0} is neither `NAME, OTHER NAME` nor `{{name: NAME, names: [OTHER NAME], not: [SOMEBODY ELSE]}}`"
    )]
    EntryForm(Entry, #[source] yaml::ReadError),
    /// A person without a name, or an empty name among others.
    #[error("{0} has an empty name")]
    EmptyName(Entry),
    /// A word that means another in every note.
    #[error("{entry} is called `{name}`, which is a role and nobody's name")]
    Role {
        /// The word.
        name: String,
        /// Who has it.
        entry: Entry,
    },
    /// A name that two of the people have, so that nobody could say whose it is.
    #[error("`{name}` is a name of `{first}` and again of `{second}`, {entry}")]
    DuplicateName {
        /// The name as the later person has it.
        name: String,
        /// The name of the person who has it first.
        first: String,
        /// The name of the person who has it again.
        second: String,
        /// Where that one stands.
        entry: Entry,
    },
    /// A name that somebody has and is said not to have.
    #[error("`{name}` is a name of `{person}` and in its `not`, {entry}")]
    NotOwnName {
        /// The name.
        name: String,
        /// Whose.
        person: String,
        /// Where it is said not to be theirs.
        entry: Entry,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullEntry {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Whether a name in a list is a full one. A given name of another language is none, though it may begin as a Chinese name
/// does: 鲍勃.
pub(super) fn is_full(name: &str) -> bool {
    bare_name::is_full(name) && !lexicon::GIVEN_NAMES.contains(name)
}

/// Whether a name in a list may be what people call somebody, though it has the shape of a full one: 苏妈, 王总, 李工.
pub(super) fn may_be_called(name: &str) -> bool {
    bare_name::is_called(name, false) || bare_name::bare(name).chars().count() == 1
}

impl Known {
    /// The built-in list alone.
    pub fn built_in() -> Known {
        // A test rules out that the file is damaged; without it fewer names would be known, and nothing worse.
        Known { own: Vec::new(), built_in: read(BUILT_IN).unwrap_or_default() }
    }
}

impl KnownPerson {
    /// Reads a list of people.
    ///
    /// # Errors
    /// If it is no such list, or says of a name that it is two people's.
    pub fn list(text: &str) -> Result<Vec<KnownPerson>, KnownError> {
        let people = read(text)?;
        let entries = Entries::of(text, people.len());
        let mut owners: HashMap<String, &str> = HashMap::new();
        for (position, person) in people.iter().enumerate() {
            let entry = entries.at(position);
            let is_plain_role = |name: &&str| name_shape::is_role(name) && bare_name::bare(name) == *name;
            let not = person.not.iter().map(String::as_str);
            if person.all().chain(not).any(|name| name_key(name).is_empty()) {
                return Err(KnownError::EmptyName(entry));
            }
            if let Some(name) = person.all().find(is_plain_role) {
                return Err(KnownError::Role { name: name.to_owned(), entry });
            }
            for name in person.all() {
                if let Some(first) = owners.insert(name_key(name), &person.name)
                    && first != person.name
                {
                    let (name, first, second) = (name.to_owned(), first.to_owned(), person.name.clone());
                    return Err(KnownError::DuplicateName { name, first, second, entry });
                }
            }
        }
        for (position, person) in people.iter().enumerate() {
            let is_own = |other: &&String| owners.get(&name_key(other)) == Some(&person.name.as_str());
            if let Some(name) = person.not.iter().find(is_own) {
                let (name, person) = (name.clone(), person.name.clone());
                return Err(KnownError::NotOwnName { name, person, entry: entries.at(position) });
            }
        }
        Ok(people)
    }

    /// What this person has in common with an `earlier` one of another list so that both can't be right: a name that is theirs
    /// under another one to show, or one that either is said not to have.
    pub fn clash(&self, earlier: &KnownPerson) -> Option<Clash> {
        let is_same = |one: &str, other: &str| name_key(one) == name_key(other);
        let has = |person: &KnownPerson, name: &str| person.all().any(|other| is_same(name, other));
        let shared = self.all().find(|name| has(earlier, name))?;
        let mut parted = self.not.iter().filter(|name| has(earlier, name));
        let mut parted_before = earlier.not.iter().filter(|name| has(self, name));
        if let Some(name) = parted.next().or_else(|| parted_before.next()) {
            return Some(Clash::Parted(name.clone()));
        }
        let are_one = has(self, &earlier.name) || has(earlier, &self.name);
        (!are_one).then(|| Clash::Shared(shared.to_owned()))
    }
}

/// A name over which two lists disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// One has it for somebody of whom the other says that it is not theirs.
    Parted(String),
    /// Both have it, for two people.
    Shared(String),
}

/// Where the people of a list begin.
struct Entries(Vec<usize>);

impl Entries {
    /// None where not each of `count` people begins on a line of its own.
    fn of(text: &str, count: usize) -> Entries {
        let begins = |line: &str| {
            line.trim_start_matches('\u{feff}').strip_prefix('-').is_some_and(|rest| !rest.starts_with('-'))
        };
        let lines = (1..).zip(text.lines()).filter(|(_, line)| begins(line)).map(|(number, _)| number);
        let lines: Vec<usize> = lines.collect();
        Entries(if lines.len() == count { lines } else { Vec::new() })
    }

    fn at(&self, position: usize) -> Entry {
        Entry { number: position + 1, line: self.0.get(position).copied() }
    }
}

fn read(text: &str) -> Result<Vec<KnownPerson>, KnownError> {
    let values: Vec<yaml::Value> = yaml::read(text).map_err(KnownError::Form)?;
    let entries = Entries::of(text, values.len());
    let person = |(position, value): (usize, yaml::Value)| {
        let form = |error| KnownError::EntryForm(entries.at(position), error);
        // A name stands on one line.
        let tidy = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let yaml::Value::String(line) = &value {
            let mut names = line.split([',', '，']).map(tidy);
            return Ok(KnownPerson {
                name: names.next().unwrap_or_default(),
                names: names.collect(),
                not: Vec::new(),
            });
        }
        let FullEntry { name, names, not } = yaml::from_value(value).map_err(form)?;
        let name = tidy(&name);
        let names = names.iter().map(|other| tidy(other)).filter(|other| *other != name).collect();
        Ok(KnownPerson { name, names, not: not.iter().map(|other| tidy(other)).collect() })
    };
    values.into_iter().enumerate().map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_built_in_list_is_one_persons() {
        let people = KnownPerson::list(BUILT_IN).unwrap();
        assert!(!people.is_empty());
        for person in people {
            assert!(!(person.names.is_empty() && person.not.is_empty()), "{} is no news", person.name);
        }
    }

    #[test]
    fn both_forms_are_read() {
        let people = KnownPerson::list(
            "- 李飞飞, Fei-Fei Li\n- {name: 林远, names: [Lin Yuan, 小远], not: [林源]}\n- {name: 周舟}\n",
        )
        .unwrap();
        let names: Vec<Vec<&str>> = people.iter().map(|person| person.all().collect()).collect();
        assert_eq!(names, [vec!["李飞飞", "Fei-Fei Li"], vec!["林远", "Lin Yuan", "小远"], vec!["周舟"]]);
        assert_eq!(people[1].not, ["林源"]);
        assert!(KnownPerson::list("[]").unwrap().is_empty());
    }

    #[test]
    fn faults_of_a_list_are_named() {
        for (text, message) in [
            ("name: x", "not a list of people"),
            ("- 周舟\n- {name: 林远, nick: 小远}", "person 2 (line 2) is neither"),
            ("- 42", "person 1 (line 1) is neither"),
            ("[林远, {name: 周舟, names: 小舟}]", "person 2 is neither"),
            ("# 一\n- 周舟\n- 林远,\n", "person 2 (line 3) has an empty name"),
            ("- {name: 主持人, names: [林远]}", "person 1 (line 1) is called `主持人`"),
            (
                "- 林远, Lin Yuan\n- {name: 周舟, names: [lin yuan]}",
                "`lin yuan` is a name of `林远` and again of `周舟`, person 2 (line 2)",
            ),
            (
                "- {name: 林远, names: [小远], not: [小远]}",
                "`小远` is a name of `林远` and in its `not`, person 1",
            ),
            (
                "- 林远, 小远\n- {name: 林远, not: [小远]}",
                "`小远` is a name of `林远` and in its `not`, person 2",
            ),
        ] {
            let error = KnownPerson::list(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{text}: {error}");
        }
    }

    #[test]
    fn lists_clash_over_names() {
        let clash = |earlier: &str, later: &str| {
            KnownPerson::list(later).unwrap()[0].clash(&KnownPerson::list(earlier).unwrap()[0])
        };
        let parted = Some(Clash::Parted("林远".to_owned()));
        assert_eq!(clash("- 林远, Lin Yuan", "- {name: Lin Yuan, not: [林远]}"), parted);
        assert_eq!(clash("- {name: Lin Yuan, not: [林远]}", "- 林远, Lin Yuan"), parted);
        assert_eq!(clash("- 林远, 小远", "- 周远, 小远"), Some(Clash::Shared("小远".to_owned())));
        assert_eq!(clash("- 林远, Lin Yuan", "- Lin Yuan, 林远, 小远"), None);
        assert_eq!(clash("- 林远, 小远", "- {name: 周远, not: [林远]}"), None);
    }
}
