//! A question with whoever asks it in brackets behind it: `几点开门？（提问：李明）`.
//!
//! ```text
//! question = words "？" "（" ( "提问" | "来自" | … ) colon? name "）"
//! ```

use super::marked_words::without_marks;
use crate::language::name_shape::{self, Shape};
use crate::language::{label, question};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Asks, LeadInAfter, Utterance};
use crate::text::marks;

/// What stands before the name of whoever asks.
const BEFORE: [&str; 7] = ["提问者", "提问人", "提问", "来自", "问", "by", "@"];

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if line.lead.is_some() || line.place.in_key {
        return None;
    }
    let text = line.inline.text[line.start..line.range.end].trim_end();
    let open = marks::opening_bracket(text.chars().next_back()?)?;
    let at = text.rfind(open).filter(|at| question::ends_in_mark(&text[..*at]))?;
    let (inner, _) = marks::bracketed(&text[at..])?;
    let asker = asker(inner).filter(|name| {
        !label::is_reaction(name)
            && matches!(name_shape::shape(name), Shape::Person | Shape::Role | Shape::Open)
    })?;
    let words = without_marks(reading, line.start..line.start + text[..at].trim_end().len());
    Some(Utterance::Asks(Asks { words, asker: Some(asker.to_owned()), lead_in: LeadInAfter::Ended }))
}

/// The name behind words that say that its bearer asks.
fn asker(inner: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 12;
    let rest = BEFORE.iter().find_map(|before| inner.trim().strip_prefix(before))?;
    let name = rest.trim_start_matches(['：', ':', ' ', '@']).trim();
    let is_short = (2..=LONGEST).contains(&name.chars().count());
    (is_short && !name.contains(['，', '。', '：', ':', '、'])).then_some(name)
}
