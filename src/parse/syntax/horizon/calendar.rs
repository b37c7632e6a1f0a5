//! Stretches of the calendar: `2027年底`, `明年上半年`, `2026年Q4至2027年Q1`, `6月30日`, `下个十年`.
//!
//! ```text
//! stretch = whole ( joint ( whole | part ) )? | whole joint "未来"? length     ; `2026年及未来两年`
//! whole   = year "的"? part? | part year? | era
//! year    = 4 digits "年"? | 2 digits "年" before a part | Chinese digits "年" | "今年" | "明年" | …
//! part    = half | quarter | season | month ( third | day )? | "初" | "中" | "底"
//! era     = "本十年" | "本世纪" | "十五五" | "本月" | "下周" | …
//! ```
//!
//! What names no year is of the year of the day that it was said on, and so is relative to that.

use jiff::civil::Date;

use super::era;
use super::length;
use super::part::{self, DayRange};
use crate::language::lexicon;
use crate::parse::syntax::date::number;

/// A stretch of the calendar, and how its words named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) days: DayRange,
    /// Whether it was counted from the day it was said on.
    pub(super) is_relative: bool,
}

/// A stretch with the words around it.
pub(super) struct FoundStretch<'t> {
    pub(super) stretch: Stretch,
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

/// Finds the first stretch of the calendar in a text that was said on `day`.
pub(super) fn find(text: &str, day: Date) -> Option<FoundStretch<'_>> {
    let starts = text.char_indices().map(|(offset, _)| text.split_at(offset));
    starts.into_iter().find_map(|(before, rest)| {
        if is_within_word(before, rest) {
            return None;
        }
        let (first, after) = whole(before, rest, day)?;
        let (stretch, after) = joined(first, after, day).unwrap_or((first, after));
        Some(FoundStretch { stretch, before, after })
    })
}

/// Whether a number or a Latin word goes on over this place.
fn is_within_word(before: &str, rest: &str) -> bool {
    let is_digit = |character: char| character.is_ascii_digit();
    let is_latin = |character: char| character.is_ascii_alphabetic();
    before.ends_with(is_digit) && rest.starts_with(is_digit)
        || rest.starts_with(is_digit)
            && before.strip_suffix('.').is_some_and(|before| before.ends_with(is_digit))
        || before.ends_with(is_latin) && rest.starts_with(is_latin) && !lexicon::UNTIL.end(before)
}

/// A first stretch and what it reaches to: `2025-2027年`, `3-6月`, `今年底至明年初`.
fn joined(first: Stretch, after: &str, day: Date) -> Option<(Stretch, &str)> {
    const AND: [&str; 4] = ["和", "与", "及", "&"];
    let next = length::after_joint(after).or_else(|| AND.iter().find_map(|and| after.strip_prefix(and)))?;
    let Stretch { days, is_relative } = first;
    let to = |end: Date, rest| {
        let days = DayRange { end, is_end: false, is_year: false, ..days };
        (end >= days.start).then_some((Stretch { days, is_relative }, rest))
    };
    if let Some((second, rest)) =
        whole(after, next, day).filter(|(second, _)| !second.is_relative || is_relative)
    {
        return to(second.days.end, rest);
    }
    let year = days.start.year();
    if let Some((last, rest)) = part::read(next, year) {
        return to(last.end, rest);
    }
    // `2025-27年`
    if days.is_year
        && let Some((short, rest)) = number(next, 2, 2)
    {
        let last = year - year % 100 + i16::try_from(short).ok()?;
        let rest = rest.strip_prefix('年').or_else(|| rest.is_empty().then_some(rest))?;
        let end = Date::new(last, 12, 31).ok().filter(|_| last > year)?;
        return to(end, rest);
    }
    // `6月1日-10日`
    if days.start == days.end
        && let Some((last, rest)) = number(next, 1, 2)
        && let Some(rest) = rest.strip_prefix(['日', '号'])
    {
        return to(Date::new(year, days.start.month(), i8::try_from(last).ok()?).ok()?, rest);
    }
    // `2026年及未来两年`
    let (lengths, rest) = lexicon::FUTURE
        .after_start(next)
        .chain(lexicon::THEN.after_start(next))
        .find_map(|rest| length::read(rest.trim_start_matches('的'), true))?;
    to(lengths.longest().after(days.end)?, rest)
}

/// A stretch that names its year, or is of the year of the day.
fn whole<'t>(before: &str, text: &'t str, day: Date) -> Option<(Stretch, &'t str)> {
    if let Some((year, rest)) = named_year(before, text) {
        let (days, rest) = of_year(year, rest)?;
        return Some((Stretch { days, is_relative: false }, rest));
    }
    if let Some((days, rest)) = era::named(text).or_else(|| part::abbreviated(text)) {
        return Some((Stretch { days, is_relative: false }, rest));
    }
    let relative = |(days, rest)| Some((Stretch { days, is_relative: true }, rest));
    let is_free = is_free(before);
    if let Some((year, rest)) = relative_year(text, day.year(), is_free) {
        return of_year(year, rest).and_then(relative);
    }
    if let Some(found) = era::relative(text, day).filter(|_| is_free || !text.starts_with('本')) {
        return relative(found);
    }
    if lexicon::OTHER_YEARS.end(before) || before.ends_with(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let (days, rest) = part::read_alone(text, day.year())?;
    // `Q3 2026`, `Q3/2026`
    if let Some((year, after)) = four_digits(rest.strip_prefix('/').unwrap_or(rest)) {
        let (days, _) = part::read_alone(text, year)?;
        return Some((Stretch { days, is_relative: false }, after));
    }
    relative((days, rest))
}

/// Whether a word begins at this place rather than goes on: 成本年均 has no 本年.
fn is_free(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric)
        || lexicon::UNTIL.end(before)
        || lexicon::FROM.end(before)
        || lexicon::BEFORE_TIMES.end(before)
}

/// A year, and its part where one is named.
fn of_year(year: i16, text: &str) -> Option<(DayRange, &str)> {
    let text = text.strip_prefix('度').unwrap_or(text);
    let part = part::read(text.strip_prefix('的').unwrap_or(text), year);
    // `2026年（下半年）`
    let bracketed = || {
        let (days, rest) = part::read(text.strip_prefix('(')?, year)?;
        Some((days, rest.strip_prefix(')')?))
    };
    if let Some(found) = part.or_else(bracketed) {
        return Some(found);
    }
    let days = DayRange::between(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    Some((DayRange { is_year: true, ..days }, text))
}

/// A year that is named as such: `2027年`, `2027`, `二〇二七年`, `27年底`.
fn named_year<'t>(before: &str, text: &'t str) -> Option<(i16, &'t str)> {
    four_digits(text).or_else(|| chinese_year(text)).or_else(|| short_year(before, text))
}

fn four_digits(text: &str) -> Option<(i16, &str)> {
    /// What stands behind numbers that count something else.
    const COUNTED: [char; 18] = [
        '倍', '万', '亿', '元', '个', '人', '名', '台', '次', '%', '家', '块', '美', '条', '字', '部', '位',
        '款',
    ];
    let (year, after) = number(text, 4, 4)?;
    let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    if after.starts_with(|character: char| character.is_ascii_digit()) || after.starts_with(COUNTED) {
        return None;
    }
    Some((year, after.strip_prefix('年').unwrap_or(after)))
}

/// `二〇二七年`, and the first of `二〇二七至二〇二八年`.
fn chinese_year(text: &str) -> Option<(i16, &str)> {
    let (year, rest) = four_chinese_digits(text)?;
    let reaches_on = || length::after_joint(rest).and_then(four_chinese_digits).map(|_| rest);
    let rest = rest.strip_prefix('年').or_else(reaches_on)?;
    (1900..2200).contains(&year).then_some((year, rest))
}

fn four_chinese_digits(text: &str) -> Option<(i16, &str)> {
    let mut year = 0;
    let mut rest = text;
    for _ in 0..4 {
        let character = rest.chars().next()?;
        year = year * 10 + i16::try_from(super::numeral::digit(character)?).ok()?;
        rest = &rest[character.len_utf8()..];
    }
    Some((year, rest))
}

/// `27年底`, `'26年Q3`: two digits before a part of a year that nobody would count 27 of.
fn short_year<'t>(before: &str, text: &'t str) -> Option<(i16, &'t str)> {
    let (year, rest) = number(text, 2, 2)?;
    let rest = rest.strip_prefix('年')?;
    let is_counted =
        before.ends_with(char::is_alphanumeric) && !lexicon::UNTIL.end(before) && !lexicon::FROM.end(before);
    let year = 2000 + i16::try_from(year).ok().filter(|year| (10..60).contains(year) && !is_counted)?;
    part::read(rest, year).map(|_| (year, rest))
}

/// A year that is counted from this one: `明年`, `去年`.
fn relative_year(text: &str, year: i16, is_free: bool) -> Option<(i16, &str)> {
    /// Words with the years that they are away, and whether they may end other words, as 今后年均 has 后年.
    const YEARS: [(&str, i16, bool); 14] = [
        ("今年", 0, false),
        ("本年", 0, true),
        ("这一年", 0, true),
        ("明年", 1, false),
        ("来年", 1, true),
        ("下一年", 1, true),
        ("大后年", 3, false),
        ("后年", 2, true),
        ("去年", -1, false),
        ("上一年", -1, true),
        ("大前年", -3, false),
        ("前年", -2, true),
        ("nextyear", 1, true),
        ("thisyear", 0, true),
    ];
    YEARS
        .iter()
        .filter(|(_, _, may_end)| is_free || !may_end)
        .find_map(|(word, years, _)| text.strip_prefix(word).map(|rest| (year + years, rest)))
}
