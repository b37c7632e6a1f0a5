//! Whether a record uses a name: as a whole, not as a part of another.

use super::record_words::own_words;
use crate::model::{Body, Record};
use crate::text::{fold_text, normalise_text};

/// Names to be found as whole tokens: a glossary term and its aliases.
#[derive(Debug)]
pub struct NameTokens {
    names: Vec<String>,
    /// Longer names that hold one of them: 智能体 for 智能. An occurrence within these is not one of ours.
    longer: Vec<String>,
}

impl NameTokens {
    /// From a term's names, and those of the glossary's other terms.
    pub fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        others: impl IntoIterator<Item = &'n str>,
    ) -> NameTokens {
        let normal = |name| Some(normalise_text(name)).filter(|name| !name.is_empty());
        let names: Vec<String> = names.into_iter().filter_map(normal).collect();
        let is_longer = |other: &String| {
            names.iter().any(|name| other.len() > name.len() && other.contains(name.as_str()))
        };
        let longer = others
            .into_iter()
            .filter_map(normal)
            .filter(is_longer)
            .filter(|other| !names.contains(other))
            .collect();
        NameTokens { names, longer }
    }

    /// Whether the record uses one of them. A note's own record and glossary rows name terms without using them.
    pub fn used_in(&self, record: &Record) -> bool {
        match &record.body {
            Body::Note(_) | Body::Term(_) => false,
            _ => own_words(record).into_iter().any(|text| self.occur_in(text)),
        }
    }

    /// Whether a text does.
    pub fn occur_in(&self, text: &str) -> bool {
        let text = normalise_text(text);
        let covered: Vec<std::ops::Range<usize>> = self
            .longer
            .iter()
            .flat_map(|other| text.match_indices(other.as_str()).map(|(at, found)| at..at + found.len()))
            .collect();
        let is_covered = |at: usize, name: &str| {
            covered.iter().any(|range| range.start <= at && at + name.len() <= range.end)
        };
        self.names.iter().any(|name| {
            text.match_indices(name.as_str())
                .any(|(at, _)| is_whole(&text, at, name) && !is_covered(at, name))
        })
    }
}

/// Whether the occurrence of `name` at byte `at` of `text` is no part of a longer word or version number. Only Latin
/// letters and digits have word boundaries; Han text has none that a reader would see.
fn is_whole(text: &str, at: usize, name: &str) -> bool {
    let mut before = text[..at].chars().rev();
    let mut after = text[at + name.len()..].chars();
    let (before, before_that) = (before.next(), before.next());
    let (next, next_but_one) = (after.next(), after.next());
    let first = name.chars().next();
    let last = name.chars().next_back();
    if in_word(first) && in_word(before) || in_word(last) && in_word(next) {
        return false;
    }
    // 4.5 is none of 14.5 and 2.4.5; GPT-5 is none of GPT-5.2, GPT-5.x and GPT-5-mini.
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let joint = |character: Option<char>| matches!(character, Some('.' | '-'));
    if digit(first) && joint(before) && digit(before_that) {
        return false;
    }
    !(digit(last) && joint(next) && in_word(next_but_one))
}

fn in_word(character: Option<char>) -> bool {
    character.is_some_and(|character| {
        character.is_ascii_alphanumeric() || (character.is_alphabetic() && character < '\u{2000}')
    })
}

/// Whether two names are the same to a reader.
pub fn same_name(one: &str, other: &str) -> bool {
    fold_text(one.trim()) == fold_text(other.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_no_part_of_a_longer_one() {
        for (name, text, expect) in [
            ("GPT-5", "GPT-5的权衡", true),
            ("GPT-5", "以gpt-5.2级别", false),
            ("GPT-5", "未来的GPT-5.x版本", false),
            ("GPT-5", "用GPT-5。然后", true),
            ("GPT-5", "it is GPT-5.", true),
            ("GPT-5", "GPT-50", false),
            ("GPT-5", "GPT-5-mini", false),
            ("GPT-5.2", "以ＧＰＴ－5.2级别", true),
            ("o1", "最初的o1预览", true),
            ("o1", "o1x 和 foo1", false),
            ("Agent", "多Agent系统", true),
            ("Agent", "Agents", false),
            ("Token", "一些关于token预算的事情", true),
            ("杰文斯悖论", "傑文斯悖論（Jevons Paradox）", true),
            ("Jevons Paradox", "Jevons  paradox", true),
            ("4.5", "GPT-4.5", true),
            ("4.5", "14.5", false),
        ] {
            assert_eq!(NameTokens::new([name], []).occur_in(text), expect, "{name} in {text}");
        }
    }

    #[test]
    fn a_longer_term_is_no_mention_of_the_shorter_one() {
        let tokens = NameTokens::new(["智能"], ["智能体", "模型"]);
        assert!(!tokens.occur_in("智能体很好"));
        assert!(tokens.occur_in("智能体很智能"));
    }
}
