//! Rows of a table of quotes as turns.
//!
//! ```text
//! row = quote ( name qualifier? )? label? other*
//! ```

use std::ops::Range;

use crate::markdown::Row;
use crate::model::PassageForm;
use crate::parse::draft::{self, Content, Speaker, Turn};
use crate::parse::frame::table_kind::{QuoteColumns, flat, joined};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::syntax::written_names;

/// Reads a row: its turn and, where other cells say something, those as a passage, each with the bytes of the source that it
/// stands at. `None` where nothing is quoted.
pub(super) fn row(row: &Row, columns: &QuoteColumns, key: bool) -> Option<Vec<(Content, Range<usize>)>> {
    let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
    let words = cell(columns.text)?;
    let speaker = columns
        .speaker
        .and_then(cell)
        .filter(|name| !matches!(name.as_str(), "-" | "—" | "未提及" | "未知" | "佚名"));
    let (speaker, qualifier) = match speaker.as_deref().map(written_names::names).as_deref() {
        Some([(name, remark)]) => (Some(name.clone()), remark.clone()),
        _ => (speaker, None),
    };
    let words = match quotation::read(&words, true, &|_| false) {
        Speech::Whole { words: inner, .. } => words[inner].trim().to_owned(),
        _ => words,
    };
    let label = columns.label.and_then(cell);
    let speaker = speaker.map_or(Speaker::Unknown, Speaker::stated);
    let turn = Turn { speaker, qualifier, label, words, key, ..Turn::default() };
    let span = row.cells.get(columns.text).map_or(row.span.clone(), |cell| cell.source(0..cell.text.len()));
    let mut drafts = vec![(Content::Turn(turn), span)];
    // The row's other cells stay findable.
    let named = [Some(columns.text), columns.speaker, columns.label];
    let others: Vec<usize> = (0..row.cells.len()).filter(|column| !named.contains(&Some(*column))).collect();
    if let Some(text) = joined(row, &others).filter(|text| text.chars().any(char::is_alphabetic)) {
        drafts.push((draft::passage(text, PassageForm::TableRow), row.span.clone()));
    }
    Some(drafts)
}
