//! The name beside a role or an office: 林远 of 院长林远, Bill Marsh of `Harbor CEO Bill Marsh`.

use super::lexicon;
use super::name_shape::{self, Shape, shape};
use crate::text::lower;

/// The name behind the role that stands before it: 林远 of 院长林远, 老吴 of 船长老吴; `None` where none does.
pub(crate) fn name(name: &str) -> Option<&str> {
    /// In characters.
    const LONGEST_BEFORE: usize = 10;
    if name.is_ascii() {
        return behind_latin(name);
    }
    if let Some(beside) = beside_latin(name) {
        return Some(beside);
    }
    let ends = name.char_indices().filter_map(|(at, last)| {
        let end = at + last.len_utf8();
        let before = &name[..end];
        let is_role = || {
            lexicon::ROLES.end(before)
                || lexicon::WEAK_ROLES.end(before)
                || lexicon::ROLE_ENDINGS.contains(last)
        };
        (before.chars().count() >= 2 && is_role()).then_some(end)
    });
    // 总工程师 ends in an office of which 程师 is a part, and no name.
    let offices = lexicon::ROLES.before_end(name).chain(lexicon::WEAK_ROLES.before_end(name));
    let office = offices.map(str::len).min().unwrap_or(name.len());
    ends.filter(|end| name[..*end].chars().count() <= LONGEST_BEFORE && *end <= office)
        .map(|end| name[end..].trim_start())
        .filter(|rest| {
            ((2..=4).contains(&rest.chars().count()) || rest.contains('·'))
                && (shape(rest) == Shape::Person || is_nickname(rest))
                && !name_shape::is_role(rest)
                && !lexicon::MANNERS.contains(rest)
                && !rest.starts_with(['席', '来', '区', '群'])
        })
        .min_by_key(|rest| rest.len())
}

/// A name in one script beside a role that has Latin letters, or a Latin name beside a role in Han characters:
/// `某厂CEO Bill Marsh`, `某厂创始人兼CEO陈大海`, `某大学 Mary Stone 教授`.
fn beside_latin(name: &str) -> Option<&str> {
    let is_latin = |character: char| character.is_ascii_alphabetic() || matches!(character, ' ' | '.' | '\'');
    let start = name.find(|character: char| character.is_ascii_alphabetic())?;
    let end = start + name[start..].find(|character| !is_latin(character)).unwrap_or(name.len() - start);
    let (before, latin, after) = (name[..start].trim(), name[start..end].trim(), name[end..].trim());
    let is_office = |words: &str| {
        lexicon::LATIN_OCCUPATIONS.contains(&lower(words)) || lexicon::LATIN_ROLES.contains(&lower(words))
    };
    if is_office(latin) && !before.is_empty() {
        return (shape(after) == Shape::Person && after.chars().all(name_shape::is_han)).then_some(after);
    }
    let bare = behind_latin(latin);
    let has_office = bare.is_some() || lexicon::TITLES.contains(after) || lexicon::ROLES.contains(after);
    let is_role = |words: &str| {
        lexicon::ROLES.end(words)
            || lexicon::WEAK_ROLES.end(words)
            || words.ends_with(|last| lexicon::ROLE_ENDINGS.contains(last))
    };
    let has_role_before = after.is_empty() && is_role(before);
    let bare = bare.unwrap_or(latin);
    ((has_office || has_role_before) && !name.starts_with(bare) && shape(bare) == Shape::Person)
        .then_some(bare)
}

/// 阿榕 and 老榕 behind a role: whatever the second character, unless both are a word.
pub(crate) fn is_nickname(words: &str) -> bool {
    let mut characters = words.chars();
    matches!(characters.next(), Some('阿' | '老'))
        && characters
            .next()
            .is_some_and(|second| name_shape::is_han(second) && !lexicon::SELDOM_IN_NAMES.contains(second))
        && characters.next().is_none()
        && !lexicon::NOUNS.contains(words)
        && !lexicon::KIN.contains(words)
        && !lexicon::TITLES.contains(words)
        && !name_shape::is_weak_role(words)
}

/// `Harbor CEO Bill Marsh`: the name behind the last word for what somebody does.
fn behind_latin(name: &str) -> Option<&str> {
    let spaces = name.match_indices(' ').map(|(at, _)| at).rev();
    spaces.map(|at| (&name[..at], name[at..].trim_start())).find_map(|(before, rest)| {
        let word = before.rsplit(' ').next().unwrap_or(before).trim_end_matches([',', '.']).to_lowercase();
        let is_role = lexicon::LATIN_OCCUPATIONS.contains(&word) || lexicon::LATIN_ROLES.contains(&word);
        (is_role && shape(rest) == Shape::Person).then_some(rest)
    })
}
