//! Line blocks of Pandoc, whose lines stay as they are broken.
//!
//! ```text
//! block = line line+                       ; up to a blank line
//! line  = "|" ( " " words | end )          ; no other bar: rows of a table have several
//!       | " " words                        ; goes on with the line above
//! ```

/// Where the line block ends that begins a text, in bytes; `None` where none does.
pub(super) fn end(text: &str) -> Option<usize> {
    const FEWEST: usize = 2;
    let (mut end, mut bars, mut has_words) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if words.is_empty() {
            break;
        }
        match words.strip_prefix('|') {
            Some(rest) if (rest.is_empty() || rest.starts_with(' ')) && !rest.contains('|') => {
                bars += 1;
                has_words |= rest.contains(char::is_alphanumeric);
            }
            None if bars > 0 && words.starts_with(' ') => {}
            _ => return None,
        }
        end += line.len();
    }
    (bars >= FEWEST && has_words).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::end;

    #[test]
    fn blocks_end_with_the_last_line_that_a_bar_opens() {
        assert_eq!(end("| 你好\n|   世界\n|\n| 好\n\n话"), Some("| 你好\n|   世界\n|\n| 好\n".len()));
        assert_eq!(end("| 很长的\n  一行\n| 好"), Some("| 很长的\n  一行\n| 好".len()));
        for text in
            ["| 甲 | 乙\n|---|---\n| 子 | 丑\n", "| 一行\n", "| 甲\n|---\n", "|甲\n|乙\n", "话\n| 甲\n| 乙\n"]
        {
            assert_eq!(end(text), None, "{text}");
        }
    }
}
