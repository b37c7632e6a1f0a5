//! How much there is of each day, counted by the engine.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Cluster;
use super::counts::kind_of;
use super::filter::any_value;
use crate::model::Kind;
use crate::records::{DayFacts, Filter};

impl Cluster {
    /// How much there is of each day, and of notes that have none, among the records that pass the filter.
    pub(super) fn facts_by_day(&self, filter: &Filter) -> anyhow::Result<BTreeMap<Option<Date>, DayFacts>> {
        let conditions = self.conditions(filter)?;
        let query = json!({ "bool": { "filter": conditions } });
        let mut all: BTreeMap<Option<Date>, DayFacts> = BTreeMap::new();
        self.each_bucket(&query, &[("day", true), ("kind", false)], |key, count| {
            if let Some(kind) = kind_of(&key[1]) {
                all.entry(date_of(&key[0])).or_default().counts[kind as usize] += count;
            }
        })?;
        self.each_bucket(&query, &[("day", true), ("library", false), ("note", false)], |key, _| {
            all.entry(date_of(&key[0])).or_default().notes += 1;
        })?;
        self.each_bucket(&query, &[("day", true), ("topics", false)], |key, count| {
            if let Some(topic) = key[1].as_str() {
                *all.entry(date_of(&key[0])).or_default().topics.entry(topic.to_owned()).or_default() +=
                    count;
            }
        })?;
        let mut said = conditions;
        let kinds = [Kind::Quote, Kind::Question, Kind::Prediction].map(|kind| kind.name().to_owned());
        said.push(any_value("kind", kinds.into_iter()));
        let query = json!({ "bool": { "filter": said } });
        let mut people: Vec<(Option<Date>, String, usize)> = Vec::new();
        self.each_bucket(&query, &[("day", true), ("person", false)], |key, count| {
            people.extend(key[1].as_str().map(|name| (date_of(&key[0]), name.to_owned(), count)));
        })?;
        for (date, name, count) in people {
            let key = self.key_of_person(&name)?;
            *all.entry(date).or_default().people.entry(key).or_default() += count;
        }
        Ok(all)
    }
}

/// The date that is kept as such a number.
fn date_of(value: &Value) -> Option<Date> {
    let number = value.as_i64().or_else(|| value.as_f64().map(|number| number as i64))?;
    let part = |number: i64| i8::try_from(number).ok();
    let year = i16::try_from(number / 10_000).ok()?;
    Date::new(year, part(number / 100 % 100)?, part(number % 100)?).ok()
}
