//! Which turns ask: they end in a question mark, and somebody else speaks right after them, or their lead-in says so, or
//! their speaker does nothing but ask, or they call upon somebody, or they are a question and nothing else in an exchange.

use std::collections::{HashMap, HashSet};

use crate::language::name_shape;
use crate::language::question;
use crate::parse::cast::Cast;
use crate::parse::draft::{Asking, Draft, Speaker, Turn};

/// Marks the turns that ask.
pub(super) fn mark(drafts: &mut [Draft], cast: &Cast) {
    let askers = habitual_askers(drafts);
    let asking: Vec<usize> = (0..drafts.len()).filter(|index| asks(drafts, *index, &askers, cast)).collect();
    for index in asking {
        if let Some(turn) = drafts[index].turn_mut() {
            turn.asks = Some(Asking { asker: turn.speaker.name().map(str::to_owned) });
        }
    }
}

fn asks(drafts: &[Draft], index: usize, askers: &Askers, cast: &Cast) -> bool {
    let draft = &drafts[index];
    let Some(turn) = draft.turn() else { return false };
    // Whoever asks for the most part does so with a question before other words, too: `累吗？我听说很累。`
    let is_interviewer = || turn.speaker.name().is_some_and(|speaker| askers.mostly.contains(speaker));
    let has_mark = question::ends_in_mark(&turn.words)
        || turn.words.contains(['？', '?']) && !turn.key && is_interviewer();
    let is_asker = || turn.speaker.name().is_some_and(|speaker| cast.asks(speaker));
    let may_ask = has_mark
        || question::asks_in_words(&turn.words)
        || is_one_sentence(&turn.words) && is_asker() && question::asks_of_asker(&turn.words);
    if !may_ask || turn.key || draft.is_row || turn.asks.is_some() {
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
    if is_rhetorical(turn, turn_above, cast) {
        return turn.told_to_ask;
    }
    let is_answered = || {
        drafts[index + 1..].iter().find(|draft| !draft.is_aside()).is_some_and(|next| {
            next.section == draft.section
                && !next.is_row
                && next.turn().is_some_and(|next| {
                    let is_anothers = next.speaker.is_stated() && next.speaker != turn.speaker;
                    next.asks.is_none() && (is_anothers || next.is_answer)
                })
        })
    };
    if !has_mark {
        return turn.speaker.is_stated() && is_answered();
    }
    // `**李明：** 几点？` right below another's turn asks though the section ends there; below a question it answers.
    let is_exchanged = || {
        let is_labelled =
            || turn.speaker.name().is_some_and(|speaker| cast.is_transcript || cast.leads_plainly(speaker));
        is_labelled()
            && is_one_sentence(&turn.words)
            && turn.speaker.is_stated()
            && above.is_some_and(|above| above.section == draft.section)
            && turn_above.is_some_and(|above| {
                !above.key
                    && !question::ends_in_mark(&above.words)
                    && above.speaker.is_stated()
                    && above.speaker != turn.speaker
            })
    };
    let calls = || is_one_sentence(&turn.words) && calls_upon_somebody(&turn.words, cast);
    let is_somebodys = turn.speaker.is_stated() || turn.speaker == Speaker::Other;
    is_somebodys && (is_answered() || is_exchanged() || calls())
        || turn.told_to_ask
        || turn.speaker.name().is_some_and(|speaker| askers.only.contains(speaker))
}

/// Whether a turn answers what another asks right above it, and ends in a question that is put to nobody.
fn is_rhetorical(turn: &Turn, above: Option<&Turn>, cast: &Cast) -> bool {
    const PUT_TO: [char; 4] = ['你', '您', '大', '各'];
    let words = turn.words.trim().trim_end_matches(['？', '?']);
    let last = words.rfind(['。', '！', '？', '?', '!', '；', '\n']);
    let asks_nobody = last.is_some_and(|at| !words[at..].contains(PUT_TO));
    let answers = above.is_some_and(|above| {
        above.speaker.is_stated()
            && above.speaker != turn.speaker
            && (above.asks.is_some() || question::ends_in_mark(&above.words))
    });
    asks_nobody && answers && turn.speaker.name().is_some_and(|speaker| !cast.asks(speaker))
}

fn is_one_sentence(text: &str) -> bool {
    let words = text.trim().trim_end_matches(['？', '?', '。']);
    !words.contains(['。', '！', '？', '?', '!', '；', '\n'])
}

/// Whether a sentence begins by calling upon somebody: `妈，你冷不冷？`, `岑师傅，几点关门？`.
fn calls_upon_somebody(sentence: &str, cast: &Cast) -> bool {
    const LONGEST: usize = 6;
    let Some((called, _)) = sentence.trim().split_once(['，', ',']) else { return false };
    called.chars().count() <= LONGEST && (name_shape::calls(called) || cast.is_known(called))
}

/// Who asks in a note.
struct Askers {
    /// Those of whom the note has several turns, all of them questions.
    only: HashSet<String>,
    /// Those who ask in most of their turns, and answer nobody.
    mostly: HashSet<String>,
}

fn habitual_askers(drafts: &[Draft]) -> Askers {
    const FEWEST: u32 = 2;
    let mut turns: HashMap<&str, (u32, u32)> = HashMap::new();
    let counts = |turn: &&Turn| !turn.key;
    for turn in drafts.iter().filter_map(Draft::turn).filter(counts) {
        if let Some(speaker) = turn.speaker.name() {
            let (all, asking) = turns.entry(speaker).or_default();
            *all += 1;
            *asking += u32::from(question::ends_in_mark(&turn.words));
        }
    }
    let names = |asks: fn(u32, u32) -> bool| {
        let those = turns.iter().filter(|(_, (all, asking))| *asking >= FEWEST && asks(*all, *asking));
        those.map(|(speaker, _)| (*speaker).to_owned()).collect()
    };
    Askers { only: names(|all, asking| all == asking), mostly: names(|all, asking| asking * 3 >= all * 2) }
}
