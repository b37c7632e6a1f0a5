//! What the one name for whoever says a record rests on: the names that its note has for them, then what joins one of these
//! to the name that is shown.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use anyhow::bail;

use super::answer::Answer;
use super::people::{Paths, SAID};
use super::store::Store;
use crate::language::{bare_name, name_shape};
use crate::model::{Member, NameSource};
use crate::people::{Known, KnownPerson, name_key, name_parts};
use crate::records::{JoinEvidence, JoinFacts, PersonFacts};
use crate::render::{Entry, Item, JoinedBy, JoinedNames, NameGrounds, NameOutcome, NoteLine, NoteName};

/// Adds to an answer what the name in its first record rests on.
///
/// # Errors
/// If that is no record that somebody says, or the records can't be read.
pub fn with_grounds(store: &Store<'_>, mut answer: Answer) -> anyhow::Result<Answer> {
    if let Some(Item::Record(entry)) = answer.view.items.first_mut() {
        let kind = entry.record.kind();
        if !SAID.contains(&kind) {
            bail!("nobody says a {}: `--why-person` takes a quote, a question or a prediction", kind.name());
        }
        entry.grounds = Some(grounds(store, entry)?);
    }
    Ok(answer)
}

fn grounds(store: &Store<'_>, entry: &Entry) -> anyhow::Result<NameGrounds> {
    let nobody = |outcome| NameGrounds { names: Vec::new(), joins: Vec::new(), outcome };
    let Some(speaker) = entry.record.speaker() else { return Ok(nobody(NameOutcome::Unnamed)) };
    let members = store.records().names_in(&entry.note.note_path)?.unwrap_or_default().members;
    let is_called = |member: &&Member| member.names.iter().any(|name| name.text == speaker);
    let Some(member) = members.iter().find(is_called) else {
        return Ok(nobody(without_member(speaker, &members)));
    };
    let mut names: Vec<NoteName> = member.names.iter().map(|name| note_name(name, entry)).collect();
    names.sort_by_key(|name| name.text != speaker);
    let Some(shown) = entry.person.as_deref() else {
        // A word for a role would be nobody's name here.
        let has_full = names.iter().any(|name| name.full.is_some());
        let outcome = if has_full { NameOutcome::NobodyKnown } else { NameOutcome::ShortName };
        return Ok(NameGrounds { names, joins: Vec::new(), outcome });
    };
    let mut persons = Vec::new();
    for key in store.records().persons_named(shown)? {
        persons.push(store.records().person(key)?);
    }
    let lists = store.people_lists();
    let person = persons.into_iter().find(|person| person.name == shown);
    let joins = match &person {
        Some(person) => way(store, person, &names, &lists)?,
        None => Vec::new(),
    };
    let outcome = person.map_or(NameOutcome::OnlyName, |person| why_shown(&person, &lists));
    Ok(NameGrounds { names, joins, outcome })
}

fn note_name(name: &crate::model::MemberName, entry: &Entry) -> NoteName {
    NoteName {
        text: name.text.clone(),
        full: name.full.clone(),
        source: name.source,
        place: NoteLine { note: Arc::clone(&entry.note), line: name.line },
    }
}

/// Why a name at words is none of the note's people's.
fn without_member(speaker: &str, members: &[Member]) -> NameOutcome {
    if is_role(speaker) {
        return NameOutcome::Role;
    }
    let key = name_key(bare_name::bare(speaker));
    let may_be = |member: &&Member| {
        member.names.iter().any(|name| name.source != NameSource::Role && is_part_of(&key, &name.text))
    };
    let candidates: Vec<String> = members
        .iter()
        .filter(may_be)
        .filter_map(|member| member.names.first())
        .map(|name| name.full.clone().unwrap_or_else(|| name.text.clone()))
        .collect();
    if candidates.len() > 1 { NameOutcome::Several(candidates) } else { NameOutcome::ShortName }
}

fn is_part_of(key: &str, name: &str) -> bool {
    let whole = name_key(name);
    name_parts(name).iter().any(|part| part == key) || whole.starts_with(key) || whole.ends_with(key)
}

fn is_role(speaker: &str) -> bool {
    name_shape::is_role(speaker) || name_shape::is_placeholder(speaker)
}

/// The shortest way from a name of the note to the one that is shown.
fn way(
    store: &Store<'_>,
    person: &PersonFacts,
    names: &[NoteName],
    lists: &Known,
) -> anyhow::Result<Vec<JoinedNames>> {
    let goal = name_key(&person.name);
    let starts: Vec<String> = names.iter().filter_map(|name| name.full.as_deref()).map(name_key).collect();
    if starts.is_empty() {
        // No full name: a list says whose the short one is.
        return Ok(names.iter().find_map(|name| listed(&name.text, person, lists)).into_iter().collect());
    }
    let mut came_by: HashMap<String, Option<(&JoinFacts, bool)>> = HashMap::new();
    let mut queue: VecDeque<String> = VecDeque::new();
    for start in starts {
        if came_by.insert(start.clone(), None).is_none() {
            queue.push_back(start);
        }
    }
    while let Some(at) = queue.pop_front() {
        if at == goal {
            break;
        }
        for join in &person.joins {
            let (one, other) = (name_key(&join.one), name_key(&join.other));
            let (next, is_turned) = if one == at {
                (other, false)
            } else if other == at {
                (one, true)
            } else {
                continue;
            };
            if !came_by.contains_key(&next) {
                came_by.insert(next.clone(), Some((join, is_turned)));
                queue.push_back(next);
            }
        }
    }
    let mut steps: Vec<JoinFacts> = Vec::new();
    let mut at = goal;
    while let Some(Some((join, is_turned))) = came_by.get(&at) {
        let (from, to) = if *is_turned { (&join.other, &join.one) } else { (&join.one, &join.other) };
        steps.push(JoinFacts { one: from.clone(), other: to.clone(), evidence: join.evidence.clone() });
        at = name_key(from);
    }
    steps.reverse();
    let note = |step: &JoinFacts| match &step.evidence {
        JoinEvidence::Notes { path, .. } => Some(path.clone()),
        JoinEvidence::OwnList | JoinEvidence::BuiltInList | JoinEvidence::Slip | JoinEvidence::Form => None,
    };
    let paths = Paths::of(store, steps.iter().filter_map(note).collect())?;
    Ok(steps.into_iter().map(|join| paths.join(join)).collect())
}

/// What a list says of a short name.
fn listed(name: &str, person: &PersonFacts, lists: &Known) -> Option<JoinedNames> {
    let key = name_key(bare_name::bare(name));
    let has = |people: &[KnownPerson]| {
        let mut of_person = people.iter().filter(|known| is_of(known, person));
        of_person.any(|known| known.all().any(|other| name_key(other) == key))
    };
    let evidence = if has(&lists.own) {
        JoinedBy::OwnList
    } else if has(&lists.built_in) {
        JoinedBy::BuiltInList
    } else {
        return None;
    };
    Some(JoinedNames { one: name.to_owned(), other: person.name.clone(), evidence, place: None, notes: 0 })
}

fn is_of(known: &KnownPerson, person: &PersonFacts) -> bool {
    let keys: Vec<String> =
        person.names.iter().filter(|name| name.is_full).map(|name| name_key(&name.text)).collect();
    known.all().any(|name| keys.contains(&name_key(name)))
}

fn why_shown(person: &PersonFacts, lists: &Known) -> NameOutcome {
    let is_listed = |people: &[KnownPerson]| people.iter().any(|known| known.name == person.name);
    let full_names = || person.names.iter().filter(|name| name.is_full);
    let shown_notes =
        full_names().filter(|name| name.text == person.name).map(|name| name.notes).max().unwrap_or(0);
    let mut full: Vec<String> = full_names().map(|name| name_key(&name.text)).collect();
    full.sort();
    full.dedup();
    if is_listed(&lists.own) {
        NameOutcome::OwnList
    } else if is_listed(&lists.built_in) {
        NameOutcome::BuiltInList
    } else if full.len() < 2 {
        NameOutcome::OnlyName
    } else if full_names().any(|name| name.notes > shown_notes) {
        NameOutcome::ChineseName
    } else {
        NameOutcome::MostNotes
    }
}
