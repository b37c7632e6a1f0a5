//! Pure string work. No I/O, no model.
