//! What human and flat formats tell of somebody in a few words.

use super::names::PersonName;
use super::{Language, PersonEntry};
use crate::people::name_key;
use crate::text::width::columns;

impl PersonEntry {
    /// Names beside the one to show, each once however it is written, without those that add a title or an office to another.
    pub(super) fn other_names(&self) -> Vec<&str> {
        let mut keys = vec![name_key(&self.name)];
        let mut others = Vec::new();
        for PersonName { text, .. } in &self.names {
            let key = name_key(text);
            if !keys.iter().any(|known| key.contains(known.as_str())) {
                keys.push(key);
                others.push(text.as_str());
            }
        }
        others
    }

    /// Some of these in a few words: `Jensen Huang、老黄…`. Whoever has many would else make every row of a table tall.
    pub(super) fn other_names_in_short(&self, language: Language) -> String {
        /// Columns.
        const ROOM: usize = 26;
        let others = self.other_names();
        let mut some = String::new();
        let mut shown = 0;
        for name in &others {
            let joint = if shown > 0 { language.label("、") } else { "" };
            if shown > 0 && columns(&some) + columns(joint) + columns(name) > ROOM {
                break;
            }
            some.push_str(joint);
            some.push_str(name);
            shown += 1;
        }
        if shown < others.len() { format!("{some}…") } else { some }
    }

    /// `2024-05-01 – 2026-01-26`, or the only day.
    pub(super) fn days_in_words(&self) -> String {
        match self.days {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} – {last}"),
            None => String::new(),
        }
    }
}
