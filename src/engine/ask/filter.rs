//! Filters as queries.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Cluster;
use super::lock::locked;
use super::pages::Asked;
use crate::analysis::Ends;
use crate::engine::document::day;
use crate::engine::mapping::value;
use crate::model::Kind;
use crate::records::{Filter, SectionKey, Who};
use crate::text::normalise_text;

/// How many values one condition takes: engines take 65,536.
const VALUES: usize = 60_000;

impl Cluster {
    /// The conditions of a filter; all records where there is none.
    pub(super) fn conditions(&self, filter: &Filter) -> anyhow::Result<Vec<Value>> {
        let mut conditions = vec![json!({ "term": { "type": "record" } })];
        let Filter { kinds, notes, topics, who, section, since, until, nothing } = filter;
        if *nothing {
            conditions.push(json!({ "match_none": {} }));
        }
        if !kinds.is_empty() {
            conditions.push(any_value("kind", kinds.iter().map(|kind| kind.name().to_owned())));
        }
        if !notes.is_empty() {
            conditions.push(self.of_notes(notes));
        }
        if !topics.is_empty() {
            conditions.push(any_value("topics", topics.iter().map(|slug| value(slug))));
        }
        if !who.is_empty() {
            conditions.push(self.said_by(who)?);
        }
        if let Some(heading) = section {
            conditions.push(self.below_headings(heading)?);
        }
        if since.is_some() || until.is_some() {
            let mut range = json!({});
            since.iter().for_each(|date| range["gte"] = json!(day(*date)));
            until.iter().for_each(|date| range["lte"] = json!(day(*date)));
            conditions.push(json!({ "range": { "day": range } }));
        }
        Ok(conditions)
    }

    /// A filter as a query.
    pub(super) fn filtered(&self, filter: &Filter) -> anyhow::Result<Value> {
        Ok(json!({ "bool": { "filter": self.conditions(filter)? } }))
    }

    /// Records of any of these notes.
    fn of_notes(&self, notes: &[String]) -> Value {
        let mut by_library: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
        for path in notes {
            let (library, path) = self.path_there(path);
            by_library.entry(library).or_default().push(value(path));
        }
        let each = by_library.into_iter().map(|(library, notes)| {
            let notes = any_value("note", notes.into_iter());
            match library {
                Some(library) => json!({ "bool": { "filter": [{ "term": { "library": library } }, notes] } }),
                None => notes,
            }
        });
        any_of(each.collect())
    }

    /// Records of any of these people.
    pub(super) fn said_by(&self, who: &[Who]) -> anyhow::Result<Value> {
        let (mut persons, mut called) = (Vec::new(), Vec::new());
        for who in who {
            match who {
                Who::Called(name) => called.push(value(name)),
                Who::Person(key) => persons.push(value(&self.name_of(*key)?)),
            }
        }
        let parts = [("person", persons), ("speaker", called)].into_iter();
        let parts = parts.filter(|(_, values)| !values.is_empty());
        Ok(any_of(parts.map(|(field, values)| any_value(field, values.into_iter())).collect()))
    }

    /// Records in a section whose heading has this piece, or in one below.
    fn below_headings(&self, heading: &str) -> anyhow::Result<Value> {
        let heading = normalise_text(heading);
        let mut conditions = self.conditions(&Filter { kinds: vec![Kind::Section], ..Filter::default() })?;
        conditions.push(super::evidence::literal(&heading, Ends::Open));
        let query = json!({ "bool": { "filter": conditions } });
        let pages = self.pages(Asked {
            query,
            sort: self.in_order(),
            source: json!(false),
            is_ranked: false,
            limit: usize::MAX,
        })?;
        let mut ids: BTreeSet<String> = BTreeSet::new();
        for hit in pages {
            ids.extend(hit?["_id"].as_str().map(str::to_owned));
        }
        Ok(any_value("within", ids.into_iter()))
    }

    /// Records in any of these sections or below.
    pub(super) fn within(&self, sections: impl IntoIterator<Item = SectionKey>) -> anyhow::Result<Value> {
        let known = locked(&self.known);
        let ids = sections.into_iter().map(|SectionKey(key)| Ok(known.id(key)?.to_string()));
        let ids: Vec<String> = ids.collect::<anyhow::Result<_>>()?;
        Ok(any_value("within", ids.into_iter()))
    }
}

/// Documents that have any of these values.
pub(super) fn any_value(field: &str, values: impl Iterator<Item = String>) -> Value {
    let values: Vec<String> = values.collect();
    match values.as_slice() {
        [] => json!({ "match_none": {} }),
        [only] => json!({ "term": { field: only } }),
        several => any_of(several.chunks(VALUES).map(|part| json!({ "terms": { field: part } })).collect()),
    }
}

/// Documents that any of these queries finds.
pub(super) fn any_of(mut queries: Vec<Value>) -> Value {
    match queries.len() {
        0 => json!({ "match_none": {} }),
        1 => queries.remove(0),
        _ => json!({ "bool": { "should": queries, "minimum_should_match": 1 } }),
    }
}
