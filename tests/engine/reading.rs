//! What is read from a cluster is what the local index has: every listing, filter, page and export.

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::cluster::cluster;
use crate::notes::{Notes, pushed, refused};

/// Commands whose answers are compared as JSON.
const COMMANDS: &[&str] = &[
    "notes",
    "notes AI",
    "quotes",
    "quotes --topic safety",
    "quotes --since 2026-03 --until 2026-08",
    "quotes --sort -date -n 5",
    "quotes --speaker 李明",
    "quotes 推理",
    "quotes AI",
    "quotes gent",
    "quotes -成本",
    "quotes 成本 OR 安全",
    "quotes topic:inference",
    "quotes --group-by topic --count",
    "questions",
    "questions --section 成本",
    "predictions",
    "predictions --by 2027",
    "predictions --due",
    "predictions --score",
    "glossary",
    "glossary MCP",
    "glossary a",
    "sections",
    "sections -n 3",
    "topics",
    "topics --since 2025",
    "people",
    "people 李明",
    "people --topic safety",
    "compare 李明 推理",
    "stats",
    "stats --by year",
    "stats --topic safety",
    "stats 成本",
    "show 1",
    "export",
    "export --kind quote",
    "export -n 7",
    "export 推理",
];

/// What a command writes as JSON, without what hangs on where the notes lie.
fn items(command: &mut Command, folder: &str) -> (Option<i32>, Value) {
    let (status, mut value) = answered(command, folder);
    forget_places(&mut value);
    (status, value)
}

fn answered(command: &mut Command, folder: &str) -> (Option<i32>, Value) {
    let output = command.args(["-f", "json", "--today", "2026-11-26"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace(folder, "");
    let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
    (output.status.code(), value)
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("engine");
            if let Some(path) = object.get("note_path").cloned() {
                object.insert("path".to_owned(), path);
            }
            if object.contains_key("file") {
                object.insert("file".to_owned(), Value::Null);
            }
            object.values_mut().for_each(forget_places);
        }
        Value::Array(values) => values.iter_mut().for_each(forget_places),
        _ => {}
    }
}

#[track_caller]
fn check_same(notes: &Notes, url: &str) {
    let folder = format!("{}/", notes.path().display());
    for command in COMMANDS {
        let words: Vec<&str> = command.split(' ').collect();
        let here = items(&mut notes.read(&words), &folder);
        let there = items(&mut notes.ask(url, &words), &folder);
        assert!(here == there, "{command}: {}", difference(&here, &there));
    }
}

fn difference(here: &(Option<i32>, Value), there: &(Option<i32>, Value)) -> String {
    let item = |value: &Value, at: usize| value["items"][at].clone();
    let count = here.1["items"].as_array().map_or(0, Vec::len).max(1);
    let at = (0..count).find(|at| item(&here.1, *at) != item(&there.1, *at));
    match at.filter(|_| here.0 == there.0) {
        Some(at) => format!("item {at}: {}\nis {}", item(&here.1, at), item(&there.1, at)),
        None => format!("{here:?}\nis {there:?}"),
    }
}

#[track_caller]
fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_listing_is_that_of_the_local_index() {
    let cluster = cluster();
    cluster.clear();
    let fixtures = Notes::new(20, 100);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/parse")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let text = std::fs::read_to_string(&path).unwrap();
            fixtures.add(path.file_name().unwrap().to_str().unwrap(), &text);
        }
    }
    fixtures.add("people.yaml", "- 李明, Li Ming, 老李\n");
    pushed(fixtures.push(&cluster.url(0), &[]));
    check_same(&fixtures, &cluster.url(1));
}

#[test]
fn a_library_that_is_edited_and_pushed_again_reads_as_it_is() {
    let cluster = cluster();
    cluster.clear();
    let mut notes = Notes::new(30, 101);
    pushed(notes.push(&cluster.url(0), &[]));
    notes.write(3);
    notes.rename(5, "别的 5.md");
    notes.delete(7);
    notes.add("verdicts.yaml", "[]\n");
    pushed(notes.push(&cluster.url(0), &[]));
    check_same(&notes, &cluster.url(2));
}

#[test]
fn what_fills_many_pages_comes_whole_and_leaves_nothing_behind() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(500, 102);
    let records = pushed(notes.push(&cluster.url(0), &[])).records;
    assert!(records > 3_000, "{records}");
    let folder = format!("{}/", notes.path().display());
    for command in [&["export"][..], &["export", "推理"], &["quotes", "--sort", "text"]] {
        let here = items(&mut notes.read(command), &folder);
        let there = items(&mut notes.ask(&cluster.url(0), command), &folder);
        assert!(here == there, "{command:?}: {}", difference(&here, &there));
    }
    let nodes = cluster.ask("GET", "_nodes/stats/indices/search", &Value::Null);
    for node in nodes["nodes"].as_object().unwrap().values() {
        let search = &node["indices"]["search"];
        assert_eq!(search["open_contexts"], 0, "{node}");
        // Elasticsearch counts points in time with the others.
        assert!(search["point_in_time_current"].as_u64().unwrap_or_default() == 0, "{node}");
    }
}

#[test]
fn libraries_answer_together_or_alone() {
    let cluster = cluster();
    cluster.clear();
    let (one, other) = (Notes::new(6, 103), Notes::new(7, 104));
    let url = cluster.url(0);
    let of_one = pushed(one.push(&url, &["--library", "一"])).records;
    let of_other = pushed(other.push(&url, &["--library", "二"])).records;
    let paths = |arguments: &[&str]| -> Vec<String> {
        let (_, value) = items(&mut one.ask(&url, arguments), "");
        let items = value["items"].as_array().unwrap().iter();
        items.map(|item| item["note_path"].as_str().unwrap().to_owned()).collect()
    };
    let all = paths(&["export"]);
    assert_eq!(all.len(), of_one + of_other);
    let libraries: BTreeSet<&str> = all.iter().filter_map(|path| Some(path.split_once('/')?.0)).collect();
    assert_eq!(libraries, BTreeSet::from(["一", "二"]));
    let alone = paths(&["--library", "二", "export"]);
    assert_eq!(alone.len(), of_other);
    assert!(alone.iter().all(|path| path.starts_with("谈话")), "{alone:?}");
    let of_note = paths(&["export", "--note", "一/谈话 0003.md"]);
    assert!(!of_note.is_empty() && of_note.iter().all(|path| path == "一/谈话 0003.md"), "{of_note:?}");
    let errors = refused(one.ask(&url, &["--library", "三", "notes"]));
    assert!(errors.contains("there is no library `三` at") && errors.contains("there is 一, 二"), "{errors}");
}

#[test]
fn a_library_of_another_version_is_left_out_and_named() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(3, 105);
    let url = cluster.url(0);
    let records = pushed(notes.push(&url, &["--library", "a"])).records;
    cluster.ask(
        "PUT",
        "townhall.b.v99",
        &json!({ "mappings": { "_meta": { "townhall": { "mapping": 99, "library": "b", "owner": "x" } } } }),
    );
    cluster.ask("PUT", "townhall.b.v99/_alias/townhall", &Value::Null);
    let output = notes.ask(&url, &["export", "-f", "jsonl"]).output().unwrap();
    let errors = said(&output);
    assert!(errors.contains("left out: the library `b` was pushed by a later townhall"), "{errors}");
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), records);
    let errors = refused(notes.ask(&url, &["--library", "b", "notes"]));
    assert!(errors.contains("pushed by a later townhall; use that one"), "{errors}");
}

#[test]
fn what_needs_the_notes_themselves_is_refused_and_the_age_of_the_rest_is_said() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(3, 106);
    let url = cluster.url(0);
    assert!(refused(notes.ask(&url, &["notes"])).contains("there is no index `townhall`"));
    pushed(notes.push(&url, &[]));
    for command in [&["check"][..], &["index"], &["new"], &["judge", "fabc", "failed"]] {
        let errors = refused(notes.ask(&url, command));
        assert!(errors.contains("needs the notes themselves"), "{command:?}: {errors}");
    }
    let (_, value) = items(&mut notes.ask(&url, &["notes"]), "");
    let id = value["items"][0]["id"].as_str().unwrap().to_owned();
    assert!(refused(notes.ask(&url, &["open", &id])).contains("is kept on a search cluster"));
    let mut both = notes.read(&["--engine", &url, "notes"]);
    assert_eq!(both.output().unwrap().status.code(), Some(2));
    assert!(said(&notes.ask(&url, &["notes"]).output().unwrap()).contains("pushed just now"));
    let output = notes.ask(&url, &["notes", "-f", "json"]).output().unwrap();
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let engine = &value["engine"];
    assert_eq!((&engine["url"], &engine["index"]), (&json!(url), &json!("townhall")));
    assert_eq!((&engine["shards_missing"], &engine["timed_out"]), (&json!(0), &json!(false)));
    assert!(engine["pushed"].is_string() && engine["libraries"] == json!(["notes"]), "{engine}");
    let cited = notes.ask(&url, &["cite", &id]).output().unwrap();
    assert!(String::from_utf8_lossy(&cited.stdout).contains("谈话"), "{cited:?}");
}

#[test]
fn a_node_that_is_killed_stops_no_search() {
    let mut cluster = cluster();
    cluster.clear();
    let notes = Notes::new(60, 107);
    let victim = cluster.manager();
    let url = cluster.url((victim + 1) % 3);
    pushed(notes.push(&url, &[]));
    let ask = |words: &[&str]| items(&mut notes.ask(&url, words), "");
    let (found, listed) = (ask(&["search", "推理"]), ask(&["export"]));
    let is_over = AtomicBool::new(false);
    // Until another node has what it held, a part may be missing: never without a word.
    let is_told = |(status, value): &(Option<i32>, Value)| {
        let engine = &value["engine"];
        let is_missing = engine["shards_missing"].as_u64().is_some_and(|missing| missing > 0);
        *status == Some(2) || is_missing || engine["timed_out"] == true
    };
    thread::scope(|scope| {
        let asking = scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                for (words, whole) in [(&["search", "推理"][..], &found), (&["export"], &listed)] {
                    let answer = answered(&mut notes.ask(&url, words), "");
                    let (status, mut value) = answer.clone();
                    forget_places(&mut value);
                    assert!(
                        (status, value) == *whole || is_told(&answer),
                        "{words:?}: {}",
                        answer.1["engine"]
                    );
                }
            }
        });
        thread::sleep(Duration::from_millis(500));
        cluster.kill(victim);
        thread::sleep(Duration::from_secs(4));
        is_over.store(true, Ordering::Relaxed);
        asking.join().unwrap();
    });
    cluster.mend();
    assert!(ask(&["search", "推理"]) == found && ask(&["export"]) == listed);
}

#[test]
fn what_some_shards_lack_is_said_and_what_half_of_them_lack_is_an_error() {
    let mut cluster = cluster();
    cluster.clear();
    let notes = Notes::new(8, 108);
    let url = cluster.url(0);
    let mut indices = Vec::new();
    for library in ["a", "b", "c"] {
        let other = Notes::new(8, 108);
        pushed(other.push(&url, &["--library", library]));
    }
    let all = cluster.ask("GET", "_alias/townhall", &Value::Null);
    indices.extend(all.as_object().unwrap().keys().cloned());
    indices.sort();
    // One copy of each, and only the last index on the node that goes.
    for (number, index) in indices.iter().enumerate() {
        let node = if number == 2 { "n2" } else { "n0" };
        let settings = json!({ "index": {
            "number_of_replicas": 0,
            "routing.allocation.require._name": node,
        } });
        cluster.ask("PUT", &format!("{index}/_settings"), &settings);
    }
    thread::sleep(Duration::from_secs(2));
    cluster.ask("GET", "_cluster/health?wait_for_no_relocating_shards=true&timeout=30s", &Value::Null);
    cluster.kill(2);
    let output = notes.ask(&url, &["quotes", "-f", "json"]).output().unwrap();
    let errors = said(&output);
    assert!(errors.contains("1 of 3 shards of the search cluster did not answer"), "{errors}");
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["engine"]["shards_missing"], 1);
    let errors = refused(notes.ask(&url, &["--library", "c", "quotes"]));
    assert!(errors.contains("shards of the index are missing"), "{errors}");
    cluster.mend();
    cluster.clear();
}
