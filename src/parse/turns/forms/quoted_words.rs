//! Words in quotation marks that no lead precedes on their line.
//!
//! ```text
//! line = stamp? speech      ; in a blockquote, among key quotes, below a lead-in or a heading that makes it somebody's
//!                           ; (`headed_words`), or with a name after the words
//! ```

use crate::language::name_shape::Shape;
use crate::language::question;
use crate::model::Attribution;
use crate::parse::draft::Speaker;
use crate::parse::syntax::quotation::{self, Speech, Trailer};
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::translation;
use crate::parse::turns::utterance::{
    Asks, Continues, Group, LeadInAfter, OpenWords, Says, Spoken, Translates, Utterance, Voice,
};

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !line.opens_with_mark() {
        return None;
    }
    let range = line.start..line.range.end;
    let text = &line.inline.text[range.clone()];
    let has_speaker = open.lead_in.is_some_and(|lead_in| lead_in.voice.speaker.name().is_some());
    let speech = quotation::read(text, has_speaker, &|name| is_attributable(reading.cast, name));
    if let Some(continues) = goes_on(reading, open, &speech, text) {
        return Some(continues);
    }
    // No other form reads a line that begins with a mark.
    if !is_speech(reading, open, &speech, text) {
        return Some(Utterance::Plain { ends_lead_in: false });
    }
    let asks = open.lead_in.is_some_and(|lead_in| lead_in.asks);
    let headed = || reading.headed().flatten().map(of_heading).unwrap_or_default();
    let mut voice = open.lead_in.map_or_else(headed, |lead_in| lead_in.voice.clone());
    if asks {
        // Somebody's question in a blockquote is their words as well.
        let is_named = voice.speaker.name().is_some_and(|name| reading.cast.shape(name) == Shape::Person);
        if !(is_named && line.place.in_blockquote) {
            let words = match &speech {
                Speech::Whole { words, .. } => range.start + words.start..range.start + words.end,
                _ => range,
            };
            let asker = voice.speaker.name().map(str::to_owned);
            return Some(Utterance::Asks(Asks { words, asker, lead_in: LeadInAfter::Used }));
        }
        voice.told_to_ask = true;
    }
    if let Some(translates) = translated(reading, open, &speech, &voice) {
        return Some(translates);
    }
    Some(Utterance::Says(Says {
        spoken: Spoken::Marked { speech, range },
        voice,
        before: None,
        group: Group::Same,
        goes_on: false,
        lead_in: LeadInAfter::Used,
    }))
}

/// A paragraph of quoted words right below somebody's in the same form goes on with them.
fn goes_on(reading: &Reading<'_, '_>, open: &Open<'_>, speech: &Speech, text: &str) -> Option<Utterance> {
    let (line, place) = (reading.line, reading.line.place);
    let is_place = !place.in_blockquote && place.bullet.is_none() && !place.in_key && !open.quoting;
    let Speech::Whole { words, trailer } = speech else { return None };
    let goes_on = is_place
        && open.has_quoted
        && open.lead_in.is_none()
        && *trailer == Trailer::default()
        && !quotation::is_interrupted(text)
        // Somebody else answers a question.
        && open.above.turn_right_above().is_some_and(|turn| !question::ends_in_mark(&turn.words));
    goes_on.then(|| {
        Utterance::Continues(Continues {
            of: OpenWords::Above,
            words: line.start + words.start..line.start + words.end,
            closes: None,
            lead_in: LeadInAfter::Kept,
        })
    })
}

fn is_speech(reading: &Reading<'_, '_>, open: &Open<'_>, speech: &Speech, text: &str) -> bool {
    let place = reading.line.place;
    let is_speech_place = place.in_blockquote || place.in_key || open.quoting;
    match speech {
        Speech::Whole { trailer, words } => {
            let is_long = text[words.clone()].chars().count() >= 2;
            open.lead_in.is_some()
                || is_speech_place && is_long
                || trailer.name.is_some()
                || reading.headed().is_some()
        }
        Speech::Several(_) | Speech::Open { .. } | Speech::Commented { .. } => {
            open.lead_in.is_some() || is_speech_place
        }
        Speech::None => false,
    }
}

fn of_heading(name: &str) -> Voice {
    let speaker = Speaker::Named { name: name.to_owned(), attribution: Attribution::Implied };
    Voice { speaker, ..Voice::default() }
}

/// The same words in the other language, right below the first.
fn translated(
    reading: &Reading<'_, '_>,
    open: &Open<'_>,
    speech: &Speech,
    voice: &Voice,
) -> Option<Utterance> {
    let line = reading.line;
    let Speech::Whole { words, trailer } = speech else { return None };
    if voice.speaker.name().is_some() {
        return None;
    }
    let words = line.start + words.start..line.start + words.end;
    let translates = translation::read(line, words, open)?;
    Some(Utterance::Translates(Translates {
        range: line.start..line.range.end,
        trailer: Some(trailer.clone()),
        lead_in: LeadInAfter::Used,
        ..translates
    }))
}
