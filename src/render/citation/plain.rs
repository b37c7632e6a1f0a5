//! A citation as one line of text: the words, then the talk, what it was part of, when and where.

use std::io::{self, Write};

use super::super::source::{Source, words};
use super::super::{Entry, Language};
use crate::text::width::one_line;

pub(super) fn write(entry: &Entry, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let source = Source::of(entry, language);
    let mut parts = vec![format!("《{}》", source.title)];
    parts.extend(source.facts());
    parts.extend(source.url.clone());
    let cited = parts.join(language.label("，"));
    match words(entry, language) {
        Some(words) => writeln!(out, "{words}{}{cited}", language.label("——")),
        None if source.authors.is_empty() => writeln!(out, "{cited}"),
        None => {
            let authors = source.authors.join(language.label("、"));
            writeln!(out, "{}{}{cited}", one_line(&authors), language.label("："))
        }
    }
}
