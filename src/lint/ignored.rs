//! Comments in a note that want findings ignored.
//!
//! ```text
//! comment = "<!--" "townhall:" "ignore" name { "," name } "-->"       ; a name is a code's, or a family's
//! ```
//!
//! One before the first heading is meant for the note, another for the block behind it.

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::finding::Finding;
use crate::markdown::{Block, BlockKind, Document};
use crate::model::LineSpan;

/// What a note wants ignored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// Codes, and the lines that they are ignored at; of all the note where there are none.
    rules: Vec<(Option<LineSpan>, Vec<Code>)>,
}

/// A comment, and the line it stands on.
struct Comment<'t> {
    line: u32,
    names: Vec<&'t str>,
}

impl Ignored {
    /// What the comments of a note say, and those that mean nothing.
    pub fn of(text: &str, document: &Document) -> (Ignored, Vec<Finding>) {
        let comments = comments(text);
        let (mut ignored, mut wrong) = (Ignored::default(), Vec::new());
        if comments.is_empty() {
            return (ignored, wrong);
        }
        let is_heading = |block: &&Block| matches!(block.kind, BlockKind::Heading(..));
        let first_heading = document.blocks.iter().find(is_heading).map(|block| block.lines.first);
        let is_code = |line: u32| {
            let holds = |block: &&Block| (block.lines.first..=block.lines.last).contains(&line);
            document.blocks.iter().find(holds).is_some_and(|block| matches!(block.kind, BlockKind::Code(_)))
        };
        for Comment { line, names } in comments.into_iter().filter(|comment| !is_code(comment.line)) {
            let mut codes = Vec::new();
            for name in names {
                match Code::named(name) {
                    Ok(named) => codes.extend(named),
                    Err(reason) => wrong.push(Finding::at_line(Code::IgnoreUnknown, line, reason)),
                }
            }
            let is_of_note = first_heading.is_some_and(|heading| line < heading);
            let behind = document.blocks.iter().map(|block| block.lines).find(|at| at.first > line);
            match (is_of_note, behind) {
                (true, _) => ignored.rules.push((None, codes)),
                (false, Some(block)) => ignored.rules.push((Some(block), codes)),
                (false, None) => {}
            }
        }
        (ignored, wrong)
    }

    /// Whether a finding is to be passed over.
    pub fn has(&self, finding: &Finding) -> bool {
        self.rules.iter().any(|(lines, codes)| {
            let is_there = match (lines, finding.line()) {
                (Some(lines), Some(line)) => (lines.first..=lines.last).contains(&line),
                (Some(_), None) => false,
                (None, _) => true,
            };
            is_there && codes.contains(&finding.code)
        })
    }
}

/// The comments of a text that speak to this program.
fn comments(text: &str) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    let (mut line, mut counted) = (1u32, 0);
    for (at, opening) in text.match_indices("<!--") {
        let words = &text[at + opening.len()..];
        let Some(rest) = words.trim_start().strip_prefix("townhall:") else { continue };
        let Some((order, _)) = rest.split_once("-->") else { continue };
        let Some(names) = order.trim_start().strip_prefix("ignore") else { continue };
        if !names.starts_with([' ', '\t', '\n', '\r']) {
            continue;
        }
        let between = text[counted..at].bytes().filter(|byte| *byte == b'\n').count();
        line = line.saturating_add(u32::try_from(between).unwrap_or(u32::MAX));
        counted = at;
        let names = names.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty()).collect();
        found.push(Comment { line, names });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    fn of(text: &str) -> (Ignored, Vec<Finding>) {
        Ignored::of(text, &markdown::read(text))
    }

    #[track_caller]
    fn check(text: &str, code: Code, ignored_at: &[u32]) {
        let (ignored, _) = of(text);
        let count = u32::try_from(text.lines().count()).unwrap();
        let at: Vec<u32> =
            (1..=count).filter(|line| ignored.has(&Finding::at_line(code, *line, String::new()))).collect();
        assert_eq!(at, ignored_at, "{text}");
    }

    #[test]
    fn a_comment_is_meant_for_the_block_behind_it() {
        let text = "# 题\n\n<!-- townhall: ignore row-length, bad-date -->\n| 甲 |\n|---|\n| 乙 |\n\n段\n";
        check(text, Code::RowLength, &[4, 5, 6]);
        check(text, Code::BadDate, &[4, 5, 6]);
        check(text, Code::UnclosedQuote, &[]);
        check(
            "# 题\n\n<!-- townhall: ignore suspect -->\n\n> 甲\n> 乙\n\n> 丙\n",
            Code::SuspectTurn,
            &[5, 6],
        );
        check("# 题\n\n段 <!-- townhall: ignore all -->\n", Code::RowLength, &[]);
    }

    #[test]
    fn one_before_the_first_heading_is_meant_for_the_note() {
        let text = "<!--townhall: ignore row-length-->\n\n# 题\n\n段\n";
        check(text, Code::RowLength, &[1, 2, 3, 4, 5]);
        assert!(of(text).0.has(&Finding::of_file(Code::RowLength, String::new())));
    }

    #[test]
    fn other_comments_say_nothing() {
        for text in [
            "<!-- ignore all -->\n\n# 题\n",
            "<!-- townhall: ignored all -->\n\n# 题\n",
            "<!-- townhall: ignore all",
            "    <!-- townhall: ignore all -->\n\n# 题\n",
        ] {
            assert_eq!(of(text), (Ignored::default(), Vec::new()), "{text}");
        }
        let (_, wrong) = of("# 题\n\n<!-- townhall: ignore row-lenght -->\n\n段\n");
        assert_eq!((wrong.len(), wrong[0].code, wrong[0].line()), (1, Code::IgnoreUnknown, Some(3)));
    }
}
