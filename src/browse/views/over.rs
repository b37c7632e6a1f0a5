//! What lies over everything else: the table of keys, and a choice.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::paint::{Paint, put, row_of};
use crate::browse::keys;
use crate::browse::state::State;
use crate::browse::words;
use crate::render::Role;
use crate::text::width::columns;
use crate::verdicts::Outcome;

/// The table of keys, over everything else.
pub(super) fn help(state: &State, top: usize, paint: Paint, area: Rect, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let below = Rect { y: area.y + area.height.min(1), height: area.height.saturating_sub(1), ..area };
    let lines = keys::table(state.language, area.width);
    let title = words::KEYS.in_language(state.language);
    // Since it was turned to, the terminal may have become higher.
    let top = top.min(lines.len().saturating_sub(below.height.into()));
    let behind = lines.len().saturating_sub(top + usize::from(below.height));
    let more = if behind > 0 { format!("  ↓ {behind}") } else { String::new() };
    put(&Line::styled(format!("{title}{more}"), paint.style(Role::Strong)), row_of(area, 0), buffer);
    for (number, (shown, does)) in lines.iter().skip(top).take(below.height.into()).enumerate() {
        let pieces = vec![Span::styled(shown, paint.style(Role::Place)), Span::raw(does)];
        put(&Line::from(pieces), row_of(below, number), buffer);
    }
}

/// What may have become of a prediction, each with the key that says so, above the last line.
pub(super) fn outcomes(state: &State, paint: Paint, area: Rect, buffer: &mut Buffer) {
    let outcome = |(number, (outcome, _)): (usize, &(Outcome, &str))| {
        (number + 1, Role::Outcome(*outcome), state.language.outcome(*outcome))
    };
    let taken_back = (0, Role::Faint, words::TAKE_BACK.in_language(state.language));
    let choices: Vec<_> = Outcome::ALL.iter().enumerate().map(outcome).chain([taken_back]).collect();
    let height = u16::try_from(choices.len() + 1).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    let area = Rect { y: area.bottom().saturating_sub(height + 1), height, ..area };
    Clear.render(area, buffer);
    let question = format!(" {}", words::WHAT_BECAME.in_language(state.language));
    let gap = " ".repeat(usize::from(area.width).saturating_sub(columns(&question)));
    let style = Style::new().add_modifier(Modifier::REVERSED);
    put(&Line::styled(format!("{question}{gap}"), style), row_of(area, 0), buffer);
    for (line, (key, role, label)) in choices.into_iter().enumerate() {
        let pieces = vec![
            Span::styled(format!("  {key}  "), paint.style(Role::Strong)),
            Span::styled(label, paint.style(role)),
        ];
        put(&Line::from(pieces), row_of(area, line + 1), buffer);
    }
}
