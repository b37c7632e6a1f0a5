//! What somebody said.

use serde::{Deserialize, Serialize};

use super::RecordId;

/// Speech, in the speaker's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Who speaks, or `None` where nobody can tell.
    pub speaker: Option<String>,
    /// How we know who speaks; `None` exactly where `speaker` is.
    pub attribution: Option<Attribution>,
    /// What stands beside the name but is no part of it: 笑, 引用 Andy Grove.
    pub qualifier: Option<String>,
    /// What heads or leads in the quote and is no person: 更精确的估计, 他的回答很干脆.
    pub label: Option<String>,
    /// The words, without the outer quotation marks.
    pub text: String,
    /// The original words, where the note gives a Chinese rendering and the original.
    pub original: Option<String>,
    /// The same words in Chinese, where the note gives the original and a rendering of it.
    pub rendering: Option<String>,
    /// Whether it stands in a section of key quotes.
    pub key: bool,
    /// The question it answers.
    pub question: Option<String>,
    /// The record of that question.
    pub question_id: Option<RecordId>,
    /// Other records of this note that give the same words, wholly or in part.
    pub same_as: Vec<RecordId>,
    /// Of a key quote the quotes of the body that it was made from, in the order of its words, where it has not all of theirs.
    pub abridges: Vec<RecordId>,
}

impl Quote {
    /// The label, unless it says again who speaks: 李明补充说.
    pub fn label_beside_speaker(&self) -> Option<&str> {
        let says_speaker =
            |label: &&str| self.speaker.as_deref().is_some_and(|speaker| label.contains(speaker));
        self.label.as_deref().filter(|label| !says_speaker(label))
    }

    /// The same words in another language: the original, or what they were rendered as.
    pub fn in_other_language(&self) -> Option<&str> {
        self.original.as_deref().or(self.rendering.as_deref())
    }
}

/// How a quote's speaker is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attribution {
    /// The note names the speaker at the words.
    Stated,
    /// A heading, a lead-in or the context tells.
    Implied,
}
