//! The glossary of a library, and where its notes use a term.

use std::num::NonZeroUsize;

use super::answer::Answer;
use super::listing::{Nouns, entry, mention, of_entries};
use super::matching::{Tokens, same_name};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, Term};
use crate::records::{Filter, Stored};
use crate::render::{Entry, Layout};
use crate::text::{fold_text, near};

const NOUNS: Nouns = Nouns("term", "terms");

/// Lists terms in the order of the notes; those that are shown with their mentions, if these are wanted.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn glossary(store: &Store<'_>, selection: &Selection, mentions: bool) -> anyhow::Result<Answer> {
    let terms = store.records().list(&selection.filter_of(Kind::Term, store)?)?;
    let mut entries = Vec::new();
    let limit = selection.limit.map_or(usize::MAX, NonZeroUsize::get);
    for (position, stored) in terms.into_iter().enumerate() {
        let is_shown = position < limit;
        entries.push(if is_shown && mentions { with_mentions(stored, store)? } else { entry(stored) });
    }
    Ok(of_entries(store, "glossary", NOUNS, entries, selection))
}

/// One term, in every note that explains it, with its mentions.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn term(store: &Store<'_>, selection: &Selection, wanted: &str) -> anyhow::Result<Answer> {
    let terms = store.records().list(&selection.filter_of(Kind::Term, store)?)?;
    let chosen = choose(wanted, &terms);
    if chosen.is_empty() {
        return Ok(miss(store, selection, wanted, &terms));
    }
    let mut found = Vec::new();
    for stored in chosen {
        found.push(with_mentions(stored.clone(), store)?);
    }
    let mentions: usize = found.iter().filter_map(|entry| entry.mentions.as_ref()).map(Vec::len).sum();
    let name = found.first().map(|entry| entry.record.text().to_owned()).unwrap_or_default();
    let mut answer = of_entries(store, "glossary", NOUNS, found, selection);
    answer.view.layout = if answer.view.items.len() == 1 { Layout::Whole } else { Layout::Cards };
    answer.notices = vec![match mentions {
        0 => format!("{name} is mentioned nowhere outside the glossary"),
        _ => Nouns("mention", "mentions").count(mentions, mentions),
    }];
    Ok(answer)
}

/// The term in every note that has it by this name; else the one whose name begins so.
fn choose<'t>(wanted: &str, terms: &'t [Stored]) -> Vec<&'t Stored> {
    let those = |test: &dyn Fn(&str) -> bool| -> Vec<&Stored> {
        terms.iter().filter(|stored| names(stored).any(test)).collect()
    };
    let exact = those(&|name| same_name(name, wanted));
    if !exact.is_empty() {
        return exact;
    }
    let wanted = fold_text(wanted.trim());
    let begun = those(&|name| fold_text(name).starts_with(&wanted));
    // Several notes may explain one term.
    let one = begun.iter().all(|stored| same_name(stored.record.text(), begun[0].record.text()));
    if one && !wanted.is_empty() { begun } else { Vec::new() }
}

fn of_term(stored: &Stored) -> Option<&Term> {
    match &stored.record.body {
        Body::Term(term) => Some(term),
        _ => None,
    }
}

fn names(stored: &Stored) -> impl Iterator<Item = &str> {
    of_term(stored)
        .into_iter()
        .flat_map(|term| std::iter::once(term.term.as_str()).chain(term.aliases.iter().map(String::as_str)))
}

/// A term with the records of its note that use it.
pub(super) fn with_mentions(stored: Stored, store: &Store<'_>) -> anyhow::Result<Entry> {
    let note = Filter { notes: vec![stored.note.note_path.clone()], ..Filter::default() };
    let terms = store.records().list(&Filter { kinds: vec![Kind::Term], ..note.clone() })?;
    let others = terms.iter().filter(|other| other.record.id != stored.record.id).flat_map(names);
    let tokens = Tokens::new(names(&stored), others);
    let records = store.records().list(&note)?;
    let mentions = records.iter().filter(|other| tokens.used_in(&other.record)).map(mention).collect();
    let mut entry = entry(stored);
    entry.mentions = Some(mentions);
    Ok(entry)
}

fn miss(store: &Store<'_>, selection: &Selection, wanted: &str, terms: &[Stored]) -> Answer {
    let all: Vec<Vec<String>> =
        terms.iter().map(|stored| names(stored).map(str::to_owned).collect()).collect();
    let near = near(wanted, all.iter().map(Vec::as_slice));
    let mut answer = of_entries(store, "glossary", NOUNS, Vec::new(), selection);
    answer.notices = vec![match near.is_empty() {
        true => format!("no term `{wanted}`"),
        false => format!("no term `{wanted}`; near: {}", near.join(", ")),
    }];
    answer
}
