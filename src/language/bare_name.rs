//! A name without what stands around it: titles, offices, the name of a place of work.
//!
//! `基金合伙人 林远`, `林远教授` and `CEO Bill Marsh` are 林远 and Bill Marsh; 王总 and 李医生 are 王 and 李.

use super::name_shape::{self, Shape, is_han};
use super::{behind_role, everyday, lexicon};
use crate::text::lower;
use crate::text::marks::MIDDLE_DOTS;

/// Titles of one character behind a surname or a whole name.
const SHORT_TITLES: [char; 1] = ['总'];
/// Before a surname alone it is as often her husband's.
const TITLE_OF_WIVES: &str = "mrs";

/// The name in some words, without titles and roles around it; the words themselves where they have none.
pub(crate) fn bare(words: &str) -> &str {
    let words = words.trim().trim_start_matches('@').trim();
    without_latin_title(words)
        .or_else(|| without_role_before(words))
        .or_else(|| without_title_after(words))
        .or_else(|| without_occupation_before(words))
        .unwrap_or(words)
}

/// The name behind a role or an office: `主持人Zhou`, `某大学教授林远`, `Harbor CEO Bill Marsh`.
fn without_role_before(words: &str) -> Option<&str> {
    if words.is_ascii() {
        let ends = words.match_indices(' ').map(|(at, _)| at).rev();
        return ends.map(|at| (&words[..at], words[at..].trim())).find_map(|(before, name)| {
            let last = before.rsplit(' ').next().unwrap_or(before).trim_end_matches(['.', ',', ':']);
            let last = lower(last);
            let is_role = lexicon::LATIN_TITLES.contains(&last)
                || lexicon::LATIN_ROLES.contains(&last)
                || lexicon::LATIN_OCCUPATIONS.contains(&last);
            let is_wifes = last == TITLE_OF_WIVES && !name.contains(' ');
            (is_role && !is_wifes && is_somebody(name)).then_some(without_role_before(name).unwrap_or(name))
        });
    }
    if !words.starts_with(is_han) && !words.contains(' ') && !words.contains(is_han) {
        return None;
    }
    let starts = words.char_indices().map(|(at, _)| &words[at..]);
    starts
        .flat_map(|start| lexicon::ROLES.after_start(start).chain(lexicon::WEAK_ROLES.after_start(start)))
        .map(|name| (name, name.trim_start_matches([' ', '·', '：', ':', '-'])))
        .filter(|(parted, name)| {
            (is_somebody(name) || is_behind_role(name, parted.len() > name.len()))
                && !name_shape::is_role(name)
        })
        .map(|(_, name)| name)
        .min_by_key(|name| name.len())
        .map(|name| without_title_after(name).unwrap_or(name))
}

/// The name behind an office that no list has, `值班员林远`, or that has Latin letters: `某厂CEO林远`.
fn without_occupation_before(words: &str) -> Option<&str> {
    let is_plain = words.chars().all(is_han) && name_shape::shape(words) != Shape::Person;
    let is_mixed = || words.starts_with(is_han) && words.contains(|c: char| c.is_ascii_uppercase());
    behind_role::name(words).filter(|name| is_plain || is_mixed() && name.chars().all(is_han))
}

/// The surname beside an English title: `Dr.王`, `王 Sir`.
fn without_latin_title(words: &str) -> Option<&str> {
    let is_title = |part: &str| lexicon::LATIN_TITLES.contains(&lower(part.trim().trim_end_matches('.')));
    let at = words.find(is_han)?;
    let (before, han) = words.split_at(at);
    if !before.is_empty() {
        return (is_title(before) && han.chars().all(is_han)).then_some(han);
    }
    let (han, after) = words.split_at(words.find(|character| !is_han(character))?);
    is_title(after).then_some(han)
}

/// The name before a title: `林远教授`, `王总`, `Zhou老师`.
fn without_title_after(words: &str) -> Option<&str> {
    let is_name = |rest: &str| {
        let length = rest.chars().count();
        let is_surname = (length == 1 && rest.chars().all(|first| lexicon::SURNAMES.contains(first)))
            || lexicon::COMPOUND_SURNAMES.contains(rest);
        let is_latin = !rest.contains(is_han) && rest.starts_with(char::is_uppercase);
        is_surname || is_latin || name_shape::shape(rest) == Shape::Person
    };
    let titles = name_shape::before_titles(words);
    let short = words.strip_suffix(SHORT_TITLES).filter(|rest| rest.chars().count() <= 3);
    titles.chain(short).find(|rest| is_name(rest))
}

/// Whether words behind a role may be a name: a person's, or one Latin word with a capital.
fn is_somebody(name: &str) -> bool {
    let is_latin_word = !name.contains([' ', '，', '、', ','])
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name_shape::shape(name) == Shape::Open;
    let is_short = name.contains('·') || !name.contains(is_han) || name.chars().count() <= 4;
    is_latin_word || is_short && name_shape::shape(name) == Shape::Person
}

/// Whether words behind a role are a name by a surname with which words begin as often, 班固 of 镇长班固, or, where something parts
/// them from the role, a nickname: `主播 阿杏`.
fn is_behind_role(name: &str, is_parted: bool) -> bool {
    may_be_listed(name) || is_parted && behind_role::is_nickname(name)
}

/// Whether words where nothing but a name stands are one by a surname with which words begin as often: 班固, 容嘉.
pub(crate) fn may_be_listed(name: &str) -> bool {
    may_be_stated(name)
        && !everyday::may_be_matter(name)
        && !lexicon::NOUNS.contains(name)
        && !lexicon::LABEL_ENDINGS.end(name)
        && !name_shape::is_weak_role(name)
}

/// Whether a name is that of a company, a channel or another body rather than a person's.
pub(crate) fn is_of_body(name: &str) -> bool {
    // Shorter ones may be names that happen to end so.
    let is_long = name.chars().count() > 3;
    let folded = lower(name);
    let last = folded.rsplit(' ').next().unwrap_or(&folded);
    is_long && lexicon::BODIES.end(name)
        || name.contains(' ') && lexicon::LATIN_PLACES_OF_WORK.contains(last)
        || name_shape::is_organisation(name)
}

/// Whether words in a list of people are a name by their surname, though elsewhere their characters seldom stand in one: 于航.
pub(crate) fn is_surnamed(name: &str) -> bool {
    let length = name.chars().count();
    (2..=3).contains(&length)
        && name.chars().all(is_han)
        && !name.chars().skip(1).any(|character| lexicon::NEVER_IN_NAMES.contains(character))
        && name.chars().next().is_some_and(|first| {
            // `和谷岩` may be a name, `和平` is a word.
            lexicon::SURNAMES.contains(first) || length == 3 && lexicon::WEAK_SURNAMES.contains(first)
        })
        && !lexicon::NOUNS.contains(name)
        && !lexicon::LABEL_ENDINGS.end(name)
        && !name_shape::is_role(name)
}

/// Whether words may be the name of somebody whom a note states by it, though they are everyday words as well: 夏天, 万一, 丛林.
pub(crate) fn may_be_stated(name: &str) -> bool {
    (2..=3).contains(&name.chars().count())
        && name.chars().all(is_han)
        && !name.chars().skip(1).any(|character| lexicon::NEVER_IN_NAMES.contains(character))
        && name
            .starts_with(|first| lexicon::SURNAMES.contains(first) || lexicon::WEAK_SURNAMES.contains(first))
        && !name_shape::is_role(name)
        && !name_shape::is_weak_role(name)
}

/// Whether words that take turns are a name by a frequent surname with which words begin as often: 区健, 易水寒.
pub(crate) fn has_census_surname(name: &str) -> bool {
    may_be_stated(name)
        && name.starts_with(|first| lexicon::CENSUS_SURNAMES.contains(first))
        && !everyday::is_everyday(name)
        && !lexicon::NOUNS.contains(name)
        && !lexicon::LABEL_ENDINGS.end(name)
}

/// Whether a name without titles is a full one: two or more parts in Latin letters, a transliteration with a middle dot, two
/// to four Han characters that begin with a Chinese surname.
pub(crate) fn is_full(name: &str) -> bool {
    if !name.contains(is_han) {
        return name.contains(' ') && name_shape::shape(name) == Shape::Person && !is_of_wife(name);
    }
    let length = name.chars().count();
    let begins_with_surname = name.chars().next().is_some_and(|first| lexicon::SURNAMES.contains(first))
        || is_surnamed(name)
        || lexicon::COMPOUND_SURNAMES.start(name);
    let is_plain = name.chars().all(is_han) && !lexicon::COMPOUND_SURNAMES.contains(name);
    (name_shape::shape(name) == Shape::Person || is_surnamed(name))
        && (name.contains(MIDDLE_DOTS) || is_plain && (2..=4).contains(&length) && begins_with_surname)
}

/// Whether a Latin name is a surname behind a title that may be her husband's: `Mrs. Bell`.
fn is_of_wife(name: &str) -> bool {
    let Some((title, surname)) = name.split_once(' ') else { return false };
    !surname.contains(' ') && lower(title.trim_end_matches('.')) == TITLE_OF_WIVES
}

/// Whether words of two or three characters call somebody by their surname: 李哥, 周大爷, 刘某.
pub(crate) fn is_called(name: &str, is_given: bool) -> bool {
    const ALWAYS: [char; 20] = [
        '哥', '姐', '爷', '叔', '婶', '嫂', '妈', '爸', '姨', '伯', '总', '董', '某', '姑', '舅', '嬷', '局',
        '处', '厅', '队',
    ];
    // These end names too.
    const OFTEN: [char; 4] = ['导', '工', '博', '老'];
    name.ends_with(ALWAYS) || name.chars().count() == 2 && !is_given && name.ends_with(OFTEN)
}

/// How many parts a full name has: words, what stands between dots, or characters.
pub(crate) fn parts(name: &str) -> usize {
    match name.split(|c: char| c == ' ' || MIDDLE_DOTS.contains(&c)).count() {
        1 => name.chars().count(),
        several => several,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_roles_are_no_part_of_a_name() {
        for (words, expected) in [
            ("基金合伙人 林远", "林远"),
            ("主持人Zhou", "Zhou"),
            ("某大学教授林远", "林远"),
            ("林远教授", "林远"),
            ("王总", "王"),
            ("李医生", "李"),
            ("Zhou老师", "Zhou"),
            ("Harbor CEO Bill Marsh", "Bill Marsh"),
            ("Dr. Li Ming", "Li Ming"),
            ("Mrs. Anna Bell", "Anna Bell"),
            ("Ms. Bell", "Bell"),
            ("Mrs. Bell", "Mrs. Bell"),
            ("Dr.王", "王"),
            ("王 Sir", "王"),
            ("林远", "林远"),
            ("李行长", "李"),
            ("林远董事长", "林远"),
            ("林远爵士", "林远"),
            ("时政记者", "时政记者"),
            ("老吴", "老吴"),
            ("陈师曾", "陈师曾"),
            ("Bill Marsh", "Bill Marsh"),
            ("主持人", "主持人"),
        ] {
            assert_eq!(bare(words), expected, "{words}");
        }
    }

    #[test]
    fn bodies_are_nobody() {
        for name in ["晨港播客", "Harbor Podcast", "某某出版社"] {
            assert!(is_of_body(name), "{name}");
        }
        for name in ["林远", "Bill Marsh", "李学院"] {
            assert!(!is_of_body(name), "{name}");
        }
    }

    #[test]
    fn stated_names_may_be_everyday_words() {
        for name in ["夏天", "文静", "平安", "万一", "尚可", "区健", "林远"] {
            assert!(may_be_stated(name), "{name}");
        }
        assert!(has_census_surname("区健") && has_census_surname("易水寒"));
        assert!(!has_census_surname("门口") && !has_census_surname("原材料"));
        for words in ["主持人", "我们", "早上好", "教授", "林", "Bill"] {
            assert!(!may_be_stated(words), "{words}");
        }
    }

    #[test]
    fn full_names_have_a_surname_or_several_parts() {
        for name in ["林远", "欧阳修远", "Bill Marsh", "杰夫·迪恩"] {
            assert!(is_full(name), "{name}");
        }
        for name in ["Bill", "鸦哥", "王", "kevin", "主持人", "Mrs. Bell"] {
            assert!(!is_full(name), "{name}");
        }
    }
}
