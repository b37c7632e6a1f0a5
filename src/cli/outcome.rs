//! What comes of a command: an answer, and the exit status where the answer does not decide it.

use std::path::PathBuf;

use super::language::Language;
use crate::app::{Answer, Remarks};
use crate::render::{Citing, Fact, FactValue, FindingRule, Format, Item, Shape, View};

/// What comes of a command.
#[derive(Debug)]
pub(super) struct Outcome {
    /// What it has to say.
    pub(super) answer: Answer,
    /// The exit status where it is not whether anything was found.
    pub(super) status: Option<u8>,
    /// The format, where the command has one of its own.
    pub(super) format: Option<Format>,
    /// How it is written.
    pub(super) manner: Manner,
    /// What to keep once it has been shown.
    pub(super) kept: Option<Kept>,
    /// Whether what is wrong with the saved queries is among what it has to say.
    pub(super) tells_queries: bool,
}

/// A file to write.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

/// How an answer is written.
#[derive(Debug, Default)]
pub(super) enum Manner {
    /// As each listing is.
    #[default]
    Usual,
    /// In a shape that the user gives to it.
    Shaped(Box<Shape>),
    /// As its words alone.
    Words,
    /// As findings of these rules, in a format that has nothing else.
    Findings(Vec<FindingRule>),
    /// As citations.
    Cited(Citing),
}

impl From<Answer> for Outcome {
    fn from(answer: Answer) -> Outcome {
        Outcome {
            answer,
            status: None,
            format: None,
            manner: Manner::Usual,
            kept: None,
            tells_queries: false,
        }
    }
}

impl Outcome {
    /// Puts what facts tell in sentences, such as a problem, into the language that is spoken, for readers: programs get it as it
    /// is, unless the language `is_named` for this very command and the format is one of lines to read.
    pub(super) fn speak(&mut self, language: Language, is_named: bool, format: Format) {
        let speaks = match self.format.unwrap_or(format) {
            Format::Table => true,
            Format::Plain | Format::Markdown | Format::Github | Format::Sarif => is_named,
            _ => false,
        };
        if language == Language::English || !speaks {
            return;
        }
        let facts = self.answer.view.items.iter_mut().filter_map(|item| match item {
            Item::Fact(fact) => Some(fact),
            _ => None,
        });
        for (_, value) in facts.flat_map(|fact| &mut fact.values) {
            if let FactValue::Text(text) = value {
                *text = language.say(text).into_owned();
            }
        }
    }

    /// The exit status.
    pub(super) fn status(&self) -> u8 {
        let found_nothing = self.answer.view.total == 0;
        if found_nothing && self.answer.remarks.nothing_readable {
            // The notes themselves are the trouble, not what was asked of them.
            return 2;
        }
        self.status.unwrap_or(u8::from(found_nothing))
    }
}

/// An answer of facts; having none to tell is no failure.
pub(super) fn facts(command: &'static str, facts: Vec<Fact>) -> Outcome {
    let items: Vec<Item> = facts.into_iter().map(Item::Fact).collect();
    let view = View::listing(command, items);
    let answer = Answer { view, notices: Vec::new(), remarks: Remarks::default() };
    Outcome { status: Some(0), ..Outcome::from(answer) }
}
