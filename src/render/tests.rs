//! Every format on the same hand-made records.

use jiff::civil::date;

use super::*;
use crate::model::{
    Attribution, Body, ByteSpan, Horizon, HorizonKind, LineSpan, Note, Passage, PassageForm, Prediction,
    Question, Quote, RecordId, Section, Term,
};
use crate::text::width::{clean, columns};

fn entry(line: u32, body: Body) -> Item {
    Item::Record(Box::new(Entry {
        record: Record {
            id: RecordId::new("talk.md", body.kind(), &line.to_string(), 0),
            order: line,
            lines: LineSpan { first: line, last: line },
            span: ByteSpan { start: 0, end: 0 },
            time: Some(754),
            section: ["推理成本与速度".to_owned(), "成本下降预测".to_owned()].into(),
            section_number: "7.1".into(),
            topics: vec!["inference-cost".to_owned()],
            body,
        },
        note: Arc::new(NoteFacts {
            note_path: "talk.md".to_owned(),
            path: "talk.md".to_owned(),
            file: Some("/notes/talk.md".to_owned()),
            title: "问答：开发者与我们".to_owned(),
            date: Some(date(2026, 1, 26)),
            url: Some("https://youtu.be/abc".to_owned()),
            ..NoteFacts::default()
        }),
        person: None,
        hit: None,
        mentions: None,
        uses: None,
        same_as: None,
        behind: None,
        answers: None,
        counts: None,
        same_words: None,
        grounds: None,
        verdict: None,
    }))
}

fn quote(line: u32, text: &str) -> Item {
    entry(
        line,
        Body::Quote(Quote {
            speaker: Some("李明".to_owned()),
            attribution: Some(Attribution::Stated),
            qualifier: Some("笑".to_owned()),
            label: None,
            text: text.to_owned(),
            original: None,
            rendering: None,
            key: false,
            question: Some("成本会降多少？".to_owned()),
            question_id: None,
            same_as: Vec::new(),
            abridges: Vec::new(),
        }),
    )
}

pub(super) fn prediction(line: u32, claim: &str) -> Item {
    entry(
        line,
        Body::Prediction(Prediction {
            claim: claim.to_owned(),
            by: Some("李明".to_owned()),
            horizon: Some(Horizon {
                raw: "2027年底前".to_owned(),
                kind: HorizonKind::By,
                start: None,
                end: Some(date(2027, 12, 31)),
                relative: false,
                uncertain: false,
            }),
            detail: Some("GPT-5.2级别智能的成本将降至当前的1/100，而且速度更快".to_owned()),
            supports: Vec::new(),
        }),
    )
}

fn term(line: u32, term: &str) -> Item {
    let term = Term {
        term: term.to_owned(),
        aliases: vec!["Model Context Protocol".to_owned()],
        definition: "模型上下文协议".to_owned(),
    };
    entry(line, Body::Term(term))
}

fn section(line: u32, title: &str) -> Item {
    entry(line, Body::Section(Section { title: title.to_owned(), level: 2 }))
}

pub(super) fn every_kind() -> Vec<Item> {
    let long = "即使在物质极度丰富的世界中，人类注意力仍然非常有限（稀缺）。“因此”，你总是要与其他人竞争。";
    vec![
        entry(
            1,
            Body::Note(Note {
                title: "问答：开发者与我们，一个相当长的标题，窄窗里要折行".to_owned(),
                date: Some(date(2026, 1, 26)),
                duration_seconds: Some(3580),
                url: Some(
                    "https://example.org/watch?v=an-address-that-is-longer-than-forty-columns".to_owned(),
                ),
                speakers: vec!["李明".to_owned()],
                metadata: vec![("播放量".to_owned(), "91,044次".to_owned())],
                ..Note::default()
            }),
        ),
        section(2, "推理成本与速度，以及别的许多事情，窄窗里要折行"),
        entry(
            3,
            Body::Question(Question { asker: Some("观众".to_owned()), label: None, text: long.to_owned() }),
        ),
        quote(4, long),
        prediction(5, "推理成本将大幅下降"),
        term(6, "MCP"),
        entry(
            7,
            Body::Passage(Passage {
                text: long.repeat(3),
                form: PassageForm::Bullet { depth: 1, number: None },
                speaker: None,
                links: Vec::new(),
            }),
        ),
    ]
}

pub(super) fn view(layout: Layout, items: Vec<Item>) -> View {
    let (search, sides, elsewhere) = (None, Vec::new(), None);
    View { command: "test", total: items.len(), layout, items, search, sides, elsewhere }
}

fn rendered(view: &View, format: Format, width: usize, colour: bool) -> String {
    let mut out = Vec::new();
    render(view, format, Appearance { width, colour, links: None, language: Language::Chinese }, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

fn found(item: Item, snippet: &str, highlights: Vec<Range<usize>>) -> Item {
    let Item::Record(mut entry) = item else { return item };
    entry.hit = Some(HitFacts { tier: "exact", score: 1.5, snippet: snippet.to_owned(), highlights });
    Item::Record(entry)
}

fn join(one: &str, other: &str) -> JoinedNames {
    let title = "一个比四十列还要长得多的标题，讲的是船、潮汐与港口里的人".to_owned();
    let note = NoteFacts { path: "2025/a.md".to_owned(), title, ..NoteFacts::default() };
    let place = Some(NoteLine { note: Arc::new(note), line: 7 });
    let (one, other) = (one.to_owned(), other.to_owned());
    JoinedNames { one, other, evidence: JoinedBy::Notes, place, notes: 3 }
}

fn person(name: &str, with_card: bool) -> Item {
    let of = |item| match item {
        Item::Record(entry) => *entry,
        other => panic!("{other:?} is no record"),
    };
    let names = [name, "Li Ming the Second of That Name", "李·明", "明明", "李明（某某大学教授）"];
    let names = names.map(|text| PersonName {
        text: text.to_owned(),
        is_full: text != "明明",
        notes: 2,
        place: join("", "").place,
    });
    let [slug, chinese, english] = ["inference", "推理与成本", "Inference"].map(str::to_owned);
    let topic = TopicCount { slug, chinese, english, count: 12 };
    let card = PersonCard {
        joins: vec![join(name, "Li Ming the Second of That Name")],
        talks: vec![of(quote(1, "")).note],
        topics: vec![topic],
        key_quotes: vec![of(quote(
            4,
            "人类注意力仍然非常有限（稀缺）。“因此”，你总是要与其他人竞争，窄窗里要折行。",
        ))],
        claims: vec![of(prediction(5, "推理成本将大幅下降"))],
    };
    Item::Person(Box::new(PersonEntry {
        name: name.to_owned(),
        names: names.to_vec(),
        notes: 2,
        counts: Counts::default(),
        days: Some((date(2025, 1, 26), date(2026, 1, 26))),
        card: with_card.then_some(card),
    }))
}

/// A comparison of two or three people.
fn comparison(sides: usize) -> View {
    let long = "即使在物质极度丰富的世界中，人类注意力仍然非常有限（稀缺）。“因此”，你总是要与其他人竞争。";
    let items = vec![quote(1, long), prediction(2, "推理成本将大幅下降"), quote(3, "短句。")];
    let side = |number| Side { name: format!("第{number}位"), total: 3, items: vec![0, number] };
    View { sides: (0..sides).map(side).collect(), ..view(Layout::Sides, items) }
}

#[test]
fn people_stay_within_the_window() {
    for width in [40, 41, 60, 80, 100, 120, 200] {
        for (layout, with_card) in [(Layout::Listing, false), (Layout::Cards, true)] {
            let shown = view(layout, vec![person("李明", with_card), person("Ann Bell", with_card)]);
            let shown = rendered(&shown, Format::Table, width, false);
            assert!(shown.contains("李明") && shown.contains("Ann Bell"));
            assert!(shown.lines().all(|line| columns(line) <= width), "{width}: {shown}");
        }
        for sides in [2, 3] {
            let shown = rendered(&comparison(sides), Format::Table, width, false);
            assert!(shown.lines().all(|line| columns(line) <= width), "{width}: {shown}");
            let is_side_by_side = shown.lines().next().unwrap().contains("第1位");
            assert_eq!(is_side_by_side, width / sides > 36, "{width}: {shown}");
            // A place stands on one line.
            let places = shown.lines().filter(|line| line.contains('《')).count();
            assert!(shown.lines().filter(|line| line.contains("》 :")).count() == places, "{shown}");
            let coloured = rendered(&comparison(sides), Format::Table, width, true);
            assert_eq!(clean(&coloured), shown);
        }
    }
}

#[test]
fn a_person_has_the_keys_of_the_contract() {
    let shown = rendered(&view(Layout::Cards, vec![person("李明", true)]), Format::Json, 80, false);
    let json: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let item = json["items"][0].as_object().unwrap();
    let own = ["name", "names", "notes", "quotes", "questions", "predictions", "first", "last"];
    let of_card = ["joins", "talks", "topic_counts", "key_quotes", "claims"];
    for key in ["id", "kind", "path", "date", "section"].iter().chain(&own).chain(&of_card) {
        assert!(item.contains_key(*key), "{key} in {shown}");
    }
    assert_eq!(item["topics"], serde_json::json!(["inference"]));
    let list = rendered(&view(Layout::Listing, vec![person("李明", false)]), Format::Json, 80, false);
    assert!(of_card.iter().all(|key| !list.contains(&format!("\"{key}\""))), "{list}");
}

#[test]
fn flat_formats_tell_who_said_what_is_compared_and_when() {
    let plain = rendered(&comparison(2), Format::Plain, 80, false);
    assert_eq!(plain.lines().count(), 3);
    assert!(plain.lines().all(|line| line.split('\t').nth(6) == Some("2026-01-26")), "{plain}");
    for view in [comparison(2), view(Layout::Listing, vec![person("李明", false)])] {
        let shown = rendered(&view, Format::Csv, 80, false);
        let mut columns: Vec<&str> = shown.lines().next().unwrap().split(',').collect();
        let count = columns.len();
        columns.sort_unstable();
        columns.dedup();
        assert_eq!(columns.len(), count, "{shown}");
    }
}

#[test]
fn no_line_is_wider_than_the_window() {
    for width in [20, 40, 41, 80, 200] {
        for layout in [Layout::Listing, Layout::Cards, Layout::Outline, Layout::Whole] {
            let shown = rendered(&view(layout, every_kind()), Format::Table, width, false);
            assert!(shown.lines().count() >= every_kind().len(), "{width} {layout:?}: {shown}");
            for line in shown.lines() {
                assert!(columns(line) <= width, "{width} {layout:?}: {line}");
            }
        }
        for kind in [prediction as fn(u32, &str) -> Item, term, quote, section] {
            let items = vec![kind(1, "推理成本将大幅下降"), kind(2, "Agent与注意力")];
            let shown = rendered(&view(Layout::Listing, items), Format::Table, width, false);
            assert!(shown.lines().count() >= 2, "{width}: {shown}");
            assert!(shown.lines().all(|line| columns(line) <= width), "{width}: {shown}");
        }
    }
}

#[test]
fn nothing_is_cut() {
    for width in [20, 40, 80, 200] {
        let shown = rendered(
            &view(Layout::Listing, vec![quote(1, "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")]),
            Format::Table,
            width,
            false,
        );
        let words: String = shown.chars().filter(|it| !matches!(it, '▎' | '\n' | ' ')).collect();
        assert!(words.contains("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"), "{width}: {shown}");
    }
}

#[test]
fn colour_changes_no_character() {
    for width in [40, 80, 200] {
        let view = view(Layout::Listing, every_kind());
        let coloured = rendered(&view, Format::Table, width, true);
        assert!(coloured.contains('\u{1b}'));
        assert_eq!(clean(&coloured), rendered(&view, Format::Table, width, false));
    }
}

#[test]
fn short_rows_make_a_table_in_a_wide_window_only() {
    let predictions = || vec![prediction(1, "推理成本将大幅下降"), prediction(2, "招聘放缓")];
    assert!(rendered(&view(Layout::Listing, predictions()), Format::Table, 140, false).contains("──"));
    assert!(!rendered(&view(Layout::Listing, predictions()), Format::Table, 40, false).contains("──"));
}

#[test]
fn a_match_is_marked_on_exactly_its_characters() {
    let item = found(quote(1, "降低推理成本"), "降低推理成本", std::iter::once(2..6).collect());
    let view = View {
        search: Some(SearchFacts {
            query: "推理成本".to_owned(),
            tier: Some("exact"),
            dropped: vec![],
            capped: false,
            nearby: Vec::new(),
        }),
        ..view(Layout::Listing, vec![item])
    };
    let shown = rendered(&view, Format::Table, 80, true);
    assert!(shown.contains("降低\u{1b}[1m\u{1b}[31m推理成本\u{1b}[0m\n"), "{shown:?}");
    let json: serde_json::Value = serde_json::from_str(&rendered(&view, Format::Json, 80, false)).unwrap();
    assert_eq!(json["tier"], "exact");
    assert_eq!(json["capped"], false);
    assert_eq!(json["items"][0]["highlights"], serde_json::json!([[2, 6]]));
}

#[test]
fn hits_take_two_lines_and_the_title_one_of_its_own_where_it_does_not_fit() {
    let long = "我们已经从 Inference-as-a-Service 里看到，推理成本每年都在下降，而且没有停下来的迹象；这一点很少有人注意。";
    for width in [20, 40, 60, 80, 120, 200] {
        let marked = |item, snippet, range| found(item, snippet, std::iter::once(range).collect());
        let items = vec![marked(quote(1, long), long, 2..4), marked(term(2, "MCP"), "MCP", 0..3)];
        let shown = rendered(&view(Layout::Hits, items), Format::Table, width, false);
        assert!(shown.lines().all(|line| columns(line) <= width), "{width}: {shown}");
        let is_whole = shown.contains("《问答：开发者与我们》") && shown.matches("2026-01-26").count() == 2;
        let is_short = shown.lines().count() == if width < 60 { 6 } else { 4 };
        assert!(width < 40 || is_whole && is_short, "{width}: {shown}");
        let has_words = !shown.contains("Inf") || shown.contains("Inference-as-a-Service");
        assert!(has_words && shown.contains("  MCP：模型"), "{width}: {shown}");
    }
}

#[test]
fn a_closed_pipe_is_known_in_each_format() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }
    for (format, name) in Format::ALL {
        let appearance = Appearance { width: 80, colour: false, links: None, language: Language::Chinese };
        let error =
            render(&view(Layout::Listing, every_kind()), format, appearance, &mut Closed).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{name}");
    }
}

#[test]
fn plain_is_one_line_per_record_without_drawing() {
    let mut items = every_kind();
    items.push(quote(8, "第一段\n\n第二段\t制表\u{1b}[31m"));
    let shown = rendered(&view(Layout::Listing, items), Format::Plain, 40, true);
    assert_eq!(shown.lines().count(), 8);
    let fields: Vec<&str> = shown.lines().last().unwrap().split('\t').collect();
    assert_eq!(fields[0], "talk.md:8");
    assert!(fields[1].starts_with('q'));
    assert_eq!(fields[2..6], ["quote", "李明", "推理成本与速度 > 成本下降预测", "第一段 第二段 制表"]);
    assert!(!shown.contains('\u{1b}'));
}

#[test]
fn every_item_has_the_keys_of_the_contract() {
    let json: serde_json::Value =
        serde_json::from_str(&rendered(&view(Layout::Listing, every_kind()), Format::Json, 80, false))
            .unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["total"], 7);
    let place = ["id", "kind", "note", "path", "line", "end_line", "section", "topics"];
    let talk = ["note_title", "note_path", "file", "date", "url", "time"];
    let common = [&place[..], &talk].concat();
    let items = json["items"].as_array().unwrap();
    assert_eq!(items.len(), 7);
    for (item, own) in items.iter().zip([
        &["title", "date", "duration_seconds", "url", "speakers", "metadata"][..],
        &["title", "level", "number"],
        &["asker", "text"],
        &["speaker", "attribution", "qualifier", "label", "text", "key", "question", "same_as", "abridges"],
        &["claim", "by", "horizon", "detail"],
        &["term", "aliases", "definition", "mentions"],
        &["text", "form", "speaker"],
    ]) {
        for key in common.iter().chain(own) {
            assert!(item.as_object().unwrap().contains_key(*key), "{key} in {item}");
        }
    }
    assert_eq!(json["items"][4]["horizon"]["end"], "2027-12-31");
    assert_eq!(json["items"][4]["horizon"]["start"], serde_json::Value::Null);
    assert_eq!(json["items"][0]["metadata"], serde_json::json!([["播放量", "91,044次"]]));
}

#[test]
fn each_record_tells_of_its_note_and_moment_once() {
    for item in every_kind() {
        let line = rendered(&view(Layout::Listing, vec![item]), Format::Jsonl, 80, false);
        for key in ["note_title", "note_path", "file", "date", "url", "time"] {
            let here = line.split("\"metadata\"").next().unwrap();
            assert_eq!(here.matches(&format!("\"{key}\":")).count(), 1, "{key} in {line}");
        }
        let json: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(json["note_title"], "问答：开发者与我们");
        assert_eq!(json["file"], "/notes/talk.md");
        if json["kind"] != "note" {
            assert_eq!(json["date"], "2026-01-26");
            assert_eq!(json["time"], 754);
            assert_eq!(json["url"], "https://youtu.be/abc?t=754s");
        }
    }
}

#[test]
fn csv_has_each_column_once() {
    for item in every_kind() {
        let shown = rendered(&view(Layout::Listing, vec![item]), Format::Csv, 80, false);
        let mut columns: Vec<&str> = shown.lines().next().unwrap().split(',').collect();
        let count = columns.len();
        columns.sort_unstable();
        columns.dedup();
        assert_eq!(columns.len(), count, "{shown}");
        assert!(
            columns.contains(&"time") && columns.contains(&"url") && columns.contains(&"date"),
            "{shown}"
        );
    }
}

#[test]
fn the_envelope_is_valid_when_nothing_was_found() {
    let empty = view(Layout::Listing, Vec::new());
    let expect = "{\"schema_version\":1,\"command\":\"test\",\"total\":0,\"items\":[]}\n";
    assert_eq!(rendered(&empty, Format::Json, 80, false), expect);
    assert_eq!(rendered(&empty, Format::Jsonl, 80, false), "");
    assert_eq!(rendered(&empty, Format::Table, 80, false), "");
    assert!(rendered(&empty, Format::Csv, 80, false).starts_with("id,kind,note,path,line"));
    assert_eq!(
        rendered(&empty, Format::Yaml, 80, false),
        "schema_version: 1\ncommand: test\ntotal: 0\nitems: []\n"
    );
}

#[test]
fn no_format_lets_a_note_steer_the_terminal() {
    let steering = "a\u{1b}]0;x\u{7}b\u{9b}2Jc\u{202e}d\r\u{8}";
    let items = || vec![quote(1, steering), prediction(2, steering), term(3, steering), section(4, steering)];
    for (format, name) in Format::ALL {
        let people = || View { sides: comparison(2).sides, ..view(Layout::Sides, items()) };
        let shown = rendered(&people(), format, 80, false)
            + &rendered(&view(Layout::Cards, vec![person(steering, true)]), format, 80, false);
        assert!(!shown.chars().any(crate::text::width::is_unsafe), "{name}: {shown:?}");
        for layout in [Layout::Listing, Layout::Cards, Layout::Outline, Layout::Whole] {
            let shown = rendered(&view(layout, items()), format, 80, false);
            assert!(!shown.is_empty(), "{name} {layout:?} shows nothing");
            let unsafe_one = shown.chars().find(|&character| crate::text::width::is_unsafe(character));
            assert_eq!(unsafe_one, None, "{name}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&rendered(&view(Layout::Listing, items()), Format::Json, 80, false)).unwrap();
    assert_eq!(json["items"][0]["text"], steering, "json keeps the text, escaped");
}

#[test]
fn markdown_cites() {
    let shown =
        rendered(&view(Layout::Listing, vec![quote(12, "成本会*降低*")]), Format::Markdown, 80, false);
    let expect = "> **李明**（笑）：“成本会\\*降低\\*”\n>\n> — [《问答：开发者与我们》](https://youtu.be/abc?t=754s)，2026-01-26，12:34，推理成本与速度 › 成本下降预测，第 12 行\n";
    assert_eq!(shown, expect);
}

#[test]
fn a_question_shared_by_quotes_in_a_row_stands_once() {
    let items = vec![quote(1, "一"), quote(2, "二")];
    let shown = rendered(&view(Layout::Listing, items), Format::Table, 80, false);
    assert_eq!(shown.matches("成本会降多少").count(), 1);
}

#[test]
fn several_kinds_share_columns_and_keep_their_words() {
    let shown =
        rendered(&view(Layout::Whole, vec![section(1, "术语表"), term(2, "MCP")]), Format::Plain, 80, false);
    let last: Vec<&str> = shown.lines().last().unwrap().split('\t').collect();
    assert_eq!(last.len(), 6);
    assert_eq!(last[5], "MCP：模型上下文协议");
}
