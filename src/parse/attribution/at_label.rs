//! Whether a name stands at some words as their label does, rather than in a sentence that quotes them.

use crate::text::{marks, timestamp};

/// Whether the line of some words, or the one above it, begins with this name as their label: a colon, a mark of quotation or
/// nothing more stands behind it, be there brackets, a time or an office between.
pub(super) fn is_labelled(name: &str, text: &str, words: usize) -> bool {
    let mut lines = text[..words].rsplit('\n');
    let own = lines.next().unwrap_or_default();
    let end = text[words..].find('\n').map_or(text.len(), |end| words + end);
    let own = &text[words - own.len()..end];
    let above = lines.find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    is_label(name, own) || is_label(name, above)
}

fn is_label(name: &str, line: &str) -> bool {
    let mut line = line.trim_start();
    // `<p><strong>李明：</strong>`
    while let Some((_, rest)) = line.strip_prefix('<').and_then(|tag| tag.split_once('>')) {
        line = rest.trim_start();
    }
    let is_heading = line.trim_start_matches('>').trim_start().starts_with('#');
    let is_markup =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || ">*#-_[](:.`|\\【（@、）".contains(c);
    let line = line.trim_start_matches(is_markup);
    // `> [!question] 李明`
    let line = match line.strip_prefix('!').and_then(|kind| kind.split_once(']')) {
        Some((_, title)) => title.trim_start_matches(is_markup),
        None => line,
    };
    let Some(after) = line.strip_prefix(name) else { return is_in_brackets(name, line) };
    let after = marks::without_brackets(after);
    // `李明 00:01`, `[[李明]] 00:01`
    if timestamp::is_stamp(after.trim_start_matches(['*', '_', '`', ']', '】', ' ']).trim_end()) {
        return true;
    }
    let after =
        after.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit() || "*_`]】".contains(c));
    // `**李明** 问：……`
    let after = after.strip_prefix('问').unwrap_or(after);
    // Behind a name in a heading stands what a section is about.
    let has_words = || after.starts_with(['：', ':', '|', '｜']) || after.starts_with(marks::opens_quotation);
    after.is_empty() || !is_heading && has_words()
}

/// Whether a label has this name in its brackets: `回答（林远）：`.
fn is_in_brackets(name: &str, line: &str) -> bool {
    let Some(at) = line.find(name) else { return false };
    let (before, after) = (line[..at].trim_end_matches('@'), &line[at + name.len()..]);
    let is_short = !before.contains(['：', ':', '。', '，']) && before.chars().count() <= 12;
    is_short && before.ends_with(marks::opens_brackets) && after.starts_with(marks::closes_brackets)
}
