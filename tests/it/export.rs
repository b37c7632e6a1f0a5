//! An export is written as it is read, and is the same as if all of it had been at hand.

use std::process::Command;

use tempfile::TempDir;
use townhall::render::Format;

#[test]
fn export_without_a_limit_is_that_with_a_large_one() {
    let cache = TempDir::new().unwrap();
    let export = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.env("TOWNHALL_CACHE", cache.path()).env("TOWNHALL_NOTES", "").env("TOWNHALL_CONFIG", "");
        let output = command.arg("export").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), output.stderr)
    };
    for (_, format) in Format::ALL {
        for filter in
            [&[][..], &["--kind", "quote"], &["--kind", "term", "--kind", "note"], &["--since", "2099"]]
        {
            let all = [&["--format", format], filter].concat();
            let limited = [&all[..], &["--limit", "1000000"]].concat();
            let (status, written, errors) = export(&all);
            // Nothing is of 2099.
            let expected = if filter.contains(&"2099") { 1 } else { 0 };
            assert_eq!(status, Some(expected), "{all:?}: {}", String::from_utf8_lossy(&errors));
            assert!(expected == 1 || !written.is_empty(), "{all:?} writes nothing");
            assert_eq!((status, written, errors), export(&limited), "{all:?}");
        }
    }
}
