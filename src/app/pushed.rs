//! A library that is kept on a search cluster: its records, and what was pushed beside them.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::library::Library;
#[cfg(feature = "engine")]
use crate::library::OwnFile;
use crate::records::{Elsewhere, Records};

#[cfg(feature = "engine")]
pub use crate::engine::Reading as EngineAccess;

/// How to get at a search cluster: this build can't.
#[cfg(not(feature = "engine"))]
#[derive(Debug, Clone)]
pub enum EngineAccess {}

/// A library that is kept on a search cluster.
pub(super) struct Pushed {
    /// What its folders say beside the notes.
    pub(super) library: Library,
    pub(super) records: Box<dyn Records>,
    /// The text of its verdicts, and what to call it.
    pub(super) verdicts: Option<(String, PathBuf)>,
}

/// Opens what is kept on a search cluster.
///
/// # Errors
/// If it can't be asked, or nothing was pushed there.
#[cfg(feature = "engine")]
pub(super) fn open(engine: &EngineAccess) -> anyhow::Result<Pushed> {
    let cluster = crate::engine::Cluster::open(engine)?;
    let (mut topics, mut people, mut verdicts) = (Vec::new(), Vec::new(), Vec::new());
    for beside in cluster.beside() {
        let file = |name: &str, text: &String| OwnFile {
            shown: format!("{} of {}", name, beside.library),
            text: Ok(text.clone()),
        };
        topics.extend(beside.topics.iter().map(|text| file("topics.yaml", text)));
        people.extend(beside.people.iter().map(|text| file("people.yaml", text)));
        verdicts.extend(beside.verdicts.as_ref().map(|text| (text.clone(), &beside.library)));
    }
    // A file of verdicts is a list, and lists below each other are one.
    let name = match verdicts.as_slice() {
        [(_, library)] => format!("verdicts.yaml of {library}"),
        _ => "verdicts.yaml of the search cluster".to_owned(),
    };
    let text = verdicts.iter().map(|(text, _)| text.trim_end()).collect::<Vec<_>>().join("\n");
    let verdicts = (!verdicts.is_empty()).then(|| (text, name.into()));
    Ok(Pushed { library: Library::elsewhere(topics, people), records: Box::new(cluster), verdicts })
}

/// The same where no search cluster can be asked.
#[cfg(not(feature = "engine"))]
pub(super) fn open(engine: &EngineAccess) -> anyhow::Result<Pushed> {
    match *engine {}
}

/// How old the records are, in words.
pub(super) fn age(elsewhere: &Elsewhere, now: Timestamp) -> String {
    let Elsewhere { url, libraries, pushed, .. } = elsewhere;
    let names = libraries.join(", ");
    let Some(pushed) = pushed else { return format!("{names} at {url}: pushed nobody knows when") };
    let oldest = if libraries.len() > 1 { "the oldest " } else { "" };
    let seconds = now.duration_since(*pushed).as_secs();
    let (number, unit) = match seconds {
        ..120 => return format!("{names} at {url}: {oldest}pushed just now"),
        120..7_200 => (seconds / 60, "minutes"),
        7_200..172_800 => (seconds / 3_600, "hours"),
        _ => (seconds / 86_400, "days"),
    };
    format!("{names} at {url}: {oldest}pushed {number} {unit} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(libraries: &[&str], seconds: i64, expect: &str) {
        let elsewhere = Elsewhere {
            url: "http://a".to_owned(),
            index: "townhall".to_owned(),
            libraries: libraries.iter().map(|name| (*name).to_owned()).collect(),
            pushed: Some(Timestamp::UNIX_EPOCH),
            shards_missing: 0,
            timed_out: false,
        };
        assert_eq!(age(&elsewhere, Timestamp::from_second(seconds).unwrap()), expect);
    }

    #[test]
    fn how_old_records_are_is_said_in_the_unit_that_fits() {
        check(&["谈话"], -5, "谈话 at http://a: pushed just now");
        check(&["谈话"], 119, "谈话 at http://a: pushed just now");
        check(&["谈话"], 7_199, "谈话 at http://a: pushed 119 minutes ago");
        check(&["a", "b"], 7_200, "a, b at http://a: the oldest pushed 2 hours ago");
        check(&["a"], 200_000, "a at http://a: pushed 2 days ago");
    }
}
