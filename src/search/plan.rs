//! What a query comes to: the runs that make a hit exact, the terms it is about, and the evidence to rank by.

use std::collections::HashSet;
use std::ops::Range;

use super::Tier;
use super::query::{Piece, Query};
use super::rank;
use super::terms::terms;
use super::variants::Replacement;
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
    /// The other wordings that it has for some of them, if it is a variant.
    pub(super) instead: Option<String>,
    /// The text of each group of the query.
    groups: Vec<String>,
    /// What tantivy scores candidates by.
    pub(super) evidence: Vec<(Evidence, f32)>,
}

/// How many words of a query may together have another name.
const LONGEST_SPAN: usize = 4;

/// What a single character weighs that was left when a term was taken apart, beside a term of the same rarity.
const LEFT_OVER: f32 = 0.25;

/// One thing that a query wants, in one of several wordings.
#[derive(Debug, Clone)]
pub(super) struct Want {
    pub(super) any: Vec<String>,
    /// What a reader would call it: the word that they separated by spaces, or its part where there is but one.
    pub(super) name: String,
    /// Whether it must occur as it is.
    pub(super) phrase: bool,
    /// Whether it is a single character that was left when a term was taken apart.
    pub(super) left_over: bool,
    /// Which group of the query it comes from.
    group: usize,
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
        for (position, group) in query.groups.iter().enumerate() {
            for want in self::wants(group, position, query.groups.len() == 1) {
                wants.extend(known_parts(index, want)?);
            }
        }
        for want in &mut wants {
            want.weight = rarity(index, &want.any)?;
            if want.left_over {
                want.weight *= LEFT_OVER;
            }
        }
        let texts: Vec<String> = query.groups.iter().map(|group| joined(group, " ")).collect();
        Ok(Plan::of(exact, wants, texts))
    }

    fn of(exact: Vec<String>, wants: Vec<Want>, groups: Vec<String>) -> Self {
        let whole = groups.join(" ");
        let content = wants.iter().flat_map(|want| want.any.iter().map(String::as_str));
        let evidence = rank::evidence(content, &whole);
        Plan { exact, wants, whole, instead: None, groups, evidence }
    }

    /// The plan with other wordings for some of its wants, which must then occur as they are.
    pub(super) fn with(&self, index: &Index, replacements: Vec<Replacement>) -> anyhow::Result<Self> {
        let mut instead: Vec<String> = Vec::new();
        let mut wants: Vec<Want> = Vec::new();
        let mut next = 0;
        for Replacement { wants: replaced, any } in replacements {
            wants.extend_from_slice(&self.wants[next..replaced.start]);
            let name = any.join(" OR ");
            instead.push(name.clone());
            let group = self.wants[replaced.start].group;
            let weight = rarity(index, &any)?;
            wants.push(Want { any, name, phrase: true, left_over: false, group, weight });
            next = replaced.end;
        }
        wants.extend_from_slice(&self.wants[next..]);
        let texts = wants.iter().map(|want| want.any.join(" ")).collect();
        Ok(Plan { instead: Some(instead.join(", ")), ..Plan::of(Vec::new(), wants, texts) })
    }

    /// Whether this is a whole word of the query, as it was typed.
    pub(super) fn is_group(&self, text: &str) -> bool {
        self.groups.iter().any(|group| group == text)
    }

    /// The stretches of the query that may have another wording, each with its text, the longest first: several
    /// words that stand together, a word, a part of a word. Phrases are not among them.
    pub(super) fn spans(&self) -> Vec<(Range<usize>, String)> {
        let mut spans: Vec<(Range<usize>, String)> = Vec::new();
        let starts: Vec<usize> = (0..=self.groups.len())
            .map(|group| self.wants.iter().take_while(|want| want.group < group).count())
            .collect();
        for length in (1..=self.groups.len().min(LONGEST_SPAN)).rev() {
            for first in 0..=self.groups.len() - length {
                let wants = starts[first]..starts[first + length];
                spans.push((wants, self.groups[first..first + length].join(" ")));
            }
        }
        spans.extend(self.wants.iter().enumerate().map(|(at, want)| (at..at + 1, want.any.join(" "))));
        let mut seen = HashSet::new();
        spans.retain(|(wants, text)| {
            !wants.is_empty()
                && !self.wants[wants.clone()].iter().any(|want| want.phrase)
                && seen.insert((wants.clone(), text.clone()))
        });
        spans
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
        Ok(index.frequency(run)? > 0 && index.any(&LookUp { all, ..LookUp::default() })?)
    };
    let ends = boundaries(term);
    if want.phrase || ends.len() < 4 || occurs(term)? {
        return Ok(vec![want]);
    }
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut unknown: Option<Range<usize>> = None;
    let mut from = 0;
    while from + 1 < ends.len() {
        let mut to = from + 1;
        while to + 1 < ends.len() && occurs(&term[ends[from]..ends[to + 1]])? {
            to += 1;
        }
        let is_word = term[ends[from]..].starts_with(|first| script(first) == Script::Word);
        if to > from + 1 || (is_word && occurs(&term[ends[from]..ends[to]])?) {
            parts.extend(unknown.take());
            parts.push(ends[from]..ends[to]);
        } else {
            // What fits nowhere stays together, and is missed as a whole.
            unknown = Some(unknown.map_or(ends[from], |run| run.start)..ends[to]);
        }
        from = to;
    }
    parts.extend(unknown);
    let is_named_so = want.name == *term;
    let want_part = |part: Range<usize>| {
        let text = term[part].to_owned();
        let name = if is_named_so { text.clone() } else { want.name.clone() };
        Want { left_over: text.chars().count() == 1, any: vec![text], name, ..want.clone() }
    };
    Ok(parts.into_iter().map(want_part).collect())
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
fn wants(group: &[Piece], position: usize, only: bool) -> Vec<Want> {
    let want = |any: Vec<String>, name: String, phrase| Want {
        any,
        name,
        phrase,
        left_over: false,
        group: position,
        weight: 0.0,
    };
    match group {
        [piece] if !piece.phrase => {
            let name = |term: &String| if only { term.clone() } else { piece.text.clone() };
            terms(&piece.text).into_iter().map(|term| want(vec![term.clone()], name(&term), false)).collect()
        }
        _ => vec![want(group.iter().map(|piece| piece.text.clone()).collect(), joined(group, " OR "), true)],
    }
}

fn joined(group: &[Piece], separator: &str) -> String {
    group.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(separator)
}
