//! Time stamps of recordings: `01:54`, `[00:01:00]`, `（视频 04:00-05:00）`, `00:00:01.000 --> 00:00:05.000`.
//!
//! ```text
//! stamp    = bracket ( medium | date )? range bracket | range
//! date     = a date of digits ","?                   ; chats write it: `[02/03/2026, 10:21:33]`
//! range    = time ( dash time )?
//! time     = clock | seconds                         ; seconds within brackets alone
//! clock    = 1-3 digits ":" 2 digits ( ":" 2 digits )? fraction?
//! fraction = "." 1-3 digits | "," 3 digits           ; of WebVTT and SubRip
//! seconds  = digits "." digits "s"?
//! ```

use std::borrow::Cow;

use super::marks::{closing_bracket, opening_bracket};

/// What a clock may be of.
const MEDIA: [&str; 8] = ["视频", "影片", "音频", "录音", "节目", "播客", "时间戳", "时间"];

/// What stands between the two times of a range.
const DASHES: [char; 9] = ['-', '–', '—', '~', '～', '至', '→', '>', '－'];

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
    let inner = &inner[date_length(inner)..];
    let is_time = |length: fn(&str) -> Option<usize>| range_length(inner, length) == Some(inner.len());
    (is_time(clock_length) || is_time(seconds_length)).then_some(inner_start + length + close.len_utf8())
}

/// The length in bytes of a date at the start of a text, and of what parts it from the time behind it: `02/03/2026, `.
fn date_length(text: &str) -> usize {
    /// In characters; what follows may be a long line, which is asked at each of its turns.
    const LONGEST: usize = 24;
    let parts = |(at, it): (usize, char)| matches!(it, ' ' | ',' | '，').then_some(at);
    let end = text.char_indices().take(LONGEST + 1).find_map(parts);
    // Most times have no date, and no clock has a mark of one.
    let Some(end) = end.filter(|end| text[..*end].contains(['/', '-', '.', '年'])) else { return 0 };
    let rest = text[end..].trim_start_matches([',', '，', ' ', '上', '下', '午']);
    if is_date_word(&text[..end]) || ends_in_year(&text[..end]) { text.len() - rest.len() } else { 0 }
}

/// The length in bytes of a time at the start, and of the dash and the second time after it.
fn range_length(text: &str, length: fn(&str) -> Option<usize>) -> Option<usize> {
    let first = length(text)?;
    let rest = text[first..].trim_start();
    let after = rest.trim_start_matches(DASHES);
    let second = if after.len() < rest.len() { length(after.trim_start()) } else { None };
    Some(second.map_or(first, |second| text.len() - after.trim_start().len() + second))
}

/// The length in bytes of a clock such as `01:54` or `00:01:00` at the start.
pub fn clock_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut offset = 0;
    let mut groups = 0;
    loop {
        let (digits, length) = wide_digits_at(text, offset);
        if digits == 0 || digits > 3 || (groups > 0 && digits != 2) {
            return None;
        }
        offset += length;
        groups += 1;
        let colon = [":", "："].iter().find(|colon| text[offset..].starts_with(**colon));
        match colon {
            Some(colon) if groups < 3 && wide_digits_at(text, offset + colon.len()).0 > 0 => {
                offset += colon.len();
            }
            _ => break,
        }
    }
    if groups < 2 {
        return None;
    }
    let fraction = digits_at(bytes, offset + 1);
    let is_fraction = match bytes.get(offset) {
        Some(b'.') => (1..=3).contains(&fraction),
        Some(b',') => groups == 3 && fraction == 3,
        _ => false,
    };
    Some(if is_fraction { offset + 1 + fraction } else { offset })
}

/// The length in bytes of seconds such as `12.5s` or `0.00`.
fn seconds_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let whole = digits_at(bytes, 0);
    let fraction = digits_at(bytes, whole + 1);
    let is_time = whole > 0 && fraction > 0 && bytes.get(whole) == Some(&b'.');
    let end = whole + 1 + fraction;
    is_time.then(|| end + usize::from(bytes.get(end) == Some(&b's')))
}

/// Whether a character is a digit, be it one of full width.
pub fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// How many digits stand at a byte, be they of full width, and how many bytes they take.
fn wide_digits_at(text: &str, offset: usize) -> (usize, usize) {
    let narrow = digits_at(text.as_bytes(), offset);
    let rest = &text[offset + narrow..];
    if !rest.starts_with(is_digit) {
        return (narrow, narrow);
    }
    let length = rest.find(|character| !is_digit(character)).unwrap_or(rest.len());
    (narrow + rest[..length].chars().count(), narrow + length)
}

fn digits_at(bytes: &[u8], offset: usize) -> usize {
    bytes.iter().skip(offset).take_while(|byte| byte.is_ascii_digit()).count()
}

/// Where a clock or two at the end of `text` begin, in bytes, if white space or a bar parts them from words before them.
pub fn clock_at_end(text: &str) -> Option<usize> {
    let last = one_at_end(text)?;
    // `李明 00:01 - 00:05`
    let before = text[..last].trim_end();
    let first = before.trim_end_matches(DASHES);
    let is_range = first.len() < before.len();
    let start = if is_range { one_at_end(first.trim_end()) } else { None };
    let start = start.unwrap_or(last);
    // `李明 2026-03-04 00:01`
    let date = text[..start].trim_end().rfind([' ', '\t', '　']);
    let date = date.map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    Some(date.filter(|date| is_date_word(text[*date..start].trim_end())).unwrap_or(start))
}

fn one_at_end(text: &str) -> Option<usize> {
    if !text.ends_with(is_digit) {
        return None;
    }
    let start =
        text.rfind(|character| !(is_digit(character) || matches!(character, ':' | '：' | '.' | ',')))?;
    let start = start + text[start..].chars().next()?.len_utf8();
    let is_parted = text[..start].ends_with([' ', '\t', '　', '|', '｜', '-', '–', '—', '>', '·', '@']);
    (is_parted && clock_length(&text[start..]) == Some(text.len() - start)).then_some(start)
}

/// Where a clock at the end of a name begins that nothing parts from it, in bytes: `李明00:01`.
pub fn clock_behind_name(text: &str) -> Option<usize> {
    if !text.ends_with(is_digit) {
        return None;
    }
    let start = text.rfind(|character| !(is_digit(character) || matches!(character, ':' | '：')))?;
    let start = start + text[start..].chars().next()?.len_utf8();
    let is_glued = text[..start].ends_with(char::is_alphabetic);
    (is_glued && clock_length(&text[start..]) == Some(text.len() - start)).then_some(start)
}

/// `2026-03-04` or `2026/3/4`.
fn is_date_word(word: &str) -> bool {
    let mut parts = word.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let mut is_number = |digits: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| {
            digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    is_number(4..=4) && is_number(1..=2) && is_number(1..=2) && parts.next().is_none()
}

/// `02/03/2026`, `2.3.26`
fn ends_in_year(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.iter().all(is_number)
        && matches!(parts[..], [day, month, year]
            if (1..=2).contains(&day.len()) && (1..=2).contains(&month.len()) && matches!(year.len(), 2 | 4))
}

/// The first time in a stamp, in seconds; `None` where no clock shows such a time.
pub fn seconds(stamp: &str) -> Option<u32> {
    let text = &stamp[stamp.find(is_digit)?..];
    // The time of a day is none of a recording.
    if date_length(text) > 0 {
        return None;
    }
    let length = clock_length(text).or_else(|| seconds_length(text))?;
    let clock = text[..length].split(['.', ',']).next()?;
    let clock = &*narrowed(clock);
    let mut groups = clock.split([':', '：']).map(str::parse::<u32>);
    let first = groups.next()?.ok()?;
    groups
        .try_fold(first, |time, group| group.ok().filter(|group| *group < 60).map(|group| time * 60 + group))
}

/// A clock with digits of full width as one without.
fn narrowed(clock: &str) -> Cow<'_, str> {
    if clock.is_ascii() {
        return Cow::Borrowed(clock);
    }
    let narrow = |character: char| match character {
        '０'..='９' => char::from_digit(u32::from(character) - u32::from('０'), 10).unwrap_or(character),
        other => other,
    };
    Cow::Owned(clock.chars().map(narrow).collect())
}

/// Whether a text is a time, or a range of times, and nothing else.
pub fn is_stamp(text: &str) -> bool {
    let text = text.trim();
    let begins = text.starts_with(is_digit);
    begins && range_length(text, clock_length) == Some(text.len())
        || bracketed_clock(text) == Some(text.len())
}

/// Whether a time is the span of a subtitle, as only programs write it: `00:00:01.000 --> 00:00:05.000`.
pub fn is_of_subtitle(stamp: &str) -> bool {
    stamp.contains("-->")
}

/// A line without the span of a subtitle before its words: `[00:00:01.000 --> 00:00:05.000]  words`, as Whisper writes.
pub fn without_subtitle_span(line: &str) -> &str {
    match bracketed_clock(line) {
        Some(length) if is_of_subtitle(&line[..length]) => line[length..].trim_start(),
        _ => line,
    }
}

/// Where a time in brackets at the end of a text begins, in bytes.
pub fn bracketed_clock_at_end(text: &str) -> Option<usize> {
    let open = opening_bracket(text.chars().next_back()?)?;
    let start = text.rfind(open)?;
    (bracketed_clock(&text[start..]) == Some(text.len() - start)).then_some(start)
}

/// Whether a character is a picture, as Notion puts before a callout, or one of the marks that choose how it looks.
fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// The same as [`skip_stamps`] where a name may follow: pictures are skipped as well.
pub fn skip_opening(text: &str, start: usize, end: usize) -> usize {
    let offset = skip_stamps(text, start, end);
    let rest = text[offset..end].trim_start_matches(is_pictograph);
    let after = end - rest.len();
    if after > offset { skip_stamps(text, after, end) } else { offset }
}

/// Offset in bytes after white space, bullets, the marks of a heading that lost its space, and time stamps at the start
/// of a line.
pub fn skip_stamps(text: &str, start: usize, end: usize) -> usize {
    let mut offset = start;
    loop {
        let rest = &text[offset..end];
        let trimmed = rest.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '•' | '●' | '·' | '▪' | '◆' | '►' | '▶' | '▎' | '▍' | '▌' | '#' | '①'..='⑳'
                )
        });
        offset += rest.len() - trimmed.len();
        let of_others = || dated_clock(trimmed).or_else(|| clock_in_words(trimmed));
        let Some(length) = bracketed_clock(trimmed).or_else(of_others).or_else(|| {
            // A bare clock is a time stamp only where something follows it on the line.
            range_length(trimmed, clock_length).filter(|length| {
                trimmed[*length..].starts_with([' ', '\t', '　']) && !trimmed[*length..].trim().is_empty()
            })
        }) else {
            return offset;
        };
        offset += length;
    }
}

/// The length in bytes of a day, a time and a dash before whoever writes in a chat: `2026/3/2 10:21 - 李明: 在吗`.
fn dated_clock(text: &str) -> Option<usize> {
    let date = date_length(text);
    let clock = if date > 0 { clock_length(&text[date..])? } else { return None };
    let rest = &text[date + clock..];
    rest.starts_with(" - ").then_some(date + clock + 3)
}

/// The length in bytes of a time with its units, if words follow it: `1分12秒 李明：话`.
fn clock_in_words(text: &str) -> Option<usize> {
    let mut rest = text;
    for (place, unit) in ["小时", "分", "秒"].iter().enumerate() {
        let digits = digits_at(rest.as_bytes(), 0);
        let after = rest[digits..].strip_prefix(unit).filter(|_| (1..=2).contains(&digits));
        rest = match after {
            Some(after) => after,
            // Most times have no hours.
            None if place == 0 => rest,
            None => return None,
        };
    }
    let has_words = rest.starts_with([' ', '\t', '　']) && !rest.trim().is_empty();
    has_words.then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_in_brackets() {
        for text in ["[00:01:00]", "(01:54)", "【00:05:00-00:10:00】", "［视频 04:00－05:00］"] {
            let is_whole = bracketed_clock(text) == Some(text.len());
            assert!(is_whole, "{text}");
        }
        assert_eq!(bracketed_clock("[4]"), None);
        assert_eq!(bracketed_clock("[00:01 起]"), None);
    }

    #[test]
    fn ranges_of_other_tools_are_stamps() {
        for text in [
            "[00:00:01 --> 00:00:05]",
            "[00:00.000 --> 00:05.120]",
            "00:00:01,000 --> 00:00:05,250",
            "00:00:01.000 --> 00:00:05.000",
            "(00:01 - 00:05)",
            "[0.00s → 5.20s]",
            "[12.5 - 18.04]",
            "00：01：05",
        ] {
            assert!(is_stamp(text), "{text}");
        }
        for text in ["[02/03/2026, 10:21:33]", "[2026-03-02 10:21]", "(2026/3/2 下午 10:21)"] {
            assert_eq!(bracketed_clock(text), Some(text.len()), "{text}");
        }
        let spoken = "1小时1分12秒 李明：话";
        assert_eq!(&spoken[skip_stamps(spoken, 0, spoken.len())..], "李明：话");
        assert_eq!(skip_stamps("12秒 过去", 0, 9), 0);
        let chat = "2026/3/2 10:21 - 李明: 在吗";
        assert_eq!(&chat[skip_stamps(chat, 0, chat.len())..], "李明: 在吗");
        for text in ["12.5", "3.5 倍", "00:01 起", "1:2", "[3.5 版]", "[3.5/2 10:21]", "[A/B 10:21]"] {
            assert!(!is_stamp(text), "{text}");
        }
    }

    #[test]
    fn times_are_in_seconds() {
        for (stamp, expect) in [
            ("01:54", Some(114)),
            ("1:02:03", Some(3723)),
            ("[00:05:00-00:10:00]", Some(300)),
            ("（视频 04:00-05:00）", Some(240)),
            ("00:00:01,900 --> 00:00:05,250", Some(1)),
            ("[12.5s → 18.04s]", Some(12)),
            ("00：01：05", Some(65)),
            ("101:00", Some(6060)),
            ("[02.03.2026 10:21]", None),
            ("01:75", None),
            ("00:75:00", None),
            ("", None),
        ] {
            assert_eq!(seconds(stamp), expect, "{stamp}");
        }
    }

    #[test]
    fn clocks_at_the_end_may_be_two() {
        let before = |text: &str| clock_at_end(text).map(|start| text[..start].trim_end().to_owned());
        assert_eq!(before("李明 00:01 - 00:05"), Some("李明".to_owned()));
        assert_eq!(before("李明 00:00:01.000 --> 00:00:05.000"), Some("李明".to_owned()));
        assert_eq!(before("李明 | 00:01"), Some("李明 |".to_owned()));
        assert_eq!(bracketed_clock_at_end("话。[00:01:05]"), Some("话。".len()));
        assert_eq!(bracketed_clock_at_end("话（笑）"), None);
    }

    #[test]
    fn pictures_are_skipped_before_a_name_alone() {
        let text = "🗣️ [00:01] 李明：话";
        assert_eq!(&text[skip_opening(text, 0, text.len())..], "李明：话");
        assert_eq!(skip_stamps(text, 0, text.len()), 0);
    }

    #[test]
    fn clocks_have_two_or_three_parts() {
        assert_eq!(clock_length("01:54 李明"), Some(5));
        assert_eq!(clock_length("00:01:00"), Some(8));
        assert_eq!(clock_length("54"), None);
        assert_eq!(clock_length("1:2"), None);
        assert_eq!(clock_at_end("李明 00:12"), Some("李明 ".len()));
        assert_eq!(clock_at_end("李明00:12"), None);
        assert_eq!(clock_at_end("发言人 1 00:12"), Some("发言人 1 ".len()));
    }

    #[test]
    fn a_time_behind_a_name_may_have_a_date_and_an_end() {
        for time in ["2026-03-04 14:00:12", "2026/3/4 14:00", "00:12.350", "00:12 - 00:20", "00:12-00:20"] {
            assert_eq!(clock_at_end(&format!("李明 {time}")), Some("李明 ".len()), "{time}");
        }
        assert_eq!(clock_at_end("李明 2026-03-04"), None);
        assert_eq!(clock_at_end("李明 - 14"), None);
    }

    #[test]
    fn a_bare_clock_alone_is_no_stamp() {
        let skipped = |text: &str| skip_stamps(text, 0, text.len());
        assert_eq!(skipped("01:54 李明"), 6);
        assert_eq!(skipped("01:54"), 0);
        assert_eq!(skipped("• [01:54] 话"), "• [01:54] ".len());
    }
}
