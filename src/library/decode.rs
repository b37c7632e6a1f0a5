//! Bytes of a note's file -> text.
//!
//! UTF-8 and UTF-16 are known by their byte order mark, UTF-8 without one by being valid, UTF-16 without one by its
//! zero bytes. What is none of these is GB18030, in which notes from Windows machines come, unless it decodes worse
//! than broken UTF-8 does.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A note's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Decoded, with the file's own line ends and without a byte order mark.
    pub text: String,
    /// Characters that could not be decoded and now are U+FFFD.
    pub undecodable: usize,
}

/// Larger files are refused: spans count bytes in 32 bits, and no note comes near.
const LARGEST: usize = 1 << 30;

/// Decodes a file.
///
/// # Errors
/// If it is larger than 1 GiB or holds zero bytes, as no text does.
pub(super) fn decode(bytes: Vec<u8>) -> anyhow::Result<Text> {
    anyhow::ensure!(bytes.len() <= LARGEST, "the file is larger than 1 GiB");
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Ok(with(encoding, &bytes[mark..]));
    }
    if let Some(text) =
        utf_16(&bytes).map(|encoding| with(encoding, &bytes)).filter(|text| text.undecodable == 0)
    {
        return Ok(text);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Text { text, undecodable: 0 }),
        Err(error) => error.into_bytes(),
    };
    anyhow::ensure!(!bytes[..bytes.len().min(4096)].contains(&0), "it is no text: it holds zero bytes");
    let utf_8 = with(UTF_8, &bytes);
    let gb18030 = with(GB18030, &bytes);
    Ok(if gb18030.undecodable < utf_8.undecodable { gb18030 } else { utf_8 })
}

/// Cuts the beginning of a file behind its last line that is whole.
pub(super) fn cut_at_line(bytes: &mut Vec<u8>) {
    if let Some(end) = memchr::memrchr(b'\n', bytes) {
        // In UTF-16 a line feed is two bytes, of which one may stand behind it.
        let is_wide = memchr::memchr(0, bytes).is_some();
        bytes.truncate(if is_wide { (end + 1) & !1 } else { end + 1 });
    }
}

/// How many lines a text has.
pub(super) fn lines(text: &str) -> usize {
    // Those of old Macs end in a carriage return alone.
    let count = |mark: u8| memchr::memchr_iter(mark, text.as_bytes()).count();
    1 + count(b'\n').max(count(b'\r'))
}

/// How many characters of a text may be marks of Markdown's.
pub(super) fn marks(text: &str) -> usize {
    let is_mark = |byte: u8| b"!&*<>[]\\_`|~".contains(&byte);
    // `- ` and `1. ` open lists, also within each other on one line.
    let opens_list = |pair: &[u8]| pair[1] == b' ' && b"+-.)".contains(&pair[0]);
    text.bytes().filter(|byte| is_mark(*byte)).count()
        + text.as_bytes().windows(2).filter(|pair| opens_list(pair)).count()
}

/// Decodes a name from an archive, which may be in the encoding of the machine that made it, whatever it claims.
pub(super) fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(raw) {
            Some(name) => name.into_owned(),
            None => String::from_utf8_lossy(raw).into_owned(),
        },
    }
}

/// UTF-16 without a byte order mark: in a note, many characters are ASCII, so every second byte is often zero. UTF-16
/// that is valid UTF-8 as well is ASCII throughout, so every second byte is; else a few zeros are strays.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 || memchr::memchr(0, sample).is_none() {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let enough = if is_utf_8 { sample.len() / 3 } else { sample.len() / 20 + 1 };
    match (even >= enough, odd >= enough) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Text {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    // Text that held U+FFFD before is not ours to count.
    let undecodable = if had_errors { text.matches('\u{fffd}').count() } else { 0 };
    Text { text: text.into_owned(), undecodable }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes.to_vec()).unwrap(), Text { text: expected.to_owned(), undecodable: 0 });
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "# 标题\n\n“话”——李明\n";
        check(text.as_bytes(), text);
        check(format!("\u{feff}{text}").as_bytes(), text);
        check(&GB18030.encode(text).0, text);
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        check(&little, text);
        check(&big, text);
        check(&[b"\xff\xfe".as_slice(), &little].concat(), text);
        check(b"", "");
    }

    #[test]
    fn names_are_utf_8_or_gbk() {
        assert_eq!(name("访谈.md".as_bytes()), "访谈.md");
        assert_eq!(name(&GB18030.encode("访谈.md").0), "访谈.md");
        assert_eq!(name(b"a\xff.md"), "a\u{fffd}.md");
    }

    #[test]
    fn broken_bytes_are_counted_not_fatal() {
        let mut bytes = "这一行是好的，只有一处坏了".as_bytes().to_vec();
        bytes.push(0xff);
        assert_eq!(decode(bytes).unwrap().undecodable, 1);
    }

    #[test]
    fn stray_zero_bytes_leave_a_note_readable() {
        for text in ["# 题\n\naa\0de\n", "# N\n\naa\0d\n"] {
            assert_eq!(decode(text.as_bytes().to_vec()).unwrap().text, text);
        }
    }

    #[test]
    fn binary_files_are_refused() {
        assert!(decode(vec![0x89, b'P', 0, 0xff, 1, 1, 0, 3, 0x80]).is_err());
    }
}
