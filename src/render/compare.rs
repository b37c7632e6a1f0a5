//! What several people said, by day: side by side where the window is wide, else one person after the other.

use std::io;

use super::cards::content;
use super::place::Place;
use super::style::{Page, Rich, Role};
use super::{Appearance, Entry, Item, Language, Side, View};
use crate::model::{Body, Kind};
use crate::records::NoteFacts;
use crate::text::width::{clean, columns};

/// The narrowest column for one person's words.
const LEAST_ROOM: usize = 36;
/// Columns between two people's.
const GAP: usize = 2;

pub(super) fn write(view: &View, page: &mut Page<'_>) -> io::Result<()> {
    let gaps = GAP * view.sides.len().saturating_sub(1);
    let room = page.appearance.width.saturating_sub(gaps) / view.sides.len().max(1);
    if room >= LEAST_ROOM { side_by_side(view, room, page) } else { one_by_one(view, page) }
}

/// The days on which somebody says something, and what: of each person, in their order. Of the same day they stand beside
/// each other.
fn days(view: &View, language: Language) -> Vec<(String, Vec<Vec<&Entry>>)> {
    let mut days: Vec<(String, Vec<Vec<&Entry>>)> = Vec::new();
    // The items are in the order of their days.
    for (number, entry) in view.items.iter().map(Item::entry).enumerate() {
        let Some(entry) = entry else { continue };
        let day = day(entry, language);
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, vec![Vec::new(); view.sides.len()]));
        }
        if let Some((_, said)) = days.last_mut() {
            for (side, said) in view.sides.iter().zip(said) {
                if side.items.binary_search(&number).is_ok() {
                    said.push(entry);
                }
            }
        }
    }
    days.retain(|(_, said)| said.iter().any(|said| !said.is_empty()));
    days
}

/// When a record was said.
pub(super) fn day(entry: &Entry, language: Language) -> String {
    day_of(&entry.note, language)
}

/// When the talk of a note was.
pub(super) fn day_of(note: &NoteFacts, language: Language) -> String {
    note.date.map_or_else(|| language.label("日期不详").to_owned(), |date| date.to_string())
}

fn side_by_side(view: &View, room: usize, page: &mut Page<'_>) -> io::Result<()> {
    let Appearance { colour, language, .. } = page.appearance;
    let heads: Vec<Vec<String>> = view
        .sides
        .iter()
        .map(|side| drawn(room, (colour, language), &mut |page| page.text(&head(side, page.language()))))
        .collect::<io::Result<_>>()?;
    rows(&heads, room, page)?;
    page.line(&Rich::new(Role::Faint, &"─".repeat(room * heads.len() + GAP * (heads.len() - 1))))?;
    for (number, (day, said)) in days(view, language).into_iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        page.line(&Rich::new(Role::Strong, &day))?;
        let cells = said.iter().map(|said| drawn(room, (colour, language), &mut |page| cards(said, page)));
        rows(&cells.collect::<io::Result<Vec<_>>>()?, room, page)?;
    }
    Ok(())
}

/// What is drawn on a page of this width, line by line.
fn drawn(
    width: usize,
    (colour, language): (bool, Language),
    draw: &mut dyn FnMut(&mut Page<'_>) -> io::Result<()>,
) -> io::Result<Vec<String>> {
    let mut out = Vec::new();
    // What stands side by side is laid out by its columns, which links would hide.
    draw(&mut Page::new(Appearance { width, colour, links: None, language }, &mut out))?;
    Ok(String::from_utf8_lossy(&out).lines().map(str::to_owned).collect())
}

/// Writes what was drawn side by side.
fn rows(cells: &[Vec<String>], room: usize, page: &mut Page<'_>) -> io::Result<()> {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for row in 0..height {
        let mut line = String::new();
        // Colour has no columns, and cleaning takes it off.
        let mut empty = 0;
        for cell in cells {
            let piece = cell.get(row).map_or("", String::as_str);
            if !piece.is_empty() {
                line.push_str(&" ".repeat(empty));
                line.push_str(piece);
                empty = 0;
            }
            empty += room + GAP - columns(&clean(piece)).min(room + GAP);
        }
        page.raw(&line)?;
    }
    Ok(())
}

fn one_by_one(view: &View, page: &mut Page<'_>) -> io::Result<()> {
    for (number, side) in view.sides.iter().enumerate() {
        if number > 0 {
            page.blank()?;
            page.blank()?;
        }
        page.text(&head(side, page.language()))?;
        let entries = side.items.iter().filter_map(|item| view.items.get(*item)?.entry());
        let entries: Vec<&Entry> = entries.collect();
        for said in entries.chunk_by(|one, other| one.note.date == other.note.date) {
            page.blank()?;
            page.text(&Rich::new(Role::Strong, &day(said[0], page.language())))?;
            cards(said, page)?;
        }
    }
    Ok(())
}

/// Whose words stand below.
fn head(side: &Side, language: Language) -> Rich {
    let name = Rich::new(Role::speaker(&side.name), &side.name);
    let count = match side.total {
        0 => language.label("（无）").to_owned(),
        total => language.filled("（{}）", &[&total]),
    };
    name.with(Role::Faint, &count)
}

fn cards(said: &[&Entry], page: &mut Page<'_>) -> io::Result<()> {
    // A question that several quotes in a row answer stands at the first of them only.
    let mut asked = None;
    for (number, entry) in said.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        if matches!(entry.record.body, Body::Prediction(_)) {
            page.text(&Rich::new(Role::Kind(Kind::Prediction), page.language().kind(Kind::Prediction)))?;
        }
        content(entry, asked, page)?;
        asked = match &entry.record.body {
            Body::Quote(quote) => quote.question.as_deref(),
            _ => None,
        };
        Place::without_day(entry).write(&Rich::default(), page)?;
    }
    Ok(())
}
