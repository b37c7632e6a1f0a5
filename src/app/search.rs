//! The ranked search, as an answer.

use std::num::NonZeroUsize;

use anyhow::bail;

use super::answer::Answer;
use super::listing::{Nouns, entry, item};
use super::selection::Selection;
use super::store::Store;
use crate::records::Stored;
use crate::render::{self, Item, Layout, SearchFacts, View};
use crate::search::{self, Hit, Query, SearchOptions, SearchResult, Tier};
use crate::text::width::one_line;

/// Hits to show unless the selection says how many.
const LIMIT: usize = 20;
/// So many of what comes nearest are told of where nothing fits.
const NEARBY: usize = 3;

/// A query and how its hits are wanted.
#[derive(Debug)]
pub struct SearchRequest {
    text: String,
    query: Query,
    /// Display columns that a snippet may take.
    pub columns: usize,
    /// Whether to tell how each hit's score came about.
    pub explain: bool,
}

impl SearchRequest {
    /// From a query as a reader typed it.
    ///
    /// # Errors
    /// If it asks for nothing.
    pub fn new(text: &str, columns: usize, explain: bool) -> anyhow::Result<SearchRequest> {
        let query = Query::parse(text);
        if query.is_empty() {
            bail!("the query is empty");
        }
        Ok(SearchRequest { text: text.to_owned(), query, columns, explain })
    }
}

/// Searches the selected records, best first.
///
/// # Errors
/// [`QueryError`](search::QueryError) if a filter of the query names nothing; else if the selection does, or the records
/// can't be read.
pub fn search(store: &Store<'_>, selection: &Selection, request: SearchRequest) -> anyhow::Result<Answer> {
    let SearchRequest { text, query, columns, explain } = request;
    let options = SearchOptions {
        filter: selection.filter(store)?,
        limit: Some(selection.limit.map_or(LIMIT, NonZeroUsize::get)),
        columns,
        explain,
        vocabulary: &|| store.vocabulary().cloned(),
        own_topics: store.has_own_topics(),
    };
    let found = search::search(store.records(), &query, &options)?;
    Ok(answer(store, text, found, explain))
}

fn answer(store: &Store<'_>, query: String, found: SearchResult, explain: bool) -> Answer {
    let mut notices = notices(&query, &found);
    if explain {
        notices.extend(found.hits.iter().map(|hit| format!("{} {}", hit.stored.record.id, hit.explanation)));
    }
    let nearby = items(found.nearby);
    let SearchResult { tier, dropped, capped, total, .. } = found;
    let facts = SearchFacts { query, tier: tier.map(Tier::name), dropped, capped, nearby };
    let items = items(found.hits);
    let view = View {
        command: "search",
        total,
        layout: Layout::Listing,
        items,
        search: Some(facts),
        sides: Vec::new(),
    };
    Answer::of(store, view, notices)
}

fn items(hits: Vec<Hit>) -> Vec<Item> {
    let shown = |hit: Hit| {
        let mut entry = entry(hit.stored);
        entry.hit = Some(render::HitFacts {
            tier: hit.tier.name(),
            score: hit.score,
            snippet: hit.snippet.text,
            highlights: hit.snippet.highlights,
        });
        item(entry)
    };
    hits.into_iter().map(shown).collect()
}

fn notices(query: &str, found: &SearchResult) -> Vec<String> {
    let mut notices = found.remarks.clone();
    if found.total == 0 {
        let what = if found.nearby.is_empty() { "found for" } else { "fits" };
        notices.push(match found.suggestions.is_empty() {
            true => format!("nothing {what} `{query}`"),
            false => format!("nothing {what} `{query}`; try: {}", found.suggestions.join(", ")),
        });
        for hit in found.nearby.iter().take(NEARBY) {
            let Stored { record, note, .. } = &hit.stored;
            let line = format!("{}:{}  {}", note.path, record.lines.first, one_line(&hit.snippet.text));
            notices.push(format!("nearby: {line}"));
        }
        return notices;
    }
    let mut count = Nouns("hit", "hits").count(found.hits.len(), found.total);
    if found.hits.iter().any(|hit| hit.tier != Tier::Exact) {
        count.push_str(": ");
        count.push_str(&tiers(found));
    }
    if !found.dropped.is_empty() {
        count.push_str(&format!("; without: {}", found.dropped.join(", ")));
    }
    if found.capped {
        count.push_str("; --limit N shows more");
    }
    notices.push(count);
    notices
}

/// `3 exact, 2 most`
fn tiers(found: &SearchResult) -> String {
    let runs = found.hits.chunk_by(|one, other| one.tier == other.tier);
    let tiers: Vec<String> = runs.map(|run| format!("{} {}", run.len(), run[0].tier.name())).collect();
    tiers.join(", ")
}
