//! Plain lines in a row, which become a passage.
//!
//! A transcript without speakers may have a time before each line: there a passage ends with a sentence, or before it gets
//! so long that its own time says little of its last words.

use std::ops::Range;

use crate::parse::syntax::line::Line;

/// Plain lines in a row.
pub(super) struct Plain {
    pub(super) range: Range<usize>,
    /// The last of them introduces what stands below.
    pub(super) introduces: bool,
    /// The time before the first of them, in seconds.
    since: Option<u32>,
}

impl Plain {
    /// The lines so far and one more.
    pub(super) fn with(above: Option<Self>, line: &Line<'_>, introduces: bool) -> Self {
        match above {
            Some(Plain { range, since, .. }) => {
                Plain { range: range.start..line.range.end, introduces, since }
            }
            None => Plain { range: line.range.clone(), introduces, since: line.seconds() },
        }
    }

    /// Whether a line belongs to the same passage.
    pub(super) fn goes_on_with(&self, line: &Line<'_>) -> bool {
        /// In seconds.
        const LONGEST: u32 = 15;
        let Some(time) = line.seconds() else { return true };
        let ends = ['。', '！', '？', '…', '.', '!', '?', '”', '」'];
        let ends_sentence = line.inline.text[self.range.clone()].trim_end().ends_with(ends);
        let is_near = self.since.is_none_or(|since| (since..=since + LONGEST).contains(&time));
        is_near && !ends_sentence
    }
}
