//! Quoted words in paragraphs and lists of their own, which the heading above them makes speech.
//!
//! ```text
//! section = person block*                ; `## 李明`: what is quoted as a whole is theirs
//!         | heading quoted+              ; nothing else stands below it, in a note with one guest
//! quoted  = paragraph or list whose lines are words in quotation marks and nothing else
//! ```
//!
//! In other sections quoted words are as often a title or what somebody else says.

use std::collections::{HashMap, HashSet};

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, everyday};
use crate::markdown::{BlockKind, Document};
use crate::parse::cast::Cast;
use crate::parse::lines::NoteLines;
use crate::parse::syntax::line::Line;
use crate::parse::syntax::quotation::{self, Speech, Trailer};
use crate::text::marks;

/// The blocks of such words, by their index among the document's, each with the person whom the heading names.
pub(super) fn find(document: &Document, note: &NoteLines<'_>, cast: &Cast) -> HashMap<usize, Option<String>> {
    /// No talk has more voices.
    const MOST: usize = 100;
    let mut found = HashMap::new();
    let has_quoted = note.lines.iter().any(is_quoted);
    if !has_quoted {
        return found;
    }
    let headings: Vec<usize> = (0..document.blocks.len())
        .filter(|index| matches!(document.blocks[*index].kind, BlockKind::Heading(..)))
        .collect();
    let people: Vec<Option<String>> = headings.iter().map(|index| person(document, *index, cast)).collect();
    // Whether somebody is known takes a look at everybody, so that directories of people cost too much.
    if people.iter().flatten().collect::<HashSet<_>>().len() > MOST {
        return found;
    }
    let ends = headings.iter().skip(1).copied().chain([document.blocks.len()]);
    let has_guest = cast.only_presented_guest().is_some();
    for ((heading, end), person) in headings.iter().zip(ends).zip(people) {
        if person.is_none() && !has_guest {
            continue;
        }
        let quoted: Vec<usize> =
            (heading + 1..end).filter(|index| is_quoted_block(document, note, *index)).collect();
        if person.is_some() || quoted.len() == end - heading - 1 {
            found.extend(quoted.into_iter().map(|index| (index, person.clone())));
        }
    }
    found
}

/// The person whose name a heading is, with what stands in brackets beside it.
fn person(document: &Document, heading: usize, cast: &Cast) -> Option<String> {
    let BlockKind::Heading(_, inline) = &document.blocks[heading].kind else { return None };
    let title = inline.text.trim();
    let name = title.split(['（', '(']).next().unwrap_or(title).trim();
    let is_person = cast.is_whole_name(name)
        || name_shape::shape(name) == Shape::Person
            && bare_name::is_full(name)
            && !everyday::may_be_matter(name);
    (is_person && !name_shape::is_role(name)).then(|| name.to_owned())
}

fn is_quoted_block(document: &Document, note: &NoteLines<'_>, index: usize) -> bool {
    if !matches!(document.blocks[index].kind, BlockKind::Paragraph(_) | BlockKind::List { .. }) {
        return false;
    }
    let first = note.lines.partition_point(|line| line.block < index);
    let mut lines = note.lines[first..].iter().take_while(|line| line.block == index).peekable();
    lines.peek().is_some() && lines.all(is_quoted)
}

/// Whether a line is a sentence in quotation marks and nothing else.
fn is_quoted(line: &Line<'_>) -> bool {
    /// In characters: fewer are a word that is spoken of.
    const FEWEST: usize = 6;
    if !line.opens_with_mark() || line.is_heading {
        return false;
    }
    let text = &line.inline.text[line.start..line.range.end];
    // What ends otherwise may be a title.
    let inner = text.trim_end().trim_end_matches(marks::closes_quotation);
    if !inner.ends_with(['。', '！', '？', '…', '!', '?', '.']) {
        return false;
    }
    matches!(quotation::read(text, true, &|_| false), Speech::Whole { words, trailer }
        if trailer == Trailer::default() && text[words.clone()].chars().count() >= FEWEST)
        && !quotation::is_interrupted(text)
}
