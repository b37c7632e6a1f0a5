//! Every file in `tests/cmd` is one call of the program with what it must write and return.

use std::collections::HashSet;
use std::path::Path;
use std::process::Command;

/// To accept what the program writes now: `TRYCMD=overwrite cargo test commands`, then read the difference.
#[test]
fn commands_write_what_their_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    let cases = cases(cache.path());
    assert!(count("tests/cmd") >= 100);
    use_once("tests/cmd", cache.path());
    cases.env("TOWNHALL_NOTES", "").env("TOWNHALL_CONFIG", "").case("tests/cmd/*.toml");
}

/// These say themselves which config file and which notes they want.
#[test]
fn config_file_is_heeded_as_its_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    assert!(count("tests/cmd/config") >= 8);
    use_once("tests/cmd/config", cache.path());
    cases(cache.path()).case("tests/cmd/config/*.toml");
}

/// Uses each library once: cases share a cache and run side by side, and the first use of a library says so.
fn use_once(folder: &str, cache: &Path) {
    let mut used = HashSet::new();
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|it| it != "toml") {
            continue;
        }
        let case = std::fs::read_to_string(&file).unwrap();
        let words = |key: &str| -> Vec<String> {
            let line = case.lines().find(|line| line.starts_with(key)).unwrap_or_default();
            line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let arguments = words("args");
        let roots: Vec<String> =
            arguments.windows(2).filter(|pair| pair[0] == "--notes").flatten().cloned().collect();
        let line = case.lines().find(|line| line.starts_with("env.add")).unwrap_or_default();
        let named = |name: &str| {
            line.split_once(&format!("{name} = \"")).and_then(|(_, rest)| rest.split('"').next())
        };
        let [config, notes] =
            ["TOWNHALL_CONFIG", "TOWNHALL_NOTES"].map(|name| named(name).unwrap_or_default().to_owned());
        let directory = words("fs.cwd").pop().map_or_else(|| ".".into(), |own| Path::new(folder).join(own));
        if used.insert((directory.clone(), roots.clone(), config.clone(), notes.clone())) {
            let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
            command.args(roots).arg("notes").current_dir(directory).env("TOWNHALL_CACHE", cache);
            command.env("TOWNHALL_CONFIG", config).env("TOWNHALL_NOTES", notes).output().unwrap();
        }
    }
}

#[test]
fn the_first_use_of_a_library_names_its_root() {
    let cache = tempfile::tempdir().unwrap();
    let said = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.args(["--notes", "library", "notes"]).current_dir("tests/cmd").env("LC_ALL", "C");
        command.env("TOWNHALL_CACHE", cache.path()).env("TOWNHALL_CONFIG", "");
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    let (first, second) = (said(), said());
    let root = std::path::absolute("tests/cmd/library").unwrap();
    assert_eq!(first.lines().next().unwrap(), format!("first use of this library: {}", root.display()));
    assert!(!second.contains("first use"), "{second}");
}

/// How many files there are, of which the runner takes none as well as many.
fn count(folder: &str) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".toml")).count()
}

fn cases(cache: &Path) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("TOWNHALL_CACHE", cache.to_str().unwrap()).env("COLUMNS", "").env("LC_ALL", "C");
    cases.env("TOWNHALL_STATE", cache.join("state").to_str().unwrap());
    cases.insert_var("[CACHE]", cache.to_str().unwrap().to_owned()).unwrap();
    cases
}
