//! `townhall search`

use anyhow::{anyhow, bail};
use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::{NoteFilters, SpeakerFilter, SubjectFilters};
use super::listing::Nouns;
use super::store::{Store, entry, item, kinds};
use crate::render::{self, Format, Layout, SearchFacts, View};
use crate::search::{self, Query, QueryError, SearchOptions, SearchResult, Tier};
use crate::text::width::{clean, columns};

/// Search every record, best first
///
/// A query is words, "phrases", -words that must not occur, A OR B, and kind:
/// topic: speaker: note: section: filters; it may as well be a whole question.
/// Where nothing fits it exactly, weaker tiers are tried, and each hit says
/// which: all, near, most, alias, sound, typo.
///
/// Examples:
///   townhall search 推理成本
///   townhall search '“从阻断到适应” OR 弹性' --kind quote
///   townhall search '招聘 -面试 speaker:altman'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SearchArgs {
    /// What to look for
    #[arg(required = true)]
    query: Vec<String>,

    /// Only records of this kind: note, section, passage, question, quote, prediction, term (repeatable)
    #[arg(long, value_name = "KIND", help_heading = "Filters")]
    kind: Vec<String>,

    /// Tell on stderr how each hit's score came about
    #[arg(long)]
    explain: bool,

    #[command(flatten)]
    subject: SubjectFilters,
    #[command(flatten)]
    speaker: SpeakerFilter,
    #[command(flatten)]
    notes: NoteFilters,
}

/// Hits to show unless the user says how many.
const LIMIT: usize = 20;
/// Columns of a snippet where no window sets them.
const SNIPPET: usize = 160;

pub(super) fn run(args: &SearchArgs, context: &Context) -> anyhow::Result<Answer> {
    let text = args.query.join(" ").trim().to_owned();
    let query = Query::parse(&text);
    if query.is_empty() {
        bail!("the query is empty");
    }
    let kinds = kinds(&args.kind)?;
    let store = Store::open(context)?;
    let mut filter = args.notes.filter(&kinds, &store)?;
    args.subject.narrow(&mut filter, &store)?;
    args.speaker.narrow(&mut filter, &store)?;
    let options = SearchOptions {
        filter,
        limit: Some(args.notes.limit.map_or(LIMIT, std::num::NonZeroUsize::get)),
        columns: snippet_columns(context),
        explain: args.explain,
        vocabulary: &|| store.vocabulary().cloned(),
        own_topics: context.library.vocabulary_key() != 0,
    };
    let found = search::search(store.records(), &query, &options).map_err(|error| explained(&text, error))?;
    Ok(answer(text, found, args.explain))
}

/// Two or three lines of the window; what programs read does not hang on it.
fn snippet_columns(context: &Context) -> usize {
    match context.format {
        Format::Table => (context.appearance.width * 2).clamp(SNIPPET / 2, SNIPPET),
        _ => SNIPPET,
    }
}

fn answer(query: String, found: SearchResult, explain: bool) -> Answer {
    let mut notices = notices(&query, &found);
    if explain {
        notices.extend(found.hits.iter().map(|hit| format!("{} {}", hit.stored.record.id, hit.explanation)));
    }
    let facts =
        SearchFacts { query, tier: found.tier.map(Tier::name), dropped: found.dropped, capped: found.capped };
    let items = found.hits.into_iter().map(|hit| {
        let mut entry = entry(hit.stored);
        entry.hit = Some(render::Hit {
            tier: hit.tier.name(),
            score: hit.score,
            snippet: hit.snippet.text,
            highlights: hit.snippet.highlights,
        });
        item(entry)
    });
    let items = items.collect();
    let view =
        View { command: "search", total: found.total, layout: Layout::Listing, items, search: Some(facts) };
    Answer::new(view, notices)
}

fn notices(query: &str, found: &SearchResult) -> Vec<String> {
    let mut notices = Vec::new();
    if found.total == 0 {
        notices.push(match found.suggestions.is_empty() {
            true => format!("nothing found for `{query}`"),
            false => format!("nothing found for `{query}`; try: {}", found.suggestions.join(", ")),
        });
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

/// An error of the query, with a caret below the place.
fn explained(query: &str, error: anyhow::Error) -> anyhow::Error {
    let Some(wrong) = error.downcast_ref::<QueryError>() else { return error };
    let before = columns(&clean(query.get(..wrong.place.start).unwrap_or_default()));
    let under = columns(&clean(query.get(wrong.place.clone()).unwrap_or_default())).max(1);
    let mut message = format!("{wrong}\n  {}\n  {}{}", clean(query), " ".repeat(before), "^".repeat(under));
    if !wrong.known.is_empty() {
        message.push_str(&format!("\nknown: {}", wrong.known.join(", ")));
    }
    anyhow!(message)
}
