//! The labels of a note, each with what stands under it up to the next, before anybody knows which of them speak.

use std::ops::Range;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, everyday, label, lexicon, question};
use crate::parse::syntax::lead::{Lead, Stamp};
use crate::parse::syntax::line::Line;

/// How a label is set: labels of one transcript look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct LabelLayout {
    pub(super) is_bold: bool,
    pub(super) has_colon: bool,
    pub(super) in_list: bool,
    pub(super) stamp: Option<Stamp>,
}

/// What stands under one label, up to the next.
pub(super) struct LabelledTurn<'l> {
    pub(super) label: &'l str,
    pub(super) layout: LabelLayout,
    /// Counts headings: labels of two sections do not follow each other.
    pub(super) section: u32,
    /// Indices of its lines.
    pub(super) lines: Range<usize>,
    pub(super) asks: bool,
    /// Its label's line asks, as its words tell where speech recognition has left out the mark.
    pub(super) asks_in_words: bool,
    pub(super) has_words: bool,
    /// Its first line ends as a sentence does.
    pub(super) is_said: bool,
}

/// The labels of a note, in order, each with what stands under it.
pub(super) fn labelled_turns<'l>(lines: &'l [Line<'_>]) -> Vec<LabelledTurn<'l>> {
    let mut turns: Vec<LabelledTurn<'_>> = Vec::new();
    let mut section = 0;
    let mut is_open = false;
    for (index, line) in lines.iter().enumerate() {
        if line.is_heading {
            // In an outliner whatever has items below it may be set as a heading.
            section += u32::from(!line.in_list);
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
                asks: question::ends_in_mark(words),
                asks_in_words: question::asks_behind_label(words),
                has_words: !words.is_empty(),
                is_said: is_said(words),
            });
            is_open = true;
        } else if let Some(turn) = turns.last_mut().filter(|_| is_open && line.stamp.is_none()) {
            turn.lines.end = index + 1;
            turn.asks = question::ends_in_mark(line.text());
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
        // Questions that are numbered take turns with their answers as well.
        && !label::asks(label.trim_end_matches(|character: char| character.is_ascii_digit()))
        // `问题：……` and `方案：……` by turns are points, though a question may follow.
        && label != "问题"
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

/// Whether words label a topic as far as the language knows.
pub(super) fn is_topic(name: &str) -> bool {
    name_shape::shape(name) == Shape::Label
        && (label::is_label(name)
            || name
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| lexicon::LATIN_LABELS.contains(&word.to_lowercase())))
}

/// Whether words look like what somebody is called rather than like what may label a matter as well.
pub(super) fn is_called(name: &str) -> bool {
    match name_shape::shape(name) {
        Shape::Role => true,
        Shape::Person => !everyday::may_be_matter(name),
        Shape::Open | Shape::Label => {
            !is_topic(name)
                && (is_handle(name) || name_shape::is_placeholder(name) || name_shape::is_nickname(name))
        }
    }
}

/// Whether the label of a turn may be a term to which a subtitle gives a time, as far as nothing under it is said as people
/// talk: I or you, a question, a particle at the end of a line.
pub(super) fn may_be_term(lines: &[Line<'_>], turn: &LabelledTurn<'_>) -> bool {
    let is_voiced =
        |line: &Line<'_>| clause::speaks_of_one(line.words()) || clause::ends_in_particle(line.words());
    turn.layout.stamp.is_some()
        && turn.layout.has_colon
        && !turn.asks
        && !is_called(turn.label)
        && !lines[turn.lines.clone()].iter().any(is_voiced)
}

/// Whether a word in Latin letters is none of the language: kk, miya.
pub(super) fn is_handle(word: &str) -> bool {
    let folded = word.to_ascii_lowercase();
    (2..=12).contains(&word.len())
        && word.chars().all(|character| character.is_ascii_alphanumeric())
        && word.chars().any(|character| character.is_ascii_alphabetic())
        && !lexicon::LATIN_LABELS.contains(&folded)
        && !lexicon::ENGLISH_WORDS.contains(&folded)
}
