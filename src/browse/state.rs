//! What the reader shows and what each event makes of it: keys and answers in, state and orders out. Nothing here asks the
//! library, the terminal or the clock.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::input::Input;
use super::keys::{self, Action};
use super::layout::{Pane, Places};
use super::lists::Lists;
use super::page::Open;
use super::question::{Page, Question, Reply, Shelf, Target, Ticket};
use super::words::{self, Words};
use crate::records::Stored;
use crate::render::Language;

/// What happens.
#[derive(Debug, Clone)]
pub(super) enum Event {
    /// A key is pressed.
    Key(KeyEvent),
    /// Text is pasted.
    Paste(String),
    /// The window has so many columns and lines now.
    Resize(u16, u16),
    /// A question is answered.
    Reply(Ticket, Reply),
    /// Something outside went wrong, or there is something to say of it.
    Said(String),
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Order {
    /// Ask the library.
    Ask(Ticket, Question),
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
    /// What is typed, and what for.
    pub(super) typing: Option<(Purpose, Input)>,
    /// Whether the table of keys is shown, and its first line that is.
    pub(super) help: Option<usize>,
    /// What is said at the foot, until the next key.
    pub(super) message: Option<String>,
    /// The question for a list that is not answered yet, and whether its answer is a list of its own.
    list_asked: Option<(Ticket, bool)>,
    /// The same for a page, with what it is of and for how many columns.
    page_asked: Option<(Ticket, Target, usize)>,
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
            typing: None,
            help: None,
            message: None,
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
        Places::of(self.size.0, self.size.1, self.focus)
    }

    /// What is to be done outside, each once.
    pub(super) fn orders(&mut self) -> Vec<Order> {
        std::mem::take(&mut self.orders)
    }

    /// Takes in what happens.
    pub(super) fn handle(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.edit(|input| input.insert(&text)),
            Event::Resize(width, height) => self.size = (width, height),
            Event::Reply(ticket, reply) => self.take(ticket, reply),
            Event::Said(message) => self.message = Some(message),
        }
        self.settle();
    }

    fn key(&mut self, key: KeyEvent) {
        self.message = None;
        let action = keys::action(key);
        if let Some(Action::Suspend) = action {
            self.orders.push(Order::Suspend);
        } else if key.modifiers.contains(KeyModifiers::CONTROL) && action == Some(Action::Quit) {
            self.orders.push(Order::Quit);
        } else if self.typing.is_some() {
            self.type_key(key);
        } else if let Some(top) = self.help {
            self.help = match action {
                Some(Action::Down) => Some(top + 1),
                Some(Action::Up) => Some(top.saturating_sub(1)),
                _ => None,
            };
        } else if let Some(action) = action {
            self.act(action);
        }
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
            Action::Find if self.focus == Pane::Page => {
                let found = self.page.as_ref().map(|page| page.find.clone()).unwrap_or_default();
                self.typing = Some((Purpose::Find, Input::of(&found)));
            }
            Action::Find => self.search(),
            Action::FindNext => self.find(1),
            Action::FindPrevious => self.find(-1),
            Action::RemoveFilter => self.remove_filter(),
            Action::Before => self.neighbour(|page| page.before.clone()),
            Action::Behind => self.neighbour(|page| page.behind.clone()),
            Action::Cite => self.copy(|page| page.citation.clone(), words::COPIED),
            Action::Markdown => self.copy(|page| Some(page.markdown.clone()), words::MARKDOWN_COPIED),
            Action::Edit => self.with_record(|stored| Order::Edit(Box::new(stored))),
            Action::Talk => self.with_record(|stored| Order::Talk(Box::new(stored))),
            Action::Help => self.help = Some(0),
            Action::Suspend => self.orders.push(Order::Suspend),
            Action::Quit => self.orders.push(Order::Quit),
        }
    }

    /// Moves so many rows or lines in the pane that keys go to.
    fn step(&mut self, by: isize) {
        match self.focus {
            Pane::Shelves => {
                let last = Shelf::ALL.len() - 1;
                let shelf = self.shelf.saturating_add_signed(by).min(last);
                if shelf != self.shelf {
                    self.shelf = shelf;
                    self.open_shelf();
                }
            }
            Pane::List => self.lists.step(by),
            Pane::Page => {
                if let Some(page) = &mut self.page {
                    page.top = page.top.saturating_add_signed(by);
                }
            }
        }
    }

    /// Rows or lines of a screen, of which one stays.
    fn screenful(&self) -> isize {
        let height = self.places().lines(self.focus).height;
        let rows = match self.focus {
            Pane::List => self.lists.rows_within(height),
            _ => usize::from(height),
        };
        isize::try_from(rows).unwrap_or(isize::MAX).saturating_sub(1).max(1)
    }

    fn enter(&mut self) {
        match self.focus {
            Pane::Shelves => self.focus = Pane::List,
            Pane::List if self.lists.target().is_some() => self.focus = Pane::Page,
            Pane::List => {}
            Pane::Page => {
                if let Some(target) = self.page.as_ref().map(|open| open.page.target.clone()) {
                    self.ask_list(Question::Follow(target), true);
                }
            }
        }
    }

    fn back(&mut self) {
        match self.focus {
            Pane::Page => self.focus = Pane::List,
            Pane::List => {
                self.list_asked = None;
                if !self.lists.pop() {
                    self.focus = Pane::Shelves;
                }
            }
            Pane::Shelves => {}
        }
    }

    fn open_shelf(&mut self) {
        self.lists = Lists::default();
        self.ask_list(Question::Shelf(Shelf::ALL[self.shelf]), false);
    }

    fn search(&mut self) {
        self.focus = Pane::List;
        let query = self.lists.begin_search(words::SEARCH.in_language(self.language));
        self.typing = Some((Purpose::Search, Input::of(&query)));
    }

    fn ask_search(&mut self, query: String) {
        self.lists.set_query(&query);
        if query.trim().is_empty() {
            self.list_asked = None;
            self.lists.clear();
            return;
        }
        let columns = usize::from(self.places().lines(Pane::List).width).saturating_sub(2).max(20);
        self.ask_list(Question::Search { query, columns }, false);
    }

    fn remove_filter(&mut self) {
        match self.lists.query().and_then(super::chips::without_last) {
            Some(query) => self.ask_search(query),
            None => self.say(words::NO_FILTER),
        }
    }

    fn type_key(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => self.typing = None,
            KeyCode::Esc => self.stop_typing(),
            KeyCode::Down | KeyCode::Up | KeyCode::PageDown | KeyCode::PageUp => {
                let down = matches!(key.code, KeyCode::Down | KeyCode::PageDown);
                let by = if matches!(key.code, KeyCode::Down | KeyCode::Up) { 1 } else { self.screenful() };
                self.step(if down { by } else { -by });
            }
            KeyCode::Char('a') if control => self.move_cursor(Input::start),
            KeyCode::Char('e') if control => self.move_cursor(Input::end),
            KeyCode::Char('u') if control => self.edit(Input::delete_to_start),
            KeyCode::Char('w') if control => self.edit(Input::delete_word),
            KeyCode::Char('h') if control => self.edit(Input::delete_before),
            KeyCode::Char(_) if control => {}
            KeyCode::Char(letter) => self.edit(|input| input.insert(letter.encode_utf8(&mut [0; 4]))),
            KeyCode::Backspace => self.edit(Input::delete_before),
            KeyCode::Delete => self.edit(Input::delete_behind),
            KeyCode::Left => self.move_cursor(Input::left),
            KeyCode::Right => self.move_cursor(Input::right),
            KeyCode::Home => self.move_cursor(Input::start),
            KeyCode::End => self.move_cursor(Input::end),
            _ => {}
        }
    }

    fn move_cursor(&mut self, change: impl FnOnce(&mut Input)) {
        if let Some((_, input)) = &mut self.typing {
            change(input);
        }
    }

    /// Changes what is typed, and asks for what it comes to.
    fn edit(&mut self, change: impl FnOnce(&mut Input)) {
        let Some((purpose, input)) = &mut self.typing else { return };
        let before = input.text().to_owned();
        change(input);
        let (purpose, text) = (*purpose, input.text().to_owned());
        if text == before {
            return;
        }
        match purpose {
            Purpose::Search => self.ask_search(text),
            Purpose::Find => {
                if let Some(page) = &mut self.page {
                    page.look_for(&text);
                }
            }
        }
    }

    fn stop_typing(&mut self) {
        match self.typing.take() {
            Some((Purpose::Search, _)) => {
                self.list_asked = None;
                self.lists.end_search();
            }
            Some((Purpose::Find, _)) => {
                if let Some(page) = &mut self.page {
                    page.stop_looking();
                }
            }
            None => {}
        }
    }

    fn find(&mut self, step: isize) {
        let Some(page) = &mut self.page else { return };
        if !page.find.is_empty() && !page.go_to_match(step) {
            let message = format!("{} {}", words::NOT_FOUND.in_language(self.language), page.find);
            self.message = Some(message);
        }
    }

    fn neighbour(&mut self, which: impl Fn(&Page) -> Option<Target>) {
        match self.page.as_ref().and_then(|open| which(&open.page)) {
            Some(target) => self.wanted = Some(target),
            None => self.say(words::NO_NEIGHBOUR),
        }
    }

    fn copy(&mut self, which: impl Fn(&Page) -> Option<String>, said: Words) {
        match self.page.as_ref().and_then(|open| which(&open.page)) {
            Some(text) => {
                self.orders.push(Order::Copy(text));
                self.say(said);
            }
            None => self.say(words::NO_CITATION),
        }
    }

    fn with_record(&mut self, order: impl Fn(Stored) -> Order) {
        match self.page.as_ref().and_then(|open| open.page.stored.clone()) {
            Some(stored) => self.orders.push(order(stored)),
            None => self.say(words::NO_RECORD),
        }
    }

    fn say(&mut self, words: Words) {
        self.message = Some(words.in_language(self.language).to_owned());
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    fn ask_list(&mut self, question: Question, is_further: bool) {
        let ticket = self.ticket();
        self.list_asked = Some((ticket, is_further));
        self.orders.push(Order::Ask(ticket, question));
    }

    fn ask_page(&mut self, target: Target, width: usize) {
        let ticket = self.ticket();
        self.page_asked = Some((ticket, target.clone(), width));
        self.orders.push(Order::Ask(ticket, Question::Page { target, width }));
    }

    /// Columns of a page, also while it isn't shown.
    fn page_width(&self) -> usize {
        let width = Places::of(self.size.0, self.size.1, Pane::Page).lines(Pane::Page).width;
        usize::from(width).max(20)
    }

    /// An answer counts only if nothing was asked after it. One to what is shown already tells what that is by now.
    fn take(&mut self, ticket: Ticket, reply: Reply) {
        match self.list_asked {
            Some((asked, is_further)) if asked == ticket => {
                self.list_asked = None;
                return self.take_list(ticket, reply, is_further);
            }
            _ => {}
        }
        match &self.page_asked {
            Some((asked, _, width)) if *asked == ticket => {
                let width = *width;
                self.page_asked = None;
                return self.take_page(ticket, reply, width);
            }
            _ => {}
        }
        match (reply, &self.page) {
            (Reply::List(list), _) if ticket == self.lists.shown().ticket => self.lists.renew(list),
            (Reply::Page(page), Some(open)) if ticket == open.ticket => {
                let width = open.width;
                self.page = Some(Open::turned_to(self.page.take(), ticket, *page, width));
            }
            _ => {}
        }
    }

    fn take_list(&mut self, ticket: Ticket, reply: Reply, is_further: bool) {
        match reply {
            Reply::List(list) if is_further && list.rows.is_empty() => self.say(words::LEADS_NOWHERE),
            Reply::List(list) if is_further => {
                self.lists.push(ticket, list);
                self.focus = Pane::List;
            }
            Reply::List(list) => self.lists.replace(ticket, list),
            Reply::Failed(why) if is_further => self.message = Some(why),
            Reply::Failed(why) => self.lists.fail(why),
            Reply::Page(_) => {}
        }
    }

    fn take_page(&mut self, ticket: Ticket, reply: Reply, width: usize) {
        match reply {
            Reply::Page(page) => {
                self.page = Some(Open::turned_to(self.page.take(), ticket, *page, width));
            }
            Reply::Failed(why) => {
                // Asked again it would fail again.
                self.wanted = None;
                self.message = Some(why);
            }
            Reply::List(_) => {}
        }
    }

    /// Keeps what is chosen in sight, and asks for the page of it.
    fn settle(&mut self) {
        self.lists.keep_in_sight(self.places().lines(Pane::List).height);
        let height = self.places().lines(Pane::Page).height;
        if let Some(page) = &mut self.page {
            page.keep_in_sight(height);
        }
        let row = self.lists.target();
        if row != self.row {
            self.row.clone_from(&row);
            self.wanted = row;
        }
        let Some(wanted) = &self.wanted else {
            self.page = None;
            return;
        };
        let width = self.page_width();
        let is_shown =
            self.page.as_ref().is_some_and(|open| open.page.target == *wanted && open.width == width);
        let is_asked = self
            .page_asked
            .as_ref()
            .is_some_and(|(_, asked, for_width)| asked == wanted && *for_width == width);
        if !is_shown && !is_asked {
            self.ask_page(wanted.clone(), width);
        } else if is_shown {
            // What was asked for meanwhile is no longer wanted.
            self.page_asked = None;
        }
    }
}

#[cfg(test)]
mod tests;
