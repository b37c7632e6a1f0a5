//! Which question a turn answers.

use crate::language::clause;
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::Outline;

/// A question that turns below may answer.
struct Asked {
    /// Index of its draft.
    draft: usize,
    /// The section throughout which it may be answered; `None` for all below.
    scope: Option<usize>,
    /// Where no section ends them, the answers to a turn that asks end with whatever is no speech.
    ends_with_speech: bool,
}

/// For each draft the index of the one whose question it answers.
///
/// A question is answered by what follows it up to the next question, within its section, and never by a section of
/// key quotes. Where the first of several H3 asks and no other does, its first question opens the H2 around them, which
/// is its answer throughout.
pub(super) fn find(drafts: &[Draft], outline: &Outline, cast: &Cast) -> Vec<Option<usize>> {
    let mut answers = vec![None; drafts.len()];
    let mut current: Option<Asked> = None;
    let is_within = |draft: &Draft, scope: Option<usize>| {
        scope.is_none_or(|scope| outline.ancestors(draft.section).any(|section| section == scope))
    };
    for (index, draft) in drafts.iter().enumerate() {
        let is_open = current.as_ref().is_some_and(|asked| is_within(draft, asked.scope));
        if draft.asks() && !(is_open && answers_too(draft, cast)) {
            current = Some(asked(index, drafts, outline));
        }
        match &draft.content {
            Content::Passage(_) => {
                current = current.filter(|asked| draft.introduces || !asked.ends_with_speech)
            }
            Content::Turn(turn) if !turn.key && !draft.is_row => {
                let Some(asked) = &current else { continue };
                // A turn that asks is not its own answer, nor does anybody answer themselves.
                let asker = drafts[asked.draft].asker();
                let is_askers = asker.is_some() && asker == turn.speaker.name();
                if is_within(draft, asked.scope) && asked.draft != index && !is_askers {
                    answers[index] = Some(asked.draft);
                } else if is_askers && !draft.asks() && clause::moves_on(&turn.words) {
                    // `好，下一题。`: what follows answers what is not asked yet.
                    current = None;
                }
            }
            _ => {}
        }
    }
    answers
}

/// Whether a turn that asks answers as well: an answer that ends in a rhetorical question leaves the question open.
fn answers_too(draft: &Draft, cast: &Cast) -> bool {
    draft.turn().is_some_and(|turn| turn.words.contains(['。', '！', '；']))
        && draft.asker().is_some_and(|asker| !cast.asks(asker))
}

fn asked(index: usize, drafts: &[Draft], outline: &Outline) -> Asked {
    let draft = &drafts[index];
    // A turn that asks is answered within its own section.
    let is_turn = draft.turn().is_some();
    let scope = match is_turn {
        true => outline.ancestors(draft.section).next(),
        false => scope(index, drafts, outline),
    };
    Asked { draft: index, scope, ends_with_speech: is_turn && scope.is_none() && draft.section.is_some() }
}

/// The section throughout which a question may be answered.
fn scope(index: usize, drafts: &[Draft], outline: &Outline) -> Option<usize> {
    let section = outline.ancestors(drafts[index].section).next()?;
    let Some(parent) = outline.sections[section].parent else { return Some(section) };
    let opens = section > 0 && outline.sections[section - 1].level < outline.sections[section].level;
    let is_within = |draft: &&Draft| outline.ancestors(draft.section).any(|around| around == parent);
    // Turns that ask stand within the answer.
    let asks_too = || {
        drafts[index + 1..].iter().take_while(is_within).any(|draft| {
            matches!(draft.content, Content::Question(_))
                && outline.ancestors(draft.section).all(|around| around != section)
        })
    };
    let is_first = || !drafts[..index].iter().rev().take_while(is_within).any(Draft::asks);
    Some(if opens && is_first() && !asks_too() { parent } else { section })
}
