//! Every file in `tests/cmd` is one call of the program with what it must write and return.

/// To accept what the program writes now: `TRYCMD=overwrite cargo test commands`, then read the difference.
#[test]
fn commands_write_what_their_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    let cases = cases(cache.path());
    assert!(count("tests/cmd") >= 100);
    cases.env("TOWNHALL_NOTES", "").env("TOWNHALL_CONFIG", "").case("tests/cmd/*.toml");
}

/// These say themselves which config file and which notes they want.
#[test]
fn config_file_is_heeded_as_its_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    assert!(count("tests/cmd/config") >= 8);
    cases(cache.path()).case("tests/cmd/config/*.toml");
}

/// How many files there are, of which the runner takes none as well as many.
fn count(folder: &str) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".toml")).count()
}

fn cases(cache: &std::path::Path) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("TOWNHALL_CACHE", cache.to_str().unwrap()).env("COLUMNS", "").env("LC_ALL", "C");
    cases.env("TOWNHALL_STATE", cache.join("state").to_str().unwrap());
    cases.insert_var("[CACHE]", cache.to_str().unwrap().to_owned()).unwrap();
    cases
}
