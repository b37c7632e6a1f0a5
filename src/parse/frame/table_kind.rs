//! Tables that hold records: claims, glossaries and quotes. All others are passages, row by row.
//!
//! ```text
//! claims   = header ( "观点/预测" | … ) ( "提出者" | "发言人" )? ( "时间节点" | … )? ( "详细说明" | … )?
//! glossary = header ( "术语" | "缩写" | "名词" ) ( "英文" | "全称" )? ( "解释" | "说明" | … )
//! quotes   = header … ( "金句" | "语录" | "原话" ) … ( "说话人" | "出处" )? …
//! people   = header ( "姓名" | "嘉宾" | "发言人" ) …
//! ```
//!
//! A column is known by its header's words, so the order of columns and the missing of some do not matter.

use std::collections::HashSet;

use crate::markdown::{Inline, Row};
use crate::model::Term;

use crate::parse::frame::outline::SectionPurpose;

/// What a table's rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Table {
    Metadata,
    Claims(ClaimColumns),
    Glossary(GlossaryColumns),
    Quotes(QuoteColumns),
    Other,
}

/// Columns by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClaimColumns {
    pub(crate) claim: usize,
    pub(crate) by: Option<usize>,
    pub(crate) horizon: Option<usize>,
    pub(crate) details: Vec<usize>,
}

/// Columns by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GlossaryColumns {
    pub(crate) term: usize,
    pub(crate) names: Vec<usize>,
    pub(crate) definitions: Vec<usize>,
}

/// Columns by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuoteColumns {
    pub(crate) text: usize,
    pub(crate) speaker: Option<usize>,
    pub(crate) label: Option<usize>,
}

/// Tells what a table is, by its header and by what its section is for.
pub(crate) fn kind(header: &Row, purpose: SectionPurpose) -> Table {
    let cells: Vec<String> = header
        .cells
        .iter()
        .map(|cell| cell.text.split_whitespace().collect::<String>().to_lowercase())
        .collect();
    let find = |words: &[&str]| cells.iter().position(|cell| words.iter().any(|word| cell.contains(word)));
    if purpose == SectionPurpose::Metadata && cells.len() == 2
        || crate::parse::frame::metadata::is_header(header) && purpose != SectionPurpose::Glossary
    {
        return Table::Metadata;
    }
    let quote = find(&["金句", "语录", "原话", "引语", "名言", "quote"]);
    if let Some(text) = quote {
        let speaker =
            find(&["说话人", "发言人", "出处", "讲者", "嘉宾", "人物", "来源", "作者", "speaker", "谁"])
                .filter(|column| *column != text);
        let label = find(&["主题", "话题", "议题", "topic"]).filter(|column| *column != text);
        return Table::Quotes(QuoteColumns { text, speaker, label });
    }
    let by =
        find(&["提出者", "提出人", "发言人", "预测者", "预测人", "谁", "来源", "人物", "嘉宾", "speaker"]);
    let horizon = find(&["时间节点", "时间", "期限", "时点", "何时", "年份", "时限", "when"]);
    let claim = find(&["观点", "预测", "判断", "主张", "论断", "预判", "claim", "prediction"])
        .filter(|column| Some(*column) != by);
    if let Some(claim) = claim
        && (purpose == SectionPurpose::Claims || by.is_some() || horizon.is_some())
    {
        let details = (0..cells.len())
            .filter(|column| *column != claim && Some(*column) != by && Some(*column) != horizon)
            .collect();
        return Table::Claims(ClaimColumns { claim, by, horizon, details });
    }
    let is_definition = |cell: &String| {
        ["解释", "说明", "全称", "定义", "含义", "释义", "描述", "definition", "meaning", "注解"]
            .iter()
            .any(|word| cell.contains(word))
    };
    // Outside a glossary 概念 may head a comparison as well, but not beside 释义.
    let has_meaning = cells.iter().any(|cell| matches!(cell.as_str(), "解释" | "释义" | "定义" | "含义"));
    let is_term = |cell: &String| {
        let words: &[&str] = if purpose == SectionPurpose::Glossary {
            &["术语", "缩写", "名词", "概念", "词汇", "词条", "简称", "名称", "term", "缩略语", "词"]
        } else {
            &["术语", "缩写", "名词", "缩略语", "term"]
        };
        words.iter().any(|word| cell.contains(word))
            || has_meaning && matches!(cell.as_str(), "概念" | "词汇" | "词条" | "词语")
    };
    // In a glossary the first column holds the terms, whatever its header says.
    let is_correction = find(&["听录", "口语", "规范", "误", "订正", "正确"]).is_some();
    let first = (purpose == SectionPurpose::Glossary && cells.len() >= 2 && !is_correction).then_some(0);
    if let Some(term) = cells.iter().position(is_term).or(first)
        && (first.is_some()
            || cells.iter().enumerate().any(|(column, cell)| column != term && is_definition(cell)))
    {
        let names: Vec<usize> = (0..cells.len())
            .filter(|column| *column != term)
            .filter(|column| {
                ["英文", "中文", "全称", "原文", "译名", "别名", "english"]
                    .iter()
                    .any(|word| cells[*column].contains(word))
            })
            .filter(|column| {
                !["解释", "说明", "定义", "含义", "释义"].iter().any(|word| cells[*column].contains(word))
            })
            .collect();
        let mut definitions: Vec<usize> =
            (0..cells.len()).filter(|column| *column != term && !names.contains(column)).collect();
        if definitions.is_empty() {
            definitions.clone_from(&names);
        }
        return Table::Glossary(GlossaryColumns { term, names, definitions });
    }
    Table::Other
}

/// The names in a table's column of people: who claimed, who spoke, who took part.
pub(crate) fn people(header: &Row, rows: &[Row]) -> Vec<String> {
    const PEOPLE: [&str; 11] = [
        "提出者",
        "提出人",
        "发言人",
        "说话人",
        "姓名",
        "人物",
        "嘉宾",
        "演讲者",
        "讲者",
        "主讲人",
        "speaker",
    ];
    let column = header.cells.iter().position(|cell| {
        let folded = cell.text.trim().to_lowercase();
        PEOPLE.iter().any(|word| folded == *word || folded.starts_with(word))
    });
    let Some(column) = column else { return Vec::new() };
    rows.iter().filter_map(|row| row.cells.get(column)).map(|cell| cell.text.trim().to_owned()).collect()
}

/// The cells of some columns, joined; `None` where all are empty.
pub(crate) fn joined(row: &Row, columns: &[usize]) -> Option<String> {
    let cells: Vec<String> = columns
        .iter()
        .filter_map(|column| row.cells.get(*column))
        .map(flat)
        .filter(|cell| !cell.is_empty())
        .collect();
    (!cells.is_empty()).then(|| cells.join("；"))
}

/// A cell's text on one line.
pub(crate) fn flat(cell: &Inline) -> String {
    cell.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes a term of a glossary row's name, further names and definition.
///
/// Aliases come from the brackets behind the name (`深蓝（Deep Blue）`), a slash in it (`RL / 强化学习`), columns of
/// names, and a definition that opens with the full name (`Go-to-Market，市场推广策略`, `模型上下文协议（Model Context
/// Protocol）`).
pub(crate) fn term(name: &str, names: &[String], definition: &str) -> Term {
    let mut aliases: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let (core, bracketed) = split_brackets(name);
    let mut cores = core.split([' ', '/', '／', '、']).collect::<Vec<_>>();
    // A slash parts names only where it is not part of one (`CI/CD`, `I/O`).
    let by_slash: Vec<&str> = core
        .split(" / ")
        .flat_map(|part| part.split('／'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    cores.clear();
    let term = if by_slash.len() > 1 {
        cores.extend(&by_slash[1..]);
        by_slash[0].to_owned()
    } else {
        core.trim().to_owned()
    };
    let mut push = |alias: &str| {
        let alias = alias.trim().trim_matches(['"', '“', '”', '「', '」']).trim();
        if is_alias(alias) && !alias.eq_ignore_ascii_case(&term) && known.insert(alias.to_ascii_lowercase()) {
            aliases.push(alias.to_owned());
        }
    };
    cores.iter().for_each(|core| push(core));
    bracketed.iter().for_each(|inner| inner.split(['；', ';', '，', '、']).for_each(&mut push));
    for name in names {
        let (core, bracketed) = split_brackets(name);
        push(&core);
        bracketed.iter().for_each(|inner| push(inner));
    }
    for alias in aliases_of_definition(&term, definition) {
        push(&alias);
    }
    Term { term, aliases, definition: definition.trim().to_owned() }
}

/// The other names with which a definition opens.
fn aliases_of_definition(term: &str, definition: &str) -> Vec<String> {
    let definition = definition.trim();
    let clause =
        definition.split(['，', '。', '；', ',', ';', '：', '—']).next().unwrap_or(definition).trim();
    let (head, bracketed) = split_brackets(clause);
    let head = head.trim();
    let is_latin = |text: &str| {
        !text.is_empty()
            && !text.chars().any(crate::language::name_shape::is_han)
            && text.chars().any(char::is_alphabetic)
    };
    let mut aliases = Vec::new();
    let brackets_name_it: Vec<&String> = bracketed
        .iter()
        .filter(|inner| {
            is_latin(inner) != is_latin(head) && expands(term, inner) || is_same_thing(term, inner)
        })
        .collect();
    if is_latin(term) {
        // `模型上下文协议（Model Context Protocol）`: both are names of the abbreviation.
        if !brackets_name_it.is_empty() || bracketed.iter().any(|inner| expands(term, inner)) {
            aliases.push(head.to_owned());
        }
        // `Go-to-Market，市场推广策略`: the English words come first and the letters fit.
        if is_latin(head) && expands(term, head) {
            aliases.push(head.to_owned());
        }
    }
    aliases.extend(brackets_name_it.into_iter().cloned());
    if !is_latin(term) && is_latin(head) && (head.len() < definition.len() || bracketed.is_empty()) {
        // `检索增强生成 | RAG（Retrieval-Augmented Generation），先检索再生成`: the English opens the definition.
        aliases.push(head.to_owned());
        aliases.extend(bracketed.iter().filter(|inner| expands(head, inner)).cloned());
    }
    aliases
}

/// Whether an abbreviation stands for some words: MCP, Model Context Protocol.
///
/// After Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text* (2003):
/// the abbreviation's letters are found in the words from right to left, and its first letter begins the first of them.
fn expands(term: &str, words: &str) -> bool {
    let letters: Vec<char> = lower_alphanumeric(term);
    let is_abbreviation = (2..=8).contains(&letters.len()) && term.chars().any(|c| c.is_ascii_uppercase());
    let count = words
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .count();
    if !is_abbreviation
        || words.chars().any(crate::language::name_shape::is_han)
        || count < 2
        || count > letters.len() + 5
    {
        return false;
    }
    // The first letter begins the first word, so that no word is left over.
    let words = words.to_ascii_lowercase();
    let words = words.trim_start_matches(|character: char| !character.is_ascii_alphanumeric());
    let Some(mut left) = words.strip_prefix(letters[0]) else { return false };
    // `B2B`: two stands for to, four for for.
    let place = |left: &str, letter: char| match letter {
        '2' => left.rfind(letter).or_else(|| left.rfind(" to ")),
        '4' => left.rfind(letter).or_else(|| left.rfind(" for ")),
        letter => left.rfind(letter),
    };
    letters[1..].iter().rev().all(|letter| match place(left, *letter) {
        Some(place) => {
            left = &left[..place];
            true
        }
        None => false,
    })
}

fn lower_alphanumeric(text: &str) -> Vec<char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Whether words in brackets are an abbreviation of a long Latin or the English for a Chinese term.
fn is_same_thing(term: &str, inner: &str) -> bool {
    expands(inner, term)
}

/// Whether a heading's `head（bracketed）` gives the term at the end of its head another name: one side is Latin, the
/// other Han or an abbreviation of it.
pub(crate) fn is_name_pair(term: &str, head: &str, bracketed: &str) -> bool {
    let is_latin = |text: &str| {
        !text.chars().any(crate::language::name_shape::is_han) && text.chars().any(char::is_alphabetic)
    };
    let is_whole = head == term
        || !head.ends_with(|character: char| character.is_ascii_alphanumeric())
        || is_latin(term);
    is_alias(bracketed)
        && is_whole
        && (is_latin(term) != is_latin(bracketed) || expands(term, bracketed) || expands(bracketed, term))
}

fn is_alias(text: &str) -> bool {
    let length = text.chars().count();
    let is_sentence = text.contains(['。', '？', '！', '：']);
    (1..=60).contains(&length) && !is_sentence && text.chars().any(char::is_alphanumeric)
}

/// Parts `深蓝（Deep Blue）` into the name and what stands in brackets.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '（' | '(' => {
                depth += 1;
                if depth == 1 {
                    inside.push(String::new());
                }
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(character);
                }
            }
            _ => outside.push(character),
        }
    }
    if outside.trim().is_empty() {
        return (text.trim().to_owned(), Vec::new());
    }
    (outside.trim().to_owned(), inside.iter().map(|inner| inner.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};

    fn header(cells: &[&str]) -> Row {
        let text = format!("| {} |\n|{}\n", cells.join(" | "), " --- |".repeat(cells.len()));
        match markdown::read(&text).blocks.remove(0).kind {
            BlockKind::Table { header, .. } => header,
            kind => panic!("no table: {kind:?}"),
        }
    }

    #[test]
    fn claims_are_known_by_their_header() {
        let full = kind(&header(&["观点/预测", "提出者", "时间节点", "详细说明"]), SectionPurpose::Claims);
        assert_eq!(
            full,
            Table::Claims(ClaimColumns { claim: 0, by: Some(1), horizon: Some(2), details: vec![3] })
        );
        let no_horizon = kind(&header(&["观点/预测", "提出者", "详细说明"]), SectionPurpose::Claims);
        assert_eq!(
            no_horizon,
            Table::Claims(ClaimColumns { claim: 0, by: Some(1), horizon: None, details: vec![2] })
        );
        let speaker = kind(&header(&["发言人", "核心观点", "时间节点"]), SectionPurpose::Content);
        assert_eq!(
            speaker,
            Table::Claims(ClaimColumns { claim: 1, by: Some(0), horizon: Some(2), details: vec![] })
        );
    }

    #[test]
    fn other_tables_are_no_records() {
        for cells in [["听录/口语", "规范写法"], ["方案", "价格"], ["姓名", "身份"]] {
            assert_eq!(kind(&header(&cells), SectionPurpose::Content), Table::Other, "{cells:?}");
        }
    }

    #[test]
    fn glossaries_in_every_header() {
        for cells in
            [["术语", "全称/解释"], ["术语", "解释"], ["术语", "说明"], ["缩写", "全称"], ["名词", "释义"]]
        {
            let expected = GlossaryColumns {
                term: 0,
                names: if cells[1] == "全称" { vec![1] } else { vec![] },
                definitions: vec![1],
            };
            assert_eq!(
                kind(&header(&cells), SectionPurpose::Glossary),
                Table::Glossary(expected),
                "{cells:?}"
            );
        }
    }

    fn check(name: &str, definition: &str, expected_term: &str, expected: &[&str]) {
        let found = term(name, &[], definition);
        assert_eq!(
            (found.term.as_str(), found.aliases.iter().map(String::as_str).collect::<Vec<_>>()),
            (expected_term, expected.to_vec()),
            "{name}"
        );
        assert_eq!(found.definition, definition);
    }

    #[test]
    fn aliases_come_from_brackets_and_full_names() {
        check("深蓝（Deep Blue）", "下棋的程序", "深蓝", &["Deep Blue"]);
        check(
            "MCP",
            "模型上下文协议（Model Context Protocol）",
            "MCP",
            &["模型上下文协议", "Model Context Protocol"],
        );
        check("GTM", "Go-to-Market，市场推广策略", "GTM", &["Go-to-Market"]);
        check("RL / 强化学习", "一种训练方法", "RL", &["强化学习"]);
        check("CI/CD", "持续集成与交付", "CI/CD", &[]);
        check("Agent", "智能体，能自主执行任务的系统（由模型驱动）", "Agent", &[]);
        check(
            "检索增强生成",
            "RAG（Retrieval-Augmented Generation），先检索再生成",
            "检索增强生成",
            &["RAG", "Retrieval-Augmented Generation"],
        );
    }
}
