//! After any series of changes, an index that was refreshed answers as one that was made anew.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use townhall::index::{Index, IndexState, Notice, Opened, Opening};
use townhall::library::{Library, Stamp};
use townhall::model::NoteNames;
use townhall::records::{Filter, KindCounts, PersonFacts, PersonKey, Records, Stored};
use townhall::search::{Query, SearchOptions, SearchResult, search};
use townhall::topics::Vocabulary;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::world::{World, seed, settle};

/// The vocabulary of a library; made once for all that have the same.
fn vocabulary(library: &Library) -> Vocabulary {
    static KNOWN: Mutex<BTreeMap<u64, Vocabulary>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    known.entry(library.vocabulary_key()).or_insert_with(|| library.vocabulary().unwrap().0).clone()
}

/// Opens a library's index and counts the notes that were read for it.
fn open(library: &Library, cache: Option<&Path>) -> (Opened, usize) {
    let read = AtomicUsize::new(0);
    let progress = |_: usize, all: usize| read.store(all, Ordering::Relaxed);
    let opening =
        Opening { cache, refresh: true, progress: Some(&progress), damage: None, stays_open: false };
    let opened = Index::open_with(library, || Ok(vocabulary(library)), opening).unwrap();
    (opened, read.into_inner())
}

/// All that an index can be asked.
#[derive(Debug, PartialEq)]
struct Answers {
    records: Vec<Stored>,
    notices: Vec<Notice>,
    speakers: Vec<(String, usize)>,
    notes: Vec<(String, usize)>,
    topics: Vec<(String, usize)>,
    persons: Vec<PersonFacts>,
    /// What each note tells of names.
    names: Vec<Option<NoteNames>>,
    by_person: (BTreeMap<PersonKey, KindCounts>, KindCounts),
    found: Vec<SearchResult>,
}

impl Answers {
    /// Panics with what differs.
    fn must_be(&self, expected: &Answers, when: &str) {
        let paths =
            |answers: &Answers| answers.records.iter().map(|it| it.note.path.clone()).collect::<Vec<_>>();
        assert_eq!(paths(self), paths(expected), "{when}");
        for (one, other) in self.records.iter().zip(&expected.records) {
            assert_eq!(one, other, "{when}");
        }
        for (one, other) in self.persons.iter().zip(&expected.persons) {
            assert_eq!(one, other, "{when}");
        }
        for (one, other) in self.found.iter().zip(&expected.found) {
            assert_eq!(
                (one.total, one.tier, one.hits.len()),
                (other.total, other.tier, other.hits.len()),
                "{when}"
            );
            for (one, other) in one.hits.iter().zip(&other.hits) {
                assert_eq!(one, other, "{when}");
            }
        }
        assert_eq!(self, expected, "{when}");
    }
}

fn answers(library: &Library, opened: Opened, queries: &[String]) -> Answers {
    let Opened { index, mut notices } = opened;
    notices.sort_by_key(ToString::to_string);
    let vocabulary = || Ok(vocabulary(library));
    let find = |text: &String| {
        let options = SearchOptions { vocabulary: &vocabulary, own_topics: true, ..SearchOptions::default() };
        search(&index, &Query::parse(text), &options).unwrap()
    };
    let notes = index.note_records().unwrap();
    let names = notes.iter().map(|(path, _)| index.names_in(path).unwrap()).collect();
    Answers {
        persons: index.persons().unwrap(),
        names,
        by_person: index.counts_by_person().unwrap(),
        records: index.list(&Filter::default()).unwrap(),
        speakers: index.speakers().unwrap(),
        notes,
        topics: index.topic_counts().unwrap(),
        found: queries.iter().map(find).collect(),
        notices,
    }
}

/// The stamps of a library's notes by their paths.
fn stamps(library: &Library) -> HashMap<String, (usize, Stamp)> {
    let sources = library.sources().unwrap().sources;
    sources.into_iter().map(|source| (source.path, (source.root, source.stamp))).collect()
}

#[test]
fn a_refreshed_index_answers_as_a_new_one() {
    let seed = seed(4);
    let mut world = World::new(seed, 10);
    let cache = TempDir::new().unwrap();
    let (mut steps, mut answered, mut listed) = (0, 0, HashSet::new());
    for step in 0..205 {
        let name = world.change();
        // Most follow each other within one tick of any clock.
        if step % 4 != 0 {
            open(&world.library(), Some(cache.path()));
            continue;
        }
        let library = world.library();
        let queries = [world.query(), world.query()];
        let (refreshed, _) = open(&library, Some(cache.path()));
        let (new, _) = open(&library, None);
        let (refreshed, new) = (answers(&library, refreshed, &queries), answers(&library, new, &queries));
        refreshed.must_be(&new, &format!("step {step} of seed {seed}, {name}"));
        steps += 1;
        let joins = new.persons.iter().flat_map(|person| &person.joins);
        listed.extend(joins.map(|join| std::mem::discriminant(&join.evidence)));
        answered += usize::from(new.found.iter().any(|found| !found.hits.is_empty()));
    }
    // Else this would test little.
    assert!(answered * 2 > steps, "only {answered} of {steps} times a query had an answer");
    assert_eq!(listed.len(), 4, "lists, notes and slips join names");
}

#[test]
fn a_refresh_reads_what_changed_and_nothing_else() {
    let seed = seed(44);
    let mut world = World::new(seed, 10);
    let cache = TempDir::new().unwrap();
    let mut with_changes = 0;
    for step in 0..40 {
        settle();
        let library = world.library();
        open(&library, Some(cache.path()));
        let (before, topics) = (stamps(&library), library.vocabulary_key());
        let name = world.change();
        settle();
        let library = world.library();
        let changed =
            stamps(&library).into_iter().filter(|(path, now)| before.get(path) != Some(now)).count();
        let (_, read) = open(&library, Some(cache.path()));
        with_changes += usize::from(changed > 0 && library.vocabulary_key() == topics);
        if library.vocabulary_key() == topics {
            assert_eq!(read, changed, "step {step} of seed {seed}: {name}");
        }
        assert_eq!(
            open(&library, Some(cache.path())).1,
            0,
            "step {step} of seed {seed}: {name} is seen twice"
        );
        assert_eq!(Index::state(&library, cache.path()).unwrap().state, IndexState::Fresh, "{name}");
    }
    // Else this would test little.
    assert!(with_changes > 10, "only {with_changes} steps changed a note");
}

#[test]
fn a_page_keeps_its_ids_wherever_it_moves_unless_it_is_there_twice() {
    let (folder, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let library = || Library::at(vec![folder.path().to_owned()]);
    let ids = || -> Vec<String> {
        let (opened, _) = open(&library(), Some(cache.path()));
        let refreshed = opened.index.list(&Filter::default()).unwrap();
        let (new, _) = open(&library(), None);
        assert_eq!(refreshed, new.index.list(&Filter::default()).unwrap());
        refreshed.iter().map(|stored| stored.record.id.to_string()).collect()
    };
    let text = "# 谈话\n\n> 李明：“推理成本下降。”\n\n一段话。\n\n一段话。\n";
    let (first, moved) =
        ("谈话 2f7613b4c0cb8012a6f2d72c6dc33e7d.md", "甲/改名 2F7613b4c0cb8012a6f2d72c6dc33e7d.md");
    fs::create_dir(folder.path().join("甲")).unwrap();
    fs::write(folder.path().join(first), text).unwrap();
    let alone = ids();
    let different: HashSet<&String> = alone.iter().collect();
    assert_eq!(different.len(), alone.len());
    fs::rename(folder.path().join(first), folder.path().join(moved)).unwrap();
    assert_eq!(ids(), alone);
    fs::write(folder.path().join(first), text).unwrap();
    let both = ids();
    assert_eq!(both.iter().collect::<HashSet<_>>().len(), both.len());
    assert!(both.iter().all(|id| !alone.contains(id)));
    fs::remove_file(folder.path().join(moved)).unwrap();
    assert_eq!(ids(), alone);
}

#[test]
fn what_could_not_be_read_for_a_while_is_read_later() {
    let (folder, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let path = folder.path().join("export.zip");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("a.md", stored).unwrap();
    writer.write_all(b"# one\n").unwrap();
    let whole = writer.finish().unwrap().into_inner();
    let place = whole.windows(5).position(|bytes| bytes == b"# one").unwrap();
    // As if another program were writing it: what the archive says of the note is the same before and after.
    let mut half = whole.clone();
    half[place] = b'?';
    let library = Library::at(vec![path.clone()]);
    for (bytes, notes, notices) in [(&half, 0, 1), (&half, 0, 1), (&whole, 1, 0), (&whole, 1, 0)] {
        fs::write(&path, bytes).unwrap();
        let (opened, _) = open(&library, Some(cache.path()));
        let read = opened.index.note_records().unwrap().len();
        assert_eq!((read, opened.notices.len()), (notes, notices), "{:?}", opened.notices);
    }
}
