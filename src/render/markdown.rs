//! Markdown to paste into other notes: what was said as blockquotes with their citation, the rest as lists.
//!
//! In a listing each record is cited; a section or record in full is cited once, at its end. Characters of a note that
//! Markdown would read as marks are escaped, so that the words come out as they stand.

use std::borrow::Borrow;
use std::io::{self, Write};

use super::compare::{day, day_of};
use super::names::FilePlace;
use super::{Entry, Fact, Item, Layout, Mention, PersonCard, PersonEntry, Repeat, TopicEntry, View, grounds};
use crate::model::{Body, Kind, PassageForm, Prediction, Quote, Term};
use crate::text::width::one_line;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    if view.layout == Layout::Sides {
        return write_sides(view, out);
    }
    let whole = view.layout == Layout::Whole;
    write_items(view.items.iter().map(Ok), whole, out)?;
    match view.items.first().and_then(Item::entry) {
        Some(first) if whole => {
            if let Some(why) = &first.grounds {
                writeln!(out)?;
                grounds::steps(why, first).iter().try_for_each(|step| writeln!(out, "- {}", escape(step)))?;
            }
            writeln!(out, "\n— {}", citation(first))
        }
        _ => Ok(()),
    }
}

/// A section for each of those who are compared, with what they said by day.
fn write_sides(view: &View, out: &mut dyn Write) -> io::Result<()> {
    for (number, side) in view.sides.iter().enumerate() {
        let apart = if number > 0 { "\n" } else { "" };
        writeln!(out, "{apart}## {}", escape(&side.name))?;
        let mut last = String::new();
        for entry in side.items.iter().filter_map(|item| view.items.get(*item)?.entry()) {
            let day = day(entry);
            if day != last {
                writeln!(out, "\n### {day}")?;
                last = day;
            }
            writeln!(out)?;
            write_entry(entry, &format!(" {}", citation(entry)), out)?;
        }
    }
    Ok(())
}

pub(super) fn write_each<I: Borrow<Item>>(
    items: impl Iterator<Item = io::Result<I>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_items(items, false, out)
}

fn write_items<I: Borrow<Item>>(
    items: impl Iterator<Item = io::Result<I>>,
    whole: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut before = None;
    let mut persons = 0;
    for item in items {
        match item?.borrow() {
            Item::Record(entry) => {
                let kind = entry.record.kind();
                let in_list = matches!(kind, Kind::Passage | Kind::Prediction | Kind::Term);
                if before.is_some() && !(in_list && before == Some(kind)) {
                    writeln!(out)?;
                }
                before = Some(kind);
                let cited = if whole { String::new() } else { format!(" {}", citation(entry)) };
                write_entry(entry, &cited, out)?;
                if entry.hit.is_some() {
                    write_repeats(entry.repeats(), out)?;
                }
            }
            Item::Topic(topic) => write_topic(topic, out)?,
            Item::Person(person) => {
                match &person.card {
                    Some(card) => write_card(person, card, persons > 0, out)?,
                    None => write_person(person, persons > 0, out)?,
                }
                persons += 1;
            }
            Item::Fact(fact) => write_fact(fact, out)?,
        }
    }
    Ok(())
}

/// `cited` is the citation with a space before it, or nothing.
fn write_entry(entry: &Entry, cited: &str, out: &mut dyn Write) -> io::Result<()> {
    match &entry.record.body {
        Body::Note(note) => writeln!(out, "- **{}**{cited}", escape(&note.title)),
        Body::Section(section) if cited.is_empty() => {
            let marks = "#".repeat(usize::from(section.level.clamp(1, 6)));
            writeln!(out, "{marks} {}", escape(&section.title))
        }
        Body::Section(section) => writeln!(out, "- **{}**{cited}", escape(&section.title)),
        Body::Passage(passage) => {
            let indent = match passage.form {
                PassageForm::Bullet { depth, .. } => "  ".repeat(usize::from(depth.min(8))),
                _ => String::new(),
            };
            writeln!(out, "{indent}- {}{cited}", escape(&passage.text))
        }
        Body::Question(question) => {
            let asker = question.asker.as_deref().unwrap_or("提问");
            writeln!(out, "**{}**：{}{cited}", escape(asker), escape(&question.text))
        }
        Body::Quote(quote) => write_quote(quote, entry.other_name(), cited, out),
        Body::Prediction(prediction) => write_prediction(prediction, entry.other_name(), cited, out),
        Body::Term(term) => {
            write_term(term, cited, out)?;
            write_repeats(entry.repeats(), out)?;
            write_mentions(entry.mentions.as_deref().unwrap_or_default(), out)
        }
    }
}

fn write_quote(quote: &Quote, person: Option<&str>, cited: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "> ")?;
    if let Some(label) = quote.label_beside_speaker() {
        write!(out, "〔{}〕", escape(label))?;
    }
    if let Some(speaker) = &quote.speaker {
        write!(out, "**{}**", escape(speaker))?;
        if let Some(person) = person {
            write!(out, "（{}）", escape(person))?;
        }
        if let Some(qualifier) = &quote.qualifier {
            write!(out, "（{}）", escape(qualifier))?;
        }
        write!(out, "：")?;
    }
    writeln!(out, "“{}”", escape(&quote.text))?;
    match cited {
        "" => Ok(()),
        cited => writeln!(out, ">\n> —{cited}"),
    }
}

fn write_prediction(
    prediction: &Prediction,
    person: Option<&str>,
    cited: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "- **{}**", escape(&prediction.claim))?;
    let horizon = prediction.horizon.as_ref().map(|horizon| horizon.raw.as_str());
    let by = prediction.by.as_ref().map(|by| person.map_or(by.clone(), |person| format!("{by}（{person}）")));
    let facts: Vec<String> = [by.as_deref(), horizon].into_iter().flatten().map(escape).collect();
    if !facts.is_empty() {
        write!(out, "（{}）", facts.join("，"))?;
    }
    if let Some(detail) = &prediction.detail {
        write!(out, "：{}", escape(detail))?;
    }
    writeln!(out, "{cited}")
}

fn write_term(term: &Term, cited: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "- **{}**", escape(&term.term))?;
    if !term.aliases.is_empty() {
        write!(out, "（{}）", escape(&term.aliases.join("，")))?;
    }
    writeln!(out, "：{}{cited}", escape(&term.definition))
}

/// The other notes that explain a term so.
fn write_repeats(repeats: &[Repeat], out: &mut dyn Write) -> io::Result<()> {
    repeats.iter().try_for_each(|other| {
        let day = other.note.date.map(|date| format!(" {date}")).unwrap_or_default();
        writeln!(out, "  - 又见《{}》{day} ({})", escape(&other.note.title), code(&other.place()))
    })
}

fn write_mentions(mentions: &[Mention], out: &mut dyn Write) -> io::Result<()> {
    mentions.iter().try_for_each(|mention| {
        let section = escape(&mention.section.join(" › "));
        writeln!(
            out,
            "  - {} {section} ({})",
            mention.kind.info().chinese,
            code(&format!("{}:{}", mention.note.path, mention.line))
        )
    })
}

fn write_topic(topic: &TopicEntry, out: &mut dyn Write) -> io::Result<()> {
    let (chinese, english) = (escape(&topic.chinese), escape(&topic.english));
    writeln!(out, "- **{chinese}** {english} (`{}`): {}", topic.slug, topic.counts.total())
}

/// A row of a table, below its header if it is the first.
fn write_person(person: &PersonEntry, is_further: bool, out: &mut dyn Write) -> io::Result<()> {
    if !is_further {
        writeln!(out, "| 人物 | 又名 | 笔记 | 语录 | 提问 | 预测 | 最早 | 最晚 |")?;
        writeln!(out, "|---|---|--:|--:|--:|--:|---|---|")?;
    }
    let count = |kind| person.counts.of(kind).to_string();
    let cells = [
        escape(&person.name),
        escape(&person.other_names_in_short()),
        person.notes.to_string(),
        count(Kind::Quote),
        count(Kind::Question),
        count(Kind::Prediction),
        person.days.map(|days| days.0.to_string()).unwrap_or_default(),
        person.days.map(|days| days.1.to_string()).unwrap_or_default(),
    ];
    writeln!(out, "| {} |", cells.join(" | "))
}

/// A row of a table.
pub(super) fn write_row(cells: &mut dyn Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<String> = cells.map(|cell| escape(&cell)).collect();
    writeln!(out, "| {} |", cells.join(" | "))
}

/// Somebody with all that is known of them.
fn write_card(
    person: &PersonEntry,
    card: &PersonCard,
    is_further: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}## {}\n", if is_further { "\n" } else { "" }, escape(&person.name))?;
    for (position, name) in person.names.iter().enumerate() {
        write!(out, "- **{}** {}", escape(&name.text), name.notes)?;
        if let Some(place) = &name.place {
            write!(out, " ({})", code(&place.text()))?;
        }
        let joined = card.joins.iter().filter(|_| position > 0 && name.is_full);
        for (join, beside) in joined.filter_map(|join| Some((join, join.beside(&name.text)?))) {
            write!(out, " = {}（{}）", escape(beside), escape(&join.reason(FilePlace::text)))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n### 笔记\n")?;
    for note in &card.talks {
        writeln!(out, "- {} 《{}》 ({})", day_of(note), escape(&note.title), code(&note.path))?;
    }
    if !card.topics.is_empty() {
        writeln!(out, "\n### 主题\n")?;
    }
    for topic in &card.topics {
        writeln!(out, "- **{}** (`{}`): {}", escape(&topic.chinese), topic.slug, topic.count)?;
    }
    for (heading, entries) in [("关键语录", &card.key_quotes), ("预测", &card.claims)] {
        if !entries.is_empty() {
            writeln!(out, "\n### {heading}")?;
        }
        for (number, entry) in entries.iter().enumerate() {
            if number == 0 || entry.record.kind() == Kind::Quote {
                writeln!(out)?;
            }
            write_entry(entry, &format!(" {}", citation(entry)), out)?;
        }
    }
    Ok(())
}

fn write_fact(fact: &Fact, out: &mut dyn Write) -> io::Result<()> {
    let values = fact.values.iter().map(|(_, value)| escape(&value.text()));
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    write!(out, "- {}", values.join(" · "))?;
    match &fact.path {
        Some(_) => writeln!(out, " ({})", code(&fact.place())),
        None => writeln!(out),
    }
}

/// Title, heading path and place: `《Town Hall》 推理成本 › 预测 (note.md:12)`.
fn citation(entry: &Entry) -> String {
    let mut cited = format!("《{}》", escape(&entry.note.title));
    if !entry.record.section.is_empty() {
        cited.push(' ');
        cited.push_str(&escape(&entry.record.section.join(" › ")));
    }
    format!("{cited} ({})", code(&entry.place()))
}

/// A place as code. A backtick in a path would end it.
fn code(place: &str) -> String {
    format!("`{}`", one_line(place).replace('`', "'"))
}

pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
