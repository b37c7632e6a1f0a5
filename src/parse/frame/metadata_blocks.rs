//! Which blocks of a note are facts about its recording: front matter, the metadata table or list, and the footer.

use std::collections::HashSet;
use std::ops::Range;

use super::metadata::{self, FactSheet};
use super::outline::{Outline, SectionPurpose};
use super::table_kind::{self, flat};
use super::{fact_tables, footer, front_matter, metadata_keys};
use crate::language::bare_name;
use crate::markdown::{Block, BlockKind, Document, Inline, Row};
use crate::model::{Diagnostic, Frame, FrameKind, LineSpan};
use crate::parse::syntax::lead;
use crate::text::{is_alphanumeric, marks};

/// What a note's facts are and where they stand.
#[derive(Default)]
pub(super) struct Facts {
    /// The typed values and the people whom the metadata names.
    pub(super) sheet: FactSheet,
    /// The front matter's title.
    pub(super) front_title: Option<String>,
    /// The blocks that are facts and nothing else, by their index among the document's.
    pub(super) taken: HashSet<usize>,
    /// Where they stand.
    pub(super) pieces: Vec<Frame>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// A key whose names stand in the next block.
    open: Option<String>,
}

/// Where a block stands among the facts.
#[derive(Clone, Copy)]
struct Position {
    index: usize,
    section: Option<usize>,
    /// In a section of metadata.
    in_metadata: bool,
    /// Above the first section, with nothing but facts and furniture above it.
    is_top: bool,
    /// Among the last blocks of the note.
    is_bottom: bool,
}

/// Finds the facts of a note.
pub(super) fn read(document: &Document, outline: &Outline) -> Facts {
    /// A footer is one of the last blocks.
    const LAST: usize = 3;
    let mut facts = Facts::default();
    if let Some((yaml, lines)) = &document.front_matter {
        facts.front_title = front_matter::take(yaml, &mut facts.sheet);
        facts.pieces.push(Frame { lines: *lines, kind: FrameKind::FrontMatter });
    }
    let first_content =
        outline.sections.iter().find(|section| !section.is_title).map_or(usize::MAX, |section| section.block);
    let mut section = None;
    let mut has_content = false;
    for (index, block) in document.blocks.iter().enumerate() {
        let next = section.map_or(0, |section: usize| section + 1);
        if outline.sections.get(next).is_some_and(|section| section.block == index) {
            section = Some(next);
            continue;
        }
        let position = Position {
            index,
            section,
            in_metadata: outline.purpose(section) == SectionPurpose::Metadata
                || index > 0 && announces_facts(&document.blocks[index - 1]),
            is_top: index < first_content && !has_content,
            is_bottom: index + LAST >= document.blocks.len(),
        };
        let is_taken = facts.take(document, block, position);
        has_content |= !is_taken && !is_furniture(block, position);
        if is_taken {
            facts.keep_place(block, position);
        }
    }
    facts
}

impl Facts {
    /// Takes a block's facts into the note, if it holds nothing else.
    fn take(&mut self, document: &Document, block: &Block, position: Position) -> bool {
        let Position { in_metadata, is_top, is_bottom, .. } = position;
        match &block.kind {
            BlockKind::Table { header, rows }
                if (in_metadata && header.cells.len() == 2 || is_top && metadata_keys::is_header(header))
                    && !table_kind::is_headless_transcript(header, rows) =>
            {
                // A table without a header proper begins with its first fact.
                let first = (!metadata_keys::is_header(header)).then_some(header);
                first.into_iter().chain(rows).for_each(|row| self.take_row(document, row));
                true
            }
            BlockKind::Table { header, rows } if in_metadata || is_top => {
                let facts = fact_tables::facts(header, rows);
                for (key, value, row) in facts.iter().flatten() {
                    self.take_cells(document, key, value, row);
                }
                facts.is_some()
            }
            BlockKind::List { .. } | BlockKind::Paragraph(_) | BlockKind::Quote(_)
                if in_metadata || is_top =>
            {
                self.take_lines(document, block, position)
            }
            BlockKind::Paragraph(inline) => {
                (inline.emphasised || is_bottom) && footer::take(inline.text.trim(), &mut self.sheet)
            }
            _ => false,
        }
    }

    fn take_row(&mut self, document: &Document, row: &Row) {
        let [key, value, ..] = &row.cells[..] else { return };
        self.take_cells(document, key, value, row);
    }

    fn take_cells(&mut self, document: &Document, key: &Inline, value: &Inline, row: &Row) {
        let problem = self.sheet.take(&flat(key), &flat(value));
        if let Some((_, address)) = value.links.first() {
            self.sheet.take_link(&key.text, address);
        }
        let lines = document.lines.span(&row.span);
        self.diagnostics.extend(problem.map(|problem| Diagnostic { lines, problem }));
    }

    /// Takes a list or paragraph of `key：value` lines, if every line is one and its keys are known.
    fn take_lines(&mut self, document: &Document, block: &Block, position: Position) -> bool {
        let mut facts = FactLines { open: self.open.take(), lines: Vec::new() };
        if !facts.collect(document, block) {
            if position.is_top {
                self.glimpse(&facts.lines);
            }
            return false;
        }
        let FactLines { open, lines: facts } = facts;
        let (in_metadata, is_below_title) = (position.in_metadata, position.section == Some(0));
        if facts.is_empty() {
            return false;
        }
        let properties = || facts.iter().map(|fact| (fact.key.as_str(), fact.value.as_str()));
        let is_property_block = !in_metadata
            && matches!(block.kind, BlockKind::Paragraph(_))
            && (is_below_title || facts.iter().all(|fact| fact.is_doubled))
            && metadata::are_properties(properties());
        let is_known = |fact: &&FactLine| {
            metadata_keys::is_known_key(&fact.key) || metadata::is_party(&fact.key, &fact.value)
        };
        let known = facts.iter().filter(is_known).count();
        if !is_property_block && (known * 2 < facts.len() || !in_metadata && known == 0) {
            return false;
        }
        // Above the first section somebody may be speaking: `主持人：你几点起床？` is no fact.
        if !in_metadata && facts.iter().any(|fact| metadata::is_speech(&fact.key, &fact.value)) {
            return false;
        }
        // Below the properties of an outliner's page its first turns may stand in the same list.
        let is_turn = |fact: &FactLine| {
            !fact.is_doubled
                && !metadata_keys::is_known_key(&fact.key)
                && bare_name::is_full(&fact.key)
                && fact.value.ends_with(['。', '？', '！', '…', '?', '!'])
        };
        if !in_metadata && facts.iter().any(is_turn) {
            self.glimpse(&facts);
            return false;
        }
        // `主持人：` above a paragraph that is no name.
        if !in_metadata
            && let [FactLine { key, value, .. }] = &facts[..]
            && value.is_empty()
            && metadata_keys::names_people(key)
            && is_above_speech(document, block)
        {
            return false;
        }
        self.open = open;
        for FactLine { key, value, lines, is_doubled } in facts {
            if is_doubled && key == "title" && self.front_title.is_none() {
                self.front_title = Some(value.clone());
            }
            let problem = self.sheet.take(&key, &value);
            self.diagnostics.extend(problem.map(|problem| Diagnostic { lines, problem }));
        }
        true
    }

    /// Takes what lines of facts tell that stand in a block among others.
    fn glimpse(&mut self, lines: &[FactLine]) {
        for FactLine { key, value, .. } in lines {
            self.sheet.glimpse(key, value);
        }
    }

    /// Keeps where a block of facts stands.
    fn keep_place(&mut self, block: &Block, position: Position) {
        self.taken.insert(position.index);
        let kind = if position.in_metadata || position.is_top {
            let lines = self.sheet.note.metadata_lines.map_or(block.lines, |lines| lines.joined(block.lines));
            self.sheet.note.metadata_lines = Some(lines);
            FrameKind::Metadata
        } else {
            if let BlockKind::Paragraph(inline) = &block.kind {
                self.sheet.note.footer.extend(inline.text.lines().map(|line| line.trim().to_owned()));
            }
            FrameKind::Footer
        };
        self.pieces.push(Frame { lines: block.lines, kind });
    }
}

/// Whether a block is none of the note's content though it holds no facts.
fn is_furniture(block: &Block, position: Position) -> bool {
    match &block.kind {
        BlockKind::Rule | BlockKind::Html(_) => true,
        // `> 本文根据直播整理。` above the facts is the editor's.
        BlockKind::Quote(blocks) => position.is_top && blocks.iter().all(is_remark),
        // The first line may be the title of a note without headings; facts stand below it.
        BlockKind::Paragraph(inline) => {
            let is_title = position.index == 0 && position.section.is_none() && is_title(&inline.text);
            is_title || position.is_top && is_of_tags(&inline.text)
        }
        _ => false,
    }
}

/// Whether a block is a label in bold that heads facts: `**材料信息**`.
fn announces_facts(block: &Block) -> bool {
    const LONGEST: usize = 12;
    let BlockKind::Paragraph(inline) = &block.kind else { return false };
    let text = inline.text.trim().trim_end_matches(['：', ':']);
    let is_bold = inline.strong_at(0).is_some_and(|range| range.end >= text.len());
    is_bold
        && text.chars().count() <= LONGEST
        && ["信息", "元数据", "资料"].iter().any(|end| text.ends_with(end))
}

/// `#播客 #医疗`
fn is_of_tags(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| word.len() > 1 && word.starts_with('#'))
}

/// Whether the block below is a paragraph that says something rather than names somebody.
fn is_above_speech(document: &Document, block: &Block) -> bool {
    let next = document.blocks.partition_point(|other| other.span.start <= block.span.start);
    let first = document.blocks.get(next).and_then(|block| match &block.kind {
        BlockKind::Quote(blocks) => blocks.first(),
        _ => Some(block),
    });
    let Some(BlockKind::Paragraph(inline)) = first.map(|block| &block.kind) else { return false };
    inline.text.contains(['。', '？', '！', '?', '!']) && !metadata::is_name_line(inline.text.trim())
}

/// Whether a paragraph reads like a title: one short line that is no sentence.
fn is_title(text: &str) -> bool {
    const LONGEST: usize = 60;
    let text = text.trim();
    let is_sentence = text.ends_with(['。', '！', '？', '.', '!', '?', '；', '，', '：', ':']);
    !is_sentence && !text.contains('\n') && text.chars().count() <= LONGEST
}

/// Whether a block of a blockquote is a sentence without quotation marks or a lead.
fn is_remark(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inline)
        if !inline.text.contains(marks::is_quotation) && lead::read(inline, 0..inline.text.len()).is_none())
}

/// One fact as it is written.
struct FactLine {
    key: String,
    value: String,
    lines: LineSpan,
    /// `key:: value`, as Logseq has it.
    is_doubled: bool,
}

/// The facts of a block, line by line.
struct FactLines {
    /// A key such as 嘉宾 without a value: the names follow on lines of their own.
    open: Option<String>,
    lines: Vec<FactLine>,
}

impl FactLines {
    /// Collects the facts of a block; `false` where one of its lines is none.
    fn collect(&mut self, document: &Document, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Paragraph(inline) => {
                let lines = inline.lines().flat_map(|line| split_at_gaps(&inline.text, line));
                let lines = lines.flat_map(|line| lead::split_at_bold(inline, line));
                // Those below a line that is none are looked at too.
                let others = lines.filter(|line| !self.line(document, inline, line.clone())).count();
                others == 0
            }
            BlockKind::List { items, .. } => {
                items.iter().all(|item| item.blocks.iter().all(|block| self.collect(document, block)))
            }
            BlockKind::Quote(blocks) => blocks.iter().all(|block| self.collect(document, block)),
            _ => false,
        }
    }

    fn line(&mut self, document: &Document, inline: &Inline, line: Range<usize>) -> bool {
        let text = inline.text[line.clone()].trim();
        let lines = document.lines.span(&inline.source(line.clone()));
        if let Some((key, value)) = parted_by_bar(text) {
            self.open = None;
            self.lines.push(FactLine {
                key: key.to_owned(),
                value: value.to_owned(),
                lines,
                is_doubled: false,
            });
            return true;
        }
        let Some(lead) = lead::read(inline, line.clone()) else {
            return match &self.open {
                Some(key) if metadata::is_name_line(text) => {
                    let value = text.to_owned();
                    self.lines.push(FactLine { key: key.clone(), value, lines, is_doubled: false });
                    true
                }
                _ => text.is_empty(),
            };
        };
        // `本期嘉宾：`, and below it `林远：前程序员`
        if let Some(key) = &self.open
            && metadata::is_name_line(text)
            && !metadata_keys::is_known_key(&lead.name)
            && bare_name::is_full(&lead.name)
        {
            let value = text.to_owned();
            self.lines.push(FactLine { key: key.clone(), value, lines, is_doubled: false });
            return true;
        }
        let value = &inline.text[lead.end..line.end];
        if value.starts_with(marks::opens_quotation) {
            // `**发言人2**：“……”` is somebody speaking.
            return false;
        }
        let key = match lead.qualifier {
            Some(qualifier) => format!("{}（{qualifier}）", lead.name),
            None => lead.name,
        };
        let is_doubled = inline.text[..lead.end].trim_end().ends_with("::") || value.starts_with([':', '：']);
        let value = value.trim_start_matches([':', '：']).trim().trim_end_matches(['|', '｜', ' ']);
        self.open = (value.is_empty() && metadata_keys::names_people(&key)).then(|| key.clone());
        self.lines.push(FactLine { key, value: value.to_owned(), lines, is_doubled });
        true
    }
}

/// A known key and its value with a bar between them: `日期 ｜ 2026年3月4日`.
fn parted_by_bar(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(['｜', '|'])?;
    let (key, value) = (key.trim_matches([' ', '　', '*']), value.trim_matches([' ', '　', '*']));
    let is_known = metadata_keys::is_known_key(key) && !key.contains(['：', ':']);
    // `主持 ｜ 林远 ｜ 嘉宾 ｜ 周舟` is none.
    (is_known && !value.is_empty() && !value.contains(['｜', '|'])).then_some((key, value))
}

/// Splits a line where white space or a bar parts one known key with its colon from the next: `来源：某刊  日期：2026-3-4`,
/// `地点：舟山 | 时间：2026-3-4`.
fn split_at_gaps(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    const BARS: [char; 6] = ['|', '｜', '·', '/', '；', '　'];
    let is_fact = |part: &str| {
        let key = part
            .split_once(['：', ':'])
            .map(|(key, _)| key.trim_start_matches(|c: char| !is_alphanumeric(c)));
        key.is_some_and(|key| metadata_keys::is_known_key(key.trim()))
    };
    if !is_fact(&text[line.clone()]) {
        return vec![line];
    }
    let gap_from = |from: usize| {
        let words = &text[from..line.end];
        let mut starts = words.char_indices();
        let (start, _) = starts.find(|(at, c)| BARS.contains(c) || words[*at..].starts_with("  "))?;
        let after = words[start..].trim_start_matches(|c: char| c.is_whitespace() || BARS.contains(&c));
        Some(from + start..line.end - after.len())
    };
    let mut parts = Vec::new();
    let (mut start, mut from) = (line.start, line.start);
    let (mut has_colon, mut opened, mut closed) = (false, 0, 0);
    let mut next = gap_from(from);
    // Nothing is looked at twice, however many gaps a line has.
    while let Some(gap) = next {
        let words = &text[from..gap.start];
        has_colon |= words.contains(['：', ':']);
        opened += words.matches(marks::opens_brackets).count();
        closed += words.matches(marks::closes_brackets).count();
        from = gap.end;
        next = gap_from(from);
        // `作者/来源：某刊` has one key, and what stands in brackets is no other fact.
        let end = next.as_ref().map_or(line.end, |next| next.start);
        if has_colon && opened == closed && is_fact(&text[from..end]) {
            parts.push(start..gap.start);
            start = from;
            (has_colon, opened, closed) = (false, 0, 0);
        }
    }
    parts.push(start..line.end);
    parts
}
