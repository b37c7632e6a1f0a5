//! How something found looks in a list: a line or two, which the window may cut.

use super::question::{Row, SavedSearch, Target};
use super::words;
use crate::model::{Body, Kind};
use crate::render::{Entry, Item, Language, Role, StyledLine, styled_snippet};
use crate::text::width::one_line;

/// Between the pieces of a line.
const GAP: &str = "  ";
/// Between the titles of headings.
const HEADING_SEPARATOR: &str = " › ";

/// The row of something found; `None` for what nothing more is known of.
pub(super) fn row(item: &Item, language: Language) -> Option<Row> {
    Some(match item {
        Item::Record(entry) => Row { target: Target::Record(entry.record.id), lines: lines(entry, language) },
        Item::Person(person) => {
            let name = piece(Role::speaker(&person.name), &person.name);
            Row {
                target: Target::Person(person.name.clone()),
                lines: vec![vec![name, piece(Role::Faint, &format!("{GAP}{}", person.counts.total()))]],
            }
        }
        Item::Topic(topic) => {
            let (name, other) = match language {
                Language::Chinese => (&topic.chinese, &topic.english),
                Language::English => (&topic.english, &topic.chinese),
            };
            let rest = format!("{GAP}{other}{GAP}{}", topic.counts.total());
            Row {
                target: Target::Topic(topic.slug.clone()),
                lines: vec![vec![piece(Role::Text, name), piece(Role::Faint, &rest)]],
            }
        }
        Item::Fact(_) => return None,
    })
}

/// The row of a saved search.
pub(super) fn of_saved(saved: SavedSearch) -> Row {
    let lines = vec![vec![piece(Role::Strong, &saved.name)], vec![piece(Role::Faint, &saved.command)]];
    Row { target: Target::Saved(saved), lines }
}

/// The row of the notes that could not be read, if there are any.
pub(super) fn of_unread(unread: &[String], language: Language) -> Option<Row> {
    let first = unread.first()?;
    let head = format!("{} {}", words::UNREAD.in_language(language), unread.len());
    let lines = vec![vec![piece(Role::Warning, &head)], vec![piece(Role::Faint, first)]];
    Some(Row { target: Target::Unread, lines })
}

/// The row of a claim on a timeline, above the bar of its time.
pub(super) fn claim(item: &Item, bar: StyledLine, language: Language) -> Option<Row> {
    let Item::Record(entry) = item else { return None };
    let mut head = Vec::new();
    if let Some(verdict) = &entry.verdict {
        let outcome = format!("{}{GAP}", language.outcome(verdict.outcome));
        head.push(piece(Role::Outcome(verdict.outcome), &outcome));
    }
    if let Some(speaker) = entry.record.speaker() {
        let own = entry.person.as_deref().unwrap_or(speaker);
        head.extend([piece(Role::speaker(own), speaker), piece(Role::Text, GAP)]);
    }
    head.push(piece(Role::Text, entry.record.text()));
    Some(Row { target: Target::Record(entry.record.id), lines: vec![head, bar] })
}

fn piece(role: Role, text: &str) -> (Role, String) {
    (role, one_line(text).into_owned())
}

fn lines(entry: &Entry, language: Language) -> Vec<StyledLine> {
    let record = &entry.record;
    if let Some(hit) = &entry.hit {
        let mut head = who(entry, language);
        let day = entry.note.date.map(|day| format!("{day} ")).unwrap_or_default();
        head.push(piece(Role::Place, &format!("{GAP}{day}《{}》", entry.note.title)));
        if hit.tier != "exact" {
            head.insert(1, piece(Role::Warning, &format!(" {}", language.tier(hit.tier))));
        }
        return vec![head, styled_snippet(hit)];
    }
    let day = entry.note.date.map(|day| day.to_string()).unwrap_or_default();
    match &record.body {
        Body::Note(note) => {
            let programme = entry.note.programme.as_deref().map(|name| format!("{GAP}{name}"));
            vec![
                vec![piece(Role::Strong, &note.title)],
                vec![piece(Role::Faint, &format!("{day}{}", programme.unwrap_or_default()))],
            ]
        }
        Body::Section(section) => {
            let number = format!("{} ", record.section_number);
            vec![vec![piece(Role::Faint, &number), piece(Role::Strong, &section.title)]]
        }
        Body::Prediction(prediction) => {
            let mut head = head(entry, language);
            let horizon = prediction.horizon.as_ref().map(|horizon| format!("{GAP}{}", horizon.raw));
            head.extend(horizon.map(|raw| piece(Role::Kind(Kind::Prediction), &raw)));
            if let Some(verdict) = &entry.verdict {
                let outcome = format!("{GAP}{}", language.outcome(verdict.outcome));
                head.push(piece(Role::Outcome(verdict.outcome), &outcome));
            }
            vec![head, vec![piece(Role::Text, &prediction.claim)]]
        }
        Body::Term(term) => {
            let mut head = vec![piece(Role::Strong, &term.term)];
            if !term.aliases.is_empty() {
                head.push(piece(
                    Role::Faint,
                    &format!("{GAP}{}", term.aliases.join(words::AND.in_language(language))),
                ));
            }
            vec![head, vec![piece(Role::Text, &term.definition)]]
        }
        Body::Quote(_) | Body::Question(_) | Body::Passage(_) => {
            vec![head(entry, language), vec![piece(Role::Text, record.text())]]
        }
    }
}

/// What it is, who says it and where in the note.
fn head(entry: &Entry, language: Language) -> StyledLine {
    let mut head = who(entry, language);
    let section = entry.record.section.join(HEADING_SEPARATOR);
    if !section.is_empty() {
        head.push(piece(Role::Faint, &format!("{GAP}{section}")));
    }
    head
}

/// What it is and who says it.
fn who(entry: &Entry, language: Language) -> StyledLine {
    let kind = entry.record.kind();
    let mut head = vec![piece(Role::Kind(kind), language.kind(kind))];
    if let Some(speaker) = entry.record.speaker() {
        let own = entry.person.as_deref().unwrap_or(speaker);
        head.push(piece(Role::Text, GAP));
        head.push(piece(Role::speaker(own), speaker));
    }
    head
}
