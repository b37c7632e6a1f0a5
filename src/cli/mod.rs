//! The command line. The only place that names `clap`, and the only one that writes.
//!
//! One file per subcommand: its `Args`, whose doc comment is its help, and its function. Such a function gets a
//! `Context`, makes plain values of its arguments, asks `app` and returns an `Outcome`; `output` writes that. Nothing
//! below [`run`] asks the terminal, the clock or the environment.

mod arguments;
#[cfg(feature = "browse")]
mod browse;
mod candidates;
mod check;
mod cite;
mod cluster;
mod commands;
mod compare;
mod completions;
mod config;
mod context;
mod dashes;
mod editor;
#[cfg(feature = "engine")]
mod engine;
mod export;
mod glossary;
mod help;
mod index;
mod judge;
mod language;
mod man;
#[cfg(feature = "mcp")]
mod mcp;
mod new;
mod notes;
mod open;
mod outcome;
mod output;
mod pager;
mod people;
mod pick;
mod predictions;
mod progress;
#[cfg(feature = "engine")]
mod push;
mod query;
mod query_file;
mod questions;
mod quotes;
mod saved;
mod search;
mod sections;
mod selection;
mod settings;
mod shape;
mod show;
mod state;
mod stats;
mod topics;
mod when;

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};

use anyhow::{Context as _, anyhow, bail};
use clap::{Args as _, ColorChoice, CommandFactory, FromArgMatches as _, Parser, Subcommand};

use crate::render;
use crate::text::width::clean;
use arguments::GlobalArgs;
use context::Context;
use dashes::protected;
use language::Language;
use outcome::Outcome;
use output::{finish, print};
use saved::Saving;

/// The most columns of help.
const HELP_WIDTH: usize = 100;

/// Read, search and cite Chinese notes of talks, interviews and town halls.
///
/// Without --notes it reads the OpenAI town hall of January 2026 that is compiled into it.
///
/// A search that is saved with --save runs under its name: `townhall NAME`.
///
/// Exit status: 0 something was found, 1 nothing was found, 2 a usage or input error.
#[derive(Debug, Parser)]
#[command(name = "townhall", version, max_term_width = HELP_WIDTH, args_override_self = true)]
#[command(after_help = "Examples:
  townhall search 推理成本
  townhall quotes --topic safety --format markdown
  townhall show 7.1
  townhall --notes ~/notes search 注意力 --since 2026")]
struct Cli {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Search(search::SearchArgs),
    Quotes(quotes::QuotesArgs),
    Predictions(predictions::PredictionsArgs),
    Glossary(glossary::GlossaryArgs),
    Questions(questions::QuestionsArgs),
    Sections(sections::SectionsArgs),
    Show(show::ShowArgs),
    Cite(cite::CiteArgs),
    Open(open::OpenArgs),
    Pick(pick::PickArgs),
    #[cfg(feature = "browse")]
    Browse(browse::BrowseArgs),
    #[cfg(feature = "mcp")]
    Mcp(mcp::McpArgs),
    Judge(judge::JudgeArgs),
    People(people::PeopleArgs),
    Compare(compare::CompareArgs),
    Topics(topics::TopicsArgs),
    Notes(notes::NotesArgs),
    New(new::NewArgs),
    Stats(stats::StatsArgs),
    Check(check::CheckArgs),
    Export(export::ExportArgs),
    Index(index::IndexArgs),
    #[cfg(feature = "engine")]
    Push(push::PushArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    /// The name of a saved query, and what is added to it.
    #[command(external_subcommand)]
    Saved(Vec<OsString>),
}

/// Runs the program on these arguments, the first of which is its name, and returns the exit status.
///
/// # Errors
/// What the user has to know and do something about; the exit status is 2 then.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<u8> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if completions::answer(Cli::command, &arguments)? {
        return Ok(0);
    }
    let arguments: Vec<OsString> = protected(arguments).collect();
    let language = || Language::of(Language::named(&arguments));
    obeyed(&arguments).map_err(|error| anyhow!(language().chain(&error)))
}

/// Does what the arguments say.
fn obeyed(arguments: &[OsString]) -> anyhow::Result<u8> {
    let cli = match parsed(arguments) {
        Ok(cli) => cli,
        Err(error) if is_alone(&error) => {
            let browse = arguments.iter().cloned().chain([OsString::from("browse")]);
            return run(browse.collect::<Vec<_>>());
        }
        Err(error) => return refuse(&error, arguments),
    };
    let global = &cli.global;
    match &cli.command {
        Command::Search(args) => {
            let saving = args.save.as_ref().map(|name| saving(name, arguments)).transpose()?;
            let status = answer(global, |context| search::run(args, context))?;
            keep(saving, global)?;
            Ok(status)
        }
        Command::Quotes(args) => answer(global, |context| quotes::run(args, context)),
        Command::Predictions(args) => answer(global, |context| predictions::run(args, context)),
        Command::Glossary(args) => answer(global, |context| glossary::run(args, context)),
        Command::Questions(args) => answer(global, |context| questions::run(args, context)),
        Command::Sections(args) => answer(global, |context| sections::run(args, context)),
        Command::Show(args) => answer(global, |context| show::run(args, context)),
        Command::Cite(args) => {
            // A pipe can be read once, and a command may run twice.
            let ids = cite::ids(args)?;
            answer(global, |context| cite::run(args, &ids, context))
        }
        Command::Open(args) => open::run(args, global.context()?),
        Command::Pick(args) => pick::run(args, global.context()?),
        #[cfg(feature = "browse")]
        Command::Browse(_) => browse::run(&global.context()?),
        Command::Judge(args) => judge::run(args, global.context()?).map_err(query::explained),
        Command::People(args) => answer(global, |context| people::run(args, context)),
        Command::Compare(args) => answer(global, |context| compare::run(args, context)),
        Command::Topics(args) => answer(global, |context| topics::run(args, context)),
        Command::Notes(args) => answer(global, |context| notes::run(args, context)),
        Command::New(args) => answer(global, |context| new::run(args, context)),
        Command::Stats(args) => answer(global, |context| stats::run(args, context)),
        Command::Check(args) => match args.explained() {
            Some(codes) => print(check::explain(codes, global.language()).as_bytes()),
            None => answer(global, |context| check::run(args, context)),
        },
        Command::Index(args) => answer(global, |context| index::run(args, context)),
        #[cfg(feature = "engine")]
        Command::Push(args) => answer(global, |context| push::run(args, context)),
        Command::Config(args) => answer(global, |context| config::run(args, context)),
        // Writes its records as they come.
        Command::Export(args) => export::run(args, global.context()?).map_err(query::explained),
        #[cfg(feature = "mcp")]
        Command::Mcp(_) => mcp::run(global.context()?),
        // These two look at nothing, so that no config file that is wrong can stop them.
        Command::Completions(args) => print(&completions::run(args, global.language())?),
        Command::Man(args) => print(&man::run(args, Cli::command(), global.language())?),
        #[cfg(not(feature = "mcp"))]
        Command::Saved(given) if given.first().is_some_and(|name| name == "mcp") => {
            bail!("this townhall was built without the server for agents; build it with the feature `mcp`")
        }
        #[cfg(not(feature = "browse"))]
        Command::Saved(given) if given.first().is_some_and(|name| name == "browse") => bail!(
            "this townhall was built without the full-screen reader; build it with the feature `browse`, or list with `townhall notes`"
        ),
        #[cfg(not(feature = "engine"))]
        Command::Saved(given) if given.first().is_some_and(|name| name == "push") => {
            bail!("this townhall was built without search clusters; build it with the feature `engine`")
        }
        Command::Saved(given) => run(saved::expanded(arguments, given)?),
    }
}

/// Whether arguments name no command where there is a terminal to read on.
fn is_alone(error: &clap::Error) -> bool {
    use clap::error::ErrorKind::{DisplayHelpOnMissingArgumentOrSubcommand, MissingSubcommand};
    let names_none = matches!(error.kind(), DisplayHelpOnMissingArgumentOrSubcommand | MissingSubcommand);
    names_none && can_browse()
}

#[cfg(feature = "browse")]
fn can_browse() -> bool {
    browse::is_possible()
}

#[cfg(not(feature = "browse"))]
fn can_browse() -> bool {
    false
}

/// The arguments, understood. To make all commands takes a tenth of the time of a search, so a search is made alone; what it
/// does not understand, such as another command with that word, is for all of them.
fn parsed(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    let alone = || {
        let program = clap::Command::new("townhall").args_override_self(true).subcommand_required(true);
        let search = search::SearchArgs::augment_args(clap::Command::new("search"));
        let matches = GlobalArgs::augment_args(program).subcommand(search).try_get_matches_from(arguments);
        Cli::from_arg_matches(&matches.ok()?).ok()
    };
    let search = arguments.iter().any(|argument| argument == "search").then(alone).flatten();
    search.map_or_else(|| Cli::try_parse_from(arguments), Ok)
}

/// What is to be saved of a search: its arguments as they were given, without those that say to save it.
fn saving(name: &str, arguments: &[OsString]) -> anyhow::Result<Saving> {
    let is_search = |at: &usize| {
        let begun = arguments[..=*at].iter().cloned().chain([OsString::from("x")]);
        let begun = Cli::try_parse_from(begun).map(|cli| cli.command);
        arguments[*at] == "search" && matches!(begun, Ok(Command::Search(_)))
    };
    let start = (1..arguments.len()).find(is_search).map_or(arguments.len(), |at| at + 1);
    let mut words = Vec::new();
    let mut own = arguments[start..].iter();
    while let Some(word) = own.next() {
        let Some(word) = word.to_str() else { bail!("{} is no text that can be saved", word.display()) };
        match word.strip_prefix("--save") {
            Some("") => drop(own.next()),
            Some(value) if value.starts_with('=') => {}
            _ => words.push(word.trim_start().to_owned()),
        }
    }
    saved::saving(name, &words)
}

/// Saves a search that could be run.
fn keep(saving: Option<Saving>, global: &GlobalArgs) -> anyhow::Result<()> {
    let Some(saving) = saving else { return Ok(()) };
    output::say(&saving.write()?, &global.context()?);
    Ok(())
}

/// Runs a command where the user stands, writes its answer and gives the exit status.
fn answer(global: &GlobalArgs, run: impl Fn(&Context) -> anyhow::Result<Outcome>) -> anyhow::Result<u8> {
    let (mut outcome, context) = global.context()?.undamaged(run).map_err(query::explained)?;
    outcome.speak(context.language, global.names_language(), context.format);
    finish(&outcome, &context)
}

/// Writes what clap says of arguments that it can't take, or the help that they ask for, and gives the exit status. Clap quotes
/// them as they are, so it is told of what a terminal would obey only in what stands for it, and of a colour that they name.
fn refuse(error: &clap::Error, arguments: &[OsString]) -> anyhow::Result<u8> {
    let mut status = u8::try_from(error.exit_code()).unwrap_or(2);
    let cleaned: Vec<OsString> =
        arguments.iter().map(|argument| clean(&argument.to_string_lossy()).into_owned().into()).collect();
    let command = Cli::command().color(colour(&cleaned));
    let language = Language::of(Language::named(&cleaned));
    let cleaned = help::without_language(cleaned);
    let refused = command.try_get_matches_from(&cleaned);
    if let Err(error) = &refused {
        status = u8::try_from(error.exit_code()).unwrap_or(2);
    }
    let said = match refused {
        Err(error) if language == Language::Chinese && help::is_help(&error) => {
            let help = Cli::command().term_width(0).try_get_matches_from(&cleaned).err();
            let help = help.map(|help| help::in_chinese(&help.render().to_string(), help_width()));
            let help = help.unwrap_or_default();
            match error.use_stderr() {
                true => io::stderr().write_all(help.as_bytes()),
                false => io::stdout().write_all(help.as_bytes()),
            }
        }
        Err(error) => match language.refusal(&error) {
            Some(said) => io::stderr().write_all(said.as_bytes()),
            None => error.print(),
        },
        // What was wrong with them was that.
        Ok(_) => io::stderr().write_all(clean(&error.to_string()).as_bytes()),
    };
    match said {
        // Nobody may be listening at stderr, and help for a closed pipe is no failure.
        Err(error) if status == 0 && error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write the help")
        }
        _ => Ok(status),
    }
}

/// Columns for help.
fn help_width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let told = || env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
    terminal.or_else(told).map_or(HELP_WIDTH, |width| width.min(HELP_WIDTH))
}

/// The colour that arguments name which could not be read.
fn colour(arguments: &[OsString]) -> ColorChoice {
    let named = |(number, argument): (usize, &OsString)| {
        let argument = argument.to_str()?;
        let value = argument.strip_prefix("--color")?;
        match value.strip_prefix('=') {
            Some(value) => Some(value.to_owned()),
            None => Some(arguments.get(number + 1)?.to_str()?.to_owned()),
        }
    };
    match arguments.iter().enumerate().find_map(named).as_deref() {
        Some("never") => ColorChoice::Never,
        Some("always") => ColorChoice::Always,
        _ => ColorChoice::Auto,
    }
}

/// An error with its causes, safe to show: names from notes and arguments may hold what a terminal would obey.
pub fn message(error: &anyhow::Error) -> String {
    let said = clean(&format!("{error:#}")).into_owned();
    match io::stderr().is_terminal().then(|| terminal_size::terminal_size_of(io::stderr())).flatten() {
        Some((columns, _)) => render::error(&said, PROGRAM.len(), usize::from(columns.0)),
        None => said,
    }
}

/// What stands before an error.
pub const PROGRAM: &str = "townhall: ";

#[cfg(test)]
mod tests {
    use super::dashes::SHORT_FLAGS;
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_search_is_understood_as_among_all_commands() {
        for text in [
            "townhall search a -n 3 --topic safety",
            "townhall --notes search search search",
            "townhall search a --limit 3 --limit 5 -q --format json",
            "townhall search a --unknown",
            "townhall search",
            "townhall search --help",
            "townhall --notes search quotes a",
            "townhall saved search a",
            "townhall help search",
        ] {
            let arguments: Vec<OsString> = text.split(' ').map(OsString::from).collect();
            let shown = |cli: Result<Cli, clap::Error>| {
                cli.map(|cli| format!("{cli:?}")).map_err(|error| error.to_string())
            };
            assert_eq!(shown(parsed(&arguments)), shown(Cli::try_parse_from(&arguments)), "{text}");
        }
    }

    #[test]
    fn every_command_has_examples_of_itself() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_long_about().map(ToString::to_string).unwrap_or_default();
            let (_, examples) = help.split_once("Examples:\n").unwrap_or_default();
            assert!(!examples.is_empty(), "{}", command.get_name());
            for example in examples.lines() {
                let words: Vec<&str> = example.split_whitespace().collect();
                assert_eq!(words.first(), Some(&"townhall"), "{example}");
                assert!(words.contains(&command.get_name()), "{example}");
            }
        }
    }

    #[test]
    fn every_command_is_listed() {
        let program = Cli::command();
        let mut names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        names.push("help");
        // Their names are kept for them also where they were left out.
        names.extend(Some("browse").filter(|_| !cfg!(feature = "browse")));
        names.extend(Some("mcp").filter(|_| !cfg!(feature = "mcp")));
        names.extend(Some("push").filter(|_| !cfg!(feature = "engine")));
        names.sort_unstable();
        let mut listed = commands::COMMANDS;
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn a_page_in_chinese_has_no_section_in_english() {
        for name in commands::COMMANDS.into_iter().filter(|name| *name != "help") {
            let Ok(page) = man::page(Some(name), Cli::command(), Language::Chinese) else {
                assert!(["browse", "mcp", "push"].contains(&name), "{name}");
                continue;
            };
            for section in page.lines().filter_map(|line| line.strip_prefix(".SH ")) {
                assert!(!section.is_ascii(), "{name}: {section}");
            }
            assert!(page.contains("\n.SH 例子\n"), "{page}");
        }
    }

    #[test]
    fn fields_are_known_of_every_listing() {
        for command in Cli::command().get_subcommands() {
            let takes_fields = command.get_arguments().any(|argument| argument.get_id() == "fields");
            let is_known = candidates::Asked::of(command.get_name(), "fields").is_some();
            assert_eq!(takes_fields, is_known, "{}", command.get_name());
        }
    }

    #[test]
    fn flags_of_one_letter_are_known() {
        let mut known = std::collections::BTreeSet::from(['h', 'V']);
        for command in Cli::command().get_subcommands().chain([&Cli::command()]) {
            known.extend(command.get_arguments().filter_map(clap::Arg::get_short));
        }
        known.remove(&'0');
        assert_eq!(known, std::collections::BTreeSet::from(SHORT_FLAGS));
    }
}
