//! Who takes part in a note: hosts, guests and attendees as it lists them, and whoever speaks in it, each once and by the
//! fullest name that the note has for them.
//!
//! Words for a role and a machine's labels are nobody's names. Those who are only spoken about are not here either.

use std::collections::{HashMap, HashSet};

use super::at_label::is_labelled;
use super::fuller_names::fuller_in;
use super::headed;
use super::machine_labels::is_label_of_machine;
use super::short_names::{are_two, folded, is_form, is_part};
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::surname::in_pinyin;
use crate::language::{bare_name, clause, everyday, label, lexicon};
use crate::model::{Attribution, NameSource, Note};
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft, Speaker, Turn};
use crate::parse::frame::metadata::Listing;
use crate::parse::frame::outline::Outline;
use crate::parse::syntax::{name_list, nicknames, page_link};
use crate::text::{lower, marks};

/// The most who take part in a note. Whether somebody is one of them takes a look at each, and no talk has as many.
const MOST: usize = 300;
/// So many names of those who speak are looked at, as several may be one person's.
const MOST_NAMES: usize = 2 * MOST;

/// Somebody who takes part.
pub(crate) struct Member {
    /// The fullest name.
    pub(crate) name: String,
    /// All names, that one among them, unless only a title or the metadata has it.
    pub(crate) names: Vec<String>,
    /// What says that they take part.
    pub(crate) source: NameSource,
}

/// Sets the speakers of a note, and gives all that is known of them. `prose`: its text.
pub(crate) fn settle(
    note: &mut Note,
    listing: Listing,
    drafts: &[Draft],
    outline: &Outline,
    cast: &Cast,
    prose: &str,
) -> Vec<Member> {
    let mut members = Members::default();
    let (has_guests, has_hosts) = (!cast.guests.is_empty(), !cast.hosts.is_empty());
    for (mut listed, _) in listing.people {
        let other = listed.name_in_characters().filter(|other| cast.is_leading(other)).map(str::to_owned);
        listed.others.extend(other);
        members.list_one(listed);
    }
    members.tell_source(0, NameSource::Listed);
    let listed = members.list.len();
    if let Some(titled) = cast.titled.as_ref().filter(|_| !has_guests) {
        members.add(titled.clone(), Vec::new());
    }
    members.tell_source(listed, NameSource::Title);
    let called = nicknames::stated(prose).map(|(_, full, called)| (called.to_owned(), full.to_owned()));
    members.called = called.collect();
    members.hear_all(drafts, cast, prose);
    let heard = members.list.len();
    members.introduce(drafts);
    members.head(drafts, outline);
    for name in headed::names(outline, drafts) {
        members.add(name, Vec::new());
    }
    members.tell_source(heard, NameSource::Introduced);
    let introduced = members.list.len();
    for (account, is_host) in listing.accounts {
        if !(if is_host { has_hosts } else { has_guests }) {
            members.add(account, Vec::new());
        }
    }
    for name in listing.perhaps {
        // Where nobody else takes part, a channel with somebody's full Chinese name is that person's.
        let is_alone = || members.list.is_empty() && name.chars().count() == 3 && bare_name::is_full(&name);
        if members.knows_part_of(&name) || is_told_of(&name, prose) || is_alone() {
            members.add(name, Vec::new());
        }
    }
    members.tell_source(introduced, NameSource::Listed);
    members.complete(note, cast, prose);
    note.speakers = members.list.iter().map(|member| member.name.clone()).collect();
    members.list
}

#[derive(Default)]
struct Members {
    list: Vec<Member>,
    /// The whole names of those who speak.
    whole: Vec<String>,
    /// Who is called what, as brackets behind the full name tell.
    called: HashMap<String, String>,
}

impl Members {
    /// Tells of all from one on what says that they take part.
    fn tell_source(&mut self, from: usize, source: NameSource) {
        self.list[from..].iter_mut().for_each(|member| member.source = source);
    }

    /// Adds somebody whom a list names. Whoever stands there by another name is somebody else, be it shorter: 王总 beside 王思远.
    fn list_one(&mut self, listed: name_list::Listed) {
        let name_list::Listed { name, others, .. } = listed;
        if self.is_full() {
            return;
        }
        let is_same = |member: &Member| member.names.iter().any(|known| folded(known) == folded(&name));
        if self.list.iter().any(is_same) || others.iter().any(|other| self.knows(other)) {
            self.add(name, others);
            return;
        }
        let names = [vec![name.clone()], others].concat();
        self.list.push(Member { name, names, source: NameSource::AtWords });
    }

    fn knows(&self, name: &str) -> bool {
        self.list.iter().any(|member| member.names.iter().any(|known| folded(known) == folded(name)))
    }

    fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Adds somebody under a name and perhaps others, unless they are there already, and gives the number; nobody more where
    /// there are too many.
    fn add(&mut self, name: String, others: Vec<String>) -> Option<usize> {
        if self.is_full() {
            return None;
        }
        let mut names = vec![name];
        names.extend(others);
        let is_same = |member: &Member| {
            names.iter().any(|name| member.names.iter().any(|known| folded(known) == folded(name)))
                && !member.names.iter().any(|known| are_two(known, &names[0]))
        };
        let exact = self.list.iter().position(is_same);
        let Some(place) = exact
            .or_else(|| self.only_fuller(&names[0]))
            .or_else(|| self.only_in_another_form(&names[0]))
            .or_else(|| self.only_shorter(&names[0]))
            .or_else(|| self.only_in_pinyin(&names[0]))
        else {
            self.list.push(Member { name: names[0].clone(), names, source: NameSource::AtWords });
            return Some(self.list.len() - 1);
        };
        let member = &mut self.list[place];
        let is_latin = !member.name.contains(is_han);
        // A Chinese name says more than its pinyin.
        let is_better = |name: &&String| {
            bare_name::is_full(name)
                && (!bare_name::is_full(&member.name) || is_latin && is_in_pinyin(name, &member.name))
        };
        if let Some(full) = names.iter().find(is_better) {
            member.name.clone_from(full);
        }
        for name in names {
            if !member.names.contains(&name) {
                member.names.push(name);
            }
        }
        Some(place)
    }

    /// Adds whoever says or asks something by name, in the order of the note.
    fn hear_all(&mut self, drafts: &[Draft], cast: &Cast, prose: &str) {
        let listed = self.list.len();
        let mut heard = heard(drafts);
        let mut fullness: HashMap<&str, usize> = HashMap::new();
        for one in &heard {
            fullness.entry(one.name).or_insert_with(|| fullness_of(one.name));
        }
        self.whole =
            fullness.iter().filter(|(_, full)| **full > 0).map(|(name, _)| (*name).to_owned()).collect();
        // Whole names come first: what several of them are called in short is nobody's, whoever speaks first.
        heard.sort_by_key(|one| (std::cmp::Reverse(fullness[one.name]), one.place));
        let mut done: HashSet<(&str, Option<&str>)> = HashSet::new();
        let mut first = vec![usize::MAX; self.list.len()];
        for one in &heard {
            if self.is_full() || done.len() >= MOST_NAMES {
                break;
            }
            // Beside those whom the note lists, whoever is quoted in passing is spoken about. Whoever asks by name takes part,
            // though a line that asks and answers has only what is said for a quote.
            let is_welcome = || !one.asks && (listed == 0 || self.knows_part_of(one.name));
            let may_take_part = !one.asks || fullness[one.name] > 0;
            if done.contains(&(one.name, one.qualifier))
                || !may_take_part
                || !is_welcome() && !is_labelled(one.name, prose, one.at)
            {
                continue;
            }
            done.insert((one.name, one.qualifier));
            if let Some(member) = self.hear(one.name, one.qualifier, cast, prose) {
                first.resize(self.list.len(), usize::MAX);
                first[member] = first[member].min(one.place);
            }
        }
        let mut later: Vec<_> = first.drain(listed..).zip(self.list.drain(listed..)).collect();
        later.sort_by_key(|(place, _)| *place);
        self.list.extend(later.into_iter().map(|(_, member)| member));
    }

    /// Adds whoever says a turn.
    fn hear(&mut self, name: &str, qualifier: Option<&str>, cast: &Cast, prose: &str) -> Option<usize> {
        let is_matter = || everyday::is_everyday(bare_name::bare(name)) && !cast.is_person(name, true);
        if let Some(attendee) = cast.attendance.called(name) {
            return self.add(attendee.to_owned(), vec![name.to_owned()]);
        }
        // `听众“晚风”`
        if let Some(listener) = label::listener(name) {
            return self.add(listener.to_owned(), vec![name.to_owned()]);
        }
        if let Some(full) = self.called.get(name).filter(|full| self.knows(full)).cloned() {
            return self.add(full, vec![name.to_owned()]);
        }
        if is_label_of_machine(name) || is_matter() || is_outlet(name, cast) {
            return None;
        }
        let is_role =
            || name_shape::is_role(name) || name_shape::is_weak_role(name) || cast.shape(name) == Shape::Role;
        if name_shape::is_titled(name) && self.has_surname_of(bare_name::bare(name)) {
            return None;
        }
        if !self.has_title(name, prose) && is_role() {
            if is_role_of_named_body(name) {
                return self.add(name.to_owned(), Vec::new());
            }
            return None;
        }
        // A surname or another short form that several bear, or one of them by a title, is nobody new.
        let is_short_form = |member: &Member| member.names.iter().any(|known| is_part(name, known));
        if self.list.iter().filter(|member| is_short_form(member)).count() > 1 {
            return None;
        }
        let with_qualifier = qualifier.map(|qualifier| format!("{name}（{qualifier}）"));
        let listed = name_list::people(with_qualifier.as_deref().unwrap_or(name));
        // 阿远 and 小远 who talk with each other are not both 王思远.
        let is_another = |member: &Member| {
            let is_theirs =
                |other: &String| member.names.iter().any(|known| known == other || is_part(other, known));
            is_short_form(member) && cast.partners(name).iter().any(is_theirs)
        };
        if self.list.iter().any(is_another) && !self.knows(name) {
            let names = vec![name.to_owned()];
            self.list.push(Member { name: name.to_owned(), names, source: NameSource::AtWords });
            return Some(self.list.len() - 1);
        }
        match <[name_list::Listed; 1]>::try_from(listed) {
            Ok([listed]) => self.add(listed.name, listed.others),
            // An unusual name that the note has elsewhere, or a word whose bearer talks with others.
            Err(_)
                if (cast.is_known(name)
                    || cast.takes_turns_with_another(name) && bare_name::may_be_stated(name))
                    && !bare_name::is_of_body(name) =>
            {
                self.add(name.to_owned(), Vec::new())
            }
            Err(_) => None,
        }
    }

    /// Whether words are a name and a title, rather than a role: 张博文教授, 张教授, and `Bell 医生` of `Anna Bell`.
    fn has_title(&self, name: &str, prose: &str) -> bool {
        let bare = bare_name::bare(name);
        // 马勒教授 is 杰弗里·马勒.
        let is_end = || marks::MIDDLE_DOTS.iter().any(|dot| prose.contains(&format!("{dot}{bare}")));
        if bare.len() == name.len() || everyday::is_everyday(bare) || is_end() {
            return false;
        }
        bare_name::is_full(bare)
            || name_shape::is_titled(name)
            || !bare.contains(is_han) && self.knows_part_of(bare)
    }

    /// Whether a surname may be that of one of those whose names are no whole ones by their look: 纪 beside 纪伯伦华.
    fn has_surname_of(&self, surname: &str) -> bool {
        let begins = |known: &String| {
            known.starts_with(surname) && !bare_name::is_full(known) && !name_shape::is_titled(known)
        };
        surname.chars().count() == 1 && self.list.iter().any(|member| member.names.iter().any(begins))
    }

    /// The only one whose name this is a part of.
    fn only_fuller(&self, name: &str) -> Option<usize> {
        self.only(|member| member.names.iter().any(|known| is_part(name, known)))
    }

    /// The only one of whose name this is the fuller form, where nobody else speaks of whose name it might be.
    fn only_shorter(&self, name: &str) -> Option<usize> {
        let is_of_another = |known: &String| {
            let mut others = self.whole.iter().filter(|other| folded(other) != folded(name));
            others.any(|other| is_part(known, other) && !is_part(other, name))
        };
        let is_short = |known: &String| !bare_name::is_full(known) && is_part(known, name);
        self.only(|member| member.names.iter().any(|known| is_short(known) && !is_of_another(known)))
    }

    /// The only one of whose name this is the pinyin, or the characters: 林远 and `Lin Yuan` in one note are one.
    fn only_in_pinyin(&self, name: &str) -> Option<usize> {
        if !bare_name::is_full(name) {
            return None;
        }
        let fits = |known: &String| is_in_pinyin(known, name) || is_in_pinyin(name, known);
        self.only(|member| member.names.iter().any(fits))
    }

    /// The only one of whose name this is another form, where nobody else speaks of whose it might be one.
    fn only_in_another_form(&self, name: &str) -> Option<usize> {
        let place = self.only(|member| member.names.iter().any(|known| is_form(name, known)))?;
        let is_theirs = |other: &String| {
            let known = &self.list[place].names;
            known.iter().any(|known| folded(known) == folded(other) || is_form(other, known))
        };
        let is_anothers = |other: &String| is_form(name, other) && !is_theirs(other);
        (!self.whole.iter().any(is_anothers)).then_some(place)
    }

    fn only(&self, fits: impl Fn(&Member) -> bool) -> Option<usize> {
        let mut found =
            self.list.iter().enumerate().filter(|(_, member)| fits(member)).map(|(place, _)| place);
        found.next().filter(|_| found.next().is_none())
    }

    fn knows_part_of(&self, name: &str) -> bool {
        let has =
            |known: &String| is_part(known, name) || is_part(name, known) || folded(known) == folded(name);
        self.list.iter().any(|member| member.names.iter().any(has))
    }

    /// Adds those who say who they are: `大家好，我是林远，……`.
    fn introduce(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let (words, speaker) = match &draft.content {
                Content::Turn(turn) => {
                    (&turn.words, turn.speaker.name().filter(|_| turn.speaker.is_stated()))
                }
                Content::Passage(passage) => (&passage.text, None),
                _ => continue,
            };
            let Some(name) = introduced(words) else { continue };
            match speaker {
                // `小明的手语翻译：我是李小明。`: whoever interprets says I for another.
                Some(speaker)
                    if name_shape::aided(speaker).is_some_and(|aided| {
                        aided == name || is_part(aided, name) || self.knows_part_of(name)
                    }) =>
                {
                    self.add(name.to_owned(), Vec::new());
                }
                Some(speaker) if !bare_name::is_full(speaker) => {
                    self.add(name.to_owned(), vec![speaker.to_owned()]);
                }
                Some(_) => {}
                None => {
                    self.add(name.to_owned(), Vec::new());
                }
            }
        }
    }

    /// Adds those whom the heading of their talk names: `## Alan Reed：空驶率`.
    fn head(&mut self, drafts: &[Draft], outline: &Outline) {
        for draft in drafts {
            let Some(Turn { speaker: Speaker::Named { name, attribution: Attribution::Implied }, .. }) =
                draft.turn()
            else {
                continue;
            };
            let mut titles = outline.ancestors(draft.section).map(|section| &outline.sections[section].title);
            // Few are in a title, and to ask who is known takes a walk through all of them.
            if titles.any(|title| title.contains(name.as_str()))
                && bare_name::is_full(name)
                && !self.knows_part_of(name)
            {
                self.add(name.clone(), Vec::new());
            }
        }
    }

    /// Gives those who are known by a part of their name the whole one, where titles or metadata have it.
    fn complete(&mut self, note: &Note, cast: &Cast, prose: &str) {
        let is_whole = |name: &str| bare_name::is_full(name) && !name_shape::is_titled(name);
        if self.list.iter().all(|member| is_whole(&member.name)) {
            return;
        }
        let titles = [&note.title].into_iter().chain(&note.file_title);
        let words: Vec<&str> =
            titles.chain(note.metadata.iter().map(|(_, value)| value)).map(String::as_str).collect();
        // `[[林远|老林]]：`, `**林远**（昵称老林）`
        let stated: Vec<(&str, &str)> = page_link::pages(prose)
            .filter(|(_, page, _)| bare_name::is_full(page))
            .chain(nicknames::stated(prose))
            .map(|(_, full, short)| (full, short))
            .collect();
        for place in 0..self.list.len() {
            let member = &self.list[place];
            let is_titled = name_shape::is_titled(&member.name);
            if bare_name::is_full(&member.name) && !is_titled {
                continue;
            }
            let is_theirs = |short: &str| member.names.iter().any(|name| name == short);
            let stated = stated.iter().filter(|(_, short)| is_theirs(short));
            let mut found: Vec<String> = stated.map(|(full, _)| (*full).to_owned()).collect();
            if !is_titled {
                found.extend(words.iter().flat_map(|words| fuller_in(words, &member.name)));
                // `**Anna Bell**：`, who is `Anna` from then on.
                let leads = cast.leading_names().filter(|full| !full.contains(is_han));
                found.extend(leads.filter(|full| is_part(&member.name, full)).cloned());
            }
            found.sort_unstable();
            found.dedup();
            if let [full] = &found[..]
                && !self.list.iter().any(|member| member.names.contains(full))
            {
                self.list[place].name.clone_from(full);
            }
        }
    }
}

/// Whether a Latin name is a Chinese one in pinyin: `Lin Yuan` for 林远.
fn is_in_pinyin(han: &str, latin: &str) -> bool {
    let letters =
        || latin.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    latin.is_ascii() && in_pinyin(han).contains(&letters().collect())
}

/// A name at words.
struct Heard<'d> {
    name: &'d str,
    qualifier: Option<&'d str>,
    /// Where the words are, in bytes of the source.
    at: usize,
    /// Its number among all.
    place: usize,
    /// Rather than saying something.
    asks: bool,
}

/// The names at words, those of whoever asks after the others.
fn heard(drafts: &[Draft]) -> Vec<Heard<'_>> {
    let said = drafts.iter().filter_map(|draft| {
        let qualifier = draft.turn().and_then(|turn| turn.qualifier.as_deref());
        Some((draft.stated_speaker()?, qualifier, draft.span.start, false))
    });
    let asked = drafts.iter().filter_map(|draft| Some((draft.asker()?, None, draft.span.start, true)));
    let all = said.chain(asked).enumerate();
    all.map(|(place, (name, qualifier, at, asks))| Heard { name, qualifier, at, place, asks }).collect()
}

/// How many parts a whole name has, without titles; 0 of a name that is none.
fn fullness_of(name: &str) -> usize {
    let bare = bare_name::bare(name);
    if bare_name::is_full(bare) { bare_name::parts(bare) } else { 0 }
}

/// The full name with which somebody opens their words: `大家好，我是林远，……`.
fn introduced(words: &str) -> Option<&str> {
    /// Characters before it.
    const FARTHEST: usize = 16;
    let head = words.char_indices().nth(FARTHEST + "我是".chars().count());
    let head = head.map_or(words, |(end, _)| &words[..end]);
    let (before, after) = clause::around_i_am(head)?;
    let is_greeting = !before.contains(['：', ':', '“', '他', '她', '说', '问', '不']);
    let after = words[head.len() - after.len()..].trim_start();
    let end = after.find(['，', ',', '。', '！', '!', '（', '(', '、', '；', '\n'])?;
    let name = after[..end].trim();
    (is_greeting && bare_name::is_full(name) && name_shape::shape(name) == Shape::Person).then_some(name)
}

/// Whether the text tells that somebody of this name says or does something.
fn is_told_of(name: &str, prose: &str) -> bool {
    prose.match_indices(name).any(|(at, _)| {
        let after = prose[at + name.len()..].trim_start_matches([' ', '*']);
        lexicon::OF_PROSE.start(after) || lexicon::OF_DIALOGUE.start(after)
    })
}

/// Whether a name is that of a paper or a show by which its reporters ask, as far as it only asks here: 晚点, 人物.
fn is_outlet(name: &str, cast: &Cast) -> bool {
    lexicon::OUTLETS.contains(&lower(name)) && !cast.is_whole_name(name) && cast.asks_most(name)
}

/// A role that stands for a body with a name of its own, as nobody else's words are: `Acme团队成员`.
fn is_role_of_named_body(name: &str) -> bool {
    const FEWEST: usize = 3;
    let letters = name.chars().take_while(char::is_ascii_alphanumeric).count();
    let is_numbered = name.ends_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
    let is_mixed = name.chars().take(letters).any(|c| c.is_ascii_lowercase());
    letters >= FEWEST
        && is_mixed
        && name.chars().skip(letters).any(is_han)
        && !is_numbered
        && !name_shape::is_asking_role(name)
}
