//! A library on its way to an engine: what changed since it was last there, and nothing else.
//!
//! What is there is asked of the engine each time (see `difference`), so a push that was killed, or ran beside another, leaves
//! nothing that the next one does not put right. What is written is seen by readers when a push has come to its end, or an
//! engine has been started anew.
//!
//! One thread reads records; others compare, make terms and send. What is between them is a few notes for each, so a library
//! of any size takes as much memory as a few requests, beside what the library itself keeps of each note.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::bulk::{Bulk, Refused, Sending};
use super::client::Client;
use super::difference::{self, NoteKey, Sum};
use super::document::{self, Draft};
use super::error::EngineError;
use super::lengths::Lengths;
use super::libraries::Owned;
use super::mapping::{VERSION, value};
use crate::model::NoteNames;
use crate::records::{Filter, Holding, Stored};

/// How many requests are under way at most.
const SENDERS: usize = 4;
/// How long to go on with what an engine has no room for.
const PATIENCE: Duration = Duration::from_secs(180);

/// What is sent beside records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// When this is, in words that readers read.
    pub pushed: String,
    /// The text of the file that keeps what became of predictions.
    pub verdicts: Option<String>,
    /// The texts of the library's own topic files.
    pub topics: Vec<String>,
    /// The texts of its own lists of people.
    pub people: Vec<String>,
}

/// What came of a push, in records; or would come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// That were not there.
    pub came: usize,
    /// That said something else.
    pub changed: usize,
    /// That are no longer in the library.
    pub went: usize,
    /// All of the library.
    pub records: usize,
    /// Its notes.
    pub notes: usize,
    /// Documents that the engine did not take, the first of them.
    pub refused: Vec<Refused>,
    /// How many these are.
    pub refused_in_all: usize,
}

/// Told how many records have been looked at, and of how many; from several threads.
pub type TellPushed<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// A push.
#[derive(Clone, Copy)]
pub struct Push<'a> {
    /// Where to.
    pub client: &'a Client,
    /// Of which library, and whose.
    pub library: Owned<'a>,
    /// What is sent beside records.
    pub beside: &'a Beside,
    /// Whether to say only what would be done.
    pub is_dry: bool,
    /// Told how it goes.
    pub progress: TellPushed<'a>,
}

impl Push<'_> {
    /// Brings the library on the engine up to date.
    ///
    /// # Errors
    /// If the records can't be read, the engine can't be asked, or the library is another's.
    pub fn run(&self, records: &dyn Holding) -> anyhow::Result<Summary> {
        let index = self.library.index();
        let is_there = if self.is_dry {
            self.library.found(self.client)?.iter().any(|it| it.index == index)
        } else {
            self.library.claim(self.client)?;
            true
        };
        let known = if is_there {
            self.refresh(&index)?;
            difference::sums(self.client, &index)?
        } else {
            HashMap::new()
        };
        let names = records.names_of_notes()?;
        let sending = Sending::to(self.client, index.clone(), PATIENCE);
        let work = Work {
            push: self,
            sending: &sending,
            names: &names,
            known: Mutex::new(known),
            tally: Tally::default(),
            lengths: Mutex::default(),
            all: records.len(),
            has_failed: AtomicBool::new(false),
        };
        work.all_records(records)?;
        work.rest(records)?;
        let mut summary = work.tally.summary();
        if !self.is_dry {
            let lengths = *work.lengths.lock().unwrap_or_else(PoisonError::into_inner);
            self.write_library(&sending, &summary, lengths)?;
            self.refresh(&index)?;
            self.library.show(self.client)?;
        }
        (summary.refused, summary.refused_in_all) = sending.refused();
        Ok(summary)
    }

    /// Lets what was written be seen.
    fn refresh(&self, index: &str) -> Result<(), EngineError> {
        self.client.post(&format!("{index}/_refresh"), &Value::Null).map(drop)
    }

    fn write_library(
        &self,
        sending: &Sending<'_>,
        summary: &Summary,
        lengths: Lengths,
    ) -> anyhow::Result<()> {
        let library = self.library.library.as_str();
        let Beside { pushed, verdicts, topics, people } = self.beside;
        let stored = json!({
            "pushed": pushed,
            "program": env!("CARGO_PKG_VERSION"),
            "mapping": VERSION,
            "records": summary.records,
            "notes": summary.notes,
            "lengths": lengths,
            "verdicts": verdicts,
            "topics": topics,
            "people": people,
        });
        let body = json!({ "type": "library", "library": library, "stored": stored });
        let mut bulk = Bulk::new(sending);
        bulk.index(&format!("{library}/library"), &body.to_string())?;
        Ok(bulk.flush()?)
    }
}

/// What the threads of a push share.
struct Work<'a> {
    push: &'a Push<'a>,
    sending: &'a Sending<'a>,
    /// What each note tells of names, in the order of the library.
    names: &'a [(String, NoteNames)],
    /// How much the index has of each note that nobody has looked at yet.
    known: Mutex<HashMap<NoteKey, Sum>>,
    tally: Tally,
    lengths: Mutex<Lengths>,
    all: usize,
    has_failed: AtomicBool,
}

#[derive(Default)]
struct Tally {
    came: AtomicUsize,
    changed: AtomicUsize,
    went: AtomicUsize,
    records: AtomicUsize,
    notes: AtomicUsize,
}

impl Tally {
    fn summary(&self) -> Summary {
        let count = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        Summary {
            came: count(&self.came),
            changed: count(&self.changed),
            went: count(&self.went),
            records: count(&self.records),
            notes: count(&self.notes),
            ..Summary::default()
        }
    }
}

impl Work<'_> {
    /// Reads all records and hands them on, note by note.
    fn all_records(&self, records: &dyn Holding) -> anyhow::Result<()> {
        let (give, take) = sync_channel::<Vec<Stored>>(SENDERS);
        let take = Mutex::new(take);
        thread::scope(|scope| {
            let senders: Vec<_> = (0..SENDERS).map(|_| scope.spawn(|| self.send_notes(&take))).collect();
            let read = || -> anyhow::Result<()> {
                let mut note: Vec<Stored> = Vec::new();
                for stored in records.walk(&Filter::default(), None)? {
                    let stored = stored?;
                    let is_next =
                        note.first().is_some_and(|first| first.note.note_path != stored.note.note_path);
                    if is_next {
                        // Why it failed, the sender tells itself.
                        if self.has_failed.load(Ordering::Relaxed) {
                            return Ok(());
                        }
                        // Those who take go on to the end, be it in vain.
                        let _ = give.send(std::mem::take(&mut note));
                    }
                    note.push(stored);
                }
                if !note.is_empty() {
                    let _ = give.send(note);
                }
                Ok(())
            };
            let read = read();
            drop(give);
            let sent = senders.into_iter().try_for_each(|sender| {
                sender.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a thread that sends records failed")))
            });
            read.and(sent)
        })
    }

    fn send_notes(&self, take: &Mutex<Receiver<Vec<Stored>>>) -> anyhow::Result<()> {
        let mut bulk = Bulk::new(self.sending);
        let mut send_all = || -> anyhow::Result<()> {
            loop {
                let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(note) = next else { break };
                // What comes behind a failure is let go, so that the reader does not wait for ever.
                if !self.has_failed.load(Ordering::Relaxed) {
                    self.send_note(&mut bulk, &note)?;
                }
            }
            Ok(bulk.flush()?)
        };
        let sent = send_all();
        if sent.is_err() {
            self.has_failed.store(true, Ordering::Relaxed);
            while take.lock().unwrap_or_else(PoisonError::into_inner).recv().is_ok() {}
        }
        sent
    }

    fn send_note(&self, bulk: &mut Bulk<'_, '_>, records: &[Stored]) -> anyhow::Result<()> {
        let Some(first) = records.first() else { return Ok(()) };
        let path = &first.note.note_path;
        let names = self.names.binary_search_by(|(known, _)| known.cmp(path)).ok();
        let names = names.map(|place| &self.names[place].1);
        let drafts = document::of_note(self.push.library.library, records, names)?;
        self.send(bulk, Some(&value(path)), &drafts, true)?;
        let mut lengths = Lengths::default();
        records.iter().for_each(|stored| lengths += Lengths::of(stored));
        *self.lengths.lock().unwrap_or_else(PoisonError::into_inner) += lengths;
        self.tally.notes.fetch_add(1, Ordering::Relaxed);
        let before = self.tally.records.fetch_add(records.len(), Ordering::Relaxed);
        (self.push.progress)(before + records.len(), self.all);
        Ok(())
    }

    /// Sends those documents of a note that the index does not have, and takes those away that are no longer among them.
    fn send(
        &self,
        bulk: &mut Bulk<'_, '_>,
        note: Option<&str>,
        drafts: &[Draft<'_>],
        is_counted: bool,
    ) -> anyhow::Result<()> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&NoteKey::of(note));
        if known.unwrap_or_default() == Sum::of(drafts.iter().map(|draft| draft.sum)) {
            return Ok(());
        }
        let mut there = match known {
            Some(_) => difference::documents(self.push.client, &self.sending.index, note)?,
            None => HashMap::new(),
        };
        let count = |counter: &AtomicUsize, number: usize| {
            if is_counted {
                counter.fetch_add(number, Ordering::Relaxed);
            }
        };
        for draft in drafts {
            match there.remove(&draft.id) {
                Some(sum) if sum == draft.sum => continue,
                Some(_) => count(&self.tally.changed, 1),
                None => count(&self.tally.came, 1),
            }
            if !self.push.is_dry {
                bulk.index(&draft.id, &draft.body()?)?;
            }
        }
        count(&self.tally.went, there.len());
        if !self.push.is_dry {
            there.keys().try_for_each(|id| bulk.delete(id))?;
        }
        Ok(())
    }

    /// Sends what belongs to no note, and takes away what is left of notes that are gone.
    fn rest(&self, records: &dyn Holding) -> anyhow::Result<()> {
        let library = self.push.library.library;
        let mut bulk = Bulk::new(self.sending);
        let mut found_by: BTreeMap<_, Vec<u64>> = BTreeMap::new();
        for (hash, key) in records.found_by()? {
            found_by.entry(key).or_default().push(hash);
        }
        let persons = records.persons()?;
        let mut drafts = Vec::with_capacity(persons.len());
        for person in &persons {
            let hashes = found_by.get(&person.key).into_iter().flatten().copied();
            drafts.push(document::of_person(library, person, hashes)?);
        }
        for names in records.things()? {
            drafts.push(document::of_thing(library, &names)?);
        }
        self.send(&mut bulk, None, &drafts, false)?;
        let gone = std::mem::take(&mut *self.known.lock().unwrap_or_else(PoisonError::into_inner));
        if !gone.is_empty() {
            for note in difference::notes_among(self.push.client, &self.sending.index, &gone)? {
                let there = difference::documents(self.push.client, &self.sending.index, note.as_deref())?;
                self.tally.went.fetch_add(there.len(), Ordering::Relaxed);
                if !self.push.is_dry {
                    there.keys().try_for_each(|id| bulk.delete(id))?;
                }
            }
        }
        Ok(bulk.flush()?)
    }
}
