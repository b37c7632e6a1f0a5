//! Lengths of time as notes write them: `三到五年`, `半年`, `1.5年`, `一年半`, `6-12个月`.
//!
//! ```text
//! lengths = length ( joint length )? | amount joint length        ; `3-5年`: the unit of the second
//! length  = amount "个"? "半"? unit "半"? ( "零" length )?
//! amount  = digits ( "." digit )? | Chinese numeral | two digits side by side | "半"
//! ```
//!
//! Only what is counted exactly is one: `十几年`, `数年` and `20多年` are none.

use jiff::Span;
use jiff::civil::Date;

use super::numeral::{self, Amount};

/// A length of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    months: i32,
    days: i32,
}

/// One length, or from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths {
    pub(super) first: Length,
    pub(super) last: Option<Length>,
}

impl Lengths {
    /// The longer one.
    pub(super) fn longest(self) -> Length {
        self.last.unwrap_or(self.first)
    }
}

impl Length {
    /// The day that is so much later; `None` beyond the calendar.
    pub(super) fn after(self, day: Date) -> Option<Date> {
        day.checked_add(self.span()).ok()
    }

    /// The day that was so much earlier.
    pub(super) fn before(self, day: Date) -> Option<Date> {
        day.checked_sub(self.span()).ok()
    }

    fn span(self) -> Span {
        Span::new().months(self.months).days(self.days)
    }

    fn of_months(months: i32) -> Self {
        Length { months, days: 0 }
    }

    /// In days of a usual month, to compare by.
    fn size(self) -> i32 {
        self.months * 30 + self.days
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Years(i32),
    Months(i32),
    Weeks,
    DayRange,
    Hours,
}

/// Words for units; of those with one beginning the longer first. 月 counts behind 个 alone: 3月 is March.
const UNITS: [(&str, Unit); 25] = [
    ("年头", Unit::Years(1)),
    ("年", Unit::Years(1)),
    ("财年", Unit::Years(1)),
    ("自然年", Unit::Years(1)),
    ("十年", Unit::Years(10)),
    ("世纪", Unit::Years(100)),
    ("季度", Unit::Months(3)),
    ("周", Unit::Weeks),
    ("星期", Unit::Weeks),
    ("礼拜", Unit::Weeks),
    ("天", Unit::DayRange),
    ("日", Unit::DayRange),
    ("小时", Unit::Hours),
    ("years", Unit::Years(1)),
    ("year", Unit::Years(1)),
    ("decades", Unit::Years(10)),
    ("decade", Unit::Years(10)),
    ("quarters", Unit::Months(3)),
    ("quarter", Unit::Months(3)),
    ("months", Unit::Months(1)),
    ("month", Unit::Months(1)),
    ("weeks", Unit::Weeks),
    ("week", Unit::Weeks),
    ("days", Unit::DayRange),
    ("day", Unit::DayRange),
];

/// What stands between two of them.
pub(super) const JOINTS: [&str; 15] =
    ["——", "--", "-", "–", "—", "−", "‑", "~", "〜", "→", "至", "到", "或", "、", "/"];

/// What stands behind a joint.
pub(super) fn after_joint(text: &str) -> Option<&str> {
    JOINTS.iter().find_map(|joint| text.strip_prefix(joint))
}

/// Reads one or two lengths at the start of a text; gives what stands behind them. `counts`: the words before tell that
/// something is counted, so that 月 is a unit.
pub(super) fn read(text: &str, counts: bool) -> Option<(Lengths, &str)> {
    let (amount, rest) = numeral::read(text)?;
    // `3-5年`: the unit is the second's. A joint between two digits side by side (`三、五年`) is one too.
    if let Amount::One(tenths) = amount
        && let Some(next) = after_joint(rest)
        && let Some((Amount::One(second), after)) = numeral::read(next)
        && let Some((first, _)) = with_unit(tenths, without_half(after), counts)
        && let Some((last, after)) = with_unit(second, after, counts)
    {
        return (first.size() < last.size()).then_some((Lengths { first, last: Some(last) }, after));
    }
    let (lengths, rest) = match amount {
        Amount::One(tenths) => {
            let (first, rest) = with_unit(tenths, rest, counts)?;
            (Lengths { first, last: None }, rest)
        }
        Amount::Two(one, other) => {
            let (first, _) = with_unit(one, rest, counts)?;
            let (last, rest) = with_unit(other, rest, counts)?;
            (Lengths { first, last: Some(last) }, rest)
        }
    };
    // `半年到一年`, `1年至18个月`
    if lengths.last.is_none()
        && let Some(next) = after_joint(rest)
        && let Some((Amount::One(tenths), after)) = numeral::read(next)
        && let Some((last, after)) = with_unit(tenths, after, counts)
        && lengths.first.size() < last.size()
    {
        return Some((Lengths { last: Some(last), ..lengths }, after));
    }
    Some((lengths, rest))
}

/// `到一年半` counts the half of the second alone.
fn without_half(text: &str) -> &str {
    const ENDS: [&str; 1] = ["年半"];
    ENDS.iter().find_map(|end| text.strip_prefix(end).map(|_| "年")).unwrap_or(text)
}

fn with_unit(tenths: i32, text: &str, counts: bool) -> Option<(Length, &str)> {
    let (is_counted, rest) = match text.strip_prefix('个') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    // `一个半月`
    let (tenths, rest) = match rest.strip_prefix('半') {
        Some(rest) if is_counted => (tenths + 5, rest),
        _ => (tenths, rest),
    };
    let rest = rest.strip_prefix('整').unwrap_or(rest);
    let (unit, rest) = UNITS
        .iter()
        .find_map(|(word, unit)| rest.strip_prefix(word).map(|rest| (*unit, rest)))
        // 三季度 is the third.
        .filter(|(unit, _)| is_counted || *unit != Unit::Months(3))
        .or_else(|| {
            let rest = rest.strip_prefix('月').filter(|_| is_counted || counts)?;
            Some((Unit::Months(1), rest))
        })?;
    let length = of(tenths, unit)?;
    let is_whole_year = matches!(unit, Unit::Years(1));
    if is_whole_year
        && let Some(rest) = rest.strip_prefix('半').filter(|rest| !rest.starts_with(['年', '载']))
    {
        return Some((Length { months: length.months + 6, ..length }, rest));
    }
    // `一年零三个月`, `1年6个月`
    if is_whole_year
        && let Some((Amount::One(tenths), rest)) = numeral::read(rest.trim_start_matches(['零', '又']))
        && let Some(rest) = rest.strip_prefix("个月")
    {
        return Some((Length::of_months(length.months + tenths / 10), rest));
    }
    // `三年多`
    (!rest.starts_with(['多', '余'])).then_some((length, rest))
}

/// So many tenths of a unit; `None` where that is no whole number of months or days.
fn of(tenths: i32, unit: Unit) -> Option<Length> {
    let whole = |tenths: i32| (tenths % 10 == 0).then_some(tenths / 10);
    Some(match unit {
        Unit::Years(years) => Length::of_months(whole(tenths.checked_mul(12 * years)?)?),
        Unit::Months(3) => Length::of_months(whole(tenths * 3)?),
        // Half a month is fifteen days.
        Unit::Months(_) => Length { months: tenths / 10, days: whole(tenths % 10 * 30)? },
        Unit::Weeks => Length { months: 0, days: whole(tenths * 7)? },
        Unit::DayRange => Length { months: 0, days: whole(tenths)? },
        // Less than a day is no time of the calendar.
        Unit::Hours => Length { months: 0, days: (tenths % 240 == 0).then_some(tenths / 240)? },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, first: (i32, i32), last: Option<i32>) {
        let (months, days) = first;
        let lengths = Lengths { first: Length { months, days }, last: last.map(Length::of_months) };
        assert_eq!(read(text, false), Some((lengths, "")), "{text}");
    }

    #[test]
    fn lengths_in_every_form() {
        for (text, months, days) in [
            ("3年", 36, 0),
            ("三年", 36, 0),
            ("两年", 24, 0),
            ("十五年", 180, 0),
            ("二十年", 240, 0),
            ("半年", 6, 0),
            ("一年半", 18, 0),
            ("1年半", 18, 0),
            ("1.5年", 18, 0),
            ("一年零三个月", 15, 0),
            ("1年6个月", 18, 0),
            ("18个月", 18, 0),
            ("十二个月", 12, 0),
            ("半个月", 0, 15),
            ("一个半月", 1, 15),
            ("两个季度", 6, 0),
            ("半个世纪", 600, 0),
            ("两个十年", 240, 0),
            ("3周", 0, 21),
            ("两个星期", 0, 14),
            ("90天", 0, 90),
            ("一百年", 1_200, 0),
        ] {
            check(text, (months, days), None);
        }
    }

    #[test]
    fn from_one_length_to_another() {
        for (text, first, last) in [
            ("3-5年", 36, 60),
            ("3~5年", 36, 60),
            ("三到五年", 36, 60),
            ("三至五年", 36, 60),
            ("三年到五年", 36, 60),
            ("三五年", 36, 60),
            ("三、五年", 36, 60),
            ("两三年", 24, 36),
            ("一两年", 12, 24),
            ("五六年", 60, 72),
            ("十五六年", 180, 192),
            ("二三十年", 240, 360),
            ("1——2年", 12, 24),
            ("6-12个月", 6, 12),
            ("半年到一年", 6, 12),
            ("一到一年半", 12, 18),
            ("1年至18个月", 12, 18),
            ("1.5-2年", 18, 24),
        ] {
            check(text, (first, 0), Some(last));
        }
    }

    #[test]
    fn what_nobody_counts_is_no_length() {
        for text in [
            "几年",
            "数年",
            "十几年",
            "20多年",
            "十余年",
            "十来年",
            "三年多",
            "3月",
            "年",
            "5-3年",
            "多年",
            "二五年",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }
}
