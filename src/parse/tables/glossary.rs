//! Glossaries: terms with their definitions, in tables and as lines.
//!
//! ```text
//! row  = term ( names )* definition
//! line = headword definition
//! ```

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::aliases::{is_name_pair, terms};
use crate::markdown::Row;
use crate::model::Term;
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::Outline;
use crate::parse::frame::table_kind::{GlossaryColumns, flat, joined};
use crate::parse::syntax::headword::{self, Headword};
use crate::parse::syntax::line::{Line, tidy, trimmed};

/// Reads the terms of a row of a glossary; `None` where it has none.
pub(super) fn row(row: &Row, columns: &GlossaryColumns) -> Option<Vec<Content>> {
    let name = row.cells.get(columns.term).map(flat).filter(|name| !name.is_empty())?;
    let names: Vec<String> =
        columns.names.iter().filter_map(|column| row.cells.get(*column)).map(flat).collect();
    let definition = joined(row, &columns.definitions).or_else(|| joined(row, &columns.names));
    Some(terms(&name, &names, &definition.unwrap_or_default()).into_iter().map(Content::Term).collect())
}

/// Reads the lines of a paragraph or, where that opens one, of a list's item as terms:
/// `- **MCP**（Model Context Protocol）：模型上下文协议`. In a paragraph every line that has a headword begins a term. Each term
/// comes with the bytes of the source that it stands at.
pub(crate) fn lines(lines: &[Line<'_>], opens_item: bool) -> Option<Vec<(Content, Range<usize>)>> {
    let headwords: Vec<Option<Headword>> = lines.iter().map(of_line).collect();
    let first = headwords.first()?.as_ref()?;
    // One plain line may be anything: `整理：志愿者小组`.
    let all = lines.len() >= 2 && headwords.iter().all(Option::is_some);
    if !(first.is_marked || opens_item || all) {
        return None;
    }
    let begins = |index: &usize| {
        let headword = headwords[*index].as_ref();
        *index == 0 || !opens_item && headword.is_some_and(|headword| headword.is_marked || all)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let inline = lines.first()?.inline;
    let text = &inline.text;
    let mut found = Vec::new();
    for (position, start) in starts.iter().enumerate() {
        let end = starts.get(position + 1).map_or(text.len(), |next| lines[*next].range.start);
        let headword = headwords[*start].as_ref()?;
        let definition = tidy(&text[headword.end..end]).replace('\n', " ");
        if definition.is_empty() {
            return None;
        }
        let words = trimmed(text, lines[*start].range.start..end);
        let span = inline.source(words);
        found.extend(contents(headword, &definition).into_iter().map(|content| (content, span.clone())));
    }
    Some(found)
}

fn of_line(line: &Line<'_>) -> Option<Headword> {
    match line.callout {
        Some(_) => headword::of_title(line.inline, line.range.clone()),
        None => headword::read(line.inline, line.range.clone()),
    }
}

/// The headword of a paragraph that is nothing else: its definition stands below.
pub(crate) fn headword(lines: &[Line<'_>]) -> Option<Headword> {
    let [line] = lines else { return None };
    let headword = of_line(line).filter(|headword| headword.is_marked)?;
    line.inline.text[headword.end..line.range.end].trim().is_empty().then_some(headword)
}

/// The headword that a heading is.
pub(crate) fn of_heading(title: &str) -> Headword {
    Headword { name: title.to_owned(), names: Vec::new(), is_marked: true, end: 0 }
}

/// The terms of a headword and its definition.
pub(crate) fn contents(headword: &Headword, definition: &str) -> Vec<Content> {
    terms(&headword.name, &headword.names, definition).into_iter().map(Content::Term).collect()
}

/// Adds the names that a heading gives a term in brackets: `### 杰文斯悖论（Jevons Paradox）`.
pub(crate) fn name_by_headings(drafts: &mut [Draft], outline: &Outline) {
    let mut terms: HashMap<String, Vec<usize>> = HashMap::new();
    let mut lengths: BTreeSet<usize> = BTreeSet::new();
    for (index, draft) in drafts.iter().enumerate() {
        if let Content::Term(term) = &draft.content {
            terms.entry(term.term.clone()).or_default().push(index);
            lengths.insert(term.term.len());
        }
    }
    let mut name = |term: &str, name: &str| {
        for index in terms.get(term).into_iter().flatten() {
            if let Content::Term(term) = &mut drafts[*index].content {
                add_alias(term, name);
            }
        }
    };
    for section in outline.sections.iter().filter(|_| !lengths.is_empty()) {
        let Some(open) = section.title.find(['（', '(']) else { continue };
        let Some(length) = section.title[open..].find(['）', ')']) else { continue };
        let head = section.title[..open].trim();
        let bracketed = section.title[open..open + length].trim_start_matches(['（', '(']).trim();
        for length in lengths.iter().filter(|length| (1..=head.len()).contains(length)) {
            let term = head.get(head.len() - length..);
            if let Some(term) = term.filter(|term| is_name_pair(term, head, bracketed)) {
                name(term, bracketed);
            }
        }
        if !bracketed.is_empty() && is_name_pair(bracketed, bracketed, head) {
            name(bracketed, head);
        }
    }
}

fn add_alias(term: &mut Term, alias: &str) {
    let is_known = term.term.eq_ignore_ascii_case(alias)
        || term.aliases.iter().any(|known| known.eq_ignore_ascii_case(alias));
    if !is_known {
        term.aliases.push(alias.to_owned());
    }
}
