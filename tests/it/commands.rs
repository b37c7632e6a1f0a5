//! Every file in `tests/cmd` is one call of the program with what it must write and return.

/// To accept what the program writes now: `TRYCMD=overwrite cargo test commands`, then read the difference.
#[test]
fn commands_write_what_their_cases_say() {
    let cache = tempfile::tempdir().unwrap();
    trycmd::TestCases::new()
        .env("TOWNHALL_CACHE", cache.path().to_str().unwrap())
        .env("TOWNHALL_NOTES", "")
        .env("COLUMNS", "")
        .case("tests/cmd/*.toml");
}
