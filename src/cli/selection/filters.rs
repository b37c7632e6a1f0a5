//! Arguments as conditions of a query, for who has no arguments but a line to type in.

use clap::Args;

use super::{KindArgs, SelectionArgs, Speakers};
use crate::search::{FilterName, NamedDays};

impl KindArgs {
    /// As conditions of a query.
    pub(in crate::cli) fn filters(&self) -> Vec<String> {
        self.kind.iter().map(|value| filter(FilterName::Kind, value)).collect()
    }
}

impl<S: Args + Speakers> SelectionArgs<S> {
    /// As conditions of a query. How many results there are to be is none.
    pub(in crate::cli) fn filters(&self) -> Vec<String> {
        let days = |days: &Option<NamedDays>| days.iter().map(ToString::to_string).collect();
        let notes = &self.notes;
        let values: [(FilterName, Vec<String>); 6] = [
            (FilterName::Topic, self.subject.topic.clone()),
            (FilterName::Section, self.subject.section.iter().cloned().collect()),
            (FilterName::Speaker, self.speaker.names().to_vec()),
            (FilterName::Note, notes.note.clone()),
            (FilterName::Since, days(&notes.since)),
            (FilterName::Until, days(&notes.until)),
        ];
        values.iter().flat_map(|(name, values)| values.iter().map(|value| filter(*name, value))).collect()
    }
}

/// A condition, in quotation marks where its value has several words.
fn filter(name: FilterName, value: &str) -> String {
    let marks = if value.contains(char::is_whitespace) { "\"" } else { "" };
    format!("{}:{marks}{value}{marks}", name.as_str())
}
