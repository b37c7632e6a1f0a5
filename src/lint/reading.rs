//! What reading itself found, or doubted.

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::model::Problem;

/// The parser's findings.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let read = note.parsed.diagnostics.iter();
    read.map(|found| Finding::at(Code::of(&found.problem), found.lines, found.problem.to_string())).collect()
}

/// Bytes that are no text.
pub(super) fn undecodable(note: &ReadNote<'_>) -> Vec<Finding> {
    let text = note.text;
    if text.undecodable == 0 {
        return Vec::new();
    }
    let before = text.text.split('\u{fffd}').next().unwrap_or_default();
    let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
    let problem = Problem::Undecodable(text.undecodable);
    vec![Finding::at_line(Code::of(&problem), line, problem.to_string())]
}
