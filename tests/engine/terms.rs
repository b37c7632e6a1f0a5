//! The traps of engines: what their own analysers find or miss, asked of what this program sends.

use serde_json::{Value, json};

use crate::cluster::cluster;
use crate::notes::{Notes, pushed};

#[test]
fn terms_are_found_where_the_words_stand_and_nowhere_else() {
    let cluster = cluster();
    cluster.clear();
    let notes = Notes::new(0, 0);
    let long = "深".repeat(15_000) + "缓" + &"度".repeat(14_999);
    let word = "a".repeat(40_000);
    let note = format!(
        "# 题\n\n招聘放缓\n\n推理，成本\n\n推理成本\n\n開發者大會\n\n𠮷野家在東京\n\n招了人，聘书放着，缓一缓\n\n> **推理**：“成本是末字”\n\n{long}\n\n{word}\n"
    );
    notes.add("a.md", &note);
    pushed(notes.push(&cluster.url(0), &[]));
    let count = |query: Value| {
        let query = json!({ "bool": { "filter": [query, { "term": { "type": "record" } }] } });
        cluster.ask("POST", "townhall/_count", &json!({ "query": query }))["count"].as_u64().unwrap()
    };
    let term = |field: &str, token: &str| count(json!({ "term": { field: token } }));
    let phrase = |tokens: &str| count(json!({ "match_phrase": { "characters": tokens } }));
    // One character.
    assert_eq!(term("singles", "缓"), 3);
    assert_eq!(term("singles", "𠮷"), 1);
    // A mark between two words parts them.
    assert_eq!(phrase("推理 理成 成本"), 1);
    assert_eq!(phrase("推理 理, ,成 成本"), 1);
    // Both scripts are one, and characters beyond the BMP are characters.
    assert_eq!(phrase("开发 发者"), 1);
    assert_eq!(term("characters", "𠮷野"), 1);
    // The same characters in another order are something else.
    assert_eq!(phrase("招聘 聘放 放缓"), 1);
    // The last character, and none across two fields.
    assert_eq!(term("characters", "字\u{ffff}"), 1);
    assert_eq!(phrase("推理 理\u{ffff} 成本"), 0);
    // A record of thirty thousand characters, and a word longer than any term may be.
    assert_eq!(term("characters", "深缓"), 1);
    assert_eq!(phrase("深缓 缓度 度度"), 1);
    let sixth = count(json!({ "match_phrase": { "letters": "aa aa aa" } }));
    assert_eq!(sixth, 1);
}
