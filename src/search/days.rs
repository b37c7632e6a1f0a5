//! The days that a reader names: a year, a month, a day, or how far away from today.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

use crate::parse::{day_after, period};

/// What a reader calls some days; which they are, today decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDays(String);

/// The day to take for today.
#[derive(Debug, Clone, Copy)]
pub enum Today {
    /// One that somebody names.
    Named(Date),
    /// What the clock says where the reader is; asked only where it matters, since that reads the system's time zones.
    Clock(fn() -> Date),
}

/// Some days in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first of them.
    pub first: Date,
    /// The last of them.
    pub last: Date,
}

/// Words that name no days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownDays(String);

/// Forms that are understood, for those who typed another.
pub(super) const FORMS: [&str; 9] =
    ["2026", "2026-03", "2026年3月5日", "今年", "上个月", "昨天", "最近7天", "last month", "3 days ago"];

impl fmt::Display for UnknownDays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` names no time; try one such as {}", self.0, FORMS.join(", "))
    }
}

impl std::error::Error for UnknownDays {}

impl Today {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            Today::Named(day) => day,
            Today::Clock(ask) => ask(),
        }
    }
}

impl From<Date> for Today {
    fn from(day: Date) -> Self {
        Today::Named(day)
    }
}

impl NamedDays {
    /// The days that are meant on this one.
    ///
    /// # Errors
    /// If the calendar has none such, as February 29 in most years.
    pub fn on(&self, today: Today) -> Result<Period, UnknownDays> {
        let days = period(&self.0, today.date()).ok_or_else(|| UnknownDays(self.0.clone()))?;
        Ok(Period { first: days.0, last: days.1 })
    }
}

impl fmt::Display for NamedDays {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for NamedDays {
    type Err = UnknownDays;

    fn from_str(text: &str) -> Result<NamedDays, UnknownDays> {
        /// Of a leap year: what the calendar has in some year may be meant.
        const SOME_DAY: Date = date(2024, 2, 29);
        let named = NamedDays(text.to_owned());
        named.on(SOME_DAY.into())?;
        Ok(named)
    }
}

/// What a reader calls a length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLength(String);

/// Words that name no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no length of time; try one such as {forms}", forms = LENGTHS.join(", "))]
pub struct UnknownLength(String);

/// Forms that are understood, for those who typed another.
const LENGTHS: [&str; 8] = ["6m", "2w", "90d", "1y", "半年", "三个月", "6 months", "今年"];

impl NamedLength {
    /// The day that is so much later; the last of the calendar where that is beyond it.
    pub fn after(&self, day: Date) -> Date {
        day_after(&self.0, day).unwrap_or(Date::MAX)
    }
}

impl FromStr for NamedLength {
    type Err = UnknownLength;

    fn from_str(text: &str) -> Result<NamedLength, UnknownLength> {
        match day_after(text, date(2000, 1, 1)) {
            Some(_) => Ok(NamedLength(text.to_owned())),
            None => Err(UnknownLength(text.to_owned())),
        }
    }
}

/// The days up to which something is to be: so long from today on, or days that have a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedSpan {
    /// From today on.
    Length(NamedLength),
    /// These days.
    Days(NamedDays),
}

impl NamedSpan {
    /// The days that are meant today.
    ///
    /// # Errors
    /// If the calendar has none such.
    pub fn on(&self, today: Today) -> Result<Period, UnknownDays> {
        match self {
            NamedSpan::Length(length) => {
                let first = today.date();
                Ok(Period { first, last: length.after(first) })
            }
            NamedSpan::Days(days) => days.on(today),
        }
    }
}

impl FromStr for NamedSpan {
    type Err = UnknownLength;

    fn from_str(text: &str) -> Result<NamedSpan, UnknownLength> {
        let length = text.parse();
        match (length, text.parse()) {
            (Ok(length), _) => Ok(NamedSpan::Length(length)),
            (Err(_), Ok(days)) => Ok(NamedSpan::Days(days)),
            (Err(error), Err(_)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_length_from_today_on_or_named_days() {
        let span = |text: &str| {
            let days = text.parse::<NamedSpan>().unwrap().on(date(2026, 3, 5).into()).unwrap();
            (days.first.to_string(), days.last.to_string())
        };
        let both = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        assert_eq!(span("6m"), both("2026-03-05", "2026-09-05"));
        assert_eq!(span("今年"), both("2026-01-01", "2026-12-31"));
        assert_eq!(span("2027"), both("2027-01-01", "2027-12-31"));
        assert_eq!(span("next month"), both("2026-04-01", "2026-04-30"));
        assert!("随便".parse::<NamedSpan>().is_err());
    }

    #[test]
    fn each_form_that_is_told_is_understood() {
        for form in FORMS {
            assert!(form.parse::<NamedDays>().is_ok(), "{form}");
        }
        let error = "随便".parse::<NamedDays>().unwrap_err().to_string();
        assert!(error.contains("`随便`") && error.contains("上个月"), "{error}");
    }

    #[test]
    fn each_length_that_is_told_is_understood() {
        for form in LENGTHS {
            assert!(form.parse::<NamedSpan>().is_ok(), "{form}");
        }
        let error = "随便".parse::<NamedLength>().unwrap_err().to_string();
        assert!(error.contains("`随便`") && error.contains("半年"), "{error}");
    }

    #[test]
    fn today_decides_which_days_are_meant() {
        let days = |text: &str, today: Date| text.parse::<NamedDays>().unwrap().on(today.into());
        let last_month = days("上个月", date(2026, 1, 15)).unwrap();
        assert_eq!((last_month.first, last_month.last), (date(2025, 12, 1), date(2025, 12, 31)));
        assert!(days("2月29日", date(2028, 5, 1)).is_ok());
        assert!(days("2月29日", date(2026, 5, 1)).is_err());
    }
}
