//! Time stamps of recordings: `01:54`, `[00:01:00]`, `（视频 04:00-05:00）`.
//!
//! ```text
//! stamp = bracket medium? clock ( dash clock )? bracket
//! clock = 1-3 digits ":" 2 digits ( ":" 2 digits )?
//! ```

use super::marks::closing_bracket;

/// What a clock may be of.
const MEDIA: [&str; 8] = ["视频", "影片", "音频", "录音", "节目", "播客", "时间戳", "时间"];

/// The length in bytes of `[00:01:00]`, `(01:54)` or `[00:05:00-00:10:00]` at the start.
pub fn bracketed_clock(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = closing_bracket(open)?;
    let inner_start = open.len_utf8();
    let length = text[inner_start..].find(close)?;
    // `[视频 04:00-05:00]`
    let inner = text[inner_start..inner_start + length].trim();
    let medium = MEDIA.iter().find_map(|medium| inner.strip_prefix(medium));
    let inner = medium.map_or(inner, |clock| clock.trim_start_matches([' ', '：', ':']));
    let first = clock_length(inner)?;
    let rest = inner[first..].trim_start_matches([' ', '-', '–', '—', '~', '～', '至', '→']);
    (rest.is_empty() || clock_length(rest) == Some(rest.len()))
        .then_some(inner_start + length + close.len_utf8())
}

/// The length in bytes of a clock such as `01:54` or `00:01:00` at the start.
pub fn clock_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut offset = 0;
    let mut groups = 0;
    loop {
        let digits = bytes[offset..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 3 || (groups > 0 && digits != 2) {
            return None;
        }
        offset += digits;
        groups += 1;
        if groups < 3
            && bytes.get(offset) == Some(&b':')
            && bytes.get(offset + 1).is_some_and(u8::is_ascii_digit)
        {
            offset += 1;
        } else {
            break;
        }
    }
    (groups >= 2).then_some(offset)
}

/// Where a clock at the end of `text` begins, in bytes, if white space parts it from words before it.
pub fn clock_at_end(text: &str) -> Option<usize> {
    let start = text.rfind(|character: char| !(character.is_ascii_digit() || character == ':'))?;
    let start = start + text[start..].chars().next()?.len_utf8();
    let is_parted = text[..start].ends_with([' ', '\t', '　']);
    (is_parted && clock_length(&text[start..]) == Some(text.len() - start)).then_some(start)
}

/// Offset in bytes after white space, bullets, the marks of a heading that lost its space, and time stamps at the start
/// of a line.
pub fn skip_stamps(text: &str, start: usize, end: usize) -> usize {
    let mut offset = start;
    loop {
        let rest = &text[offset..end];
        let trimmed = rest.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(character, '•' | '●' | '·' | '▪' | '◆' | '►' | '▶' | '#' | '①'..='⑳')
        });
        offset += rest.len() - trimmed.len();
        let Some(length) = bracketed_clock(trimmed).or_else(|| {
            // A bare clock is a time stamp only where something follows it on the line.
            clock_length(trimmed).filter(|length| {
                trimmed[*length..].starts_with([' ', '\t', '　']) && !trimmed[*length..].trim().is_empty()
            })
        }) else {
            return offset;
        };
        offset += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_in_brackets() {
        for text in ["[00:01:00]", "(01:54)", "【00:05:00-00:10:00】", "［视频 04:00－05:00］"] {
            let is_whole = bracketed_clock(text) == Some(text.len());
            assert_eq!(is_whole, !text.contains('－'), "{text}");
        }
        assert_eq!(bracketed_clock("[4]"), None);
    }

    #[test]
    fn clocks_have_two_or_three_parts() {
        assert_eq!(clock_length("01:54 李明"), Some(5));
        assert_eq!(clock_length("00:01:00"), Some(8));
        assert_eq!(clock_length("54"), None);
        assert_eq!(clock_length("1:2"), None);
        assert_eq!(clock_at_end("李明 00:12"), Some("李明 ".len()));
        assert_eq!(clock_at_end("李明00:12"), None);
    }

    #[test]
    fn a_bare_clock_alone_is_no_stamp() {
        let skipped = |text: &str| skip_stamps(text, 0, text.len());
        assert_eq!(skipped("01:54 李明"), 6);
        assert_eq!(skipped("01:54"), 0);
        assert_eq!(skipped("• [01:54] 话"), "• [01:54] ".len());
    }
}
