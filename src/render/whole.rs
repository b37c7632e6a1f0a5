//! One section or one record in full, with its citation at the end.

use std::io;

use super::cards::{self, HEADING_SEPARATOR, prediction_card, question_lines, quote_words, section_head};
use super::place::{Place, place_among_words};
use super::style::{Page, Rich, Role};
use super::words::told_once;
use super::{Entry, Item, grounds};
use crate::model::{Body, Kind, LineSpan, Note, Passage, PassageForm, Quote};
use crate::records::NoteFacts;

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let mut entries = items.iter().filter_map(Item::entry);
    let Some(first) = entries.next() else { return Ok(()) };
    match &first.record.body {
        Body::Section(_) => {
            page.text(&section_head(first))?;
            let mut before = Kind::Section;
            for entry in entries {
                if let Body::Note(note) = &entry.record.body {
                    frame(note, first.record.lines, page)?;
                    continue;
                }
                let kind = entry.record.kind();
                if apart(before, kind) {
                    page.blank()?;
                }
                before = kind;
                within_section(entry, page)?;
            }
        }
        Body::Note(note) => {
            whole_note(note, first, page)?;
            // The heading that is the title stands above already.
            let is_title = |entry: &&Entry| entry.is_title_of(note);
            let content: Vec<&Entry> = entries.filter(|entry| !is_title(entry)).collect();
            if !content.is_empty() {
                page.blank()?;
            }
            in_order(content, page)?;
        }
        Body::Quote(quote) => whole_quote(quote, first, page)?,
        Body::Prediction(_) => {
            cards::content(first, None, page)?;
            behind(first, "依据", page)?;
        }
        _ => cards::content(first, None, page)?,
    }
    if let Some(grounds) = &first.grounds {
        page.blank()?;
        page.text(&Rich::new(Role::Kind(Kind::Section), page.label("为何是此人")))?;
        let room = page.measure();
        let place = |note: &NoteFacts, line| place_among_words(note, line, room);
        for step in grounds::steps(grounds, first, page.language(), place) {
            page.block(
                &Rich::new(Role::Text, "  "),
                &Rich::new(Role::Text, "    "),
                &Rich::new(Role::Text, &step),
            )?;
        }
    }
    page.blank()?;
    citation(first, page)?;
    first.repeats().iter().try_for_each(|other| cards::repeat_lines(other, page))
}

/// What stands around something, with the place of that below it.
pub(super) fn write_within(
    items: &[Item],
    meant: std::ops::RangeInclusive<usize>,
    page: &mut Page<'_>,
) -> io::Result<()> {
    let part = |range: &[Item]| range.iter().filter_map(Item::entry).cloned().collect::<Vec<_>>();
    let before = part(&items[..*meant.start()]);
    let those = part(&items[meant.clone()]);
    let behind = part(&items[meant.end() + 1..]);
    in_order(before.iter().collect(), page)?;
    if !before.is_empty() {
        page.blank()?;
    }
    in_order(those.iter().collect(), page)?;
    if let Some(first) = those.first() {
        page.blank()?;
        citation(first, page)?;
    }
    if !behind.is_empty() {
        page.blank()?;
    }
    in_order(behind.iter().collect(), page)
}

/// Records one after the other, as a note has them.
fn in_order(entries: Vec<&Entry>, page: &mut Page<'_>) -> io::Result<()> {
    let mut before = None;
    for entry in told_once(entries.into_iter().filter(|entry| entry.record.kind() != Kind::Note)) {
        let kind = entry.record.kind();
        if before.is_some_and(|before| apart(before, kind)) {
            page.blank()?;
        }
        before = Some(kind);
        within_section(entry, page)?;
    }
    Ok(())
}

/// Bullets and rows stand close together, all else apart.
fn apart(before: Kind, kind: Kind) -> bool {
    !(matches!((before, kind), (Kind::Passage, Kind::Passage) | (Kind::Term, Kind::Term)))
}

fn within_section(entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    match &entry.record.body {
        Body::Note(_) => Ok(()),
        Body::Section(_) => page.text(&section_head(entry)),
        Body::Passage(passage) => passage_lines(passage, page),
        Body::Question(question) => {
            question_lines(question.asker.as_deref(), &question.text, Role::Text, page)
        }
        Body::Quote(quote) => quote_words(quote, false, entry, page),
        Body::Prediction(prediction) => prediction_card(prediction, entry, page),
        Body::Term(term) => {
            let mut line = Rich::new(Role::Strong, &term.term);
            let others = cards::other_names(term);
            if !others.is_empty() {
                line.push(Role::Faint, &cards::in_brackets(&others, page.language()));
            }
            line.push(Role::Text, "  ");
            line.push(Role::Text, &term.definition);
            page.block(&Rich::default(), &Rich::new(Role::Text, "  "), &line)
        }
    }
}

fn passage_lines(passage: &Passage, page: &mut Page<'_>) -> io::Result<()> {
    let (first, rest) = match passage.form {
        PassageForm::Bullet { depth, number } => {
            let indent = " ".repeat(2 * usize::from(depth.min(8)));
            let mark = number.map_or_else(|| "• ".to_owned(), |number| format!("{number}. "));
            let rest = " ".repeat(indent.len() + crate::text::width::columns(&mark));
            (format!("{indent}{mark}"), rest)
        }
        PassageForm::Code => ("    ".to_owned(), "    ".to_owned()),
        PassageForm::Remark => ("│ ".to_owned(), "│ ".to_owned()),
        PassageForm::Paragraph | PassageForm::TableRow | PassageForm::Html => (String::new(), String::new()),
    };
    let mut text = Rich::default();
    if let Some(speaker) = &passage.speaker {
        text.push(Role::speaker(speaker), speaker);
        text.push(Role::Text, page.label("："));
    }
    text.push(Role::Text, &passage.text);
    page.block(&Rich::new(Role::Faint, &first), &Rich::new(Role::Faint, &rest), &text)
}

fn whole_quote(quote: &Quote, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    if let Some(question) = &quote.question {
        question_lines(None, question, Role::Text, page)?;
        page.blank()?;
    }
    quote_words(quote, false, entry, page)?;
    if !quote.same_as.is_empty() {
        let ids: Vec<&str> = quote.same_as.iter().map(|id| id.as_str()).collect();
        page.text(&Rich::new(Role::Faint, &format!("{} {}", page.label("又见"), ids.join(" "))))?;
    }
    behind(entry, "出自", page)
}

/// The words that a record rests on, each with its place.
fn behind(entry: &Entry, label: &'static str, page: &mut Page<'_>) -> io::Result<()> {
    for behind in entry.behind.iter().flatten() {
        let place = &behind.place;
        let mut line = Rich::new(Role::Faint, page.label(label)).with(Role::Text, " ");
        line.push(Role::Place, &format!(":{}", place.line));
        line.push(Role::Faint, &format!("  {}", place.id));
        line.push(Role::Text, "  ");
        line.push(Role::Text, &place.section.join(HEADING_SEPARATOR));
        page.blank()?;
        page.text(&line)?;
        let indent = Rich::new(Role::Faint, "  ");
        let mut words = Rich::default();
        if let Some(speaker) = &place.speaker {
            words.push(Role::speaker(speaker), speaker);
            words.push(Role::Text, page.label("："));
        }
        words.push(Role::Text, &behind.words);
        page.block(&indent, &indent, &words)?;
    }
    Ok(())
}

fn whole_note(note: &Note, entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    cards::content(entry, None, page)?;
    if !note.metadata.is_empty() {
        page.blank()?;
    }
    metadata(note, page)
}

fn metadata(note: &Note, page: &mut Page<'_>) -> io::Result<()> {
    note.metadata.iter().try_for_each(|(name, value)| {
        let line = Rich::new(Role::Faint, name).with(Role::Text, "  ").with(Role::Text, value);
        page.block(&Rich::default(), &Rich::new(Role::Text, "  "), &line)
    })
}

/// What of a note's frame stands within these lines: its metadata, its table of contents.
fn frame(note: &Note, lines: LineSpan, page: &mut Page<'_>) -> io::Result<()> {
    let is_within = |place: Option<LineSpan>| place.is_some_and(|place| lines.contains(place));
    if is_within(note.metadata_lines) {
        page.blank()?;
        metadata(note, page)?;
    }
    if is_within(note.contents_lines) {
        page.blank()?;
        for (position, entry) in note.contents.iter().enumerate() {
            let number = Rich::new(Role::Faint, &format!("{:>2}. ", position + 1));
            page.block(&number, &Rich::new(Role::Text, "    "), &Rich::new(Role::Text, entry))?;
        }
    }
    Ok(())
}

/// Heading path, title and lines: what a reader puts under words they cite.
fn citation(entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let mut path = entry.record.section.to_vec();
    if let Body::Section(section) = &entry.record.body {
        path.push(section.title.clone());
    }
    let (dash, indent) = (Rich::new(Role::Faint, "— "), Rich::new(Role::Text, "  "));
    let place = Place::of_lines(entry);
    if path.is_empty() {
        return place.write(&dash, page);
    }
    page.block(&dash, &indent, &Rich::new(Role::Text, &path.join(HEADING_SEPARATOR)))?;
    place.write(&indent, page)
}
