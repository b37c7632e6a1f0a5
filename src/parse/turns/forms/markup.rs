//! A line that says nothing: the time of the turn below it, or the number of a subtitle. A time below words that name
//! nobody who speaks stays text.

use crate::parse::syntax::line::StampLine;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::Utterance;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let says_nothing = match reading.line.stamp? {
        StampLine::OfTurnBelow => true,
        StampLine::OfNameAbove => open.lead_in.is_some() || open.has_turn,
    };
    says_nothing.then_some(Utterance::Markup)
}
