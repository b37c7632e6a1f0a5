//! YAML at the top of a text, between lines of three or more dashes.

use super::lines::LineIndex;
use crate::model::LineSpan;

/// The front matter with the lines of both fences, and where the text below it begins.
pub(super) fn split(text: &str, lines: &LineIndex) -> (Option<(String, LineSpan)>, usize) {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let Some((fence, rest)) = text[start..].split_once('\n') else {
        return (None, 0);
    };
    let fence = fence.strip_suffix('\r').unwrap_or(fence);
    if fence.len() < 3 || fence.bytes().any(|byte| byte != b'-') {
        return (None, 0);
    }
    // A longer row of dashes is often a rule, so a key must stand right below it.
    let is_usual = fence == "---";
    if !is_usual && !rest.lines().next().is_some_and(begins_with_key) {
        return (None, 0);
    }
    let mut offset = text.len() - rest.len();
    let yaml = offset;
    while offset < text.len() {
        let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline + 1);
        let line = text[offset..end].trim_end();
        if line == fence || is_usual && line == "..." {
            let span = LineSpan { first: 1, last: lines.line(offset) };
            return (Some((text[yaml..offset].to_owned(), span)), end);
        }
        // A rule above ordinary text is no front matter: YAML has a key, a list item, a comment or a continuation.
        if !(line.is_empty() || line.contains(':') || line.starts_with([' ', '-', '#', ']', '}'])) {
            return (None, 0);
        }
        offset = end;
    }
    (None, 0)
}

/// Whether a line is a key of YAML with its colon.
fn begins_with_key(line: &str) -> bool {
    let is_word = |key: &str| {
        !key.is_empty()
            && key.chars().all(|character| character.is_alphanumeric() || "_- ".contains(character))
    };
    line.split_once(':')
        .is_some_and(|(key, value)| is_word(key) && (value.is_empty() || value.starts_with(' ')))
}
