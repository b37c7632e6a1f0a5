//! What somebody is called, stated behind the full name: `**林海**（昵称老林）`, `周小满（焊工，人称满姐）`.

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::{bare_name, everyday, lexicon};
use crate::text::marks;

/// All that a text states so: where the full name begins in bytes, that name, and what its bearer is called.
pub(crate) fn stated(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    // To look for one string is quicker than for either of two characters.
    ["（", "("].into_iter().flat_map(|open| text.match_indices(open)).filter_map(|(at, open)| {
        let nickname = nickname(&text[at + open.len()..])?;
        let name = name_before(&text[..at])?;
        Some((name.as_ptr() as usize - text.as_ptr() as usize, name, nickname))
    })
}

/// The nickname in a bracket. `rest`: what stands behind its opening mark.
fn nickname(rest: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 8;
    const FARTHEST: usize = 60;
    let (end, _) = rest.char_indices().take(FARTHEST).find(|(_, c)| marks::closes_brackets(*c))?;
    rest[..end].split(['，', ',', '；', '、']).find_map(|part| {
        let after = lexicon::NICKNAMES.after_start(part.trim_start()).last()?;
        let words = after.trim_start_matches(|c| matches!(c, ' ' | '：' | ':') || marks::opens_quotation(c));
        let nickname = words.trim_end_matches(|c| c == ' ' || marks::closes_quotation(c));
        let is_name = nickname.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '·'));
        (is_name && (1..=LONGEST).contains(&nickname.chars().count())).then_some(nickname)
    })
}

/// The full name that ends a text, be it in bold.
fn name_before(text: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 24;
    let text = text.trim_end_matches([' ', '*', '_']);
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '·' | '•' | ' ' | '-');
    let (start, _) = text.char_indices().rev().take(LONGEST).take_while(|(_, c)| is_of_name(*c)).last()?;
    let name = text[start..].trim_start();
    let is_name = bare_name::is_full(name) || may_be_full(name);
    (is_name && !(name.contains(is_han) && everyday::is_everyday(name))).then_some(name)
}

/// Whether all that stands before the brackets may be a name by a surname that no list has: 沐青.
fn may_be_full(name: &str) -> bool {
    (2..=3).contains(&name.chars().count())
        && name.chars().all(is_han)
        && name_shape::shape(name) == Shape::Open
        && !name.ends_with(|last| lexicon::ROLE_ENDINGS.contains(last))
        && !name_shape::is_weak_role(name)
        && !lexicon::NOUNS.contains(name)
        && !lexicon::KIN.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_stand_in_brackets_behind_full_names() {
        let text = "**林海**（昵称老林）、Anna Bell（网名：annie，画家）、周小满（焊工，人称“满姐”）、沐青（外号“沐神”）";
        let found: Vec<_> = stated(text).map(|(_, name, nickname)| (name, nickname)).collect();
        assert_eq!(
            found,
            [("林海", "老林"), ("Anna Bell", "annie"), ("周小满", "满姐"), ("沐青", "沐神")],
            "{text}"
        );
    }

    #[test]
    fn other_brackets_state_none() {
        for text in ["林海（老林）", "木匠（人称老林）", "关税（人称门槛）", "林海（昵称"]
        {
            assert_eq!(stated(text).next(), None, "{text}");
        }
    }
}
