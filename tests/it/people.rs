//! Who is who, as the doors tell it: a list of people, a card, a comparison, and what a name rests on.

use std::fs;

use jiff::civil::date;
use townhall::app::{Answer, Selection, Store, compare, people, person, quotes, show, with_grounds};
use townhall::library::Library;
use townhall::model::Body;
use townhall::render::{
    Arrangement, Direction, Entry, Item, JoinedBy, NameOutcome, PersonEntry, Shown, SortKey,
};

use crate::app::IN_MEMORY;

/// Notes of 苏河 (Su He) and Ann Bell, who is Ann in one of them; of Ann Wood, who is another; of one who is Kit alone.
const NOTES: [(&str, &str); 4] = [
    (
        "a.md",
        "# 对谈\n\n| 项目 | 内容 |\n|---|---|\n| 日期 | 2025-03-01 |\n| 嘉宾 | 苏河（Su He）、Ann Bell |\n\n## 桥\n\n苏河：木桥会在十年内回来。\n\n\
         Ann Bell：石桥更久。\n",
    ),
    (
        "b.md",
        "# Ann Bell 访谈\n\n**日期**：2025-05-01\n**嘉宾**：Ann Bell\n\n## 桥\n\nAnn：木桥要常修。\n\nAnn：石桥不用。\n",
    ),
    (
        "c.md",
        "# 圆桌\n\n**日期**：2025-04-01\n**嘉宾**：Su He、Ann Wood、Kit\n\n## 路\n\nSu He：木桥也是路。\n\nAnn Wood：路要直。\n\n\
         Kit：路要宽。\n",
    ),
    ("people.yaml", "- {name: 贝安, names: [Ann Bell]}\n- {name: 没来, names: [Noah Show]}\n"),
];

fn library() -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in NOTES {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let library = Library::at(vec![folder.path().to_owned()]);
    (folder, library)
}

fn persons(answer: &Answer) -> Vec<&PersonEntry> {
    fn one(item: &Item) -> &PersonEntry {
        match item {
            Item::Person(person) => person.as_ref(),
            other => panic!("{other:?} is nobody"),
        }
    }
    answer.view.items.iter().map(one).collect()
}

fn names(answer: &Answer) -> Vec<&str> {
    persons(answer).into_iter().map(|person| person.name.as_str()).collect()
}

fn records(answer: &Answer) -> Vec<&Entry> {
    fn one(item: &Item) -> &Entry {
        match item {
            Item::Record(entry) => entry.as_ref(),
            other => panic!("{other:?} is no record"),
        }
    }
    answer.view.items.iter().map(one).collect()
}

#[test]
fn those_who_have_notes_are_listed_once_under_all_names() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let answer = people(&store, &Selection::default(), false).unwrap();
    assert_eq!(names(&answer), ["贝安", "苏河", "Ann Wood"]);
    let bell = persons(&answer)[0];
    assert_eq!((bell.notes, bell.days), (2, Some((date(2025, 3, 1), date(2025, 5, 1)))));
    let [of_people, of_nobody] = &answer.notices[..] else { panic!("{:?}", answer.notices) };
    assert_eq!(of_people, "3 people");
    assert!(of_nobody.starts_with("1 quote is by a speaker known by a short name"), "{of_nobody}");
}

#[test]
fn the_order_is_the_one_that_is_asked_for() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let by = |name, direction| {
        let key = SortKey { field: Shown::People.field(name).unwrap(), direction };
        let arrangement = Some(Arrangement::Sorted(vec![key]));
        let answer = people(&store, &Selection { arrangement, ..Selection::default() }, false).unwrap();
        names(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    use Direction::{Falling, Own, Rising};
    // 贝安 is read bei'an.
    assert_eq!(by("name", Own), ["Ann Wood", "贝安", "苏河"]);
    assert_eq!(by("name", Falling), ["苏河", "贝安", "Ann Wood"]);
    assert_eq!(by("last", Falling)[0], "贝安");
    assert_eq!(by("first", Falling)[0], "Ann Wood");
    assert_eq!(by("quotes", Rising)[0], "Ann Wood");
    assert_eq!(by("quotes", Falling), by("quotes", Own));
}

#[test]
fn a_selection_narrows_what_counts() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let selection = Selection { until: Some("2025-04-15".parse().unwrap()), ..Selection::default() };
    let answer = people(&store, &selection, false).unwrap();
    let counts: Vec<(&str, usize)> =
        persons(&answer).iter().map(|person| (person.name.as_str(), person.notes)).collect();
    assert_eq!(counts, [("苏河", 2), ("Ann Wood", 1), ("贝安", 1)]);
    // All that counts without a selection counts with one that selects everything.
    let all = Selection { since: Some("1900-01-01".parse().unwrap()), ..Selection::default() };
    let (narrow, wide) =
        (people(&store, &all, false).unwrap(), people(&store, &Selection::default(), false).unwrap());
    for (narrow, wide) in persons(&narrow).iter().zip(persons(&wide)) {
        assert_eq!((&narrow.name, narrow.counts, narrow.days), (&wide.name, wide.counts, wide.days));
    }
    assert_eq!(narrow.notices, wide.notices);
}

#[test]
fn a_card_tells_where_names_come_from() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let answer = person(&store, &Selection::default(), "suhe").unwrap();
    let [su] = persons(&answer)[..] else { panic!("{:?}", names(&answer)) };
    let card = su.card.as_ref().unwrap();
    assert_eq!(su.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>(), ["苏河", "Su He"]);
    assert!(su.names.iter().all(|name| name.place.is_some()));
    let [join] = &card.joins[..] else { panic!("{:?}", card.joins) };
    assert_eq!((join.evidence, join.notes, join.place.as_ref().unwrap().line), (JoinedBy::Notes, 1, 6));
    let days: Vec<_> = card.talks.iter().filter_map(|note| note.date).collect();
    assert_eq!(days, [date(2025, 3, 1), date(2025, 4, 1)]);
}

#[test]
fn a_name_that_means_several_shows_them_all_and_says_so() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let answer = person(&store, &Selection::default(), "an").unwrap();
    assert_eq!(names(&answer), ["Ann Wood", "贝安"]);
    assert!(answer.remarks.notices.iter().any(|notice| notice.contains("fits")), "{:?}", answer.remarks);
}

#[test]
fn whoever_has_no_notes_is_told_from_whom_nobody_knows() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let listed = person(&store, &Selection::default(), "Noah Show").unwrap();
    assert_eq!(
        (listed.view.total, &listed.notices[..]),
        (0, &["没来 stands in a list of people; no note that is looked at has this name".to_owned()][..])
    );
    let short = person(&store, &Selection::default(), "Kit").unwrap();
    assert_eq!(short.view.total, 0);
    assert!(short.notices[0].starts_with("nobody can tell who `Kit` is"), "{:?}", short.notices);
    let unknown = person(&store, &Selection::default(), "Ann Bel1").unwrap_err().to_string();
    assert!(unknown.contains("near: "), "{unknown}");
}

#[test]
fn a_comparison_is_by_day_and_each_side_has_its_own() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let arguments = ["bell", "苏河", "木桥"].map(str::to_owned);
    let answer = compare(&store, &Selection::default(), &arguments).unwrap();
    let found: Vec<(&str, &str)> = records(&answer)
        .iter()
        .map(|entry| (entry.person.as_deref().unwrap(), entry.note.note_path.as_str()))
        .collect();
    assert_eq!(found, [("苏河", "a.md"), ("苏河", "c.md"), ("贝安", "b.md")]);
    let sides: Vec<(&str, &[usize])> =
        answer.view.sides.iter().map(|side| (side.name.as_str(), &side.items[..])).collect();
    assert_eq!(sides, [("贝安", &[2][..]), ("苏河", &[0, 1][..])]);
    let one = Selection { limit: Some(1.try_into().unwrap()), ..Selection::default() };
    let limited = compare(&store, &one, &arguments).unwrap();
    assert_eq!((limited.view.items.len(), limited.view.total), (2, 3));
}

#[test]
fn a_third_argument_is_a_name_only_if_it_is_a_whole_one() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let sides = |third: &str| {
        let arguments = ["贝安", "苏河", third].map(str::to_owned);
        compare(&store, &Selection::default(), &arguments).unwrap().view.sides.len()
    };
    assert_eq!(sides("Wood"), 3);
    assert_eq!(sides("Woo"), 2, "the beginning of a name may be a word");
    assert_eq!(sides("木桥"), 2);
    let compare = |one: &str, other: &str| {
        compare(&store, &Selection::default(), &[one.to_owned(), other.to_owned()]).unwrap_err().to_string()
    };
    assert!(compare("苏河", "木桥").contains("unknown speaker `木桥`"));
    assert!(compare("苏河", "suhe").contains("are the same: 苏河"));
}

#[test]
fn it_is_told_why_nobody_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let text = "# 圆桌\n\n**嘉宾**：Ann Bell、Ann Wood、Kit\n\n## 路\n\nAnn：路要直。\n\n主持人：路要宽。\n\nKit：路要长。\n\n\
                Ann Wood：好。\n";
    fs::write(folder.path().join("a.md"), text).unwrap();
    let library = Library::at(vec![folder.path().to_owned()]);
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let all = quotes(&store, &Selection::default(), townhall::app::QuoteFilter::default()).unwrap();
    let outcome = |speaker: &str| {
        let quote = records(&all).into_iter().find(|entry| entry.record.speaker() == Some(speaker)).unwrap();
        assert_eq!(quote.person, None, "{speaker}");
        let shown = show(&store, &Selection::default(), quote.record.id.as_str()).unwrap();
        records(&with_grounds(&store, shown).unwrap())[0].grounds.clone().unwrap().outcome
    };
    assert_eq!(outcome("Ann"), NameOutcome::Several(vec!["Ann Bell".to_owned(), "Ann Wood".to_owned()]));
    assert_eq!(outcome("主持人"), NameOutcome::Role);
    assert_eq!(outcome("Kit"), NameOutcome::ShortName);
}

#[test]
fn a_name_rests_on_what_the_note_and_the_lists_say() {
    let (_folder, library) = library();
    let store = Store::open(&library, IN_MEMORY).unwrap();
    let all = quotes(&store, &Selection::default(), townhall::app::QuoteFilter::default()).unwrap();
    let grounds = |speaker: &str| {
        let quote = records(&all).into_iter().find(|entry| entry.record.speaker() == Some(speaker)).unwrap();
        let shown = show(&store, &Selection::default(), quote.record.id.as_str()).unwrap();
        let answer = with_grounds(&store, shown).unwrap();
        records(&answer)[0].grounds.clone().unwrap()
    };
    let ann = grounds("Ann");
    assert_eq!(ann.names[0].text, "Ann");
    assert!(ann.names.iter().any(|name| name.full.as_deref() == Some("Ann Bell")));
    let [join] = &ann.joins[..] else { panic!("{:?}", ann.joins) };
    assert_eq!((join.one.as_str(), join.other.as_str()), ("Ann Bell", "贝安"));
    assert_eq!((join.evidence, ann.outcome), (JoinedBy::OwnList, NameOutcome::OwnList));
    let su = grounds("Su He");
    assert_eq!((su.joins[0].one.as_str(), su.joins[0].other.as_str()), ("Su He", "苏河"));
    assert_eq!(su.joins[0].evidence, JoinedBy::Notes);
    assert_eq!(grounds("Kit").outcome, NameOutcome::ShortName);
    assert_eq!(grounds("Ann Wood").outcome, NameOutcome::OnlyName);
    let section = show(&store, &Selection::default(), "路").unwrap();
    assert!(matches!(records(&section)[0].record.body, Body::Section(_)));
    assert!(with_grounds(&store, section).is_err());
}
