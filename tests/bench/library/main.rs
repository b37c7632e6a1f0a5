//! How quick a large library is: the program itself, on notes made up for it, beside `rg` and SQLite's FTS5 where they
//! are installed.
//!
//! `cargo bench --bench library` makes 10,000 notes (about 90 MB) in a temporary folder, the same ones each time, and
//! measures whole processes: the first build with its peak memory and the index's size, queries with and without the
//! look at the folder, and how soon an edit, a rename and a removal are seen. `cargo bench --bench library -- 1000`
//! makes as many notes. Queries of different programs are asked in turn, so that all meet the same machine; times are
//! medians. Nothing here fails for being slow, only for being wrong.

mod measure;
mod notes;
mod rivals;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};

use measure::{Run, median, run, size_of};

/// How many notes are made where nobody says.
const NOTES: usize = 10_000;

/// How often each query is asked.
const ROUNDS: usize = 21;

/// How many edits, renames and removals are made.
const CHANGES: usize = 5;

/// A word and a phrase of the notes' vocabulary.
const ASKED: [&str; 2] = ["容器", "推理成本"];

fn main() -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo bench` adds `--bench`; `cargo test --all-targets` runs this too, and has no minutes for it.
    if !arguments.iter().any(|argument| argument == "--bench") {
        writeln!(output, "usage: cargo bench --bench library [-- NOTES]")?;
        return Ok(());
    }
    let count = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(NOTES);
    let folder = tempfile::tempdir()?;
    let bench = Bench { notes: folder.path().join("notes"), cache: folder.path().join("cache") };
    let bytes = notes::write(&bench.notes, count)?;
    writeln!(output, "{count} notes, {:.1} MB", megabytes(bytes))?;
    // The program does not trust files that changed a moment ago.
    std::thread::sleep(Duration::from_secs(2));
    bench.build(bytes, &mut output)?;
    let rival = rivals::Sqlite::build(&bench.notes, folder.path())?;
    match &rival {
        Some(rival) => {
            let (seconds, size) = (rival.seconds, rival.bytes);
            report(&mut output, "SQLite FTS5 (trigram), build", &speed(bytes, seconds))?;
            report(&mut output, "its size, times the text", &format!("{:.2}", size as f64 / bytes as f64))?;
        }
        None => writeln!(output, "no sqlite3 here")?,
    }
    for asked in ASKED {
        bench.ask(asked, rival.as_ref(), &mut output)?;
    }
    bench.change(&mut output)
}

/// The notes and where their index is.
struct Bench {
    notes: std::path::PathBuf,
    cache: std::path::PathBuf,
}

/// Ways to ask for words.
enum Way<'r> {
    Look,
    NoLook,
    Rg,
    Sqlite(&'r rivals::Sqlite),
}

impl Way<'_> {
    fn name(&self) -> &'static str {
        match self {
            Way::Look => "townhall search",
            Way::NoLook => "townhall --no-refresh search",
            Way::Rg => "rg",
            Way::Sqlite(_) => "SQLite FTS5 (trigram)",
        }
    }
}

impl Bench {
    /// The program with these arguments.
    fn townhall(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.env("TOWNHALL_CACHE", &self.cache).env_remove("TOWNHALL_NOTES").env_remove("TOWNHALL_CONFIG");
        command.arg("--notes").arg(&self.notes).args(arguments);
        command
    }

    fn build(&self, bytes: u64, output: &mut impl Write) -> anyhow::Result<()> {
        let Run { seconds, memory, .. } = run(self.townhall(&["index", "--rebuild"]))?;
        report(output, "first build", &speed(bytes, seconds))?;
        if let Some(memory) = memory {
            report(output, "its peak memory, MB", &format!("{:.0}", megabytes(memory)))?;
        }
        let ratio = size_of(&self.cache)? as f64 / bytes as f64;
        report(output, "index, times the text", &format!("{ratio:.2}"))
    }

    /// Asks for some words in each way, in turn.
    fn ask(
        &self,
        asked: &str,
        rival: Option<&rivals::Sqlite>,
        output: &mut impl Write,
    ) -> anyhow::Result<()> {
        let mut ways = vec![Way::Look, Way::NoLook];
        ways.extend(rivals::is_installed("rg").then_some(Way::Rg));
        ways.extend(rival.map(Way::Sqlite));
        let mut seconds: Vec<Vec<f64>> = vec![Vec::new(); ways.len()];
        let mut lines = vec![0; ways.len()];
        for _ in 0..ROUNDS {
            for (way, kind) in ways.iter().enumerate() {
                let run = run(self.query(kind, asked))?;
                seconds[way].push(run.seconds);
                lines[way] = run.lines;
            }
        }
        for (way, kind) in ways.iter().enumerate() {
            let milliseconds = median(&mut seconds[way]) * 1e3;
            let value = format!("{milliseconds:.1} ms ({} lines)", lines[way]);
            report(output, &format!("{asked}: {}", kind.name()), &value)?;
        }
        Ok(())
    }

    fn query(&self, way: &Way<'_>, asked: &str) -> Command {
        match way {
            Way::Look => self.townhall(&["search", asked]),
            Way::NoLook => self.townhall(&["--no-refresh", "search", asked]),
            Way::Rg => rivals::rg(asked, &self.notes),
            Way::Sqlite(rival) => rival.query(asked),
        }
    }

    /// Edits, renames and removes notes and asks for what changed.
    fn change(&self, output: &mut impl Write) -> anyhow::Result<()> {
        let (mut edited, mut renamed, mut removed, mut unchanged) = (vec![], vec![], vec![], vec![]);
        for change in 0..CHANGES {
            let path = notes::path(&self.notes, change * 7 + 3);
            let word = format!("qzx{change}");
            let mut text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            text.push_str(&format!("\n{word} 是新写的一句。\n"));
            fs::write(&path, text)?;
            edited.push(self.sees(&word, Some(&path))?);
            unchanged.push(self.sees(&word, Some(&path))?);
            let other = path.with_file_name(format!("改名{change}.md"));
            fs::rename(&path, &other)?;
            renamed.push(self.sees(&word, Some(&other))?);
            fs::remove_file(&other)?;
            removed.push(self.sees(&word, None)?);
        }
        for (what, seconds) in [
            ("edit", &mut edited),
            ("rename", &mut renamed),
            ("removal", &mut removed),
            ("none since", &mut unchanged),
        ] {
            let value = format!("{:.1} ms", median(seconds) * 1e3);
            report(output, &format!("the query that sees a change: {what}"), &value)?;
        }
        Ok(())
    }

    /// How long it takes to see that a word stands in this note and no other, or in none.
    fn sees(&self, word: &str, expected: Option<&Path>) -> anyhow::Result<f64> {
        let run = run(self.townhall(&["search", "--limit", "5", &format!("“{word}”")]))?;
        let expected = expected.map(|path| format!("{}:", path.display()));
        let is_right = match &expected {
            // A turn that asks is a quote and a question.
            Some(place) => run.lines > 0 && run.output.lines().all(|line| line.starts_with(place)),
            None => run.lines == 0,
        };
        ensure!(is_right, "looked for {word} in {expected:?} and got {:?}", run.output);
        Ok(run.seconds)
    }
}

fn report(output: &mut impl Write, what: &str, value: &str) -> anyhow::Result<()> {
    // Two columns for each Han character.
    let columns: usize = townhall::text::width::columns(what);
    Ok(writeln!(output, "  {what}{} {value}", " ".repeat(46_usize.saturating_sub(columns)))?)
}

fn speed(bytes: u64, seconds: f64) -> String {
    format!("{seconds:.1} s, {:.1} MB/s", megabytes(bytes) / seconds)
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
