//! The forms of `tests/horizons.txt`, which were said on 26 January 2026, and what depends on the day.

use jiff::civil::Date;

use super::read;
use crate::model::{Horizon, HorizonKind};

const SAID: Date = jiff::civil::date(2026, 1, 26);
const FORMS: &str = include_str!("../../../../tests/horizons.txt");

#[test]
fn every_form_is_read() {
    let mut count = 0;
    let mut faults = Vec::new();
    for row in FORMS.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (expected, forms) = row.split_once(": ").unwrap();
        for raw in forms.split(" ¦ ") {
            count += 1;
            let found = written(&read(raw, Some(SAID)));
            if found != expected {
                faults.push(format!("{raw}: {found} instead of {expected}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(count >= 500, "only {count} forms");
    assert_eq!(read("", Some(SAID)).kind, HorizonKind::Unspecified);
}

/// A horizon as a row of the table has it.
fn written(horizon: &Horizon) -> String {
    let Horizon { kind, start, end, relative, uncertain, .. } = horizon;
    let kind = match kind {
        HorizonKind::NotBefore => "not_before".to_owned(),
        kind => format!("{kind:?}").to_lowercase(),
    };
    let days = [start, end].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    let flag = |is: &bool, name| if *is { format!(" {name}") } else { String::new() };
    format!("{kind} {}..{}{}{}", days[0], days[1], flag(relative, "relative"), flag(uncertain, "uncertain"))
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

#[test]
fn the_day_is_exact() {
    assert_eq!(read("72小时内", Some(SAID)).end, day(2026, 1, 29));
    assert_eq!(read("明天", Some(SAID)).end, day(2026, 1, 27));
    assert_eq!(read("二季度末", Some(SAID)).end, day(2026, 6, 30));
    assert_eq!(read("20世纪末", Some(SAID)).kind, HorizonKind::Past);
    assert_eq!(read("6月中下旬", Some(SAID)).end, day(2026, 6, 30));
    let end = |raw, said| read(raw, said).end;
    assert_eq!(end("一个月内", day(2026, 1, 31)), day(2026, 2, 28));
    assert_eq!(end("一年内", day(2024, 2, 29)), day(2025, 2, 28));
    assert_eq!(end("三个月内", day(2025, 11, 30)), day(2026, 2, 28));
    assert_eq!(read("三到五年", day(2024, 2, 29)).start, day(2027, 2, 28));
    assert_eq!(end("冬季", day(2027, 11, 1)), day(2028, 2, 29));
    assert_eq!(read("年初", day(2026, 11, 25)).kind, HorizonKind::Past);
    assert_eq!(read("2026年6月30日前", day(2026, 6, 30)).kind, HorizonKind::By);
    assert_eq!(read("2026年6月30日前", day(2026, 7, 1)).kind, HorizonKind::Past);
}

#[test]
fn without_a_day_nothing_is_counted_and_nothing_is_past() {
    for raw in [
        "明年",
        "3-5年内",
        "三年后",
        "过去十年",
        "年底前",
        "Q3",
        "下半年",
        "6月30日前",
        "未来两年",
        "本十年",
        "过去几年",
        "上个月",
    ] {
        let found = read(raw, None);
        let expected = (HorizonKind::Span, None, None, false);
        assert_eq!((found.kind, found.start, found.end, found.relative), expected, "{raw}");
    }
    for (raw, kind, start, end) in [
        ("2019年", HorizonKind::Within, day(2019, 1, 1), day(2019, 12, 31)),
        ("2027年底前", HorizonKind::By, None, day(2027, 12, 31)),
        ("2026年及未来两年", HorizonKind::Within, day(2026, 1, 1), day(2028, 12, 31)),
        ("从去年起", HorizonKind::Ongoing, None, None),
        ("未来趋势", HorizonKind::Trend, None, None),
    ] {
        let found = read(raw, None);
        assert_eq!((found.kind, found.start, found.end, found.relative), (kind, start, end, false), "{raw}");
    }
}
