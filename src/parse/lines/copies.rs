//! Turns that stand a second time in another language.
//!
//! ```text
//! copy  = label-of-language turn                 ; `Original English` on a line of its own, the turn below it
//!       | label-of-language gap turn             ; on one line, where tags stood between them
//! pair  = ( label-of-language colon turn ) twice ; `**EN:** **李明：** …`, `**CN:** **李明：** …` side by side
//! below = turn break words                      ; a line of Chinese and one in Latin letters, in two paragraphs or more
//! again = turn break turn                       ; the same under the name in the other script, all such turns: `林远：…`, `Lin Yuan: …`
//! ```
//!
//! A copy says nothing new: it is told here, before anybody is counted who speaks. A whole talk in the other language under
//! one label is no copy of the turn above it.

use std::ops::Range;

use crate::language::{label, surname};
use crate::parse::syntax::lead;
use crate::parse::syntax::line::{CopyOf, Line, StampLine};
use crate::text::is_mostly_han;

/// Marks the lines that are copies of turns beside them.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    /// One alone may be what somebody says.
    const FEWEST: usize = 2;
    let mut below_turns = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        if index > 0 && is_label(&lines[index]) {
            let copy = below_label(lines, index, index + 1);
            let is_before_turn = lines.get(index + 1).is_some_and(|below| below.lead.is_some());
            if copy.is_some() || is_before_turn {
                lines[index].stamp = Some(StampLine::OfTurnBelow);
                (lines[index].lead, lines[index].alone) = (None, None);
            }
            if let Some(copy) = copy {
                lines[copy.clone()].iter_mut().for_each(|line| become_copy(line, CopyOf::Above));
                index = copy.end;
                continue;
            }
        } else if index > 0
            && let Some(copy) = folded_copy(lines, index)
        {
            index = copy.end;
            continue;
        } else if is_prefixed(&lines[index]) {
            unprefix(&mut lines[index]);
            if let Some(above) = index.checked_sub(1) {
                pair(lines, above, index);
            }
        } else if is_below_turn(lines, index) {
            below_turns.push(index);
        }
        index += 1;
    }
    if below_turns.len() >= FEWEST {
        below_turns.into_iter().for_each(|index| become_copy(&mut lines[index], CopyOf::Above));
    }
    let again = again_in_latin(lines);
    if again.len() >= FEWEST {
        again.into_iter().for_each(|index| become_copy(&mut lines[index], CopyOf::Above));
    }
}

/// The turns under names in Latin letters, if each stands right below one of the same person that is in Chinese.
fn again_in_latin(lines: &[Line<'_>]) -> Vec<usize> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(lead) = line.lead.as_ref().filter(|lead| lead.name.contains(' ') && lead.name.is_ascii())
        else {
            continue;
        };
        if line.is_heading || line.copy.is_some() || is_mostly_han(line.words()) {
            continue;
        }
        let above = index.checked_sub(1).map(|above| &lines[above]);
        let is_same = above.is_some_and(|above| {
            std::ptr::eq(above.inline, line.inline)
                && is_mostly_han(above.words())
                && above.lead.as_ref().is_some_and(|of| surname::renders_or_has_surname(&of.name, &lead.name))
        });
        if !is_same {
            return Vec::new();
        }
        found.push(index);
    }
    found
}

/// Whether a line in Latin letters is all that stands below a turn of one Chinese line in its paragraph.
fn is_below_turn(lines: &[Line<'_>], index: usize) -> bool {
    let (Some(above), line) = (index.checked_sub(1).map(|above| &lines[above]), &lines[index]) else {
        return false;
    };
    let is_of = |other: &Line<'_>| std::ptr::eq(other.inline, line.inline);
    line.lead.is_none()
        && line.text().starts_with(|first: char| first.is_ascii_alphabetic())
        && above.lead.is_some()
        && is_of(above)
        && lines.get(index + 1).is_none_or(|below| !is_of(below) || below.lead.is_some())
        && line.text().contains(' ')
        && !is_mostly_han(line.text())
        && is_mostly_han(above.words())
        && !above.words().trim().is_empty()
}

/// Whether a line says nothing but the language of what stands below it.
fn is_label(line: &Line<'_>) -> bool {
    let words = match &line.lead {
        Some(lead) if lead.end < line.range.end => return false,
        Some(lead) => &lead.name,
        None => line.text(),
    };
    !line.is_heading && line.place.bullet.is_none() && label::names_language(words)
}

/// Makes a line a copy whose label of a language stands on it too, as `<details>` on one line leave it: a gap is where the
/// tags stood. Gives the lines of the copy.
fn folded_copy(lines: &mut [Line<'_>], index: usize) -> Option<Range<usize>> {
    const GAP: &str = "    ";
    let line = &lines[index];
    // Tags that opened before the label leave a gap too, and no other line begins with one.
    let text = line.text();
    if !text.starts_with(' ') || line.is_heading || line.place.bullet.is_some() {
        return None;
    }
    let text = text.trim_start();
    let gap = text.find(GAP)?;
    if !label::names_language(&text[..gap]) {
        return None;
    }
    let start = line.range.end - text[gap..].trim_start().len();
    let lead = lead::read(line.inline, start..line.range.end);
    let line = &mut lines[index];
    let whole = (line.range.clone(), line.start, line.lead.take());
    (line.range.start, line.start, line.lead) = (start, start, lead);
    let copy = below_label(lines, index, index);
    match &copy {
        Some(copy) => lines[copy.clone()].iter_mut().for_each(|line| become_copy(line, CopyOf::Above)),
        None => {
            let line = &mut lines[index];
            (line.range, line.start, line.lead) = whole;
        }
    }
    copy
}

/// The lines from `start` on, at or below a label, that give the turn above it in another language.
fn below_label(lines: &[Line<'_>], label: usize, start: usize) -> Option<Range<usize>> {
    /// More lines are no copy of one turn.
    const MOST: usize = 24;
    let above = lines[..label].iter().rev().find(|line| line.stamp.is_none() && line.copy.is_none())?;
    // A turn opens with somebody's name.
    let mut turn =
        lines[..label].iter().rev().take(MOST).take_while(|line| !line.is_heading && !line.in_list);
    if !turn.any(|line| line.lead.is_some() || line.alone.is_some()) {
        return None;
    }
    let is_han = is_mostly_han(above.words());
    let is_other = |line: &&Line<'_>| !line.is_heading && is_mostly_han(line.words()) != is_han;
    let others = lines[start..].iter().take(MOST).take_while(is_other).count();
    let copies = &lines[start..start + others];
    let leads = copies.iter().filter(|line| line.lead.is_some()).count();
    let has_next_turn = leads > 1 || copies.iter().skip(1).any(|line| line.lead.is_some());
    (others > 0 && !has_next_turn).then_some(start..start + others)
}

/// Whether a line begins with the label of a language and then with the lead of a turn.
fn is_prefixed(line: &Line<'_>) -> bool {
    line.lead.as_ref().is_some_and(|lead| {
        label::names_language(&lead.name) && lead::read(line.inline, line.after(lead)).is_some()
    })
}

/// Takes the label of a language off a line.
fn unprefix(line: &mut Line<'_>) {
    let Some(prefix) = line.lead.take() else { return };
    line.range.start = prefix.end;
    line.start = prefix.end;
    line.lead = lead::read(line.inline, line.range.clone());
    line.has_language = true;
}

/// Makes one of two lines side by side the copy of the other, where both are labelled by their languages. The Chinese one
/// is the note's.
fn pair(lines: &mut [Line<'_>], above: usize, below: usize) {
    let [first, second] = [&lines[above], &lines[below]];
    let is_pair = first.has_language && second.has_language && first.copy.is_none();
    if !is_pair {
        return;
    }
    match [first, second].map(|line| is_mostly_han(line.words())) {
        [true, false] => become_copy(&mut lines[below], CopyOf::Above),
        [false, true] => become_copy(&mut lines[above], CopyOf::Below),
        _ => return,
    }
    // Neither has another copy.
    (lines[above].has_language, lines[below].has_language) = (false, false);
}

fn become_copy(line: &mut Line<'_>, copy: CopyOf) {
    if let Some(lead) = line.lead.take() {
        line.range.start = lead.end;
        line.start = lead.end;
    }
    line.alone = None;
    line.copy = Some(copy);
}
