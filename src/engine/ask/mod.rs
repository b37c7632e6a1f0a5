//! The records of libraries on an engine, asked: [`Records`] as [`Cluster`].
//!
//! What is asked is filters, terms and counts; what comes back are records, which `search` looks at as it does at those of
//! the local index. Each request is a journey, so what is known of the state that was opened is remembered as long as it
//! stays open, and what can be asked together is.
//!
//! Where several libraries answer, the name of each stands before the paths of its notes, as a folder would.
//!
//! What the local index serves from its lists of words (words spelled alike, runs that sound alike) an engine has no list
//! for: nothing is found so, and that is said.
//!
//! | file | |
//! |---|---|
//! | `beside` | what to read, and what was pushed beside records |
//! | `opening` | which libraries answer |
//! | `health` | what is missing of answers |
//! | `asking` | questions on their way |
//! | `pages` | all hits of a question, page by page |
//! | `known`, `meeting` | keys for records, records by keys; records from hits |
//! | `filter` | filters as queries |
//! | `evidence` | pieces of evidence as queries |
//! | `weights` | in how many records terms stand |
//! | `scoring` | what candidates are worth |
//! | `look_up` | candidates for a query |
//! | `walk` | records one after the other |
//! | `counts`, `days` | how many records there are of what |
//! | `persons`, `people` | the persons that were met; who is who |
//! | `lock` | what is behind a lock |

mod asking;
mod beside;
mod counts;
mod days;
mod evidence;
mod filter;
mod health;
mod known;
mod lock;
mod look_up;
mod meeting;
mod opening;
mod pages;
mod people;
mod persons;
mod scoring;
mod walk;
mod weights;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use serde_json::{Value, json};

use super::client::Client;
use super::lengths::Lengths;
use super::libraries::LibraryIndex;
use crate::model::{NoteNames, RecordId};
use crate::records::{
    Candidate, Candidates, DayFacts, Elsewhere, Filter, Foreseen, KindCounts, LookUp, PersonFacts, PersonKey,
    RecordPlace, Records, SectionKey, Stored, Walk,
};

pub use beside::{PushedBeside, Reading};

use health::Health;
use known::Known;
use persons::Persons;

/// The records of libraries on an engine, as they were when it was opened but for what has been pushed since.
pub struct Cluster {
    client: Client,
    /// What readers ask.
    name: String,
    /// The same as requests name it: the alias, or those of its indices that are to answer.
    index: String,
    /// What answers.
    libraries: Vec<LibraryIndex>,
    beside: Vec<PushedBeside>,
    /// What to say of the opening.
    notices: Vec<String>,
    /// How many records there are.
    records: usize,
    /// How long they are, where all that was pushed tells.
    lengths: Option<Lengths>,
    health: Health,
    known: Mutex<Known>,
    persons: Mutex<Persons>,
    /// In how many records a query's, by its text.
    counts: Mutex<HashMap<String, usize>>,
    /// Look-ups that were foreseen, by the text of their questions.
    foreseen: Mutex<HashMap<String, Value>>,
    /// Whether words were asked for that are spelled or sound alike.
    lacks_likeness: AtomicBool,
}

impl fmt::Debug for Cluster {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Cluster").field("client", &self.client).finish_non_exhaustive()
    }
}

impl Cluster {
    /// What was pushed beside the records of each library that answers.
    pub fn beside(&self) -> &[PushedBeside] {
        &self.beside
    }

    /// Whether several libraries answer, so that paths need a library before them.
    fn has_several(&self) -> bool {
        self.libraries.len() > 1
    }

    /// The path of a note of a library, as it is shown here.
    fn shown_path(&self, library: &str, path: &str) -> String {
        if self.has_several() { format!("{library}/{path}") } else { path.to_owned() }
    }

    /// The library of a note and its path there.
    fn path_there<'p>(&self, shown: &'p str) -> (Option<&'p str>, &'p str) {
        match shown.split_once('/').filter(|_| self.has_several()) {
            Some((library, path)) => (Some(library), path),
            None => (None, shown),
        }
    }

    /// The order of the library.
    fn in_order(&self) -> Value {
        match self.has_several() {
            true => json!([{ "library": "asc" }, { "place": "asc" }]),
            false => json!([{ "place": "asc" }]),
        }
    }
}

impl Records for Cluster {
    fn walk(&self, filter: &Filter, from: Option<RecordPlace<'_>>) -> anyhow::Result<Walk<'_>> {
        Ok(Box::new(Cluster::walk(self, filter, from)?))
    }

    fn find(&self, id_prefix: &str) -> anyhow::Result<Vec<Stored>> {
        let (library, prefix) = match id_prefix.rsplit_once('/') {
            Some((library, prefix)) => (Some(library), prefix),
            None => (None, id_prefix),
        };
        if RecordId::numbers(prefix).is_none() || prefix.is_empty() {
            return Ok(Vec::new());
        }
        let mut filter = vec![json!({ "term": { "type": "record" } }), json!({ "prefix": { "id": prefix } })];
        filter.extend(library.map(|library| json!({ "term": { "library": library } })));
        self.records_of(&json!({ "bool": { "filter": filter } }))?.collect()
    }

    fn look_up(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        Cluster::look_up(self, look_up, limit)
    }

    fn look_up_if_any(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        Cluster::look_up(self, look_up, limit)
    }

    fn any(&self, look_up: &LookUp) -> anyhow::Result<bool> {
        Ok(self.count(look_up)? > 0)
    }

    fn count(&self, look_up: &LookUp) -> anyhow::Result<usize> {
        Cluster::count(self, look_up)
    }

    fn sections_of(&self, look_up: &LookUp) -> anyhow::Result<HashSet<SectionKey>> {
        Cluster::sections_of(self, look_up)
    }

    fn sections_among(
        &self,
        look_up: &LookUp,
        among: &HashSet<SectionKey>,
    ) -> anyhow::Result<HashSet<SectionKey>> {
        Cluster::sections_among(self, look_up, among)
    }

    fn fetch(&self, candidate: &Candidate) -> anyhow::Result<Stored> {
        Cluster::fetch(self, candidate)
    }

    fn following(
        &self,
        candidate: &Candidate,
        limit: usize,
        goes_on: &dyn Fn(&Stored) -> bool,
    ) -> anyhow::Result<Vec<(Candidate, Stored)>> {
        Cluster::following(self, candidate, limit, goes_on)
    }

    fn explain(&self, look_up: &LookUp, candidate: &Candidate) -> anyhow::Result<Vec<(String, f32)>> {
        Cluster::explain(self, look_up, candidate)
    }

    fn covers(&self, stored: &Stored, runs: &[String]) -> anyhow::Result<bool> {
        Cluster::covers(self, stored, runs)
    }

    fn foresee(&self, asked: &dyn Fn() -> Foreseen) -> anyhow::Result<()> {
        Cluster::foresee(self, asked())
    }

    fn len(&self) -> usize {
        self.records
    }

    fn speakers(&self) -> anyhow::Result<Vec<(String, usize)>> {
        self.counts_of_field("speaker")
    }

    fn persons(&self) -> anyhow::Result<Vec<PersonFacts>> {
        Cluster::persons(self)
    }

    fn person(&self, key: PersonKey) -> anyhow::Result<PersonFacts> {
        Cluster::person(self, key)
    }

    fn persons_named(&self, name: &str) -> anyhow::Result<Vec<PersonKey>> {
        Cluster::persons_named(self, name)
    }

    fn counts_by_person(&self) -> anyhow::Result<(BTreeMap<PersonKey, KindCounts>, KindCounts)> {
        Cluster::counts_by_person(self)
    }

    fn names_in(&self, note_path: &str) -> anyhow::Result<Option<NoteNames>> {
        Cluster::names_in(self, note_path)
    }

    fn names_beside(&self, name: &str) -> anyhow::Result<Vec<String>> {
        Cluster::names_beside(self, name)
    }

    fn note_records(&self) -> anyhow::Result<Vec<(String, usize)>> {
        let counts = self.counts_by_note()?;
        Ok(counts.into_iter().map(|(path, kinds)| (path, kinds.into_iter().sum())).collect())
    }

    fn topic_counts(&self) -> anyhow::Result<Vec<(String, usize)>> {
        self.counts_of_field("topics")
    }

    fn counts_by_note(&self) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        Cluster::counts_by_note(self)
    }

    fn counts_by_topic(&self, filter: &Filter) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        Cluster::counts_by_topic(self, filter)
    }

    fn facts_by_day(&self, filter: &Filter) -> anyhow::Result<BTreeMap<Option<Date>, DayFacts>> {
        Cluster::facts_by_day(self, filter)
    }

    fn counts_by_section(&self, sections: &[RecordPlace<'_>]) -> anyhow::Result<Vec<KindCounts>> {
        Cluster::counts_by_section(self, sections)
    }

    fn frequency(&self, text: &str) -> anyhow::Result<usize> {
        Cluster::frequency(self, text)
    }

    fn spelled_like(&self, _: &str) -> anyhow::Result<Vec<String>> {
        self.lacks_likeness.store(true, Ordering::Relaxed);
        Ok(Vec::new())
    }

    fn runs_like(&self, _: usize, _: usize, _: &dyn Fn(char) -> u32) -> anyhow::Result<Vec<String>> {
        self.lacks_likeness.store(true, Ordering::Relaxed);
        Ok(Vec::new())
    }

    fn words_like(&self, _: usize, _: usize, _: &dyn Fn(char) -> u32) -> anyhow::Result<Vec<String>> {
        self.lacks_likeness.store(true, Ordering::Relaxed);
        Ok(Vec::new())
    }

    fn elsewhere(&self) -> Option<Elsewhere> {
        let oldest = self.beside.iter().filter_map(|beside| beside.pushed).min();
        Some(Elsewhere {
            url: self.client.address().to_string(),
            index: self.name.clone(),
            libraries: self.libraries.iter().map(|it| it.library.clone()).collect(),
            pushed: oldest,
            shards_missing: self.health.missing(),
            timed_out: self.health.has_timed_out(),
        })
    }

    fn is_current(&self) -> anyhow::Result<bool> {
        // What lacks a part is to be opened again: the part may answer by then.
        if !self.health.is_whole() {
            return Ok(false);
        }
        let (beside, records) = self.ask_around()?;
        Ok(beside == self.beside && records == self.records)
    }

    fn notices(&self) -> Vec<String> {
        let mut notices = self.notices.clone();
        notices.extend(self.health.notices());
        if self.lacks_likeness.load(Ordering::Relaxed) {
            notices
                .push("a search cluster is not asked for words that sound or are spelled alike".to_owned());
        }
        notices
    }
}
