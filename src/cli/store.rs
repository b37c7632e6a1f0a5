//! The library as commands see it: opened once, asked for records.

use std::cell::OnceCell;

use anyhow::bail;

use super::choices::{Choice, choose};
use super::context::Context;
use super::progress::Progress;
use crate::index::{Index, Opening};
use crate::model::{Body, Kind};
use crate::records::{Filter, Records, Stored};
use crate::render::{Entry, Item, Mention};
use crate::topics::Vocabulary;

/// The opened library.
pub(super) struct Store<'c> {
    index: Index,
    context: &'c Context,
    /// Made on first use.
    vocabulary: OnceCell<Vocabulary>,
}

impl<'c> Store<'c> {
    /// Opens the context's library. What there is to say about it goes to the context's notices.
    pub(super) fn open(context: &'c Context) -> anyhow::Result<Store<'c>> {
        let vocabulary = OnceCell::new();
        let progress = Progress::new(context.progress);
        let opening = Opening {
            cache: context.cache.as_deref(),
            refresh: context.refresh,
            progress: Some(&|done, all| progress.tell(done, all)),
        };
        let needed = || known(&vocabulary, context).cloned();
        let opened = Index::open_with(&context.library, needed, opening)?;
        drop(progress);
        context.library_notices.borrow_mut().extend(opened.notices.iter().map(ToString::to_string));
        context.nothing_readable.set(opened.index.is_empty() && !opened.notices.is_empty());
        Ok(Store { index: opened.index, context, vocabulary })
    }

    /// What can be asked of it.
    pub(super) fn records(&self) -> &dyn Records {
        &self.index
    }

    /// The topics that the library is read with.
    pub(super) fn vocabulary(&self) -> anyhow::Result<&Vocabulary> {
        known(&self.vocabulary, self.context)
    }

    /// The slugs of the topics that a user names.
    pub(super) fn topics(&self, given: &[String]) -> anyhow::Result<Vec<String>> {
        let mut slugs = Vec::new();
        for value in given {
            match self.vocabulary()?.resolve(value) {
                Ok(topic) => slugs.push(topic.slug.clone()),
                Err(unknown) if unknown.near.is_empty() => bail!("{unknown}; `townhall topics` lists them"),
                Err(unknown) => return Err(unknown.into()),
            }
        }
        Ok(slugs)
    }

    /// The records that pass, in the order of the library.
    pub(super) fn list(&self, filter: &Filter) -> anyhow::Result<Vec<Stored>> {
        self.index.list(filter)
    }

    /// The paths within the library of the note, or the notes of that very title, that a user names.
    pub(super) fn notes(&self, given: &[String]) -> anyhow::Result<Vec<String>> {
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let notes = self.list(&Filter { kinds: vec![Kind::Note], ..Filter::default() })?;
        let choice = |stored: Stored| {
            let in_folder =
                stored.note_path.rsplit_once('.').map_or(stored.note_path.as_str(), |(stem, _)| stem);
            let mut names = vec![stored.note, stored.title, in_folder.to_owned(), stored.note_path.clone()];
            if let Body::Note(note) = stored.record.body {
                names.extend(note.file_title);
            }
            names.push(stored.path);
            Choice { value: stored.note_path, names }
        };
        all_chosen("note", given, &notes.into_iter().map(choice).collect::<Vec<_>>())
    }

    /// The speakers, by the names that notes give them, that a user names.
    pub(super) fn speakers(&self, given: &[String]) -> anyhow::Result<Vec<String>> {
        if given.is_empty() {
            return Ok(Vec::new());
        }
        let choice = |(name, _): (String, usize)| Choice { value: name.clone(), names: vec![name] };
        all_chosen("speaker", given, &self.index.speakers()?.into_iter().map(choice).collect::<Vec<_>>())
    }
}

/// The topics of the context's library, made once. Which of its own files could not be used goes to the notices.
fn known<'v>(made: &'v OnceCell<Vocabulary>, context: &Context) -> anyhow::Result<&'v Vocabulary> {
    if let Some(vocabulary) = made.get() {
        return Ok(vocabulary);
    }
    let (vocabulary, troubles) = context.library.vocabulary()?;
    let mut notices = context.library_notices.borrow_mut();
    notices.extend(troubles.into_iter().map(|trouble| format!("{}: {}", trouble.path, trouble.reason)));
    Ok(made.get_or_init(|| vocabulary))
}

/// The kinds of record that a user names.
pub(super) fn kinds(given: &[String]) -> anyhow::Result<Vec<Kind>> {
    let names = |info: &crate::model::KindInfo| {
        vec![info.name.to_owned(), format!("{}s", info.name), info.chinese.to_owned()]
    };
    let choices = crate::model::KINDS.each_ref().map(|info| Choice { value: info.kind, names: names(info) });
    all_chosen("kind", given, &choices)
}

fn all_chosen<T: Clone>(what: &str, given: &[String], choices: &[Choice<T>]) -> anyhow::Result<Vec<T>> {
    let mut chosen = Vec::new();
    for value in given {
        chosen.extend(choose(what, value, choices)?.into_iter().cloned());
    }
    Ok(chosen)
}

/// A record as something to show.
pub(super) fn entry(stored: Stored) -> Entry {
    Entry {
        record: stored.record,
        note: stored.note,
        title: stored.title,
        path: stored.path,
        hit: None,
        mentions: None,
        answers: None,
        counts: None,
    }
}

/// As [`entry`], among items.
pub(super) fn item(entry: Entry) -> Item {
    Item::Record(Box::new(entry))
}

/// A record by its place.
pub(super) fn mention(stored: &Stored) -> Mention {
    Mention {
        id: stored.record.id,
        kind: stored.record.kind(),
        speaker: stored.record.speaker().map(str::to_owned),
        path: stored.path.clone(),
        line: stored.record.lines.first,
        section: stored.record.section.clone(),
    }
}
