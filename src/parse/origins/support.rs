//! Which words of a note stand behind a claim.
//!
//! A claim sums up what was said, in other words. So it is compared by pairs of characters and by words, each weighted by how
//! few of the note's records have it (inverse document frequency, Spärck Jones 1972); the question that a quote answers and
//! the heading above it count too, for less.

use std::collections::{HashMap, HashSet};

use crate::model::{Body, Prediction, Record};
use crate::text::align::Tokens;

/// How much of a claim's weight a record must have to stand behind it.
const LEAST: f64 = 0.13;
/// One that has less than this share of what the best one has stands behind it no more.
const BESIDE_BEST: f64 = 0.7;
/// The most quotes that are told.
const MOST: usize = 3;
/// What a word in the question or in the heading is worth, beside one in the words themselves.
const CONTEXT: f64 = 0.5;

/// A record that may stand behind claims.
struct Behind {
    /// Its place in the note.
    place: usize,
    own: HashSet<u64>,
    context: HashSet<u64>,
    is_quote: bool,
}

/// A claim, and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Support {
    /// The place of its record.
    pub claim: usize,
    /// The places of the quotes behind it, the nearest first.
    pub quotes: Vec<usize>,
    /// How much of its weight the nearest record of the body has, be it a quote or not: from 0 to 1.
    pub nearest: f64,
}

/// The claims of a note with what stands behind each.
pub fn supports(records: &[Record]) -> Vec<Support> {
    let claims: Vec<(usize, &Prediction)> = records
        .iter()
        .enumerate()
        .filter_map(|(place, record)| match &record.body {
            Body::Prediction(prediction) => Some((place, prediction)),
            _ => None,
        })
        .collect();
    if claims.is_empty() {
        return Vec::new();
    }
    let body: Vec<Behind> =
        records.iter().enumerate().filter_map(|(place, record)| behind(place, record)).collect();
    let mut holders: HashMap<u64, usize> = HashMap::new();
    for word in body.iter().flat_map(|behind| behind.own.union(&behind.context)) {
        *holders.entry(*word).or_default() += 1;
    }
    let weight = |word: &u64| {
        let times = holders.get(word).copied().unwrap_or(0);
        ((body.len() + 1) as f64 / (times + 1) as f64).ln()
    };
    claims
        .into_iter()
        .map(|(claim, prediction)| {
            let words = words([Some(&prediction.claim), prediction.detail.as_ref()].into_iter().flatten());
            let all: f64 = words.iter().map(weight).sum();
            let share = |behind: &Behind| {
                let own: f64 = words.intersection(&behind.own).map(weight).sum();
                let context: f64 = words
                    .intersection(&behind.context)
                    .filter(|word| !behind.own.contains(word))
                    .map(weight)
                    .sum();
                if all > 0.0 { (own + CONTEXT * context) / all } else { 0.0 }
            };
            let may_be =
                |behind: &&Behind| says_the_same(prediction.by.as_deref(), records[behind.place].speaker());
            let mut shares: Vec<(f64, &Behind)> =
                body.iter().filter(may_be).map(|behind| (share(behind), behind)).collect();
            shares.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.place.cmp(&other.1.place)));
            let nearest = shares.first().map_or(0.0, |(share, _)| *share);
            let quotes = shares.iter().filter(|(_, behind)| behind.is_quote);
            let best = quotes.clone().next().map_or(0.0, |(share, _)| *share);
            let quotes = quotes.filter(|(share, _)| *share >= LEAST && *share >= best * BESIDE_BEST);
            Support { claim, quotes: quotes.take(MOST).map(|(_, behind)| behind.place).collect(), nearest }
        })
        .collect()
}

/// Whether whoever makes a claim may have said some words: nobody's may be anybody's.
fn says_the_same(by: Option<&str>, speaker: Option<&str>) -> bool {
    match (by, speaker) {
        (Some(by), Some(speaker)) => by.contains(speaker) || speaker.contains(by),
        _ => true,
    }
}

fn behind(place: usize, record: &Record) -> Option<Behind> {
    let (text, question, is_quote) = match &record.body {
        Body::Quote(quote) if !quote.key => (&quote.text, quote.question.as_ref(), true),
        Body::Passage(passage) => (&passage.text, None, false),
        _ => return None,
    };
    let own = words([text]);
    let context = words(question.into_iter().chain(record.section.last()));
    Some(Behind { place, own, context, is_quote })
}

/// The pairs of characters and the words of some texts.
fn words<'t>(texts: impl IntoIterator<Item = &'t String>) -> HashSet<u64> {
    texts.into_iter().flat_map(|text| Tokens::of(text).words()).collect()
}
