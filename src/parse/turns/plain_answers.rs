//! Plain paragraphs that answer: in an interview with one guest nobody need be named below its questions.
//!
//! ```text
//! interview = ( question answer )+               ; at least two
//! question  = heading | bold line | numbered item | label words  ; the label asks, or is the host's where no other label speaks
//! answer    = paragraph+                         ; or lines of the question's own paragraph, below its bold line
//! ```
//!
//! Articles have questions for headings, too, and tell of their guest below them. So a question must address somebody, either
//! the title must say that the note is an interview or somebody must say I in an answer, and neither questions nor answers may
//! name the guest.

use std::collections::HashSet;

use super::announcement;
use super::bold_questions::{asks, is_bold, is_headed_in_bold, only_item};
use crate::language::{label, lexicon};
use crate::markdown::{Block, BlockKind, Document};
use crate::parse::cast::Cast;
use crate::parse::lines::NoteLines;
use crate::parse::syntax::lead::Lead;
use crate::parse::syntax::line::Line;

/// The questions of an interview, and whoever answers them.
pub(super) struct PlainAnswers {
    /// Blocks that ask, by their index among the document's.
    pub(super) questions: HashSet<usize>,
    pub(super) guest: String,
}

/// Reads whether plain paragraphs answer the questions of a note: the blocks that ask as a whole, and those with a label.
pub(super) fn read(
    document: &Document,
    title: Option<&str>,
    note: &NoteLines<'_>,
    cast: &Cast,
    asking: &HashSet<usize>,
) -> Option<PlainAnswers> {
    const FEWEST: usize = 2;
    /// Those for which the title alone vouches, where no label announces them.
    const FEWEST_OF_TITLE: usize = 3;
    let guest = cast.only_presented_guest()?;
    if note.lines.iter().any(|line| line.lead.as_ref().is_some_and(|lead| label::answers(&lead.name))) {
        return None;
    }
    let mut questions = asking.clone();
    questions.extend(labelled(note, cast));
    if questions.is_empty() && !cast.is_leading(guest) {
        questions.extend(of_host(note, cast));
    }
    let is_told = |block: &usize| {
        let words = text(document, *block);
        words.contains(guest) || lexicon::ASKING_LISTENERS.occur_in(words)
    };
    if questions.len() < FEWEST || questions.iter().any(is_told) {
        return None;
    }
    let addresses = questions.iter().any(|block| text(document, *block).contains(['你', '您']));
    let is_interview = title.is_some_and(label::announces_interview);
    let mut is_personal = false;
    for question in &questions {
        let is_own = is_headed_in_bold(document, *question);
        let answer = answer(document, question + usize::from(!is_own), &questions);
        let begins = || answer.first().is_some_and(|block| begins_answer(note, cast, *block, guest));
        let tells = |block: &usize| words(note, *block).contains(guest);
        if !is_own && !begins() || answer.iter().any(tells) {
            return None;
        }
        let says_i = |block: &usize| text(document, *block).split("我们").any(|words| words.contains('我'));
        is_personal |= answer.iter().any(|block| says_i(block) || is_labelled(note, *block, guest));
    }
    // Two questions in bold may as well be put to the readers.
    let is_sure = questions.len() >= FEWEST_OF_TITLE || asking.is_empty();
    let is_one = addresses && (is_interview && is_sure || is_personal);
    is_one.then(|| PlainAnswers { questions, guest: guest.to_owned() })
}

/// Paragraphs whose label asks and names nobody: `**Q：你几点起床？**`
fn labelled<'n>(note: &'n NoteLines<'_>, cast: &'n Cast) -> impl Iterator<Item = usize> + 'n {
    let asks_by_label = |line: &Line<'_>| {
        let by_letter = matches!(line.letter(), Some(('Q', _)));
        let by_label = || {
            let asked = |lead: &Lead| announcement::asked_by(&lead.name, line.words(), cast);
            line.lead.as_ref().and_then(asked).is_some_and(|asker| asker.is_none())
        };
        !line.place.in_blockquote && !line.in_list && asks(line.text()) && (by_letter || by_label())
    };
    note.lines.iter().filter(move |line| asks_by_label(line)).map(|line| line.block)
}

/// Paragraphs in which the one who asks here does so by name, where nobody else is named before words: `陈遥：你几点起床？`
fn of_host<'d>(note: &NoteLines<'d>, cast: &Cast) -> Vec<usize> {
    let led = |line: &&Line<'d>| !line.place.in_blockquote && !line.in_list && !line.is_heading;
    let speaks = |lead: &&Lead| {
        label::answers(&lead.name) || cast.is_person(&lead.name, true) && !cast.gives_facts(&lead.name)
    };
    let spoken = |line: &'_ Line<'d>| line.lead.as_ref().filter(speaks).map(|lead| lead.name.clone());
    let mut names = note.lines.iter().filter(led).filter_map(spoken);
    let Some(host) = names.next().filter(|host| cast.asks(host) && !label::answers(host)) else {
        return Vec::new();
    };
    if names.any(|name| name != host) {
        return Vec::new();
    }
    let is_of_host = |line: &&Line<'d>| line.lead.as_ref().is_some_and(|lead| lead.name == host);
    let lines = note.lines.iter().filter(led).filter(is_of_host);
    lines.filter(|line| asks(line.text())).map(|line| line.block).collect()
}

/// The paragraphs from a block on, up to the next question, heading or bold line.
fn answer(document: &Document, first: usize, questions: &HashSet<usize>) -> Vec<usize> {
    let blocks = document.blocks.iter().enumerate().skip(first);
    let is_one = |(index, block): &(usize, &Block)| match &block.kind {
        BlockKind::Paragraph(inline) => *index == first || !questions.contains(index) && !is_bold(inline),
        _ => false,
    };
    blocks.take_while(is_one).map(|(index, _)| index).collect()
}

/// Whether a paragraph is plain, or the guest's by its label.
fn begins_answer(note: &NoteLines<'_>, cast: &Cast, block: usize, guest: &str) -> bool {
    let Some(line) = first_line(note, block) else { return false };
    let is_of_guest = |lead: &Lead| lead.name == guest;
    let speaks = |lead: &Lead| label::answers(&lead.name) || cast.is_person(&lead.name, true);
    let is_others = line.lead.as_ref().is_some_and(|lead| speaks(lead) && !is_of_guest(lead));
    // A second paragraph may go on with the question.
    let goes_on = line.lead.is_none() && asks(line.text());
    !is_others && !goes_on && line.alone.is_none() && line.letter().is_none()
}

fn is_labelled(note: &NoteLines<'_>, block: usize, name: &str) -> bool {
    first_line(note, block).is_some_and(|line| line.lead.as_ref().is_some_and(|lead| lead.name == name))
}

fn first_line<'n, 'd>(note: &'n NoteLines<'d>, block: usize) -> Option<&'n Line<'d>> {
    let first = note.lines.partition_point(|line| line.block < block);
    note.lines.get(first).filter(|line| line.block == block)
}

/// The words of a paragraph behind its label.
fn words<'n>(note: &'n NoteLines<'_>, block: usize) -> &'n str {
    first_line(note, block)
        .map_or("", |line| &line.inline.text[line.lead.as_ref().map_or(0, |lead| lead.end)..])
}

fn text(document: &Document, block: usize) -> &str {
    let Some(block) = document.blocks.get(block) else { return "" };
    match &block.kind {
        BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => &inline.text,
        _ => only_item(block).map_or("", |item| &item.text),
    }
}
