//! Checksums of the blocks of a file: each is compared with what was written before its bytes are used first, so that a bit
//! that has turned over on the disk is no wrong answer.
//!
//! Blocks rather than whole files, for a command reads little of a large index. Their sums are taken of what is written, not
//! of what a disk gives back, and are kept in the seal of a commit (see `directory`).

use std::fmt;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
    bytes: Arc<dyn FileHandle>,
    sums: Arc<[u64]>,
    /// A bit for each block that was found right.
    right: Vec<AtomicU64>,
    /// Told of what is not.
    damaged: Box<dyn Fn() + Send + Sync>,
}

impl CheckedFile {
    pub(super) fn new(
        bytes: Arc<dyn FileHandle>,
        sums: Arc<[u64]>,
        damaged: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        let right = (0..sums.len().div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        CheckedFile { bytes, sums, right, damaged: Box::new(damaged) }
    }

    /// Compares the blocks that hold some bytes.
    pub(super) fn check(&self, range: Range<usize>) -> io::Result<()> {
        let last = count(range.end);
        (range.start / BLOCK..last)
            .filter(|_| !range.is_empty())
            .try_for_each(|block| self.check_block(block))
    }

    fn check_block(&self, block: usize) -> io::Result<()> {
        let bit = 1 << (block % 64);
        let right = self.right.get(block / 64);
        if right.is_some_and(|right| right.load(Ordering::Relaxed) & bit != 0) {
            return Ok(());
        }
        let end = self.bytes.len().min((block + 1) * BLOCK);
        let found = xxh3_64(&self.bytes.read_bytes(block * BLOCK..end)?);
        if self.sums.get(block) != Some(&found) {
            (self.damaged)();
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a file of the index is damaged"));
        }
        if let Some(right) = right {
            right.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl fmt::Debug for CheckedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes.fmt(formatter)
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.check(range.clone())?;
        self.bytes.read_bytes(range)
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
        let file = CheckedFile::new(Arc::new(OwnedBytes::new(bytes.to_vec())), sums, move || told.meet());
        (file, damage)
    }

    #[test]
    fn only_blocks_that_are_read_are_compared() {
        let mut bytes: Vec<u8> = (0..BLOCK * 3 + 5).map(|at| (at % 251) as u8).collect();
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

    #[test]
    fn a_file_without_sums_is_damaged() {
        let (file, damage) = file(b"words", Arc::new([]));
        assert!(file.read_bytes(0..5).is_err() && damage.is_met());
    }
}
