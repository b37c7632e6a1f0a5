//! The headings of a note: its title, the tree of sections, and what each section is for.
//!
//! ```text
//! heading = number? title time-range?
//! number  = "1. " | "1.2 " | "一、" | "（一）" | "(1) " | "1、" | "第一部分：" is part of the title
//! ```
//!
//! A note has one title. Where an export put its file title first, two H1 follow each other and the second is the
//! real one; every further H1 is a section like any other.

use std::collections::HashSet;

use super::turn_headings;
use crate::language::label;
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::model::LineSpan;

pub(crate) use super::purpose::{SectionPurpose, names_contents};

use super::purpose;
use crate::text::timestamp::bracketed_clock;

/// One heading and what it governs.
#[derive(Debug)]
pub(crate) struct OutlineSection {
    /// Without number, marks and time range.
    pub(crate) title: String,
    pub(crate) level: u8,
    /// Position in the outline, as `3.2`; empty for the note's titles.
    pub(crate) number: String,
    /// The section around this one; `None` at the outermost level.
    pub(crate) parent: Option<usize>,
    pub(crate) purpose: SectionPurpose,
    /// From the heading to the end of the last subsection.
    pub(crate) lines: LineSpan,
    /// Index of the heading among the document's blocks.
    pub(crate) block: usize,
    pub(crate) is_title: bool,
}

/// All headings of a note in order.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    pub(crate) sections: Vec<OutlineSection>,
    pub(crate) title: Option<String>,
    pub(crate) file_title: Option<String>,
    /// Headings that name who speaks below them and open no section, by their block's index.
    pub(crate) turns: HashSet<usize>,
}

impl Outline {
    /// The innermost section that holds a line.
    pub(crate) fn section_of_line(&self, line: u32) -> Option<usize> {
        self.sections.partition_point(|section| section.lines.first <= line).checked_sub(1)
    }
}

/// Reads the headings of a document.
pub(crate) fn read(document: &Document, last_line: u32) -> Outline {
    let turns = turn_headings::find(document);
    let headings: Vec<(usize, &Block, u8, &Inline)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::Heading(level, inline)
                if !inline.text.trim().is_empty() && !turns.contains(&index) =>
            {
                Some((index, block, *level, inline))
            }
            _ => None,
        })
        .collect();
    let titles = titles(document, &headings);
    let dotted = headings.iter().filter(|(_, _, _, inline)| has_dotted_number(&inline.text)).count() > 1;
    let mut outline = Outline { turns, ..Outline::default() };
    let mut open: Vec<usize> = Vec::new();
    let mut counters: Vec<u32> = Vec::new();
    for (position, (block_index, block, level, inline)) in headings.iter().enumerate() {
        let title = clean_title(&inline.text, dotted);
        let is_title = titles.contains(&position);
        let last = if is_title && titles.last() == Some(&position) {
            last_line
        } else {
            headings[position + 1..]
                .iter()
                .find(|(_, _, other, _)| other <= level)
                .map_or(last_line, |(_, next, _, _)| next.lines.first - 1)
        };
        if is_title {
            if titles.last() == Some(&position) {
                outline.title = Some(title.clone());
            } else {
                outline.file_title = Some(title.clone());
            }
        } else {
            while open.last().is_some_and(|section| outline.sections[*section].level >= *level) {
                open.pop();
            }
            counters.truncate(open.len() + 1);
            if counters.len() <= open.len() {
                counters.push(0);
            }
            counters[open.len()] += 1;
        }
        let parent = if is_title { None } else { open.last().copied() };
        let inherited = parent.map_or(SectionPurpose::Content, |parent| outline.sections[parent].purpose);
        outline.sections.push(OutlineSection {
            number: if is_title { String::new() } else { number_text(&counters) },
            purpose: if is_title { SectionPurpose::Content } else { purpose::below(&title, inherited) },
            lines: LineSpan { first: block.lines.first, last: last.max(block.lines.last) },
            title,
            level: *level,
            parent,
            block: *block_index,
            is_title,
        });
        if !is_title {
            open.push(outline.sections.len() - 1);
        }
    }
    outline
}

fn number_text(counters: &[u32]) -> String {
    counters.iter().map(u32::to_string).collect::<Vec<_>>().join(".")
}

/// Which of the headings are the note's titles: the first H1, or the first two where nothing but frame parts them.
fn titles(document: &Document, headings: &[(usize, &Block, u8, &Inline)]) -> Vec<usize> {
    let Some(first) = headings.iter().position(|(_, _, level, _)| *level == 1) else {
        return Vec::new();
    };
    // `# 元数据` heads a part of the note, and so do its fellows; `# 待办` at its end is no second title.
    let heads_part = |heading: &(usize, &Block, u8, &Inline)| {
        let title = clean_title(&heading.3.text, false);
        purpose::is_part(&title) || label::heads_tasks(&title)
    };
    if heads_part(&headings[first]) {
        return Vec::new();
    }
    let second = first + 1;
    let follows =
        headings.get(second).filter(|heading| !heads_part(heading)).is_some_and(|(block, _, level, _)| {
            let between = &document.blocks[headings[first].0 + 1..*block];
            let is_frame = between.iter().all(|block| match &block.kind {
                BlockKind::Rule | BlockKind::Html(_) | BlockKind::List { .. } | BlockKind::Table { .. } => {
                    true
                }
                BlockKind::Paragraph(inline) => inline.text.chars().count() <= 60,
                _ => false,
            });
            let is_only_pair = headings.iter().filter(|(_, _, level, _)| *level == 1).count() == 2;
            *level == 1 && (between.is_empty() || is_frame && is_only_pair)
        });
    if follows { vec![first, second] } else { vec![first] }
}

/// A heading's words without number and time range.
fn clean_title(text: &str, dotted: bool) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut title = flat.as_str();
    // A time range may stand on either side.
    if let Some(length) = bracketed_clock(title) {
        title = title[length..].trim_start();
    }
    if let Some(open) = title.rfind(['[', '（', '(', '【'])
        && bracketed_clock(&title[open..]) == Some(title.len() - open)
        && open > 0
    {
        title = title[..open].trim_end();
    }
    let unnumbered = without_number(title, dotted);
    let title = if unnumbered.is_empty() { title } else { unnumbered };
    title.trim().trim_end_matches('#').trim_end().to_owned()
}

/// Where the words of a heading begin after its number: bytes.
pub(crate) fn number_end(text: &str) -> usize {
    text.len() - without_number(text.trim_start(), false).len()
}

fn has_dotted_number(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits > 0
        && text[digits..].starts_with('.')
        && text[digits + 1..].starts_with(|c: char| c.is_ascii_digit())
}

fn without_number(title: &str, dotted: bool) -> &str {
    const CHINESE: [char; 13] =
        ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '零', '〇'];
    let chinese = title.trim_start_matches(CHINESE);
    if chinese.len() < title.len() {
        if let Some(rest) = chinese.strip_prefix(['、', '．', '.', '，']) {
            return rest.trim_start();
        }
        return title;
    }
    for (open, close) in [('（', '）'), ('(', ')')] {
        if let Some((inner, rest)) = title.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && !inner.is_empty()
            && inner.chars().all(|character| CHINESE.contains(&character) || character.is_ascii_digit())
        {
            return rest.trim_start();
        }
    }
    let mut rest = title;
    let mut groups = 0;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            break;
        }
        groups += 1;
        rest = &rest[digits..];
        match rest.strip_prefix('.') {
            Some(after) if after.starts_with(|character: char| character.is_ascii_digit()) => rest = after,
            _ => break,
        }
    }
    if groups == 0 {
        return title;
    }
    if let Some(after) = rest.strip_prefix(['、', '．', '。', ')', '）', '.'])
        && !after.starts_with(|character: char| character.is_ascii_alphanumeric())
    {
        return after.trim_start();
    }
    // `1.2 标题` is numbered where other headings are too; `3.5 Sonnet` alone is not.
    if groups > 1 && dotted && rest.starts_with(' ') {
        return rest.trim_start();
    }
    title
}

impl Outline {
    /// Titles of the headings from the outermost down to `section`, below the note's title.
    pub(crate) fn path(&self, section: Option<usize>) -> Vec<String> {
        let mut path: Vec<String> =
            self.ancestors(section).map(|section| self.sections[section].title.clone()).collect();
        path.reverse();
        path
    }

    /// `section` and those around it, innermost first, without the note's titles.
    pub(crate) fn ancestors(&self, section: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(section, |section| self.sections[*section].parent)
            .filter(|section| !self.sections[*section].is_title)
    }

    /// What the section is for.
    pub(crate) fn purpose(&self, section: Option<usize>) -> SectionPurpose {
        section.map_or(SectionPurpose::Content, |section| self.sections[section].purpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    fn outline(text: &str) -> Outline {
        let document = markdown::read(text);
        let lines = document.lines.count();
        read(&document, lines)
    }

    #[test]
    fn second_title_is_the_real_one() {
        let outline = outline("# 20260126 文件名_整理文档\n\n# 真标题\n\n## 甲\n");
        assert_eq!(outline.title.as_deref(), Some("真标题"));
        assert_eq!(outline.file_title.as_deref(), Some("20260126 文件名_整理文档"));
        assert_eq!(outline.sections.len(), 3);
    }

    #[test]
    fn later_h1_are_sections() {
        let outline = outline("# 题\n\n正文在此。\n\n# 第一章\n\n## 节\n\n# 第二章\n");
        assert_eq!(outline.title.as_deref(), Some("题"));
        let numbers: Vec<&str> = outline.sections.iter().map(|section| section.number.as_str()).collect();
        assert_eq!(numbers, ["", "1", "1.1", "2"]);
        assert_eq!(outline.path(Some(2)), ["第一章", "节"]);
    }

    #[test]
    fn numbers_and_time_ranges_are_no_part_of_a_title() {
        for (text, expected) in [
            ("1. 开场", "开场"),
            ("一、开场", "开场"),
            ("（二）开场", "开场"),
            ("3、开场", "开场"),
            ("开场 [00:05:00-00:10:00]", "开场"),
            ("[00:05:00] 开场", "开场"),
            ("3D推理", "3D推理"),
            ("2026年展望", "2026年展望"),
            ("三体问题", "三体问题"),
            ("1.5倍速", "1.5倍速"),
            ("第一部分：开场", "第一部分：开场"),
        ] {
            assert_eq!(clean_title(text, false), expected, "{text}");
        }
        assert_eq!(clean_title("1.2 开场", true), "开场");
        assert_eq!(clean_title("3.5 Sonnet", false), "3.5 Sonnet");
    }

    #[test]
    fn sections_reach_to_their_end_and_inherit_their_role() {
        let outline = outline("# 题\n\n## 关键语录\n\n### 关于甲\n\n> “话”\n\n## 术语表\n");
        assert_eq!(outline.sections[1].lines, LineSpan { first: 3, last: 8 });
        assert_eq!(outline.sections[2].purpose, SectionPurpose::KeyQuotes);
        assert_eq!(outline.sections[3].purpose, SectionPurpose::Glossary);
    }
}
