//! `townhall judge`

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::context::Context;
use super::outcome::Outcome;
use super::output::finish;
use super::state;
use crate::app::{self, Judged, Judgement, VerdictPlace, VerdictPlaces};
use crate::library::Library;
use crate::search::{NamedDays, Today};
use crate::verdicts::{NEW_FILE, Outcome as VerdictOutcome, Verdict};

/// Write down what became of a prediction
///
/// Verdicts are kept a line each in verdicts.yaml at the top of the notes' folder, for you
/// to edit and to merge; of a zip, a single file, several folders or the built-in
/// note in the state folder; `verdicts:` in the config names another file. A
/// verdict finds its prediction again by its words where the note was edited,
/// renamed or moved. Judging again replaces; a prediction is named by its id or the
/// beginning of one.
///
/// Examples:
///   townhall judge fdgag9hctxd came-true --source example.org/hiring
///   townhall judge fdgag9hctxd partly --on 2026-11-20 --note 只在部分团队
///   townhall judge fdgag9hctxd --remove
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct JudgeArgs {
    /// The prediction
    #[arg(value_name = "ID")]
    prediction: String,

    /// What became of it
    #[arg(value_name = "OUTCOME", required_unless_present = "remove")]
    outcome: Option<VerdictOutcome>,

    /// The day of the verdict; of a month or a year the last, up to today [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<NamedDays>,

    /// What it rests on: an address, a book
    #[arg(long, value_name = "URL")]
    source: Option<String>,

    /// Whatever there is to say beside it
    #[arg(long, value_name = "WORDS")]
    note: Option<String>,

    /// Take the verdict back
    #[arg(long, conflicts_with_all = ["outcome", "on", "source", "note"])]
    remove: bool,
}

impl ValueEnum for VerdictOutcome {
    fn value_variants<'a>() -> &'a [Self] {
        const OUTCOMES: [VerdictOutcome; VerdictOutcome::ALL.len()] = {
            let mut outcomes = [VerdictOutcome::CameTrue; VerdictOutcome::ALL.len()];
            let mut number = 0;
            while number < outcomes.len() {
                outcomes[number] = VerdictOutcome::ALL[number].0;
                number += 1;
            }
            outcomes
        };
        &OUTCOMES
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (chinese, about) = match self {
            VerdictOutcome::CameTrue => ("已实现", "as it was said, in time"),
            VerdictOutcome::Partly => ("部分实现", "some of it, or too late"),
            VerdictOutcome::Failed => ("未实现", "not"),
            VerdictOutcome::TooEarly => ("为时尚早", "nobody can tell yet"),
        };
        Some(PossibleValue::new(self.name()).alias(chinese).help(about))
    }
}

pub(super) fn run(args: &JudgeArgs, context: Context) -> anyhow::Result<u8> {
    context.needs_notes("judge")?;
    let judgement = judgement(args, context.today)?;
    let place = place(&context.verdict_places(), &context.library)?;
    let state = context.state.clone();
    let (judged, context) = write_down(&place, state.as_deref(), |text| {
        let judge = |context: &Context| {
            app::judge(&context.open()?, &place, text, args.prediction.trim(), &judgement)
        };
        context.undamaged(judge)
    })?;
    let changes = judged.text.is_some();
    let is_given = matches!(judgement, Judgement::Given(_));
    let status = Some(u8::from(!is_given && !changes));
    finish(&Outcome { status, ..Outcome::from(judged.answer) }, &context)
}

/// The file of a library's verdicts.
///
/// # Errors
/// If there is no place for one.
pub(super) fn place(places: &VerdictPlaces, library: &Library) -> anyhow::Result<VerdictPlace> {
    places.of(library).ok_or_else(|| {
        anyhow!(
            "there is no state folder to keep verdicts in; name one with TOWNHALL_STATE, or a file with `verdicts:` in the config"
        )
    })
}

/// Changes the file of verdicts as is judged of its text, while no other process of this program does.
///
/// # Errors
/// If it can't be judged, or the file not be read or written.
pub(super) fn write_down<T>(
    place: &VerdictPlace,
    state: Option<&Path>,
    judge: impl FnOnce(&str) -> anyhow::Result<(Judged, T)>,
) -> anyhow::Result<(Judged, T)> {
    // Nobody else writes until this is written.
    let _lock = state.map(state::lock).transpose()?;
    let before = place.text()?;
    let text = if before.is_empty() { NEW_FILE } else { &before };
    let (judged, rest) = judge(text)?;
    if let Some(text) = &judged.text {
        // Whoever edits the file by hand heeds no lock.
        if place.text()? != before {
            bail!("{} was changed meanwhile; judge again", place.path.display());
        }
        state::replace(&place.path, text)
            .context("the verdict is not kept; `verdicts:` in the config names another file")?;
    }
    Ok((judged, rest))
}

fn judgement(args: &JudgeArgs, today: Today) -> anyhow::Result<Judgement> {
    let Some(outcome) = args.outcome.filter(|_| !args.remove) else { return Ok(Judgement::Removed) };
    let on = match &args.on {
        None => today.date(),
        Some(days) => {
            let days = days.on(today)?;
            if days.first > today.date() {
                bail!("--on: {} is still to come", days.first);
            }
            days.last.min(today.date())
        }
    };
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    Ok(Judgement::Given(Verdict {
        outcome,
        on: Some(on),
        source: text(&args.source),
        note: text(&args.note),
    }))
}
