//! Graded queries: what a search finds among its first hits, weighed by how well each answers.
//!
//! ```text
//! line   = { "class", "query", "targets": [ target ] }
//! target = { "path", "lines": [ first, last ], "grade", "same", "heading" }
//! ```
//!
//! `path` is a note's place within its root, `lines` count from 1. Grade 3 answers the query by itself, 2 is a good part of an
//! answer, 1 is on the subject. Targets with the same number under `same` are one answer and count once. A hit has the grade
//! of the best target that its lines meet; a heading or title counts by its own line, and as more than 1 only where the target
//! says `heading`. Hits without a target count 0.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use townhall::index::Index;
use townhall::model::Kind;
use townhall::search::{Hit, Query, SearchOptions, search};
use townhall::topics::Vocabulary;

/// How many hits are looked at.
const DEPTH: usize = 10;

/// A query with its answers.
#[derive(Deserialize)]
pub(crate) struct GradedQuery {
    /// What kind of query it is.
    pub(crate) class: String,
    /// As it is typed.
    pub(crate) query: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    path: String,
    lines: [usize; 2],
    grade: u32,
    same: u32,
    #[serde(default)]
    heading: bool,
}

/// The figures of one query or the means of several.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Quality {
    /// A hit of grade 3 is the first, among the first three, among the first five.
    pub(crate) success: [f64; 3],
    /// Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen, 2002), with a gain of 2^grade - 1.
    pub(crate) gain: f64,
}

/// Reads graded queries, a line each.
pub(crate) fn queries(path: &Path) -> anyhow::Result<Vec<GradedQuery>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// Asks a query as `townhall search` does.
pub(crate) fn measure(index: &Index, query: &GradedQuery) -> anyhow::Result<Quality> {
    let options = SearchOptions { vocabulary: &Vocabulary::built_in, ..SearchOptions::default() };
    let found = search(index, &Query::parse(&query.query), &options)?;
    let mut seen = HashSet::new();
    let mut quality = Quality::default();
    for (rank, hit) in found.hits.iter().take(DEPTH).enumerate() {
        let Some((grade, same)) = query.judge(hit) else { continue };
        for (success, depth) in quality.success.iter_mut().zip([1, 3, 5]) {
            *success = success.max(f64::from(u8::from(grade == 3 && rank < depth)));
        }
        if seen.insert(same) {
            quality.gain += gain(grade, rank);
        }
    }
    quality.gain /= query.ideal();
    Ok(quality)
}

/// The means of several.
pub(crate) fn mean(all: &[Quality]) -> Quality {
    let count = all.len().max(1) as f64;
    let of = |value: &dyn Fn(&Quality) -> f64| all.iter().map(value).sum::<f64>() / count;
    Quality {
        success: [0, 1, 2].map(|depth| of(&|quality| quality.success[depth])),
        gain: of(&|quality| quality.gain),
    }
}

impl GradedQuery {
    /// Where its answers stand: a note's path, its first and last line.
    #[allow(dead_code, reason = "the bench asks for none")]
    pub(crate) fn places(&self) -> impl Iterator<Item = (&str, [usize; 2])> {
        self.targets.iter().map(|target| (target.path.as_str(), target.lines))
    }

    /// The grade of a hit, and which answer it is.
    fn judge(&self, hit: &Hit) -> Option<(u32, u32)> {
        let is_heading = matches!(hit.stored.record.kind(), Kind::Note | Kind::Section);
        let lines = hit.stored.record.lines;
        let first = lines.first as usize;
        let last = if is_heading { first } else { lines.last as usize };
        let meets = |target: &&Target| {
            target.path == hit.stored.note.note_path && last >= target.lines[0] && first <= target.lines[1]
        };
        let grade =
            |target: &Target| if is_heading && !target.heading { target.grade.min(1) } else { target.grade };
        // Of equal ones the first.
        let met = self.targets.iter().rev().filter(meets);
        met.max_by_key(|target| grade(target)).map(|target| (grade(target), target.same))
    }

    /// The gain of the best order.
    fn ideal(&self) -> f64 {
        let mut best: Vec<(u32, u32)> =
            self.targets.iter().map(|target| (target.same, target.grade)).collect();
        best.sort_by_key(|&(same, grade)| (same, std::cmp::Reverse(grade)));
        best.dedup_by_key(|(same, _)| *same);
        best.sort_by_key(|&(_, grade)| std::cmp::Reverse(grade));
        best.iter().take(DEPTH).enumerate().map(|(rank, &(_, grade))| gain(grade, rank)).sum()
    }
}

fn gain(grade: u32, rank: usize) -> f64 {
    f64::from((1 << grade) - 1) / (rank as f64 + 2.0).log2()
}
