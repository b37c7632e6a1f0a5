//! Parts of a year and of its months: `上半年`, `Q3`, `三季度`, `夏季`, `3月底`, `6月30日`, `年初`.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::length::after_joint;
use super::numeral;
use crate::parse::syntax::date::{month_name, number};

/// DayRange of the calendar in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayRange {
    pub(super) start: Date,
    pub(super) end: Date,
    /// The end of it is meant: 底, 末, a single day.
    pub(super) is_end: bool,
    /// It is a whole year.
    pub(super) is_year: bool,
}

impl DayRange {
    pub(super) fn between(start: Date, end: Date) -> Self {
        DayRange { start, end, is_end: false, is_year: false }
    }

    pub(super) fn ending(self) -> Self {
        DayRange { is_end: true, ..self }
    }
}

/// Words for parts of a year: the first month, the last one, whether the end is meant. Behind a year 底 is enough.
const PARTS: [(&str, i8, i8, bool); 34] = [
    ("年底", 10, 12, true),
    ("年末", 10, 12, true),
    ("年尾", 10, 12, true),
    ("年终", 10, 12, true),
    ("岁末", 10, 12, true),
    ("年初", 1, 3, false),
    ("开年", 1, 3, false),
    ("年中", 4, 9, false),
    ("上半年", 1, 6, false),
    ("前半年", 1, 6, false),
    ("下半年", 7, 12, false),
    ("后半年", 7, 12, false),
    ("前三季度", 1, 9, false),
    ("前三个季度", 1, 9, false),
    ("h1", 1, 6, false),
    ("h2", 7, 12, false),
    ("1h", 1, 6, false),
    ("2h", 7, 12, false),
    ("全年", 1, 12, false),
    ("春季", 3, 5, false),
    ("春天", 3, 5, false),
    ("夏季", 6, 8, false),
    ("夏天", 6, 8, false),
    ("秋季", 9, 11, false),
    ("秋天", 9, 11, false),
    ("冬季", 12, 14, false),
    ("冬天", 12, 14, false),
    ("今春", 3, 5, false),
    ("今夏", 6, 8, false),
    ("今秋", 9, 11, false),
    ("今冬", 12, 14, false),
    ("年内", 1, 12, false),
    ("岁尾", 10, 12, true),
    ("年头", 1, 3, false),
];

/// Short words that only stand behind a year.
const SHORT_PARTS: [(&str, i8, i8, bool); 8] = [
    ("底", 10, 12, true),
    ("末", 10, 12, true),
    ("初", 1, 3, false),
    ("中", 4, 9, false),
    ("春", 3, 5, false),
    ("夏", 6, 8, false),
    ("秋", 9, 11, false),
    ("冬", 12, 14, false),
];

/// Reads a part of a year that a text names before it.
pub(super) fn read(text: &str, year: i16) -> Option<(DayRange, &str)> {
    /// 2026年春节 is a feast, 2026年中国 a country.
    const GOES_ON: [char; 10] = ['节', '晚', '运', '招', '奥', '国', '文', '美', '期', '东'];
    if let Some(after) =
        text.strip_prefix("代").or_else(|| text.strip_prefix("年代")).or_else(|| text.strip_prefix('s'))
    {
        let days = DayRange::between(Date::new(year, 1, 1).ok()?, Date::new(year + 9, 12, 31).ok()?);
        return Some(match after.strip_prefix(['末', '底']) {
            Some(after) => (days.ending(), after),
            None => (days, after),
        });
    }
    if let Some(found) = read_alone(text, year).or_else(|| first_or_last(text, year)) {
        return Some(found);
    }
    if let Some((word, first, last, is_end)) = SHORT_PARTS.iter().find(|(word, ..)| text.starts_with(word)) {
        let after = &text[word.len()..];
        let is_part = !after.starts_with(GOES_ON);
        return is_part.then(|| Some((months(year, *first, *last, *is_end)?, after)))?;
    }
    numeric(text, year)
}

/// Reads a part of a year at the start of a text that names no year before it.
pub(super) fn read_alone(text: &str, year: i16) -> Option<(DayRange, &str)> {
    for (word, first, last, is_end) in PARTS {
        if let Some(after) = text.strip_prefix(word)
            && !(word.is_ascii() && is_longer_word(after))
        {
            let days = months(year, first, last, is_end)?;
            return Some(ended(days, after.strip_prefix('度').unwrap_or(after)));
        }
    }
    quarter(text, year).or_else(|| month(text, year)).or_else(|| before_year(text, year))
}

/// `March 2027`, `early 2027`, `mid-2027`: what English puts before a year, which stays.
fn before_year(text: &str, year: i16) -> Option<(DayRange, &str)> {
    const PARTS: [(&str, i8, i8); 3] = [("early", 1, 3), ("mid", 4, 9), ("late", 10, 12)];
    if !text.starts_with(|first: char| first.is_ascii_lowercase()) {
        return None;
    }
    let part = PARTS.iter().find_map(|(word, first, last)| Some((*first, *last, text.strip_prefix(word)?)));
    let (first, last, after) =
        part.or_else(|| month_name(text).map(|(month, after)| (month, month, after)))?;
    let after = after.trim_start_matches(['-', ',']);
    number(after, 4, 4)?;
    Some((months(year, first, last, false)?, after))
}

/// Whether a Latin word or a number goes on: H100 is no half of a year, though a year may stand behind Q3.
fn is_longer_word(after: &str) -> bool {
    after.starts_with(|character: char| character.is_ascii_alphanumeric()) && number(after, 4, 4).is_none()
}

fn months(year: i16, first: i8, last: i8, is_end: bool) -> Option<DayRange> {
    let start = Date::new(year, first, 1).ok()?;
    // Winter ends in the next year.
    let (until, last) = if last > 12 { (year + 1, last - 12) } else { (year, last) };
    Some(DayRange { is_end, ..DayRange::between(start, Date::new(until, last, 1).ok()?.last_of_month()) })
}

/// `Q3`, `三季度`, `第3季度`, `三四季度`, `第三、四季度`, `Q1-Q4` are quarters.
fn quarter(text: &str, year: i16) -> Option<(DayRange, &str)> {
    let of = |first: i8, last: i8, rest| {
        let is_quarter = (1..=4).contains(&first) && (first..=4).contains(&last);
        is_quarter.then(|| Some((months(year, first * 3 - 2, last * 3, false)?, rest)))?
    };
    if let Some(rest) = text.strip_prefix('q') {
        let (first, rest) = number(rest, 1, 1)?;
        let (days, rest) = of(i8::try_from(first).ok()?, i8::try_from(first).ok()?, rest)?;
        return (!is_longer_word(rest)).then(|| ended(days, rest));
    }
    let ordinal = text.strip_prefix('第');
    let text = ordinal.unwrap_or(text);
    let (first, last, rest) = one_or_two(text)?;
    let rest = rest.strip_prefix("季度").or_else(|| rest.strip_prefix("季").filter(|_| ordinal.is_some()))?;
    let (days, rest) = of(first, last, rest)?;
    Some(ended(days, rest))
}

/// A stretch, or its end where that is meant: `三季度末`, `上半年底`.
fn ended(days: DayRange, rest: &str) -> (DayRange, &str) {
    match rest.strip_prefix(['末', '底']) {
        Some(rest) => (days.ending(), rest),
        None => (days, rest),
    }
}

/// `前六个月`, `最后一个季度`: so many months or quarters of a year that is named before them.
fn first_or_last(text: &str, year: i16) -> Option<(DayRange, &str)> {
    // 2027年后三个月 may begin behind that year.
    const SIDES: [(&str, bool); 4] = [("前", true), ("头", true), ("最初", true), ("最后", false)];
    let (is_first, rest) =
        SIDES.iter().find_map(|(word, is_first)| Some((*is_first, text.strip_prefix(word)?)))?;
    let (numeral::Amount::One(tenths), rest) = numeral::read(rest)? else { return None };
    let count = i8::try_from(tenths / 10).ok().filter(|_| tenths % 10 == 0)?;
    let (each, rest) = rest.strip_prefix("个月").map(|rest| (1, rest)).or_else(|| {
        rest.strip_prefix("个季度").or_else(|| rest.strip_prefix("季度")).map(|rest| (3, rest))
    })?;
    let count = count.checked_mul(each).filter(|months| (1..=12).contains(months))?;
    let (first, last) = if is_first { (1, count) } else { (13 - count, 12) };
    Some((months(year, first, last, false)?, rest))
}

/// `1H26`, `3Q27`, `Q3'26`, `26Q3`: a half or quarter with two digits for the year.
pub(super) fn abbreviated(text: &str) -> Option<(DayRange, &str)> {
    let year = |text| number(text, 2, 2).filter(|(_, rest)| number(rest, 1, 1).is_none());
    let named = |letter: char, part: u32, year: u32, rest| {
        let days = read_alone(&format!("{letter}{part}"), 2000 + i16::try_from(year).ok()?)?.0;
        Some((days, rest))
    };
    let letter = |text: &'_ str| text.chars().next().filter(|letter| matches!(letter, 'q' | 'h'));
    if let Some(letter) = letter(text) {
        let (part, rest) = number(&text[1..], 1, 1)?;
        let (year, rest) = year(rest.strip_prefix(['\'', '’'])?)?;
        return named(letter, part, year, rest);
    }
    if let Some((two, rest)) = number(text, 2, 2) {
        let letter = letter(rest)?;
        let (part, rest) = number(&rest[1..], 1, 1).filter(|(_, rest)| !is_longer_word(rest))?;
        return named(letter, part, two, rest);
    }
    let (part, rest) = number(text, 1, 1)?;
    let letter = letter(rest)?;
    let (year, rest) = year(rest[1..].trim_start_matches(['\'', '’']))?;
    named(letter, part, year, rest)
}

/// One small number, or two: `3`, `三`, `三四`, `三、四`, `3-4`.
fn one_or_two(text: &str) -> Option<(i8, i8, &str)> {
    if let Some((numeral::Amount::Two(first, last), rest)) = numeral::read(text) {
        return Some((i8::try_from(first / 10).ok()?, i8::try_from(last / 10).ok()?, rest));
    }
    let (first, rest) = numeral::small(text)?;
    let last = after_joint(rest).and_then(|next| numeral::small(next.strip_prefix('第').unwrap_or(next)));
    Some(match last {
        Some((last, rest)) => (first, last, rest),
        None => (first, first, rest),
    })
}

/// `3月`, `3-6月`, `三月底`, `6月30日`, `12月中旬`.
fn month(text: &str, year: i16) -> Option<(DayRange, &str)> {
    let (first, last, rest) = one_or_two(text)?;
    let rest = rest.strip_prefix("月份").or_else(|| rest.strip_prefix('月'))?;
    if last != first {
        return (first < last).then(|| Some((months(year, first, last, false)?, rest)))?;
    }
    of_month(Date::new(year, first, 1).ok()?, rest)
}

/// A month by its first day, and its part where one is named: `初`, `中旬`, `底`, `30日`.
pub(super) fn of_month(first: Date, text: &str) -> Option<(DayRange, &str)> {
    const PARTS: [(&str, i8, i8, bool); 11] = [
        ("上旬", 1, 10, false),
        ("月初", 1, 10, false),
        ("初", 1, 10, false),
        ("中下旬", 11, 31, false),
        ("中旬", 11, 20, false),
        ("月中", 11, 20, false),
        ("中", 11, 20, false),
        ("下旬", 21, 31, false),
        ("月底", 21, 31, true),
        ("底", 21, 31, true),
        ("末", 21, 31, true),
    ];
    let days = |start: i8, end: i8, is_end: bool| -> Option<DayRange> {
        let start = Date::new(first.year(), first.month(), start).ok()?;
        let end = Date::new(first.year(), first.month(), end.min(first.days_in_month())).ok()?;
        Some(DayRange { is_end, ..DayRange::between(start, end) })
    };
    for (word, start, end, is_end) in PARTS {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((days(start, end, is_end)?, rest));
        }
    }
    if let Some((day, rest)) = numeral::small(text)
        && let Some(rest) = rest.strip_prefix(['日', '号'])
    {
        return Some((days(day, day, true).filter(|_| day <= first.days_in_month())?, rest));
    }
    Some((days(1, 31, false)?, text))
}

/// `2026-06`, `2026/6/30`, `2026.06.30`, behind the year.
fn numeric(text: &str, year: i16) -> Option<(DayRange, &str)> {
    let separator = text.chars().next().filter(|character| matches!(character, '-' | '/' | '.'))?;
    let (month, rest) = number(&text[1..], 1, 2)?;
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    if rest.starts_with(['年', '月', '季']) || rest.starts_with(|character: char| character.is_ascii_digit())
    {
        return None;
    }
    if let Some((day, rest)) = rest.strip_prefix(separator).and_then(|rest| number(rest, 1, 2)) {
        let day = Date::new(year, first.month(), i8::try_from(day).ok()?).ok()?;
        return Some((DayRange::between(day, day).ending(), rest));
    }
    Some((DayRange::between(first, first.last_of_month()), rest))
}

/// All days of the years from the first to the last.
pub(super) fn years(first: i16, last: i16) -> DayRange {
    DayRange::between(date(first, 1, 1), date(last, 12, 31))
}

/// Seven days from a Monday, so many weeks away.
pub(super) fn week(day: Date, weeks: i64) -> Option<DayRange> {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let start = day.checked_add((weeks * 7 - back).days()).ok()?;
    Some(DayRange::between(start, start.checked_add(6.days()).ok()?))
}

/// The quarter so many quarters away.
pub(super) fn quarter_of(day: Date, quarters: i64) -> Option<DayRange> {
    let first = Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).ok()?;
    let start = first.checked_add((quarters * 3).months()).ok()?;
    Some(DayRange::between(start, start.checked_add(2.months()).ok()?.last_of_month()))
}
