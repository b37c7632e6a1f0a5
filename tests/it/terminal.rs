//! The full-screen reader in a real terminal, as a person uses it: a shell starts it, keys are typed, the window changes its
//! size, and it is ended in every way that there is. Afterwards the shell has its terminal back as it was.

use std::fs;
use std::io::{Read as _, Write as _};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{self, Pty};
use townhall::text::width::columns;
use vt100::{MouseProtocolMode, Parser, Screen};

use crate::folder::Folder;

const NOTE: &str = "# 谈成本\n\n> 2026-03-01\n\n\n## 成本\n\n李明：推理成本会下降。\n\n王芳：训练成本不会。\n\n## 预测\n\n\
    | 预测 | 提出者 | 时间 | 说明 |\n|---|---|---|---|\n| 推理成本减半 | 李明 | 2027年 | 每年减半 |\n";
/// Longer than anything here takes on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

/// Bytes that a slow line takes at once.
const SLOW: usize = 32;

/// The command that tells the terminal's modes.
const MODES: &str = "stty -g";

/// A shell in a terminal, in a folder of its own.
struct Terminal {
    home: Folder,
    shell: Child,
    pty: Arc<Pty>,
    shown: Arc<Mutex<Parser>>,
    /// Its modes at first, as the system has them.
    modes: String,
    /// Whether it takes what is written as a slow line does, a few bytes at a time.
    is_slow: Arc<AtomicBool>,
}

impl Terminal {
    /// A shell in which `townhall` reads one note.
    fn open() -> Terminal {
        const WIDTH: u16 = 80;
        const HEIGHT: u16 = 24;
        let home = Folder::new();
        home.write("notes/talk.md", NOTE);
        let (pty, pts) = blocking::open().unwrap();
        pty.resize(Size::new(HEIGHT, WIDTH)).unwrap();
        let shell = blocking::Command::new("sh")
            .arg("-i")
            .current_dir(home.root())
            .env("PS1", "$ ")
            .env_remove("ENV")
            .env("TERM", "xterm-256color")
            .env("LC_ALL", "zh_CN.UTF-8")
            .env("PROGRAM", env!("CARGO_BIN_EXE_townhall"))
            .env("TOWNHALL_CACHE", home.path("cache"))
            .env("TOWNHALL_STATE", home.path("state"))
            .env("TOWNHALL_CONFIG", home.path("config.yaml"))
            .env("TOWNHALL_NOTES", home.path("notes"))
            .env_remove("TMUX")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .spawn(pts)
            .unwrap();
        let (rows, columns) = size(WIDTH, HEIGHT);
        let shown = Arc::new(Mutex::new(Parser::new(rows, columns, 0)));
        let pty = Arc::new(pty);
        let (reader, parser) = (Arc::clone(&pty), Arc::clone(&shown));
        let is_slow = Arc::new(AtomicBool::new(false));
        let slow = Arc::clone(&is_slow);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            let mut most = bytes.len();
            // Ends when the shell has.
            while let Ok(count @ 1..) = (&*reader).read(&mut bytes[..most]) {
                parser.lock().unwrap().process(&bytes[..count]);
                if slow.load(Ordering::Relaxed) {
                    most = SLOW;
                    thread::sleep(Duration::from_millis(10));
                }
            }
        });
        let mut terminal = Terminal { home, shell, pty, shown, modes: String::new(), is_slow };
        terminal.wait("the shell's prompt", |screen| screen.contents().contains("$ "));
        terminal.modes = terminal.asked(MODES);
        terminal
    }

    fn keys(&self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    fn resize(&self, width: u16, height: u16) {
        let (rows, columns) = size(width, height);
        self.shown.lock().unwrap().set_size(rows, columns);
        self.pty.resize(Size::new(height, width)).unwrap();
    }

    /// Waits until the screen is so.
    #[track_caller]
    fn wait(&self, what: &str, is_so: impl Fn(&Screen) -> bool) {
        let began = Instant::now();
        loop {
            let shown = self.shown.lock().unwrap();
            if is_so(shown.screen()) {
                return;
            }
            let screen = shown.screen().contents();
            drop(shown);
            assert!(began.elapsed() < PATIENCE, "no {what}:\n{screen}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn wait_for(&self, words: &str) {
        self.wait(words, |screen| screen.contents().contains(words));
    }

    /// Runs a command of the shell to its end, and gives what it writes.
    #[track_caller]
    fn asked(&self, command: &str) -> String {
        let path = self.home.path("said");
        let _ = fs::remove_file(&path);
        self.keys(&format!("{command} > said.new; mv said.new said\r"));
        let began = Instant::now();
        while !path.exists() {
            assert!(
                began.elapsed() < PATIENCE,
                "{command}: {}",
                self.shown.lock().unwrap().screen().contents()
            );
            thread::sleep(Duration::from_millis(10));
        }
        self.home.read("said")
    }

    /// Starts the reader, and tells its process once the screen shows the note.
    #[track_caller]
    fn browse(&self) -> String {
        self.keys("sh -c 'echo $$ > pid; exec \"$PROGRAM\" browse'\r");
        self.wait_for("李明");
        self.home.read("pid").trim().to_owned()
    }

    /// The reader has ended with this status, and nothing of it is left in the terminal.
    #[track_caller]
    fn has_ended(&self, status: &str) {
        self.wait("the shell's screen", |screen| !screen.alternate_screen());
        assert_eq!(self.asked("echo $?").trim(), status);
        self.is_given_back();
    }

    #[track_caller]
    fn is_given_back(&self) {
        let shown = self.shown.lock().unwrap();
        let screen = shown.screen();
        assert!(!screen.alternate_screen(), "{}", screen.contents());
        assert!(!screen.hide_cursor() && !screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        drop(shown);
        assert_eq!(self.asked(MODES), self.modes);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.shell.kill();
        let _ = self.shell.wait();
    }
}

/// Lines and columns.
fn size(width: u16, height: u16) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(height).unwrap(), NonZeroU16::new(width).unwrap())
}

fn send(signal: &str, process: &str) {
    assert!(Command::new("kill").args([signal, process]).status().unwrap().success());
}

#[test]
fn what_is_typed_is_found_and_the_cursor_stands_behind_it() {
    let terminal = Terminal::open();
    terminal.browse();
    terminal.keys("f推理成本");
    terminal.wait("hits", |screen| screen.contents().contains("原文相符"));
    let label = u16::try_from(columns("搜索: ")).unwrap();
    terminal.wait("cursor", |screen| screen.cursor_position() == (23, label + 8) && !screen.hide_cursor());
    // Two characters to the left are four columns.
    terminal.keys("\u{1b}[D\u{1b}[D");
    terminal.wait("cursor to the left", |screen| screen.cursor_position() == (23, label + 4));
    terminal.keys("\rq");
    terminal.has_ended("0");
    let process = terminal.browse();
    terminal.keys("f推理成本");
    terminal.wait("cursor again", |screen| screen.cursor_position() == (23, label + 8));
    terminal.resize(40, 20);
    terminal.wait("the cursor in the new last line", |screen| screen.cursor_position() == (19, label + 8));
    terminal.wait_for("搜索: 推理成本");
    // No key: one that comes together with the signal of a resize crossterm 0.29 hears only when the next one comes.
    send("-TERM", &process);
    terminal.has_ended("143");
}

#[test]
fn keys_on_a_slow_line_are_all_taken_and_the_last_screen_comes() {
    let terminal = Terminal::open();
    terminal.browse();
    terminal.is_slow.store(true, Ordering::Relaxed);
    // Far more than the line could show key by key.
    terminal.keys("f");
    for _ in 0..40 {
        terminal.keys("推理");
        terminal.keys("\u{7f}\u{7f}");
    }
    terminal.keys("训练成本");
    let label = u16::try_from(columns("搜索: ")).unwrap();
    terminal.wait("what is typed", |screen| {
        screen.contents().contains("搜索: 训练成本") && screen.cursor_position() == (23, label + 8)
    });
    terminal.wait_for("训练成本不会");
    terminal.keys("\rq");
    terminal.has_ended("0");
}

#[test]
fn a_window_whose_edge_is_dragged_is_drawn_as_it_is() {
    let terminal = Terminal::open();
    terminal.browse();
    // Faster than the reader draws, so that it draws windows that it was not told of yet.
    for (width, height) in (20..=80).rev().zip((5..=35).rev().cycle()) {
        terminal.resize(width, height);
        thread::sleep(Duration::from_millis(4));
    }
    terminal.resize(80, 24);
    terminal.wait_for("李明");
    thread::sleep(Duration::from_millis(300));
    terminal.keys("q");
    terminal.has_ended("0");
}

#[test]
fn the_terminal_is_given_back_whatever_ends_the_reader() {
    let terminal = Terminal::open();
    for (signal, status) in [("-TERM", "143"), ("-HUP", "129"), ("-INT", "130")] {
        let process = terminal.browse();
        send(signal, &process);
        terminal.has_ended(status);
    }
    terminal.browse();
    terminal.keys("\u{3}");
    terminal.has_ended("0");
}

#[test]
fn a_terminal_that_goes_takes_the_reader_with_it() {
    let mut terminal = Terminal::open();
    let process = terminal.browse();
    // The terminal hangs up when the shell that leads it is gone.
    terminal.shell.kill().unwrap();
    terminal.shell.wait().unwrap();
    let is_there = || Command::new("kill").args(["-0", &process]).output().unwrap().status.success();
    let began = Instant::now();
    while is_there() {
        assert!(began.elapsed() < PATIENCE, "{process} goes on without a terminal");
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn it_stops_for_the_shell_and_goes_on_where_it_was() {
    let terminal = Terminal::open();
    let process = terminal.browse();
    terminal.keys("f训练");
    terminal.wait_for("搜索: 训练");
    for stop in ["key", "signal"] {
        match stop {
            "key" => terminal.keys("\u{1a}"),
            _ => send("-TSTP", &process),
        }
        terminal.wait("the shell's screen", |screen| !screen.alternate_screen());
        terminal.is_given_back();
        terminal.keys("fg\r");
        terminal.wait_for("搜索: 训练");
        terminal.wait("the reader's screen", Screen::alternate_screen);
    }
    terminal.keys("\rq");
    terminal.has_ended("0");
}

#[test]
fn what_is_judged_saved_and_written_is_kept() {
    let terminal = Terminal::open();
    terminal.browse();
    terminal.keys("fkind:prediction\r");
    terminal.wait_for("全词");
    terminal.wait_for("每年减半");
    terminal.keys("v1");
    // The list tells it by itself.
    terminal.wait_for("verdicts.yaml");
    terminal.wait_for("已实现");
    assert!(terminal.home.read("notes/verdicts.yaml").contains("outcome: came-true"));
    terminal.keys("sclaims\r");
    terminal.wait_for("queries.yaml");
    assert_eq!(terminal.home.read("queries.yaml"), "claims: kind:prediction\n");
    terminal.keys("e\u{15}out.csv\r");
    terminal.wait_for("out.csv");
    terminal.wait_for("已写入");
    assert!(terminal.home.read("out.csv").contains("推理成本减半"));
    terminal.keys("e\r");
    terminal.wait_for("已经存在");
    terminal.keys("q");
    terminal.has_ended("0");
}

#[test]
fn a_note_that_is_edited_shows_up_by_itself() {
    let terminal = Terminal::open();
    terminal.browse();
    let notes: PathBuf = terminal.home.path("notes");
    fs::write(notes.join("other.md"), "# 新的一场\n\n> 2026-05-01\n\n\n## 成本\n\n赵云：内存更贵。\n")
        .unwrap();
    terminal.wait_for("新的一场");
    terminal.keys("q");
    terminal.has_ended("0");
}
