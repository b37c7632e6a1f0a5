//! What else could be asked: `rg`, which reads every file each time, and SQLite's full text search.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};

/// Whether a program can be started.
pub(crate) fn is_installed(program: &str) -> bool {
    let asked = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success())
}

/// The lines that hold the words.
pub(crate) fn rg(asked: &str, notes: &Path) -> Command {
    let mut command = Command::new("rg");
    command.args(["--no-config", "--line-number", "--fixed-strings", asked]).arg(notes);
    command
}

/// A database of the notes.
pub(crate) struct Sqlite {
    file: PathBuf,
    /// How long it took to make.
    pub(crate) seconds: f64,
    /// How large it is.
    pub(crate) bytes: u64,
}

impl Sqlite {
    /// Makes it with the command line program, if that is installed.
    pub(crate) fn build(notes: &Path, folder: &Path) -> anyhow::Result<Option<Sqlite>> {
        if !is_installed("sqlite3") {
            return Ok(None);
        }
        let file = folder.join("notes.sqlite");
        let mut script = String::from(
            "PRAGMA journal_mode = OFF;\nPRAGMA synchronous = OFF;\n\
             CREATE VIRTUAL TABLE notes USING fts5(path UNINDEXED, text, tokenize = 'trigram');\nBEGIN;\n",
        );
        for entry in fs::read_dir(notes)? {
            for entry in fs::read_dir(entry?.path())? {
                let path = entry?.path().display().to_string().replace('\'', "''");
                writeln!(script, "INSERT INTO notes VALUES ('{path}', CAST(readfile('{path}') AS TEXT));")?;
            }
        }
        script.push_str("COMMIT;\n");
        let started = Instant::now();
        let mut child =
            Command::new("sqlite3").arg(&file).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
        child.stdin.take().context("sqlite3 takes no input")?.write_all(script.as_bytes())?;
        ensure!(child.wait()?.success(), "sqlite3 could not read the notes");
        let seconds = started.elapsed().as_secs_f64();
        let bytes = fs::metadata(&file)?.len();
        Ok(Some(Sqlite { file, seconds, bytes }))
    }

    /// The twenty best notes for some words.
    pub(crate) fn query(&self, asked: &str) -> Command {
        let mut command = Command::new("sqlite3");
        let query = format!("SELECT path FROM notes WHERE notes MATCH '\"{asked}\"' ORDER BY rank LIMIT 20;");
        command.arg("-readonly").arg(&self.file).arg(query);
        command
    }
}
