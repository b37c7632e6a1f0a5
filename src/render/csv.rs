//! Comma-separated values with a header, for spreadsheets. What is told of a record's note comes last.

use std::borrow::Borrow;
use std::io::{self, Write};

use super::fields::{LineFields, value};
use super::{Item, View};
use crate::text::width::clean;

const COLUMNS: [&str; 10] =
    ["id", "kind", "note", "path", "line", "end_line", "section", "topics", "speaker", "text"];

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    write_each(&LineFields::of(view), view.items.iter().map(Ok), out)
}

pub(super) fn write_each<I: Borrow<Item>>(
    shape: &LineFields,
    items: impl Iterator<Item = io::Result<I>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let own: &[&str] = match shape.facts {
        Some(true) => &["path", "line"],
        Some(false) => &[],
        None => &COLUMNS,
    };
    let columns = own.iter().chain(&shape.extra).chain(&shape.of_note);
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(columns.clone()).map_err(unwrapped)?;
    for item in items {
        let item = item?;
        let row = columns.clone().map(|&column| {
            let field = if column == "text" { shape.text } else { column };
            clean(&value(item.borrow(), field)).into_owned()
        });
        writer.write_record(row).map_err(unwrapped)?;
    }
    writer.flush()
}

/// Rows below a header.
pub(super) fn write_rows(
    header: impl Iterator<Item = &'static str>,
    rows: impl Iterator<Item = Vec<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(header).map_err(unwrapped)?;
    for row in rows {
        writer.write_record(row.iter().map(|value| clean(value).into_owned())).map_err(unwrapped)?;
    }
    writer.flush()
}

/// The writer's own error: in the crate's wrapping nobody would see that a pipe was closed.
fn unwrapped(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
