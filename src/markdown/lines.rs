//! Which line an offset stands on.

use std::ops::Range;

use crate::model::{ByteSpan, LineSpan};
use crate::text::line_breaks;

/// Where each line of a text begins.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    pub(super) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(line_breaks(text).map(|offset| offset + 1));
        LineIndex { starts, length: text.len() }
    }

    /// The line, from 1, that holds this byte.
    pub fn line(&self, offset: usize) -> u32 {
        let line = self.starts.partition_point(|start| *start <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }

    /// The last line of `text`, which these are the lines of, that holds anything.
    pub fn last(&self, text: &str) -> u32 {
        self.line(text.trim_end().len().saturating_sub(1))
    }

    /// The lines that a range of bytes touches.
    pub fn span(&self, range: &Range<usize>) -> LineSpan {
        let first = self.line(range.start);
        let last = self.line(range.end.saturating_sub(1).max(range.start));
        LineSpan { first, last }
    }

    /// The bytes of a run of lines, without the last one's line end.
    pub fn bytes(&self, lines: LineSpan) -> ByteSpan {
        let start = self.starts[(lines.first as usize - 1).min(self.starts.len() - 1)];
        let end = self.starts.get(lines.last as usize).map_or(self.length, |next| next - 1);
        (start..end.max(start)).into()
    }

    /// How many lines there are; the last one may be empty.
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}
