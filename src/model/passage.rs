//! Text that is none of the more telling kinds.

use serde::{Deserialize, Serialize};

/// A paragraph, bullet, table row, …: nothing in a note is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The words, without Markdown's marks.
    pub text: String,
    /// How it stands in the note.
    pub form: PassageForm,
    /// Who says it, in a dialogue whose turns name their speakers.
    pub speaker: Option<String>,
    /// Addresses that its links and images lead to.
    pub links: Vec<String>,
}

/// How a passage stands in its note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageForm {
    /// A paragraph.
    Paragraph,
    /// A list item; `depth` counts from 0.
    Bullet {
        /// How many lists it is nested in, less one.
        depth: u8,
        /// The number it carries in an ordered list.
        number: Option<u32>,
    },
    /// A row of a table; the text joins its cells with ` | `.
    TableRow,
    /// A code block.
    Code,
    /// A remark in a blockquote that is nobody's speech.
    Remark,
    /// Raw HTML.
    Html,
}
