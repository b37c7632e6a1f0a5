//! Whether what a note calls somebody is a full name, as design/records.md has it, and which part of it that is.

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::skeleton::may_render;
use crate::language::surname::has_surname_of;
use crate::language::{bare_name, lexicon};
use crate::parse::attribution::{has_initials_alone, is_form, is_part};
use crate::text::{self, marks};

pub(super) use crate::text::marks::MIDDLE_DOTS as DOTS;

/// A name without titles, roles and brackets around it.
pub(super) fn core(text: &str) -> &str {
    let text = text.trim().trim_start_matches('@');
    let end = text.find(marks::opens_brackets).filter(|at| *at > 0).unwrap_or(text.len());
    let outside = text[..end].trim().trim_matches(marks::is_quotation).trim();
    bare_name::bare(outside)
}

/// The names on both sides of a bar or a slash: `黄仁勋 | Jensen Huang`, `黄仁勋/Jensen Huang`.
pub(super) fn sides(text: &str) -> Option<(&str, &str)> {
    let (one, other) = text.split_once(['|', '｜', '/', '／'])?;
    let (one, other) = (core(one), core(other));
    let is_pair = one.contains(is_han) != other.contains(is_han) && !other.contains(['|', '｜', '/', '／']);
    (is_pair && !one.is_empty() && !other.is_empty()).then_some((one, other))
}

/// What a note says of a name beside its look.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Vouched {
    /// A list of those who take part has it, or the note says that it is a pen name.
    pub(super) is_given: bool,
    /// The note tells that it is somebody's who has words, though it is a word as well.
    pub(super) is_stated: bool,
}

/// The full name in what a note calls somebody. `names`: all their names.
pub(super) fn full_name<'n>(text: &'n str, names: &[&str], vouched: Vouched) -> Option<&'n str> {
    let Vouched { is_given, is_stated } = vouched;
    if let Some((one, other)) = sides(text) {
        return [one, other].into_iter().find_map(|side| full_name(side, names, vouched));
    }
    let name = core(text);
    if name_shape::is_role(name) || bare_name::is_of_body(name) || is_short_here(name, names) {
        return None;
    }
    // A note in simplified characters may keep a name as its bearer writes it: 黃仁勳.
    let plain: String = name.chars().map(text::simplified).collect();
    let is_full = bare_name::is_full(&plain) && !bare_name::is_called(name, is_given);
    let is_word = is_stated && bare_name::may_be_stated(&plain) && !bare_name::is_called(name, true);
    (is_full || is_word || is_given && is_pen_name(name)).then_some(name)
}

/// Whether a note pairs a name with a longer one of which it is a part or a transliteration, or it is one that many bear.
fn is_short_here(name: &str, names: &[&str]) -> bool {
    // `de la Tour` of `Etienne de la Tour`
    if names.iter().any(|other| is_part(name, core(other))) {
        return true;
    }
    // `S. Bankman-Fried` may be another's in another note.
    if has_initials_alone(name) && names.iter().any(|other| is_form(name, core(other))) {
        return true;
    }
    if !name.contains(is_han) || name.contains(DOTS) {
        return false;
    }
    let is_foreign = is_transliteration(name);
    let is_of = |other: &&str| {
        let other = core(other);
        is_foreign && is_latin_full(other) && !has_surname_of(name, other) && may_render(name, other)
    };
    lexicon::GIVEN_NAMES.contains(name) || names.iter().any(is_of)
}

/// Whether a name that a note gives as somebody's may be one that they have taken: 三咲智子.
fn is_pen_name(name: &str) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=8;
    let is_plain =
        |c: char| is_han(c) && !lexicon::NEVER_IN_NAMES.contains(c) || c == ' ' || ('ぁ'..='ヺ').contains(&c);
    LENGTHS.contains(&name.chars().filter(|c| is_han(*c)).count())
        && name.chars().all(is_plain)
        && !name.starts_with(['老', '小', '阿', '大'])
        && !is_transliteration(name)
        && !bare_name::is_called(name, true)
        && !name_shape::is_weak_role(name)
        && !name_shape::is_titled(name)
        && name_shape::shape(name) != Shape::Role
}

/// Whether all characters of some words render syllables of foreign names.
pub(super) fn is_transliteration(words: &str) -> bool {
    words.chars().all(|character| lexicon::TRANSLITERATION.contains(character))
}

/// Whether words are a full name in Latin letters, and no label, place of work or office.
pub(super) fn is_latin_full(words: &str) -> bool {
    let is_of_work = |word: &str| {
        let word = word.trim_end_matches(['.', ',']).to_lowercase();
        lexicon::LATIN_PLACES_OF_WORK.contains(&word)
            || lexicon::LATIN_OCCUPATIONS.contains(&word)
            || lexicon::LATIN_ROLES.contains(&word)
    };
    !words.contains(is_han) && bare_name::is_full(words) && !words.split(' ').any(is_of_work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_are_told_from_short_ones() {
        for (text, names, expected) in [
            ("李飞飞教授", &["李飞飞教授"][..], Some("李飞飞")),
            ("王总", &["王总"], None),
            ("李哥", &["李哥"], None),
            ("李行长", &["李行长"], None),
            ("陈队", &["陈队"], None),
            ("李将", &["李将"], Some("李将")),
            ("马克", &["马克"], None),
            ("辛顿", &["辛顿", "Geoffrey Hinton"], None),
            ("辛顿教授", &["辛顿教授", "杰弗里·辛顿"], None),
            ("黄仁勋", &["黄仁勋", "Jensen Huang"], Some("黄仁勋")),
            ("李娜", &["李娜", "Na Li"], Some("李娜")),
            ("陳靖", &["陳靖"], Some("陳靖")),
            ("黄仁勋/Jensen Huang", &["黄仁勋/Jensen Huang"], Some("黄仁勋")),
            ("Dan Marsh（某公司）", &["Dan Marsh"], Some("Dan Marsh")),
            ("Dan", &["Dan", "Dan Marsh"], None),
            ("马斯克", &["马斯克"], Some("马斯克")),
            ("主持人", &["主持人"], None),
            ("G. Marlowe", &["Geoffrey Marlowe", "G. Marlowe"], None),
            ("Geoff Marlowe", &["Geoffrey Marlowe", "Geoff Marlowe"], Some("Geoff Marlowe")),
        ] {
            assert_eq!(full_name(text, names, Vouched::default()), expected, "{text}");
        }
    }

    #[test]
    fn everyday_words_are_full_names_where_a_note_states_them() {
        let stated = Vouched { is_given: true, is_stated: true };
        for name in ["夏天", "平安", "丛林"] {
            assert_eq!(full_name(name, &[], stated), Some(name));
        }
        assert_eq!(full_name("平安", &[], Vouched { is_stated: false, ..stated }), None);
        assert_eq!(full_name("文哥", &[], stated), None);
    }

    #[test]
    fn pen_names_are_full_where_a_note_gives_them() {
        let given = Vouched { is_given: true, is_stated: false };
        assert_eq!(full_name("三咲智子", &[], given), Some("三咲智子"));
        assert_eq!(full_name("三咲智子", &[], Vouched::default()), None);
        for short in ["老船长", "佘师傅", "小林子", "奥特曼", "夜航"] {
            assert_eq!(full_name(short, &[], given), None, "{short}");
        }
    }
}
