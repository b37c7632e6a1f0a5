//! Files that others read: a page to hand on, a database, cards to learn, spreadsheets, a folder of linked pages.
//!
//! Each takes an [`Extract`], which `app` makes: records with the notes and headings that they stand in. Nothing here asks
//! an index. What notes hold is text to whoever reads the file and never a command, a path or a mark: each file escapes it
//! for its own reader, and names of files are made by `file_name` alone. A file or folder is written beside its place and
//! then renamed, so that nobody ever reads half of one (`place`).
//!
//! | file | |
//! |---|---|
//! | `extract` | what is exported |
//! | `place` | where it goes, and what may not be overwritten |
//! | `file_name` | names of files from names of things |
//! | `html` | a page to hand on |
//! | `sqlite` | a database with a table a kind, and a full-text index |
//! | `anki` | notes for Anki |
//! | `obsidian` | a page a note, person, topic and term |
//! | `spreadsheets` | comma-separated values, a file a kind |

mod anki;
mod extract;
mod file_name;
mod html;
mod obsidian;
mod place;
mod spreadsheets;
#[cfg(feature = "sqlite")]
mod sqlite;

pub use anki::{Cards, write_anki};
pub use extract::Extract;
pub use html::write_html;
pub use obsidian::write_obsidian;
pub use place::{Existing, write_file, write_folder};
pub use spreadsheets::write_spreadsheets;
#[cfg(feature = "sqlite")]
pub use sqlite::write_sqlite;
