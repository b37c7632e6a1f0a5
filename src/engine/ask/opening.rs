//! Which libraries answer.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use anyhow::Context as _;
use serde_json::json;

use super::Cluster;
use super::asking::{NO_ANSWER, hits};
use super::beside::{PushedBeside, Reading};
use super::health::Health;
use crate::engine::client::Client;
use crate::engine::error::EngineError;
use crate::engine::lengths::Lengths;
use crate::engine::libraries::{LibraryIndex, seen};
use crate::engine::mapping::VERSION;

/// The most libraries that answer at once.
const MOST_LIBRARIES: usize = 1_000;
/// How long the names of indices in an address may be in all: engines take lines of 4,096 bytes.
const LONGEST_NAMES: usize = 3_000;

impl Cluster {
    /// Opens what is to be read.
    ///
    /// # Errors
    /// If the engine can't be asked, nothing was pushed there, or a library that is named is not there.
    pub fn open(reading: &Reading) -> anyhow::Result<Cluster> {
        let client = Client::connect(reading.connection.clone())?;
        let name = &reading.index;
        let behind = seen(&client, name)?;
        if behind.is_empty() {
            let (url, index) = (client.address().to_string(), name.as_str().to_owned());
            return Err(EngineError::NoIndex { url, index }.into());
        }
        let (libraries, notices) = chosen(&behind, &reading.libraries, &client)?;
        let is_all = libraries.len() == behind.len();
        let index = if is_all { name.as_str().to_owned() } else { names_of(&libraries) };
        if index.len() > LONGEST_NAMES || libraries.len() > MOST_LIBRARIES {
            return Err(EngineError::TooManyLibraries { count: libraries.len() }.into());
        }
        let mut cluster = Cluster {
            client,
            name: name.as_str().to_owned(),
            index,
            libraries,
            beside: Vec::new(),
            notices,
            records: 0,
            lengths: None,
            health: Health::default(),
            known: Mutex::default(),
            persons: Mutex::default(),
            counts: Mutex::default(),
            foreseen: Mutex::new(HashMap::new()),
            lacks_likeness: AtomicBool::new(false),
        };
        cluster.look_around()?;
        Ok(cluster)
    }

    fn look_around(&mut self) -> anyhow::Result<()> {
        (self.beside, self.records) = self.ask_around()?;
        let mut all = Lengths::default();
        let each = self.beside.iter().map(|beside| beside.lengths.map(|lengths| all += lengths));
        self.lengths = each.collect::<Option<Vec<()>>>().map(|_| all);
        Ok(())
    }

    /// What was pushed beside the records, and how many these are, in one question.
    pub(super) fn ask_around(&self) -> anyhow::Result<(Vec<PushedBeside>, usize)> {
        let mut answer = self.search(json!({
            "size": MOST_LIBRARIES,
            "query": { "terms": { "type": ["library", "record"] } },
            "post_filter": { "term": { "type": "library" } },
            "sort": [{ "library": "asc" }],
            "_source": ["library", "stored"],
            "track_total_hits": false,
            "aggs": { "records": { "filter": { "term": { "type": "record" } } } },
        }))?;
        let records = answer["aggregations"]["records"]["doc_count"].as_u64().context(NO_ANSWER)?;
        let beside = hits(&mut answer).into_iter().map(PushedBeside::of_hit).collect();
        Ok((beside, usize::try_from(records)?))
    }
}

/// The libraries that are to answer, by name, and what to say of others.
fn chosen(
    behind: &[LibraryIndex],
    wanted: &[String],
    client: &Client,
) -> Result<(Vec<LibraryIndex>, Vec<String>), EngineError> {
    for name in wanted {
        if behind.iter().all(|it| it.library != *name) {
            let mut known: Vec<&str> = behind.iter().map(|it| it.library.as_str()).collect();
            known.sort_unstable();
            known.dedup();
            return Err(EngineError::NoLibrary {
                url: client.address().to_string(),
                library: name.clone(),
                known: known.join(", "),
            });
        }
    }
    let is_wanted = |it: &&LibraryIndex| wanted.is_empty() || wanted.contains(&it.library);
    let (read, others): (Vec<&LibraryIndex>, Vec<&LibraryIndex>) =
        behind.iter().filter(is_wanted).partition(|it| it.version == VERSION);
    let unread = |it: &LibraryIndex| EngineError::OtherVersion {
        library: it.library.clone(),
        is_later: it.version > VERSION,
    };
    if let ([], [first, ..]) = (&read[..], &others[..]) {
        return Err(unread(first));
    }
    let mut libraries: Vec<LibraryIndex> = read.into_iter().cloned().collect();
    libraries.sort_by(|one, other| one.library.cmp(&other.library));
    let notices = others.into_iter().map(|it| format!("left out: {}", unread(it)));
    Ok((libraries, notices.collect()))
}

fn names_of(libraries: &[LibraryIndex]) -> String {
    libraries.iter().map(|it| it.index.as_str()).collect::<Vec<_>>().join(",")
}
