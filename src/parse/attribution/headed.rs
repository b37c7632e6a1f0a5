//! Those whose turns have headings of their own: `## 李明：仓库先搬`, `## 王芳：先别搬`, `## 李明：那就夜里搬`.
//!
//! People have chapters of their own in histories as well, so the paragraphs below have to speak of themselves.

use std::collections::HashSet;

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, clause, everyday};
use crate::parse::draft::{Content, Draft};
use crate::parse::frame::outline::{Outline, SectionPurpose};

/// The names that lead the headings of a talk, in their order: most headings of a level have one, some come again, and
/// somebody says I below them.
pub(super) fn names(outline: &Outline, drafts: &[Draft]) -> Vec<String> {
    const FEWEST: usize = 3;
    let mut found = Vec::new();
    for level in 1..=6 {
        let of_level = || {
            let all = outline.sections.iter().enumerate();
            all.filter(|(_, section)| section.level == level && !section.is_title)
        };
        let led: Vec<(usize, &str)> = of_level()
            .filter(|(_, section)| section.purpose == SectionPurpose::Content)
            .filter_map(|(index, section)| Some((index, name(&section.title)?)))
            .collect();
        let mut seen = HashSet::new();
        let distinct: Vec<&str> =
            led.iter().map(|(_, name)| *name).filter(|name| seen.insert(*name)).collect();
        let comes_again = led.len() > distinct.len() && distinct.len() >= 2;
        if led.len() >= FEWEST
            && led.len() * 3 >= of_level().count() * 2
            && comes_again
            && are_of_speakers(&led, drafts)
        {
            found.extend(distinct.into_iter().map(str::to_owned));
        }
    }
    found
}

/// The whole name before the colon of a title.
fn name(title: &str) -> Option<&str> {
    let (name, _) = title.split_once(['：', ':'])?;
    let name = name.trim();
    let is_name =
        name_shape::shape(name) == Shape::Person && bare_name::is_full(name) && !everyday::is_everyday(name);
    is_name.then_some(name)
}

/// Whether paragraphs of two sections have a first or second person, and one says I.
fn are_of_speakers(led: &[(usize, &str)], drafts: &[Draft]) -> bool {
    let sections: HashSet<usize> = led.iter().map(|(section, _)| *section).collect();
    let mut personal = HashSet::new();
    let mut says_i = false;
    for draft in drafts {
        let Some(section) = draft.section.filter(|section| sections.contains(section)) else { continue };
        if let Content::Passage(passage) = &draft.content
            && clause::is_personal(&passage.text)
        {
            personal.insert(section);
            says_i |= clause::speaks_of_one(&passage.text);
        }
    }
    says_i && personal.len() >= 2
}
