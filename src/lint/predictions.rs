//! Claims that can't be followed: nobody makes them, for no time, or on no words of the note.

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::model::{Body, LineSpan, Prediction, Record};
use crate::parse::supports;

/// A claim that shares less with every record of the body, of 1, has nothing behind it there.
const LEAST_SHARE: f64 = 0.12;
/// The fewest records of a body that could say more of a claim.
const LEAST_BODY: usize = 10;

/// What claims lack.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let claims: Vec<(&Record, &Prediction)> = note
        .parsed
        .records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Prediction(prediction) => Some((record, prediction)),
            _ => None,
        })
        .collect();
    let mut found = Vec::new();
    lacking(&claims, Code::PredictionNoProposer, "who makes it", &|claim| claim.by.is_none(), &mut found);
    lacking(&claims, Code::PredictionNoHorizon, "for when it is", &has_no_horizon, &mut found);
    found.extend(unsupported(note));
    found
}

/// A cell that says nothing, such as a dash, is no horizon.
fn has_no_horizon(claim: &Prediction) -> bool {
    claim.horizon.as_ref().is_none_or(|horizon| !horizon.raw.contains(char::is_alphanumeric))
}

/// Claims that lack something; where all of a table do, one finding tells so.
fn lacking(
    claims: &[(&Record, &Prediction)],
    code: Code,
    what: &str,
    lacks: &dyn Fn(&Prediction) -> bool,
    found: &mut Vec<Finding>,
) {
    for table in claims.chunk_by(|one, other| one.0.section_number == other.0.section_number) {
        let without: Vec<&(&Record, &Prediction)> = table.iter().filter(|(_, claim)| lacks(claim)).collect();
        if without.len() == table.len() && table.len() > 1 {
            let lines = LineSpan { first: table[0].0.lines.first, last: table[table.len() - 1].0.lines.last };
            let message = format!("none of {} claims says {what}", table.len());
            found.push(Finding::at(code, lines, message));
            continue;
        }
        found.extend(without.iter().map(|(record, claim)| {
            Finding::at(code, record.lines, format!("the claim `{}` does not say {what}", claim.claim))
        }));
    }
}

fn unsupported(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let body = records.iter().filter(|record| matches!(record.body, Body::Quote(_) | Body::Passage(_)));
    if body.count() < LEAST_BODY {
        return Vec::new();
    }
    let found = supports(records).into_iter().filter(|support| support.nearest < LEAST_SHARE);
    found
        .map(|support| {
            let record = &records[support.claim];
            let message = format!("nothing in the note speaks of the claim `{}`", record.text());
            Finding::at(Code::PredictionUnsupported, record.lines, message)
        })
        .collect()
}
