//! Talks too short to take turns three times: a question and its answer, or a few words, something back, and words again.
//!
//! ```text
//! exchange = turn that asks, turn of another that does not      ; one of them says I or you
//! round    = turn, turn of another, turn of the first           ; both say I or you
//! ```
//!
//! So little tells no topic from a name, so the labels must look like what somebody is called, and no third one be set as they
//! are in their section: `**成本**：……` beside `**林远**：……` is what that section is about.

use std::collections::HashSet;

use super::labelled_turn::{LabelledTurn, is_called};
use crate::language::{bare_name, clause, everyday};
use crate::parse::syntax::line::Line;
use crate::text::marks;

/// Both labels of each such talk.
pub(super) fn speakers<'l>(lines: &[Line<'_>], turns: &[LabelledTurn<'l>]) -> Vec<&'l str> {
    let mut found = Vec::new();
    // `嘉宾:: 周舟` is a property of an outliner's page.
    let is_property = |turn: &&LabelledTurn<'_>| lines[turn.lines.start].text().contains("::");
    let turns: Vec<&LabelledTurn<'l>> = turns.iter().filter(|turn| !is_property(turn)).collect();
    let of_section = |one: &&LabelledTurn<'_>, other: &&LabelledTurn<'_>| one.section == other.section;
    for turns in turns.chunk_by(of_section) {
        if let [one, other, rest @ ..] = turns
            && rest.len() < 2
            && is_talk(lines, one, other, rest.first().copied())
        {
            found.extend([one.label, other.label]);
        }
    }
    let unique: HashSet<&str> = found.drain(..).collect();
    unique.into_iter().collect()
}

fn is_talk(
    lines: &[Line<'_>],
    one: &LabelledTurn<'_>,
    other: &LabelledTurn<'_>,
    third: Option<&LabelledTurn<'_>>,
) -> bool {
    let turns = || [one, other].into_iter().chain(third);
    let is_personal = |turn: &LabelledTurn<'_>| {
        lines[turn.lines.clone()].iter().any(|line| clause::speaks_of_one(line.words()))
    };
    let is_alike = one.label != other.label
        && third.is_none_or(|third| third.label == one.label)
        && turns().all(|turn| turn.layout == one.layout && turn.has_words);
    let asks = |turn: &LabelledTurn<'_>| {
        lines[turn.lines.end - 1]
            .words()
            .trim_end()
            .trim_end_matches(marks::closes_quotation)
            .ends_with(['？', '?'])
    };
    let is_exchange = || asks(one) && !asks(other) && (is_personal(one) || is_personal(other));
    let is_round =
        || third.is_some() && is_personal(other) && turns().filter(|turn| is_personal(turn)).count() > 1;
    is_alike
        && [one, other].into_iter().all(|turn| may_be_called(turn.label))
        && (is_exchange() || is_round())
}

/// Whether words look like what somebody is called, be the surname a rare one.
fn may_be_called(name: &str) -> bool {
    (is_called(name) || bare_name::is_surnamed(name)) && !everyday::is_everyday(name)
}
