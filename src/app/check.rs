//! What is wrong in the notes of a library.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::answer::Answer;
use super::checked::{Looked, Reader};
use super::listing::{Nouns, arranged};
use super::selection::Selection;
use super::store::{Remarks, Store, known_people};
use super::verdicts::{VerdictPlace, Verdicts};
use crate::library::{Library, LinkTargets, Source, Trouble};
use crate::lint::{self, CheckedNote, Code, Finding, Wanted};
use crate::model::{KINDS, Kind, KindInfo};
use crate::records::Filter;
use crate::render::{Fact, FactNote, FactValue, FindingRule, Item, Layout, View};

/// What is asked of a check.
#[derive(Debug, Clone)]
pub struct CheckRequest<'r> {
    /// Which findings are wanted.
    pub wanted: Wanted,
    /// Of which notes.
    pub selection: &'r Selection,
    /// Whether to tell of each note what was understood, instead of what is wrong.
    pub understood: bool,
    /// Where what became of the predictions is kept.
    pub verdicts: Option<&'r VerdictPlace>,
    /// What is wrong in the user's other files, by their paths.
    pub beside: &'r [(String, Finding)],
}

/// What a check found.
#[derive(Debug)]
pub struct Checkup {
    /// What there is to show.
    pub answer: Answer,
    /// How many findings there are.
    pub findings: usize,
    /// Whether those in the user's other files are among them, unless they are unwanted.
    pub tells_beside: bool,
}

/// Something found in a file.
struct Found<'s> {
    path: &'s str,
    /// Its absolute path, where it is a file of its own.
    file: Option<String>,
    /// The note that it is.
    note: Option<FactNote>,
    finding: Finding,
}

/// Checks a library; in the folder `cache` is kept what was found. `open` opens the library where the selection has to be asked for; `progress` is told how many notes have been
/// read, and of how many, from several threads.
///
/// # Errors
/// If the library can't be listed, or the selection names what is not there.
pub fn check<'l>(
    library: &'l Library,
    cache: Option<&Path>,
    request: &CheckRequest<'_>,
    open: impl Fn() -> anyhow::Result<Store<'l>>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> anyhow::Result<Checkup> {
    let selection = request.selection;
    let listing = library.sources()?;
    let (vocabulary, wrong_topics) = library.vocabulary()?;
    let (known, wrong_people) = known_people(library);
    let mut wanted: Vec<&Source> = listing.sources.iter().collect();
    // Of a part of the notes nobody could say who is the only one of a name, or which verdicts fit nothing.
    let is_part = selection.is_narrow();
    let mut remarks = Remarks::default();
    if is_part {
        let store = open()?;
        let filter = Filter { kinds: vec![Kind::Note], ..selection.filter(&store)? };
        let those: HashSet<String> =
            store.records().list(&filter)?.into_iter().map(|stored| stored.note.note_path.clone()).collect();
        wanted.retain(|source| those.contains(&source.path));
        remarks = store.remarks();
    }
    let wants_people = !is_part && request.wanted.has(Code::MaybeSamePerson);
    let reader = Reader { library, vocabulary: &vocabulary, cache, progress };
    let Looked { notes, proposed, first_use } =
        reader.look(&listing.sources, &wanted, wants_people.then_some(&known));
    remarks.notices.splice(0..0, first_use.filter(|_| !is_part));
    let mut beside: Vec<(String, Finding)> = Vec::new();
    if !is_part {
        beside.extend(request.beside.iter().cloned());
        beside.extend(of_verdicts(request, &open)?);
    }
    let (wanted, mut checked): (Vec<&Source>, Vec<CheckedNote>) =
        wanted.into_iter().zip(notes).filter_map(|(source, note)| Some((source, note?))).unzip();
    // Of a part of the notes nobody has read the other files of text.
    let may_be_meant = listing.sources.iter().filter(|source| is_part || !source.is_told_by_text());
    add_links(may_be_meant, &wanted, &mut checked);
    add_people(&wanted, &proposed, &mut checked);
    leave_out_joined(&mut checked, &open)?;
    leave_out_known(&mut checked);
    for note in &mut checked {
        note.findings.retain(|finding| request.wanted.has(finding.code));
        note.findings.sort_by_key(Finding::line);
    }
    let troubles =
        [(Code::Topics, wrong_topics), (Code::People, wrong_people), (Code::Unreadable, listing.troubles)];
    let troubles = troubles.iter().flat_map(|(code, troubles)| troubles.iter().map(move |one| (*code, one)));
    let mut found: Vec<Found<'_>> = troubles.map(|(code, one)| unusable(code, one)).collect();
    found.extend(beside.iter().map(|(path, finding)| in_file(path, finding)));
    found.retain(|one| request.wanted.has(one.finding.code));
    let findings = found.len() + checked.iter().map(|note| note.findings.len()).sum::<usize>();
    let by_code =
        by_code(found.iter().map(|one| &one.finding).chain(checked.iter().flat_map(|note| &note.findings)));
    let rows: Vec<Fact> = match request.understood {
        true => wanted.iter().zip(&checked).map(|(source, note)| understood(source, note)).collect(),
        false => {
            for (source, note) in wanted.iter().zip(checked) {
                let (file, about) = (source.file(), fact_note(source, &note));
                found.extend(note.findings.into_iter().map(|finding| Found {
                    path: &source.shown,
                    file: file.clone(),
                    note: Some(about.clone()),
                    finding,
                }));
            }
            found.into_iter().map(Found::fact).collect()
        }
    };
    let (notes, total) = (wanted.len(), rows.len());
    let items = arranged(rows.into_iter().map(Item::Fact).collect(), selection);
    let notes = Nouns("note", "notes").count(notes, notes);
    let shown = if request.understood { findings } else { items.len() };
    let mut notices = vec![format!("{} in {notes}", Nouns("problem", "problems").count(shown, findings))];
    notices.extend(by_code.filter(|_| findings >= MANY));
    let layout = if request.understood { Layout::Listing } else { Layout::Findings };
    let view =
        View { command: "check", total, layout, items, search: None, sides: Vec::new(), elsewhere: None };
    let tells_beside = !is_part && !request.understood;
    Ok(Checkup { answer: Answer { view, notices, remarks }, findings, tells_beside })
}

/// What is wrong with the verdicts, by the path of their file. The library is opened only where there are any.
fn of_verdicts<'l>(
    request: &CheckRequest<'_>,
    open: impl Fn() -> anyhow::Result<Store<'l>>,
) -> anyhow::Result<Vec<(String, Finding)>> {
    let codes = [Code::VerdictFault, Code::VerdictStray];
    let Some(place) = request.verdicts.filter(|place| place.path.exists()) else { return Ok(Vec::new()) };
    if !codes.iter().any(|code| request.wanted.has(*code)) {
        return Ok(Vec::new());
    }
    let store = open()?;
    let path = place.path.display().to_string();
    let findings = Verdicts::of_library(store.records(), Some(place)).findings;
    Ok(findings.into_iter().map(|finding| (path.clone(), finding)).collect())
}

/// So many findings are told by code too.
const MANY: usize = 20;

/// How many findings there are of each code, the most first; where they are of several.
fn by_code<'f>(findings: impl Iterator<Item = &'f Finding>) -> Option<String> {
    let mut times: HashMap<Code, usize> = HashMap::new();
    findings.for_each(|finding| *times.entry(finding.code).or_default() += 1);
    let mut times: Vec<(usize, &str)> =
        times.into_iter().map(|(code, times)| (times, code.info().name)).collect();
    times.sort_by_key(|(times, name)| (std::cmp::Reverse(*times), *name));
    let told = times.iter().map(|(times, name)| format!("{name} {times}"));
    (times.len() > 1).then(|| told.collect::<Vec<_>>().join(", "))
}

/// Adds what is wrong with pictures, and with links to other notes, all of which may be meant.
fn add_links<'s>(all: impl Iterator<Item = &'s Source>, wanted: &[&Source], checked: &mut [CheckedNote]) {
    let mut targets = LinkTargets::default();
    all.for_each(|source| targets.add(source, []));
    for (source, note) in wanted.iter().zip(&*checked) {
        targets.add(source, note.titles.iter().map(String::as_str));
    }
    let places: HashMap<&str, &CheckedNote> =
        wanted.iter().zip(&*checked).map(|(source, note)| (source.path.as_str(), note)).collect();
    let of_note = |(source, note): (&&Source, &CheckedNote)| -> Vec<Finding> {
        let links = note.links.iter();
        let wrong = links
            .filter_map(|link| lint::wrong_link(source, link, &targets, |path| places.get(path).copied()));
        let missing = note.pictures.iter().filter_map(|picture| lint::missing_picture(source, picture));
        wrong.chain(missing).filter(|finding| !note.ignored.has(finding)).collect()
    };
    let wrong: Vec<Vec<Finding>> = wanted.iter().zip(&*checked).map(of_note).collect();
    checked.iter_mut().zip(wrong).for_each(|(note, wrong)| note.findings.extend(wrong));
}

/// Adds what is to be asked about people.
fn add_people(wanted: &[&Source], proposed: &[(String, Finding)], checked: &mut [CheckedNote]) {
    let places: HashMap<&str, usize> =
        wanted.iter().enumerate().map(|(number, source)| (source.path.as_str(), number)).collect();
    for (path, finding) in proposed {
        let note = places.get(path.as_str()).and_then(|number| checked.get_mut(*number));
        if let Some(note) = note.filter(|note| !note.ignored.has(finding)) {
            note.findings.push(finding.clone());
        }
    }
}

/// Leaves out what takes two names apart that the library knows as one person's. The library is opened only where there is any.
fn leave_out_joined<'l>(
    checked: &mut [CheckedNote],
    open: impl Fn() -> anyhow::Result<Store<'l>>,
) -> anyhow::Result<()> {
    let mut store = None;
    for note in checked {
        let mut left = Vec::with_capacity(note.findings.len());
        for finding in std::mem::take(&mut note.findings) {
            if let Some((one, other)) = &finding.apart {
                let store = match &store {
                    Some(store) => store,
                    None => store.insert(open()?),
                };
                let those = store.records().persons_named(one)?;
                if store.records().persons_named(other)?.iter().any(|person| those.contains(person)) {
                    continue;
                }
            }
            left.push(finding);
        }
        note.findings = left;
    }
    Ok(())
}

/// Leaves out what takes a person's name for a slip of another one that fewer notes have.
fn leave_out_known(checked: &mut [CheckedNote]) {
    let slips = checked.iter().flat_map(|note| &note.findings).filter_map(|finding| finding.slip.as_ref());
    let mut notes: HashMap<String, usize> =
        slips.flat_map(|(slip, meant)| [slip.clone(), meant.clone()]).map(|name| (name, 0)).collect();
    if notes.is_empty() {
        return;
    }
    for note in &*checked {
        let names = note.names.members.iter().flat_map(|member| &member.names);
        let names: HashSet<&str> = names.map(|name| name.text.as_str()).collect();
        for name in names {
            if let Some(count) = notes.get_mut(name) {
                *count += 1;
            }
        }
    }
    for note in checked {
        note.findings
            .retain(|finding| finding.slip.as_ref().is_none_or(|(slip, meant)| notes[slip] <= notes[meant]));
    }
}

/// A file that can't be used.
fn unusable(code: Code, trouble: &Trouble) -> Found<'_> {
    Found {
        path: &trouble.path,
        file: None,
        note: None,
        finding: Finding::of_file(code, trouble.reason.clone()),
    }
}

/// Something in a file beside the notes.
fn in_file<'f>(path: &'f str, finding: &Finding) -> Found<'f> {
    let file = std::path::absolute(path).ok().and_then(|file| file.into_os_string().into_string().ok());
    Found { path, file, note: None, finding: finding.clone() }
}

impl Found<'_> {
    fn fact(self) -> Fact {
        let Finding { code, lines, message, hint, .. } = self.finding;
        let info = code.info();
        let text = |text: &str| FactValue::Text(text.to_owned());
        let values = vec![
            ("problem", info.problem.map_or(FactValue::Nothing, text)),
            ("message", FactValue::Text(message)),
            ("code", text(info.name)),
            ("level", text(info.level.name())),
            ("hint", FactValue::Text(hint.unwrap_or_else(|| info.mend.to_owned()))),
        ];
        let path = Some(self.path.to_owned());
        Fact { kind: "problem", path, file: self.file, note: self.note, lines, values }
    }
}

fn fact_note(source: &Source, note: &CheckedNote) -> FactNote {
    let title = note.titles.first().cloned();
    FactNote { note_path: source.path.clone(), title, date: note.date, url: note.url.clone() }
}

fn understood(source: &Source, note: &CheckedNote) -> Fact {
    let lines = |block: &lint::KeptBlock| match block.lines.last - block.lines.first {
        0 => format!("{} {}", block.lines.first, block.form.name()),
        _ => format!("{}-{} {}", block.lines.first, block.lines.last, block.form.name()),
    };
    let blocks: Vec<String> = note.understood.blocks.iter().map(lines).collect();
    let within = KINDS.iter().filter(|info| info.kind != Kind::Note);
    let count =
        |info: &KindInfo| (info.plural, FactValue::Number(u64::from(note.understood.count(info.kind))));
    let mut values: Vec<_> = within.map(count).collect();
    values.extend([
        ("problems", FactValue::Number(note.findings.len() as u64)),
        ("not_understood", FactValue::Number(blocks.len() as u64)),
        ("blocks", FactValue::Text(blocks.join("; "))),
    ]);
    let (path, file) = (Some(source.shown.clone()), source.file());
    Fact { kind: "parse", path, file, note: Some(fact_note(source, note)), lines: None, values }
}

/// What findings are of, for formats that tell that too.
pub fn finding_rules() -> Vec<FindingRule> {
    let rule = |info: &'static lint::CodeInfo| FindingRule {
        name: info.name,
        about: info.about,
        why: info.why,
        mend: info.mend,
        level: info.level.name(),
        is_usual: !info.is_opt_in,
    };
    lint::CODES.iter().map(rule).collect()
}
