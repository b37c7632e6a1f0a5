//! The index: every record of every note as one document of a tantivy index, kept on disk between commands.
//!
//! What can be asked of it, the trait [`Records`](crate::records::Records) says; what a query means, and how good an
//! answer is in the end, is up to `search`. This is the only place that names tantivy, and all that leaves it are
//! records.
//!
//! | file | |
//! |---|---|
//! | `schema` | the fields |
//! | `tokenizers` | terms as tantivy takes them |
//! | `document` | from a note to documents and back |
//! | `columns` | where a document stands in its note |
//! | `tree` | notes and headings as runs of documents |
//! | `runs` | such runs as queries |
//! | `stored` | what documents store, read back |
//! | `backlog` | what has been parsed and is not indexed yet |
//! | `build` | reads, parses and writes notes, in parallel |
//! | `manifest` | which files an index was made from |
//! | `sums` | checksums of blocks |
//! | `directory` | the files on disk, and how damage is seen |
//! | `cache` | the folder: freshness, repair |
//! | `lock` | who writes there |
//! | `beside` | what commands keep beside an index |
//! | `state` | what can be said of an index without opening it for answers |
//! | `kept` | what each note tells of names |
//! | `names` | who is who in the library |
//! | `name_files` | both of these on disk |
//! | `records` | what can be asked of it |
//! | `filter` | filters as queries |
//! | `literal` | literal runs as queries |
//! | `lexicon`, `pairs`, `lexicons` | the words and the pairs of characters of a segment, and where both are kept |
//! | `walk` | records one after the other |
//! | `counts` | how many records there are of what |
//! | `days` | how much there is of each day |
//! | `look_up` | candidates for a query |
//! | `dictionary` | what its words are like |
//! | `statistics` | what ranking counts |

mod backlog;
mod beside;
mod build;
mod cache;
mod columns;
mod counts;
mod days;
mod dictionary;
mod directory;
mod document;
mod filter;
mod kept;
mod lexicon;
mod lexicons;
mod literal;
mod lock;
mod look_up;
mod manifest;
mod name_files;
mod names;
mod pairs;
mod records;
mod runs;
mod schema;
mod state;
mod statistics;
mod stored;
mod sums;
#[cfg(test)]
mod test;
mod tokenizers;
mod tree;
mod walk;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::{Context, bail};
use tantivy::directory::{OwnedBytes, RamDirectory};
use tantivy::postings::TermInfo;
use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyError};

pub use beside::Beside;
pub use name_files::known as known_people;
pub use state::{IndexState, OnDisk};

use build::Work;
use columns::Columns;
use directory::{Reader, SealedDirectory};
use kept::KeptNote;
use lexicon::Lexicon;
use name_files::NameFiles;
use names::Names;
use pairs::Pairs;
use schema::Fields;
use statistics::Statistics;
use stored::StoredValues;

use crate::analysis::Slot;
use crate::library::{Library, Listing, Trouble};
use crate::model::{Body, Kind, ParsedNote, Record, RecordId};
use crate::people::Known;
use crate::records::{Damage, NoteFacts, Stored};
use crate::topics::Vocabulary;

/// What is wrong with a document that the index did not write.
const LACKS_FIELD: &str = "a document of the index lacks a field";

/// The records of a library, ready to be asked.
pub struct Index {
    fields: Fields,
    searcher: Searcher,
    statistics: Statistics,
    /// Of each segment, once they are needed.
    columns: Vec<OnceLock<Columns>>,
    beside_segments: Vec<BesideSegment>,
    /// Where it lies, if that is on disk.
    files: Option<SealedDirectory>,
    known: runs::Known,
    facts_met: Mutex<HashMap<DocAddress, Arc<NoteFacts>>>,
    names_at: NamesAt,
}

/// What is kept beside a segment, each once it is needed.
#[derive(Default)]
struct BesideSegment {
    words: OnceLock<Lexicon>,
    pairs: OnceLock<Pairs>,
    /// The terms that fill a slot of a run.
    terms: Mutex<HashMap<Slot, Arc<[TermInfo]>>>,
}

/// The names of an index.
struct NamesAt {
    source: NamesSource,
    /// Once they are needed.
    names: OnceLock<Names>,
}

/// Where the names of an index are.
enum NamesSource {
    /// In files beside it, which are held from its opening on: a later commit takes them away.
    Files {
        /// What each note tells.
        kept: OwnedBytes,
        /// What comes of it.
        names: OwnedBytes,
    },
    /// In memory, as the index is.
    Memory(Vec<KeptNote>),
}

/// Told how many notes have been read, and of how many; from several threads.
pub type TellProgress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// How to open an index.
#[derive(Clone, Copy)]
pub struct Opening<'a> {
    /// The folder for indexes; `None` for an index in memory.
    pub cache: Option<&'a Path>,
    /// Whether to look at the notes. If not, the index is as it was committed last, if it ever was.
    pub refresh: bool,
    /// Told how reading goes.
    pub progress: Option<TellProgress<'a>>,
    /// Told when the index on disk turns out to be damaged. What was asked for then has failed, and the next opening
    /// makes the index again.
    pub damage: Option<&'a Damage>,
    /// Whether the reader stays open, be it for hours: then nothing that becomes of its files meanwhile brings it down. A command
    /// that is done in milliseconds starts faster without.
    pub stays_open: bool,
}

/// An index and what its reader should be told.
pub struct Opened {
    /// The index.
    pub index: Index,
    /// For stderr, in no particular order.
    pub notices: Vec<Notice>,
}

/// Something that a reader should know but that stopped nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// A note, or a folder of them, could not be read and is missing from the answers.
    Unreadable {
        /// The note or the folder, as shown.
        path: String,
        /// Why.
        reason: String,
        /// Whether the system failed to give it, so that it may be there the next time, whatever its stamp.
        passing: bool,
    },
    /// Another process is bringing the index up to date; answers are those of its last state.
    Busy,
}

impl From<Trouble> for Notice {
    fn from(Trouble { path, reason }: Trouble) -> Self {
        Notice::Unreadable { path, reason, passing: false }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Unreadable { path, reason, .. } => write!(formatter, "cannot read {path}: {reason}"),
            Notice::Busy => {
                formatter.write_str("another process is updating the index; the latest edits may be missing")
            }
        }
    }
}

impl Index {
    /// Opens the index of a library and brings it up to date, in the folder `cache` if that can be used and in
    /// memory otherwise.
    ///
    /// The vocabulary is asked for only when notes must be parsed.
    ///
    /// # Errors
    /// If the library can't be listed, the vocabulary can't be built, or there is no memory for an index.
    pub fn open(
        library: &Library,
        vocabulary: impl FnOnce() -> anyhow::Result<Vocabulary>,
        cache: Option<&Path>,
    ) -> anyhow::Result<Opened> {
        let opening = Opening { cache, refresh: true, progress: None, damage: None, stays_open: false };
        Self::open_with(library, vocabulary, opening)
    }

    /// The index of a library as it is kept, whatever changed among the notes; `None` where none is.
    pub fn kept(library: &Library, cache: &Path, damage: &Damage) -> Option<Opened> {
        let reader = Reader { damage: damage.clone(), stays_open: false };
        cache::as_it_is(&cache::folder(cache, library), &Fields::new(), &reader)
    }

    /// The file beside the index of a library that holds what is wrong in its notes.
    pub fn findings(library: &Library, cache: &Path) -> Beside {
        Beside::of(library, cache, beside::FINDINGS)
    }

    /// Whether nothing was ever kept of a library in the folder for indexes.
    pub fn is_unknown(cache: &Path, library: &Library) -> bool {
        cache::is_unknown(cache, library)
    }

    /// [`Index::open`] with more to say about how.
    ///
    /// # Errors
    /// As for [`Index::open`].
    pub fn open_with(
        library: &Library,
        vocabulary: impl FnOnce() -> anyhow::Result<Vocabulary>,
        opening: Opening<'_>,
    ) -> anyhow::Result<Opened> {
        let fields = Fields::new();
        let damage = opening.damage.cloned().unwrap_or_default();
        let reader = Reader { damage, stays_open: opening.stays_open };
        let folder = opening.cache.map(|cache| cache::folder(cache, library));
        if let Some(folder) = folder.as_ref().filter(|_| !opening.refresh)
            && let Some(found) = cache::as_it_is(folder, &fields, &reader)
        {
            return Ok(found);
        }
        let Listing { mut sources, troubles } = library.sources()?;
        let mut notices: Vec<Notice> = troubles.into_iter().map(Notice::from).collect();
        sources.sort_by(|one, other| (&one.path, one.root).cmp(&(&other.path, other.root)));
        let mut make = Some(vocabulary);
        let mut made = None;
        let mut vocabulary = || -> anyhow::Result<Vocabulary> {
            if let Some(make) = make.take() {
                made = Some(make()?);
            }
            made.clone().context("the topic vocabulary could not be built")
        };
        let progress = opening.progress;
        if let Some(folder) = folder
            && let Some(mut found) = cache::open(
                &folder,
                &fields,
                library,
                &sources,
                &mut vocabulary,
                (opening.progress, &reader),
            )?
        {
            found.notices.append(&mut notices);
            return Ok(found);
        }
        let vocabulary = vocabulary()?;
        let index = build::create(&fields, RamDirectory::create())?;
        let read = sources.iter().collect();
        let work = Work {
            library,
            vocabulary: &vocabulary,
            fields: &fields,
            gone: Vec::new(),
            read,
            known: Vec::new(),
            progress,
        };
        let (known, troubles) = name_files::known(library);
        notices.extend(troubles.into_iter().map(Notice::from));
        let mut names = None;
        notices.extend(build::write(&index, &work, |_, told| {
            names = Some(NamesAt::in_memory(kept::changed(Vec::new(), &[], told), &known)?);
            Ok(String::new())
        })?);
        let names = names.context("the names of the notes were not worked out")?;
        Ok(Opened { index: Index::over(&index, &fields, None, names)?, notices })
    }

    /// An index in memory of notes that are parsed already, each with its path within the library.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn of_notes<'a>(notes: impl IntoIterator<Item = (&'a str, &'a ParsedNote)>) -> anyhow::Result<Index> {
        let fields = Fields::new();
        let index = build::create(&fields, RamDirectory::create())?;
        let told = build::write_parsed(&index, &fields, notes)?;
        let names = NamesAt::in_memory(kept::changed(Vec::new(), &[], told), &Known::built_in())?;
        Ok(Index::over(&index, &fields, None, names)?)
    }

    fn in_order(&self, addresses: impl IntoIterator<Item = DocAddress>) -> anyhow::Result<Vec<Stored>> {
        let mut addresses: Vec<_> = addresses.into_iter().collect();
        addresses.sort();
        let mut of: Option<(DocAddress, Arc<NoteFacts>)> = None;
        let mut stored = Vec::with_capacity(addresses.len());
        for address in addresses {
            let note = self.note_address(address)?;
            let facts = match of.take().filter(|(known, _)| *known == note) {
                Some((_, facts)) => facts,
                None => self.facts(note)?,
            };
            stored.push(self.stored(self.record(address)?, Arc::clone(&facts))?);
            of = Some((note, facts));
        }
        stored.sort_by(|one, other| one.place().cmp(&other.place()));
        Ok(stored)
    }

    fn load(&self, address: DocAddress) -> anyhow::Result<Stored> {
        let note = self.facts(self.note_address(address)?)?;
        self.stored(self.record(address)?, note)
    }

    /// A record with who says it; one of what nobody says with those who take part, each once.
    fn stored(&self, mut record: Record, mut note: Arc<NoteFacts>) -> anyhow::Result<Stored> {
        let person = match record.speaker() {
            Some(speaker) => self.names()?.shown(&note.note_path, speaker)?,
            None => None,
        };
        let is_by_all = matches!(record.kind(), Kind::Note | Kind::Section | Kind::Term);
        if is_by_all && note.speakers.len() > 1 {
            let speakers = self.each_once(&note.note_path, &note.speakers)?;
            if speakers.len() < note.speakers.len() {
                if let Body::Note(body) = &mut record.body {
                    body.speakers = speakers.clone();
                }
                Arc::make_mut(&mut note).speakers = speakers;
            }
        }
        Ok(Stored { record, note, person })
    }

    /// The names of a cast without further ones of the same person. The name that is shown goes before another.
    fn each_once(&self, note_path: &str, names: &[String]) -> anyhow::Result<Vec<String>> {
        let mut kept: Vec<(Option<Arc<str>>, &String)> = Vec::with_capacity(names.len());
        for name in names {
            let person = self.names()?.shown(note_path, name)?;
            match kept.iter_mut().find(|(known, _)| person.is_some() && *known == person) {
                Some((_, known)) if person.as_deref() == Some(name) => *known = name,
                Some(_) => {}
                None => kept.push((person, name)),
            }
        }
        Ok(kept.into_iter().map(|(_, name)| name.clone()).collect())
    }

    /// Who is who, read when it is first asked for.
    fn names(&self) -> anyhow::Result<&Names> {
        let NamesAt { source, names } = &self.names_at;
        if let Some(names) = names.get() {
            return Ok(names);
        }
        let NamesSource::Files { names: file, .. } = source else {
            bail!("the names of an index in memory were not kept")
        };
        let read = Names::over(file.clone()).inspect_err(|_| self.meet_damage())?;
        Ok(names.get_or_init(|| read))
    }

    /// Makes sure that nothing on disk is damaged.
    fn check(&self) -> anyhow::Result<()> {
        if let Some(files) = &self.files {
            files.check()?;
        }
        self.names().map(drop)
    }

    /// Tells that the files are damaged.
    fn meet_damage(&self) {
        if let Some(files) = &self.files {
            files.meet_damage();
        }
    }

    /// What was told of names, note by note.
    fn kept_notes(&self) -> anyhow::Result<Cow<'_, [KeptNote]>> {
        match &self.names_at.source {
            NamesSource::Memory(notes) => Ok(Cow::Borrowed(notes)),
            NamesSource::Files { kept, .. } => Ok(Cow::Owned(kept::decode(kept)?)),
        }
    }
    /// The document of the note that a document's record is of.
    fn note_address(&self, address: DocAddress) -> tantivy::Result<DocAddress> {
        let note = self.columns(address.segment_ord)?.note(address.doc_id);
        Ok(DocAddress::new(address.segment_ord, note))
    }

    fn record(&self, address: DocAddress) -> anyhow::Result<Record> {
        let columns = self.columns(address.segment_ord)?;
        let id = RecordId::from_number(columns.id.first(address.doc_id).unwrap_or_default());
        let order = columns.ordinal(address.doc_id);
        let mut stored: StoredValues = self.searcher.doc(address)?;
        let text = stored.take_text(self.fields.text);
        let text = text.context("a document of the index lacks its record's words")?;
        let bytes = stored.take_bytes(self.fields.stored).context(LACKS_FIELD)?;
        document::decode(&bytes, text, id, order).context("a document of the index holds no record")
    }

    /// What is known of a note. The hits of a search are often of few notes, so those met last are kept.
    fn facts(&self, note: DocAddress) -> anyhow::Result<Arc<NoteFacts>> {
        const KEPT: usize = 64;
        let mut met = self.facts_met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = met.get(&note) {
            return Ok(Arc::clone(facts));
        }
        let mut stored: StoredValues = self.searcher.doc(note)?;
        let bytes = stored.take_bytes(self.fields.facts).context(LACKS_FIELD)?;
        let facts =
            document::decode_facts(&bytes).context("a document of the index tells nothing of its note")?;
        let facts = Arc::new(facts);
        if met.len() >= KEPT {
            met.clear();
        }
        met.insert(note, Arc::clone(&facts));
        Ok(facts)
    }

    fn columns(&self, segment: u32) -> tantivy::Result<&Columns> {
        let slot = &self.columns[segment as usize];
        if slot.get().is_none() {
            let columns = Columns::open(self.searcher.segment_reader(segment))?;
            // Another thread may have been faster, with the same.
            let _ = slot.set(columns);
        }
        slot.get().ok_or_else(|| TantivyError::InternalError("columns were set and are not there".into()))
    }

    /// What was committed to an index; `files` is where it lies, if that is on disk.
    fn over(
        index: &tantivy::Index,
        fields: &Fields,
        files: Option<&SealedDirectory>,
        names_at: NamesAt,
    ) -> tantivy::Result<Index> {
        let searcher = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
        let columns = searcher.segment_readers().iter().map(|_| OnceLock::new()).collect();
        let beside_segments = searcher.segment_readers().iter().map(|_| BesideSegment::default()).collect();
        let statistics = Statistics::of(&searcher);
        Ok(Index {
            fields: fields.clone(),
            searcher,
            statistics,
            columns,
            beside_segments,
            files: files.cloned(),
            known: runs::Known::default(),
            facts_met: Mutex::default(),
            names_at,
        })
    }
}

impl NamesAt {
    fn in_memory(notes: Vec<KeptNote>, known: &Known) -> anyhow::Result<NamesAt> {
        let names = Names::over(OwnedBytes::new(names::encode(&notes, known)?))?;
        Ok(NamesAt { source: NamesSource::Memory(notes), names: OnceLock::from(names) })
    }

    /// What a commit refers to, unless a later one has taken it away.
    fn on_disk(files: &NameFiles, directory: &SealedDirectory) -> Option<NamesAt> {
        let kept = directory.bytes(Path::new(&files.kept))?;
        let names = directory.bytes(Path::new(&files.names))?;
        Some(NamesAt { source: NamesSource::Files { kept, names }, names: OnceLock::new() })
    }
}
