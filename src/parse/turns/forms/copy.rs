//! A turn that stands a second time in another language: it is the original, or the rendering, of the one beside it.

use crate::parse::syntax::line::{CopyOf, tidy};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{LeadInAfter, Translates, Utterance};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    match line.copy? {
        CopyOf::Above if open.above.is_turn() => Some(Utterance::Translates(Translates {
            words: tidy(line.text()),
            range: line.range.clone(),
            trailer: None,
            lead_in: LeadInAfter::Kept,
        })),
        // Nobody's turn stands above, as where a label asks.
        CopyOf::Above => Some(Utterance::Plain { ends_lead_in: false }),
        CopyOf::Below => Some(Utterance::TranslatesBelow(line.range.clone())),
    }
}
