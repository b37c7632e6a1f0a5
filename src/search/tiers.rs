//! What is tried, from strict to lenient.
//!
//! Each tier adds records that the stronger ones did not give, and only where those gave fewer than were asked for.
//! Filters, phrases and what must not occur hold in all of them, because every tier starts from the same
//! [`LookUp`].

use std::collections::HashSet;

use super::occurrence::Words;
use super::query::{FilterName, FilterPiece, Piece, Query, QueryError, kind};
use super::rank::{self, Standing};
use super::snippet::snippet;
use super::terms::terms;
use super::{Hit, SearchOptions, SearchResult, Tier};
use crate::index::{Candidates, Evidence, Filter, Index, LookUp};
use crate::model::KINDS;
use crate::text::fold_text;

/// Where no limit is given, weaker tiers are tried while there are fewer hits than this.
const ENOUGH: usize = 10;
/// How many candidates are looked at for each hit that is wanted, and at least how many.
const CANDIDATES_PER_HIT: usize = 3;
const FEWEST_CANDIDATES: usize = 60;

/// One thing that a query wants, in one of several wordings.
struct Want {
    any: Vec<String>,
    /// What a reader would call it: the word that they separated by spaces, or its part where there is but one.
    name: String,
}

struct Search<'a> {
    index: &'a Index,
    options: &'a SearchOptions<'a>,
    base: LookUp,
    exact: Vec<String>,
    wants: Vec<Want>,
    seen: HashSet<(String, u32)>,
    hits: Vec<(Standing, Hit)>,
    /// The most that any tier matched: each tier's matches are among those of the next.
    total: usize,
    /// Of these, headings of what must not be shown.
    excluded: usize,
}

pub(super) fn search(
    index: &Index,
    query: &Query,
    options: &SearchOptions<'_>,
) -> anyhow::Result<SearchResult> {
    let as_text = || Query::text(&query.literal);
    let filter = match filter(index, query, options) {
        Ok(filter) => filter,
        // `note:x` may be text after all, if some note has it.
        Err(error) => {
            let literal = as_text();
            let found = Search::new(index, &literal, options, Some(options.filter.clone())).run()?;
            return if found.tier == Some(Tier::Exact) { Ok(found) } else { Err(error) };
        }
    };
    if query.groups.is_empty() && query.filters.is_empty() && !query.without.is_empty() {
        // So may `-x`, where it stands alone.
        let literal = as_text();
        let found = Search::new(index, &literal, options, filter.clone()).exact_only()?;
        if found.tier.is_some() {
            return Ok(found);
        }
    }
    Search::new(index, query, options, filter).run()
}

impl<'a> Search<'a> {
    /// `filter` is `None` where the filters exclude each other.
    fn new(index: &'a Index, query: &Query, options: &'a SearchOptions<'a>, filter: Option<Filter>) -> Self {
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
        let wants: Vec<Want> =
            query.groups.iter().flat_map(|group| wants(group, query.groups.len() == 1)).collect();
        let content: Vec<&str> = wants.iter().flat_map(|want| want.any.iter().map(String::as_str)).collect();
        let whole: Vec<&str> = query.groups.iter().flatten().map(|piece| piece.text.as_str()).collect();
        let rank = rank::evidence(content, &whole.join(" "));
        let none = query.without.clone();
        let sections = filter.is_none().then(HashSet::new);
        let base = LookUp { all: Vec::new(), none, rank, sections, filter: filter.unwrap_or_default() };
        Search {
            index,
            options,
            base,
            exact,
            wants,
            seen: HashSet::new(),
            hits: Vec::new(),
            total: 0,
            excluded: 0,
        }
    }

    fn enough(&self) -> bool {
        self.hits.len() >= self.options.limit.unwrap_or(ENOUGH)
    }

    fn exact_only(mut self) -> anyhow::Result<SearchResult> {
        self.exact()?;
        Ok(self.finish())
    }

    fn run(mut self) -> anyhow::Result<SearchResult> {
        if self.wants.is_empty() {
            let everything = LookUp { rank: Vec::new(), ..self.base.clone() };
            self.take(Tier::All, &everything)?;
            return Ok(self.finish());
        }
        self.exact()?;
        if !self.enough() {
            let all = LookUp { all: self.wants.iter().map(Want::runs).collect(), ..self.base.clone() };
            self.take(Tier::All, &all)?;
        }
        if !self.enough() && self.wants.len() > 1 {
            self.near()?;
        }
        if !self.enough() && self.wants.len() > 1 {
            let any = self.wants.iter().flat_map(Want::runs).collect();
            let most = LookUp { all: vec![any], ..self.base.clone() };
            self.take(Tier::Most, &most)?;
        }
        Ok(self.finish())
    }

    fn exact(&mut self) -> anyhow::Result<()> {
        if self.exact.is_empty() {
            return Ok(());
        }
        let runs = self.exact.iter().cloned().map(Evidence::Run).collect();
        self.take(Tier::Exact, &LookUp { all: vec![runs], ..self.base.clone() })
    }

    fn near(&mut self) -> anyhow::Result<()> {
        let mut shared: Option<HashSet<u64>> = None;
        for want in &self.wants {
            // What must not occur counts in the record that is shown, not in its neighbours.
            let one =
                LookUp { all: vec![want.runs()], filter: self.base.filter.clone(), ..LookUp::default() };
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
        let any = self.wants.iter().flat_map(Want::runs).collect();
        self.take(Tier::Near, &LookUp { all: vec![any], sections: shared, ..self.base.clone() })
    }

    /// Adds what a tier finds and the stronger ones did not.
    fn take(&mut self, tier: Tier, look_up: &LookUp) -> anyhow::Result<()> {
        let wanted = match self.options.limit {
            Some(limit) => {
                (limit * CANDIDATES_PER_HIT).max(FEWEST_CANDIDATES).saturating_add(self.hits.len())
            }
            None => self.index.len(),
        };
        let Candidates { total, best } = self.index.look_up(look_up, wanted.min(self.index.len()))?;
        let marks: Vec<&str> = match tier {
            Tier::Exact => self.exact.iter().map(String::as_str).collect(),
            _ => self.wants.iter().flat_map(|want| want.any.iter().map(String::as_str)).collect(),
        };
        let weights = vec![1.0; marks.len()];
        let mut found = Vec::new();
        for candidate in &best {
            let stored = self.index.fetch(candidate)?;
            if !self.seen.insert((stored.note_path.clone(), stored.record.order)) {
                continue;
            }
            // A heading stands for all below it, so what must not occur must not occur there either.
            if self.index.covers(&stored, &self.base.none)? {
                self.excluded += 1;
                continue;
            }
            let words = Words::of(&stored.record);
            let occurrences = words.occurrences(marks.iter().copied());
            let standing = rank::standing(&stored, &occurrences, marks.len(), candidate.score);
            let snippet = snippet(&words, &occurrences, &weights, self.options.columns);
            found.push((standing, Hit { tier, score: standing.score, snippet, stored }));
        }
        found.sort_by(|(one, one_hit), (other, other_hit)| {
            let by_standing = other.partial_cmp(one).unwrap_or(std::cmp::Ordering::Equal);
            by_standing.then_with(|| one_hit.stored.place().cmp(&other_hit.stored.place()))
        });
        self.total = self.total.max(total);
        self.hits.extend(found);
        Ok(())
    }

    fn finish(mut self) -> SearchResult {
        if let Some(limit) = self.options.limit {
            self.hits.truncate(limit);
        }
        let hits: Vec<Hit> = self.hits.into_iter().map(|(_, hit)| hit).collect();
        let tier = hits.iter().map(|hit| hit.tier).min();
        let dropped = match hits.first() {
            Some(first) if tier >= Some(Tier::Most) => dropped(&self.wants, first),
            _ => Vec::new(),
        };
        let total = self.total.saturating_sub(self.excluded).max(hits.len());
        SearchResult { capped: total > hits.len(), total, tier, dropped, suggestions: Vec::new(), hits }
    }
}

impl Want {
    fn runs(&self) -> Vec<Evidence> {
        self.any.iter().cloned().map(Evidence::Run).collect()
    }
}

/// What a group of a query wants: the terms of a word, a phrase as it is, or any of several as they are.
fn wants(group: &[Piece], only: bool) -> Vec<Want> {
    let texts = || group.iter().map(|piece| piece.text.clone());
    match group {
        [piece] if !piece.phrase => terms(&piece.text)
            .into_iter()
            .map(|term| Want { name: if only { term.clone() } else { piece.text.clone() }, any: vec![term] })
            .collect(),
        _ => vec![Want { any: texts().collect(), name: texts().collect::<Vec<_>>().join(" OR ") }],
    }
}

/// The names of the wants that a hit's own words lack.
fn dropped(wants: &[Want], hit: &Hit) -> Vec<String> {
    let words = Words::of(&hit.stored.record);
    let lacks = |want: &&Want| words.occurrences(want.any.iter().map(String::as_str)).is_empty();
    let mut names: Vec<String> = wants.iter().filter(lacks).map(|want| want.name.clone()).collect();
    names.dedup();
    names
}

/// The query's filters together with those of the options; `None` where no record can pass both.
fn filter(index: &Index, query: &Query, options: &SearchOptions<'_>) -> anyhow::Result<Option<Filter>> {
    let mut own = Filter::default();
    for piece in &query.filters {
        match piece.name {
            FilterName::Kind => {
                let known = || KINDS.iter().map(|info| info.name.to_owned()).collect();
                own.kinds.push(kind(&piece.value).ok_or_else(|| unknown(piece, known()))?);
            }
            FilterName::Topic => own.topics.extend(topics(index, piece, options)?),
            FilterName::Speaker => {
                let names = index.speakers()?.into_iter().map(|(name, _)| name);
                own.speakers.extend(named(piece, names.map(|name| (name.clone(), name)).collect())?);
            }
            FilterName::Note => {
                let paths = index.note_records()?.into_iter().map(|(path, _)| path);
                own.notes.extend(named(piece, paths.map(|path| (path.clone(), path)).collect())?);
            }
            FilterName::Section => own.section = Some(piece.value.clone()),
        }
    }
    let outer = &options.filter;
    let kinds = both(own.kinds, &outer.kinds);
    let notes = both(own.notes, &outer.notes);
    let topics = both(own.topics, &outer.topics);
    let speakers = both(own.speakers, &outer.speakers);
    let (Some(kinds), Some(notes), Some(topics), Some(speakers)) = (kinds, notes, topics, speakers) else {
        return Ok(None);
    };
    let section = own.section.or_else(|| outer.section.clone());
    Ok(Some(Filter { kinds, notes, topics, speakers, section, since: outer.since, until: outer.until }))
}

/// Values that both lists allow, an empty list allowing everything; `None` where there are none.
fn both<T: Clone + PartialEq>(own: Vec<T>, outer: &[T]) -> Option<Vec<T>> {
    if own.is_empty() {
        return Some(outer.to_vec());
    }
    if outer.is_empty() {
        return Some(own);
    }
    let shared: Vec<T> = own.into_iter().filter(|value| outer.contains(value)).collect();
    (!shared.is_empty()).then_some(shared)
}

fn topics(index: &Index, piece: &FilterPiece, options: &SearchOptions<'_>) -> anyhow::Result<Vec<String>> {
    let vocabulary = (options.vocabulary)()?;
    let mut names: Vec<(String, String)> = Vec::new();
    for topic in vocabulary.topics() {
        let all = [&topic.slug, &topic.chinese, &topic.english].into_iter().chain(&topic.aliases);
        names.extend(all.map(|name| (name.clone(), topic.slug.clone())));
    }
    for (slug, _) in index.topic_counts()? {
        names.push((slug.clone(), slug));
    }
    named(piece, names)
}

/// What a value names: the things whose name it is, else those whose name it begins, else those that have it within.
fn named(piece: &FilterPiece, names: Vec<(String, String)>) -> anyhow::Result<Vec<String>> {
    let value = fold_text(&piece.value);
    let fits: [fn(&str, &str) -> bool; 3] = [
        |name, value| name == value,
        |name, value| name.starts_with(value),
        |name, value| name.contains(value),
    ];
    for fits in fits {
        let mut found: Vec<String> = names
            .iter()
            .filter(|(name, _)| fits(&fold_text(name), &value))
            .map(|(_, target)| target.clone())
            .collect();
        found.sort();
        found.dedup();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let mut near: Vec<(f64, String)> = names
        .into_iter()
        .map(|(name, target)| (strsim::jaro_winkler(&fold_text(&name), &value), target))
        .collect();
    near.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let mut known: Vec<String> = Vec::new();
    for (_, target) in near {
        if !known.contains(&target) {
            known.push(target);
        }
    }
    Err(unknown(piece, known))
}

fn unknown(piece: &FilterPiece, known: Vec<String>) -> anyhow::Error {
    QueryError { name: piece.name, value: piece.value.clone(), place: piece.place.clone(), known }.into()
}
