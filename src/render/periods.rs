//! How much there is over time: a sparkline for each measure, then a line for each period with a bar; or a sparkline for each of
//! several things.
//!
//! The columns that a window has no room for are left out, the least important first; a bar takes what is left. Periods without a
//! name are those of notes without a date: they have a line, and no place in a sparkline.

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

/// A line for each period.
fn periods(facts: &[&Fact], page: &mut Page<'_>) -> io::Result<()> {
    let language = page.language();
    let width_of = |name: &'static str| {
        let widest = facts.iter().map(|fact| fact.number(name).to_string().len()).max().unwrap_or_default();
        widest.max(columns(title(name, language)))
    };
    let period = facts.iter().map(|fact| columns(fact.period().unwrap_or(NOTHING))).max().unwrap_or_default();
    let mut taken = period + GAP + width_of(DRAWN) + GAP;
    let room = page.measure();
    let others: Vec<&'static str> = OTHERS
        .into_iter()
        .take_while(|name| {
            taken += width_of(name) + GAP;
            taken + SHORTEST_BAR <= room
        })
        .collect();
    let columns_of: Vec<&'static str> = [DRAWN].into_iter().chain(others).collect();
    let used: usize = columns_of.iter().map(|name| width_of(name) + GAP).sum();
    let longest = room.saturating_sub(period + GAP + used).min(LONGEST_BAR);
    let right =
        |text: &str, room: usize| format!("{}{text}", " ".repeat(room.saturating_sub(columns(text)) + GAP));
    let mut head = Rich::new(Role::Text, &" ".repeat(period));
    columns_of.iter().for_each(|name| head.push(Role::Faint, &right(title(name, language), width_of(name))));
    page.line(&head)?;
    let most = facts.iter().map(|fact| fact.number(DRAWN)).max().unwrap_or_default();
    for fact in facts {
        let name = fact.period().unwrap_or(NOTHING);
        let mut line = Rich::new(Role::Strong, name);
        line.push(Role::Text, &" ".repeat(period - columns(name)));
        for name in &columns_of {
            let count = fact.number(name);
            let role = if count == 0 { Role::Faint } else { Role::Text };
            line.push(role, &right(&count.to_string(), width_of(name)));
        }
        line.push(Role::Text, &" ".repeat(GAP));
        line.push(Role::Place, &bar(fact.number(DRAWN), most, longest));
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
    fn a_narrow_window_has_fewer_columns_and_still_a_bar() {
        let head = |drawn: &str| drawn.lines().nth(7).unwrap().to_owned();
        let (narrow, wide) = (drawn(37, 40), drawn(37, 120));
        assert!(head(&wide).contains("主题") && !head(&narrow).contains("主题"), "{narrow}{wide}");
        assert!(head(&narrow).contains("语录") && narrow.contains("████████"), "{narrow}");
    }
}
