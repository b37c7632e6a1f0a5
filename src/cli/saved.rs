//! Saved queries: `queries.yaml` beside the config file gives names to search command lines, and `townhall NAME` runs one.
//!
//! ```text
//! # name: what would stand behind `townhall search`
//! agents: topic:agents kind:quote -n 5
//! ```
//!
//! The file is looked at only where the first word is no command's name, where a search is saved, and where the config is
//! shown. It is for people to edit: what is saved is a line of its own, and the others stay as they are.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};

use super::{settings, state};
use crate::app::near;
use crate::lint::{Code, Finding};
use crate::yaml::{self, Value};

/// A search under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SavedQuery {
    pub(super) name: String,
    /// The arguments of `search`, as a shell takes them.
    pub(super) command: String,
    /// Where the file has it, 1-based; 0 if that can't be told.
    pub(super) line: usize,
}

/// Where the file is or would be; `None` where there shall be none.
pub(super) fn path() -> Option<PathBuf> {
    settings::path().map(|config| config.with_file_name("queries.yaml"))
}

/// The queries of the file, in its order; none of one that is not there. `commands` are names that none may have.
///
/// # Errors
/// If it can't be read, is no YAML, or a name or a command line in it is none.
pub(super) fn read(path: &Path, commands: &[String]) -> anyhow::Result<Vec<SavedQuery>> {
    parse(&text(path)?, commands).with_context(|| format!("in {}", path.display()))
}

/// What is wrong in the file, with its path. `commands` are names that no query may have.
pub(super) fn wrong(commands: &[String]) -> Option<(String, Finding)> {
    let path = path()?;
    let error = match text(&path) {
        Ok(text) => parse(&text, commands).err()?,
        Err(error) => error,
    };
    Some((path.display().to_string(), Finding::of_file(Code::Queries, format!("{error:#}"))))
}

fn text(path: &Path) -> anyhow::Result<String> {
    match state::read(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(String::new())
        }
        text => text.with_context(|| format!("cannot read {}", path.display())),
    }
}

fn parse(text: &str, commands: &[String]) -> anyhow::Result<Vec<SavedQuery>> {
    const FORM: &str = "expected names with queries, such as `agents: topic:agents kind:quote -n 5`";
    let value =
        yaml::read(text).context("a query that begins with a mark needs quotation marks around it")?;
    let entries = match value {
        Value::Null => return Ok(Vec::new()),
        Value::Mapping(entries) => entries,
        _ => bail!(FORM),
    };
    let mut queries = Vec::new();
    for (name, command) in &entries {
        let Some(name) = name.as_str() else { bail!("a name must be a word: {FORM}") };
        let line = line_of(text, name).map_or(0, |line| line + 1);
        let at = || format!("line {line}");
        check_name(name, commands).with_context(at)?;
        let command = match command {
            Value::String(command) => command.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                bail!("line {line}: `{name}` must be a query, in quotation marks where it begins with a mark")
            }
        };
        words(&command).with_context(at)?;
        queries.push(SavedQuery { name: name.to_owned(), command, line });
    }
    Ok(queries)
}

/// The line of a name, from 0.
fn line_of(text: &str, name: &str) -> Option<usize> {
    let has_name = |line: &str| {
        let line = line.trim_start_matches(['\u{feff}', '{', ' ']);
        ["", "\"", "'"].iter().any(|mark| {
            let rest = line.strip_prefix(mark).and_then(|rest| rest.strip_prefix(name));
            rest.and_then(|rest| rest.strip_prefix(mark))
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
    };
    text.lines().position(has_name)
}

/// What can't be a name.
fn check_name(name: &str, commands: &[String]) -> anyhow::Result<()> {
    if commands.iter().any(|command| command == name) {
        bail!("`{name}` is the name of a command: give the query another one");
    }
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_whitespace) {
        bail!("`{name}` can't be a name: it must be one word that begins with no dash");
    }
    Ok(())
}

fn words(command: &str) -> anyhow::Result<Vec<String>> {
    shlex::split(command)
        .ok_or_else(|| anyhow!("a quotation mark or a backslash is left open in `{command}`"))
}

/// The arguments that a saved query stands for: `given` are its name and what follows it, the end of all `arguments`.
///
/// # Errors
/// If nothing is saved under the name, or the file is wrong.
pub(super) fn expanded(
    arguments: &[OsString],
    given: &[OsString],
    commands: &[String],
) -> anyhow::Result<Vec<OsString>> {
    let name = given.first().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let queries = path().map(|path| read(&path, commands)).transpose()?.unwrap_or_default();
    let Some(query) = queries.iter().find(|query| query.name == name) else {
        return Err(unknown(&name, &queries, commands));
    };
    let before = &arguments[..arguments.len().saturating_sub(given.len())];
    let own = words(&query.command)?.into_iter().map(OsString::from);
    let search = std::iter::once(OsString::from("search"));
    Ok(before.iter().cloned().chain(search).chain(own).chain(given.iter().skip(1).cloned()).collect())
}

fn unknown(name: &str, queries: &[SavedQuery], commands: &[String]) -> anyhow::Error {
    let names: Vec<Vec<String>> = queries
        .iter()
        .map(|query| query.name.clone())
        .chain(commands.iter().cloned())
        .map(|name| vec![name])
        .collect();
    match near(name, names.iter().map(Vec::as_slice)) {
        near if near.is_empty() => anyhow!(
            "no command and no saved query is called `{name}`; `townhall search {name}` looks for it, `townhall help` lists the commands"
        ),
        near => anyhow!("no command and no saved query is called `{name}`; near: {}", near.join(", ")),
    }
}

/// A search that is to be saved.
#[derive(Debug)]
pub(super) struct Saving {
    path: PathBuf,
    query: SavedQuery,
    /// The file with it.
    text: String,
    /// What it takes the place of.
    before: Option<String>,
}

/// Makes ready to save a search: `words` are its arguments, without those that say to save it.
///
/// # Errors
/// If the name can't be one, there is no place for the file, or it is wrong or has no line of its own for a query of that name.
pub(super) fn saving(name: &str, words: &[String], commands: &[String]) -> anyhow::Result<Saving> {
    let Some(path) = path() else {
        bail!("there is no config folder for saved queries; name a config file with TOWNHALL_CONFIG");
    };
    check_name(name, commands)?;
    let query = SavedQuery { name: name.to_owned(), command: command_line(words)?, line: 0 };
    let old = text(&path)?;
    let queries = parse(&old, commands).with_context(|| format!("in {}", path.display()))?;
    let before = queries.iter().find(|other| other.name == name).map(|other| other.command.clone());
    let text = with_query(&old, &query)?;
    // Whatever else the file says, it must say the same with this one.
    let mut expected: Vec<(&str, &str)> =
        queries.iter().filter(|other| other.name != name).map(|it| (&*it.name, &*it.command)).collect();
    expected.push((&query.name, &query.command));
    let now = parse(&text, commands).unwrap_or_default();
    let mut now: Vec<(&str, &str)> = now.iter().map(|it| (&*it.name, &*it.command)).collect();
    expected.sort_unstable();
    now.sort_unstable();
    if now != expected {
        bail!(
            "cannot put a line for `{name}` into {}: add `{name}: {}` by hand",
            path.display(),
            query.command
        );
    }
    Ok(Saving { path, query, text, before })
}

/// The words of a command line, with quotation marks where a shell needs them.
fn command_line(words: &[String]) -> anyhow::Result<String> {
    let is_plain = |word: &&str| {
        !word.is_empty()
            && !word.starts_with('#')
            && !word.contains(|it: char| it.is_whitespace() || "\\'\"".contains(it))
    };
    let quoted = words.iter().map(|word| match Some(word.as_str()).filter(is_plain) {
        Some(plain) => Ok(plain.to_owned()),
        None => shlex::try_quote(word).map(std::borrow::Cow::into_owned),
    });
    let quoted: Result<Vec<String>, _> = quoted.collect();
    quoted.map(|words| words.join(" ")).context("the query has a character that no command line can have")
}

/// The text of the file with a query: in place of the line that has the name, else behind all.
fn with_query(old: &str, query: &SavedQuery) -> anyhow::Result<String> {
    let entry = std::collections::BTreeMap::from([(&query.name, &query.command)]);
    let line = yaml::write(&entry).context("the query has a character that no file can have")?;
    let Some(at) = line_of(old, &query.name) else {
        let end = if old.is_empty() || old.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{old}{end}{line}"));
    };
    let lines = old.split_inclusive('\n').enumerate();
    Ok(lines.map(|(number, old)| if number == at { line.as_str() } else { old }).collect())
}

impl Saving {
    /// Writes the file, and tells what was done.
    ///
    /// # Errors
    /// If it can't be written.
    pub(super) fn write(&self) -> anyhow::Result<String> {
        let Saving { path, query, text, before } = self;
        let name = &query.name;
        if before.as_ref() == Some(&query.command) {
            return Ok(format!("`{name}` was saved so before: `townhall {name}` runs it"));
        }
        state::replace(path, text)?;
        let instead = before.as_ref().map(|before| format!(" in place of `{before}`")).unwrap_or_default();
        Ok(format!("saved in {}{instead}: `townhall {name}` runs it", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn commands() -> Vec<String> {
        ["search", "quotes", "new"].map(str::to_owned).to_vec()
    }

    #[track_caller]
    fn check(text: &str, expect: Result<&[(&str, &str, usize)], &str>) {
        let queries = parse(text, &commands());
        match expect {
            Ok(expect) => {
                let queries = queries.unwrap();
                let queries: Vec<_> = queries.iter().map(|it| (&*it.name, &*it.command, it.line)).collect();
                assert_eq!(queries, expect, "{text}");
            }
            Err(part) => {
                let error = format!("{:#}", queries.unwrap_err());
                assert!(error.contains(part), "{text}: {error}");
            }
        }
    }

    #[test]
    fn names_stand_for_command_lines() {
        check("", Ok(&[]));
        check("# none yet\n", Ok(&[]));
        check("agents: topic:agents kind:quote -n 5\n", Ok(&[("agents", "topic:agents kind:quote -n 5", 1)]));
        check(
            "# mine\n'成本': '\"推理成本\" -训练'\nyear: 2026\n",
            Ok(&[("成本", "\"推理成本\" -训练", 2), ("year", "2026", 3)]),
        );
    }

    #[test]
    fn what_can_be_no_query_is_told_with_its_line() {
        check("# mine\nsearch: 推理", Err("line 2: `search` is the name of a command"));
        check("a b: 推理", Err("line 1: `a b` can't be a name"));
        check("'-n': 推理", Err("can't be a name"));
        check("a: 推理\nb: [推理]", Err("line 2: `b` must be a query"));
        check("a: 推理\nb: \"it's\"", Err("line 2: a quotation mark or a backslash is left open"));
        check("- 推理", Err("expected names with queries"));
        check("a: \"推理成本\" OR 内存", Err("needs quotation marks"));
        check("a: 推理\na: 成本", Err("duplicate"));
    }

    #[test]
    fn a_line_is_added_or_takes_the_place_of_its_own() {
        let saved = |old: &str, name: &str, command: &str| {
            let query = SavedQuery { name: name.to_owned(), command: command.to_owned(), line: 0 };
            with_query(old, &query).unwrap()
        };
        assert_eq!(saved("", "agents", "topic:agents -n 5"), "agents: topic:agents -n 5\n");
        assert_eq!(saved("# mine\na: x # why", "b", "y"), "# mine\na: x # why\nb: y\n");
        assert_eq!(saved("a: x\nb: y\nc: z\n", "b", "“w”"), "a: x\nb: “w”\nc: z\n");
    }

    #[test]
    fn marks_of_a_shell_are_kept() {
        let line = |words: &[&str]| command_line(&words.map_owned()).unwrap();
        assert_eq!(
            line(&["topic:安全", "-n", "5", "“短语”", "since:上周"]),
            "topic:安全 -n 5 “短语” since:上周"
        );
        assert_eq!(line(&["推理 成本", "-秘密"]), "'推理 成本' -秘密");
    }

    trait Owned {
        fn map_owned(&self) -> Vec<String>;
    }

    impl Owned for [&str] {
        fn map_owned(&self) -> Vec<String> {
            self.iter().map(|word| (*word).to_owned()).collect()
        }
    }

    proptest! {
        #[test]
        fn what_is_saved_is_read_again(
            words in prop::collection::vec("\\PC{0,12}|[-\"'#\\\\ 成本:]{0,8}", 1..5),
            old in "|# mine\n|a: x\n|a: x",
        ) {
            prop_assume!(words.iter().all(|word| !word.contains('\0')));
            let query = SavedQuery { name: "名字".to_owned(), command: command_line(&words).unwrap(), line: 0 };
            let text = with_query(&old, &query).unwrap();
            let queries = parse(&text, &commands()).unwrap();
            let found = queries.iter().find(|other| other.name == query.name).unwrap();
            prop_assert_eq!(super::words(&found.command).unwrap(), words);
        }
    }
}
