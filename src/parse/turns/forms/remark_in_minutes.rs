//! A remark in the minutes of a meeting, in which whoever attends is named before the words or after them.
//!
//! ```text
//! remark = mark? names colon words?            ; without words: those of the list or the lines below
//!        | mark? name "，" words
//!        | mark? name                           ; above a list or further lines of its item
//!        | words "——" names
//! mark   = ( "-" | "—" | "*" | "•" )+           ; a bullet that Markdown knows for none
//! names  = name ( ( "、" | "，" | "/" | "\" | "&" | "和" ) name )*
//! ```
//!
//! Labels of other kinds stand in the same places (结论, 背景), and items have owners after a dash (`选型 -- 林远`), so a name
//! has to be that of one who attends, or to have a name's shape where the line leaves little else.

use std::ops::Range;

use crate::language::label;
use crate::language::name_shape::{self, Shape};
use crate::language::question;
use crate::parse::draft::Speaker;
use crate::parse::syntax::lead;
use crate::parse::syntax::line::{Line, trimmed};
use crate::parse::turns::context::Reading;
use crate::parse::turns::open::Open;
use crate::parse::turns::utterance::{
    Group, Label, LeadIn, LeadInAfter, LeadsIn, LineOfLeadIn, Reach, Says, Spoken, Utterance, Voice,
};
use crate::text::marks;

pub(super) fn read(reading: &Reading<'_, '_>, open: &Open<'_>) -> Option<Utterance> {
    let line = reading.line;
    if !reading.cast.attendance.is_minutes() || line.place.in_key || line.place.in_blockquote {
        return None;
    }
    let text = &line.inline.text;
    let start = after_marks(line);
    let is_marked = start > line.start;
    if let Some(lead) = lead::read(line.inline, start..line.range.end) {
        let words = trimmed(text, lead.end..line.range.end);
        // Beside an item under somebody's name another is as likely to be one.
        let is_beside = line.place.bullet.is_some()
            && open.lead_in.is_some_and(|lead_in| lead_in.reach == Reach::Below(line.place.bullet));
        let is_free = is_marked || words.is_empty() && (is_beside || line.list_below.is_none());
        if let Some(voice) = voice(reading, &lead.name, lead.qualifier, is_free) {
            return Some(match words.is_empty() {
                true => leads_in(reading, voice),
                false => says(words, voice),
            });
        }
    }
    // `结论：同意。` below somebody's words is no more of them.
    let is_label = line.lead.as_ref().is_some_and(|lead| label::is_label(&lead.name));
    if is_label && open.above.is_turn() && matches!(open.lead_in, Some(LeadIn { reach: Reach::Below(_), .. }))
    {
        return Some(Utterance::Label(Label { ends_lead_in: true, ends_unmarked: true, ..Label::default() }));
    }
    let range = start..line.range.end;
    before_a_comma(reading, range.clone())
        .or_else(|| behind_dashes(reading, range.clone()))
        .or_else(|| alone(reading, range))
        // Another item begins: it is not what was said above it.
        .or_else(|| {
            let ends = start > line.start && open.has_words_waiting() && line.lead.is_none();
            ends.then(|| Utterance::Label(Label { ends_turn: true, ends_unmarked: true, ..Label::default() }))
        })
}

/// Where the words of a line begin, after marks that Markdown knows for no bullets.
pub(super) fn after_marks(line: &Line<'_>) -> usize {
    line.range.end - line.inline.text[line.start..line.range.end].trim_start_matches(is_mark).len()
}

fn is_mark(character: char) -> bool {
    matches!(character, '-' | '–' | '—' | '*' | '•' | '＊') || character.is_whitespace()
}

/// The voice of those whom some words name; the first speaks, the others stand beside. `is_free`: words that have a name's
/// shape will do.
fn voice(reading: &Reading<'_, '_>, words: &str, qualifier: Option<String>, is_free: bool) -> Option<Voice> {
    let names = names(reading, words, is_free)?;
    let (first, others) = names.split_first()?;
    let others = (!others.is_empty()).then(|| others.join("、"));
    Some(Voice { speaker: Speaker::stated(*first), qualifier: others.or(qualifier), ..Voice::default() })
}

/// The names that some words consist of.
fn names<'w>(reading: &Reading<'_, '_>, words: &'w str, is_free: bool) -> Option<Vec<&'w str>> {
    let attends = |name: &&str| reading.cast.attendance.names(name);
    let parts = words.split(['、', '，', ',', '/', '\\', '&', '＆']).map(account_or_name);
    // `李明和王芳`; 和谷岩 is one.
    let parts = parts.flat_map(|part| match attends(&part) {
        true => vec![part],
        false => part.split('和').map(str::trim).collect(),
    });
    let names: Vec<&str> = parts.filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| {
        let is_person = (2..=4).contains(&name.chars().count())
            && name.chars().all(name_shape::is_han)
            && name_shape::shape(name) == Shape::Person;
        attends(name) || is_person
    };
    let is_free = is_free || names.len() > 1;
    let are_names =
        !names.is_empty() && names.iter().all(|name| if is_free { is_name(name) } else { attends(name) });
    are_names.then_some(names)
}

/// Words without white space around them, and without the mark before an account.
fn account_or_name(words: &str) -> &str {
    words.trim().trim_start_matches('@')
}

fn says(words: Range<usize>, voice: Voice) -> Utterance {
    Utterance::Says(Says {
        // Where a remark ends nothing shows: its line is sure.
        spoken: Spoken::Unmarked { words, continues: false },
        voice,
        before: None,
        group: Group::New,
        goes_on: false,
        lead_in: LeadInAfter::Ended,
    })
}

fn leads_in(reading: &Reading<'_, '_>, voice: Voice) -> Utterance {
    let line = reading.line;
    let reach = Reach::Below(line.place.bullet);
    let lead_in = LeadIn { voice, asks: false, takes_plain: true, reach };
    Utterance::LeadsIn(LeadsIn { lead_in, group: Group::New, line: LineOfLeadIn::Label })
}

/// `林博，方案1`: one who attends, a comma, and what they say.
fn before_a_comma(reading: &Reading<'_, '_>, range: Range<usize>) -> Option<Utterance> {
    const FEWEST: usize = 3;
    let text = &reading.line.inline.text[range.clone()];
    let (name, words) = text.split_once(['，', ','])?;
    let is_name = reading.cast.attendance.names(name.trim());
    // `林远、周舟，吴一鸣` lists people, `林远，程序员` tells what somebody does.
    let next = words.split(['，', ',', '。', '、']).next().unwrap_or(words).trim();
    let is_said = words.trim().chars().count() >= FEWEST
        && !matches!(name_shape::shape(next), Shape::Person | Shape::Role)
        && !reading.cast.attendance.names(next);
    (is_name && is_said).then(|| {
        says(
            trimmed(&reading.line.inline.text, range.end - words.len()..range.end),
            Voice::named(name.trim()),
        )
    })
}

/// `是否限时？————林远，周舟`: who says a sentence, after it.
fn behind_dashes(reading: &Reading<'_, '_>, range: Range<usize>) -> Option<Utterance> {
    let text = reading.line.inline.text[range.clone()].trim_end();
    let before = &text[..text.rfind("——")? + '—'.len_utf8()];
    let names_start = before.len() + '—'.len_utf8();
    let words = before.trim_end_matches(['—', ' ', '　']);
    let is_sentence = words.contains(['。', '？', '！', '，', '；', '?', '!', ',']);
    let is_numbered = words.starts_with(|character: char| character.is_ascii_digit());
    if !is_sentence || is_numbered && !words.ends_with(['。', '？', '！', '?', '!']) {
        return None;
    }
    let names = text[names_start..].trim_end_matches(['，', ',', '。', '、', ' ']);
    let voice = voice(reading, names, None, true)?;
    // `1. 几点关门？——李明`: whoever stands behind a question has raised it.
    let voice = Voice { told_to_ask: question::ends_in_mark(words), ..voice };
    Some(says(range.start..range.start + words.len(), voice))
}

/// A name alone, above a list or further lines.
fn alone(reading: &Reading<'_, '_>, range: Range<usize>) -> Option<Utterance> {
    let line = reading.line;
    let has_words_below =
        line.list_below.is_some() || line.place.bullet.is_some() && line.range.end < line.inline.text.len();
    let text = line.inline.text[range].trim();
    let name = text.split(['（', '(']).next().unwrap_or(text).trim();
    let rest = text[name.len()..].trim();
    let qualifier = marks::bracketed(rest).map(|(inner, _)| inner.to_owned());
    if !has_words_below || !rest.is_empty() && qualifier.is_none() {
        return None;
    }
    // Several names alone are a list of people.
    if names(reading, name, true)?.len() > 1 {
        return None;
    }
    voice(reading, name, qualifier, true).map(|voice| leads_in(reading, voice))
}
