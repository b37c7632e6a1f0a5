//! The topics that a library is read with.

use std::cmp::Reverse;

use super::answer::Answer;
use super::listing::{Nouns, arranged};
use super::selection::Selection;
use super::store::Store;
use crate::library::Library;
use crate::render::{Counts, Item, Layout, TopicEntry, TopicName, View};
use crate::topics;

/// Lists the topics, each with how much the selected notes have on it, those with most first; `empty` ones as well, or only
/// those that notes have anything on.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn topics(store: &Store<'_>, selection: &Selection, empty: bool) -> anyhow::Result<Answer> {
    let filter = selection.filter(store)?;
    let counts = store.records().counts_by_topic(&filter)?;
    let vocabulary = store.vocabulary()?;
    let total = vocabulary.topics().len();
    let topic = |topic: &topics::Topic| TopicEntry {
        slug: topic.slug.clone(),
        chinese: topic.chinese.clone(),
        english: topic.english.clone(),
        aliases: topic.aliases.clone(),
        counts: Counts::new(counts.get(&topic.slug).copied().unwrap_or_default()),
    };
    let mut topics: Vec<TopicEntry> = vocabulary.topics().iter().map(topic).collect();
    topics.retain(|topic| empty || topic.counts.total() > 0);
    topics.sort_by_key(|topic| Reverse(topic.counts.total()));
    let items = arranged(topics.into_iter().map(Item::Topic).collect(), selection);
    let notices = vec![Nouns("topic", "topics").count(items.len(), total)];
    let view = View {
        command: "topics",
        total,
        layout: Layout::Listing,
        items,
        search: None,
        sides: Vec::new(),
        elsewhere: None,
    };
    Ok(Answer::of(store, view, notices))
}

/// What the topics of a library are called.
///
/// # Errors
/// If the built-in vocabulary is damaged, which a test rules out.
pub fn topic_names(library: &Library) -> anyhow::Result<Vec<TopicName>> {
    let (vocabulary, _) = library.vocabulary()?;
    Ok(vocabulary.topics().iter().map(name).collect())
}

/// What a topic of a record is called; by its slug where the vocabulary no longer has it.
pub(super) fn topic_name(store: &Store<'_>, slug: &str) -> anyhow::Result<TopicName> {
    let known = store.vocabulary()?.topics().iter().find(|topic| topic.slug == slug);
    let by_slug = || TopicName { slug: slug.to_owned(), chinese: slug.to_owned(), english: slug.to_owned() };
    Ok(known.map_or_else(by_slug, name))
}

fn name(topic: &topics::Topic) -> TopicName {
    TopicName { slug: topic.slug.clone(), chinese: topic.chinese.clone(), english: topic.english.clone() }
}
