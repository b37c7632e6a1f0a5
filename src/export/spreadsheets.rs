//! Comma-separated values in a folder, a file a kind, with the columns that a listing of the kind has.

use std::path::Path;

use super::extract::Extract;
use super::place::fill;
use crate::model::KINDS;
use crate::render::{Appearance, Format, Item, Language, View, render};

/// Fills a folder with a file for each kind that there are records of.
///
/// # Errors
/// If they can't be written.
pub fn write_spreadsheets(extract: Extract, folder: &Path) -> anyhow::Result<()> {
    let mut of_kinds: [Vec<Item>; KINDS.len()] = Default::default();
    for entry in extract.records {
        of_kinds[entry.record.kind() as usize].push(Item::Record(Box::new(entry)));
    }
    // Nothing of this reaches a format for programs.
    let appearance = Appearance { width: 0, colour: false, links: None, language: Language::English };
    for (info, items) in KINDS.iter().zip(of_kinds).filter(|(_, items)| !items.is_empty()) {
        let view = View::listing("export", items);
        let mut rows = Vec::new();
        render(&view, Format::Csv, appearance, &mut rows)?;
        fill(folder, Path::new(&format!("{}.csv", info.plural)), &rows)?;
    }
    Ok(())
}
