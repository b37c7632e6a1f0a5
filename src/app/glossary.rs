//! The glossary of a library, and where its notes use a term.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, mention, of_entries};
use super::same_terms::{SameTerms, names};
use super::selection::Selection;
use super::store::Store;
use crate::analysis::{NameTokens, same_name};
use crate::model::{Body, KINDS, Kind, RecordId};
use crate::people::name_key;
use crate::records::{Evidence, Filter, LookUp, Stored};
use crate::render::{Entry, Layout, Repeat};
use crate::search::Query;
use crate::text::{fold_text, near, normalise_text};

const NOUNS: Nouns = Nouns("term", "terms");

/// How records are shown that say the same as another: rows of glossaries that explain one term in the same words, hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// As one, with the places of the others.
    Merged,
    /// Each for itself.
    Apart,
}

/// How terms are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermListing {
    /// How rows are shown that explain one term in the same words.
    pub repeats: Repeats,
    /// Whether each is told with where its notes use it.
    pub mentions: bool,
}

/// Lists terms in the order of the notes; those that are shown with their mentions, if these are wanted.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn glossary(store: &Store<'_>, selection: &Selection, how: TermListing) -> anyhow::Result<Answer> {
    let TermListing { repeats, mentions } = how;
    let all = SameTerms::of(store)?;
    let filter = selection.filter_of(Kind::Term, store)?;
    let rows = with_ids(&all, &holding_words(store, &filter, selection)?);
    let mut entries = told(&all, rows, repeats);
    // An order may hang on them.
    let limit =
        selection.limit.filter(|_| selection.arrangement.is_none()).map_or(usize::MAX, NonZeroUsize::get);
    if mentions {
        let mut uses = Uses::default();
        for entry in entries.iter_mut().take(limit) {
            add_mentions(entry, repeats, store)?;
            entry.uses = Some(uses.of(entry.record.id, &all, store)?);
        }
    }
    Ok(of_entries(store, "glossary", NOUNS, entries, selection))
}

/// One term, in every note that explains it, with its mentions; where these words are no term's name, those that they find
/// as a query.
///
/// # Errors
/// If the selection or the query names what is not there, or the records can't be read.
pub fn term(
    store: &Store<'_>,
    selection: &Selection,
    how: TermListing,
    wanted: &str,
) -> anyhow::Result<Answer> {
    let query = Query::parse(wanted);
    if query.has_filters() && !query.has_words() {
        return glossary(store, &Selection { query: selection.query.and(&query), ..selection.clone() }, how);
    }
    let repeats = how.repeats;
    let all = SameTerms::of(store)?;
    let terms = selected(&all, &selection.filter_of(Kind::Term, store)?, store)?;
    let chosen = choose(wanted, &all, &terms, store)?;
    if chosen.is_empty() {
        let selection = Selection { query: selection.query.and(&query), ..selection.clone() };
        let mut answer = glossary(store, &selection, how)?;
        if answer.view.total == 0 {
            return Ok(miss(store, &selection, wanted, &terms));
        }
        if !query.has_filters() {
            answer.notices.insert(0, format!("no term is called `{wanted}`; these hold it"));
        }
        return Ok(answer);
    }
    let mut found = told(&all, chosen, repeats);
    let mut uses = Uses::default();
    for entry in &mut found {
        add_mentions(entry, repeats, store)?;
        entry.uses = Some(uses.of(entry.record.id, &all, store)?);
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

/// A row of a glossary with all that is known of its term.
pub(super) fn with_mentions(stored: Stored, store: &Store<'_>) -> anyhow::Result<Entry> {
    let all = SameTerms::of(store)?;
    let mut entry = apart(&all, &stored);
    add_mentions(&mut entry, Repeats::Apart, store)?;
    entry.uses = Some(Uses::default().of(entry.record.id, &all, store)?);
    Ok(entry)
}

/// The rows that pass.
fn selected<'t>(all: &'t SameTerms, filter: &Filter, store: &Store<'_>) -> anyhow::Result<Vec<&'t Stored>> {
    if *filter == (Filter { kinds: vec![Kind::Term], ..Filter::default() }) {
        return Ok(all.rows().iter().collect());
    }
    Ok(with_ids(all, &store.records().list(filter)?))
}

/// The rows that are these records.
fn with_ids<'t>(all: &'t SameTerms, found: &[Stored]) -> Vec<&'t Stored> {
    let ids: HashSet<RecordId> = found.iter().map(|stored| stored.record.id).collect();
    all.rows().iter().filter(|row| ids.contains(&row.record.id)).collect()
}

/// The rows as they are shown: those of one term together, where its first stands.
fn told(all: &SameTerms, mut rows: Vec<&Stored>, repeats: Repeats) -> Vec<Entry> {
    let mut firsts: HashMap<RecordId, usize> = HashMap::new();
    for (number, row) in rows.iter().enumerate() {
        firsts.entry(all.term(row.record.id).unwrap_or(row.record.id)).or_insert(number);
    }
    rows.sort_by_key(|row| firsts.get(&all.term(row.record.id).unwrap_or(row.record.id)));
    if repeats == Repeats::Apart {
        return rows.into_iter().map(|row| apart(all, row)).collect();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut by_meaning: HashMap<RecordId, usize> = HashMap::new();
    for row in rows {
        let meaning = all.meaning(row.record.id);
        let known = meaning.and_then(|meaning| by_meaning.get(&meaning));
        if let Some(known) = known {
            merge(&mut entries[*known], row);
            continue;
        }
        by_meaning.extend(meaning.map(|meaning| (meaning, entries.len())));
        entries.push(Entry { same_as: Some(Vec::new()), ..entry(row.clone()) });
    }
    entries
}

fn apart(all: &SameTerms, row: &Stored) -> Entry {
    let same_as = all.same_as(row.record.id).map(repeat).collect();
    Entry { same_as: Some(same_as), ..entry(row.clone()) }
}

fn repeat(stored: &Stored) -> Repeat {
    let note = std::sync::Arc::clone(&stored.note);
    Repeat { id: stored.record.id, note, line: stored.record.lines.first }
}

/// Adds a row to one that says the same: its place, and what else it calls the term.
fn merge(into: &mut Entry, row: &Stored) {
    into.same_as.get_or_insert_default().push(repeat(row));
    if let Body::Term(term) = &mut into.record.body {
        for name in names(row) {
            let is_known = |known: &String| name_key(known) == name_key(name);
            if !is_known(&term.term) && !term.aliases.iter().any(is_known) {
                term.aliases.push(name.to_owned());
            }
        }
    }
}

/// The rows of the term that has this name, in any note, or beside which notes put it; else of the one whose name begins so.
fn choose<'t>(
    wanted: &str,
    all: &'t SameTerms,
    terms: &[&'t Stored],
    store: &Store<'_>,
) -> anyhow::Result<Vec<&'t Stored>> {
    let ids: HashSet<RecordId> = terms.iter().map(|row| row.record.id).collect();
    let beside = store.records().names_beside(wanted)?;
    let is_it = |row: &Stored| {
        let is_beside = |other: &String| name_key(other) == name_key(row.record.text());
        names(row).any(|name| same_name(name, wanted)) || beside.iter().any(is_beside)
    };
    let selected = |mut rows: Vec<&'t Stored>| {
        rows.retain(|row| ids.contains(&row.record.id));
        rows
    };
    let exact = selected(all.with(is_it));
    if !exact.is_empty() {
        return Ok(exact);
    }
    let wanted = fold_text(wanted.trim());
    let begins = |row: &Stored| names(row).any(|name| fold_text(name).starts_with(&wanted));
    let begun: Vec<&&Stored> = terms.iter().filter(|row| begins(row)).collect();
    let Some(first) = begun.first() else { return Ok(Vec::new()) };
    // Several notes may explain one term.
    let of_one = selected(all.with(|row| row.record.id == first.record.id));
    let is_one = |row: &&Stored| of_one.iter().any(|other| other.record.id == row.record.id);
    let is_only = begun.iter().all(|row| is_one(row)) && !wanted.is_empty();
    Ok(if is_only { of_one } else { Vec::new() })
}

/// Adds the records of its note that use a term; where rows are merged, those of all their notes.
fn add_mentions(entry: &mut Entry, repeats: Repeats, store: &Store<'_>) -> anyhow::Result<()> {
    let merged = entry.same_as.iter().flatten().filter(|_| repeats == Repeats::Merged);
    let ids: HashSet<RecordId> = merged.clone().map(|other| other.id).chain([entry.record.id]).collect();
    let mut notes: Vec<String> = vec![entry.note.note_path.clone()];
    merged.for_each(|other| notes.push(other.note.note_path.clone()));
    notes.dedup();
    let filter = Filter { notes, ..Filter::default() };
    let terms = store.records().list(&Filter { kinds: vec![Kind::Term], ..filter.clone() })?;
    let others = terms.iter().filter(|other| !ids.contains(&other.record.id)).flat_map(names);
    let Body::Term(term) = &entry.record.body else { return Ok(()) };
    let own = std::iter::once(&term.term).chain(&term.aliases).map(String::as_str);
    let tokens = NameTokens::new(own, others);
    let records = store.records().list(&filter)?;
    let mentions = records.iter().filter(|other| tokens.used_in(&other.record)).map(mention).collect();
    entry.mentions = Some(mentions);
    Ok(())
}

/// The records of all notes that use a term.
#[derive(Default)]
struct Uses {
    /// By the id of the term's first row: several rows ask for the same.
    known: HashMap<RecordId, Vec<RecordId>>,
    /// All names of all rows, each once, with what it is searched by.
    names: Option<Vec<(String, String)>>,
}

impl Uses {
    fn of(&mut self, id: RecordId, all: &SameTerms, store: &Store<'_>) -> anyhow::Result<Vec<RecordId>> {
        let Some(term) = all.term(id) else { return Ok(Vec::new()) };
        if let Some(known) = self.known.get(&term) {
            return Ok(known.clone());
        }
        let names = self.names.get_or_insert_with(|| {
            let names: HashSet<&str> = all.rows().iter().flat_map(names).collect();
            names.into_iter().map(|name| (name.to_owned(), normalise_text(name))).collect()
        });
        let uses = uses(&all.all_names(id), names, store)?;
        self.known.insert(term, uses.clone());
        Ok(uses)
    }
}

/// The records that use one of these names, in the order of the library. Only those are read that hold one at all.
fn uses(wanted: &[&str], all: &[(String, String)], store: &Store<'_>) -> anyhow::Result<Vec<RecordId>> {
    let runs = wanted.iter().map(|name| normalise_text(name)).filter(|name| !name.is_empty());
    let runs: Vec<String> = runs.collect();
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    // Only a name that holds one of these can be what stands there in its place.
    let others = all.iter().filter(|(_, other)| runs.iter().any(|run| other.contains(run.as_str())));
    let tokens = NameTokens::new(wanted.iter().copied(), others.map(|(name, _)| name.as_str()));
    let runs: Vec<Evidence> = runs.into_iter().map(Evidence::Run).collect();
    let kinds = KINDS.iter().map(|info| info.kind).filter(|kind| !matches!(kind, Kind::Note | Kind::Term));
    let filter = Filter { kinds: kinds.collect(), ..Filter::default() };
    let look_up = LookUp { all: vec![runs], filter, ..LookUp::default() };
    let count = store.records().count(&look_up)?;
    let mut found: Vec<Stored> = Vec::new();
    for candidate in store.records().look_up(&look_up, count)?.best {
        let stored = store.records().fetch(&candidate)?;
        if tokens.used_in(&stored.record) {
            found.push(stored);
        }
    }
    found.sort_by(|one, other| one.place().cmp(&other.place()));
    Ok(found.into_iter().map(|stored| stored.record.id).collect())
}

fn miss(store: &Store<'_>, selection: &Selection, wanted: &str, terms: &[&Stored]) -> Answer {
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
