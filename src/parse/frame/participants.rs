//! Who takes part, as the note lists them outside of its metadata.
//!
//! ```text
//! section = heading ( "嘉宾" | "主持人" | "参会人员" | "Attendees" | … ) ( name remark? )*    ; lines, bullets, rows
//! bare    = ( "与会者" | "【嘉宾】" | "🎙️ 主播" ) ( name remark? )*       ; a line of its own, then lines or bullets
//! line    = key ( colon | bar | … ) people         ; `与会人：林远、周舟`, `演讲者：林远（某公司）`, `主播 | 周舟`
//! bracket = "（" key colon people "）"              ; `14:00 开场（主持人：林远 - 某组主席）`
//! ```
//!
//! A page that names those who give talks has these as its speakers, and not all who have registered.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::forum_headings;
use super::metadata::NamedPeople;
use super::outline::Outline;
use super::people_labels::{self, Head, Part, Parted};
use super::presenting;
use super::transcript_key::{self, Entry};
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::{bare_name, clause, everyday, lexicon, question};
use crate::markdown::{Block, BlockKind, Document, Inline, Row};
use crate::parse::syntax::name_list::{self, Listed};
use crate::text::{is_alphanumeric, marks};

/// Adds those whom the note lists outside of its metadata, and gives where lines begin, in bytes of the source, that introduce
/// one of them and so are nobody's speech: `林远：写过三本书`. `taken`: whether a block is of the metadata.
pub(super) fn add(
    text: &str,
    document: &Document,
    outline: &Outline,
    taken: impl Fn(usize) -> bool,
    people: &mut NamedPeople,
) -> HashSet<usize> {
    let mut found = FoundPeople::of(text);
    // Where the metadata names the guests, a section about them tells of their lives.
    let is_told = |part: &Part| match part {
        Part::Guest => !people.guests.is_empty(),
        Part::Host => !people.hosts.is_empty(),
        Part::Talk | Part::Attendee => false,
    };
    let mut section = None;
    for (index, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Heading(_, inline) = &block.kind {
            section = people_labels::of_heading(&inline.text).or_else(|| {
                let is_below = |part: &Part| *part != Part::Attendee && found.names_person(&inline.text);
                let section = outline.sections.binary_search_by_key(&index, |section| section.block).ok()?;
                let parent = outline.sections[section].parent?;
                let part = people_labels::of_heading(&outline.sections[parent].title).filter(is_below)?;
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
    for Entry { label, person, line, .. } in transcript_key::read(text, document) {
        people.labels.push((label.clone(), person.name.clone()));
        people.add(person, name_shape::is_asking_role(&label));
        found.introducing.extend(line);
    }
    if people.hosts.is_empty()
        && !found.listed.iter().any(|(_, part)| *part == Part::Host)
        && let Some(listed) = presenting::presiding(document)
    {
        found.listed.push((listed, Part::Host));
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
struct FoundPeople<'t> {
    /// All of the note.
    text: &'t str,
    listed: Vec<(Listed, Part)>,
    /// What those are whose names stand in the lines below, where a key above has none.
    open: Option<Part>,
    /// Where lines begin that introduce somebody.
    introducing: HashSet<usize>,
    /// Those who attend below a line that says so without a colon.
    attendees: Vec<Listed>,
    /// The line of its own whose names are looked for.
    head: Option<OpenHead>,
    /// Lines of their own that announce people by a word for their part, and whether that stands alone again further on, as
    /// the label of somebody's turns does.
    recurring: HashMap<String, bool>,
    /// A line that ended in a colon: the list below it is about whom or what it names.
    is_of_above: bool,
}

/// A line of its own that announces people, and what has been read below it.
struct OpenHead {
    /// Where its line begins, in bytes of the source.
    start: usize,
    /// How many lines may name nobody before one does.
    misses_left: u32,
    has_named: bool,
    /// Nothing stands between it and the line at hand.
    is_right_above: bool,
}

impl<'t> FoundPeople<'t> {
    fn of(text: &'t str) -> Self {
        FoundPeople { text, ..FoundPeople::default() }
    }

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
            BlockKind::Rule if self.head.is_some() => {}
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
            && let Some(part) = people_labels::of_key(key)
        {
            let value = value.trim();
            self.head = None;
            if value.is_empty() {
                self.open = Some(part);
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
        if section.is_none() {
            if let Some(people) = parted_people(text) {
                self.open = None;
                self.listed.extend(people);
                return;
            }
            if let Some(head) = people_labels::head(text).filter(|head| self.announces(*head)) {
                self.open_head(head, inline.source(line).start);
                return;
            }
        }
        match (section.or(self.open), self.head.take()) {
            (Some(part), Some(head)) if section.is_none() => self.below_head(inline, line, part, head),
            (Some(part), _) => self.name_line(inline, line, part, stands_alone),
            (None, _) => self.open = None,
        }
    }

    /// Whether a line of its own announces people rather than labels somebody's turn, as it does that stands there again.
    fn announces(&mut self, head: Head<'_>) -> bool {
        let text = self.text;
        let recurs = || {
            let is_same = |line: &&str| line.trim_matches(|c: char| !is_alphanumeric(c)) == head.words;
            text.lines().filter(is_same).nth(1).is_some()
        };
        head.is_certain || !*self.recurring.entry(head.words.to_owned()).or_insert_with(recurs)
    }

    fn open_head(&mut self, head: Head<'_>, start: usize) {
        /// Lines that may tell how to fill the list in.
        const MOST: u32 = 3;
        let misses_left = if head.is_certain { MOST } else { 0 };
        self.open = Some(head.part);
        self.head = Some(OpenHead { start, misses_left, has_named: false, is_right_above: true });
    }

    /// A line below such a head: a name, and what brackets, commas and colons tell of it. What else stands there ends the list.
    fn below_head(&mut self, inline: &Inline, line: Range<usize>, part: Part, mut head: OpenHead) {
        let text = inline.text[line.clone()].trim();
        let people = people_of_line(text, head.is_right_above && part != Part::Attendee);
        if people.is_empty() && (head.has_named || head.misses_left == 0) {
            self.open = None;
            return;
        }
        head.is_right_above = false;
        if people.is_empty() {
            head.misses_left -= 1;
        } else {
            if part == Part::Attendee {
                self.attendees.extend(people.iter().cloned());
            }
            self.listed.extend(people.into_iter().map(|listed| (listed, part)));
            self.introducing.extend([head.start, inline.source(line).start]);
            head.has_named = true;
        }
        self.head = Some(head);
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
        let is_told_of = bare_name::may_be_listed(&listed.name)
            && text.strip_prefix(&listed.name).is_some_and(|after| after.starts_with(['：', ':', '，', ',']));
        let is_certain = listed.is_certain() && begins(text, &listed);
        if is_certain || is_set_apart || stands_alone && (is_all || is_told_of) {
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
                    && let Some(part) = people_labels::of_key(key)
                {
                    self.listed.extend(strictly_people(value, part).into_iter().map(|listed| (listed, part)));
                }
            }
            rest = after;
        }
    }
}

/// The people of a line whose key no colon parts from them: `主播 | 周舟`.
fn parted_people(text: &str) -> Option<Vec<(Listed, Part)>> {
    let Parted { part, names, by_space } = people_labels::parted(text)?;
    let people = strictly_people(names, part);
    // `主播 说完`: a space parts words as well.
    let are_named = !by_space || people.iter().all(|listed| bare_name::is_full(&listed.name));
    (!people.is_empty() && are_named).then(|| people.into_iter().map(|listed| (listed, part)).collect())
}

/// The people of a line below a head: a name alone, one with brackets, a comma or a colon behind it, several. `may_be_unusual`:
/// the line may be a name of any look.
fn people_of_line(text: &str, may_be_unusual: bool) -> Vec<Listed> {
    /// In characters.
    const LONGEST: usize = 60;
    let is_said = || clause::is_personal(text) || question::asks_in_words(text);
    if text.chars().count() > LONGEST || text.contains(['。', '？', '?', '！', '!', '；']) || is_said() {
        return Vec::new();
    }
    let mut people = name_list::people(text);
    if may_be_unusual
        && let [only] = &people[..]
        && is_unusual_name(text, only)
    {
        return people;
    }
    people.retain(|listed| listed.is_certain() && begins(text, listed));
    // `林远，钟表匠`, `林远：钟表匠`: what stands behind such a mark is told of whom it follows.
    if text.contains(['，', ',', '：', ':']) {
        people.truncate(1);
    }
    let is_end = |mark: char| marks::opens_brackets(mark) || "，,：:|｜·/—- @".contains(mark);
    let is_apart = |only: &Listed| {
        let text = text.trim_start_matches('@');
        // `kiki（林远）` is listed by the fuller of both.
        let mut names = std::iter::once(&only.name).chain(&only.others);
        names.any(|name| {
            let rest = text.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_end))
        })
    };
    let are_named = matches!(&people[..], [only] if is_apart(only)) || people.len() > 1;
    if are_named { people } else { Vec::new() }
}

/// Whether all of a line, but for brackets, is a short name that has no name's look: 阿岚, swyx.
fn is_unusual_name(text: &str, listed: &Listed) -> bool {
    /// In characters.
    const LONGEST: usize = 12;
    const LONGEST_HAN: usize = 4;
    let name = marks::without_brackets(text);
    let name = name.trim().trim_start_matches('@');
    let length = name.chars().count();
    name == listed.name
        && (2..=LONGEST).contains(&length)
        && (length <= LONGEST_HAN || name.is_ascii())
        && name_shape::shape(name) == Shape::Open
        && !everyday::is_everyday(name)
        && !lexicon::REACTIONS.contains(name)
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
