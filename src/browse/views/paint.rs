//! How roles look, and lines are put on the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

use crate::render::{Role, StyledLine};
use crate::text::wrap::wrap;

/// How roles look.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    /// Whether there is any colour.
    pub(super) colour: bool,
}

impl Paint {
    /// A role's look.
    pub(super) fn style(self, role: Role) -> Style {
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

    /// A line in its roles' looks.
    pub(super) fn line(self, line: &StyledLine) -> Line<'_> {
        Line::from_iter(line.iter().map(|(role, text)| Span::styled(text.as_str(), self.style(*role))))
    }
}

/// Writes a line, as much of it as there is room for.
pub(super) fn put(line: &Line<'_>, area: Rect, buffer: &mut Buffer) {
    if !area.is_empty() {
        buffer.set_line(area.x, area.y, line, area.width);
    }
}

/// The line so many below the top of an area; empty where there is none.
pub(super) fn row_of(area: Rect, row: usize) -> Rect {
    match u16::try_from(row) {
        Ok(row) if row < area.height => Rect { y: area.y + row, height: 1, ..area },
        _ => Rect::default(),
    }
}

/// Writes words on as many lines as they need.
pub(super) fn wrapped(text: &str, style: Style, area: Rect, buffer: &mut Buffer) {
    for (number, range) in wrap(text, usize::from(area.width).max(2)).into_iter().enumerate() {
        put(&Line::styled(&text[range], style), row_of(area, number), buffer);
    }
}
