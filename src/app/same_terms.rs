//! Which rows of all notes' glossaries explain one term, and which of these explain it in the same words.
//!
//! What joins two terms is that one has the other's name among its other names, or that notes put their names side by side.
//! A further name that two have in common joins nothing: 模型 may stand behind any of several.

use std::collections::{HashMap, HashSet};

use super::store::Store;
use crate::model::{Body, Kind, RecordId, Term};
use crate::people::name_key;
use crate::records::{Filter, Stored};

/// All rows of glossaries, in the order of the library.
pub(super) struct SameTerms {
    rows: Vec<Stored>,
    /// Rows by their records' ids.
    by_id: HashMap<RecordId, usize>,
    /// Of each row, the first one of the same term.
    term: Vec<usize>,
    /// Of each first row of a term, all of them.
    of_term: HashMap<usize, Vec<usize>>,
    /// Of each row that explains anything, the first one that explains the term in the same words.
    meaning: Vec<Option<usize>>,
    /// Of each of these, all of them.
    of_meaning: HashMap<usize, Vec<usize>>,
}

/// A term as a row explains it.
fn of_term(stored: &Stored) -> Option<&Term> {
    match &stored.record.body {
        Body::Term(term) => Some(term),
        _ => None,
    }
}

/// All names of a row, the term itself first.
pub(super) fn names(stored: &Stored) -> impl Iterator<Item = &str> {
    of_term(stored)
        .into_iter()
        .flat_map(|term| std::iter::once(term.term.as_str()).chain(term.aliases.iter().map(String::as_str)))
}

impl SameTerms {
    pub(super) fn of(store: &Store<'_>) -> anyhow::Result<SameTerms> {
        let records = store.records();
        let rows = records.list(&Filter { kinds: vec![Kind::Term], ..Filter::default() })?;
        let mut by_name: HashMap<String, usize> = HashMap::new();
        let mut first: Vec<usize> = (0..rows.len()).collect();
        for (row, stored) in rows.iter().enumerate() {
            let term = *by_name.entry(name_key(stored.record.text())).or_insert(row);
            join(&mut first, row, term);
        }
        let mut asked: HashSet<&str> = HashSet::new();
        for (row, stored) in rows.iter().enumerate() {
            let aliases = names(stored).skip(1).map(str::to_owned);
            let is_new = asked.insert(stored.record.text());
            let beside = if is_new { records.names_beside(stored.record.text())? } else { Vec::new() };
            for other in aliases.chain(beside) {
                if let Some(term) = by_name.get(&name_key(&other)) {
                    join(&mut first, row, *term);
                }
            }
        }
        let term: Vec<usize> = (0..rows.len()).map(|row| root(&first, row)).collect();
        let mut of_term: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut by_words: HashMap<(usize, String), usize> = HashMap::new();
        let mut meaning = Vec::with_capacity(rows.len());
        let mut of_meaning: HashMap<usize, Vec<usize>> = HashMap::new();
        for (row, stored) in rows.iter().enumerate() {
            of_term.entry(term[row]).or_default().push(row);
            let words = name_key(definition(stored));
            let same = (!words.is_empty()).then(|| *by_words.entry((term[row], words)).or_insert(row));
            same.into_iter().for_each(|same| of_meaning.entry(same).or_default().push(row));
            meaning.push(same);
        }
        let by_id = rows.iter().enumerate().map(|(row, stored)| (stored.record.id, row)).collect();
        Ok(SameTerms { rows, by_id, term, of_term, meaning, of_meaning })
    }

    pub(super) fn rows(&self) -> &[Stored] {
        &self.rows
    }

    /// All rows of the terms of those that pass.
    pub(super) fn with(&self, passes: impl Fn(&Stored) -> bool) -> Vec<&Stored> {
        let those = (0..self.rows.len()).filter(|row| passes(&self.rows[*row]));
        let terms: HashSet<usize> = those.map(|row| self.term[row]).collect();
        let of_those = |row: &usize| terms.contains(&self.term[*row]);
        (0..self.rows.len()).filter(of_those).map(|row| &self.rows[row]).collect()
    }

    /// The first row that explains the term of this one in the same words; `None` where it explains nothing.
    pub(super) fn meaning(&self, id: RecordId) -> Option<RecordId> {
        let first = self.meaning[*self.by_id.get(&id)?]?;
        Some(self.rows[first].record.id)
    }

    /// The other rows that explain the same term in the same words.
    pub(super) fn same_as(&self, id: RecordId) -> impl Iterator<Item = &Stored> {
        let meaning = self.by_id.get(&id).and_then(|row| self.meaning[*row]);
        let rows = meaning.and_then(|meaning| self.of_meaning.get(&meaning));
        rows.into_iter().flatten().map(|row| &self.rows[*row]).filter(move |other| other.record.id != id)
    }

    /// The first row of a row's term.
    pub(super) fn term(&self, id: RecordId) -> Option<RecordId> {
        Some(self.rows[self.term[*self.by_id.get(&id)?]].record.id)
    }

    /// All names of a row's term, in whatever row, each once.
    pub(super) fn all_names(&self, id: RecordId) -> Vec<&str> {
        let rows = self.by_id.get(&id).and_then(|row| self.of_term.get(&self.term[*row]));
        let mut known = HashSet::new();
        let rows = rows.into_iter().flatten().map(|row| &self.rows[*row]);
        rows.flat_map(names).filter(|name| known.insert(name_key(name))).collect()
    }
}

fn definition(stored: &Stored) -> &str {
    of_term(stored).map_or("", |term| &term.definition)
}

fn root(first: &[usize], row: usize) -> usize {
    let mut row = row;
    while first[row] != row {
        row = first[row];
    }
    row
}

fn join(first: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(first, one), root(first, other));
    first[one.max(other)] = one.min(other);
}
