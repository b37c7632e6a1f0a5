//! `townhall topics`

use clap::Args;

use super::Answer;
use super::context::Context;
use super::filters::NoteFilters;
use super::listing::Nouns;
use super::store::Store;
use crate::render::{Counts, Item, Layout, Topic, View};

/// List the topics, with how much the notes have on each
///
/// Any of a topic's names will do for --topic.
///
/// Examples:
///   townhall topics
///   townhall topics --format json
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct TopicsArgs {
    #[command(flatten)]
    notes: NoteFilters,
}

pub(super) fn run(args: &TopicsArgs, context: &Context) -> anyhow::Result<Answer> {
    let store = Store::open(context)?;
    let filter = args.notes.filter(&[], &store)?;
    let counts = store.records().counts_by_topic(&filter)?;
    let vocabulary = store.vocabulary()?;
    let total = vocabulary.topics().len();
    let topic = |topic: &crate::topics::Topic| {
        Item::Topic(Topic {
            slug: topic.slug.clone(),
            chinese: topic.chinese.clone(),
            english: topic.english.clone(),
            aliases: topic.aliases.clone(),
            counts: Counts::new(counts.get(&topic.slug).copied().unwrap_or_default()),
        })
    };
    let items: Vec<Item> = vocabulary
        .topics()
        .iter()
        .take(args.notes.limit.map_or(total, std::num::NonZeroUsize::get))
        .map(topic)
        .collect();
    let notices = vec![Nouns("topic", "topics").count(items.len(), total)];
    let view = View { command: "topics", total, layout: Layout::Listing, items, search: None };
    Ok(Answer::new(view, notices))
}
