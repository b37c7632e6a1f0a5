//! Labels that no colon parts from the words behind them, where a note has one after another.
//!
//! ```text
//! label = name time words             ; `李明 00:01 你好。`, `李明（00:01）你好。`
//!       | "**" name "**" " " words    ; `**李明** 你好。`
//!       | name bar words              ; `李明 | 你好。`, `李明——你好。`, `00:01 | 李明 | 你好。`, `李明 | 00:01 | 你好。`
//!       | name gap words              ; `李明　你好。`: a space of full width, or several
//!       | "<" name ">" words          ; `<nick> 你好。`, as chats keep it, be there a time before it
//!       | name quoted                 ; `李明「你好。」`, nothing behind the mark that closes
//!       | name                        ; a line of its own, be it in brackets, the words below it
//! ```
//!
//! One such line proves nothing: `会议 14:30 开始` tells when, `**李明** 那天不在` of whom. The same names have to come there
//! and back, with times that go on, or with words in which somebody says I or you or asks.

use std::collections::HashSet;
use std::ops::Range;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label, question};
use crate::parse::syntax::lead::{self, Stamp};
use crate::parse::syntax::line::Line;
use crate::parse::syntax::quotation;
use crate::text::{is_alphanumeric, marks, timestamp};

/// Marks that part a name from words.
const BARS: [char; 4] = ['|', '｜', '>', '\t'];
/// Marks that do so too, but stand within sentences as well.
const DASHES: [&str; 3] = ["——", " — ", " – "];
/// What parts names from words where no mark does.
const GAPS: [&str; 3] = ["　", "  ", "\t"];

/// What stands before the name of somebody in a chat: the bracket, and the marks of those who keep order there.
const BEFORE_NICKS: [char; 5] = ['<', '@', '+', '~', '%'];

/// How a label is parted from its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parted {
    Time,
    Bold,
    Bar,
    Angle,
    Quoted,
    Gap,
    /// Nothing stands behind it: its words are the lines below.
    Break,
}

impl Parted {
    const ALL: [Parted; 7] =
        [Parted::Time, Parted::Bold, Parted::Bar, Parted::Angle, Parted::Quoted, Parted::Gap, Parted::Break];
}

/// A line that may begin with such a label. Offsets are bytes of the inline text.
struct Candidate {
    line: usize,
    parted: Parted,
    name: Range<usize>,
    /// In seconds.
    time: Option<u32>,
    words: usize,
    /// It asks, or somebody says I or you.
    is_speech: bool,
    asks: bool,
    /// Its words end as a sentence does.
    is_said: bool,
}

/// Reads the labels of lines in layouts that take turns.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let candidates: Vec<Candidate> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| {
            line.lead.is_none() && line.stamp.is_none() && line.copy.is_none() && !line.is_heading
        })
        .filter_map(|(index, line)| read(index, line).or_else(|| alone(index, lines)))
        .collect();
    let is_stamped = has_stamped_labels(lines);
    for parted in Parted::ALL {
        let of_kind: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.parted == parted).collect();
        let mut labels = labels(lines, &of_kind, parted);
        if is_stamped && parted == Parted::Time {
            labels.extend(set_apart(lines, &of_kind));
        }
        for candidate in of_kind {
            let line = &mut lines[candidate.line];
            let name = &line.inline.text[candidate.name.clone()];
            if labels.contains(name) && parted == Parted::Break {
                line.alone = lead::read_bare(line.inline, line.range.clone());
            } else if labels.contains(name) {
                let is_bold = line.inline.strong_at(candidate.name.start).is_some();
                let stamp = stamp(line, candidate);
                line.lead = Some(lead::of_label(name, is_bold, stamp, candidate.words));
                line.alone = None;
            }
        }
    }
}

fn stamp(line: &Line<'_>, candidate: &Candidate) -> Option<Stamp> {
    match candidate.parted {
        Parted::Time => Some(Stamp::After),
        _ if candidate.time.is_some() => Some(Stamp::After),
        _ => line.is_stamped().then_some(Stamp::Before),
    }
}

/// Whether labels with a time take turns in the note in another layout.
fn has_stamped_labels(lines: &[Line<'_>]) -> bool {
    const FEWEST: usize = 3;
    let has_stamp = |line: &&Line<'_>| {
        line.lead.as_ref().or(line.alone.as_ref()).is_some_and(|lead| lead.stamp.is_some())
    };
    lines.iter().filter(has_stamp).nth(FEWEST - 1).is_some()
}

/// The names in bold before a time: among stamped labels in another layout one is enough.
fn set_apart(lines: &[Line<'_>], candidates: &[&Candidate]) -> Vec<String> {
    let bold = candidates
        .iter()
        .filter(|candidate| lines[candidate.line].inline.strong_at(candidate.name.start).is_some());
    let names = bold.map(|candidate| &lines[candidate.line].inline.text[candidate.name.clone()]);
    let may_speak =
        |name: &&str| matches!(name_shape::shape(name), Shape::Person | Shape::Role | Shape::Open);
    names.filter(may_speak).map(str::to_owned).collect()
}

/// The names by which a layout takes turns; none where it doesn't.
fn labels(lines: &[Line<'_>], candidates: &[&Candidate], parted: Parted) -> HashSet<String> {
    const FEWEST: usize = 3;
    let names: Vec<&str> = candidates
        .iter()
        .map(|candidate| &lines[candidate.line].inline.text[candidate.name.clone()])
        .collect();
    let is_somebody = |name: &str| matches!(name_shape::shape(name), Shape::Person | Shape::Role);
    let changes: Vec<(&str, &str)> =
        names.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| (pair[0], pair[1])).collect();
    let ways: HashSet<(&str, &str)> = changes.iter().copied().collect();
    let goes_there_and_back = ways.iter().any(|(one, other)| ways.contains(&(*other, *one)));
    let mut seen = HashSet::new();
    let recurring: HashSet<&str> = names.iter().copied().filter(|name| !seen.insert(*name)).collect();
    let distinct: HashSet<&str> = names.iter().copied().collect();
    let speaks = match parted {
        Parted::Time => {
            let goes_on = candidates.windows(2).all(|pair| pair[0].time <= pair[1].time);
            goes_on
                && (goes_there_and_back
                    || recurring.len() >= 2
                    || distinct.iter().all(|name| is_somebody(name)))
        }
        // Nothing but a chat puts names so, and placeholders (`<file>`) ask nothing.
        Parted::Angle => {
            let has_speech = candidates.iter().any(|candidate| candidate.is_speech);
            has_speech && (goes_there_and_back || recurring.len() >= 2)
        }
        // Both of two say something that only a speaker does, or one answers what the other asks.
        Parted::Quoted | Parted::Gap | Parted::Bold | Parted::Bar | Parted::Break => {
            let answered = candidates.windows(2).zip(names.windows(2));
            let answered = answered.filter(|(pair, names)| pair[0].asks && names[0] != names[1]).count();
            let answers = || {
                answered >= 2
                    && distinct.iter().any(|name| is_somebody(name))
                    && distinct.iter().all(|name| name_shape::shape(name) != Shape::Label)
            };
            let speaking = candidates.iter().zip(&names).filter(|(candidate, _)| candidate.is_speech);
            let speaking: HashSet<&str> = speaking.map(|(_, name)| *name).collect();
            // A programme or a list of people puts names so as well: `林远 — 钢琴独奏`.
            let said = candidates.iter().filter(|candidate| candidate.is_said).count();
            let is_said = parted == Parted::Bold || said * 2 > candidates.len();
            goes_there_and_back && changes.len() >= FEWEST && is_said && (speaking.len() >= 2 || answers())
        }
    };
    let may_speak = |name: &&&str| match name_shape::shape(name) {
        Shape::Person | Shape::Role => true,
        Shape::Open if parted == Parted::Time => true,
        Shape::Open | Shape::Label if matches!(parted, Parted::Quoted | Parted::Gap) => false,
        Shape::Open | Shape::Label => changes.len() >= FEWEST && !label::is_label(name),
    };
    if candidates.len() < FEWEST
        || distinct.len() < 2
        || !speaks
        || distinct.iter().filter(may_speak).count() < 2
    {
        return HashSet::new();
    }
    distinct
        .into_iter()
        // Between turns a line in their layout is hardly of the speaker above it, whoever it is of.
        .filter(|name| match name_shape::shape(name) {
            Shape::Person | Shape::Role | Shape::Open => true,
            Shape::Label => !label::is_label(name) && recurring.contains(name),
        })
        .map(str::to_owned)
        .collect()
}

/// Where a label may begin: behind the bar that parts it from a time.
fn start(line: &Line<'_>) -> usize {
    let words = &line.inline.text[line.start..line.range.end];
    let behind = words.trim_start_matches(['|', '｜', ' ']);
    if behind.len() < words.len() && line.is_stamped() { line.range.end - behind.len() } else { line.start }
}

fn read(index: usize, line: &Line<'_>) -> Option<Candidate> {
    let text = &line.inline.text;
    let start = start(line);
    if !may_be_labelled(line, start) {
        return None;
    }
    let (parted, name, time, words) = by_angle(text, start..line.range.end)
        .or_else(|| by_time(text, start..line.range.end))
        .or_else(|| by_bold(line))
        .or_else(|| by_bar(text, start..line.range.end))
        .or_else(|| by_quotation(text, start..line.range.end))
        .or_else(|| by_gap(text, start..line.range.end))?;
    let said = &text[words..line.range.end];
    let is_name = may_be_name(&text[name.clone()]) && said.contains(char::is_alphanumeric);
    is_name.then(|| Candidate {
        line: index,
        parted,
        name,
        time,
        words,
        is_speech: clause::is_personal(said) || asks(said),
        asks: asks(said),
        is_said: said.trim_end().ends_with(['。', '！', '？', '…', '!', '?', '.', '”', '」']),
    })
}

/// Whether words ask, be they in marks of quotation.
fn asks(said: &str) -> bool {
    question::ends_in_mark(said.trim_end().trim_end_matches(marks::closes_quotation))
}

/// A name on a line of its own, above other words.
fn alone(index: usize, lines: &[Line<'_>]) -> Option<Candidate> {
    /// In bytes.
    const LONGEST: usize = 36;
    let (line, below) = (&lines[index], lines.get(index + 1)?);
    let is_somebody = |line: &Line<'_>| {
        let text = unbracketed(line.text().trim());
        (2..=LONGEST).contains(&text.len())
            && may_be_name(text)
            && matches!(name_shape::shape(text), Shape::Person | Shape::Role)
    };
    let is_free = |line: &Line<'_>| line.lead.is_none() && line.alone.is_none();
    // In an outline the words are the items below the name.
    let is_below = match (line.place.bullet, below.place.bullet) {
        (None, None) => true,
        (Some(depth), Some(deeper)) => deeper == depth + 1,
        _ => false,
    };
    let is_label = is_below && is_free(line) && is_somebody(line) && is_free(below) && !is_somebody(below);
    let name = trimmed(&line.inline.text, line.range.clone());
    let inner = unbracketed(&line.inline.text[name.clone()]);
    let start = name.start + line.inline.text[name.clone()].find(inner).unwrap_or_default();
    (is_label && !below.is_heading && !line.place.in_blockquote).then(|| Candidate {
        line: index,
        parted: Parted::Break,
        name: start..start + inner.len(),
        time: None,
        words: line.range.end,
        is_speech: clause::is_personal(below.text()) || question::ends_in_mark(below.text()),
        asks: question::ends_in_mark(below.text()),
        is_said: true,
    })
}

/// Whether the first mark of a line is one that may part a name from words: in most it ends a clause.
fn may_be_labelled(line: &Line<'_>, start: usize) -> bool {
    let is_of_name =
        |character: char| character.is_whitespace() && character != '\t' || may_stand_in_name(character);
    let words = line.inline.text[start..line.range.end].trim_start_matches(BEFORE_NICKS);
    let behind = words.trim_start_matches(is_of_name);
    behind.starts_with([':', '：'])
        || behind.starts_with(BARS)
        || behind.starts_with(['—', '–'])
        || behind.starts_with(marks::opens_quotation)
        || behind.starts_with(marks::opens_brackets)
        || line.inline.strong_at(line.start).is_some()
        || gap(words).is_some()
}

/// Where the first words of a line end that a gap parts from others.
fn gap(words: &str) -> Option<usize> {
    /// In bytes: no name is longer.
    const FARTHEST: usize = 48;
    let end = (0..=FARTHEST.min(words.len())).rfind(|end| words.is_char_boundary(*end))?;
    let first = &words[..end];
    GAPS.iter().filter_map(|gap| first.find(gap)).min().filter(|at| *at > 0)
}

type Read = (Parted, Range<usize>, Option<u32>, usize);

fn by_bold(line: &Line<'_>) -> Option<Read> {
    let text = &line.inline.text;
    let strong = line.inline.strong_at(line.start)?;
    let end = strong.end.min(line.range.end);
    let rest = &text[end..line.range.end];
    let words = rest.trim_start_matches([' ', '　', '\t', '—', '–', '-', '▸', '►', '▶', '→', '»', '›']);
    let is_split = words.len() < rest.len() && !words.starts_with(|next| "：:|｜，,、。（(".contains(next));
    is_split.then(|| (Parted::Bold, unlinked(text, line.start..end), None, line.range.end - words.len()))
}

fn by_time(text: &str, line: Range<usize>) -> Option<Read> {
    let rest = &text[line.clone()];
    let colon = rest.find([':', '：'])?;
    let before = rest[..colon].trim_end_matches(|character: char| character.is_ascii_digit());
    let (name, at) = match before.chars().next_back() {
        Some(open) if marks::opens_brackets(open) => {
            let at = before.len() - open.len_utf8();
            (before[..at].trim_end(), at)
        }
        _ => (before.trim_end_matches([' ', '　', '\t', '|', '｜']), before.len()),
    };
    let behind = &rest[at..];
    let length = match timestamp::bracketed_clock(behind) {
        Some(length) => length,
        None => timestamp::clock_length(behind)
            .filter(|length| behind[*length..].starts_with(char::is_whitespace) && at > name.len())?,
    };
    let words = behind[length..].trim_start_matches([' ', '　', '\t', '|', '｜']);
    let time = timestamp::seconds(&behind[..length]);
    let is_said = !words.is_empty() && !words.starts_with(['-', '–', '—', '~', '至', '：', ':']);
    is_said.then(|| (Parted::Time, line.start..line.start + name.len(), time, line.end - words.len()))
}

fn by_bar(text: &str, line: Range<usize>) -> Option<Read> {
    let rest = &text[line.clone()];
    let parted = rest.split_once(BARS);
    let is_one = parted.is_none_or(|(_, words)| !words.contains(BARS));
    let by_dash = || DASHES.iter().find_map(|dash| rest.split_once(dash));
    let (name, words) = parted.or_else(by_dash)?;
    let words = words.trim_start();
    is_one
        .then(|| (Parted::Bar, line.start..line.start + name.trim_end().len(), None, line.end - words.len()))
}

/// `<李明> 你好。`
fn by_angle(text: &str, line: Range<usize>) -> Option<Read> {
    let inner = text[line.clone()].strip_prefix('<')?;
    let name = inner.trim_start_matches(BEFORE_NICKS);
    let (label, words) = name.split_once('>')?;
    let start = line.end - name.len();
    // `<李明 00:01>`
    let clock = timestamp::clock_at_end(label);
    let nick = label[..clock.unwrap_or(label.len())].trim_end();
    let time = clock.and_then(|at| timestamp::seconds(&label[at..]));
    Some((Parted::Angle, start..start + nick.len(), time, line.end - words.trim_start().len()))
}

/// `李明　你好。`
fn by_gap(text: &str, line: Range<usize>) -> Option<Read> {
    let rest = &text[line.clone()];
    let at = gap(rest)?;
    let words = rest[at..].trim_start();
    Some((Parted::Gap, line.start..line.start + at, None, line.end - words.len()))
}

/// `李明「你好。」`: what is quoted is the rest of the line.
fn by_quotation(text: &str, line: Range<usize>) -> Option<Read> {
    let rest = &text[line.clone()];
    let open = rest.find(marks::opens_quotation)?;
    let (name, words) = rest.split_at(open);
    let inner = words.trim_end().trim_end_matches(marks::closes_quotation);
    let is_whole = inner.len() < words.trim_end().len()
        && inner.ends_with(['。', '！', '？', '…', '!', '?'])
        && !quotation::is_interrupted(words)
        && words.chars().filter(|mark| marks::opens_quotation(*mark)).count() == 1;
    is_whole.then(|| {
        (Parted::Quoted, line.start..line.start + name.trim_end().len(), None, line.end - words.len())
    })
}

/// A name without the brackets of a link between notes: `[[李明]]`.
fn unlinked(text: &str, range: Range<usize>) -> Range<usize> {
    let name = trimmed(text, range);
    let inner = text[name.clone()].strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    inner.map_or(name.clone(), |inner| name.start + 2..name.start + 2 + inner.len())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

/// A name without the brackets around it: `[李明]`, `【李明】`.
fn unbracketed(words: &str) -> &str {
    match marks::bracketed(words) {
        Some((inner, "")) => inner,
        _ => words,
    }
}

/// Whether words are as short as a name and no sentence.
fn may_be_name(name: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 16;
    let length = name.chars().take(LONGEST + 1).count();
    (1..=LONGEST).contains(&length)
        && name.starts_with(char::is_alphabetic)
        && name.chars().all(may_stand_in_name)
}

fn may_stand_in_name(character: char) -> bool {
    is_alphanumeric(character) || matches!(character, ' ' | '·' | '•' | '.' | '-' | '_')
}
