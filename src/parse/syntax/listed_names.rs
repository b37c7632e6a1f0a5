//! Whether words in a list of people are somebody's name, and whether two are one person's. A list vouches for names that would
//! be none elsewhere: a surname alone, an account, a pen name.

use super::name_segments::is_slug;
use crate::language::name_shape::{self, Shape, is_han};
use crate::language::surname::{may_be_of_one, renders_or_has_surname};
use crate::language::{bare_name, clause, everyday, lexicon};
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

/// A piece of a list without what says that there are others: `林远等`, `林远等人`, `林远等三人`.
pub(super) fn without_others(part: &str) -> &str {
    const COUNTED: [char; 11] = ['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十'];
    let counted = part.strip_suffix(['人', '位']).map_or(part, |part| {
        part.trim_end_matches(|c: char| c.is_ascii_digit() || COUNTED.contains(&c) || c == ' ')
    });
    counted.strip_suffix('等').unwrap_or(part).trim_end()
}

/// The other name that words in brackets say it is: `笔名：三咲智子`, `又名 林大山`.
pub(super) fn named_other(bracket: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 30;
    let bracket = bracket.trim();
    let word = bracket.find(|c: char| c.is_whitespace() || matches!(c, '：' | ':')).unwrap_or(bracket.len());
    let other = match lexicon::OTHER_NAMES.contains(&bracket[..word].to_lowercase()) {
        true => &bracket[word..],
        false => {
            lexicon::OTHER_NAMES.after_start(bracket).last().filter(|other| other.starts_with(is_han))?
        }
    };
    let other =
        other.trim_start_matches([' ', '：', ':', '“', '"', '「']).trim_end_matches(['”', '"', '」']).trim();
    let is_one = !other.contains(['，', ',', '、', '；', ';', '/', '。']) && other.chars().count() <= LONGEST;
    (is_one && !other.is_empty()).then_some(other)
}

/// Whether words in brackets are the full name of whoever bears a short one: `大熊（林远）`.
pub(super) fn is_full_of_nick(nick: &str, bracket: &str) -> bool {
    let full = bare_name::bare(bracket);
    !bare_name::is_full(nick) && full == bracket && bare_name::is_full(full) && !name_shape::is_role(nick)
}

/// Whether a short name is spread over its column: `侯 健`, `欧阳 若`.
pub(super) fn is_spread(name: &str) -> bool {
    let is_compound = |(surname, given): (&str, &str)| {
        lexicon::COMPOUND_SURNAMES.contains(surname)
            && given.chars().count() <= 2
            && given.chars().all(is_han)
    };
    name.contains(' ') && name.split(' ').all(|part| part.chars().count() == 1)
        || name.split_once(' ').is_some_and(is_compound)
}

/// Whether words for what somebody does have the shape of a name: 陶艺家, 石匠; but not 周树人.
pub(super) fn is_occupation(words: &str) -> bool {
    const ENDS: [char; 6] = ['家', '师', '匠', '员', '手', '人'];
    let Some(before) = words.strip_suffix(ENDS) else { return false };
    match before.chars().count() {
        1 => lexicon::WORDS_LIKE_NAMES.contains(words),
        2 => [before, words].iter().any(|word| everyday::is_everyday(word) || lexicon::NOUNS.contains(word)),
        _ => false,
    }
}

/// Whether each of several words that spaces part is a name, and some beyond doubt: `林若安 沙明`.
pub(super) fn are_spaced_names(words: &[&str]) -> bool {
    let is_sure = |word: &&str| name_shape::shape(word) == Shape::Person && bare_name::is_full(word);
    let may_be_one = |word: &&str| bare_name::may_be_listed(word) && !is_occupation(word);
    words.len() > 1 && words.iter().all(may_be_one) && words.iter().any(is_sure)
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
        || is_occupation(name)
        || clause::is_clause(name) && !bare_name::is_surnamed(name) && !is_dotted(name)
    {
        return false;
    }
    match name_shape::shape(name) {
        Shape::Person => true,
        Shape::Role => false,
        _ if is_spread(name) => true,
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
            is_handle && !lexicon::LATIN_LABELS.contains(&name.to_lowercase())
                || is_surname
                || is_pen_name
                || is_spread(name)
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

/// Whether words in brackets beside a Latin name may be its bearer's name in Han characters: 田中由纪, but not 灯具设计.
pub(super) fn may_be_in_characters(words: &str) -> bool {
    let is_matter = |words: &str| {
        lexicon::NOUNS.contains(words)
            || lexicon::LABEL_ENDINGS.contains(words)
            || everyday::is_everyday(words)
    };
    let half = words.char_indices().nth(2).map(|(half, _)| words.split_at(half));
    (2..=4).contains(&words.chars().count())
        && words.chars().all(is_han)
        && !matches!(name_shape::shape(words), Shape::Role | Shape::Label)
        && !name_shape::is_weak_role(words)
        && !is_matter(words)
        && !half.is_some_and(|(first, second)| is_matter(first) || is_matter(second))
}
