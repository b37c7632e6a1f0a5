//! What was asked.

use serde::{Deserialize, Serialize};

/// A question put to a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who asks, where the note tells: a name or a role such as 主持人.
    pub asker: Option<String>,
    /// What leads it in or heads it, beside who asks.
    pub label: Option<String>,
    /// The question.
    pub text: String,
}
