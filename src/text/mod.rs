//! Pure string work. No I/O, no model.

pub mod address;
pub mod align;
mod case;
mod fold;
mod lines;
pub mod marks;
mod near;
pub mod numeral;
pub mod paths;
pub mod quantity;
mod script;
pub mod sentences;
mod sound;
pub mod timestamp;
pub mod width;
pub mod wrap;

pub use case::lower;
pub use fold::{
    Folded, fold, fold_text, normalise, normalise_text, push_normal, silent_breaks, simplified,
    without_accent,
};
pub use lines::{line_breaks, lines};
pub use near::{near, nearest};
pub use script::{Script, is_alphanumeric, is_mostly_han, script};
pub use sound::{begun_syllables, blurred, readings, spelled, syllables};
