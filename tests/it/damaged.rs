//! Whatever bit turns over in a cache, the program answers as if none had, and says nothing of it.
//!
//! Size and time of the file stay as they were, as on a disk that forgets, so that nothing but the bytes can tell.

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fastrand::Rng;
use tempfile::TempDir;

use crate::world::seed;

/// How many bits are turned.
const FLIPS: usize = 60;

/// Commands that read all kinds of files.
const COMMANDS: [&[&str]; 8] = [
    &["search", "推理成本"],
    &["search", "charcter"],
    &["search", "模糊", "--kind", "quote"],
    &["export"],
    &["quotes", "--limit", "40"],
    &["people"],
    &["glossary", "Agent"],
    &["check", "--format", "json"],
];

/// What a command answers: its status, what it writes, and what it says.
type Answer = (Option<i32>, String, String);

fn answer(cache: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
    command
        .args(arguments)
        .env("TOWNHALL_CACHE", cache)
        .env("TOWNHALL_CONFIG", "")
        .env_remove("TOWNHALL_NOTES")
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// The files of a cache that hold anything.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false if path.metadata().unwrap().len() > 0 => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

/// Turns a bit of a file over, whose time stays the same.
fn flip(path: &Path, random: &mut Rng) {
    let modified = path.metadata().unwrap().modified().unwrap();
    let mut bytes = fs::read(path).unwrap();
    let at = random.usize(..bytes.len());
    bytes[at] ^= 1 << random.u8(..8);
    let mut file: File = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at as u64)).unwrap();
    file.write_all(&bytes[at..=at]).unwrap();
    file.set_modified(modified).unwrap();
}

#[test]
fn a_bit_that_turns_over_changes_no_answer() {
    let cache = TempDir::new().unwrap();
    let expected: Vec<Answer> = COMMANDS.iter().map(|command| answer(cache.path(), command)).collect();
    for (command, (status, _, errors)) in COMMANDS.iter().zip(&expected) {
        assert!(matches!(status, Some(0 | 1)), "{command:?}: {errors}");
    }
    let mut random = Rng::with_seed(seed(3));
    for number in 0..FLIPS {
        let files = files(cache.path());
        let path = &files[random.usize(..files.len())];
        flip(path, &mut random);
        for _ in 0..2 {
            let which = random.usize(..COMMANDS.len());
            let found = answer(cache.path(), COMMANDS[which]);
            assert_eq!(found, expected[which], "{:?} after flip {number} in {path:?}", COMMANDS[which]);
        }
    }
}

/// What a disk forgets while the notes are edited must not come into what is made then.
#[test]
fn a_refresh_keeps_no_damage() {
    let (notes, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let root = notes.path().to_str().unwrap();
    let words = |number: usize| format!("# 甲{number}\n\n> **林远**：“第{number}盏灯要先修好。”\n");
    for number in 0..6 {
        fs::write(notes.path().join(format!("{number}.md")), words(number)).unwrap();
    }
    let export = ["--notes", root, "export"];
    answer(cache.path(), &export);
    let mut random = Rng::with_seed(seed(5));
    for number in 10..30 {
        let files = files(cache.path());
        flip(&files[random.usize(..files.len())], &mut random);
        fs::write(notes.path().join("0.md"), words(number)).unwrap();
        let fresh = TempDir::new().unwrap();
        // The first use of a library says so.
        answer(fresh.path(), &export);
        assert_eq!(answer(cache.path(), &export), answer(fresh.path(), &export), "edit {number}");
    }
}
