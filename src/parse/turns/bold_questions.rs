//! Questions in bold, a paragraph or its first line, and questions that are numbered.

use std::ops::Range;

use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::parse::syntax::line::trimmed;

pub(super) fn asks(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

/// Whether a block's first line is all in bold and others stand below it.
pub(super) fn is_headed_in_bold(document: &Document, block: usize) -> bool {
    matches!(document.blocks.get(block).map(|block| &block.kind),
        Some(BlockKind::Paragraph(inline)) if begins_in_bold(inline))
}

pub(super) fn begins_in_bold(inline: &Inline) -> bool {
    let Some(first) = inline.lines().next() else { return false };
    let line = trimmed(&inline.text, first.clone());
    first.end < inline.text.trim_end().len()
        && !is_bold(inline)
        && inline.strong.iter().any(|strong| strong.start <= line.start && line.end <= strong.end)
}

/// The words of a paragraph that ask in bold.
pub(super) fn question_in_bold(inline: &Inline) -> Range<usize> {
    match inline.lines().next() {
        Some(first) if begins_in_bold(inline) => first,
        _ => 0..inline.text.len(),
    }
}

pub(super) fn is_bold(inline: &Inline) -> bool {
    let length = inline.text.trim().len();
    length > 0 && inline.strong.iter().any(|strong| strong.len() >= length)
}

/// The paragraph of a numbered list that holds nothing else.
pub(super) fn only_item(block: &Block) -> Option<&Inline> {
    let BlockKind::List { start: Some(_), items } = &block.kind else { return None };
    let [item] = &items[..] else { return None };
    match &item.blocks[..] {
        [Block { kind: BlockKind::Paragraph(inline), .. }] => Some(inline),
        _ => None,
    }
}
