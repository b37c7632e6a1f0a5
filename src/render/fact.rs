//! Things to show that stand in no note.

use jiff::civil::Date;

use crate::model::LineSpan;

/// Something that stands in no note: a problem of one, a setting, the state of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What sort of fact it is, in the singular.
    pub kind: &'static str,
    /// The file that it is about, as a user can open it.
    pub path: Option<String>,
    /// That file's absolute path; `None` where it is no file of its own.
    pub file: Option<String>,
    /// The note that it is about, if it is one.
    pub note: Option<FactNote>,
    /// The lines that it is about.
    pub lines: Option<LineSpan>,
    /// What it says: names, the same for all facts of one kind, and values.
    pub values: Vec<(&'static str, FactValue)>,
}

/// The note that a fact is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactNote {
    /// Its path within the library.
    pub note_path: String,
    /// Its title, if it could be read.
    pub title: Option<String>,
    /// The day of the talk.
    pub date: Option<Date>,
    /// The address of the talk.
    pub url: Option<String>,
}

/// A value of a [`Fact`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactValue {
    /// Words.
    Text(String),
    /// A path, which no line breaks.
    Path(String),
    /// A number.
    Number(u64),
    /// How much something takes, in bytes.
    Bytes(u64),
    /// Not known, or not there.
    Nothing,
}

/// What findings are of, for formats that tell that too.
#[derive(Debug, Clone, Copy)]
pub struct FindingRule {
    /// The code.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Why it is worth a look.
    pub why: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// How much it weighs: `error`, `warning` or `note`.
    pub level: &'static str,
    /// Whether it is looked for unasked.
    pub is_usual: bool,
}
