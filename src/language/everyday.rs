//! Everyday words that have the shape of a name: before a colon they label a matter as often as somebody who is called so.

use super::lexicon;
use super::name_shape::is_han;

/// Whether words that have the shape of a Chinese name may well label a matter, be they in no dictionary: 高净值, 管理层. Less sure
/// than [`is_everyday`]: who is called so needs but a hint that they speak.
pub(crate) fn may_be_matter(words: &str) -> bool {
    let length = words.chars().count();
    if !words.chars().all(is_han) || !(2..=3).contains(&length) {
        return is_everyday(words);
    }
    let (begin, last) = words.split_at(words.char_indices().next_back().map_or(0, |(at, _)| at));
    let is_word =
        || length == 3 && (lexicon::WORDS_LIKE_NAMES.contains(begin) || lexicon::NOUNS.contains(begin));
    let is_made =
        || begin.chars().skip(1).chain(last.chars()).any(|c| lexicon::SELDOM_IN_GIVEN_NAMES.contains(c));
    let begins_as_word = || words.starts_with(|first| lexicon::SURNAMES_LIKE_WORDS.contains(first));
    is_made() || begins_as_word() || is_everyday(words) || is_word()
}

/// Whether words are an everyday expression (关税, 毛利率, Deep Learning), so that their shape alone makes nobody of them.
pub(crate) fn is_everyday(words: &str) -> bool {
    if !words.contains(is_han) {
        return are_english(words);
    }
    lexicon::WORDS_LIKE_NAMES.contains(words) || is_of_matter(words)
}

/// Whether a word and an ending make a word for a matter: 毛利率, 金价.
fn is_of_matter(words: &str) -> bool {
    let Some(ending) = words.chars().next_back() else { return false };
    let before = &words[..words.len() - ending.len_utf8()];
    match before.chars().count() {
        1 => lexicon::PRICE_ENDINGS.contains(ending),
        2 => {
            let is_word = || lexicon::WORDS_LIKE_NAMES.contains(before) || lexicon::NOUNS.contains(before);
            lexicon::MATTER_ENDINGS.contains(ending) && is_word()
        }
        _ => false,
    }
}

/// Whether all of several words are English ones.
fn are_english(words: &str) -> bool {
    words.contains(' ')
        && words.split(' ').all(|word| lexicon::ENGLISH_WORDS.contains(&word.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_words_are_told_from_names() {
        for words in ["关税", "高铁", "苏州", "石墨烯", "毛利率", "项目方", "金价", "马拉松", "Deep Learning"]
        {
            assert!(is_everyday(words), "{words}");
        }
        for name in [
            "李明",
            "周小舟",
            "马斯克",
            "欧阳修远",
            "Anna Bell",
            "Mark Stone",
            "Jude Law",
            "李",
            "高远",
            "Learning",
        ] {
            assert!(!is_everyday(name), "{name}");
        }
    }

    #[test]
    fn words_with_the_shape_of_a_name_may_label_a_matter() {
        for words in ["高净值", "管理层", "单品", "冷启动", "党建", "关税"] {
            assert!(may_be_matter(words), "{words}");
        }
        for name in ["李明", "周小舟", "欧阳修远", "马斯克", "张航", "刘强东", "Anna Bell"] {
            assert!(!may_be_matter(name), "{name}");
        }
    }
}
