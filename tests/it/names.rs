//! Who is who, and what is what, over made-up notes: a library's own list of people, joins that are proposed, names of one
//! thing. Asked of the program itself, as users do.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use tempfile::TempDir;
use townhall::index::{Index, Opening};
use townhall::library::Library;

/// Notes in a folder, with a cache of their own.
pub(crate) struct Notes {
    folder: TempDir,
    cache: TempDir,
}

/// What a run of the program gave.
pub(crate) struct Run {
    output: String,
    pub(crate) errors: String,
    status: Option<i32>,
}

impl Run {
    pub(crate) fn items(&self) -> Vec<Value> {
        self.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Notes {
    pub(crate) fn new(notes: &[(&str, &str)]) -> Notes {
        let made = Notes { folder: TempDir::new().unwrap(), cache: TempDir::new().unwrap() };
        notes.iter().for_each(|(name, text)| made.write(name, text));
        made
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.folder.path().join(name)).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.arg("--notes").arg(self.folder.path()).args(arguments).stdin(Stdio::null());
        command
            .env("TOWNHALL_CACHE", self.cache.path())
            .env("TOWNHALL_CONFIG", "")
            .env_remove("TOWNHALL_NOTES");
        let output = command.output().unwrap();
        Run {
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code(),
        }
    }

    /// The persons of all quotes that a command finds, by the note's name, in order.
    pub(crate) fn persons(&self, arguments: &[&str]) -> Vec<(String, String)> {
        let run = self.run(&[&["-f", "jsonl", "quotes"], arguments].concat());
        let pair = |item: &Value| {
            let person = item["person"].as_str().unwrap_or("-").to_owned();
            (item["note"].as_str().unwrap().to_owned(), person)
        };
        let mut pairs: Vec<_> = run.items().iter().map(pair).collect();
        pairs.dedup();
        pairs
    }

    /// The texts of what a search finds.
    fn found(&self, query: &str) -> Vec<String> {
        let run = self.run(&["-f", "jsonl", "search", query]);
        run.items().iter().map(|item| item["snippet"].as_str().unwrap().to_owned()).collect()
    }
}

/// A talk of two: who takes part, and what each says.
pub(crate) fn talk(cast: [&str; 2]) -> String {
    let [one, other] = cast;
    format!(
        "# 对话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {one}、{other} |\n\n## 开场\n\n\
         **{one}**：推理的成本每年都在下降。\n\n**{other}**：数据中心的电力才是瓶颈。\n"
    )
}

pub(crate) fn two_talks() -> Notes {
    Notes::new(&[
        ("a.md", &talk(["Linus Marwick", "周舟"])),
        ("b.md", &talk(["林远", "吴澜"])),
        ("c.md", &talk(["小远", "吴澜"])),
    ])
}

pub(crate) fn said_by(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(note, person)| (note.as_str(), person.as_str())).collect()
}

#[test]
fn an_own_list_adds_names_and_joins_and_shows() {
    let notes = two_talks();
    assert_eq!(said_by(&notes.persons(&["--speaker", "林远"])), [("b", "林远")]);
    assert_eq!(said_by(&notes.persons(&["--speaker", "小远"])), [("c", "-")]);
    for list in
        ["- {name: 远舟, names: [林远, Linus Marwick, 小远]}\n", "- 远舟, 林远, Linus Marwick, 小远\n"]
    {
        notes.write("people.yaml", list);
        for name in ["林远", "linus", "小远", "远舟", "LINUS MARWICK", "linyuan"] {
            let found = notes.persons(&["--speaker", name]);
            assert_eq!(said_by(&found), [("a", "远舟"), ("b", "远舟"), ("c", "远舟")], "{name} {list}");
        }
    }
    let found = notes.found("林远 OR 吴澜");
    assert_eq!(found.iter().filter(|text| text.contains("每年都在下降")).count(), 3, "{found:?}");
    // A name that no note has leads to the words as well.
    notes.write("people.yaml", "- {name: 林远, names: [阿远君]}\n");
    assert_eq!(said_by(&notes.persons(&["--speaker", "阿远君"])), [("b", "林远")]);
    assert!(notes.found("阿远君 成本").iter().any(|text| text.contains("成本")));
    // It goes as it came.
    notes.remove("people.yaml");
    assert_eq!(said_by(&notes.persons(&["--speaker", "林远"])), [("b", "林远")]);
    let run = notes.run(&["quotes", "--speaker", "阿远君"]);
    assert_eq!(run.status, Some(2), "{}", run.output);
    assert!(run.errors.contains("unknown speaker `阿远君`"), "{}", run.errors);
}

#[test]
fn an_own_list_parts_whom_notes_join() {
    let pair = "# 一谈\n\n嘉宾：周启明（Robin Zhou）\n\n**周启明**：芯片会更省电。\n";
    let notes = Notes::new(&[("a.md", pair), ("b.md", &talk(["Robin Zhou", "吴澜"]))]);
    assert_eq!(said_by(&notes.persons(&["--speaker", "Robin Zhou"])), [("a", "周启明"), ("b", "周启明")]);
    notes.write("people.yaml", "- {name: 周启明, not: [Robin Zhou]}\n");
    assert_eq!(said_by(&notes.persons(&["--speaker", "周启明"])), [("a", "周启明")]);
    assert_eq!(said_by(&notes.persons(&["--speaker", "robin", "--note", "b"])), [("b", "Robin Zhou")]);
    // A note that has both for one is read by the names at its words.
    let both =
        "# 三谈\n\n嘉宾：Robin Zhou（周启明）\n\n**周启明**：芯片会更小。\n\n**Robin Zhou**：也会更贵。\n";
    notes.write("c.md", both);
    assert_eq!(said_by(&notes.persons(&["--speaker", "周启明"])), [("a", "周启明"), ("c", "周启明")]);
    assert_eq!(
        said_by(&notes.persons(&["--speaker", "Robin Zhou"])),
        [("b", "Robin Zhou"), ("c", "Robin Zhou")]
    );
}

#[test]
fn a_short_name_means_the_person_where_nobody_else_bears_it() {
    let notes = two_talks();
    notes.write("d.md", &talk(["小远", "林远志"]));
    notes.write("e.md", &talk(["小远", "王小远"]));
    notes.write("people.yaml", "- {name: 林远, names: [小远]}\n");
    let found = notes.persons(&["--speaker", "小远"]);
    let those: Vec<_> = found.iter().filter(|(_, person)| person == "林远").map(|(note, _)| note).collect();
    assert_eq!(those, ["b", "c", "d"], "{found:?}");
    // In a query as well, beside other words.
    assert!(notes.found("小远 成本").len() >= 2);
}

#[test]
fn a_given_name_of_another_language_is_a_short_one() {
    let notes = two_talks();
    notes.write("d.md", &talk(["鲍勃", "林远志"]));
    notes.write("people.yaml", "- Robert Fenwick, 鲍勃\n- 林远教授, 远舟\n");
    assert_eq!(said_by(&notes.persons(&["--speaker", "鲍勃"])), [("d", "Robert Fenwick")]);
    // Titles make no difference in the list either.
    assert_eq!(said_by(&notes.persons(&["--speaker", "远舟"])), [("b", "林远教授")]);
}

#[test]
fn a_short_name_that_nobody_resolves_hides_no_one() {
    let notes = two_talks();
    notes.write("d.md", &talk(["Sam", "吴澜"]));
    notes.write("e.md", &talk(["Sam Hollis", "吴澜"]));
    notes.write("f.md", &talk(["Sam Harbor", "吴澜"]));
    let found = notes.persons(&["--speaker", "Sam"]);
    assert_eq!(said_by(&found), [("d", "-"), ("e", "Sam Hollis"), ("f", "Sam Harbor")]);
    let run = notes.run(&["quotes", "--speaker", "Sam"]);
    assert!(run.errors.contains("`Sam` fits 3: "), "{}", run.errors);
    for titled in ["Dr. Sam Hollis", "Sam Hollis教授"] {
        assert_eq!(said_by(&notes.persons(&["--speaker", titled])), [("e", "Sam Hollis")], "{titled}");
    }
}

#[test]
fn an_edit_of_the_list_is_seen_and_no_note_is_read_for_it() {
    let notes = two_talks();
    let read = || {
        let library = Library::at(vec![notes.folder.path().to_owned()]);
        let read = AtomicUsize::new(0);
        let progress = |_: usize, all: usize| read.store(all, Ordering::Relaxed);
        let opening = Opening {
            cache: Some(notes.cache.path()),
            refresh: true,
            progress: Some(&progress),
            damage: None,
            stays_open: false,
        };
        let vocabulary = || Ok(library.vocabulary()?.0);
        let opened = Index::open_with(&library, vocabulary, opening).unwrap();
        assert!(opened.notices.is_empty(), "{:?}", opened.notices);
        read.into_inner()
    };
    assert_eq!(read(), 3);
    crate::world::settle();
    read();
    for list in ["- 远舟, 林远\n", "- 远帆, 林远\n", "- {name: 林远}\n"] {
        notes.write("people.yaml", list);
        assert_eq!(read(), 0, "{list}");
        let shown = list.trim_start_matches(['-', ' ', '{']).trim_start_matches("name: ");
        let shown: String = shown.chars().take_while(|character| character.is_alphabetic()).collect();
        assert_eq!(said_by(&notes.persons(&["--speaker", "林远"])), [("b", shown.as_str())]);
    }
    notes.remove("people.yaml");
    assert_eq!(read(), 0);
}

#[test]
fn a_faulty_list_is_named_and_left_out() {
    let notes = two_talks();
    for (list, says) in [
        ("- {name: 远舟, nick: [林远]}\n", "unknown field `nick`"),
        ("- 周舟\n- {name: 远舟, names: 林远}\n", "person 2 (line 2) is neither"),
        ("- 远舟, 林远\n- 远帆, 林远\n", "`林远` is a name of `远舟` and again of `远帆`"),
        ("- {name: 远舟, names: [林远], not: [林远]}\n", "`林远` is a name of `远舟` and in its `not`"),
        ("- 远舟,\n", "person 1 (line 1) has an empty name"),
        ("- [\n", "not a list of people"),
    ] {
        notes.write("people.yaml", list);
        assert_eq!(said_by(&notes.persons(&["--speaker", "林远"])), [("b", "林远")], "{list}");
        let run = notes.run(&["quotes"]);
        assert_eq!(run.status, Some(0));
        let line = run.errors.lines().find(|line| line.contains("people.yaml"));
        let line = line.unwrap_or_else(|| panic!("{list}: {}", run.errors));
        assert!(line.contains(says) && line.contains("left out"), "{line}");
        let run = notes.run(&["check"]);
        assert_eq!(run.status, Some(1));
        assert!(run.output.contains(says) && run.output.contains("\tpeople\t"), "{}", run.output);
    }
    notes.write("people.yaml", "- 远舟, 林远\n");
    assert!(!notes.run(&["quotes"]).errors.contains("people.yaml"));
}

#[test]
fn a_join_that_check_proposes_can_be_pasted() {
    let notes = Notes::new(&[
        ("a.md", &talk(["Elias Marburg", "吴澜"])),
        ("b.md", &talk(["伊莱亚斯·马尔伯格", "周舟"])),
    ]);
    // What is explained is these two.
    let explained = notes.run(&["check", "--explain", "maybe-same-person"]).output;
    assert!(
        ["Elias Marburg", "伊莱亚斯·马尔伯格"].iter().all(|name| explained.contains(name)),
        "{explained}"
    );
    let run = notes.run(&["-f", "jsonl", "check"]);
    assert_eq!(run.status, Some(1));
    let items = run.items();
    let [item] = items.as_slice() else { panic!("{}", run.output) };
    assert_eq!(item["code"], "maybe-same-person");
    assert!(item["path"].as_str().is_some_and(|path| Path::new(path).ends_with("b.md")), "{item}");
    assert_eq!(item["line"], 5);
    let line = item["message"].as_str().and_then(|message| message.split_once("people.yaml: ")).unwrap().1;
    assert_eq!(line, "- {name: Elias Marburg, names: [伊莱亚斯·马尔伯格]}");
    assert_eq!(notes.run(&["check", "--ignore", "maybe-same-person"]).status, Some(0));
    notes.write("people.yaml", line);
    assert_eq!(notes.run(&["check"]).status, Some(0));
    let found = notes.persons(&["--speaker", "马尔伯格"]);
    assert_eq!(said_by(&found), [("a", "Elias Marburg"), ("b", "Elias Marburg")]);
}

const RETRIEVAL: &str = "# 谈检索\n\n我们常用 RAG（检索增强生成）来补充知识。\n\nRAG（检索增强生成）要有好的索引。\n\n\
     ## 术语表\n\n| 术语 | 解释 |\n|---|---|\n| 索引 | 加速查找的结构 |\n";

#[test]
fn names_that_notes_put_side_by_side_are_found_by_each_other() {
    let notes = Notes::new(&[
        ("a.md", RETRIEVAL),
        ("b.md", "# 另一谈\n\n今年检索增强生成用得更多。\n"),
        ("c.md", "# 第三谈\n\nRAG 的成本不高。\n"),
        // Once, and nothing else says that it is one thing.
        ("d.md", "# 第四谈\n\n我们去了海边（Harbor Walk）看日出。\n"),
        ("e.md", "# 第五谈\n\nThe Harbor Walk was long.\n"),
    ]);
    for (query, text) in [
        ("RAG", "今年检索增强生成用得更多。"),
        ("rag", "今年检索增强生成用得更多。"),
        ("检索增强生成", "RAG 的成本不高。"),
        ("檢索增強生成", "RAG 的成本不高。"),
    ] {
        assert!(notes.found(query).iter().any(|found| found == text), "{query}: {:?}", notes.found(query));
    }
    let found = notes.found("海边");
    assert!(!found.iter().any(|found| found.contains("was long")), "{found:?}");
}

#[test]
fn a_pair_of_a_single_note_counts_where_initials_say_so() {
    let notes = Notes::new(&[
        (
            "a.md",
            "# 一\n\n他提到检索增强生成（Retrieval-Augmented Generation，RAG）的好处。\n\n以及数据港（Port Lisse）的天气。\n",
        ),
        ("b.md", "# 二\n\n大家都在谈 RAG 架构。\n"),
        ("c.md", "# 三\n\nRetrieval-Augmented Generation is cheap to serve.\n"),
        ("d.md", "# 四\n\nPort Lisse 的风很大。\n"),
        ("e.md", "# 五\n\n檢索增強生成的成本。\n"),
    ]);
    for query in ["检索增强生成", "檢索增強生成"] {
        let found = notes.found(query);
        assert!(
            ["架构", "cheap", "成本"].iter().all(|word| found.iter().any(|text| text.contains(word))),
            "{found:?}"
        );
    }
    assert!(notes.found("RAG").iter().any(|text| text.contains("成本")));
    assert!(notes.found("Retrieval-Augmented Generation").iter().any(|text| text.contains("成本")));
    assert!(!notes.found("数据港").iter().any(|text| text.contains("风很大")));
}

fn glossaries() -> Notes {
    let row = |title: &str, day: u8, rows: &str, words: &str| {
        format!(
            "# {title}\n\n| 项目 | 内容 |\n|---|---|\n| 日期 | 2026-04-0{day} |\n\n## 正文\n\n{words}\n\n\
             ## 术语表\n\n| 术语 | 解释 |\n|---|---|\n{rows}\n"
        )
    };
    let notes = Notes::new(&[]);
    notes.write("a.md", &row("甲谈", 1, "| 代理（Agent） | 能自主做事的程序 |", "这里的 Agent 很忙。"));
    notes.write("b.md", &row("乙谈", 2, "| Agent | 能自主做事的程序。 |", "多个 Agent 合作，Agents 不算。"));
    notes.write("c.md", &row("丙谈", 3, "| 代理 | 替人办事的一方 |", "代理要有权限。"));
    notes.write("d.md", &row("丁谈", 4, "| 检索增强生成 | 先查资料再写 |", "RAG（检索增强生成）常见。"));
    notes.write("e.md", "# 戊谈\n\nRAG（检索增强生成）便宜。\n");
    notes
}

#[test]
fn a_glossary_has_each_explanation_once() {
    let notes = glossaries();
    for name in ["Agent", "代理"] {
        let run = notes.run(&["glossary", name, "-f", "table", "--width", "100"]);
        assert_eq!(run.output.matches("能自主做事的程序").count(), 1, "{name}: {}", run.output);
        assert_eq!(run.output.matches("替人办事的一方").count(), 1, "{name}: {}", run.output);
        for given in ["《甲谈》 2026-04-01 :15", "《乙谈》 2026-04-02 :15", "《丙谈》 2026-04-03 :15"]
        {
            assert!(run.output.contains(given), "{name}: {given} is not in {}", run.output);
        }
        let run = notes.run(&["glossary", name, "-f", "markdown"]);
        assert_eq!(run.output.matches("能自主做事的程序").count(), 1, "{name}: {}", run.output);
        assert!(run.output.contains("also 《乙谈》 2026-04-02"), "{}", run.output);
    }
    let run = notes.run(&["glossary", "-f", "table", "--width", "140"]);
    assert_eq!(run.output.matches("能自主做事的程序").count(), 1, "{}", run.output);
    assert!(run.output.contains("《乙谈》"), "{}", run.output);
    assert!(run.errors.contains("3 terms"), "{}", run.errors);
}

#[test]
fn for_programs_each_row_of_a_glossary_is_an_item() {
    let notes = glossaries();
    let items = notes.run(&["-f", "jsonl", "glossary", "Agent"]).items();
    let ids: Vec<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(items.len(), 3);
    assert_eq!(items[0]["same_as"], serde_json::json!([ids[1]]));
    assert_eq!(items[1]["same_as"], serde_json::json!([ids[0]]));
    assert_eq!(items[2]["same_as"], serde_json::json!([]));
    // Over all notes, under all names; a mention is its own note's.
    for item in &items {
        assert_eq!(item["uses"].as_array().map(Vec::len), Some(3), "{item}");
        assert_eq!(item["mentions"].as_array().map(Vec::len), Some(1), "{item}");
    }
    let listed = notes.run(&["-f", "jsonl", "glossary"]).items();
    assert_eq!(listed.len(), 4);
    assert!(listed.iter().all(|item| item["uses"].is_array()), "{listed:?}");
    assert_eq!(listed[0]["uses"], items[0]["uses"]);
    assert_eq!(listed[0]["same_as"], serde_json::json!([ids[1]]));
    let plain = notes.run(&["glossary", "Agent", "-f", "plain"]);
    assert_eq!(plain.output.lines().count(), 3);
    assert!(plain.output.lines().next().is_some_and(|line| line.ends_with(ids[1])), "{}", plain.output);
}

#[test]
fn a_term_is_found_by_a_name_that_only_a_pair_gives_it() {
    let run = glossaries().run(&["glossary", "RAG", "-f", "json"]);
    assert_eq!(run.status, Some(0), "{}", run.errors);
    assert!(run.output.contains("先查资料再写"), "{}", run.output);
}

#[test]
fn a_name_in_a_query_is_held_by_what_its_bearer_says() {
    let talk = |guest: &str, label: &str, words: &str| {
        format!(
            "# 港口夜话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {guest} |\n\n## 潮水\n\n> {label}：“{words}”\n"
        )
    };
    let notes = Notes::new(&[
        ("a.md", &talk("沈小舟（Shen Xiaozhou）", "沈小舟", "泊位要按潮水来排。")),
        ("b.md", &talk("沈小舟", "小舟", "起重机夜里也不能停，泊位就那么几个。")),
        ("c.md", &talk("莉娜·库尔森（Lina Coulson）", "莉娜", "泊位的租金翻了一倍。")),
    ]);
    for (query, words) in [
        // Under another name, in pinyin, by a part that nobody else has, without a space.
        ("Shen Xiaozhou 起重机", "起重机夜里也不能停"),
        ("xiaozhou shen 起重机", "起重机夜里也不能停"),
        ("沈小舟谈起重机", "起重机夜里也不能停"),
        ("Lina Coulson 租金", "泊位的租金翻了一倍"),
        ("库尔森 租金", "泊位的租金翻了一倍"),
    ] {
        let found = notes.found(query);
        assert!(found.first().is_some_and(|first| first.contains(words)), "{query}: {found:?}");
    }
    // What holds the subject alone is not what was asked for.
    let found = notes.found("Lina Coulson 泊位");
    assert!(found.first().is_some_and(|first| first.contains("租金")), "{found:?}");
}

#[test]
fn a_latin_name_that_two_bear_with_other_characters_says_nothing_alone() {
    let talk = |host: &str, label: &str| {
        format!(
            "# 港口夜话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {host} |\n\n## 潮水\n\n> {label}：“泊位要按潮水来排。”\n"
        )
    };
    let notes = Notes::new(&[
        ("a.md", &talk("沈威（Shen Wei）", "Shen Wei")),
        ("b.md", &talk("沈薇（Shen Wei）", "沈薇")),
        ("c.md", &talk("Shen Wei", "Shen Wei")),
    ]);
    let persons = notes.persons(&[]);
    assert_eq!(said_by(&persons), [("a", "沈威"), ("b", "沈薇"), ("c", "-")]);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_place_of_a_list_is_named_and_never_opened() {
    let notes = two_talks();
    let made = Command::new("mkfifo").arg(notes.folder.path().join("people.yaml")).status().unwrap();
    assert!(made.success());
    let run = notes.run(&["people"]);
    assert!(run.errors.contains("people.yaml: it is no file"), "{}", run.errors);
    assert!(!run.output.is_empty());
}
