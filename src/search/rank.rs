//! The order of hits within a tier.

use std::collections::BTreeMap;

use super::occurrence::Occurrence;
use crate::index::{Evidence, Stored, han_pairs, words};
use crate::model::Body;
use crate::text::{Script, script};

/// What a query's content asks for, as evidence to score: words and pairs in the record's own words, and again in
/// its name and in the headings above, which say more for their length.
pub(super) fn evidence<'a>(terms: impl IntoIterator<Item = &'a str>, whole: &str) -> Vec<(Evidence, f32)> {
    let mut found: BTreeMap<(u8, String), f32> = BTreeMap::new();
    let mut add = |kind: u8, text: &str, factor: f32| {
        let known = found.entry((kind, text.to_owned())).or_insert(0.0);
        *known = known.max(factor);
    };
    for term in terms {
        for range in words(term) {
            let word = &term[range];
            add(WORD, word, 1.0);
            add(NAME, word, 0.6);
            add(CONTEXT, word, 0.3);
        }
        let mut characters = term.chars();
        if let (Some(only), None) = (characters.next(), characters.next())
            && script(only) == Script::Han
        {
            add(NAME, term, 0.6);
            add(CONTEXT, term, 0.3);
        }
    }
    for range in han_pairs(whole) {
        let pair = &whole[range];
        if is_content_pair(pair) {
            add(RUN, pair, 1.0);
            add(NAME, pair, 0.6);
            add(CONTEXT, pair, 0.3);
        }
    }
    found
        .into_iter()
        .map(|((kind, text), factor)| {
            let evidence = match kind {
                WORD => Evidence::Word(text),
                RUN => Evidence::Run(text),
                NAME => Evidence::Name(text),
                _ => Evidence::Context(text),
            };
            (evidence, factor)
        })
        .collect()
}

const WORD: u8 = 0;
const RUN: u8 = 1;
const NAME: u8 = 2;
const CONTEXT: u8 = 3;

/// Whether a pair is more than two halves of function words.
fn is_content_pair(pair: &str) -> bool {
    !super::terms::is_function_word(pair)
        && !pair.chars().all(|character| super::terms::is_function_word(character.encode_utf8(&mut [0; 4])))
}

/// A hit's place within its tier: a greater one comes first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Standing {
    /// How many of the terms are words or versions of their own somewhere in the record.
    pub(super) whole: usize,
    pub(super) score: f32,
}

pub(super) fn standing(stored: &Stored, occurrences: &[Occurrence], terms: usize, base: f32) -> Standing {
    let is_whole = |term: &usize| occurrences.iter().any(|found| found.term == *term && found.whole);
    let whole = (0..terms).filter(is_whole).count();
    let mut score = base;
    if let Body::Quote(quote) = &stored.record.body
        && quote.key
        && !quote.same_as.is_empty()
    {
        score *= 0.5;
    }
    Standing { whole, score }
}
