//! Tables row by row: claims, terms and quotes become records, every other row a passage. Which table is which,
//! `tables` tells.

use crate::markdown::{Block, Inline, Item, Row};
use crate::model::{Body, Diagnostic, FrameKind, PassageForm, Prediction, Problem};

use crate::parse::draft::{self, tidy};
use crate::parse::frame::outline::SectionPurpose;
use crate::parse::frame::table_kind::{self, ClaimColumns, GlossaryColumns, QuoteColumns, Table, flat};
use crate::parse::syntax::horizon;
use crate::parse::syntax::lead;
use crate::parse::syntax::quotation::{self, Speech};
use crate::parse::turns::lines::Walk;
use crate::parse::turns::saying::trimmed;

impl Walk<'_> {
    pub(crate) fn table(&mut self, header: &Row, rows: &[Row], block: &Block) {
        let kind = table_kind::kind(header, self.outline.purpose(self.section));
        let header_end = rows.first().map_or(block.span.end, |row| row.span.start);
        if matches!(kind, Table::Other | Table::Metadata)
            && header.cells.iter().any(|cell| !cell.text.trim().is_empty())
        {
            // Nobody else keeps the words of such a header.
            self.row(header);
        }
        self.frame(FrameKind::TableHeader, block.span.start..header_end.max(block.span.start));
        for row in rows {
            self.check_row(header, row);
            let is_taken = match &kind {
                Table::Claims(columns) => self.claim(row, columns),
                Table::Glossary(columns) => self.glossary_row(row, columns),
                Table::Quotes(columns) => self.quote_row(row, columns),
                Table::Metadata | Table::Other => false,
            };
            if !is_taken {
                self.row(row);
            }
        }
    }

    /// A row with more cells than its header would lose them: Markdown drops what has no column.
    fn check_row(&mut self, header: &Row, row: &Row) {
        let line = self.text[row.span.clone()].trim().trim_start_matches('|');
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
            let lines = self.document.lines.span(&row.span);
            self.drafts
                .diagnostics
                .push(Diagnostic { lines, problem: Problem::RowLength { expected, found } });
            if found > expected {
                self.push(draft::passage(line.trim().to_owned(), PassageForm::TableRow), row.span.clone());
            }
        }
    }

    fn row(&mut self, row: &Row) {
        let cells: Vec<String> = row.cells.iter().map(flat).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.push(draft::passage(cells.join(" | "), PassageForm::TableRow), row.span.clone());
        } else {
            self.frame(FrameKind::Marks, row.span.clone());
        }
    }

    fn claim(&mut self, row: &Row, columns: &ClaimColumns) -> bool {
        let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
        let Some(claim) = cell(columns.claim) else { return false };
        let by = columns
            .by
            .and_then(cell)
            .filter(|by| !matches!(by.as_str(), "-" | "—" | "未提及" | "无" | "N/A"));
        let horizon =
            columns.horizon.map(|column| horizon::read(&cell(column).unwrap_or_default(), self.said));
        let detail = table_kind::joined(row, &columns.details);
        self.push(Body::Prediction(Prediction { claim, by, horizon, detail }), row.span.clone());
        true
    }

    fn glossary_row(&mut self, row: &Row, columns: &GlossaryColumns) -> bool {
        let Some(name) = row.cells.get(columns.term).map(flat).filter(|name| !name.is_empty()) else {
            return false;
        };
        let names: Vec<String> =
            columns.names.iter().filter_map(|column| row.cells.get(*column)).map(flat).collect();
        let definition =
            table_kind::joined(row, &columns.definitions).or_else(|| table_kind::joined(row, &columns.names));
        self.push(
            Body::Term(table_kind::term(&name, &names, &definition.unwrap_or_default())),
            row.span.clone(),
        );
        true
    }

    /// `- **MCP**（Model Context Protocol）：模型上下文协议` in a glossary without a table. In a paragraph every line that
    /// has a lead begins a term.
    pub(crate) fn glossary_line(&mut self, inline: &Inline, item: Option<&Item>) -> bool {
        const NOTES: [&str; 6] = ["说明", "注", "备注", "来源", "编者按", "注意"];
        let lines: Vec<_> =
            inline.lines().filter(|line| !inline.text[line.clone()].trim().is_empty()).collect();
        let leads: Vec<_> = lines.iter().map(|line| lead::read(inline, line.clone())).collect();
        let Some(Some(first)) = leads.first() else { return false };
        let is_term = |lead: &lead::Lead| !NOTES.contains(&lead.name.as_str());
        // One plain line may be anything: `整理：志愿者小组`.
        let all_lead = leads.len() >= 2 && leads.iter().all(|lead| lead.as_ref().is_some_and(is_term));
        if !(first.is_bold || item.is_some() || all_lead) {
            return false;
        }
        let starts: Vec<usize> = match item {
            Some(_) => vec![0],
            None => (0..lines.len())
                .filter(|index| {
                    leads[*index].as_ref().is_some_and(|lead| *index == 0 || lead.is_bold || all_lead)
                })
                .collect(),
        };
        let mut terms = Vec::new();
        for (position, start) in starts.iter().enumerate() {
            let end = starts.get(position + 1).map_or(inline.text.len(), |next| lines[*next].start);
            let Some(lead) = &leads[*start] else { return false };
            let definition = tidy(&inline.text[lead.end..end]).replace('\n', " ");
            if definition.is_empty() {
                return false;
            }
            let names: Vec<String> = lead.qualifier.iter().cloned().collect();
            let words = trimmed(&inline.text, lines[*start].start..end);
            terms.push((table_kind::term(&lead.name, &names, &definition), inline.source(words)));
        }
        for (term, span) in terms {
            self.push(Body::Term(term), span);
        }
        true
    }

    fn quote_row(&mut self, row: &Row, columns: &QuoteColumns) -> bool {
        let cell = |column: usize| row.cells.get(column).map(flat).filter(|text| !text.is_empty());
        let Some(words) = cell(columns.text) else { return false };
        let speaker = columns
            .speaker
            .and_then(cell)
            .filter(|name| !matches!(name.as_str(), "-" | "—" | "未提及" | "未知" | "佚名"));
        let (speaker, qualifier) =
            match speaker.as_deref().map(crate::parse::syntax::name_list::names).as_deref() {
                Some([(name, remark)]) => (Some(name.clone()), remark.clone()),
                _ => (speaker, None),
            };
        let label = columns.label.and_then(cell);
        let unquoted = quotation::read(&words, true, &|_| false);
        let text = match unquoted {
            Speech::Whole { words: inner, .. } => words[inner].trim().to_owned(),
            _ => words,
        };
        let mut quote = draft::quote(text, speaker, qualifier, label);
        quote.key = self.outline.purpose(self.section) == SectionPurpose::KeyQuotes;
        self.group += 1;
        let span =
            row.cells.get(columns.text).map_or(row.span.clone(), |cell| cell.source(0..cell.text.len()));
        self.push(Body::Quote(quote), span);
        if let Some(draft) = self.drafts.list.last_mut() {
            draft.is_row = true;
        }
        // The row's other cells stay findable.
        let others: Vec<usize> = (0..row.cells.len())
            .filter(|column| {
                *column != columns.text && Some(*column) != columns.speaker && Some(*column) != columns.label
            })
            .collect();
        if let Some(text) =
            table_kind::joined(row, &others).filter(|text| text.chars().any(char::is_alphabetic))
        {
            self.push(draft::passage(text, PassageForm::TableRow), row.span.clone());
        }
        true
    }
}
