//! The search cluster that answered, as the envelope tells of it.

use serde::Serialize;

use crate::records::Elsewhere;

/// Where the records are, and what of them did not answer.
#[derive(Serialize)]
pub(super) struct EngineWire<'a> {
    url: &'a str,
    index: &'a str,
    libraries: &'a [String],
    pushed: Option<String>,
    shards_missing: u64,
    timed_out: bool,
}

impl<'a> From<&'a Elsewhere> for EngineWire<'a> {
    fn from(elsewhere: &'a Elsewhere) -> Self {
        EngineWire {
            url: &elsewhere.url,
            index: &elsewhere.index,
            libraries: &elsewhere.libraries,
            pushed: elsewhere.pushed.map(|pushed| pushed.to_string()),
            shards_missing: elsewhere.shards_missing,
            timed_out: elsewhere.timed_out,
        }
    }
}
