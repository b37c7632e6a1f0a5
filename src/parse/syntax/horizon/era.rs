//! Longer and shorter times than a year: decades, centuries and five-year plans; months, weeks and quarters that are
//! counted from the day.

use jiff::ToSpan;
use jiff::civil::Date;

use super::numeral;
use super::part::{self, DayRange, years};
use crate::parse::syntax::date::number;

/// An era with a number of its own: `21世纪末`, `“十五五”期间`.
pub(super) fn named(text: &str) -> Option<(DayRange, &str)> {
    let text = text.trim_start_matches(['"', '“']);
    if let Some(rest) = text.strip_prefix("二十一世纪") {
        return century(0, rest);
    }
    if let Some((number, rest)) = number(text, 2, 2)
        && let Some(rest) = rest.strip_prefix("世纪")
    {
        return century(i16::try_from(number).ok()? - 21, rest);
    }
    plan(text)
}

/// The five years of a national plan: the fourteenth is of 2021 to 2025.
fn plan(text: &str) -> Option<(DayRange, &str)> {
    const FOURTEENTH: i16 = 2021;
    let rest = text.strip_prefix('十')?;
    let digit = rest.chars().next()?;
    let number = numeral::digit(digit).filter(|number| (1..=9).contains(number) && digit != '两')?;
    let rest = rest[digit.len_utf8()..].strip_prefix('五')?;
    let rest = rest.trim_start_matches(['"', '”']);
    let is_plan = rest.is_empty()
        || ["期", "规划", "时", "末", "收官", "开局", "内"].iter().any(|word| rest.starts_with(word));
    let start = FOURTEENTH + 5 * (i16::try_from(number).ok()? - 4);
    is_plan.then(|| {
        ended(
            years(start, start + 4),
            rest.strip_prefix('期').filter(|rest| rest.starts_with('末')).unwrap_or(rest),
        )
    })
}

/// The end of an era where that is meant: `末`, `底`.
fn ended(days: DayRange, rest: &str) -> (DayRange, &str) {
    match rest.strip_prefix(['末', '底']) {
        Some(rest) => (days.ending(), rest),
        None => (days, rest),
    }
}

/// An era that is counted from the day: `本十年`, `下个十年末`, `本世纪末`, `下个月`, `本周内`.
pub(super) fn relative(text: &str, day: Date) -> Option<(DayRange, &str)> {
    const DECADE: [&str; 2] = ["十年", "decade"];
    const MONTH: [&str; 1] = ["月"];
    const WEEK: [&str; 3] = ["周", "星期", "礼拜"];
    const QUARTER: [&str; 2] = ["季度", "季"];
    if let Some(rest) =
        ["今明两年", "今明年", "今明2年", "今年明年"].iter().find_map(|word| text.strip_prefix(word))
    {
        return Some((years(day.year(), day.year() + 1), rest));
    }
    if let Some(rest) = ["明后两年", "明后年", "明后2年"].iter().find_map(|word| text.strip_prefix(word))
    {
        return Some((years(day.year() + 1, day.year() + 2), rest));
    }
    if let Some(rest) = ["明春", "明夏", "明秋", "明冬"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map(|_| &text['明'.len_utf8()..])
    {
        return part::read(rest, day.year() + 1);
    }
    if let Some((away, rest)) = counted(text, &DECADE) {
        let start = day.year() - day.year() % 10 + 10 * i16::try_from(away).ok()?;
        return Some(decade(start, rest));
    }
    if let Some((away, rest)) = counted(text, &["世纪"]) {
        return century(i16::try_from(away).ok()? + (day.year() - 1) / 100 - 20, rest);
    }
    if let Some((away, rest)) = counted(text, &QUARTER) {
        return Some(ended(part::quarter_of(day, away)?, rest.strip_prefix('度').unwrap_or(rest)));
    }
    if let Some((away, rest)) = counted(text, &MONTH) {
        let first = day.first_of_month().checked_add(away.months()).ok()?;
        return part::of_month(first, rest);
    }
    if let Some((away, rest)) = counted(text, &WEEK) {
        return Some((part::week(day, away)?, rest.strip_prefix('末').unwrap_or(rest)));
    }
    if let Some(found) = single_day(text, day) {
        return Some(found);
    }
    // `这个冬天`
    const SEASONS: [char; 4] = ['春', '夏', '秋', '冬'];
    if let Some(season) = text.strip_prefix("这个").filter(|rest| rest.starts_with(SEASONS)) {
        return part::read_alone(season, day.year());
    }
    // `月底`, `中旬`: of the month of the day.
    let is_of_month =
        ["月底", "月初", "月中", "上旬", "中旬", "下旬"].iter().any(|word| text.starts_with(word));
    is_of_month.then(|| part::of_month(day.first_of_month(), text))?
}

/// `明天`, where the words are nothing else: 明天的世界 is no day.
fn single_day(text: &str, day: Date) -> Option<(DayRange, &str)> {
    const DAYS: [(&str, i64); 5] = [("明天", 1), ("明日", 1), ("后天", 2), ("昨天", -1), ("昨日", -1)];
    let (away, rest) = DAYS.iter().find_map(|(word, away)| Some((*away, text.strip_prefix(word)?)))?;
    let is_alone = matches!(rest, "" | "前" | "之前" | "起" | "内" | "以后" | "之后");
    let day = day.checked_add(away.days()).ok().filter(|_| is_alone)?;
    Some((DayRange::between(day, day).ending(), rest))
}

/// How many units away: `本月`, `这个月`, `下月`, `下下个月`, `上个月`, `下一个季度`.
fn counted<'t>(text: &'t str, units: &[&str]) -> Option<(i64, &'t str)> {
    const AWAY: [(&str, i64); 10] = [
        ("本", 0),
        ("这", 0),
        ("当前", 0),
        ("当", 0),
        ("下下", 2),
        ("下", 1),
        ("上上", -2),
        ("上", -1),
        ("next", 1),
        ("this", 0),
    ];
    AWAY.iter().find_map(|(word, away)| {
        let rest = text.strip_prefix(word)?;
        let rest = rest.strip_prefix('一').unwrap_or(rest);
        let rest = rest.strip_prefix('个').unwrap_or(rest);
        units.iter().find_map(|unit| rest.strip_prefix(unit)).map(|rest| (*away, rest))
    })
}

/// The ten years from `start`, or the part of them that is named.
fn decade(start: i16, rest: &str) -> (DayRange, &str) {
    let halves = [("前半", 0, 4), ("上半", 0, 4), ("后半", 5, 9), ("下半", 5, 9)];
    for (word, first, last) in halves {
        if let Some(rest) = rest.strip_prefix(word) {
            return (years(start + first, start + last), rest.trim_start_matches(['段', '叶', '程']));
        }
    }
    ended(years(start, start + 9), rest)
}

/// A century, by how far it is from the twenty-first, which lasts from 2001 to 2100; or the part that is named.
fn century(away: i16, rest: &str) -> Option<(DayRange, &str)> {
    let first = Date::new(2001 + 100 * away, 1, 1).ok()?.year();
    // `本世纪30年代`
    let tens = || numeral::small(rest).and_then(|(tens, rest)| Some((u32::try_from(tens).ok()?, rest)));
    if let Some((tens, rest)) = number(rest, 2, 2).or_else(tens)
        && let Some(rest) = rest.strip_prefix("年代").filter(|_| tens % 10 == 0)
    {
        return Some(decade(first - 1 + i16::try_from(tens).ok()?, rest));
    }
    // Which years the middle of a century has, nobody says.
    if rest.starts_with('中') {
        return None;
    }
    let half = |first: i16, last: i16, rest| Some((years(first, last), rest));
    if let Some(rest) = rest.strip_prefix("上半叶").or_else(|| rest.strip_prefix("前半叶")) {
        return half(first, first + 49, rest);
    }
    if let Some(rest) = rest.strip_prefix("下半叶").or_else(|| rest.strip_prefix("后半叶")) {
        return half(first + 50, first + 99, rest);
    }
    Some(ended(years(first, first + 99), rest))
}
