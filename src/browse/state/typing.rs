//! Text that is typed, and what it is for.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::asked::Place;
use super::{Mode, Purpose, State};
use crate::browse::input::Input;
use crate::browse::layout::Pane;
use crate::browse::question::Listing;
use crate::browse::{chips, words};

impl State {
    /// What is typed, and what for.
    pub(in crate::browse) fn typing(&self) -> Option<(Purpose, &Input)> {
        match &self.mode {
            Mode::Typing(purpose, input) => Some((*purpose, input)),
            _ => None,
        }
    }

    pub(super) fn type_for(&mut self, purpose: Purpose, text: &str) {
        self.mode = Mode::Typing(purpose, Input::of(text));
    }

    pub(super) fn type_key(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => self.end_typing(),
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
        if let Mode::Typing(_, input) = &mut self.mode {
            change(input);
        }
    }

    /// Changes what is typed, and asks for what it comes to.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Input)) {
        let Mode::Typing(purpose, input) = &mut self.mode else { return };
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
            Purpose::Save | Purpose::Export => {}
        }
    }

    fn end_typing(&mut self) {
        let Mode::Typing(purpose, input) = std::mem::replace(&mut self.mode, Mode::Reading) else { return };
        let text = input.text().trim().to_owned();
        match purpose {
            Purpose::Search => {}
            // As in a pager, nothing typed means what was looked for last.
            Purpose::Find if input.text().is_empty() => self.find(1),
            Purpose::Find => {}
            Purpose::Save => self.save(text),
            Purpose::Export => self.export(text),
        }
    }

    fn stop_typing(&mut self) {
        match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Typing(Purpose::Search, _) => {
                self.list_asked = None;
                self.lists.end_search();
                self.ask_again();
            }
            Mode::Typing(Purpose::Find, _) => {
                if let Some(page) = &mut self.page {
                    page.stop_looking();
                }
            }
            _ => {}
        }
    }

    pub(super) fn search(&mut self) {
        self.focus = Pane::List;
        let query = self.lists.begin_search(words::SEARCH.in_language(self.language));
        self.type_for(Purpose::Search, &query);
    }

    /// Searches for something that is not typed.
    pub(super) fn open_search(&mut self, query: &str) {
        self.focus = Pane::List;
        self.lists.begin_search(words::SEARCH.in_language(self.language));
        self.ask_search(query.to_owned());
    }

    pub(super) fn ask_search(&mut self, query: String) {
        self.lists.set_query(&query);
        if query.trim().is_empty() {
            self.list_asked = None;
            self.lists.clear();
            return;
        }
        self.ask_list(Listing::Search(query), Place::Same);
    }

    pub(super) fn remove_filter(&mut self) {
        let last = |query: &str| chips::without(query, chips::chips(query).len().checked_sub(1)?);
        match self.lists.query().and_then(last) {
            Some(query) => self.ask_search(query),
            None => self.say(words::NO_FILTER),
        }
    }

    pub(super) fn begin_find(&mut self) {
        if self.focus != Pane::Page {
            return self.search();
        }
        self.type_for(Purpose::Find, "");
    }

    pub(super) fn find(&mut self, step: isize) {
        let Some(page) = &mut self.page else { return };
        if !page.find.is_empty() && !page.go_to_match(step) {
            let message = format!("{} {}", words::NOT_FOUND.in_language(self.language), page.find);
            self.message = Some(message);
        }
    }
}
