//! A quote with its teller between its parts: `“手比眼睛快，”李明解释，“片子断之前，手会先热。”`
//!
//! ```text
//! split = quoted "，"? ( name | "他" | "她" ) ( verb of saying | deed ) "，" quoted      ; both are one quote
//! ```

use crate::language::{attributing, clause};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, LeadInAfter, Says, Spoken, Utterance, Voice};
use crate::text::marks::{closes_quotation, opens_quotation};

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !line.opens_with_mark() {
        return None;
    }
    let text = &line.inline.text[line.start..line.range.end];
    let mark = text.chars().next()?;
    let first = mark.len_utf8() + text[mark.len_utf8()..].find(closes_quotation)?;
    let after = first + text[first..].chars().next().map_or(0, char::len_utf8);
    let second = after + text[after..].find(opens_quotation)?;
    let clause = text[after..second].trim().trim_matches(['，', ',', '。', '.', '：', ':']).trim();
    let is_deed = |name: &&str| clause::is_deed_before_words(&clause[name.len()..]);
    let voice = match attributing::name_behind_words(clause) {
        Some(name) if is_attributable(reading.cast, name) => Voice::named(name),
        // `她顿了顿`
        _ if clause::is_said_by_pronoun(clause) => {
            let tells = clause::tells_of_pronoun(clause) || clause.get(..3).as_ref().is_some_and(is_deed);
            tells.then(Voice::of_pronoun)?
        }
        _ if clause::ends_in_saying(clause) => Voice::named(reading.cast.teller(clause)?),
        // `李明顿了顿`
        _ => Voice::named(reading.cast.subject(clause).filter(is_deed)?),
    };
    let Speech::Whole { words, .. } = quotation::read(&text[second..], true, &|_| false) else { return None };
    if quotation::is_interrupted(&text[second..]) {
        return None;
    }
    let at = |offset: usize| line.start + offset;
    Some(Utterance::Says(Says {
        spoken: Spoken::Split(
            at(mark.len_utf8())..at(first),
            at(second + words.start)..at(second + words.end),
        ),
        voice,
        before: None,
        group: Group::NewOutsideBlockquote,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    }))
}
