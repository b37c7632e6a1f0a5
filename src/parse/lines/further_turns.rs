//! Turns behind others on their line by names that open lines elsewhere: `李明：先到这里。王芳：明天再说。`
//!
//! ```text
//! line = words end name colon words      ; end = the mark of a sentence or of quoted words
//! ```
//!
//! Labels in bold and those before quoted words have been told by their shape. Here the name has to open another line too,
//! or be a full one within somebody's turn, and no quotation may be open before it.

use std::collections::HashMap;
use std::ops::Range;

use super::{NoteLines, Piece};
use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, clause};
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::line::Line;
use crate::text::marks::{closes_quotation, open_quotations};

/// Marks that end a sentence.
const ENDS: [char; 6] = ['。', '！', '？', '…', '!', '?'];

/// Splits lines before such turns.
pub(super) fn split(note: &mut NoteLines<'_>) {
    let mut opening = OpeningNames::default();
    for lead in note.lines.iter().filter(|line| !line.is_heading).filter_map(|line| line.lead.as_ref()) {
        *opening.0.entry(&lead.name).or_default() += 1;
    }
    if opening.0.is_empty() {
        return;
    }
    let mut found: Vec<(usize, Vec<(usize, Lead)>)> = Vec::new();
    for (index, line) in note.lines.iter().enumerate() {
        let turns = further(line, &opening);
        if !turns.is_empty() {
            found.push((index, turns));
        }
    }
    if !found.is_empty() {
        insert(note, found);
    }
}

/// How many lines each name opens.
#[derive(Default)]
struct OpeningNames<'n>(HashMap<&'n str, u32>);

impl OpeningNames<'_> {
    /// Whether somebody of this name speaks elsewhere. Few names are asked for, so their shape is not looked at before.
    fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|count| match name_shape::shape(name) {
            Shape::Person => true,
            // `主持人：王芳` is a fact.
            Shape::Role => *count >= 2,
            Shape::Open | Shape::Label => false,
        })
    }

    /// Whether a name may begin another's turn within a line. `is_turn`: somebody's turn opens the line.
    fn may_begin(&self, name: &str, is_turn: bool) -> bool {
        /// In bytes.
        const LONGEST: usize = 36;
        // `李明：今天来的是王芳医生。王医生：欢迎你。` calls upon her, and `石头说：“……”` is told by who speaks.
        let is_full = || {
            bare_name::is_full(name) && !name_shape::is_titled(name) && clause::without_saying(name).is_none()
        };
        self.has(name) || is_turn && name.len() <= LONGEST && is_full()
    }
}

/// Where turns begin behind the first words of a line, and their leads.
fn further(line: &Line<'_>, opening: &OpeningNames<'_>) -> Vec<(usize, Lead)> {
    let mut found = Vec::new();
    if line.is_heading || line.callout.is_some() {
        return found;
    }
    let inline = line.inline;
    let mut from = line.lead.as_ref().map_or(line.start, |lead| lead.end);
    // To look for one character is quicker than for either, and most lines have neither.
    let words = &inline.text[from..line.range.end];
    if !words.contains(':') && !words.contains('：') {
        return found;
    }
    let is_turn = line.lead.as_ref().is_some_and(|lead| {
        lead.qualifier.is_none() && matches!(name_shape::shape(&lead.name), Shape::Person | Shape::Role)
    });
    // How many quotations are open.
    let mut depth = 0_i32;
    while let Some(at) = inline.text[from..line.range.end].find(['：', ':']) {
        let colon = from + at;
        depth += open_quotations(&inline.text[from..colon]);
        if depth <= 0
            && let Some(start) =
                name_start(&inline.text[from..colon], opening, is_turn).map(|start| from + start)
            && let Some(lead) = lead::read(inline, start..line.range.end)
            && opening.may_begin(&lead.name, is_turn)
        {
            from = lead.end;
            found.push((start, lead));
        } else {
            from = colon + inline.text[colon..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// Where the name begins that ends some words, behind a sentence that ends.
fn name_start(words: &str, opening: &OpeningNames<'_>, is_turn: bool) -> Option<usize> {
    let before_brackets = words.trim_end_matches(|character: char| "）)]】".contains(character));
    let words_end = match before_brackets.len() < words.len() {
        true => before_brackets.rfind(['（', '(', '[', '【'])?,
        false => words.len(),
    };
    let end = words[..words_end].rfind(ENDS)?;
    let start = end + words[end..].chars().next()?.len_utf8();
    let name = words[start..words_end].trim_start_matches(|c: char| c.is_whitespace() || closes_quotation(c));
    opening.may_begin(name.trim_end(), is_turn).then_some(words_end - name.len())
}

/// Puts lines where turns begin within others, and moves what points at lines.
fn insert(note: &mut NoteLines<'_>, found: Vec<(usize, Vec<(usize, Lead)>)>) {
    // Of each line how many have been put before it.
    let mut moved = Vec::with_capacity(note.lines.len() + 1);
    let mut lines = Vec::with_capacity(note.lines.len() + found.len());
    let mut found = found.into_iter().peekable();
    for (index, line) in std::mem::take(&mut note.lines).into_iter().enumerate() {
        moved.push(lines.len());
        lines.push(line);
        if let Some((_, turns)) = found.next_if(|(at, _)| *at == index) {
            for (start, lead) in turns {
                let Some(above) = lines.last_mut() else { break };
                let below = above.split_off(start, Some(lead));
                lines.push(below);
            }
        }
    }
    moved.push(lines.len());
    note.lines = lines;
    let move_range = |range: &mut Range<usize>| *range = moved[range.start]..moved[range.end];
    for piece in &mut note.pieces {
        if let Piece::Heading { paragraph, .. } | Piece::Paragraph(paragraph) = piece {
            move_range(&mut paragraph.lines);
        }
    }
    for first in note.lists.iter_mut().flatten().flatten() {
        *first = moved[*first];
    }
}
