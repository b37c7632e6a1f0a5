//! Definition lists, as pandoc and others write them, in a glossary.
//!
//! ```text
//! list = ( headword definition+ )+          ; a line each, in one paragraph
//!      | headword definition                ; a paragraph each
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
    let text = &inline.text;
    let lines: Vec<_> = inline.lines().map(|line| trimmed(text, line)).collect();
    let defines = |index: usize| {
        let behind = lines.get(index).and_then(|line| text[line.clone()].strip_prefix([':', '：']));
        behind.is_some_and(|words| words.starts_with(char::is_whitespace))
    };
    let is_headword = |index: usize| may_be_headword(&text[lines[index].clone()]);
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
        let headword = headword(name);
        let span = inline.source(lines[*start].start..lines[next - 1].end);
        let contents = glossary::contents(&headword, &definition);
        found.extend(contents.into_iter().map(|content| (content, span.clone())));
    }
    Some(found)
}

/// The headword that a paragraph is, if the paragraph `below` defines it.
pub(super) fn loose(inline: &Inline, below: &Inline) -> Option<Headword> {
    let name = inline.text.trim();
    let is_defined = without_colon(&below.text).len() < below.text.len();
    (is_defined && !name.contains('\n') && may_be_headword(name)).then(|| headword(tidy(name)))
}

/// A definition without the colon that opens it.
pub(super) fn without_colon(definition: &str) -> &str {
    let words = definition.trim_start().strip_prefix([':', '：']);
    words.filter(|words| words.starts_with(char::is_whitespace)).unwrap_or(definition)
}

fn headword(name: String) -> Headword {
    Headword { name, names: Vec::new(), is_marked: true, end: 0 }
}

fn may_be_headword(words: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 30;
    (1..=LONGEST).contains(&words.chars().count()) && !words.contains(['。', '：', ':', '，'])
}
