//! What to read from an engine, and what was pushed beside records.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::engine::answer::taken;
use crate::engine::client::Connection;
use crate::engine::lengths::Lengths;
use crate::engine::mapping::IndexName;

/// What to read from an engine.
#[derive(Debug, Clone)]
pub struct Reading {
    /// How to get there.
    pub connection: Connection,
    /// What to ask there.
    pub index: IndexName,
    /// Which of its libraries are to answer; all where none is named.
    pub libraries: Vec<String>,
}

/// What was pushed beside the records of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushedBeside {
    /// The library's name.
    pub library: String,
    /// When it was pushed.
    pub pushed: Option<Timestamp>,
    /// The text of the file that keeps what became of predictions.
    pub verdicts: Option<String>,
    /// The texts of the library's own topic files.
    pub topics: Vec<String>,
    /// The texts of its own lists of people.
    pub people: Vec<String>,
    /// How long its records are.
    pub(super) lengths: Option<Lengths>,
}

/// The same as it is stored, as far as readers read it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StoredBeside {
    pushed: Option<String>,
    verdicts: Option<String>,
    topics: Vec<String>,
    people: Vec<String>,
    lengths: Option<Lengths>,
}

impl PushedBeside {
    /// That of a hit.
    pub(super) fn of_hit(mut hit: Value) -> PushedBeside {
        let stored = taken(&mut hit, "/_source/stored");
        let stored: StoredBeside = serde_json::from_value(stored).unwrap_or_default();
        PushedBeside {
            library: hit["_source"]["library"].as_str().unwrap_or_default().to_owned(),
            pushed: stored.pushed.and_then(|pushed| pushed.parse().ok()),
            verdicts: stored.verdicts,
            topics: stored.topics,
            people: stored.people,
            lengths: stored.lengths,
        }
    }
}
