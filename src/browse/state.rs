//! What the reader shows and what each event makes of it: keys and answers in, state and orders out. Nothing here asks the
//! library, the terminal or the clock.
//!
//! | file | |
//! |---|---|
//! | `moving` | from row to row, pane to pane, list to list, by keys and by the mouse |
//! | `typing` | text that is typed, and what it is for |
//! | `doing` | what is copied, opened, judged, saved and written |
//! | `answers`, `asked` | what is asked, and how answers are taken in |

mod answers;
mod asked;
mod doing;
mod moving;
#[cfg(test)]
mod tests;
mod typing;

use crossterm::event::{KeyEvent, KeyModifiers};

use super::chips;
use super::input::Input;
use super::keys::{self, Action};
use super::layout::{Pane, Places};
use super::lists::Lists;
use super::page::Open;
use super::question::{Listing, News, Request, Shelf, Target, Ticket};
use super::words::{self, Words};
use crate::model::RecordId;
use crate::records::Stored;
use crate::render::Language;
use asked::{ListAsked, PageAsked, Place};

/// What happens.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// A key is pressed.
    Key(KeyEvent),
    /// The mouse is used at a column and a line.
    Mouse(Mouse, u16, u16),
    /// Text is pasted.
    Paste(String),
    /// The window has so many columns and lines now.
    Resize(u16, u16),
    /// The shell wants the terminal for a while.
    Suspend,
    /// The library's thread tells something.
    News(News),
    /// Something outside went wrong, or there is something to say of it.
    Said(String),
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mouse {
    /// Its main button is pressed.
    Click,
    /// Its wheel turns so many notches down.
    Wheel(isize),
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Order {
    /// Tell the library's thread.
    Tell(Request),
    /// Put text into the clipboard.
    Copy(String),
    /// Open the editor at a record.
    Edit(Box<Stored>),
    /// Open the talk at a record.
    Talk(Box<Stored>),
    /// Stop until the shell says to go on.
    Suspend,
    /// End.
    Quit,
}

/// What text is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A search of the library.
    Search,
    /// What is looked for in the page.
    Find,
    /// The name to save a search under.
    Save,
    /// The file to write a list into.
    Export,
}

/// What keys mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// What the table of keys says.
    Reading,
    /// Text.
    Typing(Purpose, Input),
    /// What became of this prediction.
    Judging(RecordId),
    /// Nothing but to read the table of keys, from this line of it on.
    Help(usize),
}

/// All that the reader shows.
#[derive(Debug)]
pub(super) struct State {
    /// The language to speak.
    pub(super) language: Language,
    /// Columns and lines of the window.
    pub(super) size: (u16, u16),
    /// Where keys go.
    pub(super) focus: Pane,
    /// The shelf that is chosen, by its place among all.
    pub(super) shelf: usize,
    /// The list and those that it came from.
    pub(super) lists: Lists,
    /// What is shown in full.
    pub(super) page: Option<Open>,
    /// What keys mean.
    pub(super) mode: Mode,
    /// What is said at the foot, until the next key.
    pub(super) message: Option<String>,
    /// How many notes are read, of how many, while the library is.
    pub(super) reading: Option<(usize, usize)>,
    /// The file that a list was written into last.
    exported: String,
    /// The question for a list that is not answered yet.
    list_asked: Option<ListAsked>,
    /// The same for a page.
    page_asked: Option<PageAsked>,
    /// What is to be shown in full: what was chosen last, in the list or beside it in the note.
    wanted: Option<Target>,
    /// The row that was chosen.
    row: Option<Target>,
    tickets: Ticket,
    orders: Vec<Order>,
}

impl State {
    /// As it begins, in a window of this size; what there is to ask first is among the orders.
    pub(super) fn new(language: Language, size: (u16, u16)) -> State {
        let mut state = State {
            language,
            size,
            focus: Pane::List,
            shelf: 0,
            lists: Lists::default(),
            page: None,
            mode: Mode::Reading,
            message: None,
            reading: None,
            exported: String::new(),
            list_asked: None,
            page_asked: None,
            wanted: None,
            row: None,
            tickets: 0,
            orders: Vec::new(),
        };
        state.open_shelf();
        state
    }

    /// Whether an answer is awaited.
    pub(super) fn is_waiting(&self) -> bool {
        self.list_asked.is_some() || self.page_asked.is_some()
    }

    /// Where everything stands.
    pub(super) fn places(&self) -> Places {
        // What is typed shows the conditions itself.
        let foot = match self.lists.query() {
            Some(query) if self.typing().is_none() => chips::height(query, self.size.0, self.language),
            _ => 1,
        };
        Places::of(self.size.0, self.size.1, self.focus, foot)
    }

    /// What is to be done outside, each once.
    pub(super) fn orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    /// Takes in what happens.
    pub(super) fn handle(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key(key),
            Event::Mouse(mouse, column, line) => self.mouse(mouse, column, line),
            Event::Paste(text) => self.edit(|input| input.insert(&text)),
            Event::Suspend => self.orders.push(Order::Suspend),
            Event::Resize(width, height) => self.size = (width, height),
            Event::News(News::Reply(ticket, reply)) => self.take(ticket, reply),
            Event::News(News::Reading(done, all)) => self.reading = Some((done, all)),
            Event::News(News::Said(message)) | Event::Said(message) => self.message = Some(message),
        }
        self.settle();
    }

    /// Takes the window to be of this size.
    pub(super) fn fit(&mut self, width: u16, height: u16) {
        if self.size != (width, height) {
            self.handle(Event::Resize(width, height));
        }
    }

    fn key(&mut self, key: KeyEvent) {
        self.message = None;
        let action = keys::action(key);
        if let Some(Action::Suspend) = action {
            return self.orders.push(Order::Suspend);
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) && action == Some(Action::Quit) {
            return self.orders.push(Order::Quit);
        }
        match &self.mode {
            Mode::Typing(..) => self.type_key(key),
            Mode::Judging(prediction) => self.judge(*prediction, key.code),
            Mode::Help(top) => {
                let last = keys::table(self.language, self.size.0).len().saturating_sub(self.help_height());
                let turned = match action {
                    Some(Action::Down) => top + 1,
                    Some(Action::Up) => top.saturating_sub(1),
                    Some(Action::PageDown) => top + self.help_height(),
                    Some(Action::PageUp) => top.saturating_sub(self.help_height()),
                    Some(Action::First) => 0,
                    Some(Action::Last) => last,
                    _ => return self.mode = Mode::Reading,
                };
                self.mode = Mode::Help(turned.min(last));
            }
            Mode::Reading => action.into_iter().for_each(|action| self.act(action)),
        }
    }

    /// Lines that the table of keys has room for, below its title.
    fn help_height(&self) -> usize {
        usize::from(self.size.1.saturating_sub(1)).max(1)
    }

    fn act(&mut self, action: Action) {
        match action {
            Action::Down => self.step(1),
            Action::Up => self.step(-1),
            Action::PageDown => self.step(self.screenful()),
            Action::PageUp => self.step(-self.screenful()),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::NextPane => self.focus = self.focus.beside(1).unwrap_or(Pane::Shelves),
            Action::PreviousPane => self.focus = self.focus.beside(-1).unwrap_or(Pane::Page),
            Action::Left => self.focus = self.focus.beside(-1).unwrap_or(self.focus),
            Action::Right => self.focus = self.focus.beside(1).unwrap_or(self.focus),
            Action::Enter => self.enter(),
            Action::Back => self.back(),
            Action::Search => self.search(),
            Action::Find => self.begin_find(),
            Action::FindNext => self.find(1),
            Action::FindPrevious => self.find(-1),
            Action::RemoveFilter => self.remove_filter(),
            Action::Before => self.neighbour(|page| page.before.clone()),
            Action::Behind => self.neighbour(|page| page.behind.clone()),
            Action::Cite => self.copy(|page| page.citation.clone(), words::COPIED),
            Action::Markdown => self.copy(|page| Some(page.markdown.clone()), words::MARKDOWN_COPIED),
            Action::Edit => self.with_record(|stored| Order::Edit(Box::new(stored))),
            Action::Talk => self.with_record(|stored| Order::Talk(Box::new(stored))),
            Action::Judge => self.begin_judging(),
            Action::Save => self.begin_saving(),
            Action::Export => self.begin_export(),
            Action::Help => self.mode = Mode::Help(0),
            Action::Suspend => self.orders.push(Order::Suspend),
            Action::Quit => self.orders.push(Order::Quit),
        }
    }

    fn open_shelf(&mut self) {
        let listing = Listing::Shelf(Shelf::ALL[self.shelf]);
        self.lists = Lists::of(listing.clone());
        self.ask_list(listing, Place::Same);
    }

    fn say(&mut self, words: Words) {
        self.message = Some(words.in_language(self.language).to_owned());
    }
}
