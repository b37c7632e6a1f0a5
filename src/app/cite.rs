//! The records that somebody cites.

use anyhow::bail;

use super::answer::Answer;
use super::listing::{Nouns, entry, of_entries};
use super::selection::Selection;
use super::store::Store;
use super::verdicts::predictions;
use crate::records::Stored;
use crate::render::Entry;

/// How many of several records to name.
const NAMED: usize = 5;

/// The records of these ids or beginnings of ids, in this order, each once. Those that are not there are said, and `total` tells of
/// the others alone.
///
/// # Errors
/// If a beginning fits several records, or the records can't be read.
pub fn cite(store: &Store<'_>, ids: &[String]) -> anyhow::Result<Answer> {
    let mut found: Vec<Entry> = Vec::new();
    let mut missing = Vec::new();
    for id in ids {
        match record(store, id.trim())? {
            Some(stored) if found.iter().any(|known| known.record.id == stored.record.id) => {}
            Some(stored) => found.push(entry(stored)),
            None => missing.push(format!("no record has the id `{}`; listings print them", id.trim())),
        }
    }
    let nouns = Nouns("citation", "citations");
    let mut answer = of_entries(store, "cite", nouns, found, &Selection::default());
    // A citation tells what the note does, and what became of that is nothing of the note's.
    predictions(&mut answer.view).for_each(|entry| entry.verdict = None);
    answer.notices = missing;
    Ok(answer)
}

fn record(store: &Store<'_>, id: &str) -> anyhow::Result<Option<Stored>> {
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(None);
    }
    let id = id.to_ascii_lowercase();
    let mut found = store.records().find(&id)?;
    if let Some(exact) = found.iter().position(|stored| stored.record.id.as_str() == id) {
        return Ok(Some(found.swap_remove(exact)));
    }
    match found.len() {
        0 | 1 => Ok(found.pop()),
        many => {
            let some: Vec<&str> = found.iter().take(NAMED).map(|stored| stored.record.id.as_str()).collect();
            bail!("`{id}` begins {many} ids: {}{}", some.join(", "), if many > NAMED { ", …" } else { "" })
        }
    }
}
