//! Labels that take turns: who speaks shows in how labels follow each other, whatever they look like.
//!
//! ```text
//! speaker = a label that changes three times with one partner, there and back, where something says that it is speech:
//!           a time before what may be a name, a question that the partner answers, a first or second person
//!         | one of three labels or more that each change there and back with two others, say I or you, and answer
//!         | a label in a layout of stamped labels of which one comes again
//!         | what `among_turns` and `short_talks` tell
//! ```
//!
//! A topic changes with another too (优点, 缺点), so words that the language knows as topics need more than that.

use std::collections::{HashMap, HashSet};

use super::among_turns::{called_by_words, heard_between, nicknames};
use super::labelled_turn::{
    LabelLayout, LabelledTurn, is_called, is_handle, is_topic, labelled_turns, may_be_term,
};
use super::short_talks;
use crate::language::clause;
use crate::language::name_shape::{self, Shape};
use crate::parse::syntax::line::Line;

/// How two labels follow each other.
#[derive(Debug, Default)]
struct Pair {
    there: u32,
    back: u32,
    stamped: u32,
    /// Whether a colon stands behind them.
    has_colon: bool,
    /// Questions of one that the other answers.
    answered: u32,
    /// The same, those without a mark among them.
    answered_in_words: u32,
}

/// How somebody talks under a label.
#[derive(Debug, Default, Clone, Copy)]
struct Manner {
    /// Turns in which somebody says I or you.
    personal: u32,
    /// One ends in a particle.
    has_particles: bool,
}

/// The labels that speak.
pub(super) fn speakers<'l>(lines: &'l [Line<'_>]) -> HashSet<&'l str> {
    /// With fewer turns nobody takes turns.
    const FEWEST: usize = 3;
    let turns = labelled_turns(lines);
    let short = short_talks::speakers(lines, &turns);
    if turns.len() < FEWEST {
        return short.into_iter().collect();
    }
    let mut speakers = alternating(lines, &turns);
    speakers.extend(short);
    speakers.extend(stamped(lines, &turns));
    let repeated = repeated(&turns);
    let between = heard_between(lines, &turns, &speakers, &repeated);
    speakers.extend(between);
    let nicknames = nicknames(lines, &turns, &speakers, &repeated);
    speakers.extend(nicknames);
    let called = called_by_words(lines, &turns, &speakers, &repeated);
    speakers.extend(called);
    speakers
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
        let (one, other) = partners(above.label, below.label);
        let is_there = one < other;
        let key = if is_there { (one, other) } else { (other, one) };
        let pair = pairs.entry(key).or_default();
        *(if is_there { &mut pair.there } else { &mut pair.back }) += 1;
        pair.stamped += u32::from(is_stamped);
        pair.has_colon |= above.layout.has_colon || below.layout.has_colon;
        pair.answered += u32::from(above.asks);
        pair.answered_in_words += u32::from(above.asks || above.asks_in_words);
    }
    pairs.retain(|_, pair| pair.there > 0 && pair.back > 0);
    if pairs.is_empty() {
        return HashSet::new();
    }
    let manners = manners(lines, turns, &pairs);
    let mut speakers = circle(&pairs, &manners);
    for ((one, other), pair) in pairs.into_iter().filter(|(_, pair)| pair.changes()) {
        let manners = [one, other].map(|label| manners.get(label).copied().unwrap_or_default());
        let are_people = [one, other].iter().all(|label| is_called(label) || name_shape::is_weak_role(label));
        if pair.speaks(is_topic(one) || is_topic(other), are_people, manners) {
            speakers.extend([one, other]);
        } else if pair.stamped >= Pair::MANY {
            // A subtitle gives terms a time as well: `潮窗：能进港的时间`.
            let may_speak = |label: &str, manner: Manner| {
                !pair.has_colon || is_called(label) || !is_topic(label) && manner.has_voice()
            };
            speakers.extend(
                [one, other]
                    .into_iter()
                    .zip(manners)
                    .filter(|(label, manner)| may_speak(label, *manner))
                    .map(|(label, _)| label),
            );
        }
    }
    let of_numbers = turns.iter().map(|turn| turn.label).filter(|label| speakers.contains(unnumbered(label)));
    let of_numbers: Vec<&str> = of_numbers.collect();
    speakers.extend(of_numbers);
    speakers
}

/// Two labels that follow each other, without the numbers by which several take turns with one: 师 and 生1, 生2.
fn partners<'l>(one: &'l str, other: &'l str) -> (&'l str, &'l str) {
    let unnumbered = (unnumbered(one), unnumbered(other));
    if unnumbered.0 == unnumbered.1 { (one, other) } else { unnumbered }
}

/// A label without the number behind a letter, a character or a role: 生1, P2, 观众3; but 议题1 is a thing.
fn unnumbered(label: &str) -> &str {
    /// In bytes: one character or some letters.
    const LONGEST: usize = 3;
    let before = label.trim_end_matches(|character: char| character.is_ascii_digit());
    let is_somebody = || before.len() <= LONGEST || name_shape::is_role(before);
    if before.is_empty() || before.len() == label.len() || !is_somebody() { label } else { before }
}

/// Three labels or more among which the talk goes round: no two need change often.
fn circle<'l>(
    pairs: &HashMap<(&'l str, &'l str), Pair>,
    manners: &HashMap<&'l str, Manner>,
) -> HashSet<&'l str> {
    const FEWEST: usize = 3;
    let mut partners: HashMap<&str, usize> = HashMap::new();
    for (one, other) in pairs.keys() {
        *partners.entry(one).or_default() += 1;
        *partners.entry(other).or_default() += 1;
    }
    let says_i = |label: &&str| manners.get(*label).is_some_and(|manner| manner.personal > 0);
    let members: HashSet<&str> = partners
        .into_iter()
        .filter(|(label, partners)| *partners >= 2 && says_i(label) && !is_topic(label))
        .map(|(label, _)| label)
        .collect();
    let is_within = |(one, other): &(&str, &str)| members.contains(one) && members.contains(other);
    let answers = pairs.iter().any(|(labels, pair)| is_within(labels) && pair.answered > 0);
    if members.len() >= FEWEST && answers { members } else { HashSet::new() }
}

/// How people talk under each label; those of pairs alone are read.
fn manners<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    pairs: &HashMap<(&'l str, &'l str), Pair>,
) -> HashMap<&'l str, Manner> {
    let labels: HashSet<&str> = pairs.keys().flat_map(|(one, other)| [*one, *other]).collect();
    let mut manners: HashMap<&str, Manner> = HashMap::new();
    for turn in turns {
        let Some(label) =
            [turn.label, unnumbered(turn.label)].into_iter().find(|label| labels.contains(label))
        else {
            continue;
        };
        let manner = manners.entry(label).or_default();
        // Enough is enough: a long transcript need not be read to its end.
        if manner.personal < Pair::MANY {
            let lines = &lines[turn.lines.clone()];
            manner.personal += u32::from(lines.iter().any(|line| clause::is_personal(line.words())));
            manner.has_particles |= lines.iter().any(|line| clause::ends_in_particle(line.words()));
        }
    }
    manners
}

impl Pair {
    const MANY: u32 = 3;

    fn changes(&self) -> bool {
        self.there + self.back >= Pair::MANY && self.there > 0 && self.back > 0
    }

    /// Whether something says that the labels speak.
    fn speaks(&self, is_topic: bool, are_people: bool, [one, other]: [Manner; 2]) -> bool {
        let is_personal = one.personal > 0 && other.personal > 0;
        // `桥头那边为什么便宜` may head what stands below it: one such question proves nothing.
        let is_answered = self.answered > 0 || self.answered_in_words > u32::from(!are_people);
        if is_topic { self.answered > 1 && is_personal } else { is_answered || is_personal }
    }
}

impl Manner {
    fn has_voice(self) -> bool {
        self.personal > 0 || self.has_particles
    }
}

/// Labels with a time in a layout of which one comes again.
fn stamped<'l>(lines: &[Line<'_>], turns: &[LabelledTurn<'l>]) -> HashSet<&'l str> {
    let mut layouts: HashMap<LabelLayout, Vec<&LabelledTurn<'l>>> = HashMap::new();
    for turn in turns.iter().filter(|turn| turn.layout.stamp.is_some() && turn.has_words) {
        layouts.entry(turn.layout).or_default().push(turn);
    }
    let mut speakers = HashSet::new();
    for turns in layouts.values() {
        let labels: HashSet<&str> = turns.iter().map(|turn| turn.label).collect();
        let comes_again = labels.len() < turns.len();
        let is_somebody = |label: &&&str| matches!(name_shape::shape(label), Shape::Person | Shape::Role);
        let has_people = labels.iter().any(|label| is_somebody(&label) && is_called(label));
        // A list of chapters has a time too, but no chapter twice.
        if labels.len() >= 2 && comes_again && has_people {
            let heard: HashSet<&str> =
                turns.iter().filter(|turn| !may_be_term(lines, turn)).map(|turn| turn.label).collect();
            let may_speak = |label: &&str| name_shape::shape(label) != Shape::Label || is_handle(label);
            speakers.extend(heard.into_iter().filter(may_speak));
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
