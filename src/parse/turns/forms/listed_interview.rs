//! A question, or what the only guest answers, in an interview that is one list.
//!
//! ```text
//! item = question newline answer     ; see `turns/listed_interview`
//! ```

use crate::model::Attribution;
use crate::parse::draft::Speaker;
use crate::parse::turns::context::Reading;
use crate::parse::turns::listed_interview::Part;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Asks, Continues, Group, LeadInAfter, OpenWords, Says, Spoken, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let part = reading.interview_part()?;
    let line = reading.line;
    let words = line.start..line.range.end;
    let lead_in = LeadInAfter::Ended;
    if part == Part::Question {
        return Some(Utterance::Asks(Asks { words, asker: None, lead_in }));
    }
    if open.above.turn_right_above().is_some() {
        return Some(Utterance::Continues(Continues { of: OpenWords::Above, words, closes: None, lead_in }));
    }
    let name = reading.cast.only_presented_guest()?.to_owned();
    let speaker = Speaker::Named { name, attribution: Attribution::Implied };
    Some(Utterance::Says(Says {
        spoken: Spoken::Unmarked { words, continues: false },
        voice: Voice { speaker, is_answer: true, ..Voice::default() },
        before: None,
        group: Group::New,
        goes_on: false,
        lead_in,
    }))
}
