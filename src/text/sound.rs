//! How Chinese characters are read: pinyin without tones, as people type it.
//!
//! The readings are static tables of the `pinyin` crate; nothing is loaded. A character with several readings has them
//! all, and `ü` is written `v`, as keyboards do.

use std::collections::HashSet;
use std::sync::OnceLock;

use pinyin::ToPinyinMulti;

/// The readings of a character, without tones, each once; none if it is not Chinese.
pub fn readings(character: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = Vec::new();
    if let Some(multi) = character.to_pinyin_multi() {
        for reading in multi {
            let plain = as_typed(reading.plain());
            if !readings.contains(&plain) {
                readings.push(plain);
            }
        }
    }
    readings
}

/// A text in letters: each Chinese character as it is read most often, all else as it is.
pub fn spelled(text: &str) -> String {
    let mut spelled = String::new();
    for character in text.chars() {
        match readings(character).first() {
            Some(reading) => spelled.push_str(reading),
            None => spelled.push(character),
        }
    }
    spelled
}

/// Every way to read a run of letters as syllables, the fewest syllables first; none if it is not pinyin.
///
/// `xian` is `xian` and `xi an`. At most eight ways are given.
pub fn syllables(letters: &str) -> Vec<Vec<String>> {
    if letters.is_empty() || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut ways = Vec::new();
    let mut open: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    while let Some((at, path)) = open.pop() {
        if at == letters.len() {
            ways.push(path);
            continue;
        }
        // The longest syllable there is has six letters: zhuang.
        for end in at + 1..=letters.len().min(at + 6) {
            if is_syllable(&letters[at..end]) && open.len() + ways.len() < 64 {
                let mut longer = path.clone();
                longer.push(letters[at..end].to_owned());
                open.push((end, longer));
            }
        }
    }
    ways.sort_by_key(Vec::len);
    ways.truncate(8);
    ways
}

/// Every way to read a run of letters as syllables of which the last is only begun, the fewest syllables first: `linjiel`
/// is `lin jie l`. At most eight ways are given; a syllable that is whole is one that is begun too.
pub fn begun_syllables(letters: &str) -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = Vec::new();
    // The longest syllable there is has six letters.
    for start in letters.len().saturating_sub(6).max(1)..letters.len() {
        let Some((whole, begun)) = letters.split_at_checked(start) else { continue };
        if begins_syllable(begun) {
            for mut way in syllables(whole) {
                way.push(begun.to_owned());
                ways.push(way);
            }
        }
    }
    ways.sort_by_key(Vec::len);
    ways.truncate(8);
    ways
}

/// Whether any Chinese character is read so.
fn is_syllable(letters: &str) -> bool {
    known_syllables().contains(letters)
}

/// Whether the reading of any Chinese character begins so.
fn begins_syllable(letters: &str) -> bool {
    known_syllables().iter().any(|known| known.starts_with(letters))
}

fn known_syllables() -> &'static HashSet<&'static str> {
    static KNOWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| ('\u{4e00}'..='\u{9fa5}').flat_map(readings).collect())
}

/// With `ü`, which keyboards lack, as `v`.
fn as_typed(plain: &'static str) -> &'static str {
    match plain {
        "lü" => "lv",
        "nü" => "nv",
        "lüe" => "lve",
        "nüe" => "nve",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_all_their_readings() {
        assert_eq!(readings('推'), ["tui"]);
        assert!(readings('重').contains(&"zhong") && readings('重').contains(&"chong"));
        assert_eq!(readings('女')[0], "nv");
        assert!(readings('a').is_empty() && readings('。').is_empty());
    }

    #[test]
    fn letters_are_cut_into_syllables() {
        assert_eq!(syllables("tuilichengben")[0], ["tui", "li", "cheng", "ben"]);
        let ways = syllables("xian");
        assert!(ways.contains(&vec!["xian".to_owned()]) && ways.contains(&vec!["xi".into(), "an".into()]));
        assert_eq!(begun_syllables("linjiel")[0], ["lin", "jie", "l"]);
        assert_eq!(begun_syllables("zhangsh")[0], ["zhang", "sh"]);
        assert!(begun_syllables("linli").contains(&vec!["lin".to_owned(), "li".to_owned()]));
        for letters in ["", "l", "tlcb", "linv8", "林l"] {
            assert_eq!(begun_syllables(letters), [[""; 0]; 0], "{letters}");
        }
        assert!(syllables("tlcb").is_empty() && syllables("codex").is_empty() && syllables("").is_empty());
    }
}
