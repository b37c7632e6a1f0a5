//! The words of one thing and nothing else, for a pipe: what somebody wants to paste, count or read aloud.
//!
//! Of a record that is its text alone; where there are several, as in a section, each stands in a paragraph with whoever says
//! it before it, and rows and points stand close together.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Entry, Item, View};
use crate::model::{Body, Kind, Note, PassageForm};
use crate::text::width::clean;

/// Writes the words of a view's records.
///
/// # Errors
/// The writer's.
pub fn render_words(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<&Entry> = view.items.iter().filter_map(Item::entry).collect();
    if let [only] = entries[..] {
        return write(&only.alone(), out);
    }
    let note = entries.first().and_then(|entry| entry.as_note());
    let mut before = None;
    for entry in told_once(entries.into_iter()) {
        // The heading that is the title stands above already.
        if note.is_some_and(|note| entry.is_title_of(note)) || note.is_none() && entry.as_note().is_some() {
            continue;
        }
        let kind = entry.record.kind();
        let is_close = before == Some(kind) && matches!(kind, Kind::Passage | Kind::Term | Kind::Prediction);
        if before.is_some() && !is_close {
            out.write_all(b"\n")?;
        }
        before = Some(kind);
        write(&entry.among_others(), out)?;
    }
    Ok(())
}

/// What a note holds, each thing once: words that were read as a question and as somebody's are a question.
pub(super) fn told_once<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<&'e Entry> {
    let mut told: Vec<&Entry> = Vec::new();
    for entry in entries {
        let is_again = told.last().is_some_and(|before| {
            let kinds = (before.record.kind(), entry.record.kind());
            kinds == (Kind::Question, Kind::Quote) && before.record.text() == entry.record.text()
        });
        if !is_again {
            told.push(entry);
        }
    }
    told
}

fn write(words: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(clean(words).as_bytes())?;
    out.write_all(b"\n")
}

impl Entry {
    fn as_note(&self) -> Option<&Note> {
        match &self.record.body {
            Body::Note(note) => Some(note),
            _ => None,
        }
    }

    /// Its words where nothing stands beside them.
    fn alone(&self) -> Cow<'_, str> {
        match &self.record.body {
            Body::Note(_) | Body::Prediction(_) | Body::Term(_) => Cow::Owned(self.among_others()),
            _ => Cow::Borrowed(self.record.text()),
        }
    }

    /// The same with what tells whose they are and what they belong to.
    fn among_others(&self) -> String {
        let text = self.record.text();
        let said = |speaker: Option<&str>| match speaker {
            Some(speaker) => format!("{speaker}：{text}"),
            None => text.to_owned(),
        };
        match &self.record.body {
            Body::Note(note) => {
                let rows = note.metadata.iter().map(|(name, value)| format!("\n{name}：{value}"));
                std::iter::once(text.to_owned()).chain(rows).collect()
            }
            Body::Section(_) if self.record.section_number.is_empty() => text.to_owned(),
            Body::Section(_) => format!("{}  {text}", self.record.section_number),
            Body::Passage(passage) => match passage.form {
                PassageForm::Bullet { depth, number } => {
                    let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                    format!(
                        "{}{mark}{}",
                        "  ".repeat(usize::from(depth.min(8))),
                        said(passage.speaker.as_deref())
                    )
                }
                _ => said(passage.speaker.as_deref()),
            },
            Body::Question(_) | Body::Quote(_) => said(self.record.speaker()),
            Body::Prediction(prediction) => {
                let detail = prediction.detail.iter().map(|detail| format!("：{detail}"));
                std::iter::once(text.to_owned()).chain(detail).collect()
            }
            Body::Term(term) => {
                let aliases = match term.aliases.is_empty() {
                    true => String::new(),
                    false => format!("（{}）", term.aliases.join("、")),
                };
                format!("{}{aliases}：{}", term.term, term.definition)
            }
        }
    }
}
