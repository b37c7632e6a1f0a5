//! Foreign names in Chinese characters that hold more than these and a dot.

use super::lexicon;
use crate::text::marks::MIDDLE_DOTS;

/// Whether a name has initials before a transliterated surname: `J·K·摩尔`.
pub(super) fn has_initials(name: &str) -> bool {
    let parts: Vec<&str> = name.split(MIDDLE_DOTS).collect();
    let [initials @ .., surname] = &parts[..] else { return false };
    let is_initial = |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    !initials.is_empty()
        && initials.iter().all(is_initial)
        && (2..=6).contains(&surname.chars().count())
        && surname.chars().all(is_syllable)
}

/// Whether a hyphen stands in a transliterated name: `让-吕克·莫罗`, `奥卡福-雷耶斯`.
pub(super) fn has_hyphen(name: &str) -> bool {
    let is_foreign = || name.contains('·') || name.chars().all(|c| c == '-' || is_syllable(c));
    name.contains('-') && !name.starts_with(|c: char| c.is_ascii()) && is_foreign()
}

fn is_syllable(character: char) -> bool {
    lexicon::TRANSLITERATION.contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_names_may_have_initials_and_hyphens() {
        assert!(has_initials("J·K·摩尔") && has_initials("J·摩尔"));
        assert!(!has_initials("摩尔") && !has_initials("AI·摩尔") && !has_initials("J·K·会议室"));
        assert!(has_hyphen("让-吕克·莫罗") && has_hyphen("奥卡福-雷耶斯"));
        assert!(!has_hyphen("北京-上海") && !has_hyphen("Jean-Luc"));
    }
}
