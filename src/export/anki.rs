//! Notes for Anki: the glossary and the quotes, as the tab-separated text that its import reads.
//!
//! The lines at the top tell Anki what the columns are, so nothing has to be chosen there. The first column is Anki's own
//! identifier of a note, made of the record's id: an import at a later time changes the cards that are there and keeps what was
//! learned of them. Fields are HTML, in which everything that a note holds is text.

use std::collections::HashSet;
use std::io::{self, Write};

use super::extract::Extract;
use crate::model::{Body, Quote, RecordId, Term};
use crate::render::Entry;
use crate::text::normalise_text;
use crate::text::width::clean;

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cards {
    /// Cards of terms.
    pub terms: usize,
    /// Cards of quotes.
    pub quotes: usize,
    /// Records that say again what a card says already.
    pub repeats: usize,
}

const HEADER: &str = "\
#separator:tab
#html:true
#notetype:Basic
#guid column:1
#tags column:4
#columns:guid\tFront\tBack\tTags
";

/// Writes a card for each term and each quote; one where several say the same.
///
/// # Errors
/// Only the writer's.
pub fn write_anki(extract: &Extract, out: &mut dyn Write) -> io::Result<Cards> {
    out.write_all(HEADER.as_bytes())?;
    let mut cards = Cards::default();
    let mut written: HashSet<RecordId> = HashSet::new();
    let mut explained: HashSet<(String, String)> = HashSet::new();
    for entry in &extract.records {
        let card = match &entry.record.body {
            Body::Term(term) => {
                let meaning = (normalise_text(&term.term), normalise_text(&term.definition));
                explained
                    .insert(meaning)
                    .then(|| (&mut cards.terms, term_front(term), text(&term.definition)))
            }
            Body::Quote(quote) => {
                let is_new = !quote.same_as.iter().any(|other| written.contains(other));
                is_new.then(|| (&mut cards.quotes, quote_front(quote, entry), quote_back(quote)))
            }
            _ => continue,
        };
        let Some((count, front, back)) = card else {
            cards.repeats += 1;
            continue;
        };
        *count += 1;
        written.insert(entry.record.id);
        let source = source(entry);
        writeln!(
            out,
            "townhall-{}\t{front}\t{back}<br><br><small>{source}</small>\t{}",
            entry.record.id,
            tags(entry)
        )?;
    }
    Ok(cards)
}

fn term_front(term: &Term) -> String {
    match term.aliases.is_empty() {
        true => text(&term.term),
        false => format!("{}<br><small>{}</small>", text(&term.term), text(&term.aliases.join("，"))),
    }
}

/// What a quote answers or is about, and who says it: enough to recall it by.
fn quote_front(quote: &Quote, entry: &Entry) -> String {
    let about = quote.question.as_deref().or(quote.label_beside_speaker());
    let about = about.or(entry.record.section.last().map(String::as_str)).unwrap_or(&entry.note.title);
    match entry.person.as_deref().or(quote.speaker.as_deref()) {
        Some(speaker) => format!("{}：{}", text(speaker), text(about)),
        None => text(about),
    }
}

fn quote_back(quote: &Quote) -> String {
    let other = quote.original.as_ref().or(quote.rendering.as_ref());
    let other = other.map(|other| format!("<br><br>{}", text(other))).unwrap_or_default();
    format!("{}{other}", text(&quote.text))
}

/// The talk, its day and the line, which leads to the talk where its address is one of the web.
fn source(entry: &Entry) -> String {
    let title = text(&format!("《{}》", entry.note.title));
    let address =
        entry.address().filter(|address| address.starts_with("https://") || address.starts_with("http://"));
    let title =
        address.map_or(title.clone(), |address| format!("<a href=\"{}\">{title}</a>", text(&address)));
    let day = entry.note.date.map(|day| format!(" {day}")).unwrap_or_default();
    format!("{title}{day} :{}", entry.record.lines.first)
}

/// Tags have spaces between them, and `::` between a tag and one below it.
fn tags(entry: &Entry) -> String {
    let kind = entry.record.kind().name();
    let topics = entry.record.topics.iter().map(|topic| format!("topic::{}", tag(topic)));
    let person = entry.person.iter().map(|person| format!("person::{}", tag(person)));
    let note = [format!("note::{}", tag(entry.note.slug()))];
    let tags = [kind.to_owned()].into_iter().chain(topics).chain(person).chain(note);
    tags.map(|tag| format!("townhall::{tag}")).collect::<Vec<_>>().join(" ")
}

fn tag(name: &str) -> String {
    let kept = |character: char| match character {
        '"' | '\'' | ':' | '*' | '\\' => '_',
        _ if character.is_whitespace() || character.is_control() => '_',
        _ => character,
    };
    text(&clean(name).chars().map(kept).collect::<String>())
}

/// A text as HTML in one field of one line. Anki's import takes a quotation mark for the begin of a field, a tab for its end.
fn text(text: &str) -> String {
    let clean = clean(text);
    let mut html = String::with_capacity(clean.len());
    for character in clean.trim().chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            '\t' => html.push(' '),
            // Two of these would be a gap to fill, a formula or a file to play.
            '{' => html.push_str("&#123;"),
            '[' => html.push_str("&#91;"),
            '\\' => html.push_str("&#92;"),
            other => html.push(other),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_text_on_one_line() {
        assert_eq!(
            text("<script>\t\"a\"\n{{c1::x}} [sound:x.mp3] \\(y\\)\u{1b}[31m"),
            "&lt;script&gt; &quot;a&quot;<br>&#123;&#123;c1::x}} &#91;sound:x.mp3] &#92;(y&#92;)"
        );
    }

    #[test]
    fn a_tag_has_no_spaces_and_no_levels_of_its_own() {
        assert_eq!(tag("Sam Altman"), "Sam_Altman");
        assert_eq!(tag("a::b \"c\"\n"), "a__b__c__");
    }
}
