//! A note as its file has it, word for word.

use anyhow::{Context as _, bail};

use super::store::Store;
use crate::model::Kind;
use crate::records::Filter;
use crate::search;

/// The text of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// Its path within the library.
    pub path: String,
    /// What its file says, decoded.
    pub text: String,
}

/// Reads the note of this path within the library, or of another of its names. Nothing but notes of the library can be named.
///
/// # Errors
/// If it names no note or several, or the note can't be read.
pub fn note_text(store: &Store<'_>, name: &str) -> anyhow::Result<NoteText> {
    let of_path = Filter { kinds: vec![Kind::Note], notes: vec![name.to_owned()], ..Filter::default() };
    let path = match store.records().list(&of_path)?.first() {
        Some(note) => note.note.note_path.clone(),
        None => {
            let meant = search::notes(store.records(), name)?;
            let [path] = &meant.paths[..] else { bail!("{}", meant.remark.unwrap_or_default()) };
            path.clone()
        }
    };
    let sources = store.library().sources()?.sources;
    let source = sources.iter().find(|source| source.path == path);
    let source = source.with_context(|| format!("{path} is there no longer"))?;
    let text = store.library().read(source).with_context(|| format!("cannot read {}", source.shown))?.text;
    Ok(NoteText { path, text })
}
