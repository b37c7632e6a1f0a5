//! What became of the predictions of a library: where that is kept, and which record each verdict is about.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::verdict_notices::{Told, at_line};
use crate::library::{self, Library};
use crate::lint::{Code, Finding};
use crate::model::{Body, Kind, RecordId};
use crate::records::{Filter, Records, Stored};
use crate::render::{Entry, Item, View};
use crate::verdicts::{Claim, Line, Matches, Verdict, VerdictFile, is_by_id, match_claims};

/// The name of the file beside the notes.
const NAME: &str = "verdicts.yaml";

/// Where a library's verdicts may be kept.
#[derive(Debug, Clone, Default)]
pub struct VerdictPlaces {
    /// The file that a user names for all libraries.
    pub named: Option<PathBuf>,
    /// The folder for what must outlast the cache.
    pub state: Option<PathBuf>,
}

/// The file that a library's verdicts are kept in, there or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictPlace {
    /// Its path.
    pub path: PathBuf,
    /// The folder of notes that it may not lead out of, if it lies in one.
    pub within: Option<PathBuf>,
    /// Who says that it is there.
    pub origin: &'static str,
}

impl VerdictPlaces {
    /// The file of a library: the one that is named; beside the notes where they are one folder; else one of its own in the state
    /// folder, if there is such.
    pub fn of(&self, library: &Library) -> Option<VerdictPlace> {
        if let Some(path) = &self.named {
            return Some(VerdictPlace { path: path.clone(), within: None, origin: "config file" });
        }
        if let [root] = library.roots()
            && root.is_dir()
        {
            let within = Some(root.clone());
            return Some(VerdictPlace { path: root.join(NAME), within, origin: "beside the notes" });
        }
        let path = self.state.as_ref()?.join("verdicts").join(format!("{}.yaml", library.place()));
        Some(VerdictPlace { path, within: None, origin: "in the state folder" })
    }

    /// Files of verdicts beside the notes that are not the library's: each of several folders may have one of its own.
    pub(super) fn unread(&self, library: &Library) -> Vec<PathBuf> {
        let own = self.of(library).map(|place| place.path);
        let files = library.roots().iter().map(|root| root.join(NAME));
        files.filter(|file| Some(file) != own.as_ref() && file.is_file()).collect()
    }
}

impl VerdictPlace {
    /// What the file says; nothing where there is none.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn text(&self) -> anyhow::Result<String> {
        match library::own_text(&self.path, self.within.as_deref()) {
            Ok(text) => Ok(text.unwrap_or_default()),
            Err(error) => bail!("cannot read {}: {error}", self.path.display()),
        }
    }
}

/// The verdicts of a library, each at its prediction.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    pub(super) file: VerdictFile,
    /// The numbers in the file of the verdicts on a prediction; the one that counts is the last.
    of: HashMap<RecordId, Vec<usize>>,
    /// What is wrong in the file.
    pub(super) faults: Vec<String>,
    /// Which of its verdicts fit no prediction, and which are on one with other words now.
    pub(super) strays: Vec<String>,
    /// The same and the faults one by one, for whoever checks the file.
    pub(super) findings: Vec<Finding>,
}

impl Verdicts {
    /// Those of the library's own file. That it can't be used is among the faults, for nothing else hangs on it.
    pub(super) fn of_library(records: &dyn Records, place: Option<&VerdictPlace>) -> Verdicts {
        let Some(place) = place else { return Verdicts::default() };
        let read = place.text().and_then(|text| Verdicts::read(records, &text, &place.path));
        read.unwrap_or_else(|error| Verdicts::unusable(&error))
    }

    /// Those of a text that came with the records.
    pub(super) fn of_text(records: &dyn Records, text: &str, name: &Path) -> Verdicts {
        Verdicts::read(records, text, name).unwrap_or_else(|error| Verdicts::unusable(&error))
    }

    fn unusable(error: &anyhow::Error) -> Verdicts {
        let reason = format!("{error:#}");
        let findings = vec![Finding::of_file(Code::VerdictFault, reason.clone())];
        Verdicts { faults: vec![reason], findings, ..Verdicts::default() }
    }

    /// Those of a text.
    ///
    /// # Errors
    /// If the records can't be read.
    pub(super) fn read(records: &dyn Records, text: &str, path: &Path) -> anyhow::Result<Verdicts> {
        let file = VerdictFile::read(text);
        let Matches { verdicts: mut of, strays, followed, retimed, reassigned } =
            matches(records, &file.verdicts)?;
        let at = |line: usize| format!("{}:{line}", path.display());
        let mut wrong: Vec<(usize, String)> =
            file.faults.iter().map(|fault| (fault.line, fault.message.clone())).collect();
        for numbers in of.values_mut() {
            numbers.sort_by_key(|number| (file.verdicts[*number].verdict.on, *number));
            if let [.., one, other] = numbers[..] {
                let (one, other) = (&file.verdicts[one], &file.verdicts[other]);
                if one.verdict.on == other.verdict.on && one.verdict.outcome != other.verdict.outcome {
                    let message = format!("line {} says otherwise of one day; this one counts", one.number());
                    wrong.push((other.number(), message));
                }
            }
        }
        wrong.sort();
        let faults = wrong.iter().map(|(line, message)| format!("{}: {message}", at(*line))).collect();
        let mut findings: Vec<Finding> =
            wrong.into_iter().map(|(line, message)| at_line(Code::VerdictFault, line, message)).collect();
        let told = Told { file: &file, path };
        findings.extend(told.findings(&strays));
        let notices = told.notices(&strays, [&followed, &retimed, &reassigned]);
        findings.sort_by_key(Finding::line);
        Ok(Verdicts { file, of, faults, strays: notices, findings })
    }

    /// The verdict that counts on a prediction.
    pub(super) fn on(&self, id: &RecordId) -> Option<&Verdict> {
        self.line(id).map(|line| &line.verdict)
    }

    /// The same with what finds it.
    pub(super) fn line(&self, id: &RecordId) -> Option<&Line> {
        self.of.get(id)?.last().map(|number| &self.file.verdicts[*number])
    }

    /// The lines of all verdicts on a prediction.
    pub(super) fn lines(&self, id: &RecordId) -> Vec<Range<usize>> {
        let numbers = self.of.get(id).into_iter().flatten();
        numbers.map(|number| self.file.verdicts[*number].lines.clone()).collect()
    }

    /// Adds to each prediction of a view what became of it.
    pub(super) fn add_to(&self, view: &mut View) {
        for entry in predictions(view) {
            entry.verdict = self.on(&entry.record.id).cloned();
        }
    }
}

/// Which verdict is about which prediction. All predictions are looked at only where an id does not tell.
fn matches(records: &dyn Records, lines: &[Line]) -> anyhow::Result<Matches> {
    let mut claims: Vec<Claim> = Vec::new();
    for id in lines.iter().filter_map(|line| line.id) {
        claims.extend(records.find(id.as_str())?.iter().filter_map(claim));
    }
    let is_there = |line: &Line| claims.iter().any(|claim| is_by_id(line, claim));
    if !lines.iter().all(is_there) {
        claims = all_claims(records)?;
    }
    Ok(match_claims(lines, &claims))
}

/// All claims of the library.
///
/// # Errors
/// If the records can't be read.
pub(super) fn all_claims(records: &dyn Records) -> anyhow::Result<Vec<Claim>> {
    let all = records.list(&Filter { kinds: vec![Kind::Prediction], ..Filter::default() })?;
    Ok(all.iter().filter_map(claim).collect())
}

fn claim(stored: &Stored) -> Option<Claim> {
    let Stored { record, note, person } = stored;
    let by = [record.speaker(), person.as_deref()].into_iter().flatten().map(str::to_owned).collect();
    let Body::Prediction(prediction) = &record.body else { return None };
    Some(Claim {
        id: record.id,
        words: record.text().to_owned(),
        by,
        said: note.date,
        horizon: prediction.horizon.as_ref().map(|horizon| horizon.raw.clone()),
        note: note.note_path.clone(),
    })
}

/// The predictions of a view, wherever in it they are.
pub(super) fn predictions(view: &mut View) -> impl Iterator<Item = &mut Entry> {
    let nearby = view.search.as_mut().map(|search| &mut search.nearby).into_iter().flatten();
    let entries = view.items.iter_mut().chain(nearby).flat_map(|item| match item {
        Item::Record(entry) => std::slice::from_mut(&mut **entry).iter_mut(),
        Item::Person(person) => person.card.as_mut().map(|card| card.claims.iter_mut()).unwrap_or_default(),
        Item::Topic(_) | Item::Fact(_) => [].iter_mut(),
    });
    entries.filter(|entry| entry.record.kind() == Kind::Prediction)
}
