//! Files that others read: they are whole, safe whatever notes hold, and hold what the notes do.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::folder::Folder;

/// Two notes whose titles, names and words are made to be taken for paths, links, commands or marks.
const HOSTILE: [(&str, &str); 2] = [
    (
        "a.md",
        "# ../../../etc/passwd\n\n| 项目 | 内容 |\n|---|---|\n| 日期 | 2026-03-01 |\n| 嘉宾 | 李明 |\n\n\
         ## [[链接|别名]] <script>alert(1)</script>\n\n**提问**：\"引号\"与\t制表、|竖线|？\n\n\
         > **李明**：“</script><script>alert(2)</script> ${x} {{c1::y}} %%z%% [sound:a.mp3] 推理成本。”\n\n\
         - `代码` ^blockid\n- =1+1\n\n\
         ## 核心观点与预测\n\n| 观点 | 提出者 | 时间节点 |\n|---|---|---|\n| <b>成本</b>会降 | 李明 | 2027年底前 |\n\n\
         ## 术语表\n\n| 术语 | 解释 |\n|---|---|\n| CON | 设备 |\n| con | 另一种写法 |\n| a/b\\\\c | 斜杠 |\n| y[[x]] | 方括号 |\n",
    ),
    (
        "b.md",
        "# NUL\n\n## 一\n\n> 主持人：“开放。GPT-5.2 與開發者”\n\n## 术语表\n\n| 术语 | 解释 |\n|---|---|\n| CON | 又一处 |\n",
    ),
];

struct Exports(Folder);

impl Exports {
    fn new(notes: &[(&str, &str)]) -> Exports {
        let folder = Folder::new();
        for (name, text) in notes {
            folder.write(&format!("notes/{name}"), text);
        }
        Exports(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    /// The status, what is printed and what is said.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_townhall"))
            .current_dir(self.0.root())
            .env("TOWNHALL_CACHE", self.path("cache"))
            .env("TOWNHALL_STATE", self.path("state"))
            .env("TOWNHALL_NOTES", "notes")
            .env("TOWNHALL_CONFIG", "")
            .env("LC_ALL", "C")
            .arg("export")
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    #[track_caller]
    fn wrote(&self, arguments: &[&str]) -> String {
        let (status, printed, said) = self.run(arguments);
        assert_eq!(status, Some(0), "{said}");
        assert_eq!(printed, "");
        said
    }
}

/// Every file below a folder with its text.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn an_export_says_what_it_holds_and_overwrites_nothing_unasked() {
    let exports = Exports::new(&HOSTILE);
    for (format, name) in
        [("jsonl", "a.jsonl"), ("anki", "cards.txt"), ("csv", "tables"), ("obsidian", "vault")]
    {
        let said = exports.wrote(&["--format", format, "--output", name]);
        assert!(said.contains("wrote ") && said.contains(name), "{said}");
        let before = fs::metadata(exports.path(name)).unwrap().modified().unwrap();
        let (status, _, said) = exports.run(&["--format", format, "--output", name]);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("is there already and is not overwritten"), "{said}");
        assert_eq!(fs::metadata(exports.path(name)).unwrap().modified().unwrap(), before);
        exports.wrote(&["--format", format, "--output", name, "--force"]);
    }
    let left = fs::read_dir(exports.0.root()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<String> = left.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
}

#[test]
fn an_export_of_nothing_makes_no_file() {
    let exports = Exports::new(&HOSTILE);
    for format in ["jsonl", "json", "anki", "csv", "obsidian"] {
        let (status, _, said) = exports.run(&["没有这样的词", "--format", format, "--output", "out"]);
        assert_eq!(status, Some(1), "{said}");
        assert!(!exports.path("out").exists(), "{format}");
    }
}

#[test]
fn a_file_is_what_would_have_been_printed() {
    let exports = Exports::new(&HOSTILE);
    for format in ["jsonl", "json", "markdown", "yaml", "plain", "anki"] {
        let (_, printed, _) = exports.run(&["--format", format, "--kind", "term"]);
        exports.wrote(&["--format", format, "--kind", "term", "--output", format]);
        assert_eq!(fs::read_to_string(exports.path(format)).unwrap(), printed, "{format}");
    }
}

#[test]
fn words_of_a_query_choose_records() {
    let exports = Exports::new(&HOSTILE);
    let (_, printed, said) = exports.run(&["推理成本"]);
    assert_eq!(printed.lines().count(), 1, "{said}");
    exports.wrote(&["推理成本", "--format", "csv", "--output", "tables"]);
    // A quote with the note and the heading that it stands in.
    let names: Vec<String> = files(&exports.path("tables")).into_keys().collect();
    assert_eq!(names, ["notes.csv", "quotes.csv", "sections.csv"]);
}

#[test]
fn cards_are_one_line_of_four_fields_each() {
    let exports = Exports::new(&HOSTILE);
    exports.wrote(&["--format", "anki", "--output", "cards.txt"]);
    let text = fs::read_to_string(exports.path("cards.txt")).unwrap();
    let cards: Vec<Vec<&str>> =
        text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    assert!(cards.len() >= 7, "{text}");
    let mut ids = HashSet::new();
    for card in &cards {
        assert_eq!(card.len(), 4, "{card:?}");
        assert!(ids.insert(card[0]) && card[0].starts_with("townhall-"), "{card:?}");
        assert!(card.iter().all(|field| !field.contains(['"'])), "{card:?}");
        assert!(!card.iter().any(|field| field.contains("<script") || field.contains("{{")), "{card:?}");
        assert!(!card.iter().any(|field| field.contains("[sound:")), "{card:?}");
    }
}

#[test]
fn pages_have_safe_names_and_every_link_leads_to_one() {
    let exports = Exports::new(&HOSTILE);
    exports.wrote(&["--format", "obsidian", "--output", "vault"]);
    let pages = files(&exports.path("vault"));
    let names: Vec<&str> =
        pages.keys().map(String::as_str).filter(|name| !name.starts_with("topics/")).collect();
    assert_eq!(
        names,
        [
            "notes/_..／..／..／etc／passwd.md",
            "notes/_NUL.md",
            "people/李明.md",
            "terms/_CON.md",
            "terms/a／b＼c.md",
            "terms/y［［x］］.md",
        ]
    );
    let mut links = 0;
    for (name, text) in &pages {
        assert!(text.starts_with("---\n") && text.contains("\n---\n"), "{name}");
        assert!(!text.replace(r"\<", "").contains('<'), "{name}: {text}");
        let (_, body) = text[4..].split_once("\n---\n").unwrap();
        for piece in body.replace(r"\[", "").split("[[").skip(1) {
            let (target, _) = piece.split_once("]]").unwrap();
            let (target, block) = target
                .split('|')
                .next()
                .unwrap()
                .split_once("#^")
                .unwrap_or((target.split('|').next().unwrap(), ""));
            let page =
                pages.get(&format!("{target}.md")).unwrap_or_else(|| panic!("{name} leads to {target}"));
            assert!(block.is_empty() || page.contains(&format!("^{block}\n")), "{name}: {target}#^{block}");
            links += 1;
        }
    }
    assert!(links > 10, "{links}");
    // The term of two notes, and of two ways to write it, is one page.
    let term = &pages["terms/_CON.md"];
    assert!(["设备", "另一种写法", "又一处"].iter().all(|meaning| term.contains(meaning)), "{term}");
}

#[test]
fn a_page_holds_notes_as_data_and_nothing_else_of_them() {
    let exports = Exports::new(&HOSTILE);
    exports.wrote(&["--format", "html", "--output", "page.html"]);
    let page = fs::read_to_string(exports.path("page.html")).unwrap();
    let lower = page.to_ascii_lowercase();
    assert_eq!((lower.matches("<script").count(), lower.matches("</script").count()), (2, 2));
    assert!(!lower.contains("<!--") && !lower.contains("http-equiv=\"refresh\""));
    let (_, rest) = page.split_once("<script id=\"data\" type=\"application/json\">").unwrap();
    let data: serde_json::Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let texts: Vec<&str> = data["notes"][0]["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|record| record["t"].as_str().unwrap())
        .collect();
    assert!(texts.iter().any(|text| text.contains("</script><script>alert(2)</script>")), "{texts:?}");
    let (_, printed, _) = exports.run(&["--format", "html"]);
    assert_eq!(printed, page);
}

#[cfg(feature = "sqlite")]
mod database {
    use rusqlite::Connection;

    use super::*;

    fn database(exports: &Exports, arguments: &[&str]) -> Connection {
        exports.wrote(&[&["--format", "sqlite", "--output", "out.db", "--force"], arguments].concat());
        Connection::open(exports.path("out.db")).unwrap()
    }

    fn column(database: &Connection, query: &str) -> Vec<String> {
        let mut statement = database.prepare(query).unwrap();
        let rows =
            statement.query_map([], |row| Ok(row.get::<_, Option<String>>(0)?.unwrap_or_default())).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[track_caller]
    fn finds(database: &Connection, phrase: &str, expect: usize) {
        let query = "SELECT count(*) FROM search WHERE search MATCH ?";
        let count: usize =
            database.query_row(query, [phrase], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap();
        assert_eq!(count, expect, "{phrase}");
    }

    #[test]
    fn every_record_is_there_and_every_key_leads_somewhere() {
        let exports = Exports::new(&HOSTILE);
        for arguments in [&[][..], &["--kind", "quote"], &["成本"], &["--limit", "3"], &["--note", "NUL"]] {
            let database = database(&exports, arguments);
            let mut check = database.prepare("PRAGMA foreign_key_check").unwrap();
            assert!(!check.exists([]).unwrap(), "{arguments:?}");
            assert_eq!(column(&database, "PRAGMA integrity_check"), ["ok"]);
        }
        let (_, printed, _) = exports.run(&["--format", "plain"]);
        let database = database(&exports, &[]);
        let ids = column(&database, "SELECT id FROM records ORDER BY number");
        assert_eq!(ids, printed.lines().map(|line| line.split('\t').nth(1).unwrap()).collect::<Vec<_>>());
        let kinds = ["notes", "sections", "passages", "questions", "quotes", "predictions", "terms"];
        let of_kinds: usize =
            kinds.iter().map(|kind| column(&database, &format!("SELECT id FROM {kind}")).len()).sum();
        assert_eq!(of_kinds, ids.len());
    }

    #[test]
    fn words_are_as_notes_have_them() {
        let exports = Exports::new(&HOSTILE);
        let database = database(&exports, &[]);
        assert_eq!(
            column(&database, "SELECT title FROM notes ORDER BY path"),
            ["../../../etc/passwd", "NUL"]
        );
        let people = "SELECT people.name FROM quotes JOIN people ON people.id = person_id";
        assert_eq!(column(&database, people), ["李明"]);
        let horizons = column(&database, "SELECT horizon_end FROM predictions");
        assert_eq!(horizons, ["2027-12-31"]);
    }

    #[test]
    fn a_phrase_of_pairs_finds_any_run() {
        let exports = Exports::new(&HOSTILE);
        let database = database(&exports, &[]);
        finds(&database, "\"推理 理成 成本\"", 1);
        finds(&database, "\"理成\"", 1);
        finds(&database, "\"与开 开发 发者\"", 1);
        finds(&database, "\"gpt - 5 . 2\"", 1);
        finds(&database, "推*", 1);
        finds(&database, "\"成推\"", 0);
    }
}
