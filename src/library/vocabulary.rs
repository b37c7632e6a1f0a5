//! The topic vocabulary of a library: the built-in one with what the notes' own folders add.
//!
//! A file [`FILE`] at the top of a folder of notes adds topics or replaces those of the same slug; its form is that of
//! `data/topics.yaml`. One that can't be used is left out and named: notes may come with a file of that name that means
//! something else. It is read once per process, so that all of a command sees the same.

use super::own_file::OwnFile;
use super::source::Trouble;
use crate::topics::Vocabulary;

/// The file's name.
pub(super) const FILE: &str = "topics.yaml";

/// The built-in vocabulary with what the files add, and which could not be used.
pub(super) fn merged(files: &[OwnFile]) -> anyhow::Result<(Vocabulary, Vec<Trouble>)> {
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
