//! What rules look at.

use std::ops::Range;

use super::finding::Finding;
use crate::library::Text;
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::model::ParsedNote;

/// A note as rules see it.
pub(super) struct ReadNote<'n> {
    /// Its path within the library.
    pub(super) path: &'n str,
    /// Its text.
    pub(super) text: &'n Text,
    /// That text as blocks.
    pub(super) document: &'n Document,
    /// What was read of it.
    pub(super) parsed: &'n ParsedNote,
}

/// A rule about one note.
pub(super) type Rule = fn(&ReadNote<'_>) -> Vec<Finding>;

/// A heading of a note.
pub(super) struct Heading<'n> {
    /// As it stands there, without marks.
    pub(super) text: &'n str,
    pub(super) level: u8,
    pub(super) line: u32,
}

/// A link or an image of a note.
pub(super) struct NoteLink<'n> {
    pub(super) line: u32,
    /// The words that are the link.
    pub(super) words: &'n str,
    pub(super) address: &'n str,
}

impl<'n> ReadNote<'n> {
    /// Its headings, at the outermost level of the text, in order.
    pub(super) fn headings(&self) -> Vec<Heading<'n>> {
        let headings = self.document.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(level, inline) => {
                Some(Heading { text: inline.text.trim(), level: *level, line: block.lines.first })
            }
            _ => None,
        });
        headings.collect()
    }

    /// Its links, in order.
    pub(super) fn links(&self) -> Vec<NoteLink<'n>> {
        let mut links = Vec::new();
        each_inline(&self.document.blocks, &mut |inline| {
            links.extend(inline.links.iter().map(|(range, address): &(Range<usize>, String)| NoteLink {
                line: self.document.lines.line(inline.source(range.clone()).start),
                words: &inline.text[range.clone()],
                address,
            }));
        });
        links
    }
}

fn each_inline<'b>(blocks: &'b [Block], tell: &mut dyn FnMut(&'b Inline)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_, inline) | BlockKind::Paragraph(inline) => tell(inline),
            BlockKind::Quote(blocks) => each_inline(blocks, tell),
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_inline(&item.blocks, tell)),
            BlockKind::Table { header, rows } => {
                [header].into_iter().chain(rows).flat_map(|row| &row.cells).for_each(&mut *tell);
            }
            BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
        }
    }
}

/// What two headings have the same that are one to a reader: letters and digits, folded, without the number in front.
pub(super) fn heading_key(heading: &str) -> String {
    let folded = crate::text::fold_text(heading);
    let counts = |it: char| it.is_ascii_digit() || "一二三四五六七八九十".contains(it);
    let rest = folded.trim_start().trim_start_matches(['第', '(', '（', '[']);
    let number: usize = rest.chars().take_while(|it| counts(*it) || *it == '.').map(char::len_utf8).sum();
    let behind = rest[number..].trim_start_matches(|it: char| "章节部分讲篇".contains(it));
    let is_number = number > 0 && behind.starts_with(|it: char| !it.is_alphanumeric());
    let words = if is_number { behind } else { &folded };
    words.chars().filter(|it| it.is_alphanumeric()).collect()
}
