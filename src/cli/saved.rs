//! Saved queries: `queries.yaml` beside the config file gives names to search command lines, and `townhall NAME` runs one.
//!
//! ```text
//! # name: what would stand behind `townhall search`
//! agents: topic:agents kind:quote -n 5
//! ```
//!
//! It is for people to edit: what is saved is a line of its own, and the others stay as they are. A line that can't be used costs no
//! other query anything, and every command that lists says what is wrong with it (`query_file` tells how that is found out).

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow, bail};

use super::commands::COMMANDS;
use super::query_file::{SavedQuery, check_name, line_of, parse, path, read, text, words};
use super::state;
use crate::app::near;
use crate::yaml;

/// The arguments that a saved query stands for: `given` are its name and what follows it, the end of all `arguments`.
///
/// # Errors
/// If nothing is saved under the name, which may stand in a line that can't be used, or the file can't be read.
pub(super) fn expanded(arguments: &[OsString], given: &[OsString]) -> anyhow::Result<Vec<OsString>> {
    let name = given.first().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let path = path();
    let file = path.as_deref().map(read).transpose()?.unwrap_or_default();
    let Some(query) = file.queries.iter().find(|query| query.name == name) else {
        let of_name = file.faults.iter().find(|fault| fault.name == name);
        return Err(match path.zip(of_name) {
            Some((path, fault)) => anyhow!(fault.told(&path)),
            None => unknown(&name, &file.queries),
        });
    };
    let before = &arguments[..arguments.len().saturating_sub(given.len())];
    let own = words(&query.command)?.into_iter().map(OsString::from);
    let search = std::iter::once(OsString::from("search"));
    Ok(before.iter().cloned().chain(search).chain(own).chain(given.iter().skip(1).cloned()).collect())
}

fn unknown(name: &str, queries: &[SavedQuery]) -> anyhow::Error {
    let saved = queries.iter().map(|query| query.name.clone());
    let names: Vec<Vec<String>> = saved.chain(COMMANDS.map(str::to_owned)).map(|name| vec![name]).collect();
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
/// If the name can't be one, there is no place for the file, or it has no line of its own for a query of that name.
pub(super) fn saving(name: &str, words: &[String]) -> anyhow::Result<Saving> {
    let Some(path) = path() else {
        bail!("there is no config folder for saved queries; name a config file with TOWNHALL_CONFIG");
    };
    check_name(name)?;
    let query = SavedQuery { name: name.to_owned(), command: command_line(words)?, line: 0 };
    let old = text(&path)?;
    let queries = parse(&old).queries;
    let before = queries.iter().find(|other| other.name == name).map(|other| other.command.clone());
    let text = with_query(&old, &query)?;
    // Whatever else the file says, it must say the same with this one.
    let mut expected: Vec<(&str, &str)> =
        queries.iter().filter(|other| other.name != name).map(|it| (&*it.name, &*it.command)).collect();
    expected.push((&query.name, &query.command));
    let now = parse(&text).queries;
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
            let queries = parse(&text).queries;
            let found = queries.iter().find(|other| other.name == query.name).unwrap();
            prop_assert_eq!(super::words(&found.command).unwrap(), words);
        }
    }
}
