//! Whether words turn what they stand in into its opposite.

use super::lexicon;
use crate::text::fold_text;

/// Whether some words, such as those that a quote leaves out, have a negation in them.
pub(crate) fn negates(words: &str) -> bool {
    let words = fold_text(words);
    let harmless: Vec<(usize, usize)> = lexicon::NO_NEGATIONS
        .around(&words)
        .map(|(before, after)| (before.len(), words.len() - after.len()))
        .collect();
    let is_letter = |character: Option<char>| character.is_some_and(|it| it.is_ascii_alphanumeric());
    lexicon::NEGATIONS.around(&words).any(|(before, after)| {
        let (start, end) = (before.len(), words.len() - after.len());
        // An English word is not a part of another: `no` in `know`.
        let is_part = is_letter(words[start..].chars().next())
            && (is_letter(before.chars().next_back()) || is_letter(after.chars().next()));
        let is_harmless = harmless.iter().any(|(from, to)| *from <= start && end <= *to);
        !is_part && !is_harmless
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_turns_a_clause_negates() {
        for words in ["不", "我不认为", "没有人", "不过没有", "do not", "I don’t", "我們不會"]
        {
            assert!(negates(words), "{words}");
        }
        for words in ["", "不过", "特别是生物AI安全", "无论如何未来", "know", "另外"] {
            assert!(!negates(words), "{words}");
        }
    }
}
