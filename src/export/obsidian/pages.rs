//! The text of each page.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::extract::{Extract, is_title_again};
use super::links::{Links, inline};
use crate::model::{Body, Kind, Note, PassageForm, Prediction, Quote};
use crate::records::PersonFacts;
use crate::render::{Entry, TopicEntry, horizon_name};
use crate::text::width::{clean, one_line};
use crate::yaml;

/// The properties of a page. What is not known of it is left out.
#[derive(Default, Serialize)]
struct Properties<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'e str>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    tags: BTreeSet<&'e str>,
}

fn begin(properties: &Properties<'_>, title: &str) -> anyhow::Result<String> {
    Ok(format!("---\n{}---\n\n# {}\n", yaml::write(properties)?, inline(title)))
}

fn plain(text: &str) -> String {
    one_line(text).into_owned()
}

/// All records of a note, its own first.
pub(super) fn note(note: &[Entry], links: &Links<'_>) -> anyhow::Result<String> {
    let facts = &note[0].note;
    let properties = Properties {
        id: Some(note[0].record.id.as_str()),
        kind: "note",
        title: Some(plain(&facts.title)),
        date: facts.date.map(|day| day.to_string()),
        url: facts.url.as_deref().map(plain),
        source: Some(plain(&facts.note_path)),
        speakers: facts.speakers.iter().map(|name| plain(name)).collect(),
        tags: note.iter().flat_map(|entry| &entry.record.topics).map(String::as_str).collect(),
        ..Properties::default()
    };
    let mut page = begin(&properties, &facts.title)?;
    for (number, entry) in note.iter().enumerate().filter(|(_, entry)| !is_title_again(entry)) {
        let written = record(entry, links);
        // A list has no empty lines in it.
        let is_item = |at: usize| note.get(at).is_some_and(|entry| is_item(&entry.record.body));
        let goes_on = number > 0 && is_item(number) && is_item(number - 1);
        page.push_str(if goes_on { "" } else { "\n" });
        page.push_str(&written);
        page.push('\n');
    }
    Ok(page)
}

fn is_item(body: &Body) -> bool {
    matches!(body, Body::Passage(passage) if matches!(passage.form, PassageForm::Bullet { .. }))
        || matches!(body, Body::Term(_) | Body::Prediction(_))
}

/// A record in its note's page, with its id as the block's.
fn record(entry: &Entry, links: &Links<'_>) -> String {
    let id = &entry.record.id;
    match &entry.record.body {
        Body::Note(note) => metadata(note, entry, links),
        Body::Section(section) => {
            let marks = "#".repeat(usize::from(section.level.clamp(2, 6)));
            format!("{marks} {}", inline(&section.title))
        }
        Body::Passage(passage) => {
            let said = passage
                .speaker
                .as_ref()
                .map(|speaker| format!("**{}**：", inline(speaker)))
                .unwrap_or_default();
            let indent = match passage.form {
                PassageForm::Bullet { depth, .. } => "  ".repeat(usize::from(depth.min(8))) + "- ",
                PassageForm::Code => return format!("{}\n\n^{id}", code(&passage.text)),
                _ => String::new(),
            };
            format!("{indent}{said}{} ^{id}", inline(&passage.text))
        }
        Body::Question(question) => {
            let asker =
                question.asker.as_deref().map_or("提问".to_owned(), |asker| who(asker, entry, links));
            format!("**{asker}**：{} ^{id}", inline(&question.text))
        }
        Body::Quote(own) => format!("{}\n\n^{id}", quote(own, entry, links)),
        Body::Prediction(own) => format!("- {} ^{id}", prediction(own, entry, links)),
        Body::Term(term) => {
            format!("- **{}**：{} ^{id}", links.to_term(&term.term), inline(&term.definition))
        }
    }
}

/// The metadata of a note, its speakers and topics as links.
fn metadata(note: &Note, entry: &Entry, links: &Links<'_>) -> String {
    let row = |(name, value): &(String, String)| format!("- {}：{}", inline(name), inline(value));
    let mut rows: Vec<String> = note.metadata.iter().map(row).collect();
    if !note.speakers.is_empty() {
        let speakers: Vec<String> = note.speakers.iter().map(|name| links.to_person(name, name)).collect();
        rows.push(format!("- 人物：{}", speakers.join("、")));
    }
    if !entry.record.topics.is_empty() {
        let topics: Vec<String> = entry.record.topics.iter().map(|slug| links.to_topic(slug, slug)).collect();
        rows.push(format!("- 主题：{}", topics.join("、")));
    }
    rows.join("\n")
}

/// Code as it is, in a fence that is longer than any in it.
fn code(text: &str) -> String {
    let text = clean(text);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

/// Whoever says it, in the note's words, as a link to the person.
fn who(speaker: &str, entry: &Entry, links: &Links<'_>) -> String {
    match entry.person.as_deref() {
        Some(person) => links.to_person(person, speaker),
        None => inline(speaker),
    }
}

fn quote(quote: &Quote, entry: &Entry, links: &Links<'_>) -> String {
    let label =
        quote.label_beside_speaker().map(|label| format!("〔{}〕", inline(label))).unwrap_or_default();
    let qualifier = quote.qualifier.as_deref().map(|it| format!("（{}）", inline(it))).unwrap_or_default();
    let speaker = quote.speaker.as_deref();
    let speaker = speaker.map(|it| format!("**{}**{qualifier}：", who(it, entry, links))).unwrap_or_default();
    let other = quote.in_other_language();
    let other = other.map(|other| format!("\n>\n> {}", inline(other))).unwrap_or_default();
    format!("> {label}{speaker}“{}”{other}", inline(&quote.text))
}

fn prediction(prediction: &Prediction, entry: &Entry, links: &Links<'_>) -> String {
    let by = prediction.by.as_deref().map(|by| who(by, entry, links));
    let horizon = prediction.horizon.as_ref().map(|horizon| {
        let end = horizon.end.map(|end| format!(" {} {end}", horizon_name(horizon.kind))).unwrap_or_default();
        format!("{}{end}", inline(&horizon.raw))
    });
    let facts: Vec<String> = by.into_iter().chain(horizon).collect();
    let facts = if facts.is_empty() { String::new() } else { format!("（{}）", facts.join("，")) };
    let detail =
        prediction.detail.as_deref().map(|detail| format!("：{}", inline(detail))).unwrap_or_default();
    let verdict = entry.verdict.as_ref().map(|it| format!("【{}】", it.outcome.name())).unwrap_or_default();
    format!("{}{facts}{detail}{verdict}", inline(&prediction.claim))
}

/// Somebody: their names, their notes, what they say.
pub(super) fn person<'e>(
    person: &PersonFacts,
    notes: impl Iterator<Item = &'e Entry>,
    said: &[&'e Entry],
    links: &Links<'_>,
) -> anyhow::Result<String> {
    let others = person.names.iter().map(|name| &name.text).filter(|name| **name != person.name);
    let properties = Properties {
        kind: "person",
        title: Some(plain(&person.name)),
        aliases: others.map(|name| plain(name)).collect(),
        ..Properties::default()
    };
    let mut page = begin(&properties, &person.name)?;
    page.push_str("\n## 笔记\n\n");
    for note in notes {
        page.push_str(&format!("- {}\n", dated(note, links)));
    }
    push_said(&mut page, said.iter().copied(), links);
    Ok(page)
}

/// A topic: what is said on it.
pub(super) fn topic(topic: &TopicEntry, extract: &Extract, links: &Links<'_>) -> anyhow::Result<String> {
    let properties = Properties {
        id: Some(&topic.slug),
        kind: "topic",
        title: Some(plain(&topic.chinese)),
        aliases: [&topic.english].into_iter().chain(&topic.aliases).map(|name| plain(name)).collect(),
        ..Properties::default()
    };
    let mut page = begin(&properties, &topic.chinese)?;
    let on_it = |entry: &&Entry| entry.record.topics.contains(&topic.slug);
    push_said(&mut page, extract.records.iter().filter(on_it), links);
    Ok(page)
}

/// A term: what each note says that it is.
pub(super) fn term(rows: &[&Entry], links: &Links<'_>) -> anyhow::Result<String> {
    let name = rows.first().map(|entry| entry.record.text()).unwrap_or_default();
    let mut aliases: Vec<String> = Vec::new();
    for entry in rows {
        let Body::Term(term) = &entry.record.body else { continue };
        let names = [&term.term].into_iter().chain(&term.aliases).map(|alias| plain(alias));
        let new: Vec<String> = names.filter(|alias| alias != name && !aliases.contains(alias)).collect();
        aliases.extend(new);
    }
    let properties = Properties { kind: "term", title: Some(plain(name)), aliases, ..Properties::default() };
    let mut page = begin(&properties, name)?;
    for entry in rows {
        let Body::Term(term) = &entry.record.body else { continue };
        page.push_str(&format!("\n{}\n\n— {}\n", inline(&term.definition), dated(entry, links)));
    }
    Ok(page)
}

/// Questions, quotes and predictions, each below a heading, with links to where they stand.
fn push_said<'e>(page: &mut String, records: impl Iterator<Item = &'e Entry> + Clone, links: &Links<'_>) {
    for (kind, heading) in [(Kind::Question, "提问"), (Kind::Quote, "语录"), (Kind::Prediction, "预测")]
    {
        let mut of_kind = records.clone().filter(|entry| entry.record.kind() == kind).peekable();
        if of_kind.peek().is_some() {
            page.push_str(&format!("\n## {heading}\n"));
        }
        for entry in of_kind {
            let words = match &entry.record.body {
                Body::Quote(own) => quote(own, entry, links),
                Body::Prediction(own) => format!("- {}", prediction(own, entry, links)),
                _ => inline(entry.record.text()),
            };
            page.push_str(&format!("\n{words}\n\n— {}\n", dated(entry, links)));
        }
    }
}

/// A link to a record, as the title and the day of its talk.
fn dated(entry: &Entry, links: &Links<'_>) -> String {
    let day = entry.note.date.map(|day| format!(" {day}")).unwrap_or_default();
    let title = format!("《{}》{day}", entry.note.title);
    match entry.record.kind() {
        Kind::Note => links.to_note(&entry.note.note_path, &title),
        _ => links.to_record(entry, &title),
    }
}
