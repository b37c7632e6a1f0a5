//! Escape sequences that arrive in pieces, as over slow lines: a piece alone would be the key Esc and letters.
//!
//! ```text
//! sequence = ESC ( "[" | "O" ) parameter* final     ; parameter: a digit or ";", final: "@" to "~"
//! paste    = ESC "[200~" text ( ESC "[201~" )?      ; ends with the text where its end is swallowed
//! ```
//!
//! What no key is known for is left out: it was never typed.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// How long the rest of a sequence may take; as long, the key Esc by itself has to wait.
const REST: Duration = Duration::from_millis(50);
/// How long the rest of a paste may take.
const REST_OF_PASTE: Duration = Duration::from_millis(200);

/// Where events come from: whether there is one within a time, and the next.
pub(super) trait Events {
    fn poll(&mut self, within: Duration) -> io::Result<bool>;
    fn read(&mut self) -> io::Result<Event>;
}

/// What has been read ahead.
#[derive(Debug, Default)]
pub(super) struct Ahead(VecDeque<Event>);

impl Ahead {
    /// The next event within this time, put together where it came in pieces.
    pub(super) fn next(&mut self, within: Duration, from: &mut dyn Events) -> io::Result<Option<Event>> {
        if self.0.is_empty() && !from.poll(within)? {
            return Ok(None);
        }
        let event = self.take(from)?;
        if !is_key(&event, KeyCode::Esc) || self.0.is_empty() && !from.poll(REST)? {
            return Ok(Some(event));
        }
        let next = self.take(from)?;
        if letter(&next).is_none_or(|letter| !matches!(letter, '[' | 'O')) {
            self.0.push_front(next);
            return Ok(Some(event));
        }
        let mut read = vec![next];
        while from.poll(REST)? {
            let next = from.read()?;
            let found = letter(&next);
            read.push(next);
            match found {
                Some('0'..='9' | ';' | '<' | '?') => {}
                Some('@'..='~') => {
                    let sequence: String = read[1..].iter().filter_map(letter).collect();
                    return match sequence.as_str() {
                        "200~" => Ok(Some(Event::Paste(self.rest_of_paste(from)?))),
                        other => {
                            Ok(key(other).map(|code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE))))
                        }
                    };
                }
                _ => break,
            }
        }
        // They were keys after all.
        self.0.extend(read);
        Ok(Some(event))
    }

    fn take(&mut self, from: &mut dyn Events) -> io::Result<Event> {
        self.0.pop_front().map_or_else(|| from.read(), Ok)
    }

    fn rest_of_paste(&mut self, from: &mut dyn Events) -> io::Result<String> {
        const END: &str = "\u{1b}[201~";
        let mut text = String::new();
        while !text.ends_with(END) && from.poll(REST_OF_PASTE)? {
            let event = from.read()?;
            match &event {
                _ if is_key(&event, KeyCode::Enter) => text.push('\n'),
                _ if is_key(&event, KeyCode::Tab) => text.push('\t'),
                _ if is_key(&event, KeyCode::Esc) => text.push('\u{1b}'),
                _ => match letter(&event) {
                    Some(letter) => text.push(letter),
                    None => {
                        self.0.push_back(event);
                        break;
                    }
                },
            }
        }
        Ok(text.strip_suffix(END).map(str::to_owned).unwrap_or(text))
    }
}

/// The key that sends this behind `ESC [` or `ESC O`.
fn key(sequence: &str) -> Option<KeyCode> {
    Some(match sequence {
        "A" => KeyCode::Up,
        "B" => KeyCode::Down,
        "C" => KeyCode::Right,
        "D" => KeyCode::Left,
        "H" | "1~" | "7~" => KeyCode::Home,
        "F" | "4~" | "8~" => KeyCode::End,
        "Z" => KeyCode::BackTab,
        "3~" => KeyCode::Delete,
        "5~" => KeyCode::PageUp,
        "6~" => KeyCode::PageDown,
        _ => return None,
    })
}

fn is_key(event: &Event, code: KeyCode) -> bool {
    matches!(event, Event::Key(key) if key.code == code && key.modifiers.is_empty())
}

/// The character that is typed, without Ctrl or Alt.
fn letter(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(letter), modifiers, .. })
            if modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
        {
            Some(*letter)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events, and where `None` stands nothing for a while.
    struct Typed(VecDeque<Option<Event>>);

    impl Events for Typed {
        fn poll(&mut self, _: Duration) -> io::Result<bool> {
            let is_there = matches!(self.0.front(), Some(Some(_)));
            if !is_there {
                self.0.pop_front();
            }
            Ok(is_there)
        }

        fn read(&mut self) -> io::Result<Event> {
            self.0.pop_front().flatten().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
        }
    }

    /// What comes of keys, of which `␛` is Esc and a space is a pause.
    #[track_caller]
    fn check(typed: &str, expect: &[&str]) {
        let key = |letter: char| {
            let code = if letter == '␛' { KeyCode::Esc } else { KeyCode::Char(letter) };
            (letter != ' ').then(|| Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
        };
        let mut from = Typed(typed.chars().map(key).collect());
        let mut ahead = Ahead::default();
        let mut found = Vec::new();
        while !from.0.is_empty() || !ahead.0.is_empty() {
            found.extend(ahead.next(Duration::ZERO, &mut from).unwrap().map(|event| match event {
                Event::Key(key) => key.code.to_string(),
                Event::Paste(text) => format!("paste {text}"),
                other => format!("{other:?}"),
            }));
        }
        assert_eq!(found, expect, "{typed}");
    }

    #[test]
    fn sequences_in_pieces_are_put_together_and_keys_stay_keys() {
        check("␛[B", &["Down"]);
        check("a␛[6~b", &["a", "Page Down", "b"]);
        check("␛OA", &["Up"]);
        check("␛[<0;10;5Mx", &["x"]);
        check("␛", &["Esc"]);
        check("␛ [B", &["Esc", "[", "B"]);
        check("␛q", &["Esc", "q"]);
        check("␛[ x", &["Esc", "[", "x"]);
        check("␛␛[C", &["Esc", "Right"]);
        check("␛[200~推理␛[201~x", &["paste 推理", "x"]);
        check("␛[200~推理 x", &["paste 推理", "x"]);
    }
}
