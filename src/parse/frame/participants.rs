//! Who takes part, as the note lists them outside of its metadata.
//!
//! ```text
//! section = heading ( "嘉宾" | "主持人" | "参会人员" | "Attendees" | … ) ( name remark? )*    ; lines, bullets, rows
//! bare    = ( "与会者" | "【嘉宾】" ) ( name remark? )*       ; a line of its own, then lines
//! line    = key colon people                       ; `与会人：林远、周舟`, `演讲者：林远（某公司）`
//! bracket = "（" key colon people "）"              ; `14:00 开场（主持人：林远 - 某组主席）`
//! ```
//!
//! A page that names those who give talks has these as its speakers, and not all who have registered.

use std::collections::HashSet;
use std::ops::Range;

use super::forum_headings;
use super::metadata::NamedPeople;
use super::metadata_keys;
use super::outline::Outline;
use super::presenting;
use crate::language::lexicon;
use crate::language::name_shape::{self, is_han};
use crate::markdown::{Block, BlockKind, Document, Inline, Row};
use crate::parse::syntax::name_list::{self, Listed};
use crate::text::{lower, marks};

/// What somebody does in a meeting or a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Guest,
    Host,
    /// Gives a talk.
    Talk,
    /// Is in a list of those who come.
    Attendee,
}

/// Adds those whom the note lists outside of its metadata, and gives where lines begin, in bytes of the source, that introduce
/// one of them and so are nobody's speech: `林远：写过三本书`. `taken`: whether a block is of the metadata.
pub(super) fn add(
    text: &str,
    document: &Document,
    outline: &Outline,
    taken: impl Fn(usize) -> bool,
    people: &mut NamedPeople,
) -> HashSet<usize> {
    let mut found = FoundPeople::default();
    // Where the metadata names the guests, a section about them tells of their lives.
    let is_told = |part: &Part| match part {
        Part::Guest => !people.guests.is_empty(),
        Part::Host => !people.hosts.is_empty(),
        Part::Talk | Part::Attendee => false,
    };
    let mut section = None;
    for (index, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Heading(_, inline) = &block.kind {
            section = part_of_heading(&inline.text).or_else(|| {
                let is_below = |part: &Part| *part != Part::Attendee && found.names_person(&inline.text);
                let section = outline.sections.binary_search_by_key(&index, |section| section.block).ok()?;
                let parent = outline.sections[section].parent?;
                let part = part_of_heading(&outline.sections[parent].title).filter(is_below)?;
                found
                    .listed
                    .extend(name_list::people(&inline.text).into_iter().take(1).map(|one| (one, part)));
                None
            });
            continue;
        }
        if !taken(index) {
            found.block(block, section.filter(|part| !is_told(part)));
        }
    }
    if people.guests.is_empty() && people.hosts.is_empty() && found.listed.is_empty() {
        let presented = presenting::people(document).into_iter();
        found.listed.extend(
            presented.map(|(listed, is_host)| (listed, if is_host { Part::Host } else { Part::Guest })),
        );
    }
    if people.guests.is_empty() && people.hosts.is_empty() && found.listed.is_empty() {
        let of_headings = forum_headings::people(text, document, outline).into_iter();
        found.listed.extend(of_headings.map(|listed| (listed, Part::Guest)));
    }
    people.attendees = std::mem::take(&mut found.attendees);
    let gives_talks = found.listed.iter().filter(|(_, part)| *part == Part::Talk).count() >= 2;
    // Whoever is the guest alone hosts elsewhere: `嘉宾：王芳（主持人）`.
    let hosts_here = |(listed, part): &(Listed, Part)| *part != Part::Guest || !listed.is_host();
    let hosts_here = found.listed.iter().any(hosts_here);
    for (listed, part) in found.listed {
        if part != Part::Attendee || !gives_talks {
            let is_host = part == Part::Host || hosts_here && listed.is_host();
            people.add(listed, is_host);
        }
    }
    found.introducing
}

#[derive(Default)]
struct FoundPeople {
    listed: Vec<(Listed, Part)>,
    /// What those are whose names stand in the lines below, where a key above has none.
    open: Option<Part>,
    /// Where lines begin that introduce somebody.
    introducing: HashSet<usize>,
    /// Those who attend below a line that says so without a colon.
    attendees: Vec<Listed>,
    /// Below such a line, or one in brackets, how many have named nobody, and whether one has.
    misses: Option<u32>,
    has_named: bool,
    /// A line that ended in a colon: the list below it is about whom or what it names.
    is_of_above: bool,
}

impl FoundPeople {
    fn names_person(&self, title: &str) -> bool {
        matches!(&name_list::people(title)[..], [only] if only.is_certain())
    }

    /// Reads a block, in a section of people if `section` tells what they do.
    fn block(&mut self, block: &Block, section: Option<Part>) {
        match &block.kind {
            BlockKind::Paragraph(inline) => {
                let lines: Vec<Range<usize>> = inline.lines().collect();
                let is_short = lines.len() == 1;
                for line in lines {
                    self.line(inline, line, section, is_short && section.is_some());
                }
            }
            BlockKind::List { .. } if section.is_some() && std::mem::take(&mut self.is_of_above) => {}
            BlockKind::List { items, .. } => {
                let open = self.open.take();
                for item in items {
                    let mut blocks = item.blocks.iter();
                    if let Some(Block { kind: BlockKind::Paragraph(inline), .. }) = blocks.next() {
                        self.open = open;
                        let line = inline.lines().next().unwrap_or(0..0);
                        self.line(inline, line, section, true);
                    }
                    // What stands below somebody's name is about them.
                    if section.is_none() {
                        blocks.for_each(|block| self.block(block, None));
                    }
                }
                self.open = None;
            }
            BlockKind::Table { header, rows } => {
                if let Some(part) = section.or(self.open.take()) {
                    self.table(header, rows, part);
                }
            }
            // Below a line that says who attends a rule may stand.
            BlockKind::Rule if self.misses.is_some() => {}
            _ => self.open = None,
        }
    }

    /// The rows of a table of people.
    fn table(&mut self, header: &Row, rows: &[Row], part: Part) {
        const NAMES: [&str; 7] = ["姓名", "名字", "人员", "嘉宾", "name", "参会人", "与会人"];
        const ROLES: [&str; 3] = ["角色", "身份", "role"];
        let column = |words: &[&str]| {
            let is_headed = |cell: &Inline| {
                let head = cell.text.trim().to_lowercase();
                words.iter().any(|word| head.starts_with(word))
            };
            header.cells.iter().position(is_headed)
        };
        let Some(names) = column(&NAMES) else { return };
        let roles = column(&ROLES).filter(|roles| *roles != names);
        for row in rows {
            let Some(cell) = row.cells.get(names) else { continue };
            let people = name_list::people(&cell.text).into_iter().filter(Listed::is_certain);
            let role = roles.and_then(|roles| Some(row.cells.get(roles)?.text.trim()));
            let role = role.filter(|role| name_shape::asks_here(role));
            for mut listed in people {
                listed.role = listed.role.or(role.map(str::to_owned));
                self.listed.push((listed, part));
            }
        }
    }

    /// Reads a line. `stands_alone`: it is an item of a list, or all of a paragraph under a heading of people.
    fn line(&mut self, inline: &Inline, line: Range<usize>, section: Option<Part>, stands_alone: bool) {
        let text = inline.text[line.clone()].trim();
        if text.is_empty() || text.chars().all(|character| matches!(character, '-' | '=' | '*' | '_' | ' ')) {
            return;
        }
        // Without a colon no key stands in a line, and to look for one alone is quick.
        let has_colon = text.contains(':') || text.contains("：");
        if has_colon
            && let Some((key, value)) = text.split_once(['：', ':'])
            && section.is_none_or(|_| !name_list::people(key).iter().any(Listed::is_certain))
            && let Some(part) = part_of_key(key)
        {
            let value = value.trim();
            if value.is_empty() {
                (self.open, self.misses) = (Some(part), None);
                return;
            }
            let people = strictly_people(value, part);
            self.open = None;
            self.listed.extend(people.into_iter().map(|listed| (listed, part)));
            return;
        }
        if has_colon {
            self.in_brackets(text);
        }
        self.is_of_above = text.ends_with(['：', ':']);
        if section.is_none()
            && let Some(part) = bare_head(text)
        {
            (self.open, self.misses, self.has_named) = (Some(part), Some(0), false);
            return;
        }
        match section.or(self.open) {
            Some(part) if section.is_none() && self.misses.is_some() => self.below_bare_head(text, part),
            Some(part) => self.name_line(inline, line, part, stands_alone),
            None => self.open = None,
        }
    }

    /// A line below such a head: a name, and what brackets and commas tell of it. What else stands there ends the list.
    fn below_bare_head(&mut self, text: &str, part: Part) {
        /// Lines that may tell how to fill the list in.
        const MOST: u32 = 3;
        /// In characters.
        const LONGEST: usize = 60;
        let is_short = text.chars().count() <= LONGEST && !text.contains(['。', '？', '！', '：', '；']);
        let mut people = if is_short { name_list::people(text) } else { Vec::new() };
        people.retain(|listed| listed.is_certain() && begins(text, listed));
        // `林远，钟表匠`: what stands behind a comma is told of whom it follows.
        if text.contains(['，', ',']) {
            people.truncate(1);
        }
        let is_end = |mark: char| marks::opens_brackets(mark) || "，,|｜·/—- @".contains(mark);
        let is_apart = |only: &Listed| {
            let name = text.trim_start_matches('@');
            name.strip_prefix(only.name.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(is_end))
        };
        let is_named = matches!(&people[..], [only] if is_apart(only)) || people.len() > 1;
        if is_named {
            if part == Part::Attendee {
                self.attendees.extend(people.iter().cloned());
            }
            self.listed.extend(people.into_iter().map(|listed| (listed, part)));
            self.has_named = true;
            return;
        }
        let misses = self.misses.unwrap_or_default() + 1;
        if self.has_named || misses > MOST {
            (self.open, self.misses, self.has_named) = (None, None, false);
        } else {
            self.misses = Some(misses);
        }
    }

    /// A line below a key or heading of people: whom it begins with, or several whom nothing but marks part.
    fn name_line(&mut self, inline: &Inline, line: Range<usize>, part: Part, stands_alone: bool) {
        let count = self.listed.len();
        self.named(inline, line.clone(), part, stands_alone);
        if part == Part::Attendee {
            self.attendees.extend(self.listed[count..].iter().map(|(listed, _)| listed.clone()));
        }
        let is_said = inline.text[line.clone()].contains(['“', '"', '「', '？', '?', '你', '您', '我']);
        if self.listed.len() > count && !is_said {
            self.introducing.insert(inline.source(line).start);
        }
    }

    fn named(&mut self, inline: &Inline, line: Range<usize>, part: Part, stands_alone: bool) {
        const LONGEST: usize = 60;
        let text = inline.text[line.clone()].trim();
        let first_end = text.find(['，', ',', '。', '、', '（', '(']).unwrap_or(text.len());
        let is_within = |range: &Range<usize>| line.start <= range.start && range.end <= line.end;
        let start =
            line.start + (inline.text[line.clone()].len() - inline.text[line.clone()].trim_start().len());
        // `爱种花的[阿岚](https://…)，园丁`: the link tells which words are the name.
        let link = inline.links.iter().find(|(range, _)| is_within(range) && range.start < start + first_end);
        let strong =
            inline.strong.iter().find(|range| range.start <= start && start < range.end && is_within(range));
        let mut people = name_list::people(text);
        // `Harbor Data Cloud（2026年发布）` is a thing.
        let is_thing = |listed: &Listed| {
            !listed.name.contains(is_han)
                && listed
                    .remark
                    .as_deref()
                    .is_some_and(|remark| remark.starts_with(|c: char| c.is_ascii_digit()))
        };
        people.retain(|listed| !is_thing(listed));
        let all_certain = people.iter().all(Listed::is_certain);
        let is_list = people.len() > 1
            && all_certain
            && text.chars().count() <= LONGEST.max(people.len() * 12)
            && people.iter().all(|listed| listed.remark.is_none());
        if is_list {
            self.listed.extend(people.into_iter().map(|listed| (listed, part)));
            return;
        }
        people.truncate(1);
        if let Some((range, address)) = link {
            let words = inline.text[range.clone()].trim();
            let is_at_start = range.start <= start;
            let is_named_before =
                people.first().is_some_and(|listed| listed.is_certain() && !words.contains(&listed.name));
            if let Some(mut only) = name_list::people(words).into_iter().next()
                && (is_at_start || !is_named_before)
            {
                // `[周舟](…) Zhou`, `[kevin](…)（周舟）`
                let same = people
                    .pop()
                    .filter(|listed| listed.name == only.name || listed.others.contains(&only.name));
                if let Some(same) = same.filter(|same| same.name.contains(is_han) || !text.contains(is_han)) {
                    only = same;
                }
                only.others.extend(account(address).map(str::to_owned));
                self.listed.push((only, part));
                return;
            }
        }
        let Some(listed) = people.pop() else { return };
        let is_set_apart = strong.is_some_and(|range| range.end >= start + listed.name.len());
        let is_before_brackets = text
            .strip_prefix(&listed.name)
            .is_some_and(|after| after.trim_start().starts_with(marks::opens_brackets));
        let is_all = text.chars().count() <= 8 || is_before_brackets;
        if listed.is_certain() && begins(text, &listed) || is_set_apart || stands_alone && is_all {
            self.listed.push((listed, part));
        }
    }

    /// `（讲者：林远 - 某公司）`
    fn in_brackets(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(marks::opens_round) {
            let Some((inner, after)) = marks::bracketed(&rest[at..]) else { return };
            // `（录于三月。嘉宾：林远，周舟。）`
            for sentence in inner.split(['。', '；', ';']) {
                if let Some((key, value)) = sentence.split_once(['：', ':'])
                    && let Some(part) = part_of_key(key)
                {
                    self.listed.extend(strictly_people(value, part).into_iter().map(|listed| (listed, part)));
                }
            }
            rest = after;
        }
    }
}

/// Whether a line begins with somebody's name, be it with titles before it.
fn begins(text: &str, listed: &Listed) -> bool {
    const FARTHEST: usize = 60;
    [&listed.name]
        .into_iter()
        .chain(&listed.others)
        .any(|name| text.find(name.as_str()).is_some_and(|at| at <= FARTHEST))
}

/// The account to which an address of somebody's page leads.
fn account(address: &str) -> Option<&str> {
    let (_, path) = address.split_once("://")?;
    let (_, account) = path.trim_end_matches('/').split_once('/')?;
    let is_account = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (account.len() >= 2 && account.trim_start_matches('@').chars().all(is_account))
        .then(|| account.trim_start_matches('@'))
}

/// The people of a value; none where it says something rather than names them.
fn strictly_people(value: &str, part: Part) -> Vec<Listed> {
    const FEWEST: usize = 3;
    let list = value.trim_end_matches(['。', ' ']);
    let is_sentence = list.len() < value.trim_end().len();
    let value = list;
    let outside = marks::without_brackets(value);
    let is_said = outside.contains(['？', '?', '！', '!', '。', '你', '您', '我', '吗', '呢', '“', '"']);
    if is_said {
        return Vec::new();
    }
    let mut people = name_list::people(value);
    // A sentence tells of somebody as well: `嘉宾：林远，写过三本书，海星船厂创始人。`
    let pieces = outside.split(['、', '，', ',', '；', ';']).count();
    if is_sentence && people.len() < pieces.max(2) {
        return Vec::new();
    }
    let certain = people.iter().filter(|listed| listed.is_certain()).count();
    // Among many people an unusual name is one too.
    // `演讲者：承玉（某公司）`: so is one beside whom brackets tell a place of work.
    let is_described = people.len() == 1 && value.contains(marks::opens_brackets);
    if (part != Part::Attendee || certain < FEWEST) && !is_described {
        people.retain(Listed::is_certain);
    }
    people
}

/// What those do whom a heading announces: `嘉宾介绍`, `参会人员 Attendees`.
fn part_of_heading(title: &str) -> Option<Part> {
    const LONGEST: usize = 40;
    let title = marks::without_brackets(title);
    let title = lower(&title);
    if title.chars().count() > LONGEST {
        return None;
    }
    let mut part = None;
    for word in title.split([' ', '\n', '/', '·', '&', '：', ':', '、', '|', '#', '.', '*']) {
        let word = word.trim();
        if word.is_empty() || word.chars().all(|character| character.is_ascii_digit()) {
            continue;
        }
        // `嘉宾与主持人`
        let both = || {
            word.split_once(['与', '和']).and_then(|(one, other)| part_of_word(one).and(part_of_word(other)))
        };
        part = part.or(Some(part_of_word(word).or_else(both)?));
    }
    part
}

/// What those do whom a line of its own announces: 与会者, Attendees, 【嘉宾】.
fn bare_head(text: &str) -> Option<Part> {
    /// In bytes.
    const LONGEST: usize = 36;
    let inner = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    let part = if text.len() <= LONGEST { part_of_heading(inner.unwrap_or(text)) } else { None };
    part.filter(|part| inner.is_some() || *part == Part::Attendee)
}

/// What those do before whom a key stands: `Host 会议主持人`, `与会人（请更新）`.
fn part_of_key(key: &str) -> Option<Part> {
    const LONGEST: usize = 24;
    let key = key.trim().trim_start_matches(['-', '*', '•', ' ']);
    if key.len() > LONGEST * 4 || !metadata_keys::names_people(&marks::without_brackets(key)) {
        return None;
    }
    part_of_heading(key)
}

fn part_of_word(word: &str) -> Option<Part> {
    let core = lexicon::BEFORE_PARTS.after_start(word).last().unwrap_or(word);
    let core = lexicon::AFTER_PARTS.before_end(core).next().unwrap_or(core);
    let part = |word: &str| {
        let parts = [
            (&lexicon::HOSTING, Part::Host),
            (&lexicon::GIVING_TALKS, Part::Talk),
            (&lexicon::BEING_GUESTS, Part::Guest),
            (&lexicon::ATTENDING, Part::Attendee),
        ];
        parts.into_iter().find(|(words, _)| words.contains(word)).map(|(_, part)| part)
    };
    part(word).or_else(|| part(core))
}
