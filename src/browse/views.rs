//! How the state is drawn.
//!
//! | file | |
//! |---|---|
//! | `paint` | how roles look, and lines are put on the screen |
//! | `foot` | the last line: what is typed, what is said, which keys there are |
//! | `over` | what lies over everything else: the table of keys, a choice |

mod foot;
mod over;
mod paint;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::head;
use super::layout::{GUTTER, Pane};
use super::page::Open;
use super::question::{Listing, Shelf};
use super::state::{Mode, State};
use super::words;
use crate::render::{Role, StyledLine};
use crate::text::width::{columns, one_line, shortened};
use paint::{Paint, put, row_of, wrapped};

/// What stands before a row that is chosen.
const CHOSEN: &str = "› ";

/// Draws all of it. Without colour only weight, underlining and reversal tell things apart.
pub(super) fn draw(state: &State, colour: bool, frame: &mut Frame<'_>) {
    let paint = Paint { colour };
    let places = state.places();
    let buffer = frame.buffer_mut();
    for pane in Pane::ALL {
        let area = places.pane(pane);
        if area.is_empty() {
            continue;
        }
        if area.x > 0 {
            for y in area.y..area.bottom() {
                buffer.set_string(area.x - 1, y, "│", paint.style(Role::Faint));
            }
        }
        let lines = places.lines(pane);
        match pane {
            Pane::Shelves => shelves(state, paint, lines, buffer),
            Pane::List => list(state, paint, lines, buffer),
            Pane::Page => page(state, paint, lines, buffer),
        }
        heading(state, pane, paint, area, buffer);
    }
    head_line(state, paint, places.head, buffer);
    let cursor = foot::draw(state, paint, places.foot, buffer);
    match state.mode {
        Mode::Help(top) => over::help(state, top, paint, frame.area(), frame.buffer_mut()),
        Mode::Judging(_) => over::outcomes(state, paint, frame.area(), frame.buffer_mut()),
        Mode::Typing(..) | Mode::Reading => {}
    }
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// The name of the program, and the shelves.
fn head_line(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let mut pieces = vec![Span::styled(head::NAME, Style::new().add_modifier(Modifier::REVERSED))];
    for (number, name) in head::shelves(area.width, state.shelf, state.language) {
        let role = if number == state.shelf { Role::Strong } else { Role::Faint };
        pieces.push(Span::styled(name, paint.style(role)));
    }
    put(&Line::from(pieces), area, buffer);
}

/// What a pane holds.
fn heading(state: &State, pane: Pane, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width);
    let (title, note) = match pane {
        Pane::Shelves => (words::LIBRARY.in_language(state.language).to_owned(), String::new()),
        Pane::List => {
            let shown = state.lists.shown();
            let title = match shown.query().filter(|query| !query.is_empty()) {
                Some(query) => format!("{} {query}", shown.list.title),
                None => shown.list.title.clone(),
            };
            (title, shown.list.note.clone())
        }
        Pane::Page => {
            let stored = state.page.as_ref().and_then(|open| open.page.stored.as_ref());
            let title = stored.map(|stored| one_line(&stored.note.title).into_owned());
            (title.unwrap_or_default(), page_note(state))
        }
    };
    let note = shortened(&note, room * 2 / 3);
    let title = shortened(&title, room.saturating_sub(columns(&note) + 1));
    let gap = room.saturating_sub(columns(&title) + columns(&note));
    let mut style = Style::new().add_modifier(Modifier::UNDERLINED);
    if state.focus == pane {
        style = style.add_modifier(Modifier::BOLD);
    } else {
        style = style.patch(paint.style(Role::Faint));
    }
    put(&Line::styled(format!("{title}{}{note}", " ".repeat(gap)), style), row_of(area, 0), buffer);
}

/// How far the page is read, and which match of how many is shown.
fn page_note(state: &State) -> String {
    let Some(open) = &state.page else { return String::new() };
    let height = usize::from(state.places().lines(Pane::Page).height);
    let all = open.page.lines.len();
    let read = (open.top + height).min(all) * 100 / all.max(1);
    match open.find.is_empty() {
        true => format!("{read}%"),
        false => {
            let (at, count) = open.match_number();
            format!("{} {at}/{count} · {read}%", open.find)
        }
    }
}

fn shelves(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    for (number, shelf) in Shelf::ALL.into_iter().enumerate() {
        let name = words::shelf(shelf).in_language(state.language);
        let line = vec![(Role::Text, name.to_owned())];
        let area = row_of(area, number);
        chosen_row(&[line], number == state.shelf, state.focus == Pane::Shelves, paint, area, buffer);
    }
}

/// A row with its mark, reversed where keys move it.
fn chosen_row(
    lines: &[StyledLine],
    is_chosen: bool,
    is_focused: bool,
    paint: Paint,
    area: Rect,
    buffer: &mut Buffer,
) {
    let gutter = GUTTER.min(area.width);
    for (number, line) in lines.iter().enumerate() {
        let area = row_of(area, number);
        if area.is_empty() {
            break;
        }
        if is_chosen && number == 0 {
            put(&Line::styled(CHOSEN, paint.style(Role::Strong)), area, buffer);
        }
        let words = Rect { x: area.x + gutter, width: area.width - gutter, ..area };
        put(&paint.line(line), words, buffer);
        if is_chosen && is_focused {
            buffer.set_style(area, Style::new().add_modifier(Modifier::REVERSED));
        }
    }
}

fn list(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let shown = state.lists.shown();
    if shown.list.rows.is_empty() {
        return wrapped(&why_empty(state), paint.style(Role::Faint), area, buffer);
    }
    let is_focused = state.focus == Pane::List;
    if let Some(head) = &shown.list.head {
        chosen_row(std::slice::from_ref(head), false, false, paint, row_of(area, 0), buffer);
    }
    let mut row = usize::from(state.lists.head_height());
    for (number, item) in shown.list.rows.iter().enumerate().skip(shown.top) {
        if row >= usize::from(area.height) {
            break;
        }
        let from = row_of(area, row);
        let room = Rect { height: area.bottom() - from.y, ..from };
        chosen_row(&item.lines, number == shown.selected, is_focused, paint, room, buffer);
        row += item.lines.len();
    }
}

/// What is said in place of rows.
fn why_empty(state: &State) -> String {
    let shown = state.lists.shown();
    let said = match (&shown.failure, &shown.listing) {
        (Some(why), _) => return why.clone(),
        _ if state.is_waiting() => {
            let reading = words::READING.in_language(state.language);
            return match state.reading {
                Some((done, all)) => format!("{reading} {done} / {all}"),
                None => reading.to_owned(),
            };
        }
        (None, Some(Listing::Search(query))) if query.trim().is_empty() => words::TYPE_A_QUERY,
        (None, Some(Listing::Shelf(Shelf::Saved))) => words::NO_SAVED,
        _ => words::NOTHING,
    };
    said.in_language(state.language).to_owned()
}

fn page(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let Some(open) = &state.page else { return };
    for (number, line) in open.page.lines.iter().enumerate().skip(open.top).take(area.height.into()) {
        let line = with_matches(open, number, line, paint);
        put(&line, row_of(area, number - open.top), buffer);
    }
}

/// A line of a page with what is looked for in it reversed.
fn with_matches<'l>(open: &'l Open, number: usize, line: &'l StyledLine, paint: Paint) -> Line<'l> {
    let matches: Vec<_> = open.marked(number).collect();
    if matches.is_empty() {
        return paint.line(line);
    }
    let mut spans = Vec::new();
    let mut start = 0;
    for (role, text) in line {
        let style = paint.style(*role);
        let mut at = 0;
        for found in &matches {
            let within = |byte: usize| byte.saturating_sub(start).clamp(at, text.len());
            let (from, to) = (within(found.start), within(found.end));
            spans.push(Span::styled(&text[at..from], style));
            spans.push(Span::styled(&text[from..to], style.add_modifier(Modifier::REVERSED)));
            at = to;
        }
        spans.push(Span::styled(&text[at..], style));
        start += text.len();
    }
    spans.retain(|span| !span.content.is_empty());
    Line::from(spans)
}
