//! Whether a name is a short form of another.

use crate::language::name_shape::{self, Shape, is_han};
use crate::language::surname::in_pinyin;
use crate::language::{bare_name, lexicon, skeleton};
use crate::text;

/// What stays the same of a name however it is written.
pub(crate) fn folded(name: &str) -> String {
    let is_kept = |character: &char| character.is_alphanumeric();
    let folded = name.chars().filter(is_kept).flat_map(char::to_lowercase);
    folded.map(text::without_accent).map(text::simplified).collect()
}

/// Whether a name is a short form of another: `Anna` of `Anna Bell`, 小舟 and 周 of 周小舟, 弗里德曼 of 莱克斯·弗里德曼.
pub(crate) fn is_part(short: &str, full: &str) -> bool {
    // A note in simplified characters may keep a name as its bearer writes it: 雷總 of 雷军.
    let is_traditional = |name: &str| name.chars().any(|c| text::simplified(c) != c);
    if is_traditional(short) || is_traditional(full) {
        let plain = |name: &str| -> String { name.chars().map(text::simplified).collect() };
        return is_part(&plain(short), &plain(full));
    }
    if is_of_japanese(short, full) {
        return true;
    }
    if short == full || !bare_name::is_full(full) {
        return is_japanese_surname(short, full);
    }
    let is_whole = bare_name::is_full(short);
    if !full.contains(is_han) {
        // `van der Berg` of `Anne van der Berg`
        let is_surname = || {
            let (short, full): (Vec<_>, Vec<_>) = (short.split(' ').collect(), full.split(' ').collect());
            let behind = full.len().saturating_sub(short.len());
            let mut pairs = short.iter().zip(&full[behind..]);
            short.len() > 1 && behind > 0 && pairs.all(|(one, other)| folded(one) == folded(other))
        };
        let is_word = |word: &str| {
            word.eq_ignore_ascii_case(short)
                || !short.is_ascii() && folded(word) == folded(short)
                || !word.is_ascii() && folded(word) == folded(short)
        };
        return !is_whole && full.split(' ').any(is_word) || is_surname();
    }
    if full.contains('·') {
        let is_surname =
            || short.contains('·') && full.strip_suffix(short).is_some_and(|given| given.ends_with('·'));
        return full.split('·').any(|part| part == short) || is_surname();
    }
    let surname =
        lexicon::COMPOUND_SURNAMES.after_start(full).next().map_or(3, |given| full.len() - given.len());
    let Some((surname, given)) = full.split_at_checked(surname) else { return false };
    // 乐老师 of 乐正川, though 乐正 is a surname too
    let first = &full[..full.chars().next().map_or(0, char::len_utf8)];
    let is_called =
        |surname: &str| short.strip_prefix(surname).is_some_and(|rest| is_calling(rest.trim_start()));
    if is_called(surname) || surname != first && is_called(first) {
        return true;
    }
    let core = short.strip_prefix(['老', '小', '阿']).unwrap_or(short);
    let is_nickname = core.len() < short.len() && (core == surname || given.ends_with(core))
        || short.strip_prefix('大').is_some_and(|core| core == surname);
    // 小舟总 of 周小舟
    let is_called_by_given = |title: &str| {
        matches!(title, "总" | "董" | "导" | "哥" | "姐" | "叔" | "兄") && given.chars().count() >= 2
    };
    if short.strip_prefix(given).is_some_and(is_called_by_given) {
        return true;
    }
    // A given name may look like a whole one: 文竹 of 诸葛文竹.
    short == given && given.chars().count() >= 2 || !is_whole && (short == surname || is_nickname)
}

/// Whether a name in Latin letters is another form of a full one that leaves out more than a part of it: `SBF` and `S. Bankman-Fried`
/// of `Sam Bankman-Fried`, `Melinda Gates` of `Melinda French Gates`, `Geoff` and `Geoff Hinton` of `Geoffrey E. Hinton`; or what
/// a part of it is in the other script.
pub(crate) fn is_form(short: &str, full: &str) -> bool {
    let is_between = |c: char| matches!(c, ' ' | '-' | '.');
    let parts = |name: &str| -> Vec<String> {
        name.split(is_between).map(folded).filter(|part| !part.is_empty()).collect()
    };
    if short.contains(is_han) || full.contains(is_han) || short == full || !bare_name::is_full(full) {
        return short != full && (is_rendering_of_part(short, full) || is_read_so(short, full));
    }
    let (short_parts, full) = (parts(short), parts(full));
    let (Some((last, before)), Some((full_last, full_before))) =
        (short_parts.split_last(), full.split_last())
    else {
        return false;
    };
    let Some((first, middle)) = before.split_first() else {
        // Two letters are too many people's.
        let initials = || full.iter().filter_map(|part| part.chars().next());
        let is_of_initials = || name_shape::is_acronym(short) && last.chars().eq(initials());
        let is_given = || short.starts_with(char::is_uppercase) && is_shortened(last, &full[0]);
        return is_of_initials() || is_given();
    };
    let Some((full_first, full_middle)) = full_before.split_first() else { return false };
    let mut rest = full_middle.iter();
    last == full_last
        && (first == full_first || is_initial(first, full_first) || is_shortened(first, full_first))
        && middle.iter().all(|one| rest.any(|part| part == one || is_initial(one, part)))
}

fn is_initial(short: &str, name: &str) -> bool {
    short.chars().count() == 1 && name.starts_with(short)
}

/// Whether a given name is the beginning of another, which is no woman's of the same root: Geoff of Geoffrey, not Dan of Daniela.
fn is_shortened(short: &str, name: &str) -> bool {
    const FEWEST: usize = 3;
    let rest = name.strip_prefix(short).map_or(0, |rest| rest.chars().count());
    short.chars().count() >= FEWEST && rest >= 2 && !name.ends_with(['a', 'e'])
}

/// Whether a name in Latin letters has initials alone for given names, so that it may be another's elsewhere: `S. Bankman-Fried`.
pub(crate) fn has_initials_alone(name: &str) -> bool {
    let is_between = |c: char| matches!(c, ' ' | '.');
    let mut parts = name.split(is_between).filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    name.is_ascii() && first.len() == 1 && parts.next().is_some()
}

/// Whether a name in Latin letters is how one in characters is read, be its surname first or last: `Xiaoming Wang` of 王小明.
fn is_read_so(latin: &str, han: &str) -> bool {
    let letters = latin.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase());
    latin.is_ascii() && latin.contains(' ') && in_pinyin(han).contains(&letters.collect())
}

/// Whether a short name is in the other script what a part of a full one is: 斯威舍 of `Kara Swisher`, `Swisher` of 卡拉·斯威舍.
fn is_rendering_of_part(short: &str, full: &str) -> bool {
    let is_foreign = |name: &str| name.chars().all(|c| lexicon::TRANSLITERATION.contains(c));
    let (is_one_word, is_whole) = (!short.contains(' '), || bare_name::is_full(full));
    match (short.contains(is_han), full.contains(is_han)) {
        (true, false) => {
            is_foreign(short)
                && !lexicon::GIVEN_NAMES.contains(short)
                && is_whole()
                && full.split(' ').any(|part| skeleton::renders_surely(short, &folded(part)))
        }
        (false, true) => {
            is_one_word
                && is_whole()
                && full.split(text::marks::MIDDLE_DOTS).any(|part| {
                    part.len() < full.len()
                        && is_foreign(part)
                        && skeleton::renders_surely(part, &folded(short))
                })
        }
        _ => false,
    }
}

/// Whether two whole names are two people's, whatever else they share: two Chinese ones, or two in Latin letters of which
/// neither is a part of the other, nor its initials.
pub(crate) fn are_two(one: &str, other: &str) -> bool {
    if one.contains(is_han) != other.contains(is_han) || folded(one) == folded(other) {
        return false;
    }
    if !bare_name::is_full(one) || !bare_name::is_full(other) || is_part(one, other) || is_part(other, one) {
        return false;
    }
    if one.contains(is_han) {
        // Two renderings of one foreign name may differ in most of it.
        let parts = |name: &str| -> Vec<String> {
            name.split(|c| c == '-' || text::marks::MIDDLE_DOTS.contains(&c)).map(folded).collect()
        };
        let (one, other) = (parts(one), parts(other));
        let is_foreign = |parts: &[String]| {
            parts.len() > 1 || parts[0].chars().all(|c| lexicon::TRANSLITERATION.contains(c))
        };
        return !is_foreign(&one) || !is_foreign(&other);
    }
    let ends = |name: &str| {
        let last = name.rsplit(' ').next().map(folded);
        (folded(name).chars().next(), last)
    };
    ends(one) != ends(other)
}

/// Whether a name is the surname or the given name of a Japanese one: 安藤 and 由美 of 安藤由美.
fn is_of_japanese(short: &str, full: &str) -> bool {
    (3..=5).contains(&full.chars().count())
        && full.chars().all(is_han)
        && lexicon::JAPANESE_SURNAMES.after_start(full).any(|given| {
            let is_given = short == given && given.chars().count() > 1;
            is_given || full.strip_suffix(given) == Some(short)
        })
}

/// Whether a name that may look like a whole Chinese one begins a name of four characters, 田中 of 田中健二, or one character a name
/// that is no Chinese one, 森 of 森由希.
fn is_japanese_surname(short: &str, full: &str) -> bool {
    let is_name = |name: &str| name.chars().all(is_han) && bare_name::bare(name) == name;
    let lengths = (short.chars().count(), full.chars().count());
    let is_short = matches!(lengths, (2, 4) | (1, 3 | 4)) && full.starts_with(short);
    is_short && is_name(full) && name_shape::shape(full) == Shape::Open && !name_shape::is_weak_role(full)
}

/// Whether words behind a surname call somebody rather than name them: 林博, 林core.
fn is_calling(words: &str) -> bool {
    const SHORT_TITLES: [&str; 15] =
        ["博", "总", "工", "哥", "姐", "委员", "董", "导", "叔", "局", "处", "厅", "队", "校", "院"];
    let is_nickname = (2..=8).contains(&words.len()) && words.chars().all(|c| c.is_ascii_alphabetic());
    is_nickname || SHORT_TITLES.contains(&words) || lexicon::TITLES.contains(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_parts_of_full_names() {
        for (short, full) in [
            ("Anna", "Anna Bell"),
            ("bell", "Anna Bell"),
            ("小舟", "周小舟"),
            ("周", "周小舟"),
            ("周博", "周小舟"),
            ("周教授", "周小舟"),
            ("周core", "周小舟"),
            ("周队", "周小舟"),
            ("小舟总", "周小舟"),
            ("周行长", "周小舟"),
            ("老周", "周小舟"),
            ("大周", "周小舟"),
            ("小舟", "欧阳小舟"),
            ("欧阳老师", "欧阳小舟"),
            ("乐老师", "乐正川"),
            ("文竹", "诸葛文竹"),
            ("弗里德曼", "莱克斯·弗里德曼"),
            ("van der Berg", "Anne van der Berg"),
            ("凡·德·贝格", "安妮·凡·德·贝格"),
            ("安藤", "安藤健"),
            ("由美", "佐藤由美"),
            ("森", "森由希"),
        ] {
            assert!(is_part(short, full), "{short} {full}");
        }
        for (short, full) in [
            ("SBF", "Sam Bankman-Fried"),
            ("S. Bankman-Fried", "Sam Bankman-Fried"),
            ("Ada Bell", "Ada Maria Bell"),
            ("Ada M. Bell", "Ada Maria Bell"),
            ("Geoff Reed", "Geoffrey E. Reed"),
            ("Geoff", "Geoffrey E. Reed"),
            ("Xiaoming Wang", "王小明"),
            ("Wang Xiaoming", "王小明"),
        ] {
            assert!(is_form(short, full) && !is_form(full, short), "{short} {full}");
        }
        for (short, full) in [
            ("AB", "Ada Bell"),
            ("Sbf", "Sam Bankman-Fried"),
            ("Dan Reed", "Daniela Reed"),
            ("Paul Reed", "Paula Reed"),
            ("Ada R. Bell", "Ada Maria Bell"),
            ("Ada Bell", "Ada Bell-Marsh"),
            ("T. Bell", "Ada Bell"),
        ] {
            assert!(!is_form(short, full), "{short} {full}");
        }
        for (short, full) in [
            ("Ann", "Anna Bell"),
            ("王", "周小舟"),
            ("周舟", "周小舟"),
            ("Anna", "Anna"),
            ("舟", "周小舟"),
            ("大舟", "周小舟"),
            ("安藤", "安藤"),
            ("健", "安藤健"),
            ("安健", "安藤健"),
        ] {
            assert!(!is_part(short, full), "{short} {full}");
        }
    }

    #[test]
    fn a_surname_renders_a_part_of_a_full_name() {
        for (short, full) in [
            ("斯威舍", "Kara Swisher"),
            ("奥布莱恩", "Conor O'Brien"),
            ("格斯特纳", "Brad Gerstner"),
            ("Gerstner", "布拉德·格斯特纳"),
        ] {
            assert!(is_form(short, full), "{short} {full}");
        }
        for (short, full) in [
            ("斯威舍", "Anna Switzer"),
            ("库克", "Tim Cook"),
            ("罗伯特", "Anna Robertson"),
            ("Gerstner", "布拉德·格里斯"),
            ("林海潮", "Linda Chou"),
            ("Xiaoming Zhang", "王小明"),
            ("Xiaoming", "王小明"),
        ] {
            assert!(!is_form(short, full), "{short} {full}");
        }
    }
}
