//! The names of a library: who is who in it, in a form of which a command reads only what it needs.
//!
//! The file begins with a checksum of all that follows and the lengths of its tables; each table is sorted, so that a name is
//! found by halving. A person is one blob, of which the name to show stands first. Numbers are little-endian.
//!
//! | table | |
//! |---|---|
//! | voices | hash of a note's path and a name at words there, whose it is |
//! | named | hash of a name's key, or of how it is read, who has it |
//! | beside | hash of a name's key, another name of the same thing |
//! | persons, notes, things | where the blobs of each end |

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::kept::KeptNote;
use crate::people::{self, AskedName, Evidence, Known, NotePeople, People, Person, Voice, name_hash};
use crate::records::{JoinEvidence, JoinFacts, NameFacts, PersonFacts, PersonKey};

/// How many tables there are, and how wide an entry of each is, in bytes.
const TABLES: [usize; 6] = [12, 12, 12, 4, 4, 4];
const VOICES: usize = 0;
const NAMED: usize = 1;
const BESIDE: usize = 2;
const PERSONS: usize = 3;
const NOTES: usize = 4;
const THINGS: usize = 5;

/// The names of a library.
pub(super) struct Names {
    bytes: OwnedBytes,
    /// Where each table begins; at the end, where the blobs do.
    starts: [usize; TABLES.len() + 1],
    /// Names to show that have been asked for: most records in a list are a few people's.
    shown: Mutex<HashMap<u32, Arc<str>>>,
}

/// A person's blob.
#[derive(Serialize, Deserialize)]
struct Entry {
    person: Person,
    /// What the index has for their words.
    voices: Vec<u64>,
}

/// What the index has for the words of somebody called so in a note.
pub(super) fn voice(note_path: &str, name: &str) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(note_path.as_bytes());
    hash.update(&[0]);
    hash.update(name.as_bytes());
    hash.digest()
}

/// Works out the names of a library and writes them down. The notes are in its order.
pub(super) fn encode(notes: &[KeptNote], known: &Known) -> anyhow::Result<Vec<u8>> {
    let told: Vec<NotePeople<'_>> = notes
        .iter()
        .map(|note| NotePeople { date: note.date, names: &note.names, terms: &note.terms })
        .collect();
    let People { persons, voices } = people::resolve(&told, known);
    let mut of_voices: Vec<(u64, u32)> =
        voices.iter().map(|of| (voice(&notes[of.note as usize].path, &of.name), of.person)).collect();
    of_voices.sort_unstable();
    of_voices.dedup_by_key(|(hash, _)| *hash);
    let mut own: Vec<Vec<u64>> = vec![Vec::new(); persons.len()];
    for (hash, person) in &of_voices {
        own[*person as usize].push(*hash);
    }
    let named = people::found_by(&persons, &unresolved(&told, &voices), known);
    let mut things = Blobs::default();
    let mut beside: Vec<(u64, u32)> = Vec::new();
    for (one, other) in people::names_beside(&told) {
        beside.push((name_hash(&one), things.push(other.as_bytes())?));
        beside.push((name_hash(&other), things.push(one.as_bytes())?));
    }
    beside.sort_unstable();
    let mut of_persons = Blobs::default();
    for (person, voices) in persons.into_iter().zip(own) {
        of_persons.push(&postcard::to_stdvec(&Entry { person, voices })?)?;
    }
    let mut of_notes = Blobs::default();
    for note in notes {
        of_notes.push(note.path.as_bytes())?;
    }
    let mut bytes = vec![0; 8];
    let counts = [
        of_voices.len(),
        named.len(),
        beside.len(),
        of_persons.ends.len(),
        of_notes.ends.len(),
        things.ends.len(),
    ];
    for count in counts {
        bytes.extend(u32::try_from(count)?.to_le_bytes());
    }
    for (hash, value) in of_voices.into_iter().chain(named).chain(beside) {
        bytes.extend(hash.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    let mut before = 0;
    for blobs in [&of_persons, &of_notes, &things] {
        for end in &blobs.ends {
            bytes.extend((before + end).to_le_bytes());
        }
        before += u32::try_from(blobs.bytes.len())?;
    }
    for blobs in [of_persons, of_notes, things] {
        bytes.extend(blobs.bytes);
    }
    let checksum = xxh3_64(&bytes[8..]);
    bytes[..8].copy_from_slice(&checksum.to_le_bytes());
    Ok(bytes)
}

/// Keys of the names at words of which some note does not tell whose they are.
fn unresolved(notes: &[NotePeople<'_>], voices: &[Voice]) -> HashSet<String> {
    let told: HashSet<(u32, &str)> = voices.iter().map(|of| (of.note, of.name.as_str())).collect();
    let names = (0..).zip(notes).flat_map(|(note, of)| {
        of.names.members.iter().flat_map(|member| &member.names).map(move |name| (note, name.text.as_str()))
    });
    names.filter(|name| !told.contains(name)).map(|(_, text)| people::name_key(text)).collect()
}

/// Blobs one after the other.
#[derive(Default)]
struct Blobs {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Blobs {
    /// The number of the blob.
    fn push(&mut self, blob: &[u8]) -> anyhow::Result<u32> {
        self.bytes.extend(blob);
        self.ends.push(u32::try_from(self.bytes.len())?);
        Ok(u32::try_from(self.ends.len() - 1)?)
    }
}

impl Names {
    /// Reads the tables' lengths.
    ///
    /// # Errors
    /// If the bytes are not those that [`encode`] made.
    pub(super) fn over(bytes: OwnedBytes) -> anyhow::Result<Names> {
        let damaged = "the names of the index are damaged; `townhall index --rebuild` makes them again";
        let (checksum, rest) = bytes.split_first_chunk::<8>().context(damaged)?;
        if u64::from_le_bytes(*checksum) != xxh3_64(rest) {
            bail!(damaged);
        }
        let mut starts = [8 + 4 * TABLES.len(); TABLES.len() + 1];
        for (table, width) in TABLES.iter().enumerate() {
            let count = u32_at(&bytes, 8 + 4 * table).context(damaged)?;
            starts[table + 1] = starts[table] + width * count as usize;
        }
        if starts[TABLES.len()] > bytes.len() {
            bail!(damaged);
        }
        Ok(Names { bytes, starts, shown: Mutex::default() })
    }

    /// The name to show of whoever is called so in a note.
    pub(super) fn shown(&self, note_path: &str, name: &str) -> anyhow::Result<Option<Arc<str>>> {
        let Some(person) = self.values(VOICES, voice(note_path, name)).next() else { return Ok(None) };
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shown.get(&person) {
            return Ok(Some(Arc::clone(known)));
        }
        let (name, _) = postcard::take_from_bytes::<&str>(self.blob(PERSONS, person)?)?;
        let name: Arc<str> = name.into();
        shown.insert(person, Arc::clone(&name));
        Ok(Some(name))
    }

    /// Who the library knows by this name; else whose Chinese name is read so.
    pub(super) fn named(&self, name: &str) -> Vec<PersonKey> {
        let AskedName { hash, pinyin } = people::asked_name(name);
        let having = |hash| self.values(NAMED, hash).map(PersonKey).collect::<Vec<_>>();
        match pinyin {
            Some(pinyin) => {
                Some(having(hash)).filter(|named| !named.is_empty()).unwrap_or_else(|| having(pinyin))
            }
            None => having(hash),
        }
    }

    /// Everybody with what they are found by, sorted by that.
    pub(super) fn found_by(&self) -> Vec<(u64, PersonKey)> {
        self.entries(NAMED).map(|(hash, person)| (hash, PersonKey(person))).collect()
    }

    /// The pairs of names that are one thing's.
    pub(super) fn things(&self) -> anyhow::Result<Vec<(String, String)>> {
        let blob = |thing| Ok::<_, anyhow::Error>(std::str::from_utf8(self.blob(THINGS, thing)?)?.to_owned());
        // The two names of each were written one after the other, the second first.
        let numbers = (0..self.count(THINGS) as u32 / 2).map(|pair| 2 * pair);
        numbers.map(|number| Ok((blob(number + 1)?, blob(number)?))).collect()
    }

    /// Other names of a thing.
    pub(super) fn beside(&self, name: &str) -> anyhow::Result<Vec<String>> {
        let blob = |thing| Ok(std::str::from_utf8(self.blob(THINGS, thing)?)?.to_owned());
        self.values(BESIDE, name_hash(name)).map(blob).collect()
    }

    /// How many persons there are.
    pub(super) fn len(&self) -> u32 {
        (self.count(PERSONS)) as u32
    }

    /// What the index has for a person's words.
    pub(super) fn voices(&self, key: PersonKey) -> anyhow::Result<Vec<u64>> {
        Ok(self.entry(key)?.voices)
    }

    /// What is known of a person.
    pub(super) fn person(&self, key: PersonKey) -> anyhow::Result<PersonFacts> {
        let Person { name, names, notes, days, joins } = self.entry(key)?.person;
        let path =
            |note: u32| Ok::<_, anyhow::Error>(std::str::from_utf8(self.blob(NOTES, note)?)?.to_owned());
        let names = names
            .into_iter()
            .map(|name| {
                let place = name.place.map(|(note, line)| Ok::<_, anyhow::Error>((path(note)?, line)));
                Ok(NameFacts {
                    text: name.text,
                    is_full: name.is_full,
                    notes: name.notes,
                    place: place.transpose()?,
                })
            })
            .collect::<anyhow::Result<_>>()?;
        let joins = joins
            .into_iter()
            .map(|join| {
                let evidence = match join.evidence {
                    Evidence::OwnList => JoinEvidence::OwnList,
                    Evidence::BuiltInList => JoinEvidence::BuiltInList,
                    Evidence::Note(note, line) => {
                        JoinEvidence::Notes { path: path(note)?, line, count: join.notes }
                    }
                    Evidence::Slip => JoinEvidence::Slip,
                    Evidence::Form => JoinEvidence::Form,
                };
                Ok(JoinFacts { one: join.one, other: join.other, evidence })
            })
            .collect::<anyhow::Result<_>>()?;
        let notes = notes.into_iter().map(path).collect::<anyhow::Result<_>>()?;
        Ok(PersonFacts { key, name, names, notes, days, joins })
    }

    /// All voices with the person whose each is.
    pub(super) fn all_voices(&self) -> HashMap<u64, u32> {
        self.entries(VOICES).collect()
    }

    /// The entries of a table of hashes.
    fn entries(&self, table: usize) -> impl Iterator<Item = (u64, u32)> {
        let entries = self.bytes[self.starts[table]..self.starts[table + 1]].chunks_exact(TABLES[table]);
        entries.filter_map(|entry| Some((u64_at(entry, 0)?, u32_at(entry, 8)?)))
    }

    fn entry(&self, key: PersonKey) -> anyhow::Result<Entry> {
        Ok(postcard::from_bytes(self.blob(PERSONS, key.0)?)?)
    }

    fn count(&self, table: usize) -> usize {
        (self.starts[table + 1] - self.starts[table]) / TABLES[table]
    }

    /// The values of a hash in a table.
    fn values(&self, table: usize, hash: u64) -> impl Iterator<Item = u32> {
        let entries = &self.bytes[self.starts[table]..self.starts[table + 1]];
        let width = TABLES[table];
        let hash_of = move |entry: usize| u64_at(entries, entry * width).unwrap_or(u64::MAX);
        let (mut low, mut high) = (0, self.count(table));
        while low < high {
            let middle = low.midpoint(high);
            if hash_of(middle) < hash { low = middle + 1 } else { high = middle }
        }
        let end = self.count(table);
        (low..end)
            .take_while(move |entry| hash_of(*entry) == hash)
            .filter_map(move |entry| u32_at(entries, entry * width + 8))
    }

    fn blob(&self, table: usize, number: u32) -> anyhow::Result<&[u8]> {
        let end_of = |position: usize| u32_at(&self.bytes, self.starts[PERSONS] + 4 * position);
        // The tables of ends lie side by side, and so do their blobs.
        let position = (self.starts[table] - self.starts[PERSONS]) / 4 + number as usize;
        let start = if position == 0 { Some(0) } else { end_of(position - 1) };
        let blobs = &self.bytes[self.starts[TABLES.len()]..];
        let (start, end) = start.zip(end_of(position)).context("a name that is not in the index")?;
        blobs.get(start as usize..end as usize).context("a name that is not in the index")
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
