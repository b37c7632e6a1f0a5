//! Who is who: which of the words before a colon are people, and which of those ask or take turns.
//!
//! Evidence, strongest first: the metadata, tables of people and the 提出者 column name somebody; somebody introduces
//! themselves (`我是李明`); the words have the [shape](crate::language::name_shape) of a name or a role; the same words
//! lead quoted speech again and again. A label's shape is outweighed only by being named outright.

use std::collections::{HashMap, HashSet};

use super::alternation;
use super::attendance::Attendance;
use super::evidence::{self, Leads, Partners};
use super::finder::Finder;
use super::known_names::{self, KnownNames};
use crate::language::name_shape::{self, Shape};
use crate::language::{everyday, lexicon};
use crate::markdown::Document;
use crate::parse::frame::metadata::NamedPeople;
use crate::parse::frame::metadata_keys;
use crate::parse::syntax::line::Line;
use crate::parse::syntax::nicknames;

/// The people of a note.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    /// Those whom the metadata names as guests or speakers.
    pub(crate) guests: Vec<String>,
    /// Those whom the metadata, or a role beside their name, makes hosts.
    pub(crate) hosts: Vec<String>,
    /// The one guest whom the title names, where the metadata names none.
    pub(crate) titled: Option<String>,
    /// Who attends the meeting whose minutes the note is.
    pub(crate) attendance: Attendance,
    /// Who wrote the note, if the metadata tells: `我：` in it.
    pub(crate) author: Option<String>,
    /// Labels of turns that name nobody, each with whom the note says that it means.
    labels: Vec<(String, String)>,
    /// What the metadata says that they do.
    pub(super) occupations: Vec<(String, String)>,
    pub(super) known: KnownNames,
    /// The words that lead turns.
    leading: HashMap<String, Leading>,
    partners: Partners,
    /// Titles and metadata values, in which an unusual name may stand.
    frame: String,
    /// Whether people take turns throughout the note.
    pub(crate) is_transcript: bool,
    /// Finds the people in a sentence.
    pub(super) finder: Finder,
}

/// What there is to know of some words that lead turns.
#[derive(Debug, Clone, Copy)]
struct Leading {
    leads: Leads,
    /// The shape of the words, which is asked for again and again.
    shape: Shape,
    /// Somebody introduces themselves so.
    is_introduced: bool,
    /// The words are unusual for a name, and the text tells that they say something.
    is_subject: bool,
    /// The words take turns with others, as only people do.
    takes_turns: bool,
}

/// Whether one of two names is a word or the end of the other: `Anna` of `Anna Bell`, 若澜 of 欧阳若澜.
fn are_forms(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let is_given =
        || short.chars().count() >= 2 && short.chars().all(name_shape::is_han) && long.ends_with(short);
    short != long && (long.split([' ', '·', '•']).any(|word| word == short) || is_given())
}

/// Reads who is who. `frame`: the titles and metadata values; `named`: whom they name.
pub(crate) fn read(
    document: &Document,
    lines: &[Line<'_>],
    text: &str,
    frame: String,
    named: NamedPeople,
) -> Cast {
    let led = evidence::led_lines(lines);
    let (leads, partners) = evidence::leads(document, lines, &led);
    let with_roles: Vec<(&str, bool)> = evidence::with_roles(&led).collect();
    let present = evidence::present(&led);
    let in_tables = evidence::in_tables(&document.blocks, &frame);
    let nicknames = nicknames::stated(text).filter(|(_, _, nickname)| leads.contains_key(nickname));
    let nicknames: Vec<_> = nicknames.collect();
    let NamedPeople {
        guests,
        mut hosts,
        others,
        titled,
        author,
        occupations,
        written,
        attendees,
        labels,
        ..
    } = named;
    let known = {
        let of_frame = guests.iter().chain(&hosts).chain(&others).chain(&titled).map(String::as_str);
        let with_roles = with_roles.iter().map(|(name, _)| *name);
        let is_name = |name: &&str| name_shape::shape(name) != Shape::Label;
        let present_by_name = present.iter().map(String::as_str).filter(is_name);
        KnownNames::of(
            of_frame
                .chain(with_roles)
                .chain(in_tables.iter().map(String::as_str))
                .chain(present_by_name)
                .chain(described(&present, &leads))
                .chain(evidence::listed_and_leading(&written, &present, &leads))
                .chain(nicknames.iter().map(|(_, _, nickname)| *nickname)),
        )
    };
    for (name, _) in with_roles.iter().filter(|(_, asks)| *asks) {
        if !hosts.iter().any(|host| host == name) {
            hosts.push((*name).to_owned());
        }
    }
    let mut speakers = alternation::speakers(lines);
    speakers.extend(known_names::surnames(&[&guests, &hosts, &others], &leads));
    let leading = leading(leads, &speakers, &known, text);
    let finder = {
        let is_named = |(name, leading): &(&String, &Leading)| {
            leading.shape == Shape::Person || known.names(name, || leading.shape)
        };
        let leading = leading.iter().filter(is_named).map(|(name, _)| name);
        Finder::of_people(guests.iter().chain(&hosts).chain(leading).cloned().collect())
    };
    let is_transcript = takes_many_turns(&leading);
    let attendance = Attendance::of(lines, &attendees);
    Cast {
        attendance,
        guests,
        hosts,
        titled,
        author,
        labels,
        occupations,
        known,
        leading,
        partners,
        frame,
        is_transcript,
        finder,
    }
}

/// Those of the leading names that a list of the people present describes: `隔壁卖豆腐的阿燕`.
fn described<'p>(present: &'p [String], leads: &HashMap<&str, Leads>) -> impl Iterator<Item = &'p str> {
    let ends = |words: &'p String| words.char_indices().skip(1).map(|(start, _)| &words[start..]);
    present.iter().flat_map(ends).filter(|name| {
        name.chars().count() >= 2 && leads.contains_key(*name) && name_shape::shape(name) != Shape::Label
    })
}

/// What there is to know of the words that lead turns.
fn leading(
    leads: HashMap<&str, Leads>,
    speakers: &HashSet<&str>,
    known: &KnownNames,
    text: &str,
) -> HashMap<String, Leading> {
    let mut leading: HashMap<String, Leading> = leads
        .into_iter()
        .map(|(name, leads)| {
            let takes_turns = speakers.contains(name);
            let shape = match known_names::shape(name) {
                Shape::Open | Shape::Label if takes_turns && name_shape::is_placeholder(name) => Shape::Role,
                Shape::Open | Shape::Label if takes_turns => Shape::Person,
                Shape::Person if !takes_turns => known.shape_of_person(name),
                shape => shape,
            };
            (name.to_owned(), Leading { leads, shape, is_introduced: false, is_subject: false, takes_turns })
        })
        .collect();
    open_captions(&mut leading, known);
    if has_handles(&leading) {
        let handles = leading.iter_mut().filter(|(name, _)| name_shape::is_handle(name));
        handles.for_each(|(_, leading)| leading.shape = Shape::Open);
    }
    for name in introduced(&leading, text) {
        leading.entry(name).and_modify(|leading| leading.is_introduced = true);
    }
    for (name, leading) in &mut leading {
        leading.is_subject = leading.shape == Shape::Open
            && leading.leads.marked > 0
            && name.chars().count() >= 2
            && speaks(name, text);
    }
    leading
}

/// Takes for nobody, where others take turns, what stands once among them and may label a matter: `**管理层**：……`.
fn open_captions(leading: &mut HashMap<String, Leading>, known: &KnownNames) {
    /// Of those who take turns, with so many turns each.
    const FEWEST: usize = 2;
    let talks = |leading: &&Leading| {
        leading.leads.sentences as usize >= FEWEST && matches!(leading.shape, Shape::Person | Shape::Role)
    };
    if leading.values().filter(talks).count() < FEWEST {
        return;
    }
    for (name, leading) in leading.iter_mut().filter(|(_, leading)| leading.shape == Shape::Person) {
        let is_caption = !leading.takes_turns && leading.leads.is_heard_once() && !known.contains(name);
        if is_caption && everyday::may_be_matter(name) {
            leading.shape = Shape::Open;
        }
    }
}

/// Whether a role is told from others by a letter: `Speaker B`, 受访者B.
fn is_lettered(role: &str) -> bool {
    let before = role.strip_suffix(|last: char| last.is_ascii_uppercase());
    before.is_some_and(|before| before.ends_with(|c: char| c == ' ' || name_shape::is_han(c)))
}

/// Whether several people with Latin names are quoted, so that words such as `Ming46` before quoted words name one more.
fn has_handles(leading: &HashMap<String, Leading>) -> bool {
    const FEWEST: usize = 2;
    let is_somebody = |(name, leading): &(&String, &Leading)| {
        name.is_ascii() && matches!(leading.shape, Shape::Open | Shape::Person) && leading.leads.marked > 0
    };
    leading.iter().filter(is_somebody).count() >= FEWEST
}

/// Those of the leading names with which somebody introduces themselves in the text.
fn introduced(leading: &HashMap<String, Leading>, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let introducing = ["我是", "我叫", "这里是"];
    for words in introducing.into_iter().filter(|words| text.contains(words)) {
        for (offset, _) in text.match_indices(words) {
            found.extend(starts_in(leading, &text[offset + words.len()..]).map(str::to_owned));
        }
    }
    found
}

/// Whether the text tells somewhere that this name says something: `缪斯笑着说`.
fn speaks(name: &str, text: &str) -> bool {
    text.match_indices(name)
        .any(|(at, _)| lexicon::OF_SOMEBODY.start(text[at + name.len()..].trim_start_matches([' ', '*'])))
}

/// Whether at least two people take several turns each that say something.
fn takes_many_turns(leading: &HashMap<String, Leading>) -> bool {
    const FEWEST: u32 = 3;
    let talks = |leading: &&Leading| {
        leading.leads.sentences >= FEWEST && matches!(leading.shape, Shape::Person | Shape::Role)
    };
    leading.values().filter(talks).count() >= 2
}

/// The beginnings of some words that lead turns elsewhere in the note, shortest first.
fn starts_in<'t>(leading: &HashMap<String, Leading>, words: &'t str) -> impl Iterator<Item = &'t str> {
    /// In characters: longer ones are no leads.
    const LONGEST: usize = 40;
    let ends = words.char_indices().map(|(offset, character)| offset + character.len_utf8());
    ends.take(LONGEST).map(|end| &words[..end]).filter(|start| leading.contains_key(*start))
}

impl Cast {
    /// The shape of a name.
    pub(crate) fn shape(&self, name: &str) -> Shape {
        let of_others = || match known_names::shape(name) {
            Shape::Person => self.known.shape_of_person(name),
            shape => shape,
        };
        self.leading.get(name).map_or_else(of_others, |leading| leading.shape)
    }

    /// Whom a label of turns means that names nobody, as far as the note says so.
    pub(crate) fn meant_by_label(&self, label: &str) -> Option<&str> {
        fn letters(words: &str) -> impl Iterator<Item = char> {
            words.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase())
        }
        let is_same = |known: &str| letters(known).eq(letters(label));
        let mut names = self.labels.iter().filter(|(known, _)| is_same(known)).map(|(_, name)| name.as_str());
        let first = names.next()?;
        // The notes of several meetings have one of their own each.
        names.all(|name| name == first).then_some(first)
    }

    /// The guest, where the metadata or else the title names one alone.
    pub(crate) fn only_presented_guest(&self) -> Option<&String> {
        match &self.guests[..] {
            [guest] => Some(guest),
            [] => self.titled.as_ref(),
            _ => None,
        }
    }

    fn leads(&self, name: &str) -> Leads {
        self.leading.get(name).map(|leading| leading.leads).unwrap_or_default()
    }

    /// Whether this is the whole name of somebody whom the note names outright.
    pub(crate) fn is_whole_name(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// Whether these words lead turns.
    pub(crate) fn is_leading(&self, words: &str) -> bool {
        self.leading.contains_key(words)
    }

    /// All words that lead turns.
    pub(crate) fn leading_names(&self) -> impl Iterator<Item = &String> {
        self.leading.keys()
    }

    /// The beginnings of some words that lead turns elsewhere in the note, shortest first.
    pub(crate) fn leads_at<'t>(&self, words: &'t str) -> impl Iterator<Item = &'t str> {
        starts_in(&self.leading, words)
    }

    /// Whether the note names this person outright, by the whole name or by a part of it.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.known.names(name, || self.shape(name))
    }

    /// Those with whom somebody of this name talks, none of whom they are themselves.
    pub(crate) fn partners(&self, name: &str) -> &[String] {
        self.partners.of_name(name)
    }

    /// Whether words that lead a turn are a person. `is_marked`: the turn stands in quotation marks.
    pub(crate) fn is_person(&self, name: &str, is_marked: bool) -> bool {
        /// So often does somebody whose name is an everyday word lead words in quotation marks, where nothing else tells.
        const MARKED: u32 = 3;
        // `哈萨比斯爵士` of 德米斯·哈萨比斯
        let mut untitled = name_shape::before_titles(name);
        if self.is_known(name)
            || self.is_introduced(name)
            || self.takes_turns_with_another(name)
            || untitled.any(|part| self.known.have_part(part))
            || self.is_surname_that_talks(name)
        {
            return true;
        }
        match self.shape(name) {
            Shape::Person | Shape::Role => true,
            Shape::Label => false,
            Shape::Open => {
                let leads = self.leads(name);
                let is_latin = !name.chars().any(name_shape::is_han);
                if name.chars().count() == 1 {
                    // `王：“……”`: a surname alone.
                    return is_marked;
                }
                if name_shape::is_weak_role(name) {
                    return is_marked;
                }
                let mut untitled = name_shape::before_titles(name);
                if is_marked
                    && (self.known.have_rendered(name) || untitled.any(|name| self.known.have_rendered(name)))
                {
                    return true;
                }
                let is_subject = || self.leading.get(name).is_some_and(|leading| leading.is_subject);
                if self.exchanges_words(name) || is_subject() {
                    return true;
                }
                if everyday::is_everyday(name) {
                    return leads.marked >= MARKED;
                }
                leads.marked >= 2
                    || (self.frame.contains(name) && leads.marked > 0)
                    // `IMF：“……”`: a body.
                    || (is_marked && is_latin && !name_shape::is_acronym(name))
            }
        }
    }

    /// Whether a surname alone takes part in the talk of those whom the note presents: 森 of 森由希.
    fn is_surname_that_talks(&self, name: &str) -> bool {
        let mut characters = name.chars();
        let (Some(first), None) = (characters.next(), characters.next()) else { return false };
        let leads = self.leads(name);
        name_shape::is_han(first) && leads.exchanges + leads.answers > 0 && self.known.begin_with(first)
    }

    /// Whether these words take turns with others as only people do, whatever they look like.
    pub(crate) fn takes_turns_with_another(&self, name: &str) -> bool {
        self.leading.get(name).is_some_and(|leading| leading.takes_turns)
    }

    fn is_introduced(&self, name: &str) -> bool {
        self.leading.get(name).is_some_and(|leading| leading.is_introduced)
    }

    /// Whether this person takes turns in a dialogue, so that a paragraph after the name is their speech even without
    /// quotation marks.
    pub(crate) fn takes_turns(&self, name: &str) -> bool {
        if self.takes_turns_with_another(name) {
            return true;
        }
        if !self.is_person(name, false) {
            return false;
        }
        // `许可证：MIT` and `轮值主持人：李明` give facts.
        if self.gives_facts(name) {
            return false;
        }
        // A transcript numbers its speakers: 发言人 1, Speaker 2.
        let is_numbered = name_shape::is_role(name)
            && (name.ends_with(|character: char| character.is_ascii_digit()) || is_lettered(name));
        self.is_known(name)
            || self.is_introduced(name)
            || self.meant_by_label(name).is_some()
            || name_shape::is_asking_role(name)
            || is_numbered
            || self.leads(name).plain >= 2
            // In a transcript somebody may speak once.
            || self.is_transcript && self.may_speak_once(name)
    }

    /// Whether this is a person, or a role that stands before no fact about the note, as `本期嘉宾：李明`.
    fn may_speak_once(&self, name: &str) -> bool {
        match self.shape(name) {
            Shape::Person => true,
            Shape::Role => !metadata_keys::is_known_key(name),
            Shape::Open | Shape::Label => false,
        }
    }

    /// Whether this name asks and answers others, as only people do.
    pub(crate) fn exchanges_words(&self, name: &str) -> bool {
        self.leads(name).exchanges >= 2
    }

    /// Whether somebody of this name, who has a person's shape, asks what others answer below.
    pub(crate) fn is_answered(&self, name: &str) -> bool {
        let leads = self.leads(name);
        matches!(self.shape(name), Shape::Person | Shape::Role) && leads.exchanges + leads.answers > 0
    }

    /// Whether somebody of this name, who has a person's shape or a role that is no key of facts, answers what another asks
    /// right above.
    pub(crate) fn answers(&self, name: &str) -> bool {
        let may_speak = self.may_speak_once(name) || self.is_surname_that_talks(name);
        may_speak && self.leads(name).exchanges > 0 && !self.gives_facts(name)
    }

    /// Whether what stands after this name is mostly names, numbers and addresses, as in `演讲者：李明（某公司）`.
    pub(crate) fn gives_facts(&self, name: &str) -> bool {
        let leads = self.leads(name);
        leads.sentences * 2 < leads.plain
    }

    /// Whether this is a role that leads nothing but the one line it stands on: `嘉宾：` above the list of guests.
    pub(crate) fn heads_a_list(&self, name: &str) -> bool {
        let leads = self.leads(name);
        name_shape::is_role(name)
            && !name.ends_with(|character: char| character.is_ascii_digit())
            && leads.plain + leads.marked <= 1
    }

    /// Whether this person takes one turn after another, so that a paragraph without a lead goes on with the last one.
    pub(crate) fn talks(&self, name: &str) -> bool {
        match self.leads(name).plain {
            0 => false,
            // Among those who do somebody may speak once, or have another name from then on.
            1 => {
                self.is_transcript && self.takes_turns_with_another(name)
                    || self.leading.iter().any(|(other, leading)| {
                        leading.leads.plain > 1 && are_forms(name, other) && self.is_person(other, false)
                    })
            }
            _ => true,
        }
    }

    /// Whether this person asks rather than tells.
    pub(crate) fn asks(&self, name: &str) -> bool {
        name_shape::is_asking_role(name)
            || self.hosts.iter().any(|host| host == name)
            || self.mostly_asks(name)
    }

    /// Whether this name stands before words without quotation marks, as the label of a dialogue does.
    pub(crate) fn leads_plainly(&self, name: &str) -> bool {
        let leads = self.leads(name);
        leads.sentences > 0 && leads.marked == 0
    }

    /// Whether most turns under this label are questions.
    pub(crate) fn asks_most(&self, name: &str) -> bool {
        let leads = self.leads(name);
        leads.asking > 0 && leads.asking * 2 >= leads.plain + leads.marked
    }

    /// Whether most turns of this person are questions that others answer, as an interviewer's are.
    fn mostly_asks(&self, name: &str) -> bool {
        const FEWEST: u32 = 3;
        let leads = self.leads(name);
        leads.asking >= FEWEST && leads.exchanges >= FEWEST && leads.asking * 2 >= leads.plain + leads.marked
    }
}
