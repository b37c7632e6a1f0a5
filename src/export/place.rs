//! Where an export goes: written beside that place, then renamed, so that whoever looks there meets a whole one or none.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Kept,
    /// It is replaced.
    Replaced,
}

/// Writes a file. `write` gets the path of an empty file to fill, which takes its place when all went well.
///
/// # Errors
/// If a file is there that is to be kept, or it can't be written.
pub fn write_file<T>(
    target: &Path,
    existing: Existing,
    write: impl FnOnce(&Path) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    refuse(target, existing)?;
    // A link is followed, so that what it points to is replaced and not the link.
    let real = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    if real.is_dir() {
        bail!("{} is a folder; --output takes a file here", target.display());
    }
    let draft = Draft::file(&real)?;
    let written = write(&draft.path)?;
    let finish = || {
        File::open(&draft.path)?.sync_all()?;
        // Who may read the file stays as it is.
        if let Ok(found) = fs::metadata(&real) {
            fs::set_permissions(&draft.path, found.permissions())?;
        }
        fs::rename(&draft.path, &real)
    };
    refuse(target, existing)?;
    finish().with_context(|| format!("cannot write {}", target.display()))?;
    Ok(written)
}

/// Writes a folder of files, and gives how many there are. `write` gets an empty folder to fill, whose files take their places
/// when all went well; other files of the target stay.
///
/// # Errors
/// If one of the files is there and is to be kept, or they can't be written.
pub fn write_folder(
    target: &Path,
    existing: Existing,
    write: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    if target.exists() && !target.is_dir() {
        bail!("{} is a file; --output takes a folder here", target.display());
    }
    let real = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let draft = Draft::folder(&real)?;
    write(&draft.path)?;
    let mut files = Vec::new();
    collect(&draft.path, Path::new(""), &mut files).context("cannot list what was written")?;
    for file in &files {
        refuse(&real.join(file), existing)?;
    }
    let finish = || {
        if !real.exists() {
            return fs::rename(&draft.path, &real);
        }
        for file in &files {
            let place = real.join(file);
            place.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(draft.path.join(file), place)?;
        }
        Ok(())
    };
    finish().with_context(|| format!("cannot write {}", target.display()))?;
    Ok(files.len())
}

/// Makes a file of a folder that is being written, and its folders.
pub(super) fn fill(folder: &Path, name: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let path = folder.join(name);
    let write = || {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        // Two of one name would be one too few, as where a file system takes two names for one.
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(bytes)
    };
    write().with_context(|| format!("cannot write {}", name.display()))
}

fn refuse(target: &Path, existing: Existing) -> anyhow::Result<()> {
    // A link that leads nowhere is something too.
    if existing == Existing::Kept && fs::symlink_metadata(target).is_ok() {
        bail!("{} is there already and is not overwritten; --force overwrites it", target.display());
    }
    Ok(())
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => collect(root, &path, files)?,
            false => files.push(path),
        }
    }
    files.sort();
    Ok(())
}

/// What is being written, beside its place. What is left of it when something failed helps nobody and goes.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn file(target: &Path) -> anyhow::Result<Draft> {
        Draft::new(target, |path| OpenOptions::new().write(true).create_new(true).open(path).map(drop))
    }

    fn folder(target: &Path) -> anyhow::Result<Draft> {
        Draft::new(target, |path| fs::create_dir(path))
    }

    /// In the folder that the target is to be in, for nothing is renamed from one file system to another.
    fn new(target: &Path, make: impl Fn(&Path) -> io::Result<()>) -> anyhow::Result<Draft> {
        const TRIES: u32 = 100;
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        for number in 0..TRIES {
            let path = parent.join(format!(".townhall-export-{}-{number}", std::process::id()));
            match make(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => {
                    made.with_context(|| format!("cannot write in {}", parent.display()))?;
                    return Ok(Draft { path });
                }
            }
        }
        bail!("cannot write in {}: what earlier exports left there is in the way", parent.display())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it is in its place there is nothing left.
        let _ = match self.path.is_dir() {
            true => fs::remove_dir_all(&self.path),
            false => fs::remove_file(&self.path),
        };
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut files = Vec::new();
        collect(folder, Path::new(""), &mut files).unwrap();
        files.iter().map(|file| file.display().to_string()).collect()
    }

    #[test]
    fn a_file_that_is_there_stays_unless_it_may_go() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("deep/out.txt");
        let write = |text: &'static str| move |path: &Path| Ok(fs::write(path, text)?);
        write_file(&target, Existing::Kept, write("one")).unwrap();
        let error = write_file(&target, Existing::Kept, write("two")).unwrap_err().to_string();
        assert!(error.ends_with("is not overwritten; --force overwrites it"), "{error}");
        assert_eq!(fs::read_to_string(&target).unwrap(), "one");
        write_file(&target, Existing::Replaced, write("three")).unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "three");
        assert_eq!(names(folder.path()), ["deep/out.txt"]);
    }

    #[test]
    fn what_failed_leaves_nothing_behind() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("out");
        let fail = |path: &Path| {
            if path.is_dir() {
                fs::write(path.join("half"), "")?;
            }
            bail!("no")
        };
        write_file(&target, Existing::Kept, fail).unwrap_err();
        write_folder(&target, Existing::Kept, fail).unwrap_err();
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_folder_keeps_what_else_is_in_it() {
        let folder = TempDir::new().unwrap();
        let target = folder.path().join("vault");
        let write = |text: &'static str| move |path: &Path| fill(path, Path::new("a/b.md"), text.as_bytes());
        assert_eq!(write_folder(&target, Existing::Kept, write("one")).unwrap(), 1);
        fs::write(target.join("own.md"), "own").unwrap();
        write_folder(&target, Existing::Kept, write("two")).unwrap_err();
        write_folder(&target, Existing::Replaced, write("three")).unwrap();
        assert_eq!(names(folder.path()), ["vault/a/b.md", "vault/own.md"]);
        assert_eq!(fs::read_to_string(target.join("a/b.md")).unwrap(), "three");
        assert_eq!(fs::read_to_string(target.join("own.md")).unwrap(), "own");
    }

    #[test]
    fn two_files_of_one_name_are_an_error() {
        let folder = TempDir::new().unwrap();
        fill(folder.path(), Path::new("a"), b"").unwrap();
        fill(folder.path(), Path::new("a"), b"").unwrap_err();
    }
}
