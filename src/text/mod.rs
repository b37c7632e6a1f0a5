//! Pure string work. No I/O, no model.

mod fold;
mod script;
mod sound;
pub mod width;
pub mod wrap;

pub use fold::{Folded, fold, fold_text, normalise, normalise_text};
pub use script::{Script, script};
pub use sound::{readings, syllables};
