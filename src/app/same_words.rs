//! Which items of an answer say the same in the same words, for programs that would show them once. Quotes and terms tell that by
//! themselves, of all their note or library has.

use std::collections::HashMap;

use crate::model::{Body, Kind, RecordId};
use crate::render::{Entry, Item};
use crate::text::fold_text;

/// Adds to each item the others that say the same.
pub(super) fn add_same_words(items: &mut [Item]) {
    let keys: Vec<Option<Key>> = items.iter().map(|item| entry(item).and_then(key)).collect();
    let mut of_key: HashMap<&Key, Vec<RecordId>> = HashMap::new();
    for (item, key) in items.iter().zip(&keys) {
        if let Some((entry, key)) = entry(item).zip(key.as_ref()) {
            of_key.entry(key).or_default().push(entry.record.id);
        }
    }
    for (item, key) in items.iter_mut().zip(&keys) {
        let Item::Record(entry) = item else { continue };
        let same = key.as_ref().and_then(|key| of_key.get(key)).into_iter().flatten();
        entry.same_words = Some(same.copied().filter(|id| *id != entry.record.id).collect());
    }
}

fn entry(item: &Item) -> Option<&Entry> {
    match item {
        Item::Record(entry) => Some(entry),
        Item::Topic(_) | Item::Person(_) | Item::Fact(_) => None,
    }
}

type Key = (Kind, String, Option<String>);

/// The fewest letters that say something: 是的 is said again by everybody.
const FEWEST: usize = 8;

/// What is equal for items that say the same: of a note the talk, of others the words and whose they are. Headings say nothing by
/// themselves.
fn key(entry: &Entry) -> Option<Key> {
    let record = &entry.record;
    let words = match &record.body {
        Body::Quote(_) | Body::Term(_) | Body::Section(_) => return None,
        Body::Note(note) => note.url.clone()?,
        Body::Passage(_) | Body::Question(_) | Body::Prediction(_) => {
            let words: String = fold_text(record.text()).chars().filter(|it| it.is_alphanumeric()).collect();
            words.chars().nth(FEWEST - 1)?;
            words
        }
    };
    let by = entry.person.as_deref().or(record.speaker()).map(str::to_owned);
    Some((record.kind(), words, by))
}
