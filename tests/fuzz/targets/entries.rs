//! An export's zip made of arbitrary entries: sound archives with hostile names, sizes and archives within.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[path = "../export.rs"]
mod export;

#[derive(Debug, Arbitrary)]
struct Archive {
    entries: Vec<Entry>,
    /// Bytes of the finished archive that are overwritten: where, from the end, and with what.
    damage: Vec<(u16, u32)>,
}

#[derive(Debug, Arbitrary)]
struct Entry {
    name: Name,
    content: Content,
    is_stored: bool,
}

#[derive(Debug, Arbitrary)]
enum Name {
    Any(String),
    Note(String),
    Inner(String),
    /// Steps up, then a note.
    Above(u8),
    Export(u128, String),
    Broken,
}

#[derive(Debug, Arbitrary)]
enum Content {
    Bytes(Vec<u8>),
    /// As many spaces, a little more than an archive may hold without a question, or a few.
    Dense(bool),
    Archive(Vec<Entry>),
}

impl Name {
    fn text(&self) -> String {
        match self {
            Name::Any(name) => name.clone(),
            Name::Note(name) => format!("{name}.md"),
            Name::Inner(name) => format!("{name}.zip"),
            Name::Above(steps) => format!("{}etc/x.md", "../".repeat(usize::from(*steps))),
            Name::Export(digits, name) => {
                let hex = format!("{digits:032x}");
                let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
                format!("Export-{}/{name}.md", groups.join("-"))
            }
            Name::Broken => "a\n\u{1b}[2J\u{202e}/b.md".to_owned(),
        }
    }
}

/// `left`: bytes that may still be written, as the fuzzer has no patience for more.
fn written(entries: &[Entry], depth: usize, left: &mut usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries.iter().take(50) {
        let method = if entry.is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method);
        // Two entries of one name and names that are too long are refused by the writer.
        if writer.start_file(entry.name.text(), options).is_err() {
            continue;
        }
        let content = match &entry.content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::Dense(many) => vec![b' '; if *many { (1 << 20) + 1 } else { 5_000 }],
            Content::Archive(inner) if depth < 3 => written(inner, depth + 1, left),
            Content::Archive(_) => Vec::new(),
        };
        let content = &content[..content.len().min(*left)];
        *left -= content.len();
        writer.write_all(content).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

fuzz_target!(|archive: Archive| {
    let mut bytes = written(&archive.entries, 0, &mut (3 << 20));
    for (from_end, value) in archive.damage.iter().take(8) {
        let at = bytes.len().saturating_sub(4 + usize::from(*from_end));
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    export::check(&bytes);
});
