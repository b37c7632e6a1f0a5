//! Words that a reader or listener has marked, as programs export them.
//!
//! ```text
//! highlight = "📌"? words furniture*          ; one of both must be there
//! furniture = " ^" id | "(" ( "View Highlight" | "Time" clock | "Location" number | … ) ")"
//! clipping  = "您在" place "的标注" … | "Your Highlight on" …      ; the words stand below
//! ```

use std::ops::Range;

use crate::language::lexicon;
use crate::text::lower;

/// The mark before a highlight.
const PIN: &str = "📌";

/// The words of a highlight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Highlight {
    /// Offsets into the line.
    pub(crate) words: Range<usize>,
    /// Whether it stands before a place, as `(Location 359)`: where that is a link, an exporter wrote it.
    pub(crate) has_place: bool,
    /// Whether nobody but an exporter writes so. Else it is one in a section of highlights: block ids, pages and pins stand
    /// beside other words too.
    pub(crate) is_certain: bool,
}

/// What an exporter put behind the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Furniture {
    Id,
    Link,
    Place,
}

/// Finds a highlight in a line.
pub(crate) fn read(line: &str) -> Option<Highlight> {
    let trimmed = line.trim_start();
    let pinned = trimmed.strip_prefix(PIN);
    let rest = pinned.unwrap_or(trimmed).trim_start();
    let start = line.len() - rest.len();
    let mut words = rest.trim_end();
    let mut found = Vec::new();
    while let Some((left, furniture)) = without_furniture(words) {
        words = left;
        found.push(furniture);
    }
    if words.is_empty() || pinned.is_none() && found.is_empty() {
        return None;
    }
    // A pin stands before headings and hints as well, which are no sentences.
    let is_sentence = words.ends_with(['。', '！', '？', '…', '”', '」', '.', '!', '?']);
    let is_certain = found.contains(&Furniture::Link)
        || pinned.is_some() && (is_sentence || found.contains(&Furniture::Id));
    let has_place = found.contains(&Furniture::Place);
    Some(Highlight { words: start..start + words.len(), has_place, is_certain })
}

/// Whether words are nothing but what exporters put behind a highlight.
pub(crate) fn is_furniture(words: &str) -> bool {
    let mut words = words.trim();
    while let Some((left, _)) = without_furniture(words) {
        words = left;
    }
    words.is_empty()
}

/// How the app of WeRead puts a mark before each highlight, in an export of nothing but text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlainExport {
    /// `>> words`; chapters have `◆`. Below a reader's thought: `原文：words`.
    Angles,
    /// `◆ words`; chapters have nothing. Below a thought as above.
    Diamonds,
}

impl PlainExport {
    /// Tells an export by the line at its end.
    pub(crate) fn of(text: &str) -> Option<Self> {
        const FOOTER: &str = "来自微信读书";
        /// Of that line, in bytes.
        const LAST: usize = 40;
        let last = text.trim_end().lines().next_back()?;
        if last.len() > LAST || !last.ends_with(FOOTER) {
            return None;
        }
        let has_angles = text.lines().any(|line| line.starts_with(">>"));
        Some(if has_angles { PlainExport::Angles } else { PlainExport::Diamonds })
    }

    /// Where the words of a highlight begin in a line, if it is one. `before`: what stands before it on its line.
    pub(crate) fn highlight(self, before: &str, line: &str) -> Option<usize> {
        /// Stands before the words of which a reader thought something.
        const ORIGINAL: &str = "原文：";
        if line.starts_with(ORIGINAL) {
            return Some(ORIGINAL.len());
        }
        match self {
            PlainExport::Angles => before.trim_end().ends_with(">>").then_some(0),
            PlainExport::Diamonds => line.strip_prefix('◆').map(|rest| line.len() - rest.trim_start().len()),
        }
    }
}

/// A line without the last thing that an exporter put behind the words.
fn without_furniture(line: &str) -> Option<(&str, Furniture)> {
    // Most lines have no such mark, which one byte tells.
    if line.contains('^')
        && let Some((words, id)) = line.rsplit_once(" ^")
    {
        let is_id = !id.is_empty()
            && id.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
        return is_id.then(|| (words.trim_end(), Furniture::Id));
    }
    let inner = line.strip_suffix([')', '）'])?;
    let open = inner.rfind(['(', '（'])?;
    let inner: String =
        inner[open..].chars().skip(1).filter(|character| !character.is_whitespace()).collect();
    let inner = inner.trim_matches(['[', ']']);
    let is_number = |rest: &str| {
        rest.trim_start_matches([':', '：', '#']).starts_with(|next: char| next.is_ascii_digit())
    };
    let furniture = if lexicon::HIGHLIGHT_LINKS.contains(inner)
        || lexicon::HIGHLIGHT_TIMES.after_start(inner).any(is_number)
    {
        Furniture::Link
    } else if lexicon::HIGHLIGHT_PLACES.after_start(inner).any(is_number) {
        Furniture::Place
    } else {
        return None;
    };
    Some((line[..open].trim_end(), furniture))
}

/// Whether a line tells when a reader had the thought below it: `2026/02/03 发表想法`.
pub(crate) fn heads_thought(line: &str) -> bool {
    lexicon::THOUGHTS.end(line)
}

/// Whether a line tells where the clipping below it stands: `您在位置 #12-14的标注 | 添加于 …`.
pub(crate) fn heads_clipping(line: &str) -> bool {
    if !(line.contains("您在") || line.contains("Your ")) {
        return false;
    }
    let line: String = line.chars().filter(|character| !character.is_whitespace()).collect();
    line.contains(|character: char| character.is_ascii_digit()) && lexicon::CLIPPINGS.occur_in(&line)
}

/// Whether a heading stands above highlights and nothing else.
pub(crate) fn is_heading(title: &str) -> bool {
    let title: String = lower(title).chars().filter(|character| !character.is_whitespace()).collect();
    lexicon::OF_HIGHLIGHTS.contains(&title) || lexicon::SYNCED.start(&title)
}

/// A Kindle's clippings with a rule of Markdown where theirs would make a heading of the words above it; both are as long.
pub(crate) fn with_rules(text: &str) -> Option<String> {
    const RULE: &str = "==========";
    let has_rules = text.contains(RULE) && text.lines().take(8).any(heads_clipping);
    has_rules.then(|| text.replace(RULE, "**********"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_without_furniture() {
        let found = |line: &'static str| read(line).map(|found| (&line[found.words], found.is_certain));
        assert_eq!(found("📌 潮水不等人。 ^23-1024-1060"), Some(("潮水不等人。", true)));
        assert_eq!(found("潮水不等人。 (Time 0:12:40)"), Some(("潮水不等人。", true)));
        assert_eq!(found("潮水不等人。 ([Time 0:12:40])"), Some(("潮水不等人。", true)));
        assert_eq!(found("潮水不等人。 (View Highlight) ^rw12"), Some(("潮水不等人。", true)));
        assert_eq!(found("潮水（海水）不等人（Location 359）"), Some(("潮水（海水）不等人", false)));
        assert_eq!(found("📌 本期看点"), Some(("本期看点", false)));
        assert_eq!(found("潮水不等人。 ^ab12"), Some(("潮水不等人。", false)));
        assert_eq!(found("潮水不等人（岑远）"), None);
        assert_eq!(found("潮水不等人。"), None);
    }

    #[test]
    fn clippings_are_told_by_the_line_above() {
        assert!(heads_clipping("您在位置 #359-363的标注 | 添加于 2020年11月12日"));
        assert!(heads_clipping("您在第 41 页（位置 #628-630）的标注 | 添加于 2024年9月12日"));
        assert!(heads_clipping("Your Highlight on page 41 | Added on Thursday"));
        assert!(!heads_clipping("您在第 41 页（位置 #628）的笔记 | 添加于 2024年9月12日"));
    }
}
