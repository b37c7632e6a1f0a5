//! The last lines: what is typed, else what is said, else which keys there are and which conditions the search has.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::paint::{Paint, put};
use crate::browse::chips::{KEY, placed};
use crate::browse::state::{Purpose, State};
use crate::browse::words;
use crate::render::Role;
use crate::text::width::{columns, one_line, shortened};

/// What is typed, else what is said, else a hint; and where the cursor stands, in columns, if anything is typed.
pub(super) fn draw(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let Some((purpose, input)) = state.typing() else {
        at_rest(state, paint, area, buffer);
        return None;
    };
    let name = match purpose {
        Purpose::Search => words::SEARCH,
        Purpose::Find => words::FIND,
        Purpose::Save => words::SAVE_AS,
        Purpose::Export => words::EXPORT_TO,
    };
    let label = format!("{}: ", name.in_language(state.language));
    // Half of the line is for what is typed.
    let label = shortened(&label, usize::from(area.width) / 2);
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

fn at_rest(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let first = Rect { height: 1, ..area };
    let said = state.message.as_deref().map(one_line);
    match &said {
        Some(message) => {
            put(
                &Line::styled(shortened(message, area.width.into()), paint.style(Role::Warning)),
                first,
                buffer,
            );
        }
        None => put(
            &Line::styled(words::HINT.in_language(state.language), paint.style(Role::Faint)),
            first,
            buffer,
        ),
    }
    let chips = placed(state.lists.query().unwrap_or_default(), area.width, state.language);
    let mut draw = |line: usize, column: usize, text: &str, role: Role| {
        let (Ok(line), Ok(column)) = (u16::try_from(line), u16::try_from(column)) else { return };
        if line >= area.height || column >= area.width || (line == 0 && said.is_some()) {
            return;
        }
        let place = Rect { x: area.x + column, y: area.y + line, width: area.width - column, height: 1 };
        put(&Line::styled(text, paint.style(role)), place, buffer);
    };
    for chip in &chips {
        draw(chip.line, chip.column, &chip.label, Role::Place);
    }
    if let Some(last) = chips.last() {
        draw(last.line, last.column + columns(&last.label), KEY, Role::Strong);
    }
}
