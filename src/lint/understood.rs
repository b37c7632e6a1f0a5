//! How much of a note was understood.

use serde::{Deserialize, Serialize};

use crate::model::{Body, KINDS, Kind, LineSpan, PassageForm, Record};

/// What was read of a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// How many records of each kind there are, by [`Kind`].
    counts: [u32; KINDS.len()],
    /// What was kept as it is although it looks as if it meant more.
    pub blocks: Vec<KeptBlock>,
}

/// Lines that are kept in the same form, with at most one between two of them, such as the rule below a table's header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptBlock {
    /// Where they are.
    pub lines: LineSpan,
    /// What they look like.
    pub form: KeptForm,
}

/// What is no kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptForm {
    /// A table.
    Table,
    /// A blockquote.
    Blockquote,
    /// HTML.
    Html,
}

impl KeptForm {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            KeptForm::Table => "table",
            KeptForm::Blockquote => "blockquote",
            KeptForm::Html => "html",
        }
    }
}

impl Understood {
    pub(super) fn of(records: &[Record]) -> Understood {
        let mut counts = [0; KINDS.len()];
        let mut blocks: Vec<KeptBlock> = Vec::new();
        for record in records {
            counts[record.kind() as usize] += 1;
            let Some(form) = kept_form(record) else { continue };
            let lines = record.lines;
            match blocks.last_mut() {
                Some(block) if block.form == form && lines.first <= block.lines.last + 2 => {
                    block.lines.last = block.lines.last.max(lines.last);
                }
                _ => blocks.push(KeptBlock { lines, form }),
            }
        }
        Understood { counts, blocks }
    }

    /// How many records of this kind there are.
    pub fn count(&self, kind: Kind) -> u32 {
        self.counts[kind as usize]
    }
}

/// Of tables, blockquotes and HTML that are no kind of record.
fn kept_form(record: &Record) -> Option<KeptForm> {
    let Body::Passage(passage) = &record.body else { return None };
    match passage.form {
        PassageForm::TableRow => Some(KeptForm::Table),
        PassageForm::Remark => Some(KeptForm::Blockquote),
        PassageForm::Html => Some(KeptForm::Html),
        PassageForm::Paragraph | PassageForm::Bullet { .. } | PassageForm::Code => None,
    }
}
