//! Things as objects of some fields, and the envelope with groups.
//!
//! A field is as the JSON contract has it, else as the flat formats do, with its type.

use std::io;

use serde::Serialize;
use serde_json::Value;

use super::super::wire::{EnvelopeWire, ItemWire};
use super::super::{Item, View};
use super::value::typed_value;
use super::{Field, Group};

/// Something to be written as JSON or YAML.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Object(Value);

/// The envelope of a view; without `fields` its items are as they always are.
pub(super) fn envelope(
    view: &View,
    groups: Option<&[Group]>,
    fields: Option<&[Field]>,
) -> io::Result<Object> {
    let mut envelope = read_again(&EnvelopeWire::from(view))?;
    if let Some(keys) = envelope.as_object_mut() {
        let mut items = keys.remove("items").unwrap_or_default();
        if let Some(fields) = fields {
            let chosen = view.items.iter().map(|item| Ok(of_fields(item, fields)?.0));
            items = chosen.collect::<io::Result<_>>()?;
        }
        if let Some(groups) = groups {
            keys.insert("groups".to_owned(), read_again(&groups)?);
        }
        // The items stay the last value.
        keys.insert("items".to_owned(), items);
    }
    Ok(Object(envelope))
}

/// These fields of an item.
pub(super) fn of_fields(item: &Item, fields: &[Field]) -> io::Result<Object> {
    let mut wire = read_again(&ItemWire::from(item))?;
    let mut chosen = serde_json::Map::new();
    for field in fields {
        let value = match wire.get_mut(field.name) {
            Some(value) => value.take(),
            None => serde_json::to_value(typed_value(item, *field))?,
        };
        chosen.insert(field.name.to_owned(), value);
    }
    Ok(Object(chosen.into()))
}

/// What is serialised, as a value. Through text, in which a number has no more digits than it was written with.
fn read_again(wire: &impl Serialize) -> io::Result<Value> {
    Ok(serde_json::from_str(&serde_json::to_string(wire)?)?)
}
