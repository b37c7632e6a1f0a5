//! What a query comes to: the runs that make a hit exact, the terms it is about, and the evidence to rank by.
//!
//! The values alone; `planning` works them out, and ranking and variants read them.

use std::collections::HashSet;
use std::ops::Range;

use super::aspects::Aspect;
use super::numbers::NumberKind;
use super::terms::is_everyday_word;
use super::tier::Tier;
use crate::records::{Evidence, PersonKey, Stored};

/// A query, ready to be asked of one library.
pub(super) struct Plan {
    /// Any of these makes a hit exact.
    pub(super) exact: Vec<String>,
    /// What it is about, in order.
    pub(super) wants: Vec<Want>,
    /// The term whose definition it asks for, if it does: `MCP 是什么`; all of it where it is no more than that term. As
    /// letters and digits alone.
    pub(super) defined: Vec<String>,
    /// All its words as they stand, joined by spaces.
    pub(super) whole: String,
    /// The other wordings that it has for some of them, if it is a variant.
    pub(super) instead: Option<String>,
    /// The text of each group of the query.
    pub(super) groups: Vec<String>,
    /// The term that it asks the meaning of, if it does, as it stands in it.
    pub(super) introduced: Option<String>,
    /// The kind of number that it asks for, if it does.
    pub(super) number: Option<&'static NumberKind>,
    /// Whether it asks what people think.
    pub(super) asks_opinion: bool,
    /// The side of a thing that it asks about, if it does.
    pub(super) aspect: Option<&'static Aspect>,
    /// What candidates are scored by.
    pub(super) evidence: Vec<(Evidence, f32)>,
    /// The same where several wordings say one thing: the best of each counts.
    pub(super) best: Vec<Vec<(Evidence, f32)>>,
    /// How many of its terms are not looked for, because they are too many.
    pub(super) left_out: usize,
}

/// What a term counts that a record says in other words.
pub(super) const IN_OTHER_WORDS: f32 = 0.7;

/// How many words of a query may together have another name.
const LONGEST_SPAN: usize = 4;

/// The letters and digits of a normalised text, by which a term and a question for it are told to be the same.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// One thing that a query wants, in one of several wordings.
#[derive(Debug, Clone)]
pub(super) struct Want {
    pub(super) any: Vec<String>,
    /// Other words that say nearly the same, where few records have its own.
    pub(super) also: Vec<String>,
    /// What a reader would call it: the word that they separated by spaces, or its part where there is but one.
    pub(super) name: String,
    /// Whether it must occur as it is.
    pub(super) phrase: bool,
    /// Whether it is a single character that was left when a term was taken apart.
    pub(super) left_over: bool,
    /// Which group of the query it comes from.
    pub(super) group: usize,
    /// How much finding it says, from its rarity in the library.
    pub(super) weight: f32,
    /// Whose name it is: each record that they say has it.
    pub(super) people: Vec<Somebody>,
    /// Whether any record may have it.
    pub(super) may_occur: bool,
    /// Whether it names what the query is about, and is rare enough to tell by: a record without it answers something else.
    pub(super) is_name: bool,
}

/// One whom a query names.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    pub(super) key: PersonKey,
    /// The name to show.
    pub(super) name: String,
    /// The names that alone say who it is, normalised.
    pub(super) names: Vec<String>,
}

impl Want {
    /// A term of a query's group.
    pub(super) fn term(text: String, name: String, group: usize) -> Want {
        Want {
            any: vec![text],
            also: Vec::new(),
            name,
            phrase: false,
            left_over: false,
            group,
            weight: 0.0,
            people: Vec::new(),
            may_occur: true,
            is_name: false,
        }
    }

    /// What must occur as it is, in any of these wordings.
    pub(super) fn phrase(any: Vec<String>, name: String, group: usize) -> Want {
        Want { any, phrase: true, ..Want::term(String::new(), name, group) }
    }

    pub(super) fn runs(&self) -> Vec<Evidence> {
        let by = self.people.iter().map(|person| Evidence::By(person.key));
        self.any.iter().cloned().map(Evidence::Run).chain(by).collect()
    }

    /// Whether a normalised text has it, under any name.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let names = self.people.iter().flat_map(|person| &person.names);
        self.any.iter().chain(names).any(|wording| text.contains(wording.as_str()))
    }

    /// Whether a record is said by one whose name this is.
    pub(super) fn is_said_by(&self, stored: &Stored) -> bool {
        let person = stored.person.as_deref();
        person.is_some_and(|person| self.people.iter().any(|known| known.name == person))
    }
}

/// The wordings that may stand for some of the wants of a plan.
#[derive(Debug, Clone)]
pub(super) struct Replacement {
    /// Which wants they replace.
    pub(super) wants: Range<usize>,
    /// Any of these will do instead. Normalised.
    pub(super) any: Vec<String>,
}

impl Plan {
    /// Whether a whole word of it, as it was typed, is about something that no record has, in no wording. In a question without
    /// spaces what no record has may be a wrong cut.
    pub(super) fn lacks_word(&self) -> bool {
        let is_lacking = |want: &Want| !want.may_occur && !want.left_over && want.also.is_empty();
        let is_about = |want: &Want| !want.any.iter().all(|text| self.only_asks(text));
        let of_group = |group: usize| self.wants.iter().filter(move |want| want.group == group);
        self.groups.len() > 1
            && self
                .wants
                .iter()
                .any(|want| is_lacking(want) && is_about(want) && of_group(want.group).all(is_lacking))
    }

    /// Whether a term stands in talk about anything, or only asks for a number.
    pub(super) fn only_asks(&self, text: &str) -> bool {
        is_everyday_word(text) || self.number.is_some_and(|kind| kind.is_asked_by(text))
    }

    /// Whether this is a whole word of the query, as it was typed.
    pub(super) fn is_group(&self, text: &str) -> bool {
        self.groups.iter().any(|group| group == text)
    }

    /// The stretches of the query that may have another wording, each with its text, the longest first: several
    /// words that stand together, a word, a part of a word. Phrases are not among them.
    pub(super) fn spans(&self) -> Vec<(Range<usize>, String)> {
        let mut spans: Vec<(Range<usize>, String)> = Vec::new();
        let starts: Vec<usize> = (0..=self.groups.len())
            .map(|group| self.wants.iter().take_while(|want| want.group < group).count())
            .collect();
        for length in (1..=self.groups.len().min(LONGEST_SPAN)).rev() {
            for first in 0..=self.groups.len() - length {
                let wants = starts[first]..starts[first + length];
                spans.push((wants, self.groups[first..first + length].join(" ")));
            }
        }
        spans.extend(self.wants.iter().enumerate().map(|(at, want)| (at..at + 1, want.any.join(" "))));
        let mut seen = HashSet::new();
        spans.retain(|(wants, text)| {
            !wants.is_empty()
                && !self.wants[wants.clone()].iter().any(|want| want.phrase)
                && seen.insert((wants.clone(), text.clone()))
        });
        spans
    }

    /// The runs to mark in a hit of this tier, with their weights.
    pub(super) fn marks(&self, tier: Tier) -> Vec<(&str, f32)> {
        match tier {
            Tier::Exact => self.exact.iter().map(|run| (run.as_str(), 1.0)).collect(),
            _ => {
                let marks = self.wants.iter().flat_map(|want| {
                    let own = want.any.iter().map(|run| (run.as_str(), want.weight));
                    own.chain(want.also.iter().map(|run| (run.as_str(), want.weight * IN_OTHER_WORDS)))
                });
                marks.collect()
            }
        }
    }
}
