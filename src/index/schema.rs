//! The fields of the index and which part of a record goes into which.

use jiff::civil::Date;
use tantivy::Term;
use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::model::Kind;

/// Names of the tokenizers that `tokenizers` registers.
pub(super) const CHARACTERS: &str = "characters";
/// Words, pairs and single characters of short texts.
pub(super) const NAMES: &str = "names";

/// Names of the columns.
pub(super) const ID: &str = "id";
pub(super) const ORDINAL: &str = "ordinal";
pub(super) const SECTION: &str = "section";
pub(super) const EXTENT: &str = "extent";
pub(super) const VOICE: &str = "voice";

/// The fields.
///
/// | field | holds | for |
/// |---|---|---|
/// | `characters` | the record's own words, literally, with positions (see `analysis`) | literal runs, ranking |
/// | `name` | words and pairs of its title, claim or term | ranking: a name says more than a body |
/// | `context` | of a heading, words and pairs of the note's title and the headings down to it | ranking |
/// | `kind` | its number | filters |
/// | `note` | of a note's own record, the note's path | finding the note's documents |
/// | `topic`, `speaker` | as they are | filters |
/// | `voice` | a hash of the note and the speaker's name in it (see `names`) | filters by person, counts |
/// | `date` | the note's date as a number of days | `since`, `until` |
/// | `id` | the record's id as a number | `show` |
/// | `ordinal` | the record's order within its note | its place, the note's own document |
/// | `section` | the ordinal of the innermost heading | the tier `near` |
/// | `extent` | of a heading, how many records it stands for, its own counted | `section:`, `context` |
/// | `text` | the record's main words | everything shown |
/// | `stored` | the rest of the record | everything shown |
/// | `facts` | of a note's own record, what is known of the note | everything shown |
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    pub(super) characters: Field,
    pub(super) name: Field,
    pub(super) context: Field,
    pub(super) kind: Field,
    pub(super) note: Field,
    pub(super) topic: Field,
    pub(super) speaker: Field,
    pub(super) voice: Field,
    pub(super) date: Field,
    pub(super) id: Field,
    pub(super) ordinal: Field,
    pub(super) section: Field,
    pub(super) extent: Field,
    pub(super) text: Field,
    pub(super) stored: Field,
    pub(super) facts: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let indexed = |tokenizer: &str, option, norms| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default()
                    .set_tokenizer(tokenizer)
                    .set_index_option(option)
                    .set_fieldnorms(norms),
            )
        };
        let whole = indexed("raw", IndexRecordOption::Basic, false);
        let mut schema = Schema::builder();
        let characters = schema.add_text_field(
            "characters",
            indexed(CHARACTERS, IndexRecordOption::WithFreqsAndPositions, true),
        );
        let name = schema.add_text_field("name", indexed(NAMES, IndexRecordOption::WithFreqs, true));
        let context = schema.add_text_field("context", indexed(NAMES, IndexRecordOption::WithFreqs, true));
        let kind = schema.add_u64_field("kind", INDEXED);
        let note = schema.add_text_field("note", whole.clone());
        let topic = schema.add_text_field("topic", whole.clone());
        let speaker = schema.add_text_field("speaker", whole);
        let column = || NumericOptions::default().set_fast();
        let voice = schema.add_u64_field(VOICE, column().set_indexed());
        let date = schema.add_u64_field("date", INDEXED);
        let id = schema.add_u64_field(ID, column());
        let ordinal = schema.add_u64_field(ORDINAL, column());
        let section = schema.add_u64_field(SECTION, column());
        let extent = schema.add_u64_field(EXTENT, column());
        let text = schema.add_text_field("text", STORED);
        let stored = schema.add_bytes_field("stored", STORED);
        let facts = schema.add_bytes_field("facts", STORED);
        Fields {
            schema: schema.build(),
            characters,
            name,
            context,
            kind,
            note,
            topic,
            speaker,
            voice,
            date,
            id,
            ordinal,
            section,
            extent,
            text,
            stored,
            facts,
        }
    }
}

impl Fields {
    /// What the records of a kind have.
    pub(super) fn term_of_kind(&self, kind: Kind) -> Term {
        Term::from_field_u64(self.kind, kind as u64)
    }
}

/// The date that a number stands for, if it is one.
pub(super) fn date_of(number: u64) -> Option<Date> {
    let part = |number: u64| i8::try_from(number % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

/// A date as a number that sorts as dates do.
pub(super) fn day_number(date: Date) -> u64 {
    let year = u64::from(date.year().unsigned_abs());
    year * 10_000 + u64::from(date.month().unsigned_abs()) * 100 + u64::from(date.day().unsigned_abs())
}
