//! What came since somebody last looked.
//!
//! A mark tells which records are known: by their ids, and by their words, so that one whose id changed (a note was moved, or
//! is read otherwise) is found again and is no news. What was known stays so, also while its note is away.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, of_entries};
use super::selection::Selection;
use super::store::Store;
use crate::model::{Record, RecordId};
use crate::records::{Filter, Stored};
use crate::render::Item;
use crate::text::fold_text;

const NOUNS: Nouns = Nouns("new record", "new records");

/// Which records somebody knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    /// The day of the last look.
    day: Date,
    /// By id, each with what is left of its words.
    known: BTreeMap<RecordId, u64>,
}

/// The first line of a mark's text.
const HEAD: &str = "townhall new 1";

impl Mark {
    /// Reads what [`Mark::text`] wrote; `None` for any other text.
    pub fn read(text: &str) -> Option<Mark> {
        let mut lines = text.lines();
        lines.next().filter(|head| *head == HEAD)?;
        let day = lines.next()?.parse().ok()?;
        let mut known = BTreeMap::new();
        for line in lines {
            let (id, words) = line.split_once(' ')?;
            known.insert(RecordId::whole(id)?, u64::from_str_radix(words, 16).ok()?);
        }
        Some(Mark { day, known })
    }

    /// The mark as text, to be kept.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\n{}\n", self.day);
        for (id, words) in &self.known {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{id} {words:016x}");
        }
        text
    }
}

/// What came, and the mark that says that it has been seen.
#[derive(Debug)]
pub struct News {
    /// What came.
    pub answer: Answer,
    /// To be kept once it is shown.
    pub mark: Mark,
}

/// Lists the selected records that a mark does not know, in the order of the library. What the selection leaves out, or the
/// limit, is news the next time. Without a mark nothing is: the look begins with what is there.
///
/// # Errors
/// If the selection names what is not there, or the records can't be read.
pub fn news(store: &Store<'_>, selection: &Selection, mark: Option<Mark>) -> anyhow::Result<News> {
    let mut here: Vec<(RecordId, u64)> = Vec::with_capacity(store.records().len());
    for stored in store.records().walk(&Filter::default(), None)? {
        let Stored { record, .. } = stored?;
        here.push((record.id, words(&record)));
    }
    let Some(mark) = mark else {
        let mark = Mark { day: store.today().date(), known: here.into_iter().collect() };
        let mut answer = of_entries(store, "new", NOUNS, Vec::new(), selection);
        let count = Nouns("record", "records").count(mark.known.len(), mark.known.len());
        answer.notices =
            vec![format!("this is the first look: {count} are known from now on, what comes later is new")];
        return Ok(News { answer, mark });
    };
    let (mut mark, new) = against(mark, &here);
    let mut found = holding_words(store, &selection.filter(store)?, selection)?;
    found.retain(|stored| new.contains(&stored.record.id));
    let mut answer = of_entries(store, "new", NOUNS, found.into_iter().map(entry).collect(), selection);
    let shown: HashSet<RecordId> = answer.view.items.iter().filter_map(id).collect();
    if shown.is_empty() {
        answer.notices = vec![format!("nothing new since the last look, {}", mark.day)];
    }
    let left = new.len() - shown.len();
    if left > 0 {
        answer.notices.push(format!("{} more, which stay new", left));
    }
    mark.day = store.today().date();
    mark.known.extend(here.into_iter().filter(|(id, _)| shown.contains(id)));
    Ok(News { answer, mark })
}

/// The mark with the ids that its records have now, and the ids of records that it does not know.
fn against(mut mark: Mark, here: &[(RecordId, u64)]) -> (Mark, HashSet<RecordId>) {
    let ids: HashSet<RecordId> = here.iter().map(|(id, _)| *id).collect();
    let mut gone: HashMap<u64, Vec<RecordId>> = HashMap::new();
    for (id, words) in mark.known.iter().filter(|(id, _)| !ids.contains(id)) {
        gone.entry(*words).or_default().push(*id);
    }
    let mut new = HashSet::new();
    for (id, words) in here {
        if mark.known.contains_key(id) {
            continue;
        }
        match gone.get_mut(words).and_then(Vec::pop) {
            Some(before) => {
                mark.known.remove(&before);
                mark.known.insert(*id, *words);
            }
            None => {
                new.insert(*id);
            }
        }
    }
    (mark, new)
}

/// What is left of a record's words: neither its marks nor its kind, which another reading may see otherwise.
fn words(record: &Record) -> u64 {
    let letters: String = fold_text(record.text()).chars().filter(|it| it.is_alphanumeric()).collect();
    xxh3_64(letters.as_bytes())
}

fn id(item: &Item) -> Option<RecordId> {
    match item {
        Item::Record(entry) => Some(entry.record.id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::Kind;

    fn id(note: &str, words: &str) -> RecordId {
        RecordId::new(note, Kind::Quote, words, 0)
    }

    fn mark(known: &[(RecordId, u64)]) -> Mark {
        Mark { day: date(2026, 11, 26), known: known.iter().copied().collect() }
    }

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        let mark = mark(&[(id("a", "x"), 7), (id("b", "y"), u64::MAX)]);
        assert_eq!(Mark::read(&mark.text()), Some(mark));
        for other in
            ["", "townhall new 2\n2026-01-01\n", "townhall new 1\n", "townhall new 1\n2026-01-01\nq1 7\n"]
        {
            assert_eq!(Mark::read(other), None, "{other}");
        }
    }

    #[test]
    fn what_has_another_id_is_found_by_its_words() {
        let (before, after, other) = (id("old", "x"), id("new", "x"), id("new", "y"));
        let (known, new) = against(mark(&[(before, 1)]), &[(after, 1), (other, 2)]);
        assert_eq!(known, mark(&[(after, 1)]));
        assert_eq!(new, HashSet::from([other]));
    }

    #[test]
    fn the_same_words_again_are_news_while_the_first_are_there() {
        let (first, second) = (id("a", "x"), id("b", "x"));
        let (_, new) = against(mark(&[(first, 1)]), &[(first, 1), (second, 1)]);
        assert_eq!(new, HashSet::from([second]));
    }

    #[test]
    fn what_is_away_for_a_while_stays_known() {
        let (one, other) = (id("a", "x"), id("b", "y"));
        let (known, _) = against(mark(&[(one, 1), (other, 2)]), &[(one, 1)]);
        let (_, new) = against(known, &[(one, 1), (other, 2)]);
        assert!(new.is_empty());
    }
}
