//! Plain data that every layer speaks: notes, records, spans, ids and diagnostics.
//!
//! One file per record kind. Nothing here parses, searches, prints or reads files, and `model` imports no other
//! module of the crate. A record is stored whole in the search index (serde), so any change of shape here is a
//! change of the index; the cache key follows by itself. What users' scripts read is not this but `render`'s wire
//! structs.

mod diagnostic;
mod id;
mod kind;
mod names;
mod note;
mod page;
mod parsed;
mod passage;
mod prediction;
mod question;
mod quote;
mod section;
mod span;
mod term;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use diagnostic::{Diagnostic, Problem};
pub use id::{RecordId, note_identity};
pub use kind::{KINDS, Kind, KindInfo};
pub use names::{Member, MemberName, NamePair, NameSource, NoteNames};
pub use note::Note;
pub use page::page_name;
pub use parsed::{Frame, FrameKind, ParsedNote};
pub use passage::{Passage, PassageForm};
pub use prediction::{Horizon, HorizonKind, Prediction};
pub use question::Question;
pub use quote::{Attribution, Quote};
pub use section::Section;
pub use span::{ByteSpan, LineSpan};
pub use term::Term;

/// One thing a note says: its place, and in [`Body`] what kind of thing it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Stays the same across runs and across edits elsewhere in the note.
    pub id: RecordId,
    /// Position among the note's records in the order of the file, from 0.
    pub order: u32,
    /// Lines in the note's file as it is, 1-based, both ends included.
    pub lines: LineSpan,
    /// Bytes of the note's decoded text. Both ends lie on character boundaries.
    pub span: ByteSpan,
    /// Seconds into the recording, where a stamp at the record or at a heading above it tells; of a range its start.
    pub time: Option<u32>,
    /// Titles of the headings above, outermost first, below the note's title. A section's own title is not in it.
    pub section: Arc<[String]>,
    /// Outline number of the innermost section that holds the record, as `3.2`; empty above the first heading.
    /// For a section record, its own number.
    pub section_number: Arc<str>,
    /// Slugs of the topic vocabulary, in its order.
    pub topics: Vec<String>,
    /// What the record says.
    pub body: Body,
}

/// The kinds of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Body {
    /// The note itself: its title and metadata. Exactly one per note, and its first record.
    Note(Note),
    /// A heading and all that stands below it.
    Section(Section),
    /// A paragraph, bullet, table row, … that is none of the other kinds.
    Passage(Passage),
    /// What was asked.
    Question(Question),
    /// What somebody said, in their words.
    Quote(Quote),
    /// A row of the table of claims.
    Prediction(Prediction),
    /// A glossary row.
    Term(Term),
}

impl Body {
    /// Which kind this is.
    pub fn kind(&self) -> Kind {
        match self {
            Body::Note(_) => Kind::Note,
            Body::Section(_) => Kind::Section,
            Body::Passage(_) => Kind::Passage,
            Body::Question(_) => Kind::Question,
            Body::Quote(_) => Kind::Quote,
            Body::Prediction(_) => Kind::Prediction,
            Body::Term(_) => Kind::Term,
        }
    }

    /// The main words: a quote's text, a claim, a term's name, a heading's or the note's title.
    pub fn text(&self) -> &str {
        match self {
            Body::Note(note) => &note.title,
            Body::Section(section) => &section.title,
            Body::Passage(passage) => &passage.text,
            Body::Question(question) => &question.text,
            Body::Quote(quote) => &quote.text,
            Body::Prediction(prediction) => &prediction.claim,
            Body::Term(term) => &term.term,
        }
    }

    /// [`Body::text`], to change.
    pub fn text_mut(&mut self) -> &mut String {
        match self {
            Body::Note(note) => &mut note.title,
            Body::Section(section) => &mut section.title,
            Body::Passage(passage) => &mut passage.text,
            Body::Question(question) => &mut question.text,
            Body::Quote(quote) => &mut quote.text,
            Body::Prediction(prediction) => &mut prediction.claim,
            Body::Term(term) => &mut term.term,
        }
    }
}

impl Record {
    /// Which kind of record this is.
    pub fn kind(&self) -> Kind {
        self.body.kind()
    }

    /// Who speaks, asks or claims, where the note tells.
    pub fn speaker(&self) -> Option<&str> {
        match &self.body {
            Body::Quote(quote) => quote.speaker.as_deref(),
            Body::Question(question) => question.asker.as_deref(),
            Body::Prediction(prediction) => prediction.by.as_deref(),
            Body::Passage(passage) => passage.speaker.as_deref(),
            Body::Note(_) | Body::Section(_) | Body::Term(_) => None,
        }
    }

    /// What heads or leads in a quote or a question.
    pub fn label(&self) -> Option<&str> {
        match &self.body {
            Body::Quote(quote) => quote.label.as_deref(),
            Body::Question(question) => question.label.as_deref(),
            _ => None,
        }
    }

    /// The record's main words, see [`Body::text`].
    pub fn text(&self) -> &str {
        self.body.text()
    }
}
