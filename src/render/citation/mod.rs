//! Citations of records in several styles. What they may tell is in `source`.
//!
//! | file | |
//! |---|---|
//! | `name` | names in their parts |
//! | `plain`, `gb7714`, `bibtex`, `csl` | a style each; that of `markdown` is how listings cite in that format |

mod bibtex;
mod csl;
mod gb7714;
mod name;
mod plain;

use std::io::{self, Write};

use jiff::civil::Date;

use super::{Item, json, markdown};

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

/// Writes a citation of each record, looked up on the day `accessed`.
///
/// # Errors
/// Only the writer's.
pub fn write_citations(
    items: &[Item],
    style: CitationStyle,
    accessed: Date,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut entries = items.iter().filter_map(Item::entry);
    match style {
        CitationStyle::Markdown => markdown::write_each(items.iter().map(Ok), out),
        CitationStyle::Plain => entries.try_for_each(|entry| plain::write(entry, out)),
        CitationStyle::Gb7714 => entries.try_for_each(|entry| gb7714::write(entry, accessed, out)),
        CitationStyle::Csl => {
            let items: Vec<csl::ItemCsl> = entries.map(|entry| csl::item(entry, accessed)).collect();
            json::write_object(&items, out)
        }
        CitationStyle::Bibtex => entries.enumerate().try_for_each(|(number, entry)| {
            if number > 0 {
                writeln!(out)?;
            }
            bibtex::write(entry, accessed, out)
        }),
    }
}
