//! Records in the making: what the walk over a note's blocks collects, before the note as a whole is known.

use std::ops::Range;

use crate::model::{Attribution, Body, Diagnostic, Frame, LineSpan, Passage, PassageForm, Question, Quote};

/// A record without its id, topics and relations.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) body: Body,
    /// Bytes of the source.
    pub(crate) span: Range<usize>,
    /// Index into the outline.
    pub(crate) section: Option<usize>,
    /// Drafts of one blockquote, or of one run of turns, share a number; 0 for none.
    pub(crate) group: u32,
    /// A row of a table, which neither asks nor answers its neighbours.
    pub(crate) is_row: bool,
    /// Words that the note gives to somebody else than the guest, without a name that we can read.
    pub(crate) is_others: bool,
    /// A lead-in tells that these words ask: `王芳反问：`.
    pub(crate) asks: bool,
    /// `答：` announces these words, so whoever asks did not say them.
    pub(crate) is_answer: bool,
    /// Index of the question that it answers.
    pub(crate) question: Option<usize>,
}

/// What a walk collects.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) list: Vec<Draft>,
    pub(crate) frame: Vec<Frame>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The table of contents: where it stands and its entries.
    pub(crate) contents: Option<LineSpan>,
    pub(crate) entries: Vec<String>,
}

impl Draft {
    pub(crate) fn new(body: Body, span: Range<usize>, section: Option<usize>, group: u32) -> Self {
        Draft {
            body,
            span,
            section,
            group,
            is_row: false,
            is_others: false,
            asks: false,
            is_answer: false,
            question: None,
        }
    }

    pub(crate) fn quote(&self) -> Option<&Quote> {
        match &self.body {
            Body::Quote(quote) => Some(quote),
            _ => None,
        }
    }

    pub(crate) fn quote_mut(&mut self) -> Option<&mut Quote> {
        match &mut self.body {
            Body::Quote(quote) => Some(quote),
            _ => None,
        }
    }
}

/// A quote by a named or unknown speaker, with nothing else known of it.
pub(crate) fn quote(
    text: String,
    speaker: Option<String>,
    qualifier: Option<String>,
    label: Option<String>,
) -> Quote {
    Quote {
        attribution: speaker.as_ref().map(|_| Attribution::Stated),
        speaker,
        qualifier,
        label,
        text,
        original: None,
        rendering: None,
        key: false,
        question: None,
        question_id: None,
        same_as: Vec::new(),
    }
}

pub(crate) fn question(text: String, asker: Option<String>) -> Body {
    Body::Question(Question { asker, text })
}

pub(crate) fn passage(text: String, form: PassageForm) -> Body {
    Body::Passage(Passage { text, form, speaker: None, links: Vec::new() })
}

/// Words as a record keeps them: each line trimmed, empty lines dropped, lines parted by `\n`.
pub(crate) fn tidy(words: &str) -> String {
    words.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
