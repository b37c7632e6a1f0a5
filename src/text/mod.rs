//! Pure string work. No I/O, no model.

pub mod width;
pub mod wrap;
