//! Lists of chapters: a time and a title on each line, as hosts of podcasts and videos write them.
//!
//! ```text
//! chapters = head entry+ | entry entry entry+
//! entry    = stamp title                    ; short, and no sentence
//! ```
//!
//! `12:05 袁隆平：一粒种子` is such a title, and nobody says it. Without a head a list is told by an entry that no name opens,
//! and by times minutes apart: turns of a talk are not.

use crate::language::label;
use crate::parse::syntax::line::Line;

/// Takes what opens the titles of chapters for no lead.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    /// Without a head.
    const FEWEST: usize = 3;
    let mut in_section = false;
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        if line.is_heading {
            in_section = label::heads_chapters(line.text());
        }
        let count = lines[index..].iter().take_while(|line| is_entry(line)).count();
        let is_headed =
            count > 0 && (in_section || index > 0 && label::heads_chapters(lines[index - 1].text()));
        let run = &mut lines[index..index + count];
        let is_open = |line: &Line<'_>| line.lead.is_none();
        if is_headed || count >= FEWEST && run.iter().any(is_open) && are_far_apart(run) {
            run.iter_mut().for_each(|line| (line.lead, line.alone) = (None, None));
        }
        index += count.max(1);
    }
}

/// Whether a line is a time and a title behind it.
fn is_entry(line: &Line<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 40;
    const ENDS: [char; 6] = ['。', '！', '!', '；', ';', '…'];
    let title = line.inline.text[line.start..line.range.end].trim();
    !line.is_heading
        && !line.is_below_stamp
        && line.is_stamped()
        && !title.is_empty()
        && title.chars().count() <= LONGEST
        && !title.contains(['。', '；'])
        && !title.ends_with(ENDS)
}

/// Whether the times of entries grow, most of them by a minute or more.
fn are_far_apart(entries: &[Line<'_>]) -> bool {
    /// In seconds.
    const FAR: u32 = 60;
    let times: Option<Vec<u32>> = entries.iter().map(Line::seconds).collect();
    let Some(times) = times else { return false };
    let mut far = 0;
    for pair in times.windows(2) {
        match pair[1].checked_sub(pair[0]) {
            Some(between) => far += usize::from(between >= FAR),
            None => return false,
        }
    }
    far * 2 > times.len() - 1
}
