//! What is kept of each note's names, so that who is who can be worked out again when any note changes, without reading the
//! others.

use std::collections::HashSet;

use anyhow::Context;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::model::{Body, NoteNames, ParsedNote};

/// What the notes tell, with a checksum behind it.
pub(super) fn encode(notes: &[KeptNote]) -> anyhow::Result<Vec<u8>> {
    let mut bytes = postcard::to_stdvec(notes)?;
    let checksum = xxh3_64(&bytes);
    bytes.extend(checksum.to_le_bytes());
    Ok(bytes)
}

/// What [`encode`] made.
///
/// # Errors
/// If the bytes are not those that were written.
pub(super) fn decode(bytes: &[u8]) -> anyhow::Result<Vec<KeptNote>> {
    let (notes, checksum) = bytes.split_last_chunk::<8>().context("names that were kept are gone")?;
    anyhow::ensure!(xxh3_64(notes) == u64::from_le_bytes(*checksum), "names that were kept are damaged");
    Ok(postcard::from_bytes(notes)?)
}

/// The names of a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptNote {
    /// Its path within the library.
    pub(super) path: String,
    /// The day of the talk.
    pub(super) date: Option<Date>,
    /// Who and what is called how.
    pub(super) names: NoteNames,
    /// The terms that its glossaries define, with their aliases.
    pub(super) terms: Vec<String>,
}

impl KeptNote {
    /// Takes the names of a note; the note itself keeps none.
    pub(super) fn take(path: &str, note: &mut ParsedNote) -> KeptNote {
        let date = match note.records.first().map(|record| &record.body) {
            Some(Body::Note(own)) => own.date,
            _ => None,
        };
        let terms = note.records.iter().filter_map(|record| match &record.body {
            Body::Term(term) => Some([&term.term].into_iter().chain(&term.aliases).cloned()),
            _ => None,
        });
        let terms = terms.flatten().collect();
        KeptNote { path: path.to_owned(), date, names: std::mem::take(&mut note.names), terms }
    }
}

/// The notes in the order of the library, with which the changed ones take the place of those they were.
pub(super) fn changed(before: Vec<KeptNote>, gone: &[String], read: Vec<KeptNote>) -> Vec<KeptNote> {
    let gone: HashSet<&str> = gone.iter().map(String::as_str).collect();
    let mut notes: Vec<KeptNote> =
        before.into_iter().filter(|note| !gone.contains(note.path.as_str())).chain(read).collect();
    notes.sort_by(|one, other| one.path.cmp(&other.path));
    notes
}
