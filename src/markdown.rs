//! Markdown text -> a tree of blocks that know their lines. The only file that names pulldown_cmark.
//!
//! What it does beyond CommonMark, because notes need it: `**` marks that CommonMark's flanking rule leaves unclosed
//! before Chinese text (`**结论：**后文`) are paired here, a `---` that lost its blank line does not turn a sentence
//! into a heading, `###标题` is one without its space, a paragraph right under a list is no part of its last
//! item, zero-width characters and the markup of other programs are dropped, and inline text keeps a map to its source,
//! so that any part of it has a place. It deliberately knows nothing about notes: quotes, speakers and tables of claims are `parse`'s.

mod front_matter;
mod inline;
mod lazy;
mod line_block;
mod lines;
mod markup;
mod mend;
mod quote_elements;
mod ruby;

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::model::LineSpan;

pub use inline::Inline;
use inline::InlineBuilder;
pub use lines::LineIndex;
use markup::ElementTag;
pub use markup::is_markup;

/// Containers nested deeper than this are read as if they were not there, so that hostile input can't exhaust the
/// stack.
const DEEPEST: usize = 32;

/// A longer heading, in bytes, is a paragraph whose writer wanted it large: every record below a heading has its words.
const LONGEST_HEADING: usize = 1000;

/// A note's text as blocks.
#[derive(Debug)]
pub struct Document {
    /// The YAML between lines of three or more dashes at the top, and its lines with both fences.
    pub front_matter: Option<(String, LineSpan)>,
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Tells the line of any offset.
    pub lines: LineIndex,
}

/// One block and its place.
#[derive(Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Lines of the source.
    pub lines: LineSpan,
}

/// The kinds of block.
#[derive(Debug)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Inline),
    /// A paragraph.
    Paragraph(Inline),
    /// A blockquote.
    Quote(Vec<Block>),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// The first number of an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table {
        /// The header's cells.
        header: Row,
        /// The rows below it.
        rows: Vec<Row>,
    },
    /// A code block's content.
    Code(String),
    /// Raw HTML.
    Html(String),
    /// A horizontal rule.
    Rule,
}

/// A list item.
#[derive(Debug)]
pub struct ListItem {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Lines of the source.
    pub lines: LineSpan,
}

/// A table row.
#[derive(Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Inline>,
    /// Bytes of the source.
    pub span: Range<usize>,
}

/// Reads Markdown. Never fails: every text is some Markdown.
pub fn read(text: &str) -> Document {
    let lines = LineIndex::new(text);
    let (front_matter, body) = front_matter::split(text, &lines);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let body = if body == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { body };
    // What stands above is blanked rather than cut off, so that offsets stay those of the file.
    let blanked;
    let source = if body == 0 {
        text
    } else {
        blanked = format!("{}{}", "\n".repeat(body), &text[body..]);
        &blanked
    };
    let mended = mend::mend(source);
    let source = &*mended.text;
    let events = Parser::new_ext(source, options).into_offset_iter().peekable();
    let mut reader = BlockReader { source, lines: &lines, events, crowded: &mended.crowded, lists: 0 };
    let blocks = quote_elements::wrap(reader.blocks(0), &mended.quotes);
    Document { front_matter, blocks, lines }
}

struct BlockReader<'t, 'l> {
    source: &'t str,
    lines: &'l LineIndex,
    events: Peekable<OffsetIter<'t>>,
    /// Offsets of headings that had no space after their marks.
    crowded: &'l [usize],
    /// How many lists are open.
    lists: usize,
}

impl<'t> BlockReader<'t, '_> {
    /// Reads blocks up to the end of the container (whose end event is taken too).
    fn blocks(&mut self, depth: usize) -> Vec<Block> {
        // An item of a list holds one as a rule.
        let mut blocks: Vec<Block> = Vec::with_capacity(1);
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Rule => self.push(&mut blocks, BlockKind::Rule, span),
                Event::Start(tag) if !is_inline(&tag) => self.container(tag, span, depth, &mut blocks),
                // The text of a tight list item stands without a paragraph around it.
                event => {
                    let mut builder = InlineBuilder::default();
                    let mut end = span.end;
                    let start = span.start;
                    builder.event(event, span, self.source);
                    while let Some((next, _)) = self.events.peek() {
                        let is_block = match next {
                            Event::Start(tag) => !is_inline(tag),
                            Event::End(tag) => !is_inline_end(*tag),
                            Event::Rule => true,
                            _ => false,
                        };
                        if is_block {
                            break;
                        }
                        if let Some((next, span)) = self.events.next() {
                            end = end.max(span.end);
                            builder.event(next, span, self.source);
                        }
                    }
                    self.push(&mut blocks, BlockKind::Paragraph(builder.finish(self.source)), start..end);
                }
            }
        }
        blocks
    }

    fn container(&mut self, tag: Tag<'t>, span: Range<usize>, depth: usize, blocks: &mut Vec<Block>) {
        if depth >= DEEPEST && matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) {
            self.flatten(blocks);
            return;
        }
        let kind = match tag {
            Tag::Paragraph => BlockKind::Paragraph(self.inline()),
            Tag::Heading { level, .. } => {
                let inline = self.inline();
                if self.is_false_heading(level, &span, &inline) {
                    let rule = self.source[..span.end]
                        .trim_end()
                        .rfind(['\n', '\r'])
                        .map_or(span.start, |newline| (newline + 1).max(span.start));
                    self.push(blocks, BlockKind::Paragraph(inline), span.start..rule);
                    self.push(blocks, BlockKind::Rule, rule..span.end);
                    return;
                }
                if inline.text.len() > LONGEST_HEADING {
                    self.push(blocks, BlockKind::Paragraph(inline), span);
                    return;
                }
                let is_crowded = self.crowded.binary_search(&span.start).is_ok();
                BlockKind::Heading(level as u8 + u8::from(is_crowded), inline)
            }
            Tag::BlockQuote(_) => BlockKind::Quote(self.blocks(depth + 1)),
            Tag::List(start) => {
                self.lists += 1;
                let items = self.items(depth + 1);
                self.lists -= 1;
                if self.lists > 0 {
                    // The outermost list takes out what stands below the innermost.
                    self.push(blocks, BlockKind::List { start, items }, span);
                    return;
                }
                for (kind, span) in lazy::part(start, items, self.source, self.lines) {
                    self.push(blocks, kind, span);
                }
                return;
            }
            Tag::Table(_) => self.table(),
            Tag::CodeBlock(_) => BlockKind::Code(self.verbatim()),
            Tag::HtmlBlock => BlockKind::Html(self.verbatim()),
            // Definition lists, footnotes and the like are not enabled; whatever comes is read for its text.
            _ => BlockKind::Paragraph(self.inline()),
        };
        self.push(blocks, kind, span);
    }

    /// A line of dashes right under a sentence is a rule that lost its blank line, not the underline of a heading.
    fn is_false_heading(&self, level: HeadingLevel, span: &Range<usize>, inline: &Inline) -> bool {
        let is_setext = !self.source[span.start..span.end].trim_start().starts_with('#');
        is_setext
            && level == HeadingLevel::H2
            && (inline.text.contains('\n')
                || inline.text.chars().count() > 40
                || inline.text.ends_with(['。', '！', '；', '：', '”', '"', '」', ';', ':']))
    }

    /// Reads what a container beyond the depth limit holds as if the container were not there.
    fn flatten(&mut self, blocks: &mut Vec<Block>) {
        let mut open = 1;
        let mut builder = InlineBuilder::default();
        let mut extent: Option<Range<usize>> = None;
        for (event, span) in self.events.by_ref() {
            match &event {
                Event::Start(tag) if !is_inline(tag) => open += 1,
                Event::End(tag) if !is_inline_end(*tag) => open -= 1,
                _ => {
                    let start = extent.as_ref().map_or(span.start, |extent| extent.start);
                    extent = Some(start..span.end);
                    builder.event(event, span, self.source);
                }
            }
            if open == 0 {
                break;
            }
        }
        if let Some(extent) = extent {
            self.push(blocks, BlockKind::Paragraph(builder.finish(self.source)), extent);
        }
    }

    fn items(&mut self, depth: usize) -> Vec<ListItem> {
        let mut items = Vec::new();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let span = self.trim(span);
                    let lines = self.lines.span(&span);
                    items.push(ListItem { blocks: self.blocks(depth + 1), span, lines });
                }
                _ => break,
            }
        }
        items
    }

    fn table(&mut self) -> BlockKind {
        let mut header = Row::default();
        let mut rows = Vec::new();
        let mut row = Row::default();
        while let Some((event, span)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    row = Row { cells: Vec::new(), span: self.trim(span) };
                }
                Event::Start(Tag::TableCell) => row.cells.push(self.inline()),
                Event::End(TagEnd::TableHead) => header = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                _ => break,
            }
        }
        BlockKind::Table { header, rows }
    }

    fn verbatim(&mut self) -> String {
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Text(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(&part),
                Event::End(_) => break,
                _ => {}
            }
        }
        text
    }

    /// Reads inline events up to the end of the block that holds them.
    fn inline(&mut self) -> Inline {
        let mut builder = InlineBuilder::default();
        for (event, span) in self.events.by_ref() {
            if matches!(event, Event::End(tag) if !is_inline_end(tag)) {
                break;
            }
            builder.event(event, span, self.source);
        }
        builder.finish(self.source)
    }

    fn push(&self, blocks: &mut Vec<Block>, kind: BlockKind, span: Range<usize>) {
        let span = self.trim(span);
        let lines = self.lines.span(&span);
        blocks.push(Block { kind, span, lines });
    }

    fn trim(&self, span: Range<usize>) -> Range<usize> {
        let text = &self.source[span.clone()];
        let start = span.start + (text.len() - text.trim_start_matches(['\n', '\r']).len());
        let end = span.start + text.trim_end().len();
        start.min(end.max(span.start))..end.max(start.min(span.end))
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

impl InlineBuilder {
    fn event(&mut self, event: Event<'_>, span: Range<usize>, source: &str) {
        let here = self.inline.text.len();
        match event {
            Event::Text(text) if self.ruby.is_said(&text) => {}
            Event::Text(text) => self.text(&text, span, source),
            Event::Code(text) => {
                let inner = match source[span.clone()].find(&*text) {
                    Some(found) => span.start + found..span.start + found + text.len(),
                    None => span,
                };
                self.text(&text, inner, source);
                self.inline.code.push(here..self.inline.text.len());
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(span.start),
            Event::InlineHtml(tag) | Event::Html(tag) => self.tag(&tag, span, source),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => self.paired.push(here),
            Event::Start(Tag::Emphasis) => self.emphasis.push(here),
            Event::End(TagEnd::Emphasis) => {
                if let Some(start) = self.emphasis.pop() {
                    self.emphasised = self.emphasised.max(here - start);
                }
            }
            Event::Start(Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. }) => {
                self.open_links.push((here, dest_url.to_string(), title.to_string()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((start, address, title)) = self.open_links.pop() {
                    if start == here {
                        self.text(&address, span.clone(), source);
                    }
                    self.inline.links.push((start..self.inline.text.len(), address));
                    self.title(&title, span, source);
                }
            }
            _ => {}
        }
    }

    fn tag(&mut self, tag: &str, span: Range<usize>, source: &str) {
        let Some(element) = ElementTag::read(tag) else { return self.text(tag, span, source) };
        if let Some(mark) = self.ruby.tag(&element) {
            self.text(mark, span, source);
        } else if element.name.eq_ignore_ascii_case("br") {
            self.text("\n", span, source);
        } else if element.is_markup() {
            self.element(&element, tag, span.start, source);
        } else {
            self.text(tag, span, source);
        }
    }

    /// Takes the tag of an element that says nothing itself; one without words says the name that its tag gives it.
    fn element(&mut self, element: &ElementTag<'_>, tag: &str, start: usize, source: &str) {
        self.bold_tag(element);
        self.signature(tag, start, source);
        if !element.closes {
            let name = markup::named(tag).map(|name| start + name.start..start + name.end);
            self.named = name.map(|name| (self.inline.text.len(), name));
        }
        if (element.closes || element.is_empty)
            && let Some((here, name)) = self.named.take()
            && here == self.inline.text.len()
        {
            self.name(name, source);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Inline {
        match read(text).blocks.remove(0).kind {
            BlockKind::Paragraph(inline) => inline,
            kind => panic!("no paragraph: {kind:?}"),
        }
    }

    fn check_strong(text: &str, expected_text: &str, expected: &[&str]) {
        let inline = paragraph(text);
        assert_eq!(inline.text, expected_text);
        let strong: Vec<&str> = inline.strong.iter().map(|range| &inline.text[range.clone()]).collect();
        assert_eq!(strong, expected, "{text}");
        for (offset, character) in inline.text.char_indices() {
            let source = inline.source(offset..offset + character.len_utf8());
            assert_eq!(text[source].trim_end_matches('\r'), character.to_string(), "{text} at {offset}");
        }
    }

    #[test]
    fn strong_before_chinese_text_is_closed() {
        check_strong("**结论：**后文", "结论：后文", &["结论："]);
        check_strong("**结论：**后文**重点**。", "结论：后文重点。", &["结论：", "重点"]);
        check_strong("甲**“乙”**丙，**丁**", "甲“乙”丙，丁", &["“乙”", "丁"]);
        check_strong("**甲\n**乙：**丙", "甲\n乙：丙", &["甲", "乙："]);
    }

    #[test]
    fn ordinary_strong_stays() {
        check_strong("**李明**：“话”", "李明：“话”", &["李明"]);
        check_strong("2 ** 3 ** 4", "2 ** 3 ** 4", &[]);
        check_strong("**李\u{200b}明**：话", "李明：话", &["李明"]);
    }

    #[test]
    fn escaped_marks_stay_text() {
        let inline = paragraph("\\*\\*甲\\*\\*");
        assert_eq!(inline.text, "**甲**");
        assert!(inline.strong.is_empty());
    }

    #[test]
    fn dashes_under_a_sentence_are_a_rule() {
        let document = read("这是一句话。\n---\n\n标题\n---\n");
        let kinds: Vec<&BlockKind> = document.blocks.iter().map(|block| &block.kind).collect();
        assert!(
            matches!(kinds[..], [BlockKind::Paragraph(_), BlockKind::Rule, BlockKind::Heading(2, _)]),
            "{kinds:?}"
        );
        assert_eq!(document.blocks[1].lines, LineSpan { first: 2, last: 2 });
    }

    #[test]
    fn front_matter_is_set_apart_and_lines_stay() {
        let document = read("---\ntitle: 题\n---\n\n# 标题\n");
        let (yaml, lines) = document.front_matter.unwrap();
        assert_eq!(yaml, "title: 题\n");
        assert_eq!(lines, LineSpan { first: 1, last: 3 });
        assert_eq!(document.blocks[0].lines, LineSpan { first: 5, last: 5 });
    }

    #[test]
    fn rule_at_the_top_is_no_front_matter() {
        let document = read("---\n一段话\n\n---\n");
        assert!(document.front_matter.is_none());
    }

    #[test]
    fn deep_nesting_is_flattened_and_keeps_its_text() {
        let document = read(&format!("{}深", "> ".repeat(5_000)));
        assert!(format!("{document:?}").contains('深'));
    }

    #[test]
    fn tables_keep_their_rows_places() {
        let document = read("| 甲 | 乙 |\n| --- | --- |\n| 1 | **2** |\n");
        let BlockKind::Table { header, rows } = &document.blocks[0].kind else { panic!() };
        assert_eq!(header.cells[1].text, "乙");
        assert_eq!(rows[0].cells[1].text, "2");
        assert_eq!(document.lines.span(&rows[0].span), LineSpan { first: 3, last: 3 });
    }
}
