//! Notes, a line each: day, title, who speaks, how many quotes, id. Each line is cut to the window, as those of hits are.

use std::io;

use super::link::Target;
use super::style::{Page, Rich, Role};
use super::{Entry, Item, Language};
use crate::model::{Body, Kind};
use crate::text::width::{columns, one_line, shortened};

const GAP: &str = "  ";
/// Columns of a day.
const DAY: usize = 10;
/// With less room for its title a note is shown without what stands beside that.
const LEAST_TITLE: usize = 12;
/// With less room for its title the names beside it are left out.
const GOOD_TITLE: usize = 30;

/// How wide the parts of each line are; 0 for those that have no room.
struct Widths {
    day: usize,
    title: usize,
    speakers: usize,
    quotes: usize,
}

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let entries: Vec<&Entry> = items.iter().filter_map(Item::entry).collect();
    let language = page.language();
    let widths = widths(&entries, page.appearance.width, language);
    entries.iter().try_for_each(|entry| page.line(&line(entry, &widths, language)))
}

fn widths(entries: &[&Entry], width: usize, language: Language) -> Widths {
    let widest = |part: &dyn Fn(&Entry) -> String| {
        entries.iter().map(|entry| columns(&part(entry))).max().unwrap_or(0)
    };
    let gap = columns(GAP);
    let taken = |part: usize| if part > 0 { part + gap } else { 0 };
    let id = entries.first().map_or(0, |entry| columns(entry.record.id.as_str()));
    let (titles, names) = (widest(&title), widest(&speakers));
    let mut widths = Widths {
        day: if entries.iter().any(|entry| entry.note.date.is_some()) { DAY } else { 0 },
        title: titles,
        speakers: names,
        quotes: widest(&|entry| quotes(entry, language)),
    };
    let room = |widths: &Widths| width.saturating_sub(taken(id) + taken(widths.day) + taken(widths.quotes));
    if room(&widths) < LEAST_TITLE {
        widths.quotes = 0;
    }
    if room(&widths) < LEAST_TITLE {
        widths.day = 0;
    }
    let room = room(&widths);
    // Of what is left the names have a third, and what either does not need the other has.
    widths.title = titles.min(room.saturating_sub(taken(names.min(room / 3))));
    widths.speakers = names.min(room.saturating_sub(taken(widths.title)));
    if widths.title < GOOD_TITLE.min(titles) || widths.speakers < 4 {
        widths.title = titles.min(room);
        widths.speakers = 0;
    }
    widths
}

fn line(entry: &Entry, widths: &Widths, language: Language) -> Rich {
    let mut line = Rich::default();
    let mut add = |role: Role, text: &str, width: usize, target: Option<Target>| {
        if width > 0 {
            let text = shortened(text, width);
            let missing = width.saturating_sub(columns(&text));
            line = std::mem::take(&mut line).linked(role, &text, target);
            line.push(Role::Text, &" ".repeat(missing));
            line.push(Role::Text, GAP);
        }
    };
    let target = entry.note.file.clone().map(|file| Target::Line { file, line: entry.record.lines.first });
    let day = entry.note.date.map(|date| date.to_string()).unwrap_or_default();
    add(Role::Place, &day, widths.day, None);
    add(Role::Strong, &title(entry), widths.title, target);
    add(Role::Text, &speakers(entry), widths.speakers, None);
    add(Role::Faint, &quotes(entry, language), widths.quotes, None);
    line.with(Role::Faint, entry.record.id.as_str())
}

fn title(entry: &Entry) -> String {
    one_line(entry.note.title.trim()).into_owned()
}

fn speakers(entry: &Entry) -> String {
    match &entry.record.body {
        Body::Note(note) => one_line(&note.speakers.join("、")).into_owned(),
        _ => String::new(),
    }
}

/// `67 语录`; nothing where there are none.
fn quotes(entry: &Entry, language: Language) -> String {
    let count = entry.counts.map_or(0, |counts| counts.of(Kind::Quote));
    if count > 0 { language.count(count, Kind::Quote) } else { String::new() }
}
