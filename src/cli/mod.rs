//! The command line. The only place that names `clap`, and the only one that writes.
//!
//! One file per subcommand: its `Args`, whose doc comment is its help, and its function. Such a function gets a
//! `Context` and plain values and returns an `Answer`; nothing below [`run`] asks the terminal, the clock or the
//! environment, and nothing prints.

mod arguments;
mod check;
mod choices;
mod completions;
mod config;
mod context;
mod day;
mod export;
mod filters;
mod glossary;
mod index;
mod listing;
mod man;
mod matching;
mod notes;
mod pager;
mod predictions;
mod progress;
mod questions;
mod quotes;
mod search;
mod sections;
mod settings;
mod show;
mod store;
mod topics;

use std::ffi::OsString;
use std::io::{self, Write};

use anyhow::Context as _;
use clap::{CommandFactory, Parser, Subcommand};

use crate::render::{self, Fact, Item, Layout, Role, View};
use crate::text::width::clean;
use crate::text::wrap::wrap;
use arguments::GlobalArgs;
use context::Context;

/// Read, search and cite Chinese notes of talks, interviews and town halls.
///
/// Without --notes it reads the OpenAI town hall of January 2026 that is compiled into it.
///
/// Exit status: 0 something was found, 1 nothing was found, 2 a usage or input error.
#[derive(Debug, Parser)]
#[command(name = "townhall", version, max_term_width = 100)]
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
    Topics(topics::TopicsArgs),
    Notes(notes::NotesArgs),
    Check(check::CheckArgs),
    Export(export::ExportArgs),
    Index(index::IndexArgs),
    Config(config::ConfigArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// What a command has to say.
#[derive(Debug)]
struct Answer {
    /// The results, for stdout.
    view: View,
    /// Counts and hints, for stderr, one a line.
    notices: Vec<String>,
    /// The exit status where it is not whether anything was found.
    status: Option<u8>,
}

impl Answer {
    fn new(view: View, notices: Vec<String>) -> Answer {
        Answer { view, notices, status: None }
    }
}

/// An answer of facts; having none to tell is no failure.
fn facts(command: &'static str, facts: Vec<Fact>) -> Answer {
    let items: Vec<Item> = facts.into_iter().map(Item::Fact).collect();
    let view = View { command, total: items.len(), layout: Layout::Listing, items, search: None };
    Answer { view, notices: Vec::new(), status: Some(0) }
}

/// Runs the program on these arguments, the first of which is its name, and returns the exit status.
///
/// # Errors
/// What the user has to know and do something about; the exit status is 2 then.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<u8> {
    let cli = match Cli::try_parse_from(protected(arguments)) {
        Ok(cli) => cli,
        Err(error) => {
            let status = u8::try_from(error.exit_code()).unwrap_or(2);
            // Help for a closed pipe is no failure.
            let _ = error.print();
            return Ok(status);
        }
    };
    let for_the_shell = match &cli.command {
        Command::Completions(args) => Some(completions::run(args, Cli::command())),
        Command::Man(args) => Some(man::run(args, Cli::command())?),
        _ => None,
    };
    if let Some(text) = for_the_shell {
        // A closed pipe is no failure here either, and there is nothing else that could tell.
        let _ = io::stdout().write_all(&text);
        return Ok(0);
    }
    let mut context = cli.global.context()?;
    if let Command::Export(args) = &cli.command {
        return export::run(args, &mut context);
    }
    let answer = match &cli.command {
        Command::Search(args) => search::run(args, &context),
        Command::Quotes(args) => quotes::run(args, &context),
        Command::Predictions(args) => predictions::run(args, &context),
        Command::Glossary(args) => glossary::run(args, &context),
        Command::Questions(args) => questions::run(args, &context),
        Command::Sections(args) => sections::run(args, &context),
        Command::Show(args) => show::run(args, &context),
        Command::Topics(args) => topics::run(args, &context),
        Command::Notes(args) => notes::run(args, &context),
        Command::Check(args) => check::run(args, &context),
        Command::Index(args) => index::run(args, &context),
        Command::Config(args) => config::run(args, &context),
        Command::Export(_) | Command::Completions(_) | Command::Man(_) => return Ok(0),
    }?;
    finish(&answer, &context)
}

/// Writes an answer and gives the exit status.
fn finish(answer: &Answer, context: &Context) -> anyhow::Result<u8> {
    finish_with(answer, context, |out| match answer.view.items.is_empty() && !context.format.has_envelope() {
        true => Ok(()),
        false => render::render(&answer.view, context.format, context.appearance, out),
    })
}

/// Writes the results, then the notices, which so stand last where both go to a terminal; gives the exit status.
fn finish_with(
    answer: &Answer,
    context: &Context,
    results: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    match pager::with_output(&context.output, results) {
        // A reader who has seen enough wants no notices either.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        other => {
            other.context("cannot write the results")?;
            notify(answer, context);
        }
    }
    if answer.view.total == 0 && context.nothing_readable.get() {
        // The notes themselves are the trouble, not what was asked of them.
        return Ok(2);
    }
    Ok(answer.status.unwrap_or(u8::from(answer.view.total == 0)))
}

/// An error with its causes, safe to show: names from notes and arguments may hold what a terminal would obey.
pub fn message(error: &anyhow::Error) -> String {
    clean(&format!("{error:#}")).into_owned()
}

/// `search 东京 -秘密` without quotes: what cannot be a flag, as a dash before Han, gets a space before it, so that it
/// reaches the query language and not the parser of flags.
fn protected(arguments: impl IntoIterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let mut searching = false;
    arguments.into_iter().map(move |argument| {
        searching |= argument == "search";
        let is_query = |text: &str| {
            text.strip_prefix('-').is_some_and(|rest| rest.starts_with(|it: char| !it.is_ascii()))
        };
        match argument.to_str() {
            Some(text) if searching && is_query(text) => format!(" {text}").into(),
            _ => argument,
        }
    })
}

fn notify(answer: &Answer, context: &Context) {
    let notices = context.library_notices.borrow();
    for notice in notices.iter().chain(&answer.notices).filter(|_| !context.quiet) {
        let notice = clean(notice);
        let lines = notice
            .lines()
            .flat_map(|line| wrap(line, context.notice_width).into_iter().map(move |range| &line[range]));
        let painted: String = lines
            .map(|line| format!("{}\n", render::paint(Role::Faint, line, context.colour_notices)))
            .collect();
        // Nobody may be listening there.
        let _ = io::stderr().write_all(painted.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
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
    fn only_what_cannot_be_a_flag_is_taken_for_a_query() {
        let protect = |arguments: &[&str]| -> Vec<OsString> {
            protected(arguments.iter().map(OsString::from)).collect()
        };
        assert_eq!(protect(&["townhall", "search", "东京", "-秘密", "-n", "3"])[3], " -秘密");
        assert_eq!(protect(&["townhall", "search", "东京", "-n", "3"])[3], "-n");
        assert_eq!(protect(&["townhall", "quotes", "-秘密"])[2], "-秘密");
    }
}
