//! Candidates for a query.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Cluster;
use super::asking::{hits, total};
use super::evidence::literal;
use super::filter::{any_of, any_value};
use super::lock::locked;
use super::meeting::Met;
use super::pages::{Asked, Pages};
use super::scoring::{Scoring, counted};
use crate::analysis::Ends;
use crate::engine::mapping::place;
use crate::model::Kind;
use crate::records::{Candidate, Candidates, Evidence, Foreseen, LookUp, RecordKey, SectionKey, Stored};

impl Cluster {
    /// The candidates, `limit` of them at most. Their records come along.
    pub(super) fn look_up(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        let (asked, scoring) = self.asked(look_up, limit)?;
        let size = FIRST.min(asked.limit);
        let question = Self::first_question(&asked, size).to_string();
        // Nobody is to wait for the lock as long as a request takes.
        let foreseen = locked(&self.foreseen).remove(&question);
        let pages = match foreseen {
            Some(first) if total(&first) <= size || asked.limit <= FIRST => {
                self.pages_from(asked, first, size)?
            }
            _ => self.pages(asked)?,
        };
        let mut candidates = self.candidates(pages, scoring.as_ref())?;
        candidates.best.truncate(limit.max(1));
        Ok(candidates)
    }

    /// What to ask, and how to score what comes.
    fn asked(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<(Asked, Option<Scoring>)> {
        let scoring = self.scoring(look_up)?.filter(|scoring| !scoring.is_empty());
        // By the engine's numbers some may be left out that go before others by ours.
        let limit = if scoring.is_some() { limit.saturating_mul(2) } else { limit };
        let mut sort = vec![json!({ "_score": "desc" })];
        sort.extend(self.in_order().as_array().into_iter().flatten().cloned());
        let asked = Asked {
            query: self.query(look_up, true)?,
            sort: Value::Array(sort),
            source: json!(["stored"]),
            is_ranked: true,
            limit: limit.max(1),
        };
        Ok((asked, scoring))
    }

    fn candidates(&self, pages: Pages<'_>, scoring: Option<&Scoring>) -> anyhow::Result<Candidates> {
        let total = pages.total();
        let mut best = Vec::new();
        let scale = self.scale();
        for hit in pages {
            let mut hit = hit?;
            let given = hit["sort"][0].as_f64().or_else(|| hit["_score"].as_f64()).unwrap_or_default();
            let Met { key, stored, heading, .. } = self.meet(&mut hit, true)?;
            let score =
                scoring.map_or(given as f32 * scale, |scoring| scoring.score(&stored, heading.as_deref()));
            best.push(Candidate { key, score });
        }
        // Those that are worth the same stay in the order of the library.
        best.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(Candidates { total, best })
    }

    /// How many records match.
    pub(super) fn count(&self, look_up: &LookUp) -> anyhow::Result<usize> {
        let query = self.query(look_up, false)?;
        Ok(self.counts_of(&[query])?.first().copied().unwrap_or_default())
    }

    /// A candidate's record.
    pub(super) fn fetch(&self, candidate: &Candidate) -> anyhow::Result<Stored> {
        if let Some(stored) = locked(&self.known).record(candidate.key) {
            return Ok(stored);
        }
        let id = locked(&self.known).id(candidate.key)?;
        let mut found = self.records_of(&json!({ "ids": { "values": [&*id] } }))?;
        found.next().unwrap_or_else(|| anyhow::bail!("a record has gone from the search cluster; ask again"))
    }

    /// The records of the same note that stand behind a candidate, as far as `goes_on` says, `limit` of them at most.
    pub(super) fn following(
        &self,
        candidate: &Candidate,
        limit: usize,
        goes_on: &dyn Fn(&Stored) -> bool,
    ) -> anyhow::Result<Vec<(Candidate, Stored)>> {
        let stored = self.fetch(candidate)?;
        let question = self.following_question(&stored, limit);
        let known = locked(&self.foreseen).remove(&question.to_string());
        let mut answer = match known {
            Some(answer) => answer,
            None => self.search(question)?,
        };
        let mut behind = Vec::new();
        for mut hit in hits(&mut answer) {
            let met = self.meet(&mut hit, true)?;
            if !goes_on(&met.stored) {
                break;
            }
            behind.push((Candidate { key: met.key, score: 0.0 }, met.stored));
        }
        Ok(behind)
    }

    fn following_question(&self, stored: &Stored, limit: usize) -> Value {
        let (library, path) = self.path_there(&stored.note.note_path);
        let order = stored.record.order;
        let end = place(path, u32::MAX);
        let range = json!({ "range": { "place": { "gt": place(path, order), "lte": end } } });
        let mut filter = vec![json!({ "term": { "type": "record" } }), range];
        filter.extend(library.map(|library| json!({ "term": { "library": library } })));
        json!({
            "size": limit,
            "query": { "bool": { "filter": filter } },
            "sort": self.in_order(),
            "_source": ["stored"],
            "track_total_hits": false,
        })
    }

    /// Asks together for what will be asked.
    pub(super) fn foresee(&self, foreseen: Foreseen) -> anyhow::Result<()> {
        let Foreseen { names, frequencies, things, look_ups, following } = foreseen;
        self.foresee_names(&names)?;
        self.foresee_things(&things)?;
        let mut questions: Vec<Value> =
            frequencies.iter().flat_map(|text| super::weights::questions(text)).collect();
        questions.extend(look_ups.iter().flat_map(|(look_up, _)| ranked(look_up)).flat_map(counted));
        self.counts_of(&questions)?;
        let weighed = look_ups.iter().flat_map(|(look_up, _)| ranked(look_up));
        self.weigh_all(weighed)?;
        let mut questions = Vec::new();
        for (look_up, limit) in &look_ups {
            let (asked, _) = self.asked(look_up, *limit)?;
            questions.push(Self::first_question(&asked, FIRST.min(asked.limit)));
        }
        let answers = self.search_all(&questions, true)?;
        let mut known: Vec<(String, Value)> = questions.iter().map(Value::to_string).zip(answers).collect();
        let mut questions = Vec::new();
        for (candidate, limit) in &following {
            questions.push(self.following_question(&self.fetch(candidate)?, *limit));
        }
        let answers = self.search_all(&questions, false)?;
        known.extend(questions.iter().map(Value::to_string).zip(answers));
        locked(&self.foreseen).extend(known);
        Ok(())
    }

    /// The innermost sections of all that match; of what stands in none, the note.
    pub(super) fn sections_of(&self, look_up: &LookUp) -> anyhow::Result<HashSet<SectionKey>> {
        self.sections_found(&self.query(look_up, false)?)
    }

    /// Those of them that are among some.
    pub(super) fn sections_among(
        &self,
        look_up: &LookUp,
        among: &HashSet<SectionKey>,
    ) -> anyhow::Result<HashSet<SectionKey>> {
        /// With more of them it is quicker to count all.
        const FEW: usize = 20_000;
        if among.len() > FEW {
            return self.sections_of(look_up);
        }
        let ids: Vec<String> = {
            let known = locked(&self.known);
            let ids = among.iter().map(|SectionKey(key)| Ok(known.id(*key)?.to_string()));
            ids.collect::<anyhow::Result<_>>()?
        };
        let among = any_value("section", ids.into_iter());
        let query = json!({ "bool": { "filter": [self.query(look_up, false)?, among] } });
        self.sections_found(&query)
    }

    fn sections_found(&self, query: &Value) -> anyhow::Result<HashSet<SectionKey>> {
        let mut sections = HashSet::new();
        self.each_bucket(query, &[("section", false)], |mut key, _| {
            if let Some(id) = key[0].take().as_str() {
                sections.insert(SectionKey(locked(&self.known).key(id)));
            }
        })?;
        Ok(sections)
    }

    /// Whether one of the runs occurs in any record that lies in the note or section whose own record this is.
    pub(super) fn covers(&self, stored: &Stored, runs: &[String]) -> anyhow::Result<bool> {
        if !matches!(stored.record.kind(), Kind::Note | Kind::Section) || runs.is_empty() {
            return Ok(false);
        }
        let ids = self.heading_ids(&[stored.place()])?;
        let Some(Some(id)) = ids.into_iter().next() else { return Ok(false) };
        let query = |id: &str| {
            let any = any_of(runs.iter().map(|run| literal(run, Ends::Open)).collect());
            let within = json!({ "term": { "within": id } });
            json!({ "bool": { "filter": [{ "term": { "type": "record" } }, within, any] } })
        };
        let mut queries = vec![query(&id)];
        if !self.is_counted(&queries[0]) {
            // The other headings that were found will be asked for next.
            let known = locked(&self.known);
            let others: Vec<_> = known.headings().into_iter().filter_map(|key| known.id(key).ok()).collect();
            drop(known);
            let others = others.iter().filter(|other| ***other != *id).map(|id| query(id));
            queries.extend(others.filter(|query| !self.is_counted(query)).take(AHEAD));
        }
        Ok(self.counts_of(&queries)?.first().is_some_and(|count| *count > 0))
    }

    /// What each piece of evidence gives to a candidate's score, greatest first.
    pub(super) fn explain(
        &self,
        look_up: &LookUp,
        candidate: &Candidate,
    ) -> anyhow::Result<Vec<(String, f32)>> {
        let Some(scoring) = self.scoring(look_up)? else { return Ok(Vec::new()) };
        let heading = locked(&self.known).headings_beside.get(&candidate.key).cloned();
        let given = scoring.parts(&self.fetch(candidate)?, heading.as_deref());
        let groups =
            look_up.rank.iter().map(std::slice::from_ref).chain(look_up.best.iter().map(Vec::as_slice));
        let parts = groups.zip(given).filter_map(|(ways, given)| {
            let (place, score) = given?;
            Some((ways[place].0.to_string(), score))
        });
        let mut parts: Vec<(String, f32)> = parts.collect();
        parts.sort_by(|one, other| other.1.total_cmp(&one.1));
        Ok(parts)
    }

    /// A look-up as a query, scored or not.
    pub(super) fn query(&self, look_up: &LookUp, is_scored: bool) -> anyhow::Result<Value> {
        let LookUp { all, none, rank, best, sections, filter } = look_up;
        let mut conditions = self.conditions(filter)?;
        for group in all {
            let any = group.iter().map(|evidence| self.having(evidence));
            conditions.push(any_of(any.collect::<anyhow::Result<_>>()?));
        }
        if let Some(sections) = sections {
            let mut sections: Vec<SectionKey> = sections.iter().copied().collect();
            sections.sort_by_key(|SectionKey(RecordKey(key))| *key);
            conditions.push(self.within(sections)?);
        }
        let mut should: Vec<Value> = Vec::new();
        let must_rank = all.is_empty() && !(rank.is_empty() && best.iter().all(Vec::is_empty));
        if is_scored {
            self.weigh_all(ranked(look_up))?;
            for (evidence, factor) in rank {
                should.push(self.scored(evidence, *factor)?);
            }
            for ways in best.iter().filter(|ways| !ways.is_empty()) {
                let ways = ways.iter().map(|(evidence, factor)| self.scored(evidence, *factor));
                let ways: Vec<Value> = ways.collect::<anyhow::Result<_>>()?;
                should.push(json!({ "dis_max": { "queries": ways } }));
            }
        } else if must_rank {
            for evidence in ranked(look_up) {
                should.push(self.having(evidence)?);
            }
        }
        let without: Vec<Value> = none.iter().map(|run| literal(run, Ends::Open)).collect();
        let mut query = json!({ "filter": conditions });
        if !should.is_empty() {
            query["should"] = Value::Array(should);
            query["minimum_should_match"] = json!(i32::from(must_rank));
        }
        if !without.is_empty() {
            query["must_not"] = Value::Array(without);
        }
        Ok(json!({ "bool": query }))
    }
}

/// How many hits a look-up brings that is foreseen.
const FIRST: usize = 120;
/// How many headings are asked about together.
const AHEAD: usize = 60;

/// All that adds to a score.
fn ranked(look_up: &LookUp) -> impl Iterator<Item = &Evidence> {
    look_up.rank.iter().chain(look_up.best.iter().flatten()).map(|(evidence, _)| evidence)
}
