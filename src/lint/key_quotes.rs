//! Key quotes that are not what was said.

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::model::Record;
use crate::parse::{Change, Making, Origin, compared, joints, key_quotes};

/// The fewest key quotes that must come from the body before one that doesn't is worth a word.
const LEAST_TRACED: usize = 2;

/// What is to be said of the key quotes of a note.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let origins = key_quotes(records);
    // Where most of them stand nowhere else, the note's body is not what they were taken from.
    let traced = origins.iter().filter(|origin| origin.making != Making::Unsourced).count();
    let is_drawn_from_body = traced >= LEAST_TRACED && traced * 2 > origins.len();
    let unmarked = origins.iter().filter(|origin| !marks_omissions(origin, records));
    let found = unmarked.filter_map(|origin| finding(origin, records));
    found.filter(|finding| finding.code != Code::KeyQuoteUnsourced || is_drawn_from_body).collect()
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
