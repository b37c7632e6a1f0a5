//! Made-up notes on disk, and the program that pushes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use fastrand::Rng;
use tempfile::TempDir;

/// A folder of notes, with a cache and a state of its own.
pub(crate) struct Notes {
    folder: TempDir,
    random: Rng,
}

/// What came of a push, as the program writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pushed {
    pub(crate) came: usize,
    pub(crate) changed: usize,
    pub(crate) went: usize,
    pub(crate) records: usize,
}

const WORDS: [&str; 16] = [
    "推理",
    "成本",
    "模型",
    "招聘放缓",
    "數據",
    "AI",
    "GPT-5.2",
    "agent 工作流",
    "开发者",
    "𠮷野家",
    "town hall",
    "价格下降，",
    "评测",
    "安全",
    "2027年",
    "。",
];

impl Notes {
    /// So many notes; a seed decides what they say.
    pub(crate) fn new(count: usize, seed: u64) -> Notes {
        let mut notes = Notes { folder: TempDir::new().unwrap(), random: Rng::with_seed(seed) };
        for number in 0..count {
            notes.write(number);
        }
        notes
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("notes")
    }

    fn note(&self, number: usize) -> PathBuf {
        self.path().join(format!("谈话 {number:04}.md"))
    }

    fn words(&mut self) -> String {
        (0..self.random.usize(2..14)).map(|_| *self.random.choice(WORDS.iter()).unwrap()).collect()
    }

    /// Writes a note, or writes it anew.
    pub(crate) fn write(&mut self, number: usize) {
        let mut text = format!(
            "# 谈话{number}\n\n| 日期 | 2026-{:02}-11 |\n|---|---|\n| 嘉宾 | 李明、周启明 |\n",
            number % 12 + 1
        );
        for section in 0..self.random.usize(1..4) {
            text.push_str(&format!("\n## {section} {}\n\n", self.words()));
            for _ in 0..self.random.usize(1..5) {
                let words = self.words();
                text.push_str(&match self.random.u8(0..3) {
                    0 => format!("> **李明**：“{words}”\n\n"),
                    1 => format!("- {words}（Jevons Paradox）\n"),
                    _ => format!("{words}\n\n"),
                });
            }
        }
        self.add(&format!("谈话 {number:04}.md"), &text);
    }

    /// Writes a file.
    pub(crate) fn add(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn delete(&self, number: usize) {
        fs::remove_file(self.note(number)).unwrap();
    }

    pub(crate) fn rename(&self, number: usize, to: &str) {
        fs::rename(self.note(number), self.path().join(to)).unwrap();
    }

    /// The program, told to push to a node.
    pub(crate) fn push(&self, url: &str, arguments: &[&str]) -> Command {
        self.push_from(&self.folder.path().join("state"), url, arguments)
    }

    /// The program, told to read these notes.
    pub(crate) fn read(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.arg("--notes").arg(self.path()).args(arguments);
        self.settle(&mut command, &self.folder.path().join("state"));
        command
    }

    /// The program, told to read from a node, with none of these notes at hand.
    pub(crate) fn ask(&self, url: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.args(["--engine", url]).args(arguments);
        self.settle(&mut command, &self.folder.path().join("nowhere"));
        command.env("TOWNHALL_CACHE", self.folder.path().join("no cache"));
        command
    }

    /// The same from another machine.
    pub(crate) fn push_from(&self, state: &Path, url: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_townhall"));
        command.arg("--notes").arg(self.path()).args(["push", "--engine", url]).args(arguments);
        self.settle(&mut command, state);
        command
    }

    fn settle(&self, command: &mut Command, state: &Path) {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("TOWNHALL_") {
                command.env_remove(name);
            }
        }
        command
            .env("TOWNHALL_CACHE", self.folder.path().join("cache"))
            .env("TOWNHALL_STATE", state)
            .env("TOWNHALL_CONFIG", "")
            .env("LC_ALL", "C");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    }
}

/// What a push says that must succeed.
#[track_caller]
pub(crate) fn pushed(mut command: Command) -> Pushed {
    read(&command.output().unwrap())
}

#[track_caller]
pub(crate) fn read(output: &Output) -> Pushed {
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{out}{errors}");
    let parts: Vec<&str> = out.trim().split('\t').collect();
    let number = |place: usize| parts[place].parse().unwrap_or_else(|_| panic!("{out}"));
    Pushed { came: number(1), changed: number(2), went: number(3), records: number(4) }
}

/// What a push says that must fail.
#[track_caller]
pub(crate) fn refused(mut command: Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}
