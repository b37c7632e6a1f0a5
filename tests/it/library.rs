//! Where notes come from: folders, topic files, and what can be wrong with them. Zips are in `archive`.

use std::fs;
use std::path::Path;

use townhall::library::{Library, Listing, Source};

use super::archive::{UUID, archive, library_of, options, paths, text};

#[test]
fn file_that_is_neither_note_nor_archive_is_an_error() {
    let (_folder, library) = library_of(b"no zip");
    let error = format!("{:#}", library.sources().unwrap_err());
    assert!(error.contains("export.zip is no Markdown file and no zip"), "{error}");
}

#[test]
fn ignore_rules_are_heeded() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "drafts/b.md", "c.md", "d.md"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    fs::write(folder.path().join(".gitignore"), "drafts/\n").unwrap();
    fs::write(folder.path().join(".ignore"), "c.md\n").unwrap();
    let listing = Library::at(vec![folder.path().to_owned()]).sources().unwrap();
    assert_eq!(paths(&listing), ["a.md", "d.md"]);
}

#[test]
fn export_folder_is_no_part_of_a_path_but_of_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let export = folder.path().join(format!("Export-{UUID}"));
    fs::create_dir(&export).unwrap();
    fs::write(export.join("a.md"), "x").unwrap();
    let library = Library::at(vec![folder.path().to_owned()]);
    let before = library.sources().unwrap();
    assert_eq!(paths(&before), ["a.md"]);
    assert_eq!(before.sources[0].shown, export.join("a.md").display().to_string());
    let other = folder.path().join(format!("Export-{}", UUID.replace('2', "3")));
    fs::rename(export, other).unwrap();
    let after = library.sources().unwrap();
    assert_eq!(paths(&after), ["a.md"]);
    assert_ne!(before.sources[0].stamp, after.sources[0].stamp);
}

#[test]
fn file_named_by_two_roots_is_one_note() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "x").unwrap();
    let roots =
        vec![folder.path().to_owned(), folder.path().join(".").join("a.md"), folder.path().join("./")];
    assert_eq!(paths(&Library::at(roots).sources().unwrap()), ["a.md"]);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn names_that_are_no_text_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [(&b"a\xff.md"[..], "一"), (b"a\xfe.md", "二"), (b"b\nc.md", "三")] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), content).unwrap();
        }
        let library = Library::at(vec![folder.path().to_owned()]);
        let listing = library.sources().unwrap();
        assert_eq!(paths(&listing), ["2/a\u{fffd}.md", "a\u{fffd}.md", "b\nc.md"]);
        let mut texts: Vec<String> = listing.sources.iter().map(|source| text(&library, source)).collect();
        texts.sort();
        assert_eq!(texts, ["一", "三", "二"]);
    }

    #[test]
    fn file_that_changed_is_never_taken_for_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let library = Library::at(vec![folder.path().to_owned()]);
        let mut stamps = Vec::new();
        // Same size, and within one tick of any clock.
        for content in ["一", "二", "三", "四"] {
            fs::write(&path, content).unwrap();
            stamps.push(library.sources().unwrap().sources[0].stamp);
        }
        stamps.dedup();
        assert_eq!(stamps.len(), 4);
        std::thread::sleep(std::time::Duration::from_millis(60));
        let stamp = || library.sources().unwrap().sources[0].stamp;
        assert_eq!(stamp(), stamp());
    }

    #[test]
    fn folder_that_cannot_be_read_is_named_and_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let closed = folder.path().join("closed");
        fs::create_dir(&closed).unwrap();
        fs::write(folder.path().join("a.md"), "x").unwrap();
        fs::write(closed.join("b.md"), "x").unwrap();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        let listing = Library::at(vec![folder.path().to_owned()]).sources().unwrap();
        let readable = fs::read_dir(&closed).is_ok();
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
        // Some users may read everything.
        if readable {
            assert_eq!(paths(&listing), ["a.md", "closed/b.md"]);
            assert_eq!(listing.troubles, []);
        } else {
            assert_eq!(paths(&listing), ["a.md"]);
            assert_eq!(Path::new(&listing.troubles[0].path), closed);
        }
    }

    #[test]
    fn things_that_are_no_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("folder.md")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.md")).unwrap();
        std::os::unix::net::UnixListener::bind(folder.path().join("socket.md")).unwrap();
        assert_eq!(Library::at(vec![folder.path().to_owned()]).sources().unwrap(), Listing::default());
    }
}

#[test]
fn a_note_that_is_too_large_is_named_when_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# 题\n".repeat(400)).unwrap();
    fs::write(folder.path().join("b.md"), "\n".repeat(100)).unwrap();
    fs::write(folder.path().join("c.md"), "[".repeat(400)).unwrap();
    let read = |largest: u64| {
        let library = Library::at(vec![folder.path().to_owned()]).with_largest(largest);
        let sources = library.sources().unwrap().sources;
        sources
            .iter()
            .map(|source| library.read(source).map_err(|error| error.to_string()))
            .collect::<Vec<_>>()
    };
    assert!(read(1 << 20).iter().all(Result::is_ok));
    let found = read(2000);
    assert!(
        found[0].as_ref().is_err_and(|error| error.contains("a note may have 0; `note_mib`")),
        "{found:?}"
    );
    assert!(found[1].as_ref().is_err_and(|error| error.contains("more than 31 lines")), "{found:?}");
    assert!(found[2].as_ref().is_err_and(|error| error.contains("more than 125 marks")), "{found:?}");
}

const BIRDS: &str = "- {slug: birds, chinese: 鸟类, english: Birds, any: [鸟]}\n";

#[test]
fn folders_own_topics_add_to_the_vocabulary() {
    let folder = tempfile::tempdir().unwrap();
    let library = || Library::at(vec![folder.path().to_owned()]);
    assert_eq!(library().vocabulary_key(), 0);
    fs::write(folder.path().join("topics.yaml"), BIRDS).unwrap();
    let key = library().vocabulary_key();
    assert_ne!(key, 0);
    let (vocabulary, troubles) = library().vocabulary().unwrap();
    assert_eq!(vocabulary.classify("关于鸟的一切"), ["birds"]);
    assert!(vocabulary.resolve("safety").is_ok());
    assert_eq!(troubles, []);
    fs::write(folder.path().join("topics.yaml"), BIRDS.replace('鸟', "禽")).unwrap();
    assert_ne!(library().vocabulary_key(), key);
}

#[test]
fn topics_that_make_no_sense_are_left_out_and_named() {
    for wrong in ["nav:\n  - index.md\n", "[", &"[".repeat(500_000), "- {slug: x}\n", "\u{0}"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("topics.yaml"), wrong).unwrap();
        let (vocabulary, troubles) = Library::at(vec![folder.path().to_owned()]).vocabulary().unwrap();
        assert!(vocabulary.resolve("safety").is_ok());
        assert!(troubles[0].path.ends_with("topics.yaml") && troubles[0].reason.contains("left out"));
    }
}

/// The text files of a folder beside the tests, by their names.
fn text_files(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/text").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

/// The notes among the files of a library, by reading them.
fn notes(library: &Library) -> Vec<String> {
    let sources = library.sources().unwrap().sources;
    let is_note = |source: &Source| library.read_note(source).unwrap().is_some();
    sources.into_iter().filter(is_note).map(|source| source.path).collect()
}

#[test]
fn text_is_a_note_where_it_is_that_of_a_talk() {
    let (talks, others) = (text_files("talks"), text_files("others"));
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in talks.iter().chain(&others) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let names: Vec<String> = talks.iter().map(|(name, _)| name.clone()).collect();
    assert!(names.len() >= 8 && others.len() >= 20);
    assert_eq!(notes(&Library::at(vec![folder.path().to_owned()])), names);
    let entries: Vec<(&str, &[u8])> =
        talks.iter().chain(&others).map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    let (_folder, zip) = library_of(&archive(options(), &entries));
    assert_eq!(notes(&zip), names);
}

#[test]
fn talk_is_known_by_its_beginning_in_any_encoding() {
    let talk = "林远：今天的风怎么样？\n周舟：不小，我看要等。\n".repeat(3000);
    let stamped = "林远 00:00:01\n要等吗？\n周舟 00:00:05\n不用，我们走。\n".repeat(3000);
    let wide: Vec<u8> = stamped.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let log = "2026-01-01 12:00 INFO: 已启动\n".repeat(9000);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", talk.as_bytes());
    write("b.txt", &[b"\xff\xfe".as_slice(), &wide].concat());
    write("c.txt", &wide);
    write("d.txt", log.as_bytes());
    write("e.txt", b"\0\0\0\0");
    write("f.txt", b"");
    let library = Library::at(vec![folder.path().to_owned()]);
    assert_eq!(notes(&library), ["a.txt", "b.txt", "c.txt"]);
    // What is no note may be as large as it likes.
    let small = library.with_largest(100_000);
    let found = |name: &str| {
        let sources = small.sources().unwrap().sources;
        let source = sources.into_iter().find(|source| source.path == name).unwrap();
        small.read_note(&source)
    };
    assert!(found("a.txt").is_err());
    assert!(found("d.txt").is_ok_and(|note| note.is_none()));
}

mod index {
    use townhall::index::{Index, IndexState, Opened, Opening};
    use townhall::model::Kind;
    use townhall::records::{Filter, Records};

    use super::*;

    fn open(library: &Library, cache: &Path, refresh: bool) -> Opened {
        let opening =
            Opening { cache: Some(cache), refresh, progress: None, damage: None, stays_open: false };
        Index::open_with(library, || Ok(library.vocabulary()?.0), opening).unwrap()
    }

    fn texts(opened: &Opened) -> Vec<String> {
        let notes = Filter { kinds: vec![Kind::Note], ..Filter::default() };
        let records = opened.index.list(&notes).unwrap();
        records.iter().map(|stored| format!("{} {}", stored.note.path, stored.record.text())).collect()
    }

    #[test]
    fn text_that_is_no_note_is_not_read_again() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("a.txt", "林远：要等吗？\n周舟：要，我看雾大。\n林远：好。\n");
        write("b.txt", "端口：8080\n主机：本机\n端口：8081\n");
        // A file that changed just now is never the same twice.
        std::thread::sleep(std::time::Duration::from_millis(30));
        let library = Library::at(vec![folder.path().to_owned()]);
        assert_eq!(texts(&open(&library, cache.path(), true)).len(), 1);
        let state = || Index::state(&library, cache.path()).unwrap();
        assert_eq!((state().state, state().counts.unwrap().0), (IndexState::Fresh, 1));
        write("b.txt", "林远：还要等吗？\n周舟：不用，我们走。\n林远：好。\n");
        assert_eq!(state().state, IndexState::Stale { read: 1, gone: 1 });
        assert_eq!(texts(&open(&library, cache.path(), true)).len(), 2);
        write("b.txt", "端口：8080\n");
        assert_eq!(texts(&open(&library, cache.path(), true)).len(), 1);
    }

    #[test]
    fn without_a_look_answers_are_those_of_the_last_one() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let library = Library::at(vec![folder.path().to_owned()]);
        fs::write(folder.path().join("a.md"), "# 一\n").unwrap();
        let state = || Index::state(&library, cache.path()).unwrap().state;
        assert_eq!(state(), IndexState::Missing);
        let before = texts(&open(&library, cache.path(), false));
        assert_eq!(before.len(), 1, "an index is made where there is none");
        fs::write(folder.path().join("b.md"), "# 二\n").unwrap();
        assert_eq!(texts(&open(&library, cache.path(), false)), before);
        assert!(matches!(state(), IndexState::Stale { .. }));
        let after = texts(&open(&library, cache.path(), true));
        assert_eq!(after.len(), 2);
        std::thread::sleep(std::time::Duration::from_millis(60));
        open(&library, cache.path(), true);
        assert_eq!(state(), IndexState::Fresh);
        assert_eq!(texts(&open(&library, cache.path(), false)), after);
        Index::clear(&library, cache.path()).unwrap();
        assert_eq!(state(), IndexState::Missing);
    }

    #[test]
    fn own_topics_reach_what_was_read_before() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("a.md"), "# 一\n\n## 看鸟\n\n话。\n").unwrap();
        let topics = || {
            let library = Library::at(vec![folder.path().to_owned()]);
            open(&library, cache.path(), true).index.topic_counts().unwrap()
        };
        assert_eq!(topics(), []);
        fs::write(folder.path().join("topics.yaml"), BIRDS).unwrap();
        assert_eq!(topics(), [("birds".to_owned(), 2)]);
        fs::remove_file(folder.path().join("topics.yaml")).unwrap();
        assert_eq!(topics(), []);
    }

    #[test]
    fn archive_is_refreshed_like_a_folder() {
        let cache = tempfile::tempdir().unwrap();
        let (folder, library) = library_of(&archive(options(), &[("a.md", "# 一".as_bytes())]));
        let first = texts(&open(&library, cache.path(), true));
        let path = folder.path().join("export.zip");
        assert_eq!(first, [format!("{}/a.md 一", path.display())]);
        fs::write(&path, archive(options(), &[("a.md", "# 一".as_bytes()), ("b.md", "# 二".as_bytes())]))
            .unwrap();
        assert_eq!(texts(&open(&library, cache.path(), true)).len(), 2);
    }

    #[test]
    fn every_command_names_what_cannot_be_read() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let library = Library::at(vec![folder.path().to_owned()]);
        fs::write(folder.path().join("a.md"), "# 一\n").unwrap();
        fs::write(folder.path().join("bad.md"), [0x89, b'P', 0, 0xff, 1, 1, 0, 3, 0x80]).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(60));
        for refresh in [true, true, false] {
            assert_eq!(open(&library, cache.path(), refresh).notices.len(), 1);
        }
        fs::write(folder.path().join("b.md"), "# 二\n").unwrap();
        assert_eq!(
            open(&library, cache.path(), true).notices.len(),
            1,
            "still so after another note changed"
        );
        fs::write(folder.path().join("bad.md"), "# 三\n").unwrap();
        assert_eq!(open(&library, cache.path(), true).notices, []);
        fs::write(folder.path().join("bad.md"), [0x89, b'P', 0, 0xff, 1, 1, 0, 3, 0x80]).unwrap();
        assert_eq!(open(&library, cache.path(), true).notices.len(), 1);
        fs::remove_file(folder.path().join("bad.md")).unwrap();
        assert_eq!(open(&library, cache.path(), true).notices, []);
    }
}
