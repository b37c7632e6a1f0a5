//! Places in a note.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Lines of a note's file, 1-based, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineSpan {
    /// The first line.
    pub first: u32,
    /// The last line; never before the first.
    pub last: u32,
}

impl LineSpan {
    /// The lines from the first of both to the last of both.
    pub fn joined(self, other: LineSpan) -> LineSpan {
        LineSpan { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Whether `other` lies wholly within.
    pub fn contains(self, other: LineSpan) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// Bytes of a note's decoded text, end excluded. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ByteSpan {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl ByteSpan {
    /// The span as a range that slices a `str`.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for ByteSpan {
    /// Notes are read whole and are refused long before 4 GiB, so the offsets fit.
    fn from(range: Range<usize>) -> Self {
        ByteSpan { start: range.start as u32, end: range.end as u32 }
    }
}
