//! The order of hits within a tier.

use std::collections::BTreeMap;

use super::Tier;
use super::occurrence::Words;
use super::plan::{Plan, Want};
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
            add(NAME, word, parameter("NAME", 0.6));
            add(CONTEXT, word, parameter("CONTEXT", 0.3));
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
            add(NAME, pair, parameter("NAME", 0.6));
            add(CONTEXT, pair, parameter("CONTEXT", 0.3));
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

/// A hit's place in the list: a greater one comes first.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Standing {
    group: i32,
    /// How many of the terms are words or versions of their own somewhere in the record.
    whole: usize,
    pub(super) score: f32,
}

fn parameter(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

pub(super) fn standing(plan: &Plan, tier: Tier, stored: &Stored, base: f32) -> Standing {
    let words = Words::of(&stored.record);
    let marks = plan.marks(tier);
    let occurrences = words.occurrences(marks.iter().map(|(run, _)| *run));
    let is_whole = |term: &usize| occurrences.iter().any(|found| found.term == *term && found.whole);
    let whole = if tier == Tier::Exact { (0..marks.len()).filter(is_whole).count() } else { 0 };
    let mut score = base;
    let strict = parameter("STRICT", 1.0) > 0.5;
    let group = match tier {
        Tier::Exact => 0,
        tier if strict => -(tier as i32),
        _ => -1,
    };
    let has = |want: &Want| {
        want.any.iter().any(|run| words.pieces.iter().any(|(_, text)| text.as_str().contains(run.as_str())))
    };
    let context: Vec<String> = std::iter::once(&stored.title).chain(&stored.record.section).map(|t| crate::text::normalise_text(t)).collect();
    let in_context = |want: &Want| want.any.iter().any(|run| context.iter().any(|text| text.contains(run.as_str())));
    let c = parameter("CTX", 0.8);
    let total: f32 = plan.wants.iter().map(|want| want.weight).sum();
    let covered: f32 = plan.wants.iter().map(|want| if has(want) { want.weight } else if in_context(want) { c * want.weight } else { 0.0 }).sum();
    let a = parameter("COV", 0.7);
    score *= 1.0 - a + a * covered / total.max(1e-6);
    // Proximity: adjacent wants of the query near each other.
    let p = parameter("PROX", 0.0);
    if p > 0.0 && plan.wants.len() > 1 {
        let runs: Vec<&str> = plan.wants.iter().map(|want| want.any[0].as_str()).collect();
        let occ = words.occurrences(runs.iter().copied());
        let mut sum = 0.0;
        let mut most = 0.0;
        for pair in 0..plan.wants.len() - 1 {
            let weight = plan.wants[pair].weight.min(plan.wants[pair + 1].weight);
            most += weight;
            let mut best = usize::MAX;
            for a in occ.iter().filter(|o| o.term == pair) {
                for b in occ.iter().filter(|o| o.term == pair + 1 && o.piece == a.piece) {
                    let gap = if b.normal.start >= a.normal.end { b.normal.start - a.normal.end } else if a.normal.start >= b.normal.end { a.normal.start - b.normal.end } else { 0 };
                    best = best.min(gap / 3);
                }
            }
            if best < usize::MAX {
                sum += weight / (1.0 + best as f32 / parameter("HALF", 5.0));
            }
        }
        score *= 1.0 + p * sum / most.max(1e-6);
    }
    // Long common runs.
    let r = parameter("RUN", 0.0);
    if r > 0.0 {
        let q = &plan.whole;
        let starts: Vec<usize> = q.char_indices().map(|(at, _)| at).chain([q.len()]).collect();
        let mut i = 0;
        let mut sum = 0.0;
        let all = starts.len() - 1;
        while i + 1 < starts.len() {
            let mut j = i;
            while j + 1 < starts.len() && words.pieces.iter().any(|(_, t)| t.as_str().contains(&q[starts[i]..starts[j + 1]])) {
                j += 1;
            }
            let n = j - i;
            if n >= 3 { sum += (n as f32 - 1.0).powf(parameter("POW", 1.0)); }
            i = j.max(i + 1);
        }
        score *= 1.0 + r * sum / (all as f32).powf(parameter("POW", 1.0));
    }
    let k = parameter("KIND", 1.0);
    if matches!(stored.record.body, Body::Note(_)) { score *= k; }
    if let Body::Quote(quote) = &stored.record.body
        && quote.key
        && !quote.same_as.is_empty()
    {
        score *= 0.5;
    }
    Standing { group, whole, score }
}
