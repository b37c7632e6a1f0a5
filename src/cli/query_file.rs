//! `queries.yaml` as it is read: the queries that can be used, and what is wrong with each line that can't be.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use super::commands::COMMANDS;
use super::{settings, state};
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

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct QueryFile {
    /// The queries that can be used, in its order.
    pub(super) queries: Vec<SavedQuery>,
    /// What can't be.
    pub(super) faults: Vec<Fault>,
}

/// Something in the file that can't be used.
#[derive(Debug)]
pub(super) struct Fault {
    /// What would be the query's name, where that can be told.
    pub(super) name: String,
    /// The line, 1-based; 0 where it is the file as a whole.
    line: usize,
    /// What is wrong, and what to do about it.
    message: String,
}

impl Fault {
    /// What is wrong, and where.
    pub(super) fn told(&self, path: &Path) -> String {
        format!("in {}: {}; its query is left out", path.display(), self.placed())
    }

    fn placed(&self) -> String {
        match self.line {
            // The message may have the line from who reads YAML.
            0 => self.message.clone(),
            line => format!("line {line}: {}", self.message),
        }
    }
}

/// Where the file is or would be; `None` where there shall be none.
pub(super) fn path() -> Option<PathBuf> {
    settings::path().map(|config| config.with_file_name("queries.yaml"))
}

/// The file's queries; none of one that is not there.
///
/// # Errors
/// If it can't be read.
pub(super) fn read(path: &Path) -> anyhow::Result<QueryFile> {
    Ok(parse(&text(path)?))
}

/// What is wrong in the file beside the config, a sentence each: one look where there is no such file.
pub(super) fn notices(config: Option<&Path>) -> Vec<String> {
    let Some(path) = config.map(|config| config.with_file_name("queries.yaml")) else { return Vec::new() };
    match read(&path) {
        Ok(file) => file.faults.iter().map(|fault| fault.told(&path)).collect(),
        Err(error) => vec![format!("{error:#}")],
    }
}

/// What is wrong in the file, each with its path.
pub(super) fn wrong() -> Vec<(String, Finding)> {
    let Some(path) = path() else { return Vec::new() };
    let shown = path.display().to_string();
    let found = |fault: &Fault| {
        let line = u32::try_from(fault.line).ok().filter(|line| *line > 0);
        let message = fault.message.clone();
        line.map_or_else(
            || Finding::of_file(Code::Queries, message.clone()),
            |line| Finding::at_line(Code::Queries, line, message.clone()),
        )
    };
    let findings: Vec<Finding> = match read(&path) {
        Ok(file) => file.faults.iter().map(found).collect(),
        Err(error) => vec![Finding::of_file(Code::Queries, format!("{error:#}"))],
    };
    findings.into_iter().map(|finding| (shown.clone(), finding)).collect()
}

/// The text of the file; empty where it is not there.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    match state::read(path) {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(String::new())
        }
        text => text.with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Reads the file whole, and where it is no YAML as a whole, name by name.
pub(super) fn parse(text: &str) -> QueryFile {
    let mut file = QueryFile::default();
    match yaml::read(text) {
        Ok(value) => file.take_all(value, |name| line_of(text, name).map_or(0, |line| line + 1)),
        Err(_) => entries(text).for_each(|(line, entry)| file.take_entry(line, entry)),
    }
    file
}

/// What begins with a name at a line's start, up to the next such; with the line, 1-based.
fn entries(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut entries: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let goes_on = line.starts_with([' ', '\t']) || line.starts_with('#') || line.trim().is_empty();
        match entries.last_mut() {
            Some((_, entry)) if goes_on => {
                entry.push('\n');
                entry.push_str(line);
            }
            _ if goes_on => {}
            _ => entries.push((number + 1, line.to_owned())),
        }
    }
    entries.into_iter()
}

impl QueryFile {
    fn fault(&mut self, name: &str, line: usize, message: impl Into<String>) {
        self.faults.push(Fault { name: name.to_owned(), line, message: message.into() });
    }

    /// An entry that is to be YAML by itself.
    fn take_entry(&mut self, line: usize, entry: String) {
        match yaml::read(&entry) {
            Ok(value) => self.take_all(value, |_| line),
            Err(_) => {
                let name = entry.split_once(':').map_or("", |(name, _)| name);
                self.fault(name.trim_matches(['"', '\'', ' ']), line, MARKS);
            }
        }
    }

    fn take_all(&mut self, value: Value, line_of: impl Fn(&str) -> usize) {
        let entries = match value {
            Value::Null => return,
            Value::Mapping(entries) => entries,
            _ => return self.fault("", line_of(""), FORM),
        };
        for (name, command) in entries {
            let line = name.as_str().map_or(0, &line_of);
            match query(&name, &command, line) {
                Ok(query) if self.queries.iter().any(|known| known.name == query.name) => {
                    self.fault(
                        &query.name,
                        line,
                        format!("`{}` is saved above already: give one of them another name", query.name),
                    );
                }
                Ok(query) => self.queries.push(query),
                Err(error) => self.fault(name.as_str().unwrap_or_default(), line, error.to_string()),
            }
        }
    }
}

const FORM: &str = "expected names with queries, such as `agents: topic:agents kind:quote -n 5`";
const MARKS: &str = "this is no name with a query: a query that begins with a mark needs quotation marks around all of it, as in `a: '\"x y\" OR z'`";

fn query(name: &Value, command: &Value, line: usize) -> anyhow::Result<SavedQuery> {
    let name = name.as_str().ok_or_else(|| anyhow!("a name must be a word: {FORM}"))?;
    check_name(name)?;
    let command = match command {
        Value::String(command) => command.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(anyhow!("`{name}` must be a query, in quotation marks where it begins with a mark")),
    };
    words(&command)?;
    Ok(SavedQuery { name: name.to_owned(), command, line })
}

/// A command line in its words, as a shell takes it.
pub(super) fn words(command: &str) -> anyhow::Result<Vec<String>> {
    shlex::split(command)
        .ok_or_else(|| anyhow!("a quotation mark or a backslash is left open in `{command}`"))
}

/// The line of a name, from 0.
pub(super) fn line_of(text: &str, name: &str) -> Option<usize> {
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
pub(super) fn check_name(name: &str) -> anyhow::Result<()> {
    if COMMANDS.contains(&name) {
        return Err(anyhow!("`{name}` is the name of a command: give the query another one"));
    }
    if name.is_empty() || name.starts_with('-') || name.contains(char::is_whitespace) {
        return Err(anyhow!("`{name}` can't be a name: it must be one word that begins with no dash"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, queries: &[(&str, &str, usize)], faults: &[(usize, &str)]) {
        let file = parse(text);
        let found: Vec<_> = file.queries.iter().map(|it| (&*it.name, &*it.command, it.line)).collect();
        assert_eq!(found, queries, "{text}");
        assert_eq!(file.faults.len(), faults.len(), "{text}: {:?}", file.faults);
        for (fault, (line, part)) in file.faults.iter().zip(faults) {
            assert_eq!(fault.line, *line, "{text}: {fault:?}");
            assert!(fault.message.contains(part), "{text}: {fault:?}");
        }
    }

    #[test]
    fn names_stand_for_command_lines() {
        check("", &[], &[]);
        check("# none yet\n", &[], &[]);
        check(
            "agents: topic:agents kind:quote -n 5\n",
            &[("agents", "topic:agents kind:quote -n 5", 1)],
            &[],
        );
        check(
            "# mine\n'成本': '\"推理成本\" -训练'\nyear: 2026\n",
            &[("成本", "\"推理成本\" -训练", 2), ("year", "2026", 3)],
            &[],
        );
    }

    #[test]
    fn what_can_be_no_query_is_told_with_its_line_and_costs_no_other() {
        let a = [("a", "推理", 1)];
        check("a: 推理\nsearch: 推理", &a, &[(2, "`search` is the name of a command")]);
        check("a: 推理\n'-n': 推理", &a, &[(2, "can't be a name")]);
        check("a: 推理\na b: 推理", &a, &[(2, "`a b` can't be a name")]);
        check("a: 推理\nb: [推理]", &a, &[(2, "`b` must be a query")]);
        check("a: 推理\nb: \"it's\"", &a, &[(2, "a quotation mark or a backslash is left open")]);
        check("a: 推理\nb: \"推理成本\" OR 内存\n", &a, &[(2, "needs quotation marks")]);
        check("a: 推理\na: 成本", &a, &[(2, "saved above already")]);
        check("a: 推理\n- 推理\n", &a, &[(2, "expected names with queries")]);
        check("b: \"x\" y\nc: kind:quote\n", &[("c", "kind:quote", 2)], &[(1, "needs quotation marks")]);
        check("- 推理", &[], &[(0, "expected names with queries")]);
    }
}
