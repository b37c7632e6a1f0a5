//! Part of a file, or of memory, as something to read and seek in.
//!
//! An archive is read by several threads at once and may lie inside another, so a reader is a range of shared bytes
//! with a position of its own: copying one costs nothing and opens no file. It never writes.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes read ahead: an archive's directory is read in small pieces.
const AHEAD: usize = 32 << 10;

/// Where the bytes are.
#[derive(Clone)]
enum Bytes {
    File(Arc<File>),
    Memory(Arc<[u8]>),
}

/// A range of shared bytes with a position.
pub(super) struct Window {
    bytes: Bytes,
    start: u64,
    length: u64,
    position: u64,
    ahead: Vec<u8>,
    /// The position that `ahead` begins at.
    ahead_at: u64,
    /// Bytes that may still be read, where there is a bound.
    allowance: Option<Allowance>,
}

/// Bytes that may be read in all, by one reader or several.
#[derive(Debug, Clone)]
pub(super) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    pub(super) fn of(bytes: u64) -> Allowance {
        Allowance(Arc::new(AtomicU64::new(bytes)))
    }

    /// Whether more was asked for than there was.
    pub(super) fn is_spent(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    fn spend(&self, bytes: u64) -> io::Result<()> {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes));
        spent.map(drop).map_err(|_| {
            self.0.store(0, Ordering::Relaxed);
            io::ErrorKind::QuotaExceeded.into()
        })
    }
}

impl Window {
    /// All of a file.
    pub(super) fn of_file(file: File) -> io::Result<Window> {
        let length = file.metadata()?.len();
        Ok(Window::new(Bytes::File(Arc::new(file)), 0, length))
    }

    /// Bytes in memory.
    pub(super) fn of_memory(bytes: Vec<u8>) -> Window {
        let length = bytes.len() as u64;
        Window::new(Bytes::Memory(bytes.into()), 0, length)
    }

    /// A part of this one, cut at its end.
    pub(super) fn part(&self, start: u64, length: u64) -> Window {
        let start = start.min(self.length);
        Window::new(self.bytes.clone(), self.start + start, length.min(self.length - start))
    }

    /// The same, but reading draws on an allowance. Copies don't.
    pub(super) fn within(self, allowance: &Allowance) -> Window {
        Window { allowance: Some(allowance.clone()), ..self }
    }

    fn new(bytes: Bytes, start: u64, length: u64) -> Window {
        Window { bytes, start, length, position: 0, ahead: Vec::new(), ahead_at: 0, allowance: None }
    }

    fn read_at(&self, buffer: &mut [u8], position: u64) -> io::Result<usize> {
        let left = usize::try_from(self.length.saturating_sub(position)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let (buffer, from) = (&mut buffer[..wanted], self.start + position);
        match &self.bytes {
            Bytes::File(file) => read_file_at(file, buffer, from),
            Bytes::Memory(bytes) => {
                let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
                let count = rest.len().min(buffer.len());
                buffer[..count].copy_from_slice(&rest[..count]);
                Ok(count)
            }
        }
    }
}

#[cfg(unix)]
fn read_file_at(file: &File, buffer: &mut [u8], from: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, from)
}

#[cfg(windows)]
fn read_file_at(file: &File, buffer: &mut [u8], from: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, from)
}

impl Clone for Window {
    fn clone(&self) -> Self {
        let mut copy = Window::new(self.bytes.clone(), self.start, self.length);
        copy.position = self.position;
        copy
    }
}

impl fmt::Debug for Window {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Window({}+{})", self.start, self.length)
    }
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = if buffer.len() >= AHEAD {
            self.read_at(buffer, self.position)?
        } else {
            let known = self.ahead_at..self.ahead_at + self.ahead.len() as u64;
            if !known.contains(&self.position) {
                let mut ahead = std::mem::take(&mut self.ahead);
                ahead.resize(AHEAD, 0);
                let count = self.read_at(&mut ahead, self.position)?;
                ahead.truncate(count);
                (self.ahead, self.ahead_at) = (ahead, self.position);
            }
            let offset = usize::try_from(self.position - self.ahead_at).unwrap_or(usize::MAX);
            let rest = self.ahead.get(offset..).unwrap_or_default();
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            count
        };
        if let Some(allowance) = &self.allowance {
            allowance.spend(read as u64)?;
        }
        self.position += read as u64;
        Ok(read)
    }
}

impl Seek for Window {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_reads_like_a_file_of_its_own() {
        let bytes: Vec<u8> = (0..100_000u32).map(|number| number as u8).collect();
        let mut file = tempfile::tempfile().unwrap();
        io::Write::write_all(&mut file, &bytes).unwrap();
        for whole in [Window::of_memory(bytes.clone()), Window::of_file(file).unwrap()] {
            let mut part = whole.part(1000, 90_000);
            let mut read = Vec::new();
            part.clone().read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes[1000..91_000]);
            part.seek(SeekFrom::End(-3)).unwrap();
            let mut last = [0; 8];
            assert_eq!(part.read(&mut last).unwrap(), 3);
            assert_eq!(last[..3], bytes[90_997..91_000]);
            assert!(part.seek(SeekFrom::Current(-90_001)).is_err());
            assert_eq!(whole.part(99_999, 50).part(0, 9).length, 1);
        }
    }

    #[test]
    fn allowance_is_shared_and_copies_read_without() {
        let allowance = Allowance::of(10);
        let window = Window::of_memory(vec![0; 8]);
        let mut first = window.clone().within(&allowance);
        let read = |window: &mut Window| window.read_to_end(&mut Vec::new());
        assert_eq!(read(&mut first).unwrap(), 8);
        assert!(!allowance.is_spent());
        assert!(read(&mut window.within(&allowance)).is_err());
        assert!(allowance.is_spent());
        first.rewind().unwrap();
        assert!(read(&mut first).is_err());
        assert_eq!(read(&mut first.clone()).unwrap(), 8);
    }
}
