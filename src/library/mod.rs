//! Where notes come from: the built-in town hall, or the folders, files and archives a user names. The only reader of
//! note files.
//!
//! A library lists its notes without reading them, with a stamp each that tells an unchanged file, so that the index
//! re-reads only what changed. It reads and decodes one note at a time and never writes. What it can't look at is named
//! and left out; only a root that is not there, or is nothing that holds notes, is an error.
//!
//! | file | |
//! |---|---|
//! | `source` | a note's file, not yet read |
//! | `folder` | walks a folder |
//! | `archive`, `entry`, `window` | a zip, read in place |
//! | `label` | what notes are called within the library |
//! | `decode` | from bytes to text |
//! | `links` | which note a link means |
//! | `vocabulary` | topics that a folder adds |

mod archive;
mod decode;
mod entry;
mod folder;
mod label;
mod links;
mod source;
mod vocabulary;
mod window;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

pub use decode::Text;
pub use links::{Link, LinkTargets, links};
pub use source::{Listing, Source, Stamp, Trouble};

use crate::topics::Vocabulary;
use source::Place;
use vocabulary::TopicsFile;

/// The built-in note: its file name and its text.
const BUILT_IN: (&str, &str) =
    ("2026-01-26-openai-town-hall.md", include_str!("../../data/notes/2026-01-26-openai-town-hall.md"));

/// A set of notes: the built-in town hall, or the folders, files and archives a user names.
#[derive(Debug, Clone)]
pub struct Library {
    /// Empty for the built-in library.
    roots: Vec<PathBuf>,
    /// Read once, on first use.
    topics: OnceLock<Vec<TopicsFile>>,
}

impl Library {
    /// The town hall note that is compiled into the program.
    pub fn built_in() -> Self {
        Library::at(Vec::new())
    }

    /// The notes in these folders, files and archives.
    pub fn at(roots: Vec<PathBuf>) -> Self {
        Library { roots, topics: OnceLock::new() }
    }

    /// Whether this is the built-in library.
    pub fn is_built_in(&self) -> bool {
        self.roots.is_empty()
    }

    /// The folders, files and archives, as they were named; none for the built-in library.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// Tells this library from every other on the machine; names its cache folder.
    pub fn key(&self) -> String {
        if self.roots.is_empty() {
            return "built-in".to_owned();
        }
        let mut hash = Xxh3::new();
        for root in &self.roots {
            let absolute = std::path::absolute(root).unwrap_or_else(|_| root.clone());
            hash.update(absolute.as_os_str().as_encoded_bytes());
            hash.update(&[0]);
            // The shown paths are stored as well, and depend on how the root was named.
            hash.update(root.as_os_str().as_encoded_bytes());
            hash.update(&[0]);
        }
        format!("{:016x}", hash.digest())
    }

    /// Every note's file, without reading any.
    ///
    /// # Errors
    /// If a root does not exist, or is no folder, Markdown file or readable zip.
    pub fn sources(&self) -> anyhow::Result<Listing> {
        let mut listing = Listing::default();
        if self.roots.is_empty() {
            let (path, text) = BUILT_IN;
            let stamp = Stamp { size: text.len() as u64, version: xxh3_64(text.as_bytes()) };
            listing.sources.push(Source { place: Place::BuiltIn, ..Source::at(path, stamp) });
            return Ok(listing);
        }
        for (index, root) in self.roots.iter().enumerate() {
            folder::list(root, index, &mut listing)?;
        }
        if self.roots.len() > 1 {
            self.keep_apart(&mut listing.sources);
        }
        Ok(listing)
    }

    /// Reads one note.
    ///
    /// # Errors
    /// If the file can't be read, or is no text in any encoding we know.
    pub fn read(&self, source: &Source) -> anyhow::Result<Text> {
        let bytes = match &source.place {
            Place::BuiltIn => return Ok(Text { text: BUILT_IN.1.to_owned(), undecodable: 0 }),
            Place::Shown => std::fs::read(Path::new(&source.shown))?,
            Place::File(file) => std::fs::read(file)?,
            Place::Entry(entry) => entry.read()?,
        };
        decode::decode(bytes)
    }

    /// The topics that these notes are read with, and which of their own topic files could not be used.
    ///
    /// # Errors
    /// If the built-in vocabulary is damaged, which a test rules out.
    pub fn vocabulary(&self) -> anyhow::Result<(Vocabulary, Vec<Trouble>)> {
        vocabulary::merged(self.topics_files())
    }

    /// Changes with every topic file among the notes; 0 where there is none.
    pub fn vocabulary_key(&self) -> u64 {
        vocabulary::key(self.topics_files())
    }

    fn topics_files(&self) -> &[TopicsFile] {
        self.topics.get_or_init(|| vocabulary::files(self.roots.iter().map(PathBuf::as_path)))
    }

    /// A file that lies in two roots is read once, and notes of the same path in different roots keep paths of their own.
    fn keep_apart(&self, sources: &mut Vec<Source>) {
        // One file may be shown in several ways, as `notes/a.md` and `./notes/a.md`.
        let whole = |root: &PathBuf| std::fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        let roots: Vec<(&PathBuf, PathBuf)> = self.roots.iter().map(|root| (root, whole(root))).collect();
        let mut files = HashSet::new();
        sources.retain(|source| {
            let (named, whole) = &roots[source.root];
            let file = match &source.place {
                Place::File(file) => file,
                _ => Path::new(&source.shown),
            };
            let below = file.strip_prefix(named).unwrap_or(Path::new(""));
            files.insert(if below.as_os_str().is_empty() { whole.clone() } else { whole.join(below) })
        });
        let mut paths = HashMap::new();
        for source in sources {
            let own = source.path.len();
            label::unique(&mut source.path, source.root + 1, &mut paths);
            if source.path.len() != own {
                // Which file a path means now hangs on the other files, so the stamp has to tell.
                source.stamp.version ^= xxh3_64(source.shown.as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn built_in_library_has_its_one_note() {
        let library = Library::built_in();
        let sources = library.sources().unwrap().sources;
        assert_eq!(sources.len(), 1);
        assert!(library.read(&sources[0]).unwrap().text.starts_with("# 20260126"));
    }

    #[test]
    fn folder_lists_its_notes_in_order_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["b/二.md", "a.markdown", "c.MD", "d.txt", ".hidden.md"] {
            fs::write(folder.path().join(name), "# 题").unwrap();
        }
        let library = Library::at(vec![folder.path().to_owned()]);
        let sources = library.sources().unwrap().sources;
        let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(paths, ["a.markdown", "b/二.md", "c.MD"]);
        assert_eq!(sources[1].shown, folder.path().join("b/二.md").display().to_string());
        assert_eq!(library.read(&sources[1]).unwrap().text, "# 题");
    }

    #[test]
    fn one_file_is_a_library() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "话").unwrap();
        let library = Library::at(vec![file.clone()]);
        let sources = library.sources().unwrap().sources;
        assert_eq!((sources[0].path.as_str(), sources[0].shown.as_str()), ("a.md", file.to_str().unwrap()));
        assert_eq!(library.read(&sources[0]).unwrap().text, "话");
    }

    #[test]
    fn same_path_in_two_roots_is_two_notes() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(one.path().join("a.md"), "一").unwrap();
        fs::write(other.path().join("a.md"), "二").unwrap();
        let library =
            Library::at(vec![one.path().to_owned(), other.path().to_owned(), one.path().join("a.md")]);
        let sources = library.sources().unwrap().sources;
        let paths: Vec<&str> = sources.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(paths, ["a.md", "2/a.md"]);
        assert_eq!(library.read(&sources[1]).unwrap().text, "二");
    }

    #[test]
    fn missing_root_is_an_error_that_names_it() {
        let error = Library::at(vec![PathBuf::from("no/such/folder")]).sources().unwrap_err();
        assert!(format!("{error:#}").contains("no/such/folder"));
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("x.md"), "话").unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("x.md"), folder.path().join("x.md")).unwrap();
        assert_eq!(Library::at(vec![folder.path().to_owned()]).sources().unwrap(), Listing::default());
    }
}
