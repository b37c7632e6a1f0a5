//! What every implementation of [`Records`] must hold, asked of the index.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use townhall::index::Index;
use townhall::library::Library;
use townhall::model::Kind;
use townhall::records::{DayFacts, Evidence, Filter, LookUp, RecordPlace, Records, Stored};
use townhall::topics::Vocabulary;

use crate::fixtures::library;

/// Three notes, one of which sorts between the others.
fn three_notes() -> Index {
    library(&[
        ("丙", &["# 成本", "推理成本", "李明：很贵"]),
        ("乙", &["一段", "# 别的", "二段"]),
        ("甲", &["李明：好"]),
    ])
}

fn walked(records: &dyn Records, filter: &Filter, from: Option<RecordPlace<'_>>) -> Vec<Stored> {
    let walk = records.walk(filter, from).unwrap();
    let length = walk.len();
    let found: Vec<Stored> = walk.collect::<anyhow::Result<_>>().unwrap();
    assert_eq!(found.len(), length, "a walk knows how many it gives");
    found
}

#[test]
fn a_walk_from_a_place_is_the_rest_of_the_whole_walk() {
    let index = three_notes();
    let quotes = Filter { kinds: vec![Kind::Quote], ..Filter::default() };
    for filter in [Filter::default(), quotes] {
        let all = walked(&index, &filter, None);
        assert!(all.is_sorted_by_key(Stored::place));
        assert!(!all.is_empty());
        // Also places that pass no filter, and those before and after everything.
        let ends = [("", 0), ("\u{10ffff}", 0)].map(|(note_path, order)| RecordPlace { note_path, order });
        let everything = index.list(&Filter::default()).unwrap();
        for place in everything.iter().map(Stored::place).chain(ends) {
            let rest: Vec<Stored> = all.iter().filter(|stored| stored.place() >= place).cloned().collect();
            assert_eq!(walked(&index, &filter, Some(place)), rest, "{place:?}");
        }
    }
}

#[test]
fn facts_of_days_are_those_of_the_records() {
    let index = library(&[
        ("甲", &["> 2026-03-01", "# 成本", "李明：推理成本会下降。", "推理成本"]),
        ("乙", &["> 2026-03-01", "李明：好。", "# 安全", "王芳（Fang Wang）：生物安全很难。"]),
        ("丙", &["> 2025-12-31", "# 成本", "一段"]),
        ("丁", &["李明：没有日子。"]),
    ]);
    let quotes = Filter { kinds: vec![Kind::Quote], ..Filter::default() };
    let march = Filter { since: Some(jiff::civil::date(2026, 1, 1)), ..Filter::default() };
    for filter in [Filter::default(), quotes, march, Filter { nothing: true, ..Filter::default() }] {
        let mut expect: BTreeMap<Option<Date>, DayFacts> = BTreeMap::new();
        let mut notes = HashSet::new();
        for stored in index.list(&filter).unwrap() {
            let facts = expect.entry(stored.note.date).or_default();
            let kind = stored.record.kind();
            facts.counts[kind as usize] += 1;
            facts.notes += usize::from(notes.insert(stored.note.note_path.clone()));
            let is_said = matches!(kind, Kind::Quote | Kind::Question | Kind::Prediction);
            if let Some(person) = stored.person.filter(|_| is_said) {
                let [key] = index.persons_named(&person).unwrap()[..] else { panic!("{person}") };
                *facts.people.entry(key).or_default() += 1;
            }
            for topic in stored.record.topics {
                *facts.topics.entry(topic).or_default() += 1;
            }
        }
        assert_eq!(index.facts_by_day(&filter).unwrap(), expect, "{filter:?}");
    }
}

#[test]
fn a_candidate_leads_to_its_record() {
    let index = three_notes();
    let all = vec![vec![Evidence::Run("成本".to_owned())]];
    let look_up = LookUp { all, ..LookUp::default() };
    let candidates = index.look_up(&look_up, 10).unwrap();
    let mut texts: Vec<String> = candidates
        .best
        .iter()
        .map(|candidate| index.fetch(candidate).unwrap().record.text().to_owned())
        .collect();
    texts.sort();
    assert_eq!(texts, ["成本", "推理成本"]);
    assert_eq!(candidates.total, 2);
    assert_eq!(index.count(&look_up).unwrap(), 2);
    // A heading and what stands below it share a section; no record of another note lies there.
    let sections = index.sections_of(&look_up).unwrap();
    assert_eq!(sections.len(), 1);
    let within = LookUp { sections: Some(sections), ..LookUp::default() };
    assert_eq!(index.count(&within).unwrap(), 3);
}

#[test]
fn counts_agree_with_what_is_listed() {
    let opened = Index::open(&Library::built_in(), Vocabulary::built_in, None).unwrap();
    let records: &dyn Records = &opened.index;
    let all = records.list(&Filter::default()).unwrap();
    assert_eq!(records.len(), all.len());
    let of_kind = |kind: Kind| all.iter().filter(|stored| stored.record.kind() == kind).count();
    for counts in records.counts_by_note().unwrap().values() {
        for kind in [Kind::Note, Kind::Section, Kind::Quote, Kind::Term] {
            assert_eq!(counts[kind as usize], of_kind(kind), "{kind:?}");
        }
    }
    let sections: Vec<&Stored> = all.iter().filter(|stored| stored.record.kind() == Kind::Section).collect();
    let places: Vec<RecordPlace<'_>> = sections.iter().map(|stored| stored.place()).collect();
    let counts = records.counts_by_section(&places).unwrap();
    assert_eq!(counts.len(), sections.len());
    for (section, counts) in sections.iter().zip(counts) {
        let number = &section.record.section_number;
        let is_below = |stored: &&Stored| {
            let rest = stored.record.section_number.strip_prefix(&**number);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                && stored.place() > section.place()
        };
        assert_eq!(counts.iter().sum::<usize>(), all.iter().filter(is_below).count(), "{number}");
    }
}
