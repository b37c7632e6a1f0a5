//! The files of an index on disk, sealed so that damage is seen before anything is read.
//!
//! It is tantivy's memory-mapped directory with four changes. Writing does not wait for the disk (`fsync`), see below.
//! Whoever stays open copies what it reads (see `sums`), as a file that is shortened while it is mapped ends the process.
//! Locks are not tantivy's but one of our own (see `lock`), so that readers need none and a read-only folder can be read.
//! And every commit is sealed: just before `meta.json` is replaced, the sizes and modification times of all files that
//! it refers to, and the checksums of their blocks (see `sums`), are written to `seal-HASH`, named by the hash of the new
//! `meta.json`. A reader that finds any file changed, shortened or gone treats the index as damaged, and one that meets a
//! damaged block takes the seal away, so that the next opening makes the index again; because the name ties both together,
//! no reader can take the seal of one commit for that of another.
//!
//! ```text
//! seal = count LF ( name SP size SP time LF ){count} sum* sum      ; the last is that of all before it
//! ```
//!
//! After a *kill* the system still has all that was written, so the order of writing is enough. After a *power cut* any
//! file may lack what was written last. Waiting for the disk before each commit would take longer than the refresh
//! itself, and a cache can be made again, so this is left to be recognised as any other damage is: `meta.json` by its hash,
//! the seal by its last sum, other files by their size and their blocks.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

use serde::Deserialize;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use xxhash_rust::xxh3::xxh3_64;

use super::pairs;
use super::sums::{self, CheckedFile, Summing};
use crate::records::Damage;

const META: &str = "meta.json";
const SEAL: &str = "seal-";

/// A folder that holds an index.
#[derive(Debug, Clone)]
pub(super) struct SealedDirectory {
    mapped: MmapDirectory,
    folder: PathBuf,
    files: Arc<Mutex<HashMap<PathBuf, SummedFile>>>,
    reader: Reader,
}

/// Who reads the files of an index.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader {
    /// Told of damage.
    pub(super) damage: Damage,
    /// Whether it stays open: then files are copied rather than mapped (see `sums`).
    pub(super) stays_open: bool,
}

/// A file of tantivy's.
#[derive(Debug, Clone)]
struct SummedFile {
    /// Of its blocks.
    sums: Arc<[u64]>,
    /// Once it has been opened.
    open: Option<Arc<CheckedFile>>,
}

impl SealedDirectory {
    pub(super) fn open(folder: &Path, reader: &Reader) -> Result<Self, OpenDirectoryError> {
        let (mapped, folder) = (MmapDirectory::open(folder)?, folder.to_owned());
        Ok(SealedDirectory { mapped, folder, files: Arc::default(), reader: reader.clone() })
    }

    fn files(&self) -> MutexGuard<'_, HashMap<PathBuf, SummedFile>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes of a file that lies beside those of tantivy, if it is there. It has a checksum of its own.
    pub(super) fn bytes(&self, file: &Path) -> Option<OwnedBytes> {
        if self.reader.stays_open {
            return read(&self.folder.join(file)).ok().map(OwnedBytes::new);
        }
        is_file(&self.folder.join(file)).ok()?;
        let handle = self.mapped.get_file_handle(file).ok()?;
        handle.read_bytes(0..handle.len()).ok()
    }

    /// Whether all files are as they were when the last commit was made, as far as their sizes and times tell. From then on
    /// their blocks are compared with what that commit says of them.
    pub(super) fn is_whole(&self) -> bool {
        self.read_seal().is_some()
    }

    fn read_seal(&self) -> Option<()> {
        const SUM: usize = size_of::<u64>();
        let meta = read(&self.folder.join(META)).ok()?;
        let seal = read(&self.folder.join(seal_name(&meta))).ok()?;
        let (mut rest, own) = seal.split_last_chunk::<SUM>()?;
        if xxh3_64(rest) != u64::from_le_bytes(*own) {
            return None;
        }
        let line = |rest: &mut &[u8]| -> Option<String> {
            let end = rest.iter().position(|byte| *byte == b'\n')?;
            let line = std::str::from_utf8(&rest[..end]).ok()?.to_owned();
            *rest = &rest[end + 1..];
            Some(line)
        };
        let count: usize = line(&mut rest)?.parse().ok()?;
        let lines: Vec<String> = (0..count).map(|_| line(&mut rest)).collect::<Option<_>>()?;
        let mut files = HashMap::with_capacity(count);
        for line in &lines {
            let (name, stamp) = line.split_once(' ')?;
            let found = fs::metadata(self.folder.join(name)).ok()?;
            if !found.is_file() || file_stamp(&found) != stamp {
                return None;
            }
            // Those of our own have a checksum within.
            let length = if is_tantivys(name) { usize::try_from(found.len()).ok()? } else { 0 };
            let (sums, after) = rest.split_at_checked(sums::count(length).checked_mul(SUM)?)?;
            rest = after;
            let (sums, _) = sums.as_chunks::<SUM>();
            let sums = sums.iter().map(|sum| u64::from_le_bytes(*sum)).collect();
            files.insert(PathBuf::from(name), SummedFile { sums, open: None });
        }
        *self.files() = files;
        Some(())
    }

    fn write_seal(&self, meta: &[u8]) -> io::Result<()> {
        let meta_json: Meta = serde_json::from_slice(meta)?;
        let (mut lines, mut sums) = (String::new(), Vec::new());
        let mut count = 0;
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            if !meta_json.refers_to(name) {
                continue;
            }
            lines.push_str(&format!("{name} {}\n", file_stamp(&entry.metadata()?)));
            count += 1;
            if is_tantivys(name) {
                let unknown = || io::Error::other(format!("{name} was written by somebody else"));
                sums.extend_from_slice(&self.files().get(Path::new(name)).ok_or_else(unknown)?.sums);
            }
        }
        let mut seal = format!("{count}\n{lines}").into_bytes();
        seal.extend(sums.into_iter().flat_map(u64::to_le_bytes));
        seal.extend(xxh3_64(&seal).to_le_bytes());
        replace(&self.folder.join(seal_name(meta)), &seal)
    }

    /// Compares all blocks of all files.
    pub(super) fn check(&self) -> Result<(), OpenReadError> {
        let is_ours = |path: &&PathBuf| path.to_str().is_some_and(is_tantivys);
        let paths: Vec<PathBuf> = self.files().keys().filter(is_ours).cloned().collect();
        paths.iter().try_for_each(|path| {
            self.checked(path)?.check().map_err(|error| OpenReadError::wrap_io_error(error, path.clone()))
        })
    }

    /// Tells that the files are damaged, and has them made again by the next opening.
    pub(super) fn meet_damage(&self) {
        meet_damage(&self.folder, &self.reader.damage);
    }

    fn checked(&self, path: &Path) -> Result<Arc<CheckedFile>, OpenReadError> {
        let known = self.files().get(path).cloned();
        if let Some(open) = known.as_ref().and_then(|file| file.open.clone()) {
            return Ok(open);
        }
        let sums = known.as_ref().map(|file| Arc::clone(&file.sums)).unwrap_or_default();
        let (folder, damage) = (self.folder.clone(), self.reader.damage.clone());
        let damaged = move || meet_damage(&folder, &damage);
        let opened = match self.reader.stays_open {
            true => open_file(&self.folder.join(path))
                .and_then(|file| CheckedFile::copied(file, Arc::clone(&sums), damaged))
                .map_err(|error| match error.kind() {
                    io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
                    _ => OpenReadError::wrap_io_error(error, path.to_owned()),
                }),
            false => self
                .mapped
                .get_file_handle(path)
                .map(|bytes| CheckedFile::mapped(bytes, Arc::clone(&sums), damaged)),
        };
        let open = match opened {
            // To tantivy some files that are not there are empty ones. What the seal names was there, and another process has
            // taken it away since.
            Err(OpenReadError::FileDoesNotExist(path)) if known.is_some() => {
                return Err(OpenReadError::wrap_io_error(io::ErrorKind::NotFound.into(), path));
            }
            opened => Arc::new(opened?),
        };
        self.files().insert(path.to_owned(), SummedFile { sums, open: Some(Arc::clone(&open)) });
        Ok(open)
    }

    /// Removes the seals of earlier commits.
    pub(super) fn drop_old_seals(&self) -> io::Result<()> {
        let meta = read(&self.folder.join(META))?;
        let current = seal_name(&meta);
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(SEAL) && name != current) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// What `meta.json` says of files.
#[derive(Deserialize)]
struct Meta {
    segments: Vec<Segment>,
    /// Its first line names the manifest and the files with names.
    payload: Option<String>,
}

#[derive(Deserialize)]
struct Segment {
    segment_id: String,
    deletes: Option<Deletes>,
}

#[derive(Deserialize)]
struct Deletes {
    opstamp: u64,
}

impl Meta {
    /// Whether a reader of this commit needs the file: a segment's `ID.EXTENSION` (but for its words, which are made
    /// again where they are missing), its present `ID.OPSTAMP.del` (those of earlier commits are about to be deleted), or
    /// one that the payload names.
    fn refers_to(&self, name: &str) -> bool {
        let mut parts = name.split('.');
        let id = parts.next().unwrap_or_default();
        let Some(segment) = self.segments.iter().find(|segment| segment.segment_id.replace('-', "") == id)
        else {
            let files = self.payload.as_deref().and_then(|payload| payload.lines().next());
            return files.is_some_and(|files| files.split(' ').any(|file| file == name));
        };
        match (parts.next(), parts.next()) {
            (Some(opstamp), Some(_)) => {
                segment.deletes.as_ref().is_some_and(|deletes| deletes.opstamp.to_string() == opstamp)
            }
            (extension, _) => extension.is_some_and(|extension| !pairs::is_kept(OsStr::new(extension))),
        }
    }
}

/// Whether a file that a commit refers to is tantivy's, and so in this directory's keeping, rather than one of our own.
fn is_tantivys(name: &str) -> bool {
    name.contains('.')
}

fn meet_damage(folder: &Path, damage: &Damage) {
    damage.meet();
    break_seal(folder);
}

/// Takes the seal of what is committed away, so that the next opening makes the index again. Where that fails, as in a folder
/// that can't be written, whoever has met the damage does without the folder.
fn break_seal(folder: &Path) {
    if let Ok(meta) = read(&folder.join(META)) {
        let _ = fs::remove_file(folder.join(seal_name(&meta)));
    }
}

fn seal_name(meta: &[u8]) -> String {
    format!("{SEAL}{:016x}", xxh3_64(meta))
}

fn file_stamp(metadata: &fs::Metadata) -> String {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", metadata.len(), modified.map_or(0, |since| since.as_nanos()))
}

/// Reads a file whole.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    is_file(path)?;
    fs::read(path)
}

fn open_file(path: &Path) -> io::Result<File> {
    is_file(path)?;
    File::open(path)
}

/// That a file is one. Opening a pipe would wait for whoever writes to it, and a device may never end.
fn is_file(path: &Path) -> io::Result<()> {
    match fs::metadata(path)?.is_file() {
        true => Ok(()),
        false => Err(io::Error::other(format!("{} is no file", path.display()))),
    }
}

/// Replaces a file's content so that a reader sees the old or the new one and never a part.
pub(super) fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&draft, content)?;
    fs::rename(&draft, path).inspect_err(|_| drop(fs::remove_file(&draft)))
}

/// Whether a file's name is that of a draft that [`replace`] has not put in place. Only who holds the lock makes such.
pub(super) fn is_draft(name: &str) -> bool {
    let number = name.strip_prefix('.').and_then(|name| name.rsplit_once('.')).map(|(_, number)| number);
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Writes a file of tantivy's, and sums it up.
struct FileWriter {
    file: File,
    path: PathBuf,
    summing: Summing,
    files: Arc<Mutex<HashMap<PathBuf, SummedFile>>>,
}

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.summing.add(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for FileWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.file.flush()?;
        let file = SummedFile { sums: self.summing.finish().into(), open: None };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(self.path.clone(), file);
        Ok(())
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(self.checked(path)?)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files().remove(path);
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = OpenOptions::new().write(true).create_new(true).open(self.folder.join(path)).map_err(
            |error| {
                if error.kind() == io::ErrorKind::AlreadyExists {
                    OpenWriteError::FileAlreadyExists(path.to_owned())
                } else {
                    OpenWriteError::wrap_io_error(error, path.to_owned())
                }
            },
        )?;
        let (path, files) = (path.to_owned(), Arc::clone(&self.files));
        let writer = FileWriter { file, path, summing: Summing::new(), files };
        Ok(BufWriter::with_capacity(64 << 10, Box::new(writer)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let wrong = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        match is_file(&self.folder.join(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(wrong(error)),
            _ => self.mapped.atomic_read(path),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(META) {
            self.write_seal(data)?;
        }
        replace(&self.folder.join(path), data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_another_process_took_away_is_none_that_never_was() {
        for stays_open in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let directory =
                SealedDirectory::open(folder.path(), &Reader { stays_open, ..Reader::default() }).unwrap();
            let [sealed, unknown] = ["0123.pos", "0124.pos"].map(Path::new);
            directory.files().insert(sealed.to_owned(), SummedFile { sums: Arc::new([]), open: None });
            assert!(matches!(directory.open_read(sealed), Err(OpenReadError::IoError { .. })));
            assert!(matches!(directory.open_read(unknown), Err(OpenReadError::FileDoesNotExist(_))));
        }
    }
}
