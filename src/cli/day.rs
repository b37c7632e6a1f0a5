//! Days as users write them: `2026`, `2026-01`, `2026-01-26`. A shorter form is the whole year or month.

use anyhow::{Context as _, bail};
use jiff::civil::{Date, date};

/// A day, month or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    /// Its first day.
    pub(super) first: Date,
    /// Its last day.
    pub(super) last: Date,
}

impl std::str::FromStr for Period {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Period> {
        let is_chinese = text.contains('年');
        let number = |digits: &str, length| {
            let right = (digits.len() == length || is_chinese && (1..=length).contains(&digits.len()))
                && digits.bytes().all(|byte| byte.is_ascii_digit());
            if right { digits.parse::<i16>().ok() } else { None }
        };
        // 2026年1月 is 2026-1.
        let plain = text.trim().replace(['年', '月'], "-").replace(['日', '号'], "");
        let parts: Vec<&str> = plain.trim_end_matches('-').split(['-', '/', '.']).collect();
        let wanted = "expected a year, month or day such as 2026, 2026-01 or 2026-01-26";
        let days = match parts[..] {
            [year] => {
                number(year, 4).map(|year| Period { first: date(year, 1, 1), last: date(year, 12, 31) })
            }
            [year, month] => match (number(year, 4), number(month, 2)) {
                (Some(year), Some(month)) => {
                    let first = Date::new(year, month as i8, 1).context(wanted)?;
                    Some(Period { first, last: first.last_of_month() })
                }
                _ => None,
            },
            [year, month, day] => match (number(year, 4), number(month, 2), number(day, 2)) {
                (Some(year), Some(month), Some(day)) => {
                    let day =
                        Date::new(year, month as i8, day as i8).context("no such day in the calendar")?;
                    Some(Period { first: day, last: day })
                }
                _ => None,
            },
            _ => None,
        };
        match days {
            Some(days) => Ok(days),
            None => bail!(wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_or_month_is_all_its_days() {
        let days = |text: &str| text.parse::<Period>().ok().map(|days| (days.first, days.last));
        assert_eq!(days("2026"), Some((date(2026, 1, 1), date(2026, 12, 31))));
        assert_eq!(days("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(days("2026/01/26"), Some((date(2026, 1, 26), date(2026, 1, 26))));
        assert_eq!(days("2026年"), days("2026"));
        assert_eq!(days("2026年1月"), days("2026-01"));
        assert_eq!(days("2026年1月6日"), days("2026-01-06"));
        for bad in ["", "26", "2026-13", "2026-02-30", "2026-1-1", "next year", "二零二六"] {
            assert_eq!(days(bad), None, "{bad}");
        }
    }
}
