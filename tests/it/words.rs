//! No word of a note is lost: each run of four or more letters of one script stands in the words of some record, where a search
//! finds it. What is no word is a closed list, which `words_of` takes away.

#![allow(clippy::unwrap_used)] // a test may fail where it stands

use std::fmt::Write;
use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index as Position;
use townhall::analysis::own_words;
use townhall::parse::parse;
use townhall::text::normalise_text;
use townhall::topics::Vocabulary;

const BORDER: &str = "\n=====\n";

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::built_in().unwrap());

/// The notes of the cases in `../parse` and the built-in one, by their paths.
static NOTES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let cases = fs::read_dir("tests/parse").unwrap().chain(fs::read_dir("data/notes").unwrap());
    let mut notes: Vec<(String, String)> = cases
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let note = text.rsplit_once(BORDER).map_or(&*text, |(note, _)| note).to_owned();
            (path.display().to_string(), note)
        })
        .collect();
    notes.sort();
    notes
});

#[test]
fn each_word_of_every_case_stands_in_a_record() {
    let mut faults = String::new();
    for (path, text) in NOTES.iter() {
        for run in lost(text) {
            writeln!(faults, "{path}: {run}").unwrap();
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn what_is_lost_is_told() {
    // A colon after a word that no record takes would be one; so the checker is asked of a note that lacks a line.
    let text = "# 夜航\n\n他停了很久：“我想回家了。”\n";
    assert_eq!(lost(text), Vec::<String>::new());
    let other = parse("a.md", "# 夜航\n\n“我想回家了。”\n", &VOCABULARY);
    assert_eq!(missing(&words_of(text), &other), ["他停了很久"]);
}

/// Lines in which words have been lost, in the forms of lead-ins, labels, tables and titles. `{}` is a word.
const LEADING: &[&str] = &[
    "- 李世石{}：“你为什么要认输？”",
    "- {}几乎每个公司都说：\"我们要全力投入。\"",
    "Dan（{}）直言：\"我不会再手写了。\"",
    "**{}**：",
    "> 瓦什纳：“把闲置的租出去。”",
    "> **{}**：“把闲置的租出去。”",
    "王芳{}，然后说：“好。”",
    "“好。”王芳{}。",
    "“先小后大，”王芳{}，“再谈别的。”",
    "| {} | 提出者 | 时间节点 |\n|---|---|---|\n| 成本会降 | 林远 | 2027年 |",
    "看图 ![图](t.png \"{}\") 就明白。",
    "[这里](https://example.org \"{}\")也有。",
    "**提问（{}）**：要花多少钱？",
    "**回答（林远，{}）**：十块钱。",
    "林远 {}：",
    "### 林远：{}",
    "1. {}：“一。”“二。”",
    "> “一句。” —— 林远（{}）",
];

/// Words that no rule knows, none a part of another.
const WORDS: [&str; 12] = [
    "盐霜铺满堤岸",
    "灰鹭掠过浅滩",
    "缆绳磨出毛边",
    "旧罗盘偏三度",
    "锅炉低声喘气",
    "苔藓爬上石阶",
    "quillwort",
    "brackwater",
    "夜半换岗",
    "潮痕未干",
    "铁锚生锈",
    "绳结松开",
];

/// Lines of the cases that hold no markup which is no word, and of [`LEADING`].
static LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    const MARKUP: [&str; 14] =
        ["<", "{", "`", "::", "^", "((", "[!", "](", "&", "://", "---", "\\", "LOGBOOK", "CLOCK"];
    let of_exporters = |path: &str| path.contains("highlight-");
    let lines = NOTES.iter().filter(|(path, _)| !of_exporters(path)).flat_map(|(_, text)| text.lines());
    let plain = lines.filter(|line| !MARKUP.iter().any(|mark| line.contains(mark)));
    let leading = LEADING.iter().flat_map(|form| WORDS.iter().map(move |word| form.replace("{}", word)));
    plain.map(str::to_owned).chain(leading).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn each_word_of_lines_in_any_order_stands_in_a_record(
        lines in proptest::collection::vec((any::<Position>(), 0..8_u8, any::<bool>()), 1..30),
    ) {
        let mut text = String::new();
        for (line, place, is_apart) in &lines {
            let before = ["", "", "", "> ", "- ", "  - ", "1. ", "## "][usize::from(*place)];
            let after = if *is_apart { "\n\n" } else { "\n" };
            write!(text, "{before}{}{after}", line.get(&LINES)).unwrap();
        }
        prop_assert_eq!(lost(&text), Vec::<String>::new(), "{}", text);
    }
}

/// The runs of letters of a note that stand in no record.
fn lost(text: &str) -> Vec<String> {
    missing(&words_of(text), &parse("notes/a.md", text, &VOCABULARY))
}

fn missing(words: &str, note: &townhall::model::ParsedNote) -> Vec<String> {
    let held: Vec<String> = note.records.iter().flat_map(own_words).map(normalise_text).collect();
    let is_lost = |run: &&str| {
        let run = normalise_text(run);
        !held.iter().any(|words| words.contains(&run))
    };
    runs(words).filter(is_lost).map(str::to_owned).collect()
}

/// Runs of four or more Han or other letters.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let is_han = |character: char| ('\u{3400}'..='\u{9fff}').contains(&character);
    let is_other = move |character: char| character.is_alphabetic() && !is_han(character);
    let of_han = text.split(move |character| !is_han(character));
    of_han.chain(text.split(move |character| !is_other(character))).filter(|run| run.chars().count() >= 4)
}

/// A note's text without what is no word: comments and tags, link destinations and addresses, attributes and block ids, types of
/// callouts, info strings of fences, keys, entities, labels that are their record's kind, and the furniture of exporters.
fn words_of(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [
        ("<!--", "-->"),
        ("<", ">"),
        ("](", ")"),
        ("{", "}"),
        ("((", "))"),
        ("[!", "]"),
        (":LOGBOOK:", ":END:"),
    ] {
        text = without(&text, open, close);
    }
    let mut fences = 0;
    let mut words = String::new();
    for line in text.lines() {
        fences += u32::from(line == "---");
        let line = match line.trim_start() {
            fence if fence.starts_with("```") || fence.starts_with("~~~") || fence.starts_with(":::") => "",
            key if fences == 1 => key.split_once(':').map_or(key, |(_, value)| value),
            // A property of Logseq.
            line if line.contains(":: ") => "",
            line => line,
        };
        let line = line.split(" ^").next().unwrap_or_default();
        for part in line
            .split([' ', '(', '（', '：', ':'])
            .filter(|part| !part.contains("://") && !part.starts_with('^'))
        {
            if !TAKEN_WHOLE
                .contains(&&*normalise_text(part.trim_matches(['*', '[', ']', ')', '）', '>', '#'])))
            {
                words.push_str(part);
            }
            words.push(' ');
        }
        words.push('\n');
    }
    words
}

/// Labels that are their record's kind, and what exporters put beside the words.
const TAKEN_WHOLE: [&str; 10] = [
    "主持人提问",
    "观众提问",
    "听众提问",
    "记者提问",
    "question",
    "view",
    "highlight",
    "location",
    "page",
    "time",
];

fn without(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once(open) {
        let Some((_, after)) = after.split_once(close) else { break };
        kept.push_str(before);
        kept.push(' ');
        rest = after;
    }
    kept + rest
}
