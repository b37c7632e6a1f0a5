//! Sections that each have a speaker of their own: the talks of a conference, `Alan Reed：空驶率` and `演讲二：铁路（Alan Stone）`.
//!
//! ```text
//! title = name ( "：" | "｜" | "—" ) subject
//!       | subject "（" name "）"
//! ```
//!
//! Where one such section is that of somebody who speaks, the others of its level are those of whom they name, and what
//! stands in none of them is nobody's: there is no only guest.

use std::collections::{HashMap, HashSet};

use crate::language::bare_name;
use crate::language::everyday;
use crate::language::lexicon;
use crate::language::name_shape::{self, Shape};
use crate::parse::draft::Draft;
use crate::parse::frame::outline::Outline;
use crate::text::marks;

/// How a title names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Opens,
    InBrackets,
}

/// The sections of a series, by their index, with whose each is. `presented`: those in which a line says who speaks.
pub(super) fn read(
    drafts: &[Draft],
    outline: &Outline,
    presented: &HashMap<usize, String>,
) -> HashMap<usize, String> {
    let titled: Vec<(usize, Form, &str)> = outline
        .sections
        .iter()
        .enumerate()
        .filter_map(|(index, section)| named(&section.title).map(|(form, name)| (index, form, name)))
        .collect();
    let mut series = HashMap::new();
    if titled.len() < 2 {
        return series;
    }
    // Whose words stand under their name, and in which sections.
    let spoken: HashSet<(usize, &str)> = drafts
        .iter()
        .filter_map(|draft| {
            Some((draft, draft.turn().filter(|turn| turn.speaker.is_stated())?.speaker.name()?))
        })
        .flat_map(|(draft, name)| outline.ancestors(draft.section).map(move |section| (section, name)))
        .collect();
    let is_heard = |(section, _, name): &&(usize, Form, &str)| {
        presented.get(section).is_some_and(|presented| presented == name)
            || spoken.contains(&(*section, *name))
    };
    // How a section of somebody who speaks is titled.
    let level = |section: usize| outline.sections[section].level;
    let heard: HashSet<(Form, u8)> =
        titled.iter().filter(is_heard).map(|(section, form, _)| (*form, level(*section))).collect();
    for (section, form, name) in titled {
        if heard.contains(&(form, level(section))) {
            series.insert(section, name.to_owned());
        }
    }
    series
}

/// Whom a title names.
fn named(title: &str) -> Option<(Form, &str)> {
    let is_name = |name: &str| {
        bare_name::is_full(name)
            && name_shape::shape(name) == Shape::Person
            && !everyday::is_everyday(name)
            && !everyday::may_be_matter(name)
    };
    let title = title.trim();
    if let Some(at) = title.find(['：', ':', '｜', '|', '—', '–']) {
        let name = title[..at].trim();
        if is_name(name) {
            return Some((Form::Opens, name));
        }
    }
    let (name, behind) = marks::bracketed(&title[title.rfind(marks::opens_round)?..])?;
    (behind.trim().is_empty() && is_name(name)).then_some((Form::InBrackets, name))
}

/// Whether a label tells who gives the talk that a section is of, rather than who is the guest throughout: 演讲者, 分享人.
pub(super) fn gives_talk(label: &str) -> bool {
    let label = label.trim();
    let core = lexicon::BEFORE_PARTS.after_start(label).last().unwrap_or(label);
    lexicon::GIVING_TALKS.contains(core)
}
