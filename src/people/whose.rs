//! Whose the names of one note are, once the full names of all notes are in groups.
//!
//! A short name says something only beside the cast of its note: it is that of whoever there has a full name, in any note, of
//! which it is a part, 斯威舍 of Kara Swisher whom another note calls 卡拉·斯威舍; or that of somebody on a list of people, where
//! nobody else there may bear it.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::joins::Groups;
use super::known::{self, Known};
use super::name::{Script, name_key, parts};
use crate::language::bare_name;
use crate::language::name_shape::is_han;
use crate::model::{Member, MemberName, NameSource};

/// Tells whose the names of a note are.
pub(super) struct Whose<'g> {
    pub(super) groups: &'g Groups,
    /// Short names that lists give: whose they are, by the name to show.
    listed: HashMap<String, &'g str>,
    /// The parts of the full names of a group, which the notes of its bearer ask for again and again.
    parts: RefCell<HashMap<usize, HashSet<String>>>,
}

/// The full names of a member, with the line that has each.
pub(super) fn full_names(member: &Member) -> impl Iterator<Item = (&str, u32)> {
    member.names.iter().filter_map(|name| Some((name.full.as_deref()?, name.line)))
}

impl<'g> Whose<'g> {
    pub(super) fn of(groups: &'g Groups, known: &'g Known) -> Self {
        let mut listed = HashMap::new();
        for person in known.own.iter().chain(&known.built_in) {
            let shorts =
                person.names.iter().filter(|name| !known::is_full(name) || known::may_be_called(name));
            for name in shorts {
                listed.entry(name_key(name)).or_insert(person.name.as_str());
            }
        }
        Whose { groups, listed, parts: RefCell::default() }
    }

    /// The group of a member.
    pub(super) fn group_of(&self, member: &Member, others: &[Member]) -> Option<usize> {
        if full_names(member).next().is_some() {
            return self.of_full(member);
        }
        match self.of_part(member, others) {
            Bearer::One(group) => Some(group),
            Bearer::Several => None,
            Bearer::Nobody => self.of_listed(member, others),
        }
    }

    /// That of the first full name of a member.
    fn of_full(&self, member: &Member) -> Option<usize> {
        let groups = self.groups;
        let full = full_names(member).filter_map(|(name, _)| groups.find(name));
        let is_sure = |name: &usize| {
            !groups.names[*name].is_shared && (groups.names[*name].is_persons || self.is_joined(*name))
        };
        let persons: Vec<usize> = full.filter(is_sure).collect();
        // Beside a Chinese name a Latin one, which others may have too, means whose that is.
        let is_chinese = |name: &&usize| groups.names[**name].script == Script::Chinese;
        persons.iter().find(is_chinese).or(persons.first()).map(|name| groups.of(*name))
    }

    /// Whether other names stand in a name's group, which say that it is somebody's.
    fn is_joined(&self, name: usize) -> bool {
        let groups = self.groups;
        groups.groups[groups.of(name)].names.iter().any(|other| groups.names[*other].is_persons)
    }

    /// That of the only one in the note of whose names, in whatever note, those of a member are parts.
    fn of_part(&self, member: &Member, others: &[Member]) -> Bearer {
        // Two whom a list has are two.
        if member.names.iter().any(|name| name.source == NameSource::Listed) {
            return Bearer::Nobody;
        }
        let shorts: HashSet<String> =
            member.names.iter().filter_map(|name| short_key(bare_name::bare(&name.text))).collect();
        if shorts.is_empty() {
            return Bearer::Nobody;
        }
        let of_others = others.iter().filter(|other| full_names(other).next().is_some());
        let mut found = None;
        for group in of_others.filter_map(|other| self.of_full(other)) {
            if self.has_part(group, &shorts) && found.replace(group).is_some_and(|other| other != group) {
                return Bearer::Several;
            }
        }
        found.map_or(Bearer::Nobody, Bearer::One)
    }

    fn has_part(&self, group: usize, shorts: &HashSet<String>) -> bool {
        let mut known = self.parts.borrow_mut();
        let parts = known.entry(group).or_insert_with(|| {
            let names = self.groups.groups[group].names.iter().map(|name| &self.groups.names[*name]);
            // 黄 and 仁勋 are what a note itself makes of 黄仁勋.
            let names = names.filter(|name| name.script != Script::Chinese);
            names.flat_map(|name| parts(name.form())).collect()
        });
        !parts.is_disjoint(shorts)
    }

    /// That of a listed short name which nobody else here may bear.
    fn of_listed(&self, member: &Member, others: &[Member]) -> Option<usize> {
        let groups = self.groups;
        let as_listed = |name: &MemberName| {
            let bare = || self.listed.get(&name_key(bare_name::bare(&name.text)));
            self.listed.get(&name_key(&name.text)).or_else(bare)
        };
        let mut listed = member.names.iter().filter_map(as_listed);
        let group = groups.of(groups.find(listed.next()?)?);
        let own: Vec<String> = member.names.iter().map(|name| name_key(&name.text)).collect();
        let is_them = |other: &Member| {
            full_names(other).any(|(name, _)| groups.find(name).is_some_and(|name| groups.of(name) == group))
        };
        // 小远 may be what 王小远 is called.
        let cores = own
            .iter()
            .map(|key| key.strip_prefix(['老', '小', '阿']).filter(|core| !core.is_empty()).unwrap_or(key));
        // 苏妈 may be what 苏远 is called.
        let called =
            member.names.iter().map(|name| name.text.trim()).filter(|name| known::may_be_called(name));
        let surnames = called.filter_map(|name| name.get(..name.chars().next()?.len_utf8()));
        let cores: Vec<&str> = cores.chain(surnames).filter(|core| core.starts_with(is_han)).collect();
        let is_called = |name: &str| {
            let key = name_key(name);
            known::is_full(name) && cores.iter().any(|core| key.starts_with(core) || key.ends_with(core))
        };
        let bears_it = |other: &Member| {
            let bears = |name: &str| is_called(name) || parts(name).iter().any(|part| own.contains(part));
            other.names.iter().any(|name| bears(&name.text))
        };
        let is_another = |other: &&Member| !std::ptr::eq(*other, member) && !is_them(other);
        (!others.iter().filter(is_another).any(bears_it)).then_some(group)
    }
}

/// Who in a note may bear a short name.
enum Bearer {
    Nobody,
    One(usize),
    Several,
}

/// A short name as it is compared, where it is long enough to be more than a surname in Chinese or an initial.
fn short_key(name: &str) -> Option<String> {
    const FEWEST: usize = 2;
    let key = name_key(name);
    (key.chars().count() >= FEWEST).then_some(key)
}
