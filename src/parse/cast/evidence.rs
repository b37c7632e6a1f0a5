//! Who is who in one note: which of the words before a colon are people.
//!
//! Evidence, strongest first: the metadata, tables of people and the 提出者 column name somebody; somebody introduces
//! themselves (`我是李明`); the words have the [shape](super::names) of a name or a role; the same words lead quoted
//! speech again and again. A label's shape is outweighed only by being named outright.

use crate::text::marks;
use std::collections::{HashMap, HashSet};

use crate::markdown::{Block, BlockKind, Document, Inline};

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label, lexicon};
use crate::parse::cast::mentions::Finder;
use crate::parse::frame::metadata::{self, NamedPeople};
use crate::parse::frame::table_kind;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::name_list;

/// What a note tells about its people.
#[derive(Debug, Default)]
pub(crate) struct Cast {
    pub(crate) known: HashSet<String>,
    /// The words of those names.
    known_parts: HashSet<String>,
    /// Their first two and more characters.
    known_starts: HashSet<String>,
    /// Those whom the metadata names as guests or speakers.
    pub(crate) guests: Vec<String>,
    /// Those whom the metadata names as hosts.
    pub(crate) hosts: Vec<String>,
    /// The one guest whom the title names, where the metadata names none.
    pub(crate) titled: Option<String>,
    /// What the metadata says that they do.
    pub(crate) callings: Vec<(String, String)>,
    pub(crate) leads: HashMap<String, Leads>,
    /// The shapes of those names, which are asked for again and again.
    shapes: HashMap<String, Shape>,
    /// Titles and metadata values, in which an unusual name may stand.
    frame: String,
    introductions: HashSet<String>,
    /// What lists of the people present say of them.
    described: Vec<String>,
    /// Unusual names of which the text tells that they say something.
    subjects: HashSet<String>,
    /// Whether people take turns throughout the note.
    pub(crate) is_transcript: bool,
    pub(crate) finder: Finder,
}

/// How often a name leads.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Leads {
    /// Words in quotation marks.
    marked: u32,
    /// Plain paragraphs.
    plain: u32,
    /// Those of the plain paragraphs that say something, rather than give a fact such as `许可证：MIT`.
    sentences: u32,
    /// How often this name asks the one below it, or answers the one above it.
    exchanges: u32,
    /// How often a blockquote answers what this name asks.
    answers: u32,
    /// How many of the turns end in a question mark.
    asking: u32,
}

impl Cast {
    /// Gathers the evidence.
    pub(crate) fn gather(document: &Document, text: &str, frame: &str, cast: NamedPeople) -> Self {
        let mut people = Cast { frame: frame.to_owned(), ..Cast::default() };
        for name in cast.guests.iter().chain(&cast.hosts).chain(&cast.titled) {
            people.know(name);
        }
        people.guests = cast.guests;
        people.hosts = cast.hosts;
        people.titled = cast.titled;
        people.callings = cast.callings;
        people.blocks(&document.blocks, false);
        people.know_described();
        people.exchanges(&document.blocks);
        people.shapes = people.leads.keys().map(|name| (name.clone(), name_shape::shape(name))).collect();
        people.know_handles();
        people.is_transcript = people.takes_many_turns();
        people.introductions = people.introduced(text);
        people.subjects = people.speaking(text);
        people.finder = people.naming();
        people
    }

    fn know(&mut self, name: &str) {
        let folded = name.to_lowercase();
        if folded.is_empty() || self.known.contains(&folded) {
            return;
        }
        self.known_parts.extend(folded.split([' ', '·', '•']).map(str::to_owned));
        self.known_starts
            .extend(folded.char_indices().skip(2).take(40).map(|(end, _)| folded[..end].to_owned()));
        self.known.insert(folded);
    }

    /// The shape of a name.
    pub(crate) fn shape(&self, name: &str) -> Shape {
        self.shapes.get(name).copied().unwrap_or_else(|| name_shape::shape(name))
    }

    /// Those of the leading names with which somebody introduces themselves in the text.
    fn introduced(&self, text: &str) -> HashSet<String> {
        let mut found = HashSet::new();
        for words in ["我是", "我叫", "这里是"] {
            for (offset, _) in text.match_indices(words) {
                found.extend(self.leads_at(&text[offset + words.len()..]).map(str::to_owned));
            }
        }
        found
    }

    /// Whether at least two people take several turns each that say something.
    fn takes_many_turns(&self) -> bool {
        const FEWEST: u32 = 3;
        let talks = |(name, leads): &(&String, &Leads)| {
            leads.sentences >= FEWEST && matches!(self.shape(name), Shape::Person | Shape::Role)
        };
        self.leads.iter().filter(talks).count() >= 2
    }

    /// Those of the leading names that could be anything, of which the text tells elsewhere that they speak: `缪斯笑着说`.
    fn speaking(&self, text: &str) -> HashSet<String> {
        let is_open = |name: &&String| self.shape(name) == Shape::Open && name.chars().count() >= 2;
        let speaks = |name: &&String| {
            text.match_indices(name.as_str()).any(|(at, _)| {
                let behind = text[at + name.len()..].trim_start_matches([' ', '*']);
                lexicon::OF_SOMEBODY.start(behind)
            })
        };
        self.leads
            .iter()
            .filter(|(_, leads)| leads.marked > 0)
            .map(|(name, _)| name)
            .filter(is_open)
            .filter(speaks)
            .cloned()
            .collect()
    }

    /// The beginnings of some words that lead turns elsewhere in the note, shortest first.
    pub(crate) fn leads_at<'t>(&self, words: &'t str) -> impl Iterator<Item = &'t str> {
        let ends = words.char_indices().map(|(offset, character)| offset + character.len_utf8());
        ends.take(40).map(|end| &words[..end]).filter(|start| self.leads.contains_key(*start))
    }

    fn blocks(&mut self, blocks: &[Block], in_list: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inline) => self.paragraph(inline, in_list),
                BlockKind::Quote(inner) => self.blocks(inner, in_list),
                BlockKind::List { items, .. } => {
                    items.iter().for_each(|item| self.blocks(&item.blocks, true))
                }
                BlockKind::Table { header, rows } => {
                    for name in table_kind::people(header, rows) {
                        for (name, _) in name_list::names(&name) {
                            if self.shape(&name) != Shape::Label || self.frame.contains(&name) {
                                self.know(&name);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, inline: &Inline, in_list: bool) {
        for line in inline.lines() {
            let Some(Lead { name, qualifier, end, .. }) =
                lead::read(inline, line.clone()).or_else(|| lead::read_alone(inline, line.clone()))
            else {
                continue;
            };
            self.cast_list(&name, &inline.text[end..line.end]);
            // `杨（主持人）`: a role in brackets beside a name tells that it is one.
            if let Some(role) =
                qualifier.filter(|role| name_shape::is_role(role) && !clause::is_address(role))
                && name_shape::shape(&name) != Shape::Label
                && !name_shape::is_role(&name)
            {
                self.know(&name);
                if name_shape::is_asking_role(&role) && !self.hosts.contains(&name) {
                    self.hosts.push(name.clone());
                }
            }
            let leads = self.leads.entry(name).or_default();
            leads.asking += u32::from(inline.text[end..line.end].trim_end().ends_with(['？', '?']));
            if inline.text[end..line.end].trim_start().starts_with(marks::opens_quotation) {
                leads.marked += 1;
            } else if !in_list {
                leads.plain += 1;
                leads.sentences += u32::from(is_sentence(&inline.text[end..line.end]));
            }
        }
    }

    /// `在场：李明、大勇` names those who speak, be their names unusual.
    fn cast_list(&mut self, label: &str, words: &str) {
        const LONGEST: usize = 10;
        let is_present = label::announces_people(label);
        if !is_present || !words.contains('、') {
            return;
        }
        let names = name_list::names(words.trim().trim_end_matches(['。', '.']));
        let is_name = |name: &str| {
            name.chars().count() <= LONGEST && !name.contains(['。', '，', '：']) && !clause::is_clause(name)
        };
        if names.len() >= 2 && names.iter().all(|(name, _)| is_name(name)) {
            for (name, _) in names {
                if name_shape::shape(&name) != Shape::Label {
                    self.know(&name);
                }
                self.described.push(name);
            }
        }
    }

    /// Those of the leading names that a list of the people present describes: `隔壁卖豆腐的阿燕`.
    fn know_described(&mut self) {
        let described = std::mem::take(&mut self.described);
        let names: Vec<String> = described
            .iter()
            .flat_map(|words| {
                let starts = words.char_indices().skip(1).map(|(start, _)| &words[start..]);
                starts.filter(|name| {
                    name.chars().count() >= 2
                        && self.leads.contains_key(*name)
                        && name_shape::shape(name) != Shape::Label
                })
            })
            .map(str::to_owned)
            .collect();
        names.iter().for_each(|name| self.know(name));
    }

    /// Where several people with Latin names are quoted, words such as `Ming46` before quoted words name one more.
    fn know_handles(&mut self) {
        const FEWEST: usize = 2;
        let is_quoted = |name: &str| self.leads.get(name).is_some_and(|leads| leads.marked > 0);
        let is_somebody = |(name, shape): &(&String, &Shape)| {
            name.is_ascii() && matches!(shape, Shape::Open | Shape::Person) && is_quoted(name)
        };
        if self.shapes.iter().filter(is_somebody).count() < FEWEST {
            return;
        }
        for (_, shape) in self.shapes.iter_mut().filter(|(name, _)| name_shape::is_handle(name)) {
            *shape = Shape::Open;
        }
    }

    /// Counts who answers whom: a paragraph with a lead that ends in a question mark, then one with another lead.
    fn exchanges(&mut self, blocks: &[Block]) {
        let mut above: Option<(String, bool)> = None;
        for block in blocks {
            let inline = match &block.kind {
                BlockKind::Paragraph(inline) => inline,
                BlockKind::Quote(_) => {
                    if let Some((asker, true)) = above.take() {
                        self.leads.entry(asker).or_default().answers += 1;
                    }
                    continue;
                }
                _ => {
                    above = None;
                    continue;
                }
            };
            for line in inline.lines() {
                let asks = inline.text[line.clone()].trim_end().ends_with(['？', '?']);
                let Some(lead) = lead::read(inline, line) else {
                    // The turn goes on.
                    above = above.map(|(name, _)| (name, asks));
                    continue;
                };
                if let Some((asker, true)) = &above
                    && *asker != lead.name
                {
                    for name in [asker, &lead.name] {
                        self.leads.entry(name.clone()).or_default().exchanges += 1;
                    }
                }
                above = Some((lead.name, asks));
            }
        }
    }

    /// Whether the note names this person outright, by the whole name or by a part of it.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        if self.known.is_empty() {
            return false;
        }
        let folded = name.to_lowercase();
        self.known.contains(&folded)
            || (folded.chars().count() >= 2 && self.shape(name) != Shape::Label)
                && (self.known_parts.contains(&folded)
                    || self.known_starts.contains(&folded) && self.shape(name) == Shape::Person)
    }

    /// Whether words that lead a turn are a person. `is_marked`: the turn stands in quotation marks.
    pub(crate) fn is_person(&self, name: &str, is_marked: bool) -> bool {
        if self.is_known(name) || self.introductions.contains(name) {
            return true;
        }
        match self.shape(name) {
            Shape::Person | Shape::Role => true,
            Shape::Label => false,
            Shape::Open => {
                let leads = self.leads.get(name).copied().unwrap_or_default();
                let is_latin = !name.chars().any(name_shape::is_han);
                if name.chars().count() == 1 {
                    // `王：“……”`: a surname alone.
                    return is_marked;
                }
                if name_shape::is_weak_role(name) {
                    return is_marked;
                }
                leads.marked >= 2
                    || self.exchanges_words(name)
                    || self.subjects.contains(name)
                    || (self.frame.contains(name) && leads.marked > 0)
                    || (is_marked && is_latin)
            }
        }
    }

    /// Whether this person takes turns in a dialogue, so that a paragraph behind the name is their speech even
    /// without quotation marks.
    pub(crate) fn takes_turns(&self, name: &str) -> bool {
        if !self.is_person(name, false) {
            return false;
        }
        let leads = self.leads.get(name).copied().unwrap_or_default();
        // `许可证：MIT` and `轮值主持人：李明` give facts.
        if self.gives_facts(name) {
            return false;
        }
        // A transcript numbers its speakers: 发言人 1, Speaker 2.
        let is_numbered =
            name_shape::is_role(name) && name.ends_with(|character: char| character.is_ascii_digit());
        self.is_known(name)
            || self.introductions.contains(name)
            || name_shape::is_asking_role(name)
            || is_numbered
            || leads.plain >= 2
            // In a transcript somebody may speak once.
            || self.is_transcript && self.may_speak_once(name)
    }

    /// Whether this is a person, or a role that no fact about the note stands behind, as `本期嘉宾：李明`.
    fn may_speak_once(&self, name: &str) -> bool {
        match self.shape(name) {
            Shape::Person => true,
            Shape::Role => !metadata::is_known_key(name),
            Shape::Open | Shape::Label => false,
        }
    }

    /// Whether this name asks and answers others, as only people do.
    pub(crate) fn exchanges_words(&self, name: &str) -> bool {
        self.leads.get(name).is_some_and(|leads| leads.exchanges >= 2)
    }

    /// Whether somebody of this name, who has a person's shape, asks what others answer below.
    pub(crate) fn is_answered(&self, name: &str) -> bool {
        let leads = self.leads.get(name).copied().unwrap_or_default();
        matches!(self.shape(name), Shape::Person | Shape::Role) && leads.exchanges + leads.answers > 0
    }

    /// Whether somebody of this name, who has a person's shape, answers what another asks right above.
    pub(crate) fn answers(&self, name: &str) -> bool {
        let leads = self.leads.get(name).copied().unwrap_or_default();
        self.shape(name) == Shape::Person && leads.exchanges > 0 && !self.gives_facts(name)
    }

    /// Whether what stands behind this name is mostly names, numbers and addresses, as in `演讲者：李明（某公司）`.
    pub(crate) fn gives_facts(&self, name: &str) -> bool {
        self.leads.get(name).is_some_and(|leads| leads.sentences * 2 < leads.plain)
    }

    /// Whether this is a role that leads nothing but the one line it stands on: `嘉宾：` above the list of guests.
    pub(crate) fn heads_a_list(&self, name: &str) -> bool {
        let leads = self.leads.get(name).copied().unwrap_or_default();
        name_shape::is_role(name)
            && !name.ends_with(|character: char| character.is_ascii_digit())
            && leads.plain + leads.marked <= 1
    }

    /// Whether this person takes one turn after another, so that a paragraph without a lead goes on with the last one.
    pub(crate) fn talks(&self, name: &str) -> bool {
        self.leads.get(name).is_some_and(|leads| leads.plain >= 2)
    }

    /// Whether this person asks rather than tells.
    pub(crate) fn asks(&self, name: &str) -> bool {
        name_shape::is_asking_role(name)
            || self.hosts.iter().any(|host| host == name)
            || self.mostly_asks(name)
    }

    /// Whether most turns of this person are questions that others answer, as an interviewer's are.
    fn mostly_asks(&self, name: &str) -> bool {
        const FEWEST: u32 = 3;
        self.leads.get(name).is_some_and(|leads| {
            leads.asking >= FEWEST
                && leads.exchanges >= FEWEST
                && leads.asking * 2 >= leads.plain + leads.marked
        })
    }
}

/// Whether words behind a lead say something rather than give a name, a number or an address.
fn is_sentence(words: &str) -> bool {
    // What stands in brackets beside a name, such as a company and a calling, says nothing.
    let words = marks::without_brackets(words);
    let words = words.trim();
    words.is_empty()
        || words.contains(['。', '！', '？', '…', '!', '?'])
        || words.chars().count() >= 10 && words.contains(['，', ','])
        || words.chars().count() >= 20
            && !words.contains('@')
            && !words.contains("://")
            && !words.contains('、')
}
