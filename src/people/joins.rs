//! Groups of full names that are one person's each, and what may join them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::known::{KnownPerson, is_full};
use super::name::{
    Script, has_surname_of, is_pinyin_of, may_be_transliterated, name_key, parts, sound_alike,
};
use super::person::{Evidence, Join};
use crate::language::bare_name;
use crate::language::skeleton::may_render;
use crate::text::{marks, simplified};

/// A full name, in all the ways that notes and lists write it.
pub(super) struct Name {
    pub(super) key: String,
    pub(super) script: Script,
    /// How it is written, with the number of notes that do.
    pub(super) forms: BTreeMap<String, u32>,
    /// How many notes have it for somebody, in whatever form.
    pub(super) notes: u32,
    /// Whether several bear it whose Chinese names differ, so that alone it says nothing: Li Wei of 李伟 and 李薇.
    pub(super) is_shared: bool,
    /// Whether it is enough to be a person: some note has it for one who takes part, a list has it, or its form leaves no
    /// doubt.
    pub(super) is_persons: bool,
    /// Whether the library's own list has it.
    is_own: bool,
}

impl Name {
    /// The way to write it that most notes use; of two that as many use, the one in simplified characters.
    pub(super) fn form(&self) -> &str {
        let is_plain = |form: &str| form.chars().all(|character| simplified(character) == character);
        let most = self.forms.iter().max_by(|one, other| {
            one.1.cmp(other.1).then_with(|| is_plain(one.0).cmp(&is_plain(other.0)).then(other.0.cmp(one.0)))
        });
        most.map_or(self.key.as_str(), |(form, _)| form.as_str())
    }
}

/// Names of one person.
#[derive(Default)]
pub(super) struct Group {
    /// Numbers of the names.
    pub(super) names: Vec<usize>,
    /// Who bears them where: the number of a note, and of one of its members.
    members: Vec<(u32, u32)>,
    /// What notes say that they do, folded.
    offices: BTreeSet<String>,
    /// Which entry of the library's own list has one.
    pub(super) own: Option<usize>,
    /// Which entry of the built-in list has one.
    pub(super) built_in: Option<usize>,
    /// Numbers of names that are somebody else's.
    not: Vec<usize>,
    pub(super) joins: Vec<Join>,
}

/// All full names, in groups.
#[derive(Default)]
pub(super) struct Groups {
    pub(super) names: Vec<Name>,
    by_key: HashMap<String, usize>,
    /// Of each name, the group that has it.
    group_of: Vec<usize>,
    pub(super) groups: Vec<Group>,
}

impl Groups {
    /// The number of a name, which is added where it is new.
    pub(super) fn add(&mut self, text: &str) -> usize {
        let key = name_key(text);
        if let Some(number) = self.by_key.get(&key) {
            return *number;
        }
        let number = self.names.len();
        let script = Script::of(text);
        self.by_key.insert(key.clone(), number);
        self.names.push(Name {
            key,
            script,
            forms: BTreeMap::new(),
            notes: 0,
            is_shared: false,
            is_persons: false,
            is_own: false,
        });
        self.group_of.push(number);
        self.groups.push(Group { names: vec![number], ..Group::default() });
        number
    }

    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.by_key.get(&name_key(text)).copied()
    }

    /// The number of the group that has a name.
    pub(super) fn of(&self, name: usize) -> usize {
        self.group_of[name]
    }

    /// The group that has a name.
    pub(super) fn group_of(&mut self, name: usize) -> &mut Group {
        let group = self.group_of[name];
        &mut self.groups[group]
    }

    /// Says that a member of a note bears a name.
    pub(super) fn bear(&mut self, name: usize, note: u32, member: u32) {
        self.group_of(name).members.push((note, member));
    }

    /// Says what somebody who bears a name does.
    pub(super) fn hold(&mut self, name: usize, office: &str) {
        self.group_of(name).offices.insert(name_key(office));
    }

    /// Says that nobody who bears one of these names bears the other.
    pub(super) fn part(&mut self, one: usize, other: usize) {
        self.group_of(one).not.push(other);
        self.group_of(other).not.push(one);
    }

    /// Says which entry of a list has a name.
    pub(super) fn list(&mut self, name: usize, entry: usize, is_own: bool) {
        let group = self.group_of(name);
        let slot = if is_own { &mut group.own } else { &mut group.built_in };
        *slot = Some(entry);
    }

    /// Makes the groups of two names one, unless something speaks against it.
    pub(super) fn join(&mut self, one: usize, other: usize, evidence: Evidence, notes: u32) -> bool {
        let (mut into, mut from) = (self.group_of[one], self.group_of[other]);
        if into != from {
            let are_parted = self.are_parted(into, from);
            if are_parted || self.speaks_against(into, from, evidence) {
                self.share(one, other, notes, are_parted);
                return false;
            }
            if self.groups[into].names.len() < self.groups[from].names.len() {
                (into, from) = (from, into);
            }
            let Group { names, members, offices, own, built_in, not, joins } =
                std::mem::take(&mut self.groups[from]);
            names.iter().for_each(|name| self.group_of[*name] = into);
            let group = &mut self.groups[into];
            group.names.extend(names);
            group.members.extend(members);
            group.offices.extend(offices);
            group.own = group.own.or(own);
            group.built_in = group.built_in.or(built_in);
            group.not.extend(not);
            group.joins.extend(joins);
        }
        let (one, other) = (self.names[one].form().to_owned(), self.names[other].form().to_owned());
        if one != other {
            self.groups[into].joins.push(Join { one, other, evidence, notes });
        }
        true
    }

    /// Marks a Latin name that so many `notes`, if any, give to the bearer of a Chinese one which it could not be joined to, that it may
    /// well be both's: always where it is no more than how that is read, or where a list parts its two bearers. What a list
    /// itself parts from a name, or gives to somebody, has its own bearer.
    fn share(&mut self, one: usize, other: usize, notes: u32, are_parted: bool) {
        /// How many times as many notes must have it for the other, so that these count as slips.
        const FEWER: u32 = 4;
        let other_of = |name: usize| if name == one { other } else { one };
        for (latin, chinese) in [(one, other), (other, one)] {
            let [latin_name, chinese] = [&self.names[latin], &self.names[chinese]];
            if latin_name.script != Script::Latin || chinese.script != Script::Chinese {
                continue;
            }
            let group = &self.groups[self.group_of[latin]];
            let joined = group
                .joins
                .iter()
                .filter(|join| join.one == latin_name.form() || join.other == latin_name.form());
            let is_listed = joined.clone().any(|join| !matches!(join.evidence, Evidence::Note(..)));
            let is_sure = is_listed
                || joined
                    .map(|join| join.notes)
                    .max()
                    .is_some_and(|most| most >= notes.saturating_mul(FEWER));
            let is_told = latin_name.is_own || self.is_said_not(latin, self.group_of[other_of(latin)]);
            let is_boths = match are_parted {
                true => notes > 0 && !is_listed && !is_told,
                false => notes > 0 && !is_sure,
            };
            if is_boths || !latin_name.is_own && is_pinyin_of(&latin_name.key, chinese.form()) {
                self.names[latin].is_shared = true;
            }
        }
    }

    /// Whether a list says of this very name that it is not that of a group.
    pub(super) fn is_said_not(&self, name: usize, group: usize) -> bool {
        self.groups[group].not.contains(&name)
    }

    /// Whether a list says that two groups are two people.
    pub(super) fn are_parted(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.groups[one], &self.groups[other]);
        let parts = |one: &Group, other: &Group| one.not.iter().any(|name| other.names.contains(name));
        let differ = |one: Option<usize>, other: Option<usize>| {
            one.zip(other).is_some_and(|(one, other)| one != other)
        };
        parts(one, other) || differ(one.own, other.own) || differ(one.built_in, other.built_in)
    }

    fn speaks_against(&self, one: usize, other: usize, evidence: Evidence) -> bool {
        match evidence {
            Evidence::OwnList | Evidence::BuiltInList => false,
            Evidence::Note(..) => {
                self.bear_other_names(one, other) || self.are_two_in_a_note(one, other, true)
            }
            Evidence::Slip | Evidence::Form => {
                self.are_two_in_a_note(one, other, false)
                    || self.have_other_names(one, other)
                    || self.do_other_things(one, other)
            }
        }
    }

    /// Whether two groups have names of one script that nobody would bear both.
    fn bear_other_names(&self, one: usize, other: usize) -> bool {
        let of = |group: usize, script| {
            let names = self.groups[group].names.iter().map(|name| &self.names[*name]);
            names.filter(move |name| name.script == script).collect::<Vec<_>>()
        };
        let differ = |script, alike: &dyn Fn(&Name, &Name) -> bool| {
            let (one, other) = (of(one, script), of(other, script));
            !one.is_empty()
                && !other.is_empty()
                && !one.iter().any(|one| other.iter().any(|other| alike(one, other)))
        };
        let latin = [of(one, Script::Latin), of(other, Script::Latin)].concat();
        // How both are read joins nobody: that is how the Latin name came about.
        let is_only_read =
            |chinese: &Name| latin.iter().any(|latin| is_pinyin_of(&latin.key, chinese.form()));
        let share_part = |one: &Name, other: &Name| {
            let other = parts(other.form());
            parts(one.form()).iter().any(|part| other.contains(part))
        };
        // Two renderings of one foreign name: 安德森, 安德里森.
        let is_rendering = |chinese: &Name| {
            may_be_transliterated(chinese.form())
                && !latin.iter().any(|latin| has_surname_of(latin.form(), chinese.form()))
                && latin.iter().any(|latin| may_render(chinese.form(), latin.form()))
        };
        let are_alike = |one: &Name, other: &Name| {
            sound_alike(&one.key, &other.key) && !is_only_read(one)
                || is_rendering(one) && is_rendering(other)
        };
        differ(Script::Latin, &share_part) || differ(Script::Chinese, &are_alike)
    }

    /// Whether each of two groups has names that the other lacks in the same script, as people have whose names are alike by
    /// chance: Anna Thomson and 安娜·汤姆森 beside Anna Thompson and 安娜·汤普森.
    fn have_other_names(&self, one: usize, other: usize) -> bool {
        let scripts = |group: usize| -> HashSet<Script> {
            self.groups[group].names.iter().map(|name| self.names[*name].script).collect()
        };
        scripts(one).intersection(&scripts(other)).count() > 1
    }

    /// Whether notes say what both do, and of neither anything that the other does.
    fn do_other_things(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.groups[one].offices, &self.groups[other].offices);
        let share_characters = |one: &str, other: &str| {
            let characters: Vec<char> = one.chars().collect();
            characters.windows(2).any(|pair| other.contains(&pair.iter().collect::<String>()))
        };
        let are_alike = || one.iter().any(|one| other.iter().any(|other| share_characters(one, other)));
        !one.is_empty() && !other.is_empty() && !are_alike()
    }

    /// Whether a note has one for one person and the other for another. Under names of two scripts (`in_one_script`) they may
    /// be one whom the note did not know for one.
    fn are_two_in_a_note(&self, one: usize, other: usize, in_one_script: bool) -> bool {
        let (one, other) = (&self.groups[one], &self.groups[other]);
        let share_note = || {
            let mut theirs: HashMap<u32, Vec<u32>> = HashMap::new();
            one.members.iter().for_each(|(note, member)| theirs.entry(*note).or_default().push(*member));
            let is_shared = |(note, _): &(u32, u32)| theirs.contains_key(note);
            let is_same = |(note, member): &(u32, u32)| theirs[note].contains(member);
            let mut shared = other.members.iter().filter(|of| is_shared(of)).peekable();
            shared.peek().is_some() && !shared.any(is_same)
        };
        let scripts = |group: &Group| -> HashSet<Script> {
            group.names.iter().map(|name| self.names[*name].script).collect()
        };
        let share_script = || !scripts(one).is_disjoint(&scripts(other));
        (!in_one_script || share_script()) && share_note()
    }

    /// Joins what the lists join. What the library's own list says of a name, the built-in one can't deny.
    pub(super) fn join_known(&mut self, own: &[KnownPerson], built_in: &[KnownPerson]) {
        // Of two folders' lists one may part whom the other joins, and a wrong join is worse than a missing one.
        self.part_known(own);
        for (entry, person) in own.iter().enumerate() {
            self.join_entry(entry, person, true);
        }
        for (entry, person) in built_in.iter().enumerate() {
            self.join_entry(entry, person, false);
        }
        self.part_known(built_in);
    }

    fn part_known(&mut self, people: &[KnownPerson]) {
        for person in people {
            let others: Vec<usize> = person.not.iter().map(|other| self.add(other)).collect();
            if !others.is_empty() {
                let name = self.add(&person.name);
                others.into_iter().for_each(|other| self.part(name, other));
            }
        }
    }

    fn join_entry<'n>(&mut self, entry: usize, person: &'n KnownPerson, is_own: bool) {
        let evidence = if is_own { Evidence::OwnList } else { Evidence::BuiltInList };
        // 林远教授 is 林远.
        let before_brackets = |name: &'n str| name.split(marks::opens_brackets).next().unwrap_or(name);
        let untitled = person.all().map(|name| (name, bare_name::bare(before_brackets(name))));
        let untitled = untitled.filter(|(name, bare)| bare != name && is_full(bare)).map(|(_, bare)| bare);
        // The built-in list has none, and to look for them takes its time.
        let untitled = untitled.take(if is_own { usize::MAX } else { 0 });
        let names: Vec<&str> = person.all().chain(untitled).collect();
        let mut first = None;
        for (position, text) in names.into_iter().enumerate() {
            // The name to show is one, however short.
            if position > 0 && !is_full(text) {
                continue;
            }
            let name = self.add(text);
            self.names[name].forms.entry(text.to_owned()).or_insert(0);
            self.names[name].is_persons = true;
            self.names[name].is_own |= is_own;
            match first {
                None => {
                    first = Some(name);
                    self.list(name, entry, is_own);
                }
                // A name that the own list gives to somebody else stays theirs.
                Some(first) => {
                    self.join(first, name, evidence, 0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Groups {
        let mut groups = Groups::default();
        for (note, name) in names.iter().enumerate() {
            let number = groups.add(name);
            groups.names[number].forms.insert((*name).to_owned(), 1);
            groups.bear(number, note as u32, 0);
        }
        groups
    }

    #[test]
    fn a_pair_that_contradicts_what_is_known_joins_nobody() {
        let mut groups = groups(&["Lin Wei", "林薇", "林伟", "Anna Bell", "安娜·贝尔", "Karl Odd"]);
        assert!(groups.join(0, 1, Evidence::Note(0, 1), 2));
        assert!(!groups.join(0, 2, Evidence::Note(3, 1), 1), "two who are read alike");
        assert!(groups.join(3, 4, Evidence::Note(0, 1), 1));
        assert!(!groups.join(5, 4, Evidence::Note(1, 1), 1), "two Latin names without a common part");
    }

    #[test]
    fn people_of_one_note_are_not_joined_by_a_slip() {
        let mut groups = groups(&["Gary Tan", "Garry Tan"]);
        groups.bear(0, 7, 0);
        groups.bear(1, 7, 1);
        assert!(!groups.join(0, 1, Evidence::Slip, 0));
    }

    #[test]
    fn what_a_list_parts_stays_apart() {
        let mut groups = groups(&["李飞飞", "李飞"]);
        groups.part(0, 1);
        assert!(!groups.join(0, 1, Evidence::Note(0, 1), 5));
    }
}
