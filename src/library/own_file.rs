//! Files that a folder of notes has beside them to say how they are to be read: topics, people.
//!
//! Each is read once per process, so that all of a command sees the same, and before anything else is, as what an index
//! holds rests on it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use xxhash_rust::xxh3::Xxh3;

/// The name of the list of people.
pub(super) const PEOPLE: &str = "people.yaml";

/// The largest that is read, in bytes: what tells how notes are to be read, and what grows as long as they are.
const LARGEST: u64 = 1 << 20;
const LARGEST_GROWING: u64 = 16 << 20;

/// A folder's own file.
#[derive(Debug, Clone)]
pub struct OwnFile {
    /// Its path, as it is shown.
    pub shown: String,
    /// What it says, or why that is not known.
    pub text: Result<String, String>,
}

/// The files of this name in these roots, in their order.
pub(super) fn files<'r>(name: &str, roots: impl IntoIterator<Item = &'r Path>) -> Vec<OwnFile> {
    let file = |root: &Path| {
        let path = root.join(name);
        let text = match read(&path, Some(root)) {
            Ok(text) => Ok(text),
            Err(error) if is_absent(&error) => return None,
            Err(error) => Err(error.to_string()),
        };
        Some(OwnFile { shown: path.display().to_string(), text })
    };
    roots.into_iter().filter_map(file).collect()
}

/// What a file beside the notes, or in place of one, says; `None` where there is none. A link is followed as far as it stays
/// `within` a folder.
///
/// # Errors
/// If it can't be read, is no file, or leads out of the folder.
pub fn own_text(path: &Path, within: Option<&Path>) -> io::Result<Option<String>> {
    match read_up_to(path, within, LARGEST_GROWING) {
        Err(error) if is_absent(&error) => Ok(None),
        text => text.map(Some),
    }
}

/// Reads a file that says something of notes. What is no file is not opened: a pipe would wait for whoever writes to it, and
/// a device may never end. A link is followed as far as it stays `within` a folder.
pub(super) fn read(path: &Path, within: Option<&Path>) -> io::Result<String> {
    read_up_to(path, within, LARGEST)
}

fn read_up_to(path: &Path, within: Option<&Path>, largest: u64) -> io::Result<String> {
    let mut found = fs::symlink_metadata(path)?;
    if found.is_symlink() {
        found = fs::metadata(path)?;
        let is_inside = |folder: &Path| Ok(fs::canonicalize(path)?.starts_with(fs::canonicalize(folder)?));
        if !within.map_or(io::Result::Ok(true), is_inside)? {
            return Err(io::Error::other("it is a link that leads out of the folder"));
        }
    }
    if !found.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(io::Error::other(format!("it is larger than {} MiB", largest >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::other("it is not in UTF-8"))
}

/// Whether reading failed because nothing is there; a root that is itself a file has nothing beside it.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Changes with what the files say; 0 where there are none.
pub(super) fn key(files: &[OwnFile]) -> u64 {
    if files.is_empty() {
        return 0;
    }
    let mut hash = Xxh3::new();
    for file in files {
        if let Ok(text) = &file.text {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
    hash.digest()
}
