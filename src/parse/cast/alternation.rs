//! Labels that take turns: who speaks shows in how labels follow each other, whatever they look like.
//!
//! ```text
//! speaker = a label that changes three times with one partner, there and back, where something says that it is speech:
//!           a time, a question that the partner answers, a first or second person
//!         | one of three labels or more that each change there and back with two others, say I or you, and answer
//!         | a label in a layout of stamped labels of which one comes again
//!         | a label between the turns of two speakers, in their layout
//! ```
//!
//! A topic changes with another too (优点, 缺点), so words that the language knows as topics need more than that.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::language::label;
use crate::language::name_shape::{self, Shape};
use crate::language::{clause, everyday, lexicon};
use crate::parse::syntax::lead::{Lead, Stamp};
use crate::parse::syntax::line::Line;

/// How a label is set: labels of one transcript look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct LabelLayout {
    is_bold: bool,
    has_colon: bool,
    in_list: bool,
    stamp: Option<Stamp>,
}

/// What stands under one label, up to the next.
struct LabelledTurn<'l> {
    label: &'l str,
    layout: LabelLayout,
    /// Counts headings: labels of two sections do not follow each other.
    section: u32,
    /// Indices of its lines.
    lines: Range<usize>,
    asks: bool,
    has_words: bool,
    /// Its first line ends as a sentence does.
    is_said: bool,
}

/// How two labels follow each other.
#[derive(Debug, Default)]
struct Pair {
    there: u32,
    back: u32,
    stamped: u32,
    /// Questions of one that the other answers.
    answered: u32,
    /// Turns in which somebody says I or you, of each.
    personal: [u32; 2],
}

/// The labels that speak.
pub(super) fn speakers<'l>(lines: &'l [Line<'_>]) -> HashSet<&'l str> {
    /// With fewer turns nobody takes turns.
    const FEWEST: usize = 3;
    let turns = labelled_turns(lines);
    if turns.len() < FEWEST {
        return HashSet::new();
    }
    let mut speakers = alternating(lines, &turns);
    speakers.extend(stamped(&turns));
    let repeated = repeated(&turns);
    let between = heard_between(&turns, &speakers, &repeated);
    speakers.extend(between);
    let nicknames = nicknames(lines, &turns, &speakers, &repeated);
    speakers.extend(nicknames);
    speakers
}

fn labelled_turns<'l>(lines: &'l [Line<'_>]) -> Vec<LabelledTurn<'l>> {
    let mut turns: Vec<LabelledTurn<'_>> = Vec::new();
    let mut section = 0;
    let mut is_open = false;
    for (index, line) in lines.iter().enumerate() {
        if line.is_heading {
            section += 1;
            is_open = false;
        } else if let Some((label, lead, layout)) = label(line)
            // `我只说一句：……` right below a name alone is what it says.
            && (layout.stamp.is_some() || layout.is_bold || turns.last().is_none_or(|turn| turn.has_words))
        {
            let words = line.inline.text[line.after(lead)].trim_end();
            turns.push(LabelledTurn {
                label,
                layout,
                section,
                lines: index..index + 1,
                asks: words.ends_with(['？', '?']),
                has_words: !words.is_empty(),
                is_said: is_said(words),
            });
            is_open = true;
        } else if let Some(turn) = turns.last_mut().filter(|_| is_open && line.stamp.is_none()) {
            turn.lines.end = index + 1;
            turn.asks = line.text().trim_end().ends_with(['？', '?']);
            turn.is_said |= !turn.has_words;
            turn.has_words = true;
        }
    }
    turns
}

/// The label of a line, if it is set as one of a transcript may be.
fn label<'l>(line: &'l Line<'_>) -> Option<(&'l str, &'l Lead, LabelLayout)> {
    /// In characters. Longer words that no bold type and no time sets apart may be a clause.
    const LONGEST_PLAIN: usize = 8;
    const LONGEST: usize = 24;
    let (lead, has_colon) = match (&line.lead, &line.alone) {
        (Some(lead), _) => (lead, true),
        (None, Some(alone)) => (alone, false),
        (None, None) => return None,
    };
    let label = clause::without_saying(&lead.name).unwrap_or(&lead.name);
    let length = label.chars().count();
    let is_short = match lead.is_bold || lead.stamp.is_some() {
        true => length <= LONGEST,
        false => {
            // `Wang Xiaoming` is as long as a clause.
            let is_full =
                || label.is_ascii() && length <= LONGEST && name_shape::shape(label) == Shape::Person;
            length <= LONGEST_PLAIN && !clause::is_clause(label) || is_full()
        }
    };
    let is_label = is_short
        && label.contains(char::is_alphanumeric)
        && !label::asks(label)
        && !label::counts_off(label)
        && !clause::starts_with_other_person(label)
        && (length == label.len() || !clause::ends_in_saying(label));
    let layout = LabelLayout {
        is_bold: lead.is_bold,
        has_colon,
        in_list: line.place.bullet.is_some(),
        stamp: lead.stamp,
    };
    is_label.then_some((label, lead, layout))
}

/// Whether words end as a sentence does, be there a time behind them.
fn is_said(words: &str) -> bool {
    let is_of_time = |character: char| character.is_ascii_digit() || ":[]() （）".contains(character);
    words.trim_end_matches(is_of_time).ends_with(['。', '！', '？', '…', '!', '?', '.', '”', '」'])
}

/// Labels that change with a partner again and again.
fn alternating<'l>(lines: &[Line<'_>], turns: &[LabelledTurn<'l>]) -> HashSet<&'l str> {
    let mut pairs: HashMap<(&str, &str), Pair> = HashMap::new();
    for window in turns.windows(2) {
        let [above, below] = window else { continue };
        let is_stamped = above.layout.stamp.is_some() && below.layout.stamp.is_some();
        if above.label == below.label || above.section != below.section && !is_stamped {
            continue;
        }
        let is_there = above.label < below.label;
        let key = if is_there { (above.label, below.label) } else { (below.label, above.label) };
        let pair = pairs.entry(key).or_default();
        *(if is_there { &mut pair.there } else { &mut pair.back }) += 1;
        pair.stamped += u32::from(is_stamped);
        pair.answered += u32::from(above.asks);
    }
    pairs.retain(|_, pair| pair.there > 0 && pair.back > 0);
    if pairs.is_empty() {
        return HashSet::new();
    }
    let personal = personal(lines, turns, &pairs);
    let mut speakers = circle(&pairs, &personal);
    for (labels, mut pair) in pairs.into_iter().filter(|(_, pair)| pair.changes()) {
        let (one, other) = labels;
        pair.personal = [one, other].map(|label| personal.get(label).copied().unwrap_or_default());
        if pair.speaks(is_topic(one) || is_topic(other)) {
            speakers.extend([one, other]);
        }
    }
    speakers
}

/// Three labels or more among which the talk goes round: no two need change often.
fn circle<'l>(
    pairs: &HashMap<(&'l str, &'l str), Pair>,
    personal: &HashMap<&'l str, u32>,
) -> HashSet<&'l str> {
    const FEWEST: usize = 3;
    let mut partners: HashMap<&str, usize> = HashMap::new();
    for (one, other) in pairs.keys() {
        *partners.entry(one).or_default() += 1;
        *partners.entry(other).or_default() += 1;
    }
    let says_i = |label: &&str| personal.get(*label).is_some_and(|count| *count > 0);
    let members: HashSet<&str> = partners
        .into_iter()
        .filter(|(label, partners)| *partners >= 2 && says_i(label) && !is_topic(label))
        .map(|(label, _)| label)
        .collect();
    let is_within = |(one, other): &(&str, &str)| members.contains(one) && members.contains(other);
    let answers = pairs.iter().any(|(labels, pair)| is_within(labels) && pair.answered > 0);
    if members.len() >= FEWEST && answers { members } else { HashSet::new() }
}

/// How many turns of each label say I or you; those of pairs alone are read.
fn personal<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    pairs: &HashMap<(&'l str, &'l str), Pair>,
) -> HashMap<&'l str, u32> {
    let labels: HashSet<&str> = pairs.keys().flat_map(|(one, other)| [*one, *other]).collect();
    let mut personal = HashMap::new();
    for turn in turns.iter().filter(|turn| labels.contains(turn.label)) {
        let count: &mut u32 = personal.entry(turn.label).or_default();
        // Enough is enough: a long transcript need not be read to its end.
        if *count < Pair::MANY {
            *count +=
                u32::from(lines[turn.lines.clone()].iter().any(|line| clause::is_personal(line.words())));
        }
    }
    personal
}

impl Pair {
    const MANY: u32 = 3;

    fn changes(&self) -> bool {
        self.there + self.back >= Pair::MANY && self.there > 0 && self.back > 0
    }

    /// Whether something says that the labels speak.
    fn speaks(&self, is_topic: bool) -> bool {
        let [one, other] = self.personal;
        self.stamped >= Pair::MANY
            || if is_topic {
                self.answered > 1 && one > 0 && other > 0
            } else {
                self.answered > 0 || one > 0 && other > 0
            }
    }
}

fn is_topic(name: &str) -> bool {
    name_shape::shape(name) == Shape::Label
        && (label::is_label(name)
            || name
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| lexicon::LATIN_LABELS.contains(&word.to_lowercase())))
}

/// Labels with a time in a layout of which one comes again.
fn stamped<'l>(turns: &[LabelledTurn<'l>]) -> HashSet<&'l str> {
    let mut layouts: HashMap<LabelLayout, Vec<&LabelledTurn<'l>>> = HashMap::new();
    for turn in turns.iter().filter(|turn| turn.layout.stamp.is_some() && turn.has_words) {
        layouts.entry(turn.layout).or_default().push(turn);
    }
    let mut speakers = HashSet::new();
    for turns in layouts.values() {
        let labels: HashSet<&str> = turns.iter().map(|turn| turn.label).collect();
        let comes_again = labels.len() < turns.len();
        let is_somebody = |label: &&&str| matches!(name_shape::shape(label), Shape::Person | Shape::Role);
        let has_people = labels.iter().any(|label| is_somebody(&label));
        // A list of chapters has a time too, but no chapter twice.
        if labels.len() >= 2 && comes_again && has_people {
            let may_speak = |label: &&str| name_shape::shape(label) != Shape::Label || is_handle(label);
            speakers.extend(labels.into_iter().filter(may_speak));
        } else if labels.iter().filter(is_somebody).count() == labels.len() && labels.len() >= 2 {
            speakers.extend(labels);
        }
    }
    speakers
}

/// Labels with a name's shape that come again before words.
fn repeated<'l>(turns: &[LabelledTurn<'l>]) -> HashSet<&'l str> {
    let mut seen = HashSet::new();
    turns
        .iter()
        .filter(|turn| turn.has_words && !seen.insert(turn.label))
        .map(|turn| turn.label)
        .filter(|label| name_shape::shape(label) == Shape::Person)
        .collect()
}

/// Labels heard between the turns of two speakers, once or more, set as theirs are. Between the turns of those who merely
/// come again (`repeated`), a name's shape is needed, too.
fn heard_between<'l>(
    turns: &[LabelledTurn<'l>],
    speakers: &HashSet<&str>,
    repeated: &HashSet<&str>,
) -> Vec<&'l str> {
    /// In characters.
    const LONGEST: usize = 16;
    let is_person = |turn: &LabelledTurn<'_>| name_shape::shape(turn.label) == Shape::Person;
    let is_heard = |turn: &LabelledTurn<'_>| {
        !speakers.contains(turn.label)
            && turn.has_words
            && turn.label.chars().count() <= LONGEST
            && (turn.layout.is_bold
                || turn.layout.stamp.is_some()
                || turn.is_said && (is_person(turn) || name_shape::is_letter(turn.label)))
            && may_be_name(turn.label)
            // `**关税**：……` among turns is what they are about.
            && (turn.layout.stamp.is_some() || !everyday::is_everyday(turn.label))
    };
    let is_beside = |turn: &LabelledTurn<'_>, beside: &LabelledTurn<'_>| {
        let is_speaker = speakers.contains(beside.label)
            || repeated.contains(beside.label) && is_person(turn) && turn.is_said;
        is_speaker && turn.layout == beside.layout && turn.section == beside.section
    };
    let found = turns.windows(3).filter_map(|window| match window {
        [above, turn, below] if is_heard(turn) && is_beside(turn, above) && is_beside(turn, below) => {
            Some([turn.label, above.label, below.label])
        }
        _ => None,
    });
    found.flatten().collect()
}

/// Labels that look like no name and come again among the turns of people, set as theirs are, where somebody says I or you
/// under them: 皮皮虾, kk.
fn nicknames<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    speakers: &HashSet<&str>,
    repeated: &HashSet<&str>,
) -> Vec<&'l str> {
    const FEWEST: usize = 2;
    let is_somebody = |label: &str| {
        speakers.contains(label) || repeated.contains(label) || name_shape::shape(label) == Shape::Role
    };
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, turn) in turns.iter().enumerate() {
        if !is_somebody(turn.label) && turn.has_words && may_be_nickname(turn.label) {
            places.entry(turn.label).or_default().push(index);
        }
    }
    places.retain(|_, places| places.len() >= FEWEST);
    let is_beside = |turn: &LabelledTurn<'_>, beside: Option<&LabelledTurn<'_>>| {
        beside.is_none_or(|beside| {
            let is_heard = is_somebody(beside.label) || places.contains_key(beside.label);
            is_heard && turn.layout == beside.layout && turn.section == beside.section
        })
    };
    let is_among_turns = |index: &usize| {
        let above = index.checked_sub(1).map(|above| &turns[above]);
        let (turn, below) = (&turns[*index], turns.get(index + 1));
        let has_person = [above, below].into_iter().flatten().any(|beside| is_somebody(beside.label));
        has_person && is_beside(turn, above) && is_beside(turn, below)
    };
    let is_personal = |index: &usize| {
        lines[turns[*index].lines.clone()].iter().any(|line| clause::is_personal(line.words()))
    };
    let speaks = |(_, places): &(&&str, &Vec<usize>)| {
        places.iter().all(is_among_turns) && places.iter().any(is_personal)
    };
    places.iter().filter(speaks).map(|(label, _)| *label).collect()
}

/// Whether nothing speaks against a label's being what somebody is called: a few characters that are no word.
fn may_be_nickname(label: &str) -> bool {
    let length = label.chars().count();
    let is_short = match label.is_ascii() {
        true => is_handle(label),
        false => (2..=5).contains(&length) && label.chars().all(char::is_alphanumeric),
    };
    is_short && !is_topic(label) && !label::is_label(label) && !everyday::is_everyday(label)
}

/// Whether a word in Latin letters is none of the language: kk, miya.
fn is_handle(word: &str) -> bool {
    let folded = word.to_ascii_lowercase();
    (2..=12).contains(&word.len())
        && word.chars().all(|character| character.is_ascii_alphanumeric())
        && word.chars().any(|character| character.is_ascii_alphabetic())
        && !lexicon::LATIN_LABELS.contains(&folded)
        && !lexicon::ENGLISH_WORDS.contains(&folded)
}

/// Whether words could be somebody's name, if everything around them speaks: those that nothing speaks against, and a
/// Latin name that lost a capital.
fn may_be_name(label: &str) -> bool {
    if name_shape::is_letter(label) {
        return true;
    }
    match name_shape::shape(label) {
        Shape::Person | Shape::Role | Shape::Open => true,
        Shape::Label => {
            let words = || label.split(' ');
            !is_topic(label)
                && (2..=3).contains(&words().count())
                && words().all(|word| word.chars().all(char::is_alphabetic) && word.is_ascii())
                && words().any(|word| word.starts_with(char::is_uppercase))
        }
    }
}
