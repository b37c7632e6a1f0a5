//! Records from an engine's hits.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::Value;

use super::Cluster;
use super::asking::NO_ANSWER;
use super::lock::locked;
use crate::engine::answer::taken;
use crate::engine::document::{self, Told};
use crate::model::NoteNames;
use crate::records::{RecordKey, Stored};

/// A hit as a record.
pub(super) struct Met {
    pub(super) key: RecordKey,
    pub(super) stored: Stored,
    pub(super) names: Option<NoteNames>,
    /// The heading above it that its path does not name.
    pub(super) heading: Option<String>,
}

impl Cluster {
    /// The record of a hit, which is remembered if `is_held` is set.
    pub(super) fn meet(&self, hit: &mut Value, is_held: bool) -> anyhow::Result<Met> {
        let id = hit["_id"].as_str().context(NO_ANSWER)?.to_owned();
        let Told { mut stored, heading, names } = document::record(taken(hit, "/_source/stored"))?;
        if self.has_several()
            && let Some((library, _)) = id.split_once('/')
        {
            let note = Arc::make_mut(&mut stored.note);
            note.note_path = self.shown_path(library, &note.note_path);
            note.path.clone_from(&note.note_path);
        }
        let mut known = locked(&self.known);
        let key = known.add(&id, &mut stored, is_held);
        if is_held && let Some(heading) = &heading {
            known.headings_beside.insert(key, heading.clone());
        }
        Ok(Met { key, stored, names, heading })
    }
}
