//! Letters that ask and answer without a colon.
//!
//! ```text
//! question = "Q" number? "."? words "？"
//! answer   = "A" number? "."? words            ; right below a question
//! ```

use super::marked_words::said;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Asks, Group, LeadInAfter, Says, Utterance, Voice};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (letter, start) = if line.lead.is_none() { line.letter()? } else { return None };
    let words = start..line.range.end;
    let is_question = line.inline.text[words.clone()].trim_end().ends_with(['？', '?']);
    match letter {
        'Q' if is_question => Some(Utterance::Asks(Asks { words, asker: None, lead_in: LeadInAfter::Ended })),
        'A' if open.above.is_question() => Some(Utterance::Says(Says {
            spoken: said(reading, words),
            voice: Voice { is_answer: true, ..Voice::default() },
            before: None,
            group: Group::New,
            goes_on: false,
            lead_in: LeadInAfter::Kept,
        })),
        _ => None,
    }
}
