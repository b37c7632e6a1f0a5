//! `townhall browse`

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, anyhow, bail};
use clap::{Args, FromArgMatches as _};

use super::arguments::{GlobalArgs, NoFormatArgs};
use super::context::Context;
use super::dashes::{is_no_flag, protected};
use super::editor::Launch;
use super::query_file::{self, SavedQuery};
use super::saved;
use super::search::SearchArgs;
use super::{judge, open};
use crate::app::{self, Judgement, Store, VerdictPlaces};
use crate::browse::{self, Doors, Keeper, SavedSearch, Source, Talk};
use crate::library::Library;
use crate::model::RecordId;
use crate::render::Language;
use crate::search::Today;
use crate::verdicts::{Outcome, Verdict};

/// Read the notes in a full-screen reader
///
/// Notes, people, topics, terms and predictions on the left, a list of them in
/// the middle, one in full on the right; a narrow window shows fewer panes.
/// `f` searches as you type, with the whole query language; `?` shows all keys.
/// `townhall` alone on a terminal does the same.
///
/// Examples:
///   townhall browse
///   townhall --notes ~/notes browse
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct BrowseArgs {
    #[command(flatten)]
    format: NoFormatArgs,
}

pub(super) fn run(context: &Context) -> anyhow::Result<u8> {
    if !is_possible() {
        bail!(
            "`browse` needs a terminal; `townhall notes` lists the notes, `townhall search` looks for words, `townhall show` prints one thing"
        );
    }
    let keeper = Files {
        library: context.library.clone(),
        is_elsewhere: context.cluster.is_read(),
        verdicts: context.verdict_places(),
        state: context.state.clone(),
        today: context.today,
    };
    let source = Source {
        library: context.library.clone(),
        engine: context.engine()?.map(|(engine, _)| engine),
        cache: context.cache.clone(),
        verdicts: context.verdict_places(),
        refresh: context.refresh,
        today: context.today,
        language: context.language,
        say: |language: Language, message| language.say(message).into_owned(),
        keeper: Box::new(keeper),
    };
    let doors = Doors {
        edit: &|stored| open::start(&open::editor(stored, context)?, false),
        talk: &|stored| {
            let launch = open::browser(stored)?;
            Ok(match has_windows() {
                true => Talk::Behind(Box::new(move || start_apart(&launch))),
                false => Talk::Here(Box::new(move || open::start(&launch, true))),
            })
        },
        colour: context.colour,
    };
    browse::run(source, &doors)?;
    Ok(0)
}

/// Whether there is a terminal to read from and to draw on.
pub(super) fn is_possible() -> bool {
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !is_dumb
}

/// Whether the platform's opener shows an address in a window of its own: without a screen for one it may be a browser
/// that needs the terminal.
fn has_windows() -> bool {
    let has = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || has("DISPLAY") || has("WAYLAND_DISPLAY")
}

/// Starts the opener of an address such that it leaves the terminal alone, and waits for it.
fn start_apart(launch: &Launch) -> anyhow::Result<()> {
    let mut command = Command::new(&launch.program);
    command.args(&launch.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    open::run_to_end(command, launch, open::ADDRESS_HINT)
}

/// Keeps what a user wants to keep where the commands keep it.
struct Files {
    library: Library,
    /// Whether the notes are on a search cluster.
    is_elsewhere: bool,
    verdicts: VerdictPlaces,
    /// The folder for what must outlast the cache.
    state: Option<PathBuf>,
    today: Today,
}

impl Keeper for Files {
    fn saved(&self) -> anyhow::Result<Vec<SavedSearch>> {
        let file = query_file::path().as_deref().map(query_file::read).transpose()?;
        Ok(file.unwrap_or_default().queries.into_iter().map(as_search).collect())
    }

    fn save(&self, name: &str, query: &str) -> anyhow::Result<String> {
        saved::saving(name, &arguments(query))?.write()
    }

    fn judge(
        &self,
        store: &Store<'_>,
        prediction: RecordId,
        outcome: Option<Outcome>,
    ) -> anyhow::Result<String> {
        if self.is_elsewhere {
            bail!(
                "verdicts are kept beside the notes, and those of a search cluster are not on this machine"
            );
        }
        let given = |outcome| Verdict { outcome, on: Some(self.today.date()), source: None, note: None };
        let judgement = outcome.map_or(Judgement::Removed, |outcome| Judgement::Given(given(outcome)));
        let place = judge::place(&self.verdicts, &self.library)?;
        let (judged, ()) = judge::write_down(&place, self.state.as_deref(), |text| {
            Ok((app::judge(store, &place, text, prediction.as_str(), &judgement)?, ()))
        })?;
        Ok(judged.answer.notices.join("; "))
    }

    fn write(&self, path: &str, content: &[u8]) -> anyhow::Result<String> {
        let path = match path.strip_prefix("~/") {
            Some(rest) => etcetera::home_dir().context("nobody says where ~ is")?.join(rest),
            None => PathBuf::from(path),
        };
        let shown = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        let mut file = File::create_new(&path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                anyhow!("{} is there already; name another file", shown.display())
            }
            _ => anyhow::Error::new(error).context(format!("cannot write {}", shown.display())),
        })?;
        file.write_all(content).with_context(|| format!("cannot write {}", shown.display()))?;
        Ok(format!("written to {}", shown.display()))
    }
}

/// A saved query as a reader can go on typing. Arguments that `search` has no longer are looked for as they stand.
fn as_search(saved: SavedQuery) -> SavedSearch {
    let command = clap::Command::new("search").no_binary_name(true);
    let command = GlobalArgs::augment_args(SearchArgs::augment_args(command));
    let words = shlex::split(&saved.command).unwrap_or_default();
    let words = protected(words.into_iter().map(OsString::from));
    let parsed =
        command.try_get_matches_from(words).ok().and_then(|it| SearchArgs::from_arg_matches(&it).ok());
    let query = parsed.map_or_else(|| saved.command.clone(), |arguments| arguments.as_query());
    SavedSearch { name: saved.name, command: saved.command, query }
}

/// A query as arguments of `search`, which takes no word of it for a flag.
fn arguments(query: &str) -> Vec<String> {
    let words: Vec<String> = query.split_whitespace().map(str::to_owned).collect();
    let is_like_flag = |word: &String| word.starts_with('-') && !is_no_flag(word);
    let all_are_words = words.iter().any(is_like_flag).then(|| "--".to_owned());
    all_are_words.into_iter().chain(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(command: &str, query: &str) {
        let saved = SavedQuery { name: "a".to_owned(), command: command.to_owned(), line: 1 };
        assert_eq!(as_search(saved).query, query);
    }

    #[test]
    fn arguments_become_conditions() {
        check("topic:agents kind:quote -n 5", "topic:agents kind:quote");
        check(
            "推理 -训练 --kind quote --speaker 'Sam Altman'",
            "推理 -训练 kind:quote speaker:\"Sam Altman\"",
        );
        check("--since 2026-03 --format json '“推理 成本”'", "“推理 成本” since:2026-03");
        check("--no-such-flag 推理", "--no-such-flag 推理");
    }

    #[test]
    fn a_query_is_saved_as_it_was_typed() {
        for query in ["推理 -训练 kind:quote", "\"推理 成本\" 内存", "推理 -n 5", "speaker:“Sam Altman”"]
        {
            let words = arguments(query);
            let line = shlex::try_join(words.iter().map(String::as_str)).unwrap();
            check(&line, query);
        }
    }
}
