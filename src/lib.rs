//! townhall
pub mod library;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod text;
pub mod topics;
