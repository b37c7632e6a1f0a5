//! `townhall new`

use std::io;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;

use super::context::Context;
use super::outcome::{Kept, Outcome};
use super::selection::{KindArgs, SelectionArgs};
use super::shape::ShapeArgs;
use super::state;
use crate::app::{self, Mark, News, Selection};
use crate::render::Shown;

/// List the records that came since the last look
///
/// What is listed counts as seen; what filters or --limit leave out stays new.
/// The first look lists nothing: it begins with what is there. A note that was
/// renamed or moved is no news. Each library has a mark of its own in the state
/// folder (TOWNHALL_STATE, `townhall config`). Exit status: 1 where nothing is new.
///
/// Examples:
///   townhall --notes ~/notes new
///   townhall --notes ~/notes new --peek --kind quote
///   townhall --notes ~/notes new 'topic:agents -招聘'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NewArgs {
    /// What the record must hold, as `search` takes it
    query: Vec<String>,

    /// Leave it new: the next look lists it again
    #[arg(long)]
    peek: bool,

    #[command(flatten)]
    kinds: KindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    shape: ShapeArgs,
}

pub(super) fn run(args: &NewArgs, context: &Context) -> anyhow::Result<Outcome> {
    context.needs_notes("new")?;
    let Some(folder) = &context.state else {
        bail!("there is no state folder; name one with TOWNHALL_STATE");
    };
    let path = folder.join("new").join(context.library.place());
    let mut shape = args.shape.of(Shown::Hits, context)?;
    let selection =
        shape.selecting(Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&args.query) });
    // Whoever has seen how many there are has not seen them.
    let is_peek = args.peek || shape.is_counted();
    let before = read(&path)?;
    // The first look lists nothing, so nothing of it could stay new.
    let is_peek = is_peek && before.is_some();
    let News { answer, mark } = app::news(&context.open()?, &selection, before)?;
    let is_whole = !answer.remarks.nothing_readable;
    let mut outcome = shape.outcome(answer);
    outcome.kept = (!is_peek && is_whole).then(|| Kept { path, text: mark.text() });
    Ok(outcome)
}

/// The mark of the last look, if there was one.
fn read(path: &Path) -> anyhow::Result<Option<Mark>> {
    let text = match state::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text.with_context(|| format!("cannot read {}", path.display()))?,
    };
    let damaged = || anyhow!("{} is no mark of a look; remove it to begin anew", path.display());
    Mark::read(&text).map(Some).ok_or_else(damaged)
}
