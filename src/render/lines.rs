//! What a reader sees, as lines in pieces, for a door that draws them itself: nothing in them is an escape sequence.

use super::cards::marked_snippet;
use super::style::{Page, StyledLine};
use super::{Appearance, HitFacts, View, table};

/// The view as the format for readers shows it; its colour and links are nothing to these lines.
pub fn styled_lines(view: &View, appearance: Appearance<'_>) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    let drawn = table::draw(view, &mut Page::of_lines(appearance, &mut lines));
    debug_assert!(drawn.is_ok(), "a list of lines takes every line");
    lines
}

/// The part of a record that a search shows, on one line, with its matches marked.
pub fn styled_snippet(hit: &HitFacts) -> StyledLine {
    marked_snippet(hit).styled()
}
