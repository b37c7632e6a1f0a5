//! House rules that no compiler holds: which module may import which, which crate has which door, and that nothing is
//! forgotten.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers with their ranks: a module imports only modules of a lower rank. `model` and `text` import nobody.
const RANKS: [(&str, u8); 10] = [
    ("text", 0),
    ("model", 0),
    ("markdown", 1),
    ("topics", 1),
    ("parse", 2),
    ("library", 3),
    ("index", 4),
    ("search", 5),
    ("render", 6),
    ("cli", 7),
];

/// Crates with few doors: the places below `src` that may name them.
const DOORS: [(&str, &[&str]); 21] = [
    ("postcard", &["index/document.rs"]),
    ("memchr", &["index/lexicon.rs", "library/decode.rs", "markdown/lines.rs"]),
    ("pulldown_cmark", &["markdown.rs"]),
    ("serde_yaml", &["topics/", "parse/metadata.rs", "render/yaml.rs", "cli/settings.rs"]),
    ("tantivy", &["index/"]),
    ("fs4", &["index/lock.rs"]),
    ("icu_segmenter", &["index/analyser.rs"]),
    ("comfy_table", &["render/grid.rs"]),
    ("clap", &["cli/"]),
    ("encoding_rs", &["library/decode.rs"]),
    ("ignore", &["library/folder.rs"]),
    ("zip", &["library/archive.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    ("fast2s", &["build.rs"]),
    ("unicode_normalization", &["text/fold.rs"]),
    ("textwrap", &["text/wrap.rs"]),
    ("etcetera", &["cli/"]),
    ("terminal_size", &["cli/"]),
    ("pinyin", &["text/"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file below `src` with its path there.
fn sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let mut sources: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/");
            (path, fs::read_to_string(file).unwrap())
        })
        .collect();
    sources.sort();
    assert!(sources.len() > 50, "found only {} files", sources.len());
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // What the fuzz targets are built into.
            if !path.ends_with("target") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The layer that a file belongs to: its folder, or its own name.
fn layer(path: &str) -> Option<u8> {
    let name = path.split('/').next().unwrap().trim_end_matches(".rs");
    RANKS.iter().find(|(layer, _)| *layer == name).map(|(_, rank)| *rank)
}

/// A file's lines of code, without comments and without what stands below its tests.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
}

/// The names of the crate's own modules that a line imports or names.
fn imported(line: &str) -> Vec<&str> {
    line.match_indices("crate::")
        .flat_map(|(offset, found)| {
            let rest = &line[offset + found.len()..];
            let names = rest.strip_prefix('{').map_or(rest, |inner| inner.split('}').next().unwrap_or(inner));
            let is_list = rest.starts_with('{');
            names
                .split(',')
                .take(if is_list { usize::MAX } else { 1 })
                .map(|name| {
                    name.trim().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("")
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn imports_go_down_the_layers_only() {
    for (path, text) in sources() {
        let Some(rank) = layer(&path) else { continue };
        let own = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        for line in code(&text) {
            for name in imported(line) {
                let Some((_, other)) = RANKS.iter().find(|(layer, _)| *layer == name) else { continue };
                assert!(
                    name == own || *other < rank,
                    "src/{path} imports {name}, which is not below it: {line}"
                );
            }
        }
    }
}

#[test]
fn every_module_has_a_layer() {
    for (path, _) in sources() {
        let is_top = ["lib.rs", "main.rs", "build.rs"].contains(&path.as_str());
        assert!(is_top || layer(&path).is_some(), "src/{path} has no rank in tests/it/layers.rs");
    }
}

#[test]
fn crates_are_named_behind_their_doors_only() {
    for (path, text) in sources() {
        for (name, doors) in DOORS {
            let names_it = code(&text).any(|line| {
                line.match_indices(name).any(|(offset, _)| {
                    let before = line[..offset].chars().next_back();
                    let is_start =
                        before.is_none_or(|c| !(c.is_alphanumeric() || c == '_' || c == ':' || c == '.'));
                    is_start && line[offset + name.len()..].starts_with("::")
                })
            });
            let is_door = doors.iter().any(|door| path.starts_with(door));
            assert!(!names_it || is_door, "src/{path} names {name}, whose doors are {doors:?}");
        }
    }
}

#[test]
fn doors_are_real() {
    let paths: Vec<String> = sources().into_iter().map(|(path, _)| path).collect();
    for (name, doors) in DOORS {
        for door in doors {
            assert!(
                paths.iter().any(|path| path.starts_with(door)),
                "no src/{door}, named as a door of {name}"
            );
        }
    }
}

#[test]
fn every_file_says_why_it_exists() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "src/{path} does not open with a module comment");
    }
}

#[test]
fn main_stays_short() {
    let (_, main) = sources().into_iter().find(|(path, _)| path == "main.rs").unwrap();
    assert!(main.lines().count() < 40);
}

#[test]
fn nothing_is_left_undone() {
    // Spelled apart, so that this file is no finding itself.
    let marks = [["to", "do!("], ["unimple", "mented!("], ["db", "g!("], ["FIX", "ME"], ["#[ig", "nore"]]
        .map(|parts| parts.concat());
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    collect(&root().join("tests"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for mark in &marks {
            assert!(!text.contains(mark.as_str()), "{} holds {mark}", file.display());
        }
    }
}

#[test]
fn top_level_is_what_the_owner_named() {
    const NAMED: [&str; 7] = ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "data", "src", "tests"];
    // What tools make there, and git ignores.
    const MADE: [&str; 2] = ["proptest-regressions", "target"];
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let has_place =
            name.starts_with('.') || NAMED.contains(&name.as_str()) || MADE.contains(&name.as_str());
        assert!(has_place, "{name} has no place at the top level");
    }
}

#[test]
fn every_test_module_is_compiled() {
    let main = fs::read_to_string(root().join("tests/it/main.rs")).unwrap();
    let mut files = Vec::new();
    collect(&root().join("tests/it"), &mut files);
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            name == "main" || main.contains(&format!("mod {name};")),
            "tests/it/{name}.rs is in no module"
        );
    }
}
