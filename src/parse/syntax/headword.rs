//! The headword that opens a line of a glossary, and where its definition begins.
//!
//! ```text
//! line     = bullet? headword bracketed* ( separator definition? )?
//! headword = "**" words "**" | "【" words "】"       ; marked: no separator is needed
//!          | words                                ; up to a separator; a callout's title needs none
//! separator = "：" | ":" | "——" | " - " | "=" | "|"
//! ```

use std::ops::Range;

use crate::language::lexicon;
use crate::language::name_shape::is_han;
use crate::markdown::Inline;
use crate::text::marks;
use crate::text::timestamp::skip_opening;

/// A headword and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headword {
    /// As it is written, without marks around it.
    pub(crate) name: String,
    /// The words in brackets behind it.
    pub(crate) names: Vec<String>,
    /// Whether bold or brackets make a headword of it.
    pub(crate) is_marked: bool,
    /// Where its definition begins: bytes of the inline text.
    pub(crate) end: usize,
}

/// The longest headword, in characters.
const LONGEST: usize = 40;

/// The most Han characters of one that nothing marks: more are a clause.
const LONGEST_PLAIN: usize = 16;

/// Reads the headword of a line.
pub(crate) fn read(inline: &Inline, line: Range<usize>) -> Option<Headword> {
    let text = &inline.text;
    let start = skip_opening(text, line.start, line.end);
    if let Some((name, rest)) =
        text[start..line.end].strip_prefix('【').and_then(|rest| rest.split_once('】'))
    {
        return behind(text, name, line.end - rest.len()..line.end, true);
    }
    let bold = inline.strong_at(start).filter(|bold| bold.start <= start && bold.end <= line.end);
    if let Some(bold) = bold {
        let name = text[start..bold.end].trim().trim_end_matches(['：', ':']).trim_end();
        let is_whole = !name.contains(['：', ':']) || name.contains("://");
        let has_colon = text[start..bold.end].trim_end().ends_with(['：', ':']);
        let name = name.trim_start_matches('【').trim_end_matches('】');
        if is_whole && has_colon {
            let end = bold.end + white(&text[bold.end..line.end]);
            return finish(name, Vec::new(), true, end);
        }
        if is_whole {
            return behind(text, name, bold.end..line.end, true);
        }
    }
    let (length, _) = separator_in(&text[start..line.end])?;
    let name = &text[start..start + length];
    let (name, names) = match name.find(marks::opens_round) {
        Some(open) if open > 0 && name.trim_end().ends_with(marks::closes_round) => bracketed(&name[open..])
            .filter(|(_, rest)| rest.trim().is_empty())
            .map_or((name, Vec::new()), |(names, _)| (&name[..open], names)),
        _ => (name, Vec::new()),
    };
    let end = start + length;
    let end = end + separator(&text[end..line.end])?;
    finish(name, names, bold.is_some(), end)
}

/// Reads the title of a callout, `> [!info] 潮窗`, as a headword.
pub(crate) fn of_title(inline: &Inline, title: Range<usize>) -> Option<Headword> {
    finish(&inline.text[title.clone()], Vec::new(), true, title.end)
}

/// Reads what stands behind a marked headword: brackets, and a separator where there is one.
fn behind(text: &str, name: &str, rest: Range<usize>, is_marked: bool) -> Option<Headword> {
    /// What a definition that needs no separator begins with.
    const DEFINING: [&str; 5] = ["是指", "指", "即", "是一", "："];
    let after = &text[rest.clone()];
    let (names, left) = bracketed(after).unwrap_or((Vec::new(), after));
    let at = rest.end - left.len();
    if let Some(length) = separator(left) {
        return finish(name, names, is_marked, at + length);
    }
    let is_split = left.is_empty() || left.starts_with(char::is_whitespace) || name_is_bracketed(text, &rest);
    let defines = DEFINING.iter().any(|word| left.starts_with(word));
    (is_split || defines).then(|| finish(name, names, is_marked, at + white(left)))?
}

/// Whether `【…】` stands right before: nothing else need part it from its definition.
fn name_is_bracketed(text: &str, rest: &Range<usize>) -> bool {
    text[..rest.start].ends_with('】')
}

fn finish(name: &str, names: Vec<String>, is_marked: bool, end: usize) -> Option<Headword> {
    let name = name.trim().trim_matches(['“', '”', '"', '「', '」', '*', '`']).trim();
    let is_name = (1..=LONGEST).contains(&name.chars().count())
        && !name.contains(['。', '；', '？', '！', '\n'])
        && (is_marked
            || !name.contains(['，', ',']) && name.chars().filter(|c| is_han(*c)).count() <= LONGEST_PLAIN)
        && name.chars().any(char::is_alphanumeric)
        && !lexicon::ASIDES.contains(name);
    is_name.then(|| Headword { name: name.to_owned(), names, is_marked, end })
}

/// The words of the round brackets at the start of a text, and what stands behind them.
fn bracketed(text: &str) -> Option<(Vec<String>, &str)> {
    let mut names = Vec::new();
    let mut rest = text.trim_start();
    while rest.starts_with(marks::opens_round) {
        let (name, after) = marks::bracketed(rest)?;
        names.push(name.to_owned());
        rest = after;
    }
    (!names.is_empty()).then_some((names, rest))
}

/// Where the first separator of a line begins, outside brackets, and its length with the white space behind it.
fn separator_in(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_u32;
    for (offset, character) in text.char_indices() {
        if marks::opens_brackets(character) {
            depth += 1;
        } else if marks::closes_brackets(character) {
            depth = depth.saturating_sub(1);
        } else if depth == 0
            && offset > 0
            && let Some(length) = separator(&text[offset..])
        {
            return Some((offset, length));
        }
    }
    None
}

/// The length of a separator at the start of a text, with white space around it.
fn separator(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let is_spaced = rest.len() < text.len();
    let length = match rest.chars().next()? {
        '：' => '：'.len_utf8(),
        // Neither a clock nor an address.
        ':' if !rest[1..].starts_with(|next: char| next.is_ascii_digit() || next == '/') => 1,
        '—' | '–' | '―' => rest.len() - rest.trim_start_matches(['—', '–', '―']).len(),
        '-' if is_spaced && rest[1..].starts_with([' ', '-', '>']) => {
            rest.len() - rest.trim_start_matches(['-', '>']).len()
        }
        '=' | '→' if is_spaced => rest.len() - rest.trim_start_matches(['=', '→', '>']).len(),
        '|' | '｜' if is_spaced => rest.len() - rest.trim_start_matches(['|', '｜']).len(),
        _ => return None,
    };
    let after = &rest[length..];
    Some(text.len() - after.len() + white(after))
}

/// The length of the white space at the start of a text.
fn white(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{self, BlockKind};

    fn check(line: &str, name: &str, names: &[&str], definition: &str) {
        let BlockKind::Paragraph(inline) = markdown::read(line).blocks.remove(0).kind else {
            panic!("{line}")
        };
        let found = read(&inline, 0..inline.text.len()).unwrap_or_else(|| panic!("{line}"));
        assert_eq!((found.name.as_str(), &inline.text[found.end..]), (name, definition), "{line}");
        assert_eq!(found.names, names, "{line}");
    }

    #[test]
    fn headwords_in_every_form() {
        check("**潮窗**：进港的时段", "潮窗", &[], "进港的时段");
        check("**潮窗：** 进港的时段", "潮窗", &[], "进港的时段");
        check("**潮窗**（Tide Window）：进港的时段", "潮窗", &["Tide Window"], "进港的时段");
        check("**潮窗（Tide Window）** 进港的时段", "潮窗（Tide Window）", &[], "进港的时段");
        check("**【潮窗】** 进港的时段", "潮窗", &[], "进港的时段");
        check("【潮窗】进港的时段", "潮窗", &[], "进港的时段");
        check("潮窗：进港的时段", "潮窗", &[], "进港的时段");
        check("潮窗——进港的时段：很短", "潮窗", &[], "进港的时段：很短");
        check("潮窗 - 进港的时段", "潮窗", &[], "进港的时段");
        check("潮窗（Tide Window）—— 进港的时段", "潮窗", &["Tide Window"], "进港的时段");
        check("**潮窗**指进港的时段", "潮窗", &[], "指进港的时段");
        check("LCOE = Levelized Cost", "LCOE", &[], "Levelized Cost");
    }

    #[test]
    fn what_is_no_headword() {
        for line in
            ["潮窗很短。", "**潮窗**很短。", "说明：按顺序排列", "他说，潮窗：很短", "https://example.org"]
        {
            let BlockKind::Paragraph(inline) = markdown::read(line).blocks.remove(0).kind else { panic!() };
            assert_eq!(read(&inline, 0..inline.text.len()), None, "{line}");
        }
    }
}
