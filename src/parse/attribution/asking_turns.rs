//! Which turns ask: they end in a question mark, and somebody else speaks right after them, or their lead-in says so, or
//! their speaker does nothing but ask, or they call upon somebody, or they are a question and nothing else in an exchange.

use std::collections::{HashMap, HashSet};

use crate::language::name_shape;
use crate::parse::cast::Cast;
use crate::parse::draft::{Asks, Draft, Speaker, Turn};

/// Marks the turns that ask.
pub(super) fn mark(drafts: &mut [Draft], cast: &Cast) {
    let askers = habitual_askers(drafts);
    let asking: Vec<usize> = (0..drafts.len()).filter(|index| asks(drafts, *index, &askers, cast)).collect();
    for index in asking {
        if let Some(turn) = drafts[index].turn_mut() {
            turn.asks = Some(Asks { asker: turn.speaker.name().map(str::to_owned) });
        }
    }
}

fn asks(drafts: &[Draft], index: usize, askers: &HashSet<String>, cast: &Cast) -> bool {
    let draft = &drafts[index];
    let Some(turn) = draft.turn() else { return false };
    if !ends_in_question(&turn.words) || turn.key || draft.is_row || turn.asks.is_some() {
        return false;
    }
    let above = index.checked_sub(1).map(|above| &drafts[above]);
    let turn_above = above.and_then(Draft::turn);
    // The second of two bullets by one speaker asks nobody.
    let goes_on = above.is_some_and(|above| above.group == draft.group)
        && turn_above.is_some_and(|above| above.speaker.name() == turn.speaker.name());
    if goes_on {
        return false;
    }
    let is_answered = || {
        drafts.get(index + 1).is_some_and(|next| {
            next.section == draft.section
                && !next.is_row
                && next.turn().is_some_and(|next| {
                    next.asks.is_none() && next.speaker.is_stated() && next.speaker != turn.speaker
                })
        })
    };
    // `**李明：** 几点？` right below another's turn asks though the section ends there; below a question it answers.
    let is_exchanged = || {
        cast.is_transcript
            && is_one_sentence(&turn.words)
            && turn.speaker.is_stated()
            && above.is_some_and(|above| above.section == draft.section)
            && turn_above.is_some_and(|above| {
                !above.key
                    && !ends_in_question(&above.words)
                    && above.speaker.is_stated()
                    && above.speaker != turn.speaker
            })
    };
    let calls = || is_one_sentence(&turn.words) && calls_upon_somebody(&turn.words, cast);
    let is_somebodys = turn.speaker.is_stated() || turn.speaker == Speaker::Other;
    is_somebodys && (is_answered() || is_exchanged() || calls())
        || turn.told_to_ask
        || turn.speaker.name().is_some_and(|speaker| askers.contains(speaker))
}

pub(super) fn ends_in_question(text: &str) -> bool {
    text.trim_end().ends_with(['？', '?'])
}

fn is_one_sentence(text: &str) -> bool {
    let words = text.trim().trim_end_matches(['？', '?']);
    !words.contains(['。', '！', '？', '?', '!', '；', '\n'])
}

/// Whether a sentence begins by calling upon somebody: `妈，你冷不冷？`, `岑师傅，几点关门？`.
fn calls_upon_somebody(sentence: &str, cast: &Cast) -> bool {
    const LONGEST: usize = 6;
    let Some((called, _)) = sentence.trim().split_once(['，', ',']) else { return false };
    called.chars().count() <= LONGEST && (name_shape::calls(called) || cast.is_known(called))
}

/// Those of whom the note has several turns, all of them questions.
fn habitual_askers(drafts: &[Draft]) -> HashSet<String> {
    const FEWEST: u32 = 2;
    let mut turns: HashMap<&str, (u32, u32)> = HashMap::new();
    let counts = |turn: &&Turn| !turn.key;
    for turn in drafts.iter().filter_map(Draft::turn).filter(counts) {
        if let Some(speaker) = turn.speaker.name() {
            let (all, asking) = turns.entry(speaker).or_default();
            *all += 1;
            *asking += u32::from(ends_in_question(&turn.words));
        }
    }
    turns
        .into_iter()
        .filter(|(_, (all, asking))| *all >= FEWEST && all == asking)
        .map(|(speaker, _)| speaker.to_owned())
        .collect()
}
