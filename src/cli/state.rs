//! What must outlast the cache: the platform's state folder, or the one that `TOWNHALL_STATE` names; and how a file beside
//! it is read and replaced.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use etcetera::BaseStrategy;
use fs4::fs_std::FileExt;

/// The folder, `None` where the system has no such place; and who says so.
pub(super) fn folder() -> (Option<PathBuf>, &'static str) {
    if let Some(folder) = env::var_os("TOWNHALL_STATE").filter(|folder| !folder.is_empty()) {
        return (Some(folder.into()), "TOWNHALL_STATE");
    }
    let base = etcetera::choose_base_strategy().ok();
    // Not every platform has one for state alone.
    let folder = base.map(|base| base.state_dir().unwrap_or_else(|| base.data_dir()).join("townhall"));
    // A relative HOME would have folders made wherever the user stands.
    (folder.filter(|folder| folder.is_absolute()), "default")
}

/// Writes a file in place of the one that may be there, so that whoever reads it meets one of both whole.
///
/// # Errors
/// If the folder can't be made or the file not written.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    // A link is followed, so that what it points to is replaced and not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut beside = target.clone().into_os_string();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = fs::write(&beside, text).and_then(|()| {
        // Who may read the file stays as it is.
        if let Ok(found) = fs::metadata(&target) {
            fs::set_permissions(&beside, found.permissions())?;
        }
        fs::rename(&beside, &target)
    });
    if written.is_err() {
        // What is left of it helps nobody.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write {}", path.display()))
}

/// Waits until nobody else changes what outlasts the cache, and holds them off until the lock is dropped.
///
/// # Errors
/// If nothing can be written in the folder, or files there can't be locked.
pub(super) fn lock(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join(".lock");
    let lock = || {
        fs::create_dir_all(folder)?;
        // Opening a pipe would wait for whoever reads from it.
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(io::Error::other("it is no file"));
        }
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
        file.lock_exclusive()?;
        Ok(file)
    };
    lock().with_context(|| format!("cannot lock {}", path.display()))
}

/// Reads a file, of the system's devices only the one that has nothing in it: a pipe would wait for whoever writes to it.
pub(super) fn read(path: &Path) -> io::Result<String> {
    if path == Path::new("/dev/null") {
        return Ok(String::new());
    }
    match fs::metadata(path)?.is_file() {
        true => fs::read_to_string(path),
        false => Err(io::Error::other("it is no file")),
    }
}
