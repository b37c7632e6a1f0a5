//! The fields that a user may name: which things have which, and what sort of value each holds.
//!
//! They are the keys of the JSON contract and the columns of `plain` and `csv`, under the same names. The values come from
//! `fields`; here is only what can be told without any record, so that a wrong name is refused before a library is opened.

use crate::model::{KINDS, Kind};
use crate::text::near;

/// What sort of value a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Words.
    Text,
    /// Several, between which this stands.
    List(&'static str),
    /// A number that tells a place or a measure.
    Number,
    /// How many there are of something.
    Count,
    /// How well something fits.
    Score,
    /// A length of time in seconds.
    Seconds,
    /// A day.
    Day,
    /// Whether something is so.
    Truth,
}

/// A field by the name that users have for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What sort of value it holds.
    pub kind: FieldKind,
}

/// What a command shows, which decides what fields there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Records of this kind.
    Records(Kind),
    /// What a search finds: records of all kinds.
    Hits,
    /// What people say: quotes and predictions.
    Said,
    /// Topics.
    Topics,
    /// People.
    People,
    /// What is wrong in notes.
    Problems,
    /// What was understood of notes.
    Understood,
    /// How much there is of each period.
    Periods,
    /// How much there is of several things in each period.
    Series,
    /// Groups of such things, where only these are counted.
    Groups,
}

use FieldKind::{Count, Day, List, Number, Score, Seconds, Text, Truth};

type Row = (&'static str, FieldKind);

/// Those that each record has, its note's and the moment's among them.
const OF_RECORDS: [Row; 22] = [
    ("id", Text),
    ("kind", Text),
    ("text", Text),
    ("full_text", Text),
    ("speaker", Text),
    ("person", Text),
    ("place", Text),
    ("note", Text),
    ("note_title", Text),
    ("note_path", Text),
    ("path", Text),
    ("file", Text),
    ("line", Number),
    ("end_line", Number),
    ("section", Text),
    ("topics", List(" ")),
    ("date", Day),
    ("year", Number),
    ("month", Text),
    ("url", Text),
    ("time", Seconds),
    ("label", Text),
];

const OF_HITS: [Row; 3] = [("tier", Text), ("score", Score), ("snippet", Text)];

const OF_TOPICS: [Row; 8] = [
    ("id", Text),
    ("kind", Text),
    ("text", Text),
    ("topics", List(" ")),
    ("slug", Text),
    ("chinese", Text),
    ("english", Text),
    ("aliases", List("; ")),
];

const OF_PEOPLE: [Row; 11] = [
    ("id", Text),
    ("kind", Text),
    ("text", Text),
    ("name", Text),
    ("names", List("; ")),
    ("notes", Count),
    ("quotes", Count),
    ("questions", Count),
    ("predictions", Count),
    ("first", Day),
    ("last", Day),
];

const OF_FACTS: [Row; 4] = [("place", Text), ("path", Text), ("line", Number), ("kind", Text)];

const OF_PROBLEMS: [Row; 5] =
    [("code", Text), ("message", Text), ("problem", Text), ("level", Text), ("hint", Text)];

const OF_UNDERSTOOD: [Row; 3] = [("problems", Count), ("not_understood", Count), ("blocks", List("; "))];

const OF_PERIODS: [Row; 7] = [
    ("period", Text),
    ("notes", Count),
    ("quotes", Count),
    ("questions", Count),
    ("predictions", Count),
    ("person_count", Count),
    ("topic_count", Count),
];

const OF_SERIES: [Row; 5] =
    [("value", Text), ("period", Text), ("count", Count), ("chinese", Text), ("english", Text)];

const OF_GROUPS: [Row; 2] = [("count", Count), ("value", Text)];

/// Those that only records of this kind have.
const fn of_kind(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::Note => &[
            ("title", Text),
            ("file_title", Text),
            ("date_end", Day),
            ("duration_seconds", Seconds),
            ("views", Number),
            ("video_id", Text),
            ("generated", Day),
            ("speakers", List("; ")),
            ("metadata", List("; ")),
            ("contents", List("; ")),
            ("footer", List("; ")),
            ("frame", List("; ")),
            ("same_as", List(" ")),
        ],
        Kind::Section => &[("title", Text), ("level", Number), ("number", Text), ("same_as", List(" "))],
        Kind::Passage => &[("form", Text), ("depth", Number), ("links", List("; ")), ("same_as", List(" "))],
        Kind::Question => {
            &[("asker", Text), ("answers", List("; ")), ("answer", Text), ("same_as", List(" "))]
        }
        Kind::Quote => &[
            ("attribution", Text),
            ("qualifier", Text),
            ("original", Text),
            ("rendering", Text),
            ("key", Truth),
            ("question", Text),
            ("question_id", Text),
            ("same_as", List(" ")),
            ("abridges", List(" ")),
        ],
        Kind::Prediction => &[
            ("claim", Text),
            ("by", Text),
            ("horizon", Text),
            ("horizon_kind", Text),
            ("start", Day),
            ("end", Day),
            ("detail", Text),
            ("verdict", Text),
            ("verdict_on", Day),
            ("verdict_source", Text),
            ("verdict_note", Text),
            ("supports", List(" ")),
            ("same_as", List(" ")),
        ],
        Kind::Term => &[
            ("term", Text),
            ("aliases", List("; ")),
            ("definition", Text),
            ("mentions", List("; ")),
            ("uses", List(" ")),
            ("same_as", List(" ")),
        ],
    }
}

impl Shown {
    /// All fields that there are.
    pub fn fields(self) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let mut add = |rows: &[Row]| {
            for &(name, kind) in rows {
                if !fields.iter().any(|known| known.name == name) {
                    fields.push(Field { name, kind });
                }
            }
        };
        match self {
            Shown::Records(kind) => {
                add(&OF_RECORDS);
                add(of_kind(kind));
                if matches!(kind, Kind::Note | Kind::Section) {
                    add(&counts());
                }
            }
            Shown::Hits => {
                add(&OF_RECORDS);
                add(&OF_HITS);
                KINDS.iter().for_each(|info| add(of_kind(info.kind)));
            }
            Shown::Said => {
                add(&OF_RECORDS);
                add(of_kind(Kind::Quote));
                add(of_kind(Kind::Prediction));
            }
            Shown::Periods => add(&OF_PERIODS),
            Shown::Series => add(&OF_SERIES),
            Shown::Topics => {
                add(&OF_TOPICS);
                add(&counts());
            }
            Shown::People => add(&OF_PEOPLE),
            Shown::Problems => {
                add(&OF_FACTS);
                add(&OF_PROBLEMS);
            }
            Shown::Understood => {
                add(&OF_FACTS);
                add(&counts());
                add(&OF_UNDERSTOOD);
            }
            Shown::Groups => add(&OF_GROUPS),
        }
        fields
    }

    /// The field of this name.
    ///
    /// # Errors
    /// If there is none; the message lists the near ones and all others.
    pub fn field(self, name: &str) -> Result<Field, String> {
        let fields = self.fields();
        if let Some(field) = fields.iter().find(|field| field.name == name) {
            return Ok(*field);
        }
        let names: Vec<Vec<String>> = fields.iter().map(|field| vec![field.name.to_owned()]).collect();
        let near = near(name, names.iter().map(Vec::as_slice));
        let near = if near.is_empty() { String::new() } else { format!("; near: {}", near.join(", ")) };
        let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
        Err(format!("unknown field `{name}`{near}\nknown: {}", known.join(", ")))
    }
}

/// How many records of each kind something holds.
fn counts() -> [Row; KINDS.len() - 1] {
    let mut rows = [("", Count); KINDS.len() - 1];
    let within = KINDS.iter().filter(|info| info.kind != Kind::Note);
    rows.iter_mut().zip(within).for_each(|(row, info)| row.0 = info.plural);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_lists_the_near_ones_first_and_then_all() {
        let error = Shown::Records(Kind::Quote).field("speker").unwrap_err();
        assert!(error.starts_with("unknown field `speker`; near: speaker"), "{error}");
        assert!(error.contains("known: id, kind, text"), "{error}");
        assert!(Shown::Records(Kind::Term).field("horizon").is_err());
        assert!(Shown::Hits.field("horizon").is_ok());
    }

    #[test]
    fn each_name_stands_for_one_sort_of_value() {
        for one in Shown::Hits.fields() {
            for info in &KINDS {
                let other = Shown::Records(info.kind).field(one.name);
                assert!(other.is_err() || other == Ok(one), "{}", one.name);
            }
        }
    }
}
