//! What the cache promises: always right, never stuck.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::records::{Filter, Records};

/// A folder with two small notes that no test changes.
fn notes() -> &'static Path {
    static NOTES: OnceLock<TempDir> = OnceLock::new();
    let folder = NOTES.get_or_init(|| {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("一.md"), "# 一\n\n## 成本\n\n推理成本下降。\n\n> 李明：“是的。”\n")
            .unwrap();
        fs::write(folder.path().join("二.md"), "# 二\n\n- 第一点\n- 第二点\n").unwrap();
        settle();
        folder
    });
    folder.path()
}

/// Waits until files that were written before count as settled: one that changed just now is always read again.
fn settle() {
    thread::sleep(Duration::from_millis(40));
}

fn open(cache: Option<&Path>) -> (Opened, usize) {
    open_notes(notes(), cache)
}

/// Opens a folder's index and counts how often the vocabulary was needed, that is, how often notes were parsed.
fn open_notes(notes: &Path, cache: Option<&Path>) -> (Opened, usize) {
    let built = AtomicUsize::new(0);
    let vocabulary = || {
        built.fetch_add(1, Ordering::Relaxed);
        Ok(Vocabulary::default())
    };
    let opened = Index::open(&Library::at(vec![notes.to_owned()]), vocabulary, cache).unwrap();
    (opened, built.into_inner())
}

/// All records of the index; never none, which would be like any other none.
fn records(index: &Index) -> Vec<Stored> {
    let records = index.list(&Filter::default()).unwrap();
    assert!(!records.is_empty());
    records
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
    for (position, name) in names.iter().enumerate() {
        for harm in harms {
            let cache = TempDir::new().unwrap();
            open(Some(cache.path()));
            harm(&files(cache.path())[position]);
            assert_eq!(records(&open(Some(cache.path())).0.index), expected);
            assert_eq!(open(Some(cache.path())).1, 0, "{name:?} is not repaired");
        }
    }
}

#[test]
fn a_changed_byte_is_seen() {
    let cache = TempDir::new().unwrap();
    let expected = records(&open(Some(cache.path())).0.index);
    let mut changed = 0;
    for position in 0..files(cache.path()).len() {
        let path = &files(cache.path())[position];
        let mut content = fs::read(path).unwrap();
        let middle = content.len() / 2;
        if let Some(byte) = content.get_mut(middle) {
            *byte ^= 0x55;
            changed += 1;
            thread::sleep(Duration::from_millis(10));
            fs::write(path, content).unwrap();
        }
        assert_eq!(records(&open(Some(cache.path())).0.index), expected, "{path:?}");
    }
    // Only the file of the lock is empty.
    assert_eq!(changed + 1, files(cache.path()).len());
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

#[test]
fn a_note_that_cannot_be_read_is_named_each_time() {
    let (folder, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    fs::write(folder.path().join("a.md"), "# 甲\n\n第一段\n").unwrap();
    fs::write(folder.path().join("b.md"), [0x00, 0x01, 0x02, 0xff, 0xfe, 0x00]).unwrap();
    let notices: Vec<_> = (0..2).map(|_| open_notes(folder.path(), Some(cache.path())).0.notices).collect();
    assert!(
        matches!(&notices[0][..], [Notice::Unreadable { path, .. }] if path.ends_with("b.md")),
        "{notices:?}"
    );
    assert_eq!(notices[0], notices[1]);
}
