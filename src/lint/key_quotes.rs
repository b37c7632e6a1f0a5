//! Key quotes that are not what was said.

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::model::{Attribution, Body, ParsedNote, Record};
use crate::parse::{Change, Making, Origin, compared, is_of_one_go, joints, key_quotes, leaves_out_nothing};

/// The fewest key quotes that must come from the body before one that doesn't is worth a word.
const LEAST_TRACED: usize = 2;

/// What is to be said of the key quotes of a note.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let origins = key_quotes(records);
    // Where most of them stand nowhere else, the note's body is not what they were taken from.
    let traced = origins.iter().filter(|origin| origin.making != Making::Unsourced).count();
    let is_drawn_from_body = traced >= LEAST_TRACED && traced * 2 > origins.len();
    let mut misattributed: Vec<Finding> =
        origins.iter().filter_map(|origin| under_another_name(origin, note.parsed)).collect();
    let unmarked = origins.iter().filter(|origin| !marks_omissions(origin, records));
    let unsaid = unmarked.filter(|origin| match origin.making {
        Making::Abridged => !leaves_out_nothing(origin, records),
        Making::Combined => !(is_of_one_go(origin, records) && leaves_out_nothing(origin, records)),
        _ => true,
    });
    let found = unsaid.filter_map(|origin| finding(origin, records));
    misattributed
        .extend(found.filter(|finding| finding.code != Code::KeyQuoteUnsourced || is_drawn_from_body));
    misattributed
}

/// A key quote whose words somebody else says in the body, if the note names both and takes them for two people. Words that were
/// changed may be somebody's of whom the body has no quote.
fn under_another_name(origin: &Origin, note: &ParsedNote) -> Option<Finding> {
    let is_same_words = matches!(origin.making, Making::Verbatim | Making::Abridged | Making::Combined);
    let key = &note.records[origin.key];
    let own = stated(key).filter(|_| is_same_words)?;
    let mut others: Vec<(&str, u32)> = Vec::new();
    for part in &origin.parts {
        let source = &note.records[part.source];
        let speaker = stated(source).filter(|speaker| are_two(own, speaker, note))?;
        others.push((speaker, source.lines.first));
    }
    let (speaker, line) = others.first()?;
    let message = format!("the key quote is under {own}, and line {line} has its words under {speaker}");
    Some(Finding::at(Code::KeyQuoteSpeaker, key.lines, message).if_apart(own, speaker))
}

/// Who says a quote, where the note says so at the words.
fn stated(record: &Record) -> Option<&str> {
    match &record.body {
        Body::Quote(quote) if quote.attribution == Some(Attribution::Stated) => quote.speaker.as_deref(),
        _ => None,
    }
}

/// Whether a note knows two names as those of two people.
fn are_two(one: &str, other: &str, note: &ParsedNote) -> bool {
    let member = |name: &str| {
        note.names.members.iter().position(|member| member.names.iter().any(|own| own.text == name))
    };
    member(one).zip(member(other)).is_some_and(|(one, other)| one != other)
}

fn finding(origin: &Origin, records: &[Record]) -> Option<Finding> {
    let key = &records[origin.key];
    let mut lines: Vec<u32> = origin.parts.iter().map(|part| records[part.source].lines.first).collect();
    lines.dedup();
    let places = lines.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let (code, message) = match origin.making {
        Making::Verbatim => return None,
        Making::Abridged => (
            Code::KeyQuoteAbridged,
            format!("the key quote leaves out words of line {places}: {}", compared(origin, records)),
        ),
        Making::Combined => {
            (Code::KeyQuoteCombined, format!("the key quote is put together from lines {places}"))
        }
        Making::Altered(Change::Words) => (
            Code::KeyQuoteAltered,
            format!("the key quote is not what line {places} says: {}", compared(origin, records)),
        ),
        Making::Altered(Change::Order) => {
            (Code::KeyQuoteAltered, format!("the key quote has the words of line {places} in another order"))
        }
        Making::Altered(Change::Negation) => (
            Code::KeyQuoteAltered,
            format!(
                "the key quote leaves out what turns the meaning of line {places}: {}",
                compared(origin, records)
            ),
        ),
        Making::Unsourced => (
            Code::KeyQuoteUnsourced,
            "the key quote stands nowhere else in the note, while others do".to_owned(),
        ),
    };
    Some(Finding::at(code, key.lines, message))
}

/// Whether a quote that is shorter than its source says wherever it leaves something out.
fn marks_omissions(origin: &Origin, records: &[Record]) -> bool {
    let is_shorter = matches!(origin.making, Making::Abridged | Making::Combined);
    is_shorter
        && joints(origin, records).iter().all(|marks| marks.contains(['…', '⋯']) || marks.contains("..."))
}
