//! Lists the notes below a folder.

use std::fs::Metadata;
use std::path::{Component, Path};
use std::time::UNIX_EPOCH;

use anyhow::{Context, bail};
use ignore::WalkBuilder;

use super::{Source, Stamp};

/// Adds the notes below `root`, sorted by path: `.md` and `.markdown` files that no ignore rule leaves out. Hidden
/// files are left out and links are not followed.
pub(super) fn list(root: &Path, index: usize, sources: &mut Vec<Source>) -> anyhow::Result<()> {
    let metadata = std::fs::metadata(root).with_context(|| format!("no notes at {}", root.display()))?;
    if metadata.is_file() {
        if !is_note(root) {
            bail!("{} is no Markdown file; name a folder, or a file that ends in .md", root.display());
        }
        let path = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        sources.push(Source {
            path,
            shown: root.display().to_string(),
            stamp: stamp(&metadata),
            root: index,
        });
        return Ok(());
    }
    let first = sources.len();
    for entry in WalkBuilder::new(root).follow_links(false).require_git(false).build() {
        let entry = entry.with_context(|| format!("can't list {}", root.display()))?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_note(entry.path()) {
            continue;
        }
        let metadata =
            entry.metadata().with_context(|| format!("can't look at {}", entry.path().display()))?;
        let relative = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts: Vec<String> = relative
            .components()
            .filter_map(|component| match component {
                Component::Normal(part) => Some(part.to_string_lossy().into_owned()),
                _ => None,
            })
            .collect();
        sources.push(Source {
            path: parts.join("/"),
            shown: entry.path().display().to_string(),
            stamp: stamp(&metadata),
            root: index,
        });
    }
    sources[first..].sort_by(|one, other| one.path.cmp(&other.path));
    Ok(())
}

fn is_note(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
    })
}

fn stamp(metadata: &Metadata) -> Stamp {
    let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let version = changed.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX));
    Stamp { size: metadata.len(), version }
}
