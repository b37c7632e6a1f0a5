//! What the cache promises: always right, never stuck.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tempfile::TempDir;

use super::*;

/// Opens the built-in library and counts how often the vocabulary was needed, that is, how often notes were parsed.
fn open(cache: Option<&Path>) -> (Opened, usize) {
    let built = AtomicUsize::new(0);
    let vocabulary = || {
        built.fetch_add(1, Ordering::Relaxed);
        Ok(Vocabulary::default())
    };
    let opened = Index::open(&Library::built_in(), vocabulary, cache).unwrap();
    (opened, built.into_inner())
}

fn records(index: &Index) -> Vec<Stored> {
    index.list(&Filter::default()).unwrap()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn a_second_opening_reads_no_note() {
    let cache = TempDir::new().unwrap();
    let (first, built) = open(Some(cache.path()));
    assert_eq!(built, 1);
    let (second, built) = open(Some(cache.path()));
    assert_eq!(built, 0);
    assert_eq!(records(&first.index), records(&second.index));
    assert!(second.notices.is_empty());
}

#[test]
fn without_a_cache_the_index_is_in_memory() {
    let cache = TempDir::new().unwrap();
    let (cached, _) = open(Some(cache.path()));
    let (memory, built) = open(None);
    assert_eq!(built, 1);
    assert_eq!(records(&cached.index), records(&memory.index));
    // A file stands where the folder would be.
    let file = cache.path().join("file");
    fs::write(&file, "").unwrap();
    let (memory, _) = open(Some(&file));
    assert_eq!(records(&cached.index), records(&memory.index));
}

#[test]
fn any_damage_to_any_file_is_repaired() {
    let whole = TempDir::new().unwrap();
    let expected = records(&open(Some(whole.path())).0.index);
    let names: Vec<PathBuf> =
        files(whole.path()).iter().map(|path| path.strip_prefix(whole.path()).unwrap().to_owned()).collect();
    assert!(names.len() >= 4, "{names:?}");
    let harms: [fn(&Path); 5] = [
        |path| fs::remove_file(path).unwrap(),
        |path| fs::write(path, "").unwrap(),
        |path| fs::write(path, "{\"garbage\": [\u{1}").unwrap(),
        |path| {
            let content = fs::read(path).unwrap();
            fs::write(path, &content[..content.len() / 2]).unwrap();
        },
        |path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        },
    ];
    // The names of files differ from one index to the next; their number and kinds don't.
    for position in 0..names.len() {
        for harm in harms {
            let cache = TempDir::new().unwrap();
            open(Some(cache.path()));
            harm(&files(cache.path())[position]);
            for _ in 0..2 {
                let (opened, _) = open(Some(cache.path()));
                assert_eq!(records(&opened.index), expected);
            }
            assert_eq!(open(Some(cache.path())).1, 0, "{:?} is not repaired", names[position]);
        }
    }
}

#[test]
fn a_changed_byte_is_seen() {
    let cache = TempDir::new().unwrap();
    let expected = records(&open(Some(cache.path())).0.index);
    for position in 0..files(cache.path()).len() {
        let path = &files(cache.path())[position];
        let Ok(mut content) = fs::read(path) else { continue };
        let middle = content.len() / 2;
        if let Some(byte) = content.get_mut(middle) {
            *byte ^= 0x55;
            thread::sleep(std::time::Duration::from_millis(10));
            fs::write(path, content).unwrap();
        }
        assert_eq!(records(&open(Some(cache.path())).0.index), expected, "{path:?}");
    }
}

#[test]
fn many_at_once_all_answer_right() {
    let cache = TempDir::new().unwrap();
    let expected = records(&open(None).0.index);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(records(&open(Some(cache.path())).0.index), expected));
        }
    });
}

#[cfg(unix)]
#[test]
fn a_read_only_cache_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let cache = TempDir::new().unwrap();
    let (first, _) = open(Some(cache.path()));
    let folder = files(cache.path())[0].parent().unwrap().to_owned();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let (second, built) = open(Some(cache.path()));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(built, 0);
    assert_eq!(records(&first.index), records(&second.index));
}
