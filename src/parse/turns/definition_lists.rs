//! Definition lists, as pandoc and others write them, in a glossary.
//!
//! ```text
//! list = ( headword definition+ )+          ; a line each, in one paragraph
//! definition = ":" white words              ; lines without a colon go on with it
//! ```

use std::ops::Range;

use crate::markdown::Inline;
use crate::parse::draft::Content;
use crate::parse::syntax::headword::Headword;
use crate::parse::syntax::line::{tidy, trimmed};
use crate::parse::tables::glossary;

/// A term and the bytes of the source that it stands at.
pub(super) type FoundTerm = (Content, Range<usize>);

/// The terms of a paragraph that is such a list, each with the bytes of the source that it stands at.
pub(super) fn read(inline: &Inline) -> Option<Vec<FoundTerm>> {
    /// Of a headword, in characters.
    const LONGEST: usize = 30;
    let text = &inline.text;
    let lines: Vec<_> = inline.lines().map(|line| trimmed(text, line)).collect();
    let defines = |index: usize| {
        let behind = lines.get(index).and_then(|line| text[line.clone()].strip_prefix([':', '：']));
        behind.is_some_and(|words| words.starts_with(char::is_whitespace))
    };
    let is_headword = |index: usize| {
        let words = &text[lines[index].clone()];
        (1..=LONGEST).contains(&words.chars().count()) && !words.contains(['。', '：', ':', '，'])
    };
    let starts: Vec<usize> = (0..lines.len())
        .filter(|index| defines(index + 1) && !defines(*index) && is_headword(*index))
        .collect();
    if starts.first() != Some(&0) {
        return None;
    }
    let mut found = Vec::new();
    for (position, start) in starts.iter().enumerate() {
        let next = starts.get(position + 1).copied().unwrap_or(lines.len());
        let words = lines[start + 1..next].iter().map(|line| {
            let line = &text[line.clone()];
            tidy(line.strip_prefix([':', '：']).unwrap_or(line))
        });
        let definition = words.collect::<Vec<_>>().join(" ");
        let name = tidy(&text[lines[*start].clone()]);
        let headword = Headword { name, names: Vec::new(), is_marked: true, end: 0 };
        let span = inline.source(lines[*start].start..lines[next - 1].end);
        let contents = glossary::contents(&headword, &definition);
        found.extend(contents.into_iter().map(|content| (content, span.clone())));
    }
    Some(found)
}
