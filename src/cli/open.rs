//! `townhall open`

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;

use super::arguments::NoFormatArgs;
use super::context::Context;
use super::editor::{self, Launch};
use super::outcome::Outcome;
use super::output::{finish, print};
use super::selection::NoteArgs;
use crate::app::{self, Found};
use crate::records::Stored;

/// Open a record or section in the editor at its line, or its talk at its time
///
/// Takes what `show` takes; of several each is opened in turn. The editor is VISUAL, else EDITOR, else vi; vim,
/// emacs, VS Code, Helix, Zed, Sublime, JetBrains and others are told the line,
/// each in its own form. Notes within a zip and the built-in one are no files of
/// their own: --url opens the talk, `townhall show` prints them.
///
/// Examples:
///   townhall --notes ~/notes open q4k7
///   townhall --notes ~/notes open 7.1 --note 访谈 --print
///   townhall open qehtq3z6zhf --url
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct OpenArgs {
    /// What to open
    #[arg(required = true, value_name = "ID|SECTION")]
    what: Vec<String>,

    /// Open the address of the talk, at its time where one is known
    #[arg(long)]
    url: bool,

    /// Print the command instead of running it
    #[arg(long)]
    print: bool,

    #[command(flatten)]
    notes: NoteArgs,

    #[command(flatten)]
    format: NoFormatArgs,
}

pub(super) fn run(args: &OpenArgs, context: Context) -> anyhow::Result<u8> {
    let (found, context) = context.undamaged(|context| {
        let (store, selection) = (context.open()?, args.notes.selection());
        let each = app::each_wanted(&args.what);
        each.iter().map(|wanted| app::find(&store, &selection, wanted)).collect::<anyhow::Result<Vec<_>>>()
    })?;
    let mut launches = Vec::new();
    for found in found {
        let stored = match found {
            Found::One(stored) => stored,
            Found::Nothing(answer) => return finish(&Outcome::from(*answer), &context),
        };
        let launch = if args.url { browser(&stored)? } else { editor(&stored, &context)? };
        launches.push((launch, stored.record.lines.first));
    }
    if args.print {
        let lines = launches.iter().map(|(launch, _)| Ok(format!("{}\n", command_line(launch)?)));
        return print(lines.collect::<anyhow::Result<String>>()?.as_bytes());
    }
    for (launch, line) in launches {
        if !launch.at_line && !context.quiet {
            let name = Path::new(&launch.program).display();
            super::output::say(&format!("`{name}` is not told the line, {line}"), &context);
        }
        start(&launch, args.url)?;
    }
    Ok(0)
}

/// The editor at the record's line.
pub(super) fn editor(stored: &Stored, context: &Context) -> anyhow::Result<Launch> {
    let note = &stored.note;
    let Some(file) = &note.file else {
        if context.cluster.is_read() {
            bail!(
                "《{}》 is kept on a search cluster and is no file on this machine ({}:{}): `townhall show {}` prints it, `open --url` opens the talk",
                note.title,
                note.path,
                stored.record.lines.first,
                stored.record.id
            );
        }
        let why = if context.library.is_built_in() { "is built in" } else { "lies within an archive" };
        bail!(
            "《{}》 {why} and is no file of its own ({}:{}): `townhall show {}` prints it, `open --url` opens the talk",
            note.title,
            note.path,
            stored.record.lines.first,
            stored.record.id
        );
    };
    let said = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = said("VISUAL").or_else(|| said("EDITOR")).unwrap_or_else(|| usual.to_owned());
    editor::launch(&editor, Path::new(file), stored.record.lines.first, Path::is_file)
}

/// The platform's opener with the talk's address. One that is of no web page is not handed on: notes may be anybody's.
pub(super) fn browser(stored: &Stored) -> anyhow::Result<Launch> {
    let entry = app::entry(stored.clone());
    let address =
        entry.address().ok_or_else(|| anyhow!("no address is known of 《{}》", stored.note.title))?;
    if !["https://", "http://"].iter().any(|scheme| address.to_ascii_lowercase().starts_with(scheme)) {
        bail!("the address of 《{}》 is no web page: {address}", stored.note.title);
    }
    if address.contains(char::is_control) {
        bail!("the address of 《{}》 has control characters in it", stored.note.title);
    }
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let arguments = before.iter().map(OsString::from).chain([OsString::from(&*address)]).collect();
    Ok(Launch { program: program.into(), arguments, at_line: true })
}

/// The command as a shell takes it.
fn command_line(launch: &Launch) -> anyhow::Result<String> {
    let words = [&launch.program].into_iter().chain(&launch.arguments).map(|word| word.to_string_lossy());
    let words: Vec<_> = words.collect();
    shlex::try_join(words.iter().map(AsRef::as_ref))
        .context("the command has a character that no shell can take")
}

/// Starts a program, and waits for it.
pub(super) fn start(launch: &Launch, is_address: bool) -> anyhow::Result<()> {
    let mut command = Command::new(&launch.program);
    command.args(&launch.arguments);
    // Behind `xargs` or a pipe an editor has no terminal to read from.
    if !is_address && !io::stdin().is_terminal() && io::stdout().is_terminal() {
        command.stdin(File::open("/dev/tty").map_or_else(|_| Stdio::inherit(), Stdio::from));
    }
    run_to_end(command, launch, if is_address { ADDRESS_HINT } else { EDITOR_HINT })
}

pub(super) const ADDRESS_HINT: &str = "`open --url --print` shows the address";
const EDITOR_HINT: &str = "name an editor with VISUAL or EDITOR";

/// Runs the command of a launch to its end.
pub(super) fn run_to_end(mut command: Command, launch: &Launch, hint: &str) -> anyhow::Result<()> {
    let name = Path::new(&launch.program).display();
    let status = command.status().with_context(|| format!("cannot start `{name}`; {hint}"))?;
    match status.success() {
        true => Ok(()),
        false => bail!("`{name}` failed: {status}"),
    }
}
