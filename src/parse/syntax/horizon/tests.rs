//! Every row of the table of horizons in many written forms, for words that were said on 26 January 2026.

use jiff::civil::Date;

use super::read;
use crate::model::{Horizon, HorizonKind};

const SAID: Date = jiff::civil::date(2026, 1, 26);

/// Forms that mean the same, and what that is: the kind, the first and the last day.
type Row<'r> = (&'r [&'r str], HorizonKind, Option<Date>, Option<Date>, Days);

/// Whether the days were counted, and whether they are a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    Told,
    Guessed,
    Counted,
    CountedGuess,
}

fn check(rows: &[Row<'_>]) {
    let mut faults = Vec::new();
    for (forms, kind, start, end, days) in rows {
        let (relative, uncertain) = match days {
            Days::Told => (false, false),
            Days::Guessed => (false, true),
            Days::Counted => (true, false),
            Days::CountedGuess => (true, true),
        };
        for raw in *forms {
            let expected = Horizon {
                raw: (*raw).to_owned(),
                kind: *kind,
                start: *start,
                end: *end,
                relative,
                uncertain,
            };
            let found = read(raw, Some(SAID));
            if found != expected {
                faults.push(format!("{raw}: {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

#[test]
fn a_length_of_time_ends_so_much_later() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "3年内",
                "三年内",
                "３年内",
                "3 年内",
                "三年以内",
                "三年之内",
                "未来三年",
                "未来3年",
                "未來三年",
                "未来三年内",
                "今后三年",
                "接下来三年",
                "接下来的三年内",
                "再过三年",
                "3年",
                "三年",
                "不出三年",
                "不到三年",
                "三年内实现",
                "最迟三年",
                "最多三年",
                "不超过3年",
                "预计3年内",
                "有望在三年内",
                "AGI将在三年内实现",
                "短期（3年内）",
                "≤3年",
            ],
            By,
            None,
            day(2029, 1, 26),
            Counted,
        ),
        (
            &["约3年内", "约三年", "三年左右", "大约三年内", "3年前后", "可能三年内"],
            By,
            None,
            day(2029, 1, 26),
            CountedGuess,
        ),
        (&["两年内", "2年内", "二年内", "兩年內", "未来两年"], By, None, day(2028, 1, 26), Counted),
        (
            &[
                "半年内",
                "半年",
                "未来半年",
                "6个月内",
                "六个月内",
                "未来6个月",
                "未来6 个月",
                "6個月內",
                "两个季度内",
            ],
            By,
            None,
            day(2026, 7, 26),
            Counted,
        ),
        (
            &["一年半", "1年半内", "一年半之内", "18个月内", "未来18个月", "1.5年", "一年零六个月内"],
            By,
            None,
            day(2027, 7, 26),
            Counted,
        ),
        (&["十五年", "15年内", "未来十五年"], By, None, day(2041, 1, 26), Counted),
        (&["二十年内", "20年"], By, None, day(2046, 1, 26), Counted),
        (&["未来十年", "十年内", "10年内", "一个十年", "近十年"], By, None, day(2036, 1, 26), Counted),
        (&["一个月内", "1个月内", "未来一个月"], By, None, day(2026, 2, 26), Counted),
        (&["两周内", "2周", "两个星期内"], By, None, day(2026, 2, 9), Counted),
        (&["30天内", "三十天内"], By, None, day(2026, 2, 25), Counted),
        (&["半个月内"], By, None, day(2026, 2, 10), Counted),
    ]);
}

#[test]
fn a_range_of_lengths_is_from_the_first_to_the_last() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "3-5年内",
                "3-5年",
                "３－５年",
                "3–5年内",
                "3—5年",
                "3~5年",
                "3～5年",
                "3至5年",
                "三到五年",
                "三至五年",
                "三到五年内",
                "三五年内",
                "三、五年",
                "未来3-5年",
                "未来三到五年",
                "未来 3 - 5 年",
                "三年到五年",
                "短期（3-5年）",
                "预计3-5年",
                "将在3-5年内",
            ],
            Within,
            day(2029, 1, 26),
            day(2031, 1, 26),
            Counted,
        ),
        (
            &["约3-5年", "三到五年左右", "大概三五年"],
            Within,
            day(2029, 1, 26),
            day(2031, 1, 26),
            CountedGuess,
        ),
        (&["两三年内", "2-3年", "两到三年"], Within, day(2028, 1, 26), day(2029, 1, 26), Counted),
        (&["一两年内", "1-2年", "一到两年", "一至二年"], Within, day(2027, 1, 26), day(2028, 1, 26), Counted),
        (
            &["近6-12个月", "未来6-12个月", "6到12个月", "6个月到1年", "半年到一年"],
            Within,
            day(2026, 7, 26),
            day(2027, 1, 26),
            Counted,
        ),
        (&["一到一年半"], Within, day(2027, 1, 26), day(2027, 7, 26), Counted),
        (&["二三十年"], Within, day(2046, 1, 26), day(2056, 1, 26), Counted),
    ]);
}

#[test]
fn behind_a_length_it_begins() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "5年后",
                "五年后",
                "五年之后",
                "五年以后",
                "未来五年后",
                "最早5年后",
                "最快五年后",
                "至少5年",
                "5年以上",
                "5年+",
                "5+年",
                "超过五年",
                "再过五年以后",
                "5年内不会",
                "不会在五年内",
            ],
            NotBefore,
            day(2031, 1, 26),
            None,
            Counted,
        ),
        (&["约5年后", "大约五年后", "五年左右之后"], NotBefore, day(2031, 1, 26), None, CountedGuess),
        (&["6-12个月后", "半年后", "六个月后", "半年到一年后"], NotBefore, day(2026, 7, 26), None, Counted),
        (&["三到五年后", "3-5年之后", "3-5年以上"], NotBefore, day(2029, 1, 26), None, Counted),
        (&["一年半后"], NotBefore, day(2027, 7, 26), None, Counted),
    ]);
}

#[test]
fn years_are_from_their_first_day_to_their_last() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "2027年",
                "2027",
                "2027 年",
                "２０２７年",
                "二〇二七年",
                "二零二七年",
                "2027年内",
                "2027年之内",
                "2027年度",
                "2027年全年",
                "于2027年",
                "2027年规模化量产",
            ],
            Within,
            day(2027, 1, 1),
            day(2027, 12, 31),
            Told,
        ),
        (
            &["明年", "明年内", "来年", "在明年", "明年之内", "下一年"],
            Within,
            day(2027, 1, 1),
            day(2027, 12, 31),
            Counted,
        ),
        (
            &["今年", "今年内", "今年之内", "本年度", "年内", "本年内", "今年晚些时候"],
            Within,
            day(2026, 1, 1),
            day(2026, 12, 31),
            Counted,
        ),
        (&["后年"], Within, day(2028, 1, 1), day(2028, 12, 31), Counted),
        (
            &[
                "2026年及未来两年",
                "2026年及未来2年",
                "2026年和未来两年",
                "2026年及之后两年",
                "2026年及其后两年",
            ],
            Within,
            day(2026, 1, 1),
            day(2028, 12, 31),
            Told,
        ),
        (&["今年及未来两年"], Within, day(2026, 1, 1), day(2028, 12, 31), Counted),
        (
            &[
                "2026-2028年",
                "2026–2028",
                "2026—2028年",
                "2026~2028年",
                "2026年至2028年",
                "2026年到2028年",
                "2026到2028年",
                "2026-28年",
            ],
            Within,
            day(2026, 1, 1),
            day(2028, 12, 31),
            Told,
        ),
        (&["2026年或2027年", "2026或2027年"], Within, day(2026, 1, 1), day(2027, 12, 31), Guessed),
        (
            &["2026、2027年", "2026年和2027年", "2026/2027年"],
            Within,
            day(2026, 1, 1),
            day(2027, 12, 31),
            Told,
        ),
        (&["今明两年", "今年和明年", "今年到明年"], Within, day(2026, 1, 1), day(2027, 12, 31), Counted),
        (&["明后两年", "明后年"], Within, day(2027, 1, 1), day(2028, 12, 31), Counted),
        (
            &["2030年左右", "2030年前后", "约2030年", "大约2030年", "2030年（可能）"],
            Within,
            day(2030, 1, 1),
            day(2030, 12, 31),
            Guessed,
        ),
    ]);
}

#[test]
fn decades_centuries_and_plans() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (&["本十年", "这个十年", "本十年内"], Within, day(2020, 1, 1), day(2029, 12, 31), Counted),
        (&["下个十年", "下一个十年", "下一十年"], Within, day(2030, 1, 1), day(2039, 12, 31), Counted),
        (&["下个十年末", "下一个十年末", "下个十年末之前"], By, None, day(2039, 12, 31), Counted),
        (&["本十年末", "本十年底", "这个十年末", "本十年末前"], By, None, day(2029, 12, 31), Counted),
        (&["2030年代", "2030s", "2030年代内"], Within, day(2030, 1, 1), day(2039, 12, 31), Told),
        (&["2030年代末"], By, None, day(2039, 12, 31), Told),
        (&["本世纪末", "本世纪末前", "本世纪末之前"], By, None, day(2100, 12, 31), Counted),
        (&["21世纪末"], By, None, day(2100, 12, 31), Told),
        (&["本世纪"], Within, day(2001, 1, 1), day(2100, 12, 31), Counted),
        (&["本世纪30年代"], Within, day(2030, 1, 1), day(2039, 12, 31), Counted),
        (&["十五五期间", "“十五五”期间", "“十五五”时期"], Within, day(2026, 1, 1), day(2030, 12, 31), Told),
        (&["十五五期末"], By, None, day(2030, 12, 31), Told),
    ]);
}

#[test]
fn the_end_of_a_stretch_is_the_latest() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &["年底前", "年底", "年末", "年底之前", "今年年底", "今年底前", "到年底", "年终前"],
            By,
            None,
            day(2026, 12, 31),
            Counted,
        ),
        (
            &["明年年底前", "明年底", "明年底之前", "到明年年底", "明年末"],
            By,
            None,
            day(2027, 12, 31),
            Counted,
        ),
        (
            &[
                "2027年底前",
                "2027年底",
                "2027年年底",
                "2027 年底前",
                "到2027年",
                "到2027年底",
                "截至2027年",
                "2027年末前",
                "最迟2027年",
                "最晚在2027年",
                "不晚于2027年",
                "2027年为止",
                "27年底",
                "by 2027",
                "by the end of 2027",
            ],
            By,
            None,
            day(2027, 12, 31),
            Told,
        ),
        (
            &["2027年前", "2027年以前", "2027年之前", "2027前", "早于2027年"],
            By,
            None,
            day(2026, 12, 31),
            Told,
        ),
        (
            &[
                "6月30日前",
                "6月30号前",
                "6月30日",
                "六月三十日前",
                "6 月 30 日前",
                "6月30日之前",
                "截至6月30日",
            ],
            By,
            None,
            day(2026, 6, 30),
            Counted,
        ),
        (&["2026年6月30日前", "2026-06-30前", "2026/6/30", "2026.06.30"], By, None, day(2026, 6, 30), Told),
        (&["6月底前", "6月底", "6月末"], By, None, day(2026, 6, 30), Counted),
        (&["月底", "月底前", "本月底", "本月底前", "1月底"], By, None, day(2026, 1, 31), Counted),
        (&["下月底", "下个月底前"], By, None, day(2026, 2, 28), Counted),
    ]);
}

#[test]
fn parts_of_a_year_are_from_their_first_day_to_their_last() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &["H2", "下半年", "下半年内", "h2", "今年下半年", "下半年实现", "后半年"],
            Within,
            day(2026, 7, 1),
            day(2026, 12, 31),
            Counted,
        ),
        (&["H1", "上半年", "上半年内", "今年上半年"], Within, day(2026, 1, 1), day(2026, 6, 30), Counted),
        (
            &[
                "2026年下半年",
                "2026下半年",
                "2026H2",
                "2026年H2",
                "H2 2026",
                "2026 H2",
                "2026年（下半年）",
                "26年下半年",
                "2H2026",
                "2H26",
                "26H2",
                "H2'26",
                "h2’26",
            ],
            Within,
            day(2026, 7, 1),
            day(2026, 12, 31),
            Told,
        ),
        (&["明年上半年", "明年的上半年"], Within, day(2027, 1, 1), day(2027, 6, 30), Counted),
        (
            &["Q1-Q4", "Q1–Q4", "Q1~Q4", "Q1至Q4", "一季度到四季度", "第一至第四季度"],
            Within,
            day(2026, 1, 1),
            day(2026, 12, 31),
            Counted,
        ),
        (
            &["Q3", "第三季度", "三季度", "第3季度", "今年三季度", "q3", "Q3内"],
            Within,
            day(2026, 7, 1),
            day(2026, 9, 30),
            Counted,
        ),
        (
            &["2026年Q3", "2026Q3", "2026 Q3", "Q3 2026", "2026年第三季度", "2026年三季度", "2026年3季度"],
            Within,
            day(2026, 7, 1),
            day(2026, 9, 30),
            Told,
        ),
        (
            &["Q3-Q4", "三四季度", "第三、四季度", "Q3/Q4", "第三到第四季度"],
            Within,
            day(2026, 7, 1),
            day(2026, 12, 31),
            Counted,
        ),
        (&["2026年Q4至2027年Q1", "2026Q4-2027Q1"], Within, day(2026, 10, 1), day(2027, 3, 31), Told),
        (&["明年Q1", "明年一季度"], Within, day(2027, 1, 1), day(2027, 3, 31), Counted),
        (&["前三季度"], Within, day(2026, 1, 1), day(2026, 9, 30), Counted),
        (&["年初", "今年初", "今年年初"], Within, day(2026, 1, 1), day(2026, 3, 31), Counted),
        (&["明年初", "明年年初"], Within, day(2027, 1, 1), day(2027, 3, 31), Counted),
        (&["2027年初", "2027年年初"], Within, day(2027, 1, 1), day(2027, 3, 31), Told),
        (&["3月初", "三月初", "3月上旬"], Within, day(2026, 3, 1), day(2026, 3, 10), Counted),
        (&["3月中旬", "三月中旬", "3月中"], Within, day(2026, 3, 11), day(2026, 3, 20), Counted),
        (&["3月下旬"], Within, day(2026, 3, 21), day(2026, 3, 31), Counted),
        (&["2026年3月初"], Within, day(2026, 3, 1), day(2026, 3, 10), Told),
        (&["2026年2月下旬"], Within, day(2026, 2, 21), day(2026, 2, 28), Told),
        (&["3月", "三月", "3月份", "3月内"], Within, day(2026, 3, 1), day(2026, 3, 31), Counted),
        (&["2026年3月", "2026-03", "2026/03", "2026.3"], Within, day(2026, 3, 1), day(2026, 3, 31), Told),
        (&["3-6月", "3月-6月", "3月到6月", "三月至六月"], Within, day(2026, 3, 1), day(2026, 6, 30), Counted),
        (&["2026年3-6月", "2026年3月至6月"], Within, day(2026, 3, 1), day(2026, 6, 30), Told),
        (&["夏季", "夏天", "今夏", "今年夏天", "夏季内"], Within, day(2026, 6, 1), day(2026, 8, 31), Counted),
        (&["2026年夏", "2026年夏季", "2026年夏天"], Within, day(2026, 6, 1), day(2026, 8, 31), Told),
        (&["春季", "今春"], Within, day(2026, 3, 1), day(2026, 5, 31), Counted),
        (&["秋季", "秋天"], Within, day(2026, 9, 1), day(2026, 11, 30), Counted),
        (&["冬季", "冬天"], Within, day(2026, 12, 1), day(2027, 2, 28), Counted),
        (&["明春", "明年春天"], Within, day(2027, 3, 1), day(2027, 5, 31), Counted),
        (&["中旬"], Past, day(2026, 1, 11), day(2026, 1, 20), Counted),
        (&["下个月", "下月", "下个月内"], Within, day(2026, 2, 1), day(2026, 2, 28), Counted),
        (&["本月内", "本月", "这个月"], Within, day(2026, 1, 1), day(2026, 1, 31), Counted),
        (&["本周", "本周内", "这周"], Within, day(2026, 1, 26), day(2026, 2, 1), Counted),
        (&["下周", "下星期"], Within, day(2026, 2, 2), day(2026, 2, 8), Counted),
        (&["本季度", "本季度内"], Within, day(2026, 1, 1), day(2026, 3, 31), Counted),
        (&["下季度", "下个季度", "下一季度"], Within, day(2026, 4, 1), day(2026, 6, 30), Counted),
        (&["6月1日-10日"], Within, day(2026, 6, 1), day(2026, 6, 10), Counted),
    ]);
}

#[test]
fn a_stretch_may_begin_it() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "2027年起",
                "从2027年起",
                "自2027年起",
                "从2027年开始",
                "2027年开始",
                "最早2027年",
                "最快2027年",
                "不早于2027年",
                "2027年及以后",
                "2027年+",
            ],
            NotBefore,
            day(2027, 1, 1),
            None,
            Told,
        ),
        (&["2026年起"], NotBefore, day(2026, 1, 1), None, Told),
        (&["明年起", "从明年开始"], NotBefore, day(2027, 1, 1), None, Counted),
        (&["2027年之后", "2027年以后", "2027年后", "晚于2027年"], NotBefore, day(2028, 1, 1), None, Told),
        (&["不是2026年", "不会在2026年", "2026年不会"], NotBefore, day(2027, 1, 1), None, Told),
        (&["可能不是2026年"], NotBefore, day(2027, 1, 1), None, Guessed),
        (&["年底之后", "年底后"], NotBefore, day(2027, 1, 1), None, Counted),
    ]);
}

#[test]
fn what_was_over_is_past() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "过去十年",
                "过去10年",
                "過去十年",
                "过去的十年",
                "过去十年间",
                "近十年来",
                "最近十年",
                "十年来",
                "在过去十年",
            ],
            Past,
            day(2016, 1, 26),
            day(2026, 1, 26),
            Counted,
        ),
        (&["过去三年", "过去3年"], Past, day(2023, 1, 26), day(2026, 1, 26), Counted),
        (&["过去半年"], Past, day(2025, 7, 26), day(2026, 1, 26), Counted),
        (&["过去3-5年"], Past, day(2021, 1, 26), day(2026, 1, 26), Counted),
        (&["十年前", "10年前", "十年以前"], Past, None, day(2016, 1, 26), Counted),
        (&["2019年", "2019", "2019年内"], Past, day(2019, 1, 1), day(2019, 12, 31), Told),
        (&["去年"], Past, day(2025, 1, 1), day(2025, 12, 31), Counted),
        (&["去年下半年"], Past, day(2025, 7, 1), day(2025, 12, 31), Counted),
        (&["前年"], Past, day(2024, 1, 1), day(2024, 12, 31), Counted),
        (&["上个月"], Past, day(2025, 12, 1), day(2025, 12, 31), Counted),
        (&["2019-2021年", "2019年至2021年"], Past, day(2019, 1, 1), day(2021, 12, 31), Told),
        (&["2025年底前", "2025年底"], Past, None, day(2025, 12, 31), Told),
        (&["2010年代"], Past, day(2010, 1, 1), day(2019, 12, 31), Told),
        (&["1月25日"], Past, None, day(2026, 1, 25), Counted),
        (&["过去几年", "过去", "近年来", "十几年前", "多年前"], Past, None, None, Told),
    ]);
}

#[test]
fn what_goes_on_already_is_ongoing() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "持续进行中",
                "已启动",
                "当前",
                "目前",
                "正在进行",
                "进行中",
                "已开始",
                "已经开始",
                "现在",
                "已上线",
                "已发生",
                "长期以来",
                "一直以来",
                "推进中",
                "今天",
            ],
            Ongoing,
            None,
            None,
            Told,
        ),
        (&["从去年起", "去年起", "自去年开始", "去年以来"], Ongoing, day(2025, 1, 1), None, Counted),
        (
            &["2023年起", "自2023年以来", "2023年至今", "2023年已启动", "已于2023年启动"],
            Ongoing,
            day(2023, 1, 1),
            None,
            Told,
        ),
        (&["今年以来"], Ongoing, day(2026, 1, 1), None, Counted),
    ]);
}

#[test]
fn a_note_may_give_no_time() {
    use Days::*;
    use HorizonKind::*;
    check(&[(
        &[
            "回顾",
            "访谈",
            "未提及",
            "—",
            "-",
            "",
            "无",
            "N/A",
            "未明确",
            "未明确说明",
            "访谈时",
            "回顾性",
            "本次访谈",
            "待定",
            "不详",
            "/",
            "訪談",
        ],
        Unspecified,
        None,
        None,
        Told,
    )]);
}

#[test]
fn no_dates_are_invented() {
    use Days::*;
    use HorizonKind::*;
    check(&[
        (
            &[
                "未来数年",
                "未来几年",
                "近期",
                "短期",
                "几年内",
                "数十年内",
                "AGI实现后3年内",
                "上市后两年内",
                "毕业5年后",
                "每三年",
                "十几年内",
                "未来十多年",
                "20多年后",
                "三年多",
                "近几年",
                "未来若干年",
                "中期",
            ],
            Span,
            None,
            None,
            Told,
        ),
        (&["未来趋势", "长期", "未来", "最终", "远期"], Trend, None, None, Told),
        (
            &[
                "物质极度丰富时代",
                "AGI实现后",
                "数据中心建成后",
                "春节前",
                "H100量产后",
                "成本年均下降时",
                "合约到期",
                "5G时代",
            ],
            Condition,
            None,
            None,
            Told,
        ),
    ]);
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
