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
//! people    library   analysis   dictionary   records   verdicts
//! index     engine
//! search
//! lint      render
//! export
//! app
//! browse    serve
//! cli
//! ```
//!
//! A crate that does much is named in few places, so that it can be replaced by changing them:
//!
//! | crate | named in |
//! |---|---|
//! | `anstream` | `cli/` |
//! | `anstyle` | `render/style.rs` |
//! | `base64` | `build.rs`, `engine/credentials.rs` |
//! | `clap` | `cli/` |
//! | `clap_complete` | `cli/completions.rs` |
//! | `clap_mangen` | `cli/man.rs` |
//! | `comfy_table` | `render/grid.rs` |
//! | `crossterm` | `browse/` |
//! | `csv` | `render/csv.rs` |
//! | `encoding_rs` | `library/decode.rs` |
//! | `etcetera` | `cli/` |
//! | `flate2` | `dictionary/table.rs` |
//! | `fs4` | `cli/state.rs`, `index/lock.rs` |
//! | `icu_provider` | `analysis/words.rs` |
//! | `icu_segmenter` | `analysis/words.rs` |
//! | `ignore` | `library/folder.rs`, `library/ignored.rs` |
//! | `indicatif` | `cli/progress.rs` |
//! | `memchr` | `index/lexicon.rs`, `library/decode.rs`, `parse/names/pairs.rs`, `text/lines.rs` |
//! | `percent_encoding` | `serve/notes.rs` |
//! | `pinyin` | `text/sound.rs` |
//! | `postcard` | `index/` |
//! | `pulldown_cmark` | `markdown.rs` |
//! | `ratatui` | `browse/` |
//! | `rmcp` | `serve/` |
//! | `rusqlite` | `export/sqlite.rs` |
//! | `rustc_hash` | `language/words.rs` |
//! | `rustls` | `engine/answer.rs`, `engine/client.rs` |
//! | `serde_json` | `engine/`, `export/html.rs`, `index/cache.rs`, `index/directory.rs`, `render/json.rs`, `render/shape/objects.rs`, `render/shape/tests.rs`, `render/tests.rs`, `serve/` |
//! | `serde_yaml` | `yaml.rs` |
//! | `sha2` | `build.rs` |
//! | `shlex` | `cli/` |
//! | `signal_hook` | `browse/signals.rs` |
//! | `tantivy` | `index/` |
//! | `terminal_size` | `cli/` |
//! | `textwrap` | `text/wrap.rs` |
//! | `tokio` | `serve/` |
//! | `unicode_normalization` | `text/fold.rs` |
//! | `unicode_segmentation` | `text/sentences.rs`, `text/width.rs` |
//! | `unicode_width` | `search/snippet.rs`, `text/width.rs` |
//! | `ureq` | `engine/address.rs`, `engine/answer.rs`, `engine/client.rs` |
//! | `zip` | `library/archive.rs`, `library/entry.rs` |
//!
//! Those that every room may name: anyhow, jiff, serde, strsim, thiserror and `xxhash_rust`. `tests/it/layers.rs` holds all
//! of this, and that it is what stands here.
//!
//! What always holds:
//! - parsing never fails and loses nothing: what is not understood is a passage, and a diagnostic where it matters;
//! - the index is a disposable cache: damage or another version means a quiet rebuild;
//! - logic never prints, and time, width, colour and writers are parameters;
//! - notes are never modified, and nothing goes over a network unless an engine is named.
//!
//! To add …
//!
//! | | new files | edited |
//! |---|---|---|
//! | a form of quote | `parse/turns/forms/x.rs`, `tests/parse/x.md` | `parse/turns/forms/mod.rs`: mod, row of `FORMS` |
//! | another word for a metadata key | `tests/parse/x.md` | `parse/frame/metadata_keys.rs`: row of `KEYS`, or of `OTHER_KEYS` where it has no typed value |
//! | a typed value of the metadata | `tests/parse/x.md` | `model/note.rs`: field; `parse/frame/metadata_keys.rs`: variant of `MetadataFact`, rows of `KEYS`; `parse/frame/metadata.rs`: arm of `take_fact`; if it is Chinese text, `parse/traditional.rs`: `give_back_note`; `tests/it/parse.rs`: `of_note`; then as a JSON key |
//! | another word for a table column | `tests/parse/x.md` | `parse/frame/table_kind.rs`: a word of `TEXT`, `CLAIM`, `TERM` or what the column is called there |
//! | a table column | `tests/parse/x.md` | `parse/frame/table_kind.rs`: field of `ClaimColumns`, `GlossaryColumns` or `QuoteColumns`, and its words; `parse/tables/claims.rs`, `parse/tables/glossary.rs` or `parse/tables/quotes.rs`: what it fills |
//! | a word of the language | | a line of its list in `data/language/` |
//! | a word for English queries | | a line of `data/dictionary/additions.txt`, from which `tests/tools/dictionary.py` makes the table anew |
//! | another word for a word of talk | | a line of `data/wordings.txt` |
//! | a list of words | `data/language/x.txt` | `language/lexicon.rs`: row of `lists!`; whoever asks it |
//! | a record kind, say of table rows | `model/x.rs`, `parse/tables/x.rs`, `tests/parse/x.md` | `model/mod.rs`: mod, variant and arms of `Body`; `model/kind.rs`: variant of `Kind`, row of `KINDS`; `parse/frame/table_kind.rs`: variant of `Table`; `parse/tables/mod.rs`: mod, arm; `parse/draft.rs`: variant of `Content`; arms in `parse/assemble.rs`, `parse/attribution/nameless.rs`, `parse/traditional.rs`, `analysis/record_words.rs`, `render/cards.rs`, `render/fields.rs`, `render/markdown.rs`, `render/shape/field.rs`, `render/whole.rs`, `render/wire.rs`, `tests/it/parse.rs`; `render/style.rs`: arm; `render/marks.rs`: row of `ROLES`; `README.md` |
//! | a filter of one listing, say of quotes | `tests/cmd/x.toml` | `cli/quotes.rs`: argument; `data/messages/help-zh.txt`; `app/quotes.rs`: field of `QuoteFilter`, what it `passes` |
//! | a filter of all listings and the search | `tests/cmd/x.toml` | `cli/selection.rs`: argument, `Selection`; `data/messages/help-zh.txt`; `app/selection.rs`: field of `Selection`, `filter`; `records/filter.rs`: field of `Filter`; `index/filter.rs`: `filter_query`; `engine/ask/filter.rs`: `conditions`; `search/filters.rs`: `narrowed`; what is not indexed yet, `index/schema.rs`: row, field of `Fields`, and `index/document.rs`: `add`; `README.md` |
//! | the same in a query | | `search/query.rs`: grammar, variant of `FilterName`, row of `FILTERS`; `search/filters.rs`: arm of `take`; `cli/search.rs`: help; `README.md` |
//! | a JSON key | | `render/wire.rs`: field of `BodyWire` and its value; `render/fields.rs`: the same as text; `render/shape/field.rs`: row; `README.md` |
//! | a subcommand | `cli/x.rs`, `app/x.rs`, `tests/cmd/x.toml` | `cli/mod.rs`: mod, variant of `Command`, arm of `run`; `cli/commands.rs`: its name; `app/mod.rs`: mod, `pub use`; `data/messages/help-zh.txt`; `README.md` |
//! | a tool for agents | | `serve/tools/asked.rs`: its function; `serve/tools/mod.rs`: row of `TOOLS`; `data/messages/zh.txt`; `tests/it/agents.rs`: row of `each_tool`; `tests/mcp/mcp.test.js`; `README.md` |
//! | a key of the reader | | `browse/keys.rs`: variant of `Action`, row of `BINDINGS`; `browse/state.rs`: arm of `act`; `README.md` |
//! | an output format | `render/x.rs`, `tests/cmd/x.toml` | `render/mod.rs`: mod, variant of `Format`, row of `ALL`, arms of `render` and `render_each`; `README.md` |
//! | a file that others read | `export/x.rs` | `export/mod.rs`: mod, `pub use`; `render/mod.rs`: variant of `Format`, row of `OF_EXPORTS`; `cli/export.rs`: arm of `run`; `tests/it/exported_files.rs`; `README.md` |
//! | a topic, an alias | | `data/topics.yaml` |
//! | a finding of `check` | `lint/x.rs`, `tests/cmd/x.toml` | `lint/code.rs`: variant of `Code`; `lint/codes.rs`: row of `CODES`; `lint/mod.rs`: mod, row of `RULES`; `data/messages/zh.txt`; `README.md` |
//! | a finding of the parser | `tests/parse/x.md` | `model/diagnostic.rs`: variant of `Problem`; where it is found; `lint/code.rs`: variant of `Code`, arm of `of`; `lint/codes.rs`: row of `CODES` |
//! | a crate | | `Cargo.toml`, `Cargo.lock`; `tests/it/layers.rs`: row of `DOORS`; the table above |
//!
//! Each row was tried, and the compiler names every arm that is forgotten. Paths are those below `src`, or of the package.
//! What help, JSON and the built-in note come to stands in cases too: `TRYCMD=overwrite cargo test commands` takes them
//! again, to be read before they are kept.

pub mod text;

pub mod model;

pub mod yaml;

pub mod markdown;

pub mod topics;

mod language;

pub mod parse;

pub mod people;

pub mod library;

pub mod analysis;

pub mod dictionary;

pub mod records;

pub mod verdicts;

pub mod index;

#[cfg(feature = "engine")]
pub mod engine;

pub mod search;

pub mod lint;

pub mod render;

pub mod export;

pub mod app;

#[cfg(feature = "browse")]
pub mod browse;

#[cfg(feature = "mcp")]
pub mod serve;

pub mod cli;
