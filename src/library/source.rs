//! A note's file: where it lies, what tells an unchanged one, and what could not be looked at.

use std::borrow::Cow;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::entry::ArchiveEntry;
use crate::model::note_identity;

/// A file that changed this recently may change again without its time telling: clocks of file systems are coarse.
const TICK: Duration = Duration::from_millis(20);
/// The same where times are whole seconds.
const COARSE_TICK: Duration = Duration::from_secs(2);

/// One note's file, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The note's place within its root, with `/`, unique in the library.
    pub path: String,
    /// The path that a user can open from where they stand, as `rg` would print it; for a note in an archive, the
    /// archive's with the note's place in it.
    pub shown: String,
    /// Changes whenever the file's content may have changed.
    pub stamp: Stamp,
    /// Which of the library's roots it lies in.
    pub root: usize,
    /// Whether only its text tells if it is a note.
    pub(super) is_told_by_text: bool,
    /// Whether another file of the library has the same of Notion's digits in its name.
    pub(super) shares_digits: bool,
    pub(super) location: Location,
}

/// Where a note is read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    BuiltIn,
    /// The file whose path is shown.
    Shown,
    /// A file whose path is no text.
    File(PathBuf),
    Entry(ArchiveEntry),
}

/// What tells an unchanged file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Made of the file's times, of the checksum that an archive has of it, or of an embedded note's content.
    pub version: u64,
}

/// The notes of a library, and what could not be looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Every note's file, in the order of the roots and then of the paths.
    pub sources: Vec<Source>,
    /// What is missing among them.
    pub troubles: Vec<Trouble>,
}

/// A file or a folder that could not be used, and was left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trouble {
    /// Which, as shown.
    pub path: String,
    /// Why.
    pub reason: String,
}

impl Source {
    /// A note at this path, to be read from the very file.
    pub fn at(path: &str, stamp: Stamp) -> Source {
        Source::new(path.to_owned(), path.to_owned(), stamp, 0, Location::Shown)
    }

    pub(super) fn new(path: String, shown: String, stamp: Stamp, root: usize, location: Location) -> Source {
        Source { path, shown, stamp, root, is_told_by_text: false, shares_digits: false, location }
    }

    /// A note in this file, at this path within a root.
    pub(super) fn of_file(file: PathBuf, path: String, stamp: Stamp, root: usize) -> Source {
        match file.into_os_string().into_string() {
            Ok(shown) => Source::new(path, shown, stamp, root, Location::Shown),
            Err(name) => {
                let file = PathBuf::from(name);
                Source::new(path, file.display().to_string(), stamp, root, Location::File(file))
            }
        }
    }

    /// Whether it is a note only if its text is that of a talk, which nobody knows before it is read.
    pub fn is_told_by_text(&self) -> bool {
        self.is_told_by_text
    }

    /// What the ids of its records rest on: digits that no other file of the library has, else its path, so that ids
    /// stay when the folder moves.
    pub fn identity(&self) -> Cow<'_, str> {
        if self.shares_digits { Cow::Borrowed(&self.path) } else { note_identity(&self.path) }
    }

    /// Its absolute path; `None` where it is no file of its own or its path is no text.
    pub fn file(&self) -> Option<String> {
        match self.location {
            Location::Shown => {
                let shown = Path::new(&self.shown);
                // Behind a link `..` is not what it looks like, so the system has to say; it is asked for nothing else.
                let file = match shown.components().any(|part| part == Component::ParentDir) {
                    true => shown.canonicalize(),
                    false => std::path::absolute(shown),
                };
                file.ok()?.into_os_string().into_string().ok()
            }
            Location::BuiltIn | Location::File(_) | Location::Entry(_) => None,
        }
    }

    /// Whether there is something at a path from its folder; `None` where it lies in no folder that could be asked.
    pub fn has_beside(&self, path: &str) -> Option<bool> {
        let own = match &self.location {
            Location::Shown => Path::new(&self.shown),
            Location::File(file) => file,
            Location::BuiltIn | Location::Entry(_) => return None,
        };
        Some(own.parent()?.join(path).exists())
    }

    /// Tells that another file has the same digits. What its ids rest on hangs on the other files then, so the stamp has
    /// to tell.
    pub(super) fn share_digits(&mut self) {
        self.shares_digits = true;
        self.stamp.version = !self.stamp.version;
    }
}

impl Stamp {
    /// Size and times. Programs that copy keep a file's own time, so where the system tells when its entry was changed,
    /// and which file it is, this counts as well. A file that changed a moment ago is never the same twice.
    pub(super) fn of(metadata: &Metadata, now: SystemTime) -> Stamp {
        let modified = metadata.modified().unwrap_or(UNIX_EPOCH);
        let nanoseconds =
            |time: SystemTime| time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        #[cfg(unix)]
        let (changed, file) = {
            use std::os::unix::fs::MetadataExt;
            let seconds = Duration::from_secs(u64::try_from(metadata.ctime()).unwrap_or_default());
            let rest = Duration::from_nanos(u64::try_from(metadata.ctime_nsec()).unwrap_or_default());
            (UNIX_EPOCH + seconds + rest, metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed, file) = (modified, 0u64);
        let tick = if nanoseconds(changed) % 1_000_000_000 == 0 { COARSE_TICK } else { TICK };
        let apart = now.duration_since(changed).unwrap_or_else(|ahead| ahead.duration());
        let moment = if apart < tick { nanoseconds(now) } else { 0 };
        let mut bytes = [0; 56];
        for (place, number) in
            bytes.chunks_exact_mut(16).zip([nanoseconds(modified), nanoseconds(changed), moment])
        {
            place.copy_from_slice(&number.to_le_bytes());
        }
        bytes[48..].copy_from_slice(&file.to_le_bytes());
        Stamp { size: metadata.len(), version: xxh3_64(&bytes) }
    }
}

/// Which files are notes. Subtitles (`.vtt`, `.srt`) never are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoteFiles {
    /// `.md` and `.markdown`.
    Markdown,
    /// Those of `.txt` too that are the text of a talk: so transcripts and minutes are kept by many tools, and much else by
    /// others. They are read as Markdown.
    #[default]
    MarkdownAndTalks,
    /// All of `.txt` too.
    MarkdownAndText,
}

impl NoteFiles {
    /// Whether a file of this name is one, or may be.
    pub(super) fn have(self, path: &Path) -> bool {
        let name = path.as_os_str().as_encoded_bytes();
        let extensions: &[&[u8]] = match self {
            NoteFiles::Markdown => &[b".md", b".markdown"],
            NoteFiles::MarkdownAndTalks | NoteFiles::MarkdownAndText => &[b".md", b".markdown", b".txt"],
        };
        extensions.iter().any(|extension| {
            name.len()
                .checked_sub(extension.len())
                .is_some_and(|at| name[at..].eq_ignore_ascii_case(extension))
        })
    }

    /// Whether only its text tells if a file of this name is one.
    pub(super) fn are_told_by_text(self, path: &Path) -> bool {
        self == NoteFiles::MarkdownAndTalks && !NoteFiles::Markdown.have(path)
    }
}
