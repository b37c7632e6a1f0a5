//! Somebody with all that is known of them, for readers: names, notes, topics, key quotes, claims.

use std::io;

use super::cards::{bar, person_head, prediction_card};
use super::compare::day_of;
use super::names::{JoinedNames, NoteLine, PersonName};
use super::place::{Place, place_among_words};
use super::style::{Page, Rich, Role};
use super::unbroken::unbroken;
use super::{Item, Language, PersonCard, PersonEntry, TopicCount};
use crate::model::{Body, Kind};

const INDENT: &str = "  ";

/// Columns beside a place on its line.
const WITHOUT_PLACE: usize = 8;

/// People one below the other.
pub(super) fn write<'v>(items: impl Iterator<Item = &'v Item>, page: &mut Page<'_>) -> io::Result<()> {
    for (number, person) in items.filter_map(Item::person).enumerate() {
        if number > 0 {
            page.blank()?;
            page.blank()?;
        }
        person_head(person, page)?;
        if let Some(card) = &person.card {
            write_card(person, card, page)?;
        }
    }
    Ok(())
}

fn write_card(person: &PersonEntry, card: &PersonCard, page: &mut Page<'_>) -> io::Result<()> {
    heading(page.label("名字"), page)?;
    for (position, name) in person.names.iter().enumerate() {
        name_lines(name, position, &card.joins, page)?;
    }
    heading(page.label("笔记"), page)?;
    for note in &card.talks {
        let date = Rich::new(Role::Text, &day_of(note, page.language())).with(Role::Text, INDENT);
        item(&date.with(Role::Strong, &format!("《{}》", note.title)), page)?;
    }
    if !card.topics.is_empty() {
        heading(page.label("主题"), page)?;
        let name = |topic: &TopicCount| match page.language() {
            Language::Chinese => topic.chinese.clone(),
            Language::English => topic.english.clone(),
        };
        let topics = card.topics.iter().map(|topic| unbroken(&format!("{} {}", name(topic), topic.count)));
        item(&Rich::new(Role::Text, &topics.collect::<Vec<_>>().join(" · ")), page)?;
    }
    if !card.key_quotes.is_empty() {
        heading(page.label("关键语录"), page)?;
    }
    for (number, entry) in card.key_quotes.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        if let Body::Quote(quote) = &entry.record.body {
            let bar = bar(Some(&person.name));
            page.block(&bar, &bar, &Rich::new(Role::Text, &quote.text))?;
        }
        Place::of(entry).write(&Rich::default(), page)?;
    }
    if !card.claims.is_empty() {
        heading(page.label("预测"), page)?;
    }
    for (number, entry) in card.claims.iter().enumerate() {
        if number > 0 {
            page.blank()?;
        }
        if let Body::Prediction(prediction) = &entry.record.body {
            prediction_card(prediction, entry, page)?;
        }
        Place::of(entry).write(&Rich::default(), page)?;
    }
    Ok(())
}

/// A name, in how many notes and where first, and what joins it to another.
fn name_lines(
    name: &PersonName,
    position: usize,
    joins: &[JoinedNames],
    page: &mut Page<'_>,
) -> io::Result<()> {
    // What a place does not leave is taken by the indent and brackets around it.
    let room = page.measure().saturating_sub(WITHOUT_PLACE);
    let shown = |place: &NoteLine| place_among_words(&place.note, place.line, room);
    let mut line = Rich::new(if name.is_full { Role::Strong } else { Role::Text }, &name.text);
    if !name.is_full {
        line.push(Role::Faint, page.label("（简称）"));
    }
    if name.notes > 0 {
        line.push(Role::Text, INDENT);
        line.push(Role::Faint, &unbroken(&page.language().count(name.notes as usize, Kind::Note)));
    }
    if let Some(place) = &name.place {
        line.push(Role::Text, INDENT);
        line.push(Role::Place, &shown(place));
    }
    // The first name is the one to which the others are joined.
    let joined = joins.iter().filter(|_| position > 0 && name.is_full);
    for (join, beside) in joined.filter_map(|join| Some((join, join.beside(&name.text)?))) {
        line.push(Role::Text, INDENT);
        line.push(
            Role::Faint,
            &page.language().filled("= {}（{}）", &[&beside, &join.reason(page.language(), shown)]),
        );
    }
    item(&line, page)
}

fn heading(title: &str, page: &mut Page<'_>) -> io::Result<()> {
    page.blank()?;
    page.text(&Rich::new(Role::Kind(Kind::Section), title))
}

fn item(line: &Rich, page: &mut Page<'_>) -> io::Result<()> {
    page.block(&Rich::new(Role::Text, INDENT), &Rich::new(Role::Text, "    "), line)
}
