//! A note inside an archive, which is unpacked when it is read.

use std::fmt;
use std::io::Read;
use std::sync::Arc;

use anyhow::ensure;
use zip::ZipArchive;

use super::window::Window;

/// Entries smaller than this may unpack to any multiple, in bytes.
pub(super) const HARMLESS: u64 = 1 << 20;

/// An entry of an archive, to be read later.
#[derive(Clone)]
pub(super) struct ArchiveEntry {
    pub(super) archive: Arc<ZipArchive<Window>>,
    pub(super) number: usize,
}

impl PartialEq for ArchiveEntry {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.archive, &other.archive) && self.number == other.number
    }
}

impl Eq for ArchiveEntry {}

impl fmt::Debug for ArchiveEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ArchiveEntry({})", self.number)
    }
}

impl ArchiveEntry {
    /// The first bytes of the entry, at most so many.
    ///
    /// # Errors
    /// If they can't be unpacked.
    pub(super) fn read_beginning(&self, most: u64) -> anyhow::Result<Vec<u8>> {
        let mut archive = (*self.archive).clone();
        let mut bytes = Vec::new();
        archive.by_index(self.number)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The entry's bytes, never more than the archive's directory claims.
    ///
    /// # Errors
    /// If they can't be unpacked or are others than the directory claims.
    pub(super) fn read(&self) -> anyhow::Result<Vec<u8>> {
        let mut archive = (*self.archive).clone();
        let mut entry = archive.by_index(self.number)?;
        let claimed = entry.size();
        let mut bytes = Vec::with_capacity(usize::try_from(claimed.min(HARMLESS)).unwrap_or_default());
        entry.by_ref().take(claimed + 1).read_to_end(&mut bytes)?;
        ensure!(bytes.len() as u64 == claimed, "it does not unpack to the size that the archive claims");
        Ok(bytes)
    }
}
