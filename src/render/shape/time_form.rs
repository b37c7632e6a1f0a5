//! Days, and times in seconds, in a form as strftime has it. Names of days and months are in the language that is spoken.

use jiff::civil::{Date, Time, Weekday};
use jiff::fmt::strtime;

use super::super::Language;
use super::{Field, FieldKind};
use crate::text::width::clean;

/// What a form may have of a day and of a time.
const OF_DAYS: &str = "%Y %y %m %d %e %B %b %A %a %j %U %V %F";
const OF_TIMES: &str = "%H %I %M %S %p %T %R";

/// A form of days, or of times if that is what the fields hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TimeForm {
    form: String,
    language: Language,
}

impl TimeForm {
    /// Reads a form for fields.
    ///
    /// # Errors
    /// If one of them is neither a day nor a time, or has not all that the form asks for.
    pub(super) fn parse(form: &str, fields: &[Field], language: Language) -> Result<TimeForm, String> {
        let form = TimeForm { form: clean(form).into_owned(), language };
        for field in fields {
            let (example, known) = match field.kind {
                FieldKind::Day => ("2026-01-26", OF_DAYS),
                FieldKind::Seconds => ("754", OF_TIMES),
                _ => {
                    return Err(format!(
                        "`{}` is neither a day nor a time in seconds: `{}` is no form of it",
                        field.name, form.form
                    ));
                }
            };
            let is_wrong = |conversion: &&str| {
                let alone = TimeForm { form: (*conversion).to_owned(), language };
                alone.fill(field.kind, example).is_err()
            };
            if let Some(wrong) = pieces(&form.form).find(is_wrong) {
                return Err(format!("`{wrong}` is nothing that `{}` has; it takes {known}", field.name));
            }
        }
        Ok(form)
    }

    /// A value in this form; empty where there is none.
    pub(super) fn fill(&self, kind: FieldKind, value: &str) -> Result<String, jiff::Error> {
        if value.is_empty() {
            return Ok(String::new());
        }
        let written = match kind {
            FieldKind::Day => {
                let day: Date = value.parse()?;
                strtime::format(self.spoken(|conversion| of_day(conversion, day)), day)?
            }
            _ => {
                let seconds: i64 = value.parse().unwrap_or_default();
                let time = Time::midnight().checked_add(jiff::SignedDuration::from_secs(seconds))?;
                strtime::format(self.spoken(|conversion| of_time(conversion, time)), time)?
            }
        };
        Ok(clean(&written).into_owned())
    }

    /// The form with what is a word in Chinese where that is spoken.
    fn spoken(&self, chinese: impl Fn(char) -> Option<String>) -> String {
        if self.language == Language::English {
            return self.form.clone();
        }
        let said = |piece: &str| {
            let conversion = piece.strip_prefix('%').and_then(|rest| rest.chars().next_back());
            conversion.and_then(&chinese).unwrap_or_else(|| piece.to_owned())
        };
        pieces(&self.form).map(said).collect()
    }
}

/// What stands for the name of a day or a month, or for a day as a whole.
fn of_day(conversion: char, day: Date) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"];
    let weekday = match day.weekday() {
        Weekday::Monday => "一",
        Weekday::Tuesday => "二",
        Weekday::Wednesday => "三",
        Weekday::Thursday => "四",
        Weekday::Friday => "五",
        Weekday::Saturday => "六",
        Weekday::Sunday => "日",
    };
    let month = usize::try_from(day.month()).ok().and_then(|month| month.checked_sub(1))?;
    Some(match conversion {
        'A' => format!("星期{weekday}"),
        'a' => format!("周{weekday}"),
        'B' => (*MONTHS.get(month)?).to_owned(),
        'b' | 'h' => format!("{}月", day.month()),
        'x' => "%Y年%m月%d日".to_owned(),
        _ => return None,
    })
}

/// What stands for a half of the day.
fn of_time(conversion: char, time: Time) -> Option<String> {
    let half = if time.hour() < 12 { "上午" } else { "下午" };
    match conversion {
        'p' | 'P' => Some(half.to_owned()),
        'r' => Some(format!("{half}%I:%M:%S")),
        _ => None,
    }
}

/// A form in its conversions and what stands between them.
///
/// ```text
/// conversion = "%" ("_" | "-" | "0" | "^" | "#" | ":" | "." | digit)* character
/// ```
fn pieces(form: &str) -> impl Iterator<Item = &str> {
    let mut rest = form;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = match rest.strip_prefix('%') {
            None => rest.find('%').unwrap_or(rest.len()),
            Some(behind) => {
                let is_flag = |mark: char| "_-0^#:.".contains(mark) || mark.is_ascii_digit();
                let conversion = behind.find(|mark| !is_flag(mark)).unwrap_or(behind.len());
                let length = behind[conversion..].chars().next().map_or(0, char::len_utf8);
                1 + conversion + length
            }
        };
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: Field = Field { name: "date", kind: FieldKind::Day };
    const TIME: Field = Field { name: "time", kind: FieldKind::Seconds };

    #[track_caller]
    fn check(form: &str, field: Field, value: &str, english: &str, chinese: &str) {
        for (language, expect) in [(Language::English, english), (Language::Chinese, chinese)] {
            let form = TimeForm::parse(form, &[field], language).unwrap();
            assert_eq!(form.fill(field.kind, value).unwrap(), expect);
        }
    }

    #[test]
    fn names_are_in_the_language_that_is_spoken() {
        check("%A, %-d %B %Y", DATE, "2026-11-01", "Sunday, 1 November 2026", "星期日, 1 十一月 2026");
        check("%a %b %%a", DATE, "2026-01-26", "Mon Jan %a", "周一 1月 %a");
        check("%Y年%m月", DATE, "2026-01-26", "2026年01月", "2026年01月");
        check("%I:%M %p", TIME, "46800", "01:00 PM", "01:00 下午");
    }

    #[test]
    fn what_no_day_has_is_told_with_what_it_has() {
        for (form, wrong) in [("%Q", "%Q"), ("%Y %H", "%H"), ("%Y-%!", "%!"), ("%Y%", "%")] {
            let error = TimeForm::parse(form, &[DATE], Language::English).unwrap_err();
            assert!(
                error.starts_with(&format!("`{wrong}` is nothing that `date` has; it takes %Y")),
                "{error}"
            );
        }
        assert!(TimeForm::parse("%Y", &[TIME], Language::Chinese).is_err());
    }
}
