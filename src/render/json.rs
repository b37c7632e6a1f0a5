//! JSON: one envelope, or one item a line.

use std::io::{self, Write};

use serde::Serialize;

use super::View;
use super::wire::{EnvelopeWire, ItemWire};
use crate::text::width::is_unsafe;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    write_object(&EnvelopeWire::from(view), out)
}

pub(super) fn write_lines(view: &View, out: &mut dyn Write) -> io::Result<()> {
    view.items.iter().try_for_each(|item| write_object(&ItemWire::from(item), out))
}

fn write_object(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut json = serde_json::to_string(object)?;
    // JSON itself demands escapes for C0 only; a terminal obeys DEL, C1 and the marks of direction as well. Outside of
    // strings there is none of them, so an escape is right wherever they stand.
    if json.chars().any(is_unsafe) {
        json = json.chars().fold(String::with_capacity(json.len() + 16), |mut escaped, character| {
            if is_unsafe(character) {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                escaped.push(character);
            }
            escaped
        });
    }
    writeln!(out, "{json}")
}
