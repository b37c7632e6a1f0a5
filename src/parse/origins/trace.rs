//! From which words of a note a key quote was made, and how.

use std::collections::HashMap;
use std::ops::Range;

use crate::language::lexicon::JOINING_CLAUSES;
use crate::language::negation::negates;
use crate::text::align::{Block, Tokens, align};

/// What a key quote is beside the words that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Making {
    /// The same words, one behind the other.
    Verbatim,
    /// Words of one place in their order, some left out.
    Abridged,
    /// Words of several places.
    Combined,
    /// Close to the words of a place, and not the same.
    Altered(Change),
    /// Words that stand nowhere else.
    Unsourced,
}

/// What has been changed of altered words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Some words are others.
    Words,
    /// They are the same in another order.
    Order,
    /// What is left out turned what they say.
    Negation,
}

/// A place that words were taken from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its number among the sources.
    pub source: usize,
    /// Which tokens of the quote are which of its own, in their order.
    pub blocks: Vec<Block>,
}

/// Words that may have been quoted again, with their tokens.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Tokens,
}

/// A key quote.
pub(super) struct Key<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Tokens,
}

/// The most sources that a quote is aligned with, those first that have most rare runs in common with it.
const MOST_CANDIDATES: usize = 12;
/// The most sources that a quote may be made of.
const MOST_PARTS: usize = 4;
/// The fewest tokens that one of several sources must give.
const LEAST_PART: usize = 4;
/// The share of a quote's tokens that altered words have in common with a place, in percent.
const LEAST_COMMON: usize = 55;
/// In the gap between two runs that two texts have in common, shorter runs count too; up to so many comparisons.
const MOST_IN_GAP: usize = 4096;

/// For each key quote, the sources that have runs of its tokens, those first that have most of what few others have.
pub(super) fn candidates(keys: &[Key<'_>], sources: &[Source<'_>]) -> Vec<Vec<usize>> {
    let mut holders: HashMap<u64, (Vec<usize>, u32)> = HashMap::new();
    for (number, key) in keys.iter().enumerate() {
        for run in key.tokens.runs() {
            let (of, _) = holders.entry(run).or_default();
            if of.last() != Some(&number) {
                of.push(number);
            }
        }
    }
    let mut shared: Vec<Vec<u64>> = Vec::with_capacity(sources.len());
    for source in sources {
        let mut runs: Vec<u64> = source.tokens.runs().filter(|run| holders.contains_key(run)).collect();
        runs.sort_unstable();
        runs.dedup();
        for run in &runs {
            if let Some((_, times)) = holders.get_mut(run) {
                *times += 1;
            }
        }
        shared.push(runs);
    }
    let mut scores: Vec<HashMap<usize, f32>> = vec![HashMap::new(); keys.len()];
    for (source, runs) in shared.iter().enumerate() {
        for run in runs {
            let Some((of, times)) = holders.get(run) else { continue };
            for key in of {
                *scores[*key].entry(source).or_default() += 1.0 / *times as f32;
            }
        }
    }
    let best = |scores: HashMap<usize, f32>| {
        let mut scores: Vec<(usize, f32)> = scores.into_iter().collect();
        scores.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        scores.into_iter().take(MOST_CANDIDATES).map(|(source, _)| source).collect()
    };
    scores.into_iter().map(best).collect()
}

/// What a key quote is made of, by the sources that may be it.
pub(super) fn trace(key: &Key<'_>, sources: &[Source<'_>], candidates: &[usize]) -> (Making, Vec<Part>) {
    let whole = 0..key.tokens.len();
    for &source in candidates {
        if let Some(found) = sources[source].tokens.find(&key.tokens) {
            let part = Part { source, blocks: vec![Block { one: whole, other: found }] };
            let making = match drops_negation(&sources[source], &part.blocks) {
                true => Making::Altered(Change::Negation),
                false => Making::Verbatim,
            };
            return (making, vec![part]);
        }
    }
    let mut aligned: Vec<Part> = candidates
        .iter()
        .map(|&source| {
            let tokens = &sources[source].tokens;
            let mut blocks = align(&key.tokens, tokens);
            tokens.settle(&mut blocks);
            Part { source, blocks }
        })
        .filter(|part| !part.blocks.is_empty())
        .collect();
    // Of several that have as much the first.
    aligned.sort_by_key(|part| std::cmp::Reverse(covered(&part.blocks)));
    let Some(best) = aligned.first() else { return (Making::Unsourced, Vec::new()) };
    if let Some(blocks) = as_subset(key, &sources[best.source], &best.blocks) {
        let making = match drops_negation(&sources[best.source], &blocks) {
            true => Making::Altered(Change::Negation),
            false => Making::Abridged,
        };
        return (making, vec![Part { source: best.source, blocks }]);
    }
    let parts = combined(key, sources, candidates, best);
    let is_whole = is_harmless(key, &parts.iter().flat_map(|part| part.blocks.iter()).collect::<Vec<_>>());
    let is_one = parts.iter().all(|part| part.source == best.source);
    if is_whole && !is_one {
        let is_turned = parts.iter().any(|part| drops_negation(&sources[part.source], &part.blocks));
        let making = if is_turned { Making::Altered(Change::Negation) } else { Making::Combined };
        return (making, parts);
    }
    let all: usize = parts.iter().map(|part| covered(&part.blocks)).sum();
    let least = key.tokens.len() * LEAST_COMMON;
    if is_whole {
        return (Making::Altered(Change::Order), parts);
    }
    let blocks = filled(key, &sources[best.source], &best.blocks, SHORT_RUN);
    if covered(&blocks) * 100 >= least || all * 100 >= least && covered(&blocks) * 200 >= least {
        return (Making::Altered(Change::Words), vec![Part { source: best.source, blocks }]);
    }
    (Making::Unsourced, Vec::new())
}

fn covered(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.one.len()).sum()
}

/// The runs of a quote in one source, where that has all its words in their order.
fn as_subset(key: &Key<'_>, source: &Source<'_>, blocks: &[Block]) -> Option<Vec<Block>> {
    if covered(blocks) * 2 < key.tokens.len() {
        return None;
    }
    let mut blocks = filled(key, source, blocks, 1);
    source.tokens.settle(&mut blocks);
    let is_of_runs = blocks.len() * 2 <= key.tokens.len();
    (is_of_runs && is_harmless(key, &blocks.iter().collect::<Vec<_>>())).then_some(blocks)
}

/// Whether all that a quote has beside these runs joins clauses or stands in brackets, as an editor's words do.
fn is_harmless(key: &Key<'_>, blocks: &[&Block]) -> bool {
    let mut blocks: Vec<&Block> = blocks.to_vec();
    blocks.sort_by_key(|block| block.one.start);
    let starts = blocks.iter().map(|block| block.one.start).chain([key.tokens.len()]);
    let mut from = 0;
    for (number, start) in starts.enumerate() {
        if start > from {
            let span = key.tokens.span(from..start);
            let is_bracketed =
                crate::text::marks::opening_bracket(key.text[span.end..].chars().next().unwrap_or_default())
                    .is_some_and(|open| key.text[..span.start].ends_with(open));
            if !JOINING_CLAUSES.contains(key.text[span].trim()) && !is_bracketed {
                return false;
            }
        }
        from = from.max(blocks.get(number).map_or(from, |block| block.one.end));
    }
    true
}

/// The shortest run that counts in a gap.
const SHORT_RUN: usize = 2;

/// The runs with those in the gaps between them, and before the first and behind the last as far as the quote goes.
fn filled(key: &Key<'_>, source: &Source<'_>, blocks: &[Block], shortest: usize) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return all };
    let reach = |gap: usize| gap * 2 + 4;
    let head = first.other.start.saturating_sub(reach(first.one.start))..first.other.start;
    all.extend(in_gap(key, source, 0..first.one.start, head, shortest));
    for pair in blocks.windows(2) {
        all.push(pair[0].clone());
        let (one, other) = (pair[0].one.end..pair[1].one.start, pair[0].other.end..pair[1].other.start);
        all.extend(in_gap(key, source, one, other, shortest));
    }
    all.push(last.clone());
    let rest = last.one.end..key.tokens.len();
    let tail = last.other.end..source.tokens.len().min(last.other.end + reach(rest.len()));
    all.extend(in_gap(key, source, rest, tail, shortest));
    all
}

fn in_gap(
    key: &Key<'_>,
    source: &Source<'_>,
    one: Range<usize>,
    other: Range<usize>,
    shortest: usize,
) -> Vec<Block> {
    if one.is_empty() || other.is_empty() || one.len().saturating_mul(other.len()) > MOST_IN_GAP {
        return Vec::new();
    }
    let (ours, theirs) = (key.tokens.part(one.clone()), source.tokens.part(other.clone()));
    let blocks = ours.common(&theirs, shortest).into_iter();
    blocks.map(|block| moved(block, one.start, other.start)).collect()
}

fn moved(block: Block, one: usize, other: usize) -> Block {
    Block {
        one: block.one.start + one..block.one.end + one,
        other: block.other.start + other..block.other.end + other,
    }
}

/// The sources that give the words of a quote which the best of them lacks, one after the other.
fn combined(key: &Key<'_>, sources: &[Source<'_>], candidates: &[usize], best: &Part) -> Vec<Part> {
    let mut parts = vec![best.clone()];
    while parts.len() < MOST_PARTS {
        let further = free(key, &parts).into_iter().filter(|gap| gap.len() >= LEAST_PART).find_map(|gap| {
            let words = key.tokens.part(gap.clone());
            let found = candidates.iter().map(|&source| {
                let blocks = align(&words, &sources[source].tokens).into_iter();
                Part { source, blocks: blocks.map(|block| moved(block, gap.start, 0)).collect() }
            });
            let found = found.filter(|part| covered(&part.blocks) >= LEAST_PART);
            // Of several that have as much the first, which is why the order is turned.
            found.rev().max_by_key(|part| covered(&part.blocks))
        });
        match further {
            Some(part) => parts.push(part),
            None => break,
        }
    }
    parts
}

/// The runs of a quote's tokens that no part gives.
fn free(key: &Key<'_>, parts: &[Part]) -> Vec<Range<usize>> {
    let mut taken = vec![false; key.tokens.len()];
    for block in parts.iter().flat_map(|part| &part.blocks) {
        taken[block.one.clone()].fill(true);
    }
    let mut free: Vec<Range<usize>> = Vec::new();
    for at in (0..taken.len()).filter(|at| !taken[*at]) {
        match free.last_mut() {
            Some(gap) if gap.end == at => gap.end += 1,
            _ => free.push(at..at + 1),
        }
    }
    free
}

/// Whether what is left out between the runs, or of the clause that the first begins within, turns what they say. A clause
/// that is left out whole turns nothing.
fn drops_negation(source: &Source<'_>, blocks: &[Block]) -> bool {
    let tokens = &source.tokens;
    let start = blocks.first().map_or(0, |block| block.other.start);
    let clause = tokens.clause_start(start);
    let gaps = blocks.windows(2).map(|pair| pair[0].other.end..pair[1].other.start);
    let within = gaps.flat_map(|gap| {
        // From the begin of the gap to where a clause begins in it, and from where the last one does to its end.
        let begins = |at: &usize| tokens.begins_clause(*at);
        match (gap.clone().chain([gap.end]).find(begins), gap.clone().chain([gap.end]).rev().find(begins)) {
            (Some(first), Some(last)) => vec![gap.start..first, last..gap.end],
            _ => vec![gap],
        }
    });
    std::iter::once(clause..start)
        .chain(within)
        .filter(|gap| !gap.is_empty())
        .any(|gap| negates(&source.text[tokens.span(gap)]))
}
