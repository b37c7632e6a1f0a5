//! A line without mark or lead that goes on with the words above it: a question or a turn in the same paragraph or
//! blockquote, or the turn of a dialogue in the paragraphs before.

use crate::language::clause;
use crate::language::name_shape::Shape;
use crate::language::question;
use crate::parse::turns::context::Reading;
use crate::parse::turns::narration;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{Asks, Continues, Label, LeadInAfter, OpenWords, Utterance};
use crate::text::marks::{closes_brackets, opens_brackets, opens_quotation};

/// Whether a paragraph begins with somebody else's name in bold, `**王芳** 那天不在。`, or tells of somebody known what they do before
/// quoted words: `王芳听了听：“……”` Whose turn that is, if anybody's, is in doubt, so it is not the one above.
fn tells_of_another(reading: &Reading<'_, '_>, open: &Open<'_>) -> bool {
    let above = open.above.turn_right_above().and_then(|turn| turn.speaker.name());
    let line = reading.line;
    // `王芳对我说：“……”` is told by the one above.
    let teller = line
        .lead
        .as_ref()
        .filter(|lead| line.words().starts_with(opens_quotation) && !clause::is_personal(&lead.name));
    let told = teller.and_then(|lead| reading.cast.speaking_at(&lead.name));
    let is_bold = line
        .bold_start()
        .is_some_and(|name| above != Some(name) && reading.cast.shape(name) == Shape::Person);
    is_bold || told.is_some_and(|name| above != Some(name))
}

/// Whether a line tells what somebody does between the turns.
fn is_narration(reading: &Reading<'_, '_>, open: &Open<'_>) -> bool {
    let line = reading.line;
    let is_place = line.place.bullet.is_none() && !line.place.in_blockquote && line.lead.is_none();
    let is_waited_for = open.has_words_waiting() && open.above.is_turn();
    let speaker = || open.above.last_speaker();
    is_place
        && is_waited_for
        && line.alone.is_none()
        && narration::tells(&line.inline.text[line.start..line.range.end], reading.cast, speaker())
}

/// Whether the one who has written the turns down ends them: `（完）`, `本文由李明整理。`
fn is_editors(reading: &Reading<'_, '_>, open: &Open<'_>) -> bool {
    const ENDS: [&str; 6] = ["完", "全文完", "终", "正文完", "END", "End"];
    let line = reading.line;
    let text = line.text().trim();
    let inner = text.trim_matches(|character| opens_brackets(character) || closes_brackets(character));
    line.lead.is_none()
        && open.has_words_waiting()
        && (ENDS.contains(&inner.trim())
            // What a footnote says.
            || text.starts_with("[^") && text.contains("]:")
            || clause::is_of_editor(text) && !clause::is_personal(text)
            || clause::is_of_meeting(text))
}

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    let is_bullet = line.place.bullet.is_some();
    if is_narration(reading, open) || is_editors(reading, open) {
        return Some(Utterance::Label(Label {
            ends_turn: true,
            ends_unmarked: true,
            ends_lead_in: true,
            ..Label::default()
        }));
    }
    let of = if open.has_question {
        OpenWords::Question
    } else if open.has_unmarked && !is_bullet {
        OpenWords::Unmarked
    } else if (open.has_turn || open.lead_in.is_some()) && !is_bullet && line.is_stage_direction() {
        return Some(Utterance::Plain { ends_lead_in: false });
    } else if !open.has_turn || is_bullet || line.place.in_blockquote {
        return None;
    } else if reading.is_interjection() {
        return Some(interjection(reading));
    } else if line.is_continuation() && !tells_of_another(reading, open) {
        OpenWords::Turn
    } else {
        return Some(Utterance::Label(Label { ends_turn: true, ..Label::default() }));
    };
    Some(Utterance::Continues(Continues {
        of,
        words: line.range.clone(),
        closes: None,
        lead_in: LeadInAfter::Kept,
    }))
}

/// The paragraph of a host without a label: a question, or nobody's words.
fn interjection(reading: &Reading<'_, '_>) -> Utterance {
    let line = reading.line;
    if question::ends_in_mark(line.text()) {
        let words = line.range.clone();
        return Utterance::Asks(Asks { words, asker: None, lead_in: LeadInAfter::Ended });
    }
    Utterance::Label(Label { ends_turn: true, ends_lead_in: true, ..Label::default() })
}
