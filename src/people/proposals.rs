//! Who may be one person though nothing joined them: what a reader is asked to decide.
//!
//! Each of these is more often right than wrong, and not often enough for a join that nobody sees. A pair that a list parts,
//! or has as two people, is settled; two who stand in one note are two.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::known::{Known, KnownPerson};
use super::name::{Script, is_slip, name_key, parts, sound_alike};
use super::person::{People, Person};
use super::resolve::NotePeople;
use crate::language::bare_name;
use crate::language::name_shape::is_han;
use crate::language::skeleton::Skeleton;
use crate::model::{MemberName, NameSource};

/// Somebody who may be another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Where the name stands that may be another's: the number of the note, and the line, 1-based.
    pub place: (u32, u32),
    /// That name.
    pub name: String,
    /// The name to show of whoever it may be.
    pub of: String,
    /// What speaks for it.
    pub likeness: Likeness,
    /// A line for a list of people that joins them.
    pub line: String,
    /// Whether a line of the library's own list has to give way to it.
    pub replaces: bool,
}

/// What speaks for two being one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The names are one but for a slip, though each is too frequent for a slip.
    Slip,
    /// The names sound alike, and both stand beside the same office or company.
    SoundAndOffice,
    /// One sounds like a rendering of the other.
    Rendering,
    /// It is part of the full name of one person only, who takes part in talks of the same people.
    OnlyBearer,
}

/// The pairs that are worth a question, by place.
///
/// `frames` are what each note tells of those who take part beside their words: its title, the values of its metadata.
pub fn proposals(
    notes: &[NotePeople<'_>],
    frames: &[Vec<&str>],
    known: &Known,
    people: &People,
) -> Vec<Proposal> {
    let library = Library { frames, ..Library::of(notes, known, people) };
    let mut found: Vec<Proposal> = Vec::new();
    for (one, other, likeness) in library.alike() {
        found.push(library.proposal(one, other, likeness));
    }
    found.extend(library.short_names());
    found.sort_by(|one, other| (one.place, &one.name, &one.of).cmp(&(other.place, &other.name, &other.of)));
    found
}

/// A full name of somebody that notes have.
struct Full<'p> {
    person: usize,
    text: &'p str,
    script: Script,
    notes: u32,
    place: (u32, u32),
}

struct Library<'p> {
    notes: &'p [NotePeople<'p>],
    frames: &'p [Vec<&'p str>],
    known: &'p Known,
    persons: &'p [Person],
    names: Vec<Full<'p>>,
    /// Whose a name at words is in a note.
    voices: HashMap<(u32, &'p str), usize>,
}

impl<'p> Library<'p> {
    fn of(notes: &'p [NotePeople<'p>], known: &'p Known, people: &'p People) -> Library<'p> {
        let mut names = Vec::new();
        for (person, entry) in people.persons.iter().enumerate() {
            let mut by_key: BTreeMap<String, Full<'_>> = BTreeMap::new();
            for name in entry.names.iter().filter(|name| name.is_full) {
                let Some(place) = name.place else { continue };
                let text = name.text.as_str();
                let full = Full { person, text, script: Script::of(text), notes: 0, place };
                by_key.entry(name_key(text)).or_insert(full).notes += name.notes;
            }
            names.extend(by_key.into_values());
        }
        let voices = people.voices.iter().map(|of| ((of.note, of.name.as_str()), of.person as usize));
        Library { notes, frames: &[], known, persons: &people.persons, names, voices: voices.collect() }
    }

    /// Pairs of names, as places in `names`, and what is alike in them: that which may be another's first.
    fn alike(&self) -> Vec<(usize, usize, Likeness)> {
        let mut found: Vec<(usize, usize, Likeness)> = Vec::new();
        found.extend(self.slips());
        found.extend(self.homophones());
        found.extend(self.renderings());
        let mut known: HashSet<(usize, usize)> = HashSet::new();
        let asked = found.into_iter().filter_map(|(rare, often, likeness)| {
            let (one, other) = (self.names[rare].person, self.names[often].person);
            if one == other || !known.insert((one.min(other), one.max(other))) {
                return None;
            }
            let is_slip = |one, other| likeness == Likeness::Slip && self.is_slip_within_note(one, other);
            match self.may_be_one(one, other) || is_slip(rare, often) {
                true => Some((rare, often, likeness)),
                false => is_slip(often, rare).then_some((often, rare, likeness)),
            }
        });
        asked.collect()
    }

    /// Whether nothing says that they are two: no note has both, and no list.
    fn may_be_one(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.persons[one], &self.persons[other]);
        let here: HashSet<u32> = one.notes.iter().copied().collect();
        !other.notes.iter().any(|note| here.contains(note)) && !self.are_parted(one, other)
    }

    /// Whether a name stands nowhere but at words, in notes each of which lists the other one, as is written where somebody slips
    /// while they write it again and again.
    fn is_slip_within_note(&self, rare: usize, often: usize) -> bool {
        let sources = |note: u32, name: usize| {
            let key = name_key(self.names[name].text);
            let names = self.notes[note as usize].names.members.iter().flat_map(|member| &member.names);
            let is_it = move |of: &&MemberName| name_key(of.full.as_ref().unwrap_or(&of.text)) == key;
            names.filter(is_it).map(|name| name.source).collect::<Vec<NameSource>>()
        };
        let (one, other) = (&self.persons[self.names[rare].person], &self.persons[self.names[often].person]);
        let is_told = |source: &NameSource| matches!(source, NameSource::Listed | NameSource::Title);
        !self.are_parted(one, other)
            && one.notes.iter().all(|note| {
                let own = sources(*note, rare);
                !own.is_empty()
                    && own.iter().all(|source| *source == NameSource::AtWords)
                    && sources(*note, often).iter().any(is_told)
            })
    }

    fn are_parted(&self, one: &Person, other: &Person) -> bool {
        let parts = |entry: &KnownPerson, one: &Person, other: &Person| {
            let is_not = |name: &str| entry.not.iter().any(|not| name_key(not) == name_key(name));
            is_entry_of(entry, one) && other.names.iter().any(|name| is_not(&name.text))
        };
        let mut lists = self.known.own.iter().chain(&self.known.built_in);
        let are_both_in = |list: &[KnownPerson]| {
            [one, other].iter().all(|person| list.iter().any(|entry| is_entry_of(entry, person)))
        };
        lists.any(|entry| parts(entry, one, other) || parts(entry, other, one))
            || are_both_in(&self.known.own)
            || are_both_in(&self.known.built_in)
    }

    fn slips(&self) -> Vec<(usize, usize, Likeness)> {
        let mut by_part: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, name) in self.names.iter().enumerate().filter(|(_, name)| name.script != Script::Chinese)
        {
            parts(name.text).into_iter().for_each(|part| by_part.entry(part).or_default().push(number));
        }
        let mut found = Vec::new();
        for same in by_part.values() {
            for (position, one) in same.iter().enumerate() {
                for other in &same[position + 1..] {
                    if is_slip(self.names[*one].text, self.names[*other].text)
                        && !self.have_both_scripts(*one, *other)
                    {
                        found.push(self.rarer_first(*one, *other, Likeness::Slip));
                    }
                }
            }
        }
        found
    }

    /// Whether the bearers of both names have others besides, which differ then: Anna Thomson and 安娜·汤姆森 beside Anna
    /// Thompson and 安娜·汤普森.
    fn have_both_scripts(&self, one: usize, other: usize) -> bool {
        let scripts = |person: usize| -> BTreeSet<Script> {
            self.names.iter().filter(|name| name.person == person).map(|name| name.script).collect()
        };
        let one = scripts(self.names[one].person);
        scripts(self.names[other].person).intersection(&one).count() > 1
    }

    /// Chinese names that sound alike beside one office which nobody else has.
    fn homophones(&self) -> Vec<(usize, usize, Likeness)> {
        let mut by_office: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (note, NotePeople { names, .. }) in (0u32..).zip(self.notes) {
            for name in names.members.iter().flat_map(|member| &member.names) {
                let (Some(full), Some(person)) = (&name.full, self.voices.get(&(note, name.text.as_str())))
                else {
                    continue;
                };
                let frame = self.frames.get(note as usize).into_iter().flatten().copied();
                for office in frame.chain([name.text.as_str()]).flat_map(|text| offices(text, full)) {
                    by_office.entry(office).or_default().insert(*person);
                }
            }
        }
        let mut found = Vec::new();
        for persons in by_office.values().filter(|persons| persons.len() == 2) {
            let of = |person: &usize| {
                let is_theirs = move |number: &usize| self.names[*number].person == *person;
                let chinese = (0..self.names.len()).filter(is_theirs);
                chinese.filter(|number| self.names[*number].script == Script::Chinese).collect::<Vec<_>>()
            };
            let both: Vec<Vec<usize>> = persons.iter().map(of).collect();
            for one in &both[0] {
                for other in &both[1] {
                    let (a, b) = (self.names[*one].text, self.names[*other].text);
                    if sound_alike(&name_key(a), &name_key(b)) {
                        found.push(self.rarer_first(*one, *other, Likeness::SoundAndOffice));
                    }
                }
            }
        }
        found
    }

    /// Transliterations and the only Latin name of somebody else that sounds like each, where neither has a name of the other
    /// script already.
    fn renderings(&self) -> Vec<(usize, usize, Likeness)> {
        let scripts: HashSet<(usize, Script)> =
            self.names.iter().map(|name| (name.person, name.script)).collect();
        let lacks = |name: &Full<'_>, script: Script| !scripts.contains(&(name.person, script));
        let of = |script: Script, lacked: Script| {
            let those = self.names.iter().enumerate();
            those.filter(move |(_, name)| name.script == script && lacks(name, lacked))
        };
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        let latin = of(Script::Latin, Script::Transliterated);
        let latin: Vec<(usize, Skeleton)> =
            latin.map(|(number, name)| (number, Skeleton::of_latin(&parts(name.text)))).collect();
        for (one, rendering) in of(Script::Transliterated, Script::Latin) {
            let rendering = Skeleton::of_transliteration(&parts(rendering.text));
            for (other, name) in &latin {
                if rendering.is_like(name) {
                    pairs.push((one, *other));
                }
            }
        }
        let count = |of: usize, person: fn(&(usize, usize)) -> usize| {
            let is_it = |pair: &&(usize, usize)| self.names[person(pair)].person == self.names[of].person;
            let others = |pair: &(usize, usize)| (self.names[pair.0].person, self.names[pair.1].person);
            pairs.iter().filter(is_it).map(others).collect::<HashSet<_>>().len()
        };
        let is_only = |(one, other): &&(usize, usize)| {
            count(*one, |pair| pair.0) == 1 && count(*other, |pair| pair.1) == 1
        };
        pairs.iter().filter(is_only).map(|(one, other)| (*one, *other, Likeness::Rendering)).collect()
    }

    fn rarer_first(&self, one: usize, other: usize, likeness: Likeness) -> (usize, usize, Likeness) {
        let order = |name: usize| (self.names[name].notes, std::cmp::Reverse(name));
        let (rare, often) = if order(one) <= order(other) { (one, other) } else { (other, one) };
        (rare, often, likeness)
    }

    /// The first name may be that of whoever bears the second.
    fn proposal(&self, one: usize, other: usize, likeness: Likeness) -> Proposal {
        let (name, of) = (&self.names[one], &self.names[other]);
        // One whom a list has keeps the name to show.
        let is_listed = |name: &Full<'_>| {
            let person = &self.persons[name.person];
            let lists = self.known.own.iter().chain(&self.known.built_in);
            lists.into_iter().any(|entry| is_entry_of(entry, person))
        };
        let (name, of) = if is_listed(name) && !is_listed(of) { (of, name) } else { (name, of) };
        let (line, replaces) = self.line(&self.persons[of.person], name.text);
        let of = self.persons[of.person].name.clone();
        Proposal { place: name.place, name: name.text.to_owned(), of, likeness, line, replaces }
    }

    /// Names that say who it is only together with the rest of the library: `Dan`, where one Dan alone has a full name, and he
    /// takes part in other talks of somebody who takes part here.
    fn short_names(&self) -> Vec<Proposal> {
        let mut bearers: HashMap<String, BTreeSet<usize>> = HashMap::new();
        for name in &self.names {
            for part in given_names(name.text, name.script) {
                bearers.entry(part).or_default().insert(name.person);
            }
        }
        for (_, name, person) in self.voices.iter().map(|((note, name), person)| (note, *name, *person)) {
            bearers.entry(name_key(bare_name::bare(name))).or_default().insert(person);
        }
        let mut found: BTreeMap<(usize, String), Proposal> = BTreeMap::new();
        // A list means somebody in all notes: where one of these does not fit, it would be wrong there.
        let mut unfit: HashSet<(usize, String)> = HashSet::new();
        for (note, NotePeople { names, .. }) in (0u32..).zip(self.notes) {
            let person_of = |texts: &[crate::model::MemberName]| {
                texts.iter().find_map(|name| self.voices.get(&(note, name.text.as_str())).copied())
            };
            let present: HashSet<usize> =
                names.members.iter().filter(|m| m.takes_part).filter_map(|m| person_of(&m.names)).collect();
            for member in names.members.iter().filter(|member| member.takes_part) {
                if person_of(&member.names).is_some() || member.names.iter().any(|name| name.full.is_some()) {
                    continue;
                }
                let Some(short) = member.names.iter().find(|name| is_given_name(&name.text)) else {
                    continue;
                };
                let Some(only) = bearers.get(&name_key(&short.text)).filter(|all| all.len() == 1) else {
                    continue;
                };
                let Some(person) = only.first().copied() else { continue };
                let key = (person, name_key(&short.text));
                let entry = &self.persons[person];
                let is_shared = |other: &usize| {
                    *other != person
                        && self.persons[*other].notes.iter().any(|note| entry.notes.contains(note))
                };
                if present.contains(&person) || !present.iter().any(is_shared) {
                    unfit.insert(key);
                    continue;
                }
                let is_full = |name: &&Full<'_>| name.person == person && name_key(name.text) == key.1;
                if self.is_said_not(entry, &short.text) || self.names.iter().any(|name| is_full(&name)) {
                    continue;
                }
                let (line, replaces) = self.line(entry, &short.text);
                found.entry(key).or_insert(Proposal {
                    place: (note, short.line),
                    name: short.text.clone(),
                    of: entry.name.clone(),
                    likeness: Likeness::OnlyBearer,
                    line,
                    replaces,
                });
            }
        }
        found.retain(|key, _| !unfit.contains(key));
        found.into_values().collect()
    }

    fn is_said_not(&self, person: &Person, name: &str) -> bool {
        let is_not = |entry: &KnownPerson| entry.not.iter().any(|not| name_key(not) == name_key(name));
        self.known
            .own
            .iter()
            .chain(&self.known.built_in)
            .any(|entry| is_entry_of(entry, person) && is_not(entry))
    }

    /// A line that gives a name to a person, and whether it replaces one of the library's own list.
    fn line(&self, person: &Person, name: &str) -> (String, bool) {
        let own = self.known.own.iter().find(|entry| is_entry_of(entry, person));
        let before = own.map_or(&[][..], |entry| &entry.names);
        let names: Vec<String> = before.iter().map(String::as_str).chain([name]).map(quoted).collect();
        let not: Vec<String> =
            own.into_iter().flat_map(|entry| &entry.not).map(|name| quoted(name)).collect();
        let not = if not.is_empty() { String::new() } else { format!(", not: [{}]", not.join(", ")) };
        (format!("- {{name: {}, names: [{}]{not}}}", quoted(&person.name), names.join(", ")), own.is_some())
    }
}

/// The shortest office that says anything, in letters and digits: 教授 is many people's.
const SHORTEST_OFFICE: usize = 4;

/// What stands beside a name in some words, folded: the run before it, as in 深流科技首席科学家林薇, and what brackets behind it hold.
fn offices(text: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(name) {
        let is_joint =
            |character: char| !character.is_alphanumeric() && !matches!(character, ' ' | '-' | '·');
        let before = text[..at].rsplit(is_joint).next().unwrap_or_default();
        let after = text[at + name.len()..].trim_start();
        let within = after.strip_prefix(['（', '(']).and_then(|after| after.split(['）', ')']).next());
        found.extend([before, within.unwrap_or_default()].map(name_key));
    }
    found.retain(|office| office.chars().count() >= SHORTEST_OFFICE);
    found
}

/// Whether a list's entry is about this person.
fn is_entry_of(entry: &KnownPerson, person: &Person) -> bool {
    let has =
        |name: &str| person.names.iter().any(|own| own.is_full && name_key(&own.text) == name_key(name));
    person.name == entry.name || entry.all().any(has)
}

/// What somebody may be called for short: a part of a Latin name or of a transliteration, or a Chinese name without the
/// surname.
fn given_names(name: &str, script: Script) -> Vec<String> {
    match script {
        Script::Latin | Script::Transliterated => parts(name),
        Script::Chinese => {
            let given: String = name.chars().skip(1).collect();
            Some(name_key(&given)).filter(|given| given.chars().count() > 1).into_iter().collect()
        }
    }
}

/// Whether a name may be a part of a full one. One character, and words with a space, say too little or something else.
fn is_given_name(name: &str) -> bool {
    let length = name.chars().count();
    let is_word = name.chars().all(|character| character.is_alphabetic());
    let is_latin = !name.contains(is_han);
    is_word && if is_latin { length >= 3 && name.starts_with(char::is_uppercase) } else { length >= 2 }
}

/// A name as a value in YAML.
fn quoted(name: &str) -> String {
    let is_plain =
        |character: char| character.is_alphanumeric() || matches!(character, ' ' | '·' | '-' | '.');
    let plain = name.chars().all(is_plain) && name.starts_with(char::is_alphabetic);
    if plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "''")) }
}

#[cfg(test)]
mod tests {
    use super::super::resolve::resolve;
    use super::*;
    use crate::model::{Member, NoteNames};

    /// A note by those who take part: each by the name at words, which is a full one if it can be.
    fn note(cast: &[&str]) -> NoteNames {
        let member = |(line, text): (u32, &&str)| {
            let full = bare_name::is_full(text).then(|| (*text).to_owned());
            let name = MemberName { text: (*text).to_owned(), full, source: NameSource::AtWords, line };
            Member { names: vec![name], takes_part: true, office: None }
        };
        NoteNames { members: (1..).zip(cast).map(member).collect(), pairs: Vec::new() }
    }

    /// What is proposed: the line to write.
    #[track_caller]
    fn check(casts: &[&[&str]], frames: &[&str], list: &str, expect: &[&str]) {
        let names: Vec<NoteNames> = casts.iter().map(|cast| note(cast)).collect();
        let notes: Vec<NotePeople<'_>> =
            names.iter().map(|names| NotePeople { date: None, names, terms: &[] }).collect();
        let frames: Vec<Vec<&str>> = frames.iter().map(|frame| vec![*frame]).collect();
        let known = Known { own: KnownPerson::list(list).unwrap(), built_in: Vec::new() };
        let people = resolve(&notes, &known);
        let found = proposals(&notes, &frames, &known, &people);
        assert_eq!(found.iter().map(|found| found.line.as_str()).collect::<Vec<_>>(), expect, "{found:?}");
    }

    #[test]
    fn a_slip_that_is_too_frequent_for_one_is_asked_about() {
        let [one, other]: [&[&str]; 2] = [&["Emma Thorpson"], &["Emma Thorpsson"]];
        let casts = [one, one, one, one, other, other, other];
        let line = "- {name: Emma Thorpson, names: [Emma Thorpsson]}";
        check(&casts, &[], "[]", &[line]);
        check(&casts, &[], line, &[]);
        check(&casts, &[], "- {name: Emma Thorpson, not: [Emma Thorpsson]}", &[]);
        let together: &[&str] = &["Emma Thorpson", "Emma Thorpsson"];
        check(&[one, one, one, other, other, other, together], &[], "[]", &[]);
    }

    #[test]
    fn chinese_names_that_sound_alike_are_asked_about_beside_one_office() {
        let casts: [&[&str]; 3] = [&["林薇"], &["林薇"], &["林微"]];
        let office = "深流科技首席科学家林薇";
        let other = "嘉宾：林微（深流科技首席科学家）";
        check(&casts, &[office, "", other], "[]", &["- {name: 林薇, names: [林微]}"]);
        check(&casts, &[office, "", "蓝港银行首席科学家林微"], "[]", &[]);
        check(&casts, &["教授林薇", "", "教授林微"], "[]", &[]);
    }

    #[test]
    fn a_rendering_is_asked_about_where_one_name_alone_sounds_so() {
        let casts: [&[&str]; 2] = [&["Elias Marburg"], &["伊莱亚斯·马尔伯格"]];
        let line = "- {name: Elias Marburg, names: [伊莱亚斯·马尔伯格]}";
        check(&casts, &[], "[]", &[line]);
        // The list has more of him already: its line gives way.
        let longer = "- {name: Elias Marburg, names: [Eli, 伊莱亚斯·马尔伯格]}";
        check(&casts, &[], "- Elias Marburg, Eli", &[longer]);
        let with_another: [&[&str]; 3] = [casts[0], casts[1], &["Eleas Morberg"]];
        check(&with_another, &[], "[]", &[]);
    }

    #[test]
    fn a_short_name_is_asked_about_where_one_alone_bears_it_and_talks_with_the_same_people() {
        let casts: [&[&str]; 2] = [&["Dan Marsh", "周舟"], &["周舟", "Dan"]];
        check(&casts, &[], "[]", &["- {name: Dan Marsh, names: [Dan]}"]);
        let two: [&[&str]; 3] = [casts[0], casts[1], &["Dan Holloway"]];
        check(&two, &[], "[]", &[]);
        // Elsewhere a Dan is who knows who, and a list would make him this one.
        let elsewhere: [&[&str]; 3] = [casts[0], casts[1], &["吴澜", "Dan"]];
        check(&elsewhere, &[], "[]", &[]);
        let others: [&[&str]; 2] = [&["Dan Marsh", "周舟"], &["吴澜", "Dan"]];
        check(&others, &[], "[]", &[]);
    }
}
