//! What commands work out from the notes and keep beside the index of a library, for as long as the program is the same.
//!
//! It lies outside the index's own folder, so that an index that is made anew takes nothing away. As with the index, damage
//! means that there is nothing: a checksum stands behind what is kept.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::xxh3_64;

use super::cache;
use super::directory::{is_draft, replace};
use crate::library::Library;

/// The name of the file that holds what is wrong in the notes.
pub(super) const FINDINGS: &str = "findings";

/// A file that holds what a command has worked out.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    /// What its name ends with, in any build.
    ending: String,
}

impl Beside {
    /// The file of this name for a library, in the folder for indexes.
    pub(super) fn of(library: &Library, cache: &Path, name: &str) -> Beside {
        let mut path = cache::folder(cache, library).into_os_string();
        let ending = format!(".{name}");
        path.push(&ending);
        Beside { path: path.into(), ending }
    }

    /// What it holds, if that is whole.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        let bytes = fs::read(&self.path).ok()?;
        let (content, sum) = bytes.split_last_chunk::<8>()?;
        if xxh3_64(content) != u64::from_le_bytes(*sum) {
            return None;
        }
        postcard::from_bytes(content).ok()
    }

    /// Keeps something in place of what it holds. Failing is harmless: it is worked out again.
    pub fn write<T: Serialize>(&self, value: &T) {
        let Ok(mut content) = postcard::to_stdvec(value) else { return };
        let sum = xxh3_64(&content);
        content.extend(sum.to_le_bytes());
        let Some(folder) = self.path.parent() else { return };
        if fs::create_dir_all(folder).is_ok() && replace(&self.path, &content).is_ok() {
            self.drop_others(folder);
        }
    }

    /// Removes it.
    pub(super) fn remove(&self) -> std::io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// How large it is, in bytes.
    pub(super) fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }

    /// Removes those of other builds of the program, and what killed ones left. Failing is harmless.
    fn drop_others(&self, folder: &Path) {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_other = name.ends_with(&self.ending) || is_draft(name) && name.contains(&self.ending);
            if is_other && path != self.path {
                let _ = fs::remove_file(path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_until_a_bit_turns() {
        let cache = tempfile::tempdir().unwrap();
        let beside = Beside::of(&Library::built_in(), cache.path(), "test");
        assert_eq!(beside.read::<Vec<String>>(), None);
        beside.write(&vec!["话".to_owned()]);
        assert_eq!(beside.read::<Vec<String>>(), Some(vec!["话".to_owned()]));
        let mut bytes = fs::read(&beside.path).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 4;
            fs::write(&beside.path, &bytes).unwrap();
            assert_eq!(beside.read::<Vec<String>>(), None, "byte {at}");
            bytes[at] ^= 4;
        }
        let other = beside.path.with_file_name("0123.test");
        fs::write(&other, "old").unwrap();
        beside.write(&vec!["话".to_owned()]);
        assert!(!other.exists() && beside.read::<Vec<String>>().is_some());
        beside.remove().unwrap();
        assert!(beside.remove().is_ok() && beside.size() == 0);
    }
}
