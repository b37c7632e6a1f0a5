//! Callouts of Obsidian and GitHub: the first line of a blockquote says what the blockquote is.
//!
//! ```text
//! callout = "[!" kind ( "|" option )? "]" ( "+" | "-" )? title?
//! ```

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

/// Reads the mark at the start of a line: what it is, and its length in bytes with the white space after it.
pub(crate) fn read(line: &str) -> Option<(Callout, usize)> {
    let text = line.trim_start();
    let (inner, after) = text.strip_prefix("[!")?.split_once(']')?;
    let kind = inner.split('|').next().unwrap_or(inner).trim();
    if kind.is_empty() || !kind.chars().all(|character| character.is_alphanumeric() || character == '-') {
        return None;
    }
    let title = after.strip_prefix(['+', '-']).unwrap_or(after).trim_start();
    let callout = match kind.to_lowercase().as_str() {
        "quote" | "cite" | "speech" | "say" | "引用" | "金句" => Callout::Quote,
        "question" | "faq" | "help" | "提问" | "问题" => Callout::Question,
        _ => Callout::Other,
    };
    Some((callout, line.len() - title.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_with_its_title_left() {
        let title = |text: &'static str| read(text).map(|(callout, length)| (callout, &text[length..]));
        assert_eq!(title("[!quote] 李明"), Some((Callout::Quote, "李明")));
        assert_eq!(title("[!QUESTION]- 听众"), Some((Callout::Question, "听众")));
        assert_eq!(title("[!info|no-icon]+"), Some((Callout::Other, "")));
        assert_eq!(title("[!]"), None);
        assert_eq!(title("[李明]"), None);
    }
}
