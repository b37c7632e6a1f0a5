//! The ranked search, as an answer.

use std::num::NonZeroUsize;

use anyhow::bail;

use super::answer::Answer;
use super::glossary::Repeats;
use super::listing::{Nouns, arranged, entry, item};
use super::selection::Selection;
use super::store::Store;
use crate::records::{Filter, Stored};
use crate::render::{self, Entry, Item, Layout, Repeat, SearchFacts, View};
use crate::search::{self, Hit, Query, SearchOptions, SearchResult, Tier};
use crate::text::fold_text;

/// Hits to show unless the selection says how many.
const LIMIT: usize = 20;

/// A query and how its hits are wanted.
#[derive(Debug)]
pub struct SearchRequest {
    text: String,
    query: Query,
    /// Display columns that a snippet may take.
    pub columns: usize,
    /// Whether to tell how each hit's score came about.
    pub explain: bool,
    /// How hits are shown that give the words of another again.
    pub repeats: Repeats,
    /// How a reader sees them.
    pub layout: Layout,
    /// Whether all are wanted, as many as there are.
    pub all: bool,
}

impl SearchRequest {
    /// From a query as a reader typed it.
    pub fn new(text: &str, columns: usize, explain: bool, repeats: Repeats) -> SearchRequest {
        let (query, text, layout) = (Query::parse(text), text.to_owned(), Layout::Hits);
        SearchRequest { text, query, columns, explain, repeats, layout, all: false }
    }
}

/// Searches the selected records, best first.
///
/// # Errors
/// [`QueryError`](search::QueryError) if a filter of the query names nothing; else if the selection does, if neither asks
/// for anything, or the records can't be read.
pub fn search(store: &Store<'_>, selection: &Selection, request: SearchRequest) -> anyhow::Result<Answer> {
    let SearchRequest { text, query, columns, explain, repeats, layout, all } = request;
    let limit = selection.limit.map_or(LIMIT, NonZeroUsize::get);
    let filter = selection.filter(store)?;
    if query.is_empty() && filter == Filter::default() {
        bail!("the query is empty");
    }
    let options = SearchOptions {
        filter,
        // Another order than that of the search is one of all hits, as is their number.
        limit: (selection.arrangement.is_none() && !all).then_some(limit),
        columns,
        explain,
        today: store.today(),
        vocabulary: &|| store.vocabulary().cloned(),
        own_topics: store.has_own_topics(),
    };
    let found = search::search(store.records(), &query, &options)?;
    let order = Selection {
        limit: NonZeroUsize::new(limit),
        arrangement: selection.arrangement.clone(),
        ..Selection::default()
    };
    let mut answer = answer(store, text, found, &order, explain, repeats);
    answer.view.layout = layout;
    Ok(answer)
}

/// `order` is what puts the hits in another order than theirs, if anything does, and then takes some of them.
fn answer(
    store: &Store<'_>,
    query: String,
    mut found: SearchResult,
    order: &Selection,
    explain: bool,
    repeats: Repeats,
) -> Answer {
    let explanations: Vec<String> = match explain {
        true => {
            found.hits.iter().map(|hit| format!("{} {}", hit.stored.record.id, hit.explanation)).collect()
        }
        false => Vec::new(),
    };
    let tiers = tiers(&found);
    let mut shown = found.hits.len();
    let mut items = items(std::mem::take(&mut found.hits), repeats);
    if order.arrangement.is_some() {
        let all = items.len();
        items = arranged(items, order);
        found.capped = items.len() < all;
        if found.capped {
            shown = items.len();
        }
    }
    let mut notices = notices(&query, &found, shown, tiers);
    notices.extend(explanations);
    let nearby = self::items(found.nearby, repeats);
    let SearchResult { tier, dropped, capped, total, .. } = found;
    let facts = SearchFacts { query, tier: tier.map(Tier::name), dropped, capped, nearby };
    let view = View {
        command: "search",
        total,
        layout: Layout::Hits,
        items,
        search: Some(facts),
        sides: Vec::new(),
        elsewhere: None,
    };
    Answer::of(store, view, notices)
}

/// The hits as they are shown. One that gives another's words again is a line below that one, for readers.
fn items(hits: Vec<Hit>, repeats: Repeats) -> Vec<Item> {
    let mut entries: Vec<Entry> = Vec::new();
    for hit in hits {
        let original = hit.repeats.filter(|_| repeats == Repeats::Merged);
        let shown = original.and_then(|id| entries.iter_mut().find(|entry| entry.record.id == id));
        if let Some(shown) = shown {
            let Stored { record, note, .. } = hit.stored;
            shown.same_as.get_or_insert_default().push(Repeat {
                id: record.id,
                note,
                line: record.lines.first,
            });
            continue;
        }
        let mut entry = entry(hit.stored);
        entry.hit = Some(render::HitFacts {
            tier: hit.tier.name(),
            score: hit.score,
            snippet: hit.snippet.text,
            highlights: hit.snippet.highlights,
        });
        entries.push(entry);
    }
    entries.into_iter().map(item).collect()
}

/// `tiers` tells how many hits there are in each, where they are not all exact.
fn notices(query: &str, found: &SearchResult, shown: usize, tiers: Option<String>) -> Vec<String> {
    let mut notices = found.remarks.clone();
    if found.total == 0 {
        let what = if found.nearby.is_empty() { "found for" } else { "fits" };
        // What was typed is there, and something else leaves it out.
        let others = found.suggestions.iter().filter(|other| fold_text(other) != fold_text(query.trim()));
        let others: Vec<&str> = others.map(String::as_str).collect();
        notices.push(match others.is_empty() {
            true => format!("nothing {what} `{query}`"),
            false => format!("nothing {what} `{query}`; try: {}", others.join(", ")),
        });
        return notices;
    }
    let mut count = Nouns("hit", "hits").count(shown, found.total);
    if let Some(tiers) = tiers {
        count.push_str(": ");
        count.push_str(&tiers);
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
fn tiers(found: &SearchResult) -> Option<String> {
    let runs = found.hits.chunk_by(|one, other| one.tier == other.tier);
    let tiers: Vec<String> = runs.map(|run| format!("{} {}", run.len(), run[0].tier.name())).collect();
    found.hits.iter().any(|hit| hit.tier != Tier::Exact).then(|| tiers.join(", "))
}
