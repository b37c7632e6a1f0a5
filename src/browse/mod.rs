//! The full-screen reader: what the library is, what there is to choose from, and something in full, beside each other.
//!
//! ```text
//! terminal ──> events ──> state ──> views ──> terminal
//!                 ^          │
//!              answers <── library (asking, a thread of its own)
//! ```
//!
//! The state is plain: keys and answers go in, what is shown and what is to be done come out. The only room that names
//! ratatui and crossterm. It owns the terminal while it runs and writes nothing else.
//!
//! | file | |
//! |---|---|
//! | `question` | what is asked of the library, and what comes back |
//! | `state` | what is shown, and what each event makes of it |
//! | `lists`, `page`, `input`, `chips` | its parts: lists, what is open, what is typed, a query's conditions |
//! | `keys`, `words` | the table of keys; what is said in two languages |
//! | `layout`, `views` | where everything stands; how it is drawn |
//! | `asking`, `rows` | the library's answers; how they look in a list |
//! | `screen`, `signals` | the terminal; what other programs tell |

mod asking;
mod chips;
mod input;
mod keys;
mod layout;
mod lists;
mod page;
mod question;
mod rows;
mod screen;
mod signals;
mod state;
#[cfg(test)]
mod tests;
mod views;
mod words;

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;
use std::time::Duration;

use anyhow::bail;

pub use asking::Source;

use crate::records::Stored;
use question::{Question, Reply, Ticket};
use screen::Screen;
use signals::Signals;
use state::{Event, Order, State};

/// How long to wait for a key before looking for an answer that is awaited.
const WAITING: Duration = Duration::from_millis(8);
/// The same where none is; a signal to end is seen by then.
const IDLE: Duration = Duration::from_millis(200);

/// What the reader leaves to others.
pub struct Doors<'d> {
    /// Opens the editor at a record and waits for it.
    pub edit: &'d dyn Fn(&Stored) -> anyhow::Result<()>,
    /// Opens the talk at a record.
    pub talk: &'d dyn Fn(&Stored) -> anyhow::Result<()>,
    /// Whether to colour.
    pub colour: bool,
}

/// Reads until the user ends it.
///
/// # Errors
/// If the terminal can't be taken, or the thread that asks the library has ended.
pub fn run(source: Source, doors: &Doors<'_>) -> anyhow::Result<()> {
    let (language, say) = (source.language, source.say);
    let explain = |error: &anyhow::Error| say(language, &format!("{error:#}"));
    let signals = Signals::listen()?;
    let (asked, questions) = mpsc::channel();
    let (answers, replies) = mpsc::channel();
    // Nobody waits for it at the end: it may be reading ten thousand notes.
    thread::spawn(move || asking::answer_all(&source, &questions, &answers));
    let mut screen = Screen::take()?;
    let mut state = State::new(language, screen.size()?);
    let mut is_changed = true;
    while !signals.is_ended() {
        for order in state.orders() {
            let said = match order {
                Order::Ask(ticket, question) => {
                    send(&asked, ticket, question)?;
                    continue;
                }
                Order::Copy(text) => screen.copy(&text),
                Order::Edit(stored) => screen.without(|| (doors.edit)(&stored))?,
                Order::Talk(stored) => screen.without(|| (doors.talk)(&stored))?,
                Order::Suspend => screen.without(signals::stop)?,
                Order::Quit => return Ok(()),
            };
            if let Err(error) = said {
                state.handle(Event::Said(explain(&error)));
            }
            // The window may have changed while another program had it.
            let (width, height) = screen.size()?;
            state.handle(Event::Resize(width, height));
        }
        is_changed |= take_replies(&replies, &mut state)?;
        if is_changed {
            screen.draw(&state, doors.colour)?;
        }
        is_changed = false;
        let mut wait = if state.is_waiting() { WAITING } else { IDLE };
        // Keys that are there already, as where one is held down, are drawn at once.
        while let Some(event) = screen.next(wait)? {
            state.handle(event);
            is_changed = true;
            wait = Duration::ZERO;
        }
    }
    drop(screen);
    signals.end()
}

fn send(asked: &Sender<(Ticket, Question)>, ticket: Ticket, question: Question) -> anyhow::Result<()> {
    if asked.send((ticket, question)).is_err() {
        bail!("the thread that asks the library has ended");
    }
    Ok(())
}

/// Takes in the answers that are there, and tells whether there were any.
fn take_replies(replies: &Receiver<(Ticket, Reply)>, state: &mut State) -> anyhow::Result<bool> {
    let mut were_any = false;
    loop {
        match replies.try_recv() {
            Ok((ticket, reply)) => state.handle(Event::Reply(ticket, reply)),
            Err(TryRecvError::Empty) => return Ok(were_any),
            Err(TryRecvError::Disconnected) => bail!("the thread that asks the library has ended"),
        }
        were_any = true;
    }
}
