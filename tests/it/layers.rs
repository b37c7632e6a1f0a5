//! House rules that no compiler holds: which module may import which, which crate has which door, and that nothing is
//! forgotten.

use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::{Tree, room, upwards};
use crate::lengths::functions;

/// The rooms of `src` with their ranks: a room imports only rooms of a lower rank. `text`, `model` and `yaml` import
/// nobody. A room that is not built yet has its rank already.
const RANKS: &[(&str, u8)] = &[
    ("text", 0),
    ("model", 0),
    ("yaml", 0),
    ("markdown", 1),
    ("topics", 1),
    ("language", 1),
    ("parse", 2),
    ("people", 3),
    ("library", 3),
    ("analysis", 3),
    ("dictionary", 3),
    ("records", 3),
    ("verdicts", 3),
    ("index", 4),
    ("engine", 4),
    ("search", 5),
    ("lint", 6),
    ("render", 6),
    ("export", 7),
    ("app", 8),
    ("browse", 9),
    ("serve", 9),
    ("cli", 10),
    ("main", 11),
];

/// The same for the rooms of `src/parse`; `mod` is `parse/mod.rs`, where the passes stand in order.
const PARSE_RANKS: &[(&str, u8)] = &[
    ("syntax", 0),
    ("origins", 0),
    ("frame", 1),
    ("lines", 2),
    ("cast", 3),
    ("draft", 3),
    ("leftover", 4),
    ("cut", 4),
    ("traditional", 4),
    ("times", 4),
    ("tables", 4),
    ("turns", 5),
    ("attribution", 6),
    ("doubts", 6),
    ("talk", 6),
    ("names", 7),
    ("assemble", 7),
    ("mod", 8),
];

/// Crates with few doors: the places below `src` that may name them.
const DOORS: &[(&str, &[&str])] = &[
    ("anstream", &["cli/"]),
    ("anstyle", &["render/style.rs"]),
    ("base64", &["build.rs", "engine/credentials.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    ("comfy_table", &["render/grid.rs"]),
    ("crossterm", &["browse/"]),
    ("csv", &["render/csv.rs"]),
    ("encoding_rs", &["library/decode.rs"]),
    ("etcetera", &["cli/"]),
    ("flate2", &["dictionary/table.rs"]),
    ("fs4", &["cli/state.rs", "index/lock.rs"]),
    ("icu_provider", &["analysis/words.rs"]),
    ("icu_segmenter", &["analysis/words.rs"]),
    ("ignore", &["library/folder.rs", "library/ignored.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("memchr", &["index/lexicon.rs", "library/decode.rs", "parse/names/pairs.rs", "text/lines.rs"]),
    ("percent_encoding", &["serve/notes.rs"]),
    ("pinyin", &["text/sound.rs"]),
    ("postcard", &["index/"]),
    ("pulldown_cmark", &["markdown.rs"]),
    ("ratatui", &["browse/"]),
    ("rmcp", &["serve/"]),
    ("rusqlite", &["export/sqlite.rs"]),
    ("rustc_hash", &["language/words.rs"]),
    ("rustls", &["engine/answer.rs", "engine/client.rs"]),
    (
        "serde_json",
        &[
            "engine/",
            "export/html.rs",
            "index/cache.rs",
            "index/directory.rs",
            "render/json.rs",
            "render/shape/objects.rs",
            "render/shape/tests.rs",
            "render/tests.rs",
            "serve/",
        ],
    ),
    ("serde_yaml", &["yaml.rs"]),
    ("sha2", &["build.rs"]),
    ("shlex", &["cli/"]),
    ("signal_hook", &["browse/signals.rs"]),
    ("tantivy", &["index/"]),
    ("terminal_size", &["cli/"]),
    ("textwrap", &["text/wrap.rs"]),
    ("tokio", &["serve/"]),
    ("unicode_normalization", &["text/fold.rs"]),
    ("unicode_segmentation", &["text/sentences.rs", "text/width.rs"]),
    ("unicode_width", &["search/snippet.rs", "text/width.rs"]),
    ("ureq", &["engine/address.rs", "engine/answer.rs", "engine/client.rs"]),
    ("zip", &["library/archive.rs", "library/entry.rs"]),
];

/// Crates that any file may name: errors, days, wire forms, likeness and hashes are everywhere.
const EVERYWHERE: &[&str] = &["anyhow", "jiff", "serde", "strsim", "thiserror", "xxhash_rust"];

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

/// The files of `src` and what they import.
fn tree(sources: &[(String, String)]) -> Tree {
    let files = sources.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    // It is a crate of its own, made before this one.
    Tree::of(files.filter(|(path, _)| *path != "build.rs"))
}

#[test]
fn imports_go_down_the_layers_only() {
    let sources = sources();
    let tree = tree(&sources);
    let mut found = upwards(&tree, "", RANKS);
    found.extend(upwards(&tree, "parse", PARSE_RANKS));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_index_is_named_where_it_is_opened_or_kept_only() {
    // Everybody else asks `records`, so that a cluster can answer instead.
    const KEEPERS: [&str; 2] = ["app/store.rs", "cli/index.rs"];
    let imports = tree(&sources()).imports();
    let into: Vec<_> = imports
        .iter()
        .filter(|import| import.to.starts_with("index/") && !import.from.starts_with("index/"))
        .collect();
    for import in &into {
        assert!(
            KEEPERS.contains(&import.from.as_str()),
            "src/{}:{} names the index",
            import.from,
            import.line
        );
    }
    for keeper in KEEPERS {
        assert!(into.iter().any(|import| import.from == keeper), "src/{keeper} no longer names the index");
    }
}

#[test]
fn no_files_import_each_other() {
    let tree = tree(&sources());
    let circles = tree.circles();
    let imports = tree.imports();
    let links: Vec<String> = circles
        .iter()
        .flat_map(|circle| imports.iter().filter(|import| import.is_among(circle)))
        .map(|import| format!("{}:{} imports {}", import.from, import.line, import.path.join("::")))
        .collect();
    assert!(circles.is_empty(), "{circles:#?} by {links:#?}");
}

#[test]
fn every_module_has_a_layer() {
    for (path, _) in sources() {
        if ["lib.rs", "build.rs"].contains(&path.as_str()) {
            continue;
        }
        for (folder, ranks) in [("", RANKS), ("parse", PARSE_RANKS)] {
            let room = room(folder, path.split('/'));
            let has_rank = room.is_none_or(|room| ranks.iter().any(|(name, _)| *name == room));
            assert!(has_rank, "src/{path} has no rank in tests/it/layers.rs");
        }
    }
}

#[test]
fn crates_are_named_behind_their_doors_only() {
    let sources = sources();
    let tree = Tree::of(sources.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    for (path, _) in &sources {
        for (found, line) in tree.foreign(path) {
            let Some((name, doors)) = DOORS.iter().find(|(name, _)| *name == found) else { continue };
            let is_door = doors.iter().any(|door| path.starts_with(door));
            assert!(is_door, "src/{path}:{line} names {name}, whose doors are {doors:?}");
        }
    }
}

#[test]
fn doors_are_real() {
    let sources = sources();
    let tree = Tree::of(sources.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    for (name, doors) in DOORS {
        for door in *doors {
            let mut behind = sources.iter().filter(|(path, _)| path.starts_with(door));
            let is_named =
                behind.any(|(path, _)| tree.foreign(path).iter().any(|(found, _)| *found == *name));
            assert!(is_named, "nothing at src/{door} names {name}, whose door it is said to be");
        }
    }
}

#[test]
fn every_crate_has_doors_or_may_be_named_everywhere() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let sections = manifest.split("\n[").filter_map(|section| section.split_once("]\n"));
    let of_program =
        sections.filter(|(name, _)| name.ends_with("dependencies") && !name.ends_with("dev-dependencies"));
    let lines = of_program.flat_map(|(_, lines)| lines.lines()).filter(|line| !line.starts_with('#'));
    let mut crates: Vec<String> =
        lines.filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_"))).collect();
    crates.sort();
    crates.dedup();
    let mut known: Vec<&str> =
        DOORS.iter().map(|(name, _)| *name).chain(EVERYWHERE.iter().copied()).collect();
    known.sort_unstable();
    assert_eq!(crates, known);
}

#[test]
fn lib_tells_the_layers_and_the_doors_as_they_are() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let there = |name: &&str| {
        root().join("src").join(name).exists() || root().join(format!("src/{name}.rs")).exists()
    };
    let mut layers: Vec<(u8, Vec<&str>)> = Vec::new();
    for (name, rank) in RANKS.iter().filter(|(name, _)| *name != "main" && there(name)) {
        match layers.last_mut() {
            Some((last, names)) if last == rank => names.push(name),
            _ => layers.push((*rank, vec![name])),
        }
    }
    let told: Vec<Vec<&str>> = lib
        .split("//! ```text\n")
        .nth(2)
        .and_then(|rest| rest.split("//! ```\n").next())
        .unwrap()
        .lines()
        .map(|line| line.trim_start_matches("//!").split_whitespace().collect())
        .collect();
    let layers: Vec<Vec<&str>> = layers.into_iter().map(|(_, names)| names).collect();
    assert_eq!(told, layers);
    let row = |(name, doors): &(&str, &[&str])| {
        let doors: Vec<String> = doors.iter().map(|door| format!("`{door}`")).collect();
        format!("//! | `{name}` | {} |\n", doors.join(", "))
    };
    let rows: String = DOORS.iter().map(row).collect();
    let told = lib.split("//! |---|---|\n").nth(1).and_then(|rest| rest.split("//!\n").next()).unwrap();
    assert_eq!(told, rows);
}

#[test]
fn lib_tells_where_to_add_things_as_they_are() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let table = lib.split("//! To add …\n//!\n").nth(1).and_then(|rest| rest.split("//!\n").next()).unwrap();
    let at = |path: &str| {
        let below = root().join("src").join(path);
        if below.exists() { below } else { root().join(path) }
    };
    let is_path = |quoted: &&str| {
        quoted.contains('/') || [".rs", ".md", ".toml", ".lock"].iter().any(|end| quoted.ends_with(end))
    };
    fn quoted(text: &str) -> impl Iterator<Item = &str> {
        text.split('`').skip(1).step_by(2)
    }
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(rows.len() >= 12, "only {} rows", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.trim_start_matches("//!").split('|').collect();
        let [_, what, new, edited, _] = cells[..] else { panic!("{row} has no three cells") };
        for path in quoted(new) {
            let folder = Path::new(path).parent().unwrap().to_string_lossy();
            assert!(at(&folder).is_dir(), "to add{what}: there is no folder {folder}");
            assert!(Path::new(path).file_stem().unwrap() == "x", "{path} is no new file");
        }
        // The clauses between semicolons name files, and after a colon what of theirs.
        for clause in edited.split(';') {
            let paths: Vec<&str> = quoted(clause).filter(is_path).collect();
            for path in &paths {
                assert!(at(path).exists(), "to add{what}: there is no {path}");
            }
            let text: String = paths
                .iter()
                .filter(|path| at(path).is_file())
                .map(|path| fs::read_to_string(at(path)).unwrap())
                .collect();
            for name in quoted(clause).filter(|quoted| !is_path(quoted)) {
                assert!(text.contains(name), "to add{what}: nothing in {paths:?} is called {name}");
            }
        }
    }
}

#[test]
fn no_file_is_longer_than_one_reads() {
    const MOST: usize = 500;
    let lengths = sources().into_iter().map(|(path, text)| (path, text.lines().count()));
    let long: Vec<_> = lengths.filter(|(_, lines)| *lines > MOST).collect();
    assert!(long.is_empty(), "over {MOST} lines: {long:#?}");
}

#[test]
fn no_function_of_the_parser_is_longer_than_one_sees() {
    const MOST: usize = 80;
    let mut long = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("parse/")) {
        let over = functions(text).into_iter().filter(|(_, _, lines)| *lines > MOST);
        long.extend(over.map(|(name, line, lines)| format!("src/{path}:{line} {name}: {lines} lines")));
    }
    assert!(long.is_empty(), "over {MOST} lines: {long:#?}");
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
