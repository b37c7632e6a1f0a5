//! Which names a note has for whom, and for what: what a library joins across its notes.

use serde::{Deserialize, Serialize};

/// What a note tells of names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteNames {
    /// Everybody who says, asks or claims something in it, or takes part without a word. Two of these are two people.
    pub members: Vec<Member>,
    /// Names that the note puts side by side in its text, each pair once.
    pub pairs: Vec<NamePair>,
}

/// Somebody under all the names that a note has for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Each once, the fullest first. Names at words are here exactly as the records have them.
    pub names: Vec<MemberName>,
    /// Whether they take part, rather than are quoted in passing or make a claim that the note passes on.
    pub takes_part: bool,
    /// What stands in brackets behind a full name of theirs and is none: what they do, or where they work.
    pub office: Option<String>,
}

/// A name of somebody in a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberName {
    /// As the note has it.
    pub text: String,
    /// The name in it where titles, roles and brackets stand around it, if it is a full name.
    pub full: Option<String>,
    /// What says that it is theirs.
    pub source: NameSource,
    /// The line that says so, 1-based; the first where there are several.
    pub line: u32,
}

/// What says that a name is somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameSource {
    /// The metadata or a list of those who take part.
    Listed,
    /// The note's title.
    Title,
    /// It stands at words.
    AtWords,
    /// Beside another of their names, in brackets or behind a bar.
    BesideAnother,
    /// They say who they are.
    Introduced,
    /// It is a part of their full name, and nobody else's here.
    PartOfFull,
    /// A role that only they have here: 主持人.
    Role,
}

/// Two names that a note puts side by side: `世界模型（World Model）`, `德米斯·哈萨比斯（Demis Hassabis）`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamePair {
    /// What stands first.
    pub one: String,
    /// What stands in brackets behind it, or behind the bar.
    pub other: String,
    /// Whether both are full names of somebody, rather than of a thing.
    pub of_person: bool,
    /// How often the note has it.
    pub count: u32,
    /// Where it stands first, 1-based.
    pub line: u32,
}
