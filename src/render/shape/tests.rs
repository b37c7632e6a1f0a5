//! Shapes of the same hand-made records in each format.

use super::value::value;
use super::*;
use crate::model::{KINDS, Kind};
use crate::render::tests::{every_kind, view};
use crate::render::{Item, Language, Layout};
use crate::text::width::columns;

fn shaped(shape: &Shape, format: Format, width: usize) -> String {
    let view = view(Layout::Listing, every_kind());
    let appearance = Appearance { width, colour: false, links: None, language: Language::Chinese };
    let mut out = Vec::new();
    render_shaped(&view, shape.groups(&view).as_deref(), shape, format, appearance, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn fields(names: &[&str]) -> Option<Vec<Field>> {
    Some(names.iter().map(|name| Shown::Hits.field(name).unwrap()).collect())
}

fn by(field: &str) -> Option<Grouping> {
    Some(Grouping::parse(field, Shown::Hits, Language::English).unwrap())
}

fn by_kind_of_record() -> Vec<Shape> {
    let counted = Some(Counted::default());
    vec![
        Shape { fields: fields(&["id", "full_text", "line", "topics"]), ..Shape::default() },
        Shape { grouping: by("kind"), ..Shape::default() },
        Shape { grouping: by("text"), counted: counted.clone(), ..Shape::default() },
        Shape { counted, ..Shape::default() },
    ]
}

#[test]
fn each_key_of_the_contract_is_a_field_with_the_same_value() {
    /// Objects and pairs, of which the flat fields have the parts.
    const NESTED: [&str; 4] = ["counts", "horizon", "metadata", "section"];
    for item in every_kind() {
        let Item::Record(entry) = &item else { panic!("{item:?}") };
        let line = shaped_line(&item);
        let wire: serde_json::Value = serde_json::from_str(&line).unwrap();
        for (name, wire) in wire.as_object().unwrap() {
            // The made-up note has another address than its facts.
            let is_own_address = entry.record.kind() == Kind::Note && name == "url";
            if NESTED.contains(&name.as_str()) || is_own_address {
                continue;
            }
            let field = Shown::Records(entry.record.kind()).field(name).unwrap();
            let flat = value(&item, field.name);
            match wire {
                serde_json::Value::Null => assert_eq!(flat, "", "{name}"),
                serde_json::Value::String(text) => assert_eq!(flat, *text, "{name}"),
                serde_json::Value::Array(values) => assert_eq!(flat.is_empty(), values.is_empty(), "{name}"),
                other => assert_eq!(flat, other.to_string(), "{name}"),
            }
        }
    }
}

fn shaped_line(item: &Item) -> String {
    let view = view(Layout::Listing, vec![item.clone()]);
    let mut out = Vec::new();
    crate::render::json::write_lines(view.items.iter().map(Ok), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn no_line_is_wider_than_the_window_and_nothing_is_cut() {
    for shape in by_kind_of_record() {
        for width in [20, 40, 60, 80, 120, 200] {
            let shown = shaped(&shape, Format::Table, width);
            for line in shown.lines() {
                assert!(columns(line) <= width, "{width}: {line}");
            }
            if shape.counted.is_none() {
                let words: String = shown.split_whitespace().collect();
                assert!(words.contains("人类注意力仍然非常有限") || width < 60, "{width}: {shown}");
            }
        }
    }
}

#[test]
fn groups_stand_below_their_names() {
    let shape = Shape { grouping: by("kind"), fields: fields(&["line"]), ..Shape::default() };
    let plain = shaped(&shape, Format::Plain, 80);
    assert!(plain.lines().all(|line| line.parse::<u32>().is_ok()), "{plain}");
    assert!(shaped(&shape, Format::Markdown, 80).contains("## 语录（1）\n\n| line |\n|---|\n| "));
    let json: serde_json::Value = serde_json::from_str(&shaped(&shape, Format::Json, 80)).unwrap();
    assert_eq!(json["groups"].as_array().unwrap().len(), KINDS.len());
    assert_eq!(json["items"][0], serde_json::json!({ "line": 1 }));
}

#[test]
fn a_list_of_values_means_several_groups() {
    let shape = Shape { grouping: by("topics"), counted: Some(Counted::default()), ..Shape::default() };
    assert_eq!(shaped(&shape, Format::Plain, 80), "7\tinference-cost\n");
    assert_eq!(shaped(&shape, Format::Csv, 80), "count,value\n7,inference-cost\n");
    let shape = Shape { grouping: by("date:%Y-%m"), ..shape };
    assert_eq!(shaped(&shape, Format::Plain, 80), "7\t2026-01\n");
}

#[test]
fn items_may_end_in_nul() {
    let shape = Shape { fields: fields(&["line"]), nul: true, ..Shape::default() };
    assert!(shaped(&shape, Format::Plain, 80).starts_with("1\u{0}"));
    let template = Some(Template::parse(r"{line}\n", Shown::Hits, Language::English).unwrap());
    let shape = Shape { template, fields: None, ..shape };
    assert!(shaped(&shape, Format::Plain, 80).starts_with("1\n\u{0}"));
    assert!(shape.fits(Format::Json).is_err());
}
