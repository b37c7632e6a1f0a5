//! Some fields of each thing, in each format: tab-separated, as CSV, as objects, as a table.

use std::io::{self, Write};

use super::super::{Appearance, Fact, FactValue, Format, Item, Layout, View, csv, json, markdown, table};
use super::value::value;
use super::{Field, FieldKind, objects};
use crate::text::width::{clean, one_line};

pub(super) fn write(
    view: &View,
    fields: &[Field],
    format: Format,
    appearance: Appearance<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows =
        view.items.iter().map(|item| fields.iter().map(|field| value(item, field.name)).collect::<Vec<_>>());
    match format {
        Format::Csv => csv::write_rows(fields.iter().map(|field| field.name), rows, out),
        Format::Jsonl => {
            view.items.iter().try_for_each(|item| json::write_object(&objects::of_fields(item, fields)?, out))
        }
        Format::Table => table::write(&as_facts(view, fields), appearance, out),
        Format::Markdown => {
            markdown::write_row(&mut fields.iter().map(|field| field.name.to_owned()), out)?;
            writeln!(out, "|{}", "---|".repeat(fields.len()))?;
            rows.into_iter().try_for_each(|row| markdown::write_row(&mut row.into_iter(), out))
        }
        // `json` and `yaml` have an envelope around their items, which their caller writes.
        Format::Plain | Format::Json | Format::Yaml => rows.into_iter().try_for_each(|row| {
            let row: Vec<String> = row.iter().map(|value| one_line(value).into_owned()).collect();
            writeln!(out, "{}", row.join("\t"))
        }),
        Format::Sarif | Format::Github | Format::Html | Format::Sqlite | Format::Anki | Format::Obsidian => {
            Err(io::ErrorKind::Unsupported.into())
        }
    }
}

/// The same as facts, which are drawn as a table where that suits them.
fn as_facts(view: &View, fields: &[Field]) -> View {
    let fact = |item: &Item| {
        let value = |field: &Field| {
            let text = value(item, field.name);
            let number = match field.kind {
                FieldKind::Number | FieldKind::Count | FieldKind::Score | FieldKind::Seconds => {
                    text.parse().ok()
                }
                _ => None,
            };
            let value = match (number, field.name) {
                (Some(number), _) => FactValue::Number(number),
                (None, "path" | "file" | "note_path") => FactValue::Path(text),
                (None, _) => FactValue::Text(clean(&text).into_owned()),
            };
            (field.name, value)
        };
        Item::Fact(Fact {
            kind: "fields",
            path: None,
            file: None,
            note: None,
            lines: None,
            values: fields.iter().map(value).collect(),
        })
    };
    View {
        command: view.command,
        total: view.total,
        layout: Layout::Listing,
        items: view.items.iter().map(fact).collect(),
        search: None,
        sides: Vec::new(),
        elsewhere: None,
    }
}
