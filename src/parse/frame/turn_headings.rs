//! Headings that are the names of a transcript's turns: they open no section.
//!
//! ```text
//! transcript = ( heading words )+          ; side by side, each heading a name, with or without a time
//! heading    = "#"+ name time? colon?
//! exchange   = asking words answering words ; `### 问（李明）`, `### 答（王芳）`, and `### 几点开门？` asks as well
//! ```
//!
//! People who have a heading each are told of; in a transcript some come again, or all have a time. Where but one comes again,
//! what stands below must be speech: somebody asks right above another's heading, or two say I.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape};
use crate::language::{clause, label, question};
use crate::markdown::{BlockKind, Document, Inline};
use crate::parse::syntax::lead::{self, Lead};

/// The headings of a document that name who speaks below them, by their block's index.
pub(super) fn find(document: &Document) -> HashSet<usize> {
    let mut found = HashSet::new();
    let headings: Vec<(usize, u8, &Inline)> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::Heading(level, inline) if !inline.text.trim().is_empty() => {
                Some((index, *level, inline))
            }
            _ => None,
        })
        .collect();
    for pair in headings.windows(2) {
        let [(asking, _, question), (answering, _, answer)] = pair else { continue };
        if label(answer).is_some_and(|lead| label::answers(&lead.name)) {
            let asks = label(question).is_some_and(|lead| label::asks(&lead.name));
            if asks {
                found.insert(*asking);
            }
            if asks || asks_itself(question) {
                found.insert(*answering);
            }
        }
    }
    // Headings of one level with none of a higher one between them.
    let mut runs: [Vec<(usize, &Inline)>; 7] = Default::default();
    for (index, level, inline) in headings {
        let level = usize::from(level.min(6));
        for run in &mut runs[level + 1..] {
            take(run, document, &mut found);
        }
        runs[level].push((index, inline));
    }
    runs.iter_mut().for_each(|run| take(run, document, &mut found));
    found
}

/// The name that a heading holds and nothing else.
pub(crate) fn name(inline: &Inline) -> Option<Lead> {
    /// In characters.
    const LONGEST: usize = 16;
    let lead = alone(inline)?;
    (lead.name.chars().count() <= LONGEST && name_shape::shape(&lead.name) != Shape::Label).then_some(lead)
}

/// The label of a question or an answer that a heading holds and nothing else, as if a colon stood behind it.
pub(crate) fn label(inline: &Inline) -> Option<Lead> {
    let is_label = |lead: &Lead| label::asks(&lead.name) || label::answers(&lead.name);
    alone(inline).filter(is_label).map(|lead| Lead { end: inline.text.len(), ..lead })
}

fn alone(inline: &Inline) -> Option<Lead> {
    let line = 0..inline.text.trim_end().len();
    let with_colon = || lead::read(inline, line.clone()).filter(|lead| lead.end == line.end);
    lead::read_alone(inline, line.clone())
        .or_else(with_colon)
        .or_else(|| lead::read_bare(inline, line.clone()))
}

/// Whether a heading asks, be it under a label: `几点开门？`, `问：几点开门`.
fn asks_itself(inline: &Inline) -> bool {
    let line = 0..inline.text.len();
    question::ends_in_mark(&inline.text)
        || lead::read(inline, line).is_some_and(|lead| label::asks(&lead.name))
}

/// Takes a run of headings that are a transcript's.
fn take(run: &mut Vec<(usize, &Inline)>, document: &Document, found: &mut HashSet<usize>) {
    const FEWEST: usize = 3;
    let run = std::mem::take(run);
    if run.len() < FEWEST {
        return;
    }
    // One that is no name ends it: most runs of headings are read no further than their first.
    let Some(names) = run.iter().map(|(_, inline)| name(inline)).collect::<Option<Vec<Lead>>>() else {
        return;
    };
    let distinct: HashSet<&str> = names.iter().map(|lead| lead.name.as_str()).collect();
    let is_person = |name: &&str| matches!(name_shape::shape(name), Shape::Person | Shape::Role);
    let changes = names.windows(2).filter(|pair| pair[0].name != pair[1].name).count();
    let is_stamped = names.iter().all(|lead| lead.stamp.is_some());
    // Who has a heading in each of several chapters has it once in each.
    let comes_again = distinct.len() * 2 <= names.len() && changes >= FEWEST;
    let comes_back = distinct.len() < names.len();
    let are_people = || distinct.iter().all(is_person);
    let is_spoken = || {
        let blocks: Vec<usize> = run.iter().map(|(index, _)| *index).collect();
        comes_back && changes >= FEWEST && are_people() && is_speech(document, &blocks)
    };
    let is_transcript = distinct.len() >= 2
        && distinct.iter().any(is_person)
        && (comes_again || is_stamped && (comes_back || are_people()) || is_spoken());
    if is_transcript {
        found.extend(run.into_iter().map(|(index, _)| index));
    }
}

/// Whether people speak below headings: one asks in the last paragraph above the next, or two say I.
fn is_speech(document: &Document, headings: &[usize]) -> bool {
    const FEWEST: usize = 2;
    let paragraph = |block: usize| match &document.blocks[block].kind {
        BlockKind::Paragraph(inline) => Some(&inline.text),
        _ => None,
    };
    let asks = headings[1..]
        .iter()
        .any(|next| paragraph(next - 1).is_some_and(|words| question::ends_in_mark(words)));
    let ends = headings[1..].iter().copied().chain([document.blocks.len()]);
    let says_i = |(start, end): &(usize, usize)| {
        (start + 1..*end).filter_map(paragraph).any(|words| clause::speaks_of_one(words))
    };
    asks || headings.iter().copied().zip(ends).filter(says_i).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;

    fn check(headings: &[&str], expected: usize) {
        let text: String = headings.iter().map(|heading| format!("## {heading}\n\n话。\n\n")).collect();
        assert_eq!(find(&markdown::read(&text)).len(), expected, "{headings:?}");
    }

    #[test]
    fn names_that_come_again_or_have_a_time_are_turns() {
        check(&["李明", "王芳", "李明", "王芳"], 4);
        check(&["李明（00:01）", "王芳（00:06）", "李明（00:12）"], 3);
        check(&["[00:01] 发言人 1", "[00:06] 发言人 2", "[00:12] 发言人 1"], 3);
    }

    #[test]
    fn names_that_head_lives_or_chapters_are_none() {
        check(&["李明", "王芳", "赵硕"], 0);
        check(&["开场（00:01）", "成本（00:06）", "开场（00:12）"], 0);
        check(&["李明", "王芳", "背景", "李明"], 0);
    }
}
