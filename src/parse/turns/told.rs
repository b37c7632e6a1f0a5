//! Words quoted at the end of a sentence that tells who says them.
//!
//! ```text
//! told   = ( clause "，" )* clause ( "，" | "：" ) speech        ; the speech ends the line
//! clause = name … verb of saying
//! split  = speech "，"? name verb of saying "，" speech           ; both are one quote
//! ```
//!
//! `李明则认为，“规模不是护城河。”` speaks as surely as `李明：“……”` does. A sentence that goes on behind the words is prose.

use crate::text::marks;
use std::ops::Range;

use crate::markdown::Inline;

use crate::language::clause;
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::lines::Walk;
use crate::parse::turns::reading::{Pending, Place};

impl Walk<'_> {
    /// Reads a line that tells who says the words at its end; `false` where it is none.
    pub(crate) fn told(&mut self, inline: &Inline, line: &Range<usize>, place: Place) -> bool {
        const FEWEST: usize = 6;
        let text = &inline.text[line.clone()];
        let Some(open) = text.find(marks::opens_quotation) else { return false };
        let lead = text[..open].trim_end();
        let before = lead.trim_end_matches(['，', ',', '：', ':']);
        let clause = before.rsplit(['，', ',', '；', '。', '！', '？']).next().unwrap_or(before).trim();
        if before == lead || !clause::ends_in_saying(clause) {
            return false;
        }
        // `李明念完信，说：`: an earlier clause has the subject.
        let subject = || {
            let clauses = before.rsplit(['。', '！', '？']).next()?.rsplit(['，', ',', '；']);
            clauses.skip(1).find_map(|clause| self.people.subject(clause))
        };
        let named = self.people.lead_in(clause).or_else(|| subject().filter(|_| clause::is_saying(clause)));
        let Some(name) = named.map(str::to_owned) else { return false };
        let range = line.start + open..line.end;
        let read = quotation::read(&inline.text[range.clone()], true, &|_| false);
        let Speech::Whole { words, .. } = &read else { return false };
        let words = &text[open..][words.clone()];
        // A closing mark within the words: the sentence goes on between several of them.
        if words.chars().count() < FEWEST || quotation::is_interrupted(&text[open..]) {
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
        let pending = Pending { asks: clause::ends_in_asking(clause), ..Pending::named(&name) };
        self.speak(inline, range, read, &pending);
        true
    }

    /// Reads `“手比眼睛快，”李明解释，“片子断之前，手会先热。”`; `false` where the line is none.
    pub(crate) fn told_between(&mut self, inline: &Inline, range: &Range<usize>, place: Place) -> bool {
        let text = &inline.text[range.clone()];
        let Some(mark) = text.chars().next() else { return false };
        let Some(first) = text[mark.len_utf8()..].find(marks::closes_quotation) else { return false };
        let first = mark.len_utf8() + first;
        let behind = first + text[first..].chars().next().map_or(0, char::len_utf8);
        let Some(second) = text[behind..].find(marks::opens_quotation).map(|second| behind + second) else {
            return false;
        };
        let clause = text[behind..second].trim().trim_matches(['，', ',', '。', '：', ':']).trim();
        if !clause::ends_in_saying(clause) {
            return false;
        }
        let Some(name) = self.people.lead_in(clause).map(str::to_owned) else { return false };
        let start = range.start + second;
        let Speech::Whole { words, .. } = quotation::read(&inline.text[start..range.end], true, &|_| false)
        else {
            return false;
        };
        if quotation::is_interrupted(&inline.text[start..range.end]) {
            return false;
        }
        self.group += u32::from(!place.in_blockquote);
        self.turn.pending = None;
        self.turn.unmarked = None;
        self.turn.going_on = None;
        let opening = range.start + mark.len_utf8()..range.start + first;
        let index = self.quote(inline, opening, &Pending::named(&name));
        self.append(index, inline, start + words.start..start + words.end);
        true
    }
}
