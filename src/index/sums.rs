//! Checksums of the blocks of a file: each is compared with what was written before its bytes are used, so that a bit that has
//! turned over on the disk is no wrong answer.
//!
//! Blocks rather than whole files, for a command reads little of a large index. Their sums are taken of what is written, not
//! of what a disk gives back, and are kept in the seal of a commit (see `directory`).

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// The length of a block, in bytes. Smaller ones make the table of sums long, which each command reads; of larger ones more is
/// summed than is needed.
const BLOCK: usize = 16 << 10;

/// Sums up blocks as they are written.
pub(super) struct Summing {
    block: Xxh3,
    /// Bytes of the last block.
    filled: usize,
    sums: Vec<u64>,
}

impl Summing {
    pub(super) fn new() -> Summing {
        Summing { block: Xxh3::new(), filled: 0, sums: Vec::new() }
    }

    pub(super) fn add(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let (part, rest) = bytes.split_at(bytes.len().min(BLOCK - self.filled));
            self.block.update(part);
            self.filled += part.len();
            if self.filled == BLOCK {
                self.end_block();
            }
            bytes = rest;
        }
    }

    fn end_block(&mut self) {
        self.sums.push(self.block.digest());
        self.block.reset();
        self.filled = 0;
    }

    pub(super) fn finish(&mut self) -> Vec<u64> {
        if self.filled > 0 {
            self.end_block();
        }
        std::mem::take(&mut self.sums)
    }
}

/// How many sums a file of this length has.
pub(super) fn count(length: usize) -> usize {
    length.div_ceil(BLOCK)
}

/// A file of which nothing is read that is not what was written.
pub(super) struct CheckedFile {
    bytes: Bytes,
    sums: Arc<[u64]>,
    /// Told of what is not.
    damaged: Box<dyn Fn() + Send + Sync>,
}

/// How a file's bytes are had.
enum Bytes {
    /// Where they lie, which is fastest. Each block is compared once, so what changes later is not seen, and a file that is
    /// shortened meanwhile ends the process: enough for a command that takes milliseconds.
    Mapped {
        bytes: Arc<dyn FileHandle>,
        /// A bit for each block that was found right.
        right: Vec<AtomicU64>,
    },
    /// As copies, each compared after it was made: for whoever stays open while others do what they will to the file.
    Copied { file: Mutex<File>, length: usize },
}

impl CheckedFile {
    pub(super) fn mapped(
        bytes: Arc<dyn FileHandle>,
        sums: Arc<[u64]>,
        damaged: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let right = (0..sums.len().div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        CheckedFile { bytes: Bytes::Mapped { bytes, right }, sums, damaged: Box::new(damaged) }
    }

    pub(super) fn copied(
        file: File,
        sums: Arc<[u64]>,
        damaged: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let length = usize::try_from(length).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let bytes = Bytes::Copied { file: Mutex::new(file), length };
        Ok(CheckedFile { bytes, sums, damaged: Box::new(damaged) })
    }

    /// Compares all blocks.
    pub(super) fn check(&self) -> io::Result<()> {
        (0..count(self.len())).try_for_each(|block| self.read_bytes(self.place(block)).map(drop))
    }

    /// Where a block lies.
    fn place(&self, block: usize) -> Range<usize> {
        block * BLOCK..self.len().min((block + 1) * BLOCK)
    }

    fn check_block(&self, block: usize, bytes: &[u8]) -> io::Result<()> {
        match self.sums.get(block) == Some(&xxh3_64(bytes)) {
            true => Ok(()),
            false => Err(self.damage()),
        }
    }

    fn damage(&self) -> io::Error {
        (self.damaged)();
        io::Error::new(io::ErrorKind::InvalidData, "a file of the index is damaged")
    }
}

impl fmt::Debug for CheckedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a file of {} bytes", self.len())
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        match &self.bytes {
            Bytes::Mapped { bytes, .. } => bytes.len(),
            Bytes::Copied { length, .. } => *length,
        }
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let blocks = range.start / BLOCK..count(range.end);
        match &self.bytes {
            Bytes::Mapped { bytes, right } => {
                for block in blocks {
                    let (bit, right) = (1 << (block % 64), right.get(block / 64));
                    if right.is_some_and(|right| right.load(Ordering::Relaxed) & bit != 0) {
                        continue;
                    }
                    self.check_block(block, &bytes.read_bytes(self.place(block))?)?;
                    if let Some(right) = right {
                        right.fetch_or(bit, Ordering::Relaxed);
                    }
                }
                bytes.read_bytes(range)
            }
            Bytes::Copied { file, .. } => {
                let place = blocks.start * BLOCK..self.place(blocks.end - 1).end;
                let mut copy = vec![0; place.len()];
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                let read =
                    file.seek(SeekFrom::Start(place.start as u64)).and_then(|_| file.read_exact(&mut copy));
                drop(file);
                read.map_err(|_| self.damage())?;
                blocks
                    .zip(copy.chunks(BLOCK))
                    .try_for_each(|(block, bytes)| self.check_block(block, bytes))?;
                Ok(OwnedBytes::new(copy).slice(range.start - place.start..range.end - place.start))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Damage;

    fn sums(bytes: &[u8]) -> Arc<[u64]> {
        let mut summing = Summing::new();
        bytes.chunks(1000).for_each(|chunk| summing.add(chunk));
        summing.finish().into()
    }

    fn file(bytes: &[u8], sums: Arc<[u64]>) -> (CheckedFile, Damage) {
        let damage = Damage::default();
        let told = damage.clone();
        let file = CheckedFile::mapped(Arc::new(OwnedBytes::new(bytes.to_vec())), sums, move || told.meet());
        (file, damage)
    }

    fn words() -> Vec<u8> {
        (0..BLOCK * 3 + 5).map(|at| (at % 251) as u8).collect()
    }

    #[test]
    fn only_blocks_that_are_read_are_compared() {
        let mut bytes = words();
        let sums = sums(&bytes);
        assert_eq!(sums.len(), count(bytes.len()));
        bytes[BLOCK + 7] ^= 1;
        let (file, damage) = file(&bytes, sums);
        for range in [0..0, 0..BLOCK, BLOCK * 2..bytes.len(), bytes.len() - 1..bytes.len(), 3..9] {
            assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &bytes[range]);
        }
        assert!(!damage.is_met());
        for range in [0..bytes.len(), BLOCK..BLOCK + 1, BLOCK * 2 - 1..BLOCK * 2 + 1] {
            assert!(file.read_bytes(range).is_err());
        }
        assert!(damage.is_met());
    }

    /// A file that is copied, and what became of it since it was opened; what was read before stays.
    fn check_copied(harm: impl Fn(&mut Vec<u8>), harmed: &[Range<usize>]) {
        let bytes = words();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, &bytes).unwrap();
        let damage = Damage::default();
        let told = damage.clone();
        let file =
            CheckedFile::copied(File::open(&path).unwrap(), sums(&bytes), move || told.meet()).unwrap();
        let before = file.read_bytes(BLOCK - 5..BLOCK * 2 + 5).unwrap();
        file.check().unwrap();
        let mut after = bytes.clone();
        harm(&mut after);
        std::fs::write(&path, after).unwrap();
        for range in [0..0, 7..BLOCK] {
            assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &bytes[range]);
        }
        assert!(!damage.is_met());
        for range in harmed {
            assert!(file.read_bytes(range.clone()).is_err());
        }
        assert_eq!((damage.is_met(), file.check().is_err()), (!harmed.is_empty(), !harmed.is_empty()));
        assert_eq!(before.as_slice(), &bytes[BLOCK - 5..BLOCK * 2 + 5]);
    }

    #[test]
    fn what_becomes_of_a_file_that_is_copied_is_seen() {
        check_copied(|_| {}, &[]);
        check_copied(|bytes| bytes[BLOCK + 7] ^= 1, &[BLOCK..BLOCK + 1, BLOCK - 1..BLOCK * 2 + 1]);
        check_copied(|bytes| bytes.truncate(BLOCK * 2 + 9), &[BLOCK * 2..BLOCK * 2 + 1, 3..BLOCK * 3 + 5]);
    }

    #[test]
    fn a_file_without_sums_is_damaged() {
        let (file, damage) = file(b"words", Arc::new([]));
        assert!(file.read_bytes(0..5).is_err() && damage.is_met());
    }
}
