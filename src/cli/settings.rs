//! The config file: what a user wants without saying it each time.
//!
//! YAML in the platform's config folder, or the file that `TOWNHALL_CONFIG` names (an empty value means none). Flags and
//! the environment go before it. Start-up without such a file costs one look.

use std::env;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use clap::ValueEnum;
use etcetera::BaseStrategy;

use super::state;
use super::when::When;
use crate::app::near;
use crate::render::Format;
use crate::yaml::{self, Value};

/// What the file may say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// Folders, files and archives with notes.
    pub(super) notes: Vec<PathBuf>,
    /// Whether `.txt` files of folders and archives are notes; those of talks where it isn't said.
    pub(super) txt: Option<bool>,
    /// The most that a note may have, in bytes.
    pub(super) largest_note: Option<u64>,
    /// How results are written.
    pub(super) format: Option<Format>,
    /// When to colour.
    pub(super) color: Option<When>,
    /// The pager's command line.
    pub(super) pager: Option<String>,
    /// The file of verdicts, of every library.
    pub(super) verdicts: Option<PathBuf>,
    /// The search cluster.
    #[cfg_attr(not(feature = "engine"), allow(dead_code, reason = "`push` reads it"))]
    pub(super) engine: EngineSettings,
}

/// What the file says of a search cluster.
#[derive(Default, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "engine"), allow(dead_code, reason = "`push` reads it"))]
pub(super) struct EngineSettings {
    /// Its address.
    pub(super) url: Option<String>,
    /// The index there.
    pub(super) index: Option<String>,
    /// The library there.
    pub(super) library: Option<String>,
    /// The certificates to trust.
    pub(super) authority: Option<PathBuf>,
    /// The file with the credentials.
    pub(super) credentials: Option<PathBuf>,
    /// The credentials themselves.
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    pub(super) api_key: Option<String>,
}

impl fmt::Debug for EngineSettings {
    /// Without the secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("EngineSettings").field("url", &self.url).finish_non_exhaustive()
    }
}

const KEYS: [&str; 8] = ["notes", "txt", "note_mib", "format", "color", "pager", "verdicts", "engine"];
const ENGINE_KEYS: [&str; 8] =
    ["url", "index", "library", "ca", "credentials", "user", "password", "api_key"];

/// What `townhall config --init` writes.
pub(super) const STARTER: &str = "\
# What townhall does unless a flag or the environment says otherwise.
# Each line that begins with `# ` and a key is an example: take the mark away to use it.

# Where your notes are: folders, Markdown files or Notion export zips. Relative paths start from this file's folder.
# TOWNHALL_NOTES and --notes go before it. Without any, the built-in town hall is read.
# notes: ~/notes
# notes:
#   - ~/notes
#   - ~/Downloads/export.zip

# Which .txt files in folders and zips are read too, as Markdown: all with true, none with false; by default those that are
# transcripts or minutes. One that --notes names itself is read anyway.
# txt: true

# A larger note is named and left out. Reading one takes some thirty times as much memory.
# note_mib: 32

# table, plain, json, jsonl, csv, markdown or yaml; by default table on a terminal, else plain.
# format: plain

# auto, always or never.
# color: auto

# TOWNHALL_PAGER and PAGER go before it; empty for none.
# pager: less

# What became of predictions, of all notes; else verdicts.yaml at the top of a folder of notes, and for a zip, a file or the
# built-in note one in the state folder.
# verdicts: ~/notes/verdicts.yaml

# The search cluster of `push`; more than its address behind `url:`, with `index:`, `library:`, `ca:` (a file of certificates),
# `credentials:` (a file of one line, user:password or ApiKey KEY) or `user:`, `password:`, `api_key:` below it.
# engine: https://search.example.org:9200
";

/// Where the file is or would be; `None` where there shall be none.
pub(super) fn path() -> Option<PathBuf> {
    match env::var_os("TOWNHALL_CONFIG") {
        Some(path) if path.is_empty() => None,
        Some(path) => Some(path.into()),
        None => {
            let folder = etcetera::choose_base_strategy().ok()?.config_dir();
            // A relative HOME means another place wherever the user stands.
            Some(folder.join("townhall").join("config.yaml")).filter(|path| path.is_absolute())
        }
    }
}

/// Reads the file; one that is not there says nothing.
///
/// # Errors
/// If it can't be read, is no YAML, or says something that means nothing.
pub(super) fn read(path: &Path) -> anyhow::Result<Settings> {
    let text = match state::read(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Settings::default());
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let home = etcetera::home_dir().ok();
    let folder = path.parent().unwrap_or(Path::new(""));
    parse(&text, folder, home.as_deref()).with_context(|| format!("in {}", path.display()))
}

fn parse(text: &str, folder: &Path, home: Option<&Path>) -> anyhow::Result<Settings> {
    let mut settings = Settings::default();
    let entries = match yaml::read(text)? {
        Value::Null => return Ok(settings),
        Value::Mapping(entries) => entries,
        _ => bail!("expected keys with values, such as `notes: ~/notes`"),
    };
    for (key, value) in &entries {
        match key.as_str().unwrap_or_default() {
            "notes" => {
                let wrong = || anyhow!("`notes` must be a path or a list of paths");
                let paths = match value {
                    Value::Null => Some(Vec::new()),
                    Value::Sequence(paths) => paths.iter().map(Value::as_str).collect::<Option<_>>(),
                    path => path.as_str().map(|path| vec![path]),
                }
                .ok_or_else(wrong);
                settings.notes = paths?.into_iter().map(|path| folder.join(expanded(path, home))).collect();
            }
            "txt" => settings.txt = Some(value.as_bool().context("`txt` must be true or false")?),
            "note_mib" => {
                let mib = value.as_u64().filter(|mib| (1..=1024).contains(mib));
                let mib = mib.context("`note_mib` must be a number of mebibytes from 1 to 1024")?;
                settings.largest_note = Some(mib << 20);
            }
            "verdicts" => {
                let path = value.as_str().context("`verdicts` must be the path of a file")?;
                settings.verdicts = Some(folder.join(expanded(path, home)));
            }
            "engine" => settings.engine = engine(value, folder, home)?,
            "format" => settings.format = Some(chosen("format", value)?),
            "color" => settings.color = Some(chosen("color", value)?),
            "pager" => {
                let command = value.as_str().context("`pager` must be a command line")?;
                settings.pager = Some(command.to_owned());
            }
            _ => bail!(unknown(key)),
        }
    }
    Ok(settings)
}

/// What is said of a search cluster: its address, or keys with values.
fn engine(value: &Value, folder: &Path, home: Option<&Path>) -> anyhow::Result<EngineSettings> {
    let mut settings = EngineSettings::default();
    let entries = match value {
        Value::Null => return Ok(settings),
        Value::Mapping(entries) => entries,
        url => {
            let url =
                url.as_str().context("`engine` must be an address, or keys with values such as `url: …`")?;
            return Ok(EngineSettings { url: Some(url.to_owned()), ..settings });
        }
    };
    for (key, value) in entries {
        let name = key.as_str().unwrap_or_default();
        let text = || {
            value.as_str().with_context(|| format!("`{name}` of `engine` must be text in quotation marks"))
        };
        let path = || text().map(|path| folder.join(expanded(path, home)));
        match name {
            "url" => settings.url = Some(text()?.to_owned()),
            "index" => settings.index = Some(text()?.to_owned()),
            "library" => settings.library = Some(text()?.to_owned()),
            "ca" => settings.authority = Some(path()?),
            "credentials" => settings.credentials = Some(path()?),
            "user" => settings.user = Some(text()?.to_owned()),
            "password" => settings.password = Some(text()?.to_owned()),
            "api_key" => settings.api_key = Some(text()?.to_owned()),
            _ => bail!(unknown_of(key, &ENGINE_KEYS)),
        }
    }
    Ok(settings)
}

fn unknown(key: &Value) -> String {
    unknown_of(key, &KEYS)
}

fn unknown_of(key: &Value, known: &[&str]) -> String {
    let Some(key) = key.as_str() else { return "a key must be a word".to_owned() };
    let keys: Vec<Vec<String>> = known.iter().map(|key| vec![(*key).to_owned()]).collect();
    match near(key, keys.iter().map(Vec::as_slice)).first() {
        Some(near) => format!("unknown key `{key}`; near: {near}"),
        None => format!("unknown key `{key}`; known: {}", known.join(", ")),
    }
}

/// A value as the flag of the same name takes it.
fn chosen<T: ValueEnum>(key: &str, value: &Value) -> anyhow::Result<T> {
    let text = value.as_str().unwrap_or_default();
    T::from_str(text, true).map_err(|_| {
        let names = T::value_variants().iter().filter_map(T::to_possible_value);
        let names: Vec<String> = names.map(|value| value.get_name().to_owned()).collect();
        anyhow!("`{key}` must be one of {}", names.join(", "))
    })
}

/// A path with `~` for the user's own folder, as a shell would have expanded it.
fn expanded(path: &str, home: Option<&Path>) -> PathBuf {
    match (path.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with(['/', std::path::MAIN_SEPARATOR]) => {
            home.join(rest.trim_start_matches(['/', std::path::MAIN_SEPARATOR]))
        }
        _ => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::LARGEST_NOTE;

    fn read(text: &str) -> anyhow::Result<Settings> {
        parse(text, Path::new("/config"), Some(Path::new("/home/me")))
    }

    fn notes(text: &str) -> Vec<String> {
        read(text).unwrap().notes.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn starter_says_nothing_until_it_is_edited() {
        assert_eq!(read(STARTER).unwrap(), Settings::default());
        let edited: String = STARTER
            .lines()
            .map(|line| {
                let rest = line.strip_prefix("# ").unwrap_or(line);
                let used = KEYS.iter().any(|key| rest.starts_with(&format!("{key}: ")));
                format!("{}\n", if used { rest } else { line })
            })
            .collect();
        let settings = read(&edited).unwrap();
        assert_eq!(settings.format, Some(Format::Plain));
        assert_eq!(settings.txt, Some(true));
        assert_eq!(settings.largest_note, Some(LARGEST_NOTE));
        assert_eq!(settings.color, Some(When::Auto));
        assert_eq!(settings.pager.as_deref(), Some("less"));
        assert_eq!(settings.verdicts.as_deref(), Some(Path::new("/home/me/notes/verdicts.yaml")));
        assert_eq!(settings.notes, [Path::new("/home/me/notes")]);
        assert_eq!(settings.engine.url.as_deref(), Some("https://search.example.org:9200"));
    }

    #[test]
    fn notes_are_one_path_or_several() {
        assert_eq!(notes("notes: ~/talks"), ["/home/me/talks"]);
        assert_eq!(notes("notes: [/a, b, '~x']"), ["/a", "/config/b", "/config/~x"]);
        assert_eq!(notes("notes: ['~']"), ["/home/me"]);
        assert_eq!(notes("notes:\n"), [""; 0]);
        assert_eq!(notes(""), [""; 0]);
    }

    #[test]
    fn what_means_nothing_is_an_error_that_helps() {
        for (text, expect) in [
            ("note: a", "unknown key `note`; near: notes"),
            (
                "xyz: a",
                "unknown key `xyz`; known: notes, txt, note_mib, format, color, pager, verdicts, engine",
            ),
            ("txt: maybe", "`txt` must be true or false"),
            ("note_mib: 0", "`note_mib` must be a number of mebibytes from 1 to 1024"),
            ("format: xml", "`format` must be one of table, plain, json"),
            ("notes: {a: b}", "`notes` must be a path or a list of paths"),
            ("- a", "expected keys"),
            ("notes: [", "did not find expected"),
            ("engine: [a]", "`engine` must be an address"),
            ("engine: {urls: a}", "unknown key `urls`; near: url"),
            ("engine: {password: 1}", "`password` of `engine` must be text"),
            ("verdicts: [a]", "`verdicts` must be the path of a file"),
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(error.contains(expect), "{text}: {error}");
        }
    }
}
