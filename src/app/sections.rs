//! The outline of a library's notes.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, of_entries};
use super::selection::Selection;
use super::store::Store;
use crate::model::Kind;
use crate::records::{Filter, KindCounts, RecordPlace, Stored};
use crate::render::{Counts, Entry, Layout};

/// Lists sections in the order of the notes, each with how much it holds. Of a whole library `contents` are its notes, of which the
/// limit is one then.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn sections(store: &Store<'_>, selection: &Selection, contents: bool) -> anyhow::Result<Answer> {
    let filter = selection.filter_of(Kind::Section, store)?;
    let found = holding_words(store, &filter, selection)?;
    let places: Vec<RecordPlace<'_>> = found.iter().map(Stored::place).collect();
    let counts = store.records().counts_by_section(&places)?;
    let with_counts = |(stored, counts): (Stored, KindCounts)| {
        let mut entry = entry(stored);
        entry.counts = Some(Counts::new(counts));
        entry
    };
    let mut found: Vec<Entry> = found.into_iter().zip(counts).map(with_counts).collect();
    let is_whole_library = filter == (Filter { kinds: vec![Kind::Section], ..Filter::default() });
    let is_as_it_is = selection.query.is_empty() && selection.arrangement.is_none();
    let notes = notes_among(&found);
    if !(contents && is_whole_library && is_as_it_is && notes > 1) {
        let mut answer = of_entries(store, "sections", Nouns("section", "sections"), found, selection);
        answer.view.layout = Layout::Outline;
        return Ok(answer);
    }
    let shown = selection.limit.map_or(notes, NonZeroUsize::get).min(notes);
    let mut seen = HashSet::new();
    found.retain(|entry| {
        let is_known = seen.contains(&entry.note.note_path);
        is_known || seen.len() < shown && seen.insert(entry.note.note_path.clone())
    });
    let all = Selection { limit: None, ..selection.clone() };
    let mut answer = of_entries(store, "sections", Nouns("section", "sections"), found, &all);
    answer.view.layout = Layout::Contents;
    answer.notices = vec![Nouns("note", "notes").count(shown, notes)];
    Ok(answer)
}

/// How many notes these records stand in.
fn notes_among(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| entry.note.note_path.as_str()).collect::<HashSet<_>>().len()
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
