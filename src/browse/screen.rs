//! The terminal while the reader has it: taken, given back at every end, and what its user does there.

use std::io::{self, Stdout, Write};
use std::panic;
use std::sync::Once;
use std::time::Duration;

use anyhow::Context as _;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, Event as TerminalEvent, KeyEventKind,
};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::state::{Event, State};
use super::views;

/// A terminal that shows the reader. Dropped, it is what it was before.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
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
        Ok(Screen { terminal: terminal.context("cannot take the terminal")? })
    }

    /// Its columns and lines.
    ///
    /// # Errors
    /// If it doesn't tell.
    pub(super) fn size(&self) -> anyhow::Result<(u16, u16)> {
        let size = self.terminal.size().context("cannot tell the size of the terminal")?;
        Ok((size.width, size.height))
    }

    /// Draws the state; only what changed is written.
    ///
    /// # Errors
    /// If the terminal can't be written to.
    pub(super) fn draw(&mut self, state: &State, colour: bool) -> anyhow::Result<()> {
        self.terminal.draw(|frame| views::draw(state, colour, frame)).context("cannot draw")?;
        Ok(())
    }

    /// What happens within this time, if anything does.
    ///
    /// # Errors
    /// If the terminal can't be read from.
    pub(super) fn next(&mut self, within: Duration) -> anyhow::Result<Option<Event>> {
        if !event::poll(within).context("cannot read keys")? {
            return Ok(None);
        }
        Ok(match event::read().context("cannot read keys")? {
            TerminalEvent::Key(key) if key.kind != KeyEventKind::Release => Some(Event::Key(key)),
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
        begin().context("cannot take the terminal")?;
        self.terminal.clear().context("cannot draw")?;
        Ok(done)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn begin() -> io::Result<()> {
    terminal::enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Makes the terminal what it was. What fails here, fails at an end where nobody could do anything about it.
fn give_back() {
    let mut out = io::stdout();
    let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = out.flush();
    let _ = terminal::disable_raw_mode();
}
