//! `townhall check`

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use clap::Args;
use jiff::civil::Date;

use super::codes::{Code, CodeArgs};
use super::context::Context;
use super::finding::Finding;
use super::outcome::{Outcome, facts};
use super::progress::Progress;
use super::same_person::{self, Told};
use super::selection::NoteArgs;
use super::shape::ShapeArgs;
use crate::app::{Nouns, Remarks, arranged, known_people};
use crate::library::{Library, Link, LinkTargets, Source, Trouble, links};
use crate::model::{Body, KINDS, Kind, KindInfo, Note, NoteNames, ParsedNote, PassageForm, Problem, Record};
use crate::parse::parse;
use crate::records::Filter;
use crate::render::{Counts, Fact, FactValue, Shown};
use crate::topics::Vocabulary;

/// Show what is wrong in the notes
///
/// Files that can't be read, text that makes no sense, such as a quotation mark that nothing closes, links to notes that are
/// not there, and what reading doubted: turns that may hold another's words, speakers that it left open, and names that may
/// be one person's, with the line for people.yaml that joins them (not with --note). With --parse, for each note, how many records of each kind were understood and which blocks were not.
///
/// Exit status: 0 nothing is wrong, 1 something is, 2 a usage or input error.
///
/// Examples:
///   townhall check
///   townhall --notes ~/notes check --parse
///   townhall --notes ~/notes check --ignore broken-link
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct CheckArgs {
    /// Show what was understood of each note
    #[arg(long, short = 'v', visible_alias = "verbose")]
    parse: bool,

    #[command(flatten)]
    codes: CodeArgs,

    #[command(flatten)]
    notes: NoteArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

/// What is known of a note when it has been read.
struct Checked {
    titles: Vec<String>,
    date: Option<Date>,
    names: NoteNames,
    /// The title and the values of the metadata.
    frame: Vec<String>,
    findings: Vec<Finding>,
    links: Vec<Link>,
    counts: Counts,
    /// Lines and forms of what was kept as it is.
    blocks: Vec<KeptLines>,
}

/// Lines that are kept in the same form, with at most one between two of them, such as the rule below a table's header.
struct KeptLines {
    first: u32,
    last: u32,
    form: &'static str,
}

pub(super) fn run(args: &CheckArgs, context: &Context) -> anyhow::Result<Outcome> {
    let shown = if args.parse { Shown::Understood } else { Shown::Problems };
    let mut shape = args.shape.of(shown, context)?;
    let listing = context.library.sources()?;
    let (vocabulary, wrong_topics) = context.library.vocabulary()?;
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(wrong_topics.into_iter().map(|trouble| Finding::unusable(Code::TOPICS, trouble)));
    let (known, wrong_people) = known_people(&context.library);
    findings.extend(wrong_people.into_iter().map(|trouble| Finding::unusable(Code::PEOPLE, trouble)));
    findings.extend(listing.troubles.into_iter().map(|trouble| Finding::unusable(Code::UNREADABLE, trouble)));
    let mut wanted: Vec<&Source> = listing.sources.iter().collect();
    let selection = shape.selecting(args.notes.selection());
    let mut remarks = Remarks::default();
    if selection.is_narrow() {
        let store = context.open()?;
        let filter = Filter { kinds: vec![Kind::Note], ..selection.filter(&store)? };
        let those: HashSet<String> =
            store.records().list(&filter)?.into_iter().map(|stored| stored.note.note_path.clone()).collect();
        wanted.retain(|source| those.contains(&source.path));
        remarks = store.remarks();
    }
    let is_part = selection.is_narrow();
    let checked =
        check_all(&wanted, &context.library, &vocabulary, Progress::new(context.progress, context.language));
    let (wanted, mut checked): (Vec<&Source>, Vec<Checked>) =
        wanted.into_iter().zip(checked).filter_map(|(source, checked)| Some((source, checked?))).unzip();
    let mut targets = LinkTargets::default();
    // Of a part of the notes nobody has read the other files of text.
    for source in listing.sources.iter().filter(|source| is_part || !source.is_told_by_text()) {
        targets.add(source, []);
    }
    for (source, checked) in wanted.iter().zip(&checked) {
        targets.add(source, checked.titles.iter().map(String::as_str));
    }
    for (source, checked) in wanted.iter().zip(&mut checked) {
        let wrong = checked.links.iter().filter_map(|link| wrong_link(source, link, &targets));
        checked.findings.extend(wrong);
        checked.findings.retain(|finding| args.codes.want(finding.code));
        checked.findings.sort_by_key(|finding| finding.line);
    }
    let mut proposed: Vec<Finding> = Vec::new();
    // Of a part of the notes nobody could say who is the only one of a name.
    if !is_part {
        let told = wanted.iter().zip(&checked);
        let told: Vec<Told<'_>> = told
            .map(|(source, checked)| Told {
                source,
                date: checked.date,
                names: &checked.names,
                frame: checked.frame.iter().map(String::as_str).collect(),
            })
            .collect();
        proposed = same_person::findings(&told, &known);
    }
    findings.retain(|finding| args.codes.want(finding.code));
    proposed.retain(|finding| args.codes.want(finding.code));
    let others = findings.len() + proposed.len();
    let problems = others + checked.iter().map(|checked| checked.findings.len()).sum::<usize>();
    let rows: Vec<Fact> = match args.parse {
        true => wanted.iter().zip(&checked).map(|(source, checked)| understood(source, checked)).collect(),
        false => {
            findings.extend(checked.into_iter().flat_map(|checked| checked.findings));
            findings.extend(proposed);
            findings.into_iter().map(Finding::fact).collect()
        }
    };
    let mut answer = facts("check", rows).answer;
    let total = answer.view.total;
    answer.remarks = remarks;
    answer.view.items = arranged(answer.view.items, &selection);
    let shown = answer.view.items.len();
    let notes = Nouns("note", "notes").count(wanted.len(), wanted.len());
    let found = Nouns("problem", "problems");
    answer.notices = vec![match args.parse {
        true => format!("{} in {notes}", found.count(problems, problems)),
        false => format!("{} in {notes}", found.count(shown, total)),
    }];
    Ok(Outcome { status: Some(u8::from(problems > 0)), ..shape.outcome(answer) })
}

/// Reads and parses notes with all cores, each in its place.
fn check_all(
    sources: &[&Source],
    library: &Library,
    vocabulary: &Vocabulary,
    progress: Progress,
) -> Vec<Option<Checked>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(sources.len()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = sources.get(number) else { break };
            progress.tell(number, sources.len());
            let checked = check(source, library, vocabulary);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, checked));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(sources.len());
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, checked)| checked).collect()
}

/// `None`: it is no note.
fn check(source: &Source, library: &Library, vocabulary: &Vocabulary) -> Option<Checked> {
    let finding =
        |line, code, message| Finding { path: source.shown.clone(), line: Some(line), code, message };
    let text = match library.read_note(source) {
        Ok(text) => text?,
        Err(error) => {
            let trouble = Trouble { path: source.shown.clone(), reason: format!("{error:#}") };
            return Some(Checked {
                titles: Vec::new(),
                date: None,
                names: NoteNames::default(),
                frame: Vec::new(),
                findings: vec![Finding::unusable(Code::UNREADABLE, trouble)],
                links: Vec::new(),
                counts: Counts::default(),
                blocks: Vec::new(),
            });
        }
    };
    let note = parse(&source.path, &text.text, vocabulary);
    let mut findings: Vec<Finding> = note
        .diagnostics
        .iter()
        .map(|found| finding(found.lines.first, Code::of(&found.problem), found.problem.to_string()))
        .collect();
    if text.undecodable > 0 {
        let before = text.text.split('\u{fffd}').next().unwrap_or_default();
        let line = u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1);
        let problem = Problem::Undecodable(text.undecodable);
        findings.push(finding(line, Code::of(&problem), problem.to_string()));
    }
    let mut counts = Counts::default();
    note.records.iter().for_each(|record| counts.add(record.kind()));
    Some(Checked {
        titles: titles(&note),
        date: note.note().date,
        frame: frame(note.note()),
        findings,
        links: links(&text.text),
        counts,
        blocks: blocks(&note.records),
        names: note.names,
    })
}

fn titles(note: &ParsedNote) -> Vec<String> {
    let own = note.note();
    [Some(own.title.clone()), own.file_title.clone()].into_iter().flatten().collect()
}

fn frame(note: &Note) -> Vec<String> {
    let values = note.metadata.iter().map(|(_, value)| value);
    [&note.title].into_iter().chain(values).cloned().collect()
}

fn wrong_link(source: &Source, link: &Link, targets: &LinkTargets) -> Option<Finding> {
    let finding =
        |code, message| Finding { path: source.shown.clone(), line: Some(link.line), code, message };
    match targets.find(source, link) {
        None => Some(finding(Code::BROKEN_LINK, format!("there is no note `{}`", link.page))),
        Some(_) if !link.sound => Some(finding(
            Code::BAD_ENCODING,
            format!("the link to `{}` is not encoded as it should", link.page),
        )),
        Some(_) => None,
    }
}

/// What was kept as it is although it looks as if it meant more: tables, blockquotes and HTML that are no kind of record.
fn blocks(records: &[Record]) -> Vec<KeptLines> {
    let mut blocks: Vec<KeptLines> = Vec::new();
    for record in records {
        let form = match &record.body {
            Body::Passage(passage) => match passage.form {
                PassageForm::TableRow => "table",
                PassageForm::Remark => "blockquote",
                PassageForm::Html => "html",
                PassageForm::Paragraph | PassageForm::Bullet { .. } | PassageForm::Code => continue,
            },
            _ => continue,
        };
        let (first, last) = (record.lines.first, record.lines.last);
        match blocks.last_mut() {
            Some(block) if block.form == form && first <= block.last + 2 => block.last = block.last.max(last),
            _ => blocks.push(KeptLines { first, last, form }),
        }
    }
    blocks
}

fn understood(source: &Source, checked: &Checked) -> Fact {
    let lines = |block: &KeptLines| match block.last - block.first {
        0 => format!("{} {}", block.first, block.form),
        _ => format!("{}-{} {}", block.first, block.last, block.form),
    };
    let blocks: Vec<String> = checked.blocks.iter().map(lines).collect();
    let within = KINDS.iter().filter(|info| info.kind != Kind::Note);
    let count = |info: &KindInfo| (info.plural, FactValue::Number(checked.counts.of(info.kind) as u64));
    let mut values: Vec<_> = within.map(count).collect();
    values.extend([
        ("problems", FactValue::Number(checked.findings.len() as u64)),
        ("not_understood", FactValue::Number(checked.blocks.len() as u64)),
        ("blocks", FactValue::Text(blocks.join("; "))),
    ]);
    Fact { kind: "parse", path: Some(source.shown.clone()), line: None, values }
}
