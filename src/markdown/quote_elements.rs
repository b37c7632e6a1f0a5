//! Blockquotes of HTML: `<blockquote>` and what stands in it, as one of Markdown.

use std::ops::Range;

use super::{Block, BlockKind};

/// Puts the outermost blocks that stand in such elements, whose places are given in order, into blockquotes.
pub(super) fn wrap(blocks: Vec<Block>, quotes: &[Range<usize>]) -> Vec<Block> {
    if quotes.is_empty() {
        return blocks;
    }
    let mut wrapped: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut quotes = quotes.iter().peekable();
    // The element that the last of the wrapped blocks is.
    let mut open: Option<&Range<usize>> = None;
    for block in blocks {
        while quotes.next_if(|quote| quote.end <= block.span.start).is_some() {}
        let quote = quotes.peek().copied();
        let Some(quote) =
            quote.filter(|quote| quote.start <= block.span.start && block.span.end <= quote.end)
        else {
            wrapped.push(block);
            continue;
        };
        match wrapped.last_mut() {
            Some(Block { kind: BlockKind::Quote(inner), span, lines }) if open == Some(quote) => {
                span.end = block.span.end;
                lines.last = block.lines.last;
                inner.push(block);
            }
            _ => {
                open = Some(quote);
                let (span, lines) = (block.span.clone(), block.lines);
                wrapped.push(Block { kind: BlockKind::Quote(vec![block]), span, lines });
            }
        }
    }
    wrapped
}
