//! What is tried, from strict to lenient.
//!
//! Each tier adds records that the stronger ones did not give, and only where those gave fewer than were asked for.
//! A record of `near` or `most` that has less than half of what the query is about, or a part of a query that other
//! records have whole in other words, is accidental: it steps back for what weaker tiers find, and is shown where they
//! find nothing. A record of `near` that has less of the query by itself than the best one of `most` is no more than that.
//! Filters, phrases and what must not occur hold in all of them, because every tier starts from the same
//! [`LookUp`].

use std::collections::HashSet;

use super::filters::{is_of_notes, narrowed};
use super::found::{self, Found};
use super::occurrence::RecordWords;
use super::options::SearchOptions;
use super::plan::{Plan, Want};
use super::planning;
use super::query::Query;
use super::rank;
use super::tier::Tier;
use super::variants::{self, Variant};
use super::{Hit, SearchResult, in_other_words, introduced, translate};
use crate::model::{KINDS, Kind};
use crate::records::{Candidate, Candidates, Evidence, Filter, LookUp, Records, SectionKey};

/// Weaker tiers are tried while there are fewer hits than this, however many are shown: so the total, too, does not hang on
/// that.
const ENOUGH: usize = 10;
/// Where the strict tiers give fewer, parts of the query are tried by their other names too.
const FEW: usize = 3;
/// How many candidates are looked at for each hit that is wanted, and at least how many.
const CANDIDATES_PER_HIT: usize = 2;
const FEWEST_CANDIDATES: usize = 40;
/// How many are looked at in the tiers `near` and weaker, however many hits are wanted.
const LOOSE_CANDIDATES: usize = 60;
/// How much of the weight of its terms a hit of the tier `near` must have with its headings, and one of `most` if
/// there are other hits.
const LEAST_COVERED: f32 = 0.5;
/// How much of a query in Chinese a record must have for a look.
const LEAST_TRANSLATED: f32 = 0.2;

struct Search<'a> {
    records: &'a dyn Records,
    query: &'a Query,
    options: &'a SearchOptions<'a>,
    /// The query's own plan, then those of its variants.
    plans: Vec<Plan>,
    base: LookUp,
    seen: HashSet<Candidate>,
    found: Vec<Found>,
    /// The most that `exact` or `all` matched: each one's matches are among those of the next.
    total: usize,
    /// Of these, those that must not be shown.
    excluded: usize,
}

pub(super) fn search(
    records: &dyn Records,
    query: &Query,
    options: &SearchOptions<'_>,
) -> anyhow::Result<SearchResult> {
    let as_text = || Query::text(&query.literal);
    let mut remarks = Vec::new();
    let filter = match narrowed(records, query, options, &mut remarks) {
        Ok(filter) => filter,
        // `note:x` may be text after all, if some note has it.
        Err(error) => {
            let found = Search::new(records, &as_text(), options, options.filter.clone())?.run()?;
            return if found.tier == Some(Tier::Exact) { Ok(found) } else { Err(error) };
        }
    };
    if query.groups.is_empty() && query.filters.is_empty() && !query.without.is_empty() {
        // So may `-x`, where it stands alone.
        let found = Search::new(records, &as_text(), options, filter.clone())?.exact_only()?;
        if found.tier.is_some() {
            return Ok(found);
        }
    }
    let mut found = Search::new(records, query, options, filter)?.run()?;
    remarks.append(&mut found.remarks);
    Ok(SearchResult { remarks, ..found })
}

impl<'a> Search<'a> {
    fn new(
        records: &'a dyn Records,
        query: &'a Query,
        options: &'a SearchOptions<'a>,
        filter: Filter,
    ) -> anyhow::Result<Self> {
        let plan = planning::plan(records, query)?;
        let base = LookUp {
            all: Vec::new(),
            none: query.without.clone(),
            rank: plan.evidence.clone(),
            best: Vec::new(),
            sections: None,
            filter,
        };
        Ok(Search {
            records,
            query,
            options,
            plans: vec![plan],
            base,
            seen: HashSet::new(),
            found: Vec::new(),
            total: 0,
            excluded: 0,
        })
    }

    fn enough(&self) -> bool {
        self.found.iter().filter(|found| !found::is_accidental(found, LEAST_COVERED)).count() >= ENOUGH
    }

    fn exact_only(mut self) -> anyhow::Result<SearchResult> {
        self.exact()?;
        self.finish()
    }

    fn run(mut self) -> anyhow::Result<SearchResult> {
        if self.plans[0].wants.is_empty() {
            let everything = LookUp { rank: Vec::new(), ..self.base.clone() };
            self.take(Tier::All, 0, &everything)?;
            return self.finish();
        }
        self.exact()?;
        if !self.enough() {
            self.all(Tier::All, 0)?;
        }
        if !self.enough() && self.plans[0].wants.len() > 1 {
            self.near()?;
        }
        // Where a name was taken apart its parts may stand together by chance.
        let strict = !self.found.is_empty() && !self.plans[0].wants.iter().any(|want| want.left_over);
        if !self.enough() {
            self.most()?;
        }
        self.lend()?;
        self.demote();
        let mut accidental = self.set_aside(LEAST_COVERED);
        if self.found.iter().all(|found| found.tier > Tier::All) {
            let sounds = variants::by_syllables(self.records, &self.plans[0])?;
            let whole = !sounds.is_empty();
            accidental.extend(self.variants_for_parts(Tier::Sound, sounds, whole)?);
        }
        if !self.enough() || !strict {
            let whole = strict && self.found.len() >= FEW;
            let wide = self.found.iter().all(|found| found.tier > Tier::All);
            let names = variants::by_name(self.records, &self.plans[0], self.options, whole, wide)?;
            let whole = !strict && names.iter().any(|name| name.replaces_all(self.plans[0].wants.len()));
            accidental.extend(self.variants_for_parts(Tier::Alias, names, whole)?);
        }
        accidental.extend(self.translated()?);
        let is_translated = self.found.iter().any(|found| found.tier == Tier::Translated);
        if !strict && !is_translated {
            let nothing = self.found.is_empty();
            let sounds = variants::by_sound(self.records, &self.plans[0], nothing)?;
            accidental.extend(self.mended(Tier::Sound, sounds)?);
            let spellings = variants::by_spelling(self.records, &self.plans[0])?;
            accidental.extend(self.mended(Tier::Typo, spellings)?);
        }
        if self.found.iter().all(|found| matches!(found.tier, Tier::Near | Tier::Most)) {
            self.take_back(accidental);
        }
        self.finish()
    }

    /// Records that have every want of a plan.
    fn all(&mut self, tier: Tier, plan: usize) -> anyhow::Result<()> {
        let Plan { wants, evidence, .. } = &self.plans[plan];
        if !wants.iter().all(|want| want.may_occur) {
            return Ok(());
        }
        let all = wants.iter().map(Want::runs).collect();
        let look_up = LookUp { all, rank: evidence.clone(), ..self.base.clone() };
        self.take(tier, plan, &look_up)
    }

    fn variants(&mut self, tier: Tier, variants: Vec<Variant>) -> anyhow::Result<()> {
        self.records.foresee(&|| variants::foreseen(&variants))?;
        for Variant { replacements } in variants {
            let plan = planning::reworded(self.records, &self.plans[0], replacements)?;
            self.plans.push(plan);
            self.all(tier, self.plans.len() - 1)?;
        }
        Ok(())
    }

    /// Tries variants. Where these stand for the `whole` query, the records that have all of it in other words are
    /// meant, however many have a part of it in its own: gives these, no longer among the hits.
    fn variants_for_parts(
        &mut self,
        tier: Tier,
        variants: Vec<Variant>,
        whole: bool,
    ) -> anyhow::Result<Vec<Found>> {
        let parts = if whole { self.set_aside(f32::INFINITY) } else { Vec::new() };
        self.variants(tier, variants)?;
        if self.found.iter().any(|found| found.tier == tier) {
            return Ok(parts);
        }
        self.take_back(parts);
        Ok(Vec::new())
    }

    /// Tries variants that mend a slip. A record that has the word as it was meant goes before those that lack it and have no more
    /// of the rest: gives these, no longer among the hits.
    fn mended(&mut self, tier: Tier, variants: Vec<Variant>) -> anyhow::Result<Vec<Found>> {
        if variants.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.plans.len();
        let weak = self.set_aside(f32::INFINITY);
        self.variants(tier, variants)?;
        let is_mended = |found: &Found| found.plan >= first;
        if self.found.iter().filter(|found| is_mended(found)).count() < FEW {
            // The last of them mends all slips at once; what only seemed to be one may be among them.
            for variant in (first..self.plans.len()).rev() {
                let (corrected, all) = planning::corrected(self.records, &self.plans[variant])?;
                let look_up = LookUp { all, rank: corrected.evidence.clone(), ..self.base.clone() };
                self.plans.push(corrected);
                self.take(tier, self.plans.len() - 1, &look_up)?;
            }
            let least = weak.iter().map(|found| found.explanation.covered).fold(LEAST_COVERED, f32::max);
            for found in
                self.found.extract_if(.., |found| is_mended(found) && found.explanation.covered < least)
            {
                self.seen.remove(&found.candidate);
            }
        }
        self.lend()?;
        let mended = self.found.iter().filter(|found| is_mended(found));
        let covered = mended.map(|found| found.explanation.covered).reduce(f32::max);
        let weak = weak.into_iter().filter(|found| !self.seen.contains(&found.candidate));
        let (less, rest): (Vec<_>, Vec<_>) =
            weak.partition(|found| covered.is_some_and(|covered| found.explanation.covered < covered));
        self.take_back(rest);
        Ok(less)
    }

    /// Says an English query in Chinese, where few records have it as it is. Gives the hits that have only a part of it in
    /// its own words, no longer among the hits, if that finds any.
    fn translated(&mut self) -> anyhow::Result<Vec<Found>> {
        let firm = |found: &&Found| !matches!(found.tier, Tier::Most);
        if self.found.iter().filter(firm).count() >= ENOUGH {
            return Ok(Vec::new());
        }
        let plan = translate::by_dictionary(self.records, self.query, &self.plans[0], self.options)?;
        let Some(plan) = plan else { return Ok(Vec::new()) };
        let (parts, found) =
            std::mem::take(&mut self.found).into_iter().partition(|found| found.tier == Tier::Most);
        self.found = found;
        for part in &parts {
            self.seen.remove(&part.candidate);
        }
        let phrases = plan.wants.iter().filter(|want| want.phrase).map(Want::runs).collect();
        let (rank, best) = (plan.evidence.clone(), plan.best.clone());
        self.plans.push(plan);
        let look_up = LookUp { all: phrases, rank, best, ..self.base.clone() };
        self.take(Tier::Translated, self.plans.len() - 1, &look_up)?;
        self.lend()?;
        if self.found.iter().any(|found| found.tier == Tier::Translated) {
            return Ok(parts);
        }
        self.take_back(parts);
        Ok(Vec::new())
    }

    /// Undoes [`Search::set_aside`].
    fn take_back(&mut self, aside: Vec<Found>) {
        self.seen.extend(aside.iter().map(|found| found.candidate));
        self.found.extend(aside);
    }

    /// Takes hits of the tiers `near` and `most` away that have less than `least` of what the query is about, or nothing of
    /// the person whom it names, or nothing but the name. They
    /// must not hide what weaker tiers find, and are shown only where these find nothing.
    fn set_aside(&mut self, least: f32) -> Vec<Found> {
        let (accidental, found): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.found).into_iter().partition(|found| found::is_accidental(found, least));
        self.found = found;
        for found in &accidental {
            self.seen.remove(&found.candidate);
        }
        accidental
    }

    /// Lets what was found lend to the records that it introduces. What must or must not stand in a record is not lent.
    fn lend(&mut self) -> anyhow::Result<()> {
        let is_phrase = self.plans[0].wants.iter().any(|want| want.phrase);
        if is_phrase || !self.base.none.is_empty() || !is_of_notes(&self.base.filter) {
            return Ok(());
        }
        let more = introduced::lend(self.records, &self.plans, &mut self.found)?;
        self.seen.extend(more.iter().map(|found| found.candidate));
        self.found.extend(more);
        Ok(())
    }

    /// Evidence that any of the wants is there.
    fn any(&self) -> Vec<Evidence> {
        self.plans[0].wants.iter().flat_map(Want::runs).collect()
    }

    fn exact(&mut self) -> anyhow::Result<()> {
        if self.plans[0].exact.is_empty() {
            return Ok(());
        }
        let runs = self.plans[0].exact.iter().cloned().map(Evidence::Run).collect();
        self.take(Tier::Exact, 0, &LookUp { all: vec![runs], ..self.base.clone() })
    }

    fn near(&mut self) -> anyhow::Result<()> {
        if !self.plans[0].wants.iter().all(|want| want.may_occur) {
            return Ok(());
        }
        let mut shared: Option<HashSet<SectionKey>> = None;
        // The rarest term first: without it there is nothing to share.
        let mut wants: Vec<&Want> = self.plans[0].wants.iter().collect();
        wants.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        for want in wants {
            // What must not occur counts in the record that is shown, not in its neighbours.
            let one =
                LookUp { all: vec![want.runs()], filter: self.base.filter.clone(), ..LookUp::default() };
            let both = match shared {
                Some(shared) => {
                    let sections = self.records.sections_among(&one, &shared)?;
                    shared.intersection(&sections).copied().collect()
                }
                None => self.records.sections_of(&one)?,
            };
            if both.is_empty() {
                return Ok(());
            }
            shared = Some(both);
        }
        self.take(Tier::Near, 0, &LookUp { all: vec![self.any()], sections: shared, ..self.base.clone() })
    }

    /// Records that have any of the wants. Those that have its name come first: a name is one word, and among the candidates
    /// of a large library those would outnumber it that have several words of the rest.
    fn most(&mut self) -> anyhow::Result<()> {
        in_other_words::add(self.records, &mut self.plans[0])?;
        let Plan { wants, best, .. } = &self.plans[0];
        let phrases: Vec<Vec<Evidence>> = wants.iter().filter(|want| want.phrase).map(Want::runs).collect();
        let names = wants.iter().filter(|want| want.is_name);
        let mut needed: Vec<Vec<Vec<Evidence>>> =
            names.map(|name| phrases.iter().cloned().chain([name.runs()]).collect()).collect();
        needed.push(phrases);
        let base = LookUp { best: best.clone(), ..self.base.clone() };
        needed.into_iter().try_for_each(|all| self.take(Tier::Most, 0, &LookUp { all, ..base.clone() }))
    }

    /// Takes hits of the tier `near` for what they are beside one of `most` that has more of the query by itself: that the rest
    /// stands somewhere in their section says less.
    fn demote(&mut self) {
        let most = self
            .found
            .iter()
            .filter(|found| found.tier == Tier::Most && !found::is_accidental(found, LEAST_COVERED));
        let Some(best) = most.map(|found| found.explanation.covered).reduce(f32::max) else { return };
        for found in &mut self.found {
            if found.tier == Tier::Near && found.explanation.covered < best {
                found.tier = Tier::Most;
            }
        }
    }

    /// Adds what a tier finds and the stronger ones did not. Of a frequent word the best by score are headings, which are short and
    /// stand behind records: where those that were looked at hold too few records, these alone are looked for as well.
    fn take(&mut self, tier: Tier, plan: usize, look_up: &LookUp) -> anyhow::Result<()> {
        let is_cut = self.take_best(tier, plan, look_up)?;
        let Some(limit) = self.options.limit.filter(|_| is_cut && tier < Tier::Near) else { return Ok(()) };
        let is_heading = |kind: Kind| matches!(kind, Kind::Note | Kind::Section);
        let is_record = |found: &&Found| found.tier == tier && !is_heading(found.stored.record.kind());
        if self.found.iter().filter(is_record).count() < limit && look_up.filter.kinds.is_empty() {
            let kinds = KINDS.iter().map(|info| info.kind).filter(|kind| !is_heading(*kind)).collect();
            let filter = Filter { kinds, ..look_up.filter.clone() };
            self.take_best(tier, plan, &LookUp { filter, ..look_up.clone() })?;
        }
        Ok(())
    }

    /// Adds the best of what a tier finds, and tells whether there is more than was looked at.
    fn take_best(&mut self, tier: Tier, plan: usize, look_up: &LookUp) -> anyhow::Result<bool> {
        let wanted = match self.options.limit {
            Some(_) if tier >= Tier::Near => LOOSE_CANDIDATES.saturating_add(self.seen.len()),
            Some(limit) => {
                (limit * CANDIDATES_PER_HIT).max(FEWEST_CANDIDATES).saturating_add(self.seen.len())
            }
            None => self.records.len(),
        };
        let Candidates { total, best } =
            self.records.look_up_if_any(look_up, wanted.min(self.records.len()))?;
        let is_cut = best.len() < total;
        for candidate in best {
            if !self.seen.insert(candidate) {
                continue;
            }
            let stored = self.records.fetch(&candidate)?;
            // A heading stands for all below it, so what must not occur must not occur there either.
            if self.records.covers(&stored, &self.base.none)? {
                self.excluded += 1;
                continue;
            }
            let words = RecordWords::of(&stored.record);
            // That it is there as it is is never taken on trust.
            if tier == Tier::Exact && !self.plans[plan].exact.iter().any(|run| words.have(run)) {
                self.excluded += 1;
                continue;
            }
            if tier == Tier::Most && !rank::has_any(&self.plans[plan], &stored, &words) {
                continue;
            }
            let explanation = rank::explain(&self.plans[plan], tier, &stored, &words, candidate.score, None);
            // That a long section has the rest somewhere says little of a record with one term of many.
            if tier == Tier::Near && explanation.covered < LEAST_COVERED {
                self.seen.remove(&candidate);
                continue;
            }
            if tier == Tier::Translated && (explanation.covered < LEAST_TRANSLATED || explanation.whole == 0)
            {
                self.seen.remove(&candidate);
                continue;
            }
            self.found.push(Found { plan, stored, tier, explanation, candidate });
        }
        if tier < Tier::Near {
            self.total = self.total.max(total);
        }
        Ok(is_cut)
    }

    fn finish(mut self) -> anyhow::Result<SearchResult> {
        introduced::step_behind(&mut self.found);
        self.found.sort_by(found::order);
        // What only has something in common with the query is not worth counting beyond what was looked at.
        let weak = self.found.iter().filter(|found| found.tier >= Tier::Near).count();
        let may_spread = self.base.filter.notes.is_empty();
        let mut hits = found::with_repeats_behind(found::spread(self.found, may_spread));
        if let Some(limit) = self.options.limit {
            hits.truncate(limit);
        }
        let tier = hits.iter().map(|(found, _)| found.tier).min();
        let dropped = match hits.first() {
            Some((first, _)) if matches!(tier, Some(Tier::Most | Tier::Translated)) => {
                found::dropped(&self.plans[first.plan].wants, &first.stored)
            }
            _ => Vec::new(),
        };
        if self.options.explain {
            for (found, _) in &mut hits {
                let Plan { evidence, best, .. } = &self.plans[found.plan];
                let look_up = LookUp { rank: evidence.clone(), best: best.clone(), ..self.base.clone() };
                found.explanation.evidence = self.records.explain(&look_up, &found.candidate)?;
            }
        }
        let Plan { wants, left_out, .. } = &self.plans[0];
        let remarks = match left_out {
            0 => Vec::new(),
            more => vec![format!(
                "of {} words only the {} rarest were looked for",
                wants.len() + more,
                wants.len()
            )],
        };
        let total = (self.total.saturating_sub(self.excluded) + weak).max(hits.len());
        let lacks_word: Vec<bool> =
            hits.iter().map(|(found, _)| self.plans[found.plan].lacks_word()).collect();
        let hits: Vec<Hit> = hits
            .into_iter()
            .map(|(found, repeats)| found::hit(&self.plans[found.plan], found, repeats, self.options))
            .collect();
        if !hits.iter().zip(&lacks_word).any(|(hit, lacks_word)| found::fits(hit, *lacks_word)) {
            return Ok(SearchResult { dropped, nearby: hits, remarks, ..SearchResult::default() });
        }
        Ok(SearchResult {
            capped: total > hits.len(),
            total,
            tier,
            dropped,
            suggestions: Vec::new(),
            nearby: Vec::new(),
            remarks,
            hits,
        })
    }
}
