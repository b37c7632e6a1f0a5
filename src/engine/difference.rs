//! What an index has already: sums of checksums by note, made by the engine from what is truly there, and the checksums
//! themselves of those notes that have others than the library.
//!
//! Nothing is remembered of earlier pushes, here or there. So whatever became of these, what is found is what is so.

use std::collections::HashMap;

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::answer::{malformed, taken};
use super::client::Client;
use super::document::halves;
use super::error::EngineError;

/// How many notes are asked for at once, and how many documents.
const NOTES: usize = 2_000;
const DOCUMENTS: usize = 5_000;
/// What to say of a page that ends where the one before did.
const GOES_NOWHERE: &str = "a page repeats the one before";

/// How much there is of a note, or of what belongs to none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) documents: u64,
    low: u64,
    high: u64,
}

impl Sum {
    /// Of documents with these checksums.
    pub(super) fn of(sums: impl IntoIterator<Item = u64>) -> Sum {
        let mut all = Sum::default();
        for sum in sums {
            let (low, high) = halves(sum);
            all = Sum { documents: all.documents + 1, low: all.low + low, high: all.high + high };
        }
        all
    }
}

/// A note by a hash of its path as the engine has it: what is remembered of a million notes is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct NoteKey(u64);

impl NoteKey {
    /// Of a note; `None` is what belongs to none.
    pub(super) fn of(note: Option<&str>) -> NoteKey {
        NoteKey(note.map_or(0, |note| xxh3_64(note.as_bytes()).max(1)))
    }
}

/// How much an index has of each note.
pub(super) fn sums(client: &Client, index: &str) -> Result<HashMap<NoteKey, Sum>, EngineError> {
    let mut sums = HashMap::new();
    each_note(client, index, |note, sum| {
        sums.insert(NoteKey::of(note), sum);
    })?;
    Ok(sums)
}

/// The notes of an index that are among these.
pub(super) fn notes_among(
    client: &Client,
    index: &str,
    keys: &HashMap<NoteKey, Sum>,
) -> Result<Vec<Option<String>>, EngineError> {
    let mut notes = Vec::new();
    each_note(client, index, |note, _| {
        if keys.contains_key(&NoteKey::of(note)) {
            notes.push(note.map(str::to_owned));
        }
    })?;
    Ok(notes)
}

fn each_note(
    client: &Client,
    index: &str,
    mut give: impl FnMut(Option<&str>, Sum),
) -> Result<(), EngineError> {
    let mut after = Value::Null;
    loop {
        let mut composite = json!({
            "size": NOTES,
            "sources": [{ "note": { "terms": { "field": "note", "missing_bucket": true } } }],
        });
        if !after.is_null() {
            composite["after"] = after.clone();
        }
        let sum = |field: &str| json!({ "sum": { "field": field } });
        let mut answer = client.search(
            index,
            &json!({
                "size": 0,
                "query": { "bool": { "must_not": { "term": { "type": "library" } } } },
                "aggs": { "notes": {
                    "composite": composite,
                    "aggs": { "low": sum("sum_low"), "high": sum("sum_high") },
                } },
            }),
        )?;
        let Value::Array(buckets) = taken(&mut answer, "/aggregations/notes/buckets") else {
            return Err(malformed(client.address(), "it has no `buckets`"));
        };
        for bucket in &buckets {
            // Whole numbers far below those that a float can't hold.
            let sum = |half: &str| bucket[half]["value"].as_f64().unwrap_or_default() as u64;
            let documents = bucket["doc_count"].as_u64().unwrap_or_default();
            give(bucket["key"]["note"].as_str(), Sum { documents, low: sum("low"), high: sum("high") });
        }
        let next = taken(&mut answer, "/aggregations/notes/after_key");
        if next.is_null() {
            return Ok(());
        }
        if next == after {
            return Err(malformed(client.address(), GOES_NOWHERE));
        }
        after = next;
    }
}

/// The documents that an index has of a note, each with its checksum.
pub(super) fn documents(
    client: &Client,
    index: &str,
    note: Option<&str>,
) -> Result<HashMap<String, u64>, EngineError> {
    let of_note = match note {
        Some(note) => json!({ "term": { "note": note } }),
        None => {
            json!({ "bool": { "must_not": [{ "exists": { "field": "note" } }, { "term": { "type": "library" } }] } })
        }
    };
    let mut documents = HashMap::new();
    let mut after = Value::Null;
    loop {
        let mut question = json!({
            "size": DOCUMENTS,
            "query": { "bool": { "filter": of_note } },
            "_source": false,
            "docvalue_fields": ["sum_low", "sum_high"],
            // No two documents of an index have the same checksum, as each covers the id.
            "sort": [{ "sum_low": "asc" }, { "sum_high": "asc" }],
            "track_total_hits": false,
        });
        if !after.is_null() {
            question["search_after"] = after.clone();
        }
        let mut answer = client.search(index, &question)?;
        let Value::Array(hits) = taken(&mut answer, "/hits/hits") else {
            return Err(malformed(client.address(), "it has no `hits`"));
        };
        for hit in &hits {
            let half = |field: &str| hit["fields"][field][0].as_u64().unwrap_or_default();
            if let Some(id) = hit["_id"].as_str() {
                documents.insert(id.to_owned(), half("sum_high") << 32 | half("sum_low"));
            }
        }
        match hits.last() {
            Some(last) if hits.len() == DOCUMENTS && last["sort"] == after => {
                return Err(malformed(client.address(), GOES_NOWHERE));
            }
            Some(last) if hits.len() == DOCUMENTS => after = last["sort"].clone(),
            _ => return Ok(documents),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_do_not_depend_on_order_and_tell_contents_apart() {
        let sum = |sums: &[u64]| Sum::of(sums.iter().copied());
        assert_eq!(sum(&[1 << 40 | 5, u64::MAX]), sum(&[u64::MAX, 1 << 40 | 5]));
        assert_ne!(sum(&[1, 2]), sum(&[3]));
        assert_ne!(sum(&[1 << 32]), sum(&[1]));
    }

    #[test]
    fn what_belongs_to_no_note_is_no_note() {
        assert_ne!(NoteKey::of(None), NoteKey::of(Some("")));
    }
}
