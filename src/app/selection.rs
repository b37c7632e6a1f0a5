//! What a user selects, as they name it, and the filter that this comes to in a library.

use std::num::NonZeroUsize;

use anyhow::bail;

use super::store::Store;
use crate::model::Kind;
use crate::records::{Filter, Who};
use crate::render::Arrangement;
use crate::search::{self, NamedDays, Query, SearchOptions, UnknownName};

/// Which records, and how many of them. Names are as a user gives them: slugs, names in any language, aliases,
/// beginnings. What is empty selects nothing in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// What a record must hold, and further conditions on it.
    pub query: Query,
    /// Kinds of record.
    pub kinds: Vec<Kind>,
    /// Notes.
    pub notes: Vec<String>,
    /// Topics.
    pub topics: Vec<String>,
    /// A piece of a heading above the record.
    pub section: Option<String>,
    /// Speakers.
    pub speakers: Vec<String>,
    /// The first day of a note.
    pub since: Option<NamedDays>,
    /// The last day of a note.
    pub until: Option<NamedDays>,
    /// At most so many results, the first in their order.
    pub limit: Option<NonZeroUsize>,
    /// The order, if it is not that of the listing.
    pub arrangement: Option<Arrangement>,
}

impl Selection {
    /// Whether any note may be left out.
    pub fn is_narrow(&self) -> bool {
        !self.notes.is_empty() || self.since.is_some() || self.until.is_some()
    }

    /// The filter for this in a library, with the conditions of the query; its words and the limit are not a filter's.
    ///
    /// # Errors
    /// A name that names nothing there, or several things; the message lists what comes near.
    pub fn filter(&self, store: &Store<'_>) -> anyhow::Result<Filter> {
        let today = store.today();
        let filter = Filter {
            kinds: self.kinds.clone(),
            notes: notes(store, &self.notes)?,
            topics: topics(store, &self.topics)?,
            who: who(store, &self.speakers)?,
            section: self.section.clone(),
            since: self.since.as_ref().map(|days| days.on(today)).transpose()?.map(|days| days.first),
            until: self.until.as_ref().map(|days| days.on(today)).transpose()?.map(|days| days.last),
            nothing: false,
        };
        if !self.query.has_filters() {
            return Ok(filter);
        }
        let vocabulary = &|| store.vocabulary().cloned();
        let options = SearchOptions { filter, today, vocabulary, ..SearchOptions::default() };
        let mut remarks = Vec::new();
        let filter = search::narrowed(store.records(), &self.query, &options, &mut remarks)?;
        remarks.into_iter().for_each(|remark| store.remark(remark));
        Ok(filter)
    }

    /// [`Selection::filter`] for records of one kind.
    ///
    /// # Errors
    /// Also if the arguments or the query want others.
    pub(super) fn filter_of(&self, kind: Kind, store: &Store<'_>) -> anyhow::Result<Filter> {
        for wanted in [self.kinds.clone(), search::kinds_wanted(&self.query)] {
            match wanted[..] {
                [other, ..] if !wanted.contains(&kind) => bail!(
                    "only records of the kind {} are listed here; `townhall search kind:{}` finds the others",
                    kind.name(),
                    other.name()
                ),
                _ => {}
            }
        }
        let selection = Selection { kinds: vec![kind], ..self.clone() };
        let filter = selection.filter(store)?;
        Ok(Filter { kinds: vec![kind], ..filter })
    }
}

/// The kinds of record that a user names.
///
/// # Errors
/// A name that names none; the message lists what comes near.
pub fn kinds(given: &[String]) -> Result<Vec<Kind>, UnknownName> {
    let mut kinds = Vec::new();
    for name in given {
        kinds.extend(search::kinds(name)?);
    }
    Ok(kinds)
}

/// The paths within the library of the notes that a user names. Of a name that several have, the store is told.
fn notes(store: &Store<'_>, given: &[String]) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    for name in given {
        let meant = search::notes(store.records(), name)?;
        meant.remark.into_iter().for_each(|remark| store.remark(remark));
        paths.extend(meant.paths);
    }
    Ok(paths)
}

/// The slugs of the topics that a user names.
fn topics(store: &Store<'_>, given: &[String]) -> anyhow::Result<Vec<String>> {
    given.iter().map(|name| Ok(search::topic(store.vocabulary()?, name)?)).collect()
}

/// Those whom a user names. Of whom names are taken for, the store is told.
fn who(store: &Store<'_>, given: &[String]) -> anyhow::Result<Vec<Who>> {
    let mut all = Vec::new();
    for name in given {
        let meant = search::who(store.records(), name)?;
        meant.remark.into_iter().for_each(|remark| store.remark(remark));
        all.extend(meant.who);
    }
    Ok(all)
}
