//! What changed is pushed and nothing else, and what is there then is what a first push makes.

use serde_json::{Value, json};

use crate::cluster::{Cluster, cluster};
use crate::notes::{Notes, Pushed, pushed, refused};

/// What an index holds must be what a first push of the same notes makes of another.
#[track_caller]
fn check_as_new(cluster: &Cluster, notes: &Notes) {
    let all = pushed(notes.push(&cluster.url(0), &["--index", "anew"])).records;
    let (found, anew) = (said(cluster, "townhall"), said(cluster, "anew"));
    for (one, other) in found.iter().zip(&anew) {
        assert_eq!(one, other);
    }
    assert_eq!(found.len(), anew.len());
    assert_eq!(found.iter().filter(|(_, document)| document["type"] == "record").count(), all);
    let dropped = notes.push(&cluster.url(0), &["--index", "anew", "--drop"]).output().unwrap();
    assert!(dropped.status.success());
}

/// All documents, without the moment of the push.
fn said(cluster: &Cluster, index: &str) -> Vec<(String, Value)> {
    let mut documents = cluster.documents(index);
    for (_, document) in &mut documents {
        if document["type"] == "library" {
            document["stored"]["pushed"] = Value::Null;
        }
    }
    documents
}

#[test]
fn only_what_changed_is_pushed() {
    let cluster = cluster();
    cluster.clear();
    let mut notes = Notes::new(40, 1);
    let first = pushed(notes.push(&cluster.url(0), &[]));
    assert_eq!(first.came, first.records);
    assert!(first.records > 100, "{first:?}");
    let again = pushed(notes.push(&cluster.url(1), &[]));
    assert_eq!(again, Pushed { came: 0, changed: 0, went: 0, records: first.records });
    check_as_new(&cluster, &notes);

    notes.write(3);
    notes.write(41);
    notes.rename(5, "别的 5.md");
    notes.delete(7);
    notes.add("people.yaml", "- 李明, Li Ming, 老李\n");
    let dry = pushed(notes.push(&cluster.url(0), &["--dry-run"]));
    assert_eq!(cluster.documents("townhall").len(), cluster.documents("townhall").len());
    let changed = pushed(notes.push(&cluster.url(0), &[]));
    assert_eq!(changed, dry);
    assert!(changed.came > 0 && changed.went > 0, "{changed:?}");
    assert!(changed.came < changed.records / 2, "{changed:?}");
    check_as_new(&cluster, &notes);
}

#[test]
fn what_somebody_took_away_or_changed_there_is_put_right() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(10, 2);
    let first = pushed(notes.push(&cluster.url(0), &[]));
    let documents = cluster.documents("townhall");
    let of_type = |kind: &str| {
        documents.iter().filter(|(_, it)| it["type"] == kind).map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    let index = cluster.ask("GET", "_alias/townhall", &Value::Null);
    let index = index.as_object().unwrap().keys().next().unwrap().clone();
    let path = |id: &str| format!("{index}/_doc/{}", id.replace('/', "%2F"));
    let records = of_type("record");
    cluster.ask("DELETE", &path(&records[0]), &Value::Null);
    cluster.ask("DELETE", &path(&of_type("person")[0]), &Value::Null);
    let mut other = documents.iter().find(|(id, _)| *id == records[1]).unwrap().1.clone();
    other["sum_low"] = json!(1);
    cluster.ask("PUT", &path(&records[1]), &other);
    cluster.ask("PUT", &path("notes/qzzzzzzzzzz"), &other);
    let mended = pushed(notes.push(&cluster.url(0), &[]));
    assert_eq!(mended, Pushed { came: 1, changed: 1, went: 1, records: first.records });
    check_as_new(&cluster, &notes);
}

#[test]
fn libraries_stand_beside_each_other_and_belong_to_their_owners() {
    let cluster = cluster();
    cluster.clear();
    let (one, other) = (Notes::new(5, 3), Notes::new(6, 4));
    let url = cluster.url(0);
    let first = pushed(one.push(&url, &["--library", "一"])).records;
    let second = pushed(other.push(&url, &["--library", "二"])).records;
    let records = |cluster: &Cluster| {
        cluster.documents("townhall").iter().filter(|(_, document)| document["type"] == "record").count()
    };
    assert_eq!(records(&cluster), first + second);
    // The name is remembered.
    assert_eq!(pushed(one.push(&url, &[])).came, 0);
    let errors = refused(other.push(&url, &["--library", "一"]));
    assert!(errors.contains("the library `一` was pushed from elsewhere"), "{errors}");
    assert!(refused(other.push(&url, &["--library", "一", "--drop"])).contains("from elsewhere"));
    assert_eq!(records(&cluster), first + second);
    let taken = pushed(other.push(&url, &["--library", "一", "--take-over"]));
    assert_eq!(taken.records, second);
    assert_eq!(records(&cluster), 2 * second);
    assert!(refused(one.push(&url, &[])).contains("from elsewhere"));
    assert!(other.push(&url, &["--library", "一", "--drop"]).output().unwrap().status.success());
    assert_eq!(records(&cluster), second);
    assert!(refused(other.push(&url, &["--library", "一", "--drop"])).contains("there is no library `一`"));
}

#[test]
fn an_index_of_an_earlier_version_gives_way_at_one_stroke_and_one_of_a_later_is_left_alone() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(5, 5);
    let url = cluster.url(0);
    pushed(notes.push(&url, &["--library", "a"]));
    let index = cluster.ask("GET", "_alias/townhall", &Value::Null);
    let index = index.as_object().unwrap().keys().next().unwrap().clone();
    let meta =
        cluster.ask("GET", &format!("{index}/_mapping"), &Value::Null)[&index]["mappings"]["_meta"].clone();
    let of_version = |version: u64| {
        let mut meta = meta.clone();
        meta["townhall"]["mapping"] = json!(version);
        json!({ "mappings": { "_meta": meta } })
    };
    let beside = |name: &str| format!("{}{name}", &index[..index.rfind('v').unwrap()]);
    cluster.ask("DELETE", &index, &Value::Null);
    cluster.ask("PUT", &beside("v0"), &of_version(0));
    cluster.ask("PUT", &format!("{}/_alias/townhall", beside("v0")), &Value::Null);
    let again = pushed(notes.push(&url, &["--library", "a"]));
    assert_eq!(again.came, again.records);
    let behind = cluster.ask("GET", "_alias/townhall", &Value::Null);
    assert_eq!(behind.as_object().unwrap().keys().collect::<Vec<_>>(), [&index]);
    assert_eq!(cluster.ask("GET", &beside("v0"), &Value::Null)["status"], 404);
    cluster.ask("PUT", &beside("v99"), &of_version(99));
    let errors = refused(notes.push(&url, &["--library", "a"]));
    assert!(errors.contains("pushed by a later townhall"), "{errors}");
}

#[test]
fn an_index_that_is_not_ours_is_not_touched() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(2, 6);
    cluster.ask("PUT", "townhall", &json!({ "mappings": { "properties": { "a": { "type": "keyword" } } } }));
    let errors = refused(notes.push(&cluster.url(0), &[]));
    assert!(errors.contains("`townhall` was not made by townhall"), "{errors}");
    assert_eq!(cluster.documents("townhall").len(), 0);
    cluster.ask("PUT", "theirs", &Value::Null);
    cluster.ask("PUT", "theirs/_alias/talks", &Value::Null);
    let errors = refused(notes.push(&cluster.url(0), &["--index", "talks"]));
    assert!(errors.contains("`theirs` was not made by townhall"), "{errors}");
}
