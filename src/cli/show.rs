//! `townhall show`

use anyhow::bail;
use clap::Args;

use super::context::Context;
use super::outcome::{Manner, Outcome};
use super::selection::NoteArgs;
use crate::app;
use crate::render::Format;

/// Show one section or record in full, with its citation
///
/// Takes an id as other commands print it (or the beginning of one), a
/// section's number in the outline, a piece of a heading, or a note by its title
/// or slug, which shows all of it; or several ids and numbers. A pipe gets the words alone; --format plain
/// gives a line of fields for each record.
///
/// Examples:
///   townhall show 7.1
///   townhall show 从阻断到适应
///   townhall show q4k7 --context 2
///   townhall show qehtq3z6zhf --why-person
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ShowArgs {
    /// What to show
    #[arg(required = true, value_name = "ID|SECTION")]
    what: Vec<String>,

    /// So many records of the note before it and behind
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0, hide_default_value = true)]
    context: usize,

    /// Also tell what the name of whoever says it rests on
    #[arg(long, conflicts_with = "context")]
    why_person: bool,

    #[command(flatten)]
    notes: NoteArgs,
}

pub(super) fn run(args: &ShowArgs, context: &Context) -> anyhow::Result<Outcome> {
    let store = context.open()?;
    let selection = args.notes.selection();
    let answer = match app::each_wanted(&args.what).as_slice() {
        [wanted] => app::show_with_context(&store, &selection, wanted, args.context)?,
        _ if args.context > 0 || args.why_person => {
            bail!("--context and --why-person take one record: name one id")
        }
        several => app::show_several(&store, &selection, several)?,
    };
    if args.why_person {
        return Ok(app::with_grounds(&store, answer)?.into());
    }
    let mut outcome = Outcome::from(answer);
    // A pipe gets what was said, unless it asks for a line that tells more.
    if context.is_usual_format && context.format == Format::Plain {
        outcome.manner = Manner::Words;
    }
    Ok(outcome)
}
