//! What is copied, opened, judged, saved and written.

use crossterm::event::KeyCode;

use super::{Mode, Order, Purpose, State};
use crate::browse::question::{Deed, Page, Request};
use crate::browse::words::{self, Words};
use crate::model::{Kind, RecordId};
use crate::records::Stored;
use crate::verdicts::Outcome;

/// The file that a list is written into unless another is named.
const FILE: &str = "townhall.md";

impl State {
    pub(super) fn copy(&mut self, which: impl Fn(&Page) -> Option<String>, said: Words) {
        match self.page.as_ref().and_then(|open| which(&open.page)) {
            Some(text) => {
                self.orders.push(Order::Copy(text));
                self.say(said);
            }
            None => self.say(words::NO_CITATION),
        }
    }

    pub(super) fn with_record(&mut self, order: impl Fn(Stored) -> Order) {
        match self.page.as_ref().and_then(|open| open.page.stored.clone()) {
            Some(stored) => self.orders.push(order(stored)),
            None => self.say(words::NO_RECORD),
        }
    }

    pub(super) fn begin_judging(&mut self) {
        let stored = self.page.as_ref().and_then(|open| open.page.stored.as_ref());
        match stored.filter(|stored| stored.record.kind() == Kind::Prediction) {
            Some(stored) => self.mode = Mode::Judging(stored.record.id),
            None => self.say(words::NO_PREDICTION),
        }
    }

    /// Takes the number of an outcome, 0 to take a verdict back, and anything else for a no.
    pub(super) fn judge(&mut self, prediction: RecordId, code: KeyCode) {
        self.mode = Mode::Reading;
        let KeyCode::Char(letter) = code else { return };
        let Some(number) = letter.to_digit(10).and_then(|digit| usize::try_from(digit).ok()) else { return };
        let outcome = match number.checked_sub(1) {
            None => None,
            Some(place) => match Outcome::ALL.get(place) {
                Some((outcome, _)) => Some(*outcome),
                None => return,
            },
        };
        self.do_for_good(Deed::Judge { prediction, outcome });
    }

    pub(super) fn begin_saving(&mut self) {
        match self.lists.query().is_some_and(|query| !query.trim().is_empty()) {
            true => self.type_for(Purpose::Save, ""),
            false => self.say(words::NO_SEARCH),
        }
    }

    pub(super) fn save(&mut self, name: String) {
        let query = self.lists.query().unwrap_or_default().trim().to_owned();
        if !name.is_empty() {
            self.do_for_good(Deed::Save { name, query });
        }
    }

    pub(super) fn begin_export(&mut self) {
        if self.lists.shown().list.rows.is_empty() {
            return self.say(words::NOTHING);
        }
        let path = if self.exported.is_empty() { FILE.to_owned() } else { self.exported.clone() };
        self.type_for(Purpose::Export, &path);
    }

    pub(super) fn export(&mut self, path: String) {
        let Some(listing) = self.lists.shown().listing.clone() else { return };
        if !path.is_empty() {
            self.exported.clone_from(&path);
            self.do_for_good(Deed::Export { listing, path });
        }
    }

    fn do_for_good(&mut self, deed: Deed) {
        self.orders.push(Order::Tell(Request::Do(deed)));
    }
}
