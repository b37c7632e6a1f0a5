//! The files beside an index that hold its names: what each note tells, and what comes of it.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::directory::replace;
use super::kept::{self, KeptNote};
use super::names;
use crate::library::{Library, Trouble};
use crate::people::{Clash, Known, KnownPerson, name_key};

/// How the files' names begin.
const KEPT: &str = "told";
const NAMES: &str = "names";

/// The files beside an index that hold its names, each called by the hash of what it says, so that no commit's can be taken
/// for another's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameFiles {
    /// What each note tells.
    pub(super) kept: String,
    /// What comes of it.
    pub(super) names: String,
}

impl NameFiles {
    /// Writes what the notes tell, and works out what comes of it.
    pub(super) fn write(folder: &Path, notes: &[KeptNote], known: &Known) -> anyhow::Result<NameFiles> {
        let file = |prefix: &str, bytes: &[u8]| -> io::Result<String> {
            let name = format!("{prefix}{:016x}", xxh3_64(bytes));
            replace(&folder.join(&name), bytes)?;
            Ok(name)
        };
        let kept = file(KEPT, &kept::encode(notes)?)?;
        let names = file(NAMES, &names::encode(notes, known)?)?;
        Ok(NameFiles { kept, names })
    }

    /// Removes those of earlier commits. Failing is harmless: nothing refers to them.
    pub(super) fn drop_others(&self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let is_ours = |name: &&str| name.starts_with(KEPT) || name.starts_with(NAMES);
            if let Some(name) = name.to_str().filter(is_ours)
                && name != self.kept
                && name != self.names
            {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whom the library is told of, and which of its lists could not be used, or say what another one denies.
pub fn known(library: &Library) -> (Known, Vec<Trouble>) {
    let mut known = Known::built_in();
    let mut troubles = Vec::new();
    for file in library.people_files() {
        let trouble = |reason| Trouble { path: file.shown.clone(), reason };
        let list = match &file.text {
            Ok(text) => KnownPerson::list(text).map_err(|error| format!("{:#}", anyhow::Error::from(error))),
            Err(reason) => Err(reason.clone()),
        };
        match list {
            Ok(people) => {
                troubles.extend(clashes(&people, &known.own).into_iter().map(trouble));
                known.own.extend(people);
            }
            Err(reason) => troubles.push(trouble(format!("{reason}; its people are left out"))),
        }
    }
    (known, troubles)
}

/// What a list says of people whom those of other folders have otherwise.
fn clashes(people: &[KnownPerson], earlier: &[KnownPerson]) -> Vec<String> {
    let names = earlier.iter().flat_map(|person| person.all().map(move |name| (name_key(name), person)));
    let bearers: HashMap<String, &KnownPerson> = names.collect();
    let clash = |person: &KnownPerson| {
        let mut others = person.all().filter_map(|name| bearers.get(&name_key(name)));
        others.find_map(|other| Some(said_of(person, other, person.clash(other)?)))
    };
    people.iter().filter_map(clash).collect()
}

fn said_of(person: &KnownPerson, earlier: &KnownPerson, clash: Clash) -> String {
    match clash {
        Clash::Parted(name) => {
            let other = if person.name == name { &earlier.name } else { &person.name };
            format!(
                "`{name}` and `{other}` are two here and one in another folder's list, or the reverse; they stay two"
            )
        }
        Clash::Shared(name) => {
            let (here, there) = (&person.name, &earlier.name);
            format!(
                "`{name}` is a name of `{here}` here and of `{there}` in another folder's list, whose it stays"
            )
        }
    }
}
