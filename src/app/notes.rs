//! The notes of a library.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, of_entries};
use super::selection::Selection;
use super::store::Store;
use crate::model::Kind;
use crate::records::{Filter, Stored};
use crate::render::{Counts, Layout};

/// Lists notes, the newest first, each with how much it holds. A topic, section, speaker or kind selects the notes that have any such record.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn notes(store: &Store<'_>, selection: &Selection) -> anyhow::Result<Answer> {
    let filter = selection.filter(store)?;
    let of_notes = Filter {
        kinds: vec![Kind::Note],
        topics: Vec::new(),
        who: Vec::new(),
        section: None,
        ..filter.clone()
    };
    let mut found = holding_words(store, &of_notes, selection)?;
    let is_of_records = !filter.kinds.is_empty() || !filter.topics.is_empty() || !filter.who.is_empty();
    if is_of_records || filter.section.is_some() {
        let having: HashSet<String> =
            store.records().list(&filter)?.into_iter().map(|stored| stored.note.note_path.clone()).collect();
        found.retain(|stored| having.contains(&stored.note.note_path));
    }
    // Stable, so that notes of one day stay in the order of the library; those without a day come last.
    found.sort_by_key(|stored| Reverse(stored.note.date));
    let counts = store.records().counts_by_note()?;
    let with_counts = |stored: Stored| {
        let counts = counts.get(&stored.note.note_path).map(|counts| Counts::new(*counts));
        let mut entry = entry(stored);
        entry.counts = counts;
        entry
    };
    let found = found.into_iter().map(with_counts).collect();
    let mut answer = of_entries(store, "notes", Nouns("note", "notes"), found, selection);
    // Of a single one there is room for more.
    if answer.view.items.len() > 1 {
        answer.view.layout = Layout::Notes;
    }
    Ok(answer)
}
