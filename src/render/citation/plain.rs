//! A citation as one line of text: the words, then the talk, what it was part of, when and where.

use std::io::{self, Write};

use super::super::Entry;
use super::super::source::{Source, words};
use crate::text::width::one_line;

pub(super) fn write(entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
    let source = Source::of(entry);
    let mut parts = vec![format!("《{}》", source.title)];
    parts.extend(source.facts());
    parts.extend(source.url.clone());
    let cited = parts.join("，");
    match words(entry) {
        Some(words) => writeln!(out, "{words}——{cited}"),
        None if source.authors.is_empty() => writeln!(out, "{cited}"),
        None => writeln!(out, "{}：{cited}", one_line(&source.authors.join("、"))),
    }
}
