//! Key quotes without marks: a blockquote's line or an item among key quotes.

use crate::language::clause;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Group, LeadInAfter, Says, Spoken, Utterance};
use crate::text::marks::{closes_brackets, opens_brackets};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    const FEWEST: usize = 6;
    let line = reading.line;
    let place = line.place;
    let text = line.text().trim();
    // Bullets below somebody's words in one blockquote are the editor's.
    let is_summary = place.in_blockquote && open.above.has_named();
    let is_place = place.in_blockquote && place.bullet.is_none() || place.bullet == Some(0) && !is_summary;
    let is_bracketed = text.starts_with(opens_brackets) && text.ends_with(closes_brackets);
    let is_key = place.in_key
        && is_place
        && text.chars().count() >= FEWEST
        && !clause::is_editorial(text)
        && !is_bracketed
        && line.lead.is_none();
    is_key.then(|| {
        Utterance::Says(Says {
            spoken: Spoken::Unmarked { words: line.range.clone(), continues: place.in_blockquote },
            voice: open.lead_in.map(|lead_in| lead_in.voice.clone()).unwrap_or_default(),
            before: None,
            group: Group::Same,
            goes_on: false,
            lead_in: LeadInAfter::Used,
        })
    })
}
