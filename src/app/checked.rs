//! What was found of each note, kept beside the index until the note changes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::store::{findings, first_use_of};
use crate::library::{Library, Source, Stamp};
use crate::lint::{self, CheckedNote, Code, Finding, NoteOfPeople};
use crate::parse::parse_as;
use crate::people::Known;
use crate::topics::Vocabulary;

/// How notes are looked at.
pub(super) struct Reader<'r> {
    pub(super) library: &'r Library,
    pub(super) vocabulary: &'r Vocabulary,
    /// The folder for indexes.
    pub(super) cache: Option<&'r Path>,
    /// Told how many notes have been read, and of how many; from several threads.
    pub(super) progress: &'r (dyn Fn(usize, usize) + Sync),
}

/// What looking at notes gave.
pub(super) struct Looked {
    /// Of each file, in the order that was asked for; `None` for those that are no notes.
    pub(super) notes: Vec<Option<CheckedNote>>,
    /// What is to be asked about people, by the note's path.
    pub(super) proposed: Vec<(String, Finding)>,
    /// Where the library lies, if nobody has used it before.
    pub(super) first_use: Option<String>,
}

/// What is kept.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    notes: Vec<KeptNote>,
    /// What was asked about people, and of which state of all notes and lists.
    proposed: Option<(u64, Vec<(String, Finding)>)>,
}

#[derive(Serialize, Deserialize)]
struct KeptNote {
    path: String,
    stamp: Stamp,
    /// `None` for what is no note.
    note: Option<CheckedNote>,
}

/// A note that has been looked at.
enum Seen {
    /// What was found; `None` for what is no note.
    Whole(Option<CheckedNote>),
    /// It could not be read this time.
    Unread(CheckedNote),
}

impl Reader<'_> {
    /// Looks at the notes that are wanted; those of which is kept what was found are not read again. `known`: whom lists of
    /// people name, where it is wanted what is to be asked about people, for which all notes have to be.
    pub(super) fn look(&self, all: &[Source], wanted: &[&Source], known: Option<&Known>) -> Looked {
        let file = self.cache.map(|cache| findings(self.library, cache));
        let first_use = self.cache.and_then(|cache| first_use_of(self.library, cache));
        let kept: Kept = file.as_ref().and_then(|file| file.read()).unwrap_or_default();
        let count = kept.notes.len();
        let mut before: HashMap<String, KeptNote> =
            kept.notes.into_iter().map(|note| (note.path.clone(), note)).collect();
        let stamps: HashMap<&str, Stamp> =
            all.iter().map(|source| (source.path.as_str(), source.stamp)).collect();
        before.retain(|path, note| stamps.get(path.as_str()) == Some(&note.stamp));
        let mut is_changed = before.len() != count;
        let unread: Vec<&Source> =
            wanted.iter().copied().filter(|source| !before.contains_key(&source.path)).collect();
        let mut failed: HashMap<String, CheckedNote> = HashMap::new();
        for (source, seen) in unread.iter().zip(self.look_at(&unread)) {
            match seen {
                Seen::Whole(note) => {
                    is_changed = true;
                    let (path, stamp) = (source.path.clone(), source.stamp);
                    before.insert(path.clone(), KeptNote { path, stamp, note });
                }
                Seen::Unread(note) => drop(failed.insert(source.path.clone(), note)),
            }
        }
        let mut notes: Vec<KeptNote> = before.into_values().collect();
        notes.sort_by(|one, other| one.path.cmp(&other.path));
        let proposed = match (known, kept.proposed) {
            (Some(known), proposed) => {
                let state = self.state(&notes);
                let same = proposed.filter(|(of, _)| *of == state);
                is_changed |= same.is_none();
                Some(same.unwrap_or_else(|| (state, propose(&notes, known))))
            }
            (None, proposed) => proposed,
        };
        let kept = Kept { notes, proposed };
        if let Some(file) = file.filter(|_| is_changed) {
            file.write(&kept);
        }
        let proposed = kept.proposed.filter(|_| known.is_some()).map_or_else(Vec::new, |(_, found)| found);
        let mut by_path: HashMap<String, Option<CheckedNote>> =
            kept.notes.into_iter().map(|note| (note.path, note.note)).collect();
        let notes = wanted.iter().map(|source| match failed.remove(&source.path) {
            Some(note) => Some(note),
            None => by_path.remove(&source.path).flatten(),
        });
        Looked { notes: notes.collect(), proposed, first_use }
    }

    /// Changes with any note and any list of people.
    fn state(&self, notes: &[KeptNote]) -> u64 {
        let mut hash = Xxh3::new();
        hash.update(&self.library.people_key().to_le_bytes());
        for KeptNote { path, stamp, .. } in notes {
            hash.update(path.as_bytes());
            hash.update(&[0]);
            hash.update(&stamp.size.to_le_bytes());
            hash.update(&stamp.version.to_le_bytes());
        }
        hash.digest()
    }

    /// Reads notes and looks at them with all cores, each in its place.
    fn look_at(&self, sources: &[&Source]) -> Vec<Seen> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(sources.len()));
        let work = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(source) = sources.get(number) else { break };
                (self.progress)(number, sources.len());
                let checked = self.look_at_one(source);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((number, checked));
            }
        };
        let threads = thread::available_parallelism().map_or(1, usize::from).min(sources.len());
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(number, _)| *number);
        done.into_iter().map(|(_, checked)| checked).collect()
    }

    fn look_at_one(&self, source: &Source) -> Seen {
        match self.library.read_note(source) {
            Ok(None) => Seen::Whole(None),
            Ok(Some(text)) => {
                let note = parse_as(&source.identity(), &source.path, &text.text, self.vocabulary);
                Seen::Whole(Some(lint::note(&source.path, &text, note)))
            }
            Err(error) => Seen::Unread(CheckedNote {
                findings: vec![Finding::of_file(Code::Unreadable, format!("{error:#}"))],
                ..CheckedNote::default()
            }),
        }
    }
}

/// What is to be asked about the people of all notes.
fn propose(notes: &[KeptNote], known: &Known) -> Vec<(String, Finding)> {
    let notes: Vec<(&str, &CheckedNote)> =
        notes.iter().filter_map(|kept| Some((kept.path.as_str(), kept.note.as_ref()?))).collect();
    let told: Vec<NoteOfPeople<'_>> = notes
        .iter()
        .map(|(_, note)| NoteOfPeople { date: note.date, names: &note.names, frame: &note.frame })
        .collect();
    let found = lint::maybe_same_people(&told, known).into_iter();
    found.filter_map(|(number, finding)| Some((notes.get(number)?.0.to_owned(), finding))).collect()
}
