//! Who is who among the names of a note: whoever takes part or has words in it, each under all names that it has for them.
//!
//! In this order: those who take part, as the attribution has them; names that stand side by side; whoever is named in full
//! at words; those who are named in short, each the only one whom that can mean; roles that only one of them has. Where two
//! are meant, nobody is.

use std::collections::{HashMap, HashSet};

use super::full::{self, DOTS, Vouched, core, full_name};
use super::offices::Offices;
use super::pairs::{Of, Pair};
use super::uses::{Use, is_human, role};
use crate::language::name_shape::is_han;
use crate::language::{bare_name, lexicon, name_shape};
use crate::model::{Member, MemberName, NameSource};
use crate::parse::attribution::{Participant, are_two, folded, is_form, is_part};
use crate::parse::cast::Cast;
use crate::parse::syntax::name_list;

/// A name and what says whose it is.
struct Known {
    text: String,
    /// The text without titles, roles and brackets, which is asked for again and again.
    core: String,
    source: NameSource,
    /// Bytes of the text before what says so, where that is known already.
    at: Option<usize>,
    /// Whether the note tells that it is somebody's though it is a word as well.
    is_stated: bool,
    /// Whether a list has it beside the same person's name in Latin letters: 村上春树 and Haruki Murakami.
    is_listed_beside: bool,
}

/// Somebody.
#[derive(Default)]
struct Person {
    names: Vec<Known>,
    /// What stays the same of those however they are written, with titles and without.
    keys: Vec<String>,
    takes_part: bool,
}

impl Person {
    fn add(&mut self, text: &str, source: NameSource, at: Option<usize>) {
        if let Some(known) = self.names.iter_mut().find(|known| known.text == text) {
            known.at = known.at.or(at);
            return;
        }
        if text.is_empty() {
            return;
        }
        for key in keys(text) {
            if !self.keys.contains(&key) {
                self.keys.push(key);
            }
        }
        self.names.push(Known {
            text: text.to_owned(),
            core: core(text).to_owned(),
            source,
            at,
            is_stated: false,
            is_listed_beside: false,
        });
    }

    /// Whether somebody of this name is another than this person.
    fn is_other_than(&self, core: &str) -> bool {
        self.names.iter().any(|known| are_two(&known.core, core))
    }

    fn has_key_of(&self, text: &str) -> bool {
        keys(text).any(|key| self.keys.contains(&key))
    }

    fn has_any_key(&self, keys: &[String]) -> bool {
        keys.iter().any(|key| self.keys.contains(key))
    }

    /// Whether some words are a short form of one of the names.
    fn has_part(&self, short: &str) -> bool {
        self.names.iter().any(|known| is_part(short, &known.core))
    }

    /// Whether a full name is the longer form of the only ones that are known.
    fn is_part_of(&self, full: &str) -> bool {
        !self.names.is_empty() && self.names.iter().all(|known| is_part(&known.core, full))
    }
}

/// A name as it is and without titles and brackets, folded.
fn keys(text: &str) -> impl Iterator<Item = String> {
    let bare = core(text);
    // A surname alone is whoever has it: 王总 and 王医生 are two.
    let bare = (bare.chars().count() > 1 && bare.len() < text.len()).then(|| folded(bare));
    std::iter::once(folded(text)).chain(bare).filter(|key| !key.is_empty())
}

/// Whether a name may be no more than a transliterated surname, though it looks like a whole Chinese one: 林德 of 佩尔·林德.
fn may_be_surname(name: &str) -> bool {
    full::is_transliteration(name) && !name.contains(DOTS)
}

/// A name at words: as it stands, and without titles.
fn forms(name: &str) -> Vec<&str> {
    /// Titles of one character, behind a given name as well.
    const SHORT_TITLES: [char; 7] = ['总', '董', '导', '哥', '姐', '兄', '叔'];
    let untitled = name_shape::before_titles(name);
    let given = name
        .strip_suffix(SHORT_TITLES)
        .filter(|given| given.chars().count() == 2 && !bare_name::is_full(given));
    [name, core(name)].into_iter().chain(untitled).chain(given).collect()
}

/// Whom some words can mean.
enum Meant {
    Nobody,
    One(usize),
    Several,
}

/// Everybody in a note.
pub(super) struct Roster<'n> {
    text: &'n str,
    pairs: &'n [Pair<'n>],
    list: Vec<Person>,
}

impl<'n> Roster<'n> {
    pub(super) fn of(text: &'n str, participants: Vec<Participant>, pairs: &'n [Pair<'n>]) -> Self {
        let mut roster = Roster { text, pairs, list: Vec::new() };
        for Participant { name, names, source } in participants {
            let mut person = Person { takes_part: true, ..Person::default() };
            person.add(&name, source, None);
            for other in &names {
                let is_short = is_part(other, &name) || names.iter().any(|full| is_part(other, full));
                let beside = if is_short { NameSource::PartOfFull } else { NameSource::BesideAnother };
                person.add(other, beside, None);
            }
            if source == NameSource::Listed
                && person.names.iter().any(|known| full::is_latin_full(&known.core))
            {
                person.names.iter_mut().for_each(|known| known.is_listed_beside = true);
            }
            roster.list.push(person);
        }
        roster.join_pairs();
        for place in 0..roster.list.len() {
            if let [Known { text, .. }] = &roster.list[place].names[..]
                && may_be_surname(core(text))
            {
                let short = core(text).to_owned();
                roster.complete(place, &short);
            }
        }
        roster
    }

    /// Adds whoever has words, by the names that stand at them.
    pub(super) fn hear(&mut self, uses: &[Use<'_>], cast: &Cast) {
        /// So many names are looked at, for each is held against all who are known. No note has as many.
        const MOST: usize = 500;
        let mut seen = HashSet::new();
        let humans = uses.iter().filter(|found| is_human(found, cast) || self.is_of_somebody(found.text));
        let mut humans: Vec<&Use> = humans.collect();
        humans.retain(|found| seen.len() < MOST && seen.insert((found.text, found.qualifier)));
        let (mut whole, short): (Vec<&Use>, Vec<&Use>) =
            humans.into_iter().partition(|found| bare_name::is_full(core(found.text)));
        // `García Huerta` is a part of `Luis García Huerta`, and 文竹 of 诸葛文竹.
        whole.sort_by_key(|found| std::cmp::Reverse(bare_name::parts(core(found.text))));
        whole.into_iter().for_each(|found| self.add_use(found, cast));
        self.join_pairs();
        short.into_iter().for_each(|found| self.add_use(found, cast));
        self.join_pairs();
        for found in uses {
            self.add_role(found, cast);
        }
    }

    /// Whether a name that may be nobody's elsewhere is that of somebody here, or a part of it: 丹 of 丹·马特尔, 飞飞老师.
    fn is_of_somebody(&self, name: &str) -> bool {
        let forms = forms(name);
        let long = forms.iter().filter(|form| form.chars().count() > 1);
        let keys: Vec<String> = long.flat_map(|form| keys(form)).collect();
        let is_of =
            |person: &Person| person.has_any_key(&keys) || forms.iter().any(|form| person.has_part(form));
        self.list.iter().any(is_of)
    }

    /// Names in the text that stand side by side are one person's, where one of them is somebody here.
    fn join_pairs(&mut self) {
        for pair in self.pairs.iter().filter(|pair| pair.of != Of::Term) {
            let holder = |name: &str| {
                let keys: Vec<String> = keys(name).collect();
                self.list.iter().position(|person| person.has_any_key(&keys))
            };
            match (holder(pair.one), holder(pair.other)) {
                (Some(one), None) => self.list[one].add(pair.other, NameSource::BesideAnother, Some(pair.at)),
                (None, Some(other)) => {
                    self.list[other].add(pair.one, NameSource::BesideAnother, Some(pair.at))
                }
                (Some(one), Some(other)) if one != other => {
                    self.merge(one.min(other), one.max(other), pair.at)
                }
                _ => {}
            }
        }
    }

    fn merge(&mut self, into: usize, from: usize, at: usize) {
        if self.list[from].names.iter().any(|known| self.list[into].is_other_than(&known.core)) {
            return;
        }
        let Person { names, takes_part, .. } = self.list.remove(from);
        let person = &mut self.list[into];
        person.takes_part |= takes_part;
        for Known { text, source, .. } in names {
            let source = if source == NameSource::PartOfFull { source } else { NameSource::BesideAnother };
            person.add(&text, source, (source == NameSource::BesideAnother).then_some(at));
        }
    }

    fn add_use(&mut self, found: &Use<'_>, cast: &Cast) {
        let with_brackets = found.qualifier.map(|words| format!("{}（{words}）", found.text));
        let listed = name_list::people(with_brackets.as_deref().unwrap_or(found.text));
        let beside = full::sides(found.text);
        // `李明、王芳` are two.
        if listed.len() > 1 && beside.is_none() {
            return;
        }
        let mut forms = forms(found.text);
        forms.extend(
            listed.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.others)).map(String::as_str),
        );
        forms.extend(beside.into_iter().flat_map(|(one, other)| [one, other]));
        let partners = if bare_name::is_full(core(found.text)) { &[] } else { cast.partners(found.text) };
        let place = match self.meant(&forms, partners) {
            Meant::One(place) => place,
            Meant::Several => return,
            Meant::Nobody => {
                self.list.push(Person::default());
                self.list.len() - 1
            }
        };
        let bare = core(found.text);
        let is_new = self.list[place].names.is_empty();
        let has_full = self.list[place].names.iter().any(|known| bare_name::is_full(&known.core));
        let is_same = !has_full || self.list[place].has_key_of(found.text);
        let source = if is_new || is_same || bare_name::is_full(bare) {
            NameSource::AtWords
        } else {
            NameSource::PartOfFull
        };
        let person = &mut self.list[place];
        person.add(found.text, source, Some(found.at));
        let is_stated = cast.is_whole_name(found.text)
            || cast.takes_turns_with_another(found.text) && bare_name::has_census_surname(found.text);
        person
            .names
            .iter_mut()
            .filter(|known| known.text == found.text)
            .for_each(|known| known.is_stated |= is_stated);
        // What stands in the brackets at the words is a name too where it is one.
        for one in &listed {
            for other in std::iter::once(&one.name).chain(&one.others) {
                if !person.has_key_of(other) && self.text.contains(other.as_str()) {
                    person.add(other, NameSource::BesideAnother, Some(found.at));
                }
            }
        }
        if is_new && (!bare_name::is_full(bare) || may_be_surname(bare)) {
            self.complete(place, bare);
        }
    }

    /// Whom the forms of a name mean. `partners`: with whom they talk, so that they are another.
    fn meant(&self, forms: &[&str], partners: &[String]) -> Meant {
        let is_partner = |person: &Person| {
            partners.iter().any(|partner| person.has_key_of(partner) || person.has_part(partner))
        };
        let of = |fits: &dyn Fn(&Person) -> bool| {
            let fitting =
                self.list.iter().enumerate().filter(|(_, person)| fits(person) && !is_partner(person));
            let mut found = fitting.map(|(place, _)| place);
            match (found.next(), found.next()) {
                (None, _) => Meant::Nobody,
                (Some(place), None) => Meant::One(place),
                (Some(_), Some(_)) => Meant::Several,
            }
        };
        let keys: Vec<String> = forms.iter().flat_map(|form| keys(form)).collect();
        let whole = core(forms[0]);
        let exact = of(&|person| person.has_any_key(&keys) && !person.is_other_than(whole));
        if !matches!(exact, Meant::Nobody) {
            return exact;
        }
        let fuller = of(&|person| forms.iter().any(|form| person.has_part(form)));
        match fuller {
            Meant::One(place) => {
                // Somebody of the same surname whom the text names means as much as one who is quoted.
                let person = &self.list[place];
                let is_shared = !person.takes_part && forms.iter().any(|form| self.others_bear(form, person));
                return if is_shared { Meant::Several } else { Meant::One(place) };
            }
            Meant::Several => return fuller,
            Meant::Nobody => {}
        }
        let in_another_form = of(&|person| {
            person.names.iter().any(|known| forms.iter().any(|form| is_form(form, &known.core)))
        });
        if !matches!(in_another_form, Meant::Nobody) {
            return in_another_form;
        }
        of(&|person| forms.iter().any(|form| bare_name::is_full(form) && person.is_part_of(form)))
    }

    /// Whether the text has others than this person who bear a transliterated surname.
    fn others_bear(&self, surname: &str, person: &Person) -> bool {
        if !surname.chars().all(is_han) || surname.chars().count() < 2 {
            return false;
        }
        whole_names(self.text, surname).iter().any(|(name, _)| !person.has_key_of(name))
    }

    /// Gives somebody who is known by a part of their name alone the whole one, where the text has one that it fits.
    fn complete(&mut self, place: usize, short: &str) {
        let pairs = self.pairs.iter().filter(|pair| pair.of != Of::Term);
        let mut found: Vec<(&str, usize)> = pairs
            .flat_map(|pair| [(pair.one, pair.at), (pair.other, pair.at)])
            .filter(|(name, _)| is_part(short, name))
            .chain(whole_names(self.text, short))
            .collect();
        found.sort_by_key(|(name, at)| (folded(name), *at));
        found.dedup_by_key(|(name, _)| folded(name));
        if let [(name, at)] = found[..]
            && !self.list.iter().any(|person| person.has_key_of(name))
        {
            let person = &mut self.list[place];
            person.names.iter_mut().for_each(|known| known.source = NameSource::PartOfFull);
            person.add(name, NameSource::BesideAnother, Some(at));
            if let Some(known) = person.names.last_mut() {
                known.source =
                    if self.text[..at].contains('\n') { NameSource::AtWords } else { NameSource::Title };
            }
        }
    }

    /// Adds the word for a role to the only one who has it.
    fn add_role(&mut self, found: &Use<'_>, cast: &Cast) {
        let place_of = |name: &str| self.list.iter().position(|person| person.has_key_of(name));
        if let Some(place) = cast.meant_by_label(found.text).and_then(place_of) {
            self.list[place].add(found.text, NameSource::Role, Some(found.at));
            return;
        }
        let Some(role) = role(found.text) else { return };
        let hosts: Vec<usize> = cast.hosts.iter().filter_map(|name| place_of(name)).collect();
        let guests: Vec<usize> = cast
            .guests
            .iter()
            .chain(cast.titled.iter().filter(|_| cast.guests.is_empty()))
            .filter_map(|name| place_of(name))
            .filter(|place| !hosts.contains(place))
            .collect();
        let mut places = if role.hosts { hosts } else { guests };
        places.sort_unstable();
        places.dedup();
        if let [place] = places[..]
            && !self.list.iter().any(|person| person.has_key_of(found.text))
        {
            self.list[place].add(found.text, NameSource::Role, Some(found.at));
        }
    }

    /// Everybody, the fullest name of each first.
    pub(super) fn members(self, places: &dyn Fn(&str, NameSource, Option<usize>) -> u32) -> Vec<Member> {
        let offices = Offices::in_text(self.text);
        let mut owners: HashMap<&str, usize> = HashMap::new();
        for known in self.list.iter().flat_map(|person| &person.names) {
            *owners.entry(known.text.as_str()).or_default() += 1;
        }
        let is_own = |known: &&Known| owners[known.text.as_str()] == 1;
        let member = |person: &Person| {
            let texts: Vec<&str> = person.names.iter().map(|known| known.text.as_str()).collect();
            // A surname that a title has left is no name of its own.
            let is_left = |known: &&Known| {
                known.text.chars().count() == 1
                    && texts.iter().any(|text| text.len() > known.text.len() && text.starts_with(&known.text))
            };
            let names = person.names.iter().filter(|known| is_own(known) && !is_left(known));
            let names = names.map(|known| MemberName {
                text: known.text.clone(),
                full: (known.source != NameSource::Role)
                    .then(|| full_name(&known.text, &texts, self.vouched(known)))
                    .flatten()
                    .map(str::to_owned),
                source: known.source,
                line: places(&known.text, known.source, known.at),
            });
            let mut names: Vec<MemberName> = names.collect();
            names.sort_by_cached_key(|name| std::cmp::Reverse(self.fullness(name, texts.len() > 1)));
            let office =
                names.iter().filter_map(|name| name.full.as_deref()).find_map(|full| offices.of(full));
            Member { names, takes_part: person.takes_part, office }
        };
        self.list.iter().map(member).filter(|member| !member.names.is_empty()).collect()
    }

    fn vouched(&self, known: &Known) -> Vouched {
        Vouched { is_given: self.is_given(known), is_stated: known.is_stated }
    }

    /// Whether a list has a name, or the note says that it is one that its bearer has taken.
    fn is_given(&self, known: &Known) -> bool {
        let is_taken = || {
            lexicon::PEN_NAMES.iter().any(|word| {
                self.text.match_indices(word).any(|(at, _)| {
                    let before = self.text[..at].trim_end_matches(['（', '(', ' ', '*']);
                    let after = self.text[at + word.len()..]
                        .trim_start_matches(['：', ':', ' ', '“', '叫', '是', '为']);
                    before.len() < at && before.ends_with(&known.text) || after.starts_with(&known.text)
                })
            })
        };
        known.source == NameSource::Listed
            || known.is_listed_beside
            || known.text.chars().all(is_han) && is_taken()
    }

    /// How full a name is, and how often the note has it.
    fn fullness(&self, name: &MemberName, counts: bool) -> (bool, bool, usize, bool, usize) {
        let is_full = name.full.is_some();
        let is_bare = name.full.as_deref() == Some(name.text.as_str());
        let count = if is_full && counts { self.text.matches(name.text.as_str()).count() } else { 0 };
        (is_full, is_bare, count, name.text.contains(is_han), name.text.chars().count())
    }
}

/// The whole names in a text of which a surname is a part, each with its place: 达里奥·阿莫迪 of 阿莫迪, `Ada Bell` of `Bell`.
fn whole_names<'t>(text: &'t str, surname: &str) -> Vec<(&'t str, usize)> {
    let is_latin = surname.len() >= 3 && surname.chars().all(|c| c.is_ascii_alphabetic());
    let is_foreign = surname.chars().count() >= 2 && full::is_transliteration(surname);
    if !is_latin && !is_foreign {
        return Vec::new();
    }
    let mut found: Vec<(&str, usize)> = Vec::new();
    for (at, _) in text.match_indices(surname) {
        let (before, end) = (&text[..at], at + surname.len());
        let start = if is_latin {
            if text[end..]
                .starts_with(|c: char| c.is_alphanumeric() || c == ' ' && starts_capital(&text[end + 1..]))
            {
                continue;
            }
            let Some(before) = before.strip_suffix(' ') else { continue };
            let given = before.rfind(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '.')));
            let start = given.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
            if before[..start].ends_with(' ')
                && before[..start - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
            {
                continue;
            }
            start
        } else {
            if text[end..].starts_with(DOTS) || !before.ends_with(DOTS) {
                continue;
            }
            let is_part = |c: &char| full::is_transliteration(c.encode_utf8(&mut [0; 4])) || DOTS.contains(c);
            at - before.chars().rev().take_while(is_part).map(char::len_utf8).sum::<usize>()
        };
        let name = &text[start..end];
        let is_whole = if is_latin { full::is_latin_full(name) } else { bare_name::is_full(name) };
        if is_whole && !found.iter().any(|(other, _)| *other == name) {
            found.push((name, start));
        }
    }
    found
}

fn starts_capital(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
}
