//! Who is who, as the libraries that were pushed tell.
//!
//! Persons are a library's own; where several libraries answer, those with one full name are one.

use std::collections::{BTreeMap, HashSet};

use anyhow::Context as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Cluster;
use super::asking::{NO_ANSWER, hits};
use super::counts::kind_of;
use super::filter::any_value;
use super::lock::locked;
use super::pages::Asked;
use crate::engine::answer::taken;
use crate::engine::document::found_by;
use crate::engine::mapping::{place, value};
use crate::model::NoteNames;
use crate::people::{AskedName, asked_name, name_hash, name_key};
use crate::records::{JoinEvidence, KindCounts, PersonFacts, PersonKey};

/// What persons are sorted by, as in the local index.
fn in_order(name: &str) -> (String, String) {
    (name_key(name), name.to_owned())
}

/// How many persons are asked for together.
const AHEAD: usize = 1_000;

#[derive(Deserialize)]
struct StoredThing {
    names: [String; 2],
}

impl Cluster {
    /// Everybody of whom the libraries know a full name, by the name to show.
    pub(super) fn persons(&self) -> anyhow::Result<Vec<PersonFacts>> {
        if !locked(&self.persons).is_whole {
            let pages = self.pages(Asked {
                query: json!({ "bool": { "filter": [{ "term": { "type": "person" } }] } }),
                sort: json!([{ "person": "asc" }, { "library": "asc" }]),
                source: json!(["stored"]),
                is_ranked: false,
                limit: usize::MAX,
            })?;
            let hits: Vec<Value> = pages.collect::<anyhow::Result<_>>()?;
            let mut persons = locked(&self.persons);
            persons.facts.clear();
            for hit in hits {
                persons.add(self.person_of(hit)?);
            }
            persons.is_whole = true;
        }
        let mut all: Vec<PersonFacts> = locked(&self.persons).facts.values().cloned().collect();
        all.sort_by_cached_key(|person| in_order(&person.name));
        Ok(all)
    }

    /// What a library knows of somebody.
    fn person_of(&self, mut hit: Value) -> anyhow::Result<PersonFacts> {
        let id = hit["_id"].as_str().context(NO_ANSWER)?.to_owned();
        let library = id.split_once('/').map_or("", |(library, _)| library);
        let stored = taken(&mut hit, "/_source/stored");
        let mut person: PersonFacts = serde_json::from_value(stored)
            .context("a person of the search cluster is not understood; push the library again")?;
        if self.has_several() {
            let shown = |path: &mut String| *path = self.shown_path(library, path);
            person.notes.iter_mut().for_each(shown);
            for (path, _) in person.names.iter_mut().filter_map(|name| name.place.as_mut()) {
                *path = self.shown_path(library, path);
            }
            for join in &mut person.joins {
                if let JoinEvidence::Notes { path, .. } = &mut join.evidence {
                    *path = self.shown_path(library, path);
                }
            }
        }
        Ok(person)
    }

    /// The name to show of a person.
    pub(super) fn name_of(&self, PersonKey(key): PersonKey) -> anyhow::Result<String> {
        let persons = locked(&self.persons);
        persons.names.get(key as usize).cloned().context("a person of another state of the search cluster")
    }

    /// The person with this name to show.
    pub(super) fn key_of_person(&self, name: &str) -> anyhow::Result<PersonKey> {
        Ok(locked(&self.persons).key(name))
    }

    /// What is known of a person.
    pub(super) fn person(&self, key: PersonKey) -> anyhow::Result<PersonFacts> {
        if let Some(known) = locked(&self.persons).facts.get(&key.0) {
            return Ok(known.clone());
        }
        let name = self.name_of(key)?;
        // Others that were counted will be asked for next.
        let others = {
            let persons = locked(&self.persons);
            let others = (0..).zip(&persons.names).filter(|(key, _)| !persons.facts.contains_key(key));
            others.map(|(_, name)| value(name)).take(AHEAD).collect::<Vec<_>>()
        };
        let wanted = [value(&name)].into_iter().chain(others);
        self.meet_persons(&any_value("person", wanted))?;
        let found = locked(&self.persons).facts.get(&key.0).cloned();
        found.with_context(|| format!("{name} has gone from the search cluster; ask again"))
    }

    /// Asks for persons, and gives each with the hashes that it is found by.
    fn meet_persons(&self, query: &Value) -> anyhow::Result<Vec<(PersonKey, HashSet<String>)>> {
        /// A name that so many people have is nobody's.
        const MOST: usize = 10_000;
        let mut answer = self.search(json!({
            "size": MOST,
            "query": { "bool": { "filter": [{ "term": { "type": "person" } }, query] } },
            "sort": [{ "person": "asc" }, { "library": "asc" }],
            "_source": ["stored", "found_by"],
            "track_total_hits": false,
        }))?;
        let mut met = Vec::new();
        let mut renewed = HashSet::new();
        for mut hit in hits(&mut answer) {
            let hashes = taken(&mut hit, "/_source/found_by");
            let hashes = hashes.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
            let hashes: HashSet<String> = hashes.collect();
            let person = self.person_of(hit)?;
            let mut persons = locked(&self.persons);
            if persons.is_whole {
                met.push((persons.key(&person.name), hashes));
                continue;
            }
            // All libraries' parts of a person come with one answer.
            let key = persons.key(&person.name);
            if renewed.insert(key) {
                persons.facts.remove(&key.0);
            }
            persons.add(person);
            met.push((key, hashes));
        }
        Ok(met)
    }

    /// Who has this very name, full or listed, in whatever way it is written.
    pub(super) fn persons_named(&self, name: &str) -> anyhow::Result<Vec<PersonKey>> {
        self.foresee_names(std::slice::from_ref(&name.to_owned()))?;
        let persons = locked(&self.persons);
        let having = |hash: u64| persons.found_by.get(&found_by(hash)).cloned().unwrap_or_default();
        let AskedName { hash, pinyin } = asked_name(name);
        Ok(match pinyin {
            Some(pinyin) => {
                Some(having(hash)).filter(|named| !named.is_empty()).unwrap_or_else(|| having(pinyin))
            }
            None => having(hash),
        })
    }

    /// Asks together who has each of these names.
    pub(super) fn foresee_names(&self, names: &[String]) -> anyhow::Result<()> {
        let mut wanted: Vec<String> = Vec::new();
        for name in names {
            let AskedName { hash, pinyin } = asked_name(name);
            wanted.extend([Some(hash), pinyin].into_iter().flatten().map(found_by));
        }
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|hash| !locked(&self.persons).found_by.contains_key(hash));
        if wanted.is_empty() {
            return Ok(());
        }
        let met = self.meet_persons(&any_value("found_by", wanted.iter().cloned()))?;
        let mut persons = locked(&self.persons);
        for hash in wanted {
            let having = met.iter().filter(|(_, hashes)| hashes.contains(&hash));
            let mut keys: Vec<PersonKey> = having.map(|(key, _)| *key).collect();
            keys.sort_by_cached_key(|key| persons.names.get(key.0 as usize).map(|name| in_order(name)));
            keys.dedup();
            persons.found_by.insert(hash, keys);
        }
        Ok(())
    }

    /// The records of each kind per person, and those of speakers of whom nobody can tell who they are.
    pub(super) fn counts_by_person(&self) -> anyhow::Result<(BTreeMap<PersonKey, KindCounts>, KindCounts)> {
        let query = json!({ "bool": { "filter": [
            { "term": { "type": "record" } },
            { "exists": { "field": "speaker" } },
        ] } });
        let mut counts: Vec<(Option<String>, KindCounts)> = Vec::new();
        self.each_bucket(&query, &[("person", true), ("kind", false)], |key, count| {
            let Some(kind) = kind_of(&key[1]) else { return };
            let name = key[0].as_str().map(str::to_owned);
            if counts.last().is_none_or(|(last, _)| *last != name) {
                counts.push((name, KindCounts::default()));
            }
            if let Some((_, kinds)) = counts.last_mut() {
                kinds[kind as usize] += count;
            }
        })?;
        let (mut by_person, mut nobodys) = (BTreeMap::new(), KindCounts::default());
        for (name, kinds) in counts {
            match name {
                Some(name) => drop(by_person.insert(self.key_of_person(&name)?, kinds)),
                None => nobodys = kinds,
            }
        }
        Ok((by_person, nobodys))
    }

    /// What a note tells of names.
    pub(super) fn names_in(&self, note_path: &str) -> anyhow::Result<Option<NoteNames>> {
        let (library, path) = self.path_there(note_path);
        let mut filter =
            vec![json!({ "term": { "type": "record" } }), json!({ "term": { "place": place(path, 0) } })];
        filter.extend(library.map(|library| json!({ "term": { "library": library } })));
        let mut answer = self.search(json!({
            "size": 1,
            "query": { "bool": { "filter": filter } },
            "_source": ["stored"],
            "track_total_hits": false,
        }))?;
        let Some(mut hit) = hits(&mut answer).into_iter().next() else { return Ok(None) };
        Ok(self.meet(&mut hit, false)?.names)
    }

    /// Other names of a thing.
    pub(super) fn names_beside(&self, name: &str) -> anyhow::Result<Vec<String>> {
        self.foresee_things(std::slice::from_ref(&name.to_owned()))?;
        Ok(locked(&self.persons).beside.get(&found_by(name_hash(name))).cloned().unwrap_or_default())
    }

    /// Asks together for the other names of these things.
    pub(super) fn foresee_things(&self, names: &[String]) -> anyhow::Result<()> {
        /// So few have no more names than one answer holds.
        const TOGETHER: usize = 100;
        let mut wanted: Vec<String> = names.iter().map(|name| found_by(name_hash(name))).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|hash| !locked(&self.persons).beside.contains_key(hash));
        for wanted in wanted.chunks(TOGETHER) {
            let by_hash = any_value("found_by", wanted.iter().cloned());
            let mut answer = self.search(json!({
                "size": 10_000,
                "query": { "bool": { "filter": [{ "term": { "type": "thing" } }, by_hash] } },
                "_source": ["stored"],
                "track_total_hits": false,
            }))?;
            let mut pairs: Vec<[String; 2]> = Vec::new();
            for mut hit in hits(&mut answer) {
                let thing: StoredThing = serde_json::from_value(taken(&mut hit, "/_source/stored"))
                    .context("a name of the search cluster is not understood; push the library again")?;
                pairs.push(thing.names);
            }
            pairs.sort();
            pairs.dedup();
            let mut persons = locked(&self.persons);
            persons.beside.extend(wanted.iter().map(|hash| (hash.clone(), Vec::new())));
            for [one, other] in pairs {
                for (name, beside) in [(&one, &other), (&other, &one)] {
                    if let Some(known) = persons.beside.get_mut(&found_by(name_hash(name)))
                        && wanted.contains(&found_by(name_hash(name)))
                    {
                        known.push(beside.clone());
                    }
                }
            }
        }
        Ok(())
    }
}
