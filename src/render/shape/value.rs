//! The value of a field that a user names.

use serde::Serialize;

use super::super::{Item, fields};
use super::{Field, FieldKind};

/// One thing's value as text; empty where it has none. The words are always whole, also of a hit, whose part that was
/// found is its `snippet`.
pub(super) fn value(item: &Item, name: &str) -> String {
    match (item, name) {
        (Item::Record(entry), "text") => entry.record.text().to_owned(),
        _ => fields::value(item, name),
    }
}

/// A value as programs take it.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum TypedValue {
    Whole(i64),
    Number(f64),
    Truth(bool),
    Text(String),
    List(Vec<String>),
    Nothing,
}

/// One thing's value with its type.
pub(super) fn typed_value(item: &Item, field: Field) -> TypedValue {
    let text = value(item, field.name);
    match field.kind {
        FieldKind::List(separator) => TypedValue::List(parts(&text, separator)),
        _ if text.is_empty() => TypedValue::Nothing,
        FieldKind::Number | FieldKind::Count | FieldKind::Score | FieldKind::Seconds => {
            match (text.parse(), text.parse()) {
                (Ok(whole), _) => TypedValue::Whole(whole),
                (_, Ok(number)) => TypedValue::Number(number),
                _ => TypedValue::Text(text),
            }
        }
        FieldKind::Truth => TypedValue::Truth(text == "true"),
        FieldKind::Text | FieldKind::Day => TypedValue::Text(text),
    }
}

/// The values of a list.
pub(super) fn parts(text: &str, separator: &str) -> Vec<String> {
    text.split(separator).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
