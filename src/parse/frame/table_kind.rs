//! What a table holds, by its header: claims, terms, quotes, facts, or nothing that we know.
//!
//! ```text
//! claims   = header ( "观点/预测" | … ) ( "提出者" | "发言人" )? ( "时间节点" | … )? ( "详细说明" | … )?
//! glossary = header ( "术语" | "缩写" | "名词" ) ( "英文" | "全称" )? ( "解释" | "说明" | … )
//! quotes   = header … ( "金句" | "语录" | "原话" ) … ( "说话人" | "出处" )? …
//! transcript = blank header ( name words )+       ; people who ask and answer
//!            | header ( "说话人" | "发言人" | … ) ( "时间" | … )? ( "内容" | "文本" | … )
//! answers  = header … ( "提问人" )? ( "问" | "问题" | … ) ( "回答人" )? ( "答" | "回答" | … ) …
//! people   = header ( "姓名" | "嘉宾" | "发言人" ) …
//! ```
//!
//! A column is known by its header's words, so the order of columns and the missing of some do not matter.

use super::metadata_keys;
use super::outline::SectionPurpose;
use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, question};
use crate::markdown::{Inline, Row};
use crate::text::timestamp;

/// What a table's rows are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Table {
    Metadata,
    Claims(ClaimColumns),
    Glossary(GlossaryColumns),
    Quotes(QuoteColumns),
    Transcript(TranscriptColumns),
    Answers(AnswerColumns),
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

/// Columns by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TranscriptColumns {
    pub(crate) speaker: usize,
    pub(crate) words: usize,
    pub(crate) time: Option<usize>,
}

/// Columns by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnswerColumns {
    pub(crate) question: usize,
    pub(crate) answer: usize,
    pub(crate) asker: Option<usize>,
    pub(crate) speaker: Option<usize>,
}

/// Tells what a table is, by its header and by what its section is for. Whether it is a transcript, its rows tell too: an
/// agenda has the same header.
pub(crate) fn kind(header: &Row, rows: &[Row], purpose: SectionPurpose) -> Table {
    let cells: Vec<String> = header
        .cells
        .iter()
        .map(|cell| cell.text.split_whitespace().collect::<String>().to_lowercase())
        .collect();
    let is_glossary = purpose == SectionPurpose::Glossary;
    if let Some(columns) = headless_columns(header, rows).filter(|columns| is_transcript(rows, columns)) {
        return Table::Transcript(columns);
    }
    if purpose == SectionPurpose::Metadata && cells.len() == 2
        || metadata_keys::is_header(header) && !is_glossary
    {
        return Table::Metadata;
    }
    if let Some(columns) = transcript_columns(&cells).filter(|columns| is_transcript(rows, columns)) {
        return Table::Transcript(columns);
    }
    if let Some(columns) = answer_columns(&cells).filter(|columns| are_asked(rows, columns)) {
        return Table::Answers(columns);
    }
    quote_columns(&cells)
        .map(Table::Quotes)
        .or_else(|| claim_columns(&cells, purpose).map(Table::Claims))
        .or_else(|| glossary_columns(&cells, purpose).map(Table::Glossary))
        .unwrap_or(Table::Other)
}

/// The first column whose header contains one of these words.
fn find(cells: &[String], words: &[&str]) -> Option<usize> {
    cells.iter().position(|cell| has(cell, words))
}

fn has(cell: &str, words: &[&str]) -> bool {
    words.iter().any(|word| cell.contains(word))
}

fn quote_columns(cells: &[String]) -> Option<QuoteColumns> {
    const TEXT: [&str; 6] = ["金句", "语录", "原话", "引语", "名言", "quote"];
    const SPEAKER: [&str; 10] =
        ["说话人", "发言人", "出处", "讲者", "嘉宾", "人物", "来源", "作者", "speaker", "谁"];
    const LABEL: [&str; 4] = ["主题", "话题", "议题", "topic"];
    let text = find(cells, &TEXT)?;
    let speaker = find(cells, &SPEAKER).filter(|column| *column != text);
    let label = find(cells, &LABEL).filter(|column| *column != text);
    Some(QuoteColumns { text, speaker, label })
}

fn transcript_columns(cells: &[String]) -> Option<TranscriptColumns> {
    const SPEAKER: [&str; 14] = [
        "说话人",
        "说话者",
        "发言人",
        "发言者",
        "讲话人",
        "讲者",
        "对话人",
        "姓名",
        "人物",
        "角色",
        "speaker",
        "name",
        "who",
        "谁",
    ];
    const WORDS: [&str; 15] = [
        "内容",
        "发言",
        "转写",
        "转录",
        "文本",
        "文字",
        "原文",
        "台词",
        "对话",
        "text",
        "transcript",
        "utterance",
        "content",
        "words",
        "dialogue",
    ];
    /// 发言内容, 转写文本: how the words came into the table, and what they are now.
    const MADE: [&str; 8] = ["发言", "说话", "讲话", "对话", "转写", "转录", "录音", "识别"];
    const THINGS: [&str; 6] = ["内容", "文本", "文字", "文稿", "原文", "结果"];
    const TIME: [&str; 5] = ["时间", "时刻", "开始", "time", "start"];
    let is_speaker = |cell: &String| SPEAKER.contains(&cell.trim_end_matches(char::is_numeric));
    let speaker = cells.iter().position(is_speaker)?;
    let is_words = |cell: &String| {
        let is_thing = |made: &str| cell.strip_prefix(made).is_some_and(|thing| THINGS.contains(&thing));
        WORDS.contains(&cell.as_str()) || MADE.iter().any(|made| is_thing(made))
    };
    let words = cells.iter().position(is_words)?;
    let time = find(cells, &TIME).filter(|column| *column != speaker && *column != words);
    Some(TranscriptColumns { speaker, words, time })
}

/// Whether people take turns in a table whose header is blank.
pub(super) fn is_headless_transcript(header: &Row, rows: &[Row]) -> bool {
    headless_columns(header, rows).is_some_and(|columns| is_transcript(rows, &columns))
}

/// The columns of such a table, in which one asks what another answers.
fn headless_columns(header: &Row, rows: &[Row]) -> Option<TranscriptColumns> {
    let is_blank = header.cells.len() == 2 && header.cells.iter().all(|cell| cell.text.trim().is_empty());
    if !is_blank {
        return None;
    }
    let cell = |row: &Row, column: usize| row.cells.get(column).map(flat).unwrap_or_default();
    let is_person = |name: &str| {
        matches!(name_shape::shape(name), Shape::Person | Shape::Role) || bare_name::is_surnamed(name)
    };
    let are_people = rows.iter().all(|row| is_person(&cell(row, 0)));
    let answers =
        |pair: &[Row]| question::ends_in_mark(&cell(&pair[0], 1)) && cell(&pair[0], 0) != cell(&pair[1], 0);
    let is_talk = are_people && rows.windows(2).any(answers);
    is_talk.then_some(TranscriptColumns { speaker: 0, words: 1, time: None })
}

fn answer_columns(cells: &[String]) -> Option<AnswerColumns> {
    const QUESTION: [&str; 7] = ["问", "提问", "问题", "提问内容", "疑问", "q", "question"];
    const ANSWER: [&str; 8] = ["答", "回答", "解答", "答复", "回复", "回答内容", "a", "answer"];
    const ASKER: [&str; 4] = ["提问人", "提问者", "提问方", "asker"];
    const SPEAKER: [&str; 7] = ["回答人", "回答者", "解答人", "解答者", "答复人", "答复者", "speaker"];
    let column = |words: &[&str]| cells.iter().position(|cell| words.contains(&cell.as_str()));
    let (question, answer) = (column(&QUESTION)?, column(&ANSWER)?);
    Some(AnswerColumns { question, answer, asker: column(&ASKER), speaker: column(&SPEAKER) })
}

/// Whether most rows ask: 问题 heads what is amiss as well.
fn are_asked(rows: &[Row], columns: &AnswerColumns) -> bool {
    let cell = |row: &Row| row.cells.get(columns.question).map(flat).unwrap_or_default();
    let asking =
        rows.iter().map(cell).filter(|words| question::ends_in_mark(words) || question::asks_in_words(words));
    asking.count() * 2 > rows.len()
}

/// Whether people take turns in the rows: somebody speaks twice, or sentences stand at times.
fn is_transcript(rows: &[Row], columns: &TranscriptColumns) -> bool {
    let cell = |row: &Row, column: usize| row.cells.get(column).map(flat).unwrap_or_default();
    let names: Vec<String> = rows.iter().map(|row| cell(row, columns.speaker)).collect();
    let is_named =
        names.iter().all(|name| name_shape::shape(name) != Shape::Label || name.contains(['（', '(']))
            || names.iter().all(|name| !name.contains(['、', '，', '。']) && name.chars().count() <= 12);
    let repeats =
        names.iter().enumerate().any(|(index, name)| !name.is_empty() && names[..index].contains(name));
    let sentences = rows
        .iter()
        .filter(|row| {
            cell(row, columns.words).trim_end().ends_with(['。', '！', '？', '…', '.', '!', '?', '”'])
        })
        .count();
    let is_spoken = sentences * 2 > rows.len();
    let is_timed = columns.time.is_some_and(|time| {
        rows.iter().all(|row| timestamp::is_stamp(&cell(row, time)) || cell(row, time).is_empty())
    });
    rows.len() >= 2 && is_named && is_spoken && (repeats || is_timed)
}

fn claim_columns(cells: &[String], purpose: SectionPurpose) -> Option<ClaimColumns> {
    const BY: [&str; 10] =
        ["提出者", "提出人", "发言人", "预测者", "预测人", "谁", "来源", "人物", "嘉宾", "speaker"];
    const HORIZON: [&str; 8] = ["时间节点", "时间", "期限", "时点", "何时", "年份", "时限", "when"];
    const CLAIM: [&str; 8] = ["观点", "预测", "判断", "主张", "论断", "预判", "claim", "prediction"];
    let by = find(cells, &BY);
    let horizon = find(cells, &HORIZON);
    let claim = find(cells, &CLAIM).filter(|column| Some(*column) != by)?;
    let is_claims = purpose == SectionPurpose::Claims || by.is_some() || horizon.is_some();
    is_claims.then(|| {
        let named = [Some(claim), by, horizon];
        let details = (0..cells.len()).filter(|column| !named.contains(&Some(*column))).collect();
        ClaimColumns { claim, by, horizon, details }
    })
}

fn glossary_columns(cells: &[String], purpose: SectionPurpose) -> Option<GlossaryColumns> {
    const DEFINITION: [&str; 10] =
        ["解释", "说明", "全称", "定义", "含义", "释义", "描述", "definition", "meaning", "注解"];
    const NAME: [&str; 7] = ["英文", "中文", "全称", "原文", "译名", "别名", "english"];
    const NO_NAME: [&str; 5] = ["解释", "说明", "定义", "含义", "释义"];
    const CORRECTION: [&str; 6] = ["听录", "口语", "规范", "误", "订正", "正确"];
    let is_glossary = purpose == SectionPurpose::Glossary;
    let (term, is_known) = match term_column(cells, is_glossary) {
        Some(term) => (term, true),
        // In a glossary the first column holds the terms where another defines them, whatever its own header says.
        None if is_glossary && defines_first(cells) && find(cells, &CORRECTION).is_none() => (0, true),
        None => return None,
    };
    let others = || (0..cells.len()).filter(|column| *column != term);
    let is_defined = is_glossary && is_known && cells.len() >= 2;
    if !is_defined && !others().any(|column| has(&cells[column], &DEFINITION)) {
        return None;
    }
    let names: Vec<usize> =
        others().filter(|column| has(&cells[*column], &NAME) && !has(&cells[*column], &NO_NAME)).collect();
    let mut definitions: Vec<usize> = others().filter(|column| !names.contains(column)).collect();
    if definitions.is_empty() {
        definitions.clone_from(&names);
    }
    Some(GlossaryColumns { term, names, definitions })
}

/// The column whose header says that it holds terms.
fn term_column(cells: &[String], is_glossary: bool) -> Option<usize> {
    const MEANING: [&str; 4] = ["解释", "释义", "定义", "含义"];
    const TERM: [&str; 5] = ["术语", "缩写", "名词", "缩略语", "term"];
    const TERM_OF_GLOSSARY: [&str; 21] = [
        "术语",
        "缩写",
        "名词",
        "概念",
        "词汇",
        "词条",
        "简称",
        "名称",
        "term",
        "缩略语",
        "词",
        "英文",
        "中文",
        "原文",
        "专名",
        "行话",
        "黑话",
        "concept",
        "acronym",
        "abbreviation",
        "word",
    ];
    // Outside a glossary 概念 may head a comparison as well, but not beside 释义.
    let has_meaning = cells.iter().any(|cell| MEANING.contains(&cell.as_str()));
    let is_term = |cell: &String| {
        let is_definition = is_glossary && has(cell, &["解释", "释义", "说明", "定义", "含义"]);
        !is_definition && has(cell, if is_glossary { &TERM_OF_GLOSSARY[..] } else { &TERM[..] })
            || has_meaning && matches!(cell.as_str(), "概念" | "词汇" | "词条" | "词语")
            || has_meaning && cells.len() == 2 && cell == "名称"
    };
    cells.iter().position(is_term)
}

/// Whether a column behind the first defines what stands in that: 解释 always, 说明 where the first heads no people, times
/// or steps.
fn defines_first(cells: &[String]) -> bool {
    const DEFINITION: [&str; 12] = [
        "解释",
        "释义",
        "定义",
        "含义",
        "全称",
        "意思",
        "意义",
        "译",
        "definition",
        "meaning",
        "explanation",
        "注解",
    ];
    const DESCRIPTION: [&str; 7] = ["说明", "描述", "介绍", "简介", "要点", "description", "notes"];
    const NO_TERMS: [&str; 21] = [
        "人", "姓名", "嘉宾", "者", "年", "时间", "日期", "时段", "序号", "编号", "步骤", "阶段", "场次",
        "问题", "检查", "任务", "待办", "事项", "指标", "结果", "版本",
    ];
    let [first, others @ ..] = cells else { return false };
    let is_blank = cells.iter().all(String::is_empty) && cells.len() == 2;
    others.iter().any(|cell| has(cell, &DEFINITION)) && !has(first, &["序号", "编号"])
        || others.iter().any(|cell| has(cell, &DESCRIPTION)) && !has(first, &NO_TERMS)
        || is_blank
}

/// The names in a table's column of people: who claimed, who spoke, who took part.
pub(crate) fn people(header: &Row, rows: &[Row]) -> Vec<String> {
    const PEOPLE: [&str; 16] = [
        "称呼",
        "昵称",
        "回答人",
        "回答者",
        "解答人",
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
        let full =
            kind(&header(&["观点/预测", "提出者", "时间节点", "详细说明"]), &[], SectionPurpose::Claims);
        assert_eq!(
            full,
            Table::Claims(ClaimColumns { claim: 0, by: Some(1), horizon: Some(2), details: vec![3] })
        );
        let no_horizon = kind(&header(&["观点/预测", "提出者", "详细说明"]), &[], SectionPurpose::Claims);
        assert_eq!(
            no_horizon,
            Table::Claims(ClaimColumns { claim: 0, by: Some(1), horizon: None, details: vec![2] })
        );
        let speaker = kind(&header(&["发言人", "核心观点", "时间节点"]), &[], SectionPurpose::Content);
        assert_eq!(
            speaker,
            Table::Claims(ClaimColumns { claim: 1, by: Some(0), horizon: Some(2), details: vec![] })
        );
    }

    #[test]
    fn other_tables_are_no_records() {
        for cells in [["听录/口语", "规范写法"], ["方案", "价格"], ["姓名", "身份"]] {
            assert_eq!(kind(&header(&cells), &[], SectionPurpose::Content), Table::Other, "{cells:?}");
        }
    }

    #[test]
    fn answers_stand_beside_what_asks() {
        let kind = |text: &str| match markdown::read(text).blocks.remove(0).kind {
            BlockKind::Table { header, rows } => kind(&header, &rows, SectionPurpose::Content),
            kind => panic!("no table: {kind:?}"),
        };
        let asked = kind("| 问题 | 回答 |\n|---|---|\n| 几点开门？ | 六点。 |\n| 要带什么 | 票。 |\n");
        assert!(matches!(asked, Table::Answers(_)));
        let amiss = kind("| 问题 | 回复 |\n|---|---|\n| 闸门渗水 | 已修。 |\n| 灯不亮 | 换灯。 |\n");
        assert_eq!(amiss, Table::Other);
    }

    #[test]
    fn a_table_in_a_glossary_is_one_by_its_own_header() {
        let kind = |cells: &[&str]| kind(&header(cells), &[], SectionPurpose::Glossary);
        for cells in [
            &["检查项", "结果", "备注"][..],
            &["年份", "事件"],
            &["检查项", "说明"],
            &["人物", "简介"],
            &["步骤", "负责人"],
            &["听录", "规范写法"],
            &["时间", "说明"],
        ] {
            assert_eq!(kind(cells), Table::Other, "{cells:?}");
        }
        for cells in [
            &["英文", "中文", "备注"][..],
            &["单词", "释义"],
            &["产品", "说明"],
            &["专有名词", "备注"],
            &["简称", "全称"],
            &["概念", "通俗解释"],
            &["Term", "Definition"],
            &["Acronym", "Full name"],
            &["项目", "说明"],
            &["序号", "术语", "解释"],
        ] {
            assert!(matches!(kind(cells), Table::Glossary(_)), "{cells:?}");
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
                kind(&header(&cells), &[], SectionPurpose::Glossary),
                Table::Glossary(expected),
                "{cells:?}"
            );
        }
    }
}
