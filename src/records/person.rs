//! Somebody as a library knows them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What those who keep the records find a person by, in the state that they were opened in. Nobody else can read it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonKey(pub u32);

/// Whose records are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// A person's, under whatever name.
    Person(PersonKey),
    /// Those at which this name stands, whoever that is.
    Called(String),
}

/// A human under one name, with all that is known of them beside their records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFacts {
    /// How to ask for their records. It is no part of a written form: whoever reads one gives them another.
    #[serde(skip)]
    pub key: PersonKey,
    /// The name to show.
    pub name: String,
    /// All names, the one to show first, then those that alone say who it is, then the short ones that some notes use.
    pub names: Vec<NameFacts>,
    /// Paths of the notes in which they have a name, within the library, in its order. Empty for one of whom only a list of
    /// people knows.
    pub notes: Vec<String>,
    /// The first and the last day of these, where any has one.
    pub days: Option<(Date, Date)>,
    /// What joins their full names, the strongest evidence first.
    pub joins: Vec<JoinFacts>,
}

/// A name of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameFacts {
    /// As notes or lists have it.
    pub text: String,
    /// Whether it alone says who it is, in any note.
    pub is_full: bool,
    /// How many notes use it for them.
    pub notes: u32,
    /// Where one does: the note's path within the library, and the line, 1-based.
    pub place: Option<(String, u32)>,
}

/// Two names that are one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinFacts {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// What says so.
    pub evidence: JoinEvidence,
}

/// What says that two names are one person's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinEvidence {
    /// The library's own list of people.
    OwnList,
    /// The built-in list of people.
    BuiltInList,
    /// Notes that put them side by side.
    Notes {
        /// The first of them, by its path within the library.
        path: String,
        /// The line there, 1-based.
        line: u32,
        /// How many there are.
        count: u32,
    },
    /// They differ by a slip of the pen, and nothing speaks against it.
    Slip,
    /// They are two forms of one name, and nothing speaks against it.
    Form,
}
