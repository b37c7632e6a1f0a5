//! Exports as zips, read in place: what they hold, and what can be wrong with them.

use std::fs;
use std::io::{Cursor, Write};

use townhall::library::{Library, Listing, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(crate) const UUID: &str = "2f7613b4-c0cb-8012-a6f2-d72c6dc33e7d";
const HASH: &str = "2f7613b4c0cb8012a6f2d72c6dc33e7d";

pub(crate) fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Stored)
}

/// An archive of these entries.
pub(crate) fn archive(options: SimpleFileOptions, entries: &[(&str, &[u8])]) -> Vec<u8> {
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
pub(crate) fn library_of(bytes: &[u8]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    fs::write(&path, bytes).unwrap();
    (folder, Library::at(vec![path]))
}

pub(crate) fn paths(listing: &Listing) -> Vec<&str> {
    listing.sources.iter().map(|source| source.path.as_str()).collect()
}

fn reasons(listing: &Listing) -> Vec<String> {
    let folder =
        |path: &str| path.rsplit_once("export.zip").map_or(path.to_owned(), |(_, rest)| rest.to_owned());
    listing.troubles.iter().map(|trouble| format!("{}: {}", folder(&trouble.path), trouble.reason)).collect()
}

pub(crate) fn text(library: &Library, source: &Source) -> String {
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
fn names_that_come_to_the_same_are_notes_apart() {
    let entries: [(&str, &[u8]); 3] = [("etc/x.md", b"a"), ("../etc/x.md", b"b"), ("./etc//x.md", b"c")];
    let (_folder, library) = library_of(&archive(options(), &entries));
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["2/etc/x.md", "3/etc/x.md", "etc/x.md"]);
    assert_eq!(text(&library, &listing.sources[2]), "a");
    assert_eq!(text(&library, &listing.sources[0]), "b");
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
    claim(&mut bytes, 77_777, 3 << 30);
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["good.md"]);
    let reasons = reasons(&listing);
    assert_eq!(reasons[0], "/large.md: it unpacks to 3072 MiB, more than 2048 MiB");
    assert!(reasons[1].starts_with("/dense.md: it unpacks to ") && reasons[1].ends_with("as no text does"));
    assert!(reasons[2].starts_with("/inner.zip: it unpacks to "), "{reasons:?}");
}

#[test]
fn entries_over_the_same_bytes_are_refused_but_for_the_first() {
    let bytes = archive(options(), &[("a.md", b"# A\n"), ("c.md", b"# C\n")]);
    let mut writer = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    writer.shallow_copy_file("a.md", "b.md").unwrap();
    let (_folder, library) = library_of(&writer.finish().unwrap().into_inner());
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["a.md", "c.md"]);
    assert_eq!(reasons(&listing), ["/b.md: its bytes are those of another entry"]);
}

#[test]
fn entries_of_one_name_are_said() {
    let mut bytes = archive(stored(), &[("note-1.md", b"# A\n"), ("note-2.md", b"# B\n")]);
    for at in 0..bytes.len() - 9 {
        if &bytes[at..at + 9] == b"note-2.md" {
            bytes[at + 5] = b'1';
        }
    }
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["note-1.md"]);
    assert_eq!(text(&library, &listing.sources[0]), "# B\n");
    assert_eq!(reasons(&listing), [": several files in it have one name; of these the last is read"]);
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

/// An archive of nothing but a list: so many entries with a name of this length, as the old form or zip64.
fn list_of(count: usize, name: usize, zip64: bool) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    let start = bytes.len();
    for number in 0..count {
        let mut entry = [0; 46];
        entry[..4].copy_from_slice(b"PK\x01\x02");
        entry[28..30].copy_from_slice(&u16::try_from(name).unwrap().to_le_bytes());
        bytes.extend(entry);
        bytes.extend(format!("{number:0>name$}").into_bytes());
    }
    let (end, size) = (bytes.len(), bytes.len() - start);
    let small = |number: usize| u32::try_from(number).unwrap();
    if zip64 {
        bytes.extend(b"PK\x06\x06");
        bytes.extend(44u64.to_le_bytes());
        bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        [count, count, size, start].iter().for_each(|number| bytes.extend((*number as u64).to_le_bytes()));
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend((end as u64).to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
    }
    let short = if zip64 { u16::MAX } else { u16::try_from(count).unwrap() };
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([short.to_le_bytes(); 2].concat());
    bytes.extend([small(size).to_le_bytes(), small(start).to_le_bytes()].concat());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn list_that_is_too_long_is_refused() {
    for zip64 in [false, true] {
        let (_folder, library) = library_of(&list_of(500, 60_000, zip64));
        assert_eq!(library.sources().unwrap(), Listing::default(), "a long one is read");
        let (folder, library) = library_of(&list_of(700, 60_000, zip64));
        let error = format!("{:#}", library.sources().unwrap_err());
        let archive = folder.path().join("export.zip").display().to_string();
        assert!(error.contains(&archive) && error.ends_with("is longer than 32 MiB"), "{error}");
    }
}

#[test]
fn lists_of_archives_inside_count_together() {
    let list = list_of(300, 60_000, true);
    let entries: [(&str, &[u8]); 3] = [("1.zip", &list), ("2.zip", &list), ("a.md", b"a")];
    let (_folder, library) = library_of(&archive(stored(), &entries));
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["a.md"]);
    let [only] = reasons(&listing).try_into().unwrap();
    assert!(only.starts_with("/2.zip: ") && only.ends_with("is longer than 32 MiB"), "{only}");
}

#[test]
fn encrypted_entries_are_named_and_the_rest_is_read() {
    let mut bytes = archive(options(), &[("a.md", b"a"), ("b.md", b"b"), ("c.zip", b"c")]);
    for at in 0..bytes.len() - 64 {
        // The lowest flag, in the entry's own header and in the list.
        let flags = match &bytes[at..at + 4] {
            b"PK\x03\x04" if &bytes[at + 30..at + 34] != b"b.md" => at + 6,
            b"PK\x01\x02" if &bytes[at + 46..at + 50] != b"b.md" => at + 8,
            _ => continue,
        };
        bytes[flags] |= 1;
    }
    let (_folder, library) = library_of(&bytes);
    let listing = library.sources().unwrap();
    assert_eq!(paths(&listing), ["b.md"]);
    assert_eq!(reasons(&listing), ["/a.md: it is encrypted", "/c.zip: it is encrypted"]);
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
