//! What is kept beside an index's segments, their words and their pairs of characters: read from the files, or made again.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use tantivy::directory::OwnedBytes;
use tantivy::{SegmentReader, TantivyError};

use super::lexicon::{self, Lexicon, file, is_large};
use super::pairs::{self, Pairs};
use super::{BesideSegment, Index};

impl Index {
    /// The words of a segment.
    pub(super) fn lexicon(&self, segment: &SegmentReader) -> tantivy::Result<&Lexicon> {
        let in_file = || self.in_file(segment, lexicon::EXTENSION).map(|file| file.and_then(Lexicon::decode));
        known(&self.beside(segment)?.words, in_file, || Lexicon::of(segment, self.fields.characters))
    }

    /// The pairs of characters of a segment.
    pub(super) fn pairs(&self, segment: &SegmentReader) -> tantivy::Result<&Pairs> {
        let in_file = || self.in_file(segment, pairs::EXTENSION).map(|file| file.and_then(Pairs::decode));
        known(&self.beside(segment)?.pairs, in_file, || Pairs::of(segment, self.fields.characters))
    }

    pub(super) fn beside(&self, segment: &SegmentReader) -> tantivy::Result<&BesideSegment> {
        let mut segments = self.searcher.segment_readers().iter();
        segments
            .position(|other| other.segment_id() == segment.segment_id())
            .map(|ordinal| &self.beside_segments[ordinal])
            .ok_or_else(|| TantivyError::InternalError("a segment that is not of this index".into()))
    }

    /// The bytes of a large segment's file, if it is there.
    fn in_file(&self, segment: &SegmentReader, extension: &str) -> tantivy::Result<Option<OwnedBytes>> {
        if !is_large(segment, self.fields.characters)? {
            return Ok(None);
        }
        Ok(self.files.as_ref().and_then(|files| files.bytes(&file(segment, extension))))
    }

    /// The files that large segments should have beside them, with what they should hold, but for those of which
    /// `exists` tells that they are there.
    pub(super) fn missing_lexicons(
        &self,
        exists: impl Fn(&Path) -> bool,
    ) -> tantivy::Result<Vec<(PathBuf, Vec<u8>)>> {
        let field = self.fields.characters;
        let mut missing = Vec::new();
        for segment in self.searcher.segment_readers() {
            for extension in [lexicon::EXTENSION, pairs::EXTENSION] {
                let file = file(segment, extension);
                if is_large(segment, field)? && !exists(&file) {
                    missing.push((segment, extension, file));
                }
            }
        }
        let encoded = |segment: &SegmentReader, extension: &str| match extension {
            lexicon::EXTENSION => Lexicon::of(segment, field).map(|lexicon| lexicon.encode()),
            _ => Pairs::of(segment, field).map(|pairs| pairs.encode()),
        };
        thread::scope(|scope| {
            let making: Vec<_> = missing
                .into_iter()
                .map(|(segment, extension, file)| (file, scope.spawn(move || encoded(segment, extension))))
                .collect();
            let failed = || TantivyError::InternalError("a thread that lists words failed".into());
            making
                .into_iter()
                .map(|(file, made)| Ok((file, made.join().unwrap_or_else(|_| Err(failed()))?)))
                .collect()
        })
    }
}

/// What is kept in a slot: read from its file on first use, or else made again.
fn known<T>(
    slot: &OnceLock<T>,
    in_file: impl FnOnce() -> tantivy::Result<Option<T>>,
    make: impl FnOnce() -> tantivy::Result<T>,
) -> tantivy::Result<&T> {
    if let Some(known) = slot.get() {
        return Ok(known);
    }
    let found = match in_file()? {
        Some(found) => found,
        None => make()?,
    };
    Ok(slot.get_or_init(|| found))
}
