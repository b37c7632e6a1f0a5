//! Character classes: what search and layout need to know of a character, and no more.
//!
//! `analysis` goes by these classes and never by a guess at a text's language.

/// What kind of character one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Chinese characters, and kana and hangul, which are written without spaces too or nearly so.
    Han,
    /// Letters and digits of scripts that put spaces between words.
    Word,
    /// White space.
    Space,
    /// Everything else: punctuation, symbols, controls.
    Mark,
}

/// The class of a character.
#[inline]
pub fn script(character: char) -> Script {
    match character {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Script::Word,
        '\u{4e00}'..='\u{9fff}' => Script::Han,
        '!'..='~'
        | '\u{2010}'..='\u{2027}'
        | '\u{3001}'..='\u{3004}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}' => Script::Mark,
        _ => rarer(character),
    }
}

/// [`script`] of the characters that are not among the most frequent ones.
fn rarer(character: char) -> Script {
    match character {
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3105}'..='\u{318e}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Han,
        _ if character.is_whitespace() => Script::Space,
        _ if character.is_alphanumeric() => Script::Word,
        _ => Script::Mark,
    }
}

/// [`char::is_alphanumeric`], quicker for Chinese characters.
#[inline]
pub fn is_alphanumeric(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character) || character.is_alphanumeric()
}

/// Whether a text has more Chinese characters than words of Latin letters.
pub fn is_mostly_han(text: &str) -> bool {
    let (mut han, mut latin) = (0_u32, 0_u32);
    let mut is_in_word = false;
    for character in text.chars() {
        let is_latin = character.is_ascii_alphabetic();
        latin += u32::from(is_latin && !is_in_word);
        is_in_word = is_latin;
        han += u32::from(!character.is_ascii() && script(character) == Script::Han);
    }
    han > latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_of_a_text_is() {
        assert!(is_mostly_han("用 API 的人"));
        assert!(!is_mostly_han("How to say 你好"));
        assert!(!is_mostly_han(""));
    }

    #[test]
    fn frequent_characters_are_alphanumeric() {
        assert!(
            ('\0'..=char::MAX).all(|character| is_alphanumeric(character) == character.is_alphanumeric())
        );
    }

    #[test]
    fn frequent_marks_are_what_they_are_taken_for() {
        let marks = ('\0'..=char::MAX).filter(|character| script(*character) == Script::Mark);
        assert!(marks.into_iter().all(|mark| !mark.is_whitespace() && !mark.is_alphanumeric()));
    }

    #[test]
    fn every_class_is_told_apart() {
        for (characters, class) in [
            ("推悖〇𠮷カ", Script::Han),
            ("aZ9éЖ", Script::Word),
            (" \n\u{3000}", Script::Space),
            ("，。-“”·", Script::Mark),
        ] {
            for character in characters.chars() {
                assert_eq!(script(character), class, "{character:?}");
            }
        }
    }
}
