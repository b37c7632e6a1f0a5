//! Glossary terms.

use serde::{Deserialize, Serialize};

/// A row of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The term, without a parenthesised other name.
    pub term: String,
    /// Its other names: 深蓝 has Deep Blue, MCP has Model Context Protocol and 模型上下文协议.
    pub aliases: Vec<String>,
    /// What the note says it is, as it stands in the table.
    pub definition: String,
}
