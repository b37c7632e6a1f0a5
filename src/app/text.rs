//! A note as its file has it, word for word; one whose file is not on this machine as its records have it.

use anyhow::Context as _;

use super::store::Store;
use crate::model::{Body, Kind};
use crate::records::{Filter, Stored};

/// The text of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteText {
    /// Its path within the library.
    pub path: String,
    /// What its file says, decoded.
    pub text: String,
}

/// Reads the note of this path within the library, or of this id: nothing but notes of the library can be named, and none but the
/// very one, for it may be gone.
///
/// # Errors
/// If it names no note, or the note can't be read.
pub fn note_text(store: &Store<'_>, name: &str) -> anyhow::Result<NoteText> {
    let of_path = Filter { kinds: vec![Kind::Note], notes: vec![name.to_owned()], ..Filter::default() };
    let path = match store.records().list(&of_path)?.first() {
        Some(note) => note.note.note_path.clone(),
        None => {
            let of_id = store.records().find(name)?;
            let is_it = |note: &&Stored| note.record.id.as_str() == name && note.record.kind() == Kind::Note;
            let note = of_id.iter().find(is_it);
            note.context("no note has this address; it may have been renamed or taken away")?
                .note
                .note_path
                .clone()
        }
    };
    if store.is_elsewhere() {
        let of_note = Filter { notes: vec![path.clone()], ..Filter::default() };
        return Ok(NoteText { text: put_together(&store.records().list(&of_note)?), path });
    }
    let sources = store.library().sources()?.sources;
    let source = sources.iter().find(|source| source.path == path);
    let source = source.with_context(|| format!("{path} is there no longer"))?;
    let text = store.library().read(source).with_context(|| format!("cannot read {}", source.shown))?.text;
    Ok(NoteText { path, text })
}

/// A note whose file is not on this machine, from its records: their words, below their headings.
fn put_together(records: &[Stored]) -> String {
    let mut text = String::new();
    for Stored { record, .. } in records {
        let words = record.text();
        let line = match &record.body {
            Body::Note(_) => format!("# {words}"),
            Body::Section(section) if section.level < 2 => continue,
            Body::Section(section) => format!("{} {words}", "#".repeat(usize::from(section.level))),
            Body::Term(term) => format!("- **{words}**：{}", term.definition),
            _ => match record.speaker() {
                Some(speaker) => format!("> **{speaker}**：{words}"),
                None => words.to_owned(),
            },
        };
        text.push_str(&line);
        text.push_str("\n\n");
    }
    text
}
