//! What a note tells about its people, gathered from its blocks without a judgement: which words lead turns and how often,
//! and whom tables, lists of the people present and roles in brackets name.

use std::collections::HashMap;

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, clause, label, lexicon, question};
use crate::markdown::{Block, BlockKind, Document};
use crate::parse::frame::table_kind;
use crate::parse::syntax::lead::Lead;
use crate::parse::syntax::line::Line;
use crate::parse::syntax::name_list;
use crate::parse::syntax::written_names;
use crate::text::marks;

/// In characters.
const LONGEST_POST: usize = 20;

/// A line that a lead opens, with or without a colon.
pub(super) struct LedLine<'l> {
    pub(super) lead: &'l Lead,
    /// What stands after the lead.
    words: &'l str,
    in_list: bool,
    in_blockquote: bool,
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
    /// Words in a blockquote.
    in_blockquote: u32,
    /// How often this name asks the one below it, or answers the one above it.
    pub(super) exchanges: u32,
    /// How often a blockquote answers what this name asks.
    pub(super) answers: u32,
    /// How many of the turns end in a question mark.
    pub(super) asking: u32,
}

impl Leads {
    /// Whether the name leads a paragraph once and nothing else, and asks nothing.
    pub(super) fn is_heard_once(&self) -> bool {
        (self.plain, self.marked, self.in_blockquote) == (1, 0, 0) && self.answers + self.asking == 0
    }
}

/// The lines that a lead opens, in order, but for headings.
pub(super) fn led_lines<'l>(lines: &'l [Line<'_>]) -> Vec<LedLine<'l>> {
    let led = |line: &'l Line<'_>| {
        let lead = line.lead.as_ref().or(line.alone.as_ref())?;
        let words = &line.inline.text[line.after(lead)];
        Some(LedLine { lead, words, in_list: line.in_list, in_blockquote: line.place.in_blockquote })
    };
    lines.iter().filter(|line| !line.is_heading).filter_map(led).collect()
}

/// How often each name leads, and who talks with whom.
pub(super) fn leads<'l>(
    document: &Document,
    lines: &'l [Line<'_>],
    led: &[LedLine<'l>],
) -> (HashMap<&'l str, Leads>, Partners) {
    let mut leads: HashMap<&str, Leads> = HashMap::new();
    for line in led {
        let leads = leads.entry(&line.lead.name).or_default();
        leads.asking += u32::from(question::ends_in_mark(line.words));
        leads.in_blockquote += u32::from(line.in_blockquote);
        if line.words.trim_start().starts_with(marks::opens_quotation) {
            leads.marked += 1;
        } else if !line.in_list {
            leads.plain += 1;
            leads.sentences += u32::from(is_sentence(line.words) && !presents_somebody(line));
        }
    }
    let exchanges = exchanges(document, lines, &mut leads);
    for name in exchanges.iter().flat_map(|(asker, answering)| [asker, answering]) {
        leads.entry(name).or_default().exchanges += 1;
    }
    (leads, Partners::of(&exchanges))
}

/// Who talks with whom: one asks what the other answers, again and again, so they are two people, whatever they are called.
#[derive(Debug, Default)]
pub(super) struct Partners(HashMap<String, Vec<String>>);

impl Partners {
    fn of(exchanges: &[(&str, &str)]) -> Self {
        /// One question may be one's own.
        const FEWEST: u32 = 2;
        let mut counts: HashMap<(&str, &str), u32> = HashMap::new();
        for (one, other) in exchanges {
            *counts.entry((one.min(other), one.max(other))).or_default() += 1;
        }
        let mut partners = Partners::default();
        for ((one, other), _) in counts.into_iter().filter(|(_, count)| *count >= FEWEST) {
            partners.0.entry(one.to_owned()).or_default().push(other.to_owned());
            partners.0.entry(other.to_owned()).or_default().push(one.to_owned());
        }
        partners
    }

    /// Those with whom somebody of this name talks.
    pub(super) fn of_name(&self, name: &str) -> &[String] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Finds who answers whom: a paragraph with a lead that ends in a question mark, then one with another lead.
fn exchanges<'l>(
    document: &Document,
    lines: &'l [Line<'_>],
    leads: &mut HashMap<&'l str, Leads>,
) -> Vec<(&'l str, &'l str)> {
    let mut exchanges = Vec::new();
    let mut above: Option<(&'l str, bool)> = None;
    let mut rest = lines;
    for (index, block) in document.blocks.iter().enumerate() {
        let end = rest.partition_point(|line| line.block <= index);
        let (of_block, after) = rest.split_at(end);
        rest = after;
        match &block.kind {
            BlockKind::Paragraph(_) => {
                for line in of_block {
                    above = exchanged(above, line, &mut exchanges);
                }
            }
            BlockKind::Quote(_) => {
                if let Some((asker, true)) = above.take() {
                    leads.entry(asker).or_default().answers += 1;
                }
            }
            _ => above = None,
        }
    }
    exchanges
}

/// Notes a line that answers the one above it; gives who speaks in the line, and whether it asks.
fn exchanged<'l>(
    above: Option<(&'l str, bool)>,
    line: &'l Line<'_>,
    exchanges: &mut Vec<(&'l str, &'l str)>,
) -> Option<(&'l str, bool)> {
    if line.stamp.is_some() {
        return above;
    }
    let Some(Lead { name, .. }) = &line.lead else {
        // The turn goes on.
        return above.map(|(name, _)| (name, question::ends_in_mark(line.text())));
    };
    let asks = question::asks_behind_label(line.words());
    if let Some((asker, true)) = above
        && asker != name
    {
        exchanges.push((asker, name));
    }
    Some((name, asks))
}

/// Whether words after a lead say something rather than give a name, a number or an address.
fn is_sentence(words: &str) -> bool {
    // What stands in brackets beside a name, such as a company and an occupation, says nothing.
    let words = marks::without_brackets(words);
    let words = words.trim();
    words.is_empty()
        || words.contains(['。', '！', '？', '…', '!', '?'])
        || words.chars().count() >= 10 && words.contains(['，', ','])
        || is_english_sentence(words)
        // `第一天来了几个人`
        || question::asks_in_words(words)
        || words.chars().count() >= 20
            && !words.contains('@')
            && !words.contains("://")
            && !words.contains('、')
}

/// `We had no map.`, but not `Acme Inc.`
fn is_english_sentence(words: &str) -> bool {
    const FEWEST: usize = 3;
    let is_plain = |word: &&str| word.chars().all(|character| character.is_ascii_lowercase());
    words.is_ascii()
        && words.strip_suffix('.').is_some_and(|words| {
            words.split(' ').count() >= FEWEST && words.split(' ').skip(1).filter(is_plain).count() > 1
        })
}

/// Whether a line under a role tells who bears it: `**演讲人**：李明，某公司总监`.
fn presents_somebody(line: &LedLine<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 60;
    let words = line.words.trim();
    name_shape::is_role(&line.lead.name)
        && !words.contains(['。', '！', '？', '!', '?'])
        && words.chars().count() <= LONGEST
        && !clause::is_personal(words)
        && matches!(&name_list::people(words)[..], [first, ..] if first.is_certain() && words.starts_with(&first.name))
}

/// Those whom a role in brackets beside their name makes people, each with whether they ask: `杨（主持人）`.
pub(super) fn with_roles<'l>(lines: &[LedLine<'l>]) -> impl Iterator<Item = (&'l str, bool)> {
    lines.iter().filter_map(|line| {
        let role = line.lead.qualifier.as_deref()?;
        let is_somebody = is_post(role)
            && !clause::is_address(role)
            && name_shape::shape(&line.lead.name) != Shape::Label
            && !name_shape::is_role(&line.lead.name);
        is_somebody.then(|| (line.lead.name.as_str(), name_shape::asks_here(role)))
    })
}

/// Whether words beside a name tell what its bearer does: 主持人, 某局处长.
fn is_post(words: &str) -> bool {
    name_shape::is_role(words)
        || words.chars().count() <= LONGEST_POST && (lexicon::TITLES.end(words) || lexicon::ROLES.end(words))
}

/// What lists of the people present say of each of them, be their names unusual: `在场：李明、大勇`.
pub(super) fn present(lines: &[LedLine<'_>]) -> Vec<String> {
    const LONGEST: usize = 10;
    let is_name = |name: &str| {
        name.chars().count() <= LONGEST
            && !name.contains(['。', '，', '：'])
            && (!clause::is_clause(name) || bare_name::is_surnamed(name))
    };
    let lists =
        lines.iter().filter(|line| label::announces_people(&line.lead.name) && line.words.contains('、'));
    lists
        .map(|line| written_names::names(line.words.trim().trim_end_matches(['。', '.'])))
        .filter(|names| names.len() >= 2 && names.iter().all(|(name, _)| is_name(name)))
        .flat_map(|names| names.into_iter().map(|(name, _)| name))
        .collect()
}

/// Of the words in lists of people, those that lead turns as they are written there: they are names, though they may mean
/// something else (`成功`) or end in a verb of saying (`江平说`).
pub(super) fn listed_and_leading<'l>(
    written: &'l [String],
    present: &'l [String],
    leads: &HashMap<&str, Leads>,
) -> impl Iterator<Item = &'l str> {
    let is_short =
        |name: &&String| (2..=4).contains(&name.chars().count()) && name.chars().all(name_shape::is_han);
    let leads_turns =
        |name: &&String| leads.get(name.as_str()).is_some_and(|leads| leads.sentences + leads.marked > 0);
    // A label such as 参与方式 has no people in its list.
    let present = present.iter().filter(|name| bare_name::is_surnamed(name));
    let names = written.iter().chain(present).filter(is_short).filter(leads_turns);
    names.map(String::as_str).filter(|name| !name_shape::is_role(name) && !name_shape::is_weak_role(name))
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
                let found = cells.iter().flat_map(|cell| written_names::names(cell)).map(|(name, _)| name);
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
    use crate::parse::{frame, lines};

    #[test]
    fn leads_are_counted_by_what_they_lead() {
        let text = "李明：你几点起床？\n\n王芳：五点。\n\n李明：“早。”\n\n- 李明：好\n";
        let document = markdown::read(text);
        let lines = lines::read(&document, &frame::read("", text, &document)).lines;
        let (leads, partners) = leads(&document, &lines, &led_lines(&lines));
        let Leads { marked, plain, exchanges, asking, .. } = leads["李明"];
        assert_eq!((marked, plain, exchanges, asking), (1, 1, 1, 1));
        assert!(partners.of_name("李明").is_empty(), "they talk once");
        assert_eq!(leads["王芳"].exchanges, 1);
    }

    #[test]
    fn roles_lists_and_tables_name_people() {
        let text = "杨（主持人）：好。\n\n在场：李明、大勇。\n\n| 提出者 |\n|---|\n| 王芳、成本 |\n";
        let document = markdown::read(text);
        let lines = lines::read(&document, &frame::read("", text, &document)).lines;
        let lines = led_lines(&lines);
        assert_eq!(with_roles(&lines).collect::<Vec<_>>(), [("杨", true)]);
        assert_eq!(present(&lines), ["李明", "大勇"]);
        assert_eq!(in_tables(&document.blocks, ""), ["王芳"]);
    }
}
