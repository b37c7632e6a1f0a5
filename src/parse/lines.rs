//! Blocks to lines: what stands in a note, in its order, with each line read once. Knows headings and what their sections
//! are for, and nobody by name.

use std::collections::HashSet;
use std::ops::Range;

use crate::markdown::{Block, BlockKind, Document, Inline, ListItem, Row};
use crate::model::PassageForm;
use crate::parse::frame::NoteFrame;
use crate::parse::frame::outline::{self, Outline, SectionPurpose};
use crate::parse::frame::table_kind::flat;
use crate::parse::frame::turn_headings;
use crate::parse::syntax::line::{Below, Line, Place};
use crate::parse::syntax::quotation::{self, Speech};
use crate::text::marks;

mod bare_labels;
mod chapters;
mod copies;
mod further_turns;
mod posts;
mod stamp_lines;
mod verse;

/// A note as lines, and how they hang together.
pub(crate) struct NoteLines<'d> {
    pub(crate) lines: Vec<Line<'d>>,
    pub(crate) pieces: Vec<Piece<'d>>,
    /// For each list the first lines of its items, as far as those have any: indices of lines.
    pub(crate) lists: Vec<Vec<Option<usize>>>,
}

/// What the blocks of a note come to, in order.
pub(crate) enum Piece<'d> {
    /// A heading, which opens this section of the outline.
    Heading {
        section: usize,
        paragraph: Paragraph<'d>,
    },
    /// A block at the outermost level begins, which is no heading.
    Block(usize),
    Paragraph(Paragraph<'d>),
    BlockquoteStart,
    BlockquoteEnd,
    /// A list begins: its number.
    ListStart(usize),
    /// An item of a list of key quotes begins: those side by side are not one person's.
    KeyItem,
    Table {
        header: &'d Row,
        rows: &'d [Row],
        span: Range<usize>,
    },
    /// Text that no rule looks into.
    Verbatim {
        text: &'d str,
        form: PassageForm,
        span: Range<usize>,
    },
    Rule(Range<usize>),
    /// A table of contents: the spans of its entries, and their texts.
    Contents {
        spans: Vec<Range<usize>>,
        entries: Vec<String>,
    },
}

/// A paragraph or heading.
pub(crate) struct Paragraph<'d> {
    pub(crate) inline: &'d Inline,
    pub(crate) place: Place,
    /// Indices of its lines; blank ones are none.
    pub(crate) lines: Range<usize>,
    /// Index of its block among the document's.
    pub(crate) block: usize,
    /// Whether it may hold terms of a glossary, and whether it opens the item of a list.
    pub(crate) in_glossary: bool,
    pub(crate) opens_item: bool,
}

/// Reads the lines of a note.
pub(crate) fn read<'d>(document: &'d Document, frame: &NoteFrame) -> NoteLines<'d> {
    let mut reader = LineReader {
        outline: &frame.outline,
        introducing: &frame.introducing,
        note: NoteLines { lines: Vec::new(), pieces: Vec::new(), lists: Vec::new() },
        section: None,
        block: 0,
        below: Below::Other,
        open_lists: 0,
        contents_follow: false,
    };
    reader.read(document, &frame.taken);
    copies::mark(&mut reader.note.lines);
    stamp_lines::mark(&mut reader.note.lines);
    bare_labels::mark(&mut reader.note.lines);
    posts::mark(&mut reader.note.lines);
    chapters::mark(&mut reader.note.lines);
    verse::mark(&mut reader.note.lines);
    further_turns::split(&mut reader.note);
    reader.note
}

struct LineReader<'o, 'd> {
    outline: &'o Outline,
    /// Where lines begin that introduce somebody.
    introducing: &'o HashSet<usize>,
    note: NoteLines<'d>,
    /// The innermost section so far.
    section: Option<usize>,
    /// Index of the block at hand among the document's.
    block: usize,
    below: Below,
    /// How many lists are open.
    open_lists: u32,
    /// A line `目录` has announced the table of contents.
    contents_follow: bool,
}

impl<'d> LineReader<'_, 'd> {
    fn read(&mut self, document: &'d Document, taken: &HashSet<usize>) {
        let mut next_section = 0;
        for (index, block) in document.blocks.iter().enumerate() {
            self.block = index;
            self.below = document.blocks.get(index + 1).map_or(Below::Other, |block| below(&block.kind));
            let opens = self.outline.sections.get(next_section).is_some_and(|section| section.block == index);
            if let BlockKind::Heading(_, inline) = &block.kind
                && opens
            {
                self.section = Some(next_section);
                let paragraph = self.paragraph(inline, self.place(PassageForm::Paragraph, None), false);
                self.mark_heading(block, &paragraph);
                self.note.pieces.push(Piece::Heading { section: next_section, paragraph });
                next_section += 1;
            } else if taken.contains(&index) {
                self.only_lines(block);
            } else {
                self.note.pieces.push(Piece::Block(index));
                self.top_block(block);
            }
        }
    }

    fn purpose(&self) -> SectionPurpose {
        self.outline.purpose(self.section)
    }

    /// The lines of a block that is the frame's or a table of contents: they only tell who is who.
    fn only_lines(&mut self, block: &'d Block) {
        match &block.kind {
            BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => {
                self.paragraph(inline, self.place(PassageForm::Paragraph, None), false);
            }
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.only_lines(block)),
            BlockKind::List { items, .. } => {
                self.open_lists += 1;
                items.iter().flat_map(|item| &item.blocks).for_each(|block| self.only_lines(block));
                self.open_lists -= 1;
            }
            _ => {}
        }
    }

    fn top_block(&mut self, block: &'d Block) {
        let purpose = match self.purpose() {
            _ if std::mem::take(&mut self.contents_follow) => SectionPurpose::TableOfContents,
            purpose => purpose,
        };
        match &block.kind {
            BlockKind::Paragraph(inline)
                if self.below == Below::List && outline::names_contents(&inline.text) =>
            {
                self.contents_follow = true;
                self.contents(block, vec![block.span.clone()], Vec::new());
            }
            BlockKind::List { items, .. } if is_table_of_contents(items, purpose) => {
                let mut entries = Vec::new();
                collect_inlines(items, &mut entries);
                let spans = items.iter().map(|item| item.span.clone()).collect();
                self.contents(block, spans, entries.into_iter().map(flat).collect());
            }
            BlockKind::Paragraph(inline)
                if purpose == SectionPurpose::TableOfContents && is_all_links(inline) =>
            {
                self.contents(block, vec![block.span.clone()], Vec::new());
            }
            _ => self.block(block, None),
        }
    }

    fn contents(&mut self, block: &'d Block, spans: Vec<Range<usize>>, entries: Vec<String>) {
        self.only_lines(block);
        self.note.pieces.push(Piece::Contents { spans, entries });
    }

    fn block(&mut self, block: &'d Block, list: Option<(u8, usize)>) {
        let span = block.span.clone();
        match &block.kind {
            BlockKind::Heading(_, inline) | BlockKind::Paragraph(inline) => {
                let in_key = self.purpose() == SectionPurpose::KeyQuotes;
                let place = Place { in_key, ..self.place(PassageForm::Paragraph, list) };
                let paragraph = self.paragraph(inline, place, false);
                if self.outline.turns.contains(&self.block) {
                    self.name_turn(&paragraph);
                } else {
                    self.mark_heading(block, &paragraph);
                }
                self.introduce(&paragraph);
                let in_glossary = self.purpose() == SectionPurpose::Glossary;
                self.note.pieces.push(Piece::Paragraph(Paragraph { in_glossary, ..paragraph }));
            }
            BlockKind::Quote(blocks) => {
                self.note.pieces.push(Piece::BlockquoteStart);
                self.blockquote(blocks);
            }
            BlockKind::List { start, items } => self.list(*start, items, 0, false),
            BlockKind::Table { header, rows } => {
                self.note.pieces.push(Piece::Table { header, rows, span });
            }
            BlockKind::Code(text) => self.verbatim(text, PassageForm::Code, span),
            BlockKind::Html(text) => self.verbatim(text, PassageForm::Html, span),
            BlockKind::Rule => self.note.pieces.push(Piece::Rule(span)),
        }
    }

    fn verbatim(&mut self, text: &'d str, form: PassageForm, span: Range<usize>) {
        self.note.pieces.push(Piece::Verbatim { text, form, span });
    }

    fn blockquote(&mut self, blocks: &'d [Block]) {
        let in_key = self.purpose() == SectionPurpose::KeyQuotes;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => {
                    let place =
                        Place { in_blockquote: true, in_key, ..self.place(PassageForm::Remark, None) };
                    let paragraph = self.paragraph(inline, place, false);
                    self.mark_heading(block, &paragraph);
                    // A callout's title is a headword: `> [!info] 潮窗`.
                    let first = self.note.lines[paragraph.lines.clone()].first();
                    let in_glossary = self.purpose() == SectionPurpose::Glossary
                        && first.is_some_and(|line| line.callout.is_some());
                    self.note.pieces.push(Piece::Paragraph(Paragraph { in_glossary, ..paragraph }));
                }
                BlockKind::List { start, items } => self.list(*start, items, 0, true),
                BlockKind::Quote(inner) => self.blockquote(inner),
                _ => self.block(block, None),
            }
        }
        self.note.pieces.push(Piece::BlockquoteEnd);
    }

    fn list(&mut self, start: Option<u64>, items: &'d [ListItem], depth: u8, in_blockquote: bool) {
        let list = self.note.lists.len();
        let above = self.note.pieces.iter().rev().find(|piece| !matches!(piece, Piece::Block(_)));
        if let Some(Piece::Paragraph(above)) = above
            && let Some(line) = self.note.lines[above.lines.clone()].last_mut()
        {
            line.list_below = Some(list);
        }
        self.note.lists.push(Vec::with_capacity(items.len()));
        self.note.pieces.push(Piece::ListStart(list));
        let in_key = self.purpose() == SectionPurpose::KeyQuotes;
        self.open_lists += 1;
        for (position, item) in items.iter().enumerate() {
            let number =
                start.and_then(|start| u32::try_from(start).ok()).map(|start| start + position as u32);
            if in_key && depth == 0 && !in_blockquote {
                self.note.pieces.push(Piece::KeyItem);
            }
            let mut first_line = None;
            for (index, block) in item.blocks.iter().enumerate() {
                match &block.kind {
                    BlockKind::Paragraph(inline) => {
                        let is_first = index == 0;
                        let form = match is_first {
                            true => PassageForm::Bullet { depth, number },
                            false => PassageForm::Paragraph,
                        };
                        let place = Place {
                            in_blockquote,
                            in_key: in_key && is_first,
                            ..self.place(form, Some((depth, list)))
                        };
                        let paragraph = self.paragraph(inline, place, is_first);
                        if is_first {
                            first_line = Some(paragraph.lines.start).filter(|_| !paragraph.lines.is_empty());
                        }
                        self.note.pieces.push(Piece::Paragraph(paragraph));
                    }
                    BlockKind::List { start, items } => {
                        // A turn of its own bullets: what hangs below another bullet is not.
                        self.list(*start, items, depth.saturating_add(1), in_blockquote);
                    }
                    _ => self.block(block, Some((depth, list))),
                }
            }
            self.note.lists[list].push(first_line);
        }
        self.open_lists -= 1;
    }

    fn place(&self, form: PassageForm, list: Option<(u8, usize)>) -> Place {
        Place {
            in_blockquote: false,
            in_key: false,
            bullet: list.map(|(depth, _)| depth),
            list: list.map(|(_, number)| number),
            form,
        }
    }

    fn paragraph(&mut self, inline: &'d Inline, place: Place, opens_item: bool) -> Paragraph<'d> {
        let first = self.note.lines.len();
        let (block, below, in_list) = (self.block, self.below, self.open_lists > 0);
        for range in inline.lines().filter(|range| !inline.text[range.clone()].trim().is_empty()) {
            let own = self.note.lines.len();
            let introduces = !self.introducing.is_empty()
                && self.introducing.contains(&inline.source(range.clone()).start);
            Line::read(inline, range, place, &mut self.note.lines);
            if introduces {
                self.note.lines[own..].iter_mut().for_each(|line| (line.lead, line.alone) = (None, None));
            }
        }
        for line in &mut self.note.lines[first..] {
            (line.block, line.below, line.in_list) = (block, below, in_list);
        }
        let lines = first..self.note.lines.len();
        let in_glossary = opens_item && self.purpose() == SectionPurpose::Glossary;
        Paragraph { inline, place, lines, block, in_glossary, opens_item }
    }

    fn mark_heading(&mut self, block: &Block, paragraph: &Paragraph<'_>) {
        if matches!(block.kind, BlockKind::Heading(..)) {
            self.note.lines[paragraph.lines.clone()].iter_mut().for_each(|line| line.is_heading = true);
        }
    }

    /// Reads the line of a heading that names who speaks below it.
    fn name_turn(&mut self, paragraph: &Paragraph<'_>) {
        let Some(line) = self.note.lines[paragraph.lines.clone()].first_mut() else { return };
        line.heads_turn = true;
        if line.lead.is_none() {
            line.lead = turn_headings::label(paragraph.inline);
        }
        if line.lead.is_none() {
            line.alone = turn_headings::name(paragraph.inline);
        }
    }

    /// Marks the last line of a paragraph that may introduce what stands below its block.
    fn introduce(&mut self, paragraph: &Paragraph<'_>) {
        let lines = &mut self.note.lines[paragraph.lines.clone()];
        let is_followed = matches!(self.below, Below::Blockquote | Below::Quoted);
        if is_followed
            && lines.first().is_some_and(|line| line.lead.is_none())
            && let Some(last) = lines.last_mut()
        {
            last.may_introduce = true;
        }
    }
}

fn below(kind: &BlockKind) -> Below {
    match kind {
        BlockKind::Quote(_) => Below::Blockquote,
        BlockKind::List { .. } => Below::List,
        BlockKind::Paragraph(inline) if is_quoted(&inline.text) => Below::Quoted,
        _ => Below::Other,
    }
}

/// Whether a paragraph is nothing but quoted words.
fn is_quoted(text: &str) -> bool {
    const FEWEST: usize = 8;
    let text = text.trim();
    text.starts_with(marks::opens_quotation)
        && matches!(quotation::read(text, true, &|_| false), Speech::Whole { words, .. }
            if text[words.clone()].chars().count() >= FEWEST)
        && !quotation::is_interrupted(text)
}

fn is_table_of_contents(items: &[ListItem], purpose: SectionPurpose) -> bool {
    let mut inlines = Vec::new();
    if !collect_inlines(items, &mut inlines) {
        return false;
    }
    let all_links = !inlines.is_empty() && inlines.iter().all(|inline| is_all_links(inline));
    let to_page = inlines
        .iter()
        .filter(|inline| inline.links.iter().any(|(_, address)| address.starts_with('#')))
        .count();
    purpose == SectionPurpose::TableOfContents
        && (all_links || inlines.iter().all(|inline| inline.text.chars().count() <= 60))
        || all_links && inlines.len() >= 3 && to_page == inlines.len()
}

/// Collects the texts of a list, and tells whether it holds nothing else.
fn collect_inlines<'i>(items: &'i [ListItem], inlines: &mut Vec<&'i Inline>) -> bool {
    items.iter().flat_map(|item| &item.blocks).all(|block| match &block.kind {
        BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => {
            inlines.push(inline);
            true
        }
        BlockKind::List { items, .. } => collect_inlines(items, inlines),
        _ => false,
    })
}

/// Whether a text is links and nothing but numbers and marks beside them.
fn is_all_links(inline: &Inline) -> bool {
    let mut rest: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (link, _) in &inline.links {
        if link.start >= end {
            rest.push(end..link.start);
            end = link.end;
        }
    }
    rest.push(end..inline.text.len());
    !inline.links.is_empty()
        && rest.iter().all(|range| !inline.text[range.clone()].chars().any(char::is_alphabetic))
}
