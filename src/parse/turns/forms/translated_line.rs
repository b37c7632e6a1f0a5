//! A plain line of a blockquote that gives the words above it in another language.

use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::translation;
use crate::parse::turns::utterance::Utterance;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !line.place.in_blockquote || line.place.bullet.is_some() {
        return None;
    }
    translation::read(line, line.range.clone(), open).map(Utterance::Translates)
}
