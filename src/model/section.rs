//! A heading and what stands below it.

use serde::{Deserialize, Serialize};

/// A section. The record's lines reach from the heading to the end of its last subsection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The heading without its number, marks and time range.
    pub title: String,
    /// 1 to 6, as in the file.
    pub level: u8,
}
