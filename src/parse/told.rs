//! Words quoted at the end of a sentence that tells who says them.
//!
//! ```text
//! told   = ( clause "，" )* clause ( "，" | "：" ) speech        ; the speech ends the line
//! clause = name … verb of saying
//! ```
//!
//! `李明则认为，“规模不是护城河。”` speaks as surely as `李明：“……”` does. A sentence that goes on behind the words is prose.

use std::ops::Range;

use crate::markdown::Inline;

use super::announce;
use super::speech::{self, Speech};
use super::turns::{Pending, Place};
use super::walk::Walk;

impl Walk<'_> {
    /// Reads a line that tells who says the words at its end; `false` where it is none.
    pub(super) fn told(&mut self, inline: &Inline, line: &Range<usize>, place: Place) -> bool {
        const FEWEST: usize = 8;
        let text = &inline.text[line.clone()];
        let Some(open) = text.find(speech::is_opening) else { return false };
        let lead = text[..open].trim_end();
        let before = lead.trim_end_matches(['，', ',', '：', ':']);
        let clause = before.rsplit(['，', ',', '；', '。', '！', '？']).next().unwrap_or(before).trim();
        if before == lead || !announce::ends_in_saying(clause) {
            return false;
        }
        let Some(name) = self.people.lead_in(clause) else { return false };
        let name = name.to_owned();
        let range = line.start + open..line.end;
        let read = speech::read(&inline.text[range.clone()], true, &|_| false);
        let Speech::Whole { words, .. } = &read else { return false };
        let words = &text[open..][words.clone()];
        // A closing mark within the words: the sentence goes on between several of them.
        if words.chars().count() < FEWEST || speech::is_interrupted(&text[open..]) {
            return false;
        }
        if !place.in_blockquote {
            self.group += 1;
        }
        self.turn.pending = None;
        self.turn.unmarked = None;
        self.turn.going_on = None;
        if before.trim() != clause {
            self.flush(inline, Some(line.start..line.start + open), place);
        }
        let pending = Pending { asks: announce::ends_in_asking(clause), ..Pending::named(&name) };
        self.speak(inline, range, read, &pending);
        true
    }
}
