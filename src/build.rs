//! What is worked out when the program is built:
//!
//! - The simplified forms of Chinese characters. `fast2s` knows them, but would make a map of them at every start.
//! - A fingerprint of everything that decides what an index holds: our source, our data and the locked versions of the
//!   crates (the tokenizer's segmentation data among them). The index cache is keyed by it, so that an index made by any
//!   other build of the program is never read.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

fn main() -> io::Result<()> {
    write_simplified_forms()?;
    let mut files = Vec::new();
    for root in ["src", "data", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={root}");
        collect(Path::new(root), &mut files)?;
    }
    files.sort();
    let mut hash = Xxh3::new();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update(&fs::read(&file)?);
    }
    println!("cargo::rustc-env=TOWNHALL_FINGERPRINT={:016x}", hash.digest());
    Ok(())
}

/// Writes pairs of a character and its simplified form, sorted, for the program to include.
fn write_simplified_forms() -> io::Result<()> {
    let mut pairs = String::from("[\n");
    // Its characters are 3 bytes long; it looks at neighbours too, so it is shown one character at a time.
    for character in '\u{800}'..='\u{ffff}' {
        let simplified = fast2s::convert(character.encode_utf8(&mut [0; 4]));
        if let Some(simplified) = simplified.chars().next().filter(|simplified| *simplified != character) {
            pairs.push_str(&format!("({character:?}, {simplified:?}),\n"));
        }
    }
    pairs.push(']');
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&folder).join("simplified.rs"), pairs)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    }
    Ok(())
}
