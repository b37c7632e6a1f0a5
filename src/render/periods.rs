//! How much there is over time: a sparkline for each measure, then a line for each period with a bar; or a sparkline for each of
//! several things.
//!
//! The columns that a window has no room for stand in further tables below the first, in which a bar takes what is left. Periods
//! without a name are those of notes without a date: they have a line, and no place in a sparkline.

use std::io;

use super::bars::{bar, sparkline};
use super::facts::header;
use super::style::{Page, Rich, Role};
use super::{Fact, FactValue, Item, Language};
use crate::text::width::{columns, one_line, shortened};

const GAP: usize = 2;
/// Columns of the shortest bar and of the longest.
const SHORTEST_BAR: usize = 8;
const LONGEST_BAR: usize = 60;
/// What is drawn as a bar.
const DRAWN: &str = "quotes";
/// The other measures, in the order in which they have room.
const OTHERS: [&str; 5] = ["notes", "predictions", "questions", "person_count", "topic_count"];
/// What stands for no name.
const NOTHING: &str = "—";

/// What readers call a measure.
fn title(name: &'static str, language: Language) -> &'static str {
    match (language, name) {
        (Language::English, "person_count") => "people",
        (Language::English, "topic_count") => "topics",
        _ => header(name, language),
    }
}

fn facts(items: &[Item]) -> impl Iterator<Item = &Fact> {
    items.iter().filter_map(|item| match item {
        Item::Fact(fact) => Some(fact),
        _ => None,
    })
}

impl Fact {
    fn number(&self, name: &str) -> usize {
        self.value(name).parse().unwrap_or_default()
    }

    fn period(&self) -> Option<&str> {
        self.values.iter().find_map(|(name, value)| match value {
            FactValue::Text(text) if *name == "period" => Some(text.as_str()),
            _ => None,
        })
    }
}

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let facts: Vec<&Fact> = facts(items).collect();
    let dated: Vec<&Fact> = facts.iter().copied().filter(|fact| fact.period().is_some()).collect();
    if dated.len() > 1 {
        sparklines(&dated, page)?;
        page.blank()?;
    }
    periods(&facts, page)
}

/// A measure: its name, its course, how much there is in all and at most.
fn sparklines(facts: &[&Fact], page: &mut Page<'_>) -> io::Result<()> {
    let language = page.language();
    let measures: Vec<&'static str> =
        [OTHERS[0], DRAWN].into_iter().chain(OTHERS[1..].iter().copied()).collect();
    let names = measures.iter().map(|name| columns(title(name, language))).max().unwrap_or_default();
    let most = |name: &str| facts.iter().map(|fact| fact.number(name)).max().unwrap_or_default();
    let digits = measures.iter().map(|name| most(name).to_string().len()).max().unwrap_or_default();
    let room = page.measure().saturating_sub(names + 2 * GAP + digits + 2);
    for name in measures {
        let counts: Vec<usize> = facts.iter().map(|fact| fact.number(name)).collect();
        let drawn = sparkline(&counts, room);
        let shown = title(name, language);
        let (before, behind) = (names - columns(shown) + GAP, counts.len().min(room) - columns(&drawn) + GAP);
        let line = Rich::new(Role::Text, shown)
            .with(Role::Text, &" ".repeat(before))
            .with(Role::Place, &drawn)
            .with(Role::Text, &" ".repeat(behind))
            .with(Role::Faint, &format!("≤ {}", most(name)));
        page.line(&line)?;
    }
    Ok(())
}

/// A line for each period, in as many tables as the columns need.
fn periods(facts: &[&Fact], page: &mut Page<'_>) -> io::Result<()> {
    let language = page.language();
    let width_of = |name: &'static str| {
        let widest = facts.iter().map(|fact| fact.number(name).to_string().len()).max().unwrap_or_default();
        widest.max(columns(title(name, language))) + GAP
    };
    let period = facts.iter().map(|fact| columns(fact.period().unwrap_or(NOTHING))).max().unwrap_or_default();
    let mut tables: Vec<Vec<&'static str>> = vec![vec![DRAWN]];
    let mut taken = period + width_of(DRAWN) + GAP + SHORTEST_BAR;
    for name in OTHERS {
        if taken + width_of(name) > page.measure() {
            tables.push(Vec::new());
            taken = period;
        }
        taken += width_of(name);
        if let Some(table) = tables.last_mut() {
            table.push(name);
        }
    }
    for (number, names) in tables.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        let columns_of: Vec<(&'static str, usize)> =
            names.iter().map(|name| (*name, width_of(name))).collect();
        table(facts, period, &columns_of, page)?;
    }
    Ok(())
}

/// A table of some measures with their widths, and with a bar where the one that is drawn is among them.
fn table(
    facts: &[&Fact],
    period: usize,
    columns_of: &[(&'static str, usize)],
    page: &mut Page<'_>,
) -> io::Result<()> {
    let language = page.language();
    let used: usize = columns_of.iter().map(|(_, width)| width).sum();
    let longest = page.measure().saturating_sub(period + GAP + used).min(LONGEST_BAR);
    let right = |text: &str, room: usize| format!("{}{text}", " ".repeat(room.saturating_sub(columns(text))));
    let mut head = Rich::new(Role::Text, &" ".repeat(period));
    columns_of.iter().for_each(|(name, width)| head.push(Role::Faint, &right(title(name, language), *width)));
    page.line(&head)?;
    let most = facts.iter().map(|fact| fact.number(DRAWN)).max().unwrap_or_default();
    for fact in facts {
        let name = fact.period().unwrap_or(NOTHING);
        let mut line = Rich::new(Role::Strong, name);
        line.push(Role::Text, &" ".repeat(period - columns(name)));
        for (name, width) in columns_of {
            let count = fact.number(name);
            let role = if count == 0 { Role::Faint } else { Role::Text };
            line.push(role, &right(&count.to_string(), *width));
        }
        if columns_of.iter().any(|(name, _)| *name == DRAWN) {
            line.push(Role::Text, &" ".repeat(GAP));
            line.push(Role::Place, &bar(fact.number(DRAWN), most, longest));
        }
        page.line(&line)?;
    }
    Ok(())
}

pub(super) fn write_series(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let facts: Vec<&Fact> = facts(items).collect();
    let series: Vec<&[&Fact]> =
        facts.chunk_by(|one, other| one.value("value") == other.value("value")).collect();
    let room = page.measure();
    let own = match page.language() {
        Language::Chinese => "chinese",
        Language::English => "english",
    };
    let name = |series: &[&Fact]| {
        let names = [own, "value"].map(|name| series[0].value(name));
        shortened(&one_line(names.iter().find(|name| !name.is_empty()).unwrap_or(&names[1])), room / 3)
    };
    let names = series.iter().map(|series| columns(&name(series))).max().unwrap_or_default();
    let total = |series: &[&Fact]| series.iter().map(|fact| fact.number("count")).sum::<usize>().to_string();
    let totals = series.iter().map(|series| total(series).len()).max().unwrap_or_default();
    let room = room.saturating_sub(names + totals + 2 * GAP);
    let dated = |series: &[&Fact]| -> Vec<usize> {
        let dated = series.iter().filter(|fact| fact.period().is_some());
        dated.map(|fact| fact.number("count")).collect()
    };
    let mut periods = facts.iter().filter_map(|fact| fact.period());
    if let (Some(first), Some(last)) = (periods.clone().min(), periods.by_ref().max()) {
        page.line(&Rich::new(Role::Faint, &format!("{first} – {last}")))?;
    }
    for series in series {
        let (name, total) = (name(series), total(series));
        let behind = " ".repeat(names - columns(&name) + GAP + totals - total.len());
        let line = Rich::new(Role::Text, &name)
            .with(Role::Text, &behind)
            .with(Role::Strong, &total)
            .with(Role::Text, &" ".repeat(GAP))
            .with(Role::Place, &sparkline(&dated(series), room));
        page.line(&line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Appearance;

    fn drawn(count: usize, width: usize) -> String {
        let number = |number: usize| FactValue::Number(number as u64);
        let fact = |at: usize| {
            let period = format!("{}-{:02}", 2020 + at / 12, at % 12 + 1);
            let period = if at + 1 == count { FactValue::Nothing } else { FactValue::Text(period) };
            let mut values = vec![("period", period), (DRAWN, number(at * at))];
            values.extend(OTHERS.map(|name| (name, number(at))));
            Item::Fact(Fact { kind: "period", path: None, file: None, note: None, lines: None, values })
        };
        let items: Vec<Item> = (0..count).map(fact).collect();
        let mut out = Vec::new();
        let appearance = Appearance { width, colour: false, links: None, language: Language::Chinese };
        write(&items, &mut Page::new(appearance, &mut out)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_stands_over_the_edge_of_any_window() {
        for count in [1, 2, 37, 200] {
            for width in [40, 41, 47, 60, 80, 100, 120, 200] {
                let drawn = drawn(count, width);
                let over: Vec<&str> = drawn.lines().filter(|line| columns(line) > width).collect();
                assert!(over.is_empty(), "{width}: {over:?}");
                assert!(drawn.lines().last().unwrap().starts_with(NOTHING), "{drawn}");
            }
        }
    }

    #[test]
    fn a_narrow_window_has_all_columns_below_each_other_and_still_a_bar() {
        let head = |drawn: &str| drawn.lines().nth(7).unwrap().to_owned();
        let (narrow, wide) = (drawn(37, 40), drawn(37, 120));
        assert!(head(&wide).contains("主题") && !head(&narrow).contains("主题"), "{narrow}{wide}");
        assert!(head(&narrow).contains("语录") && narrow.contains("████████"), "{narrow}");
        let below = narrow.lines().skip(8).find(|line| line.contains("主题")).unwrap();
        assert!(
            below.contains("人物") || narrow.lines().skip(8).any(|line| line.contains("人物")),
            "{narrow}"
        );
        assert!(narrow.lines().last().unwrap().ends_with("36"), "{narrow}");
    }
}
