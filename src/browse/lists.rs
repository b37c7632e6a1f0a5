//! The list that is shown and those that it came from, each with what is chosen in it.

use super::question::{List, Row, Target, Ticket};

/// A list with the row that is chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// What there is to choose from.
    pub(super) list: List,
    /// The question that it answers; 0 for none.
    pub(super) ticket: Ticket,
    /// The query that it answers, if it is a search.
    pub(super) query: Option<String>,
    /// Why there is none.
    pub(super) failure: Option<String>,
    /// The row that is chosen.
    pub(super) selected: usize,
    /// The first row that is shown.
    pub(super) top: usize,
}

/// The list that is shown, on top of those that it came from.
#[derive(Debug, Default)]
pub(super) struct Lists {
    below: Vec<Shown>,
    top: Shown,
}

impl Lists {
    /// The list that is shown.
    pub(super) fn shown(&self) -> &Shown {
        &self.top
    }

    /// What is chosen.
    pub(super) fn target(&self) -> Option<Target> {
        self.top.list.rows.get(self.top.selected).map(|row| row.target.clone())
    }

    /// The query, if the list is a search.
    pub(super) fn query(&self) -> Option<&str> {
        self.top.query.as_deref()
    }

    /// Chooses the row so many further on.
    pub(super) fn step(&mut self, by: isize) {
        let last = self.top.list.rows.len().saturating_sub(1);
        self.top.selected = self.top.selected.saturating_add_signed(by).min(last);
    }

    /// How many of the rows that are shown so many lines hold.
    pub(super) fn rows_within(&self, height: u16) -> usize {
        let mut room = usize::from(height);
        let fits = |row: &&Row| {
            let is_room = row.lines.len() <= room;
            room = room.saturating_sub(row.lines.len());
            is_room
        };
        self.top.list.rows[self.top.top.min(self.top.list.rows.len())..].iter().take_while(fits).count()
    }

    /// Shows rows such that the one that is chosen is among them.
    pub(super) fn keep_in_sight(&mut self, height: u16) {
        let Shown { list, selected, top, .. } = &mut self.top;
        *top = (*top).min(*selected);
        let lines =
            |from: usize| -> usize { list.rows[from..=*selected].iter().map(|row| row.lines.len()).sum() };
        if *selected >= list.rows.len() {
            return;
        }
        // No row is shorter than a line, so that no more of them can be in sight.
        *top = (*top).max((*selected + 1).saturating_sub(usize::from(height).max(1)));
        while *top < *selected && lines(*top) > usize::from(height) {
            *top += 1;
        }
    }

    /// Puts a list on top.
    pub(super) fn push(&mut self, ticket: Ticket, list: List) {
        let below = std::mem::replace(&mut self.top, Shown { ticket, list, ..Shown::default() });
        self.below.push(below);
    }

    /// Goes back to the list below; `false` where there is none.
    pub(super) fn pop(&mut self) -> bool {
        self.below.pop().map(|below| self.top = below).is_some()
    }

    /// Shows other rows in the list on top.
    pub(super) fn replace(&mut self, ticket: Ticket, list: List) {
        let title = std::mem::take(&mut self.top.list.title);
        let title = if self.top.query.is_some() { title } else { list.title.clone() };
        let query = self.top.query.take();
        self.top = Shown { ticket, list: List { title, ..list }, query, ..Shown::default() };
    }

    /// Shows the rows that the list on top has by now; what is chosen stays so, if it is still there.
    pub(super) fn renew(&mut self, list: List) {
        let (chosen, at, top) = (self.target(), self.top.selected, self.top.top);
        self.replace(self.top.ticket, list);
        let rows = &self.top.list.rows;
        let found = rows.iter().position(|row| Some(&row.target) == chosen.as_ref());
        self.top.selected = found.unwrap_or(at).min(rows.len().saturating_sub(1));
        self.top.top = top.min(self.top.selected);
    }

    /// Shows why there are no rows in the list on top.
    pub(super) fn fail(&mut self, why: String) {
        self.clear();
        self.top.failure = Some(why);
    }

    /// Takes away the rows of the list on top.
    pub(super) fn clear(&mut self) {
        self.replace(0, List { title: self.top.list.title.clone(), ..List::default() });
    }

    /// Puts a search on top, unless there is one, and gives its query.
    pub(super) fn begin_search(&mut self, title: &str) -> String {
        if self.top.query.is_none() {
            self.push(0, List { title: title.to_owned(), ..List::default() });
            self.top.query = Some(String::new());
        }
        self.top.query.clone().unwrap_or_default()
    }

    /// Takes a search from the top.
    pub(super) fn end_search(&mut self) {
        if self.top.query.is_some() {
            self.pop();
        }
    }

    /// Sets the query of the search on top; its rows stay until it is answered.
    pub(super) fn set_query(&mut self, query: &str) {
        self.top.query = Some(query.to_owned());
    }
}
