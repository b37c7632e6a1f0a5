//! How the screen is cut: one pane in narrow windows, two in usual ones, three in wide ones.

use ratatui::layout::{Constraint, Layout, Rect};

/// From this many columns on two panes stand side by side.
const TWO_PANES: u16 = 60;
/// From this many columns on three.
const THREE_PANES: u16 = 120;
/// Columns of the pane of shelves.
const SHELVES: u16 = 16;

/// A part of the screen that keys may go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    /// What the library is.
    Shelves,
    /// What there is to choose from.
    List,
    /// Something in full.
    Page,
}

impl Pane {
    /// All, from left to right.
    pub(super) const ALL: [Pane; 3] = [Pane::Shelves, Pane::List, Pane::Page];

    /// The pane that stands so many to the right.
    pub(super) fn beside(self, step: isize) -> Option<Pane> {
        let at = Pane::ALL.iter().position(|pane| *pane == self)?;
        Pane::ALL.get(at.checked_add_signed(step)?).copied()
    }
}

/// Where everything stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The first line.
    pub(super) head: Rect,
    /// What is said and which keys there are.
    pub(super) foot: Rect,
    /// Each pane, by the order of [`Pane::ALL`]; empty where it isn't shown.
    panes: [Rect; 3],
}

impl Places {
    /// Of a window of this size, where keys go to this pane.
    pub(super) fn of(width: u16, height: u16, focus: Pane) -> Places {
        let all = Rect::new(0, 0, width, height);
        let [head, body, foot] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0), Constraint::Length(1)]).areas(all);
        let empty = Rect::default();
        let panes = match focus {
            _ if width >= THREE_PANES => {
                let sizes = [Constraint::Length(SHELVES), Constraint::Fill(2), Constraint::Fill(3)];
                Layout::horizontal(sizes).spacing(1).areas(body)
            }
            Pane::Shelves if width >= TWO_PANES => {
                let [shelves, list] = Layout::horizontal([Constraint::Length(SHELVES), Constraint::Fill(1)])
                    .spacing(1)
                    .areas(body);
                [shelves, list, empty]
            }
            _ if width >= TWO_PANES => {
                let [list, page] =
                    Layout::horizontal([Constraint::Fill(2), Constraint::Fill(3)]).spacing(1).areas(body);
                [empty, list, page]
            }
            Pane::Shelves => [body, empty, empty],
            Pane::List => [empty, body, empty],
            Pane::Page => [empty, empty, body],
        };
        Places { head, foot, panes }
    }

    /// Where a pane stands, its heading included; empty where it isn't shown.
    pub(super) fn pane(&self, pane: Pane) -> Rect {
        self.panes[pane as usize]
    }

    /// Where its lines stand.
    pub(super) fn lines(&self, pane: Pane) -> Rect {
        let all = self.pane(pane);
        Rect { y: all.y + all.height.min(1), height: all.height.saturating_sub(1), ..all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_panes_as_there_is_room_for() {
        let shown = |width, focus| {
            let places = Places::of(width, 24, focus);
            Pane::ALL.into_iter().filter(|pane| !places.pane(*pane).is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(shown(40, Pane::List), [Pane::List]);
        assert_eq!(shown(80, Pane::Shelves), [Pane::Shelves, Pane::List]);
        assert_eq!(shown(80, Pane::List), [Pane::List, Pane::Page]);
        assert_eq!(shown(80, Pane::Page), [Pane::List, Pane::Page]);
        assert_eq!(shown(120, Pane::Page), Pane::ALL);
    }
}
