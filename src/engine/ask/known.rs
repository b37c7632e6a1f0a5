//! What was met of an engine's documents: a number for each that is spoken of, and records by these numbers.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;

use crate::model::Kind;
use crate::records::{NoteFacts, RecordKey, RecordPlace, Stored};

/// How many records and notes are held at most. What is asked for beyond is asked for again.
const HELD: usize = 20_000;

/// What was met.
#[derive(Debug, Default)]
pub(super) struct Known {
    ids: Vec<Arc<str>>,
    keys: HashMap<Arc<str>, u64>,
    records: HashMap<u64, Stored>,
    /// The headings above some of them that their paths do not name.
    pub(super) headings_beside: HashMap<RecordKey, String>,
    notes: HashMap<String, Arc<NoteFacts>>,
    /// The documents of notes' own records and headings, by their places.
    headings: HashMap<(String, u32), u64>,
}

impl Known {
    /// The number of a document.
    pub(super) fn key(&mut self, id: &str) -> RecordKey {
        if let Some(key) = self.keys.get(id) {
            return RecordKey(*key);
        }
        let id: Arc<str> = id.into();
        let key = self.ids.len() as u64;
        self.ids.push(Arc::clone(&id));
        self.keys.insert(id, key);
        RecordKey(key)
    }

    /// The document of a number.
    pub(super) fn id(&self, RecordKey(key): RecordKey) -> anyhow::Result<Arc<str>> {
        let id = usize::try_from(key).ok().and_then(|key| self.ids.get(key));
        Ok(Arc::clone(id.context("a record of another state of the search cluster")?))
    }

    /// A record that was met lately.
    pub(super) fn record(&self, RecordKey(key): RecordKey) -> Option<Stored> {
        self.records.get(&key).cloned()
    }

    /// The records of headings and notes' own that were met lately.
    pub(super) fn headings(&self) -> Vec<RecordKey> {
        let is_heading = |stored: &Stored| matches!(stored.record.kind(), Kind::Note | Kind::Section);
        let headings = self.records.iter().filter(|(_, stored)| is_heading(stored));
        headings.map(|(key, _)| RecordKey(*key)).collect()
    }

    /// The document of a heading that was met.
    pub(super) fn heading(&self, place: RecordPlace<'_>) -> Option<Arc<str>> {
        let key = self.headings.get(&(place.note_path.to_owned(), place.order))?;
        self.id(RecordKey(*key)).ok()
    }

    /// Remembers a record, itself if `is_held` is set, else only what is known of its note and its place.
    pub(super) fn add(&mut self, id: &str, stored: &mut Stored, is_held: bool) -> RecordKey {
        let key = self.key(id);
        // The records of one note share what is known of it.
        match self.notes.get(&stored.note.note_path) {
            Some(note) if *note == stored.note => stored.note = Arc::clone(note),
            _ => {
                if self.notes.len() >= HELD {
                    self.notes.clear();
                }
                let note = Arc::clone(&stored.note);
                self.notes.insert(note.note_path.clone(), note);
            }
        }
        if matches!(stored.record.kind(), Kind::Note | Kind::Section) {
            if self.headings.len() >= 10 * HELD {
                self.headings.clear();
            }
            self.headings.insert((stored.note.note_path.clone(), stored.record.order), key.0);
        }
        if is_held {
            if self.records.len() >= HELD {
                self.records.clear();
                self.headings_beside.clear();
            }
            self.records.insert(key.0, stored.clone());
        }
        key
    }
}
