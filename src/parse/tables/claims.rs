//! Rows of a table of claims as predictions.
//!
//! ```text
//! row = claim proposer? horizon? detail*
//! ```

use jiff::civil::Date;

use crate::markdown::Row;
use crate::model::Prediction;
use crate::parse::draft::Content;
use crate::parse::frame::table_kind::{ClaimColumns, flat, joined};
use crate::parse::syntax::horizon;

/// Reads a row; `None` where it claims nothing. `said`: the day of the talk, as far as the note tells.
pub(super) fn row(row: &Row, columns: &ClaimColumns, said: Option<Date>) -> Option<Content> {
    let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
    let claim = cell(columns.claim)?;
    let by =
        columns.by.and_then(cell).filter(|by| !matches!(by.as_str(), "-" | "—" | "未提及" | "无" | "N/A"));
    let horizon = columns.horizon.map(|column| horizon::read(&cell(column).unwrap_or_default(), said));
    let detail = joined(row, &columns.details);
    Some(Content::Prediction(Prediction { claim, by, horizon, detail, supports: Vec::new() }))
}
