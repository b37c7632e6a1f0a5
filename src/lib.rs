//! townhall
pub mod cli;
pub mod library;
pub mod model;
pub mod parse;
pub mod render;
pub mod text;
pub mod topics;
