//! How long queries of each kind take over a library, as a user waits for them: each in a process of its own.
//!
//! `cargo bench --bench queries -- DIR [COUNT]` makes COUNT random queries (1,000 if not said) of each kind from the notes in
//! `DIR` and from letters that no note has, asks each with `--no-refresh`, so that the look at the folder is left out, and prints
//! the median, the 95th percentile and the worst in milliseconds, and the query that took longest. The index lies in a temporary
//! folder. `SEED=7` makes other queries.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use townhall::library::Library;
use townhall::text::{Script, readings, script};

/// From how many notes words are taken.
const NOTES: usize = 400;

/// A kind of query: its name, and how one is made.
type Kind = (&'static str, fn(&mut Words) -> String);

const KINDS: &[Kind] = &[
    ("a Chinese word", |words| words.han(2, 3)),
    ("one Chinese character", |words| words.han(1, 1)),
    ("a few Chinese words", |words| words.han(5, 9)),
    ("a question", |words| words.text(12, 25)),
    ("a pasted sentence or two", |words| words.text(110, 450)),
    ("3,000 Chinese characters", |words| (0..300).map(|_| words.han(10, 10)).collect()),
    ("a word of letters", Words::latin),
    ("one letter", |words| words.letters(1, 1)),
    ("a word with a slip", Words::slip),
    ("a word that no note has", |words| words.letters(6, 10)),
    ("ten of these", |words| words.list(10, |words| words.letters(5, 9))),
    ("forty of these", |words| words.list(40, |words| words.letters(5, 9))),
    ("forty words of letters", |words| words.list(40, Words::latin)),
    ("pinyin", |words| words.pinyin(2, 4)),
    ("a word a hundred times", |words| vec![words.han(2, 2); 100].join(" ")),
    ("OR", |words| [words.han(2, 2), words.latin(), words.han(3, 4), words.letters(6, 8)].join(" OR ")),
    ("without words", |words| format!("{} -{} -{}", words.han(2, 3), words.han(2, 2), words.latin())),
    ("a phrase", |words| format!("“{}”", words.text(5, 12))),
    ("a word and a filter", |words| format!("kind:quote {}", words.han(2, 3))),
];

fn main() -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    // `cargo bench` adds `--bench`.
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (folder, count) = match given.as_slice() {
        [folder] => (folder, 1_000),
        [folder, count] => (folder, count.parse().context("COUNT is a number of queries")?),
        _ => {
            writeln!(output, "usage: cargo bench --bench queries -- DIR [COUNT]")?;
            return Ok(());
        }
    };
    let seed = std::env::var("SEED").map_or(Ok(1), |seed| seed.parse()).context("SEED is a number")?;
    let mut words = Words::of(Path::new(folder), seed)?;
    let cache = tempfile::tempdir()?;
    ask(Path::new(folder), cache.path(), "一", &[])?;
    writeln!(output, "{:28} {:>8} {:>8} {:>8}", "ms, with the process", "median", "p95", "worst")?;
    for (name, make) in KINDS {
        let mut took: Vec<(Duration, String)> = Vec::with_capacity(count);
        for _ in 0..count {
            let query = make(&mut words);
            took.push((ask(Path::new(folder), cache.path(), &query, &["--no-refresh"])?, query));
        }
        took.sort();
        let at = |share: usize| took[(took.len() - 1) * share / 100].0.as_secs_f64() * 1_000.0;
        let longest: String =
            took.last().map(|(_, query)| query.chars().take(40).collect()).unwrap_or_default();
        writeln!(output, "{name:28} {:8.1} {:8.1} {:8.1}  {longest}", at(50), at(95), at(100))?;
        output.flush()?;
    }
    Ok(())
}

/// Asks the program, and tells how long it took.
fn ask(folder: &Path, cache: &Path, query: &str, options: &[&str]) -> anyhow::Result<Duration> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
    command.env("TOWNHALL_CACHE", cache).arg("--notes").arg(folder).args(["search", "--limit", "10"]);
    command.args(options).arg("--").arg(OsString::from(query));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed();
    // 1: nothing fits.
    ensure!(matches!(status.code(), Some(0 | 1)), "`{query}` ended with {status}");
    Ok(took)
}

/// What queries are made of.
struct Words {
    random: fastrand::Rng,
    /// The notes' characters, in order.
    text: Vec<char>,
    /// Where Chinese characters stand in it.
    han: Vec<usize>,
    latin: Vec<String>,
}

impl Words {
    fn of(folder: &Path, seed: u64) -> anyhow::Result<Self> {
        let mut random = fastrand::Rng::with_seed(seed);
        let library = Library::at(vec![folder.to_owned()]);
        let mut sources = library.sources()?.sources;
        random.shuffle(&mut sources);
        let mut text = String::new();
        for source in sources.iter().take(NOTES) {
            text.push_str(&library.read(source)?.text);
        }
        let is_letters =
            |word: &&str| word.len() >= 3 && word.chars().all(|letter| letter.is_ascii_alphabetic());
        let mut latin: Vec<String> = text
            .split(|character| script(character) != Script::Word)
            .filter(is_letters)
            .map(str::to_lowercase)
            .collect();
        latin.sort_unstable();
        latin.dedup();
        let text: Vec<char> = text.chars().collect();
        let han: Vec<usize> = (0..text.len()).filter(|at| script(text[*at]) == Script::Han).collect();
        ensure!(!han.is_empty() && !latin.is_empty(), "{} has no words", folder.display());
        Ok(Words { random, text, han, latin })
    }

    /// Chinese characters that follow each other, so many or fewer where others stand between.
    fn han(&mut self, least: usize, most: usize) -> String {
        let start = self.han[self.random.usize(..self.han.len())];
        let length = self.random.usize(least..=most);
        self.text[start..]
            .iter()
            .take(length)
            .filter(|character| script(**character) == Script::Han)
            .collect()
    }

    /// A stretch of a note, without the marks of the query language.
    fn text(&mut self, least: usize, most: usize) -> String {
        let start = self.han[self.random.usize(..self.han.len())];
        let length = self.random.usize(least..=most);
        let is_text = |character: &&char| character.is_alphanumeric() || "，。？！ ".contains(**character);
        self.text[start..].iter().take(length).filter(is_text).collect()
    }

    fn latin(&mut self) -> String {
        self.latin[self.random.usize(..self.latin.len())].clone()
    }

    fn letters(&mut self, least: usize, most: usize) -> String {
        let length = self.random.usize(least..=most);
        (0..length).map(|_| self.random.lowercase()).collect()
    }

    /// A word of the notes with another letter in the place of one.
    fn slip(&mut self) -> String {
        let mut letters: Vec<char> = self.latin().chars().collect();
        let at = self.random.usize(..letters.len());
        letters[at] = self.random.lowercase();
        letters.into_iter().collect()
    }

    fn pinyin(&mut self, least: usize, most: usize) -> String {
        self.han(least, most).chars().filter_map(|character| readings(character).first().copied()).collect()
    }

    fn list(&mut self, length: usize, make: fn(&mut Words) -> String) -> String {
        (0..length).map(|_| make(self)).collect::<Vec<_>>().join(" ")
    }
}
