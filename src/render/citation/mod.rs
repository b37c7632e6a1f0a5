//! Citations of records in several styles. What they may tell is in `source`.
//!
//! | file | |
//! |---|---|
//! | `name` | names in their parts |
//! | `broken` | lines for a window |
//! | `plain`, `gb7714`, `bibtex`, `csl` | a style each; that of `markdown` is how listings cite in that format |

mod bibtex;
mod broken;
mod csl;
mod gb7714;
mod name;
mod plain;

use std::io::{self, Write};

use jiff::civil::Date;

use super::source::Source;
use super::{Entry, Item, Language, json, markdown};
use crate::text::fold_text;
use crate::text::width::one_line;

/// How citations are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationStyle {
    /// To paste into other notes.
    Markdown,
    /// A line of text.
    Plain,
    /// For LaTeX.
    Bibtex,
    /// For Zotero and pandoc.
    Csl,
    /// By the Chinese standard.
    Gb7714,
}

impl CitationStyle {
    /// Every style with what a user calls it.
    pub const ALL: [(CitationStyle, &'static str); 5] = [
        (CitationStyle::Markdown, "markdown"),
        (CitationStyle::Plain, "plain"),
        (CitationStyle::Bibtex, "bibtex"),
        (CitationStyle::Csl, "csl"),
        (CitationStyle::Gb7714, "gb7714"),
    ];
}

/// How citations are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citing {
    /// How they are written.
    pub style: CitationStyle,
    /// The day on which they were looked up.
    pub accessed: Date,
    /// The language of labels.
    pub language: Language,
    /// Columns of the window in which somebody reads them; `None` where a program does.
    pub width: Option<usize>,
}

/// A talk as bibliographies have it, each once, with what of it is cited.
struct Work<'e> {
    source: Source<'e>,
    /// Those who say what is cited of it, each once.
    authors: Vec<&'e str>,
    entries: Vec<&'e Entry>,
    /// The talk's address: at the time of what is cited, where that is the same of all.
    url: Option<String>,
}

/// Writes a citation of each record, or of each talk where the style is one of bibliographies.
///
/// # Errors
/// Only the writer's.
pub fn write_citations(items: &[Item], citing: Citing, out: &mut dyn Write) -> io::Result<()> {
    // Line ends within the strings of JSON would be wrong.
    let Some(width) = citing.width.filter(|_| citing.style != CitationStyle::Csl) else {
        return write_unbroken(items, citing, out);
    };
    let mut text = Vec::new();
    write_unbroken(items, citing, &mut text)?;
    for line in String::from_utf8_lossy(&text).lines() {
        broken::write(line, width, out)?;
    }
    Ok(())
}

fn write_unbroken(items: &[Item], citing: Citing, out: &mut dyn Write) -> io::Result<()> {
    let Citing { style, accessed, language, .. } = citing;
    let mut entries = items.iter().filter_map(Item::entry);
    match style {
        CitationStyle::Markdown => markdown::write_each(items.iter().map(Ok), language, out),
        CitationStyle::Plain => entries.try_for_each(|entry| plain::write(entry, language, out)),
        CitationStyle::Gb7714 => {
            works(entries, language).iter().try_for_each(|work| gb7714::write(work, accessed, out))
        }
        CitationStyle::Csl => {
            let items: Vec<csl::ItemCsl> =
                entries.map(|entry| csl::item(entry, accessed, language)).collect();
            json::write_object(&items, out)
        }
        CitationStyle::Bibtex => {
            works(entries, language).iter().enumerate().try_for_each(|(number, work)| {
                if number > 0 {
                    writeln!(out)?;
                }
                bibtex::write(work, accessed, language, out)
            })
        }
    }
}

/// The talks that records are of, in the order of the first of each. One reference stands for all that is cited of a talk, whoever
/// says it.
fn works<'e>(entries: impl Iterator<Item = &'e Entry>, language: Language) -> Vec<Work<'e>> {
    let mut works: Vec<Work<'e>> = Vec::new();
    for entry in entries {
        let source = Source::of(entry, language);
        let is_same = |work: &&mut Work<'_>| work.entries[0].note.note_path == entry.note.note_path;
        match works.iter_mut().find(is_same) {
            Some(work) => {
                if work.url != source.url {
                    work.url = entry.note.url.as_deref().map(|url| one_line(url.trim()).into_owned());
                }
                work.entries.push(entry);
                for name in source.authors {
                    let is_known = |known: &&str| fold_text(known) == fold_text(name);
                    if !work.authors.iter().any(is_known) {
                        work.authors.push(name);
                    }
                }
            }
            None => works.push(Work {
                url: source.url.clone(),
                authors: source.authors.clone(),
                source,
                entries: vec![entry],
            }),
        }
    }
    works
}
