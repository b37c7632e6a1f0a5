//! The terminal while the reader has it: taken, given back at every end, and what its user does there.

use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
    Event as TerminalEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind,
};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::escape::{Ahead, Events};
use super::state::{Event, Mouse, State};
use super::views;

/// As [`is_taken`] tells. What a panic on any thread says must not be drawn over, and a terminal that is given
/// back twice moves its cursor onto it.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal that shows the reader. Dropped, it is what it was before.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    ahead: Ahead,
}

/// The events of the terminal.
struct Terminals;

impl Events for Terminals {
    fn poll(&mut self, within: Duration) -> io::Result<bool> {
        event::poll(within)
    }

    fn read(&mut self) -> io::Result<TerminalEvent> {
        event::read()
    }
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// If it can't be taken.
    pub(super) fn take() -> anyhow::Result<Screen> {
        static ONCE: Once = Once::new();
        // What a panic says has to stand where it can be read.
        ONCE.call_once(|| {
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |told| {
                give_back();
                usual(told);
            }));
        });
        begin().inspect_err(|_| give_back()).context("cannot take the terminal")?;
        let terminal = Terminal::new(CrosstermBackend::new(io::stdout())).inspect_err(|_| give_back());
        Ok(Screen { terminal: terminal.context("cannot take the terminal")?, ahead: Ahead::default() })
    }

    /// Its columns and lines.
    ///
    /// # Errors
    /// If it doesn't tell.
    pub(super) fn size(&self) -> anyhow::Result<(u16, u16)> {
        let size = self.terminal.size().context("cannot tell the size of the terminal")?;
        Ok((size.width, size.height))
    }

    /// Draws the state; only what changed is written. The window may be another than the state knows of, as while its edge is
    /// dragged: it is told of that first.
    ///
    /// # Errors
    /// If the terminal can't be written to.
    pub(super) fn draw(&mut self, state: &mut State, colour: bool) -> anyhow::Result<()> {
        if !is_taken() {
            return Ok(());
        }
        self.terminal
            .draw(|frame| {
                state.fit(frame.area().width, frame.area().height);
                views::draw(state, colour, frame);
            })
            .context("cannot draw")?;
        Ok(())
    }

    /// What happens within this time, if anything does.
    ///
    /// # Errors
    /// If the terminal can't be read from.
    pub(super) fn next(&mut self, within: Duration) -> anyhow::Result<Option<Event>> {
        let Some(event) = self.ahead.next(within, &mut Terminals).context("cannot read keys")? else {
            return Ok(None);
        };
        Ok(match event {
            TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => Some(Event::Key(key)),
            TerminalEvent::Mouse(MouseEvent { kind, column, row, .. }) => {
                let mouse = match kind {
                    MouseEventKind::Down(MouseButton::Left) => Some(Mouse::Click),
                    MouseEventKind::ScrollDown => Some(Mouse::Wheel(1)),
                    MouseEventKind::ScrollUp => Some(Mouse::Wheel(-1)),
                    _ => None,
                };
                mouse.map(|mouse| Event::Mouse(mouse, column, row))
            }
            TerminalEvent::Paste(text) => Some(Event::Paste(text)),
            TerminalEvent::Resize(width, height) => Some(Event::Resize(width, height)),
            _ => None,
        })
    }

    /// Puts text into the clipboard, through the terminal, so that it works over ssh too.
    ///
    /// # Errors
    /// If the terminal can't be written to.
    pub(super) fn copy(&mut self, text: &str) -> anyhow::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text)).context("cannot copy")
    }

    /// Does something while the terminal is as it was before.
    ///
    /// # Errors
    /// If the terminal can't be taken again.
    pub(super) fn without<T>(&mut self, act: impl FnOnce() -> T) -> anyhow::Result<T> {
        give_back();
        let done = act();
        self.take_again()?;
        Ok(done)
    }

    /// Takes the terminal again where somebody else has had it, and draws all of it anew.
    ///
    /// # Errors
    /// If it can't be taken.
    pub(super) fn take_again(&mut self) -> anyhow::Result<()> {
        begin().context("cannot take the terminal")?;
        // To clear it Ratatui would ask the terminal where its cursor is, and not every one answers.
        execute!(io::stdout(), terminal::Clear(terminal::ClearType::All)).context("cannot draw")?;
        self.terminal =
            Terminal::new(CrosstermBackend::new(io::stdout())).context("cannot take the terminal")?;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the reader has the terminal.
pub(super) fn is_taken() -> bool {
    IS_TAKEN.load(Ordering::Relaxed)
}

fn begin() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::Relaxed);
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)
}

/// Makes the terminal what it was, once. What fails here, fails at an end where nobody could do anything about it.
pub(super) fn give_back() {
    if !IS_TAKEN.swap(false, Ordering::Relaxed) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}

#[cfg(all(test, unix))]
mod tests {
    use std::env;
    use std::io::Read as _;

    use pty_process::blocking::{self, Command};

    use super::*;

    /// Said to the test where it runs itself within a terminal.
    const WITHIN: &str = "TOWNHALL_WITHIN_TERMINAL";

    #[test]
    fn a_panic_is_told_on_the_screen_that_was_there_before() {
        if env::var_os(WITHIN).is_some() {
            let _screen = Screen::take().unwrap();
            panic!("this is told");
        }
        let (mut pty, pts) = blocking::open().unwrap();
        let again = "\"$0\" --exact browse::screen::tests::a_panic_is_told_on_the_screen_that_was_there_before --nocapture";
        let mut shell = Command::new("sh")
            .arg("-c")
            .arg(format!("stty -g; {again}; stty -g"))
            .arg(env::current_exe().unwrap())
            .env(WITHIN, "1")
            .env("RUST_BACKTRACE", "0")
            .spawn(pts)
            .unwrap();
        let mut parser = vt100::Parser::default();
        let mut written = Vec::new();
        let mut bytes = [0; 4096];
        // Ends when the shell has.
        while let Ok(count @ 1..) = pty.read(&mut bytes) {
            written.extend_from_slice(&bytes[..count]);
            parser.process(&bytes[..count]);
        }
        shell.wait().unwrap();
        let screen = parser.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor(), "{}", screen.contents());
        assert!(screen.contents().contains("this is told"), "{}", screen.contents());
        let written = String::from_utf8_lossy(&written);
        let mut lines = written.lines().map(str::trim).filter(|line| !line.is_empty());
        let (before, after) = (lines.next(), lines.next_back());
        assert!(before.is_some_and(|modes| modes.contains(':')));
        assert_eq!(before, after);
        assert!(written.contains("\u{1b}[?1049h"), "it never took the terminal: {written}");
    }
}
