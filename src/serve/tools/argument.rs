//! What a client may say of what it wants: how that is described to it, and how what it sends is understood.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::str::FromStr;

use anyhow::{anyhow, bail};
use rmcp::model::JsonObject;
use serde_json::{Value, json};

use crate::app::{self, KnownOutcome, Selection};
use crate::model::KINDS;
use crate::search::Query;
use crate::serve::source::Voice;
use crate::text::near;
use crate::topics::Vocabulary;
use crate::verdicts::Outcome;

/// The argument that goes on with an answer.
pub(crate) const CURSOR: &str = "cursor";
/// The argument for the most records of a page.
pub(crate) const LIMIT: &str = "limit";
/// The argument for the most characters of a page.
pub(crate) const BUDGET: &str = "budget";

/// The longest that a text may be, in characters: no query of anybody's is as long.
const LONGEST: usize = 2_000;
/// So much of what was sent is told to whoever sent it, in characters.
const TOLD: usize = 60;

/// An argument of a tool.
pub(super) struct Argument {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    /// What a model reads of it.
    pub(super) says: &'static str,
}

/// What it takes.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A text.
    Text,
    /// A text without which the tool has nothing to do.
    NeededText,
    /// So many texts; needed where there must be any.
    Texts { least: usize, most: usize },
    /// Names of kinds of record.
    Kinds,
    /// Names of topics.
    Topics,
    /// What became of predictions.
    Verdicts,
    /// Yes or no.
    Flag,
    /// A number.
    Number { least: usize, most: usize, usual: usize },
}

/// The most names that a list may have where nothing else is said.
const MOST_NAMES: usize = 50;

impl Argument {
    /// Whether the tool has nothing to do without it.
    pub(super) fn is_needed(&self) -> bool {
        matches!(self.shape, Shape::NeededText | Shape::Texts { least: 1.., .. })
    }

    /// What a client reads of it.
    pub(super) fn schema(&self, voice: Voice, vocabulary: &Vocabulary) -> Value {
        let names =
            |names: Vec<&str>| json!({ "type": "array", "items": { "type": "string", "enum": names } });
        let mut schema = match self.shape {
            Shape::Text => json!({ "type": "string" }),
            Shape::NeededText => json!({ "type": "string", "minLength": 1 }),
            Shape::Texts { least: 0, .. } => json!({ "type": "array", "items": { "type": "string" } }),
            Shape::Texts { least, most } => json!({
                "type": "array",
                "items": { "type": "string" },
                "minItems": least,
                "maxItems": most,
            }),
            Shape::Kinds => names(KINDS.iter().map(|kind| kind.name).collect()),
            Shape::Topics => names(vocabulary.topics().iter().map(|topic| topic.slug.as_str()).collect()),
            Shape::Verdicts => names(verdicts().map(|(name, _)| name).collect()),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Number { least, most, usual } => {
                json!({ "type": "integer", "minimum": least, "maximum": most, "default": usual })
            }
        };
        schema["description"] = voice.say(self.says).into();
        schema
    }

    /// What was sent for it.
    fn understood(&self, given: &Value) -> anyhow::Result<Understood> {
        Ok(match self.shape {
            Shape::Text | Shape::NeededText => {
                let wrong = || anyhow!("`{}` must be a string, not {}", self.name, told(given));
                Understood::Texts(vec![self.text(given.as_str().ok_or_else(wrong)?)?])
            }
            Shape::Texts { least, most } => self.texts(given, least, most)?,
            Shape::Kinds | Shape::Topics | Shape::Verdicts => self.texts(given, 0, MOST_NAMES)?,
            Shape::Flag => {
                let wrong = || anyhow!("`{}` must be true or false, not {}", self.name, told(given));
                Understood::Flag(given.as_bool().ok_or_else(wrong)?)
            }
            Shape::Number { least, most, .. } => {
                // Some clients have one kind of number only.
                let is_whole = |number: &f64| number.fract() == 0.0 && *number >= 0.0;
                let whole = || given.as_f64().filter(is_whole).map(|number| number as u64);
                let number = given.as_u64().or_else(whole).and_then(|number| usize::try_from(number).ok());
                let number = number.filter(|number| (least..=most).contains(number));
                let wrong = || {
                    anyhow!("`{}` must be a number from {least} to {most}, not {}", self.name, told(given))
                };
                Understood::Number(number.ok_or_else(wrong)?)
            }
        })
    }

    /// Several texts, one of which may stand alone.
    fn texts(&self, given: &Value, least: usize, most: usize) -> anyhow::Result<Understood> {
        let wrong = || anyhow!("`{}` must be a list of strings, not {}", self.name, told(given));
        let given = match given {
            Value::Array(given) => given.as_slice(),
            alone => std::slice::from_ref(alone),
        };
        if !(least..=most).contains(&given.len()) {
            bail!("`{}` must have {least} to {most} entries, not {}", self.name, given.len());
        }
        let texts = given.iter().map(|text| self.text(text.as_str().ok_or_else(wrong)?));
        Ok(Understood::Texts(texts.collect::<anyhow::Result<_>>()?))
    }

    fn text(&self, given: &str) -> anyhow::Result<String> {
        match given.chars().nth(LONGEST) {
            None => Ok(given.to_owned()),
            Some(_) => {
                let count = given.chars().count();
                bail!("`{}` has {count} characters, and may have {LONGEST}; say it shorter", self.name)
            }
        }
    }
}

/// What was sent, as far as it helps to see it.
fn told(given: &Value) -> String {
    let json = given.to_string();
    match json.char_indices().nth(TOLD) {
        Some((end, _)) => format!("`{}…`", &json[..end]),
        None => format!("`{json}`"),
    }
}

/// What may be known of what became of a prediction, by name.
fn verdicts() -> impl Iterator<Item = (&'static str, KnownOutcome)> {
    let outcomes = Outcome::ALL.iter().map(|(outcome, name)| (*name, KnownOutcome::Is(*outcome)));
    outcomes.chain([("any", KnownOutcome::Any), ("none", KnownOutcome::None)])
}

/// A value that was understood.
enum Understood {
    Texts(Vec<String>),
    Flag(bool),
    Number(usize),
}

/// What a client wants of a tool.
pub(crate) struct Arguments {
    values: BTreeMap<&'static str, Understood>,
    usual: BTreeMap<&'static str, usize>,
}

impl Arguments {
    /// What was sent to a tool that takes these. A value that is null is as if it had not been sent.
    ///
    /// # Errors
    /// As [`Tool::understood`](super::Tool::understood).
    pub(super) fn of(
        tool: &str,
        known: impl Iterator<Item = &'static Argument> + Clone,
        given: &JsonObject,
    ) -> anyhow::Result<Arguments> {
        let mut values = BTreeMap::new();
        for (name, value) in given {
            let Some(argument) = known.clone().find(|argument| argument.name == *name) else {
                bail!(unknown(tool, name, known));
            };
            if !value.is_null() {
                values.insert(argument.name, argument.understood(value)?);
            }
        }
        // What a cursor goes on with has been said.
        let is_begun = values.contains_key(CURSOR);
        let lacks = |argument: &&Argument| argument.is_needed() && !values.contains_key(argument.name);
        if let Some(missing) = known.clone().find(lacks).filter(|_| !is_begun) {
            bail!("`{tool}` needs `{}`: {}", missing.name, missing.says);
        }
        let usual = known.filter_map(|argument| match argument.shape {
            Shape::Number { usual, .. } => Some((argument.name, usual)),
            _ => None,
        });
        Ok(Arguments { values, usual: usual.collect() })
    }

    /// The texts of an argument.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        match self.values.get(name) {
            Some(Understood::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// The text of an argument; `None` where there is none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.values.get(name) {
            Some(Understood::Texts(texts)) => {
                texts.first().map(|text| text.trim()).filter(|text| !text.is_empty())
            }
            _ => None,
        }
    }

    /// Whether an argument says yes.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.values.get(name), Some(Understood::Flag(true)))
    }

    /// The number of an argument, or the usual one.
    pub(super) fn number(&self, name: &str) -> usize {
        match self.values.get(name) {
            Some(Understood::Number(number)) => *number,
            _ => self.usual.get(name).copied().unwrap_or_default(),
        }
    }

    /// At most so many records in a reply.
    pub(crate) fn limit(&self) -> usize {
        self.number(LIMIT)
    }

    /// At most so many characters in a reply.
    pub(crate) fn budget(&self) -> usize {
        self.number(BUDGET)
    }

    /// A time that an argument names.
    pub(super) fn time<T: FromStr>(&self, name: &str) -> anyhow::Result<Option<T>>
    where
        T::Err: std::error::Error + Send + Sync + 'static,
    {
        self.text(name).map(|text| Ok(text.parse()?)).transpose()
    }

    /// What is known of what became of predictions.
    pub(super) fn verdicts(&self) -> anyhow::Result<Vec<KnownOutcome>> {
        let named = |name: &String| {
            let found = verdicts().find(|(own, _)| own == name).map(|(_, verdict)| verdict);
            let names: Vec<&str> = verdicts().map(|(own, _)| own).collect();
            found.ok_or_else(|| anyhow!("unknown verdict `{name}`; known: {}", names.join(", ")))
        };
        self.texts("verdicts").iter().map(named).collect()
    }

    /// Which records are wanted, as the arguments that tools share say it.
    pub(super) fn selection(&self, limit: Option<NonZeroUsize>) -> anyhow::Result<Selection> {
        Ok(Selection {
            query: Query::parse(self.text("query").unwrap_or_default()),
            kinds: app::kinds(&self.texts("kinds"))?,
            notes: self.texts("notes"),
            topics: self.texts("topics"),
            section: self.text("section").map(str::to_owned),
            speakers: self.texts("speakers"),
            since: self.time("since")?,
            until: self.time("until")?,
            limit,
            arrangement: None,
        })
    }
}

/// What to tell of an argument that a tool has not.
fn unknown(tool: &str, name: &str, known: impl Iterator<Item = &'static Argument>) -> String {
    let names: Vec<Vec<String>> = known.map(|argument| vec![argument.name.to_owned()]).collect();
    let near = near(name, names.iter().map(Vec::as_slice));
    let name = told(&name.into());
    let all = names.concat().join(", ");
    match near.is_empty() {
        true => format!("`{tool}` has no argument {name}; it has: {all}"),
        false => format!("`{tool}` has no argument {name}; near: {}; it has: {all}", near.join(", ")),
    }
}
