//! A name: what is the same in it however it is written, and how much two names are alike.

use crate::language::lexicon;
use crate::language::name_shape::is_han;
use crate::language::surname::in_pinyin;
use crate::text::marks::MIDDLE_DOTS;
use crate::text::{fold_text, readings, syllables, without_accent};

/// What stays the same of a name however it is written: its letters and digits, folded. Middle dots, spaces, hyphens, case,
/// width, accents and traditional characters make no difference.
pub fn name_key(name: &str) -> String {
    fold_text(name).chars().filter(|character| character.is_alphanumeric()).map(without_accent).collect()
}

/// Whether a Chinese name may be a rendering of a foreign one, all of whose characters are used for that: 安德森.
pub(super) fn may_be_transliterated(name: &str) -> bool {
    name.chars().count() >= 3 && name.chars().all(|character| lexicon::TRANSLITERATION.contains(character))
}

/// How a full name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Script {
    /// As a Chinese name is: 黄仁勋, 马斯克.
    Chinese,
    /// In Latin letters.
    Latin,
    /// A transliteration: 德米斯·哈萨比斯.
    Transliterated,
}

impl Script {
    pub(super) fn of(name: &str) -> Script {
        if !name.contains(is_han) {
            return Script::Latin;
        }
        if name.contains(MIDDLE_DOTS) || name.chars().count() > 4 {
            return Script::Transliterated;
        }
        Script::Chinese
    }
}

/// The parts of a full name, folded: given and family names.
pub fn parts(name: &str) -> Vec<String> {
    let is_joint =
        |c: char| c.is_whitespace() || MIDDLE_DOTS.contains(&c) || matches!(c, '-' | '‐' | '–' | '.');
    name.split(is_joint).map(name_key).filter(|part| !part.is_empty()).collect()
}

/// Whether two Chinese names of the same length sound alike.
pub(super) fn sound_alike(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let alike = |(one, other): (&char, &char)| {
        one == other || readings(*one).iter().any(|reading| readings(*other).contains(reading))
    };
    one.len() == other.len() && one.iter().zip(&other).all(alike)
}

/// Whether two long names are one but for a slip of the pen: all parts but one are the same, and that one differs by a letter
/// doubled, left out or put in within it, by two letters swapped, or by letters that sound the same; of a transliteration, by
/// one character or by characters that sound the same.
///
/// So are the same parts in the other order, where a hyphen tells which of them is the given name: Park Min-seo, Minseo Park.
///
/// What distinguishes names is none: the first letter of a part, the last one (Daniel, Daniela), another vowel (Marta, Marte),
/// another syllable of pinyin (Xiaoming, Xiaomeng), a character of a given name that sounds otherwise (安德烈, 安德鲁) or that
/// women's names have (丹尼尔, 丹妮尔).
pub(super) fn is_slip(one: &str, other: &str) -> bool {
    if is_turned(one, other) {
        return true;
    }
    let (one, other) = (parts(one), parts(other));
    if one.len() != other.len() || one.len() < 2 {
        return false;
    }
    let mut differing = one.iter().zip(&other).enumerate().filter(|(_, (one, other))| one != other);
    let (Some((place, (one_part, other_part))), None) = (differing.next(), differing.next()) else {
        return false;
    };
    let whole: usize = one.iter().map(|part| part.chars().count()).sum();
    if one_part.contains(is_han) || other_part.contains(is_han) {
        return whole >= FEWEST_HAN && is_slip_of_han(one_part, other_part, place == 0);
    }
    whole >= FEWEST_LETTERS && is_slip_of_latin(one_part, other_part)
}

/// What a long name in Latin letters has in common with another form of it: its first and last part where an initial stands
/// between them or nothing does; of pinyin with a given name of several syllables, the letters, the surname first.
pub(super) fn common_form(name: &str) -> Option<String> {
    let parts = parts(name);
    let form = match &parts[..] {
        [one, other] => match (syllables_of(one), syllables_of(other)) {
            (0, _) | (_, 0) => format!("{one} {other}"),
            (1, 2..) => format!("{one}{other}"),
            (2.., 1) => format!("{other}{one}"),
            _ if is_compound_surname(one) => format!("{one}{other}"),
            _ if is_compound_surname(other) => format!("{other}{one}"),
            _ => return None,
        },
        [one, _, other] if middle(name).is_some() => format!("{one} {other}"),
        _ => return None,
    };
    (form.len() >= FEWEST_LETTERS).then_some(form)
}

/// The fewest syllables of pinyin that some letters are, 0 where they are none.
fn syllables_of(letters: &str) -> usize {
    syllables(letters).first().map_or(0, Vec::len)
}

/// Whether letters are how a surname of two characters is read: ouyang.
fn is_compound_surname(letters: &str) -> bool {
    let is_read = |surname: &str| in_pinyin(surname).iter().any(|read| read == letters);
    lexicon::COMPOUND_SURNAMES.iter().any(is_read)
}

/// The initial of a middle name: J of Thomas J. Bell.
pub(super) fn middle(name: &str) -> Option<String> {
    let parts = parts(name);
    let [first, middle, _] = &parts[..] else { return None };
    (middle.chars().count() == 1 && first.chars().count() > 1).then(|| middle.clone())
}

/// Whether of two names in Latin letters one is the other turned around, where one word of it has a hyphen.
pub(super) fn is_turned(one: &str, other: &str) -> bool {
    is_other_turned(one, other) || is_other_turned(other, one)
}

fn is_other_turned(one: &str, other: &str) -> bool {
    let [first, second] = one.split(' ').collect::<Vec<_>>()[..] else { return false };
    let is_long = first.len() + second.len() >= FEWEST_LETTERS;
    let has_hyphen = first.contains('-') != second.contains('-');
    is_long && has_hyphen && one.is_ascii() && name_key(other) == name_key(&format!("{second} {first}"))
}

/// Characters with which Chinese renders women's names.
const OF_WOMEN: &str = "妮娜塔丽莉娅莎玛黛琳薇蒂姬茜";

/// The shortest long name in Latin letters.
const FEWEST_LETTERS: usize = 7;
/// The shortest long transliteration, in characters.
const FEWEST_HAN: usize = 5;

fn is_slip_of_han(one: &str, other: &str, is_given: bool) -> bool {
    let is_womans = |name: &str| name.contains(|character| OF_WOMEN.contains(character));
    if is_given && is_womans(one) != is_womans(other) {
        return false;
    }
    if sound_alike(one, other) || is_given {
        return sound_alike(one, other);
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let differing = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    one.len() == other.len() && one.len() >= 3 && differing == 1 && one[0] == other[0]
}

fn is_slip_of_latin(one: &str, other: &str) -> bool {
    if !syllables(one).is_empty() && !syllables(other).is_empty() {
        return false;
    }
    let are_two_names =
        lexicon::LATIN_GIVEN_NAMES.contains(one) && lexicon::LATIN_GIVEN_NAMES.contains(other);
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < 4 || short[0] != long[0] {
        return false;
    }
    let start = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    // Of a long name one vowel says little: Jonathan, Jonathon.
    let is_long = short.len() >= 7 && !are_two_names;
    match long.len() - short.len() {
        // A letter more within the part, or one doubled at its end.
        1 => {
            let is_only = start + end >= short.len();
            let is_doubled = start > 0 && long.get(start - 1) == long.get(start);
            is_only && (is_doubled || end > 0 && !is_vowel(long[start]))
        }
        0 => {
            let (one, other) = (&short[start..short.len() - end], &long[start..long.len() - end]);
            match (one, other) {
                ([a], [b]) => same_sound(*a, *b) || is_long && end > 0 && is_vowel(*a) && is_vowel(*b),
                ([a, b], [c, d]) => a == d && b == c && !are_two_names,
                _ => false,
            }
        }
        _ => false,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Letters that are written for each other in one name: Erik and Eric, Kathryn and Kathrin.
fn same_sound(one: char, other: char) -> bool {
    const PAIRS: [(char, char); 5] = [('c', 'k'), ('i', 'y'), ('s', 'z'), ('v', 'w'), ('f', 'v')];
    PAIRS.contains(&(one, other)) || PAIRS.contains(&(other, one))
}

/// Whether the Latin name is that of one who bears this Chinese surname, as pinyin has it: Jensen Huang and 黄仁勋.
pub(super) fn has_surname_of(latin: &str, chinese: &str) -> bool {
    let compound = lexicon::COMPOUND_SURNAMES.start(chinese);
    let length = if compound { 2 } else { 1 };
    let readings_of: Vec<Vec<&str>> = chinese.chars().take(length).map(readings).collect();
    let is_read_so = |part: &String| match &readings_of[..] {
        [one] => one.contains(&part.as_str()),
        [one, two] => one.iter().any(|one| part.strip_prefix(one).is_some_and(|rest| two.contains(&rest))),
        _ => false,
    };
    parts(latin).iter().any(is_read_so)
}

/// Whether a Latin name is no more than how a Chinese one is read, surname first or last: Lin Wei for 林薇, which others bear
/// with other characters.
pub(super) fn is_pinyin_of(latin: &str, chinese: &str) -> bool {
    fn is_read(letters: &str, characters: &[char]) -> bool {
        let Some((first, rest)) = characters.split_first() else { return letters.is_empty() };
        readings(*first)
            .iter()
            .any(|reading| letters.strip_prefix(reading).is_some_and(|letters| is_read(letters, rest)))
    }
    let letters = name_key(latin);
    let characters: Vec<char> = chinese.chars().collect();
    (0..characters.len().min(3)).any(|surname| {
        let turned = [&characters[surname..], &characters[..surname]].concat();
        is_read(&letters, &turned)
    })
}

/// How a Chinese name may be written in pinyin, its surname first or last: all readings of its characters, within reason.
pub fn pinyin_keys(name: &str) -> Vec<String> {
    in_pinyin(name)
}

/// Whether a Chinese name, or a part of it from a syllable on, is read as these letters, or begins so.
pub fn is_begun_in_pinyin(letters: &str, name: &str) -> bool {
    fn begins(letters: &str, characters: &[char]) -> bool {
        let Some((first, rest)) = characters.split_first() else { return letters.is_empty() };
        letters.is_empty()
            || readings(*first).iter().any(|reading| {
                reading.starts_with(letters)
                    || letters.strip_prefix(reading).is_some_and(|letters| begins(letters, rest))
            })
    }
    /// Fewer letters begin too many names.
    const FEWEST: usize = 3;
    let characters: Vec<char> = name.chars().filter(|character| is_han(*character)).collect();
    letters.len() >= FEWEST
        && letters.bytes().all(|byte| byte.is_ascii_lowercase())
        && !characters.is_empty()
        && begins(letters, &characters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_a_long_name_is_the_same_name() {
        for (one, other) in [
            ("Gary Tan Meier", "Garry Tan Meier"),
            ("Garry Tan", "Gary Tan"),
            ("Emma Thompson", "Emma Thomson"),
            ("Erik Lindholm", "Eric Lindholm"),
            ("Jonathan Pierce", "Jonathon Pierce"),
            ("Marcus Hellman", "Marcus Helman"),
            ("Marcus Hellman", "Marcus Hellmann"),
            ("Marcus Hellman", "Macrus Hellman"),
            ("Park Min-seo", "Minseo Park"),
            ("Park Min-seo", "Min Seo Park"),
            ("戴维斯·哈萨比斯", "戴维思·哈萨比斯"),
            ("德米斯·哈萨比斯", "德米斯·哈萨比思"),
            ("诺姆·布朗宁", "诺姆·布郎宁"),
            ("玛丽亚·伊万诺娃", "玛丽娅·伊万诺娃"),
        ] {
            assert!(is_slip(one, other) && is_slip(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("Dan Lee", "Don Lee"),
            ("Daniel Ross", "Daniela Ross"),
            ("Marta Ruiz", "Maria Ruiz"),
            ("Anna Bell", "Anna Ball"),
            ("Mariella Stone", "Marielle Stone"),
            ("Alan Reed", "Alan Reid"),
            ("Jan Meyer", "Ian Meyer"),
            ("Alan James", "James Alan"),
            ("Sam Hall", "Sam Small"),
            ("Emma Thompson", "Emma Thompson"),
            ("Emma Thompson", "Erma Thomson"),
            ("约翰·布朗", "约翰·布莱"),
            ("达里奥·阿莫迪", "丹妮拉·阿莫迪"),
            ("安德烈·伊万诺夫", "安德鲁·伊万诺夫"),
            ("罗伯特·芬威克", "罗伯塔·芬威克"),
            ("丹尼尔·佩特森", "丹妮尔·佩特森"),
            ("Zhang Xiaoming", "Zhang Xiaomeng"),
            ("Chen Xiaofang", "Chen Xiaofeng"),
            ("Francis Coleman", "Frances Coleman"),
            ("Christian Holm", "Christina Holm"),
        ] {
            assert!(!is_slip(one, other) && !is_slip(other, one), "{one} {other}");
        }
    }

    #[test]
    fn forms_of_a_long_name_have_something_in_common() {
        for (one, other) in [
            ("Thomas J. Bellfield", "Thomas Bellfield"),
            ("Qiming Zhou", "Zhou Qiming"),
            ("Chengze Ouyang", "Ouyang Chengze"),
        ] {
            assert!(common_form(one).is_some() && common_form(one) == common_form(other), "{one} {other}");
        }
        for (one, other) in [
            ("Wei Zhang", "Zhang Wei"),
            ("Alan James", "James Alan"),
            ("Thomas Bellfield", "Thomas Joseph Bellfield"),
            ("Thomas J. Bellfield", "Thomas Bellman"),
        ] {
            assert!(common_form(one).is_none() || common_form(one) != common_form(other), "{one} {other}");
        }
        assert_eq!(middle("Thomas J. Bellfield").as_deref(), Some("j"));
        assert_eq!(middle("Thomas Bellfield"), None);
    }

    #[test]
    fn surnames_are_known_by_their_pinyin() {
        for (latin, chinese) in
            [("Jensen Huang", "黄仁勋"), ("Fei-Fei Li", "李飞飞"), ("Ouyang Lan", "欧阳岚")]
        {
            assert!(has_surname_of(latin, chinese), "{latin} {chinese}");
        }
        assert!(!has_surname_of("Elon Musk", "马斯克"));
    }

    #[test]
    fn pinyin_is_known_in_both_orders() {
        for latin in ["Lin Wei", "Wei Lin", "LIN WEI"] {
            assert!(is_pinyin_of(latin, "林薇"), "{latin}");
        }
        assert!(!is_pinyin_of("Jensen Huang", "黄仁勋"));
    }

    #[test]
    fn names_are_read_in_both_orders() {
        let keys = pinyin_keys("何小鹏");
        assert!(
            keys.contains(&"hexiaopeng".to_owned()) && keys.contains(&"xiaopenghe".to_owned()),
            "{keys:?}"
        );
        assert!(pinyin_keys("德米斯·哈萨比斯").is_empty());
    }

    #[test]
    fn accents_make_no_other_name() {
        assert_eq!(name_key("Étienne Vásquez"), name_key("Etienne Vasquez"));
    }

    #[test]
    fn keys_keep_what_is_read() {
        assert_eq!(name_key("Fei-Fei Li"), name_key("feifei  LI"));
        assert_eq!(name_key("德米斯·哈萨比斯"), name_key("德米斯•哈薩比斯"));
    }
}
