//! Whether a text is that of a talk: a transcript, or the minutes of a meeting.
//!
//! Files of text hold anything: lists of packages, settings, logs, licences, prose. What tells a talk from those is what
//! reading makes of it. So this judges what has been read, and by the turns alone that a label opens: what prose quotes,
//! `他说：“……”`, makes no talk.

use std::collections::{HashMap, HashSet};

use super::cast::Cast;
use super::draft::{Content, Drafts};
use super::syntax::line::Line;
use crate::language::name_shape::{self, Shape};
use crate::markdown::Document;
use crate::model::FrameKind;
use crate::text::marks::opens_quotation;

/// With fewer turns nobody takes turns.
const FEWEST: usize = 3;

/// Whether a text may be one: lines enough begin as turns do. Most text is none, and this costs little.
pub(super) fn may_be(text: &str) -> bool {
    /// In bytes: no name is longer, with the time beside it.
    const FARTHEST: usize = 96;
    let may_begin_turn = |line: &&str| {
        let end = (0..=FARTHEST.min(line.len())).rfind(|end| line.is_char_boundary(*end));
        line[..end.unwrap_or_default()].contains(['：', ':', '|', '｜']) || line.contains("——")
    };
    text.lines().filter(may_begin_turn).take(FEWEST).count() >= FEWEST
}

/// Whether it is one.
pub(super) fn is_one(
    text: &str,
    document: &Document,
    lines: &[Line<'_>],
    cast: &Cast,
    drafts: &Drafts,
) -> bool {
    if cast.attendance.is_minutes() {
        return true;
    }
    let turns = turns(document, lines, drafts);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for turn in &turns {
        *counts.entry(turn.name).or_default() += 1;
    }
    let said: usize = turns.iter().map(|turn| turn.said).sum();
    // One voice alone is that of a recording where times say so.
    let are_voices = counts.len() > 1 || turns.iter().all(|turn| turn.is_stamped);
    // Programs have names in Latin letters, too, and so has who asks them.
    let are_people = || {
        text.contains(name_shape::is_han)
            || counts.keys().any(|name| {
                name_shape::is_numbered_role(name)
                    || name.contains(' ') && name_shape::shape(name) == Shape::Person
            })
    };
    turns.len() >= FEWEST
        && counts.len() < turns.len()
        && are_voices
        && said * 3 >= text.trim().len()
        && are_people()
}

/// A turn that a label opens.
struct Turn<'l> {
    name: &'l str,
    is_stamped: bool,
    /// Bytes.
    said: usize,
}

fn turns<'l>(document: &Document, lines: &'l [Line<'_>], drafts: &Drafts) -> Vec<Turn<'l>> {
    let labels = drafts.pieces.iter().filter(|piece| piece.kind == FrameKind::Label);
    let labels: HashSet<u32> = labels.flat_map(|piece| piece.lines.first..=piece.lines.last).collect();
    let is_spoken = |content: &Content| matches!(content, Content::Turn(_) | Content::Question(_));
    let spoken = drafts.list.iter().filter(|draft| is_spoken(&draft.content)).map(|draft| &draft.span);
    let mut spoken = spoken.peekable();
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for line in lines {
        let span = line.inline.source(line.range.clone());
        let lead = line.lead.as_ref().or(line.alone.as_ref());
        if let Some(lead) = lead.filter(|_| !line.words().starts_with(opens_quotation))
            && (labels.contains(&document.lines.span(&span).first)
                || spoken.peek().is_some_and(|words| words.start < span.end))
        {
            let is_stamped = lead.stamp.is_some() || line.is_stamped();
            turns.push(Turn { name: &lead.name, is_stamped, said: 0 });
        }
        while let Some(words) = spoken.next_if(|words| words.start < span.end) {
            if let Some(turn) = turns.last_mut() {
                turn.said += words.len();
            }
        }
    }
    turns
}
