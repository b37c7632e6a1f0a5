//! What several people said on a subject, beside each other.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;

use anyhow::bail;

use super::answer::Answer;
use super::listing::{Nouns, entry, holding_words, item};
use super::people::by_day;
use super::selection::Selection;
use super::store::Store;
use crate::model::{Body, Kind, RecordId};
use crate::people::{name_key, name_parts};
use crate::records::{Filter, Stored, Who};
use crate::render::{self, Item, Layout, Side, View};
use crate::search::{self, Meant, Query};

const NOUNS: Nouns = Nouns("quote or prediction", "quotes and predictions");
const NOTHING: &str = "no quotes or predictions";

/// So many are compared at most: more columns are not read.
const MOST: usize = 3;

/// How many names head one side where a name means several people.
const NAMED: usize = 3;

/// Sets beside each other what those say whom the first arguments name: two, and a third if it names somebody by a whole name
/// or a whole part of one, as a word may be the beginning of some name. The arguments behind are words that each record must
/// hold, as are those of the selection. The limit is one for each person.
///
/// # Errors
/// If one of the first two names nobody or both name the same, the selection names what is not there, or the records can't be
/// read.
pub fn compare(store: &Store<'_>, selection: &Selection, arguments: &[String]) -> anyhow::Result<Answer> {
    let (names, words) = named(store, arguments)?;
    let mut selection = selection.clone();
    selection.query = Query::parse(&words.join(" ")).and(&selection.query);
    let limit = selection.limit.map_or(usize::MAX, NonZeroUsize::get);
    let filter = Filter { kinds: vec![Kind::Quote, Kind::Prediction], ..selection.filter(store)? };
    let mut found: Vec<Stored> = Vec::new();
    let mut of_sides: Vec<(String, usize, Vec<RecordId>)> = Vec::new();
    let mut all: HashSet<RecordId> = HashSet::new();
    let mut notices = Vec::new();
    for Meant { who, remark } in names {
        remark.into_iter().for_each(|remark| store.remark(remark));
        let name = heading(store, &who)?;
        let mut said = holding_words(store, &Filter { who, ..filter.clone() }, &selection)?;
        by_day(&mut said);
        let total = said.len();
        all.extend(said.iter().map(|stored| stored.record.id));
        said.truncate(limit);
        let count = if total == 0 { NOTHING.to_owned() } else { NOUNS.count(said.len(), total) };
        notices.push(format!("{name}: {count}"));
        of_sides.push((name, total, once_each(&said)));
        found.extend(said);
    }
    // Who is meant by two of the names says it once.
    let key = |stored: &Stored| (stored.note.note_path.clone(), stored.record.order);
    by_day(&mut found);
    found.dedup_by_key(|stored| key(stored));
    let mut items: Vec<Item> = found.into_iter().map(|stored| item(entry(stored))).collect();
    if let Some(arrangement) = &selection.arrangement {
        render::arrange(&mut items, arrangement);
    }
    let id = |item: &Item| match item {
        Item::Record(entry) => Some(entry.record.id),
        _ => None,
    };
    let numbers: HashMap<RecordId, usize> =
        items.iter().enumerate().filter_map(|(number, item)| Some((id(item)?, number))).collect();
    let sides = of_sides.into_iter().map(|(name, total, ids)| {
        let mut items: Vec<usize> = ids.iter().filter_map(|id| numbers.get(id).copied()).collect();
        items.sort_unstable();
        Side { name, total, items }
    });
    let view = View {
        command: "compare",
        total: all.len(),
        // Days that come again in another order would part what was said on one.
        layout: if selection.arrangement.is_some() { Layout::Cards } else { Layout::Sides },
        sides: sides.collect(),
        items,
        search: None,
        elsewhere: None,
    };
    Ok(Answer::of(store, view, notices))
}

/// Those whom the first arguments name, and the arguments behind them.
fn named<'a>(store: &Store<'_>, arguments: &'a [String]) -> anyhow::Result<(Vec<Meant>, &'a [String])> {
    if arguments.len() < 2 {
        bail!("two people are needed to compare: `townhall compare NAME OTHER [WORDS]`");
    }
    let mut names: Vec<Meant> = Vec::new();
    for (position, argument) in arguments.iter().take(MOST).enumerate() {
        let meant = match search::who(store.records(), argument) {
            Ok(meant) => meant,
            Err(error) if position < 2 => return Err(error),
            Err(error) if error.is::<search::UnknownSpeaker>() => break,
            Err(error) => return Err(error),
        };
        if position >= 2 && !is_whole_name(store, argument, &meant.who)? {
            break;
        }
        if let Some(same) = names.iter().position(|other| other.who == meant.who) {
            let name = heading(store, &meant.who)?;
            bail!("`{}` and `{argument}` are the same: {name}", arguments[same]);
        }
        names.push(meant);
    }
    let count = names.len();
    apart(&mut names);
    Ok((names, &arguments[count..]))
}

/// Takes from each name that means several whom another name means alone: one person stands on one side.
fn apart(names: &mut [Meant]) {
    let alone: Vec<Who> =
        names.iter().filter(|name| name.who.len() == 1).flat_map(|name| name.who.clone()).collect();
    for name in names.iter_mut().filter(|name| name.who.len() > 1) {
        let others: Vec<Who> = name.who.iter().filter(|who| !alone.contains(who)).cloned().collect();
        if !others.is_empty() {
            name.who = others;
        }
    }
}

/// Whether the argument is a name of one of those, or a whole part of one.
fn is_whole_name(store: &Store<'_>, argument: &str, who: &[Who]) -> anyhow::Result<bool> {
    let key = name_key(argument);
    let is_of = |name: &str| name_key(name) == key || name_parts(name).contains(&key);
    for who in who {
        let is_named = match who {
            Who::Called(name) => is_of(name),
            Who::Person(person) => {
                store.records().person(*person)?.names.iter().any(|name| is_of(&name.text))
            }
        };
        if is_named {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What stands above the words of those whom a name means.
fn heading(store: &Store<'_>, who: &[Who]) -> anyhow::Result<String> {
    let mut names: Vec<String> = Vec::new();
    for who in who {
        let name = match who {
            Who::Person(key) => store.records().person(*key)?.name,
            Who::Called(name) => name.clone(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let some = names[..names.len().min(NAMED)].join("、");
    let rest = names.len().saturating_sub(NAMED);
    Ok(if rest > 0 { format!("{some} +{rest}") } else { some })
}

/// The ids of records, without those that say again what one before them says.
fn once_each(records: &[Stored]) -> Vec<RecordId> {
    let mut ids: Vec<RecordId> = Vec::new();
    let mut told: HashSet<RecordId> = HashSet::new();
    for Stored { record, .. } in records {
        let again = match &record.body {
            Body::Quote(quote) => quote.same_as.iter().any(|same| told.contains(same)),
            _ => false,
        };
        if told.insert(record.id) && !again {
            ids.push(record.id);
        }
    }
    ids
}
