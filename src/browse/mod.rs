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
//! | `layout`, `head`, `views` | where everything stands; how it is drawn |
//! | `source` | the notes, and who keeps what is to be kept |
//! | `asking` | the library's thread |
//! | `answers`, `follow`, `pages`, `rows` | what it answers: lists, where things lead to, things in full; how they look in a list |
//! | `deeds` | what it does for good |
//! | `screen`, `escape`, `signals` | the terminal; keys that come in pieces; what other programs tell |
//! | `clipboard`, `behind` | other programs that text goes to; work that no key waits for |

mod answers;
mod asking;
mod behind;
mod chips;
mod clipboard;
mod deeds;
mod escape;
mod follow;
mod head;
mod input;
mod keys;
mod layout;
mod lists;
mod page;
mod pages;
mod question;
mod rows;
mod screen;
mod signals;
mod source;
mod state;
#[cfg(test)]
mod tests;
mod views;
mod words;

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;
use std::time::Duration;

use anyhow::bail;

pub use question::SavedSearch;
pub use source::{Keeper, Source};

use crate::records::Stored;
use behind::Behind;
use question::{News, Request};
use screen::Screen;
use signals::Signals;
use state::{Event, Order, State};

/// How long to wait for a key before looking for an answer that is awaited.
const WAITING: Duration = Duration::from_millis(8);
/// The same where none is; a signal is seen by then.
const IDLE: Duration = Duration::from_millis(200);

/// Work that may go on while the reader goes on.
pub type Work = Box<dyn FnOnce() -> anyhow::Result<()> + Send>;

/// What the reader leaves to others.
pub struct Doors<'d> {
    /// Opens the editor at a record and waits for it.
    pub edit: &'d dyn Fn(&Stored) -> anyhow::Result<()>,
    /// Opens the talk at a record. What is left to wait for is given back, unless it needs the terminal.
    pub talk: &'d dyn Fn(&Stored) -> anyhow::Result<Talk>,
    /// Whether to colour.
    pub colour: bool,
}

/// How a talk is opened.
pub enum Talk {
    /// By a program with a window of its own.
    Behind(Work),
    /// By one that needs the terminal.
    Here(Work),
}

/// Reads until the user ends it.
///
/// # Errors
/// If the terminal can't be taken, or the thread that asks the library has ended.
pub fn run(source: Source, doors: &Doors<'_>) -> anyhow::Result<()> {
    let (language, say) = (source.language, source.say);
    let explain = |error: &anyhow::Error| say(language, &format!("{error:#}"));
    let signals = Signals::listen(screen::is_taken, screen::give_back)?;
    let (requests, asked) = mpsc::channel();
    let (answers, news) = mpsc::channel();
    // Nobody waits for it at the end: it may be reading ten thousand notes.
    thread::spawn(move || asking::answer_all(&source, &asked, &answers));
    let mut screen = Screen::take()?;
    let mut behind = Behind::default();
    let mut state = State::new(language, screen.size()?);
    let mut is_changed = true;
    while !signals.is_ended() {
        if signals.is_to_stop() {
            state.handle(Event::Suspend);
        }
        if signals.is_going_on() {
            screen.take_again()?;
            is_changed = true;
        }
        is_changed |= take_news(&news, &mut state)?;
        for order in state.orders() {
            let done = match order {
                Order::Quit => return Ok(()),
                Order::Tell(request) => tell(&requests, request),
                Order::Copy(text) => copy(text, &mut screen, &mut behind),
                order => {
                    is_changed = true;
                    leave(order, doors, &signals, &mut screen, &mut behind)
                }
            };
            if let Err(error) = done {
                state.handle(Event::Said(explain(&error)));
            }
            // The window may have changed while somebody else had it.
            let (width, height) = screen.size()?;
            state.handle(Event::Resize(width, height));
        }
        for failure in behind.failures() {
            state.handle(Event::Said(explain(&failure)));
            is_changed = true;
        }
        if is_changed {
            screen.draw(&mut state, doors.colour)?;
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

/// Leaves the terminal to somebody else for a while, where that is what is to be done.
fn leave(
    order: Order,
    doors: &Doors<'_>,
    signals: &Signals,
    screen: &mut Screen,
    behind: &mut Behind,
) -> anyhow::Result<()> {
    match order {
        Order::Edit(stored) => screen.without(|| (doors.edit)(&stored))?,
        Order::Talk(stored) => match (doors.talk)(&stored)? {
            Talk::Here(work) => screen.without(work)?,
            Talk::Behind(work) => {
                behind.start(work);
                Ok(())
            }
        },
        Order::Suspend => screen.without(|| signals.wait_to_go_on())?,
        Order::Tell(_) | Order::Copy(_) | Order::Quit => Ok(()),
    }
}

/// Copies through the terminal, so that it works over ssh too, and through the platform's programs.
fn copy(text: String, screen: &mut Screen, behind: &mut Behind) -> anyhow::Result<()> {
    screen.copy(&text)?;
    behind.start(move || clipboard::copy(&text));
    Ok(())
}

fn tell(requests: &Sender<Request>, request: Request) -> anyhow::Result<()> {
    if requests.send(request).is_err() {
        bail!("the thread that asks the library has ended");
    }
    Ok(())
}

/// Takes in what the library's thread tells, and says whether there was anything.
fn take_news(news: &Receiver<News>, state: &mut State) -> anyhow::Result<bool> {
    let mut was_any = false;
    loop {
        match news.try_recv() {
            Ok(news) => state.handle(Event::News(news)),
            Err(TryRecvError::Empty) => return Ok(was_any),
            Err(TryRecvError::Disconnected) => bail!("the thread that asks the library has ended"),
        }
        was_any = true;
    }
}
