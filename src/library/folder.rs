//! Lists the notes below a folder.
//!
//! Two things make it fast: folders are walked by all cores, and nothing but a file's metadata is asked for.

use std::collections::HashMap;
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use anyhow::{Context, bail};
use ignore::{DirEntry, WalkBuilder, WalkState};
use xxhash_rust::xxh3::xxh3_64;

use super::archive;
use super::ignored::IgnoreRules;
use super::label::{self, PathLabel};
use super::source::{Listing, NoteFiles, Source, Stamp, Trouble};

/// Adds what are or may be the notes at `root`, sorted by path: of a folder, those of `files` that no ignore rule leaves out; of an archive,
/// see `archive`; else the file itself, be it Markdown or text. Hidden files are left out and links are not followed.
///
/// # Errors
/// If there is nothing at `root`, or a file that is neither a note nor an archive.
pub(super) fn list(root: &Path, index: usize, files: NoteFiles, listing: &mut Listing) -> anyhow::Result<()> {
    let metadata = std::fs::metadata(root).with_context(|| format!("no notes at {}", root.display()))?;
    if metadata.is_dir() {
        walk(root, index, files, listing);
        return Ok(());
    }
    // Opening a pipe would wait for whoever writes to it, and a device may never end.
    if !metadata.is_file() {
        bail!("{} is no file and no folder; name a folder, a note or an export zip", root.display());
    }
    if NoteFiles::MarkdownAndText.have(root) {
        let path = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        listing.sources.push(Source::of_file(
            root.to_owned(),
            path,
            Stamp::of(&metadata, SystemTime::now()),
            index,
        ));
        return Ok(());
    }
    if archive::is_archive(root) {
        return archive::list(root, index, files, listing);
    }
    bail!(
        "{} is no Markdown file and no zip; name a folder, a file that ends in .md or .txt, or an export zip",
        root.display()
    )
}

/// What one thread found; it hands it over when it is done.
struct FoundFiles<'a> {
    sources: Vec<Source>,
    troubles: Vec<Trouble>,
    all: &'a Mutex<(Vec<Source>, Vec<Trouble>)>,
}

impl Drop for FoundFiles<'_> {
    fn drop(&mut self) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.0.append(&mut self.sources);
        all.1.append(&mut self.troubles);
    }
}

fn walk(root: &Path, index: usize, files: NoteFiles, listing: &mut Listing) {
    let all = Mutex::default();
    let now = SystemTime::now();
    let rules = Arc::new(IgnoreRules::of(root));
    let is_in = Arc::clone(&rules);
    let is_in = move |entry: &DirEntry| {
        !is_in.leave_out(entry.path(), entry.file_type().is_some_and(|kind| kind.is_dir()))
    };
    let mut walk = WalkBuilder::new(root);
    walk.standard_filters(false).hidden(true).follow_links(false).filter_entry(is_in);
    walk.build_parallel().run(|| {
        let mut found = FoundFiles { sources: Vec::new(), troubles: Vec::new(), all: &all };
        Box::new(move |entry| {
            match entry {
                Ok(entry)
                    if entry.file_type().is_some_and(|kind| kind.is_file()) && files.have(entry.path()) =>
                {
                    match entry.metadata() {
                        Ok(metadata) => {
                            let is_told_by_text = files.are_told_by_text(entry.path());
                            let source = noted(root, entry, Stamp::of(&metadata, now), index);
                            found.sources.push(Source { is_told_by_text, ..source });
                        }
                        // It went away since its folder was read.
                        Err(error) if is_gone(&error) => {}
                        Err(error) => found.troubles.push(trouble(root, &error)),
                    }
                }
                Ok(_) => {}
                Err(error) if is_gone(&error) => {}
                Err(error) => found.troubles.push(trouble(root, &error)),
            }
            WalkState::Continue
        })
    });
    let (mut sources, mut troubles) = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    drop(walk);
    troubles.extend(Arc::into_inner(rules).map(IgnoreRules::into_troubles).unwrap_or_default());
    drop_export_folders(&mut sources);
    sources.sort_by(|one, other| (&one.path, &one.shown).cmp(&(&other.path, &other.shown)));
    if sources.windows(2).any(|pair| pair[0].path == pair[1].path) {
        // Names that are no text may look alike.
        let mut seen = HashMap::new();
        for source in &mut sources {
            label::unique(&mut source.path, 0, &mut seen);
        }
        sources.sort_by(|one, other| one.path.cmp(&other.path));
    }
    troubles.sort();
    listing.sources.append(&mut sources);
    listing.troubles.append(&mut troubles);
}

fn noted(root: &Path, entry: DirEntry, stamp: Stamp, index: usize) -> Source {
    let path = entry.into_path();
    // What the walk yields begins with the root as it was named, so cutting it off is enough.
    let below = path.to_str().zip(root.to_str()).and_then(|(path, root)| path.strip_prefix(root));
    let relative = match below {
        Some(below) if cfg!(unix) => below.trim_start_matches('/').to_owned(),
        _ => joined(path.strip_prefix(root).unwrap_or(&path)),
    };
    Source::of_file(path, relative, stamp, index)
}

/// A path with `/`, whatever the platform's own separator, with U+FFFD for what is no text.
fn joined(path: &Path) -> String {
    let parts = path.components().filter_map(|component| match component {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Drops the folders that an export invents from the paths. Where a file lies is then no longer told by its path, so
/// its stamp has to tell.
fn drop_export_folders(sources: &mut [Source]) {
    let labels: Vec<Option<PathLabel>> =
        sources.iter().map(|source| PathLabel::of_path(&source.path)).collect();
    if labels.iter().all(Option::is_none) {
        return;
    }
    let whole = |(label, source): (Option<PathLabel>, &Source)| {
        label.unwrap_or_else(|| PathLabel { full: source.path.clone(), short: None })
    };
    let paths = label::settle(labels.into_iter().zip(sources.iter()).map(whole).collect());
    for (source, path) in sources.iter_mut().zip(paths) {
        if source.path != path {
            source.stamp.version ^= xxh3_64(source.shown.as_bytes());
            source.path = path;
        }
    }
}

fn is_gone(error: &ignore::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// What the walk says of a place it can't look at.
fn trouble(root: &Path, error: &ignore::Error) -> Trouble {
    fn place(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
            _ => None,
        }
    }
    let path = place(error).unwrap_or(root).display().to_string();
    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Trouble { path, reason }
}
