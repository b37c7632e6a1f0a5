//! The same words in two languages: which of them are the original and which the rendering.

use std::ops::Range;

use super::open::Open;
use super::utterance::{LeadInAfter, Translates};
use crate::parse::draft::{Draft, Turn};
use crate::parse::syntax::line::{Line, tidy};
use crate::text::is_mostly_han;
use crate::text::marks::{closes_round, opens_round};

/// The fewest characters that render anything.
const FEWEST: usize = 4;

/// Reads words as the Chinese rendering (or the original) of the turn right above them in the same blockquote.
pub(super) fn read(line: &Line<'_>, words: Range<usize>, open: &Open<'_>) -> Option<Translates> {
    let text = &line.inline.text[words.clone()];
    let unbracketed = text.trim().trim_start_matches(opens_round).trim_end_matches(closes_round);
    let turn = open.above.turn_right_above()?;
    let is_other =
        is_mostly_han(&turn.words) != is_mostly_han(unbracketed) && unbracketed.chars().count() >= FEWEST;
    let is_single = turn.rendering.is_none() && turn.original.is_none();
    let may_stand_here = line.place.in_blockquote || open.quoting;
    (may_stand_here && is_other && is_single).then(|| Translates {
        words: tidy(unbracketed),
        range: words,
        trailer: None,
        lead_in: LeadInAfter::Kept,
    })
}

/// Adds the words of a turn in another language.
pub(super) fn add(turn: &mut Turn, words: String) {
    let is_original = is_mostly_han(&turn.words) && !is_mostly_han(&words);
    let place = if is_original { &mut turn.original } else { &mut turn.rendering };
    match place {
        Some(before) => {
            before.push('\n');
            before.push_str(&words);
        }
        None => *place = Some(words),
    }
}

/// Adds the words of a turn in another language that stand above it, at these bytes of the source.
pub(super) fn add_above(draft: &mut Draft, words: String, source: &Range<usize>) {
    draft.span.start = draft.span.start.min(source.start);
    if let Some(turn) = draft.turn_mut() {
        add(turn, words);
    }
}

/// What stands in brackets behind some words: a remark about them or, however short, their Chinese rendering.
pub(super) fn split_qualifier(inner: Option<String>, words: &str) -> (Option<String>, Option<String>) {
    match inner {
        Some(inner) if is_mostly_han(&inner) && !is_mostly_han(words) && inner.chars().count() >= FEWEST => {
            (None, Some(inner))
        }
        inner => (inner, None),
    }
}
