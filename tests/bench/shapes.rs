//! How the time to read a note grows with its length, for texts that repeat one thing.
//!
//! `cargo bench --bench shapes [-- BYTES]` reads each shape at half a megabyte, or at BYTES, and at twice that, and prints the
//! milliseconds of both and how much more the second took: 2 is linear, 4 is quadratic. `!` stands beside what grows by more than
//! 3 or takes more than 2 s for a megabyte.

use std::io::Write;
use std::time::Instant;

use anyhow::Context;
use townhall::parse::parse;
use townhall::topics::Vocabulary;

const SHAPES: &[&str] = &[
    "“a”——",
    ">a\n",
    "> ",
    "甲：乙\n",
    "**甲**：",
    "**甲**：乙\n\n",
    "（",
    "）",
    "“",
    "”",
    "“甲”",
    "「甲」",
    "『",
    "- a\n",
    "  - a\n",
    "1. a\n",
    "1. ",
    "# a\n",
    "## 甲：乙\n",
    "###### 甲\n",
    "a\n===\n",
    "===\n",
    "---\n",
    "| a | b |\n",
    "| a |\n|---|\n| b |\n\n",
    "|",
    "00:01 ",
    "00:01\n",
    "[00:01:00] 甲：乙\n",
    "[a](b)",
    "[a](b \"c\")",
    "[[a]]",
    "[",
    "](",
    "![a](b \"c\")",
    "<div>",
    "<b>甲</b>：",
    "<!--",
    "<details><summary>a</summary>\n",
    "<cite user-name=\"甲\"></cite>",
    "<br>",
    "`",
    "```\n",
    "~~",
    "*",
    "**",
    "_",
    "&amp;",
    "\\",
    "{: id=\"a\"}\n",
    "a ^b\n",
    "> [!note] a\n",
    "什么？",
    "2026年1月26日",
    "2027",
    "，",
    "。",
    "……",
    " ",
    "\t",
    "\n",
    "\r",
    "\u{200b}",
    "a",
    "ab ",
    "甲a",
    "—",
    "😀",
    "李明说",
    "李明、",
    "李明说：“好。”",
    "李明（Li Ming）说：“甲乙丙丁。”\n\n",
    "他停了很久：“好。”\n",
    "**提问**：甲？\n\n**回答（李明）**：乙。\n\n",
    "世界模型（World Model）",
    "李明：甲。王芳：乙。",
    "问：几点？答：五点。",
];

/// In bytes.
const LENGTH: usize = 500_000;
/// Milliseconds for a megabyte.
const MOST: f64 = 2_000.0;

fn main() -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    // `cargo bench` adds `--bench`.
    let length = std::env::args().skip(1).find(|argument| argument != "--bench");
    let length = length.map_or(Ok(LENGTH), |length| length.parse()).context("BYTES is a number of bytes")?;
    let vocabulary = Vocabulary::built_in()?;
    writeln!(output, "{:>10} {:>10} {:>6}", "ms", "twice", "ratio")?;
    for shape in SHAPES {
        let took = |length: usize| {
            let text = format!("# 题\n\n{}", shape.repeat(length.div_ceil(shape.len())));
            let start = Instant::now();
            let records = parse("a.md", &text, &vocabulary).records.len();
            (start.elapsed().as_secs_f64() * 1_000.0, records)
        };
        let ((once, _), (twice, records)) = (took(length), took(2 * length));
        let ratio = twice / once.max(f64::MIN_POSITIVE);
        let is_slow = ratio > 3.0 && twice > 100.0 || twice * 1e6 / (2 * length) as f64 > MOST;
        let mark = if is_slow { "!" } else { " " };
        writeln!(output, "{once:10.1} {twice:10.1} {ratio:6.1} {mark} {records:8} records of {shape:?}")?;
        output.flush()?;
    }
    Ok(())
}
