//! How the state is drawn.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::chips::chips;
use super::keys::BINDINGS;
use super::layout::Pane;
use super::page::Open;
use super::question::Shelf;
use super::state::{Purpose, State};
use super::words;
use crate::render::{Role, StyledLine};
use crate::text::width::{columns, one_line, shortened};

/// Columns before the rows of a list.
const GUTTER: usize = 2;
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
    head(state, paint, places.head, buffer);
    let cursor = foot(state, paint, places.foot, buffer);
    if let Some(top) = state.help {
        help(state, top, paint, frame.area(), frame.buffer_mut());
    } else if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// How roles look.
#[derive(Clone, Copy)]
struct Paint {
    colour: bool,
}

impl Paint {
    fn style(self, role: Role) -> Style {
        let look = role.look();
        let mut style = Style::new();
        if let (Some(number), true) = (look.colour, self.colour) {
            style = style.fg(Color::Indexed(number));
        }
        if look.bold {
            style = style.add_modifier(Modifier::BOLD);
        }
        if look.dimmed {
            style = style.add_modifier(Modifier::DIM);
        }
        if role == Role::Match {
            style = style.add_modifier(Modifier::UNDERLINED);
        }
        style
    }

    fn line(self, line: &StyledLine) -> Line<'_> {
        Line::from_iter(line.iter().map(|(role, text)| Span::styled(text.as_str(), self.style(*role))))
    }
}

/// Writes a line, as much of it as there is room for.
fn put(line: &Line<'_>, area: Rect, buffer: &mut Buffer) {
    if !area.is_empty() {
        buffer.set_line(area.x, area.y, line, area.width);
    }
}

/// The line so many below the top of an area; empty where there is none.
fn row_of(area: Rect, row: usize) -> Rect {
    match u16::try_from(row) {
        Ok(row) if row < area.height => Rect { y: area.y + row, height: 1, ..area },
        _ => Rect::default(),
    }
}

/// The name of the program, the shelves where they have no pane, and what the search is.
fn head(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let chosen = Shelf::ALL[state.shelf];
    let mut pieces = vec![Span::styled(" townhall ", Style::new().add_modifier(Modifier::REVERSED))];
    for shelf in Shelf::ALL {
        let name = words::shelf(shelf).in_language(state.language);
        let style = if shelf == chosen { paint.style(Role::Strong) } else { paint.style(Role::Faint) };
        pieces.push(Span::styled(format!(" {name}"), style));
    }
    let line = Line::from(pieces);
    if line.width() <= usize::from(area.width) {
        put(&line, area, buffer);
    } else {
        let name = words::shelf(chosen).in_language(state.language);
        let pieces = vec![line.spans[0].clone(), Span::styled(format!(" {name}"), paint.style(Role::Strong))];
        put(&Line::from(pieces), area, buffer);
    }
}

/// What a pane holds.
fn heading(state: &State, pane: Pane, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let room = usize::from(area.width);
    let (title, note) = match pane {
        Pane::Shelves => (words::LIBRARY.in_language(state.language).to_owned(), String::new()),
        Pane::List => {
            let shown = state.lists.shown();
            let title = match shown.query.as_deref().filter(|query| !query.is_empty()) {
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
    let gutter = u16::try_from(GUTTER).unwrap_or(u16::MAX).min(area.width);
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
    let is_focused = state.focus == Pane::List;
    let mut row = 0;
    if shown.list.rows.is_empty() {
        let said = match (&shown.failure, &shown.query) {
            (Some(why), _) => why.clone(),
            _ if state.is_waiting() => words::READING.in_language(state.language).to_owned(),
            (None, Some(query)) if query.trim().is_empty() => {
                words::TYPE_A_QUERY.in_language(state.language).to_owned()
            }
            _ => words::NOTHING.in_language(state.language).to_owned(),
        };
        return wrapped(&said, paint.style(Role::Faint), area, buffer);
    }
    for (number, item) in shown.list.rows.iter().enumerate().skip(shown.top) {
        if row >= usize::from(area.height) {
            break;
        }
        let height = item.lines.len();
        let from = row_of(area, row);
        let room = Rect { height: area.bottom() - from.y, ..from };
        chosen_row(&item.lines, number == shown.selected, is_focused, paint, room, buffer);
        row += height;
    }
}

/// Writes words on as many lines as they need.
fn wrapped(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    for (number, range) in
        crate::text::wrap::wrap(text, usize::from(area.width).max(2)).into_iter().enumerate()
    {
        put(&Line::styled(&text[range], style), row_of(area, number), buffer);
    }
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

/// What is typed, else what is said, else a hint; and where the cursor stands, in columns, if anything is typed.
fn foot(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let Some((purpose, input)) = &state.typing else {
        foot_at_rest(state, paint, area, buffer);
        return None;
    };
    let name = match purpose {
        Purpose::Search => words::SEARCH,
        Purpose::Find => words::FIND,
    };
    let label = format!("{}: ", name.in_language(state.language));
    let label_width = columns(&label);
    // What does not fit is shifted out on the left, so that the cursor stays in sight.
    let room = usize::from(area.width).saturating_sub(label_width + 1).max(1);
    let hidden = input.column().saturating_sub(room);
    let (skipped, shown) = shifted(input.text(), hidden);
    let line = Line::from(vec![Span::styled(label, paint.style(Role::Strong)), Span::raw(shown)]);
    put(&line, area, buffer);
    let hint = words::HINT_TYPING.in_language(state.language);
    let used = label_width + columns(shown) + 3;
    if used + columns(hint) <= usize::from(area.width) {
        let x = area.right() - u16::try_from(columns(hint)).unwrap_or(area.width);
        put(
            &Line::styled(hint, paint.style(Role::Faint)),
            Rect { x, width: area.right() - x, ..area },
            buffer,
        );
    }
    let column = u16::try_from(label_width + input.column() - skipped).unwrap_or(u16::MAX);
    Some(Position::new(area.x + column.min(area.width.saturating_sub(1)), area.y))
}

/// The text without its first characters, which take at least so many columns, and how many these take.
fn shifted(text: &str, hidden: usize) -> (usize, &str) {
    let mut skipped = 0;
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if skipped >= hidden {
            break;
        }
        skipped += columns(letter.encode_utf8(&mut [0; 4]));
        start = at + letter.len_utf8();
    }
    (skipped, &text[start..])
}

fn foot_at_rest(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    if let Some(message) = &state.message {
        let message = one_line(message);
        put(&Line::styled(shortened(&message, area.width.into()), paint.style(Role::Warning)), area, buffer);
        return;
    }
    let hint = words::HINT.in_language(state.language);
    let mut spans = vec![Span::styled(hint, paint.style(Role::Faint))];
    let chips = chips(state.lists.query().unwrap_or_default());
    for chip in &chips {
        spans.push(Span::raw(" "));
        spans.push(Span::styled(format!("[{chip}]"), paint.style(Role::Place)));
    }
    if !chips.is_empty() {
        spans.push(Span::styled(" x", paint.style(Role::Strong)));
    }
    put(&Line::from(spans), area, buffer);
}

/// The table of keys, over everything else.
fn help(state: &State, top: usize, paint: Paint, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let title = words::KEYS.in_language(state.language);
    put(&Line::styled(title, paint.style(Role::Strong)), row_of(area, 0), buffer);
    let below = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    let keys = BINDINGS.iter().map(|binding| columns(binding.shown)).max().unwrap_or(0);
    let mut lines: Vec<(String, String)> = Vec::new();
    for binding in &BINDINGS {
        let does = binding.does.in_language(state.language);
        let room = usize::from(area.width).saturating_sub(keys + 3).max(4);
        for (number, range) in crate::text::wrap::wrap(does, room).into_iter().enumerate() {
            let shown = if number == 0 { binding.shown } else { "" };
            let gap = " ".repeat(keys - columns(shown));
            lines.push((format!(" {shown}{gap}  "), does[range].to_owned()));
        }
    }
    let top = top.min(lines.len().saturating_sub(below.height.into()));
    for (number, (shown, does)) in lines.iter().skip(top).take(below.height.into()).enumerate() {
        let pieces = vec![Span::styled(shown, paint.style(Role::Place)), Span::raw(does)];
        put(&Line::from(pieces), row_of(below, number), buffer);
    }
}
