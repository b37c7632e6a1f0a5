//! Words after a lead: in quotation marks, or as they stand.

use std::ops::Range;

use crate::language::name_shape::Shape;
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::announcement::is_attributable;
use crate::parse::turns::context::Reading;
use crate::parse::turns::utterance::{Group, LeadInAfter, Says, Spoken, Voice};

/// Words that a label announces: as the marks of quotation tell, or else as they stand.
pub(super) fn said(reading: &Reading<'_, '_>, range: Range<usize>) -> Spoken {
    let place = reading.line.place;
    let text = &reading.line.inline.text[range.clone()];
    match quotation::read(text, true, &|name| is_attributable(reading.cast, name)) {
        // Words that merely begin with a quoted one are said as a whole.
        Speech::None | Speech::Commented { .. } | Speech::Several(_) => {
            Spoken::Unmarked { words: range, continues: place.in_blockquote || place.bullet.is_none() }
        }
        speech => Spoken::Marked { speech, range },
    }
}

/// The words without quotation marks around the whole of them.
pub(super) fn without_marks(reading: &Reading<'_, '_>, range: Range<usize>) -> Range<usize> {
    match quotation::read(&reading.line.inline.text[range.clone()], true, &|_| false) {
        Speech::Whole { words, trailer } if trailer == quotation::Trailer::default() => {
            range.start + words.start..range.start + words.end
        }
        _ => range,
    }
}

/// Words in quotation marks after a name, to the line's end. `is_told`: the place says that they are speech.
pub(super) fn marked(
    reading: &Reading<'_, '_>,
    range: Range<usize>,
    voice: Voice,
    is_told: bool,
) -> Option<Says> {
    /// Fewer characters in marks may be a word that the rest of the sentence is about.
    const FEWEST: usize = 10;
    let place = reading.line.place;
    let text = &reading.line.inline.text[range.clone()];
    let says = |spoken, goes_on| Says {
        spoken,
        voice: voice.clone(),
        before: None,
        group: Group::NewOutsideBlockquote,
        goes_on,
        lead_in: LeadInAfter::Ended,
    };
    let speech = quotation::read(text, true, &|name| is_attributable(reading.cast, name));
    match &speech {
        Speech::None => None,
        // `李明：“快”和“稳”并不矛盾。` says the whole sentence.
        Speech::Commented { words, comment }
            if is_told
                && !text[words.clone()].ends_with(['。', '！', '？', '…', '.', '!', '?'])
                && text[comment.clone()].starts_with(char::is_alphanumeric)
                && words.len() < comment.len() =>
        {
            let goes_on = voice.speaker.name().is_some_and(|name| reading.cast.talks(name));
            let spoken = Spoken::Unmarked { words: range, continues: place.in_blockquote };
            Some(says(spoken, goes_on && may_go_on(reading)))
        }
        // In plain prose `李明：“飞轮”这个词……` is about a word.
        Speech::Commented { words, .. } if !is_told && text[words.clone()].chars().count() < FEWEST => None,
        _ => Some(says(Spoken::Marked { speech, range }, false)),
    }
}

/// Whether plain paragraphs below the line may go on with its turn.
pub(super) fn may_go_on(reading: &Reading<'_, '_>) -> bool {
    let place = reading.line.place;
    !place.in_blockquote && place.bullet.is_none() && !place.in_key
}

/// Whether a name is one that words without marks may follow: it is bold, or nothing speaks against its being a person.
pub(super) fn is_named(reading: &Reading<'_, '_>, name: &str, is_bold: bool) -> bool {
    let cast = reading.cast;
    let shape = cast.shape(name);
    // Speech recognition leaves out the marks of sentences.
    let is_stamped_turn = || reading.line.is_stamped() && cast.takes_turns_with_another(name);
    let is_fact = shape == Shape::Role && cast.gives_facts(name) && !is_stamped_turn();
    !is_fact && (is_bold || shape != Shape::Open || cast.exchanges_words(name)) || cast.is_known(name)
}
