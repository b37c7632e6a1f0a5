//! What a query comes to: the runs that make a hit exact, the terms it is about, and the evidence to rank by.

use super::Tier;
use super::query::{Piece, Query};
use super::rank;
use super::terms::terms;
use crate::index::{Evidence, Index, LookUp};
use crate::text::{Script, script};

/// A query, ready to be run against one index.
pub(super) struct Plan {
    /// Any of these makes a hit exact.
    pub(super) exact: Vec<String>,
    /// What it is about, in order.
    pub(super) wants: Vec<Want>,
    /// All its words as they stand, joined by spaces.
    pub(super) whole: String,
    /// What tantivy scores candidates by.
    pub(super) evidence: Vec<(Evidence, f32)>,
}

/// One thing that a query wants, in one of several wordings.
pub(super) struct Want {
    pub(super) any: Vec<String>,
    /// What a reader would call it: the word that they separated by spaces, or its part where there is but one.
    pub(super) name: String,
    /// Whether it must occur as it is.
    phrase: bool,
    /// How much finding it says, from its rarity in the library.
    pub(super) weight: f32,
}

impl Want {
    pub(super) fn runs(&self) -> Vec<Evidence> {
        self.any.iter().cloned().map(Evidence::Run).collect()
    }
}

impl Plan {
    pub(super) fn new(index: &Index, query: &Query) -> anyhow::Result<Self> {
        let mut exact = Vec::new();
        if let [alternatives] = query.groups.as_slice() {
            exact.extend(alternatives.iter().map(|piece| piece.text.clone()));
        } else if query.groups.iter().all(|group| group.len() == 1) {
            exact.push(query.groups.iter().map(|group| group[0].text.as_str()).collect::<Vec<_>>().join(" "));
        }
        if query.without.is_empty() && query.filters.is_empty() {
            exact.push(query.literal.clone());
        }
        exact.retain(|run| !run.is_empty());
        exact.sort();
        exact.dedup();
        let mut wants: Vec<Want> = Vec::new();
        for group in &query.groups {
            for want in self::wants(group, query.groups.len() == 1) {
                wants.extend(known_parts(index, want)?);
            }
        }
        for want in &mut wants {
            want.weight = rarity(index, &want.any)?;
        }
        let whole: Vec<&str> = query.groups.iter().flatten().map(|piece| piece.text.as_str()).collect();
        let whole = whole.join(" ");
        let content = wants.iter().flat_map(|want| want.any.iter().map(String::as_str));
        let evidence = rank::evidence(content, &whole);
        Ok(Plan { exact, wants, whole, evidence })
    }

    /// The runs to mark in a hit of this tier, with their weights.
    pub(super) fn marks(&self, tier: Tier) -> Vec<(&str, f32)> {
        match tier {
            Tier::Exact => self.exact.iter().map(|run| (run.as_str(), 1.0)).collect(),
            _ => {
                let runs =
                    self.wants.iter().flat_map(|want| want.any.iter().map(|run| (run.as_str(), want.weight)));
                runs.collect()
            }
        }
    }
}

/// Takes a term that no record has apart into the longest runs that some record has. The segmenter does not know
/// every name, and glues what it does not know to what stands beside it; the library itself knows better.
fn known_parts(index: &Index, want: Want) -> anyhow::Result<Vec<Want>> {
    let [term] = want.any.as_slice() else { return Ok(vec![want]) };
    let occurs = |run: &str| -> anyhow::Result<bool> {
        let all = vec![vec![Evidence::Run(run.to_owned())]];
        Ok(index.frequency(run)? > 0 && index.count(&LookUp { all, ..LookUp::default() })? > 0)
    };
    let ends: Vec<usize> = boundaries(term);
    if want.phrase || ends.len() < 4 || occurs(term)? {
        return Ok(vec![want]);
    }
    let mut parts = Vec::new();
    let mut from = 0;
    while from + 1 < ends.len() {
        let mut to = from + 1;
        while to + 1 < ends.len() && occurs(&term[ends[from]..ends[to + 1]])? {
            to += 1;
        }
        // A single character that fits nowhere tells too little to be looked for.
        if to > from + 1 || script(term[ends[from]..].chars().next().unwrap_or(' ')) == Script::Word {
            let part = term[ends[from]..ends[to]].to_owned();
            parts.push(Want { any: vec![part], name: want.name.clone(), ..want });
        }
        from = to;
    }
    Ok(if parts.is_empty() { vec![want] } else { parts })
}

/// Where a term may be cut: between Chinese characters and around words.
fn boundaries(term: &str) -> Vec<usize> {
    let mut ends = vec![0];
    let mut previous = None;
    for (at, character) in term.char_indices() {
        let class = script(character);
        if at > 0 && (class == Script::Han || previous != Some(class)) {
            ends.push(at);
        }
        previous = Some(class);
    }
    ends.push(term.len());
    ends
}

/// The weight that BM25 gives to how rare something is, for the most frequent of the wordings.
fn rarity(index: &Index, wordings: &[String]) -> anyhow::Result<f32> {
    let mut frequency = 0;
    for wording in wordings {
        frequency = frequency.max(index.frequency(wording)?);
    }
    let (count, frequency) = (index.len().max(frequency) as f32, frequency as f32);
    Ok((1.0 + (count - frequency + 0.5) / (frequency + 0.5)).ln())
}

/// What a group of a query wants: the terms of a word, a phrase as it is, or any of several as they are.
fn wants(group: &[Piece], only: bool) -> Vec<Want> {
    let texts = || group.iter().map(|piece| piece.text.clone());
    match group {
        [piece] if !piece.phrase => terms(&piece.text)
            .into_iter()
            .map(|term| Want {
                name: if only { term.clone() } else { piece.text.clone() },
                any: vec![term],
                phrase: false,
                weight: 0.0,
            })
            .collect(),
        _ => vec![Want {
            any: texts().collect(),
            name: texts().collect::<Vec<_>>().join(" OR "),
            phrase: true,
            weight: 0.0,
        }],
    }
}
