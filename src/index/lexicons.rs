//! The lexicons of an index's segments: read from their files, or made again.

use std::path::{Path, PathBuf};
use std::thread;

use tantivy::{SegmentReader, TantivyError};

use super::Index;
use super::lexicon::{Lexicon, file, is_large};

impl Index {
    /// The words of a segment.
    pub(super) fn lexicon(&self, segment: &SegmentReader) -> tantivy::Result<&Lexicon> {
        let slot = self
            .searcher
            .segment_readers()
            .iter()
            .position(|other| other.segment_id() == segment.segment_id())
            .map(|ordinal| &self.lexicons[ordinal])
            .ok_or_else(|| TantivyError::InternalError("a segment that is not of this index".into()))?;
        if let Some(known) = slot.get() {
            return Ok(known);
        }
        let kept = if is_large(segment, self.fields.characters)? {
            self.files.as_ref().and_then(|files| files.map(&file(segment))).and_then(Lexicon::decode)
        } else {
            None
        };
        let lexicon = match kept {
            Some(lexicon) => lexicon,
            None => Lexicon::of(segment, self.fields.characters)?,
        };
        Ok(slot.get_or_init(|| lexicon))
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
            if is_large(segment, field)? && !exists(&file(segment)) {
                missing.push(segment);
            }
        }
        let encoded = |segment: &SegmentReader| Ok((file(segment), Lexicon::of(segment, field)?.encode()));
        thread::scope(|scope| {
            let making: Vec<_> = missing.iter().map(|segment| scope.spawn(|| encoded(segment))).collect();
            let failed = || TantivyError::InternalError("a thread that lists words failed".into());
            making.into_iter().map(|made| made.join().unwrap_or_else(|_| Err(failed()))).collect()
        })
    }
}
