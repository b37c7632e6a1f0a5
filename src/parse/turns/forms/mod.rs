//! The forms of speech, a file each: what a line must look like, and what it does then. A form classifies and changes
//! nothing; what it tells, the builder does.
//!
//! To add one: its file with its grammar above its code, its row in [`FORMS`], and a fixture in `tests/parse`.

mod asked_in_brackets;
mod attribution_below;
mod callout;
mod continuation;
mod copy;
mod highlight;
mod key_words;
mod label;
mod label_of_answer;
mod label_of_question;
mod label_of_speaker;
mod lead_in;
mod letter;
mod listed_interview;
mod listed_points;
mod marked_words;
mod markup;
mod name_alone;
mod name_line;
mod open_words;
mod quoted_words;
mod remark_in_minutes;
mod split_quote;
mod told_sentence;
mod translated_line;
mod words_below;

use super::context::Reading;
use super::open::Open;
use super::utterance::Utterance;

/// A form of speech: what a line of it does, `None` where the line is of another.
pub(crate) type Form = fn(&Reading<'_, '_>, &Open<'_>) -> Option<Utterance>;

/// The grammar of speech: the forms in order of precedence. A line is plain where none of them fits.
pub(crate) const FORMS: &[Form] = &[
    markup::read,
    copy::read,
    callout::read,
    highlight::read,
    listed_interview::read,
    lead_in::introduces,
    open_words::read,
    letter::read,
    split_quote::read,
    quoted_words::read,
    remark_in_minutes::read,
    listed_points::read,
    label::ends,
    asked_in_brackets::read,
    label_of_question::read,
    label_of_answer::read,
    label_of_speaker::read,
    label::read,
    told_sentence::read,
    attribution_below::read,
    name_line::read,
    name_alone::read,
    continuation::read,
    words_below::read,
    lead_in::in_blockquote,
    translated_line::read,
    key_words::read,
];
