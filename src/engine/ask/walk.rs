//! Records one after the other, in the order of the library.

use serde_json::{Value, json};

use super::Cluster;
use super::pages::{Asked, Pages};
use crate::engine::mapping::place;
use crate::records::{Filter, RecordPlace, Stored};

/// The records that pass a filter.
pub(super) struct Walker<'c> {
    cluster: &'c Cluster,
    pages: Pages<'c>,
}

impl Cluster {
    /// The records that pass the filter, from this place on.
    pub(super) fn walk(&self, filter: &Filter, from: Option<RecordPlace<'_>>) -> anyhow::Result<Walker<'_>> {
        let mut conditions = self.conditions(filter)?;
        if let Some(from) = from {
            let (library, path) = self.path_there(from.note_path);
            let behind = json!({ "range": { "place": { "gte": place(path, from.order) } } });
            conditions.push(match library {
                None => behind,
                Some(library) => json!({ "bool": { "minimum_should_match": 1, "should": [
                    { "range": { "library": { "gt": library } } },
                    { "bool": { "filter": [{ "term": { "library": library } }, behind] } },
                ] } }),
            });
        }
        self.records_of(&json!({ "bool": { "filter": conditions } }))
    }

    /// The records that a query finds, in the order of the library.
    pub(super) fn records_of(&self, query: &Value) -> anyhow::Result<Walker<'_>> {
        let pages = self.pages(Asked {
            query: query.clone(),
            sort: self.in_order(),
            source: json!(["stored"]),
            is_ranked: false,
            limit: usize::MAX,
        })?;
        Ok(Walker { cluster: self, pages })
    }
}

impl Iterator for Walker<'_> {
    type Item = anyhow::Result<Stored>;

    fn next(&mut self) -> Option<Self::Item> {
        let hit = self.pages.next()?;
        Some(hit.and_then(|mut hit| Ok(self.cluster.meet(&mut hit, false)?.stored)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.pages.left(), Some(self.pages.left()))
    }
}

impl ExactSizeIterator for Walker<'_> {}
