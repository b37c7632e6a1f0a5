//! YAML: the JSON contract for readers of YAML. One of the two doors to `serde_yaml`, which is no longer developed.

use std::io::{self, Write};

use super::View;
use super::wire::EnvelopeWire;
use crate::text::width::is_unsafe;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    let yaml = serde_yaml::to_string(&EnvelopeWire::from(view)).map_err(io::Error::other)?;
    // The emitter escapes control characters; what is left are marks of direction, which it takes for printable.
    let yaml: String = yaml.chars().filter(|&character| character == '\n' || !is_unsafe(character)).collect();
    out.write_all(yaml.as_bytes())
}
