//! Reads, searches and cites Chinese notes of talks, interviews and town halls.
//!
//! ```text
//! notes ──> markdown ──> parse ──> index ──> search ──> app ──> render ──> terminal
//! (library)  blocks      records   tantivy   ranked    views    bytes       (cli)
//!                        + diagnostics       on disk    hits
//! ```
//!
//! `model` is what they hand to each other, `records` what may be asked of an index, `analysis` how a text becomes the
//! terms that an index keeps and a query asks for.
//!
//! Imports go one way: a room imports only rooms on lines above its own, and no two files import each other.
//!
//! ```text
//! text      model      yaml
//! markdown  topics     language
//! parse
//! library   analysis   records
//! index
//! search
//! render
//! app
//! cli
//! ```
//!
//! A crate that does much is named in few places, so that it can be replaced by changing them:
//!
//! | crate | named in |
//! |---|---|
//! | `anstream` | `cli/` |
//! | `anstyle` | `render/style.rs` |
//! | `clap` | `cli/` |
//! | `clap_complete` | `cli/completions.rs` |
//! | `clap_mangen` | `cli/man.rs` |
//! | `comfy_table` | `render/grid.rs` |
//! | `csv` | `render/csv.rs` |
//! | `encoding_rs` | `library/decode.rs` |
//! | `etcetera` | `cli/` |
//! | `fast2s` | `build.rs` |
//! | `fs4` | `index/lock.rs` |
//! | `icu_segmenter` | `analysis/words.rs` |
//! | `ignore` | `library/folder.rs` |
//! | `indicatif` | `cli/progress.rs` |
//! | `memchr` | `index/lexicon.rs`, `library/decode.rs`, `markdown/lines.rs` |
//! | `pinyin` | `text/sound.rs` |
//! | `postcard` | `index/document.rs` |
//! | `pulldown_cmark` | `markdown.rs` |
//! | `rustc_hash` | `language/words.rs` |
//! | `serde_json` | `index/cache.rs`, `index/directory.rs`, `render/json.rs`, `render/tests.rs` |
//! | `serde_yaml` | `yaml.rs` |
//! | `tantivy` | `index/` |
//! | `terminal_size` | `cli/` |
//! | `textwrap` | `text/wrap.rs` |
//! | `unicode_normalization` | `text/fold.rs` |
//! | `unicode_segmentation` | `text/width.rs` |
//! | `unicode_width` | `search/snippet.rs`, `text/width.rs` |
//! | `zip` | `library/archive.rs`, `library/entry.rs` |
//!
//! Those that every room may name: anyhow, jiff, serde, strsim, thiserror and `xxhash_rust`. `tests/it/layers.rs` holds all
//! of this, and that it is what stands here.
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
