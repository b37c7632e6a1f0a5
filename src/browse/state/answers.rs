//! What is asked, and how answers are taken in.

use super::asked::{ListAsked, PageAsked, Place};
use super::{Order, State};
use crate::browse::layout::{GUTTER, Pane, Places};
use crate::browse::page::Open;
use crate::browse::question::{Listing, Question, Reply, Request, Target, Ticket};
use crate::browse::words;

/// So many rows are asked for at first.
const ROWS: usize = 200;
/// So many times as many when the last of them is near.
const MORE: usize = 5;
/// Fewer columns than these nobody can read in; what is made for them is cut.
const NARROWEST: u16 = 20;

impl State {
    pub(super) fn ask_list(&mut self, listing: Listing, place: Place) {
        let limit = match place {
            Place::Again => self.lists.shown().list.rows.len().max(ROWS),
            _ => ROWS,
        };
        self.ask_rows(listing, place, limit);
    }

    /// Asks for the list that is shown once more: the notes may be others since it was.
    pub(super) fn ask_again(&mut self) {
        let shown = self.lists.shown();
        if let Some(listing) = shown.listing.clone().filter(|_| shown.ticket > 0) {
            self.ask_list(listing, Place::Again);
        }
    }

    fn ask_rows(&mut self, listing: Listing, place: Place, limit: usize) {
        let (ticket, columns) = (self.ticket(), self.list_columns());
        self.list_asked = Some(ListAsked { ticket, listing: listing.clone(), columns, place });
        self.ask(ticket, Question::List { listing, columns, limit });
    }

    fn ask_page(&mut self, target: Target, width: usize) {
        let ticket = self.ticket();
        self.page_asked = Some(PageAsked { ticket, target: target.clone(), width });
        self.ask(ticket, Question::Page { target, width });
    }

    fn ask(&mut self, ticket: Ticket, question: Question) {
        self.orders.push(Order::Tell(Request::Ask(ticket, question)));
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    /// Columns of a page, also while it isn't shown.
    fn page_width(&self) -> usize {
        self.columns_of(Pane::Page).max(NARROWEST).into()
    }

    /// The same of a row.
    fn list_columns(&self) -> usize {
        self.columns_of(Pane::List).saturating_sub(GUTTER).max(NARROWEST).into()
    }

    fn columns_of(&self, pane: Pane) -> u16 {
        Places::of(self.size.0, self.size.1, pane, 1).lines(pane).width
    }

    /// An answer counts only if nothing was asked after it. One to what is shown already tells what that is by now.
    pub(super) fn take(&mut self, ticket: Ticket, reply: Reply) {
        self.reading = None;
        if let Some(asked) = self.list_asked.take_if(|asked| asked.ticket == ticket) {
            return self.take_list(asked, reply);
        }
        if let Some(asked) = self.page_asked.take_if(|asked| asked.ticket == ticket) {
            return self.take_page(&asked, reply);
        }
        let shown = self.lists.shown();
        match (reply, &self.page) {
            (Reply::List(list), _) if ticket == shown.ticket => {
                let columns = shown.columns;
                self.lists.renew(ticket, columns, list);
            }
            (Reply::Page(page), Some(open)) if ticket == open.ticket => {
                let width = open.width;
                self.page = Some(Open::turned_to(self.page.take(), ticket, *page, width));
            }
            _ => {}
        }
    }

    fn take_list(&mut self, asked: ListAsked, reply: Reply) {
        let ListAsked { ticket, listing, columns, place } = asked;
        match (reply, place) {
            (Reply::List(list), Place::Further) if list.rows.is_empty() => self.say(words::LEADS_NOWHERE),
            (Reply::List(list), Place::Further) => {
                self.lists.push(ticket, listing, columns, list);
                self.focus = Pane::List;
            }
            (Reply::List(list), Place::Same) => self.lists.replace(ticket, columns, list),
            (Reply::List(list), Place::Again) => self.lists.renew(ticket, columns, list),
            (Reply::Failed(why), Place::Further) => self.message = Some(why),
            (Reply::Failed(why), Place::Again) if !self.lists.shown().list.rows.is_empty() => {
                self.lists.keep(ticket, columns);
                self.message = Some(why);
            }
            (Reply::Failed(why), Place::Same | Place::Again) => self.lists.fail(ticket, columns, why),
            (Reply::Page(_), _) => {}
        }
    }

    fn take_page(&mut self, asked: &PageAsked, reply: Reply) {
        match reply {
            Reply::Page(page) => {
                let before = self.page.take();
                self.page = Some(Open::turned_to(before, asked.ticket, *page, asked.width));
            }
            Reply::Failed(why) => {
                // Asked again it would fail again.
                self.wanted = None;
                self.message = Some(why);
            }
            Reply::List(_) => {}
        }
    }

    /// Keeps what is chosen in sight, and asks for the page of it, and for rows that are still to come.
    pub(super) fn settle(&mut self) {
        self.keep_in_sight();
        self.settle_list();
        let row = self.lists.target();
        if row != self.row {
            self.row.clone_from(&row);
            self.wanted = row;
        }
        let Some(wanted) = &self.wanted else {
            self.page = None;
            return;
        };
        let width = self.page_width();
        let is_shown =
            self.page.as_ref().is_some_and(|open| open.page.target == *wanted && open.width == width);
        let is_asked =
            self.page_asked.as_ref().is_some_and(|asked| asked.target == *wanted && asked.width == width);
        if !is_shown && !is_asked {
            self.ask_page(wanted.clone(), width);
        } else if is_shown {
            // What was asked for meanwhile is no longer wanted.
            self.page_asked = None;
        }
    }

    fn settle_list(&mut self) {
        if self.list_asked.is_some() {
            return;
        }
        let shown = self.lists.shown();
        let (rows, ticket) = (shown.list.rows.len(), shown.ticket);
        let is_of_other_width = ticket > 0 && shown.columns != self.list_columns();
        let wants_more = shown.wants_more();
        let Some(listing) = shown.listing.clone() else { return };
        if wants_more {
            self.ask_rows(listing, Place::Again, rows * MORE);
        } else if is_of_other_width {
            self.ask_list(listing, Place::Again);
        }
    }
}
