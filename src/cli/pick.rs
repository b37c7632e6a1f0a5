//! `townhall pick`

use std::env;
use std::io::{self, Write};
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;

use super::arguments::NoFormatArgs;
use super::context::Context;
use super::outcome::Outcome;
use super::output::{finish, print};
use super::selection::{KindArgs, SelectionArgs};
use crate::app::{self, Picks, Selection};

/// Choose records with fzf, and print their ids
///
/// With a query, what `search` finds, best first; else all notes, questions,
/// quotes, predictions and terms, or the kinds that --kind names. A window shows
/// the record in full; Tab marks several. Exit status: 130 where nothing is
/// chosen. FZF_DEFAULT_OPTS is heeded.
///
/// Examples:
///   townhall pick 推理成本
///   townhall open $(townhall pick --kind quote)
///   townhall --notes ~/notes pick --since 上个月 | xargs -n 1 townhall show
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct PickArgs {
    /// What to look for
    query: Vec<String>,

    #[command(flatten)]
    kinds: KindArgs,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    format: NoFormatArgs,
}

/// The variable by which fzf is told how wide characters are whose width is ambiguous.
const FZF_WIDTHS: &str = "RUNEWIDTH_EASTASIAN";

pub(super) fn run(args: &PickArgs, context: Context) -> anyhow::Result<u8> {
    let query = args.query.join(" ").trim().to_owned();
    let selection = Selection { kinds: args.kinds.kinds()?, ..args.selection.selection(&[]) };
    let (picks, context) = context
        .undamaged(|context| app::picks(&context.open()?, &selection, &query, context.language))
        .map_err(super::query::explained)?;
    let lines = match picks {
        Picks::Lines(lines) => lines,
        Picks::Nothing(answer) => return finish(&Outcome::from(*answer), &context),
    };
    let mut child = command(&context)?.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow!(
            "`pick` needs fzf, which is not installed (https://github.com/junegunn/fzf); `townhall search` lists the same"
        ),
        _ => anyhow!(error).context("cannot start fzf"),
    })?;
    if let Some(mut input) = child.stdin.take() {
        // Whoever has chosen before the list ends closes the pipe.
        let _ = input.write_all(lines.as_bytes());
    }
    let output = child.wait_with_output().context("cannot read what fzf gives")?;
    match output.status.code() {
        Some(0) => {
            let chosen = String::from_utf8_lossy(&output.stdout);
            let ids = chosen.lines().filter_map(|line| line.split('\t').next());
            print(ids.map(|id| format!("{id}\n")).collect::<String>().as_bytes())
        }
        // Nothing fits what was typed; cancelled.
        Some(1) => Ok(1),
        Some(130) | None => Ok(130),
        Some(_) => bail!("fzf failed: {}", output.status),
    }
}

/// fzf over lines whose first field is an id, which it hides. Only that field, letters and digits, gets into a command: what
/// notes say never does.
fn command(context: &Context) -> anyhow::Result<Command> {
    let mut command = Command::new("fzf");
    command.args(["--delimiter", "\t", "--with-nth", "2..", "--multi", "--tiebreak", "index"]);
    // Where the preview knows its width, its lines need no breaks of fzf's, which adds an empty line below each full one.
    let window = if cfg!(unix) { "down,60%" } else { "down,60%,wrap" };
    command.args(["--preview-window", window, "--preview", &preview(context)?]);
    // The preview is a line for this shell, whichever the user has.
    if cfg!(unix) {
        command.env("SHELL", "sh");
    }
    // In a Chinese locale fzf takes dashes, curly quotation marks and its own frame for two columns wide, and terminals for one.
    if env::var_os(FZF_WIDTHS).is_none() {
        command.env(FZF_WIDTHS, "0");
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    Ok(command)
}

/// The command line that shows a record beside the list, from the same notes.
fn preview(context: &Context) -> anyhow::Result<String> {
    let program = env::current_exe().context("cannot tell where the program lies")?;
    let mut words = vec![program.to_str().context("the path of the program is no text")?.to_owned()];
    words.extend(context.cluster.words());
    for root in context.library.roots().iter().filter(|_| !context.cluster.is_read()) {
        let root = std::path::absolute(root).with_context(|| format!("cannot find {}", root.display()))?;
        words.extend([
            "--notes".to_owned(),
            root.to_str().context("the path of the notes is no text")?.to_owned(),
        ]);
    }
    let colour = if context.notices.colour { "always" } else { "never" };
    words.extend(["--no-refresh", "--no-pager", "--color", colour, "-f", "table", "show"].map(str::to_owned));
    words.extend(["--lang", context.language.name()].map(str::to_owned));
    let words = shlex::try_join(words.iter().map(String::as_str))
        .context("a path has a character that no shell can take")?;
    let width = if cfg!(unix) { "COLUMNS=\"${FZF_PREVIEW_COLUMNS:-80}\" " } else { "" };
    Ok(format!("{width}{words} {{1}}"))
}
