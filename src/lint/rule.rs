//! What rules look at.

use crate::library::Text;
use crate::model::ParsedNote;

use super::finding::Finding;

/// A note as rules see it.
pub(super) struct ReadNote<'n> {
    /// Its text.
    pub(super) text: &'n Text,
    /// What was read of it.
    pub(super) parsed: &'n ParsedNote,
}

/// A rule about one note.
pub(super) type Rule = fn(&ReadNote<'_>) -> Vec<Finding>;
