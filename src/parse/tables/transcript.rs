//! Rows of a transcript as turns.
//!
//! ```text
//! row = name ( time )? words other*        ; a row without a name goes on with nobody's turn
//! ```

use std::ops::Range;

use crate::markdown::Row;
use crate::model::PassageForm;
use crate::parse::draft::{self, Content, Speaker, Turn};
use crate::parse::frame::table_kind::{TranscriptColumns, flat, joined};
use crate::parse::syntax::quotation::{self, Speech};
use crate::text::timestamp;

/// Reads a row: its turn and, where other cells say something, those as a passage. `None` where nothing is said.
pub(super) fn row(row: &Row, columns: &TranscriptColumns, key: bool) -> Option<Vec<(Content, Range<usize>)>> {
    let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
    let words = cell(columns.words)?;
    let (speaker, qualifier) = match cell(columns.speaker) {
        Some(name) => split_qualifier(&name),
        None => (None, None),
    };
    let words = match quotation::read(&words, true, &|_| false) {
        Speech::Whole { words: inner, .. } => words[inner].trim().to_owned(),
        _ => words,
    };
    let speaker = speaker.map_or(Speaker::Unknown, Speaker::stated);
    let turn = Turn { speaker, qualifier, words, key, ..Turn::default() };
    let span = row.cells.get(columns.words).map_or(row.span.clone(), |cell| cell.source(0..cell.text.len()));
    let mut drafts = vec![(Content::Turn(turn), span)];
    let named = [Some(columns.words), Some(columns.speaker), columns.time];
    let others: Vec<usize> = (0..row.cells.len()).filter(|column| !named.contains(&Some(*column))).collect();
    if let Some(text) = joined(row, &others).filter(|text| text.chars().any(char::is_alphabetic)) {
        drafts.push((draft::passage(text, PassageForm::TableRow), row.span.clone()));
    }
    Some(drafts)
}

/// `李明（主持人）` and `李明 00:01`: the name, and what stands beside it and is no time.
fn split_qualifier(cell: &str) -> (Option<String>, Option<String>) {
    let cell = timestamp::clock_at_end(cell).map_or(cell, |clock| cell[..clock].trim_end());
    let cell = cell.trim_end_matches(['：', ':']);
    let (name, qualifier) = match cell.split_once(['（', '(']) {
        Some((name, inner)) => (name.trim(), inner.trim_end_matches(['）', ')']).trim()),
        None => (cell.trim(), ""),
    };
    let qualifier = (!qualifier.is_empty() && !timestamp::is_stamp(qualifier)).then(|| qualifier.to_owned());
    ((!name.is_empty()).then(|| name.to_owned()), qualifier)
}
