//! A library as the doors see it: opened once, asked for records and topics.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};

use super::pushed::{self, EngineAccess};
use super::verdicts::{VerdictPlaces, Verdicts, predictions};
use jiff::Timestamp;

use crate::index::{self, Index, Notice};
use crate::library::{Library, Trouble};
use crate::model::Kind;
use crate::people::Known;
use crate::records::{Damage, Records};
use crate::render::{Entry, View};
use crate::search::Today;
use crate::topics::Vocabulary;

/// How to get at a library's records.
#[derive(Clone, Copy)]
pub struct Access<'a> {
    /// The folder for indexes; `None` for an index in memory.
    pub cache: Option<&'a Path>,
    /// Whether to look what changed among the notes.
    pub refresh: bool,
    /// Told how many notes have been read, and of how many; from several threads.
    pub progress: Option<&'a (dyn Fn(usize, usize) + Sync)>,
    /// The day from which 上周 and `last month` count.
    pub today: Today,
    /// Told when what is kept on disk turns out to be damaged: whoever asked then has to open the library again.
    pub damage: Option<&'a Damage>,
    /// Whether the library stays open while others do what they will to what is kept on disk.
    pub stays_open: bool,
    /// Where what became of predictions may be kept.
    pub verdicts: Option<&'a VerdictPlaces>,
    /// The search cluster that takes the place of the notes.
    pub engine: Option<&'a EngineAccess>,
}

/// An opened library.
pub struct Store<'l> {
    library: Cow<'l, Library>,
    records: Box<dyn Records>,
    today: Today,
    /// Made on first use: reading them takes longer than a search.
    topics: OnceCell<Topics>,
    places: VerdictPlaces,
    /// The text of verdicts that came with the records, and what to call it.
    pushed_verdicts: Option<(String, PathBuf)>,
    /// Read on first use: few answers have a prediction in them.
    verdicts: OnceCell<Verdicts>,
    /// Of the opening itself, without those of the topics.
    notices: Vec<String>,
    /// Whether notes were parsed, for which the topics were needed first.
    topics_came_first: bool,
    /// Why notes are missing, for each that could not be read.
    unread: Vec<String>,
    nothing_readable: bool,
    /// What came up while questions were answered.
    remarks: RefCell<Vec<String>>,
}

/// The topics of a library, and which of its own files could not be used.
struct Topics {
    vocabulary: Vocabulary,
    notices: Vec<String>,
}

/// What is to be said of a library beside any answer from it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    /// One a line, in the order in which they came up.
    pub notices: Vec<String>,
    /// Whether notes could not be read and there are no others.
    pub nothing_readable: bool,
}

impl<'l> Store<'l> {
    /// Opens a library.
    ///
    /// # Errors
    /// If the library can't be listed or there is no memory for an index.
    pub fn open(library: &'l Library, access: Access<'_>) -> anyhow::Result<Store<'l>> {
        let topics = OnceCell::new();
        let Access { cache, refresh, progress, today, damage, stays_open, verdicts, engine } = access;
        if let Some(engine) = engine {
            return Store::elsewhere(pushed::open(engine)?, today);
        }
        let vocabulary = || Ok(known(&topics, library)?.vocabulary.clone());
        let opening = index::Opening { cache, refresh, progress, damage, stays_open };
        let is_unknown = || cache.is_some_and(|cache| Index::is_unknown(cache, library));
        let was_unknown = !library.is_built_in() && is_unknown();
        let opened = Index::open_with(library, vocabulary, opening)?;
        let nothing_readable = opened.index.is_empty() && !opened.notices.is_empty();
        // Where nothing can be kept, each use would be the first.
        let first = (was_unknown && cache.is_some() && !is_unknown()).then(|| first_use(library));
        let notices = first.into_iter().chain(opened.notices.iter().map(ToString::to_string)).collect();
        let is_unread = |notice: &&Notice| matches!(notice, Notice::Unreadable { .. });
        let unread = opened.notices.iter().filter(is_unread).map(ToString::to_string).collect();
        Ok(Store {
            library: Cow::Borrowed(library),
            nothing_readable,
            records: Box::new(opened.index),
            today,
            topics_came_first: topics.get().is_some(),
            topics,
            places: verdicts.cloned().unwrap_or_default(),
            pushed_verdicts: None,
            verdicts: OnceCell::new(),
            notices,
            unread,
            remarks: RefCell::default(),
        })
    }

    /// A library as its index is kept; `None` where none is, or not of this version.
    pub fn kept(library: &'l Library, cache: &Path, today: Today, damage: &Damage) -> Option<Store<'l>> {
        let opened = Index::kept(library, cache, damage)?;
        Some(Store {
            library: Cow::Borrowed(library),
            nothing_readable: false,
            records: Box::new(opened.index),
            today,
            topics_came_first: false,
            topics: OnceCell::new(),
            places: VerdictPlaces::default(),
            pushed_verdicts: None,
            verdicts: OnceCell::new(),
            notices: Vec::new(),
            unread: Vec::new(),
            remarks: RefCell::default(),
        })
    }

    /// A library whose notes are not on this machine.
    fn elsewhere(pushed: pushed::Pushed, today: Today) -> anyhow::Result<Store<'l>> {
        let pushed::Pushed { library, records, verdicts } = pushed;
        Ok(Store {
            library: Cow::Owned(library),
            nothing_readable: false,
            records,
            today,
            topics_came_first: false,
            topics: OnceCell::new(),
            places: VerdictPlaces::default(),
            pushed_verdicts: verdicts,
            verdicts: OnceCell::new(),
            notices: Vec::new(),
            unread: Vec::new(),
            remarks: RefCell::default(),
        })
    }

    /// Whether the notes are not on this machine.
    pub fn is_elsewhere(&self) -> bool {
        self.library.is_elsewhere()
    }

    /// Whether a library that is kept elsewhere is as it was when it was opened. One that does not answer is: whoever asks for
    /// more is told.
    pub fn is_current(&self) -> bool {
        self.records.is_current().unwrap_or(true)
    }

    /// Says how old the records of a library are that is kept elsewhere.
    pub fn tell_age(&self, now: Timestamp) {
        if let Some(elsewhere) = self.records.elsewhere() {
            self.remark(pushed::age(&elsewhere, now));
        }
    }

    /// Says something of the library beside the answer, once.
    pub fn remark(&self, remark: String) {
        let mut remarks = self.remarks.borrow_mut();
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }

    /// Forgets what came up while questions were answered: of a library that stays open each answer tells its own.
    pub fn forget_remarks(&self) {
        self.remarks.borrow_mut().clear();
    }

    /// The day from which 上周 and `last month` count.
    pub fn today(&self) -> Today {
        self.today
    }

    /// The notes.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// What can be asked of it.
    pub fn records(&self) -> &dyn Records {
        &*self.records
    }

    /// The topics that the library is read with.
    ///
    /// # Errors
    /// If the built-in vocabulary is damaged, which a test rules out.
    pub fn vocabulary(&self) -> anyhow::Result<&Vocabulary> {
        Ok(&known(&self.topics, &self.library)?.vocabulary)
    }

    /// Whom lists of people name. What of the library's own can't be used was said when it was opened.
    pub(super) fn people_lists(&self) -> Known {
        known_people(&self.library).0
    }

    /// What became of the library's predictions.
    pub(super) fn verdicts(&self) -> &Verdicts {
        self.verdicts.get_or_init(|| {
            let verdicts = match &self.pushed_verdicts {
                Some((text, name)) => Verdicts::of_text(self.records(), text, name),
                None => Verdicts::of_library(self.records(), self.places.of(&self.library).as_ref()),
            };
            verdicts.faults.iter().for_each(|fault| self.remark(fault.clone()));
            for file in self.places.unread(&self.library) {
                self.remark(format!(
                    "{} is not read: these are several folders; `verdicts:` in the config file names one file for all",
                    file.display()
                ));
            }
            verdicts
        })
    }

    /// Adds to each prediction of a view what became of it. Without one no file is opened.
    pub(super) fn add_verdicts(&self, view: &mut View) {
        if predictions(view).next().is_some() {
            self.verdicts().add_to(view);
        }
    }

    /// Adds to a record, if it is a prediction, what became of it.
    pub fn add_verdict(&self, entry: &mut Entry) {
        if entry.record.kind() == Kind::Prediction {
            entry.verdict = self.verdicts().on(&entry.record.id).cloned();
        }
    }

    /// Whether these are more than the built-in ones.
    pub fn has_own_topics(&self) -> bool {
        self.library.vocabulary_key() != 0
    }

    /// Why notes are missing, for each that could not be read.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// What there is to say of it so far: asking for the topics may add to that.
    pub fn remarks(&self) -> Remarks {
        let topics = self.topics.get().map_or(&[][..], |topics| &topics.notices);
        let asked = self.remarks.borrow();
        let mut notices = match self.topics_came_first {
            true => [topics, &self.notices, &asked].concat(),
            false => [&self.notices, topics, &asked].concat(),
        };
        notices.extend(self.records.notices());
        Remarks { notices, nothing_readable: self.nothing_readable }
    }
}

/// Where the notes of a library lie that is read for the first time.
fn first_use(library: &Library) -> String {
    let absolute = |root: &PathBuf| std::path::absolute(root).unwrap_or_else(|_| root.clone());
    let roots: Vec<String> =
        library.roots().iter().map(|root| absolute(root).display().to_string()).collect();
    format!("first use of this library: {}", roots.join(", "))
}

/// The file that keeps what is wrong in the notes of a library.
pub(super) fn findings(library: &Library, cache: &Path) -> index::Beside {
    Index::findings(library, cache)
}

/// Says where a library lies that nobody has used before.
pub(super) fn first_use_of(library: &Library, cache: &Path) -> Option<String> {
    (!library.is_built_in() && Index::is_unknown(cache, library)).then(|| first_use(library))
}

/// Whom a library is told of, beside its notes, and which of its own lists could not be used.
pub fn known_people(library: &Library) -> (Known, Vec<Trouble>) {
    index::known_people(library)
}

/// The topics, made once.
fn known<'t>(made: &'t OnceCell<Topics>, library: &Library) -> anyhow::Result<&'t Topics> {
    if let Some(topics) = made.get() {
        return Ok(topics);
    }
    let (vocabulary, troubles) = library.vocabulary()?;
    let notices = troubles.into_iter().map(|trouble| format!("{}: {}", trouble.path, trouble.reason));
    Ok(made.get_or_init(|| Topics { vocabulary, notices: notices.collect() }))
}
