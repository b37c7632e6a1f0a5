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
    is_answered: bool,
    /// Its own blockquote holds the answer: what stands in other sections answers nothing.
    is_answered_beside: bool,
    /// Prose stands below it, which may well be the answer.
    has_prose: bool,
}

/// For each draft the index of the one whose question it answers.
///
/// A question is answered by what follows it up to the next question, within its section, and never by a section of
/// key quotes. Where nothing follows it there, what stands right below the next heading answers. Where the first of
/// several H3 asks and no other does, its first question opens the H2 around them, which is its answer throughout; but
/// what somebody asks who is named belongs to the talk at that place, and ends with its own section.
/// Once it is answered, whoever asked it ends it by saying something else: what comes then answers that.
pub(super) fn find(drafts: &[Draft], outline: &Outline, cast: &Cast) -> Vec<Option<usize>> {
    let mut answers = vec![None; drafts.len()];
    let mut current: Option<Asked> = None;
    let is_within = |draft: &Draft, scope: Option<usize>| {
        scope.is_none_or(|scope| outline.ancestors(draft.section).any(|section| section == scope))
    };
    for (index, draft) in drafts.iter().enumerate() {
        let is_open = current.as_ref().is_some_and(|asked| is_within(draft, asked.scope));
        let asks_again =
            || current.as_ref().is_some_and(|asked| drafts[asked.draft].asker() == draft.asker());
        if draft.asks() && !(is_open && answers_too(draft, cast) && !asks_again()) {
            current = Some(asked(index, drafts, outline, cast));
        }
        current =
            current.filter(|asked| !asked.is_answered_beside || draft.section == drafts[asked.draft].section);
        match &draft.content {
            Content::Passage(_) if draft.is_aside() => {}
            Content::Passage(_) => {
                current = current.filter(|asked| draft.introduces || !asked.ends_with_speech);
                if let Some(asked) = &mut current {
                    asked.has_prose |= !draft.introduces;
                }
            }
            Content::Turn(turn) if !turn.key && !draft.is_row => {
                let Some(asked) = &mut current else { continue };
                let asker = drafts[asked.draft].asker();
                // A turn that asks is not its own answer, nor does anybody answer themselves, unless a label says so.
                let is_askers = asker.is_some() && asker == turn.speaker.name() && !turn.is_answer;
                if asked.draft == index {
                    continue;
                }
                if is_askers {
                    // `好，下一题。` ends it in any case.
                    let says_more = asked.is_answered && !is_listening(&turn.words);
                    if !draft.asks() && (says_more || clause::moves_on(&turn.words)) {
                        current = None;
                    }
                    continue;
                }
                // What comes after thanks answers nothing, nor does a host who goes on to somebody else.
                let is_host = || turn.speaker.name().is_some_and(|name| cast.asks(name));
                let moves_on = || is_host() && !draft.asks() && clause::moves_on(&turn.words);
                if asked.is_answered && (is_courtesy(&turn.words) || moves_on()) {
                    current = None;
                    continue;
                }
                if !is_within(draft, asked.scope)
                    && !asked.is_answered
                    && !asked.has_prose
                    && let Some(next) = next_section(drafts[asked.draft].section, asked.scope, draft, outline)
                {
                    asked.scope = Some(next);
                }
                if is_within(draft, asked.scope) {
                    answers[index] = Some(asked.draft);
                    asked.is_answered = true;
                    asked.is_answered_beside |= draft.group > 0 && draft.group == drafts[asked.draft].group;
                }
            }
            _ => {}
        }
    }
    answers
}

/// The section right behind a question's scope, if a turn stands in it.
fn next_section(
    section: Option<usize>,
    scope: Option<usize>,
    draft: &Draft,
    outline: &Outline,
) -> Option<usize> {
    let is_in_scope = |index: &usize| outline.ancestors(Some(*index)).any(|around| Some(around) == scope);
    let next = (section? + 1..outline.sections.len()).find(|index| !is_in_scope(index))?;
    outline.ancestors(draft.section).any(|around| around == next).then_some(next)
}

/// Whether words merely tell that somebody listens: `嗯。`, `对对对。`
fn is_listening(words: &str) -> bool {
    const MOST: usize = 4;
    words.chars().filter(|character| character.is_alphanumeric()).count() <= MOST
}

/// Whether words are thanks or a greeting and nothing else: `谢谢。`, `不客气。`
fn is_courtesy(words: &str) -> bool {
    const MOST: usize = 6;
    const COURTESIES: [&str; 6] = ["谢谢", "感谢", "不客气", "辛苦了", "再见", "不用谢"];
    words.chars().filter(|character| character.is_alphanumeric()).count() <= MOST
        && COURTESIES.iter().any(|courtesy| words.contains(courtesy))
}

/// Whether a turn that asks answers as well: an answer that ends in a rhetorical question leaves the question open.
fn answers_too(draft: &Draft, cast: &Cast) -> bool {
    draft.turn().is_some_and(|turn| turn.words.contains(['。', '！', '；']))
        && draft.asker().is_some_and(|asker| !cast.asks(asker))
}

fn asked(index: usize, drafts: &[Draft], outline: &Outline, cast: &Cast) -> Asked {
    let draft = &drafts[index];
    // A turn that asks is answered within its own section.
    let is_turn = draft.turn().is_some();
    let is_named = draft.asker().is_some_and(|asker| cast.is_known(asker));
    let scope = match is_turn || is_named {
        true => outline.ancestors(draft.section).next(),
        false => scope(index, drafts, outline),
    };
    let ends_with_speech = is_turn && scope.is_none() && draft.section.is_some();
    Asked {
        draft: index,
        scope,
        ends_with_speech,
        is_answered: false,
        is_answered_beside: false,
        has_prose: false,
    }
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
