//! People as a library knows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everybody in a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// By the name that is shown, folded.
    pub persons: Vec<Person>,
    /// Whose name it is at the words of each note; those of whom nobody can tell are left out.
    pub voices: Vec<Voice>,
}

/// A human under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The one to show.
    pub name: String,
    /// All names, that one among them: those that most notes use first.
    pub names: Vec<PersonName>,
    /// Numbers of the notes in which they have a name, in order.
    pub notes: Vec<u32>,
    /// The first and the last day of these, where any has one.
    pub days: Option<(Date, Date)>,
    /// What joins their full names, the strongest evidence first.
    pub joins: Vec<Join>,
}

/// A name of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// As notes or lists have it.
    pub text: String,
    /// Whether it alone says who it is, in any note.
    pub is_full: bool,
    /// How many notes use it.
    pub notes: u32,
    /// Where one does, if any does: the number of the note, and the line, 1-based.
    pub place: Option<(u32, u32)>,
}

/// Two names that are one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// What says so.
    pub evidence: Evidence,
    /// How many notes say so.
    pub notes: u32,
}

/// What says that two names are one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Evidence {
    /// The library's own list of people.
    OwnList,
    /// The built-in list of people.
    BuiltInList,
    /// A note: its number, and the line, 1-based.
    Note(u32, u32),
    /// They differ by a slip of the pen.
    Slip,
    /// They are two forms of one name: with a middle initial and without, with the surname first or last.
    Form,
}

/// Whose a name at words is, in one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    /// The number of the note.
    pub note: u32,
    /// The name as its records have it.
    pub name: String,
    /// The number of the person.
    pub person: u32,
}
