//! What is tried, from strict to lenient.
//!
//! Each tier adds records that the stronger ones did not give, and only where those gave fewer than were asked for.
//! Filters, phrases and what must not occur hold in all of them, because every tier starts from the same
//! [`LookUp`].

use std::collections::HashSet;

use super::filters::filter;
use super::occurrence::Words;
use super::plan::{Plan, Want};
use super::query::Query;
use super::rank::{self, Standing};
use super::snippet::snippet;
use super::{Hit, SearchOptions, SearchResult, Tier};
use crate::index::{Candidate, Candidates, Evidence, Filter, Index, LookUp, Stored};

/// Where no limit is given, weaker tiers are tried while there are fewer hits than this.
const ENOUGH: usize = 10;
/// How many candidates are looked at for each hit that is wanted, and at least how many.
const CANDIDATES_PER_HIT: usize = 2;
const FEWEST_CANDIDATES: usize = 40;

/// A record that was found, before it is cut to a snippet.
struct Found {
    stored: Stored,
    tier: Tier,
    standing: Standing,
}

struct Search<'a> {
    index: &'a Index,
    options: &'a SearchOptions<'a>,
    plan: Plan,
    base: LookUp,
    seen: HashSet<Candidate>,
    found: Vec<Found>,
    /// The most that any tier matched: each tier's matches are among those of the next.
    total: usize,
    /// Of these, headings of what must not be shown.
    excluded: usize,
}

pub(super) fn search(index: &Index, query: &Query, options: &SearchOptions<'_>) -> anyhow::Result<SearchResult> {
    let as_text = || Query::text(&query.literal);
    let filter = match filter(index, query, options) {
        Ok(filter) => filter,
        // `note:x` may be text after all, if some note has it.
        Err(error) => {
            let found = Search::new(index, &as_text(), options, Some(options.filter.clone()))?.run()?;
            return if found.tier == Some(Tier::Exact) { Ok(found) } else { Err(error) };
        }
    };
    if query.groups.is_empty() && query.filters.is_empty() && !query.without.is_empty() {
        // So may `-x`, where it stands alone.
        let found = Search::new(index, &as_text(), options, filter.clone())?.exact_only()?;
        if found.tier.is_some() {
            return Ok(found);
        }
    }
    Search::new(index, query, options, filter)?.run()
}

impl<'a> Search<'a> {
    /// `filter` is `None` where the filters exclude each other.
    fn new(
        index: &'a Index,
        query: &Query,
        options: &'a SearchOptions<'a>,
        filter: Option<Filter>,
    ) -> anyhow::Result<Self> {
        let plan = Plan::new(index, query)?;
        let base = LookUp {
            all: Vec::new(),
            none: query.without.clone(),
            rank: plan.evidence.clone(),
            sections: filter.is_none().then(HashSet::new),
            filter: filter.unwrap_or_default(),
        };
        Ok(Search { index, options, plan, base, seen: HashSet::new(), found: Vec::new(), total: 0, excluded: 0 })
    }

    fn enough(&self) -> bool {
        self.found.len() >= self.options.limit.unwrap_or(ENOUGH)
    }

    fn exact_only(mut self) -> anyhow::Result<SearchResult> {
        self.exact()?;
        Ok(self.finish())
    }

    fn run(mut self) -> anyhow::Result<SearchResult> {
        if self.plan.wants.is_empty() {
            let everything = LookUp { rank: Vec::new(), ..self.base.clone() };
            self.take(Tier::All, &everything)?;
            return Ok(self.finish());
        }
        self.exact()?;
        if !self.enough() {
            let all = LookUp { all: self.plan.wants.iter().map(Want::runs).collect(), ..self.base.clone() };
            self.take(Tier::All, &all)?;
        }
        if !self.enough() && self.plan.wants.len() > 1 {
            self.near()?;
        }
        if !self.enough() && self.plan.wants.len() > 1 {
            self.take(Tier::Most, &self.base.clone())?;
        }
        Ok(self.finish())
    }

    /// Evidence that any of the wants is there.
    fn any(&self) -> Vec<Evidence> {
        self.plan.wants.iter().flat_map(Want::runs).collect()
    }

    fn exact(&mut self) -> anyhow::Result<()> {
        if self.plan.exact.is_empty() {
            return Ok(());
        }
        let runs = self.plan.exact.iter().cloned().map(Evidence::Run).collect();
        self.take(Tier::Exact, &LookUp { all: vec![runs], ..self.base.clone() })
    }

    fn near(&mut self) -> anyhow::Result<()> {
        let mut shared: Option<HashSet<u64>> = None;
        for want in &self.plan.wants {
            // What must not occur counts in the record that is shown, not in its neighbours.
            let one = LookUp { all: vec![want.runs()], filter: self.base.filter.clone(), ..LookUp::default() };
            let sections = self.index.sections_of(&one)?;
            let both = match shared {
                Some(shared) => shared.intersection(&sections).copied().collect(),
                None => sections,
            };
            if both.is_empty() {
                return Ok(());
            }
            shared = Some(both);
        }
        self.take(Tier::Near, &LookUp { all: vec![self.any()], sections: shared, ..self.base.clone() })
    }

    /// Adds what a tier finds and the stronger ones did not.
    fn take(&mut self, tier: Tier, look_up: &LookUp) -> anyhow::Result<()> {
        let wanted = match self.options.limit {
            Some(limit) => (limit * CANDIDATES_PER_HIT).max(FEWEST_CANDIDATES).saturating_add(self.seen.len()),
            None => self.index.len(),
        };
        let Candidates { total, best } = self.index.look_up(look_up, wanted.min(self.index.len()))?;
        for candidate in best {
            if !self.seen.insert(candidate.clone()) {
                continue;
            }
            let stored = self.index.fetch(&candidate)?;
            // A heading stands for all below it, so what must not occur must not occur there either.
            if self.index.covers(&stored, &self.base.none)? {
                self.excluded += 1;
                continue;
            }
            let standing = rank::standing(&self.plan, tier, &stored, candidate.score);
            self.found.push(Found { stored, tier, standing });
        }
        self.total = self.total.max(total);
        Ok(())
    }

    fn finish(mut self) -> SearchResult {
        self.found.sort_by(|one, other| {
            let by_standing = other.standing.partial_cmp(&one.standing).unwrap_or(std::cmp::Ordering::Equal);
            by_standing.then_with(|| one.stored.place().cmp(&other.stored.place()))
        });
        if let Some(limit) = self.options.limit {
            self.found.truncate(limit);
        }
        let tier = self.found.iter().map(|found| found.tier).min();
        let dropped = match self.found.first() {
            Some(first) if tier >= Some(Tier::Most) => dropped(&self.plan.wants, &first.stored),
            _ => Vec::new(),
        };
        let total = self.total.saturating_sub(self.excluded).max(self.found.len());
        let hits: Vec<Hit> = self.found.into_iter().map(|found| hit(&self.plan, found, self.options)).collect();
        SearchResult { capped: total > hits.len(), total, tier, dropped, suggestions: Vec::new(), hits }
    }
}

fn hit(plan: &Plan, found: Found, options: &SearchOptions<'_>) -> Hit {
    let words = Words::of(&found.stored.record);
    let marks = plan.marks(found.tier);
    let occurrences = words.occurrences(marks.iter().map(|(run, _)| *run));
    let weights: Vec<f32> = marks.iter().map(|(_, weight)| *weight).collect();
    let snippet = snippet(&words, &occurrences, &weights, options.columns);
    Hit { tier: found.tier, score: found.standing.score, snippet, stored: found.stored }
}

/// The names of the wants that a record's own words lack.
fn dropped(wants: &[Want], stored: &Stored) -> Vec<String> {
    let words = Words::of(&stored.record);
    let lacks = |want: &&Want| words.occurrences(want.any.iter().map(String::as_str)).is_empty();
    let mut names: Vec<String> = wants.iter().filter(lacks).map(|want| want.name.clone()).collect();
    names.dedup();
    names
}
