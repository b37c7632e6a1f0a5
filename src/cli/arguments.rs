//! The arguments that every command takes, and how they, the environment and the terminal become a [`Context`].

use std::env;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use etcetera::BaseStrategy;
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};

use super::cluster::ClusterArgs;
use super::context::{Context, Notices, Origins};
use super::language::Language;
use super::pager::Output;
use super::settings::{self, Settings};
use super::state;
use super::when::When;
use crate::library::{LARGEST_NOTE, Library, NoteFiles};
use crate::records::Damage;
use crate::render::{Format, LinkFormat};
use crate::search::{NamedDays, Today, UnknownDays};

/// Columns where nobody tells how wide the output is.
const USUAL_WIDTH: usize = 80;
/// The narrowest that cards can be drawn in.
const LEAST_WIDTH: i64 = 20;

#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct GlobalArgs {
    /// Read the notes in this folder, file or Notion export zip (repeatable; also TOWNHALL_NOTES, `townhall config`)
    #[arg(long, global = true, value_name = "PATH")]
    notes: Vec<PathBuf>,

    /// Output format [default: table on a terminal, else plain]
    #[arg(long, short, global = true, value_name = "FORMAT")]
    format: Option<Format>,

    /// When to colour; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<When>,

    /// Columns of the output [default: COLUMNS, else the terminal's]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(LEAST_WIDTH..))]
    width: Option<u16>,

    /// What places link to on a terminal: none, default, vscode, … or an address with {path} and {line}, as for rg
    #[arg(long, global = true, value_name = "FORMAT")]
    hyperlink_format: Option<LinkFormat>,

    /// Speak English or Chinese [default: as LC_ALL, LC_MESSAGES or LANG say]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    lang: Option<Language>,

    /// Never page; else TOWNHALL_PAGER, PAGER or less, on a terminal
    #[arg(long, global = true)]
    no_pager: bool,

    /// Answer from the index as it is, without a look at the notes
    #[arg(long, global = true)]
    no_refresh: bool,

    /// The day to take for today, from which 上周, `last month` and --due count [default: today, where you are]
    #[arg(long, global = true, value_name = "DATE", value_parser = today)]
    today: Option<Date>,

    /// No counts and notices on stderr
    #[arg(long, short, global = true)]
    quiet: bool,

    #[command(flatten)]
    cluster: ClusterArgs,
}

/// The argument of the same name, of commands that print no listing.
#[derive(Debug, Default, Args)]
pub(super) struct NoFormatArgs {
    /// None
    #[arg(long, short, hide = true, value_name = "FORMAT", value_parser = no_format)]
    format: Option<Format>,
}

fn no_format(_: &str) -> Result<Format, &'static str> {
    Err("this command prints no listing, so it has no formats")
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const FORMATS: [Format; Format::ALL.len()] = {
            let mut formats = [Format::Table; Format::ALL.len()];
            let mut number = 0;
            while number < formats.len() {
                formats[number] = Format::ALL[number].0;
                number += 1;
            }
            formats
        };
        &FORMATS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Format::ALL.iter().find(|(format, _)| format == self).map(|(_, name)| PossibleValue::new(*name))
    }
}

impl GlobalArgs {
    /// With these notes, if there are any, and nothing else.
    pub(super) fn of_notes(notes: Vec<PathBuf>) -> GlobalArgs {
        GlobalArgs { notes, quiet: true, ..GlobalArgs::default() }
    }

    /// The language to speak.
    pub(super) fn language(&self) -> Language {
        Language::of(self.lang)
    }

    /// Whether it is named, rather than that of the environment.
    pub(super) fn names_language(&self) -> bool {
        self.lang.is_some()
    }

    /// Looks at the environment and the terminal, once.
    pub(super) fn context(&self) -> anyhow::Result<Context> {
        let config = settings::path();
        let settings = config.as_deref().map(settings::read).transpose()?.unwrap_or_default();
        let (library, notes_from) = self.library(&settings);
        let notes = (!self.notes.is_empty(), !notes_in_environment().is_empty());
        let cluster = self.cluster.choice(notes, &settings);
        let (cache, cache_from) = cache_folder();
        let (state, state_from) = state::folder();
        let origins = Origins {
            notes: notes_from,
            cache: cache_from,
            state: state_from,
            config: if env::var_os("TOWNHALL_CONFIG").is_some() { "TOWNHALL_CONFIG" } else { "default" },
        };
        let terminal = io::stdout().is_terminal();
        let size = if terminal { terminal_size::terminal_size() } else { None };
        let width = self
            .width
            .map(usize::from)
            .or_else(|| env::var("COLUMNS").ok()?.parse().ok())
            .or(size.map(|(width, _)| usize::from(width.0)))
            .filter(|&width| width > 0)
            .unwrap_or(USUAL_WIDTH);
        let now = Timestamp::now();
        Ok(Context {
            library,
            cluster,
            cache,
            state,
            config,
            verdicts: settings.verdicts.clone(),
            origins,
            refresh: !self.no_refresh,
            today: self.today.map_or(Today::Clock(by_the_clock), Today::Named),
            now,
            format: self.format.or(settings.format).unwrap_or(if terminal {
                Format::Table
            } else {
                Format::Plain
            }),
            is_usual_format: self.format.or(settings.format).is_none(),
            named_format: self.format,
            width: width.max(LEAST_WIDTH as usize),
            colour: self.colour(&settings, &io::stdout()),
            links: self.links(terminal),
            notices: self.notices(&settings),
            output: Output {
                pager: if terminal && !self.no_pager { pager_command(settings.pager) } else { None },
                rows: size.map_or(0, |(_, height)| usize::from(height.0)),
            },
            progress: !self.quiet && io::stderr().is_terminal(),
            damage: Damage::default(),
            language: self.language(),
            quiet: self.quiet,
        })
    }

    /// The flag, else the environment, else the config file, else the built-in note; and which of them.
    fn library(&self, settings: &Settings) -> (Library, &'static str) {
        let named = notes_in_environment();
        let (roots, origin) = if !self.notes.is_empty() {
            (self.notes.clone(), "--notes")
        } else if !named.is_empty() {
            (named, "TOWNHALL_NOTES")
        } else if !settings.notes.is_empty() {
            (settings.notes.clone(), "config file")
        } else {
            (Vec::new(), "built in")
        };
        let files = match settings.txt {
            Some(true) => NoteFiles::MarkdownAndText,
            Some(false) => NoteFiles::Markdown,
            None => NoteFiles::default(),
        };
        let library = Library::at(roots).with_files(files);
        (library.with_largest(settings.largest_note.unwrap_or(LARGEST_NOTE)), origin)
    }

    /// How notices are drawn, by what stderr is.
    fn notices(&self, settings: &Settings) -> Notices {
        let stderr = io::stderr();
        let size = stderr.is_terminal().then(|| terminal_size::terminal_size_of(&stderr)).flatten();
        Notices {
            width: size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0),
            colour: self.colour(settings, &stderr),
            links: self.links(stderr.is_terminal()),
        }
    }

    /// How places are links: as the flag says, else to their files on a terminal that may take links.
    fn links(&self, terminal: bool) -> Option<LinkFormat> {
        let is_dumb = || env::var_os("TERM").is_none_or(|term| term == "dumb");
        let usual = || (terminal && !is_dumb()).then(LinkFormat::default);
        self.hyperlink_format.clone().or_else(usual).filter(|format| !format.is_none())
    }

    /// The flag, else the environment's own variables, else the config file, else whether it is a terminal.
    fn colour(&self, settings: &Settings, stream: &impl anstream::stream::RawStream) -> bool {
        let said = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let environment = ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"].into_iter().any(said);
        let settings = settings.color.filter(|_| !environment);
        match self.color.or(settings).unwrap_or(When::Auto) {
            When::Always => true,
            When::Never => false,
            When::Auto => AutoStream::choice(stream) != ColorChoice::Never,
        }
    }
}

/// The notes that the environment names.
fn notes_in_environment() -> Vec<PathBuf> {
    let paths = env::var_os("TOWNHALL_NOTES").unwrap_or_default();
    env::split_paths(&paths).filter(|path| !path.as_os_str().is_empty()).collect()
}

/// A day that is named, or the last one of a month or year.
fn today(text: &str) -> Result<Date, UnknownDays> {
    Ok(text.parse::<NamedDays>()?.on(Today::Clock(by_the_clock))?.last)
}

/// The day by the system's zone; by UTC where it names none.
fn by_the_clock() -> Date {
    ZonedDateTime::now().date()
}

/// Where indexes are kept, `None` where the system has no such place; and who says so.
fn cache_folder() -> (Option<PathBuf>, &'static str) {
    if let Some(folder) = env::var_os("TOWNHALL_CACHE").filter(|folder| !folder.is_empty()) {
        return (Some(folder.into()), "TOWNHALL_CACHE");
    }
    let folder = etcetera::choose_base_strategy().ok().map(|base| base.cache_dir().join("townhall"));
    // A relative HOME would have folders made wherever the user stands.
    (folder.filter(|folder| folder.is_absolute()), "default")
}

/// The user's pager, `None` for an empty one.
fn pager_command(settings: Option<String>) -> Option<String> {
    let named = ["TOWNHALL_PAGER", "PAGER"].into_iter().find_map(|name| env::var(name).ok());
    let command = named.or(settings).unwrap_or_else(|| "less".to_owned());
    Some(command).filter(|command| !command.trim().is_empty())
}
