//! How much a library holds of a day.

use std::collections::BTreeMap;

use super::person::PersonKey;
use crate::model::KINDS;

/// How much there is of the talks of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayFacts {
    /// Notes of which any record counts.
    pub notes: usize,
    /// Records of each kind, by [`Kind`](crate::model::Kind).
    pub counts: [usize; KINDS.len()],
    /// How many records are whose.
    pub people: BTreeMap<PersonKey, usize>,
    /// How many records are on what, by slug.
    pub topics: BTreeMap<String, usize>,
}

impl DayFacts {
    /// Adds what there is of another day.
    pub fn add(&mut self, other: &DayFacts) {
        self.notes += other.notes;
        self.counts.iter_mut().zip(other.counts).for_each(|(all, count)| *all += count);
        other.people.iter().for_each(|(person, count)| *self.people.entry(*person).or_default() += count);
        for (topic, count) in &other.topics {
            *self.topics.entry(topic.clone()).or_default() += count;
        }
    }
}
