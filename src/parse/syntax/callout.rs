//! Callouts of Obsidian and GitHub: the first line of a blockquote says what the blockquote is.
//!
//! ```text
//! callout = "[!" kind ( "|" option )? "]" ( "+" | "-" )? title?
//!         | "[!" name "]" ( "+" | "-" )?                          ; the full name of whoever says it
//! ```

use std::ops::Range;

use crate::language::{bare_name, everyday};

/// What a callout says that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Callout {
    /// Somebody's words; the title is their source.
    Quote,
    /// A question; the title is the one who asks, or the question itself.
    Question,
    /// Anything else.
    Other,
}

/// Reads the mark at the start of a line: what it is, and where in the line its title stands.
pub(crate) fn read(line: &str) -> Option<(Callout, Range<usize>)> {
    let text = line.trim_start();
    let (inner, after) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = inner.split('|').next().unwrap_or(inner).trim();
    let title = after.strip_prefix(['+', '-']).unwrap_or(after).trim_start();
    if title.trim().is_empty() && bare_name::is_full(kind) && !everyday::is_everyday(kind) {
        let start = kind.as_ptr() as usize - line.as_ptr() as usize;
        return Some((Callout::Quote, start..start + kind.len()));
    }
    if kind.is_empty() || !kind.chars().all(|character| character.is_alphanumeric() || character == '-') {
        return None;
    }
    let callout = match kind.to_lowercase().as_str() {
        "quote" | "cite" | "speech" | "say" | "talk" | "chat" | "dialogue" | "引用" | "金句" | "语录"
        | "原话" | "发言" | "对话" => Callout::Quote,
        "question" | "faq" | "help" | "提问" | "问题" => Callout::Question,
        _ => Callout::Other,
    };
    Some((callout, line.len() - title.len()..line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_with_its_title_left() {
        let title = |text: &'static str| read(text).map(|(callout, title)| (callout, &text[title]));
        assert_eq!(title("[!quote] 李明"), Some((Callout::Quote, "李明")));
        assert_eq!(title("[!QUESTION]- 听众"), Some((Callout::Question, "听众")));
        assert_eq!(title("[!info|no-icon]+"), Some((Callout::Other, "")));
        assert_eq!(title("[!李明]-"), Some((Callout::Quote, "李明")));
        assert_eq!(title("[!关税]"), Some((Callout::Other, "")));
        assert_eq!(title("[!]"), None);
        assert_eq!(title("[李明]"), None);
    }
}
