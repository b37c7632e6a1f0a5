//! The outline of a library's notes.

use std::collections::HashSet;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, of_entries};
use super::selection::Selection;
use super::store::Store;
use crate::model::Kind;
use crate::records::{Filter, KindCounts, RecordPlace, Stored};
use crate::render::{Counts, Item, Layout};

/// Lists sections in the order of the notes, each with how much it holds.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn sections(store: &Store<'_>, selection: &Selection) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Section, store)?;
    let found = holding_words(store, &filter, selection)?;
    let places: Vec<RecordPlace<'_>> = found.iter().map(Stored::place).collect();
    let counts = store.records().counts_by_section(&places)?;
    let with_counts = |(stored, counts): (Stored, KindCounts)| {
        let mut entry = entry(stored);
        entry.counts = Some(Counts::new(counts));
        entry
    };
    let found = found.into_iter().zip(counts).map(with_counts).collect();
    let mut answer = of_entries(store, "sections", Nouns("section", "sections"), found, selection);
    answer.view.layout = Layout::Outline;
    let is_whole_library = filter == (Filter { kinds: vec![Kind::Section], ..Filter::default() });
    let is_as_it_is =
        selection.query.is_empty() && selection.arrangement.is_none() && selection.limit.is_none();
    if is_whole_library && is_as_it_is && notes_among(&answer.view.items) > 1 {
        answer.view.layout = Layout::Contents;
    }
    Ok(answer)
}

/// How many notes these records stand in.
fn notes_among(items: &[Item]) -> usize {
    let paths = items.iter().filter_map(|item| match item {
        Item::Record(entry) => Some(entry.note.note_path.as_str()),
        _ => None,
    });
    paths.collect::<HashSet<_>>().len()
}

/// What stands in a section, in order, itself not counted.
pub(super) fn content(store: &Store<'_>, section: &Stored) -> anyhow::Result<Vec<Stored>> {
    let note = Filter { notes: vec![section.note.note_path.clone()], ..Filter::default() };
    let mut content = Vec::new();
    // In the order of the note, what a section holds follows it without a gap.
    for stored in store.records().walk(&note, Some(section.place()))?.skip(1) {
        let stored = stored?;
        if !section.record.lines.contains(stored.record.lines) {
            break;
        }
        content.push(stored);
    }
    Ok(content)
}
