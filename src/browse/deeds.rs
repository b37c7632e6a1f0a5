//! What is done for good: searches saved, predictions judged, lists written into files.

use std::path::Path;

use anyhow::{anyhow, bail};

use super::question::Deed;
use super::source::Source;
use super::words;
use crate::app::Store;
use crate::render::{self, Appearance, Format};

/// Columns of what is written for readers.
const WIDTH: usize = 100;

impl Source {
    /// Does it, and tells what was done.
    ///
    /// # Errors
    /// What stands in its way.
    pub(super) fn done(&self, store: &Store<'_>, deed: &Deed) -> anyhow::Result<String> {
        let done = match deed {
            Deed::Save { name, query } => self.keeper.save(name, query)?,
            Deed::Judge { prediction, outcome } => self.keeper.judge(store, *prediction, *outcome)?,
            Deed::Export { listing, path } => {
                let format =
                    format_of(path).ok_or_else(|| anyhow!(words::NO_FORMAT.in_language(self.language)))?;
                let listed = self.listed(store, listing, None, WIDTH)?;
                if listed.view.items.is_empty() {
                    bail!(words::NOTHING.in_language(self.language));
                }
                let appearance =
                    Appearance { width: WIDTH, colour: false, links: None, language: self.language };
                let mut content = Vec::new();
                render::render(&listed.view, format, appearance, &mut content)?;
                self.keeper.write(path, &content)?
            }
        };
        Ok((self.say)(self.language, &done))
    }
}

/// The format that a file's name tells by its ending.
fn format_of(path: &str) -> Option<Format> {
    let ending = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
    Some(match ending.as_str() {
        "md" | "markdown" => Format::Markdown,
        "csv" => Format::Csv,
        "json" => Format::Json,
        "jsonl" => Format::Jsonl,
        "yaml" | "yml" => Format::Yaml,
        "txt" => Format::Plain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_format() {
        assert_eq!(format_of("~/a b/引文.MD"), Some(Format::Markdown));
        assert_eq!(format_of("a.jsonl"), Some(Format::Jsonl));
        assert_eq!(format_of("a.yml"), Some(Format::Yaml));
        assert_eq!(format_of("a.pdf"), None);
        assert_eq!(format_of("md"), None);
    }
}
