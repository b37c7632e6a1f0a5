//! The ways in which a reader may see what a command shows.

use super::timeline::Axis;

/// How a reader sees the items best. Only the `table` format looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One item after the other, as a table where that suits them.
    Listing,
    /// What a search found, two lines each.
    Hits,
    /// One item after the other with all that is known of each, never as a table.
    Cards,
    /// Sections as an indented outline.
    Outline,
    /// Sections of several notes, of which only these notes are shown.
    Contents,
    /// Notes, a line each.
    Notes,
    /// What is wrong in notes, below the path of each.
    Findings,
    /// Claims, those that went on already and those about the past set apart.
    Horizons,
    /// Claims as bars along the years.
    Timeline(Axis),
    /// How much there is of each period.
    Periods,
    /// How much there is of several things, each period by period.
    Series,
    /// The first item in full; what follows is what stands in it.
    Whole,
    /// What stands from the first to the last of these in full, among what stands around it in the note.
    Within {
        /// The number of the first item that is meant.
        first: usize,
        /// The number of the last one.
        last: usize,
    },
    /// The view's sides beside each other, by day.
    Sides,
}
