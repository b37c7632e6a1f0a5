//! What the walk has left: nothing in a note is lost.

use crate::markdown::{self, Document};
use crate::model::{Frame, FrameKind, LineSpan, PassageForm};

use crate::parse::draft::{self, Content, Draft};
use crate::parse::frame::outline::Outline;
use crate::parse::syntax::line::trimmed;

mod words;

pub(crate) use words::keep as keep_words;

/// Makes passages of the labels whose words never came: a line `李明：` with no speech after it is text like any other.
///
/// A label is taken up if the next quote or question names it as its speaker, asker or label, or if it merely asks or
/// answers (`**提问**：`), or if a quote above it got its speaker from it.
pub(crate) fn keep_labels(
    text: &str,
    document: &Document,
    outline: &Outline,
    drafts: &mut Vec<Draft>,
    frame: &mut Vec<Frame>,
) {
    if !frame.iter().any(|frame| frame.kind == FrameKind::Label) {
        return;
    }
    let starts: Vec<usize> = drafts.iter().map(|draft| draft.span.start).collect();
    let mut kept = Vec::new();
    frame.retain(|frame| {
        if frame.kind != FrameKind::Label {
            return true;
        }
        let span = document.lines.bytes(frame.lines).range();
        let line = &text[span.clone()];
        let next = starts.partition_point(|start| *start < span.start);
        let is_named = |draft: &Draft| names(draft).any(|name| line.contains(name));
        let is_taken_up = drafts.get(next).is_some_and(|draft| match &draft.content {
            Content::Turn(turn) => {
                draft.asks() || is_named(draft) || turn.speaker.name().is_none() || answers(line)
            }
            _ => draft.asks(),
        });
        // `—— 《茶经》` below somebody's words.
        let is_source = |draft: &Draft| {
            let source = draft.turn().and_then(|turn| turn.qualifier.as_deref());
            source.is_some_and(|source| line.contains('—') && line.contains(source))
        };
        let is_attribution =
            drafts[..next].iter().rev().take(8).any(|draft| is_named(draft) || is_source(draft));
        if is_taken_up || is_attribution {
            return true;
        }
        let words =
            line.trim().trim_start_matches(['>', '-', '+', '*', ' ', '\t']).trim_end_matches(['*', ' ']);
        let words = words.replace("**", "");
        let section = outline.section_of_line(frame.lines.first);
        let span = trimmed(text, span);
        let content = draft::passage(words.trim().to_owned(), PassageForm::Paragraph);
        kept.push(Draft::new(content, span, section, 0));
        false
    });
    if !kept.is_empty() {
        drafts.append(&mut kept);
        drafts.sort_by_key(|draft| draft.span.start);
    }
}

/// The words that a label gives a quote or question.
fn names(draft: &Draft) -> impl Iterator<Item = &str> {
    let turn = draft.turn().map(|turn| [turn.speaker.name(), turn.label.as_deref()]);
    turn.into_iter().flatten().chain([draft.asker()]).flatten()
}

fn answers(line: &str) -> bool {
    ["答", "A", "a"].iter().any(|word| line.contains(word))
}

/// Makes passages of the lines that no rule has taken, so that nothing in a note is lost.
pub(crate) fn keep_lines(
    text: &str,
    document: &Document,
    outline: &Outline,
    drafts: &mut Vec<Draft>,
    frame: &mut Vec<Frame>,
) {
    let count = document.lines.count() as usize;
    let mut is_taken = vec![false; count + 1];
    let mut take = |lines: LineSpan| {
        for line in lines.first..=lines.last {
            if let Some(taken) = is_taken.get_mut(line as usize) {
                *taken = true;
            }
        }
    };
    drafts.iter().for_each(|draft| take(document.lines.span(&draft.span)));
    frame.iter().for_each(|frame| take(frame.lines));
    for section in &outline.sections {
        take(document.blocks[section.block].lines);
    }
    let mut left: Vec<Draft> = Vec::new();
    let lines = (1..=document.lines.count()).filter(|line| !is_taken[*line as usize]);
    for line in lines {
        let lines = LineSpan { first: line, last: line };
        let span = document.lines.bytes(lines).range();
        let words = text[span.clone()].trim();
        if words.is_empty() {
            continue;
        }
        if !words.chars().any(char::is_alphanumeric) || markdown::is_markup(words) {
            frame.push(Frame { lines, kind: FrameKind::Marks });
            continue;
        }
        let section = outline.section_of_line(line);
        let start = span.end - text[span].trim_start().len();
        let content = draft::passage(words.to_owned(), PassageForm::Paragraph);
        left.push(Draft::new(content, start..start + words.len(), section, 0));
    }
    if !left.is_empty() {
        drafts.append(&mut left);
        drafts.sort_by_key(|draft| draft.span.start);
    }
}
