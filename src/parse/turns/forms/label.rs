//! Labels that name nobody: what they end above them, and the words that stand under them.
//!
//! ```text
//! label = bold colon                                   ; heads the blockquote or quoted words below
//!       | bold colon speech                            ; in a blockquote or among key quotes
//!       | bold colon name colon speech                 ; the label stands before the name
//!       | clause of somebody not named colon speech    ; `有观众答：“……”`
//! ```

use crate::language::{clause, label};
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead::{self, Lead};
use crate::parse::syntax::line::Below;
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement::{Announced, is_attributable};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Group, Label, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Says, Spoken, Utterance, Voice,
};
use crate::text::marks::opens_quotation;

use super::lead_in;
use super::marked_words::marked;

/// What a line ends and begins by having a label, whatever that is.
pub(super) fn ends(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    /// A clause before a colon within a turn is no label: `所以我的回答是：……`.
    const CLAUSE: usize = 6;
    let line = reading.line;
    let ends_turn = line.lead.as_ref().is_some_and(|lead| {
        let is_clause = matches!(reading.announced, Some(Announced::Label))
            && !lead.is_bold
            && lead.name.chars().count() >= CLAUSE
            && !label::counts_off(&lead.name)
            && lead.end < line.range.end;
        !is_clause
    });
    let announces_words = Some(announces_words(reading));
    // Behind somebody's finished sentence a label of its own begins something else, whoever it is.
    let ends_all = line.follows_turn || label::heads_part_of_transcript(line.text());
    // `志愿者：……` below a turn in its paragraph is another's, whether or not anybody is known by that.
    let is_of_another = matches!(&reading.announced, Some(Announced::Speaker { by_saying: false, .. }))
        && line.range.start > 0
        && line.lead.as_ref().is_some_and(|lead| lead.end < line.range.end);
    let (ends_turn, ends_unmarked, ends_lead_in) =
        (ends_turn || ends_all, ends_all || is_of_another, ends_all);
    Some(Utterance::Label(Label { announces_words, ends_turn, ends_unmarked, ends_lead_in }))
}

/// Whether a line is a label that announces somebody's very words, with a colon or in bold.
fn announces_words(reading: &Reading<'_, '_>) -> bool {
    /// In bytes.
    const LONGEST: usize = 60;
    let line = reading.line;
    if line.range.len() > LONGEST {
        return false;
    }
    let lead = line.lead.as_ref().filter(|lead| lead.end == line.range.end).or(line.alone.as_ref());
    lead.is_some_and(|lead| label::announces_words(&lead.name))
}

pub(super) fn read(reading: &Reading<'_, '_>, _: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let (Some(lead), Some(Announced::Label)) = (&line.lead, &reading.announced) else { return None };
    let place = line.place;
    let words = line.words().trim();
    let is_followed = matches!(line.below, Below::Blockquote | Below::Quoted);
    if words.is_empty() && !lead.is_bold && is_followed && !place.in_blockquote {
        return lead_in::open(reading, line.text());
    }
    let is_told = place.in_blockquote || place.in_key;
    if is_told && let Some(says) = named_behind(reading, lead) {
        return Some(says);
    }
    if words.starts_with(opens_quotation) {
        let is_pronouns = clause::is_said_by_pronoun(&lead.name) && clause::ends_in_saying(&lead.name);
        if (!place.in_blockquote || is_pronouns)
            && let Some(says) = of_others(reading, lead)
        {
            return Some(says);
        }
        if is_told {
            return of_nobody(reading, lead);
        }
    }
    let heads = words.is_empty()
        && lead.is_bold
        && !label::is_structural(&lead.name)
        && (line.below == Below::Blockquote || place.in_blockquote);
    if heads {
        return Some(Utterance::LeadsIn(LeadsIn {
            lead_in: LeadIn::of(voice(lead)),
            group: Group::NewOutsideBlockquote,
            line: LineOfLeadIn::Label,
        }));
    }
    // A lead that is no person's ends a turn, as `**核心观点**：` after `**李明：**`.
    let ends_lead_in = lead.is_bold && place.bullet.is_none();
    Some(Utterance::Label(Label { ends_unmarked: true, ends_lead_in, ..Label::default() }))
}

fn voice(lead: &Lead) -> Voice {
    Voice { label: Some(lead.name.clone()), ..Voice::default() }
}

/// `**关于成本**：李明：“……”`: the label stands before the name.
fn named_behind(reading: &Reading<'_, '_>, label: &Lead) -> Option<Utterance> {
    let line = reading.line;
    let lead = lead::read(line.inline, line.after(label))?;
    let words = line.after(&lead);
    if !reading.cast.is_person(&lead.name, true)
        || !line.inline.text[words.clone()].starts_with(opens_quotation)
    {
        return None;
    }
    let speaker = Speaker::stated(lead.name);
    let voice = Voice { speaker, qualifier: lead.qualifier, ..voice(label) };
    Some(match marked(reading, words, voice, true) {
        Some(says) => Utterance::Says(says),
        None => Utterance::Label(Label::default()),
    })
}

/// `有观众答：“……”`, `但他说：“……”`: somebody's words to the line's end, whoever it is.
fn of_others(reading: &Reading<'_, '_>, lead: &Lead) -> Option<Utterance> {
    const FEWEST: usize = 6;
    let line = reading.line;
    let is_others = clause::tells_of_others(&lead.name);
    let is_told = is_others || clause::starts_with_pronoun(&lead.name) && clause::ends_in_saying(&lead.name);
    let range = line.after(lead);
    let text = &line.inline.text[range.clone()];
    let speech = quotation::read(text, true, &|_| false);
    let is_whole = matches!(&speech, Speech::Whole { words, .. }
        if text[words.clone()].chars().count() >= FEWEST);
    (is_told && is_whole && !quotation::is_interrupted(text)).then(|| {
        Utterance::Says(Says {
            spoken: Spoken::Marked { speech, range },
            voice: match clause::is_said_by_pronoun(&lead.name) {
                _ if is_others => Voice::of_others(),
                true => Voice::of_pronoun(),
                // `他们说`, `他的徒弟说`
                false if !lead.name.contains('我') => Voice::of_others(),
                false => Voice::default(),
            },
            before: None,
            group: Group::NewOutsideBlockquote,
            goes_on: false,
            lead_in: LeadInAfter::Ended,
        })
    })
}

/// Whether a label is short, is no bold heading and no noun of the language: whoever or whatever that is, nobody else says the
/// words that it stands before.
fn may_be_name(lead: &Lead) -> bool {
    /// In characters.
    const LONGEST: usize = 8;
    !lead.is_bold
        && lead.name.chars().count() <= LONGEST
        && !label::is_label(&lead.name)
        && !clause::is_clause(&lead.name)
}

/// `> **更精确的估计**：“……”`: who spoke above does not speak under another label.
fn of_nobody(reading: &Reading<'_, '_>, lead: &Lead) -> Option<Utterance> {
    let line = reading.line;
    let range = line.after(lead);
    let text = &line.inline.text[range.clone()];
    let speech = quotation::read(text, false, &|name| is_attributable(reading.cast, name));
    if speech == Speech::None {
        return None;
    }
    Some(Utterance::Says(Says {
        spoken: Spoken::Marked { speech, range },
        voice: Voice {
            speaker: if may_be_name(lead) { Speaker::Other } else { Speaker::Unknown },
            ..voice(lead)
        },
        before: None,
        group: Group::Same,
        goes_on: false,
        lead_in: LeadInAfter::Kept,
    }))
}
