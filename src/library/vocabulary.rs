//! The topic vocabulary of a library: the built-in one with what the notes' own folders add.
//!
//! A file [`FILE`] at the top of a folder of notes adds topics or replaces those of the same slug; its form is that of
//! `data/topics.yaml`. One that can't be used is left out and named: notes may come with a file of that name that means
//! something else. It is read once per process, so that all of a command sees the same.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

use super::source::Trouble;
use crate::topics::Vocabulary;

/// The file's name.
pub(super) const FILE: &str = "topics.yaml";

/// The largest that is read, in bytes.
const LARGEST: u64 = 1 << 20;

/// A folder's own topics.
#[derive(Debug, Clone)]
pub(super) struct TopicsFile {
    shown: String,
    text: Result<String, String>,
}

/// The topic files of these roots, in their order.
pub(super) fn files<'r>(roots: impl IntoIterator<Item = &'r Path>) -> Vec<TopicsFile> {
    let file = |root: &Path| {
        let path = root.join(FILE);
        let text = match read(&path) {
            Ok(text) => Ok(text),
            // A root that is itself a file has nothing beside it.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return None;
            }
            Err(error) => Err(error.to_string()),
        };
        Some(TopicsFile { shown: path.display().to_string(), text })
    };
    roots.into_iter().filter_map(file).collect()
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    Ok(text)
}

/// Changes with what the files say; 0 where there are none.
pub(super) fn key(files: &[TopicsFile]) -> u64 {
    if files.is_empty() {
        return 0;
    }
    let mut hash = Xxh3::new();
    for file in files {
        if let Ok(text) = &file.text {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    hash.digest()
}

/// The built-in vocabulary with what the files add, and which could not be used.
pub(super) fn merged(files: &[TopicsFile]) -> anyhow::Result<(Vocabulary, Vec<Trouble>)> {
    let mut vocabulary = Vocabulary::built_in()?;
    let mut troubles = Vec::new();
    for file in files {
        let added = match &file.text {
            Ok(text) => Vocabulary::from_yaml(text)
                .and_then(|own| vocabulary.clone().merged_with(own))
                .map_err(|error| format!("{:#}", anyhow::Error::from(error))),
            Err(reason) => Err(reason.clone()),
        };
        match added {
            Ok(merged) => vocabulary = merged,
            Err(reason) => {
                let reason = format!("{reason}; its topics are left out");
                troubles.push(Trouble { path: file.shown.clone(), reason });
            }
        }
    }
    Ok((vocabulary, troubles))
}
