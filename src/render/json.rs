//! JSON: one envelope, or one item a line.

use std::borrow::Borrow;
use std::io::{self, Write};

use serde::Serialize;

use super::wire::{EnvelopeWire, ItemWire};
use super::{Item, View};
use crate::text::width::is_unsafe;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", object(&EnvelopeWire::from(view))?)
}

/// The envelope around items as they come; `view` has none of its own.
pub(super) fn write_each<I: Borrow<Item>>(
    view: &View,
    items: impl Iterator<Item = io::Result<I>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let envelope = object(&EnvelopeWire::from(view))?;
    // The items are the envelope's last value.
    let (begin, end) = envelope.split_at(envelope.rfind(']').unwrap_or(envelope.len()));
    out.write_all(begin.as_bytes())?;
    for (number, item) in items.enumerate() {
        let comma = if number > 0 { "," } else { "" };
        write!(out, "{comma}{}", object(&ItemWire::from(item?.borrow()))?)?;
    }
    writeln!(out, "{end}")
}

pub(super) fn write_lines<I: Borrow<Item>>(
    items: impl Iterator<Item = io::Result<I>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for item in items {
        writeln!(out, "{}", object(&ItemWire::from(item?.borrow()))?)?;
    }
    Ok(())
}

/// Writes one object.
pub(super) fn write_object(wire: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", object(wire)?)
}

fn object(object: &impl Serialize) -> io::Result<String> {
    let json = serde_json::to_string(object)?;
    // JSON itself demands escapes for C0 only; a terminal obeys DEL, C1 and the marks of direction as well. Outside of
    // strings there is none of them, so an escape is right wherever they stand.
    if !json.chars().any(is_unsafe) {
        return Ok(json);
    }
    Ok(json.chars().fold(String::with_capacity(json.len() + 16), |mut escaped, character| {
        if is_unsafe(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
        escaped
    }))
}
