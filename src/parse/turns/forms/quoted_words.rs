//! Words in quotation marks that no lead precedes on their line.
//!
//! ```text
//! line = stamp? speech      ; in a blockquote, among key quotes, below a lead-in or a heading that makes it somebody's
//!                           ; (`headed_words`), or with a name after the words
//!      | speech             ; a sentence in a paragraph of its own right below words that a paragraph quotes
//!      | speech teller "。"  ; teller = ( "他" | "她" | "一位" … ) verb of saying
//! ```

use std::ops::Range;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, question};
use crate::model::Attribution;
use crate::parse::cast::Cast;
use crate::parse::draft::Speaker;
use crate::parse::syntax::quotation::{self, Speech, Trailer};
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::translation;
use crate::parse::turns::utterance::{
    Asks, Continues, Group, LeadInAfter, OpenWords, Says, Spoken, Translates, Utterance, Voice,
};
use crate::text::marks::is_quotation;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !line.opens_with_mark() {
        return None;
    }
    let range = line.start..line.range.end;
    let text = &line.inline.text[range.clone()];
    let has_speaker = open.lead_in.is_some_and(|lead_in| lead_in.voice.speaker.name().is_some());
    if let Some(says) = told_behind(open, text, range.clone()) {
        return Some(says);
    }
    let speech = quotation::read(text, has_speaker, &|name| is_attributable(reading.cast, name));
    let speech = with_whole_name(reading.cast, text, speech);
    if let Some(asks) = asks_back(reading, open, &speech, text) {
        return Some(asks);
    }
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
    voice.told_to_ask |= is_told_to_ask(&speech, text);
    // Whoever replies to somebody is another.
    let replies = is_reply(reading, open, &speech, text) && !open.above.is_question();
    Some(Utterance::Says(Says {
        spoken: Spoken::Marked { speech, range },
        voice,
        before: None,
        group: if replies { Group::New } else { Group::Same },
        goes_on: false,
        lead_in: LeadInAfter::Used,
    }))
}

/// `“……”她补充道。`, `“……”一位老人说。`: whoever says the words stands behind them without a name.
fn told_behind(open: &Open<'_>, text: &str, range: Range<usize>) -> Option<Utterance> {
    /// In characters: words in marks that are a sentence, and the clause behind them.
    const FEWEST: usize = 4;
    const LONGEST: usize = 12;
    let end = quotation::end_of_first(text).filter(|_| open.lead_in.is_none() && open.mark.is_none())?;
    let clause = text[end..].trim().trim_end_matches(['。', '！', '.']);
    let first = text.chars().next()?.len_utf8();
    let last = text[..end].chars().next_back()?.len_utf8();
    let words = first..end - last;
    let is_clause = !clause.is_empty() && clause.chars().count() <= LONGEST && !clause.contains(is_quotation);
    let voice = match () {
        () if clause::tells_of_pronoun(clause) => Voice::of_pronoun(),
        () if clause::is_somebody_unnamed(clause) && clause::ends_in_saying(clause) => {
            // `一名学生问`, `一位邻居笑着说`
            let role = clause::before_saying(clause).find(|words| name_shape::is_role(words));
            role.map_or_else(Voice::of_others, Voice::named)
        }
        () => return None,
    };
    (is_clause && text[words.clone()].chars().count() >= FEWEST).then(|| {
        Utterance::Says(Says {
            spoken: Spoken::Marked { speech: Speech::Whole { words, trailer: Trailer::default() }, range },
            voice: Voice { told_to_ask: clause::ends_in_asking(clause), ..voice },
            before: None,
            group: Group::NewOutsideBlockquote,
            goes_on: false,
            lead_in: LeadInAfter::Ended,
        })
    })
}

/// 孟知微 of `“……”孟知微笑着说。`, not 孟知, and 李明 of `“……”李明摆摆手。`: whom the note knows by another name bears that.
fn with_whole_name(cast: &Cast, text: &str, mut speech: Speech) -> Speech {
    if let Speech::Whole { words, trailer: Trailer { name: Some((name, _)), .. } } = &mut speech {
        let behind = &text[words.end..];
        let whole = behind.find(name.as_str()).and_then(|at| cast.speaking_at(&behind[at..]));
        if let Some(whole) = whole.filter(|whole| whole.len() > name.len() || !cast.is_known(name)) {
            *name = whole.to_owned();
        }
    }
    speech
}

/// Whether the clause behind quoted words tells that they ask: `“……？”李明继续问。`
fn is_told_to_ask(speech: &Speech, text: &str) -> bool {
    let Speech::Whole { words, trailer: Trailer { name: Some(_), .. } } = speech else { return false };
    let behind = text[words.end..].trim_end_matches(['。', '！', '.', ' ']);
    question::ends_in_mark(&text[words.clone()]) && clause::ends_in_asking(behind)
}

/// A quoted question in a paragraph of its own right below somebody's quoted words is somebody else's, whom nothing names.
fn asks_back(reading: &Reading<'_, '_>, open: &Open<'_>, speech: &Speech, text: &str) -> Option<Utterance> {
    let Speech::Whole { words, trailer } = speech else { return None };
    let asks = is_reply(reading, open, speech, text)
        && *trailer == Trailer::default()
        && open.above.is_turn()
        && question::ends_in_mark(&text[words.clone()]);
    let start = reading.line.start;
    asks.then(|| {
        Utterance::Asks(Asks {
            words: start + words.start..start + words.end,
            asker: None,
            lead_in: LeadInAfter::Kept,
        })
    })
}

/// Whether a quoted sentence stands in a paragraph of its own right below words that a paragraph quotes.
fn is_reply(reading: &Reading<'_, '_>, open: &Open<'_>, speech: &Speech, text: &str) -> bool {
    let (line, place) = (reading.line, reading.line.place);
    let Speech::Whole { words, .. } = speech else { return false };
    let is_paragraph = !place.in_blockquote
        && place.bullet.is_none()
        && !place.in_key
        && line.range == (0..line.inline.text.len());
    let is_sentence = text[words.clone()].ends_with(['。', '！', '？', '…', '!', '?', '.']);
    let is_below_quoted = || {
        open.above.speech_start().is_some_and(|start| reading.context.is_quoted_at(start)) && !open.has_plain
    };
    is_paragraph && is_sentence && open.lead_in.is_none() && is_below_quoted()
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
                || is_long && is_reply(reading, open, speech, text)
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
