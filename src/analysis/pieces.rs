//! From a text to literal terms: one for each word of a script that puts spaces between words, and one for each other
//! character together with what follows it.

use crate::text::{Script, script};

/// Follows the last character of a text; a noncharacter, so no text has it.
const END: char = '\u{ffff}';
/// Stands for a word after another character.
pub(super) const WORD: char = '\u{fffe}';
/// Longer words are cut into pieces that overlap by half, in characters.
const LONGEST_WORD: usize = 256;

/// A piece of a text: a word, or a character that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextPiece<'t> {
    Word(&'t str),
    Other(char),
}

/// The pieces of a normalised text with their positions, which are counted in pieces. A single space between two words
/// is none and has no position: words side by side are what one space keeps apart.
pub(super) struct Pieces<'t> {
    /// What is left of the text.
    left: &'t str,
    /// The same after its first character.
    after: &'t str,
    /// That character.
    ahead: Option<Ahead>,
    after_word: bool,
    position: usize,
}

#[derive(Clone, Copy)]
struct Ahead {
    character: char,
    is_of_word: bool,
}

impl<'t> Pieces<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut pieces = Pieces { left: "", after: "", ahead: None, after_word: false, position: 0 };
        pieces.go_on_at(text);
        pieces
    }

    #[inline]
    fn go_on_at(&mut self, left: &'t str) {
        let mut characters = left.chars();
        self.ahead =
            characters.next().map(|character| Ahead { character, is_of_word: is_of_word(character) });
        self.left = left;
        self.after = characters.as_str();
    }
}

fn is_of_word(character: char) -> bool {
    script(character) == Script::Word
}

/// Where the letters at the start of a text end.
fn end_of_word(text: &str) -> usize {
    let mut end = 0;
    loop {
        end += text.as_bytes()[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        match text[end..].chars().next().filter(|next| is_of_word(*next)) {
            Some(letter) => end += letter.len_utf8(),
            None => return end,
        }
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = (usize, TextPiece<'t>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.after_word
            && self.ahead.is_some_and(|ahead| ahead.character == ' ')
            && self.after.starts_with(is_of_word)
        {
            self.go_on_at(self.after);
        }
        let first = self.ahead?;
        let position = self.position;
        self.position += 1;
        self.after_word = first.is_of_word;
        if !first.is_of_word {
            self.go_on_at(self.after);
            return Some((position, TextPiece::Other(first.character)));
        }
        let end = first.character.len_utf8() + end_of_word(self.after);
        let (word, left) = self.left.split_at(end);
        self.go_on_at(left);
        Some((position, TextPiece::Word(word)))
    }
}

/// A literal term without the mark that says that a word or nothing follows its character, for those who keep terms where no
/// such mark can stand.
pub fn without_mark(term: &str) -> &str {
    term.trim_end_matches([END, WORD])
}

/// The literal terms of a normalised text, in order.
pub struct LiteralTerms<'t> {
    pieces: Pieces<'t>,
    after_other: bool,
    /// What is left of a word that is too long.
    rest: &'t str,
    position: usize,
}

impl<'t> LiteralTerms<'t> {
    /// Those of this text.
    pub fn of(text: &'t str) -> Self {
        LiteralTerms { pieces: Pieces::of(text), after_other: false, rest: "", position: 0 }
    }

    /// Puts the next term into `term`, which costs no allocation for each, and gives its position, counted in pieces.
    pub fn next_into(&mut self, term: &mut String) -> Option<usize> {
        term.clear();
        if !self.rest.is_empty() {
            self.push_part_of_word(term);
            return Some(self.position);
        }
        // No run begins with a space, and after another character that one's pair tells of it. With the only call in a
        // loop, it is inlined.
        let (position, piece) = loop {
            let (position, piece) = self.pieces.next()?;
            if !std::mem::take(&mut self.after_other) || piece != TextPiece::Other(' ') {
                break (position, piece);
            }
        };
        self.after_other = matches!(piece, TextPiece::Other(_));
        self.position = position;
        match piece {
            TextPiece::Word(word) => {
                self.rest = word;
                self.push_part_of_word(term);
            }
            TextPiece::Other(character) => {
                term.push(character);
                term.push(match self.pieces.ahead {
                    None => END,
                    Some(Ahead { is_of_word: true, .. }) => WORD,
                    Some(Ahead { character, .. }) => character,
                });
            }
        }
        Some(position)
    }

    fn push_part_of_word(&mut self, term: &mut String) {
        let at = |count| self.rest.char_indices().nth(count).map(|(at, _)| at);
        // Bytes are a quick bound for characters.
        let cut = if self.rest.len() <= LONGEST_WORD { None } else { at(LONGEST_WORD) };
        match cut {
            None => {
                term.push_str(self.rest);
                self.rest = "";
            }
            Some(end) => {
                term.push_str(&self.rest[..end]);
                self.rest = &self.rest[at(LONGEST_WORD / 2).unwrap_or(end)..];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(usize, String)> {
        let mut literal = LiteralTerms::of(text);
        let mut term = String::new();
        let mut terms = Vec::new();
        while let Some(position) = literal.next_into(&mut term) {
            terms.push((position, term.clone()));
        }
        terms
    }

    #[track_caller]
    fn check_terms(text: &str, expect: &[(usize, &str)]) {
        let terms = terms(text);
        let terms: Vec<(usize, &str)> =
            terms.iter().map(|(position, text)| (*position, text.as_str())).collect();
        assert_eq!(terms, expect, "{text}");
    }

    #[test]
    fn words_are_terms_and_other_characters_pairs() {
        check_terms("推理", &[(0, "推理"), (1, "理\u{ffff}")]);
        check_terms("用ai写", &[(0, "用\u{fffe}"), (1, "ai"), (2, "写\u{ffff}")]);
        check_terms("gpt-5", &[(0, "gpt"), (1, "-\u{fffe}"), (2, "5")]);
    }

    #[test]
    fn only_one_space_between_words_is_silent() {
        check_terms("town hall", &[(0, "town"), (1, "hall")]);
        check_terms("a, b", &[(0, "a"), (1, ", "), (3, "b")]);
        check_terms("用 ai", &[(0, "用 "), (2, "ai")]);
        check_terms("ai 写", &[(0, "ai"), (1, " 写"), (2, "写\u{ffff}")]);
    }

    #[test]
    fn long_words_are_cut_where_pieces_overlap() {
        let word: String = (0..LONGEST_WORD + 10).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
        let terms = terms(&word);
        assert_eq!(terms.len(), 2);
        assert!(terms.iter().all(|(position, _)| *position == 0));
        assert_eq!(terms[0].1, word[..LONGEST_WORD]);
        assert_eq!(terms[1].1, word[LONGEST_WORD / 2..]);
    }
}
