//! Block tree -> records and diagnostics. Never fails, does no I/O.
//!
//! The passes in order are [`parse`]; each takes values and gives values. A room imports only those above it:
//!
//! | room | holds |
//! |---|---|
//! | `syntax` | the small grammars of a line; each states its grammar above its code |
//! | `frame` | headings, facts about the recording, what a table holds |
//! | `lines` | blocks to lines, each read once |
//! | `cast` | who is who in the note |
//! | `draft` | records in the making |
//! | `tables` | rows as drafts |
//! | `turns` | speech, line by line |
//! | `leftover`, `traditional` | what no rule has taken; notes in traditional characters |
//! | `attribution` | what only the whole note tells: speakers, answers, repeats |
//! | `cut` | words that are too long for one record |
//! | `times` | when in the recording it was said |
//! | `names` | which names the note has for whom and for what |
//! | `doubts` | what reading is not sure of |
//! | `talk` | whether a text is that of a talk |
//! | `assemble` | ids, section paths, topics |
//! | `origins` | which records the words of others come from |
//!
//! No rule here knows the words of one note: words of the language are in `language`.

mod assemble;
mod attribution;
mod cast;
mod cut;
mod doubts;
mod draft;
mod frame;
mod leftover;
mod lines;
mod names;
mod origins;
mod syntax;
mod tables;
mod talk;
mod times;
mod traditional;
mod turns;

use std::borrow::Cow;

use crate::markdown;
use crate::model::{ParsedNote, note_identity};
use crate::topics::Vocabulary;

use draft::Drafts;
use frame::NoteFrame;
use tables::glossary;
use traditional::Traditional;

pub use frame::contradiction::{Contradiction, contradiction};
pub use origins::{
    Change, Making, Origin, Part, Support, compared, compared_with, is_of_one_go, joints, key_quotes,
    leaves_out_nothing, supports,
};
pub(crate) use syntax::horizon::read as read_horizon;
pub use syntax::horizon::{day_after, period};
pub(crate) use syntax::quantity::duration_seconds;

/// Reads one note. `path` is its place within the library, with `/`: a note without any title is named after it, and
/// record ids rest on it as they do where no other note of the library shares its identity.
pub fn parse(path: &str, text: &str, vocabulary: &Vocabulary) -> ParsedNote {
    parse_as(&note_identity(path), path, text, vocabulary)
}

/// Reads a note of a library that knows its identity, on which record ids rest (see `model::id`).
pub fn parse_as(identity: &str, path: &str, text: &str, vocabulary: &Vocabulary) -> ParsedNote {
    let text = &*with_known_marks(text);
    let traditional = Traditional::of(text);
    let text = traditional.as_ref().map_or(text, Traditional::simplified);
    let document = markdown::read(text);
    let mut frame = frame::read(path, text, &document);
    let note_lines = lines::read(&document, &frame);
    let mut named = std::mem::take(&mut frame.people);
    let listing = std::mem::take(&mut named.listing);
    let cast = cast::read(&document, &note_lines.lines, text, frame::words(&frame.note), named);
    let Drafts { list: mut drafts, mut pieces, mut diagnostics, contents, entries } =
        turns::read(text, &document, &frame, &note_lines, &cast);
    let NoteFrame { mut outline, mut note, .. } = frame;
    note.contents_lines = contents;
    note.contents = entries;
    pieces.extend(frame.pieces);
    diagnostics.extend(frame.diagnostics);
    leftover::keep_labels(text, &document, &outline, &mut drafts, &mut pieces);
    leftover::keep_lines(text, &document, &outline, &mut drafts, &mut pieces);
    glossary::name_by_headings(&mut drafts, &outline);
    attribution::attribute(&mut drafts, &outline, &cast, text);
    diagnostics.extend(doubts::find(&drafts, &note_lines.lines, &document, &outline, &pieces));
    let participants = attribution::settle_cast(&mut note, listing, &drafts, &outline, &cast, text);
    let named = names::NamedNote { text, lines: &document.lines, note: &note, cast: &cast };
    let mut names = names::read(&named, participants, &drafts);
    leftover::keep_words(text, &document, &outline, &note_lines, &mut drafts, &mut note);
    if let Some(traditional) = &traditional {
        let simplified = names::at_words(&drafts);
        traditional.give_back_note(&mut note);
        traditional.give_back_outline(&mut outline, |block| document.blocks[block].span.clone());
        drafts.iter_mut().for_each(|draft| traditional.give_back_draft(draft));
        let own: Vec<_> = simplified.into_iter().zip(names::at_words(&drafts)).collect();
        traditional.give_back_names(&mut names, &own);
    }
    cut::cut(&mut drafts);
    let read = times::ReadNote {
        text,
        document: &document,
        outline: &outline,
        lines: &note_lines.lines,
        frame: &pieces,
        duration: note.duration_seconds,
    };
    let times = times::read(&read, &drafts);
    let mut records = assemble::records(identity, &read, note, drafts, &times, vocabulary);
    origins::link(&mut records);
    pieces.sort_by_key(|piece| piece.lines);
    diagnostics.sort_by_key(|diagnostic| diagnostic.lines);
    ParsedNote { records, frame: pieces, names, diagnostics }
}

/// Whether a text is that of a talk, be it the beginning of a longer one: a transcript, or the minutes of a meeting.
pub fn is_talk(text: &str) -> bool {
    let text = &*with_known_marks(text);
    if !talk::may_be(text) {
        return false;
    }
    let traditional = Traditional::of(text);
    let text = traditional.as_ref().map_or(text, Traditional::simplified);
    let document = markdown::read(text);
    let mut frame = frame::read("", text, &document);
    let lines = lines::read(&document, &frame);
    let named = std::mem::take(&mut frame.people);
    let cast = cast::read(&document, &lines.lines, text, frame::words(&frame.note), named);
    let drafts = turns::read(text, &document, &frame, &lines, &cast);
    talk::is_one(text, &document, &lines.lines, &cast, &drafts)
}

/// A text whose line ends and rules are those that Markdown knows. Every offset holds.
fn with_known_marks(text: &str) -> Cow<'_, str> {
    // Lines of old Macs end in a carriage return alone. Both line ends are one byte.
    let is_old = text.contains('\r') && !text.contains('\n');
    let text = if is_old { Cow::Owned(text.replace('\r', "\n")) } else { Cow::Borrowed(text) };
    match syntax::highlight::with_rules(&text) {
        Some(with_rules) => Cow::Owned(with_rules),
        None => text,
    }
}
