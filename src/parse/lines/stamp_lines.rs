//! Times on lines of their own, as transcripts and subtitles have them.
//!
//! ```text
//! turn = name stamp words                   ; a line each
//!      | number? stamp lead words           ; a subtitle of WebVTT or SubRip; with an arrow in the stamp no lead is needed
//! ```
//!
//! A time alone elsewhere may be what the note is about, and stays text.

use crate::parse::syntax::lead::{self, Stamp};
use crate::parse::syntax::line::{Line, StampLine};
use crate::text::timestamp;

/// Marks the lines that say nothing but the time of a turn, and the names above them.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let of_turn = Some(StampLine::OfTurnBelow);
    for index in 0..lines.len() {
        if !is_time(&lines[index])
            || lines.get(index + 1).is_none_or(|below| below.is_heading || is_time(below))
        {
            continue;
        }
        let (above, rest) = lines.split_at_mut(index);
        let [line, below, ..] = rest else { return };
        let above = above.last_mut().filter(|above| above.lead.is_none() && !above.is_heading);
        match above {
            Some(number) if number.text().trim().bytes().all(|byte| byte.is_ascii_digit()) => {
                (number.stamp, line.stamp) = (of_turn, of_turn);
                below.is_below_stamp = true;
                number.alone = None;
            }
            _ if below.lead.is_some() || timestamp::is_of_subtitle(line.text()) => {
                (line.stamp, below.is_below_stamp) = (of_turn, true)
            }
            Some(name) if may_name(name) => {
                if name.alone.is_none() {
                    name.alone = lead::read_bare(name.inline, name.range.clone());
                }
                if let Some(alone) = &mut name.alone {
                    alone.stamp = Some(Stamp::After);
                }
                line.stamp = name.alone.is_some().then_some(StampLine::OfNameAbove);
            }
            _ => {}
        }
        if line.stamp.is_some() {
            line.alone = None;
        }
        if let Some(lead) = below.lead.as_mut().filter(|_| below.is_below_stamp) {
            lead.stamp = Some(Stamp::Before);
        }
    }
}

fn is_time(line: &Line<'_>) -> bool {
    /// In bytes.
    const LONGEST: usize = 48;
    let text = line.text();
    text.len() <= LONGEST && !line.is_heading && line.lead.is_none() && timestamp::is_stamp(text)
}

/// Whether a line may be a name and nothing else.
fn may_name(line: &Line<'_>) -> bool {
    /// In characters.
    const LONGEST: usize = 24;
    line.stamp.is_none() && line.text().chars().count() <= LONGEST
}
