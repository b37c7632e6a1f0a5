//! Lists of people: the built-in one (`data/people.yaml`, whose head explains the form) and a library's own.

use std::collections::HashMap;

use serde::Deserialize;

use super::name::name_key;
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

/// What is wrong with a list of people.
#[derive(Debug, thiserror::Error)]
pub enum KnownError {
    /// It is no YAML, or no list of people.
    #[error(
        "not a list of people: each is a line `- NAME, OTHER NAME` or `- {{name: NAME, names: [OTHER NAME], not: [SOMEBODY ELSE]}}`"
    )]
    Form(#[source] yaml::ReadError),
    /// A person without a name, or an empty name among others.
    #[error("person {0} has an empty name")]
    EmptyName(usize),
    /// A name that two of the people have, so that nobody could say whose it is.
    #[error("`{name}` is a name of `{first}` and again of `{second}`")]
    DuplicateName {
        /// The name as the later person has it.
        name: String,
        /// The name of the person who has it first.
        first: String,
        /// The name of the person who has it again.
        second: String,
    },
    /// A name that somebody has and is said not to have.
    #[error("`{name}` is a name of `{person}` and in its `not`")]
    NotOwnName {
        /// The name.
        name: String,
        /// Whose.
        person: String,
    },
}

/// A person as a file has them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    /// `- A, B`: the first name is the one to show.
    Short(String),
    Full(FullEntry),
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
        let people = read(text).map_err(KnownError::Form)?;
        let mut owners: HashMap<String, &str> = HashMap::new();
        for (position, person) in people.iter().enumerate() {
            for name in person.all().chain(person.not.iter().map(String::as_str)) {
                if name_key(name).is_empty() {
                    return Err(KnownError::EmptyName(position + 1));
                }
            }
            for name in person.all() {
                if let Some(first) = owners.insert(name_key(name), &person.name)
                    && first != person.name
                {
                    let (name, first, second) = (name.to_owned(), first.to_owned(), person.name.clone());
                    return Err(KnownError::DuplicateName { name, first, second });
                }
            }
            let is_own = |other: &&String| person.all().any(|name| name_key(name) == name_key(other));
            if let Some(name) = person.not.iter().find(is_own) {
                return Err(KnownError::NotOwnName { name: name.clone(), person: person.name.clone() });
            }
        }
        Ok(people)
    }
}

fn read(text: &str) -> Result<Vec<KnownPerson>, yaml::ReadError> {
    let entries: Vec<Entry> = yaml::read(text)?;
    let person = |entry| match entry {
        Entry::Short(line) => {
            let mut names = line.split([',', '，']).map(|name| name.trim().to_owned());
            KnownPerson { name: names.next().unwrap_or_default(), names: names.collect(), not: Vec::new() }
        }
        Entry::Full(FullEntry { name, names, not }) => {
            let other = |name: String| name.trim().to_owned();
            let names = names.into_iter().map(other).filter(|other| *other != name).collect();
            KnownPerson { name: name.trim().to_owned(), names, not: not.into_iter().map(other).collect() }
        }
    };
    Ok(entries.into_iter().map(person).collect())
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
            ("- {name: 林远, nick: 小远}", "not a list of people"),
            ("- 林远,\n", "person 1 has an empty name"),
            (
                "- 林远, Lin Yuan\n- {name: 周舟, names: [lin yuan]}",
                "`lin yuan` is a name of `林远` and again of `周舟`",
            ),
            ("- {name: 林远, names: [小远], not: [小远]}", "`小远` is a name of `林远` and in its `not`"),
        ] {
            let error = KnownPerson::list(text).unwrap_err().to_string();
            assert!(error.starts_with(message), "{text}: {error}");
        }
    }
}
