//! Interviews as one list: each item asks in its first line, and its further lines are what the only guest answers.
//!
//! ```text
//! list = item item item+
//! item = question newline answer         ; nobody is named in it
//! ```
//!
//! Lists of questions and answers about a matter look so, too: one of the questions must address somebody, and somebody
//! say I in an answer.

use crate::language::{clause, question};
use crate::parse::cast::Cast;
use crate::parse::lines::NoteLines;
use crate::parse::syntax::line::Line;

/// What a line of such a list does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Question,
    Answer,
}

/// The lines of such lists, by their index among the note's; nobody answers where the note has no only guest.
pub(super) fn find(note: &NoteLines<'_>, cast: &Cast) -> Vec<(usize, Part)> {
    const FEWEST: usize = 3;
    let Some(guest) = cast.only_presented_guest() else { return Vec::new() };
    let mut found = Vec::new();
    for list in &note.lists {
        let firsts: Vec<usize> = list.iter().flatten().copied().collect();
        let is_outermost = firsts.first().is_some_and(|first| note.lines[*first].place.bullet == Some(0));
        if firsts.len() < FEWEST || firsts.len() < list.len() || !is_outermost {
            continue;
        }
        let block = note.lines[firsts[0]].block;
        let end = firsts[0] + note.lines[firsts[0]..].partition_point(|line| line.block == block);
        let ends = firsts[1..].iter().copied().chain([end]);
        let is_plain = |line: &Line<'_>| {
            line.lead.is_none()
                && !line.text().contains(guest)
                && !line.place.in_blockquote
                && !line.place.in_key
        };
        let is_item = |(first, end): (usize, usize)| {
            end > first + 1
                && question::ends_in_mark(note.lines[first].text())
                && note.lines[first..end].iter().all(is_plain)
                && !question::ends_in_mark(note.lines[first + 1].text())
        };
        let addresses = firsts.iter().any(|first| note.lines[*first].text().contains(['你', '您']));
        let is_answer = |line: &usize| !firsts.contains(line);
        let says_i =
            || (firsts[0]..end).filter(is_answer).any(|line| clause::speaks_of_one(note.lines[line].text()));
        if addresses && says_i() && firsts.iter().copied().zip(ends.clone()).all(is_item) {
            for (first, end) in firsts.iter().copied().zip(ends) {
                found.push((first, Part::Question));
                found.extend((first + 1..end).map(|line| (line, Part::Answer)));
            }
        }
    }
    found
}
