//! Line breaks, found many bytes at a time: notes are gone through line by line, again and again.

/// The offsets of the line feeds of a text.
pub fn line_breaks(text: &str) -> impl Iterator<Item = usize> + '_ {
    memchr::memchr_iter(b'\n', text.as_bytes())
}

/// The lines of a text as [`str::split`] gives them.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    line_breaks(text).chain([text.len()]).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_line_feeds_part() {
        for text in ["", "a", "\n", "a\n", "a\r\nb\n\nc", "推理\n成本"] {
            assert_eq!(lines(text).collect::<Vec<_>>(), text.split('\n').collect::<Vec<_>>(), "{text:?}");
        }
    }
}
