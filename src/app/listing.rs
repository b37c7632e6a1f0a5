//! What every listing does with what it found: keep what holds the words, count, put in order, cut at the limit, say so.

use std::num::NonZeroUsize;

use super::answer::Answer;
use super::selection::Selection;
use super::store::Store;
use crate::records::{Filter, Stored};
use crate::render::{self, Entry, Item, Layout, Mention, View};
use crate::search;

/// The records that pass a filter and hold what the query that is selected wants, in the order of the library.
///
/// # Errors
/// If the records can't be read.
pub fn holding_words(
    store: &Store<'_>,
    filter: &Filter,
    selection: &Selection,
) -> anyhow::Result<Vec<Stored>> {
    search::holding(store.records(), filter, &selection.query)
}

/// A listing of records as they are, as many as are selected.
pub(super) fn of_records(
    store: &Store<'_>,
    command: &'static str,
    nouns: Nouns,
    found: Vec<Stored>,
    selection: &Selection,
) -> Answer {
    of_entries(store, command, nouns, found.into_iter().map(entry).collect(), selection)
}

/// A listing of records of which more is known, as many as are selected.
pub(super) fn of_entries(
    store: &Store<'_>,
    command: &'static str,
    nouns: Nouns,
    found: Vec<Entry>,
    selection: &Selection,
) -> Answer {
    let total = found.len();
    let items = arranged(found.into_iter().map(item).collect(), selection);
    let notices = vec![nouns.count(items.len(), total)];
    Answer::of(
        store,
        View {
            command,
            total,
            layout: Layout::Listing,
            items,
            search: None,
            sides: Vec::new(),
            elsewhere: None,
        },
        notices,
    )
}

/// What was found in the order that is wanted, as much of it as is wanted.
pub fn arranged(mut items: Vec<Item>, selection: &Selection) -> Vec<Item> {
    if let Some(arrangement) = &selection.arrangement {
        render::arrange(&mut items, arrangement);
    }
    items.truncate(selection.limit.map_or(usize::MAX, NonZeroUsize::get));
    items
}

/// What the things found are called: one, many.
#[derive(Debug, Clone, Copy)]
pub struct Nouns(pub &'static str, pub &'static str);

impl Nouns {
    /// `no quotes`, `1 quote`, `67 quotes`, `10 of 67 quotes`.
    pub fn count(self, shown: usize, total: usize) -> String {
        match (shown, total) {
            (_, 0) => format!("no {}", self.1),
            (shown, total) if shown < total => format!("{shown} of {total} {}", self.1),
            (_, 1) => format!("1 {}", self.0),
            (_, total) => format!("{total} {}", self.1),
        }
    }
}

/// A record as something to show.
pub fn entry(stored: Stored) -> Entry {
    let Stored { record, note, person } = stored;
    Entry {
        record,
        note,
        person,
        hit: None,
        mentions: None,
        uses: None,
        same_as: None,
        behind: None,
        answers: None,
        counts: None,
        same_words: None,
        grounds: None,
        verdict: None,
    }
}

/// As [`entry`], among items.
pub fn item(entry: Entry) -> Item {
    Item::Record(Box::new(entry))
}

/// A record by its place.
pub(super) fn mention(stored: &Stored) -> Mention {
    Mention {
        id: stored.record.id,
        kind: stored.record.kind(),
        speaker: stored.record.speaker().map(str::to_owned),
        note: stored.note.clone(),
        line: stored.record.lines.first,
        section: stored.record.section.clone(),
        words: None,
    }
}
