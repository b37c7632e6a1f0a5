//! A table of contents that is not that of the note, or leads nowhere.

use std::collections::HashSet;

use super::code::Code;
use super::finding::Finding;
use super::link_targets::is_anchor_of;
use super::rule::{Heading, NoteLink, ReadNote, heading_key};
use crate::model::{Kind, LineSpan, Record};

/// The fewest links that show where those of a table of contents lead.
const FEWEST_LINKS: usize = 3;
/// The shortest piece of a heading that stands for it.
const SHORTEST_PIECE: usize = 4;

/// An entry with the heading that it means.
struct Entry<'n> {
    words: &'n str,
    key: String,
    line: u32,
    /// Its place among the headings.
    heading: Option<usize>,
}

/// What is wrong with the table of contents of a note, if it has one.
pub(super) fn find(note: &ReadNote<'_>) -> Vec<Finding> {
    let own = note.parsed.note();
    let Some(lines) = own.contents_lines else { return Vec::new() };
    let mut found: Vec<Finding> = same_target(note, lines).into_iter().collect();
    let headings = note.headings();
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(title(heading, note))).collect();
    let mut meant = HashSet::new();
    let entries: Vec<Entry<'_>> =
        own.contents.iter().map(|words| entry(words, note, lines, &keys, &mut meant)).collect();
    let links = note.links();
    let leads_to = |entry: &Entry<'_>| match entry.heading {
        Some(heading) => Leads::To(heading),
        None => leads(entry, &links, &headings),
    };
    let known = entries.iter().filter(|entry| matches!(leads_to(entry), Leads::To(_))).count();
    // Where few entries are headings it lists something else, such as topics with their times; a list of links that nothing
    // calls a table of contents may leave out what it likes.
    if known < 2 || known * 2 < entries.len() || !is_headed(&headings, lines) {
        return found;
    }
    // What stands above it is read already by whoever gets there.
    let below = headings.partition_point(|heading| heading.line <= lines.last);
    for entry in &entries {
        match leads_to(entry) {
            Leads::To(heading) => drop(meant.insert(heading)),
            // The link is told of as one that leads nowhere.
            Leads::Nowhere => {}
            Leads::Unlinked => {
                let near = near(entry, &headings);
                found.push(no_heading(entry, near.map(|near| &headings[near])));
                meant.extend(near);
            }
        }
    }
    found.extend(unlisted(&meant, &headings, &keys, below));
    let order: Vec<usize> = entries.iter().filter_map(|entry| entry.heading).collect();
    if !order.is_sorted() {
        let message = "the table of contents has the headings in another order than the note".to_owned();
        found.push(Finding::at(Code::ContentsOrder, lines, message));
    }
    found
}

/// What a heading is called, without the times that stand in it.
fn title<'n>(heading: &Heading<'n>, note: &ReadNote<'n>) -> &'n str {
    let records = &note.parsed.records;
    let first = records.partition_point(|record| record.lines.first < heading.line);
    let own = records[first..].iter().take_while(|record| record.lines.first == heading.line);
    own.filter(|record| record.kind() == Kind::Section).map(Record::text).next().unwrap_or(heading.text)
}

/// Where an entry leads.
enum Leads {
    /// To this heading.
    To(usize),
    /// To a place of the note that is not there.
    Nowhere,
    /// It is no link, or one to another page.
    Unlinked,
}

fn leads(entry: &Entry<'_>, links: &[NoteLink<'_>], headings: &[Heading<'_>]) -> Leads {
    let link = links.iter().find(|link| link.line == entry.line);
    let Some(target) = link.and_then(|link| link.address.strip_prefix('#')) else { return Leads::Unlinked };
    match headings.iter().position(|heading| is_anchor_of(target, heading.text)) {
        Some(heading) => Leads::To(heading),
        None => Leads::Nowhere,
    }
}

/// The heading that comes nearest to an entry.
fn near(entry: &Entry<'_>, headings: &[Heading<'_>]) -> Option<usize> {
    let likeness = |at: &usize| strsim::normalized_levenshtein(&heading_key(headings[*at].text), &entry.key);
    let near = (0..headings.len()).max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    near.filter(|at| likeness(at) >= 0.5)
}

/// Whether the heading above it says what it is.
fn is_headed(headings: &[Heading<'_>], lines: LineSpan) -> bool {
    let above = headings.iter().rfind(|heading| heading.line <= lines.first);
    above.is_some_and(|heading| {
        let key = heading_key(heading.text);
        key.contains("目录") || key.contains("contents") || key == "toc"
    })
}

/// An entry. Of headings that are called the same it means the first that none before it has `meant`.
fn entry<'n>(
    words: &'n str,
    note: &ReadNote<'_>,
    lines: LineSpan,
    keys: &[String],
    meant: &mut HashSet<usize>,
) -> Entry<'n> {
    let key = heading_key(words);
    let is_piece = |one: &str, other: &str| one.chars().count() >= SHORTEST_PIECE && other.contains(one);
    let same = || (0..keys.len()).filter(|at| keys[*at] == key);
    let exact = same().find(|at| !meant.contains(at)).or_else(|| same().next());
    let heading =
        exact.or_else(|| keys.iter().position(|other| is_piece(&key, other) || is_piece(other, &key)));
    meant.extend(heading);
    // The line that has its words, else the first of all.
    let texts =
        note.text.text.lines().skip(lines.first as usize - 1).take((lines.last - lines.first + 1) as usize);
    let place = texts.zip(lines.first..).find(|(text, _)| text.contains(words));
    Entry { words, key, line: place.map_or(lines.first, |(_, line)| line), heading }
}

fn no_heading(entry: &Entry<'_>, near: Option<&Heading<'_>>) -> Finding {
    let message = format!("the table of contents lists `{}`, and no heading is called so", entry.words);
    let finding = Finding::at_line(Code::ContentsNoHeading, entry.line, message);
    match near {
        Some(heading) => {
            finding.with_hint(format!("the heading may be `{}`, line {}", heading.text, heading.line))
        }
        None => finding,
    }
}

/// Headings of the levels that it lists which it does not have, unless it has few of them. Those `below` it count.
fn unlisted(
    listed: &HashSet<usize>,
    headings: &[Heading<'_>],
    keys: &[String],
    below: usize,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for level in 1..=6 {
        let of_level = (below..headings.len()).filter(|at| headings[*at].level == level);
        let of_level: Vec<usize> = of_level.collect();
        let (with, without): (Vec<usize>, Vec<usize>) = of_level.iter().partition(|at| listed.contains(at));
        // One heading stands for others of the same words.
        let is_known = |at: &usize| with.iter().any(|other| keys[*other] == keys[*at]);
        let without: Vec<usize> =
            without.into_iter().filter(|at| !is_known(at) && !keys[*at].is_empty()).collect();
        // One that lacks many of them is a choice.
        if with.len() < 2 || without.len() * 2 > with.len() + 1 {
            continue;
        }
        found.extend(without.into_iter().map(|at| {
            let message = format!("the table of contents does not list the heading `{}`", headings[at].text);
            Finding::at_line(Code::ContentsUnlisted, headings[at].line, message)
        }));
    }
    found
}

/// Whether all links of the table lead to one page, and none to a place in it.
fn same_target(note: &ReadNote<'_>, lines: LineSpan) -> Option<Finding> {
    let links: Vec<NoteLink<'_>> = note.links();
    let mut own = links.iter().filter(|link| (lines.first..=lines.last).contains(&link.line));
    let count = own.clone().count();
    let first = own.next()?;
    if count < FEWEST_LINKS || first.address.contains('#') || own.any(|link| link.address != first.address) {
        return None;
    }
    let message =
        format!("all {count} links of the table of contents lead to one page, and to no heading in it");
    Some(Finding::at(Code::LinkSameTarget, lines, message))
}
