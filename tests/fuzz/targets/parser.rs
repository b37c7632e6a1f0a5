//! Any bytes as a note's file: decoded as the library does, then read by the parser.

#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use townhall::library::Library;
use townhall::topics::Vocabulary;

#[path = "../../it/claims.rs"]
mod claims;

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::built_in().expect("the built-in vocabulary is sound"));

static FOLDER: LazyLock<tempfile::TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("there is a temporary folder"));

fuzz_target!(|bytes: &[u8]| {
    let file: PathBuf = FOLDER.path().join("a.md");
    std::fs::write(&file, bytes).expect("the temporary folder can be written");
    let library = Library::at(vec![file]);
    let listing = library.sources().expect("a file is a library");
    if let Ok(note) = library.read(&listing.sources[0]) {
        assert!(note.undecodable <= bytes.len());
        claims::note_is_read_whole(&note.text, &VOCABULARY);
    }
});
