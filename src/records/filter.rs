//! Filters: conditions on what a record is, beside what it says.

use jiff::civil::Date;

use super::person::Who;
use crate::model::Kind;

/// Which records are wanted. Within a field any of the values will do; an empty field wants nothing in particular.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Kinds of record.
    pub kinds: Vec<Kind>,
    /// Paths of notes within the library.
    pub notes: Vec<String>,
    /// Slugs of topics.
    pub topics: Vec<String>,
    /// Those who say them.
    pub who: Vec<Who>,
    /// A piece of a heading; records in such a section or below it are wanted.
    pub section: Option<String>,
    /// The note's date is this or later.
    pub since: Option<Date>,
    /// The note's date is this or earlier.
    pub until: Option<Date>,
    /// No record passes: two conditions on one field have no value in common.
    pub nothing: bool,
}
