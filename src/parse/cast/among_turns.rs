//! Labels that take no turns with one partner, and stand among the turns of those who do: somebody heard once, a nickname,
//! somebody whose name is an everyday word.

use std::collections::{HashMap, HashSet};

use super::labelled_turn::{LabelledTurn, is_called, is_handle, is_topic, may_be_term};
use crate::language::name_shape::{self, Shape};
use crate::language::{clause, everyday, label, lexicon};
use crate::parse::syntax::line::Line;

/// Labels heard among the turns of two speakers, once or more, set as theirs are. Among the turns of those who merely come
/// again (`repeated`), a name's shape is needed, too; where labels that are nobody's stand between, also words that say I or
/// you, or a question that they answer.
pub(super) fn heard_between<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    speakers: &HashSet<&str>,
    repeated: &HashSet<&str>,
) -> Vec<&'l str> {
    /// So far those beside may be.
    const FARTHEST: usize = 8;
    let is_speaker = |label: &str| speakers.contains(label) || repeated.contains(label);
    let is_person = |turn: &LabelledTurn<'_>| name_shape::shape(turn.label) == Shape::Person;
    // What is set otherwise, as the points of a turn are, is none of the talk.
    let is_aside = |turn: &LabelledTurn<'_>, beside: &LabelledTurn<'_>| {
        let is_nobody =
            || !is_person(beside) || everyday::may_be_matter(beside.label) || beside.layout != turn.layout;
        !is_speaker(beside.label) && is_nobody()
    };
    let is_beside = |turn: &LabelledTurn<'_>, beside: &LabelledTurn<'_>| {
        let is_speaker = speakers.contains(beside.label)
            || repeated.contains(beside.label) && is_person(turn) && turn.is_said;
        is_speaker && turn.layout == beside.layout && turn.section == beside.section
    };
    let mut found = Vec::new();
    if speakers.is_empty() && repeated.is_empty() {
        return found;
    }
    for (index, turn) in turns.iter().enumerate().skip(1) {
        if speakers.contains(turn.label) || !may_be_heard(turn) {
            continue;
        }
        let (before, after) = (&turns[..index], &turns[index + 1..]);
        let above = before.iter().rev().take(FARTHEST).find(|above| !is_aside(turn, above));
        let below = after.iter().take(FARTHEST).find(|below| !is_aside(turn, below));
        let Some(above) = above.filter(|above| is_beside(turn, above)) else { continue };
        let below = below.filter(|below| below.section == turn.section);
        if below.is_some_and(|below| !is_beside(turn, below)) {
            continue;
        }
        let says_i = || says_i(lines, turn);
        let is_term = || !above.asks && may_be_term(lines, turn);
        if is_matter(turn, || (above.asks || turn.asks) && says_i()) || is_term() {
            continue;
        }
        // Whatever else may stand plainly between two turns answers, and somebody says I.
        if !is_set_apart(turn) && !(above.asks && (says_i() || is_given_name(turn.label))) {
            continue;
        }
        let is_once = !repeated.contains(turn.label);
        if is_once && may_be_heading(turn) && !(above.asks || turn.asks || says_i()) {
            continue;
        }
        let is_right_below = before.last().is_some_and(|last| last.label == above.label);
        let is_right_above =
            |below: &LabelledTurn<'_>| after.first().is_some_and(|first| first.label == below.label);
        let is_right_between = match below {
            Some(below) => is_right_below && is_right_above(below),
            // The last turn of a talk.
            None => is_right_below && is_once && is_somebody(turn) && speakers.contains(above.label),
        };
        let is_evident =
            || is_once && is_person(turn) && turn.is_said && (above.asks || turn.asks || says_i());
        if is_right_between || is_evident() {
            found.extend([turn.label, above.label]);
            found.extend(below.map(|below| below.label));
        }
    }
    found
}

/// Whether somebody says I or you under a label.
fn says_i(lines: &[Line<'_>], turn: &LabelledTurn<'_>) -> bool {
    lines[turn.lines.clone()].iter().any(|line| clause::speaks_of_one(line.words()))
}

fn is_somebody(turn: &LabelledTurn<'_>) -> bool {
    matches!(name_shape::shape(turn.label), Shape::Person | Shape::Role)
}

/// Whether nothing speaks against a label's being that of a turn heard once.
fn may_be_heard(turn: &LabelledTurn<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 16;
    turn.has_words
        && turn.label.chars().count() <= LONGEST
        && (is_set_apart(turn) || turn.is_said && may_be_called(turn.label))
        && may_be_name(turn.label)
        && !label::is_structural(turn.label)
}

/// Whether a label without a time may head some lines between turns rather than name somebody: `**工具推荐**：……`.
fn may_be_heading(turn: &LabelledTurn<'_>) -> bool {
    /// In characters: nobody's name is as long and is no name by its looks.
    const FEWEST: usize = 4;
    turn.layout.stamp.is_none()
        && turn.label.chars().count() >= FEWEST
        && turn.label.chars().all(name_shape::is_han)
        && !is_called(turn.label)
}

/// Whether the type, a time or the look of a label tells that it may be a turn's.
fn is_set_apart(turn: &LabelledTurn<'_>) -> bool {
    turn.layout.is_bold
        || turn.layout.stamp.is_some()
        || turn.is_said && (is_somebody(turn) || name_shape::is_letter(turn.label))
}

/// Whether a plain label may be what somebody is called: 春生, 妈妈, Lily; but no word for a matter.
fn may_be_called(label: &str) -> bool {
    is_given_name(label)
        || (2..=4).contains(&label.chars().count())
            && label.chars().all(name_shape::is_han)
            && !everyday::may_be_matter(label)
            && !label::is_label(label)
            && !lexicon::NOUNS.contains(label)
            && !lexicon::LABEL_ENDINGS.end(label)
}

/// 妈妈, Lily
fn is_given_name(label: &str) -> bool {
    lexicon::KIN.contains(label) || lexicon::LATIN_GIVEN_NAMES.contains(&label.to_lowercase())
}

/// `**关税**：……` among turns is what they are about. What no dictionary has may be a name where it speaks (`is_heard`).
fn is_matter(turn: &LabelledTurn<'_>, is_heard: impl FnOnce() -> bool) -> bool {
    turn.layout.stamp.is_none()
        && (everyday::is_everyday(turn.label) || everyday::may_be_matter(turn.label) && !is_heard())
}

/// Labels that look like no name and come again among the turns of people, set as theirs are, where somebody says I or you
/// under them: 皮皮虾, kk.
pub(super) fn nicknames<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    speakers: &HashSet<&str>,
    repeated: &HashSet<&str>,
) -> Vec<&'l str> {
    const FEWEST: usize = 2;
    let is_partner = |label: &str| {
        speakers.contains(label) || repeated.contains(label) || name_shape::shape(label) == Shape::Role
    };
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, turn) in turns.iter().enumerate() {
        if !is_partner(turn.label) && turn.has_words && may_be_nickname(turn.label) {
            places.entry(turn.label).or_default().push(index);
        }
    }
    places.retain(|_, places| places.len() >= FEWEST);
    let is_beside = |turn: &LabelledTurn<'_>, beside: Option<&LabelledTurn<'_>>| {
        beside.is_none_or(|beside| {
            let is_heard = is_partner(beside.label) || places.contains_key(beside.label);
            is_heard && turn.layout == beside.layout && turn.section == beside.section
        })
    };
    let is_among_turns = |index: &usize| {
        let above = index.checked_sub(1).map(|above| &turns[above]);
        let (turn, below) = (&turns[*index], turns.get(index + 1));
        let has_person = [above, below].into_iter().flatten().any(|beside| is_partner(beside.label));
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

/// Everyday words that come again (`repeated`) right beside the turns of others, once to answer one of them, where somebody says
/// I or you under them: 高峰.
pub(super) fn called_by_words<'l>(
    lines: &[Line<'_>],
    turns: &[LabelledTurn<'l>],
    speakers: &HashSet<&str>,
    repeated: &HashSet<&'l str>,
) -> Vec<&'l str> {
    let is_other = |label: &str| {
        speakers.contains(label)
            || repeated.contains(label) && !everyday::is_everyday(label)
            || name_shape::shape(label) == Shape::Role
    };
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, turn) in turns.iter().enumerate() {
        if repeated.contains(turn.label)
            && !speakers.contains(turn.label)
            && everyday::is_everyday(turn.label)
        {
            places.entry(turn.label).or_default().push(index);
        }
    }
    let above = |index: &usize| index.checked_sub(1).map(|above| &turns[above]);
    let is_beside = |index: &usize| {
        let turn = &turns[*index];
        above(index).is_some_and(|above| {
            is_other(above.label) && above.layout == turn.layout && above.section == turn.section
        })
    };
    let speaks = |(_, places): &(&&str, &Vec<usize>)| {
        places.iter().all(is_beside)
            && places.iter().any(|index| above(index).is_some_and(|above| above.asks))
            && places.iter().any(|index| says_i(lines, &turns[*index]))
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
