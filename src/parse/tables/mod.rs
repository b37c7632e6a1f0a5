//! Tables row by row: claims, terms, quotes and turns become records, every other row a passage. Which table is which, the frame
//! tells.

mod aliases;
mod answers;
mod claims;
pub(crate) mod glossary;
mod quotes;
mod transcript;

use std::ops::Range;

use jiff::civil::Date;

use crate::markdown::Row;
use crate::model::{PassageForm, Problem};
use crate::parse::draft::{self, Content};
use crate::parse::frame::outline::SectionPurpose;
use crate::parse::frame::table_kind::{self, Table, flat};

/// What a table comes to. Ranges are bytes of the source.
#[derive(Default)]
pub(crate) struct TableReading {
    pub(crate) drafts: Vec<(Content, Range<usize>)>,
    /// Whether its rows are turns of a dialogue, which ask and answer each other.
    pub(crate) takes_turns: bool,
    /// Where its header stands.
    pub(crate) header: Range<usize>,
    /// Rows without a word.
    pub(crate) blank: Vec<Range<usize>>,
    pub(crate) problems: Vec<(Range<usize>, Problem)>,
}

/// What the talk tells its tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Talk {
    /// The day on which it was.
    pub(crate) said: Option<Date>,
    pub(crate) has_guest: bool,
}

/// Reads a table that stands at `span` of the note's `text`, in a section for this purpose.
pub(crate) fn read(
    text: &str,
    header: &Row,
    rows: &[Row],
    span: &Range<usize>,
    purpose: SectionPurpose,
    Talk { said, has_guest }: Talk,
) -> TableReading {
    let kind = table_kind::kind(header, rows, purpose);
    let header_end = rows.first().map_or(span.end, |row| row.span.start);
    let mut table =
        TableReading { header: span.start..header_end.max(span.start), ..TableReading::default() };
    table.takes_turns = matches!(kind, Table::Transcript(_) | Table::Answers(_));
    if matches!(kind, Table::Other | Table::Metadata)
        && header.cells.iter().any(|cell| !cell.text.trim().is_empty())
    {
        // Nobody else keeps the words of such a header.
        table.passage(header);
    }
    for row in rows {
        table.check_row(text, header, row);
        let at_row = |contents: Vec<Content>| {
            contents.into_iter().map(|content| (content, row.span.clone())).collect()
        };
        let read = match &kind {
            Table::Claims(columns) => claims::row(row, columns, said).map(|claim| at_row(vec![claim])),
            Table::Glossary(columns) => glossary::row(row, columns).map(at_row),
            Table::Quotes(columns) => quotes::row(row, columns, purpose == SectionPurpose::KeyQuotes),
            Table::Transcript(columns) => transcript::row(row, columns, purpose == SectionPurpose::KeyQuotes),
            Table::Answers(columns) => answers::row(row, columns, has_guest),
            Table::Metadata | Table::Other => None,
        };
        match read {
            Some(drafts) => table.drafts.extend(drafts),
            None => table.passage(row),
        }
    }
    table
}

impl TableReading {
    fn passage(&mut self, row: &Row) {
        let cells: Vec<String> = row.cells.iter().map(flat).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.drafts.push((draft::passage(cells.join(" | "), PassageForm::TableRow), row.span.clone()));
        } else {
            self.blank.push(row.span.clone());
        }
    }

    /// A row with more cells than its header would lose them: Markdown drops what has no column.
    fn check_row(&mut self, text: &str, header: &Row, row: &Row) {
        let line = text[row.span.clone()].trim().trim_start_matches('|');
        let line = line.strip_suffix('|').unwrap_or(line);
        let mut found = 1;
        let mut is_escaped = false;
        let mut in_code = false;
        for character in line.chars() {
            match character {
                '|' if !is_escaped => found += 1,
                '`' => in_code = !in_code,
                _ => {}
            }
            is_escaped = character == '\\' && !is_escaped;
        }
        let expected = header.cells.len();
        if found != expected {
            self.problems.push((row.span.clone(), Problem::RowLength { expected, found }));
            if found > expected {
                let passage = draft::passage(line.trim().to_owned(), PassageForm::TableRow);
                self.drafts.push((passage, row.span.clone()));
            }
        }
    }
}
