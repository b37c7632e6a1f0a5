//! What a caller decides about a search beside the query.

use jiff::civil::Date;

use super::days::Today;
use crate::records::Filter;
use crate::topics::Vocabulary;

/// How to search.
pub struct SearchOptions<'a> {
    /// Must hold beside the query's own filters.
    pub filter: Filter,
    /// At most so many hits; all that the strongest sufficient tier gives where it is `None`.
    pub limit: Option<usize>,
    /// Display columns that a snippet may take.
    pub columns: usize,
    /// Whether each hit's explanation is to name every piece of evidence, which costs time.
    pub explain: bool,
    /// The day from which 上周 and `last month` count.
    pub today: Today,
    /// Builds the topic vocabulary; called only where a query needs it.
    pub vocabulary: &'a dyn Fn() -> anyhow::Result<Vocabulary>,
    /// Whether the vocabulary is more than the built-in one, of which parts can be read.
    pub own_topics: bool,
}

impl Default for SearchOptions<'_> {
    fn default() -> Self {
        let vocabulary = &|| Ok(Vocabulary::default());
        SearchOptions {
            filter: Filter::default(),
            limit: Some(20),
            columns: 80,
            explain: false,
            today: Date::default().into(),
            vocabulary,
            own_topics: false,
        }
    }
}
