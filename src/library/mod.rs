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
//! | `ignored` | what of a folder its ignore files leave out |
//! | `archive`, `entry`, `window` | a zip, read in place |
//! | `label` | what notes are called within the library |
//! | `decode` | from bytes to text |
//! | `links` | which note a link means |
//! | `own_file` | what a folder has to say beside its notes |
//! | `vocabulary` | topics that a folder adds |

mod archive;
mod decode;
mod entry;
mod folder;
mod ignored;
mod label;
mod links;
mod own_file;
mod source;
mod vocabulary;
mod window;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

pub use decode::Text;
pub use links::{Link, LinkTargets, followed_links, links, percent_decoded, pictures};
pub use own_file::{OwnFile, own_text};
pub use source::{Listing, NoteFiles, Source, Stamp, Trouble};

use crate::model::page_name;
use crate::parse::is_talk;
use crate::topics::Vocabulary;
use source::Location;

/// The built-in note: its file name and its text.
const BUILT_IN: (&str, &str) =
    ("2026-01-26-openai-town-hall.md", include_str!("../../data/notes/2026-01-26-openai-town-hall.md"));

/// The most that a note may have, in bytes, unless somebody says otherwise. The largest known ones have one million; what is
/// read of a note takes some thirty times as much while it is worked on.
pub const LARGEST_NOTE: u64 = 32 << 20;
/// So much of a file of text tells whether it is that of a talk, in bytes.
const TELLING: u64 = 64 << 10;
/// A note may have a line for so many bytes of the largest: each may become a record, which takes more memory than its text.
const BYTES_OF_LINE: u64 = 64;
/// The same for the marks of Markdown's, each of which its reader keeps until it has read all.
const BYTES_OF_MARK: u64 = 16;

/// A set of notes: the built-in town hall, or the folders, files and archives a user names.
#[derive(Debug, Clone)]
pub struct Library {
    /// Empty for the built-in library, and for one whose notes are not on this machine.
    roots: Vec<PathBuf>,
    /// Whether the notes are not on this machine.
    is_elsewhere: bool,
    /// Which files of folders and archives are notes.
    files: NoteFiles,
    /// The most that a note may have, in bytes.
    largest: u64,
    /// Read once, on first use.
    topics: OnceLock<Vec<OwnFile>>,
    /// The same.
    people: OnceLock<Vec<OwnFile>>,
}

impl Library {
    /// The town hall note that is compiled into the program.
    pub fn built_in() -> Self {
        Library::at(Vec::new())
    }

    /// The notes in these folders, files and archives.
    pub fn at(roots: Vec<PathBuf>) -> Self {
        let (files, largest) = (NoteFiles::default(), LARGEST_NOTE);
        let (topics, people) = (OnceLock::new(), OnceLock::new());
        Library { roots, is_elsewhere: false, files, largest, topics, people }
    }

    /// One whose notes are not on this machine, but what their folders say beside them is.
    pub fn elsewhere(topics: Vec<OwnFile>, people: Vec<OwnFile>) -> Self {
        let library = Library::at(Vec::new());
        Library { is_elsewhere: true, topics: topics.into(), people: people.into(), ..library }
    }

    /// The same, with nothing read yet: what its folders say beside their notes may have changed.
    #[must_use]
    pub fn anew(&self) -> Library {
        Library::at(self.roots.clone()).with_files(self.files).with_largest(self.largest)
    }

    /// The same, where these files of folders and archives are notes. A file that is named itself is one anyhow.
    #[must_use]
    pub fn with_files(self, files: NoteFiles) -> Self {
        Library { files, ..self }
    }

    /// The same, where a note may have this many bytes. A larger one is an error when it is read.
    #[must_use]
    pub fn with_largest(self, largest: u64) -> Self {
        Library { largest, ..self }
    }

    /// The most that a note may have, in bytes.
    pub fn largest(&self) -> u64 {
        self.largest
    }

    /// Which files of folders and archives are notes.
    pub fn files(&self) -> NoteFiles {
        self.files
    }

    /// Whether this is the built-in library.
    pub fn is_built_in(&self) -> bool {
        self.roots.is_empty() && !self.is_elsewhere
    }

    /// Whether the notes are not on this machine.
    pub fn is_elsewhere(&self) -> bool {
        self.is_elsewhere
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
        match self.files {
            NoteFiles::MarkdownAndTalks => {}
            NoteFiles::MarkdownAndText => hash.update(b"text"),
            NoteFiles::Markdown => hash.update(b"markdown"),
        }
        if self.largest != LARGEST_NOTE {
            hash.update(&self.largest.to_le_bytes());
        }
        format!("{:016x}", hash.digest())
    }

    /// Tells the place of this library from every other on the machine, however it was named; names what is kept of it for
    /// good.
    pub fn place(&self) -> String {
        if self.roots.is_empty() {
            return "built-in".to_owned();
        }
        let found = |root: &PathBuf| std::fs::canonicalize(root).or_else(|_| std::path::absolute(root));
        let mut places: Vec<PathBuf> =
            self.roots.iter().map(|root| found(root).unwrap_or_else(|_| root.clone())).collect();
        places.sort();
        places.dedup();
        let mut hash = Xxh3::new();
        for place in places {
            hash.update(place.as_os_str().as_encoded_bytes());
            hash.update(&[0]);
        }
        format!("{:016x}", hash.digest())
    }

    /// Every note's file, and those that may be notes, without reading any.
    ///
    /// # Errors
    /// If a root does not exist, or is no folder, Markdown file or readable zip.
    pub fn sources(&self) -> anyhow::Result<Listing> {
        let mut listing = Listing::default();
        anyhow::ensure!(!self.is_elsewhere, "the notes are not on this machine");
        if self.roots.is_empty() {
            let (path, text) = BUILT_IN;
            let stamp = Stamp { size: text.len() as u64, version: xxh3_64(text.as_bytes()) };
            listing.sources.push(Source { location: Location::BuiltIn, ..Source::at(path, stamp) });
            return Ok(listing);
        }
        for (index, root) in self.roots.iter().enumerate() {
            folder::list(root, index, self.files, &mut listing)?;
        }
        if self.roots.len() > 1 {
            self.keep_apart(&mut listing.sources);
        }
        tell_shared_digits(&mut listing.sources);
        Ok(listing)
    }

    /// Reads one note; `None` if its text tells that it is none.
    ///
    /// # Errors
    /// If the file can't be read, is a note's but no text in any encoding we know, or is larger than a note may be.
    pub fn read_note(&self, source: &Source) -> anyhow::Result<Option<Text>> {
        if source.is_told_by_text && !self.is_talk(source)? {
            return Ok(None);
        }
        self.read(source).map(Some)
    }

    /// Whether a file of text is a note, by its beginning: a log may be larger than any note.
    fn is_talk(&self, source: &Source) -> anyhow::Result<bool> {
        let beginning = |path: &Path| -> anyhow::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            File::open(path)?.take(TELLING).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let mut bytes = match &source.location {
            Location::BuiltIn => return Ok(true),
            Location::Shown => beginning(Path::new(&source.shown))?,
            Location::File(file) => beginning(file)?,
            Location::Entry(entry) => entry.read_beginning(TELLING)?,
        };
        if bytes.len() as u64 == TELLING {
            decode::cut_at_line(&mut bytes);
        }
        Ok(decode::decode(bytes).is_ok_and(|text| is_talk(&text.text)))
    }

    /// Reads one file, be it a note or not.
    ///
    /// # Errors
    /// If the file can't be read, is no text in any encoding we know, or is larger than a note may be.
    pub fn read(&self, source: &Source) -> anyhow::Result<Text> {
        self.check_size(source.stamp.size)?;
        let bytes = match &source.location {
            Location::BuiltIn => return Ok(Text { text: BUILT_IN.1.to_owned(), undecodable: 0 }),
            Location::Shown => self.read_file(Path::new(&source.shown))?,
            Location::File(file) => self.read_file(file)?,
            Location::Entry(entry) => entry.read()?,
        };
        let text = decode::decode(bytes)?;
        self.check_lines(&text.text)?;
        Ok(text)
    }

    fn check_lines(&self, text: &str) -> anyhow::Result<()> {
        let (lines, marks) = (self.largest / BYTES_OF_LINE, self.largest / BYTES_OF_MARK);
        let check = |what: &str, most: u64, count: fn(&str) -> usize| {
            anyhow::ensure!(
                text.len() as u64 <= most || count(text) as u64 <= most,
                "it has more than {most} {what}, as no note does; a larger `note_mib` in the config file allows more"
            );
            Ok(())
        };
        check("lines", lines, decode::lines)?;
        check("marks of Markdown's", marks, decode::marks)
    }

    /// Reads a file, which may have grown since it was looked at.
    fn read_file(&self, path: &Path) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = File::open(path)?;
        bytes.reserve(usize::try_from(file.metadata()?.len().min(self.largest))?);
        file.take(self.largest + 1).read_to_end(&mut bytes)?;
        self.check_size(bytes.len() as u64)?;
        Ok(bytes)
    }

    fn check_size(&self, bytes: u64) -> anyhow::Result<()> {
        anyhow::ensure!(
            bytes <= self.largest,
            "it has {} MiB, and a note may have {}; `note_mib` in the config file raises that",
            bytes.div_ceil(1 << 20),
            self.largest >> 20
        );
        Ok(())
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
        own_file::key(self.topics_files())
    }

    /// The topic files among the notes, `topics.yaml` at the top of each folder.
    pub fn topics_files(&self) -> &[OwnFile] {
        self.topics.get_or_init(|| own_file::files(vocabulary::FILE, self.roots.iter().map(PathBuf::as_path)))
    }

    /// The lists of people among the notes, `people.yaml` at the top of each folder.
    pub fn people_files(&self) -> &[OwnFile] {
        self.people.get_or_init(|| own_file::files(own_file::PEOPLE, self.roots.iter().map(PathBuf::as_path)))
    }

    /// Changes with every list of people among the notes; 0 where there is none.
    pub fn people_key(&self) -> u64 {
        own_file::key(self.people_files())
    }

    /// A file that lies in two roots is read once, and notes of the same path in different roots keep paths of their own.
    fn keep_apart(&self, sources: &mut Vec<Source>) {
        // One file may be shown in several ways, as `notes/a.md` and `./notes/a.md`.
        let whole = |root: &PathBuf| std::fs::canonicalize(root).unwrap_or_else(|_| root.clone());
        let roots: Vec<(&PathBuf, PathBuf)> = self.roots.iter().map(|root| (root, whole(root))).collect();
        let place = |source: &Source| {
            let (named, whole) = &roots[source.root];
            let file = match &source.location {
                Location::File(file) => file,
                _ => Path::new(&source.shown),
            };
            let below = file.strip_prefix(named).unwrap_or(Path::new(""));
            if below.as_os_str().is_empty() { whole.clone() } else { whole.join(below) }
        };
        let mut files = HashSet::new();
        sources.retain_mut(|source| {
            let place = place(source);
            // A file of text that is named itself is a note, wherever else it lies.
            source.is_told_by_text &= !roots.iter().any(|(_, root)| *root == place);
            files.insert(place)
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

/// Tells those of Notion's pages that are there more than once, whose digits say no longer which is which.
fn tell_shared_digits(sources: &mut [Source]) {
    let digits = |source: &Source| page_name(&source.path).1.map(str::to_ascii_lowercase);
    // Of those that are notes, and of all: what may be none takes the digits from nobody.
    let mut times: HashMap<String, (usize, usize)> = HashMap::new();
    for (source, digits) in sources.iter().filter_map(|source| Some((source, digits(source)?))) {
        let (notes, all) = times.entry(digits).or_default();
        *notes += usize::from(!source.is_told_by_text);
        *all += 1;
    }
    if times.values().all(|(_, all)| *all == 1) {
        return;
    }
    let is_shared = |source: &&mut Source| {
        digits(source).is_some_and(|digits| {
            let (notes, all) = times[&digits];
            if source.is_told_by_text { all > 1 } else { notes > 1 }
        })
    };
    sources.iter_mut().filter(is_shared).for_each(Source::share_digits);
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
        for name in ["b/二.md", "a.markdown", "c.MD", "d.vtt", ".hidden.md"] {
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
    fn text_is_a_note_where_it_is_named_or_wanted_and_may_be_one_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.txt", "c.TXT", "d.vtt", "e.srt", "f.text"] {
            fs::write(folder.path().join(name), "# 题").unwrap();
        }
        let paths = |library: &Library| -> Vec<String> {
            library.sources().unwrap().sources.into_iter().map(|source| source.path).collect()
        };
        let library = Library::at(vec![folder.path().to_owned()]);
        assert_eq!(paths(&library), ["a.md", "b.txt", "c.TXT"]);
        assert!(library.sources().unwrap().sources[1].is_told_by_text());
        let with_text = library.clone().with_files(NoteFiles::MarkdownAndText);
        assert_eq!(paths(&with_text), ["a.md", "b.txt", "c.TXT"]);
        assert!(!with_text.sources().unwrap().sources[1].is_told_by_text());
        let without = library.clone().with_files(NoteFiles::Markdown);
        assert_eq!(paths(&without), ["a.md"]);
        let mut keys = [library.key(), with_text.key(), without.key()].to_vec();
        keys.dedup();
        assert_eq!(keys.len(), 3);
        let both = Library::at(vec![folder.path().to_owned(), folder.path().join("c.TXT")]);
        let both = both.sources().unwrap().sources;
        assert_eq!(both.iter().map(Source::is_told_by_text).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(paths(&Library::at(vec![folder.path().join("c.TXT")])), ["c.TXT"]);
        assert!(Library::at(vec![folder.path().join("d.vtt")]).sources().is_err());
    }

    #[test]
    fn a_page_keeps_its_identity_unless_it_is_there_twice() {
        const DIGITS: &str = "2f7613b4c0cb8012a6f2d72c6dc33e7d";
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let library = Library::at(vec![one.path().to_owned(), other.path().to_owned()]);
        let listed = || -> Vec<(String, u64)> {
            let sources = library.sources().unwrap().sources;
            sources.iter().map(|source| (source.identity().into_owned(), source.stamp.version)).collect()
        };
        let file = one.path().join(format!("谈话 {DIGITS}.md"));
        fs::write(&file, "话").unwrap();
        // A file that changed just now is never the same twice.
        std::thread::sleep(std::time::Duration::from_millis(30));
        let alone = listed();
        assert_eq!(alone[0].0, DIGITS);
        let twin = other.path().join(format!("改名 {}.md", DIGITS.to_uppercase()));
        fs::write(&twin, "话").unwrap();
        let both = listed();
        assert_eq!(both[0].0, format!("谈话 {DIGITS}.md"));
        assert_eq!(both[1].0, format!("改名 {}.md", DIGITS.to_uppercase()));
        assert_ne!(alone[0].1, both[0].1);
        fs::remove_file(twin).unwrap();
        assert_eq!(listed(), alone);
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
