//! What is wrong in notes, for readers: the findings of a note below its path.

use std::io;

use super::facts::message;
use super::link::Target;
use super::style::{Page, Rich, Role};
use super::{Fact, FactValue, Item};

const GAP: &str = "  ";
/// The fewest columns for line numbers.
const NUMBER: usize = 4;

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let facts: Vec<&Fact> = items.iter().filter_map(fact).collect();
    for (number, note) in facts.chunk_by(|one, other| one.path == other.path).enumerate() {
        if number > 0 {
            page.blank()?;
        }
        let path = note[0].path.as_deref().unwrap_or_default();
        page.whole(&Rich::default(), &Rich::default().with_path(Role::Place, path, target(note[0])))?;
        let mut hint = None;
        for (number, fact) in note.iter().enumerate() {
            write_finding(fact, page)?;
            // What is to be done about several of one kind is said behind the last of them.
            let own = text(fact, "hint");
            let next = note.get(number + 1).and_then(|next| text(next, "hint"));
            if own != next && own != hint {
                write_hint(own, page)?;
                hint = own;
            }
        }
    }
    Ok(())
}

fn fact(item: &Item) -> Option<&Fact> {
    match item {
        Item::Fact(fact) => Some(fact),
        Item::Record(_) | Item::Topic(_) | Item::Person(_) => None,
    }
}

fn write_finding(fact: &Fact, page: &mut Page<'_>) -> io::Result<()> {
    let line = fact.lines.map(|lines| lines.first.to_string()).unwrap_or_default();
    let blank = " ".repeat(NUMBER.saturating_sub(line.len()));
    let line = Rich::new(Role::Text, &blank).linked(Role::Place, &line, target(fact)).with(Role::Text, GAP);
    let mut finding = Rich::new(Role::Strong, text(fact, "code").unwrap_or_default()).with(Role::Text, GAP);
    finding.append(&message(Role::Text, text(fact, "message").unwrap_or_default()));
    page.block(&line, &indent(), &finding)
}

/// The line that it is about, to be opened.
fn target(fact: &Fact) -> Option<Target> {
    let file = fact.file.clone()?;
    Some(Target::Line { file, line: fact.lines.map_or(1, |lines| lines.first) })
}

fn write_hint(hint: Option<&str>, page: &mut Page<'_>) -> io::Result<()> {
    match hint {
        Some(hint) if !hint.is_empty() => page.block(&indent(), &indent(), &Rich::new(Role::Faint, hint)),
        _ => Ok(()),
    }
}

fn indent() -> Rich {
    Rich::new(Role::Text, &" ".repeat(NUMBER + GAP.len()))
}

/// One of a fact's values that is text.
pub(super) fn text<'f>(fact: &'f Fact, name: &str) -> Option<&'f str> {
    fact.values.iter().find_map(|(own, value)| match value {
        FactValue::Text(text) if *own == name => Some(text.as_str()),
        _ => None,
    })
}
