//! How the screen is cut: one pane in narrow windows, two in usual ones, three in wide ones.
//!
//! It is asked for several times a key. Ratatui's own layouts solve equations, which takes a hundred times as long as these
//! few subtractions.

use ratatui::layout::{Position, Rect};

/// From this many columns on two panes stand side by side.
const TWO_PANES: u16 = 60;
/// From this many columns on three.
const THREE_PANES: u16 = 120;
/// Columns before the rows of a list.
pub(super) const GUTTER: u16 = 2;
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
    /// Of a window of this size, where keys go to this pane and the foot wants so many lines.
    pub(super) fn of(width: u16, height: u16, focus: Pane, foot: u16) -> Places {
        let head = Rect::new(0, 0, width, height.min(1));
        let foot_height = height.saturating_sub(1).min(foot.min((height / 3).max(1)));
        let body = Rect::new(0, head.height, width, height - head.height - foot_height);
        let foot = Rect::new(0, body.bottom(), width, foot_height);
        let empty = Rect::default();
        let panes = match focus {
            _ if width >= THREE_PANES => {
                let (shelves, rest) = beside(body, SHELVES);
                let (list, page) = halves(rest);
                [shelves, list, page]
            }
            Pane::Shelves if width >= TWO_PANES => {
                let (shelves, list) = beside(body, SHELVES);
                [shelves, list, empty]
            }
            _ if width >= TWO_PANES => {
                let (list, page) = halves(body);
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

    /// The pane that a column and a line of the window lie in.
    pub(super) fn pane_at(&self, column: u16, line: u16) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| self.pane(*pane).contains(Position::new(column, line)))
    }

    /// Where its lines stand.
    pub(super) fn lines(&self, pane: Pane) -> Rect {
        let all = self.pane(pane);
        Rect { y: all.y + all.height.min(1), height: all.height.saturating_sub(1), ..all }
    }
}

/// So many columns of an area, and those behind a line beside them.
fn beside(area: Rect, width: u16) -> (Rect, Rect) {
    let start = (width + 1).min(area.width);
    (Rect { width, ..area }, Rect { x: area.x + start, width: area.width - start, ..area })
}

/// The part of an area for a list, and the greater one for a page.
fn halves(area: Rect) -> (Rect, Rect) {
    let room = area.width.saturating_sub(1);
    beside(area, (room * 2 + 2) / 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_panes_as_there_is_room_for() {
        let shown = |width, focus| {
            let places = Places::of(width, 24, focus, 1);
            Pane::ALL.into_iter().filter(|pane| !places.pane(*pane).is_empty()).collect::<Vec<_>>()
        };
        assert_eq!(shown(40, Pane::List), [Pane::List]);
        assert_eq!(shown(80, Pane::Shelves), [Pane::Shelves, Pane::List]);
        assert_eq!(shown(80, Pane::List), [Pane::List, Pane::Page]);
        assert_eq!(shown(80, Pane::Page), [Pane::List, Pane::Page]);
        assert_eq!(shown(120, Pane::Page), Pane::ALL);
    }

    #[test]
    fn all_columns_and_lines_are_shared_out() {
        for (width, height) in [(0, 0), (1, 1), (5, 2), (40, 20), (61, 3), (80, 24), (131, 40)] {
            for focus in Pane::ALL {
                let places = Places::of(width, height, focus, width % 4 + 1);
                let shown = Pane::ALL.map(|pane| places.pane(pane));
                let shown: Vec<Rect> = shown.into_iter().filter(|area| area.width > 0).collect();
                let gaps = u16::try_from(shown.len().saturating_sub(1)).unwrap();
                let columns = shown.iter().map(|area| area.width).sum::<u16>() + gaps;
                assert_eq!(columns, width, "{width}×{height}");
                let lines = shown.first().map_or(0, |area| area.height);
                assert_eq!(places.head.height + lines + places.foot.height, height, "{width}×{height}");
            }
        }
    }
}
