//! Pure string work. No I/O, no model.

mod fold;
mod script;
pub mod width;
pub mod wrap;

pub use fold::{Folded, fold, fold_text, normalise, normalise_text};
pub use script::{Script, script};
