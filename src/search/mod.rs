//! Search: from what a reader types to the records that answer it, best first, each with the tier it was found in.
//!
//! | file | |
//! |---|---|
//! | `query` | the query language |
//! | `filters` | its filters, as values of the library |
//! | `named`, `choices` | what a filter's value names, of those that there are |
//! | `days` | days as a reader names them |
//! | `holding` | a query as a filter, for listings |
//! | `options` | what a caller decides beside it |
//! | `plan` | what it comes to |
//! | `planning` | how that is worked out in a library |
//! | `terms` | what a query is about |
//! | `tier` | how closely a hit fits |
//! | `tiers` | what is tried, from strict to lenient |
//! | `in_other_words` | what a query in the words of talk is called in those of a text |
//! | `translate` | what an English query is called in Chinese |
//! | `variants` | other ways to say it: by name, by sound, by spelling |
//! | `suggest` | what to ask instead |
//! | `people_named` | whom it names |
//! | `numbers` | numbers that are asked for |
//! | `aspects` | the side of a thing that is asked about |
//! | `definitions` | terms whose meaning is asked for |
//! | `occurrence` | where the terms stand in a record |
//! | `found` | what goes first within a tier |
//! | `introduced` | what a question, a lead-in or a heading stands for |
//! | `rank` | the order within a tier |
//! | `explained` | how a score came about, in words |
//! | `who` | whom a name means |
//! | `snippet` | the part of a record that is shown |

mod aspects;
mod choices;
mod days;
mod definitions;
mod explained;
mod filters;
mod found;
mod holding;
mod in_other_words;
mod introduced;
mod named;
mod numbers;
mod occurrence;
mod options;
mod people_named;
mod plan;
mod planning;
mod query;
mod rank;
mod snippet;
mod suggest;
mod terms;
mod tier;
mod tiers;
mod translate;
mod variants;
mod who;

pub use choices::UnknownName;
pub use days::{NamedDays, NamedLength, NamedSpan, Period, Today, UnknownDays, UnknownLength};
pub use filters::{kinds_wanted, narrowed};
pub use holding::holding;
pub use named::{MeantNotes, kinds, notes, topic};
pub use options::SearchOptions;
pub use query::{FilterName, Query, QueryError};
pub use rank::Explanation;
pub use snippet::Snippet;
pub use tier::Tier;
pub use who::{Meant, UnknownSpeaker, who};

use crate::model::RecordId;
use crate::records::{Records, Stored};

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
    /// Records that have too little of the query to answer it, where nothing else was found.
    pub nearby: Vec<Hit>,
    /// What to tell of whom a name in a filter was taken for.
    pub remarks: Vec<String>,
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
    /// The hit further up whose words this one gives again.
    pub repeats: Option<RecordId>,
    /// How the score came about.
    pub explanation: Explanation,
}

/// Searches.
///
/// # Errors
/// [`QueryError`] if a filter of the query names nothing; else if the records can't be read.
pub fn search(
    records: &dyn Records,
    query: &Query,
    options: &SearchOptions<'_>,
) -> anyhow::Result<SearchResult> {
    let mut result = tiers::search(records, query, options)?;
    if result.hits.is_empty() {
        result.suggestions = suggest::suggestions(records, query)?;
    }
    Ok(result)
}
