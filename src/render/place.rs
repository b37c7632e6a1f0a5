//! Places: the title of a note, the day and the line. None wraps. One that is wider than its line stands on two, the title above
//! the rest, and a title that is wider than the window by itself loses its middle; among hits, of which a screen should hold many,
//! any title does that has to.

use std::{io, iter};

use jiff::civil::Date;

use super::Entry;
use super::link::Target;
use super::style::{Page, Rich, Role};
use super::unbroken::unbroken;
use crate::model::{LineSpan, RecordId};
use crate::records::NoteFacts;
use crate::text::width::{columns, one_line, shortened};

const GAP: &str = "  ";
/// With less room a title says nothing, and is left out.
const SHORTEST_TITLE: usize = 6;
/// With less a title is known again by nobody who has not just read it.
const KNOWN_TITLE: usize = 12;

/// Where in which note something stands.
pub(super) struct Place<'e> {
    note: &'e NoteFacts,
    day: Option<Date>,
    lines: LineSpan,
    id: &'e RecordId,
}

impl<'e> Place<'e> {
    /// Of a record.
    pub(super) fn of(entry: &'e Entry) -> Place<'e> {
        Place::in_note(&entry.note, entry.record.lines.first, &entry.record.id)
    }

    /// Of all lines of a record.
    pub(super) fn of_lines(entry: &'e Entry) -> Place<'e> {
        Place { lines: entry.record.lines, ..Place::of(entry) }
    }

    /// Of a record, where the day stands elsewhere.
    pub(super) fn without_day(entry: &'e Entry) -> Place<'e> {
        Place { day: None, ..Place::of(entry) }
    }

    /// A line of a note.
    pub(super) fn in_note(note: &'e NoteFacts, line: u32, id: &'e RecordId) -> Place<'e> {
        Place { note, day: note.date, lines: LineSpan { first: line, last: line }, id }
    }

    /// All of it on one line, if it is no wider than that.
    pub(super) fn whole(&self, room: usize) -> Option<Rich> {
        let place = format!("《{}》 {}{}", one_line(&self.note.title), self.day_before(), self.lines());
        let whole = self.with_id(&place);
        (whole.columns() <= room).then_some(whole)
    }

    /// All of it on one line, the title without its middle where that leaves enough of it.
    pub(super) fn on_one_line(&self, room: usize) -> Option<Rich> {
        let rest = self.within_note().columns() + columns("《》 ");
        let for_title = || room.checked_sub(rest).filter(|room| *room >= KNOWN_TITLE);
        let shorter = || {
            let title = shortened(&one_line(&self.note.title), for_title()?);
            Some(self.with_id(&format!("《{title}》 {}{}", self.day_before(), self.lines())))
        };
        self.whole(room).or_else(shorter)
    }

    /// All of it, on a line, or on two; on more where not even all but the title has room on one.
    pub(super) fn in_lines(&self, room: usize) -> Vec<Rich> {
        match self.whole(room) {
            Some(whole) => vec![whole],
            None => iter::once(self.title(room)).chain(self.below_title(room)).collect(),
        }
    }

    /// What stands below a title that has a line of its own.
    pub(super) fn below_title(&self, room: usize) -> Vec<Rich> {
        let all = self.within_note();
        if all.columns() <= room {
            return vec![all];
        }
        let day = self.day.map(|day| Rich::default().linked(Role::Place, &day.to_string(), self.target()));
        let line = Rich::default().linked(Role::Place, &self.lines(), self.target());
        let id = Rich::new(Role::Faint, self.id.as_str());
        let both = self.in_same_note();
        let rest = if both.columns() <= room { vec![both] } else { vec![line, id] };
        day.into_iter().chain(rest).collect()
    }

    /// The title alone, in so many columns.
    pub(super) fn title(&self, room: usize) -> Rich {
        let room = room.saturating_sub(columns("《》"));
        Rich::default().linked(
            Role::Place,
            &format!("《{}》", shortened(&one_line(&self.note.title), room)),
            self.target(),
        )
    }

    /// The day, the line and the id: all but the title.
    pub(super) fn within_note(&self) -> Rich {
        self.with_id(&format!("{}{}", self.day_before(), self.lines()))
    }

    /// The line and the id, where the note stands beside it.
    pub(super) fn in_same_note(&self) -> Rich {
        self.with_id(&self.lines())
    }

    /// Writes it, behind this on its first line, and below that.
    pub(super) fn write(&self, lead: &Rich, page: &mut Page<'_>) -> io::Result<()> {
        // Nobody reads a place as prose: where the window is wider than that, a title may be.
        let room = page.appearance.width.saturating_sub(lead.columns());
        let indent = Rich::new(Role::Text, &" ".repeat(lead.columns()));
        for (number, line) in self.in_lines(room).iter().enumerate() {
            let mut whole = if number == 0 { lead.clone() } else { indent.clone() };
            whole.append(line);
            page.line(&whole)?;
        }
        Ok(())
    }

    /// A part of it that leads there, with the id behind it.
    fn with_id(&self, part: &str) -> Rich {
        Rich::default()
            .linked(Role::Place, part, self.target())
            .with(Role::Text, GAP)
            .with(Role::Faint, self.id.as_str())
    }

    fn day_before(&self) -> String {
        self.day.map(|day| format!("{day} ")).unwrap_or_default()
    }

    fn lines(&self) -> String {
        let LineSpan { first, last } = self.lines;
        if last > first { format!(":{first}-{last}") } else { format!(":{first}") }
    }

    fn target(&self) -> Option<Target> {
        self.note.file.clone().map(|file| Target::Line { file, line: self.lines.first })
    }
}

/// The title of a note with the day of the talk and the line, which no wrapping breaks: a place among words.
pub(super) fn place_among_words(note: &NoteFacts, line: u32, room: usize) -> String {
    let line = format!(":{line}");
    let day = note.date.map(|day| format!("{day} ")).unwrap_or_default();
    let for_title = room.saturating_sub(columns(&line) + columns("《》 "));
    let (day, for_title) = match for_title.checked_sub(columns(&day)) {
        Some(rest) if rest >= SHORTEST_TITLE => (day, rest),
        _ => (String::new(), for_title),
    };
    let title = match for_title {
        SHORTEST_TITLE.. => format!("《{}》 {day}", shortened(&one_line(&note.title), for_title)),
        _ => String::new(),
    };
    unbroken(&format!("{title}{line}"))
}

/// A length of time, or a moment: `59:40`, `1:20:11`.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn note(title: &str) -> NoteFacts {
        NoteFacts {
            title: title.to_owned(),
            date: Some(jiff::civil::date(2026, 1, 26)),
            ..NoteFacts::default()
        }
    }

    #[track_caller]
    fn check(title: &str, room: usize, expect: &[&str]) {
        let (note, id) = (note(title), RecordId::new("talk.md", Kind::Quote, "1", 0));
        let lines = Place::in_note(&note, 71, &id).in_lines(room);
        let expect: Vec<String> = expect.iter().map(|line| line.replace("ID", id.as_str())).collect();
        assert_eq!(lines.iter().map(Rich::plain).collect::<Vec<_>>(), expect);
        assert!(lines.iter().all(|line| line.columns() <= room));
    }

    #[test]
    fn on_one_line_a_title_loses_its_middle_as_long_as_enough_is_left() {
        let (note, id) = (note("潮汐能走到哪一步：海港对谈"), RecordId::new("talk.md", Kind::Quote, "1", 0));
        let place = |room| Place::in_note(&note, 71, &id).on_one_line(room).map(|line| line.plain());
        let whole = format!("《潮汐能走到哪一步：海港对谈》 2026-01-26 :71  {}", id.as_str());
        assert_eq!(place(80), Some(whole));
        let shorter = format!("《潮汐能…对谈》 2026-01-26 :71  {}", id.as_str());
        assert_eq!(place(44), Some(shorter));
        assert_eq!(place(40), None);
    }

    #[test]
    fn a_place_stands_on_one_line_or_below_its_title() {
        check("海港对谈", 80, &["《海港对谈》 2026-01-26 :71  ID"]);
        check("海港对谈", 40, &["《海港对谈》 2026-01-26 :71  ID"]);
        check("海港对谈", 39, &["《海港对谈》", "2026-01-26 :71  ID"]);
        check("潮汐能走到哪一步", 15, &["《潮汐能…一步》", "2026-01-26", ":71", "ID"]);
        check("潮汐能走到哪一步", 20, &["《潮汐能走到哪一步》", "2026-01-26", ":71  ID"]);
    }
}
