//! Which names a note has for whom, and for what.
//!
//! | file | holds |
//! |---|---|
//! | `full` | what is a full name |
//! | `terms` | where a term begins in running text, and which words are the name of one |
//! | `pairs` | names that stand side by side |
//! | `name_tables` | those that a table puts so |
//! | `uses` | the names at words, and which of them mean a human |
//! | `offices` | what those do whom it names |
//! | `roster` | who is who among them |
//!
//! A file imports only those above it.

mod full;
mod name_tables;
mod offices;
mod pairs;
mod roster;
mod terms;
mod uses;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::language::bare_name;
use crate::language::name_shape::is_han;
use crate::markdown::LineIndex;
use crate::model::{LineSpan, NamePair, NameSource, Note, NoteNames, PassageForm};
use crate::parse::attribution::{Participant, folded};
use crate::parse::cast::Cast;
use crate::parse::draft::{Content, Draft};
use crate::parse::syntax::page_link;

use pairs::{Of, Pair};
use roster::Roster;
use uses::Use;

/// A note as far as names are asked for.
pub(crate) struct NamedNote<'n> {
    pub(crate) text: &'n str,
    pub(crate) lines: &'n LineIndex,
    pub(crate) note: &'n Note,
    pub(crate) cast: &'n Cast,
}

/// Tells who and what is called how. `participants`: who takes part.
pub(crate) fn read(note: &NamedNote<'_>, participants: Vec<Participant>, drafts: &[Draft]) -> NoteNames {
    let uses = uses::of(drafts);
    let pairs = pairs(note, &participants, drafts, &uses);
    let mut roster = Roster::of(note.text, participants, &pairs);
    roster.hear(&uses, note.cast);
    let members = roster.members(&|name, source, at| line(note, name, source, at));
    NoteNames { members, pairs: counted(&pairs, note.lines) }
}

/// The names at the words of drafts, in their order, none where nobody is named.
pub(crate) fn at_words(drafts: &[Draft]) -> Vec<String> {
    let names = drafts.iter().flat_map(|draft| {
        let (name, _, _) = uses::named(draft);
        [name, draft.asker()]
    });
    names.map(|name| name.unwrap_or_default().to_owned()).collect()
}

/// Names that stand side by side, in the order of the text.
fn pairs<'n>(
    note: &NamedNote<'n>,
    participants: &[Participant],
    drafts: &[Draft],
    uses: &[Use<'_>],
) -> Vec<Pair<'n>> {
    /// Bytes between the two in a label.
    const FARTHEST: usize = 16;
    let NamedNote { text, cast, .. } = *note;
    let names = participants.iter().flat_map(|one| std::iter::once(&one.name).chain(&one.names));
    let heard = uses.iter().filter(|found| uses::is_human(found, cast)).map(|found| full::core(found.text));
    let somebody: HashSet<String> = names.map(String::as_str).chain(heard).map(folded).collect();
    let is_somebody = |name: &str| somebody.contains(&folded(name));
    let mut found = pairs::in_text(text, &terms::Known::of(drafts), &is_somebody);
    found.extend(name_tables::in_tables(text));
    let pages =
        page_link::pages(text).filter(|(_, page, shown)| bare_name::is_full(page) && is_somebody(shown));
    found.extend(pages.map(|(at, one, other)| Pair { one, other, of: Of::Person, at }));
    code(drafts).for_each(|span| found.retain(|pair| !span.contains(&pair.at)));
    let values = note.note.metadata.iter().map(|(_, value)| value.as_str());
    for label in values.chain(uses.iter().map(|found| found.text)) {
        for (one, other, of) in pairs::in_label(label) {
            // A bar is escaped in a table, so only the names themselves are sought.
            let beside = text.match_indices(one).find_map(|(at, _)| {
                let (end, gap) = (at + one.len(), text[at + one.len()..].find(other)?);
                (gap <= FARTHEST).then_some((at, end, end + gap))
            });
            if let Some((at, end, behind)) = beside {
                found.push(Pair { one: &text[at..end], other: &text[behind..behind + other.len()], of, at });
            }
        }
    }
    found.sort_by_key(|pair| pair.at);
    found
}

/// Where blocks of code stand, which name nothing.
fn code(drafts: &[Draft]) -> impl Iterator<Item = &Range<usize>> {
    drafts.iter().filter_map(|draft| match &draft.content {
        Content::Passage(passage) if passage.form == PassageForm::Code => Some(&draft.span),
        _ => None,
    })
}

/// The pairs, each once, as they stand first.
fn counted(pairs: &[Pair<'_>], lines: &LineIndex) -> Vec<NamePair> {
    let mut counted: Vec<NamePair> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for pair in pairs {
        let key = (pair.one.min(pair.other), pair.one.max(pair.other));
        if let Some(place) = places.get(&key) {
            counted[*place].count += 1;
            continue;
        }
        places.insert(key, counted.len());
        counted.push(NamePair {
            one: pair.one.to_owned(),
            other: pair.other.to_owned(),
            of_person: pair.of == Of::Person,
            count: 1,
            line: lines.line(pair.at),
        });
    }
    counted
}

/// The line that says whose a name is.
fn line(note: &NamedNote<'_>, name: &str, source: NameSource, at: Option<usize>) -> u32 {
    let NamedNote { text, lines, .. } = *note;
    let within = |span: LineSpan| {
        let range = lines.bytes(span).range();
        Some(range.start + text[range].find(name)?)
    };
    let found = match source {
        NameSource::AtWords | NameSource::PartOfFull | NameSource::Role => {
            at.and_then(|at| near(text, name, at))
        }
        NameSource::Listed => note.note.metadata_lines.and_then(within),
        _ => at.and_then(|at| within(lines.span(&(at..at + 1)))),
    };
    let found = found.or_else(|| first(text, name)).or(at).unwrap_or_default();
    lines.line(found)
}

/// Where a name stands at words: on their line, or above it.
fn near(text: &str, name: &str, at: usize) -> Option<usize> {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
    let own = text[start..end].find(name).map(|found| start + found);
    own.or_else(|| text[..start].rfind(name))
}

/// Where a name stands first, by itself rather than within another word.
fn first(text: &str, name: &str) -> Option<usize> {
    let is_letter = |c: char| c.is_alphanumeric() && !is_han(c);
    let mut found = text.match_indices(name).map(|(at, _)| at);
    let is_whole = |at: &usize| {
        !(name.starts_with(is_letter) && text[..*at].ends_with(is_letter)
            || name.ends_with(is_letter) && text[at + name.len()..].starts_with(is_letter))
    };
    found.clone().find(is_whole).or_else(|| found.next())
}
