//! The integration tests, in one binary. `README.md` beside this file says how to add a case.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[cfg(feature = "mcp")]
mod agents;
mod answers;
mod app;
mod archive;
mod asking;
mod claims;
mod commands;
mod damaged;
mod doors;
mod export;
mod exported_files;
mod fixtures;
mod folder;
mod graded;
mod growth;
mod imports;
mod joins;
mod killed;
mod layers;
mod lengths;
mod library;
mod names;
mod odd_files;
mod origins;
mod parity;
mod parse;
mod people;
mod properties;
mod records;
mod replay;
#[cfg(feature = "mcp")]
mod rough_clients;
mod search;
mod shapes;
mod source;
#[cfg(all(unix, feature = "browse"))]
mod terminal;
mod times;
mod tokens;
mod town_hall;
mod verdicts;
mod words;
mod world;
