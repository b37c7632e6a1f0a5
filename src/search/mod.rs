//! Search: from what a reader types to the records that answer it, best first, each with the tier it was found in.
//!
//! | file | |
//! |---|---|
//! | `query` | the query language |
//! | `filters` | its filters, as values of the library |
//! | `plan` | what it comes to in an index |
//! | `terms` | what a query is about |
//! | `tiers` | what is tried, from strict to lenient |
//! | `variants` | other ways to say it: by name, by sound, by spelling |
//! | `suggest` | what to ask instead |
//! | `occurrence` | where the terms stand in a record |
//! | `rank` | the order within a tier |
//! | `snippet` | the part of a record that is shown |

mod filters;
mod occurrence;
#[cfg(test)]
mod parity;
mod plan;
mod query;
mod rank;
mod snippet;
mod suggest;
mod terms;
#[cfg(test)]
mod test;
mod tiers;
mod variants;

pub use query::{FilterName, Query, QueryError};
pub use rank::Explanation;
pub use snippet::Snippet;

use crate::index::{Filter, Index, Stored};
use crate::model::RecordId;
use crate::topics::Vocabulary;

/// How closely a hit fits the query, from best to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// The query occurs as it is, but for width, case and script.
    Exact,
    /// Every term occurs in the record.
    All,
    /// Every term occurs in the record's section.
    Near,
    /// Most terms occur in the record.
    Most,
    /// Another name for it occurs.
    Alias,
    /// It sounds so.
    Sound,
    /// It is one letter off.
    Typo,
}

impl Tier {
    /// What scripts call it.
    pub fn name(self) -> &'static str {
        match self {
            Tier::Exact => "exact",
            Tier::All => "all",
            Tier::Near => "near",
            Tier::Most => "most",
            Tier::Alias => "alias",
            Tier::Sound => "sound",
            Tier::Typo => "typo",
        }
    }
}

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
            vocabulary,
            own_topics: false,
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchResult {
    /// By tier, then by score, then by place.
    pub hits: Vec<Hit>,
    /// How many records match in the tiers that were tried.
    pub total: usize,
    /// The best tier reached.
    pub tier: Option<Tier>,
    /// Terms of the query that the best hit lacks.
    pub dropped: Vec<String>,
    /// Whether more match than are given.
    pub capped: bool,
    /// Near terms of the library, where nothing was found.
    pub suggestions: Vec<String>,
}

/// A record that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub stored: Stored,
    /// How closely it fits.
    pub tier: Tier,
    /// Comparable within one tier of one search only.
    pub score: f32,
    /// The part that shows why.
    pub snippet: Snippet,
    /// The hit just above or a little further up that this one, a key quote, repeats.
    pub repeats: Option<RecordId>,
    /// How the score came about.
    pub explanation: Explanation,
}

/// Searches.
///
/// # Errors
/// [`QueryError`] if a filter of the query names nothing; else if the index can't be read.
pub fn search(index: &Index, query: &Query, options: &SearchOptions<'_>) -> anyhow::Result<SearchResult> {
    let mut result = tiers::search(index, query, options)?;
    if result.hits.is_empty() {
        result.suggestions = suggest::suggestions(index, query, options)?;
    }
    Ok(result)
}
