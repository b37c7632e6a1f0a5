//! What reading has doubted, for whoever checks the note: turns that may hold another's words, speakers that may be one of
//! several, and lines that look like turns and have become passages.
//!
//! Nothing here changes what is read. A finding that is wrong costs the reader a look, so each wants more than a shape.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, clause, everyday, label, question};
use crate::markdown::Document;
use crate::model::{Diagnostic, Frame, FrameKind, Problem};
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::{Outline, SectionPurpose};
use crate::parse::syntax::line::Line;

/// What is in doubt, in no order.
pub(crate) fn find(
    drafts: &[Draft],
    lines: &[Line<'_>],
    document: &Document,
    outline: &Outline,
    pieces: &[Frame],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    speakers(drafts, document, &mut found);
    let mut labelled = labelled(drafts, lines, outline, document);
    // A label on a line of its own has been taken up by the turn below it.
    let of_frame = pieces.iter().filter(|piece| piece.kind == FrameKind::Label);
    let labels: HashSet<u32> = of_frame.flat_map(|piece| piece.lines.first..=piece.lines.last).collect();
    labelled.retain(|line| !labels.contains(&document.lines.span(&line.span).first));
    turns(drafts, &labelled, document, &mut found);
    not_taken(&labelled, lines, document, &mut found);
    found
}

/// Turns without a speaker that may be one of several people's.
fn speakers(drafts: &[Draft], document: &Document, found: &mut Vec<Diagnostic>) {
    for draft in drafts {
        if let Content::Turn(turn) = &draft.content
            && turn.speaker.name().is_none()
            && !turn.may_be_of.is_empty()
        {
            let lines = document.lines.span(&draft.span);
            found.push(Diagnostic { lines, problem: Problem::SuspectSpeaker(turn.may_be_of.join("、")) });
        }
    }
}

/// A line that begins as a turn does.
struct Labelled<'l> {
    name: &'l str,
    /// Its place among the lines.
    line: usize,
    section: Option<usize>,
    /// Bytes of the source.
    span: Range<usize>,
    words: &'l str,
    in_list: bool,
    /// A time or bold type sets its name apart.
    is_set_apart: bool,
    /// The turn or question that holds it, by its index, and whether it begins there.
    holder: Option<(usize, bool)>,
}

/// A name and words that signs part which the grammar does not know as a colon: `值守 >> 雾太大。`
fn parted_by_signs(line: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 5] = ["——", ">>", "》", "→", "->"];
    /// In bytes: a later sign parts no name.
    const FARTHEST: usize = 40;
    let place = |at: usize| {
        SIGNS.iter().find(|sign| line[at..].starts_with(**sign)).map(|sign| (at, at + sign.len()))
    };
    let near = line.char_indices().take_while(|(at, _)| *at <= FARTHEST);
    let (at, end) =
        near.filter(|(_, c)| matches!(c, '—' | '>' | '》' | '→' | '-')).find_map(|(at, _)| place(at))?;
    if at == 0 {
        return None;
    }
    let name = line[..at].trim_matches(['*', ' ', '　']);
    let is_name = name.chars().any(char::is_alphabetic) && !name.contains(['《', '，', '。', '：']);
    is_name.then(|| (name, line[end..].trim()))
}

/// The lines that begin as turns do, outside of glossaries and the like, and in lists only those that a whole name begins.
fn labelled<'l>(
    drafts: &[Draft],
    lines: &'l [Line<'_>],
    outline: &Outline,
    document: &Document,
) -> Vec<Labelled<'l>> {
    const LONGEST: usize = 12;
    let spoken: Vec<(usize, Range<usize>)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| matches!(draft.content, Content::Turn(_) | Content::Question(_)))
        .map(|(index, draft)| (index, draft.span.clone()))
        .collect();
    let holder = |span: &Range<usize>| {
        let at = spoken.partition_point(|(_, other)| other.end <= span.start);
        let (index, other) = spoken.get(at)?;
        (other.start < span.end).then_some((*index, other.start >= span.start))
    };
    let mut found = Vec::new();
    for (place, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_heading) {
        let lead = line.lead.as_ref().or(line.alone.as_ref());
        let unread = if lead.is_none() { parted_by_signs(line.text()) } else { None };
        let name = lead.map(|lead| lead.name.as_str());
        let name = name.or_else(|| line.bold_start()).or(unread.map(|(name, _)| name));
        let Some(name) = name else { continue };
        let span = line.inline.source(line.range.clone());
        let is_short = name.chars().count() <= LONGEST
            && !name.contains(['，', '。', ','])
            && name.contains(char::is_alphanumeric);
        if !is_short || label::is_label(name) || line.in_list && !is_whole_name(name) {
            continue;
        }
        let section = outline.section_of_line(document.lines.span(&span).first);
        if outline.purpose(section) != SectionPurpose::Content {
            continue;
        }
        let is_bold = lead.map_or(unread.is_none(), |lead| lead.is_bold);
        let is_set_apart = is_bold || line.is_stamped();
        let words = unread.map_or_else(|| line.words(), |(_, words)| words);
        found.push(Labelled {
            name,
            line: place,
            section,
            holder: holder(&span),
            span,
            words,
            in_list: line.in_list,
            is_set_apart,
        });
    }
    found
}

fn is_whole_name(name: &str) -> bool {
    bare_name::is_full(name) && !everyday::may_be_matter(name)
}

/// Turns within which another seems to begin.
fn turns(drafts: &[Draft], labelled: &[Labelled<'_>], document: &Document, found: &mut Vec<Diagnostic>) {
    let speakers: HashSet<&str> = drafts.iter().filter_map(Draft::stated_speaker).collect();
    for line in labelled.iter().filter(|line| !line.in_list) {
        let Some((holder, false)) = line.holder else { continue };
        let is_person = name_shape::shape(line.name) == Shape::Person;
        let is_own = drafts[holder].turn().and_then(|turn| turn.speaker.name()) == Some(line.name);
        if (line.is_set_apart || speakers.contains(line.name)) && is_person && !is_own {
            let lines = document.lines.span(&line.span);
            found.push(Diagnostic { lines, problem: Problem::SuspectTurn(line.name.to_owned()) });
        }
    }
}

/// Lines that take turns and have become passages, where those are most of the labelled ones of a note, or of sections.
fn not_taken(
    labelled: &[Labelled<'_>],
    lines: &[Line<'_>],
    document: &Document,
    found: &mut Vec<Diagnostic>,
) {
    let of_note = free_turns(labelled, lines, document).or_else(|| named_and_free(labelled, document));
    let by_section = labelled.chunk_by(|one, other| one.section == other.section);
    match of_note {
        Some(of_note) => found.push(of_note),
        None => found.extend(by_section.filter_map(|part| free_turns(part, lines, document))),
    }
}

/// Those of some labelled lines, if they are most of them.
fn free_turns(labelled: &[Labelled<'_>], lines: &[Line<'_>], document: &Document) -> Option<Diagnostic> {
    const FEWEST: usize = 4;
    /// One of so many lines begins a turn, where there are any.
    const SPREAD: usize = 4;
    let outside = || labelled.iter().filter(|line| !line.in_list);
    let free: Vec<&Labelled<'_>> = outside().filter(|line| line.holder.is_none()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in free.iter().filter(|line| has_words(line, lines)) {
        *counts.entry(line.name).or_default() += 1;
    }
    let free: Vec<&Labelled<'_>> =
        free.into_iter().filter(|line| counts.get(line.name).is_some_and(|count| *count >= 2)).collect();
    let alternations = free.windows(2).filter(|pair| pair[0].name != pair[1].name).count();
    // Turns of two alternate nearly always; labels of points come in the same order again and again.
    let takes_turns = alternations + 1 >= FEWEST && alternations * 4 >= (free.len() - 1) * 3;
    let (first, last) = (free.first()?, free.last()?);
    let are_turns = takes_turns
        && counts.values().filter(|count| **count >= 2).count() >= 2
        && free.len() * 2 > outside().count()
        && free.len() * SPREAD > last.line - first.line
        && !heads_each_round(&free);
    let lines = document.lines.span(&(first.span.start..last.span.end));
    are_turns.then_some(Diagnostic { lines, problem: Problem::TurnsNotTaken(free.len()) })
}

/// Lines that whole names of several people begin, most of which are nobody's turns, where one of them asks or says I or you.
fn named_and_free(labelled: &[Labelled<'_>], document: &Document) -> Option<Diagnostic> {
    let says = |line: &&Labelled<'_>| {
        line.holder.is_none()
            && is_whole_name(line.name)
            && says_something(line.words)
            && !clause::tells_a_life(line.words)
    };
    let named: Vec<&Labelled<'_>> = labelled.iter().filter(says).collect();
    let names: HashSet<&str> =
        labelled.iter().map(|line| line.name).filter(|name| is_whole_name(name)).collect();
    let is_talk =
        named.iter().any(|line| clause::is_personal(line.words) || question::ends_in_mark(line.words));
    let (first, last) = (named.first()?, named.last()?);
    (names.len() > 1 && is_talk && named.len() * 2 > labelled.len()).then(|| {
        let lines = document.lines.span(&(first.span.start..last.span.end));
        Diagnostic { lines, problem: Problem::TurnsNotTaken(named.len()) }
    })
}

/// Whether the labels come round in one order, each round below a line of its own: options of one question after another.
fn heads_each_round(labelled: &[&Labelled<'_>]) -> bool {
    let Some(first) = labelled.first() else { return false };
    labelled.windows(2).all(|pair| {
        let is_new_round = pair[1].name == first.name;
        let is_parted = pair[1].line > pair[0].line + 1;
        is_new_round == is_parted
    })
}

/// Whether a sentence stands behind a label, or as a paragraph right below it. What heads a list, a table, a picture or some
/// code names that, and nobody who speaks.
fn has_words(labelled: &Labelled<'_>, lines: &[Line<'_>]) -> bool {
    if !labelled.words.trim().is_empty() {
        return says_something(labelled.words);
    }
    let Some((own, below)) = lines.get(labelled.line).zip(lines.get(labelled.line + 1)) else { return false };
    let is_right_below = below.block <= own.block + 1 && !below.is_heading && !below.in_list;
    is_right_below && below.lead.is_none() && says_something(below.text())
}

/// Whether words are a sentence, rather than give a fact.
fn says_something(words: &str) -> bool {
    let words = words.trim();
    words.contains(['。', '？', '！', '?', '!']) || words.ends_with(['呢', '吗'])
}
