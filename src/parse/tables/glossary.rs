//! Glossaries: terms with their definitions and other names, in tables and as lines.
//!
//! ```text
//! row  = term ( names )* definition
//! line = "**"? term ( "（" name "）" )? "**"? colon definition
//! ```

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::language::name_shape::is_han;
use crate::markdown::Row;
use crate::model::Term;
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::Outline;
use crate::parse::frame::table_kind::{GlossaryColumns, flat, joined};
use crate::parse::syntax::lead::Lead;
use crate::parse::syntax::line::{Line, tidy, trimmed};

/// Reads a row of a glossary; `None` where it has no term.
pub(super) fn row(row: &Row, columns: &GlossaryColumns) -> Option<Content> {
    let name = row.cells.get(columns.term).map(flat).filter(|name| !name.is_empty())?;
    let names: Vec<String> =
        columns.names.iter().filter_map(|column| row.cells.get(*column)).map(flat).collect();
    let definition = joined(row, &columns.definitions).or_else(|| joined(row, &columns.names));
    Some(Content::Term(term(&name, &names, &definition.unwrap_or_default())))
}

/// Reads the lines of a paragraph or, where that opens one, of a list's item as terms:
/// `- **MCP**（Model Context Protocol）：模型上下文协议`. In a paragraph every line that has a lead begins a term. Each term
/// comes with the bytes of the source that it stands at.
pub(crate) fn lines(lines: &[Line<'_>], opens_item: bool) -> Option<Vec<(Content, Range<usize>)>> {
    const NOTES: [&str; 6] = ["说明", "注", "备注", "来源", "编者按", "注意"];
    let first = lines.first()?;
    let first_lead = first.lead.as_ref()?;
    let is_term = |lead: &Lead| !NOTES.contains(&lead.name.as_str());
    // One plain line may be anything: `整理：志愿者小组`.
    let all_lead = lines.len() >= 2 && lines.iter().all(|line| line.lead.as_ref().is_some_and(is_term));
    if !(first_lead.is_bold || opens_item || all_lead) {
        return None;
    }
    let begins = |index: &usize| {
        let lead = lines[*index].lead.as_ref();
        *index == 0 || !opens_item && lead.is_some_and(|lead| lead.is_bold || all_lead)
    };
    let starts: Vec<usize> = (0..lines.len()).filter(begins).collect();
    let text = &first.inline.text;
    let mut terms = Vec::new();
    for (position, start) in starts.iter().enumerate() {
        let end = starts.get(position + 1).map_or(text.len(), |next| lines[*next].range.start);
        let lead = lines[*start].lead.as_ref()?;
        let definition = tidy(&text[lead.end..end]).replace('\n', " ");
        if definition.is_empty() {
            return None;
        }
        let names: Vec<String> = lead.qualifier.iter().cloned().collect();
        let words = trimmed(text, lines[*start].range.start..end);
        terms.push((Content::Term(term(&lead.name, &names, &definition)), first.inline.source(words)));
    }
    Some(terms)
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

/// Makes a term of a glossary row's name, further names and definition.
///
/// Aliases come from the brackets after the name (`深蓝（Deep Blue）`), a slash in it (`RL / 强化学习`), columns of
/// names, and a definition that opens with the full name (`Go-to-Market，市场推广策略`, `模型上下文协议（Model Context
/// Protocol）`).
fn term(name: &str, names: &[String], definition: &str) -> Term {
    let mut aliases: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let (core, bracketed) = split_brackets(name);
    let mut cores = core.split([' ', '/', '／', '、']).collect::<Vec<_>>();
    // A slash parts names only where it is not part of one (`CI/CD`, `I/O`).
    let by_slash: Vec<&str> = core
        .split(" / ")
        .flat_map(|part| part.split('／'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    cores.clear();
    let term = if by_slash.len() > 1 {
        cores.extend(&by_slash[1..]);
        by_slash[0].to_owned()
    } else {
        core.trim().to_owned()
    };
    let mut push = |alias: &str| {
        let alias = alias.trim().trim_matches(['"', '“', '”', '「', '」']).trim();
        if is_alias(alias) && !alias.eq_ignore_ascii_case(&term) && known.insert(alias.to_ascii_lowercase()) {
            aliases.push(alias.to_owned());
        }
    };
    cores.iter().for_each(|core| push(core));
    bracketed.iter().for_each(|inner| inner.split(['；', ';', '，', '、']).for_each(&mut push));
    for name in names {
        let (core, bracketed) = split_brackets(name);
        push(&core);
        bracketed.iter().for_each(|inner| push(inner));
    }
    for alias in aliases_of_definition(&term, definition) {
        push(&alias);
    }
    Term { term, aliases, definition: definition.trim().to_owned() }
}

/// The other names with which a definition opens.
fn aliases_of_definition(term: &str, definition: &str) -> Vec<String> {
    let definition = definition.trim();
    let clause =
        definition.split(['，', '。', '；', ',', ';', '：', '—']).next().unwrap_or(definition).trim();
    let (head, bracketed) = split_brackets(clause);
    let head = head.trim();
    let is_latin =
        |text: &str| !text.is_empty() && !text.chars().any(is_han) && text.chars().any(char::is_alphabetic);
    let mut aliases = Vec::new();
    let brackets_name_it: Vec<&String> = bracketed
        .iter()
        .filter(|inner| {
            is_latin(inner) != is_latin(head) && expands(term, inner) || is_same_thing(term, inner)
        })
        .collect();
    if is_latin(term) {
        // `模型上下文协议（Model Context Protocol）`: both are names of the abbreviation.
        if !brackets_name_it.is_empty() || bracketed.iter().any(|inner| expands(term, inner)) {
            aliases.push(head.to_owned());
        }
        // `Go-to-Market，市场推广策略`: the English words come first and the letters fit.
        if is_latin(head) && expands(term, head) {
            aliases.push(head.to_owned());
        }
    }
    aliases.extend(brackets_name_it.into_iter().cloned());
    if !is_latin(term) && is_latin(head) && (head.len() < definition.len() || bracketed.is_empty()) {
        // `检索增强生成 | RAG（Retrieval-Augmented Generation），先检索再生成`: the English opens the definition.
        aliases.push(head.to_owned());
        aliases.extend(bracketed.iter().filter(|inner| expands(head, inner)).cloned());
    }
    aliases
}

/// Whether an abbreviation stands for some words: MCP, Model Context Protocol.
///
/// After Schwartz and Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical text* (2003):
/// the abbreviation's letters are found in the words from right to left, and its first letter begins the first of them.
fn expands(term: &str, words: &str) -> bool {
    let letters: Vec<char> = lower_alphanumeric(term);
    let is_abbreviation = (2..=8).contains(&letters.len()) && term.chars().any(|c| c.is_ascii_uppercase());
    let count = words
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .count();
    if !is_abbreviation || words.chars().any(is_han) || count < 2 || count > letters.len() + 5 {
        return false;
    }
    // The first letter begins the first word, so that no word is left over.
    let words = words.to_ascii_lowercase();
    let words = words.trim_start_matches(|character: char| !character.is_ascii_alphanumeric());
    let Some(mut left) = words.strip_prefix(letters[0]) else { return false };
    // `B2B`: two stands for to, four for for.
    let place = |left: &str, letter: char| match letter {
        '2' => left.rfind(letter).or_else(|| left.rfind(" to ")),
        '4' => left.rfind(letter).or_else(|| left.rfind(" for ")),
        letter => left.rfind(letter),
    };
    letters[1..].iter().rev().all(|letter| match place(left, *letter) {
        Some(place) => {
            left = &left[..place];
            true
        }
        None => false,
    })
}

fn lower_alphanumeric(text: &str) -> Vec<char> {
    text.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Whether words in brackets are an abbreviation of a long Latin or the English for a Chinese term.
fn is_same_thing(term: &str, inner: &str) -> bool {
    expands(inner, term)
}

/// Whether a heading's `head（bracketed）` gives the term at the end of its head another name: one side is Latin, the
/// other Han or an abbreviation of it.
fn is_name_pair(term: &str, head: &str, bracketed: &str) -> bool {
    let is_latin = |text: &str| !text.chars().any(is_han) && text.chars().any(char::is_alphabetic);
    let is_whole = head == term
        || !head.ends_with(|character: char| character.is_ascii_alphanumeric())
        || is_latin(term);
    is_alias(bracketed)
        && is_whole
        && (is_latin(term) != is_latin(bracketed) || expands(term, bracketed) || expands(bracketed, term))
}

fn is_alias(text: &str) -> bool {
    let length = text.chars().count();
    let is_sentence = text.contains(['。', '？', '！', '：']);
    (1..=60).contains(&length) && !is_sentence && text.chars().any(char::is_alphanumeric)
}

/// Parts `深蓝（Deep Blue）` into the name and what stands in brackets.
fn split_brackets(text: &str) -> (String, Vec<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '（' | '(' => {
                depth += 1;
                if depth == 1 {
                    inside.push(String::new());
                }
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(character);
                }
            }
            _ => outside.push(character),
        }
    }
    if outside.trim().is_empty() {
        return (text.trim().to_owned(), Vec::new());
    }
    (outside.trim().to_owned(), inside.iter().map(|inner| inner.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, definition: &str, expected_term: &str, expected: &[&str]) {
        let found = term(name, &[], definition);
        assert_eq!(
            (found.term.as_str(), found.aliases.iter().map(String::as_str).collect::<Vec<_>>()),
            (expected_term, expected.to_vec()),
            "{name}"
        );
        assert_eq!(found.definition, definition);
    }

    #[test]
    fn aliases_come_from_brackets_and_full_names() {
        check("深蓝（Deep Blue）", "下棋的程序", "深蓝", &["Deep Blue"]);
        check(
            "MCP",
            "模型上下文协议（Model Context Protocol）",
            "MCP",
            &["模型上下文协议", "Model Context Protocol"],
        );
        check("GTM", "Go-to-Market，市场推广策略", "GTM", &["Go-to-Market"]);
        check("RL / 强化学习", "一种训练方法", "RL", &["强化学习"]);
        check("CI/CD", "持续集成与交付", "CI/CD", &[]);
        check("Agent", "智能体，能自主执行任务的系统（由模型驱动）", "Agent", &[]);
        check(
            "检索增强生成",
            "RAG（Retrieval-Augmented Generation），先检索再生成",
            "检索增强生成",
            &["RAG", "Retrieval-Augmented Generation"],
        );
    }
}
