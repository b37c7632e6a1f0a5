//! YAML: the JSON contract for readers of YAML.

use std::io::{self, Write};

use serde::Serialize;

use super::View;
use super::wire::EnvelopeWire;
use crate::text::width::is_unsafe;
use crate::yaml;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    write_object(&EnvelopeWire::from(view), out)
}

/// Writes one object.
pub(super) fn write_object(object: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let yaml = yaml::write(object).map_err(io::Error::other)?;
    // The emitter escapes control characters; what is left are marks of direction, which it takes for printable.
    let yaml: String = yaml.chars().filter(|&character| character == '\n' || !is_unsafe(character)).collect();
    out.write_all(yaml.as_bytes())
}
