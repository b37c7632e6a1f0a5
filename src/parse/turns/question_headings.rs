//! Questions that no label announces: the headings of a list of questions, and the bold lines of an interview.
//!
//! ```text
//! heading = title "？"                  ; most headings of its level ask, and people or a list of questions answer
//! bold    = "**" words "？" "**"        ; most bold lines ask, and plain paragraphs answer
//! ```
//!
//! One heading that asks is a figure of speech. Where a note announces any question, these are none.

use std::collections::HashSet;

use super::announcement;
use crate::language::label;
use crate::markdown::{BlockKind, Document, Inline};
use crate::parse::cast::Cast;
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::lines::NoteLines;

/// The fewest of one kind that make a list of questions.
const FEWEST: usize = 3;

/// Blocks that ask, by their index among the document's.
pub(super) fn blocks(
    document: &Document,
    outline: &Outline,
    note: &NoteLines<'_>,
    cast: &Cast,
) -> HashSet<usize> {
    let mut asking = headings(document, outline, note, cast);
    asking.extend(bold_lines(document));
    if !asking.is_empty() && announces_questions(note, cast) {
        asking.clear();
    }
    asking
}

/// Whether most of so many ask.
fn is_list_of_questions(asking: usize, all: usize) -> bool {
    asking >= FEWEST && asking * 3 >= all * 2
}

fn asks(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

fn headings(document: &Document, outline: &Outline, note: &NoteLines<'_>, cast: &Cast) -> HashSet<usize> {
    let mut found = HashSet::new();
    for level in 1..=6 {
        let all: Vec<usize> = (0..outline.sections.len())
            .filter(|index| {
                let section = &outline.sections[*index];
                section.level == level && !section.is_title && section.purpose == SectionPurpose::Content
            })
            .collect();
        let asking: Vec<usize> =
            all.iter().copied().filter(|index| asks(&outline.sections[*index].title)).collect();
        if !is_list_of_questions(asking.len(), all.len()) {
            continue;
        }
        found.extend(
            asking
                .into_iter()
                .filter(|index| {
                    is_among_questions(outline, *index)
                        || is_answer(document, note, cast, outline.sections[*index].block + 1)
                })
                .map(|index| outline.sections[index].block),
        );
    }
    found
}

/// Whether the note's title or a heading around a section says that it holds questions.
fn is_among_questions(outline: &Outline, section: usize) -> bool {
    let asks = label::announces_questions;
    outline.title.as_deref().is_some_and(asks)
        || outline.ancestors(Some(section)).skip(1).any(|around| asks(&outline.sections[around].title))
}

/// Whether a block is somebody's words.
fn is_answer(document: &Document, note: &NoteLines<'_>, cast: &Cast, block: usize) -> bool {
    match document.blocks.get(block).map(|block| &block.kind) {
        Some(BlockKind::Quote(_)) => true,
        Some(BlockKind::Paragraph(_)) => {
            let first = note.lines.partition_point(|line| line.block < block);
            note.lines
                .get(first)
                .filter(|line| line.block == block)
                .is_some_and(|line| line.lead.as_ref().is_some_and(|lead| cast.is_person(&lead.name, true)))
        }
        _ => false,
    }
}

fn bold_lines(document: &Document) -> HashSet<usize> {
    let bold: Vec<(usize, &Inline)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::Paragraph(inline) if is_bold(inline) => Some((index, inline)),
            _ => None,
        })
        .collect();
    let asking: HashSet<usize> =
        bold.iter().filter(|(_, inline)| asks(&inline.text)).map(|(index, _)| *index).collect();
    let is_answered = |index: usize| {
        matches!(document.blocks.get(index + 1).map(|block| &block.kind), Some(BlockKind::Paragraph(_)))
    };
    if is_list_of_questions(asking.len(), bold.len()) && asking.iter().all(|index| is_answered(*index)) {
        asking
    } else {
        HashSet::new()
    }
}

fn is_bold(inline: &Inline) -> bool {
    let length = inline.text.trim().len();
    length > 0 && inline.strong.iter().any(|strong| strong.len() >= length)
}

/// Whether a label in the note announces a question.
fn announces_questions(note: &NoteLines<'_>, cast: &Cast) -> bool {
    note.lines.iter().any(|line| {
        line.lead.as_ref().is_some_and(|lead| {
            announcement::asked_by(&lead.name, line.words(), cast).is_some()
                || asks(line.words()) && cast.asks(&lead.name)
        })
    })
}
