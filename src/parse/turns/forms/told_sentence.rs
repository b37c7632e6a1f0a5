//! Words quoted at the end of a sentence that tells who says them.
//!
//! ```text
//! told   = ( clause "，" )* clause ( "，" | "：" ) speech        ; the speech ends the line
//! clause = conjunction? ( name | "他" | "她" ) … verb of saying
//! ```
//!
//! `李明则认为，“规模不是护城河。”` speaks as surely as `李明：“……”` does. A sentence that goes on after the words is prose.

use crate::language::clause;
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, LeadInAfter, Says, Spoken, Utterance, Voice};
use crate::text::marks::opens_quotation;

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    /// Fewer characters in marks may be a word.
    const FEWEST: usize = 6;
    let (line, cast) = (reading.line, reading.cast);
    let text = line.text();
    let open = text.find(opens_quotation)?;
    let lead = text[..open].trim_end();
    let before = lead.trim_end_matches(['，', ',', '：', ':']);
    let clause = before.rsplit(['，', ',', '；', '。', '！', '？']).next().unwrap_or(before).trim();
    if before == lead || !clause::ends_in_saying(clause) {
        return None;
    }
    // `李明念完信，说：`: an earlier clause has the subject; but that of `记者追问时，她说：` is somebody else.
    let subject = || {
        let clauses = before.rsplit(['。', '！', '？']).next()?.rsplit(['，', ',', '；']);
        let clauses = clauses.skip(1).filter(|clause| !clause::is_of_time(clause));
        clauses.map(clause::without_conjunction).find_map(|clause| cast.subject(clause))
    };
    let told_of = || reading.context.told_of(clause::without_conjunction(clause));
    let by_subject = || subject().filter(|_| clause::has_no_subject(clause));
    let voice = match cast.teller(clause).or_else(told_of).or_else(by_subject) {
        Some(name) => Voice::named(name),
        None if clause::is_said_by_pronoun(clause) => Voice::of_pronoun(),
        None => return None,
    };
    let speech = quotation::read(&text[open..], true, &|_| false);
    let Speech::Whole { words, .. } = &speech else { return None };
    // A closing mark within the words: the sentence goes on between several of them.
    if text[open..][words.clone()].chars().count() < FEWEST || quotation::is_interrupted(&text[open..]) {
        return None;
    }
    let start = line.range.start + open;
    Some(Utterance::Says(Says {
        spoken: Spoken::Marked { speech, range: start..line.range.end },
        voice: Voice { told_to_ask: clause::ends_in_asking(clause), ..voice },
        before: (before.trim() != clause).then_some(line.range.start..start),
        group: Group::NewOutsideBlockquote,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    }))
}
