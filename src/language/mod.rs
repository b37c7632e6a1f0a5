//! The words of the language, and what the shape of a few of them tells. No I/O.

pub(crate) mod clause;
pub(crate) mod label;
pub(crate) mod lexicon;
pub(crate) mod name_shape;
