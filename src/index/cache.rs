//! The index on disk: one folder per library and per build of the program, always safe to delete.
//!
//! *Staleness* is impossible because the folder's name covers the library and everything in the program that
//! decides an index's content, and the commit's payload names the manifest of the files it was made from.
//! *Readers need no lock*: what a commit refers to is never changed afterwards, only deleted once a later commit
//! replaced it, and a reader that loses this race looks again. *Writers* hold a lock (see `lock`) that the system takes
//! back when a process dies, so a kill leaves at most files that nobody refers to. *Damage* of any kind (see
//! `directory`) makes the folder as good as empty.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use xxhash_rust::xxh3::Xxh3;

use super::build::{self, Work};
use super::directory::{Reader, SealedDirectory, is_draft, replace};
use super::kept::{self, KeptNote};
use super::lock::{self, Lock};
use super::manifest::{self, Difference, Manifest};
use super::name_files::{self, NameFiles};
use super::schema::Fields;
use super::{Index, NamesAt, Notice, Opened, TellProgress, pairs, tokenizers};
use crate::library::{Library, Source};
use crate::topics::Vocabulary;

/// How long to wait for another process that is bringing the index up to date, which takes far less as a rule, before
/// the older state has to do.
const BRIEFLY: Duration = Duration::from_secs(2);
/// How often a reader looks for a whole index, where a writer may take away what it is just opening.
const LOOKS: usize = 3;
/// How many folders of other builds of the program stay beside ours.
const OTHER_BUILDS: usize = 2;
/// So many unreadable notes are remembered from one command to the next.
const MOST_UNREAD: usize = 1000;

/// An index as somebody committed it.
struct Committed {
    index: Index,
    directory: SealedDirectory,
    manifest: String,
    /// What there was to say of its notes.
    notices: Vec<Notice>,
}

/// The index that was committed last, however old.
pub(super) fn as_it_is(folder: &Path, fields: &Fields, reader: &Reader) -> Option<Opened> {
    (0..LOOKS).find_map(|_| committed(folder, fields, reader)).map(Committed::opened)
}

/// The index that was committed last, with the name of its manifest.
pub(super) fn committed_with_manifest(
    folder: &Path,
    fields: &Fields,
    reader: &Reader,
) -> Option<(Index, String)> {
    (0..LOOKS).find_map(|_| committed(folder, fields, reader)).map(|found| (found.index, found.manifest))
}

/// Removes an index, unless somebody is writing it.
pub(super) fn remove(folder: &Path) -> std::io::Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    match Lock::take(folder)? {
        Some(_lock) => clear(folder),
        None => Err(std::io::Error::other("another process is updating it")),
    }
}

/// A library's folder below the cache folder.
pub(super) fn folder(cache: &Path, library: &Library) -> PathBuf {
    let mut hash = Xxh3::new();
    hash.update(env!("TOWNHALL_FINGERPRINT").as_bytes());
    hash.update(tantivy::version_string().as_bytes());
    hash.update(&library.vocabulary_key().to_le_bytes());
    cache.join(library.key()).join(format!("{:016x}", hash.digest()))
}

/// Whether nothing was ever kept of a library in the folder for indexes, by this build of the program or another.
pub(super) fn is_unknown(cache: &Path, library: &Library) -> bool {
    !cache.join(library.key()).exists()
}

/// The library's index, brought up to date if it can be; `None` if there is none and nothing can be written there.
///
/// # Errors
/// If the vocabulary can't be built.
pub(super) fn open(
    folder: &Path,
    fields: &Fields,
    library: &Library,
    sources: &[Source],
    vocabulary: &mut dyn FnMut() -> anyhow::Result<Vocabulary>,
    (progress, reader): (Option<TellProgress<'_>>, &Reader),
) -> anyhow::Result<Option<Opened>> {
    let manifest = Manifest::of(sources, library.people_key());
    let seen = committed(folder, fields, reader);
    if seen.as_ref().is_some_and(|seen| seen.is_of(&manifest, library, sources)) {
        return Ok(seen.map(Committed::opened));
    }
    let started = Instant::now();
    let _lock = loop {
        match Lock::take(folder) {
            Ok(Some(lock)) => break lock,
            Err(_) => return Ok(None),
            Ok(None) => match committed(folder, fields, reader) {
                Some(found) if found.is_of(&manifest, library, sources) => return Ok(Some(found.opened())),
                Some(mut older) if started.elapsed() > BRIEFLY || lock::is_silent(folder) => {
                    older.notices.push(Notice::Busy);
                    return Ok(Some(older.opened()));
                }
                Some(_) => thread::sleep(Duration::from_millis(2)),
                // Somebody is making the first index, or has been stopped in the middle of it.
                None if lock::is_silent(folder) => return Ok(None),
                None => thread::sleep(Duration::from_millis(5)),
            },
        }
    };
    let seen = committed(folder, fields, reader);
    if seen.as_ref().is_some_and(|seen| seen.is_of(&manifest, library, sources)) {
        return Ok(seen.map(Committed::opened));
    }
    let vocabulary = vocabulary()?;
    let progress: TellProgress<'_> = &|done, all| {
        if let Some(progress) = progress {
            progress(done, all);
        }
    };
    let job = Job {
        folder,
        fields,
        library,
        sources,
        manifest: &manifest,
        vocabulary: &vocabulary,
        progress,
        reader,
    };
    if let Some(refreshed) = seen.and_then(|seen| job.refresh(seen).ok()) {
        return Ok(Some(refreshed));
    }
    let made = job.rebuild();
    if made.is_err() {
        // The next command must not find half an index; if even that fails it will see that there is no commit.
        let _ = clear(folder);
    }
    Ok(made.ok())
}

impl Committed {
    /// Whether it says what the notes say now: whether it was made from these files, and none of those that the system
    /// failed to give then can be read now.
    fn is_of(&self, manifest: &Manifest, library: &Library, sources: &[Source]) -> bool {
        let passing = passing(&self.notices);
        self.manifest == manifest.name
            && (passing.is_empty()
                || !sources
                    .iter()
                    .any(|source| passing.contains(source.shown.as_str()) && library.read(source).is_ok()))
    }

    fn opened(self) -> Opened {
        Opened { index: self.index, notices: self.notices }
    }
}

/// The notes that the system failed to give, as they are shown.
fn passing<'n>(notices: &'n [Notice]) -> HashSet<&'n str> {
    let passing = |notice: &'n Notice| match notice {
        Notice::Unreadable { path, passing: true, .. } => Some(path.as_str()),
        _ => None,
    };
    notices.iter().filter_map(passing).collect()
}

/// What becomes of an index.
#[derive(Default)]
struct Changes<'a> {
    /// What was told of names before.
    before: Vec<KeptNote>,
    /// Paths of notes whose documents must go.
    gone: Vec<String>,
    /// Sources to read.
    read: Vec<&'a Source>,
    /// What is known of notes that are not read again.
    known: Vec<Notice>,
}

/// What the holder of the lock works on.
struct Job<'a> {
    folder: &'a Path,
    fields: &'a Fields,
    library: &'a Library,
    sources: &'a [Source],
    manifest: &'a Manifest,
    vocabulary: &'a Vocabulary,
    progress: TellProgress<'a>,
    reader: &'a Reader,
}

impl Job<'_> {
    fn refresh(&self, seen: Committed) -> anyhow::Result<Opened> {
        let before = manifest::read(self.folder, &seen.manifest)?;
        let mut difference = Difference::between(&before, self.manifest);
        let passing = passing(&seen.notices);
        let again = |source: &Source| passing.contains(source.shown.as_str());
        let again = self.sources.iter().enumerate().filter(|(_, source)| again(source));
        difference.read.extend(again.map(|(position, _)| position));
        difference.read.sort_unstable();
        difference.read.dedup();
        let read = difference.read.iter().map(|&position| &self.sources[position]).collect();
        let gone = difference.gone.iter().map(|path| manifest::unescape(path)).collect();
        let known = self.still_true(seen.notices, &difference);
        let before = seen.index.kept_notes()?.into_owned();
        self.write(seen.index.searcher.index(), &seen.directory, Changes { before, gone, read, known })
    }

    /// Of what was said of notes before, what holds for those that are there and are not read again.
    fn still_true(&self, before: Vec<Notice>, difference: &Difference) -> Vec<Notice> {
        if before.is_empty() {
            return before;
        }
        let mut same: HashSet<&str> = self.sources.iter().map(|source| source.shown.as_str()).collect();
        for &position in &difference.read {
            same.remove(self.sources[position].shown.as_str());
        }
        let holds = |notice: &Notice| matches!(notice, Notice::Unreadable { path, .. } if same.contains(path.as_str()));
        before.into_iter().filter(holds).collect()
    }

    fn rebuild(&self) -> anyhow::Result<Opened> {
        clear(self.folder)?;
        self.reader.damage.forget();
        let directory = SealedDirectory::open(self.folder, self.reader)?;
        let index = build::create(self.fields, directory.clone())?;
        let changes = Changes { read: self.sources.iter().collect(), ..Changes::default() };
        let found = self.write(&index, &directory, changes)?;
        drop_other_builds(self.folder);
        Ok(found)
    }

    fn write(
        &self,
        index: &tantivy::Index,
        directory: &SealedDirectory,
        changes: Changes<'_>,
    ) -> anyhow::Result<Opened> {
        let Job { folder, fields, library, vocabulary, manifest, progress, .. } = *self;
        let Changes { before, gone, read, known } = changes;
        let went = gone.clone();
        let (people, troubles) = name_files::known(library);
        let known = known.into_iter().chain(troubles.into_iter().map(Notice::from)).collect();
        replace(&folder.join(&manifest.name), manifest.content.as_bytes())?;
        let progress = Some(progress);
        let work = Work { library, vocabulary, fields, gone, read, known, progress };
        let mut files = None;
        let notices = build::write(index, &work, |notices, told| {
            let written = NameFiles::write(folder, &kept::changed(before, &went, told), &people)?;
            let payload = payload(&manifest.name, &written, notices);
            files = Some(written);
            Ok(payload)
        })?;
        let files = files.context("the names of the notes were not written")?;
        let names = NamesAt::on_disk(&files, directory).context("the names of the notes are gone")?;
        let written = Index::over(index, fields, Some(directory), names)?;
        keep_lexicons(folder, &written);
        drop_old(folder, index, &manifest.name);
        files.drop_others(folder);
        // A seal too many does no harm.
        let _ = directory.drop_old_seals();
        Ok(Opened { index: written, notices })
    }
}

/// The index that was committed to a folder, if it is whole and ours.
fn committed(folder: &Path, fields: &Fields, reader: &Reader) -> Option<Committed> {
    let directory = SealedDirectory::open(folder, reader).ok()?;
    if !directory.is_whole() {
        return None;
    }
    let mut index = tantivy::Index::open(directory.clone()).ok()?;
    index.set_tokenizers(tokenizers::tokenizers());
    let (manifest, files, notices) = from_payload(&index.load_metas().ok()?.payload?)?;
    if index.schema() != fields.schema {
        return None;
    }
    let names = NamesAt::on_disk(&files, &directory)?;
    let index = Index::over(&index, fields, Some(&directory), names).ok()?;
    Some(Committed { index, directory, manifest, notices })
}

/// What is committed with an index: the names of its manifest and of the files with its names, and which notes could not be read, so that every command can
/// name them.
fn payload(manifest: &str, files: &NameFiles, notices: &[Notice]) -> String {
    let unread: Vec<(&str, &str, bool)> = notices
        .iter()
        .filter_map(|notice| match notice {
            Notice::Unreadable { path, reason, passing } => Some((path.as_str(), reason.as_str(), *passing)),
            Notice::Busy => None,
        })
        .take(MOST_UNREAD)
        .collect();
    // Strings and truth values always make JSON.
    let NameFiles { kept, names } = files;
    format!("{manifest} {kept} {names}\n{}", serde_json::to_string(&unread).unwrap_or_default())
}

fn from_payload(payload: &str) -> Option<(String, NameFiles, Vec<Notice>)> {
    let (files, unread) = payload.split_once('\n')?;
    let unread: Vec<(String, String, bool)> = serde_json::from_str(unread).ok()?;
    let notices =
        unread.into_iter().map(|(path, reason, passing)| Notice::Unreadable { path, reason, passing });
    let mut files = files.split(' ').map(str::to_owned);
    let (manifest, kept, names) = (files.next()?, files.next()?, files.next()?);
    Some((manifest, NameFiles { kept, names }, notices.collect()))
}

/// Empties a folder of all but its lock.
fn clear(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name() == lock::NAME {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes the words and pairs of large segments beside them. Failing is harmless: they can be read from the segment too.
fn keep_lexicons(folder: &Path, index: &Index) {
    for (file, bytes) in index.missing_lexicons(|file| folder.join(file).exists()).unwrap_or_default() {
        let _ = replace(&folder.join(file), &bytes);
    }
}

/// Removes the manifests of earlier commits, the words of their segments, and drafts that a kill left. Failing is
/// harmless: nothing refers to them.
fn drop_old(folder: &Path, index: &tantivy::Index, current: &str) {
    let segments = index.searchable_segment_ids().unwrap_or_default();
    let is_of_segment = |file: &Path| {
        segments.iter().any(|segment| file.file_stem().is_some_and(|stem| *stem == *segment.uuid_string()))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.path();
        let name = entry.file_name();
        let is_manifest =
            name.to_str().is_some_and(|name| name.starts_with(manifest::PREFIX) && name != current);
        let is_lexicon = file.extension().is_some_and(pairs::is_kept);
        if is_manifest || name.to_str().is_some_and(is_draft) || is_lexicon && !is_of_segment(&file) {
            let _ = fs::remove_file(file);
        }
    }
}

/// Whether a folder's name is one that [`folder`] gives.
fn is_of_a_build(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.len() == 16 && name.iter().all(u8::is_ascii_hexdigit)
}

/// Removes what builds of the program left that were replaced long ago. Failing is harmless.
fn drop_other_builds(folder: &Path) {
    let Some(parent) = folder.parent() else { return };
    let mut others: Vec<_> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path() != folder && is_of_a_build(&entry.file_name()))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    others.sort();
    let surplus = others.len().saturating_sub(OTHER_BUILDS);
    for (_, path) in others.into_iter().take(surplus) {
        // Another build of the program may be at work there.
        if let Ok(Some(_lock)) = Lock::take(&path) {
            let _ = fs::remove_dir_all(path);
        }
    }
}
