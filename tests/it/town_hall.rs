//! The built-in note, read whole: counts, typed values, and that nothing in it is lost.

use jiff::civil::date;
use townhall::model::{
    Attribution, Body, FrameKind, HorizonKind, Kind, ParsedNote, Prediction, Quote, Record, Term,
};
use townhall::parse::parse;
use townhall::topics::Vocabulary;

const PATH: &str = "2026-01-26-openai-town-hall.md";
const TEXT: &str = include_str!("../../data/notes/2026-01-26-openai-town-hall.md");

fn note() -> ParsedNote {
    parse(PATH, TEXT, &Vocabulary::built_in().unwrap())
}

fn count(note: &ParsedNote, kind: Kind) -> usize {
    note.records.iter().filter(|record| record.kind() == kind).count()
}

fn quotes(note: &ParsedNote) -> Vec<(&Record, &Quote)> {
    note.records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Quote(quote) => Some((record, quote)),
            _ => None,
        })
        .collect()
}

fn term<'n>(note: &'n ParsedNote, name: &str) -> &'n Term {
    note.records
        .iter()
        .find_map(|record| match &record.body {
            Body::Term(term) if term.term == name => Some(term),
            _ => None,
        })
        .unwrap_or_else(|| panic!("no term {name}"))
}

#[test]
fn every_record_is_counted() {
    let note = note();
    let levels = |wanted| {
        let is_level =
            |record: &&Record| matches!(&record.body, Body::Section(section) if section.level == wanted);
        note.records.iter().filter(is_level).count()
    };
    assert_eq!((levels(1), levels(2), levels(3)), (2, 27, 70));
    let kinds = [Kind::Note, Kind::Section, Kind::Question, Kind::Quote, Kind::Prediction, Kind::Term];
    assert_eq!(kinds.map(|kind| count(&note, kind)), [1, 99, 22, 67, 8, 17]);
    let contents = note.frame.iter().filter(|frame| frame.kind == FrameKind::TableOfContents).count();
    assert_eq!(contents, 25);
    assert_eq!(note.diagnostics, []);
}

#[test]
fn note_has_typed_metadata() {
    let note = note();
    let note = note.note();
    assert_eq!(note.title, "OpenAI Town Hall：Sam Altman 与开发者问答");
    assert_eq!(note.file_title.as_deref(), Some("20260126 OpenAI_Town_Hall_Sam_Altman与开发者问答_整理文档"));
    assert_eq!(note.date, Some(date(2026, 1, 26)));
    assert_eq!(note.duration_seconds, Some(3_580));
    assert_eq!(note.views, Some(91_044));
    assert_eq!(note.video_id.as_deref(), Some("Wpxv-8nG8ec"));
    assert_eq!(note.generated, Some(date(2026, 1, 29)));
    assert_eq!(note.url.as_deref(), Some("https://www.youtube.com/watch?v=Wpxv-8nG8ec"));
    assert_eq!(note.speakers, ["Sam Altman", "OpenAI团队成员"]);
    assert_eq!(note.metadata.len(), 8);
}

#[test]
fn quotes_have_their_speakers_labels_and_questions() {
    let note = note();
    let quotes = quotes(&note);
    let by = |name| quotes.iter().filter(|(_, quote)| quote.speaker.as_deref() == Some(name)).count();
    assert_eq!((by("Sam Altman"), by("OpenAI团队成员")), (65, 2));
    assert!(quotes.iter().all(|(_, quote)| quote.attribution == Some(Attribution::Stated)));
    assert_eq!(quotes.iter().filter(|(_, quote)| quote.key).count(), 10);
    let labelled: Vec<_> = quotes.iter().filter(|(_, quote)| quote.label.is_some()).collect();
    let [(record, quote)] = labelled[..] else { panic!("{labelled:?}") };
    assert_eq!(quote.label.as_deref(), Some("更精确的估计"));
    assert_eq!(quote.text, "我认为至少会低100倍。");
    assert_eq!(*record.section, ["推理成本与速度", "成本下降预测"]);
    assert!(quote.question.as_deref().unwrap().starts_with("智能太便宜而无法计量"));
    assert_eq!(
        TEXT.lines().nth(record.lines.first as usize - 1),
        Some("> Sam Altman：\"我认为至少会低100倍。\"")
    );
    assert_eq!(quotes.iter().filter(|(_, quote)| quote.question.is_some()).count(), 57);
    assert!(quotes.iter().filter(|(_, quote)| quote.key).all(|(_, quote)| quote.question.is_none()));
    assert_eq!(quotes.iter().filter(|(_, quote)| quote.key && !quote.same_as.is_empty()).count(), 8);
}

#[test]
fn horizons_are_typed_and_no_date_is_invented() {
    let note = note();
    let predictions: Vec<&Prediction> = note
        .records
        .iter()
        .filter_map(|record| match &record.body {
            Body::Prediction(prediction) => Some(prediction),
            _ => None,
        })
        .collect();
    assert!(predictions.iter().all(|prediction| prediction.by.as_deref() == Some("Sam Altman")));
    let found: Vec<_> = predictions
        .iter()
        .map(|prediction| {
            let horizon = prediction.horizon.as_ref().unwrap();
            (horizon.raw.as_str(), horizon.kind, horizon.start, horizon.end, horizon.uncertain)
        })
        .collect();
    let expected = [
        ("持续进行中", HorizonKind::Ongoing, None, None, false),
        ("2027年底前", HorizonKind::By, None, Some(date(2027, 12, 31)), false),
        ("2026年", HorizonKind::Within, Some(date(2026, 1, 1)), Some(date(2026, 12, 31)), false),
        ("未来趋势", HorizonKind::Trend, None, None, false),
        ("未来数年", HorizonKind::Span, None, None, false),
        ("物质极度丰富时代", HorizonKind::Condition, None, None, false),
        ("可能不是2026年", HorizonKind::NotBefore, Some(date(2027, 1, 1)), None, true),
        ("未来趋势", HorizonKind::Trend, None, None, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn terms_have_their_aliases() {
    let note = note();
    assert_eq!(term(&note, "深蓝").aliases, ["Deep Blue"]);
    assert_eq!(term(&note, "杰文斯悖论").aliases, ["Jevons Paradox"]);
    assert_eq!(term(&note, "GTM").aliases, ["Go-to-Market"]);
    assert_eq!(term(&note, "MCP").aliases, ["模型上下文协议", "Model Context Protocol"]);
    assert_eq!(term(&note, "GPT-5").definition, "OpenAI下一代语言模型");
    assert_eq!(term(&note, "GPT-5").aliases, Vec::<String>::new());
}

#[test]
fn topics_come_from_headings() {
    let note = note();
    let safety = quotes(&note)
        .iter()
        .filter(|(record, _)| record.topics.iter().any(|topic| topic == "safety"))
        .count();
    assert_eq!(safety, 7);
}

#[test]
fn no_line_is_lost() {
    let note = note();
    let mut is_kept = vec![false; TEXT.lines().count() + 1];
    let headings =
        note.records.iter().filter(|record| record.kind() == Kind::Section).map(|record| record.lines.first);
    headings.for_each(|line| is_kept[line as usize] = true);
    let records = note.records.iter().filter(|record| !matches!(record.kind(), Kind::Note | Kind::Section));
    for lines in records.map(|record| record.lines).chain(note.frame.iter().map(|frame| frame.lines)) {
        (lines.first..=lines.last).for_each(|line| is_kept[line as usize] = true);
    }
    for (position, line) in TEXT.lines().enumerate() {
        assert!(line.trim().is_empty() || is_kept[position + 1], "line {} is lost: {line}", position + 1);
    }
}
