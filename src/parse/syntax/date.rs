//! Days, as Chinese and English notes write them.
//!
//! ```text
//! day     = year ( "年" | "-" | "/" | "." | " " ) month ( "月" | same ) day ( "日" | "号" )?
//!         | year month day                                        ; eight digits
//!         | month-name "."? day ( "st" | "nd" | "rd" | "th" )? ","? year
//!         | day ( "st" | "nd" | "rd" | "th" )? "of"? month-name "."? ","? year
//! year    = 4 digits | 4 Han digits | ( "民国" | "民國" ) ( 2-3 digits | Han digits )
//! month   = 1-2 digits | Han number                               ; 十二, 廿四
//! range   = day ( "-" | "–" | "~" | "至" | "到" | "→" ) ( ( month "月" )? day "日" | day )
//!         | month-name day ( "-" | "–" ) day ","? year
//! ```
//!
//! White space may stand anywhere between them; what stands behind, a weekday, a time or a zone, is left alone.

use jiff::civil::Date;

use crate::language::lexicon;

/// A day or a range of days, found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) first: Date,
    pub(crate) last: Option<Date>,
}

/// What [`days`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FoundDays {
    /// A date of the calendar.
    Days(Days),
    /// Something written as a date that the calendar does not have.
    Bad(String),
    /// Nothing that looks like a full date.
    None,
}

/// Finds the first full date, or range of dates, in a text.
pub(crate) fn days(text: &str) -> FoundDays {
    let compact = compacted(text);
    for (start, first) in compact.char_indices() {
        if !may_begin(first) || !stands_apart(&compact[..start], first) {
            continue;
        }
        let Some((written, length)) = written_date(&compact[start..]) else { continue };
        let Some(first) = written.date() else {
            return FoundDays::Bad(compact[start..start + length].to_owned());
        };
        let last = written.last.and_then(|day| Written { day, ..written }.date());
        let last =
            last.or_else(|| last_day(&compact[start + length..], written)).filter(|last| *last > first);
        return FoundDays::Days(Days { first, last });
    }
    FoundDays::None
}

/// The days with which a text begins, if it says nothing of them such as that something ends before.
pub(crate) fn days_at_start(text: &str) -> Option<Days> {
    let compact = compacted(without_weekday(text.trim_start_matches(['[', '【', '（', '(', '@', ' '])));
    let (written, length) = written_date(&compact)?;
    let after = &compact[length..];
    // `2026年3月4日 14:01` is one day, `2026-03-041` none.
    let runs_on =
        !compact[..length].ends_with(['日', '号']) && after.starts_with(|c: char| c.is_ascii_digit());
    if after.starts_with(['前', '后', '起', '之', '以']) || runs_on {
        return None;
    }
    let first = written.date()?;
    let last = last_day(after, written).filter(|last| *last > first);
    Some(Days { first, last })
}

/// A text without the day of the week before a date: `Wed, Mar 4, 2026`.
fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..length].to_ascii_lowercase();
    let is_day = DAYS.iter().any(|day| word.starts_with(day)) && (length <= 4 || word.ends_with("day"));
    if is_day { text[length..].trim_start_matches(['.', ',', ' ']) } else { text }
}

/// The day with which a title ends, apart from its words: in brackets, or in digits behind a space. `周会 2026-03-04` and
/// `周会（2026年3月4日）`, but not `回望 1976年7月28日`, which tells what it is about; `周会纪要 2026年3月4日`, which names a record, does
/// not.
pub(crate) fn days_at_end(text: &str) -> Option<Days> {
    let text = text.trim_end();
    let day = match text.strip_suffix(['）', ')', '】', ']']) {
        Some(inner) => inner.rsplit_once(['（', '(', '【', '['])?.1,
        None => text.rsplit_once(char::is_whitespace)?.1.trim_start_matches(['@', '·', '|', '｜']),
    };
    let is_apart = text.ends_with(['）', ')', '】', ']']) || lexicon::RECORDS.occur_in(text);
    if !is_apart && !day.chars().all(|mark| mark.is_ascii_digit() || matches!(mark, '-' | '/' | '.')) {
        return None;
    }
    let compact = compacted(day);
    let (written, length) = written_date(&compact)?;
    let first = written.date().filter(|_| length == compact.len())?;
    Some(Days { first, last: None })
}

/// Finds the first month of a year in a text, from its first day to its last: `2026年1月（展会期间）`.
pub(crate) fn month(text: &str) -> Option<Days> {
    let compact = compacted(text);
    compact.char_indices().find_map(|(start, character)| {
        if !may_begin(character) || !stands_apart(&compact[..start], character) {
            return None;
        }
        let (year, after) = year(&compact[start..])?;
        let (month, _) = spelled_number(after.strip_prefix('年')?, '月')?;
        let first = Written { year, month, day: 1, last: None }.date()?;
        Some(Days { first, last: Some(first.last_of_month()) })
    })
}

/// The text without white space, but for a space between digits, and with half-width signs.
fn compacted(text: &str) -> String {
    let mut compact = String::with_capacity(text.len());
    let mut is_parted = false;
    for character in text.chars().map(half_width) {
        if character.is_whitespace() {
            is_parted = true;
            continue;
        }
        let between_digits = character.is_ascii_digit() && compact.ends_with(|c: char| c.is_ascii_digit());
        if is_parted && between_digits {
            compact.push(' ');
        }
        is_parted = false;
        compact.push(character);
    }
    compact
}

fn may_begin(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '民' || han_digit(character).is_some()
}

/// Whether what stands before a date does not run into it: digits before digits, letters before a month's name.
fn stands_apart(before: &str, first: char) -> bool {
    !before.ends_with(|character: char| match first {
        '0'..='9' => character.is_ascii_digit(),
        'A'..='Z' | 'a'..='z' => character.is_ascii_alphabetic(),
        _ => han_digit(character).is_some(),
    })
}

#[derive(Clone, Copy)]
struct Written {
    year: i16,
    month: i8,
    day: i8,
    /// The last day of a range within the month.
    last: Option<i8>,
}

impl Written {
    fn date(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day).ok()
    }
}

fn written_date(text: &str) -> Option<(Written, usize)> {
    year_first(text).or_else(|| month_name_first(text)).or_else(|| day_first(text))
}

fn year_first(text: &str) -> Option<(Written, usize)> {
    let (year, mut rest) = year(text)?;
    let separator = rest.chars().next()?;
    if !matches!(separator, '年' | '-' | '/' | '.' | ' ') {
        // `20260126`, but not the first digits of a longer number.
        let (month_and_day, after) = number(rest, 4, 4)?;
        if after.starts_with(|character: char| character.is_ascii_digit()) {
            return None;
        }
        let (month, day) = (month_and_day / 100, month_and_day % 100);
        let written = Written { year, month: month as i8, day: day as i8, last: None };
        return written.date().map(|_| (written, text.len() - after.len()));
    }
    rest = &rest[separator.len_utf8()..];
    if separator == ' ' && number(rest, 2, 2).is_none() {
        return None;
    }
    let after_month = if separator == '年' { '月' } else { separator };
    let (month, after) = spelled_number(rest, after_month)?;
    let (day, after) = number(after, 1, 2)
        .map(|(day, after)| (day as i8, after))
        .or_else(|| han_number(after).filter(|_| separator == '年'))?;
    let after = after.strip_prefix(['日', '号', '號']).unwrap_or(after);
    Some((Written { year, month, day, last: None }, text.len() - after.len()))
}

/// `March 4, 2026`, `Mar. 4-6, 2026`.
fn month_name_first(text: &str) -> Option<(Written, usize)> {
    let (month, after) = month_name(text)?;
    let (day, after) = ordinal(after)?;
    let (last, after) = match after.strip_prefix(['-', '–', '—']).and_then(ordinal) {
        Some((last, after)) => (Some(last), after),
        None => (None, after),
    };
    let (year, after) = english_year(after)?;
    Some((Written { year, month, day, last }, text.len() - after.len()))
}

/// `04 Mar 2026`, `4th of March, 2026`.
fn day_first(text: &str) -> Option<(Written, usize)> {
    let (day, after) = ordinal(text)?;
    let after = after.strip_prefix(['-', '/', '.']).unwrap_or(after);
    let (month, after) = month_name(after.strip_prefix("of").unwrap_or(after))?;
    let (year, after) = english_year(after)?;
    Some((Written { year, month, day, last: None }, text.len() - after.len()))
}

/// The months by the names that English gives them, in full or by their first three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month's name at the start and what stands after it and its stop.
pub(crate) fn month_name(text: &str) -> Option<(i8, &str)> {
    let length = text.bytes().take(9).take_while(u8::is_ascii_alphabetic).count();
    if length < 3 {
        return None;
    }
    // Letters may run on: `4thofMarch`, `Mar4`; the longest that is a name counts.
    (3..=length).rev().find_map(|length| {
        let word = text[..length].to_ascii_lowercase();
        let is_name =
            |name: &&str| *name == word || (length == 3 || word == "sept") && name.starts_with(&word);
        let month = MONTHS.iter().position(is_name)?;
        let after = &text[length..];
        let goes_on = after.starts_with(|character: char| character.is_ascii_alphabetic());
        (!goes_on).then(|| (month as i8 + 1, after.strip_prefix(['.', '-', '/']).unwrap_or(after)))
    })
}

/// A day of the month at the start, with or without its English ending.
fn ordinal(text: &str) -> Option<(i8, &str)> {
    let (day, after) = number(text, 1, 2)?;
    let after =
        ["st", "nd", "rd", "th"].iter().find_map(|ending| after.strip_prefix(ending)).unwrap_or(after);
    Some((day as i8, after))
}

/// A year behind the month and the day.
fn english_year(text: &str) -> Option<(i16, &str)> {
    let text = text.strip_prefix([',', ' ', '.']).unwrap_or(text);
    let (year, after) = number(text, 4, 4)?;
    let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    // `Mar 4, 20260` is none.
    (!after.starts_with(|character: char| character.is_ascii_digit())).then_some((year, after))
}

/// A year at the start: four digits of either script, or one of the Republic of China.
fn year(text: &str) -> Option<(i16, &str)> {
    let of_era = || {
        let (year, after) = match number(text, 4, 4) {
            Some((year, after)) => (i16::try_from(year).ok()?, after),
            None => han_digits(text, 4..=4).filter(|(_, after)| after.starts_with('年'))?,
        };
        (1900..2200).contains(&year).then_some((year, after))
    };
    year_of_republic(text).or_else(of_era)
}

/// A year of the Republic of China at the start, which began in 1912, as one of the common era, and what stands behind it from 年
/// on: `民国116年底前`.
pub(super) fn year_of_republic(text: &str) -> Option<(i16, &str)> {
    const YEAR_ZERO: i16 = 1911;
    let after = text.strip_prefix("民国").or_else(|| text.strip_prefix("民國"))?;
    let (year, after) = number(after, 2, 3)
        .map(|(year, after)| (year as i16, after))
        .or_else(|| han_digits(after, 2..=3))
        .or_else(|| han_number(after).map(|(year, after)| (i16::from(year), after)))?;
    after.starts_with('年').then_some((YEAR_ZERO + year, after))
}

/// A number of one or two digits, or a Han number before 月, and what stands behind `separator`.
fn spelled_number(text: &str, separator: char) -> Option<(i8, &str)> {
    let digits = number(text, 1, 2).map(|(value, after)| (value as i8, after));
    let (value, after) = digits.or_else(|| han_number(text).filter(|_| separator == '月'))?;
    Some((value, after.strip_prefix(separator)?))
}

fn han_digit(character: char) -> Option<i8> {
    Some(match character {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Han digits at the start that stand for one place each: 二〇二六.
fn han_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<(i16, &str)> {
    let mut value = 0_i16;
    let mut count = 0;
    let mut after = text;
    while count < *lengths.end()
        && let Some((character, digit)) = after.chars().next().and_then(|c| Some((c, han_digit(c)?)))
    {
        value = value * 10 + i16::from(digit);
        count += 1;
        after = &after[character.len_utf8()..];
    }
    lengths.contains(&count).then_some((value, after))
}

/// A Han number below a hundred at the start: 三, 十二, 二十, 廿四, 三十一.
fn han_number(text: &str) -> Option<(i8, &str)> {
    let digit = |text: &str| {
        let first = text.chars().next()?;
        han_digit(first).map(|digit| (digit, first.len_utf8()))
    };
    let (tens, after) = if let Some(after) = text.strip_prefix('廿') {
        (2, after)
    } else if let Some(after) = text.strip_prefix('十') {
        (1, after)
    } else {
        let (value, length) = digit(text)?;
        match text[length..].strip_prefix('十') {
            Some(after) => (value, after),
            None => return Some((value, &text[length..])),
        }
    };
    let (units, length) = digit(after).unwrap_or((0, 0));
    Some((tens * 10 + units, &after[length..]))
}

fn last_day(text: &str, first: Written) -> Option<Date> {
    let rest = text.strip_prefix(['-', '–', '—', '~', '至', '到', '→'])?;
    if let Some((written, _)) = written_date(rest) {
        return written.date();
    }
    let (value, after) = number(rest, 1, 2)?;
    if let Some(after) = after.strip_prefix('月') {
        let (day, _) = number(after, 1, 2)?;
        return Written { month: value as i8, day: day as i8, ..first }.date();
    }
    after.starts_with(['日', '号']).then(|| Written { day: value as i8, ..first }.date())?
}

/// A number of `least` to `most` digits at the start, and what stands after it.
pub(crate) fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(most).count();
    if digits < least {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// Full-width digits and signs as half-width ones.
pub(super) fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(text: &str, expected: Date) {
        assert_eq!(days(text), FoundDays::Days(Days { first: expected, last: None }), "{text}");
    }

    #[test]
    fn dates_in_every_form() {
        for text in [
            "2026年1月26日",
            "2026-01-26",
            "2026/1/26",
            "2026.01.26",
            "2026 年 1 月 26 日",
            "2026年1月26日（约）",
            "20260126",
            "２０２６年１月２６日",
            "2026-01-26T10:00:00Z",
            "2026/1/26 10:00 - 11:30",
            "2026-01-26 10:00:00 +0800",
            "20260126 10:00",
            "2026 01 26",
        ] {
            check(text, date(2026, 1, 26));
        }
    }

    #[test]
    fn days_at_the_end_of_a_title() {
        let expected = Some(Days { first: date(2026, 3, 4), last: None });
        for title in
            ["船队周会 2026-03-04", "船队周会　20260304", "船队周会（2026年3月4日）", "周会 [2026/3/4]"]
        {
            assert_eq!(days_at_end(title), expected, "{title}");
        }
        for title in [
            "回望 1976年7月28日",
            "编号20260304",
            "周会 202603041",
            "船队周会 2026",
            "周会（第4期）",
            "周会）",
        ] {
            assert_eq!(days_at_end(title), None, "{title}");
        }
    }

    #[test]
    fn dates_in_english() {
        for text in [
            "March 4, 2026",
            "@March 4, 2026 10:00 AM",
            "Mar 4, 2026",
            "Mar. 4th, 2026 (GMT+8)",
            "MARCH 4 2026",
            "Wed, 04 Mar 2026 10:00:00 +0800",
            "4 March 2026",
            "4th of March, 2026",
            "04-Mar-2026",
            "Wednesday, March 4, 2026 at 10:00",
        ] {
            check(text, date(2026, 3, 4));
        }
        check("Sept 30, 2025", date(2025, 9, 30));
        check("May 1, 2026", date(2026, 5, 1));
    }

    #[test]
    fn dates_in_han_numbers_and_of_the_republic() {
        for text in ["二〇二六年三月四日", "二零二六年三月四号", "民國115年3月4日", "民国一一五年三月四日"]
        {
            check(text, date(2026, 3, 4));
        }
        check("二○二五年十二月三十一日", date(2025, 12, 31));
        check("二〇二五年十月廿四日", date(2025, 10, 24));
    }

    #[test]
    fn ranges_of_days() {
        for text in [
            "2026年1月19日-23日",
            "2026年1月19日至1月23日",
            "2026-01-19 ~ 2026-01-23",
            "Jan 19–23, 2026",
            "January 19, 2026 → January 23, 2026",
        ] {
            let expected = Days { first: date(2026, 1, 19), last: Some(date(2026, 1, 23)) };
            assert_eq!(days(text), FoundDays::Days(expected), "{text}");
        }
    }

    #[test]
    fn a_month_is_its_days() {
        let january = Days { first: date(2026, 1, 1), last: Some(date(2026, 1, 31)) };
        for text in ["2026年1月（展会期间）", "约 2026 年 1 月", "二〇二六年一月"] {
            assert_eq!(days(text), FoundDays::None, "{text}");
            assert_eq!(month(text), Some(january), "{text}");
        }
        assert_eq!(month("2026年"), None);
        assert_eq!(month("2026年13月"), None);
    }

    #[test]
    fn no_date_and_bad_dates() {
        for text in ["未提及", "2026年1月", "March 2026", "Marching 4, 2026", "4 marks in 2026", "一二三四年"]
        {
            assert_eq!(days(text), FoundDays::None, "{text}");
        }
        assert_eq!(days("2026年13月1日"), FoundDays::Bad("2026年13月1日".to_owned()));
        assert_eq!(days("February 30, 2026"), FoundDays::Bad("February30,2026".to_owned()));
    }
}
