//! Claims that can't be followed: nobody makes them, for no time, or on no words of the note.

use super::code::Code;
use super::finding::Finding;
use super::rule::ReadNote;
use crate::language::lexicon;
use crate::model::{Body, HorizonKind, LineSpan, Prediction, Record};
use crate::parse::{read_horizon, supports};

/// A claim that shares less with every record of the body, of 1, has nothing behind it there.
const LEAST_SHARE: f64 = 0.12;
/// The fewest records of a body that could speak of every claim.
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

/// A cell that says nothing is no horizon: a dash, 待定. That the talk gave no time is something said, and so is a time in the
/// words of the claim itself.
fn has_no_horizon(claim: &Prediction) -> bool {
    let is_silent = claim.horizon.as_ref().is_none_or(|horizon| {
        let raw = horizon.raw.trim_matches(|it: char| !it.is_alphanumeric());
        raw.is_empty() || lexicon::NO_TIMES_YET.contains(raw)
    });
    is_silent && !tells_time(&claim.claim)
}

fn tells_time(claim: &str) -> bool {
    use HorizonKind::{By, NotBefore, Span, Within};
    matches!(read_horizon(claim, None).kind, By | Within | NotBefore | Span)
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

/// Claims that nothing in the body speaks of, where the body is one that could: it is long, or speaks of most of the others.
fn unsupported(note: &ReadNote<'_>) -> Vec<Finding> {
    let records = &note.parsed.records;
    let body = records.iter().filter(|record| matches!(record.body, Body::Quote(_) | Body::Passage(_)));
    let all = supports(records);
    let (without, with): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| it.nearest < LEAST_SHARE);
    if body.count() < LEAST_BODY && with.len() < without.len().max(1) {
        return Vec::new();
    }
    let found = without.into_iter().map(|support| {
        let record = &records[support.claim];
        let message = format!("nothing in the note speaks of the claim `{}`", record.text());
        Finding::at(Code::PredictionUnsupported, record.lines, message)
    });
    found.collect()
}
