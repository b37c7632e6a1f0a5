//! Days, weeks, months and years as somebody names them who asks for a time: `2026-03`, `去年12月`, `上周`, `3 days ago`.
//!
//! ```text
//! period  = digits | day | near unit | stretch | back? length | length ago
//! digits  = year ( joint month ( joint day )? )?       ; `2026`, `2026-03`, `2026/03/05`
//! day     = "今天" | "昨天" | "yesterday" | …
//! near    = "this" | "last" | "next"                   ; before `week`, `month`, `quarter`, `year`
//! back    = "过去" | "最近" | "last" | …                ; `最近三个月` ends today
//! ago     = "前" | "ago" | …                           ; `3天前` is one day
//! ```
//!
//! A stretch of the calendar and a length are those of horizons. The words must be nothing else.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::part::{self, DayRange};
use super::{calendar, length};
use crate::language::{Words, lexicon};
use crate::text::fold_text;

/// The first and the last day of what these words name, where `today` is the day on which they are asked; `None` where they
/// name no time.
pub fn period(text: &str, today: Date) -> Option<(Date, Date)> {
    let mut text = fold_text(text);
    text.retain(|character| !character.is_whitespace());
    let days = match digits(&text) {
        Digits::None => single_day(&text, today)
            .or_else(|| near_unit(&text, today))
            .or_else(|| counted(&text, today))
            .or_else(|| stretch(&text, today))?,
        Digits::Days(days) => days,
        Digits::Wrong => return None,
    };
    Some((days.start, days.end))
}

/// The day that is so much later as these words say: `6m`, `90天`, `半年`, `6 months`; `None` where they are no length of time.
pub fn day_after(text: &str, day: Date) -> Option<Date> {
    let mut text = fold_text(text);
    text.retain(|character| !character.is_whitespace());
    const SHORT: [(char, &str); 4] = [('d', "天"), ('w', "周"), ('m', "个月"), ('y', "年")];
    let in_full = SHORT.iter().find_map(|(letter, unit)| {
        let digits = text.strip_suffix(*letter)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| format!("{digits}{unit}"))
    });
    match length::read(&in_full.unwrap_or(text), true)? {
        (lengths, "" | "内" | "以内" | "之内") => lengths.longest().after(day),
        _ => None,
    }
}

/// What digits and joints alone name.
enum Digits {
    /// There is something else in the text.
    None,
    Days(DayRange),
    /// They name no days that the calendar has.
    Wrong,
}

fn digits(text: &str) -> Digits {
    const JOINTS: [char; 3] = ['-', '/', '.'];
    if !text.bytes().all(|byte| byte.is_ascii_digit() || JOINTS.contains(&char::from(byte))) {
        return Digits::None;
    }
    let number = |digits: &str, length| digits.parse::<i16>().ok().filter(|_| digits.len() == length);
    let parts: Vec<&str> = text.split(JOINTS).collect();
    let days = match parts[..] {
        [year] => number(year, 4).map(|year| (date(year, 1, 1), date(year, 12, 31))),
        [year, month] => number(year, 4).zip(number(month, 2)).and_then(|(year, month)| {
            let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }),
        [year, month, day] => {
            number(year, 4).zip(number(month, 2)).zip(number(day, 2)).and_then(|((year, month), day)| {
                let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
                Some((day, day))
            })
        }
        _ => None,
    };
    days.map_or(Digits::Wrong, |(first, last)| Digits::Days(DayRange::between(first, last)))
}

fn single_day(text: &str, today: Date) -> Option<DayRange> {
    let days: [(&Words, i64); 4] = [
        (&lexicon::TODAYS, 0),
        (&lexicon::YESTERDAYS, -1),
        (&lexicon::DAYS_BEFORE_YESTERDAY, -2),
        (&lexicon::TOMORROWS, 1),
    ];
    let (_, away) = days.into_iter().find(|(words, _)| words.contains(text))?;
    let day = today.checked_add(away.days()).ok()?;
    Some(DayRange::between(day, day))
}

/// `last week`, `this quarter`: Chinese ones are stretches of the calendar.
fn near_unit(text: &str, today: Date) -> Option<DayRange> {
    let near: [(&Words, i64); 3] = [(&lexicon::THIS, 0), (&lexicon::LAST, -1), (&lexicon::NEXT, 1)];
    let (unit, away) =
        near.into_iter().find_map(|(words, away)| words.after_start(text).next().map(|unit| (unit, away)))?;
    match unit {
        "week" => part::week(today, away),
        "month" => {
            let first = today.first_of_month().checked_add(away.months()).ok()?;
            Some(DayRange::between(first, first.last_of_month()))
        }
        "quarter" => part::quarter_of(today, away),
        "year" => {
            let first = Date::new(today.year(), 1, 1).ok()?.checked_add(away.years()).ok()?;
            Some(DayRange::between(first, Date::new(first.year(), 12, 31).ok()?))
        }
        _ => None,
    }
}

/// `最近三个月`, `3 days ago`.
fn counted(text: &str, today: Date) -> Option<DayRange> {
    let whole = |text| length::read(text, true).filter(|(lengths, _)| lengths.last.is_none());
    let back = lexicon::BACK.after_start(text).find_map(|rest| match whole(rest)? {
        (lengths, "" | "内" | "以来" | "来") => lengths.first.before(today),
        _ => None,
    });
    if let Some(first) = back {
        return Some(DayRange::between(first, today));
    }
    let (lengths, rest) = whole(text)?;
    let day = lengths.first.before(today).filter(|_| lexicon::AGO.contains(rest))?;
    Some(DayRange::between(day, day))
}

/// A stretch of the calendar and nothing else.
fn stretch(text: &str, today: Date) -> Option<DayRange> {
    let found = calendar::find(text, today)?;
    (found.before.is_empty() && found.after.is_empty()).then_some(found.stretch.days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: Option<(&str, &str)>) {
        // A Thursday.
        let days =
            period(text, date(2026, 11, 26)).map(|(first, last)| (first.to_string(), last.to_string()));
        let expect = expect.map(|(first, last)| (first.to_owned(), last.to_owned()));
        assert_eq!(days, expect, "{text}");
    }

    #[test]
    fn digits_are_a_year_a_month_or_a_day() {
        check("2026", Some(("2026-01-01", "2026-12-31")));
        check("2024-02", Some(("2024-02-01", "2024-02-29")));
        check("2026/01/26", Some(("2026-01-26", "2026-01-26")));
        check("２０２６－０１", Some(("2026-01-01", "2026-01-31")));
        for bad in ["", "26", "2026-13", "2026-02-30", "2026-1-1", "20261", "-", "2026-"] {
            check(bad, None);
        }
    }

    #[test]
    fn chinese_dates_are_stretches_of_the_calendar() {
        check("2026年", Some(("2026-01-01", "2026-12-31")));
        check("2026年1月", Some(("2026-01-01", "2026-01-31")));
        check("2026年 1月6日", Some(("2026-01-06", "2026-01-06")));
        check("2026年上半年", Some(("2026-01-01", "2026-06-30")));
        check("2026Q1", Some(("2026-01-01", "2026-03-31")));
        check("去年12月", Some(("2025-12-01", "2025-12-31")));
        check("3月", Some(("2026-03-01", "2026-03-31")));
        check("March 2026", Some(("2026-03-01", "2026-03-31")));
        for bad in ["二零二六", "next", "2026年2月30日", "成本", "今年的成本", "谈2026年", "8个人"]
        {
            check(bad, None);
        }
    }

    #[test]
    fn near_ones_count_from_today() {
        for text in ["今天", "today", "今日"] {
            check(text, Some(("2026-11-26", "2026-11-26")));
        }
        for text in ["昨天", "Yesterday", "1天前"] {
            check(text, Some(("2026-11-25", "2026-11-25")));
        }
        check("前天", Some(("2026-11-24", "2026-11-24")));
        for text in ["今年", "this year", "本年"] {
            check(text, Some(("2026-01-01", "2026-12-31")));
        }
        for text in ["去年", "last year", "Last  Year"] {
            check(text, Some(("2025-01-01", "2025-12-31")));
        }
        for text in ["本月", "这个月", "this month"] {
            check(text, Some(("2026-11-01", "2026-11-30")));
        }
        for text in ["上个月", "上月", "last month"] {
            check(text, Some(("2026-10-01", "2026-10-31")));
        }
        for text in ["上周", "上星期", "上个星期", "last week", "上週"] {
            check(text, Some(("2026-11-16", "2026-11-22")));
        }
        for text in ["本周", "这周", "this week"] {
            check(text, Some(("2026-11-23", "2026-11-29")));
        }
        for text in ["本季度", "this quarter"] {
            check(text, Some(("2026-10-01", "2026-12-31")));
        }
        for text in ["上季度", "last quarter"] {
            check(text, Some(("2026-07-01", "2026-09-30")));
        }
    }

    #[test]
    fn lengths_count_onward() {
        let check = |text: &str, expect: Option<&str>| {
            let day = day_after(text, date(2026, 11, 26)).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expect, "{text}");
        };
        for text in ["6m", "6 M", "半年", "６个月", "六個月", "6 months", "六个月内"] {
            check(text, Some("2027-05-26"));
        }
        for text in ["90d", "90天", "九十天", "90 days"] {
            check(text, Some("2027-02-24"));
        }
        check("2w", Some("2026-12-10"));
        for text in ["1y", "1年", "一年", "1 year", "12个月"] {
            check(text, Some("2027-11-26"));
        }
        for bad in ["", "m", "6", "6x", "几年", "6m前", "-6m", "2027"] {
            check(bad, None);
        }
    }

    #[test]
    fn lengths_count_back() {
        for text in ["3天前", "三天前", "3 days ago"] {
            check(text, Some(("2026-11-23", "2026-11-23")));
        }
        check("2 weeks ago", Some(("2026-11-12", "2026-11-12")));
        check("三个月前", Some(("2026-08-26", "2026-08-26")));
        check("1 month ago", Some(("2026-10-26", "2026-10-26")));
        check("1 day ago", Some(("2026-11-25", "2026-11-25")));
        check("1 week ago", Some(("2026-11-19", "2026-11-19")));
        for text in ["最近7天", "近七天", "过去7天内", "last 7 days", "past 7 days"] {
            check(text, Some(("2026-11-19", "2026-11-26")));
        }
        for text in ["最近三个月", "近3个月", "last 3 months"] {
            check(text, Some(("2026-08-26", "2026-11-26")));
        }
        check("过去一年", Some(("2025-11-26", "2026-11-26")));
        for bad in ["3天后", "几天前", "3-5天前", "7天"] {
            check(bad, None);
        }
    }
}
