//! Names of people as answers have them: where each stands, what joins them, and what the one that is shown rests on.

use std::sync::Arc;

use super::Language;
use crate::model::NameSource;
use crate::people::name_key;
use crate::records::NoteFacts;

/// A name of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// As notes or lists have it.
    pub text: String,
    /// Whether it alone says who it is, in any note.
    pub is_full: bool,
    /// How many notes use it for them.
    pub notes: u32,
    /// Where one does; `None` also where nobody looked.
    pub place: Option<NoteLine>,
}

/// A line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The note.
    pub note: Arc<NoteFacts>,
    /// The line, 1-based.
    pub line: u32,
}

/// A topic with how often somebody speaks about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCount {
    /// What scripts call the topic.
    pub slug: String,
    /// Its Chinese name.
    pub chinese: String,
    /// Its English name.
    pub english: String,
    /// Records.
    pub count: usize,
}

/// Two names that are one person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedNames {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
    /// What says so.
    pub evidence: JoinedBy,
    /// Where a note says so.
    pub place: Option<NoteLine>,
    /// How many notes say so.
    pub notes: u32,
}

/// What says that two names are one person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinedBy {
    /// The library's own list of people.
    OwnList,
    /// The built-in list of people.
    BuiltInList,
    /// Notes that put them side by side.
    Notes,
    /// They differ by a slip of the pen.
    Slip,
    /// They are two forms of one name: with a middle initial and without, with the surname first or last.
    Form,
}

/// What the one name for whoever says a record rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameGrounds {
    /// All names that the note has for them, that at the words first.
    pub names: Vec<NoteName>,
    /// The way from a name of the note to the name to show: each begins where the one before ends.
    pub joins: Vec<JoinedNames>,
    /// Why that one is shown, or why none is.
    pub outcome: NameOutcome,
}

/// A name that a note has for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteName {
    /// As the note has it.
    pub text: String,
    /// The full name in it.
    pub full: Option<String>,
    /// What says that it is theirs.
    pub source: NameSource,
    /// The line that says so.
    pub place: NoteLine,
}

/// Why a name is shown for somebody, or why none is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameOutcome {
    /// The library's own list of people says so.
    OwnList,
    /// The built-in list of people says so.
    BuiltInList,
    /// It is the only full name.
    OnlyName,
    /// It is the full name that most notes use.
    MostNotes,
    /// It is the Chinese name of somebody Chinese, whatever most notes use.
    ChineseName,
    /// Nobody is named at the words.
    Unnamed,
    /// What stands there is a word for a role, and the note does not say whose.
    Role,
    /// A short name, for which the note has no full one.
    ShortName,
    /// A short name, which may mean each of these.
    Several(Vec<String>),
    /// A name that may be one in full, of whom no note says that they take part.
    NobodyKnown,
}

impl NoteLine {
    /// As editors and `rg` write places.
    pub(super) fn text(&self) -> String {
        format!("{}:{}", self.note.path, self.line)
    }
}

impl JoinedNames {
    /// What says so, for readers; `place` shows where.
    pub(super) fn reason(&self, language: Language, place: impl Fn(&NoteLine) -> String) -> String {
        match (self.evidence, &self.place) {
            (JoinedBy::OwnList, _) => "people.yaml".to_owned(),
            (JoinedBy::BuiltInList, _) => language.label("内置名单").to_owned(),
            (JoinedBy::Slip, _) => language.label("只差一处笔误").to_owned(),
            (JoinedBy::Form, _) => language.label("同名的另一写法").to_owned(),
            (JoinedBy::Notes, Some(at)) if self.notes > 1 => {
                language.filled("{} 等 {} 篇并列", &[&place(at), &self.notes])
            }
            (JoinedBy::Notes, Some(at)) => language.filled("{} 并列", &[&place(at)]),
            (JoinedBy::Notes, None) => language.filled("{} 篇并列", &[&self.notes]),
        }
    }

    /// The name beside this one, however that is written.
    pub(super) fn beside(&self, name: &str) -> Option<&str> {
        let key = name_key(name);
        if name_key(&self.one) == key {
            Some(&self.other)
        } else {
            (name_key(&self.other) == key).then_some(self.one.as_str())
        }
    }
}

impl JoinedBy {
    /// What scripts call it.
    pub(super) fn code(self) -> &'static str {
        match self {
            JoinedBy::OwnList => "own_list",
            JoinedBy::BuiltInList => "built_in_list",
            JoinedBy::Notes => "notes",
            JoinedBy::Slip => "slip",
            JoinedBy::Form => "form",
        }
    }
}
