//! Questions that no label announces: the headings of a list of questions, and the bold lines of an interview.
//!
//! ```text
//! heading = title "？"                  ; most headings of its level ask, and people or a list of questions answer
//! item    = number "." words "？"         ; alone in its list, a plain paragraph of the guest's below each
//! above   = words "？"                  ; a paragraph, heading or bold line right above the label of the only one who speaks
//! bold    = "**" words "？" "**"        ; most bold lines ask, and plain paragraphs answer; in an interview whose guest
//!                                      ; answers, the answer may begin on the next line
//! ```
//!
//! One heading that asks is a figure of speech. Where a note announces any question, these are none.

use std::collections::HashSet;

use super::announcement;
use super::bold_questions::{self, asks, begins_in_bold, is_bold, is_headed_in_bold, question_in_bold};
use super::plain_answers::{self, PlainAnswers};
use crate::language::label;
use crate::markdown::{BlockKind, Document, Inline};
use crate::parse::cast::Cast;
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::lines::NoteLines;
use crate::parse::syntax::line::Line;

/// The fewest of one kind that make a list of questions.
const FEWEST: usize = 3;
/// Of those that somebody surely answers.
const FEWEST_ANSWERED: usize = 2;

/// The questions of a note that no label announces.
pub(super) struct Asking {
    /// Blocks that ask, by their index among the document's.
    pub(super) blocks: HashSet<usize>,
    /// Where plain paragraphs below those or below labelled questions answer.
    pub(super) answers: Option<PlainAnswers>,
}

/// Reads which blocks ask.
pub(super) fn read(document: &Document, outline: &Outline, note: &NoteLines<'_>, cast: &Cast) -> Asking {
    let mut blocks = headings(outline, &|block| is_answer(document, note, cast, block), FEWEST);
    blocks.extend(bold_lines(document, is_bold, FEWEST));
    if !blocks.is_empty() && announces_questions(note, cast) {
        blocks.clear();
    }
    let title = outline.title.as_deref();
    let answers = |asking: &HashSet<usize>| plain_answers::read(document, title, note, cast, asking);
    if let Some(found) = answers(&blocks) {
        return Asking { blocks, answers: Some(found) };
    }
    let mut wider = headings(outline, &|_| true, FEWEST_ANSWERED);
    wider.extend(bold_lines(document, |inline| is_bold(inline) || begins_in_bold(inline), FEWEST_ANSWERED));
    let numbered = numbered_items(document);
    for asking in [wider, numbered] {
        if let Some(found) = answers(&asking).filter(|_| !announces_questions(note, cast)) {
            return Asking { blocks: asking, answers: Some(found) };
        }
    }
    if blocks.is_empty() && !announces_questions(note, cast) {
        blocks = above_only_speaker(document, note, cast);
    }
    Asking { blocks, answers: None }
}

/// Blocks that ask right above the turns of the only one whose turns have a label.
fn above_only_speaker(document: &Document, note: &NoteLines<'_>, cast: &Cast) -> HashSet<usize> {
    let speaks = |line: &Line<'_>| {
        let lead = line.lead.as_ref().filter(|_| !line.is_heading && !line.in_list)?;
        let is_said = !line.words().trim().is_empty() && cast.is_person(&lead.name, false);
        is_said.then(|| lead.name.clone())
    };
    let turns: Vec<(usize, String)> =
        note.lines.iter().enumerate().filter_map(|(index, line)| Some((index, speaks(line)?))).collect();
    let is_one = turns.iter().all(|(_, name)| *name == turns[0].1);
    if turns.len() < FEWEST_ANSWERED || !is_one || turns.iter().any(|(_, name)| cast.asks(name)) {
        return HashSet::new();
    }
    let asking: HashSet<usize> = turns
        .iter()
        .filter_map(|(index, _)| {
            let (above, line) = (&note.lines[index.checked_sub(1)?], &note.lines[*index]);
            let is_own = above.block == line.block;
            let is_block = !is_own && above.range == (0..above.inline.text.len())
                || is_own && above.range.start == 0 && is_headed_in_bold(document, above.block);
            let is_free = above.lead.is_none() && !above.in_list && !above.place.in_blockquote;
            (is_block && is_free && asks(above.text())).then_some(above.block)
        })
        .collect();
    match asking.len() >= FEWEST_ANSWERED && asking.len() * 2 > turns.len() {
        true => asking,
        false => HashSet::new(),
    }
}

/// Whether most of so many ask.
fn is_list_of_questions(asking: usize, all: usize, fewest: usize) -> bool {
    asking >= fewest && asking * 3 >= all * 2
}

/// Headings that ask, below which `is_answer` tells of the next block that it answers.
fn headings(outline: &Outline, is_answer: &dyn Fn(usize) -> bool, fewest: usize) -> HashSet<usize> {
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
        if !is_list_of_questions(asking.len(), all.len(), fewest) {
            continue;
        }
        found.extend(
            asking
                .into_iter()
                .filter(|index| {
                    is_among_questions(outline, *index) || is_answer(outline.sections[*index].block + 1)
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

/// Paragraphs that ask in bold, as `is_bold` tells: the whole, or its first line.
fn bold_lines(document: &Document, is_bold: impl Fn(&Inline) -> bool, fewest: usize) -> HashSet<usize> {
    let bold: Vec<(usize, &Inline)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::Paragraph(inline) if is_bold(inline) => Some((index, inline)),
            _ => None,
        })
        .collect();
    let in_bold = |inline: &Inline| asks(&inline.text[question_in_bold(inline)]);
    let asking: HashSet<usize> =
        bold.iter().filter(|(_, inline)| in_bold(inline)).map(|(index, _)| *index).collect();
    let is_answered = |index: usize| {
        let below = document.blocks.get(index + 1).map(|block| &block.kind);
        is_headed_in_bold(document, index) || matches!(below, Some(BlockKind::Paragraph(_)))
    };
    if is_list_of_questions(asking.len(), bold.len(), fewest)
        && asking.iter().all(|index| is_answered(*index))
    {
        asking
    } else {
        HashSet::new()
    }
}

/// Numbered items that ask, each with a paragraph below it that no list holds.
fn numbered_items(document: &Document) -> HashSet<usize> {
    let blocks = &document.blocks;
    let asking: HashSet<usize> = (0..blocks.len())
        .filter(|index| bold_questions::only_item(&blocks[*index]).is_some_and(|item| asks(&item.text)))
        .collect();
    let is_answered = |index: &usize| {
        matches!(blocks.get(index + 1).map(|block| &block.kind), Some(BlockKind::Paragraph(_)))
    };
    match asking.len() >= FEWEST && asking.iter().all(is_answered) {
        true => asking,
        false => HashSet::new(),
    }
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
