//! Words that a reader has marked, in the export of a program: nobody is named, and they are the note's own selection.
//!
//! ```text
//! line = highlight                 ; an item or in a blockquote
//!      | ( ">>" | "◆" ) words      ; in a plain export of WeRead
//!      | clipping                  ; an item, above the paragraph of the words
//! ```

use std::ops::Range;

use crate::parse::syntax::highlight;
use crate::parse::syntax::line::Line;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Says, Spoken, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if line.is_heading {
        return None;
    }
    let voice = Voice { key: true, ..Voice::of_others() };
    if line.place.bullet.is_some() && highlight::heads_clipping(line.text()) {
        let lead_in = LeadIn { voice, asks: false, takes_plain: true, reach: Reach::NextBlock };
        return Some(Utterance::LeadsIn(LeadsIn { lead_in, group: Group::New, line: LineOfLeadIn::Passage }));
    }
    let words = match reading.context.plain_highlight(line) {
        Some(start) => start..line.text().len(),
        None => exported(line)?,
    };
    let words = line.range.start + words.start..line.range.start + words.end;
    Some(Utterance::Says(Says {
        spoken: Spoken::Unmarked { words, continues: false },
        voice,
        before: None,
        group: Group::New,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    }))
}

/// The words of a highlight with what an exporter puts beside it, as a range of the line.
fn exported(line: &Line<'_>) -> Option<Range<usize>> {
    let found = highlight::read(line.text())?;
    let is_place = line.place.bullet.is_some() || line.place.in_blockquote;
    let behind = line.range.start + found.words.end..line.range.end;
    let is_link =
        || line.inline.links.iter().any(|(link, _)| behind.start <= link.start && link.end <= behind.end);
    let is_certain = found.is_certain || found.has_place && is_link();
    (line.place.in_key || is_certain && is_place).then_some(found.words)
}
