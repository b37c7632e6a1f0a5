//! townhall
pub mod cli;
pub mod index;
pub mod library;
pub mod model;
pub mod parse;
pub mod render;
pub mod search;
pub mod text;
pub mod topics;
