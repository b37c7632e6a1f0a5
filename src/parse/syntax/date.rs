//! Dates, lengths of time and counts, as Chinese notes write them.
//!
//! ```text
//! date     = year ( "年" | "-" | "/" | "." ) month ( "月" | same ) day "日"?      ; white space anywhere between
//! range    = date ( "-" | "–" | "~" | "至" | "到" ) ( ( month "月" )? day "日" | date )
//! duration = ( number ( "小时" | "时" | "h" ) )? ( number ( "分钟" | "分" | "m" ) )? ( number ( "秒" | "s" ) )?
//!          | clock
//! count    = digits with "," | number ( "万" | "亿" | "k" | "M" )
//! ```

use jiff::civil::Date;

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
    let compact: String =
        text.chars().filter(|character| !character.is_whitespace()).map(half_width).collect();
    for (start, _) in compact.char_indices() {
        if compact[..start].ends_with(|character: char| character.is_ascii_digit()) {
            continue;
        }
        let Some((written, length)) = written_date(&compact[start..]) else { continue };
        let Some(first) = written.date() else {
            return FoundDays::Bad(compact[start..start + length].to_owned());
        };
        let last = last_day(&compact[start + length..], written).filter(|last| *last > first);
        return FoundDays::Days(Days { first, last });
    }
    FoundDays::None
}

#[derive(Clone, Copy)]
struct Written {
    year: i16,
    month: i8,
    day: i8,
}

impl Written {
    fn date(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day).ok()
    }
}

fn written_date(text: &str) -> Option<(Written, usize)> {
    let (year, mut rest) = number(text, 4, 4)?;
    let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    let separator = rest.chars().next()?;
    if !matches!(separator, '年' | '-' | '/' | '.') {
        // `20260126`, but not the first digits of a longer number.
        let (month_and_day, after) = number(rest, 4, 4)?;
        if after.starts_with(|character: char| character.is_ascii_digit()) {
            return None;
        }
        let (month, day) = (month_and_day / 100, month_and_day % 100);
        let written = Written { year, month: month as i8, day: day as i8 };
        return written.date().map(|_| (written, text.len() - after.len()));
    }
    rest = &rest[separator.len_utf8()..];
    let (month, after) = number(rest, 1, 2)?;
    let separator = if separator == '年' { '月' } else { separator };
    rest = after.strip_prefix(separator)?;
    let (day, after) = number(rest, 1, 2)?;
    let after = after.strip_prefix(['日', '号']).unwrap_or(after);
    Some((Written { year, month: month as i8, day: day as i8 }, text.len() - after.len()))
}

fn last_day(text: &str, first: Written) -> Option<Date> {
    let rest = text.strip_prefix(['-', '–', '—', '~', '至', '到'])?;
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

/// Reads a length of time in seconds.
pub(crate) fn duration_seconds(text: &str) -> Option<u32> {
    let compact: String =
        text.chars().filter(|character| !character.is_whitespace()).map(half_width).collect();
    clock_seconds(&compact).or_else(|| spelled_seconds(&compact.to_lowercase()))
}

fn clock_seconds(text: &str) -> Option<u32> {
    let start = text.find(|character: char| character.is_ascii_digit())?;
    let clock: &str =
        text[start..].split(|character: char| !(character.is_ascii_digit() || character == ':')).next()?;
    let parts: Vec<u32> = clock.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    match parts[..] {
        [minutes, seconds] if seconds < 60 => Some(minutes * 60 + seconds),
        [hours, minutes, seconds] if minutes < 60 && seconds < 60 => {
            Some(hours * 3600 + minutes * 60 + seconds)
        }
        _ => None,
    }
}

fn spelled_seconds(text: &str) -> Option<u32> {
    // Longer words first, since `分` begins `分钟`.
    const UNITS: [(&str, f64); 15] = [
        ("个半小时", 5400.0),
        ("小时", 3600.0),
        ("个小时", 3600.0),
        ("钟头", 3600.0),
        ("hours", 3600.0),
        ("hour", 3600.0),
        ("时", 3600.0),
        ("h", 3600.0),
        ("分钟", 60.0),
        ("分", 60.0),
        ("min", 60.0),
        ("m", 60.0),
        ("秒", 1.0),
        ("sec", 1.0),
        ("s", 1.0),
    ];
    let mut total = 0.0;
    let mut found = false;
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        rest = &rest[start..];
        let end = rest
            .find(|character: char| !(character.is_ascii_digit() || character == '.'))
            .unwrap_or(rest.len());
        let value: f64 = rest[..end].parse().ok()?;
        rest = &rest[end..];
        let Some((unit, seconds)) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)) else { continue };
        total += if *unit == "个半小时" { value * 3600.0 + 1800.0 } else { value * seconds };
        found = true;
        rest = &rest[unit.len()..];
    }
    (found && total <= f64::from(u32::MAX)).then_some(total.round() as u32)
}

/// Reads a count such as `91,044次` or `约1.2万`.
pub(crate) fn count(text: &str) -> Option<u64> {
    let compact: String = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(half_width)
        .filter(|c| *c != ',')
        .collect();
    let start = compact.find(|character: char| character.is_ascii_digit())?;
    let rest = &compact[start..];
    let end =
        rest.find(|character: char| !(character.is_ascii_digit() || character == '.')).unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches('.');
    let factor = match rest[end..].chars().next() {
        Some('万' | '萬') => 10_000.0,
        Some('亿' | '億') => 100_000_000.0,
        Some('k' | 'K' | '千') => 1_000.0,
        Some('M') => 1_000_000.0,
        _ => return digits.parse().ok(),
    };
    let value: f64 = digits.parse().ok()?;
    Some((value * factor).round() as u64)
}

/// Full-width digits and signs as half-width ones.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

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
        ] {
            assert_eq!(days(text), FoundDays::Days(Days { first: date(2026, 1, 26), last: None }), "{text}");
        }
    }

    #[test]
    fn ranges_of_days() {
        for text in ["2026年1月19日-23日", "2026年1月19日至1月23日", "2026-01-19 ~ 2026-01-23"] {
            let expected = Days { first: date(2026, 1, 19), last: Some(date(2026, 1, 23)) };
            assert_eq!(days(text), FoundDays::Days(expected), "{text}");
        }
    }

    #[test]
    fn no_date_and_bad_dates() {
        assert_eq!(days("未提及"), FoundDays::None);
        assert_eq!(days("2026年1月"), FoundDays::None);
        assert_eq!(days("2026年13月1日"), FoundDays::Bad("2026年13月1日".to_owned()));
    }

    #[test]
    fn durations_in_every_form() {
        let cases = [
            ("59分钟40秒", 3_580),
            ("1 小时 20 分 11 秒", 4_811),
            ("约50分钟", 3_000),
            ("01:10:03", 4_203),
            ("12:30", 750),
            ("1.5小时", 5_400),
            ("1个半小时", 5_400),
            ("1h20m", 4_800),
        ];
        for (text, seconds) in cases {
            assert_eq!(duration_seconds(text), Some(seconds), "{text}");
        }
        assert_eq!(duration_seconds("未提及"), None);
    }

    #[test]
    fn counts_in_every_form() {
        for (text, expected) in
            [("91,044次", 91_044), ("约 13,826 次观看", 13_826), ("1.2万", 12_000), ("３００次", 300)]
        {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        assert_eq!(count("未提及"), None);
    }
}
