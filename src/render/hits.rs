//! What a search found, two lines a hit where they hold all, so that a screen holds ten: who says it in which talk, then the words.
//!
//! A long title of a talk loses its middle, and has a line of its own where too little of it would be left. The words are cut to the
//! window: all of a hit the cards show, and `show` the whole record.

use std::io;

use super::cards::{bar, marked_snippet, own_name};
use super::place::Place;
use super::style::{Page, Rich, Role};
use super::{Entry, HitFacts, Item, Language};
use crate::model::{Body, Term};
use crate::text::width::{columns, one_line, shortened};

const GAP: &str = "  ";
/// What of a line a name may take: one in so many columns.
const NAME_SHARE: usize = 3;

pub(super) fn write(items: &[Item], page: &mut Page<'_>) -> io::Result<()> {
    let hits =
        items.iter().filter_map(|item| item.entry().and_then(|entry| Some((entry, entry.hit.as_ref()?))));
    for (entry, hit) in hits {
        place_lines(entry, hit, page)?;
        page.line(&first_line(&words(entry, hit, page.language()), page.measure()))?;
    }
    Ok(())
}

/// What it is, in which talk and where: on one line, or with the title on a line of its own, in a narrow window with the rest of the
/// place below that.
fn place_lines(entry: &Entry, hit: &HitFacts, page: &mut Page<'_>) -> io::Result<()> {
    let width = page.appearance.width;
    let place = Place::of(entry);
    let (mut head, tail) = head(entry, hit, page.measure(), page.language());
    let left = width.saturating_sub(head.columns() + columns(GAP) + tail.columns());
    let (beside, below) = match (place.on_one_line(left), place.within_note()) {
        (Some(whole), _) => (Some(whole), Vec::new()),
        (None, rest) if rest.columns() <= left => (Some(rest), vec![place.title(width)]),
        (None, _) => (None, place.in_lines(width)),
    };
    if let Some(beside) = beside {
        head.push(Role::Text, GAP);
        head.append(&beside);
        head.append(&tail);
        page.line(&head)?;
    } else {
        head.append(&tail);
        page.text(&head)?;
    }
    below.iter().try_for_each(|line| page.line(line))
}

/// Kind and person; and how it was found where that is not by its very words.
fn head(entry: &Entry, hit: &HitFacts, room: usize, language: Language) -> (Rich, Rich) {
    let kind = entry.record.kind();
    let mut head = Rich::new(Role::Kind(kind), language.kind(kind));
    if let Some(speaker) = entry.record.speaker() {
        let name = entry.person.as_deref().unwrap_or(speaker);
        let shown = shortened(&one_line(name), room / NAME_SHARE);
        head = head.with(Role::Text, " ").with(Role::speaker(own_name(entry).unwrap_or(name)), &shown);
    }
    let mut tail = Rich::default();
    if hit.tier != "exact" {
        tail = tail.with(Role::Text, GAP).with(Role::Warning, language.tier(hit.tier));
    }
    if let repeats @ 1.. = entry.repeats().len() {
        tail.push(Role::Faint, &format!("{GAP}{} {repeats}", language.label("又见")));
    }
    (head, tail)
}

/// The words that were found; of a term what it means.
fn words(entry: &Entry, hit: &HitFacts, language: Language) -> Rich {
    let is_speech = match &entry.record.body {
        Body::Quote(_) => true,
        Body::Passage(passage) => passage.speaker.is_some(),
        _ => false,
    };
    let mut line = if is_speech { bar(own_name(entry)) } else { Rich::default() };
    line.push(Role::Text, if is_speech { " " } else { GAP });
    match &entry.record.body {
        Body::Term(term) => line.append(&defined(term, hit, language)),
        _ => line.append(&marked_snippet(hit)),
    }
    line
}

/// `term：definition`, with what was found marked, be it the term, another name of it or a part of the definition.
fn defined(term: &Term, hit: &HitFacts, language: Language) -> Rich {
    let found = marked_snippet(hit);
    if term.definition.contains(hit.snippet.trim_matches('…')) {
        let mut line = Rich::new(Role::Strong, &term.term).with(Role::Text, language.label("："));
        line.append(&found);
        return line;
    }
    let mut line = if hit.snippet == term.term {
        found
    } else {
        let brackets = language.label("（{}）");
        let (open, close) = brackets.split_once("{}").unwrap_or_default();
        let mut named = Rich::new(Role::Strong, &term.term).with(Role::Text, open);
        named.append(&found);
        named.with(Role::Text, close)
    };
    line.push(Role::Text, language.label("："));
    line.push(Role::Text, &one_line(&term.definition));
    line
}

/// As much of a text as one line holds, with words of letters whole where they are no longer than words are.
fn first_line(text: &Rich, room: usize) -> Rich {
    if text.columns() <= room {
        return text.clone();
    }
    let room = room.saturating_sub(1);
    let first = text.lines(room).into_iter().next().unwrap_or_default();
    // A word that would leave half of the line empty is broken: an address, a name in one with its version.
    let first = if first.columns() < room / 2 { text.beginning(room) } else { first };
    first.with(Role::Text, "…")
}
