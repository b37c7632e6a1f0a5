//! The points that a turn announces, in a list below it.
//!
//! ```text
//! turn  = lead words colon
//! point = bullet words       ; no time, no link alone, and nobody's lead
//! ```

use crate::parse::turns::announcement::Announced;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Continues, LeadInAfter, OpenWords, Utterance};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !open.lists_points || line.place.bullet.is_none() || line.place.in_blockquote || line.is_stamped() {
        return None;
    }
    let asks_or_answers =
        matches!(reading.announced, Some(Announced::Question { .. } | Announced::Answer { .. }));
    let is_name = line.alone.as_ref().is_some_and(|lead| reading.cast.talks(&lead.name));
    if asks_or_answers || is_name || reading.is_among_turns() || line.linked() * 2 >= line.range.len() {
        return None;
    }
    Some(Utterance::Continues(Continues {
        of: OpenWords::Above,
        words: line.range.clone(),
        closes: None,
        lead_in: LeadInAfter::Kept,
    }))
}
