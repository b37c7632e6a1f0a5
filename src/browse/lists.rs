//! The list that is shown and those that it came from, each with what is chosen in it.

use super::question::{List, Listing, Row, Target, Ticket};

/// So many rows before the last that are here, those behind it are asked for.
const NEAR: usize = 20;

/// A list with the row that is chosen.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// What there is to choose from.
    pub(super) list: List,
    /// The question that it answers; 0 for none.
    pub(super) ticket: Ticket,
    /// What it is of; `None` before anything is asked.
    pub(super) listing: Option<Listing>,
    /// The columns that its rows were made for.
    pub(super) columns: usize,
    /// Why there is none.
    pub(super) failure: Option<String>,
    /// Whether it was asked for again in vain: that goes on failing, as a rule.
    is_stale: bool,
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

impl Shown {
    /// The query, if it is a search.
    pub(super) fn query(&self) -> Option<&str> {
        match &self.listing {
            Some(Listing::Search(query)) => Some(query),
            _ => None,
        }
    }

    /// Whether there are more rows to ask for, and the one that is chosen is near the last that are here.
    pub(super) fn wants_more(&self) -> bool {
        let rows = self.list.rows.len();
        !self.is_stale && rows > 0 && rows < self.list.total && self.selected + NEAR >= rows
    }
}

impl Lists {
    /// A list that is asked for, and nothing below it.
    pub(super) fn of(listing: Listing) -> Lists {
        Lists { below: Vec::new(), top: Shown { listing: Some(listing), ..Shown::default() } }
    }

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
        self.top.query()
    }

    /// The row that stands on a line below the first that is shown.
    pub(super) fn row_at(&self, line: u16) -> Option<usize> {
        let mut lines = usize::from(line);
        let mut shown = self.top.list.rows.iter().enumerate().skip(self.top.top);
        let mut holds = |row: &Row| {
            let is_here = lines < row.lines.len();
            lines = lines.saturating_sub(row.lines.len());
            is_here
        };
        shown.find(|(_, row)| holds(row)).map(|(number, _)| number)
    }

    /// Chooses a row.
    pub(super) fn choose(&mut self, row: usize) {
        self.top.selected = row.min(self.top.list.rows.len().saturating_sub(1));
    }

    /// Chooses the row so many further on.
    pub(super) fn step(&mut self, by: isize) {
        let last = self.top.list.rows.len().saturating_sub(1);
        self.top.selected = self.top.selected.saturating_add_signed(by).min(last);
    }

    /// Lines above the rows.
    pub(super) fn head_height(&self) -> u16 {
        self.top.list.head.is_some().into()
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
    pub(super) fn push(&mut self, ticket: Ticket, listing: Listing, columns: usize, list: List) {
        let listing = Some(listing);
        let below =
            std::mem::replace(&mut self.top, Shown { ticket, listing, columns, list, ..Shown::default() });
        self.below.push(below);
    }

    /// Goes back to the list below; `false` where there is none.
    pub(super) fn pop(&mut self) -> bool {
        self.below.pop().map(|below| self.top = below).is_some()
    }

    /// Shows other rows in the list on top.
    pub(super) fn replace(&mut self, ticket: Ticket, columns: usize, list: List) {
        let listing = self.top.listing.take();
        self.top = Shown { ticket, list, listing, columns, ..Shown::default() };
    }

    /// Shows the rows that the list on top has by now; what is chosen stays so, if it is still there.
    pub(super) fn renew(&mut self, ticket: Ticket, columns: usize, list: List) {
        let (chosen, at, top) = (self.target(), self.top.selected, self.top.top);
        self.replace(ticket, columns, list);
        let rows = &self.top.list.rows;
        let found = rows.iter().position(|row| Some(&row.target) == chosen.as_ref());
        self.top.selected = found.unwrap_or(at).min(rows.len().saturating_sub(1));
        self.top.top = top.min(self.top.selected);
    }

    /// Shows why there are no rows in the list on top. They may still come, when the question is answered again.
    pub(super) fn fail(&mut self, ticket: Ticket, columns: usize, why: String) {
        self.replace(ticket, columns, List { title: self.top.list.title.clone(), ..List::default() });
        self.top.failure = Some(why);
    }

    /// Keeps the rows of the list on top, as there are no later ones.
    pub(super) fn keep(&mut self, ticket: Ticket, columns: usize) {
        self.top.ticket = ticket;
        self.top.columns = columns;
        self.top.is_stale = true;
    }

    /// Takes away the rows of the list on top.
    pub(super) fn clear(&mut self) {
        self.replace(0, 0, List { title: self.top.list.title.clone(), ..List::default() });
    }

    /// Puts a search on top, unless there is one, and gives its query.
    pub(super) fn begin_search(&mut self, title: &str) -> String {
        if self.query().is_none() {
            let list = List { title: title.to_owned(), ..List::default() };
            self.push(0, Listing::Search(String::new()), 0, list);
        }
        self.query().unwrap_or_default().to_owned()
    }

    /// Takes a search from the top.
    pub(super) fn end_search(&mut self) {
        if self.query().is_some() {
            self.pop();
        }
    }

    /// Sets the query of the search on top; its rows stay until it is answered.
    pub(super) fn set_query(&mut self, query: &str) {
        self.top.listing = Some(Listing::Search(query.to_owned()));
    }
}
