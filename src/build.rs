//! What is worked out when the program is built:
//!
//! - The simplified forms of Chinese characters, one sorted table of OpenCC's dictionaries, so that no start makes a map of them.
//! - A fingerprint of everything that decides what an index holds: our source, our data and the locked versions of the
//!   crates (the tokenizer's segmentation data among them). The index cache is keyed by it, so that an index made by any
//!   other build of the program is never read.
//! - The hashes of the exported page's script and style, which its policy names, so that nothing else runs in it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};
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
    for (name, file) in [("SCRIPT", "page.js"), ("STYLE", "page.css")] {
        let digest = Sha256::digest(fs::read(Path::new("data/page").join(file))?);
        println!("cargo::rustc-env=TOWNHALL_PAGE_{name}={}", STANDARD.encode(digest));
    }
    Ok(())
}

/// Writes pairs of a character and its simplified form, sorted, for the program to include.
fn write_simplified_forms() -> io::Result<()> {
    let folder = Path::new("data/opencc");
    let mut forms = usual_forms(&folder.join("TSCharacters.txt"))?;
    for (variant, traditional) in usual_forms(&folder.join("HKVariantsRev.txt"))? {
        forms.entry(variant).or_insert(traditional);
    }
    let mut pairs = String::from("[\n");
    for (character, form) in &forms {
        // A form may have another one itself, as a variant's traditional form has, so that none is folded twice.
        let simplified = forms.get(form).unwrap_or(form);
        if simplified != character {
            pairs.push_str(&format!("({character:?}, {simplified:?}),\n"));
        }
    }
    pairs.push(']');
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&folder).join("simplified.rs"), pairs)
}

/// The first of the forms that a dictionary of OpenCC gives for each character: `乾⇥干 乾` a line.
fn usual_forms(path: &Path) -> io::Result<BTreeMap<char, char>> {
    let is_entry = |line: &&str| !line.is_empty() && !line.starts_with('#');
    let text = fs::read_to_string(path)?;
    text.lines()
        .filter(is_entry)
        .map(|line| {
            let (character, forms) = line.split_once('\t').unzip();
            let one = |word: Option<&str>| word?.chars().next();
            one(character).zip(one(forms)).ok_or_else(|| {
                io::Error::other(format!(
                    "{}: expected a character, a tab and its forms: {line}",
                    path.display()
                ))
            })
        })
        .collect()
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
