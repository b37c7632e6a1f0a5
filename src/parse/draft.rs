//! Records in the making: what is read of a note's blocks, before the note as a whole is known.

use std::ops::Range;

use crate::model::{
    Attribution, Diagnostic, Frame, LineSpan, Passage, PassageForm, Prediction, Question, Term,
};
use crate::text::marks;

/// A record without its id, topics and relations.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) content: Content,
    /// Bytes of the source.
    pub(crate) span: Range<usize>,
    /// Index into the outline.
    pub(crate) section: Option<usize>,
    /// Drafts of one blockquote, or of one run of turns, share a number; 0 for none.
    pub(crate) group: u32,
    /// A row of a table, which neither asks nor answers its neighbours.
    pub(crate) is_row: bool,
    /// A passage that introduces the turn below it, and so ends no exchange.
    pub(crate) introduces: bool,
    /// Index of the draft whose question this one answers.
    pub(crate) question: Option<usize>,
}

/// What a draft says.
#[derive(Debug)]
pub(crate) enum Content {
    Turn(Turn),
    /// A question that is nobody's turn: a label or a heading asks it.
    Question(Question),
    Passage(Passage),
    Prediction(Prediction),
    Term(Term),
}

/// Somebody's words. A turn that asks is one turn, which becomes a quote and a question at the end.
#[derive(Debug, Default)]
pub(crate) struct Turn {
    pub(crate) speaker: Speaker,
    /// What stands beside the name but is no part of it.
    pub(crate) qualifier: Option<String>,
    /// A bold label at the words that is no person.
    pub(crate) label: Option<String>,
    pub(crate) words: String,
    /// The original of words that are a rendering.
    pub(crate) original: Option<String>,
    /// The Chinese rendering of words that are the original.
    pub(crate) rendering: Option<String>,
    /// In a section of key quotes.
    pub(crate) key: bool,
    /// A lead-in tells that these words ask: `王芳反问：`.
    pub(crate) told_to_ask: bool,
    /// `答：` announces these words, so whoever asks did not say them.
    pub(crate) is_answer: bool,
    /// Where nobody is named, those whose words these may be, as far as the note leaves several.
    pub(crate) may_be_of: Vec<String>,
    /// Set where the words ask somebody something.
    pub(crate) asks: Option<Asking>,
}

impl Turn {
    /// Sets the speaker of a turn that has none.
    pub(crate) fn set_speaker(&mut self, speaker: &Speaker, qualifier: Option<String>) {
        if self.speaker.name().is_none() {
            self.speaker = speaker.clone();
            self.qualifier = self.qualifier.take().or(qualifier);
        }
    }
}

/// That a turn asks.
#[derive(Debug)]
pub(crate) struct Asking {
    /// Whose question the note says that it is.
    pub(crate) asker: Option<String>,
}

/// Who says a turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Speaker {
    Named {
        name: String,
        attribution: Attribution,
    },
    /// 他 or 她: whoever has been named last.
    Pronoun,
    /// Somebody else than the guest, without a name that we can read.
    Other,
    /// Nothing at the words tells.
    #[default]
    Unknown,
}

impl Speaker {
    /// Somebody whom the note names at the words.
    pub(crate) fn stated(name: impl Into<String>) -> Self {
        Speaker::Named { name: name.into(), attribution: Attribution::Stated }
    }

    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Speaker::Named { name, .. } => Some(name),
            Speaker::Pronoun | Speaker::Other | Speaker::Unknown => None,
        }
    }

    pub(crate) fn is_stated(&self) -> bool {
        matches!(self, Speaker::Named { attribution: Attribution::Stated, .. })
    }
}

/// What is read of a note's blocks.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) list: Vec<Draft>,
    pub(crate) pieces: Vec<Frame>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The table of contents: where it stands and its entries.
    pub(crate) contents: Option<LineSpan>,
    pub(crate) entries: Vec<String>,
}

impl Draft {
    pub(crate) fn new(content: Content, span: Range<usize>, section: Option<usize>, group: u32) -> Self {
        Draft { content, span, section, group, is_row: false, introduces: false, question: None }
    }

    pub(crate) fn turn(&self) -> Option<&Turn> {
        match &self.content {
            Content::Turn(turn) => Some(turn),
            _ => None,
        }
    }

    pub(crate) fn turn_mut(&mut self) -> Option<&mut Turn> {
        match &mut self.content {
            Content::Turn(turn) => Some(turn),
            _ => None,
        }
    }

    /// Whom the note names as the one whose words these are.
    pub(crate) fn stated_speaker(&self) -> Option<&str> {
        match &self.content {
            Content::Turn(turn) if turn.speaker.is_stated() => turn.speaker.name(),
            Content::Passage(passage) => passage.speaker.as_deref(),
            _ => None,
        }
    }

    /// Whether it asks, alone or beside what it says.
    pub(crate) fn asks(&self) -> bool {
        match &self.content {
            Content::Question(_) => true,
            Content::Turn(turn) => turn.asks.is_some(),
            _ => false,
        }
    }

    /// Whether it is no speech but a remark that stands within it: `（笑）`.
    pub(crate) fn is_aside(&self) -> bool {
        matches!(&self.content, Content::Passage(passage) if marks::is_bracketed(&passage.text))
    }

    /// Who asks, where that is known.
    pub(crate) fn asker(&self) -> Option<&str> {
        match &self.content {
            Content::Question(question) => question.asker.as_deref(),
            Content::Turn(turn) => turn.asks.as_ref()?.asker.as_deref(),
            _ => None,
        }
    }

    /// Adds a line to a turn or a question.
    pub(crate) fn append(&mut self, words: &str, source: &Range<usize>) {
        let text = match &mut self.content {
            Content::Turn(turn) => &mut turn.words,
            Content::Question(question) => &mut question.text,
            _ => return,
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
        self.span = self.span.start.min(source.start)..self.span.end.max(source.end);
    }
}

pub(crate) fn question(text: String, asker: Option<String>) -> Content {
    Content::Question(Question { asker, label: None, text })
}

pub(crate) fn passage(text: String, form: PassageForm) -> Content {
    Content::Passage(Passage { text, form, speaker: None, links: Vec::new() })
}
