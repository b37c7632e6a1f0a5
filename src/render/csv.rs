//! Comma-separated values with a header, for spreadsheets.

use std::io::{self, Write};

use super::View;
use super::fields::{extra_fields, fact_fields, text_field, value};
use crate::text::width::clean;

const COLUMNS: [&str; 10] =
    ["id", "kind", "note", "path", "line", "end_line", "section", "topics", "speaker", "text"];

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let extra = extra_fields(view);
    let own = fact_fields(view, &["path", "line"]).unwrap_or(&COLUMNS);
    let columns = own.iter().chain(&extra);
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(columns.clone()).map_err(io::Error::from)?;
    for item in &view.items {
        let row = columns.clone().map(|&column| {
            let field = if column == "text" { text_field(view) } else { column };
            clean(&value(item, field)).into_owned()
        });
        writer.write_record(row).map_err(io::Error::from)?;
    }
    writer.flush()
}
