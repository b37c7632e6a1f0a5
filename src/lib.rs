//! townhall
pub mod text;
pub mod model;
pub mod topics;
pub mod parse;
pub mod library;
