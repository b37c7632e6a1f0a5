//! Where notes come from: folders, archives, topic files, and what can be wrong with them.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use townhall::library::{Library, Listing, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const UUID: &str = "2f7613b4-c0cb-8012-a6f2-d72c6dc33e7d";
const HASH: &str = "2f7613b4c0cb8012a6f2d72c6dc33e7d";

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// An archive of these entries.
fn archive(options: SimpleFileOptions, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Makes an archive claim another size wherever it tells this one.
fn claim(bytes: &mut [u8], size: u32, other: u32) {
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == size.to_le_bytes() {
            bytes[at..at + 4].copy_from_slice(&other.to_le_bytes());
        }
    }
}

/// A folder with one file, and a library of that file.
fn library_of(bytes: &[u8]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    fs::write(&path, bytes).unwrap();
    (folder, Library::at(vec![path]))
}

fn paths(listing: &Listing) -> Vec<&str> {
    listing.sources.iter().map(|source| source.path.as_str()).collect()
}

fn reasons(listing: &Listing) -> Vec<String> {
    let folder =
        |path: &str| path.rsplit_once("export.zip").map_or(path.to_owned(), |(_, rest)| rest.to_owned());
    listing.troubles.iter().map(|trouble| format!("{}: {}", folder(&trouble.path), trouble.reason)).collect()
}

fn text(library: &Library, source: &Source) -> String {
    library.read(source).unwrap().text
}

#[test]
fn export_is_read_in_place() {
    let page = format!("Export-{UUID}/谈话 {HASH}/一 {HASH}.md");
    let bytes = archive(
        options(),
        &[
            (&page, "# 一\n".as_bytes()),
            (&format!("Export-{UUID}/谈话 {HASH}.md"), "# 谈话\n".as_bytes()),
            (&format!("Export-{UUID}/表 {HASH}_all.csv"), b"a,b\n"),
            (&format!("Export-{UUID}/图.png"), b"\x89PNG"),
            ("__MACOSX/._x.md", b"\0\0"),
            (".hidden/x.md", b"x"),
        ],
    );
    let (folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), [format!("谈话 {HASH}.md"), format!("谈话 {HASH}/一 {HASH}.md")]);
    assert_eq!(listing.troubles, []);
    assert_eq!(text(&library, &listing.sources[1]), "# 一\n");
    let shown = folder.path().join(format!("export.zip/谈话 {HASH}.md"));
    assert_eq!(listing.sources[0].shown, shown.display().to_string());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was unpacked");
}

#[test]
fn archive_inside_an_archive_is_read_stored_or_compressed() {
    let inner = archive(options(), &[(&format!("Export-{UUID}/一.md"), "# 一\n".as_bytes())]);
    let other = archive(options(), &[("二.md", "# 二\n".as_bytes())]);
    for how in [options(), stored()] {
        let bytes = archive(
            how,
            &[
                (&format!("ExportBlock-{UUID}-Part-1.zip"), &inner),
                (&format!("ExportBlock-{UUID}-Part-2.zip"), &other),
            ],
        );
        let (_folder, library) = library_of(&bytes);
        let listing = library.sources().unwrap();
        assert_eq!(paths(&listing), ["一.md", "二.md"]);
        assert_eq!(text(&library, &listing.sources[0]), "# 一\n");
        assert_eq!(text(&library, &listing.sources[1]), "# 二\n");
    }
    let deeper = archive(stored(), &[("inner.zip", &archive(stored(), &[("more.zip", &inner)]))]);
    let (_folder, library) = library_of(&deeper);
    let listing = library.sources().unwrap();
    assert_eq!(listing.sources, []);
    let reason = "/inner.zip/more.zip: an archive inside an archive inside an archive is not read";
    assert_eq!(reasons(&listing), [reason]);
}

#[test]
fn same_page_in_two_parts_is_two_notes() {
    let part = |text: &str| archive(options(), &[("a.md", text.as_bytes())]);
    let bytes = archive(stored(), &[("1.zip", &part("一")), ("2.zip", &part("二"))]);
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["1.zip/a.md", "2.zip/a.md"]);
    assert_eq!(text(&library, &listing.sources[1]), "二");
}

#[test]
fn unchanged_entry_keeps_its_stamp_in_another_archive() {
    let stamps = |uuid: &str, second: &str| {
        let bytes = archive(
            options(),
            &[
                (&format!("Export-{uuid}/a.md"), "一".as_bytes()),
                (&format!("Export-{uuid}/b.md"), second.as_bytes()),
            ],
        );
        let (_folder, library) = library_of(&bytes);
        let listing = library.sources().unwrap();
        listing.sources.iter().map(|source| (source.path.clone(), source.stamp)).collect::<Vec<_>>()
    };
    let (before, after) = (stamps(UUID, "二"), stamps(&UUID.replace('2', "3"), "三"));
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
}

#[test]
fn names_that_lead_elsewhere_are_labels_only() {
    let bytes = archive(
        options(),
        &[("../../../tmp/a.md", b"a"), ("/etc/b.md", b"b"), ("x\n\u{1b}[2J/c.md", b"c"), ("C:\\d.md", b"d")],
    );
    let (folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["d.md", "etc/b.md", "tmp/a.md", "x[2J/c.md"]);
    let root = folder.path().join("export.zip").display().to_string();
    assert!(listing.sources.iter().all(|source| source.shown.starts_with(&root)));
}

#[test]
fn names_in_gbk_are_read() {
    // The writer marks what is not ASCII as UTF-8, as archives from Windows do not: the bytes are put in afterwards.
    let mut bytes = archive(options(), &[("0123.md", b"x")]);
    let gbk = [0xb7, 0xc3, 0xcc, 0xb8];
    for at in 0..bytes.len() - 4 {
        if &bytes[at..at + 4] == b"0123" {
            bytes[at..at + 4].copy_from_slice(&gbk);
        }
    }
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["访谈.md"]);
    assert_eq!(text(&library, &listing.sources[0]), "x");
}

#[test]
fn bombs_are_refused_by_name_and_the_rest_is_read() {
    let zeros = vec![b' '; 4 << 20];
    let mut bytes = archive(
        options(),
        &[
            ("large.md", &zeros[..77_777]),
            ("dense.md", &zeros),
            ("good.md", "# 好\n".as_bytes()),
            ("inner.zip", &zeros),
        ],
    );
    claim(&mut bytes, 77_777, 80 << 20);
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["good.md"]);
    let reasons = reasons(&listing);
    assert_eq!(reasons[0], "/large.md: it unpacks to 80 MiB, more than 64 MiB");
    assert!(reasons[1].starts_with("/dense.md: it unpacks to ") && reasons[1].ends_with("as no text does"));
    assert!(reasons[2].starts_with("/inner.zip: it unpacks to "), "{reasons:?}");
}

#[test]
fn archives_without_end_are_refused() {
    let names: Vec<String> = (0..1200).map(|number| format!("{number}.zip")).collect();
    let empty = archive(stored(), &[]);
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), empty.as_slice())).collect();
    let (_folder, library) = library_of(&archive(stored(), &entries));
    let listing = library.sources().unwrap();
    assert_eq!(listing.troubles.len(), 101);
    assert_eq!(listing.troubles[0].reason, "there are more than 1000 archives inside the archive");
    assert_eq!(listing.troubles[100].reason, "100 more entries are left out for such reasons");
}

#[test]
fn entry_that_lies_about_its_size_is_refused_when_read() {
    let text = "一二三四五六七八".repeat(100);
    let mut bytes = archive(options(), &[("a.md", text.as_bytes())]);
    claim(&mut bytes, u32::try_from(text.len()).unwrap(), 5);
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert!(library.read(&listing.sources[0]).is_err());
}

#[test]
fn damaged_archive_is_an_error_and_never_a_panic() {
    let bytes = archive(options(), &[("a.md", "一".repeat(500).as_bytes()), ("b.md", b"x")]);
    for end in (0..bytes.len()).step_by(7) {
        let (_folder, library) = library_of(&bytes[..end]);
        assert!(library.sources().is_err(), "{end}");
    }
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 0xff;
        let (_folder, library) = library_of(&broken);
        if let Ok(listing) = library.sources() {
            for source in &listing.sources {
                let _ = library.read(source);
            }
        }
    }
}

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
        if !readable {
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
    for wrong in ["nav:\n  - index.md\n", "[", "- {slug: x}\n", "\u{0}"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("topics.yaml"), wrong).unwrap();
        let (vocabulary, troubles) = Library::at(vec![folder.path().to_owned()]).vocabulary().unwrap();
        assert!(vocabulary.resolve("safety").is_ok());
        assert!(troubles[0].path.ends_with("topics.yaml") && troubles[0].reason.contains("left out"));
    }
}

mod index {
    use townhall::index::{Filter, Index, Opened, Opening, State};
    use townhall::model::Kind;

    use super::*;

    fn open(library: &Library, cache: &Path, refresh: bool) -> Opened {
        let opening = Opening { cache: Some(cache), refresh, progress: None };
        Index::open_with(library, || Ok(library.vocabulary()?.0), opening).unwrap()
    }

    fn texts(opened: &Opened) -> Vec<String> {
        let notes = Filter { kinds: vec![Kind::Note], ..Filter::default() };
        let records = opened.index.list(&notes).unwrap();
        records.iter().map(|stored| format!("{} {}", stored.path, stored.record.text())).collect()
    }

    #[test]
    fn without_a_look_answers_are_those_of_the_last_one() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let library = Library::at(vec![folder.path().to_owned()]);
        fs::write(folder.path().join("a.md"), "# 一\n").unwrap();
        let state = || Index::state(&library, cache.path()).unwrap().state;
        assert_eq!(state(), State::Missing);
        let before = texts(&open(&library, cache.path(), false));
        assert_eq!(before.len(), 1, "an index is made where there is none");
        fs::write(folder.path().join("b.md"), "# 二\n").unwrap();
        assert_eq!(texts(&open(&library, cache.path(), false)), before);
        assert!(matches!(state(), State::Stale { .. }));
        let after = texts(&open(&library, cache.path(), true));
        assert_eq!(after.len(), 2);
        std::thread::sleep(std::time::Duration::from_millis(60));
        open(&library, cache.path(), true);
        assert_eq!(state(), State::Fresh);
        assert_eq!(texts(&open(&library, cache.path(), false)), after);
        Index::clear(&library, cache.path()).unwrap();
        assert_eq!(state(), State::Missing);
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
