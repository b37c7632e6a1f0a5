//! Small notes to search in.

use townhall::index::Index;
use townhall::model::{
    Body, ByteSpan, Kind, LineSpan, Note, NoteNames, ParsedNote, Passage, PassageForm, Quote, Record,
    RecordId, Section, Term,
};

fn record(order: u32, number: &str, section: &[&str], body: Body) -> Record {
    let mut record = Record {
        id: RecordId::new("", Kind::Passage, "", order),
        order,
        lines: LineSpan { first: order + 1, last: order + 1 },
        span: ByteSpan { start: 0, end: 0 },
        time: None,
        section: section.iter().map(|&title| title.to_owned()).collect(),
        section_number: number.into(),
        topics: Vec::new(),
        body,
    };
    record.id = RecordId::new("", record.kind(), record.text(), order);
    record
}

fn passage_body(text: &str) -> Body {
    Body::Passage(Passage {
        text: text.into(),
        form: PassageForm::Paragraph,
        speaker: None,
        links: Vec::new(),
    })
}

/// A note: its title, then lines. `# ` begins a section, `李明：` before a line makes it a quote.
fn note(title: &str, lines: &[&str]) -> ParsedNote {
    let note = Note { title: title.into(), ..Note::default() };
    let mut records = vec![record(0, "", &[], Body::Note(note))];
    let mut section: Option<&str> = None;
    let mut number = 0;
    for line in lines {
        let order = records.len() as u32;
        if let Some(heading) = line.strip_prefix("# ") {
            number += 1;
            section = Some(heading);
            let body = Body::Section(Section { title: heading.into(), level: 2 });
            records.push(record(order, &number.to_string(), &[], body));
            continue;
        }
        let number = if number == 0 { String::new() } else { number.to_string() };
        let body = match line.split_once('：') {
            Some((speaker, text)) if speaker.chars().count() == 2 => Body::Quote(Quote {
                speaker: Some(speaker.into()),
                attribution: None,
                qualifier: None,
                label: None,
                text: text.into(),
                original: None,
                rendering: None,
                key: false,
                question: None,
                question_id: None,
                same_as: Vec::new(),
                abridges: Vec::new(),
            }),
            _ => passage_body(line),
        };
        records.push(record(order, &number, section.as_slice(), body));
    }
    ParsedNote { records, frame: Vec::new(), names: NoteNames::default(), diagnostics: Vec::new() }
}

/// Notes with their titles, as an index.
pub(crate) fn library(notes: &[(&str, &[&str])]) -> Index {
    let notes: Vec<(String, ParsedNote)> =
        notes.iter().map(|(title, lines)| (format!("{title}.md"), note(title, lines))).collect();
    Index::of_notes(notes.iter().map(|(path, note)| (path.as_str(), note))).unwrap()
}

/// One note, and a glossary with these terms and their other names in it.
pub(crate) fn glossary(index_lines: &[&str], terms: &[(&str, &[&str])]) -> Index {
    let mut parsed = note("某", index_lines);
    for (term, aliases) in terms {
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        let body = Body::Term(Term { term: (*term).into(), aliases, definition: "一种东西".into() });
        parsed.records.push(record(parsed.records.len() as u32, "", &[], body));
    }
    Index::of_notes([("某.md", &parsed)]).unwrap()
}
