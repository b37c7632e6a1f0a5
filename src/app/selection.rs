//! What a user selects, as they name it, and the filter that this comes to in a library.

use std::num::NonZeroUsize;

use anyhow::bail;
use jiff::civil::Date;

use super::choices::{Choice, choose};
use super::store::Store;
use crate::model::{Body, KINDS, Kind, KindInfo};
use crate::records::{Filter, Stored, Who};
use crate::render::Arrangement;
use crate::search;

/// Which records, and how many of them. Names are as a user gives them: slugs, names in any language, aliases,
/// beginnings. What is empty selects nothing in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Words that a record must hold, each somewhere.
    pub words: Vec<String>,
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
    pub since: Option<Date>,
    /// The last day of a note.
    pub until: Option<Date>,
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

    /// The filter for this in a library; words and limit are not a filter's.
    ///
    /// # Errors
    /// A name that names nothing there, or several things; the message lists what comes near.
    pub fn filter(&self, store: &Store<'_>) -> anyhow::Result<Filter> {
        Ok(Filter {
            kinds: self.kinds.clone(),
            notes: notes(store, &self.notes)?,
            topics: topics(store, &self.topics)?,
            who: who(store, &self.speakers)?,
            section: self.section.clone(),
            since: self.since,
            until: self.until,
        })
    }

    /// [`Selection::filter`] for records of one kind, whatever kinds are selected.
    pub(super) fn filter_of(&self, kind: Kind, store: &Store<'_>) -> anyhow::Result<Filter> {
        Ok(Filter { kinds: vec![kind], ..self.filter(store)? })
    }
}

/// The kinds of record that a user names.
///
/// # Errors
/// A name that names none; the message lists what comes near.
pub fn kinds(given: &[String]) -> anyhow::Result<Vec<Kind>> {
    let names = |info: &KindInfo| vec![info.name.to_owned(), info.plural.to_owned(), info.chinese.to_owned()];
    let choices = KINDS.each_ref().map(|info| Choice { value: info.kind, names: names(info) });
    all_chosen("kind", given, &choices)
}

/// The paths within the library of the note, or the notes of that very title, that a user names.
fn notes(store: &Store<'_>, given: &[String]) -> anyhow::Result<Vec<String>> {
    if given.is_empty() {
        return Ok(Vec::new());
    }
    let notes = store.records().list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
    let choice = |stored: Stored| {
        let note = stored.note;
        let in_folder = note.note_path.rsplit_once('.').map_or(note.note_path.as_str(), |(stem, _)| stem);
        let mut names = [note.slug(), &note.title, in_folder, &note.note_path].map(str::to_owned).to_vec();
        if let Body::Note(own) = stored.record.body {
            names.extend(own.file_title);
        }
        names.push(note.path.clone());
        Choice { value: note.note_path.clone(), names }
    };
    all_chosen("note", given, &notes.into_iter().map(choice).collect::<Vec<_>>())
}

/// The slugs of the topics that a user names.
fn topics(store: &Store<'_>, given: &[String]) -> anyhow::Result<Vec<String>> {
    let mut slugs = Vec::new();
    for value in given {
        match store.vocabulary()?.resolve(value) {
            Ok(topic) => slugs.push(topic.slug.clone()),
            Err(unknown) if unknown.near.is_empty() => bail!("{unknown}; `townhall topics` lists them"),
            Err(unknown) => return Err(unknown.into()),
        }
    }
    Ok(slugs)
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

fn all_chosen<T: Clone>(what: &str, given: &[String], choices: &[Choice<T>]) -> anyhow::Result<Vec<T>> {
    let mut chosen = Vec::new();
    for value in given {
        chosen.extend(choose(what, value, choices)?.into_iter().cloned());
    }
    Ok(chosen)
}
