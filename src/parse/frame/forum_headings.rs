//! Those whose names head the sections of a forum's minutes: `## Alan Reed：货运`.
//!
//! ```text
//! note    = occasion and record, in its title or above its first section ; `港口论坛纪要`, `圆桌上几位讲者分别发言`
//!           heading ( name mark topic ), twice
//! ```
//!
//! The headings of a lecture on history look the same, and whoever they name says nothing there. So the note has to be the
//! record of an occasion where several speak, and none of the sections may tell a life or of another age.

use super::outline::{self, Outline, OutlineSection};
use crate::language::bare_name;
use crate::language::lexicon;
use crate::markdown::{BlockKind, Document};
use crate::parse::syntax::name_list::{self, Listed};

pub(super) fn people(text: &str, document: &Document, outline: &Outline) -> Vec<Listed> {
    const FEWEST: usize = 2;
    let sections: Vec<&OutlineSection> =
        outline.sections.iter().filter(|section| !section.is_title).collect();
    let start = |section: &OutlineSection| document.blocks[section.block].span.start;
    let mut heads = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        let Some(listed) = head(&section.title) else { continue };
        let end = sections.get(place + 1).map_or(text.len(), |next| start(next));
        if is_of_another_age(&text[start(section)..end]) {
            return Vec::new();
        }
        heads.push(listed);
    }
    let is_record = || {
        let first = sections.first().map_or(0, |section| section.block);
        let words = document.blocks[..first].iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(inline) | BlockKind::Heading(_, inline) => Some(inline.text.as_str()),
            _ => None,
        });
        let words: Vec<&str> = words.collect();
        words.iter().any(|words| lexicon::OCCASIONS.occur_in(words))
            && words.iter().any(|words| lexicon::RECORDS.occur_in(words))
    };
    if heads.len() >= FEWEST && is_record() { heads } else { Vec::new() }
}

/// The person whom a heading names before what they speak of.
fn head(title: &str) -> Option<Listed> {
    let title = title[outline::number_end(title)..].trim();
    let (name, topic) = title.split_once(['：', ':', '|', '｜', '—'])?;
    let [listed] = <[Listed; 1]>::try_from(name_list::people(name)).ok()?;
    let is_speaker = !topic.trim().is_empty()
        && bare_name::is_full(&listed.name)
        && listed.is_certain()
        && !bare_name::is_of_body(&listed.name);
    is_speaker.then_some(listed)
}

/// Whether words tell somebody's life, or of years in which nobody lived who speaks today.
fn is_of_another_age(words: &str) -> bool {
    const AGES: [&str; 6] = ["世纪", "公元", "王朝", "去世", "逝世", "享年"];
    const LATEST: u32 = 1940;
    let is_early = |(at, _): (usize, &str)| {
        let before = words[..at].trim_end();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (3..=4).contains(&digits)
            && before[before.len() - digits..].parse::<u32>().is_ok_and(|year| year <= LATEST)
    };
    AGES.iter().any(|age| words.contains(age)) || words.match_indices('年').any(is_early)
}
