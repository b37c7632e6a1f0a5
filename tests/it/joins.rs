//! What joins names over made-up notes, and what speaks against it: lists that part, offices, other forms of a name.

use serde_json::Value;

use crate::names::{Notes, said_by, talk, two_talks};

#[test]
fn what_people_call_somebody_means_whom_the_list_says() {
    for called in ["沈妈", "沈总", "沈姐"] {
        let notes = two_talks();
        notes.write("d.md", &talk([called, "吴澜"]));
        notes.write("e.md", &talk([called, "沈小舟"]));
        notes.write("people.yaml", &format!("- 沈若冰, {called}\n"));
        let found = notes.persons(&["--speaker", "沈若冰"]);
        // Beside another whom it may mean it says nothing.
        assert_eq!(said_by(&found), [("d", "沈若冰")], "{called}");
    }
    // A given name of another language begins with no surname.
    let notes = two_talks();
    notes.write("d.md", &talk(["老马", "马克"]));
    notes.write("e.md", &talk(["老马", "马远"]));
    notes.write("people.yaml", "- 马云舟, 老马\n");
    assert_eq!(said_by(&notes.persons(&["--speaker", "马云舟"])), [("d", "马云舟")]);
}

#[test]
fn a_slip_joins_nobody_who_does_something_else() {
    let pairs = [
        ("Erik Larsen（航运公司总裁）", "Eric Larsen（象棋教练）", 2),
        ("Alan Turner（律师）", "Allan Turner（牙医）", 2),
        ("马丁·施密特（主厨）", "马丁·施密德（法官）", 2),
        ("Erik Larsen（航运公司总裁）", "Eric Larsen（航运公司）", 1),
        ("Erik Larsen（航运公司总裁）", "Eric Larsen", 1),
        ("马丁·施密特", "马丁·施密德", 1),
    ];
    for (one, other, count) in pairs {
        let notes = Notes::new(&[("a.md", &talk([one, "吴澜"])), ("b.md", &talk([other, "林远"]))]);
        let persons = notes.run(&["-f", "jsonl", "people"]).items().len();
        assert_eq!(persons, 2 + count, "{one} {other}");
    }
}

#[test]
fn another_form_of_a_long_name_joins_where_one_alone_bears_it() {
    let people = |casts: &[&str]| {
        let talks: Vec<String> = casts.iter().map(|name| talk([name, "吴澜"])).collect();
        let files: Vec<String> = (0..casts.len()).map(|number| format!("{number}.md")).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(String::as_str).zip(talks.iter().map(String::as_str)).collect();
        Notes::new(&files).run(&["-f", "jsonl", "people"]).items().len() - 1
    };
    assert_eq!(people(&["Thomas J. Whitfield", "Thomas Whitfield"]), 1);
    assert_eq!(people(&["Thomas J. Whitfield", "Thomas Whitfield", "Thomas R. Whitfield"]), 3);
    assert_eq!(people(&["Qiming Zhou", "Zhou Qiming", "ZHOU Qi-ming"]), 1);
    assert_eq!(people(&["Qiming Zhou", "Zhou Qiming", "周启明", "周启铭"]), 4);
    assert_eq!(people(&["欧阳承泽（Ouyang Chengze）", "Chengze Ouyang"]), 1);
    assert_eq!(people(&["Wei Zhang", "Zhang Wei"]), 2);
}

#[test]
fn a_latin_name_whose_bearers_a_list_parts_means_in_a_note_whom_that_pairs_it_with() {
    let talk = |guest: &str, label: &str| {
        format!(
            "# 港口夜话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {guest} |\n\n## 潮水\n\n> {label}：“泊位要按潮水来排。”\n\n> Robin Zhou：“再看风。”\n"
        )
    };
    let notes = Notes::new(&[
        ("a.md", &talk("周启（Robin Zhou）", "周启")),
        ("b.md", &talk("周明凯（Robin Zhou）", "周明凯")),
        ("c.md", &talk("Robin Zhou", "Robin Zhou")),
    ]);
    for list in ["- {name: 周启, not: [周明凯]}\n", "- {name: 周明凯, not: [周启]}\n"] {
        notes.write("people.yaml", list);
        let persons = notes.persons(&[]);
        assert_eq!(said_by(&persons), [("a", "周启"), ("b", "周明凯"), ("c", "-")], "{list}");
        let run = notes.run(&["quotes", "--speaker", "Robin Zhou"]);
        assert!(run.errors.contains("`Robin Zhou` fits 2"), "{}", run.errors);
    }
    // Whom the list names outright has it elsewhere too.
    notes.write("people.yaml", "- {name: 周启, names: [Robin Zhou], not: [周明凯]}\n");
    let persons = notes.persons(&[]);
    assert_eq!(said_by(&persons), [("a", "周启"), ("b", "周明凯"), ("c", "周启")]);
}

#[test]
fn a_part_of_a_name_that_another_note_has_means_the_only_bearer_in_the_cast() {
    let talk = |guests: &str, label: &str| {
        format!(
            "# 港口夜话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {guests} |\n\n## 潮水\n\n> **{label}**：“泊位要按潮水来排。”\n\n> **{label}**：“再看风。”\n"
        )
    };
    let notes = Notes::new(&[
        ("a.md", &talk("林舟（Nora Quill）", "林舟")),
        ("b.md", &talk("林舟", "Quill")),
        // Who else may bear it leaves nobody.
        ("c.md", &talk("林舟、Peter Quill", "Quill")),
        ("d.md", &talk("吴澜", "Quill")),
        // Whom a list has beside somebody is another.
        ("e.md", &talk("林舟、Nora", "Nora")),
    ]);
    let persons = notes.persons(&[]);
    assert_eq!(
        said_by(&persons),
        [("a", "林舟"), ("b", "林舟"), ("c", "Peter Quill"), ("d", "-"), ("e", "-")]
    );
}

#[test]
fn a_word_that_one_person_alone_is_called_means_them_in_a_query() {
    let talk = |guest: &str, name: &str, label: &str| {
        format!(
            "# 港口夜话\n\n| 项目 | 内容 |\n|---|---|\n| 嘉宾 | {guest} |\n\n## 潮水\n\n> **{name}**：“泊位要按潮水来排。”\n\n> **{label}**：“夜班要点灯。”\n"
        )
    };
    let tier = |notes: &Notes, query: &str, name: &str| {
        let found = notes.run(&["-f", "jsonl", "search", query]).items();
        let is_it =
            |item: &&Value| item["snippet"].as_str().unwrap().contains("潮水来排") && item["speaker"] == name;
        found.iter().find(is_it).map_or_else(String::new, |item| item["tier"].as_str().unwrap().to_owned())
    };
    let notes = Notes::new(&[
        ("a.md", &talk("周北舟（Joren Zhou）", "周北舟", "Joren")),
        ("b.md", &talk("林远舟（Grace Lin）", "林远舟", "Grace")),
        ("c.md", &talk("吴澜舟（Sky Wu）", "吴澜舟", "Sky")),
    ]);
    assert_eq!(tier(&notes, "Joren 潮水", "周北舟"), "all");
    for (word, name) in [("Grace", "林远舟"), ("Sky", "吴澜舟")] {
        assert_ne!(tier(&notes, &format!("{word} 潮水"), name), "all", "{word} is a word as well");
    }
    // Whose it is in another note nobody knows, or somebody else there has it too.
    for other in [talk("吴澜", "吴澜", "Joren"), talk("Joren Bell", "Joren Bell", "Joren")] {
        notes.write("d.md", &other);
        assert_ne!(tier(&notes, "Joren 潮水", "周北舟"), "all", "{other}");
    }
}

#[test]
fn another_form_of_a_name_is_told_from_a_slip() {
    for (one, other, reason) in [
        ("Thomas J. Whitfield", "Thomas Whitfield", "form"),
        ("Qiming Zhou", "Zhou Qiming", "form"),
        ("Park Min-seo", "Minseo Park", "form"),
        ("Jonathan Pierce", "Jonathon Pierce", "slip"),
    ] {
        let notes = Notes::new(&[("a.md", &talk([one, "吴澜"])), ("b.md", &talk([other, "林远"]))]);
        let persons = notes.run(&["-f", "jsonl", "people", one]).items();
        assert_eq!(persons[0]["joins"][0]["evidence"], reason, "{one} {other}");
    }
}
