//! The format for readers: picks among tables, cards, an outline and a whole section.
//!
//! A table where every row stays short in the window at hand, else cards. Both keep all of the text: they wrap, nothing
//! is cut.

use std::collections::HashSet;
use std::io::{self, Write};

use super::grid::{Column, Grid};
use super::style::{Page, Rich, Role};
use super::{
    Appearance, Entry, Item, Language, Layout, PersonEntry, Repeat, TIMELINE_WIDTH, TopicEntry, View, cards,
    compare, facts, findings, hits, note_lines, outline, periods, person_card, timeline, whole,
};
use crate::model::{Body, HorizonKind, Kind, Prediction, Term};

pub(super) fn write(view: &View, appearance: Appearance<'_>, out: &mut dyn Write) -> io::Result<()> {
    draw(view, &mut Page::new(appearance, out))
}

/// The same on any page.
pub(super) fn draw(view: &View, page: &mut Page<'_>) -> io::Result<()> {
    match view.layout {
        Layout::Cards if view.items.iter().any(|item| item.person().is_some()) => {
            person_card::write(view.items.iter(), page)
        }
        Layout::Hits => hits::write(&view.items, page),
        Layout::Cards => cards::write(&view.items, page),
        Layout::Sides => compare::write(view, page),
        Layout::Outline => outline::write(&view.items, page),
        Layout::Contents => outline::write_notes(&view.items, page),
        Layout::Notes => note_lines::write(&view.items, page),
        Layout::Findings => findings::write(&view.items, page),
        Layout::Timeline(axis) if page.appearance.width >= TIMELINE_WIDTH => {
            timeline::write(&view.items, axis, page)
        }
        Layout::Horizons | Layout::Timeline(_) => horizons(&view.items, page),
        Layout::Periods => periods::write(&view.items, page),
        Layout::Series => periods::write_series(&view.items, page),
        Layout::Whole => whole::write(&view.items, page),
        Layout::Within { first, last } => whole::write_within(&view.items, first..=last, page),
        Layout::Listing => listing(&view.items, page),
    }
}

/// Tables where all rows are short, else cards.
fn listing(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    match grids(items, page.language()) {
        // A table for each row or two says less than cards do.
        Some(grids)
            if follow_notes(&grids) && grids.iter().all(|(_, grid)| grid.fits(page.appearance.width)) =>
        {
            write_grids(&grids, page)
        }
        _ => cards::write(items, page),
    }
}

/// Whether the rows of each note stand together.
fn follow_notes(grids: &[(Option<&Entry>, Grid)]) -> bool {
    let mut seen = HashSet::new();
    grids.iter().filter_map(|(entry, _)| *entry).all(|entry| seen.insert(&entry.note.path))
}

/// Claims in the order of their horizons, those that went on already and those about the past below headings of their own.
fn horizons(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let state = |item: &Item| match item.entry().map(|entry| &entry.record.body) {
        Some(Body::Prediction(prediction)) => match prediction.horizon.as_ref().map(|horizon| horizon.kind) {
            Some(HorizonKind::Ongoing) => Some("说时已在进行"),
            Some(HorizonKind::Past) => Some("说时已成过去"),
            _ => None,
        },
        _ => None,
    };
    for (number, run) in items.chunk_by(|one, other| state(one) == state(other)).enumerate() {
        if number > 0 {
            page.blank()?;
        }
        if let Some(name) = state(&run[0]) {
            page.text(
                &Rich::new(Role::Kind(Kind::Prediction), page.label(name))
                    .with(Role::Faint, &page.language().filled("（{}）", &[&run.len()])),
            )?;
            page.blank()?;
        }
        listing(run, page)?;
    }
    Ok(())
}

/// The listing as one table per note, if its items are of a kind that suits tables.
fn grids(items: &[Item], language: Language) -> Option<Vec<(Option<&Entry>, Grid)>> {
    let repeated = items.iter().filter_map(Item::entry).any(|entry| !entry.repeats().is_empty());
    let mut grids: Vec<(Option<&Entry>, Grid)> = Vec::new();
    for item in items {
        let same_note = match (grids.last(), item) {
            (Some((Some(last), _)), Item::Record(entry)) => last.note.path == entry.note.path,
            (Some((None, _)), Item::Topic(_) | Item::Person(_) | Item::Fact(_)) => true,
            _ => false,
        };
        if !same_note {
            let grid = match item {
                Item::Fact(fact) => facts::grid(fact, language),
                _ => Grid::new(grid_columns(item, repeated, language)?),
            };
            grids.push((item.entry(), grid));
        }
        let row = match item {
            Item::Topic(topic) => topic_row(topic),
            Item::Person(person) => person_row(person, language),
            Item::Fact(fact) => facts::row(fact),
            Item::Record(entry) => match &entry.record.body {
                _ if entry.hit.is_some() => return None,
                Body::Prediction(prediction) => prediction_row(prediction, entry, language),
                Body::Term(term) => term_row(term, entry, repeated, language),
                _ => return None,
            },
        };
        if let Some((_, grid)) = grids.last_mut() {
            grid.add(row);
        }
    }
    Some(grids)
}

/// `repeated` tells whether some term is explained in the same words by several notes.
fn grid_columns(item: &Item, repeated: bool, language: Language) -> Option<Vec<Column>> {
    let say = |chinese| language.label(chinese);
    let columns = match item {
        Item::Topic(_) => vec![
            Column::rigid(say("主题")),
            Column::flexible(say("中文")),
            Column::flexible(say("英文")),
            Column::number(say("章节")),
            Column::number(say("语录")),
            Column::number(say("提问")),
            Column::number(say("预测")),
        ],
        Item::Person(_) => vec![
            Column::flexible(say("人物")),
            Column::flexible(say("又名")),
            Column::number(say("笔记")),
            Column::number(say("语录")),
            Column::number(say("提问")),
            Column::number(say("预测")),
            Column::rigid(say("最早")),
            Column::rigid(say("最晚")),
        ],
        Item::Record(entry) => match entry.record.kind() {
            Kind::Prediction => vec![
                Column::flexible(say("预测")),
                Column::rigid(say("提出者")),
                Column::rigid(say("时间")),
                Column::rigid(say("结果")),
                Column::flexible(say("说明")),
                Column::number(say("行")),
                Column::rigid(say("编号")),
            ],
            Kind::Term => {
                let mut columns = vec![
                    Column::rigid(say("术语")),
                    Column::flexible(say("又名")),
                    Column::flexible(say("解释")),
                ];
                columns.extend(repeated.then(|| Column::flexible(say("又见"))));
                columns.extend([Column::number(say("行")), Column::rigid(say("编号"))]);
                columns
            }
            _ => return None,
        },
        Item::Fact(_) => return None,
    };
    Some(columns)
}

fn count(count: usize) -> Rich {
    Rich::new(if count == 0 { Role::Faint } else { Role::Text }, &count.to_string())
}

fn person_row(person: &PersonEntry, language: Language) -> Vec<Rich> {
    let day = |day: Option<jiff::civil::Date>| {
        Rich::new(Role::Text, &day.map(|day| day.to_string()).unwrap_or_default())
    };
    vec![
        Rich::new(Role::speaker(&person.name), &person.name),
        Rich::new(Role::Text, &person.other_names_in_short(language)),
        count(person.notes),
        count(person.counts.of(Kind::Quote)),
        count(person.counts.of(Kind::Question)),
        count(person.counts.of(Kind::Prediction)),
        day(person.days.map(|days| days.0)),
        day(person.days.map(|days| days.1)),
    ]
}

fn topic_row(topic: &TopicEntry) -> Vec<Rich> {
    let count = |kind| count(topic.counts.of(kind));
    vec![
        Rich::new(Role::Strong, &topic.slug),
        Rich::new(Role::Text, &topic.chinese),
        Rich::new(Role::Text, &topic.english),
        count(Kind::Section),
        count(Kind::Quote),
        count(Kind::Question),
        count(Kind::Prediction),
    ]
}

fn prediction_row(prediction: &Prediction, entry: &Entry, language: Language) -> Vec<Rich> {
    let verdict = entry.verdict.as_ref().map(|verdict| cards::outcome(verdict, language));
    let by = prediction.by.as_deref().unwrap_or_default();
    let horizon = prediction.horizon.as_ref().map(|horizon| horizon.raw.as_str());
    vec![
        Rich::new(Role::Strong, &prediction.claim),
        speaker(by, entry, language),
        Rich::new(Role::Text, horizon.unwrap_or_default()),
        verdict.unwrap_or_default(),
        Rich::new(Role::Text, prediction.detail.as_deref().unwrap_or_default()),
        line(entry),
        id(entry),
    ]
}

/// Who says a record, with the one name by which the library knows them, if that is another.
fn speaker(name: &str, entry: &Entry, language: Language) -> Rich {
    let mut cell = Rich::new(Role::speaker(entry.person.as_deref().unwrap_or(name)), name);
    if let Some(person) = entry.other_name() {
        cell.push(Role::Faint, &language.filled("（{}）", &[&person]));
    }
    cell
}

fn term_row(term: &Term, entry: &Entry, repeated: bool, language: Language) -> Vec<Rich> {
    let mut row = vec![
        Rich::new(Role::Strong, &term.term),
        Rich::new(Role::Text, &cards::other_names(term).join(language.label("、"))),
        Rich::new(Role::Text, &term.definition),
    ];
    let others = entry.repeats().iter().map(Repeat::dated_place);
    row.extend(
        repeated.then(|| Rich::new(Role::Place, &others.collect::<Vec<_>>().join(language.label("、")))),
    );
    row.extend([line(entry), id(entry)]);
    row
}

fn line(entry: &Entry) -> Rich {
    Rich::new(Role::Place, &entry.record.lines.first.to_string())
}

fn id(entry: &Entry) -> Rich {
    Rich::new(Role::Faint, entry.record.id.as_str())
}

fn write_grids(grids: &[(Option<&Entry>, Grid)], page: &mut Page<'_>) -> io::Result<()> {
    for (number, (entry, grid)) in grids.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        if let Some(entry) = entry {
            page.block(&Rich::default(), &Rich::new(Role::Text, "  "), &cards::caption(entry))?;
        }
        grid.write(page)?;
    }
    Ok(())
}
