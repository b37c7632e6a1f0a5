//! How many records there are of what, counted by the engine.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::Cluster;
use super::asking::{NO_ANSWER, hits};
use super::filter::any_value;
use super::lock::locked;
use crate::engine::answer::taken;
use crate::engine::mapping::place;
use crate::model::{KINDS, Kind};
use crate::records::{Filter, KindCounts, RecordPlace};

/// How many buckets are asked for at once: engines give 65,536 at most, and some are set to fewer.
const BUCKETS: usize = 5_000;

impl Cluster {
    /// Gives every combination of values of these fields with the number of documents that have it, in order. Beside each field:
    /// whether documents without it count, as `null`.
    pub(super) fn each_bucket(
        &self,
        query: &Value,
        fields: &[(&str, bool)],
        mut give: impl FnMut(Vec<Value>, usize),
    ) -> anyhow::Result<()> {
        let sources = fields.iter().enumerate().map(|(number, (field, with_missing))| {
            json!({ format!("f{number}"): { "terms": { "field": field, "missing_bucket": with_missing } } })
        });
        let mut composite = json!({ "size": BUCKETS, "sources": sources.collect::<Vec<Value>>() });
        loop {
            let mut answer = self.search(json!({
                "size": 0,
                "query": query,
                "track_total_hits": false,
                "aggs": { "all": { "composite": composite } },
            }))?;
            let buckets = match taken(&mut answer, "/aggregations/all/buckets") {
                Value::Array(buckets) => buckets,
                _ => anyhow::bail!(NO_ANSWER),
            };
            let given = buckets.len();
            for mut bucket in buckets {
                let count = bucket["doc_count"].as_u64().unwrap_or_default();
                let key = (0..fields.len())
                    .map(|number| Some(bucket.get_mut("key")?.get_mut(format!("f{number}"))?.take()));
                let key = key.collect::<Option<Vec<Value>>>().context(NO_ANSWER)?;
                give(key, usize::try_from(count)?);
            }
            match taken(&mut answer, "/aggregations/all/after_key") {
                Value::Null => return Ok(()),
                _ if given < BUCKETS => return Ok(()),
                after if composite.get("after") == Some(&after) => anyhow::bail!(NO_ANSWER),
                after => composite["after"] = after,
            }
        }
    }

    /// The values of a field with the number of records that have each, sorted.
    pub(super) fn counts_of_field(&self, field: &str) -> anyhow::Result<Vec<(String, usize)>> {
        let mut counts = Vec::new();
        self.each_bucket(&all_records(), &[(field, false)], |key, count| {
            counts.extend(key[0].as_str().map(|value| (value.to_owned(), count)));
        })?;
        counts.sort();
        Ok(counts)
    }

    /// The records of each kind per note, by the note's path.
    pub(super) fn counts_by_note(&self) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        let mut counts: BTreeMap<String, KindCounts> = BTreeMap::new();
        let fields = [("library", false), ("note", false), ("kind", false)];
        self.each_bucket(&all_records(), &fields, |key, count| {
            if let [library, note, kind] = &key[..]
                && let (Some(library), Some(note), Some(kind)) =
                    (library.as_str(), note.as_str(), kind_of(kind))
            {
                counts.entry(self.shown_path(library, note)).or_default()[kind as usize] += count;
            }
        })?;
        Ok(counts)
    }

    /// The records of each kind per topic, by its slug, of those that pass the filter.
    pub(super) fn counts_by_topic(&self, filter: &Filter) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        let mut counts: BTreeMap<String, KindCounts> = BTreeMap::new();
        self.each_bucket(&self.filtered(filter)?, &[("topics", false), ("kind", false)], |key, count| {
            if let (Some(topic), Some(kind)) = (key[0].as_str(), kind_of(&key[1])) {
                counts.entry(topic.to_owned()).or_default()[kind as usize] += count;
            }
        })?;
        Ok(counts)
    }

    /// The records of each kind in each of these sections, that of the section itself not counted.
    pub(super) fn counts_by_section(&self, sections: &[RecordPlace<'_>]) -> anyhow::Result<Vec<KindCounts>> {
        /// With more of them it is quicker to count all.
        const FEW: usize = 5_000;
        let ids = self.heading_ids(sections)?;
        let mut conditions = self.conditions(&Filter::default())?;
        if ids.len() <= FEW {
            conditions.push(any_value("within", ids.iter().flatten().map(|id| id.to_string())));
        }
        let mut by_id: HashMap<&str, KindCounts> =
            ids.iter().flatten().map(|id| (&**id, KindCounts::default())).collect();
        let query = json!({ "bool": { "filter": conditions } });
        self.each_bucket(&query, &[("within", false), ("kind", false)], |key, count| {
            if let (Some(section), Some(kind)) = (key[0].as_str(), kind_of(&key[1]))
                && let Some(counts) = by_id.get_mut(section)
            {
                counts[kind as usize] += count;
            }
        })?;
        let of = |(place, id): (&RecordPlace<'_>, &Option<Arc<str>>)| {
            let mut counts = id.as_ref().and_then(|id| by_id.get(&**id).copied()).unwrap_or_default();
            let own = if place.order == 0 { Kind::Note } else { Kind::Section };
            counts[own as usize] = counts[own as usize].saturating_sub(1);
            counts
        };
        Ok(sections.iter().zip(&ids).map(of).collect())
    }

    /// The `_id`s of the records of headings at these places.
    pub(super) fn heading_ids(&self, places: &[RecordPlace<'_>]) -> anyhow::Result<Vec<Option<Arc<str>>>> {
        /// How many are asked for at once.
        const TOGETHER: usize = 1_000;
        let known = |place: &RecordPlace<'_>| locked(&self.known).heading(*place);
        let missing: Vec<RecordPlace<'_>> =
            places.iter().copied().filter(|place| known(place).is_none()).collect();
        for missing in missing.chunks(TOGETHER) {
            let of = |at: &RecordPlace<'_>| place(self.path_there(at.note_path).1, at.order);
            let query = any_value("place", missing.iter().map(of));
            let mut answer = self.search(json!({
                "size": TOGETHER * self.libraries.len().clamp(1, 10),
                "query": { "bool": { "filter": [query] } },
                "_source": ["stored"],
                "track_total_hits": false,
            }))?;
            for mut hit in hits(&mut answer) {
                self.meet(&mut hit, false)?;
            }
        }
        Ok(places.iter().map(known).collect())
    }
}

/// All records.
pub(super) fn all_records() -> Value {
    json!({ "bool": { "filter": [{ "term": { "type": "record" } }] } })
}

/// The kind that an engine's value names.
pub(super) fn kind_of(value: &Value) -> Option<Kind> {
    let name = value.as_str()?;
    KINDS.iter().find(|info| info.name == name).map(|info| info.kind)
}
