//! Every file in `tests/parse` is one note and, below the last line `=====`, how it must be read; README.md beside this
//! file tells how to add one.

#![allow(clippy::unwrap_used)] // a test may fail where it stands

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use townhall::model::{Body, Horizon, LineSpan, Note, NoteNames, ParsedNote, PassageForm, Quote, Record};
use townhall::parse::parse;
use townhall::topics::Vocabulary;

/// To read it and to make its rules takes longer than to read a case.
static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::built_in().unwrap());

const BORDER: &str = "\n=====\n";

/// The line below which a case tells who and what is called how.
const NAMES: &str = "names:";

/// There were more when this was written; few are ever taken away.
const FEWEST_CASES: usize = 140;

#[test]
fn notes_are_read_as_their_cases_say() {
    let is_rewriting = std::env::var_os("PARSE_CASES").is_some_and(|value| value == "overwrite");
    let mut faults = String::new();
    each_case(|path, note, expected| {
        let found = reading_like(expected, note);
        if found != expected && is_rewriting {
            std::fs::write(path, format!("{note}{BORDER}{found}")).unwrap();
        } else if found != expected {
            write!(faults, "{}{}", path.display(), difference(expected, &found)).unwrap();
        }
    });
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn line_ends_and_byte_order_marks_change_no_reading() {
    each_case(|path, note, _| {
        let expected = whole(note);
        assert_eq!(whole(&note.replace('\n', "\r\n")), expected, "{} with CRLF", path.display());
        assert_eq!(whole(&note.replace('\n', "\r")), expected, "{} with CR", path.display());
        assert_eq!(whole(&format!("\u{feff}{note}")), expected, "{} with a BOM", path.display());
    });
}

fn each_case(mut check: impl FnMut(&Path, &str, &str)) {
    let mut paths: Vec<_> =
        std::fs::read_dir("tests/parse").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    // A folder that lost its cases would pass.
    assert!(paths.len() >= FEWEST_CASES, "only {} cases in tests/parse", paths.len());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let (note, expected) = text.rsplit_once(BORDER).unwrap_or((&text, ""));
        check(&path, note, expected);
    }
}

/// A note's reading, with its names where a case states them.
fn reading_like(expected: &str, note: &str) -> String {
    let note = parse("case.md", note, &VOCABULARY);
    let names = if expected.lines().any(|line| line == NAMES) { names(&note) } else { String::new() };
    reading(&note) + &names
}

fn whole(note: &str) -> String {
    let note = parse("case.md", note, &VOCABULARY);
    reading(&note) + &names(&note)
}

/// What a note tells of names: a line for each member, all their names with what says so and where, and one for each pair.
fn names(note: &ParsedNote) -> String {
    let NoteNames { members, pairs } = &note.names;
    let mut text = format!("{NAMES}\n");
    for member in members {
        let names = member.names.iter().map(|name| {
            let full = match &name.full {
                Some(full) if *full == name.text => " full".to_owned(),
                Some(full) => format!(" full {full}"),
                None => String::new(),
            };
            let source = format!("{:?}", name.source).to_lowercase();
            format!("{}{full} ({source} {})", name.text, name.line)
        });
        let names: Vec<String> = names.collect();
        let part = if member.takes_part { "takes part" } else { "named" };
        writeln!(text, "{part}: {}", names.join(" = ")).unwrap();
    }
    for pair in pairs {
        let of = if pair.of_person { "person" } else { "thing" };
        writeln!(text, "pair {} {of} x{}: {} = {}", pair.line, pair.count, pair.one, pair.other).unwrap();
    }
    text
}

/// What a note was read as, one line for each record, piece of frame and diagnostic, in the order of the file.
fn reading(note: &ParsedNote) -> String {
    let ParsedNote { records, frame, diagnostics, .. } = note;
    let mut lines: Vec<(u32, String)> = Vec::new();
    lines.extend(records.iter().filter_map(|record| Some((first_line(record), of_record(record)?))));
    lines.extend(frame.iter().map(|frame| {
        let kind = format!("{:?}", frame.kind);
        (frame.lines.first, format!("frame {} {kind}", of_lines(frame.lines)))
    }));
    lines.extend(diagnostics.iter().map(|found| {
        (found.lines.first, format!("diagnostic {}: {}", of_lines(found.lines), found.problem))
    }));
    lines.sort_by_key(|(line, _)| *line);
    lines.iter().fold(String::new(), |text, (_, line)| text + line + "\n")
}

/// The note's own record comes first, though its lines are all of them.
fn first_line(record: &Record) -> u32 {
    if record.order == 0 { 0 } else { record.lines.first }
}

fn of_record(record: &Record) -> Option<String> {
    let lines = of_lines(record.lines);
    let text = record.text().replace('\n', "⏎");
    Some(match &record.body {
        Body::Note(note) => format!("note: {}", of_note(note)?),
        Body::Section(section) => {
            format!(
                "section {} {} {}: {text}",
                record.lines.first,
                "#".repeat(section.level.into()),
                record.section_number
            )
        }
        Body::Passage(passage) => {
            let form = match passage.form {
                PassageForm::Paragraph => String::new(),
                PassageForm::Bullet { depth, number: None } => format!(" bullet {depth}"),
                PassageForm::Bullet { depth, number: Some(number) } => format!(" bullet {depth} no {number}"),
                form => format!(" {form:?}").to_lowercase(),
            };
            let speaker = passage.speaker.as_ref().map(|speaker| format!(" {speaker}")).unwrap_or_default();
            format!("passage {lines}{form}{speaker}: {text}")
        }
        Body::Question(question) => {
            let label = question.label.as_ref().map(|label| format!(" [{label}]")).unwrap_or_default();
            format!("question {lines} {}{label}: {text}", question.asker.as_deref().unwrap_or("somebody"))
        }
        Body::Quote(quote) => format!("quote {lines} {}: {text}", of_quote(quote)),
        Body::Prediction(prediction) => {
            let by = prediction.by.as_deref().unwrap_or("somebody");
            let horizon = prediction.horizon.as_ref().map(of_horizon).unwrap_or_default();
            let detail = prediction.detail.as_ref().map(|detail| format!(" | {detail}")).unwrap_or_default();
            format!("prediction {lines} {by}{horizon}: {text}{detail}")
        }
        Body::Term(term) => {
            let aliases: String = term.aliases.iter().map(|alias| format!(" = {alias}")).collect();
            format!("term {lines} {text}{aliases}: {}", term.definition)
        }
    })
}

fn of_lines(lines: LineSpan) -> String {
    if lines.first == lines.last {
        lines.first.to_string()
    } else {
        format!("{}-{}", lines.first, lines.last)
    }
}

/// Nothing for a note that has neither title nor metadata.
fn of_note(note: &Note) -> Option<String> {
    let mut words = vec![note.title.clone()];
    let mut add = |name: &str, value: Option<String>| {
        words.extend(value.map(|value| format!("{name} {value}")));
    };
    add("file", note.file_title.clone());
    add("date", note.date.map(|date| date.to_string()));
    add("to", note.date_end.map(|date| date.to_string()));
    add("seconds", note.duration_seconds.map(|seconds| seconds.to_string()));
    add("views", note.views.map(|views| views.to_string()));
    add("url", note.url.clone());
    add("video", note.video_id.clone());
    add("generated", note.generated.map(|date| date.to_string()));
    if words.len() == 1 && note.metadata.is_empty() && note.speakers.is_empty() && note.title == "case" {
        return None;
    }
    if !note.metadata.is_empty() || !note.speakers.is_empty() {
        words.push(format!("speakers {}", note.speakers.join("、")));
    }
    if !note.metadata.is_empty() {
        words.push(format!("rows {}", note.metadata.len()));
    }
    if !note.frame.is_empty() {
        words.push(format!("frame {}", note.frame.join("、")));
    }
    Some(words.join(" | "))
}

fn of_quote(quote: &Quote) -> String {
    let mut words = match (&quote.speaker, quote.attribution) {
        (Some(speaker), Some(attribution)) => {
            format!("{speaker} {}", format!("{attribution:?}").to_lowercase())
        }
        (None, None) => "nobody".to_owned(),
        unlike => panic!("speaker and attribution: {unlike:?}"),
    };
    let mut add = |before: &str, value: &Option<String>, after: &str| {
        words.extend(value.iter().map(|value| format!(" {before}{}{after}", value.replace('\n', "⏎"))));
    };
    add("(", &quote.qualifier, ")");
    add("[", &quote.label, "]");
    add("<", &quote.original.as_ref().map(|words| format!("original {words}")), ">");
    add("<", &quote.rendering.as_ref().map(|words| format!("rendering {words}")), ">");
    add("", &quote.key.then(|| "key".to_owned()), "");
    add("?", &quote.question, "");
    add("same ", &(!quote.same_as.is_empty()).then(|| quote.same_as.len().to_string()), "");
    words
}

fn of_horizon(horizon: &Horizon) -> String {
    let Horizon { raw, kind, start, end, relative, uncertain } = horizon;
    let kind = format!("{kind:?}").to_lowercase();
    let days = [start, end].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    let days = if days.concat().is_empty() { String::new() } else { format!(" {}..{}", days[0], days[1]) };
    let uncertain = if *uncertain { " uncertain" } else { "" };
    let relative = if *relative { " relative" } else { "" };
    format!(" ({raw} = {kind}{days}{relative}{uncertain})")
}

/// The lines that only one of the two has.
fn difference(expected: &str, found: &str) -> String {
    let only = |these: &str, those: &str, mark: char| -> String {
        let is_only = |line: &&str| !those.lines().any(|other| other == *line);
        these.lines().filter(is_only).fold(String::new(), |text, line| format!("{text}\n  {mark} {line}"))
    };
    let lines = only(expected, found, '-') + &only(found, expected, '+');
    if lines.is_empty() { "\n  the order or number of lines differs\n".to_owned() } else { lines + "\n" }
}
