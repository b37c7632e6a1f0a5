//! Markdown to paste into other notes: what was said as blockquotes with their citation, the rest as lists.
//!
//! In a listing each record is cited; a section or record in full is cited once, at its end. Characters of a note that
//! Markdown would read as marks are escaped, so that the words come out as they stand.

use std::borrow::Borrow;
use std::io::{self, Write};

use super::cards::other_names;
use super::compare::{day, day_of};
use super::facts::header;
use super::names::NoteLine;
use super::source::Source;
use super::words::told_once;
use super::{
    Entry, Fact, Item, Language, Layout, Mention, PersonCard, PersonEntry, Repeat, TopicEntry, View, grounds,
};
use crate::model::{Body, Kind, PassageForm, Prediction, Quote, Term};
use crate::records::NoteFacts;
use crate::text::width::one_line;

pub(super) fn write(view: &View, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if view.layout == Layout::Sides {
        return write_sides(view, language, out);
    }
    let meant = match view.layout {
        Layout::Whole => Some(0),
        Layout::Within { first, .. } => Some(first),
        _ => None,
    };
    let whole = meant.is_some();
    match view.items.first().and_then(Item::entry) {
        Some(first) if whole && matches!(first.record.body, Body::Note(_)) => {
            write_note(view, language, out)?
        }
        _ => write_items(view.items.iter().map(Ok), whole, language, out)?,
    }
    match view.items.get(meant.unwrap_or_default()).and_then(Item::entry) {
        Some(first) if whole => {
            if let Some(why) = &first.grounds {
                writeln!(out)?;
                grounds::steps(why, first, language, grounds::by_path)
                    .iter()
                    .try_for_each(|step| writeln!(out, "- {}", escape(step)))?;
            }
            writeln!(out, "\n— {}", citation(first, language))
        }
        _ => Ok(()),
    }
}

/// A note: its title, its metadata and all that it holds.
fn write_note(view: &View, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let Some((first, content)) = view.items.split_first() else { return Ok(()) };
    let Some((entry, Body::Note(note))) = first.entry().map(|entry| (entry, &entry.record.body)) else {
        return Ok(());
    };
    writeln!(out, "# {}", escape(&entry.note.title))?;
    if !note.metadata.is_empty() {
        writeln!(out)?;
    }
    for (name, value) in &note.metadata {
        writeln!(out, "- {}{}{}", escape(name), language.label("："), escape(value))?;
    }
    // The heading that is the title stands above already.
    let content = content.iter().filter_map(Item::entry).filter(|entry| !entry.is_title_of(note));
    let content = told_once(content);
    if !content.is_empty() {
        writeln!(out)?;
    }
    let content = content.into_iter().cloned().map(|entry| Ok(Item::Record(Box::new(entry))));
    write_items(content, true, language, out)
}

/// A section for each of those who are compared, with what they said by day.
fn write_sides(view: &View, language: Language, out: &mut dyn Write) -> io::Result<()> {
    for (number, side) in view.sides.iter().enumerate() {
        let apart = if number > 0 { "\n" } else { "" };
        writeln!(out, "{apart}## {}", escape(&side.name))?;
        let mut last = String::new();
        for entry in side.items.iter().filter_map(|item| view.items.get(*item)?.entry()) {
            let day = day(entry, language);
            if day != last {
                writeln!(out, "\n### {day}")?;
                last = day;
            }
            writeln!(out)?;
            write_entry(entry, &format!(" {}", citation(entry, language)), language, out)?;
        }
    }
    Ok(())
}

pub(super) fn write_each<I: Borrow<Item>>(
    items: impl Iterator<Item = io::Result<I>>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_items(items, false, language, out)
}

fn write_items<I: Borrow<Item>>(
    items: impl Iterator<Item = io::Result<I>>,
    whole: bool,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut before = None;
    let mut rows = 0;
    for item in items {
        match item?.borrow() {
            Item::Record(entry) => {
                let kind = entry.record.kind();
                let in_list = matches!(kind, Kind::Passage | Kind::Prediction | Kind::Term);
                if before.is_some() && !(in_list && before == Some(kind)) {
                    writeln!(out)?;
                }
                before = Some(kind);
                let cited = if whole { String::new() } else { format!(" {}", citation(entry, language)) };
                write_entry(entry, &cited, language, out)?;
                if entry.hit.is_some() {
                    write_repeats(entry.repeats(), language, out)?;
                }
            }
            Item::Topic(topic) => {
                write_topic(topic, rows > 0, language, out)?;
                rows += 1;
            }
            Item::Person(person) => {
                match &person.card {
                    Some(card) => write_card(person, card, rows > 0, language, out)?,
                    None => write_person(person, rows > 0, language, out)?,
                }
                rows += 1;
            }
            Item::Fact(fact) => {
                write_fact(fact, rows > 0, language, out)?;
                rows += 1;
            }
        }
    }
    Ok(())
}

/// `cited` is the citation with a space before it, or nothing.
fn write_entry(entry: &Entry, cited: &str, language: Language, out: &mut dyn Write) -> io::Result<()> {
    match &entry.record.body {
        Body::Note(note) if cited.is_empty() => writeln!(out, "- **{}**", escape(&note.title)),
        Body::Note(note) => match note.speakers.is_empty() {
            true => writeln!(out, "-{cited}"),
            false => {
                let speakers = note.speakers.join(language.label("、"));
                writeln!(out, "- {}{}{}", escape(&speakers), language.label("："), cited.trim_start())
            }
        },
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
            let asker = question.asker.as_deref().unwrap_or(match language {
                Language::Chinese => "提问",
                Language::English => "Question",
            });
            writeln!(out, "**{}**{}{}{cited}", escape(asker), language.label("："), escape(&question.text))
        }
        Body::Quote(quote) => write_quote(quote, entry.other_name(), cited, language, out),
        Body::Prediction(prediction) => write_prediction(prediction, entry, cited, language, out),
        Body::Term(term) => {
            write_term(term, cited, language, out)?;
            write_repeats(entry.repeats(), language, out)?;
            write_mentions(entry.mentions.as_deref().unwrap_or_default(), language, out)
        }
    }
}

fn write_quote(
    quote: &Quote,
    person: Option<&str>,
    cited: &str,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "> ")?;
    if let Some(label) = quote.label_beside_speaker() {
        write!(out, "〔{}〕", escape(label))?;
    }
    if let Some(speaker) = &quote.speaker {
        write!(out, "**{}**", escape(speaker))?;
        if let Some(person) = person {
            write!(out, "{}", language.filled("（{}）", &[&escape(person)]))?;
        }
        if let Some(qualifier) = &quote.qualifier {
            write!(out, "{}", language.filled("（{}）", &[&escape(qualifier)]))?;
        }
        write!(out, "{}", language.label("："))?;
    }
    writeln!(out, "“{}”", escape(&quote.text))?;
    match cited {
        "" => Ok(()),
        cited => writeln!(out, ">\n> —{cited}"),
    }
}

fn write_prediction(
    prediction: &Prediction,
    entry: &Entry,
    cited: &str,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "- **{}**", escape(&prediction.claim))?;
    let person = entry.other_name();
    let horizon = prediction.horizon.as_ref().map(|horizon| horizon.raw.as_str());
    let by = prediction.by.as_ref().map(|by| {
        person.map_or(by.clone(), |person| format!("{by}{}", language.filled("（{}）", &[&person])))
    });
    let facts: Vec<String> = [by.as_deref(), horizon].into_iter().flatten().map(escape).collect();
    if !facts.is_empty() {
        write!(out, "{}", language.filled("（{}）", &[&facts.join(language.label("，"))]))?;
    }
    if let Some(detail) = &prediction.detail {
        write!(out, "{}{}", language.label("："), escape(detail))?;
    }
    if let Some(verdict) = &entry.verdict {
        let day = verdict.on.map(|day| day.to_string());
        let others = [&day, &verdict.source, &verdict.note].into_iter().flatten().map(|it| escape(it));
        let outcome = language.outcome(verdict.outcome).to_owned();
        let told: Vec<String> = std::iter::once(outcome).chain(others).collect();
        write!(out, "{}", language.filled("【{}】", &[&told.join(language.label("，"))]))?;
    }
    writeln!(out, "{cited}")
}

fn write_term(term: &Term, cited: &str, language: Language, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "- **{}**", escape(&term.term))?;
    let others = other_names(term);
    if !others.is_empty() {
        write!(out, "{}", language.filled("（{}）", &[&escape(&others.join(language.label("，")))]))?;
    }
    writeln!(out, "{}{}{cited}", language.label("："), escape(&term.definition))
}

/// The other notes that explain a term so.
fn write_repeats(repeats: &[Repeat], language: Language, out: &mut dyn Write) -> io::Result<()> {
    let lead = match language {
        Language::Chinese => "又见",
        Language::English => "also ",
    };
    repeats.iter().try_for_each(|other| {
        writeln!(out, "  - {lead}{}", other_place(&other.note, &[], other.line, language))
    })
}

fn write_mentions(mentions: &[Mention], language: Language, out: &mut dyn Write) -> io::Result<()> {
    mentions.iter().try_for_each(|mention| {
        let kind = language.kind(mention.kind);
        writeln!(out, "  - {kind} {}", other_place(&mention.note, &mention.section, mention.line, language))
    })
}

/// A row of a table, below its header if it is the first.
fn write_topic(
    topic: &TopicEntry,
    is_further: bool,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !is_further {
        let [topic, chinese, sections, quotes, questions, predictions] =
            ["主题", "中文", "章节", "语录", "提问", "预测"].map(|name| language.label(name));
        writeln!(
            out,
            "| {topic} | {chinese} | English | {sections} | {quotes} | {questions} | {predictions} |"
        )?;
        writeln!(out, "|---|---|---|--:|--:|--:|--:|")?;
    }
    let count = |kind| topic.counts.of(kind).to_string();
    let kinds = [Kind::Section, Kind::Quote, Kind::Question, Kind::Prediction];
    let names = [&topic.slug, &topic.chinese, &topic.english].map(String::clone);
    write_row(&mut names.into_iter().chain(kinds.map(count)), out)
}

/// A row of a table, below its header if it is the first.
fn write_person(
    person: &PersonEntry,
    is_further: bool,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !is_further {
        let names = ["人物", "又名", "笔记", "语录", "提问", "预测", "最早", "最晚"];
        writeln!(out, "| {} |", names.map(|name| language.label(name)).join(" | "))?;
        writeln!(out, "|---|---|--:|--:|--:|--:|---|---|")?;
    }
    let count = |kind| person.counts.of(kind).to_string();
    let cells = [
        escape(&person.name),
        escape(&person.other_names_in_short(language)),
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
    language: Language,
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
            let reason = escape(&join.reason(language, NoteLine::text));
            write!(out, " = {}{}", escape(beside), language.filled("（{}）", &[&reason]))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n### {}\n", language.label("笔记"))?;
    for note in &card.talks {
        writeln!(out, "- {} {}", day_of(note, language), talk(&note.title, note.url.as_deref()))?;
    }
    if !card.topics.is_empty() {
        writeln!(out, "\n### {}\n", language.label("主题"))?;
    }
    for topic in &card.topics {
        let name = match language {
            Language::Chinese => &topic.chinese,
            Language::English => &topic.english,
        };
        writeln!(out, "- **{}** (`{}`): {}", escape(name), topic.slug, topic.count)?;
    }
    for (heading, entries) in [("关键语录", &card.key_quotes), ("预测", &card.claims)] {
        if !entries.is_empty() {
            writeln!(out, "\n### {}", language.label(heading))?;
        }
        for (number, entry) in entries.iter().enumerate() {
            if number == 0 || entry.record.kind() == Kind::Quote {
                writeln!(out)?;
            }
            write_entry(entry, &format!(" {}", citation(entry, language)), language, out)?;
        }
    }
    Ok(())
}

/// A row of a table, below its header if it is the first.
fn write_fact(fact: &Fact, is_further: bool, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let place = fact.path.as_ref().map(|_| fact.place());
    if !is_further {
        let names = place.iter().map(|_| "place").chain(fact.names());
        let names: Vec<String> = names.map(|name| header(name, language).to_owned()).collect();
        let rule = "---|".repeat(names.len());
        write_row(&mut names.into_iter(), out)?;
        writeln!(out, "|{rule}")?;
    }
    let values = fact.values.iter().map(|(_, value)| value.shown());
    write_row(&mut place.into_iter().chain(values), out)
}

/// Title, which leads to the talk, then what it was part of, when and where: `[《Town Hall》](…)，2026-01-26，12:34，推理成本 › 预测，第 12 行`.
fn citation(entry: &Entry, language: Language) -> String {
    let source = Source::of(entry, language);
    let mut parts = vec![talk(&source.title, source.url.as_deref())];
    parts.extend(source.facts().iter().map(|fact| escape(fact)));
    parts.join(language.label("，"))
}

/// The title of a talk, which leads to it.
fn talk(title: &str, url: Option<&str>) -> String {
    let title = format!("《{}》", escape(title));
    match url.filter(|url| url.contains("://")) {
        Some(url) => format!("[{title}]({})", destination(url)),
        None => title,
    }
}

/// An address without what could end it.
fn destination(url: &str) -> String {
    const ESCAPES: [(char, &str); 7] =
        [('(', "%28"), (')', "%29"), ('<', "%3C"), ('>', "%3E"), ('\\', "%5C"), ('|', "%7C"), (' ', "%20")];
    let mut safe = String::with_capacity(url.len());
    for character in one_line(url).chars() {
        match ESCAPES.iter().find(|(unsafe_one, _)| *unsafe_one == character) {
            Some((_, escape)) => safe.push_str(escape),
            None => safe.push(character),
        }
    }
    safe
}

/// Where another record stands: the talk and its day, the headings, the line.
fn other_place(note: &NoteFacts, section: &[String], line: u32, language: Language) -> String {
    let day = note.date.map(|date| format!(" {date}")).unwrap_or_default();
    let mut parts = vec![format!("{}{day}", talk(&note.title, note.url.as_deref()))];
    parts.extend((!section.is_empty()).then(|| escape(&section.join(" › "))));
    parts.push(language.filled("第 {} 行", &[&line]));
    parts.join(language.label("，"))
}

/// A place as code. A backtick in a path would end it.
fn code(place: &str) -> String {
    format!("`{}`", one_line(place).replace('`', "'"))
}

/// A text on one line, without what Markdown would take for a mark.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
