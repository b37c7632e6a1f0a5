//! Markdown to paste into other notes: what was said as blockquotes with their citation, the rest as lists.
//!
//! Characters of a note that Markdown would read as marks are escaped, so that the words come out as they stand.

use std::io::{self, Write};

use super::{Entry, Item, Topic, View};
use crate::model::{Body, Kind};
use crate::text::width::one_line;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    for (number, item) in view.items.iter().enumerate() {
        match item {
            Item::Record(entry) => {
                let apart =
                    matches!(entry.record.kind(), Kind::Quote | Kind::Question | Kind::Section | Kind::Note);
                if number > 0 && apart {
                    writeln!(out)?;
                }
                write_entry(entry, out)?;
            }
            Item::Topic(topic) => write_topic(topic, out)?,
        }
    }
    Ok(())
}

fn write_entry(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let citation = citation(entry);
    match &entry.record.body {
        Body::Note(note) => writeln!(out, "# {}\n\n{citation}", escape(&note.title)),
        Body::Section(section) => {
            let marks = "#".repeat(usize::from(section.level.clamp(1, 6)));
            writeln!(out, "{marks} {}\n\n{citation}", escape(&section.title))
        }
        Body::Passage(passage) => writeln!(out, "- {} {citation}", escape(&passage.text)),
        Body::Question(question) => {
            let asker = question.asker.as_deref().unwrap_or("提问");
            writeln!(out, "**{}**：{} {citation}", escape(asker), escape(&question.text))
        }
        Body::Quote(quote) => {
            write!(out, "> ")?;
            if let Some(label) = &quote.label {
                write!(out, "〔{}〕", escape(label))?;
            }
            if let Some(speaker) = &quote.speaker {
                write!(out, "**{}**", escape(speaker))?;
                if let Some(qualifier) = &quote.qualifier {
                    write!(out, "（{}）", escape(qualifier))?;
                }
                write!(out, "：")?;
            }
            writeln!(out, "“{}”\n>\n> — {citation}", escape(&quote.text))
        }
        Body::Prediction(prediction) => {
            write!(out, "- **{}**", escape(&prediction.claim))?;
            let facts =
                [prediction.by.as_deref(), prediction.horizon.as_ref().map(|horizon| horizon.raw.as_str())];
            let facts: Vec<String> = facts.into_iter().flatten().map(escape).collect();
            if !facts.is_empty() {
                write!(out, "（{}）", facts.join("，"))?;
            }
            if let Some(detail) = &prediction.detail {
                write!(out, "：{}", escape(detail))?;
            }
            writeln!(out, " {citation}")
        }
        Body::Term(term) => {
            write!(out, "- **{}**", escape(&term.term))?;
            if !term.aliases.is_empty() {
                write!(out, "（{}）", escape(&term.aliases.join("，")))?;
            }
            writeln!(out, "：{} {citation}", escape(&term.definition))
        }
    }
}

fn write_topic(topic: &Topic, out: &mut dyn Write) -> io::Result<()> {
    let (chinese, english) = (escape(&topic.chinese), escape(&topic.english));
    writeln!(out, "- **{chinese}** {english} (`{}`): {}", topic.slug, topic.counts.total())
}

/// Title, heading path and place: `《Town Hall》 推理成本 › 预测 (note.md:12)`.
fn citation(entry: &Entry) -> String {
    let mut cited = format!("《{}》", escape(&entry.title));
    if !entry.record.section.is_empty() {
        cited.push(' ');
        cited.push_str(&escape(&entry.record.section.join(" › ")));
    }
    format!("{cited} (`{}`)", one_line(&entry.place()).replace('`', "'"))
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
