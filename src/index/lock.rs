//! The lock of a folder: who holds it writes, and shows now and then that it is alive.
//!
//! The system takes it back when its holder dies. One that was stopped but not killed keeps it, so those who wait look
//! for a sign of life: the modification time of the lock's file, which a thread of its holder renews whatever the others do.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, SystemTime};

use fs4::fs_std::FileExt;

/// The name of the file.
pub(super) const NAME: &str = ".lock";
/// How often its holder shows that it is alive.
const BEAT: Duration = Duration::from_millis(500);
/// How long it may be silent: a thread that waits for nothing else is late by less, however busy a machine is.
const SILENCE: Duration = Duration::from_secs(2);

/// A lock that is held until it is dropped.
pub(super) struct Lock {
    file: Arc<File>,
    /// Once it is gone, nothing beats any more.
    _beating: Sender<()>,
}

impl Lock {
    /// Takes the lock of a folder, which is made if there is none; `None` if another process holds it.
    ///
    /// # Errors
    /// If nothing can be written there, or files there can't be locked.
    pub(super) fn take(folder: &Path) -> io::Result<Option<Lock>> {
        // What lies behind a link is not ours, and would be taken for an index of ours that is damaged.
        remove_unless(folder, fs::FileType::is_dir)?;
        fs::create_dir_all(folder)?;
        let path = folder.join(NAME);
        // Opening a pipe would wait for whoever reads from it.
        remove_unless(&path, fs::FileType::is_file)?;
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        if !file.try_lock_exclusive()? {
            return Ok(None);
        }
        let file = Arc::new(file);
        let (beating, until) = mpsc::channel::<()>();
        let beat = Arc::clone(&file);
        // That a system can't set this time, or has no thread for it, is no reason to do without a cache.
        let _ = beat.set_modified(SystemTime::now());
        let _ = thread::Builder::new().spawn(move || {
            while until.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let _ = beat.set_modified(SystemTime::now());
            }
        });
        Ok(Some(Lock { file, _beating: beating }))
    }
}

/// Removes what stands in the place of something else; of a link the link alone.
fn remove_unless(path: &Path, is_right: impl Fn(&fs::FileType) -> bool) -> io::Result<()> {
    match fs::symlink_metadata(path).map(|found| found.file_type()) {
        Ok(kind) if is_right(&kind) => Ok(()),
        Ok(kind) if kind.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would do, were it not for a process that is just being started and still has it, too.
        let _ = FileExt::unlock(&*self.file);
    }
}

/// Whether there has been no sign of the lock's holder for long.
pub(super) fn is_silent(folder: &Path) -> bool {
    let modified = fs::metadata(folder.join(NAME)).and_then(|metadata| metadata.modified());
    // A clock that was set back is no sign of life.
    modified.is_ok_and(|modified| modified.elapsed().unwrap_or_else(|ahead| ahead.duration()) > SILENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::take(folder.path()).unwrap();
        assert!(first.is_some());
        assert!(Lock::take(folder.path()).unwrap().is_none());
        assert!(!is_silent(folder.path()));
        drop(first);
        assert!(Lock::take(folder.path()).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_behind_a_link_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (target, link) = (folder.path().join("target"), folder.path().join("index"));
        fs::create_dir(&target).unwrap();
        fs::write(target.join("letter"), "words").unwrap();
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let lock = Lock::take(&link).unwrap();
        assert!(lock.is_some() && link.join(NAME).exists());
        let left: Vec<_> = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["letter"]);
    }

    #[test]
    fn a_holder_that_shows_no_life_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap().unwrap();
        lock.file.set_modified(SystemTime::now() - SILENCE * 2).unwrap();
        assert!(is_silent(folder.path()));
        thread::sleep(BEAT * 2);
        assert!(!is_silent(folder.path()), "it beats by itself");
        drop(lock);
        File::options()
            .write(true)
            .open(folder.path().join(NAME))
            .unwrap()
            .set_modified(SystemTime::now() - SILENCE * 2)
            .unwrap();
        thread::sleep(BEAT * 2);
        assert!(is_silent(folder.path()), "nothing beats for a lock that was given back");
    }
}
