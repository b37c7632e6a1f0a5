//! Values of one key that can't all be right. Other keys may have many: guests, addresses, dates of changes.

use super::metadata_keys::{MetadataFact, fact};
use crate::parse::syntax::date::{Days, FoundDays, days};
use crate::parse::syntax::quantity::duration_seconds;

/// Lengths that differ by so few seconds may be rounded.
const ROUNDED: u32 = 60;

/// What two values of a key say differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// The day of the talk.
    Days,
    /// How long the recording is.
    Length,
}

/// What two values of a key of the metadata say differently, if that has only one right answer.
pub fn contradiction(key: &str, one: &str, other: &str) -> Option<Contradiction> {
    match fact(key)? {
        MetadataFact::Date => match (days(one), days(other)) {
            (FoundDays::Days(one), FoundDays::Days(other)) => {
                let end = |days: &Days| days.last.unwrap_or(days.first);
                let share_one = one.first <= end(&other) && other.first <= end(&one);
                (!share_one).then_some(Contradiction::Days)
            }
            _ => None,
        },
        MetadataFact::Duration => {
            let (one, other) = (duration_seconds(one)?, duration_seconds(other)?);
            (one.abs_diff(other) > ROUNDED).then_some(Contradiction::Length)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_length_have_one_right_value_and_guests_have_many() {
        let days = Some(Contradiction::Days);
        assert_eq!(contradiction("发布时间", "2026-01-26", "2026年2月1日"), days);
        assert_eq!(contradiction("发布时间", "2026-01-26", "2026年1月26日 10:00"), None);
        assert_eq!(contradiction("日期", "2026-01-26", "未提及"), None);
        assert_eq!(contradiction("更新", "2026-01-26", "2026-02-01"), None);
        assert_eq!(contradiction("嘉宾", "岑远", "邬晓山"), None);
        assert_eq!(contradiction("时长", "50分钟", "1小时20分钟"), Some(Contradiction::Length));
        assert_eq!(contradiction("时长", "50分钟", "49:48"), None);
    }
}
