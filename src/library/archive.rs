//! Lists and reads the notes of a zip, such as a Notion export, in place. With `entry`, the only place that names `zip`.
//!
//! Nothing is unpacked to disk. Names are labels (see `label`), in UTF-8 or GBK whatever the archive says. Notion packs
//! large exports as zips inside a zip: one more level is read, in place where the inner one is stored, in memory where
//! it is compressed. Everything that an archive claims is bounded before it is believed; what goes beyond is refused by
//! name and the rest is read. Passwords and other compressions than deflate are not supported.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use zip::{CompressionMethod, ZipArchive};

use super::decode;
use super::entry::{ArchiveEntry, HARMLESS};
use super::label::{self, PathLabel};
use super::source::{Listing, Location, NoteFiles, Source, Stamp, Trouble};
use super::window::{Allowance, Window};

/// The most that all notes of an archive may unpack to, in bytes.
const LARGEST_TOTAL: u64 = 2 << 30;
/// The most that compressed archives inside an archive may unpack to, in bytes; they are held in memory.
const LARGEST_INNER: u64 = 256 << 20;
/// How many times its packed size an entry may unpack to; text reaches about 10, and a few thousand empty rows 100.
const LARGEST_RATIO: u64 = 250;
/// The most notes of one archive.
const MOST_NOTES: usize = 200_000;
/// The most that the directories of an archive and of those inside it may take, in bytes. An entry takes 46 and its
/// name, and some 400 in memory.
const LARGEST_DIRECTORY: u64 = 32 << 20;
/// The most archives inside an archive; entries may all claim the same bytes.
const MOST_INNER: usize = 1000;
/// So many refusals are named one by one.
const MOST_NAMED: usize = 100;

/// Whether a file begins as archives do.
pub(super) fn is_archive(path: &Path) -> bool {
    let mut begin = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && matches!(&begin, b"PK\x03\x04" | b"PK\x05\x06")
}

/// Adds the notes of the archive at `root`, sorted by path.
pub(super) fn list(root: &Path, index: usize, files: NoteFiles, listing: &mut Listing) -> anyhow::Result<()> {
    let wrong = || format!("cannot read the archive {}", root.display());
    let window = File::open(root).and_then(Window::of_file).with_context(wrong)?;
    let directories = Allowance::of(LARGEST_DIRECTORY);
    let archive = opened(&window, &directories).with_context(wrong)?;
    let mut reading = ArchiveReading {
        shown: root.display().to_string(),
        index,
        files,
        labels: Vec::new(),
        sources: Vec::new(),
        troubles: Vec::new(),
        room: Room::default(),
        room_for_text: Room::default(),
        left_inner: LARGEST_INNER,
        directories,
        inner: 0,
        beyond: 0,
        unnamed: 0,
    };
    reading.take(&window, archive, &[]);
    reading.finish(listing);
    Ok(())
}

/// Reads an archive's directory. It may claim any number of entries, in more than one place, so it is what is read
/// that counts.
fn opened(window: &Window, directories: &Allowance) -> anyhow::Result<ZipArchive<Window>> {
    let archive = ZipArchive::new(window.clone().within(directories));
    ensure!(
        !directories.is_spent(),
        "the list of what is in it, with all archives inside, is longer than {} MiB",
        LARGEST_DIRECTORY >> 20
    );
    Ok(archive?)
}

/// What is known of an archive so far.
struct ArchiveReading {
    shown: String,
    index: usize,
    /// Which of its entries are notes.
    files: NoteFiles,
    labels: Vec<PathLabel>,
    sources: Vec<Source>,
    troubles: Vec<Trouble>,
    /// What there is for notes.
    room: Room,
    /// The same for files that may be none, which take nothing from those that are.
    room_for_text: Room,
    /// Bytes that inner archives may still unpack to.
    left_inner: u64,
    /// What directories may still take.
    directories: Allowance,
    /// Archives inside so far.
    inner: usize,
    /// Notes beyond a limit on all of them.
    beyond: usize,
    /// Refusals beyond those that are named.
    unnamed: usize,
}

/// What more an archive may hold.
struct Room {
    /// Bytes that notes may still unpack to.
    bytes: u64,
    notes: usize,
}

impl Default for Room {
    fn default() -> Self {
        Room { bytes: LARGEST_TOTAL, notes: MOST_NOTES }
    }
}

/// What an archive claims about an entry.
struct Claim {
    size: u64,
    packed: u64,
    checksum: u32,
    encrypted: bool,
    stored: bool,
    /// Whether its bytes are another's, too.
    overlaps: bool,
}

/// The numbers of entries that begin within another. Few bytes could be as many notes as there are entries that claim them.
fn overlapping(archive: &ZipArchive<Window>) -> HashSet<usize> {
    /// What stands before an entry's name, in bytes.
    const LOCAL_HEADER: u64 = 30;
    let extent = |number: usize| {
        let entry = archive.by_index_data(number).ok()?;
        let length = LOCAL_HEADER + entry.name_raw().len() as u64;
        let end = entry.header_start().saturating_add(length).saturating_add(entry.compressed_size());
        Some((entry.header_start(), end, number))
    };
    let mut extents: Vec<(u64, u64, usize)> = (0..archive.len()).filter_map(extent).collect();
    extents.sort_unstable();
    let mut taken = 0;
    let begins_within = |(start, end, number): (u64, u64, usize)| {
        let overlaps = start < taken;
        taken = taken.max(end);
        overlaps.then_some(number)
    };
    extents.into_iter().filter_map(begins_within).collect()
}

impl ArchiveReading {
    /// Adds what lies in an archive; `inside` are the names of those around it.
    fn take(&mut self, window: &Window, archive: ZipArchive<Window>, inside: &[String]) {
        let archive = Arc::new(archive);
        if archive.has_duplicate_names() {
            let path =
                [&self.shown].into_iter().chain(inside).map(String::as_str).collect::<Vec<_>>().join("/");
            let reason = "several files in it have one name; of these the last is read".to_owned();
            self.troubles.push(Trouble { path, reason });
        }
        let overlapping = overlapping(&archive);
        for number in 0..archive.len() {
            let Ok(entry) = archive.by_index_data(number) else { continue };
            let Some(parts) = label::parts(&decode::name(entry.name_raw())) else { continue };
            let hidden = |part: &String| part.starts_with('.') || part == "__MACOSX";
            let Some(name) = parts.last().map(Path::new) else { continue };
            let is_inner = name.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
            if entry.is_symlink() || parts.iter().any(hidden) || !(is_inner || self.files.have(name)) {
                continue;
            }
            let claim = Claim {
                size: entry.size(),
                packed: entry.compressed_size(),
                checksum: entry.crc32(),
                encrypted: entry.encrypted(),
                stored: entry.compression() == CompressionMethod::Stored,
                overlaps: overlapping.contains(&number),
            };
            let entry = ArchiveEntry { archive: Arc::clone(&archive), number };
            let taken = match is_inner {
                true => self.inner(window, &entry, &claim, inside, &parts),
                false => self.note(entry, &claim, inside, &parts),
            };
            if let Err(error) = taken {
                if self.troubles.len() >= MOST_NAMED {
                    self.unnamed += 1;
                    continue;
                }
                let path = [&self.shown].into_iter().chain(inside).chain(&parts);
                let path = path.map(String::as_str).collect::<Vec<_>>().join("/");
                self.troubles.push(Trouble { path, reason: format!("{error:#}") });
            }
        }
    }

    fn note(
        &mut self,
        entry: ArchiveEntry,
        claim: &Claim,
        inside: &[String],
        parts: &[String],
    ) -> anyhow::Result<()> {
        claim.check(LARGEST_TOTAL)?;
        let name = parts.last().map(Path::new);
        let is_told_by_text = name.is_some_and(|name| self.files.are_told_by_text(name));
        let room = if is_told_by_text { &mut self.room_for_text } else { &mut self.room };
        if claim.size > room.bytes || room.notes == 0 {
            self.beyond += 1;
            return Ok(());
        }
        *room = Room { bytes: room.bytes - claim.size, notes: room.notes - 1 };
        let around = inside.iter().map(|name| (true, name.as_str()));
        let last = parts.len() - 1;
        let own = parts.iter().enumerate();
        let own = own.map(|(number, part)| (number < last && label::is_export_folder(part), part.as_str()));
        self.labels.push(PathLabel::new(around.chain(own)));
        let stamp = Stamp { size: claim.size, version: u64::from(claim.checksum) };
        // Named when all are known.
        let (path, shown) = (String::new(), String::new());
        let source = Source::new(path, shown, stamp, self.index, Location::Entry(entry));
        self.sources.push(Source { is_told_by_text, ..source });
        Ok(())
    }

    fn inner(
        &mut self,
        window: &Window,
        entry: &ArchiveEntry,
        claim: &Claim,
        inside: &[String],
        parts: &[String],
    ) -> anyhow::Result<()> {
        ensure!(inside.is_empty(), "an archive inside an archive inside an archive is not read");
        self.inner += 1;
        ensure!(self.inner <= MOST_INNER, "there are more than {MOST_INNER} archives inside the archive");
        let within = if claim.stored {
            ensure!(!claim.encrypted, "it is encrypted");
            ensure!(!claim.overlaps, "its bytes are those of another entry");
            let mut archive = (*entry.archive).clone();
            let raw = archive.by_index_raw(entry.number)?;
            window.part(raw.data_start().context("it has no place in the archive")?, claim.packed)
        } else {
            claim.check(self.left_inner)?;
            self.left_inner -= claim.size;
            Window::of_memory(entry.read()?)
        };
        let archive = opened(&within, &self.directories)?;
        self.take(&within, archive, &[parts.join("/")]);
        Ok(())
    }

    fn finish(self, listing: &mut Listing) {
        let ArchiveReading { shown, mut sources, mut troubles, unnamed, .. } = self;
        // Names that differ only in what leads elsewhere, as `a.md` and `../a.md`, come to the same.
        let mut seen = HashMap::new();
        for (source, mut path) in sources.iter_mut().zip(label::settle(self.labels)) {
            label::unique(&mut path, 0, &mut seen);
            source.shown = format!("{shown}/{path}");
            source.path = path;
        }
        sources.sort_by(|one, other| one.path.cmp(&other.path));
        if self.beyond > 0 {
            let limit = format!("{} GiB or {MOST_NOTES} notes", LARGEST_TOTAL >> 30);
            let reason = format!("{} notes beyond {limit} are left out", self.beyond);
            troubles.push(Trouble { path: shown.clone(), reason });
        }
        if unnamed > 0 {
            let reason = format!("{unnamed} more entries are left out for such reasons");
            troubles.push(Trouble { path: shown, reason });
        }
        listing.sources.append(&mut sources);
        listing.troubles.append(&mut troubles);
    }
}

impl Claim {
    /// Whether the entry may be read at all.
    fn check(&self, largest: u64) -> anyhow::Result<()> {
        ensure!(!self.encrypted, "it is encrypted");
        ensure!(!self.overlaps, "its bytes are those of another entry");
        if self.size > largest {
            bail!("it unpacks to {} MiB, more than {} MiB", self.size >> 20, largest >> 20);
        }
        let ratio = self.size / self.packed.max(1);
        if self.size > HARMLESS && ratio > LARGEST_RATIO {
            bail!("it unpacks to {ratio} times its size, as no text does");
        }
        Ok(())
    }
}
