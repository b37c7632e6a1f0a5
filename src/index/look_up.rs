//! Candidates for a query, as queries of tantivy's.

use std::cmp::Reverse;
use std::collections::HashSet;

use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur, Query,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::Index;
use crate::analysis::{Ends, Slot, slots};
use crate::model::Kind;
use crate::records::{Candidate, Candidates, Evidence, Filter, LookUp, RecordKey, SectionKey, Stored, Who};
use crate::text::{Script, script};

impl Index {
    /// The candidates, `limit` of them at most.
    pub(super) fn look_up(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        let query = self.query(look_up)?;
        let (best, total) = self.searcher.search_with_statistics_provider(
            &query,
            &(TopDocs::with_limit(limit.max(1)).order_by_score(), Count),
            &self.statistics,
        )?;
        let best = best.into_iter().map(|(score, address)| Candidate { key: key(address), score }).collect();
        Ok(Candidates { total, best })
    }

    /// Whether any record matches.
    pub(super) fn any(&self, look_up: &LookUp) -> anyhow::Result<bool> {
        const FEW: usize = 4;
        // What stands in few lists of postings is looked for first: as a rule nothing has all of it, and the rest, for which
        // lists have to be united, need not be looked for.
        let is_quick = |any: &&Vec<Evidence>| any.iter().all(is_quick);
        let quick: Vec<Vec<Evidence>> = look_up.all.iter().filter(is_quick).cloned().collect();
        let is_part = !quick.is_empty() && quick.len() < look_up.all.len();
        if is_part && !self.matches_any(&LookUp { all: quick, ..LookUp::default() })? {
            return Ok(false);
        }
        // Of many, two that are long and so rare are seldom in one record.
        if look_up.all.len() > FEW {
            let mut longest = look_up.all.clone();
            longest.sort_by_key(|any| Reverse(any.iter().map(length).min()));
            longest.truncate(2);
            if !self.matches_any(&LookUp { all: longest, ..LookUp::default() })? {
                return Ok(false);
            }
        }
        self.matches_any(&LookUp { rank: Vec::new(), best: Vec::new(), ..look_up.clone() })
    }

    fn matches_any(&self, look_up: &LookUp) -> anyhow::Result<bool> {
        let query = self.query(look_up)?;
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for segment in self.searcher.segment_readers() {
            let mut matching = weight.scorer(segment, 1.0)?;
            while matching.doc() != TERMINATED {
                if !segment.is_deleted(matching.doc()) {
                    return Ok(true);
                }
                matching.advance();
            }
        }
        Ok(false)
    }

    /// How many records pass.
    pub(super) fn count(&self, look_up: &LookUp) -> anyhow::Result<usize> {
        Ok(self.searcher.search(&self.query(look_up)?, &Count)?)
    }

    /// In how many records a normalised term occurs, at most.
    pub(super) fn frequency(&self, text: &str) -> anyhow::Result<usize> {
        let is_word = text.chars().all(|character| script(character) == Script::Word);
        let word = if is_word { self.run_frequency(text, Ends::Whole)? } else { 0 };
        Ok(if word > 0 { word } else { self.run_frequency(text, Ends::Open)? } as usize)
    }

    /// The innermost sections of all that match; of what stands in none, the note.
    pub(super) fn sections_of(&self, look_up: &LookUp) -> anyhow::Result<HashSet<SectionKey>> {
        let mut sections = HashSet::new();
        let weight = self.query(look_up)?.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        for (ordinal, segment) in (0..).zip(self.searcher.segment_readers()) {
            let columns = self.columns(ordinal)?;
            let mut matching = weight.scorer(segment, 1.0)?;
            // The records of a section lie side by side.
            let mut last = None;
            while matching.doc() != TERMINATED {
                if !segment.is_deleted(matching.doc()) {
                    let heading = columns.heading(matching.doc());
                    if last.replace(heading) != Some(heading) {
                        sections.insert(SectionKey(key(DocAddress::new(ordinal, heading))));
                    }
                }
                matching.advance();
            }
        }
        Ok(sections)
    }

    /// A candidate's record.
    pub(super) fn fetch(&self, candidate: &Candidate) -> anyhow::Result<Stored> {
        self.load(address(candidate.key))
    }

    /// The records of the same note that stand behind a candidate, as far as `goes_on` says, `limit` of them at most.
    pub(super) fn following(
        &self,
        candidate: &Candidate,
        limit: usize,
        goes_on: &dyn Fn(&Stored) -> bool,
    ) -> anyhow::Result<Vec<(Candidate, Stored)>> {
        let DocAddress { segment_ord, doc_id } = address(candidate.key);
        let columns = self.columns(segment_ord)?;
        // The documents of a note lie side by side, and it stands for all of them.
        let note = columns.below(columns.note(doc_id));
        let facts = self.facts(DocAddress::new(segment_ord, note.start))?;
        let mut behind = Vec::new();
        for document in (doc_id + 1..note.end).take(limit) {
            let address = DocAddress::new(segment_ord, document);
            let stored = self.stored(self.record(address)?, facts.clone())?;
            if !goes_on(&stored) {
                break;
            }
            behind.push((Candidate { key: key(address), score: 0.0 }, stored));
        }
        Ok(behind)
    }

    /// What each piece of evidence gives to a candidate's score, greatest first.
    pub(super) fn explain(
        &self,
        look_up: &LookUp,
        candidate: &Candidate,
    ) -> anyhow::Result<Vec<(String, f32)>> {
        let mut parts = Vec::new();
        let scoring = EnableScoring::enabled_from_statistics_provider(&self.statistics, &self.searcher);
        let DocAddress { segment_ord, doc_id } = address(candidate.key);
        let give = |(evidence, factor): &(Evidence, f32)| -> anyhow::Result<Option<(String, f32)>> {
            let weight = self.evidence(evidence)?.weight(scoring)?;
            // tantivy calls it an error where a document does not match.
            let explanation = weight.explain(self.searcher.segment_reader(segment_ord), doc_id).ok();
            Ok(explanation.map(|explanation| (evidence.to_string(), explanation.value() * factor)))
        };
        for piece in &look_up.rank {
            parts.extend(give(piece)?);
        }
        for ways in &look_up.best {
            let given: Vec<Option<(String, f32)>> = ways.iter().map(give).collect::<anyhow::Result<_>>()?;
            parts.extend(given.into_iter().flatten().max_by(|one, other| one.1.total_cmp(&other.1)));
        }
        parts.sort_by(|one, other| other.1.total_cmp(&one.1));
        Ok(parts)
    }

    /// Whether one of the runs occurs in any record that lies in the note or section whose own record this is.
    pub(super) fn covers(&self, stored: &Stored, runs: &[String]) -> anyhow::Result<bool> {
        if !matches!(stored.record.kind(), Kind::Note | Kind::Section) || runs.is_empty() {
            return Ok(false);
        }
        let below = self.below(self.address(stored.place())?)?;
        let any = runs.iter().map(|run| self.run(run)).collect::<anyhow::Result<_>>()?;
        let both = BooleanQuery::intersection(vec![Box::new(below), Box::new(BooleanQuery::union(any))]);
        Ok(self.searcher.search(&both, &Count)? > 0)
    }

    fn query(&self, look_up: &LookUp) -> anyhow::Result<BooleanQuery> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for group in &look_up.all {
            // A union sets large tables up, also for one alternative.
            let any: Box<dyn Query> = match group.as_slice() {
                [only] => self.evidence(only)?,
                several => {
                    let alternatives = several.iter().map(|evidence| self.evidence(evidence));
                    Box::new(BooleanQuery::union(alternatives.collect::<anyhow::Result<_>>()?))
                }
            };
            parts.push((Occur::Must, silent(any)));
        }
        let mut rank: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for (evidence, factor) in &look_up.rank {
            rank.push((Occur::Should, self.scored(evidence, *factor)?));
        }
        for ways in look_up.best.iter().filter(|ways| !ways.is_empty()) {
            let ways = ways.iter().map(|(evidence, factor)| self.scored(evidence, *factor));
            let best = DisjunctionMaxQuery::new(ways.collect::<anyhow::Result<_>>()?);
            rank.push((Occur::Should, Box::new(best)));
        }
        if look_up.all.is_empty() && !rank.is_empty() {
            parts.push((Occur::Must, Box::new(BooleanQuery::new(rank))));
        } else {
            parts.extend(rank);
        }
        if let Some(sections) = &look_up.sections {
            let below = self.below(sections.iter().map(|SectionKey(heading)| address(*heading)))?;
            parts.push((Occur::Must, Box::new(below)));
        }
        if look_up.filter != Filter::default() {
            parts.push((Occur::Must, silent(Box::new(self.filter_query(&look_up.filter)?))));
        }
        for run in &look_up.none {
            parts.push((Occur::MustNot, self.run(run)?));
        }
        if !parts.iter().any(|(occur, _)| *occur == Occur::Must) {
            parts.push((Occur::Must, silent(Box::new(AllQuery))));
        }
        Ok(BooleanQuery::new(parts))
    }

    fn scored(&self, evidence: &Evidence, factor: f32) -> anyhow::Result<Box<dyn Query>> {
        Ok(Box::new(BoostQuery::new(self.evidence(evidence)?, factor)))
    }

    fn evidence(&self, evidence: &Evidence) -> anyhow::Result<Box<dyn Query>> {
        let term = |field, text: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
        };
        Ok(match evidence {
            Evidence::Run(run) => self.run(run)?,
            Evidence::Word(word) => self.word(word)?,
            Evidence::Name(text) => term(self.fields.name, text),
            Evidence::Context(text) => Box::new(self.headed(text)?),
            Evidence::By(person) => self.said_by(&[Who::Person(*person)])?,
        })
    }
}

/// Whether a piece of evidence is found without uniting lists of postings.
fn is_quick(evidence: &Evidence) -> bool {
    let of_terms = |text: &str, ends| slots(text, ends).iter().all(|(_, slot)| matches!(slot, Slot::Term(_)));
    match evidence {
        Evidence::Run(run) => of_terms(run, Ends::Open),
        Evidence::Word(word) => of_terms(word, Ends::Whole),
        Evidence::Name(_) => true,
        Evidence::Context(_) | Evidence::By(_) => false,
    }
}

/// How long the text of a piece of evidence is, in bytes.
fn length(evidence: &Evidence) -> usize {
    match evidence {
        Evidence::Run(text) | Evidence::Word(text) | Evidence::Name(text) | Evidence::Context(text) => {
            text.len()
        }
        Evidence::By(_) => 0,
    }
}

/// A query that decides but adds nothing to the score.
fn silent(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// What others know a document by.
fn key(DocAddress { segment_ord, doc_id }: DocAddress) -> RecordKey {
    RecordKey(u64::from(segment_ord) << 32 | u64::from(doc_id))
}

/// The document that has this key.
fn address(RecordKey(key): RecordKey) -> DocAddress {
    // The upper half is a segment, the lower one a document: both are whole.
    DocAddress::new((key >> 32) as u32, key as u32)
}
