//! The columns of a segment: where each of its documents stands in its note.

use std::ops::Range;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::schema::{EXTENT, ID, ORDINAL, SECTION, VOICE};

/// The columns of a segment.
pub(super) struct Columns {
    pub(super) id: Column<u64>,
    pub(super) ordinal: Column<u64>,
    section: Column<u64>,
    extent: Column<u64>,
    /// Of records at which a name stands.
    pub(super) voice: Column<u64>,
}

impl Columns {
    pub(super) fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Columns {
            id: columns.u64(ID)?,
            ordinal: columns.u64(ORDINAL)?,
            section: columns.u64(SECTION)?,
            extent: columns.u64(EXTENT)?,
            voice: columns.u64(VOICE)?,
        })
    }

    /// A record's order within its note.
    pub(super) fn ordinal(&self, document: DocId) -> DocId {
        small(&self.ordinal, document)
    }

    /// The document of the note that a record is of.
    pub(super) fn note(&self, document: DocId) -> DocId {
        document - self.ordinal(document)
    }

    /// The document of the innermost heading that a record lies below, or else of its note.
    pub(super) fn heading(&self, document: DocId) -> DocId {
        self.note(document) + small(&self.section, document)
    }

    /// The documents that one of a heading or a note stands for, its own counted.
    pub(super) fn below(&self, heading: DocId) -> Range<DocId> {
        heading..heading + small(&self.extent, heading)
    }
}

/// A value of a column that counts records of one note.
fn small(column: &Column<u64>, document: DocId) -> DocId {
    column.first(document).and_then(|value| DocId::try_from(value).ok()).unwrap_or_default()
}
