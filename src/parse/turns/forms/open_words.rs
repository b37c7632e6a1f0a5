//! A line within words that a mark opened above it and none has closed.
//!
//! ```text
//! line = words ( close trailer? )?      ; unless a person's lead and quoted words begin it
//! ```

use crate::parse::syntax::quotation;
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Continues, LeadInAfter, OpenWords, Utterance};
use crate::text::marks::opens_quotation;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let mark = open.mark?;
    let line = reading.line;
    let restarts = line.lead.as_ref().is_some_and(|lead| {
        line.words().starts_with(opens_quotation) && reading.cast.is_person(&lead.name, true)
    });
    if restarts {
        return Some(Utterance::Restarts);
    }
    let closed = quotation::read_rest(line.text(), mark, &|name| is_attributable(reading.cast, name));
    let end = closed.as_ref().map_or(line.range.end, |(end, _)| line.range.start + end);
    Some(Utterance::Continues(Continues {
        of: OpenWords::Marked,
        words: line.range.start..end,
        closes: closed.map(|(_, trailer)| trailer),
        lead_in: LeadInAfter::Kept,
    }))
}
