//! Questions that are not answered yet.

use crate::browse::question::{Listing, Target, Ticket};

/// A question for a list.
#[derive(Debug)]
pub(super) struct ListAsked {
    /// What tells it apart.
    pub(super) ticket: Ticket,
    /// What the list is of.
    pub(super) listing: Listing,
    /// The columns of its rows.
    pub(super) columns: usize,
    /// Where the answer goes.
    pub(super) place: Place,
}

/// Where the answer to a question for a list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In place of the rows that are shown.
    Same,
    /// The same, and one stays where one is.
    Again,
    /// On top of the list that is shown.
    Further,
}

/// A question for a page.
#[derive(Debug)]
pub(super) struct PageAsked {
    /// What tells it apart.
    pub(super) ticket: Ticket,
    /// What the page is of.
    pub(super) target: Target,
    /// The columns of its lines.
    pub(super) width: usize,
}
