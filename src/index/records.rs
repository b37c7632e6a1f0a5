//! The index as [`Records`]: each question, and the file that answers it.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use jiff::civil::Date;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::RangeQuery;

use super::Index;
use crate::model::{NoteNames, RecordId};
use crate::records::{
    Candidate, Candidates, DayFacts, Filter, Holding, KindCounts, LookUp, PersonFacts, PersonKey,
    RecordPlace, Records, SectionKey, Stored, Walk,
};

impl Records for Index {
    fn walk(&self, filter: &Filter, from: Option<RecordPlace<'_>>) -> anyhow::Result<Walk<'_>> {
        Ok(Box::new(Index::walk(self, filter, from)?))
    }

    fn check(&self) -> anyhow::Result<()> {
        Index::check(self)
    }

    fn find(&self, id_prefix: &str) -> anyhow::Result<Vec<Stored>> {
        let Some(numbers) = RecordId::numbers(id_prefix).filter(|_| !id_prefix.is_empty()) else {
            return Ok(Vec::new());
        };
        let bound = |number: u64| Bound::Included(Term::from_field_u64(self.fields.id, number));
        let query = RangeQuery::new(bound(*numbers.start()), bound(*numbers.end()));
        self.in_order(self.searcher.search(&query, &DocSetCollector)?)
    }

    fn look_up(&self, look_up: &LookUp, limit: usize) -> anyhow::Result<Candidates> {
        Index::look_up(self, look_up, limit)
    }

    fn any(&self, look_up: &LookUp) -> anyhow::Result<bool> {
        Index::any(self, look_up)
    }

    fn count(&self, look_up: &LookUp) -> anyhow::Result<usize> {
        Index::count(self, look_up)
    }

    fn sections_of(&self, look_up: &LookUp) -> anyhow::Result<HashSet<SectionKey>> {
        Index::sections_of(self, look_up)
    }

    fn fetch(&self, candidate: &Candidate) -> anyhow::Result<Stored> {
        Index::fetch(self, candidate)
    }

    fn following(
        &self,
        candidate: &Candidate,
        limit: usize,
        goes_on: &dyn Fn(&Stored) -> bool,
    ) -> anyhow::Result<Vec<(Candidate, Stored)>> {
        Index::following(self, candidate, limit, goes_on)
    }

    fn explain(&self, look_up: &LookUp, candidate: &Candidate) -> anyhow::Result<Vec<(String, f32)>> {
        Index::explain(self, look_up, candidate)
    }

    fn covers(&self, stored: &Stored, runs: &[String]) -> anyhow::Result<bool> {
        Index::covers(self, stored, runs)
    }

    fn len(&self) -> usize {
        self.searcher.num_docs() as usize
    }

    fn speakers(&self) -> anyhow::Result<Vec<(String, usize)>> {
        self.values(self.fields.speaker)
    }

    fn persons(&self) -> anyhow::Result<Vec<PersonFacts>> {
        let names = self.names()?;
        (0..names.len()).map(|person| names.person(PersonKey(person))).collect()
    }

    fn person(&self, key: PersonKey) -> anyhow::Result<PersonFacts> {
        self.names()?.person(key)
    }

    fn persons_named(&self, name: &str) -> anyhow::Result<Vec<PersonKey>> {
        Ok(self.names()?.named(name))
    }

    fn counts_by_person(&self) -> anyhow::Result<(BTreeMap<PersonKey, KindCounts>, KindCounts)> {
        Index::counts_by_person(self)
    }

    fn names_in(&self, note_path: &str) -> anyhow::Result<Option<NoteNames>> {
        let notes = self.kept_notes()?;
        let place = notes.binary_search_by(|note| note.path.as_str().cmp(note_path));
        Ok(place.ok().map(|place| notes[place].names.clone()))
    }

    fn names_beside(&self, name: &str) -> anyhow::Result<Vec<String>> {
        self.names()?.beside(name)
    }

    fn note_records(&self) -> anyhow::Result<Vec<(String, usize)>> {
        let mut records = Vec::new();
        for segment in 0..u32::try_from(self.searcher.segment_readers().len())? {
            let columns = self.columns(segment)?;
            let notes = self.notes(segment)?;
            records.extend(notes.into_iter().map(|(path, own)| (path, columns.below(own).len())));
        }
        records.sort();
        Ok(records)
    }

    fn topic_counts(&self) -> anyhow::Result<Vec<(String, usize)>> {
        self.values(self.fields.topic)
    }

    fn counts_by_note(&self) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        Index::counts_by_note(self)
    }

    fn counts_by_topic(&self, filter: &Filter) -> anyhow::Result<BTreeMap<String, KindCounts>> {
        Index::counts_by_topic(self, filter)
    }

    fn facts_by_day(&self, filter: &Filter) -> anyhow::Result<BTreeMap<Option<Date>, DayFacts>> {
        Index::facts_by_day(self, filter)
    }

    fn counts_by_section(&self, sections: &[RecordPlace<'_>]) -> anyhow::Result<Vec<KindCounts>> {
        Index::counts_by_section(self, sections)
    }

    fn frequency(&self, text: &str) -> anyhow::Result<usize> {
        Index::frequency(self, text)
    }

    fn spelled_like(&self, word: &str) -> anyhow::Result<Vec<String>> {
        Index::spelled_like(self, word)
    }

    fn runs_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>> {
        Index::runs_like(self, length, limit, fits)
    }

    fn words_like(
        &self,
        length: usize,
        limit: usize,
        fits: &dyn Fn(char) -> u32,
    ) -> anyhow::Result<Vec<String>> {
        Index::words_like(self, length, limit, fits)
    }

    fn holding(&self) -> Option<&dyn Holding> {
        Some(self)
    }
}

impl Holding for Index {
    fn names_of_notes(&self) -> anyhow::Result<Vec<(String, NoteNames)>> {
        let notes = self.kept_notes()?.into_owned();
        Ok(notes.into_iter().map(|note| (note.path, note.names)).collect())
    }

    fn found_by(&self) -> anyhow::Result<Vec<(u64, PersonKey)>> {
        Ok(self.names()?.found_by())
    }

    fn things(&self) -> anyhow::Result<Vec<(String, String)>> {
        self.names()?.things()
    }
}
