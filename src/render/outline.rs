//! Sections as an indented outline with their numbers and what they hold.

use std::io;

use super::cards::{HEADING_SEPARATOR, caption, counts_in_words};
use super::style::{Page, Rich, Role};
use super::unbroken::unbroken;
use super::{Entry, Item};
use crate::model::Kind;

const GAP: &str = "  ";

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let mut note: Option<&str> = None;
    // Titles down to the section before, to tell whether a section's parent stands above it.
    let mut before: Vec<&str> = Vec::new();
    for entry in items.iter().filter_map(Item::entry) {
        if note != Some(&entry.note.path) {
            if note.is_some() {
                page.blank()?;
            }
            page.block(&Rich::default(), &Rich::new(Role::Text, GAP), &caption(entry))?;
            note = Some(&entry.note.path);
            before.clear();
        }
        let is_caption = entry.record.section_number.is_empty() && entry.record.text() == entry.note.title;
        if !is_caption {
            let path: Vec<&str> = entry.record.section.iter().map(String::as_str).collect();
            write_section(entry, before.starts_with(&path), page)?;
            before = path;
            before.push(entry.record.text());
        }
    }
    Ok(())
}

/// The notes alone, each with how many sections it has.
pub(super) fn write_notes(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let entries: Vec<&Entry> = items.iter().filter_map(Item::entry).collect();
    for of_note in entries.chunk_by(|one, other| one.note.path == other.note.path) {
        let count = unbroken(&page.language().count(of_note.len(), Kind::Section));
        let line = caption(of_note[0]).with(Role::Text, GAP).with(Role::Faint, &count);
        page.block(&Rich::default(), &Rich::new(Role::Text, GAP), &line)?;
    }
    Ok(())
}

fn write_section(entry: &Entry, below_parent: bool, page: &mut Page<'_>) -> io::Result<()> {
    let number = &entry.record.section_number;
    let depth = number.matches('.').count();
    let mut lead = " ".repeat(2 * depth.min(8));
    let top = depth == 0;
    if !number.is_empty() {
        lead.push_str(number);
        lead.push_str("  ");
    }
    let mut title = Rich::default();
    if !below_parent {
        title.push(Role::Faint, &entry.record.section.join(HEADING_SEPARATOR));
        title.push(Role::Faint, HEADING_SEPARATOR);
    }
    title.push(if top { Role::Strong } else { Role::Text }, entry.record.text());
    // Its subsections follow; nobody needs their number.
    let counts = entry
        .counts
        .map(|counts| counts_in_words(counts, Kind::Section, page.language()))
        .unwrap_or_default();
    if !counts.is_empty() {
        title.push(Role::Text, "  ");
        title.push(Role::Faint, &counts);
    }
    let rest = Rich::new(Role::Text, &" ".repeat(crate::text::width::columns(&lead)));
    page.block(&Rich::new(Role::Faint, &lead), &rest, &title)
}
