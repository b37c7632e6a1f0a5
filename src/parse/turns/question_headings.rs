//! Questions that no label announces: the headings of a list of questions, and the bold lines of an interview.
//!
//! ```text
//! heading = title "？"                  ; most headings of its level ask, and people or a list of questions answer
//! bold    = "**" words "？" "**"        ; most bold lines ask, and plain paragraphs answer
//! ```
//!
//! One heading that asks is a figure of speech. Where a note announces any question, these are none.

use std::collections::HashSet;

use crate::markdown::{Block, BlockKind, Document, Inline};

use crate::language::label;
use crate::parse::cast::Cast;
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::syntax::lead;
use crate::parse::turns::announcement;

/// The fewest of one kind that make a list of questions.
const FEWEST: usize = 3;

/// Blocks that ask, by their index among the document's.
pub(crate) fn blocks(document: &Document, outline: &Outline, people: &Cast) -> HashSet<usize> {
    let mut asking = headings(document, outline, people);
    asking.extend(bold_lines(document));
    if !asking.is_empty() && announces_questions(&document.blocks, people) {
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

fn headings(document: &Document, outline: &Outline, people: &Cast) -> HashSet<usize> {
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
                        || document
                            .blocks
                            .get(outline.sections[*index].block + 1)
                            .is_some_and(|block| is_answer(block, people))
                })
                .map(|index| outline.sections[index].block),
        );
    }
    found
}

/// Whether the note's title or a heading around a section says that it holds questions.
fn is_among_questions(outline: &Outline, section: usize) -> bool {
    outline.title.as_deref().is_some_and(label::announces_questions)
        || outline
            .ancestors(Some(section))
            .skip(1)
            .any(|around| label::announces_questions(&outline.sections[around].title))
}

/// Whether a block is somebody's words.
fn is_answer(block: &Block, people: &Cast) -> bool {
    match &block.kind {
        BlockKind::Quote(_) => true,
        BlockKind::Paragraph(inline) => {
            let line = 0..inline.text.find('\n').unwrap_or(inline.text.len());
            lead::read(inline, line).is_some_and(|lead| people.is_person(&lead.name, true))
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
fn announces_questions(blocks: &[Block], people: &Cast) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => inline.lines().any(|line| {
            lead::read(inline, line.clone()).is_some_and(|lead| {
                let words = &inline.text[lead.end..line.end];
                announcement::asked_by(&lead.name, words, people).is_some()
                    || asks(words) && people.asks(&lead.name)
            })
        }),
        BlockKind::Quote(blocks) => announces_questions(blocks, people),
        BlockKind::List { items, .. } => items.iter().any(|item| announces_questions(&item.blocks, people)),
        _ => false,
    })
}
