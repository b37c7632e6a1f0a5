//! Every file in `tests/cmd` is one call of the program with what it must write and return.

/// To accept what the program writes now: `TRYCMD=overwrite cargo test commands`, then read the difference.
#[test]
fn commands_write_what_their_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    let cases = cases(cache.path());
    cases.env("TOWNHALL_NOTES", "").env("TOWNHALL_CONFIG", "").case("tests/cmd/*.toml");
}

/// These say themselves which config file and which notes they want.
#[test]
fn config_file_is_heeded_as_its_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    cases(cache.path()).case("tests/cmd/config/*.toml");
}

fn cases(cache: &std::path::Path) -> trycmd::TestCases {
    let cases = trycmd::TestCases::new();
    cases.env("TOWNHALL_CACHE", cache.to_str().unwrap()).env("COLUMNS", "");
    cases.insert_var("[CACHE]", cache.to_str().unwrap().to_owned()).unwrap();
    cases
}
