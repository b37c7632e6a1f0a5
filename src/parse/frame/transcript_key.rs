//! The key of a transcript: which person each of its labels means.
//!
//! ```text
//! key   = line+ | row+                              ; all lines of a block, all rows of a table
//! line  = label ( colon | "=" | "→" ) person        ; `说话人1：顾言（记者）`, `审判员：沈从理`
//! row   = label person other*                       ; `| SPEAKER_00 | 顾言 |`
//! label = what a machine calls somebody, a letter, or a role that turns begin with further on
//! ```
//!
//! Lines stand before the first turn: below one, `说话人2：林远` may answer who somebody is.

use std::ops::Range;

use super::metadata_keys;
use crate::language::{bare_name, everyday, name_shape};
use crate::markdown::{Block, BlockKind, Document, Inline, Row};
use crate::parse::syntax::name_list::{self, Listed};
use crate::text::is_alphanumeric;

/// A label and whom it means.
pub(super) struct Entry {
    pub(super) label: String,
    pub(super) person: Listed,
    /// Where its line begins, in bytes of the source; none of a table's rows is read for speech.
    pub(super) line: Option<usize>,
    /// Whether its line begins with the label as turns have it.
    is_written_so: bool,
}

/// Reads the key of a note's transcript, if it has one.
pub(super) fn read(text: &str, document: &Document) -> Vec<Entry> {
    /// No talk has more voices; whether a label begins other lines is asked of the whole text.
    const MOST: u32 = 100;
    let mut reader = Reader { text, entries: Vec::new(), has_turns: false, looks_left: MOST };
    document.blocks.iter().for_each(|block| reader.block(block));
    let mut entries = reader.entries;
    let given: Vec<String> =
        entries.iter().filter(|entry| entry.is_written_so).map(|entry| entry.label.clone()).collect();
    // A label that begins nothing but entries is a key of facts.
    entries.retain(|Entry { label, line, .. }| {
        let own = given.iter().filter(|other| *other == label).count();
        line.is_none() || leading(label, text, own + 1) > own
    });
    entries
}

/// Whether words label whom they do not name: 说话人1, SPEAKER_00, A.
pub(super) fn is_label(words: &str) -> bool {
    name_shape::numbered_label(words) == Some(words.len()) || name_shape::is_letter(words)
}

struct Reader<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// A label has begun a turn.
    has_turns: bool,
    /// Of how many labels more the text may be searched.
    looks_left: u32,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inline) if !self.has_turns => self.lines(&[inline]),
            BlockKind::List { items, .. } if !self.has_turns => {
                let first = items.iter().filter_map(|item| match &item.blocks.first()?.kind {
                    BlockKind::Paragraph(inline) => Some(inline),
                    _ => None,
                });
                self.lines(&first.collect::<Vec<_>>());
            }
            BlockKind::Quote(blocks) => blocks.iter().for_each(|block| self.block(block)),
            BlockKind::Table { rows, .. } => self.rows(rows),
            _ => {}
        }
    }

    /// Reads the lines of a block, which are entries of a key all of them, but for those that name others by what they do.
    fn lines(&mut self, inlines: &[&Inline]) {
        let mut found = Vec::new();
        for inline in inlines {
            for line in inline.lines() {
                match self.line(inline, line) {
                    Read::Entry(entry) => found.push(entry),
                    Read::Turn => {
                        self.has_turns = true;
                        return;
                    }
                    Read::Other => {}
                }
            }
        }
        self.entries.extend(found);
    }

    fn line(&mut self, inline: &Inline, line: Range<usize>) -> Read {
        let text = inline.text[line.clone()].trim().trim_start_matches(|c: char| !is_alphanumeric(c));
        let parted =
            text.split_once(['：', ':', '=', '→']).map(|(label, words)| (label.trim(), words.trim()));
        let Some((label, words)) =
            parted.filter(|(label, _)| !label.ends_with(|c: char| c.is_ascii_digit()) || is_label(label))
        else {
            // `说话人1 00:03`
            return if name_shape::numbered_label(text).is_some() { Read::Turn } else { Read::Other };
        };
        let written = label;
        let label = &self.as_spoken(label);
        let is_written_so = written == label;
        let is_label = is_label(label);
        if !is_label
            && (!name_shape::is_role(label)
                || metadata_keys::names_people(label)
                || metadata_keys::is_of_others(label))
        {
            return Read::Other;
        }
        match person(words, is_label) {
            Some(person) if !is_written_so || self.leads_elsewhere(label, 1) => {
                let line = Some(inline.source(line).start);
                Read::Entry(Entry { label: label.to_owned(), person, line, is_written_so })
            }
            _ if is_label || words.contains(['。', '？', '！', '?', '!']) => Read::Turn,
            _ => Read::Other,
        }
    }

    /// A label as turns have it: 原告代理人 speaks where 原告委托代理人 is named.
    fn as_spoken(&mut self, label: &str) -> String {
        const BESIDE: [&str; 2] = ["委托", "诉讼"];
        let short = BESIDE.iter().fold(label.to_owned(), |label, word| label.replace(word, ""));
        let is_short = short.len() < label.len() && name_shape::is_role(&short);
        if is_short && self.leads_elsewhere(&short, 0) { short } else { label.to_owned() }
    }

    /// Whether a label begins more lines than so many of its own.
    fn leads_elsewhere(&mut self, label: &str, own: usize) -> bool {
        if self.looks_left == 0 {
            return false;
        }
        self.looks_left -= 1;
        leading(label, self.text, own + 1) > own
    }

    fn rows(&mut self, rows: &[Row]) {
        let entry = |row: &Row| {
            let [label, name, ..] = &row.cells[..] else { return None };
            let label = label.text.trim();
            let person = person(name.text.trim(), true).filter(|_| is_label(label))?;
            Some(Entry { label: label.to_owned(), person, line: None, is_written_so: false })
        };
        let entries: Option<Vec<Entry>> = rows.iter().map(entry).collect();
        self.entries.extend(entries.into_iter().flatten());
    }
}

/// What a line is.
enum Read {
    Entry(Entry),
    Turn,
    Other,
}

/// The one person whom some words name and nothing else: `顾言（记者）`. Behind a role only a whole name is one.
fn person(words: &str, is_behind_label: bool) -> Option<Listed> {
    /// In characters.
    const LONGEST: usize = 40;
    if words.chars().count() > LONGEST || words.contains(['。', '？', '！', '?', '!', '，', '“']) {
        return None;
    }
    let [listed] = <[Listed; 1]>::try_from(name_list::people(words)).ok()?;
    let is_whole = bare_name::is_full(&listed.name) && !everyday::is_everyday(&listed.name);
    // `律师 林远`
    let is_behind_role =
        words.strip_suffix(&listed.name).is_some_and(|role| name_shape::is_role(role.trim()));
    let begins = is_behind_role
        || words.starts_with(&listed.name)
        || listed.others.iter().any(|name| words.starts_with(name));
    (begins && listed.is_certain() && (is_whole || is_behind_label && listed.name.chars().count() > 1))
        .then_some(listed)
}

/// How many lines begin with a label, `most` of them counted: a colon or a time stands behind it.
fn leading(label: &str, text: &str, most: usize) -> usize {
    // 说话人10 is another than 说话人1.
    let goes_on = |rest: &str| {
        label.ends_with(|c: char| c.is_ascii_alphanumeric()) && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let leads = |line: &&str| {
        let line = line.trim_start_matches(|c: char| !is_alphanumeric(c) || c.is_ascii_digit());
        line.strip_prefix(label).filter(|rest| !goes_on(rest)).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['*', '_', ']', '】', ')', '）', ' ', '`']);
            rest.is_empty()
                || rest.starts_with(['：', ':', '=', '→', '(', '（', '['])
                || rest.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    text.lines().filter(leads).take(most).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    fn found(text: &str) -> Vec<(String, String)> {
        let entries = read(text, &markdown::read(text));
        entries.into_iter().map(|entry| (entry.label, entry.person.name)).collect()
    }

    #[test]
    fn labels_mean_those_whom_a_key_gives_them() {
        let turns = "说话人1 00:03\n来了吗？\n\n说话人2 00:05\n来了。\n";
        for key in [
            "说话人1：顾言\n说话人2：Ryan Teo\n\n",
            "- 说话人1：顾言（记者）\n- 说话人2：Ryan Teo（加注公司）\n\n",
            "说话人1 = 顾言\n说话人2 = Ryan Teo\n\n",
            "| 标签 | 姓名 |\n|---|---|\n| 说话人1 | 顾言 |\n| 说话人2 | Ryan Teo |\n\n",
        ] {
            let expected = [("说话人1", "顾言"), ("说话人2", "Ryan Teo")];
            let expected = expected.map(|(label, name)| (label.to_owned(), name.to_owned()));
            assert_eq!(found(&format!("{key}{turns}")), expected, "{key}");
        }
        let court = "审判员：沈从理\n\n审判员：到齐了吗？\n\n书记员：到齐了。\n";
        assert_eq!(found(court), [("审判员".to_owned(), "沈从理".to_owned())]);
    }

    #[test]
    fn whoever_says_a_name_gives_no_key() {
        for text in [
            "说话人1：谁先来？\n\n说话人2：林远\n\n说话人1：好。\n\n说话人2：早。\n",
            "说话人1：林远，你先来\n\n说话人1：好。\n",
            "审判员：沈从理\n\n书记员：到齐了。\n",
            "下次主持人：林远\n\n下次主持人：周舟\n",
            "领队：林远\n\n领队：周舟\n",
            "| 说话人 | 内容 |\n|---|---|\n| 说话人1 | 林远 |\n| 说话人1 | 早上好 |\n",
            "说话人1：林远\n\n说话人10 00:03\n早上好。\n\n说话人10 00:09\n开始吧。\n",
            "A：林远\n\nA1：早上好。\n\nA2：开始吧。\n",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
