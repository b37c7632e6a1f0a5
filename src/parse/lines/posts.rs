//! Labels of a post and a name: whoever bears the name speaks.
//!
//! ```text
//! label = body? post " "? name          ; `某所研究员 林远：……。`, `**某厂副总裁周舟**：……。`
//! ```
//!
//! One such line may tell of somebody; two, or one among the turns of others, are speech where sentences stand behind them.
//! A role that talks and a nickname are one person in any case: `主播 阿杏：……`.

use crate::language::name_shape::{self, Shape};
use crate::language::{bare_name, behind_role, clause, everyday, lexicon};
use crate::parse::syntax::line::Line;
use crate::text::marks::opens_quotation;

/// Takes the post from the name in labels that speak.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    const FEWEST: usize = 2;
    lines.iter_mut().for_each(call_by_nickname);
    let found: Vec<(usize, String)> =
        (0..lines.len()).filter_map(|index| Some((index, bearer(&lines[index])?))).collect();
    let is_series = found.len() >= FEWEST && found.iter().any(|(_, name)| *name != found[0].1);
    let are_turns: Vec<bool> =
        found.iter().map(|(index, _)| is_series || is_among_turns(lines, *index)).collect();
    for ((index, name), _) in found.into_iter().zip(are_turns).filter(|(_, is_turn)| *is_turn) {
        if let Some(lead) = &mut lines[index].lead {
            let post = lead.name[..lead.name.len() - name.len()].trim_end().to_owned();
            lead.qualifier = Some(post);
            lead.name = name;
        }
    }
}

/// Takes the role from a nickname.
fn call_by_nickname(line: &mut Line<'_>) {
    let Some(lead) = line.lead.as_mut().filter(|lead| lead.qualifier.is_none()) else { return };
    let parted = lead.name.split_once(' ').filter(|(role, name)| {
        name_shape::is_role(role) && lexicon::PARTS_IN_TALKS.occur_in(role) && behind_role::is_nickname(name)
    });
    if let Some((role, name)) = parted {
        (lead.qualifier, lead.name) = (Some(role.to_owned()), name.to_owned());
    }
}

/// Whoever bears the post in a line's label, where a sentence stands behind that.
fn bearer(line: &Line<'_>) -> Option<String> {
    /// In characters.
    const LENGTHS: std::ops::RangeInclusive<usize> = 5..=24;
    let lead = line.lead.as_ref().filter(|lead| lead.qualifier.is_none())?;
    let words = line.words().trim();
    let is_label = LENGTHS.contains(&lead.name.chars().count())
        && name_shape::shape(&lead.name) == Shape::Label
        && lead.name.starts_with(name_shape::is_han)
        && !line.is_heading
        && !line.in_list
        && !line.place.in_blockquote;
    let is_said = is_label
        && words.ends_with(['。', '！', '？', '…', '!', '?'])
        && !words.starts_with(opens_quotation)
        // `认为难点在降落。` tells what somebody holds.
        && !lexicon::ENDING_CLAUSES.start(words)
        && !clause::tells_a_life(words);
    if !is_said {
        return None;
    }
    // `某局某司 处长 林远`
    let behind_space =
        lead.name.rsplit_once(' ').filter(|(post, _)| ends_in_post(post)).map(|(_, name)| name);
    let name = behind_space.unwrap_or_else(|| bare_name::bare(&lead.name));
    let is_behind = name.len() < lead.name.len() && lead.name.ends_with(name);
    let is_one = bare_name::is_full(name) || bare_name::may_be_listed(name);
    (is_behind && is_one && !everyday::is_everyday(name)).then(|| name.to_owned())
}

fn ends_in_post(words: &str) -> bool {
    let is_ending = |last| lexicon::ROLE_ENDINGS.contains(last);
    lexicon::ROLES.end(words) || lexicon::TITLES.end(words) || words.ends_with(is_ending)
}

/// Whether somebody whose label is a name or a role that talks and nothing else speaks right above or below.
fn is_among_turns(lines: &[Line<'_>], index: usize) -> bool {
    let speaks = |line: &Line<'_>| {
        let is_person = |name: &str| match name_shape::shape(name) {
            Shape::Person => !everyday::may_be_matter(name),
            Shape::Role => name_shape::is_asking_role(name),
            Shape::Open | Shape::Label => false,
        };
        line.lead.as_ref().is_some_and(|lead| is_person(&lead.name))
            && line.words().trim_end().ends_with(['。', '！', '？', '…', '!', '?'])
    };
    let above = lines[..index].iter().rev().find(|line| line.lead.is_some());
    let below = lines[index + 1..].iter().find(|line| line.lead.is_some());
    above.is_some_and(speaks) || below.is_some_and(speaks)
}
