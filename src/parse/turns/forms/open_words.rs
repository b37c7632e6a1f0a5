//! A line within words that a mark opened above it and none has closed.
//!
//! ```text
//! line = words ( close trailer? )?      ; unless a person's lead begins it, in bold or with quoted words
//! ```

use crate::language::name_shape::Shape;
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
        let is_marked = line.words().starts_with(opens_quotation);
        // In bold a name begins another's turn, whatever the mark above waits for.
        let is_name = || lead.is_bold && reading.cast.shape(&lead.name) == Shape::Person;
        is_marked && reading.cast.is_person(&lead.name, true) || is_name()
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
