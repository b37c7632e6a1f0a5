//! The terms of `analysis` as tantivy takes them.

use std::ops::Range;

use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{CHARACTERS, NAMES};
use crate::analysis::{LiteralTerms, name_terms};

/// Names a tokenizer of each kind for tantivy.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::new();
    // tantivy asks for a tokenizer named `default` also where a field is a number.
    for name in ["raw", "default"] {
        manager.register(name, TextAnalyzer::from(RawTokenizer::default()));
    }
    manager.register(CHARACTERS, TextAnalyzer::from(Literal));
    manager.register(NAMES, TextAnalyzer::from(Listed { list: name_terms }));
    manager
}

/// The tokenizer of the field `characters`.
#[derive(Clone)]
struct Literal;

impl Tokenizer for Literal {
    type TokenStream<'a> = LiteralStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> LiteralStream<'a> {
        LiteralStream { terms: LiteralTerms::of(text), token: Token::default() }
    }
}

struct LiteralStream<'a> {
    terms: LiteralTerms<'a>,
    token: Token,
}

impl TokenStream for LiteralStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(position) = self.terms.next_into(&mut self.token.text) else { return false };
        self.token.position = position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// Tokens of a list of ranges.
#[derive(Clone)]
struct Listed {
    list: fn(&str) -> Vec<Range<usize>>,
}

impl Tokenizer for Listed {
    type TokenStream<'a> = ListedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ListedStream<'a> {
        let ranges = (self.list)(text).into_iter();
        ListedStream { text, ranges, token: Token { position: usize::MAX, ..Token::default() } }
    }
}

struct ListedStream<'a> {
    text: &'a str,
    ranges: std::vec::IntoIter<Range<usize>>,
    token: Token,
}

impl TokenStream for ListedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(range) = self.ranges.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.text[range.clone()]);
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = range.start;
        self.token.offset_to = range.end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
