//! Whether a transliteration and a Latin name sound alike: 埃隆·马斯克 and Elon Musk.
//!
//! Vowels are rendered in too many ways to say much, so what is compared are the consonants, part by part: those of the
//! Latin letters with the initials and the nasal ends of the pinyin. Each consonant has several renderings (`G` in Geoffrey
//! is a `j`, in Greg a `g`), and some have none (the `r` in Burke, the `h` in John). Two parts are alike only if all
//! consonants of both find a partner in order, and either both begin with a vowel or none does.

use crate::text::{readings, without_accent};

/// The fewest consonants by which two whole names are alike; fewer are so by chance.
const FEWEST: usize = 4;

/// A consonant, of whichever side.
struct Sound {
    /// The initials in pinyin that stand for it, each one letter: see [`initial`].
    renderings: &'static str,
    /// Whether it may have no partner.
    may_be_silent: bool,
}

/// How a name sounds, worked out once for many comparisons.
pub(crate) struct Skeleton(Vec<Part>);

struct Part {
    sounds: Vec<Sound>,
    begins_with_vowel: bool,
}

impl Skeleton {
    /// `parts`: those of the name, folded.
    pub(crate) fn of_transliteration(parts: &[String]) -> Skeleton {
        Skeleton(parts.iter().map(|part| Part::of_transliteration(part)).collect())
    }

    /// `parts`: those of the name, folded.
    pub(crate) fn of_latin(parts: &[String]) -> Skeleton {
        Skeleton(parts.iter().map(|part| Part::of_latin(part)).collect())
    }

    /// Whether a transliteration and a Latin name with as many parts sound alike part by part.
    pub(crate) fn is_like(&self, latin: &Skeleton) -> bool {
        if self.0.len() != latin.0.len() || self.0.len() < 2 {
            return false;
        }
        let mut sounds = 0;
        for (chinese, latin) in self.0.iter().zip(&latin.0) {
            if chinese.begins_with_vowel != latin.begins_with_vowel {
                return false;
            }
            match alike(&chinese.sounds, &latin.sounds) {
                None | Some(0) => return false,
                Some(alike) => sounds += alike,
            }
        }
        sounds >= FEWEST
    }
}

impl Part {
    fn of_transliteration(part: &str) -> Part {
        Part { sounds: initials(part), begins_with_vowel: begins_with_vowel_in_pinyin(part) }
    }

    fn of_latin(part: &str) -> Part {
        Part { sounds: consonants(part), begins_with_vowel: begins_with_vowel(part) }
    }
}

/// Whether a transliteration may render a part of a Latin name, as far as its beginning tells: 盖茨 may be Gates, and 安克
/// nobody called Tom Becker.
pub(crate) fn may_render(transliteration: &str, latin: &str) -> bool {
    let chinese = Part::of_transliteration(transliteration);
    let begins_alike = |part: &str| {
        let folded: String = part.chars().flat_map(char::to_lowercase).map(without_accent).collect();
        let latin = Part::of_latin(&folded);
        if chinese.begins_with_vowel || latin.begins_with_vowel {
            return chinese.begins_with_vowel == latin.begins_with_vowel;
        }
        let shares =
            |one: &Sound, other: &Sound| one.renderings.chars().any(|it| other.renderings.contains(it));
        chinese.sounds.first().zip(latin.sounds.first()).is_some_and(|(one, other)| shares(one, other))
    };
    latin.split([' ', '-', '.']).filter(|part| !part.is_empty()).any(begins_alike)
}

/// Whether a transliteration of one part renders a part of a Latin name: 托瓦兹 Torvalds, and 李 anything.
pub(crate) fn renders(transliteration: &str, latin: &str) -> bool {
    // One consonant is alike by chance.
    renders_by(2, transliteration, latin)
}

/// Whether a transliteration of one part renders a part of a Latin name by so many consonants that nobody else would have.
pub(crate) fn renders_surely(transliteration: &str, latin: &str) -> bool {
    transliteration.chars().count() >= 3 && renders_by(3, transliteration, latin)
}

fn renders_by(fewest: usize, transliteration: &str, latin: &str) -> bool {
    let (chinese, latin) = (Part::of_transliteration(transliteration), Part::of_latin(latin));
    chinese.begins_with_vowel == latin.begins_with_vowel
        && alike(&chinese.sounds, &latin.sounds).is_some_and(|sounds| sounds >= fewest)
}

/// How many consonants find a partner, if all do that need one.
fn alike(chinese: &[Sound], latin: &[Sound]) -> Option<usize> {
    // Most pairs of names differ in what they begin with.
    if let (Some(one), Some(other)) = (chinese.first(), latin.first())
        && !one.may_be_silent
        && !other.may_be_silent
        && !one.renderings.chars().any(|sound| other.renderings.contains(sound))
    {
        return None;
    }
    // Best of all ways up to each pair of places: names have a dozen letters.
    let mut best = vec![vec![None; latin.len() + 1]; chinese.len() + 1];
    best[0][0] = Some(0);
    for one in 0..=chinese.len() {
        for other in 0..=latin.len() {
            let mut way: Option<usize> = best[one][other];
            if one > 0 && chinese[one - 1].may_be_silent {
                way = way.max(best[one - 1][other]);
            }
            if other > 0 && latin[other - 1].may_be_silent {
                way = way.max(best[one][other - 1]);
            }
            if one > 0 && other > 0 {
                let sound = chinese[one - 1].renderings;
                if sound.chars().any(|sound| latin[other - 1].renderings.contains(sound)) {
                    way = way.max(best[one - 1][other - 1].map(|found| found + 1));
                }
            }
            best[one][other] = way;
        }
    }
    best[chinese.len()][latin.len()]
}

/// The consonants of a Latin name, folded.
fn consonants(latin: &str) -> Vec<Sound> {
    let letters: Vec<char> = latin.chars().collect();
    let mut sounds: Vec<Sound> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let next = letters.get(at + 1).copied();
        let is_coda = next.is_none_or(|next| !is_vowel(next) && next != letter);
        let (renderings, may_be_silent, width) = match (letter, next) {
            (one, Some(other)) if one == other && !is_vowel(one) => {
                at += 1;
                continue;
            }
            ('c', Some('k')) => ("kg", false, 2),
            ('c', Some('h')) => ("qCkhxSj", false, 2),
            ('s', Some('h')) => ("xSs", false, 2),
            ('s', Some('c')) if letters.get(at + 2) == Some(&'h') => ("xSs", false, 3),
            ('t', Some('h')) => ("stxdS", false, 2),
            ('t' | 'd', Some('z' | 's')) => ("cz", false, 2),
            ('p', Some('h')) => ("f", false, 2),
            ('g', Some('h')) => ("gk", true, 2),
            ('q', Some('u' | 'v')) => ("k", false, 2),
            ('d', Some('t')) => ("dt", false, 2),
            ('k', Some('n')) if at == 0 => ("k", true, 1),
            ('c', Some('e' | 'i' | 'y')) => ("sxcq", false, 1),
            ('g', Some('e' | 'i' | 'y')) => ("gjqZ", false, 1),
            ('b' | 'p', _) => ("bp", false, 1),
            ('d', _) => ("dt", false, 1),
            ('t', _) => ("tdq", false, 1),
            ('c' | 'k' | 'q', _) => ("kgjq", false, 1),
            ('g', _) => ("gk", false, 1),
            ('j', _) => ("jqyhZ", false, 1),
            ('f', _) => ("f", false, 1),
            ('v', _) => ("wf", false, 1),
            ('w', _) => ("wh", true, 1),
            ('s', _) => ("sxScz", false, 1),
            ('z', _) => ("zscqZ", false, 1),
            ('x', _) => ("ksx", false, 1),
            ('m', _) => ("m", false, 1),
            ('n', _) => ("nN", false, 1),
            ('l' | 'r', _) => ("lrR", is_coda, 1),
            ('h', _) => ("hx", at > 0, 1),
            ('y', Some(next)) if at == 0 && is_vowel(next) => ("y", true, 1),
            _ => {
                at += 1;
                continue;
            }
        };
        sounds.push(Sound { renderings, may_be_silent });
        // `x` is two sounds: 克斯.
        if letter == 'x' {
            sounds.push(Sound { renderings: "s", may_be_silent: true });
        }
        at += width;
    }
    sounds
}

/// The initials and nasal ends of a transliteration's part.
fn initials(chinese: &str) -> Vec<Sound> {
    let mut sounds: Vec<Sound> = Vec::new();
    for character in chinese.chars() {
        let Some(reading) = readings(character).first().copied() else { continue };
        let first = initial(reading);
        // The end of 汤 in 汤姆 is the beginning of 姆, and that of 安 in 安娜 that of 娜.
        if let (Some(last), "m" | "n") = (sounds.last_mut(), first)
            && last.renderings == "N"
        {
            last.may_be_silent = true;
        }
        if !first.is_empty() {
            sounds.push(Sound { renderings: first, may_be_silent: matches!(first, "w" | "y" | "R") });
        }
        if reading.len() > 1 && (reading.ends_with('n') || reading.ends_with("ng")) {
            sounds.push(Sound { renderings: "N", may_be_silent: false });
        }
    }
    sounds
}

/// The initial of a syllable as one letter: `zh`, `ch` and `sh` are `Z`, `C` and `S`, the syllable `er` is `R`.
fn initial(reading: &str) -> &'static str {
    match reading.as_bytes() {
        [b'z', b'h', ..] => "Z",
        [b'c', b'h', ..] => "C",
        [b's', b'h', ..] => "S",
        b"er" => "R",
        [first, ..] => match first {
            b'b' => "b",
            b'p' => "p",
            b'm' => "m",
            b'f' => "f",
            b'd' => "d",
            b't' => "t",
            b'n' => "n",
            b'l' => "l",
            b'g' => "g",
            b'k' => "k",
            b'h' => "h",
            b'j' => "j",
            b'q' => "q",
            b'x' => "x",
            b'z' => "z",
            b'c' => "c",
            b's' => "s",
            b'r' => "r",
            b'w' => "w",
            b'y' => "y",
            _ => "",
        },
        [] => "",
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn begins_with_vowel(latin: &str) -> bool {
    latin.starts_with(['a', 'e', 'i', 'o', 'u'])
}

fn begins_with_vowel_in_pinyin(chinese: &str) -> bool {
    let reading = chinese.chars().next().and_then(|first| readings(first).first().copied()).unwrap_or("");
    matches!(initial(reading), "" | "y" | "R")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Vec<String> {
        name.split([' ', '·']).map(str::to_lowercase).collect()
    }

    fn sounds_like(transliterated: &str, latin: &str) -> bool {
        Skeleton::of_transliteration(&parts(transliterated)).is_like(&Skeleton::of_latin(&parts(latin)))
    }

    #[test]
    fn a_rendering_begins_as_what_it_renders() {
        for (chinese, latin) in [
            ("盖茨", "Bill Gates"),
            ("库克", "Tim Cook"),
            ("辛顿", "Geoffrey Hinton"),
            ("奥特曼", "Sam Altman"),
            ("佩奇", "Larry Page"),
            ("丘吉尔", "Winston Churchill"),
            ("艾蒂安", "Étienne Bonnard"),
        ] {
            assert!(may_render(chinese, latin), "{chinese} {latin}");
        }
        for (chinese, latin) in [
            ("安克", "Tom Becker"),
            ("阿里", "Robert Fenwick"),
            ("哥伦比亚", "Tom Becker"),
            ("马拉松", "Tom Becker"),
        ] {
            assert!(!may_render(chinese, latin), "{chinese} {latin}");
        }
    }

    #[test]
    fn a_part_is_rendered_with_all_its_consonants() {
        for (chinese, latin) in [
            ("托瓦兹", "torvalds"),
            ("斯托尔曼", "stallman"),
            ("沃兹尼亚克", "wozniak"),
            ("勃兰特", "brandt"),
            ("伦奎斯特", "rehnqvist"),
        ] {
            assert!(renders(chinese, latin), "{chinese} {latin}");
        }
        for (chinese, latin) in [("斯托尔曼", "richard"), ("李", "lee"), ("沃兹尼亚克", "wosniacki jr")]
        {
            assert!(!renders(chinese, latin), "{chinese} {latin}");
        }
    }

    #[test]
    fn renderings_of_a_name_sound_like_it() {
        for (chinese, latin) in [
            ("埃隆·马斯克", "Elon Musk"),
            ("德米斯·哈萨比斯", "Demis Hassabis"),
            ("蒂姆·库克", "Tim Cook"),
            ("马克·扎克伯格", "Mark Zuckerberg"),
            ("克里斯·拉特纳", "Chris Lattner"),
            ("乔治·霍兹", "George Hotz"),
            ("萨提亚·纳德拉", "Satya Nadella"),
            ("桑达尔·皮查伊", "Sundar Pichai"),
            ("安迪·贾西", "Andy Jassy"),
            ("凯文·斯科特", "Kevin Scott"),
            ("保罗·格雷厄姆", "Paul Graham"),
        ] {
            assert!(sounds_like(chinese, latin), "{chinese} {latin}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (chinese, latin) in [
            ("埃隆·马斯克", "Alan Mask Jr"),
            ("埃隆·马斯克", "Alan Marks"),
            ("丹妮拉·阿莫迪", "Dario Amodei"),
            ("马克·贝尼奥夫", "Mark Zuckerberg"),
            ("约翰·舒尔曼", "John Carmack"),
            ("拉里·佩奇", "Larry Ellison"),
            ("本·霍洛维茨", "Ben Thompson"),
            ("安娜·李", "Ann Lee"),
        ] {
            assert!(!sounds_like(chinese, latin), "{chinese} {latin}");
        }
    }
}
