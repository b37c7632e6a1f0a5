//! What every door shares: selections, and what is said of a library beside its answers.

use std::fs;

use jiff::civil::date;
use townhall::app::{
    Access, Answer, QuoteFilter, Selection, Store, linked, notes, quotes, show, terms_used, topics,
};
use townhall::library::Library;
use townhall::model::Kind;
use townhall::records::{Filter, Stored};
use townhall::render::Item;
use townhall::search::Today;

/// A library that is read anew, on a day that stays.
pub(super) const IN_MEMORY: Access<'static> = Access {
    cache: None,
    refresh: true,
    progress: None,
    today: Today::Named(date(2026, 11, 26)),
    damage: None,
    stays_open: false,
    verdicts: None,
    engine: None,
};

fn ids(answer: &Answer) -> Vec<String> {
    let id = |item: &Item| match item {
        Item::Record(entry) => entry.record.id.as_str().to_owned(),
        Item::Topic(topic) => topic.slug.clone(),
        Item::Person(person) => person.name.clone(),
        Item::Fact(fact) => fact.kind.to_owned(),
    };
    answer.view.items.iter().map(id).collect()
}

#[test]
fn any_name_of_a_thing_selects_the_same() {
    let library = Library::built_in();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let on = |topic: &str| {
        let selection = Selection { topics: vec![topic.to_owned()], ..Selection::default() };
        ids(&quotes(&store, &selection, QuoteFilter::default()).unwrap())
    };
    assert!(!on("safety").is_empty());
    for name in ["AI安全", "SAFETY", "saf"] {
        assert_eq!(on(name), on("safety"), "{name}");
    }
    let unknown = Selection { speakers: vec!["没有这人".to_owned()], ..Selection::default() };
    let error = quotes(&store, &unknown, QuoteFilter::default()).unwrap_err().to_string();
    assert!(error.contains("unknown speaker `没有这人`"), "{error}");
}

#[test]
fn a_limit_cuts_what_is_shown_and_not_what_is_counted() {
    let library = Library::built_in();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let all = quotes(&store, &Selection::default(), QuoteFilter::default()).unwrap();
    let few = Selection { limit: Some(2.try_into().unwrap()), ..Selection::default() };
    let few = quotes(&store, &few, QuoteFilter::default()).unwrap();
    assert_eq!(few.view.total, all.view.total);
    assert_eq!(ids(&few), ids(&all)[..2]);
    assert_eq!(few.notices, [format!("2 of {} quotes", all.view.total)]);
}

#[test]
fn a_section_is_shown_with_all_that_stands_in_it_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# 题\n\n## 一\n\n话\n\n### 甲\n\n内\n\n## 二\n\n外\n").unwrap();
    fs::write(folder.path().join("b.md"), "# 题二\n\n别\n").unwrap();
    let library = Library::at(vec![folder.path().to_owned()]);
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let texts = |wanted: &str| -> Vec<String> {
        let answer = show(&store, &Selection::default(), wanted).unwrap();
        let text = |item: &Item| match item {
            Item::Record(entry) => entry.record.text().to_owned(),
            other => panic!("{other:?} is no record"),
        };
        answer.view.items.iter().map(text).collect()
    };
    assert_eq!(texts("一"), ["一", "话", "甲", "内"]);
    assert_eq!(texts("甲"), ["甲", "内"]);
    assert_eq!(texts("二"), ["二", "外"]);
}

#[test]
fn what_is_said_of_a_library_comes_back_with_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let unreadable = [0x89, b'P', 0, 0xff, 1, 1, 0, 3, 0x80];
    fs::write(folder.path().join("bad.md"), unreadable).unwrap();
    fs::write(folder.path().join("topics.yaml"), "topics: 1\n").unwrap();
    let library = Library::at(vec![folder.path().to_owned()]);
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let remarks = notes(&store, &Selection::default()).unwrap().remarks;
    assert!(remarks.nothing_readable);
    let [of_topics, of_notes] = &remarks.notices[..] else { panic!("{:?}", remarks.notices) };
    assert!(of_topics.contains("topics.yaml") && of_notes.contains("bad.md"), "{:?}", remarks.notices);
    // Asking for the topics again says nothing twice.
    assert_eq!(topics(&store, &Selection::default(), true).unwrap().remarks, remarks);
    fs::write(folder.path().join("good.md"), "# 一\n").unwrap();
    assert!(!Store::open(&library, IN_MEMORY).unwrap().remarks().nothing_readable);
}

#[test]
fn a_record_leads_to_the_terms_that_it_uses_and_the_places_that_it_links_to() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "a.md",
        "# 题\n\n## 一\n\n智能体会写代码，见[那一场](other%20talk.md)与[没有](gone.md)。\n\n智能而已，无链接。\n\n\
         另见 [[other talk]]、[[另一场#算力的价钱|那一节]]、[[没有的]] 和[表](#术语表)，`[[other talk]]` 不算。\n\n\
         ## 术语表\n\n| 术语 | 解释 |\n|---|---|\n| 智能体 | 会做事 |\n| 智能 | 会想 |\n| 算力 | 会算 |\n",
    );
    write("other talk.md", "# 另一场\n\n别\n\n## 算力的价钱\n\n更低。\n");
    let library = Library::at(vec![folder.path().to_owned()]);
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let leads = |words: &str| {
        let all = store.records().list(&Filter::default()).unwrap();
        let own = all
            .iter()
            .find(|stored| stored.record.kind() == Kind::Passage && stored.record.text().starts_with(words));
        let texts = |found: Vec<Stored>| -> Vec<String> {
            found.iter().map(|stored| stored.record.text().to_owned()).collect()
        };
        let own = own.unwrap();
        (texts(terms_used(&store, own).unwrap()), texts(linked(&store, own).unwrap()))
    };
    assert_eq!(leads("智能体"), (vec!["智能体".to_owned()], vec!["另一场".to_owned()]));
    assert_eq!(leads("智能而已"), (vec!["智能".to_owned()], Vec::new()));
    let linked = ["另一场", "算力的价钱", "术语表"].map(str::to_owned).to_vec();
    assert_eq!(leads("另见"), (vec!["算力".to_owned()], linked));
}
