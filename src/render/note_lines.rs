//! Notes, a line each: day, title, who speaks, how many quotes, id. Long titles and casts lose a part to stand in the window, which
//! `…` says; where the window has no room for a column, each note has its title above all of these.

use std::io;

use super::link::Target;
use super::style::{Page, Rich, Role};
use super::unbroken::unbroken;
use super::{Entry, Item, Language};
use crate::model::{Body, Kind};
use crate::text::width::{columns, one_line, shortened};

const GAP: &str = "  ";
/// Columns of a day.
const DAY: usize = 10;
/// With less room for their titles or their casts, notes do not stand on a line each.
const LEAST_TITLE: usize = 24;
const LEAST_CAST: usize = 10;

/// How wide the parts of each line are; 0 for those that no note has.
struct Widths {
    day: usize,
    title: usize,
    speakers: usize,
    quotes: usize,
}

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let entries: Vec<&Entry> = items.iter().filter_map(Item::entry).collect();
    let language = page.language();
    match widths(&entries, page.appearance.width, language) {
        Some(widths) => entries.iter().try_for_each(|entry| page.line(&line(entry, &widths, language))),
        None => entries.iter().try_for_each(|entry| in_two(entry, page)),
    }
}

/// `None` where a line has no room for all.
fn widths(entries: &[&Entry], width: usize, language: Language) -> Option<Widths> {
    let widest = |part: &dyn Fn(&Entry) -> String| {
        entries.iter().map(|entry| columns(&part(entry))).max().unwrap_or(0)
    };
    let gap = columns(GAP);
    let taken = |part: usize| if part > 0 { part + gap } else { 0 };
    let id = entries.first().map_or(0, |entry| columns(entry.record.id.as_str()));
    let (titles, names) = (widest(&title), widest(&|entry| speakers(entry, language)));
    let day = if entries.iter().any(|entry| entry.note.date.is_some()) { DAY } else { 0 };
    let quotes = widest(&|entry| quotes(entry, language));
    let room = width.checked_sub(taken(day) + taken(quotes) + id)?.checked_sub(gap)?;
    // Of what is left the names have a quarter, and what either does not need the other has.
    let for_names = names.min((room / 4).max(LEAST_CAST));
    let title = titles.min(room.saturating_sub(taken(for_names)));
    let speakers = match names {
        0 => 0,
        _ => names.min(room.checked_sub(taken(title))?),
    };
    let has_room = title >= LEAST_TITLE.min(titles) && speakers >= LEAST_CAST.min(names);
    has_room.then_some(Widths { day, title, speakers, quotes })
}

/// A note whose title has lines of its own.
fn in_two(entry: &Entry, page: &mut Page<'_>) -> io::Result<()> {
    let target = entry.note.file.clone().map(|file| Target::Line { file, line: entry.record.lines.first });
    page.text(&Rich::default().linked(Role::Strong, &title(entry), target))?;
    let day = entry.note.date.map(|date| date.to_string()).unwrap_or_default();
    let parts = [
        (Role::Place, unbroken(&day)),
        (Role::Text, speakers(entry, page.language())),
        (Role::Faint, unbroken(&quotes(entry, page.language()))),
        (Role::Faint, unbroken(entry.record.id.as_str())),
    ];
    let mut facts = Rich::default();
    for (role, part) in parts.iter().filter(|(_, part)| !part.is_empty()) {
        if !facts.is_empty() {
            facts.push(Role::Text, GAP);
        }
        facts.push(*role, part);
    }
    let indent = Rich::new(Role::Text, GAP);
    page.block(&indent, &indent, &facts)
}

fn line(entry: &Entry, widths: &Widths, language: Language) -> Rich {
    let mut line = Rich::default();
    let mut add = |role: Role, text: &str, width: usize, target: Option<Target>| {
        if width > 0 {
            let missing = width.saturating_sub(columns(text));
            line = std::mem::take(&mut line).linked(role, text, target);
            line.push(Role::Text, &" ".repeat(missing));
            line.push(Role::Text, GAP);
        }
    };
    let target = entry.note.file.clone().map(|file| Target::Line { file, line: entry.record.lines.first });
    let day = entry.note.date.map(|date| date.to_string()).unwrap_or_default();
    add(Role::Place, &day, widths.day, None);
    add(Role::Strong, &shortened(&title(entry), widths.title), widths.title, target);
    add(Role::Text, &some(&speakers(entry, language), widths.speakers, language), widths.speakers, None);
    add(Role::Faint, &quotes(entry, language), widths.quotes, None);
    line.with(Role::Faint, entry.record.id.as_str())
}

fn title(entry: &Entry) -> String {
    one_line(entry.note.title.trim()).into_owned()
}

fn speakers(entry: &Entry, language: Language) -> String {
    match &entry.record.body {
        Body::Note(note) => one_line(&note.speakers.join(language.label("、"))).into_owned(),
        _ => String::new(),
    }
}

/// As many whole names as so many columns hold, and that there are more. Of one that is too long by itself a part: two that run into
/// each other would be a third.
fn some(names: &str, room: usize, language: Language) -> String {
    if columns(names) <= room {
        return names.to_owned();
    }
    let mark = language.label("、");
    let mut ends = names.rmatch_indices(mark).map(|(end, _)| end);
    let fitting = ends.find(|end| columns(&names[..*end]) < room);
    match (fitting, names.split_once(mark)) {
        (Some(end), _) => format!("{}…", &names[..end]),
        (None, Some((first, _))) => {
            format!("{}…", shortened(first, room.saturating_sub(1)).trim_end_matches('…'))
        }
        (None, None) => shortened(names, room),
    }
}

/// `67 语录`; nothing where there are none.
fn quotes(entry: &Entry, language: Language) -> String {
    let count = entry.counts.map_or(0, |counts| counts.of(Kind::Quote));
    if count > 0 { language.count(count, Kind::Quote) } else { String::new() }
}
