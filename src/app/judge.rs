//! A verdict on a prediction, given or taken back: the text of the file, and what to say.

use std::path::Path;

use anyhow::bail;

use super::answer::Answer;
use super::listing::{Nouns, of_records};
use super::selection::Selection;
use super::store::Store;
use super::verdict_notices::NAMED;
use super::verdicts::{VerdictPlace, Verdicts, all_claims, predictions};
use crate::model::{Kind, Record};
use crate::records::Stored;
use crate::render::Layout;
use crate::verdicts::{EditError, Line, Verdict, beside, with_verdict, without};

const NOUNS: Nouns = Nouns("prediction", "predictions");

/// What to do with the verdict on a prediction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// This is it from now on.
    Given(Verdict),
    /// There is none from now on.
    Removed,
}

/// A judgement, to be written.
#[derive(Debug)]
pub struct Judged {
    /// The prediction as it is from now on.
    pub answer: Answer,
    /// The file as it is from now on; `None` where nothing changes.
    pub text: Option<String>,
}

/// Gives a verdict on the prediction with this id or beginning of one, or takes it back. `text` is the file as it is.
///
/// # Errors
/// If no prediction has the id, several do, the file is in the middle of a merge, or the records can't be read.
pub fn judge(
    store: &Store<'_>,
    place: &VerdictPlace,
    text: &str,
    id: &str,
    judgement: &Judgement,
) -> anyhow::Result<Judged> {
    let verdicts = Verdicts::read(store.records(), text, &place.path)?;
    verdicts.faults.iter().for_each(|fault| store.remark(fault.clone()));
    match prediction(store, id)? {
        Some(stored) => on_prediction(store, &verdicts, stored, &place.path, text, judgement),
        None => on_line(store, &verdicts, id, &place.path, text, judgement),
    }
}

/// A judgement on a prediction that is there.
fn on_prediction(
    store: &Store<'_>,
    verdicts: &Verdicts,
    stored: Stored,
    path: &Path,
    text: &str,
    judgement: &Judgement,
) -> anyhow::Result<Judged> {
    let (id, shown) = (stored.record.id, path.display());
    let lines = verdicts.lines(&id);
    let before = verdicts.line(&id).map(|line| {
        let day = line.verdict.on.map(|day| format!(" on {day}")).unwrap_or_default();
        format!("{}{day}", line.verdict.outcome.name())
    });
    let (new, verdict, notice) = match (judgement, before) {
        (Judgement::Given(verdict), before) => {
            if let (Some(on), Some(said)) = (verdict.on, stored.note.date)
                && on < said
            {
                bail!("--on: {on} is before the day of the talk, {said}; give the day on which it was known");
            }
            let line = line_of(store, &stored, verdict)?;
            let new = with_verdict(text, &line, &lines).map_err(|error| in_file(error, path))?;
            let instead = before.map(|before| format!(", in place of {before}")).unwrap_or_default();
            (Some(new), Some(verdict.clone()), format!("judged in {shown}{instead}"))
        }
        (Judgement::Removed, Some(before)) => {
            let new = without(text, &lines).map_err(|error| in_file(error, path))?;
            (Some(new), None, format!("removed from {shown}: {before}"))
        }
        (Judgement::Removed, None) => (None, None, format!("there is no verdict on `{id}`")),
    };
    let mut answer = of_records(store, "judge", NOUNS, vec![stored], &Selection::default());
    answer.view.layout = Layout::Cards;
    predictions(&mut answer.view).for_each(|entry| entry.verdict = verdict.clone());
    answer.notices = vec![notice];
    Ok(Judged { answer, text: new })
}

/// A judgement by an id that no prediction has: a verdict that fits none may be taken back.
fn on_line(
    store: &Store<'_>,
    verdicts: &Verdicts,
    id: &str,
    path: &Path,
    text: &str,
    judgement: &Judgement,
) -> anyhow::Result<Judged> {
    let (shown, file) = (path.display(), &verdicts.file);
    let has_id = |line: &&Line| line.id.is_some_and(|own| own.as_str().eq_ignore_ascii_case(id));
    let Some(line) = file.verdicts.iter().find(has_id) else {
        bail!("no prediction has the id `{id}`; `townhall predictions` prints them");
    };
    let number = line.number();
    if *judgement != Judgement::Removed {
        bail!(
            "{shown}:{number}: the verdict with the id `{id}` is on no prediction that is here; `townhall predictions` prints those that are"
        );
    }
    let mut answer = of_records(store, "judge", NOUNS, Vec::new(), &Selection::default());
    answer.notices = vec![format!("removed line {number} of {shown}")];
    let new = without(text, std::slice::from_ref(&line.lines)).map_err(|error| in_file(error, path))?;
    Ok(Judged { answer, text: Some(new) })
}

fn in_file(error: EditError, path: &Path) -> anyhow::Error {
    anyhow::Error::new(error).context(format!("in {}", path.display()))
}

/// A verdict with all that finds its prediction again, and keeps others from being taken for it.
fn line_of(store: &Store<'_>, stored: &Stored, verdict: &Verdict) -> anyhow::Result<Line> {
    let Stored { record, note, person } = stored;
    let by = person.as_deref().or(record.speaker()).map(str::to_owned);
    let claims = all_claims(store.records())?;
    let judged = claims.iter().find(|claim| claim.id == record.id);
    Ok(Line {
        lines: 0..0,
        id: Some(record.id),
        verdict: verdict.clone(),
        claim: Some(record.text().to_owned()),
        by,
        said: note.date,
        horizon: judged.and_then(|judged| judged.horizon.clone()),
        beside: judged.map(|judged| beside(judged, &claims)),
    })
}

/// The one prediction whose id begins so.
fn prediction(store: &Store<'_>, id: &str) -> anyhow::Result<Option<Stored>> {
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let id = id.to_ascii_lowercase();
    let found = if is_id { store.records().find(&id)? } else { Vec::new() };
    let is_prediction = |record: &Record| record.kind() == Kind::Prediction;
    let (mut predictions, others): (Vec<Stored>, Vec<Stored>) =
        found.into_iter().partition(|stored| is_prediction(&stored.record));
    match (&predictions[..], &others[..]) {
        ([], [other, ..]) => {
            bail!("`{id}` is a {}; only predictions are judged", other.record.kind().name())
        }
        ([], []) => Ok(None),
        ([_], _) => Ok(predictions.pop()),
        (several, _) => {
            let some: Vec<&str> =
                several.iter().take(NAMED).map(|stored| stored.record.id.as_str()).collect();
            let more = if several.len() > NAMED { ", …" } else { "" };
            bail!("`{id}` begins {} ids: {}{more}", several.len(), some.join(", "))
        }
    }
}
