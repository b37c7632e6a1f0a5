//! Names of people as bibliographies take them apart.

use crate::language::{bare_name, lexicon};
use crate::text::marks::MIDDLE_DOTS;
use crate::text::width::one_line;
use crate::text::{Script, script};

/// A name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CitedName {
    /// 李飞飞: surname, given name.
    Chinese(String, String),
    /// 杰弗里·辛顿: the whole, and what stands behind its last dot.
    Transliterated(String, String),
    /// Ursula von der Leyen, Martin King Jr.
    Latin { given: Vec<String>, particles: Vec<String>, family: String, suffix: Option<String> },
    /// A single name, a body, what can't be told apart.
    Other(String),
}

impl CitedName {
    pub(super) fn of(name: &str) -> CitedName {
        let name = one_line(name.trim()).into_owned();
        let has_han = name.chars().any(|character| script(character) == Script::Han);
        if has_han && name.contains(MIDDLE_DOTS) {
            let last = name.rsplit(MIDDLE_DOTS).next().unwrap_or_default().trim().to_owned();
            return if last.is_empty() {
                CitedName::Other(name)
            } else {
                CitedName::Transliterated(name, last)
            };
        }
        if has_han {
            return chinese(&name).unwrap_or(CitedName::Other(name));
        }
        latin(&name).unwrap_or(CitedName::Other(name))
    }
}

fn chinese(name: &str) -> Option<CitedName> {
    if !bare_name::is_full(name) {
        return None;
    }
    let is_compound = lexicon::COMPOUND_SURNAMES.start(name) && name.chars().count() > 2;
    let (end, _) = name.char_indices().nth(if is_compound { 2 } else { 1 })?;
    Some(CitedName::Chinese(name[..end].to_owned(), name[end..].to_owned()))
}

fn latin(name: &str) -> Option<CitedName> {
    if bare_name::is_of_body(name) {
        return None;
    }
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let is_suffix = |word: &String| {
        matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV") && words.len() > 2
    };
    let suffix = words.last().filter(|word| is_suffix(word)).cloned();
    if suffix.is_some() {
        words.pop();
    }
    let family = words.pop()?.trim_end_matches(',').to_owned();
    // A lower case word or one of those that names have: Ludwig van, Vincent de.
    let is_particle = |word: &String| {
        let is_lower = word.chars().next().is_some_and(char::is_lowercase);
        is_lower && lexicon::LATIN_PARTICLES.contains(word)
    };
    let behind = words.iter().rev().take_while(|word| is_particle(word)).count();
    let particles = words.split_off(words.len() - behind);
    let is_name =
        !words.is_empty() && words.iter().all(|word| word.chars().next().is_some_and(char::is_alphabetic));
    is_name.then_some(CitedName::Latin { given: words, particles, family, suffix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin(given: &[&str], particles: &[&str], family: &str, suffix: Option<&str>) -> CitedName {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let (given, particles) = (owned(given), owned(particles));
        CitedName::Latin { given, particles, family: family.to_owned(), suffix: suffix.map(str::to_owned) }
    }

    #[test]
    fn names_have_parts() {
        let chinese = |family: &str, given: &str| CitedName::Chinese(family.to_owned(), given.to_owned());
        assert_eq!(CitedName::of("李飞飞"), chinese("李", "飞飞"));
        assert_eq!(CitedName::of("欧阳娜"), chinese("欧阳", "娜"));
        assert_eq!(
            CitedName::of("杰弗里·辛顿"),
            CitedName::Transliterated("杰弗里·辛顿".to_owned(), "辛顿".to_owned())
        );
        assert_eq!(CitedName::of("Sam Altman"), latin(&["Sam"], &[], "Altman", None));
        assert_eq!(CitedName::of("Ludwig van Beek"), latin(&["Ludwig"], &["van"], "Beek", None));
        assert_eq!(CitedName::of("Martin L. King Jr."), latin(&["Martin", "L."], &[], "King", Some("Jr.")));
        for single in ["kevin", "老吴", "OpenAI", ""] {
            assert_eq!(CitedName::of(single), CitedName::Other(single.to_owned()));
        }
    }
}
