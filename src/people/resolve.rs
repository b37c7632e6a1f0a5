//! From what each note tells of names to the people of the library.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::joins::Groups;
use super::known::{self, Known};
use super::name::{Script, common_form, is_slip, is_turned, middle, name_key, parts, pinyin_keys};
use super::person::{Evidence, People, Person, PersonName, Voice};
use super::shown::shown;
use super::whose::{Whose, full_names};
use crate::model::{NameSource, NoteNames};

/// What a note tells of people and terms.
#[derive(Debug, Clone, Copy)]
pub struct NotePeople<'n> {
    /// The day of the talk.
    pub date: Option<Date>,
    /// The names in it.
    pub names: &'n NoteNames,
    /// The terms that its glossaries define, with their aliases.
    pub terms: &'n [String],
}

/// Two names that may be one person's: how many notes say so, and the first that does.
struct Edge {
    one: usize,
    other: usize,
    notes: u32,
    place: (u32, u32),
}

/// Who is who in the notes of a library, which are numbered as they come: a library's order, not that of reading.
pub fn resolve(notes: &[NotePeople<'_>], known: &Known) -> People {
    let mut groups = Groups::default();
    let edges = take_in(notes, &mut groups);
    groups.join_known(&known.own, &known.built_in);
    for edge in edges {
        let (note, line) = edge.place;
        groups.join(edge.one, edge.other, Evidence::Note(note, line), edge.notes);
    }
    join_slips(&mut groups);
    join_forms(&mut groups);
    let whose = Whose::of(&groups, known);
    people(notes, &whose, known)
}

/// Takes in the full names of all notes; what notes put side by side, that which most notes do first.
fn take_in(notes: &[NotePeople<'_>], groups: &mut Groups) -> Vec<Edge> {
    let mut edges: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
    for (note, NotePeople { names, .. }) in (0..).zip(notes) {
        let mut here: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for (number, member) in (0..).zip(&names.members) {
            let mut first = None;
            for (text, line) in full_names(member) {
                let name = groups.add(text);
                used.insert(name);
                *groups.names[name].forms.entry(text.to_owned()).or_insert(0) += 1;
                groups.bear(name, note, number);
                member.office.iter().for_each(|office| groups.hold(name, office));
                let entry = &mut groups.names[name];
                entry.is_persons |= member.takes_part || entry.script != Script::Chinese;
                match first {
                    None => first = Some(name),
                    Some(first) if first != name => drop(here.entry((first, name)).or_insert(line)),
                    Some(_) => {}
                }
            }
        }
        for name in used {
            groups.names[name].notes += 1;
        }
        for pair in names.pairs.iter().filter(|pair| pair.of_person) {
            let (one, other) = (groups.add(&pair.one), groups.add(&pair.other));
            for (name, text) in [(one, &pair.one), (other, &pair.other)] {
                groups.names[name].forms.entry(text.clone()).or_insert(0);
            }
            if one != other {
                here.entry((one, other)).or_insert(pair.line);
            }
        }
        for ((one, other), line) in here {
            let key = (one.min(other), one.max(other));
            let edge = edges.entry(key).or_insert(Edge { one, other, notes: 0, place: (note, line) });
            edge.notes += 1;
        }
    }
    let mut edges: Vec<Edge> = edges.into_values().collect();
    // Names are numbered in the order of the library, so this is one and the same order however notes were read.
    edges.sort_by_key(|edge| (std::cmp::Reverse(edge.notes), edge.one, edge.other));
    edges
}

/// Joins long names that are one but for a slip. A slip is rare, so one of the two must be.
fn join_slips(groups: &mut Groups) {
    /// In notes.
    const RARE: u32 = 2;
    let mut by_part: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, name) in groups.names.iter().enumerate() {
        let group = &groups.groups[groups.of(number)];
        let is_listed = || group.own.is_some() || group.built_in.is_some();
        if name.script != Script::Chinese && (name.notes > 0 || is_listed()) {
            let parts = parts(name.form());
            if parts.len() > 1 {
                parts.into_iter().for_each(|part| by_part.entry(part).or_default().push(number));
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for same in by_part.values() {
        for (position, one) in same.iter().enumerate() {
            for other in &same[position + 1..] {
                let (a, b) = (&groups.names[*one], &groups.names[*other]);
                let is_rare = a.notes.min(b.notes) <= RARE && a.notes.max(b.notes) > 0;
                if is_rare && is_slip(a.form(), b.form()) {
                    pairs.push((*one, *other));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (one, other) in pairs {
        let is_turned = is_turned(groups.names[one].form(), groups.names[other].form());
        let evidence = if is_turned { Evidence::Form } else { Evidence::Slip };
        groups.join(one, other, evidence, 0);
    }
}

/// Joins long names in Latin letters that are one but for the initial of a middle name, or for the order of a Chinese surname and
/// a given name in pinyin, where nobody else is read so.
fn join_forms(groups: &mut Groups) {
    let mut by_form: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, name) in groups.names.iter().enumerate() {
        if name.script == Script::Latin && name.notes > 0 && !name.is_shared {
            common_form(name.form())
                .into_iter()
                .for_each(|form| by_form.entry(form).or_default().push(number));
        }
    }
    by_form.retain(|_, same| same.len() > 1);
    let read: HashSet<String> = by_form.keys().cloned().collect();
    let mut chinese: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for (number, name) in groups.names.iter().enumerate().filter(|(_, name)| name.script == Script::Chinese) {
        for keys in pinyin_keys(name.form()).into_iter().filter(|key| read.contains(key)) {
            chinese.entry(keys).or_default().insert(groups.of(number));
        }
    }
    for (form, same) in by_form {
        // 周启明 and 周启铭 are both Zhou Qiming; Thomas J. Bell and Thomas R. Bell are two.
        let middles: HashSet<String> =
            same.iter().filter_map(|name| middle(groups.names[*name].form())).collect();
        let is_of_two = chinese.get(&form).is_some_and(|bearers| bearers.len() > 1);
        if middles.len() > 1 || is_of_two {
            continue;
        }
        for pair in same.windows(2) {
            groups.join(pair[0], pair[1], Evidence::Form, 0);
        }
    }
}

/// A person in the making.
#[derive(Default)]
struct Made {
    notes: Vec<u32>,
    /// By the name as written: how many notes, where first, whether it is full.
    names: BTreeMap<String, PersonName>,
}

fn people(notes: &[NotePeople<'_>], whose: &Whose<'_>, known: &Known) -> People {
    let groups = whose.groups;
    let mut made: BTreeMap<usize, Made> = BTreeMap::new();
    let mut voices: Vec<(u32, &str, usize)> = Vec::new();
    for (note, NotePeople { names, .. }) in (0..).zip(notes) {
        for member in &names.members {
            let Some(group) = whose.group_of(member, &names.members) else { continue };
            for name in &member.names {
                // What a list parts is two people's, though the note has both names for one. Of a name that two bear whom a
                // list parts the note tells whose it is.
                let own = name.full.as_deref().and_then(|full| groups.find(full));
                let is_anothers = |own: &usize| {
                    groups.are_parted(groups.of(*own), group)
                        && (groups.names[*own].script != Script::Latin || groups.is_said_not(*own, group))
                };
                let group = own.filter(is_anothers).map_or(group, |own| groups.of(own));
                let person = made.entry(group).or_default();
                if person.notes.last() != Some(&note) {
                    person.notes.push(note);
                }
                voices.push((note, &name.text, group));
                // 主持人 is another in every note.
                if name.source == NameSource::Role {
                    continue;
                }
                let known = person.names.entry(name.text.clone()).or_insert_with(|| PersonName {
                    text: name.text.clone(),
                    is_full: name.full.is_some(),
                    notes: 0,
                    place: Some((note, name.line)),
                });
                known.notes += 1;
            }
        }
    }
    for (number, group) in groups.groups.iter().enumerate() {
        if !group.names.is_empty() && (group.own.is_some() || group.built_in.is_some()) {
            made.entry(number).or_default();
        }
    }
    let mut order: Vec<(String, String, usize)> = made
        .keys()
        .map(|group| {
            let name = shown(&groups.groups[*group], groups, known);
            (name_key(&name), name, *group)
        })
        .collect();
    order.sort();
    let mut numbers: HashMap<usize, u32> = HashMap::new();
    let mut persons = Vec::new();
    for (number, (_, name, group)) in (0..).zip(order) {
        numbers.insert(group, number);
        let made = made.remove(&group).unwrap_or_default();
        persons.push(person(name, made, group, groups, known, notes));
    }
    let voices = voices
        .into_iter()
        .map(|(note, name, group)| Voice { note, name: name.to_owned(), person: numbers[&group] })
        .collect();
    People { persons, voices }
}

/// A person with all their names: those at words, and those that only lists or pairs have.
fn person(
    name: String,
    made: Made,
    group: usize,
    groups: &Groups,
    known: &Known,
    notes: &[NotePeople<'_>],
) -> Person {
    let Made { notes: in_notes, names: mut used } = made;
    let is_others = |text: &&str| groups.find(text).is_some_and(|name| groups.of(name) != group);
    let group = &groups.groups[group];
    let in_group = group.names.iter().map(|name| groups.names[*name].form());
    let listed = group.own.map(|entry| &known.own[entry]).into_iter();
    let listed = listed.chain(group.built_in.map(|entry| &known.built_in[entry]));
    let listed: Vec<&str> = listed.flat_map(|person| person.all()).filter(|text| !is_others(text)).collect();
    for text in in_group.chain(listed) {
        used.entry(text.to_owned()).or_insert_with(|| PersonName {
            text: text.to_owned(),
            is_full: known::is_full(text),
            notes: 0,
            place: None,
        });
    }
    let mut names: Vec<PersonName> = used.into_values().collect();
    names.sort_by_key(|other| (other.text != name, !other.is_full, std::cmp::Reverse(other.notes)));
    let mut days: Vec<Date> = in_notes.iter().filter_map(|note| notes[*note as usize].date).collect();
    days.sort_unstable();
    let days = days.first().copied().zip(days.last().copied());
    let mut joins = group.joins.clone();
    joins.sort_by_key(|join| join.evidence);
    Person { name, names, notes: in_notes, days, joins }
}
