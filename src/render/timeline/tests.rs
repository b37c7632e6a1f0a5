//! Timelines of hand-made claims, in windows of every width.

use jiff::civil::date;

use super::*;
use crate::render::tests::prediction;
use crate::render::{Appearance, Language};
use crate::text::width::clean;

/// A claim with its first and last day, their kind, and whether they are unsure.
type Claimed<'c> = (&'c str, (Option<&'c str>, Option<&'c str>), HorizonKind, bool);

/// Such claims; the words for the time are those of the claim.
fn claims(claims: &[Claimed<'_>]) -> Vec<Item> {
    let day = |day: Option<&str>| day.map(|day| day.parse().unwrap());
    let item = |(claim, days, kind, uncertain): &Claimed<'_>| {
        let mut item = prediction(5, claim);
        if let Item::Record(entry) = &mut item
            && let Body::Prediction(prediction) = &mut entry.record.body
        {
            let (start, end) = (day(days.0), day(days.1));
            let (raw, uncertain) = ((*claim).to_owned(), *uncertain);
            prediction.horizon = Some(Horizon { raw, kind: *kind, start, end, relative: false, uncertain });
        }
        item
    };
    claims.iter().map(item).collect()
}

fn drawn(items: &[Item], width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    let appearance = Appearance { width, colour, links: None, language: Language::Chinese };
    let axis = Axis::of(items, date(2026, 11, 26));
    write(items, axis, &mut Page::new(appearance, &mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

const WITHIN: (Option<&str>, Option<&str>) = (Some("2026-01-01"), Some("2027-12-31"));

#[test]
fn each_kind_of_time_is_drawn_in_its_own_way() {
    let items = claims(&[
        ("年内完成", WITHIN, HorizonKind::Within, false),
        ("也许完成", WITHIN, HorizonKind::Within, true),
        ("最迟完成", (None, Some("2029-06-30")), HorizonKind::By, false),
        ("最早完成", (Some("2028-01-01"), None), HorizonKind::NotBefore, false),
        ("早已开始", (Some("2026-01-01"), None), HorizonKind::Ongoing, false),
        ("没有日子", (None, None), HorizonKind::Trend, false),
    ]);
    let drawn = drawn(&items, 43, false);
    let lines: Vec<&str> = drawn.lines().take(7).collect();
    assert_eq!(
        lines,
        [
            "           2026    2027    2028    2029",
            "  年内完成 ███████┃████████",
            "  也许完成 ▒▒▒▒▒▒▒┃▒▒▒▒▒▒▒▒",
            "  最迟完成 ╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌█",
            "  最早完成        │        █╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶",
            "  早已开始 ╌╌╌╌╌╌╌│╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶",
            "  没有日子 没有日子",
        ]
    );
}

#[test]
fn nothing_stands_over_the_edge_of_any_window_and_colour_moves_nothing() {
    let long = "在2030年之前，推理成本会降到今天的百分之一，而且（GPT-5.2）速度会更快，没有人会再提起它";
    let items = claims(&[
        (long, WITHIN, HorizonKind::Within, false),
        ("短", (None, Some("2100-12-31")), HorizonKind::By, true),
        ("从前", (Some("1926-01-01"), Some("2016-01-26")), HorizonKind::Past, false),
        (long, (Some("2999-01-01"), None), HorizonKind::NotBefore, false),
        (long, (None, None), HorizonKind::Condition, false),
    ]);
    for width in 40..=200 {
        let plain = drawn(&items, width, false);
        assert!(plain.lines().all(|line| columns(line) <= width), "{width}\n{plain}");
        assert_eq!(clean(&drawn(&items, width, true)), plain);
        assert!(plain.contains(TODAY), "{width}\n{plain}");
    }
}

#[test]
fn a_claim_is_cut_behind_a_clause_where_that_leaves_enough_of_it() {
    assert_eq!(beginning("成本会下降，速度会更快", 22), "成本会下降，速度会更快");
    assert_eq!(beginning("成本会下降，速度会更快", 20), "成本会下降…");
    assert_eq!(beginning("成本，会在明年之内下降", 20), "成本，会在明年之内…");
    assert_eq!(beginning("GPT-5.2", 4), "GPT…");
}
