//! What a note tells about its people, gathered from its blocks without a judgement: which words lead turns and how often,
//! and whom tables, lists of the people present and roles in brackets name.

use std::collections::HashMap;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label};
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::parse::frame::table_kind;
use crate::parse::syntax::lead;
use crate::parse::syntax::name_list;
use crate::text::marks;

/// A line that a lead opens.
pub(super) struct LedLine<'d> {
    /// Who or what leads.
    pub(super) name: String,
    /// The words in brackets beside the name.
    qualifier: Option<String>,
    /// What stands after the lead.
    words: &'d str,
    in_list: bool,
}

/// How often a name leads.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Leads {
    /// Words in quotation marks.
    pub(super) marked: u32,
    /// Plain paragraphs.
    pub(super) plain: u32,
    /// Those of the plain paragraphs that say something, rather than give a fact such as `许可证：MIT`.
    pub(super) sentences: u32,
    /// How often this name asks the one below it, or answers the one above it.
    pub(super) exchanges: u32,
    /// How often a blockquote answers what this name asks.
    pub(super) answers: u32,
    /// How many of the turns end in a question mark.
    pub(super) asking: u32,
}

/// The lines of a note that a lead opens, in order; cells of tables have none.
pub(super) fn led_lines(document: &Document) -> Vec<LedLine<'_>> {
    let mut lines = Vec::new();
    collect_led_lines(&document.blocks, false, &mut lines);
    lines
}

fn collect_led_lines<'d>(blocks: &'d [Block], in_list: bool, lines: &mut Vec<LedLine<'d>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(inline) => {
                lines.extend(inline.lines().filter_map(|line| {
                    let lead = lead::read(inline, line.clone())
                        .or_else(|| lead::read_alone(inline, line.clone()))?;
                    let words = &inline.text[lead.end..line.end];
                    Some(LedLine { name: lead.name, qualifier: lead.qualifier, words, in_list })
                }));
            }
            BlockKind::Quote(inner) => collect_led_lines(inner, in_list, lines),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| collect_led_lines(&item.blocks, true, lines));
            }
            _ => {}
        }
    }
}

/// How often each name leads.
pub(super) fn leads(document: &Document, lines: &[LedLine]) -> HashMap<String, Leads> {
    let mut leads: HashMap<String, Leads> = HashMap::new();
    for line in lines {
        if !leads.contains_key(&line.name) {
            leads.insert(line.name.clone(), Leads::default());
        }
        let Some(leads) = leads.get_mut(&line.name) else { continue };
        leads.asking += u32::from(asks(line.words));
        if line.words.trim_start().starts_with(marks::opens_quotation) {
            leads.marked += 1;
        } else if !line.in_list {
            leads.plain += 1;
            leads.sentences += u32::from(is_sentence(line.words));
        }
    }
    count_exchanges(&document.blocks, &mut leads);
    leads
}

/// Counts who answers whom: a paragraph with a lead that ends in a question mark, then one with another lead.
fn count_exchanges(blocks: &[Block], leads: &mut HashMap<String, Leads>) {
    let mut above: Option<(String, bool)> = None;
    for block in blocks {
        let inline = match &block.kind {
            BlockKind::Paragraph(inline) => inline,
            BlockKind::Quote(_) => {
                if let Some((asker, true)) = above.take() {
                    leads.entry(asker).or_default().answers += 1;
                }
                continue;
            }
            _ => {
                above = None;
                continue;
            }
        };
        for line in inline.lines() {
            above = exchanged(above, inline, line, leads);
        }
    }
}

/// Counts a line that answers the one above it; gives who speaks in the line, and whether it asks.
fn exchanged(
    above: Option<(String, bool)>,
    inline: &Inline,
    line: std::ops::Range<usize>,
    leads: &mut HashMap<String, Leads>,
) -> Option<(String, bool)> {
    let asks = asks(&inline.text[line.clone()]);
    let Some(lead) = lead::read(inline, line) else {
        // The turn goes on.
        return above.map(|(name, _)| (name, asks));
    };
    if let Some((asker, true)) = above
        && asker != lead.name
    {
        leads.entry(asker).or_default().exchanges += 1;
        leads.entry(lead.name.clone()).or_default().exchanges += 1;
    }
    Some((lead.name, asks))
}

fn asks(words: &str) -> bool {
    words.trim_end().ends_with(['？', '?'])
}

/// Whether words after a lead say something rather than give a name, a number or an address.
fn is_sentence(words: &str) -> bool {
    // What stands in brackets beside a name, such as a company and an occupation, says nothing.
    let words = marks::without_brackets(words);
    let words = words.trim();
    words.is_empty()
        || words.contains(['。', '！', '？', '…', '!', '?'])
        || words.chars().count() >= 10 && words.contains(['，', ','])
        || words.chars().count() >= 20
            && !words.contains('@')
            && !words.contains("://")
            && !words.contains('、')
}

/// Those whom a role in brackets beside their name makes people, each with whether they ask: `杨（主持人）`.
pub(super) fn with_roles<'l>(lines: &'l [LedLine]) -> impl Iterator<Item = (&'l str, bool)> {
    lines.iter().filter_map(|line| {
        let role = line.qualifier.as_deref()?;
        let is_somebody = name_shape::is_role(role)
            && !clause::is_address(role)
            && name_shape::shape(&line.name) != Shape::Label
            && !name_shape::is_role(&line.name);
        is_somebody.then(|| (line.name.as_str(), name_shape::is_asking_role(role)))
    })
}

/// What lists of the people present say of each of them, be their names unusual: `在场：李明、大勇`.
pub(super) fn present(lines: &[LedLine]) -> Vec<String> {
    const LONGEST: usize = 10;
    let is_name = |name: &str| {
        name.chars().count() <= LONGEST && !name.contains(['。', '，', '：']) && !clause::is_clause(name)
    };
    let lists = lines.iter().filter(|line| label::announces_people(&line.name) && line.words.contains('、'));
    lists
        .map(|line| name_list::names(line.words.trim().trim_end_matches(['。', '.'])))
        .filter(|names| names.len() >= 2 && names.iter().all(|(name, _)| is_name(name)))
        .flat_map(|names| names.into_iter().map(|(name, _)| name))
        .collect()
}

/// Those in columns of people who have a name's shape, or whom the `frame` of the note names.
pub(super) fn in_tables(blocks: &[Block], frame: &str) -> Vec<String> {
    let mut names = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Quote(inner) => names.extend(in_tables(inner, frame)),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| names.extend(in_tables(&item.blocks, frame)));
            }
            BlockKind::Table { header, rows } => {
                let cells = table_kind::people(header, rows);
                let found = cells.iter().flat_map(|cell| name_list::names(cell)).map(|(name, _)| name);
                names.extend(
                    found.filter(|name| {
                        name_shape::shape(name) != Shape::Label || frame.contains(name.as_str())
                    }),
                );
            }
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    #[test]
    fn leads_are_counted_by_what_they_lead() {
        let document = markdown::read("李明：你几点起床？\n\n王芳：五点。\n\n李明：“早。”\n\n- 李明：好\n");
        let lines = led_lines(&document);
        let leads = leads(&document, &lines);
        let Leads { marked, plain, exchanges, asking, .. } = leads["李明"];
        assert_eq!((marked, plain, exchanges, asking), (1, 1, 1, 1));
        assert_eq!(leads["王芳"].exchanges, 1);
    }

    #[test]
    fn roles_lists_and_tables_name_people() {
        let text = "杨（主持人）：好。\n\n在场：李明、大勇。\n\n| 提出者 |\n|---|\n| 王芳、成本 |\n";
        let document = markdown::read(text);
        let lines = led_lines(&document);
        assert_eq!(with_roles(&lines).collect::<Vec<_>>(), [("杨", true)]);
        assert_eq!(present(&lines), ["李明", "大勇"]);
        assert_eq!(in_tables(&document.blocks, ""), ["王芳"]);
    }
}
