//! Reads, searches and cites Chinese notes of talks, interviews and town halls.
//!
//! ```text
//! notes ──> markdown ──> parse ──> model ──> index ──> search ──> render ──> terminal
//! (library)  blocks      records   types     tantivy   ranked     bytes
//!                        + diagnostics       on disk   hits
//! ```
//!
//! Data flows one way, and a module imports only those above it in the list below (`tests/it/layers.rs` holds it):
//! `text` and `model` import nothing; `cli` alone knows everything. Each outside crate has one door: `markdown` names
//! pulldown_cmark, `index` tantivy and icu_segmenter, `render` comfy-table, `cli` clap.
//!
//! What always holds:
//! - parsing never fails and loses nothing: what is not understood is a passage, and a diagnostic where it matters;
//! - the index is a disposable cache: damage or another version means a quiet rebuild;
//! - logic never prints, and time, width, colour and writers are parameters;
//! - notes are never modified, and nothing ever goes over a network.
//!
//! To add …
//!
//! | | new files | edited |
//! |---|---|---|
//! | a subcommand | `src/cli/x.rs`, a case in `tests/cmd/` | `src/cli/mod.rs`: mod, variant, arm |
//! | a record kind | `src/model/x.rs`, `src/parse/x.rs`, a fixture | `model/mod.rs` (variant, `KINDS` row), `parse/mod.rs` |
//! | an output format | `src/render/x.rs`, a case | `render/mod.rs`: variant, arm |
//! | a topic, an alias | – | `data/topics.yaml` |

pub mod text;

pub mod model;

pub mod yaml;

pub mod markdown;

pub mod topics;

mod language;

pub mod parse;

pub mod library;

pub mod analysis;

pub mod records;

pub mod index;

pub mod search;

pub mod render;

pub mod app;

pub mod cli;
