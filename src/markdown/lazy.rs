//! Paragraphs that stand right under a list, without a blank line or an indent. CommonMark reads them as more words of
//! the last item; those who write notes, and the programs that export them, mean a paragraph below the list.

use super::{Block, BlockKind, Inline, LineIndex, ListItem};

/// Parts a list into lists and the paragraphs that were read into their last items.
pub(super) fn part(
    start: Option<u64>,
    items: Vec<ListItem>,
    source: &str,
    lines: &LineIndex,
) -> Vec<BlockKindAt> {
    let mut parts = Vec::new();
    let mut run: Vec<ListItem> = Vec::new();
    let mut number = start;
    let mut first = start;
    for mut item in items {
        number = number.map(|number| number + 1);
        let below = take_below(&mut item, source, lines);
        run.push(item);
        if let Some((inline, span)) = below {
            let span_of_list = run[0].span.start..run[run.len() - 1].span.end;
            parts.push((BlockKind::List { start: first, items: std::mem::take(&mut run) }, span_of_list));
            parts.push((BlockKind::Paragraph(inline), span));
            first = number;
        }
    }
    if let (Some(head), Some(tail)) = (run.first(), run.last()) {
        let span = head.span.start..tail.span.end;
        parts.push((BlockKind::List { start: first, items: run }, span));
    }
    parts
}

/// A block's kind and its bytes of the source.
pub(super) type BlockKindAt = (BlockKind, std::ops::Range<usize>);

/// Takes the paragraph below an item out of it.
fn take_below(
    item: &mut ListItem,
    source: &str,
    lines: &LineIndex,
) -> Option<(Inline, std::ops::Range<usize>)> {
    let last: &mut Block = item.blocks.last_mut()?;
    let (below, span) = match &mut last.kind {
        BlockKind::Paragraph(inline) => {
            let offset = first_below(inline, source)?;
            let below = inline.split_off(offset);
            let start = below.source(0..below.text.len()).start;
            // The marks of bold words at the start are the paragraph's too.
            let start = source[..start].rfind('\n').map_or(start, |newline| newline + 1);
            let span = start..last.span.end;
            last.span.end = source[..start].trim_end().len().max(last.span.start);
            (below, span)
        }
        BlockKind::List { items, .. } => {
            let inner = items.last_mut()?;
            let found = take_below(inner, source, lines)?;
            last.span.end = inner.span.end;
            found
        }
        _ => return None,
    };
    last.lines = lines.span(&last.span);
    item.span.end = last.span.end;
    item.lines = lines.span(&item.span);
    Some((below, span))
}

/// Where in an item's text the paragraph below it begins.
fn first_below(inline: &Inline, source: &str) -> Option<usize> {
    inline
        .lines()
        .skip(1)
        .find(|line| stands_below(inline, line.start, line.end, source))
        .map(|line| line.start)
        // An item without words is none.
        .filter(|start| !inline.text[..*start].trim().is_empty())
}

/// Whether a line has no indent, and is not merely the rest of a wrapped Latin sentence.
fn stands_below(inline: &Inline, start: usize, end: usize, source: &str) -> bool {
    let line = &inline.text[start..end];
    let Some(first) = line.chars().next() else { return false };
    let place = inline.source(start..start + first.len_utf8()).start;
    let head = &source[source[..place].rfind('\n').map_or(0, |newline| newline + 1)..place];
    // Within a blockquote the indent begins after its mark and one space; bold words begin after their marks.
    let (room, head) = head.rsplit_once('>').map_or((0, head), |(_, head)| (1, head));
    let indent = head.trim_end_matches(['*', '_', '`', '[', '~']);
    let above = inline.text[..start].trim_end().chars().next_back();
    let is_wrapped = first.is_ascii_lowercase()
        || above.is_some_and(|last| last.is_ascii_alphanumeric() || matches!(last, ',' | '-'))
            && first.is_ascii();
    indent.len() <= room && indent.trim().is_empty() && !is_wrapped && line.chars().any(char::is_alphanumeric)
}
