//! What can be said about an index on disk without bringing it up to date.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Index;
use super::beside::{Beside, FINDINGS};
use super::cache;
use super::directory::Reader;
use super::manifest::{self, Difference, Manifest};
use super::schema::Fields;
use crate::library::Library;
use crate::records::Records;

/// A library's index on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDisk {
    /// Where it lies, or would lie.
    pub folder: PathBuf,
    /// The size of its files.
    pub bytes: u64,
    /// Whether it can be used.
    pub state: IndexState,
    /// How many notes and records it holds, if it can be read.
    pub counts: Option<(usize, usize)>,
    /// How many files of text were left out as no talks, if that is known.
    pub left_out: Option<usize>,
}

/// Whether an index can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// There is none.
    Missing,
    /// There are files, but no whole index.
    Damaged,
    /// It is that of the notes as they are.
    Fresh,
    /// Notes changed since.
    Stale {
        /// Notes that are new or changed.
        read: usize,
        /// Notes that are gone or changed.
        gone: usize,
    },
}

impl Index {
    /// How a library's index in the folder `cache` is.
    ///
    /// # Errors
    /// If the library can't be listed.
    pub fn state(library: &Library, cache: &Path) -> anyhow::Result<OnDisk> {
        let mut sources = library.sources()?.sources;
        let folder = cache::folder(cache, library);
        let fields = Fields::new();
        let own = size(&folder);
        let bytes = own + Beside::of(library, cache, FINDINGS).size();
        let reader = Reader::default();
        let of_state =
            |state| Ok(OnDisk { folder: folder.clone(), bytes, state, counts: None, left_out: None });
        let Some((index, manifest)) = cache::committed_with_manifest(&folder, &fields, &reader) else {
            return of_state(if own == 0 { IndexState::Missing } else { IndexState::Damaged });
        };
        sources.sort_by(|one, other| (&one.path, one.root).cmp(&(&other.path, other.root)));
        let now = Manifest::of(&sources, library.people_key());
        let state = if manifest == now.name {
            IndexState::Fresh
        } else {
            let Ok(before) = manifest::read(&folder, &manifest) else {
                return of_state(IndexState::Damaged);
            };
            let difference = Difference::between(&before, &now);
            IndexState::Stale { read: difference.read.len(), gone: difference.gone.len() }
        };
        let notes = index.note_records();
        if reader.damage.is_met() {
            return of_state(IndexState::Damaged);
        }
        let notes = notes?;
        let counts = Some((notes.len(), index.len()));
        let is_note = |path: &str| notes.binary_search_by(|(note, _)| note.as_str().cmp(path)).is_ok();
        let texts = sources.iter().filter(|source| source.is_told_by_text());
        let left_out = texts.filter(|source| !is_note(&source.path)).count();
        Ok(OnDisk {
            folder,
            bytes,
            state,
            counts,
            left_out: (state == IndexState::Fresh).then_some(left_out),
        })
    }

    /// Removes a library's index from the folder `cache`.
    ///
    /// # Errors
    /// If another process is writing it, or its files can't be removed.
    pub fn clear(library: &Library, cache: &Path) -> io::Result<()> {
        Beside::of(library, cache, FINDINGS).remove()?;
        cache::remove(&cache::folder(cache, library))
    }
}

/// The size of a folder's files, in bytes.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).filter(fs::Metadata::is_file).map(|it| it.len()).sum()
}
