//! Rows of a table of questions and answers.
//!
//! ```text
//! row = other* asker? question speaker? answer other*
//! ```
//!
//! Without a column of those who answer, and where the note has no guest, an answer is nobody's speech: lists of frequent
//! questions look alike.

use std::ops::Range;

use crate::markdown::Row;
use crate::model::PassageForm;
use crate::parse::draft::{self, Content, Speaker, Turn};
use crate::parse::frame::table_kind::{AnswerColumns, flat, joined};
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::syntax::written_names;

/// Reads a row: its question, its answer and, where other cells say something, those as a passage. `None` where nothing is
/// asked or answered.
pub(super) fn row(
    row: &Row,
    columns: &AnswerColumns,
    has_guest: bool,
) -> Option<Vec<(Content, Range<usize>)>> {
    let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
    let at = |column: usize| {
        row.cells.get(column).map_or(row.span.clone(), |cell| cell.source(0..cell.text.len()))
    };
    let (question, answer) = (cell(columns.question)?, cell(columns.answer)?);
    let asker = columns.asker.and_then(cell);
    let speaker = columns.speaker.and_then(cell);
    let (speaker, qualifier) = match speaker.as_deref().map(written_names::names).as_deref() {
        Some([(name, remark)]) => (Some(name.clone()), remark.clone()),
        _ => (speaker, None),
    };
    let said = if speaker.is_some() || has_guest {
        let words = match quotation::read(&answer, true, &|_| false) {
            Speech::Whole { words, .. } => answer[words].trim().to_owned(),
            _ => answer,
        };
        let speaker = speaker.map_or(Speaker::Unknown, Speaker::stated);
        Content::Turn(Turn { speaker, qualifier, words, is_answer: true, ..Turn::default() })
    } else {
        draft::passage(answer, PassageForm::TableRow)
    };
    let mut drafts =
        vec![(draft::question(question, asker), at(columns.question)), (said, at(columns.answer))];
    let named = [Some(columns.question), Some(columns.answer), columns.asker, columns.speaker];
    let others: Vec<usize> = (0..row.cells.len()).filter(|column| !named.contains(&Some(*column))).collect();
    if let Some(text) = joined(row, &others).filter(|text| text.chars().any(char::is_alphabetic)) {
        drafts.push((draft::passage(text, PassageForm::TableRow), row.span.clone()));
    }
    Some(drafts)
}
