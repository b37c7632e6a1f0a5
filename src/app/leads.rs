//! What the words of a record name and link to: terms that a glossary explains, other notes and their sections.

use std::collections::{HashMap, HashSet};

use super::same_terms::names;
use super::store::Store;
use crate::analysis::NameTokens;
use crate::library::{LinkTargets, followed_links};
use crate::lint::is_anchor_of;
use crate::markdown;
use crate::model::Kind;
use crate::people::name_key;
use crate::records::{Filter, Stored};
use crate::text::normalise_text;

/// The rows of glossaries whose term a record uses, one a term: that of the record's own note where it has one.
///
/// # Errors
/// If the records can't be read.
pub fn terms_used(store: &Store<'_>, stored: &Stored) -> anyhow::Result<Vec<Stored>> {
    let mut rows = store.records().list(&Filter { kinds: vec![Kind::Term], ..Filter::default() })?;
    let text = normalise_text(stored.record.text());
    // Most terms are not even a part of it.
    rows.retain(|row| names(row).any(|name| text.contains(&normalise_text(name))));
    rows.sort_by_key(|row| row.note.note_path != stored.note.note_path);
    let all = rows.clone();
    let mut known = HashSet::new();
    rows.retain(|row| {
        let tokens = NameTokens::new(names(row), all.iter().flat_map(names));
        tokens.used_in(&stored.record) && known.insert(name_key(row.record.text()))
    });
    Ok(rows)
}

/// What the lines of a record link to, each once, in the order of the links: other notes, and where a link names a heading that
/// section of one. Of a note that can't be read any more there is nothing.
///
/// # Errors
/// If the library can't be listed, or the records can't be read.
pub fn linked(store: &Store<'_>, stored: &Stored) -> anyhow::Result<Vec<Stored>> {
    let library = store.library();
    // The links are in its text, and that is not here.
    if library.is_elsewhere() {
        return Ok(Vec::new());
    }
    let listing = library.sources()?;
    let own = listing.sources.iter().find(|source| source.path == stored.note.note_path);
    let Some((source, Ok(Some(text)))) = own.map(|source| (source, library.read_note(source))) else {
        return Ok(Vec::new());
    };
    let mut links = followed_links(&markdown::read(&text.text));
    let lines = stored.record.lines;
    links.retain(|link| (lines.first..=lines.last).contains(&link.line));
    if links.is_empty() {
        return Ok(Vec::new());
    }
    let notes = store.records().list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
    let mut targets = LinkTargets::default();
    // What a file is called comes before what a note calls itself.
    listing.sources.iter().for_each(|source| targets.add(source, []));
    let of_path: HashMap<&str, &Stored> = notes.iter().map(|it| (it.note.note_path.as_str(), it)).collect();
    for source in &listing.sources {
        targets.add(source, of_path.get(source.path.as_str()).map(|note| note.record.text()));
    }
    let mut found: Vec<Stored> = Vec::new();
    for link in &links {
        let is_within = link.page.is_empty();
        let path = if is_within { Some(source.path.as_str()) } else { targets.find(source, link) };
        let Some(note) = path.and_then(|path| of_path.get(path)) else { continue };
        let section = match &link.place {
            Some(place) => section(store, note, place)?,
            None => None,
        };
        let target = section.or_else(|| (!is_within).then(|| Stored::clone(note)));
        let is_new = |target: &Stored| found.iter().all(|known| known.record.id != target.record.id);
        found.extend(target.filter(is_new));
    }
    Ok(found)
}

/// The section of a note that a link to a place in it means.
fn section(store: &Store<'_>, note: &Stored, place: &str) -> anyhow::Result<Option<Stored>> {
    let notes = vec![note.note.note_path.clone()];
    let sections =
        store.records().list(&Filter { kinds: vec![Kind::Section], notes, ..Filter::default() })?;
    Ok(sections.into_iter().find(|section| is_anchor_of(place, section.record.text())))
}
