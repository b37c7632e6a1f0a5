//! Which files an index was made from.
//!
//! A manifest is a file named by the hash of what it says, and the index's commit carries that name. So one name
//! decides whether an index is up to date (no manifest is read for that), and a manifest can't belong to another
//! commit than its own.

use std::collections::HashMap;
use std::fmt::Write as _;

use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::directory;
use crate::library::{Source, Stamp};

/// The begin of every manifest's file name.
pub(super) const PREFIX: &str = "sources";

/// The manifest of a set of sources.
pub(super) struct Manifest {
    /// `sourcesHASH`.
    pub(super) name: String,
    /// One line per source: size, version, root and path; at the end, where the library has a list of people, one for that.
    pub(super) content: String,
}

impl Manifest {
    pub(super) fn of<'a>(sources: impl IntoIterator<Item = &'a Source>, people: u64) -> Self {
        let mut content = String::new();
        for source in sources {
            let Stamp { size, version } = source.stamp;
            let path = source.path.replace('\\', "\\\\").replace('\n', "\\n");
            // Writing to a `String` can't fail.
            let _ = writeln!(content, "{size} {version} {} {path}", source.root);
        }
        if people != 0 {
            // It has fewer parts than the lines of sources, so that nobody takes it for one.
            let _ = writeln!(content, "people {people:016x}");
        }
        Manifest { name: name_of(&content), content }
    }

    /// The lines of a manifest by the path at their end.
    pub(super) fn lines(content: &str) -> HashMap<&str, &str> {
        content.lines().filter_map(|line| Some((line.splitn(4, ' ').nth(3)?, line))).collect()
    }
}

/// What a manifest says.
///
/// # Errors
/// If it can't be read or is not what was written.
pub(super) fn read(folder: &Path, name: &str) -> anyhow::Result<String> {
    let content = String::from_utf8(directory::read(&folder.join(name))?)?;
    anyhow::ensure!(name_of(&content) == name, "{name} is damaged");
    Ok(content)
}

fn name_of(content: &str) -> String {
    format!("{PREFIX}{:016x}", xxh3_64(content.as_bytes()))
}

/// What must be done to an index that was made from one manifest, so that it becomes that of another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Escaped paths of notes whose documents must go.
    pub(super) gone: Vec<String>,
    /// Positions of the sources that must be read.
    pub(super) read: Vec<usize>,
}

impl Difference {
    pub(super) fn between(before: &str, now: &Manifest) -> Self {
        let mut known = Manifest::lines(before);
        let mut difference = Difference::default();
        for (position, line) in now.content.lines().enumerate() {
            let Some(path) = line.splitn(4, ' ').nth(3) else { continue };
            match known.remove(path) {
                Some(same) if same == line => {}
                Some(_) => {
                    difference.gone.push(path.to_owned());
                    difference.read.push(position);
                }
                None => difference.read.push(position),
            }
        }
        difference.gone.extend(known.into_keys().map(str::to_owned));
        difference
    }
}

/// A path as it is, from its form in a manifest.
pub(super) fn unescape(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut characters = path.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => plain.push(if characters.next() == Some('n') { '\n' } else { '\\' }),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, version: u64) -> Source {
        Source::at(path, Stamp { size: 1, version })
    }

    #[test]
    fn only_what_changed_is_read_again() {
        let before = Manifest::of(&[source("a", 1), source("b", 1), source("c\n\\n", 1)], 0);
        let now = Manifest::of(&[source("a", 1), source("b", 2), source("d", 1)], 0);
        let mut difference = Difference::between(&before.content, &now);
        difference.gone.sort();
        assert_eq!(difference, Difference { gone: vec!["b".into(), "c\\n\\\\n".into()], read: vec![1, 2] });
        assert_eq!(unescape("c\\n\\\\n"), "c\n\\n");
    }

    #[test]
    fn same_sources_have_the_same_name() {
        assert_eq!(Manifest::of(&[source("a", 1)], 0).name, Manifest::of(&[source("a", 1)], 0).name);
        assert_ne!(Manifest::of(&[source("a", 1)], 0).name, Manifest::of(&[source("a", 2)], 0).name);
    }
}
