//! A name before a colon.
//!
//! ```text
//! turn    = name qualifier? colon ( speech | words )   ; words in a dialogue, a blockquote or among key quotes
//! lead-in = name "这样说：" | "**" name "：**"           ; on a line of its own above the words
//! ```
//!
//! In a blockquote a name is enough; in a plain paragraph only somebody who takes turns speaks without quotation marks.

use super::marked_words::{is_named, marked, may_go_on};
use crate::language::name_shape::Shape;
use crate::language::{clause, label, lexicon, name_shape};
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead::Lead;
use crate::parse::syntax::line::Below;
use crate::parse::turns::announcement::Announced;
use crate::parse::turns::context::Reading;
use crate::parse::turns::list_of::ListOf;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Group, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Says, Spoken, Utterance, Voice,
};
use crate::text::marks::{self, opens_quotation};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (Some(lead), Some(Announced::Speaker { name, by_saying })) = (&line.lead, &reading.announced) else {
        return None;
    };
    let voice = Voice {
        speaker: Speaker::stated(name.clone()),
        qualifier: lead.qualifier.clone(),
        // A label on the line above stays with the words.
        label: open.lead_in.and_then(|lead_in| lead_in.voice.label.clone()),
        // 顾问 is who speaks.
        told_to_ask: lead.name.contains('问') && !(lead.name == *name && name_shape::is_weak_role(name)),
        is_answer: false,
        key: false,
    };
    let words = line.words().trim();
    if words.is_empty() {
        return announces(reading, lead, name, *by_saying, voice).map(Utterance::LeadsIn);
    }
    // `李明：（沉默）`
    if marks::bracketed(words).is_some_and(|(inner, after)| after.is_empty() && label::is_reaction(inner)) {
        return None;
    }
    let place = line.place;
    let is_told = place.in_blockquote && place.bullet.is_none() || place.in_key;
    // `**李明反问观众**：……？` asks, though a verb leads.
    let asks = *by_saying && lead.name.contains('问') && words.ends_with(['？', '?']);
    let is_turn = asks || is_turn(reading, open, name, *by_saying);
    if words.starts_with(opens_quotation) {
        return marked(reading, line.after(lead), voice, is_told || is_turn).map(Utterance::Says);
    }
    let is_speech = (is_told || is_turn)
        && is_named(reading, name, lead.is_bold)
        && (!by_saying || asks)
        && !clause::tells_a_life(words);
    is_speech.then(|| {
        Utterance::Says(Says {
            spoken: Spoken::Unmarked { words: line.after(lead), continues: place.bullet.is_none() },
            voice,
            before: None,
            group: Group::NewOutsideBlockquote,
            // Behind another turn on its line it is told rather than transcribed.
            goes_on: reading.cast.talks(name) && may_go_on(reading) && !line.follows_turn,
            lead_in: LeadInAfter::Ended,
        })
    })
}

/// Whether words after the name are a turn of it though no marks say so.
fn is_turn(reading: &Reading<'_, '_>, open: &Open<'_>, name: &str, by_saying: bool) -> bool {
    let (line, cast) = (reading.line, reading.cast);
    let is_bullet = line.place.bullet.is_some();
    let asks = || line.words().trim_end().ends_with(['？', '?']);
    reading.in_dialogue()
        || !by_saying && cast.takes_turns_with_another(name)
        || open.lead_in.is_some_and(|lead_in| lead_in.takes_plain && !matches!(lead_in.reach, Reach::Below(_)))
        || !is_bullet && asks() && cast.is_answered(name)
        // Behind somebody's turn on its line a name in bold takes the next one.
        || line.follows_turn && !by_saying && open.above.is_turn() && cast.shape(name) == Shape::Person
        // `**我**：谢谢。` says so itself, be it once.
        || !is_bullet && line.lead.as_ref().is_some_and(|lead| lead.is_bold) && lexicon::AUTHORS.contains(name)
        // Transcripts stamp their turns with the time.
        || !is_bullet && !by_saying && (line.is_stamped() || cast.takes_turns(name) || cast.answers(name))
}

/// `李明：` or `李明这样说：` with the words still to come.
fn announces(
    reading: &Reading<'_, '_>,
    lead: &Lead,
    name: &str,
    by_saying: bool,
    mut voice: Voice,
) -> Option<LeadsIn> {
    /// The most characters after `李明的` in a label.
    const LONGEST: usize = 6;
    let (line, cast) = (reading.line, reading.cast);
    // `**嘉宾：**` above a list tells who takes part.
    if line.below == Below::List && !by_saying && cast.heads_a_list(name) {
        return None;
    }
    // `**Harbor Cloud**（2026年发布）：` above a list of what it does; and the life of somebody who speaks elsewhere.
    let states_facts = match reading.context.list_below(line) {
        None | Some(ListOf::Speech) => false,
        Some(ListOf::Life) => true,
        Some(ListOf::Anything) => {
            let is_plain_name = lead.qualifier.is_none() && name.contains(name_shape::is_han);
            let speaks =
                cast.takes_turns_with_another(name) || cast.talks(name) || cast.attendance.names(name);
            !is_plain_name && !speaks
        }
    };
    if states_facts && !by_saying {
        return None;
    }
    let takes_plain = !by_saying && (lead.is_bold || cast.takes_turns(name));
    let is_far = takes_plain && !line.place.in_blockquote;
    // `**李明的补充**：` heads what he says below, as any label would.
    let of_somebody = lead.name.split_once(name).and_then(|(_, of)| of.trim_start().strip_prefix('的'));
    let is_label = by_saying
        && lead.is_bold
        && !label::is_structural(&lead.name)
        && of_somebody.is_some_and(|of| of.chars().count() <= LONGEST);
    if is_label {
        voice.label = Some(lead.name.clone());
    }
    Some(LeadsIn {
        lead_in: LeadIn {
            voice,
            asks: false,
            takes_plain,
            reach: if is_far { Reach::UntilNextLead } else { Reach::NextBlock },
        },
        group: Group::NewOutsideBlockquote,
        // The words of a lead-in that is no label stay findable.
        line: if by_saying && !is_label { LineOfLeadIn::Passage } else { LineOfLeadIn::Label },
    })
}
