//! From row to row, pane to pane, list to list.

use super::asked::Place;
use super::{Mode, Mouse, Purpose, State};
use crate::browse::layout::Pane;
use crate::browse::question::{Listing, Page, Shelf, Target};
use crate::browse::{chips, head, words};

/// Lines of a page that a notch of the wheel turns.
const NOTCH: isize = 3;

impl State {
    /// Moves so many rows or lines in the pane that keys go to.
    pub(super) fn step(&mut self, by: isize) {
        match self.focus {
            Pane::Shelves => {
                let last = Shelf::ALL.len() - 1;
                self.choose_shelf(self.shelf.saturating_add_signed(by).min(last));
            }
            Pane::List => self.lists.step(by),
            Pane::Page => {
                if let Some(page) = &mut self.page {
                    page.top = page.top.saturating_add_signed(by);
                }
            }
        }
    }

    fn choose_shelf(&mut self, shelf: usize) {
        if shelf != self.shelf {
            self.shelf = shelf;
            self.open_shelf();
        }
    }

    /// Rows or lines of a screen, of which one stays.
    pub(super) fn screenful(&self) -> isize {
        let rows = match self.focus {
            Pane::List => self.lists.rows_within(self.list_height()),
            pane => usize::from(self.places().lines(pane).height),
        };
        isize::try_from(rows).unwrap_or(isize::MAX).saturating_sub(1).max(1)
    }

    /// Lines for rows of the list.
    pub(super) fn list_height(&self) -> u16 {
        self.places().lines(Pane::List).height.saturating_sub(self.lists.head_height())
    }

    pub(super) fn enter(&mut self) {
        match self.focus {
            Pane::Shelves => self.focus = Pane::List,
            Pane::List => match self.lists.target() {
                Some(Target::Saved(saved)) => self.open_search(&saved.query),
                Some(_) => self.focus = Pane::Page,
                None => {}
            },
            Pane::Page => {
                if let Some(target) = self.page.as_ref().map(|open| open.page.target.clone()) {
                    self.ask_list(Listing::Follow(target), Place::Further);
                }
            }
        }
    }

    pub(super) fn back(&mut self) {
        match self.focus {
            Pane::Page => self.focus = Pane::List,
            Pane::List => {
                self.list_asked = None;
                match self.lists.pop() {
                    true => self.ask_again(),
                    false => self.focus = Pane::Shelves,
                }
            }
            Pane::Shelves => {}
        }
    }

    pub(super) fn neighbour(&mut self, which: impl Fn(&Page) -> Option<Target>) {
        match self.page.as_ref().and_then(|open| which(&open.page)) {
            Some(target) => self.wanted = Some(target),
            None => self.say(words::NO_NEIGHBOUR),
        }
    }

    /// What the mouse does goes to the pane below it, whatever keys go to.
    pub(super) fn mouse(&mut self, mouse: Mouse, column: u16, line: u16) {
        match (&self.mode, mouse) {
            (Mode::Reading, _) => {}
            (Mode::Help(top), Mouse::Wheel(by)) => {
                return self.mode = Mode::Help(top.saturating_add_signed(by * NOTCH));
            }
            (Mode::Help(_) | Mode::Judging(_), Mouse::Click) => return self.mode = Mode::Reading,
            // What is typed for these shows at once what it comes to.
            (Mode::Typing(Purpose::Search | Purpose::Find, _), Mouse::Click) => self.mode = Mode::Reading,
            (Mode::Typing(..), Mouse::Wheel(_)) => {}
            (Mode::Typing(..), Mouse::Click) | (Mode::Judging(_), Mouse::Wheel(_)) => return,
        }
        let places = self.places();
        let Some(pane) = places.pane_at(column, line) else {
            match (mouse, line) {
                (Mouse::Click, 0) => {
                    let shelf = head::shelf_at(column, self.size.0, self.shelf, self.language);
                    shelf.into_iter().for_each(|shelf| self.choose_shelf(shelf));
                }
                (Mouse::Click, line) if line >= places.foot.y => {
                    self.click_foot(line - places.foot.y, column)
                }
                _ => {}
            }
            return;
        };
        match mouse {
            Mouse::Wheel(by) => {
                let focus = std::mem::replace(&mut self.focus, pane);
                // The wheel turns a page and rows, and opens no shelf.
                match pane {
                    Pane::Shelves => {}
                    Pane::List => self.step(by),
                    Pane::Page => self.step(by * NOTCH),
                }
                self.focus = focus;
            }
            Mouse::Click => {
                let lines = places.lines(pane);
                self.click(pane, line.checked_sub(lines.y));
            }
        }
    }

    /// A click on a line of a pane; `None` on its heading.
    fn click(&mut self, pane: Pane, line: Option<u16>) {
        let was_focused = std::mem::replace(&mut self.focus, pane) == pane;
        let Some(line) = line else { return };
        match pane {
            Pane::Shelves if usize::from(line) < Shelf::ALL.len() => self.choose_shelf(line.into()),
            Pane::Shelves | Pane::Page => {}
            Pane::List => {
                let row = line.checked_sub(self.lists.head_height());
                let Some(row) = row.and_then(|line| self.lists.row_at(line)) else { return };
                let is_chosen = self.lists.shown().selected == row;
                self.lists.choose(row);
                // A second click opens it, as Enter does.
                if is_chosen && was_focused {
                    self.enter();
                }
            }
        }
    }

    /// A click on a condition of the search takes it away.
    fn click_foot(&mut self, line: u16, column: u16) {
        let Some(query) = self.lists.query() else { return };
        let clicked = chips::at(query, (line, column), self.size.0, self.language);
        if let Some(query) = clicked.and_then(|number| chips::without(query, number)) {
            self.ask_search(query);
        }
    }

    /// Keeps what is chosen in sight.
    pub(super) fn keep_in_sight(&mut self) {
        self.lists.keep_in_sight(self.list_height());
        let height = self.places().lines(Pane::Page).height;
        if let Some(page) = &mut self.page {
            page.keep_in_sight(height);
        }
    }
}
