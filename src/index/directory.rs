//! The files of an index on disk, sealed so that damage is seen before anything is read.
//!
//! It is tantivy's memory-mapped directory with three changes. Writing does not wait for the disk (`fsync`), see below.
//! Locks are not tantivy's but one of our own (see `lock`), so that readers need none and a read-only folder can be read.
//! And every commit is sealed: just before `meta.json` is replaced, the sizes and modification times of all files that
//! it refers to are written to `seal-HASH`, named by the hash of the new `meta.json`. A reader that finds any file
//! changed, shortened or gone treats the index as damaged; because the name ties both together, no reader can take the
//! seal of one commit for that of another.
//!
//! After a *kill* the system still has all that was written, so the order of writing is enough. After a *power cut* any
//! file may lack what was written last. Waiting for the disk before each commit would take longer than the refresh
//! itself, and a cache can be made again, so this is left to be recognised: `meta.json` by its hash, the seal by the
//! number of its lines, other files by their size. That holds where a file system writes bytes before the size that tells
//! of them (ext4 as it is usually mounted, XFS, Btrfs, ZFS, APFS). On others a segment file may have its size and zeros
//! for bytes; tantivy looks at the last ones when it opens it, and `townhall index --rebuild` helps where that is not
//! enough.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::Deserialize;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use xxhash_rust::xxh3::xxh3_64;

use super::pairs;

const META: &str = "meta.json";
const SEAL: &str = "seal-";

/// A folder that holds an index.
#[derive(Debug, Clone)]
pub(super) struct SealedDirectory {
    mapped: MmapDirectory,
    folder: PathBuf,
}

impl SealedDirectory {
    pub(super) fn open(folder: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(SealedDirectory { mapped: MmapDirectory::open(folder)?, folder: folder.to_owned() })
    }

    /// The bytes of a file that lies beside those of tantivy, if it is there.
    pub(super) fn map(&self, file: &Path) -> Option<OwnedBytes> {
        let handle = self.mapped.get_file_handle(file).ok()?;
        handle.read_bytes(0..handle.len()).ok()
    }

    /// Whether all files are as they were when the last commit was made.
    pub(super) fn is_whole(&self) -> bool {
        let Ok(meta) = fs::read(self.folder.join(META)) else { return false };
        let Ok(seal) = fs::read_to_string(self.folder.join(seal_name(&meta))) else { return false };
        let Some((count, lines)) = seal.split_once('\n') else { return false };
        count.parse() == Ok(lines.lines().count())
            && lines.lines().all(|line| {
                line.split_once(' ').is_some_and(|(name, stamp)| {
                    fs::metadata(self.folder.join(name)).is_ok_and(|found| file_stamp(&found) == stamp)
                })
            })
    }

    fn write_seal(&self, meta: &[u8]) -> io::Result<()> {
        let meta_json: Meta = serde_json::from_slice(meta)?;
        let mut lines = String::new();
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
        }
        replace(&self.folder.join(seal_name(meta)), format!("{count}\n{lines}").as_bytes())
    }

    /// Removes the seals of earlier commits.
    pub(super) fn drop_old_seals(&self) -> io::Result<()> {
        let meta = fs::read(self.folder.join(META))?;
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

fn seal_name(meta: &[u8]) -> String {
    format!("{SEAL}{:016x}", xxh3_64(meta))
}

fn file_stamp(metadata: &fs::Metadata) -> String {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!("{} {}", metadata.len(), modified.map_or(0, |since| since.as_nanos()))
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

struct FileWriter(File);

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for FileWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
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
        Ok(BufWriter::with_capacity(64 << 10, Box::new(FileWriter(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
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
