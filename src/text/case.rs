//! Lower case without a copy where there is nothing to lower: most words of Chinese notes have no capital.

use std::borrow::Cow;

/// [`str::to_lowercase`], borrowed where no character of the text has a lower case.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_lower) { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// Whether a character is known to be its own lower case: no capital of ASCII, no letter of the other scripts that have
/// capitals, all of which stand elsewhere.
fn is_lower(character: char) -> bool {
    matches!(character,
        '\0'..='@' | '['..='\u{7f}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ff20}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_lowered_as_the_standard_library_does() {
        for text in ["", "推理成本", "AI 时代", "gpt-5：“好”", "Éa", "ＡＩ", "İ", "ΑΣ", "（a）"]
        {
            assert_eq!(lower(text), text.to_lowercase(), "{text}");
        }
        assert!(matches!(lower("主持人 host：“好”"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_taken_for_lower_is() {
        let lowered = |character: &char| !character.to_lowercase().eq([*character]);
        assert_eq!(('\0'..=char::MAX).filter(|character| is_lower(*character)).find(lowered), None);
    }
}
