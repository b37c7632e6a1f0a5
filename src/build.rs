//! Gives the program a fingerprint of everything that decides what an index holds: our source, our data and
//! the locked versions of the crates (the tokenizer's segmentation data among them). The index cache is keyed by
//! it, so that an index made by any other build of the program is never read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

fn main() -> io::Result<()> {
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
