//! When a claim is to come true: the 时间节点 column of a table of claims.
//!
//! ```text
//! horizon = hedge? ( negation | "到" | "截至" )? time ( "底" | "内" | "前" | "后" | … )?
//! time    = year ( "-" year )? | year part | relative
//! part    = month | quarter | "上半年" | "下半年" | "初" | "中" | "底"
//! ```
//!
//! Only words that name a time of the calendar get dates. `今年` and `明年` are counted from the note's own date.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use crate::language::lexicon;
use crate::model::{Horizon, HorizonKind};
use crate::parse::syntax::date::number;

/// Reads the words of a horizon. `said` is the day they were said on, as far as the note tells.
pub(crate) fn read(raw: &str, said: Option<Date>) -> Horizon {
    let text: String = raw.chars().filter(|character| !character.is_whitespace()).collect();
    let uncertain = lexicon::HEDGES.occur_in(&text);
    let (kind, start, end) = classify(&text, said);
    Horizon { raw: raw.trim().to_owned(), kind, start, end, uncertain }
}

type Reading = (HorizonKind, Option<Date>, Option<Date>);

fn classify(text: &str, said: Option<Date>) -> Reading {
    let bare = text.trim_matches(['-', '—', '–', '/', '（', '）', '(', ')']);
    if bare.is_empty()
        || lexicon::NO_TIMES.contains(bare)
        || bare.starts_with("未提及")
        || bare.starts_with("未明确")
    {
        return (HorizonKind::Unspecified, None, None);
    }
    calendar(text, said).unwrap_or_else(|| (without_dates(text), None, None))
}

fn without_dates(text: &str) -> HorizonKind {
    if lexicon::ONGOING.occur_in(text) || text == "已" {
        return HorizonKind::Ongoing;
    }
    let has_digit = text.chars().any(|character| character.is_ascii_digit());
    let counts = lexicon::COUNTING.occur_in(text) || has_digit && lexicon::COUNTED.occur_in(text);
    if !counts && lexicon::CONDITIONS.occur_in(text) {
        HorizonKind::Condition
    } else if counts || lexicon::SPANS.occur_in(text) {
        HorizonKind::Span
    } else if lexicon::TRENDS.occur_in(text) {
        HorizonKind::Trend
    } else {
        HorizonKind::Condition
    }
}

/// A stretch of the calendar, and how its words named its end.
struct Stretch {
    start: Date,
    end: Date,
    /// 底, 末: the end of it is meant.
    is_end: bool,
}

fn calendar(text: &str, said: Option<Date>) -> Option<Reading> {
    let (offset, stretch, after) = find_stretch(text, said)?;
    let before = &text[..offset];
    let ends_with = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let starts_with = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    if ends_with(&["不是", "不会在", "不在", "非", "不会是", "不太可能是", "不太可能在"])
    {
        return Some((HorizonKind::NotBefore, Some(next_day(stretch.end)?), None));
    }
    if starts_with(&["之前", "以前", "前"]) && !starts_with(&["前后"]) {
        // 2027年前 ends before that year begins, 2027年底前 with its end.
        let end = if stretch.is_end { stretch.end } else { stretch.start.checked_sub(1.day()).ok()? };
        return Some((HorizonKind::By, None, Some(end)));
    }
    if starts_with(&["起", "开始", "及以后", "及之后", "以来", "+", "至今"])
        || ends_with(&["从", "自", "早于", "最早", "最早在"])
    {
        return Some((HorizonKind::NotBefore, Some(stretch.start), None));
    }
    if starts_with(&["之后", "以后", "后"]) || ends_with(&["晚于"]) && !ends_with(&["不晚于"]) {
        return Some((HorizonKind::NotBefore, Some(next_day(stretch.end)?), None));
    }
    if stretch.is_end
        || ends_with(&["到", "至", "截至", "截止", "不晚于", "最迟", "最晚", "不迟于"])
        || starts_with(&["为止"])
    {
        return Some((HorizonKind::By, None, Some(stretch.end)));
    }
    Some((HorizonKind::Within, Some(stretch.start), Some(stretch.end)))
}

/// The first stretch of the calendar in the text: its offset, itself, and what stands after its words.
fn find_stretch(text: &str, said: Option<Date>) -> Option<(usize, Stretch, &str)> {
    for (offset, _) in text.char_indices() {
        let rest = &text[offset..];
        if let Some((year, after)) = year_at(rest, said)
            && !text[..offset].ends_with(|character: char| character.is_ascii_digit())
        {
            let (stretch, after) = part_of(year, after)?;
            // 2025-2027年, 2025年底至2026年初: from the first to the last.
            let joined = after.strip_prefix(['-', '–', '—', '~', '～', '至', '到', '或', '、', '/']);
            if let Some(next) = joined
                && let Some((last, after)) = year_at(next, said).or_else(|| short_year(next, year))
                && last >= year
            {
                let (until, after) = part_of(last, after)?;
                return Some((
                    offset,
                    Stretch { start: stretch.start, end: until.end, is_end: false },
                    after,
                ));
            }
            return Some((offset, stretch, after));
        }
    }
    None
}

/// A year at the start: `2027年`, `2027`, `今年`, `明年`.
fn year_at(text: &str, said: Option<Date>) -> Option<(i16, &str)> {
    if let Some((year, after)) = number(text, 4, 4) {
        let year = i16::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
        if after.starts_with(|character: char| character.is_ascii_digit()) {
            return None;
        }
        return Some((year, after.strip_prefix('年').unwrap_or(after)));
    }
    let said = said?.year();
    [("今年", 0), ("本年度", 0), ("明年", 1), ("后年", 2)]
        .iter()
        .find_map(|(word, years)| text.strip_prefix(word).map(|after| (said + years, after)))
}

/// The second year of `2025-27年`.
fn short_year(text: &str, first: i16) -> Option<(i16, &str)> {
    let (year, after) = number(text, 2, 2)?;
    let after = after.strip_prefix('年')?;
    Some((first - first % 100 + i16::try_from(year).ok()?, after))
}

/// Which part of the year is meant, and what stands after its words.
fn part_of(year: i16, text: &str) -> Option<(Stretch, &str)> {
    let months = |first: i8, last: i8, is_end: bool| -> Option<Stretch> {
        let start = Date::new(year, first, 1).ok()?;
        Some(Stretch { start, end: Date::new(year, last, 1).ok()?.last_of_month(), is_end })
    };
    if let Some(after) = text.strip_prefix("年代").or_else(|| text.strip_prefix("代")) {
        let stretch = Stretch {
            start: Date::new(year, 1, 1).ok()?,
            end: Date::new(year + 9, 12, 31).ok()?,
            is_end: false,
        };
        return Some((stretch, after));
    }
    const PARTS: [(&str, i8, i8, bool); 20] = [
        ("年底", 10, 12, true),
        ("年末", 10, 12, true),
        ("底", 10, 12, true),
        ("末", 10, 12, true),
        ("年初", 1, 3, false),
        ("初", 1, 3, false),
        ("上半年", 1, 6, false),
        ("下半年", 7, 12, false),
        ("第一季度", 1, 3, false),
        ("第二季度", 4, 6, false),
        ("第三季度", 7, 9, false),
        ("第四季度", 10, 12, false),
        ("一季度", 1, 3, false),
        ("二季度", 4, 6, false),
        ("三季度", 7, 9, false),
        ("四季度", 10, 12, false),
        ("Q1", 1, 3, false),
        ("Q2", 4, 6, false),
        ("Q3", 7, 9, false),
        ("Q4", 10, 12, false),
    ];
    for (word, first, last, is_end) in PARTS {
        if let Some(after) = text.strip_prefix(word) {
            return Some((months(first, last, is_end)?, after));
        }
    }
    if let Some(after) = text.strip_prefix("年中").or_else(|| text.strip_prefix("中")) {
        return Some((months(4, 9, false)?, after));
    }
    if let Some((month, after)) = number(text, 1, 2)
        && let Some(after) = after.strip_prefix('月')
    {
        let month = i8::try_from(month).ok()?;
        if let Some((day, after)) = number(after, 1, 2)
            && let Some(after) = after.strip_prefix(['日', '号'])
        {
            let day = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
            return Some((Stretch { start: day, end: day, is_end: true }, after));
        }
        let is_end = after.starts_with(['底', '末']);
        return Some((months(month, month, is_end)?, after.trim_start_matches(['底', '末', '份'])));
    }
    let whole = Stretch { start: date(year, 1, 1), end: date(year, 12, 31), is_end: false };
    Some((whole, text))
}

fn next_day(day: Date) -> Option<Date> {
    day.checked_add(Span::new().days(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, kind: HorizonKind, start: Option<Date>, end: Option<Date>, uncertain: bool) {
        let found = read(raw, Some(date(2026, 1, 26)));
        assert_eq!(found, Horizon { raw: raw.to_owned(), kind, start, end, uncertain }, "{raw}");
    }

    #[test]
    fn years_and_their_parts() {
        use HorizonKind::{By, NotBefore, Within};
        let day = |year, month, day| Some(date(year, month, day));
        check("2027年底前", By, None, day(2027, 12, 31), false);
        check("2027年底", By, None, day(2027, 12, 31), false);
        check("到2030年", By, None, day(2030, 12, 31), false);
        check("2027年前", By, None, day(2026, 12, 31), false);
        check("2026年6月30日前", By, None, day(2026, 6, 30), false);
        check("2026年", Within, day(2026, 1, 1), day(2026, 12, 31), false);
        check("2026 年内", Within, day(2026, 1, 1), day(2026, 12, 31), false);
        check("2026年上半年", Within, day(2026, 1, 1), day(2026, 6, 30), false);
        check("2026年Q2", Within, day(2026, 4, 1), day(2026, 6, 30), false);
        check("2025-2027年", Within, day(2025, 1, 1), day(2027, 12, 31), false);
        check("2026年或2027年", Within, day(2026, 1, 1), day(2027, 12, 31), true);
        check("2030年左右", Within, day(2030, 1, 1), day(2030, 12, 31), true);
        check("可能不是2026年", NotBefore, day(2027, 1, 1), None, true);
        check("2027年之后", NotBefore, day(2028, 1, 1), None, false);
        check("2027年起", NotBefore, day(2027, 1, 1), None, false);
        check("今年", Within, day(2026, 1, 1), day(2026, 12, 31), false);
        check("明年年底前", By, None, day(2027, 12, 31), false);
    }

    #[test]
    fn times_outside_the_calendar_get_no_dates() {
        let cases = [
            ("未来数年", HorizonKind::Span),
            ("3-5年内", HorizonKind::Span),
            ("未来12个月", HorizonKind::Span),
            ("未来趋势", HorizonKind::Trend),
            ("长期", HorizonKind::Trend),
            ("持续进行中", HorizonKind::Ongoing),
            ("当前", HorizonKind::Ongoing),
            ("物质极度丰富时代", HorizonKind::Condition),
            ("AGI实现后", HorizonKind::Condition),
            ("未提及", HorizonKind::Unspecified),
            ("—", HorizonKind::Unspecified),
            ("", HorizonKind::Unspecified),
        ];
        for (raw, kind) in cases {
            check(raw, kind, None, None, false);
        }
    }

    #[test]
    fn relative_years_need_the_day_they_were_said_on() {
        assert_eq!(read("明年", None).kind, HorizonKind::Span);
        assert_eq!(read("明年", None).start, None);
    }
}
