//! What lies on the desk while a question is answered.

use super::bookmarks::Bookmarks;
use super::source::Source;
use crate::app::Store;

/// What is needed to answer.
pub(super) struct Desk<'d, 'l> {
    pub(super) source: &'d Source,
    pub(super) store: &'d Store<'l>,
    /// What it was opened from.
    pub(super) stamp: u64,
    /// What was said when it was opened.
    pub(super) at_opening: &'d [String],
    pub(super) bookmarks: &'d mut Bookmarks,
}
