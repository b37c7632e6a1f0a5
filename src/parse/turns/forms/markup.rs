//! A line that says nothing: the time of the turn below it, the number of a subtitle, or a rule of signs of equality
//! below no words that it could make a heading of. A time below words that name nobody who speaks stays text.

use crate::parse::syntax::line::StampLine;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::Utterance;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    /// In bytes.
    const SHORTEST_RULE: usize = 3;
    let text = reading.line.text();
    let is_rule = || text.len() >= SHORTEST_RULE && text.bytes().all(|byte| byte == b'=');
    if text.starts_with('=') && is_rule() {
        return Some(Utterance::Markup);
    }
    let says_nothing = match reading.line.stamp? {
        StampLine::OfTurnBelow => true,
        StampLine::OfNameAbove => open.lead_in.is_some() || open.has_turn,
    };
    says_nothing.then_some(Utterance::Markup)
}
