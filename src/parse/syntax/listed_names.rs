//! Whether words in a list of people are somebody's name, and whether two are one person's. A list vouches for names that would
//! be none elsewhere: a surname alone, an account, a pen name.

use super::name_segments::is_slug;
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::surname::{may_be_of_one, renders_or_has_surname};
use crate::language::{bare_name, clause, lexicon};
use crate::text::marks;

/// A name whose Chinese and Latin halves run together, the Chinese one first.
pub(super) fn in_two_scripts(name: &str) -> Option<(&str, &str)> {
    let first_is_han = name.starts_with(is_han);
    let (before, after) = name.split_at(name.find(|character| is_han(character) != first_is_han)?);
    let (han, latin) = if first_is_han { (before, after) } else { (after, before) };
    let is_latin = latin.len() >= 3
        && latin.chars().all(|character| character.is_ascii_alphabetic())
        && latin.starts_with(|first: char| first.is_ascii_uppercase());
    (is_latin && han.chars().all(is_han) && bare_name::is_full(han)).then_some((han, latin))
}

/// Whether words are a name in Chinese characters with a dot between its parts: 伊利亚·彼得罗夫, 阿不都·热依木. Some of its
/// characters are words elsewhere.
fn is_dotted(name: &str) -> bool {
    name.contains(marks::MIDDLE_DOTS) && name_shape::shape(name) == Shape::Person
}

/// A surname with the title behind it, where nothing else stands there.
pub(super) fn called_by_title<'c>(surname: &str, core: &'c str) -> Option<&'c str> {
    let called = core.get(core.find(surname)?..)?.trim();
    let is_surname = surname.chars().count() == 1 && surname.contains(is_han);
    (is_surname && called.len() > surname.len() && bare_name::bare(called) == surname).then_some(called)
}

/// Whether words, as they stand in a list of people, name somebody.
pub(super) fn is_name(name: &str, is_alone: bool) -> bool {
    const LONGEST_PEN_NAME: usize = 8;
    let length = name.chars().count();
    if name.is_empty()
        || is_slug(name)
        || bare_name::is_of_body(name)
        || length > 40
        || lexicon::NO_NAMES.contains(name)
        || clause::is_clause(name) && !bare_name::is_surnamed(name) && !is_dotted(name)
    {
        return false;
    }
    match name_shape::shape(name) {
        Shape::Person => true,
        Shape::Role => false,
        Shape::Open => {
            let is_acronym = length >= 2 && name.chars().all(|character| character.is_ascii_uppercase());
            let is_surname = || name.chars().all(|first| lexicon::SURNAMES.contains(first));
            (length > 1 || is_surname())
                && !name_shape::is_weak_role(name)
                && !name.contains('&')
                && (is_alone || !is_acronym || length <= 6)
        }
        // A pen name may look like anything.
        Shape::Label => {
            let is_handle = name.is_ascii()
                && !name.contains(' ')
                && name.len() >= 3
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
                && name.chars().any(|c| c.is_ascii_alphabetic());
            let is_surname = length == 1 && name.chars().all(|first| lexicon::SURNAMES.contains(first));
            let is_pen_name = is_alone
                && (2..=LONGEST_PEN_NAME).contains(&length)
                && name.chars().all(is_han)
                && !lexicon::LABEL_ENDINGS.end(name)
                && !lexicon::NOUNS.contains(name);
            let is_surname = is_surname || bare_name::is_surnamed(name);
            let is_spread = name.contains(' ') && name.split(' ').all(|part| part.chars().count() == 1);
            is_handle && !lexicon::LATIN_LABELS.contains(&name.to_lowercase())
                || is_surname
                || is_pen_name
                || is_spread
        }
    }
}

/// Whether a name in Chinese characters is what somebody is called who is named by another in full: 老周 of 周大山, 小川 of
/// 周小川.
pub(super) fn is_nickname_of(short: &str, full: &str) -> bool {
    let is_short = (2..=3).contains(&short.chars().count()) && short.chars().count() <= full.chars().count();
    let core = short.strip_prefix(['老', '小', '阿']).or_else(|| short.strip_suffix(['哥', '姐']));
    let ends = |core: &str| full.starts_with(core) || full.ends_with(core);
    is_short
        && short != full
        && bare_name::is_full(full)
        && name_shape::shape(full) == Shape::Person
        && (core.is_some_and(|core| core.chars().count() == 1 && ends(core)) || full.ends_with(short))
}

/// Whether words beside a name are another name of its bearer: `（Chen）` beside 陈大海.
pub(super) fn is_other_name(name: &str, words: &str) -> bool {
    let words = words.trim();
    if words.is_empty() || words.contains(['，', ',', '、', '：', ':', '/']) || words.chars().count() > 30
    {
        return false;
    }
    let bare = bare_name::bare(words);
    let is_handle = words.starts_with('@') && !words.contains(' ');
    if words.contains(is_han) && name.contains(is_han) {
        return is_nickname_of(name, words) || is_nickname_of(words, name);
    }
    if words.contains(is_han) {
        return name_shape::shape(bare) == Shape::Person
            && (bare_name::is_full(bare) || bare.contains('·'))
            && !lexicon::ROLE_ENDINGS.contains(bare.chars().next_back().unwrap_or_default())
            && may_be_of_one(bare, name)
            // `Tom Becker（安克）`: what is short may be a company or a town as well.
            && (bare.chars().count() > 2 || !name.contains(' ') || renders_or_has_surname(bare, name));
    }
    if name_shape::shape(bare) == Shape::Person && bare.contains(' ') {
        // `Li Ming (Acme Labs)`: a Latin name has no second one.
        return name.contains(is_han)
            && !lexicon::LATIN_PLACES_OF_WORK.occur_in(&bare.to_lowercase())
            && may_be_of_one(name, bare);
    }
    is_handle
        || name.contains(is_han)
            && bare.len() >= 3
            && bare.chars().all(|character| character.is_ascii_alphabetic())
            && bare.starts_with(|first: char| first.is_ascii_uppercase())
            && bare.chars().skip(1).all(|character| character.is_ascii_lowercase())
}
