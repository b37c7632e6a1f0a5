//! What no line breaks: numbers with their nouns, paths, addresses.

use crate::text::address::without_scheme;
use crate::text::width::{columns, shortened};

/// Unicode's word joiner: no line breaks beside it. It is not written out.
pub(super) const GLUE: char = '\u{2060}';

/// Unicode's zero width space: a line may break there. It is not written out either.
pub(super) const BREAK: char = '\u{200b}';

/// The text so that no line breaks within it.
pub(super) fn unbroken(text: &str) -> String {
    text.chars().flat_map(|character| [character, GLUE]).collect::<String>().replace(' ', "\u{a0}")
}

/// A path or an address on one line of so many columns. Of an address that has too little room the part goes first that all
/// have, then of either the middle.
pub(super) fn fitted(text: &str, room: usize) -> String {
    let shown = if columns(text) > room { shortened(without_scheme(text), room) } else { text.to_owned() };
    let mut whole = String::with_capacity(2 * shown.len());
    for character in shown.chars() {
        if !whole.is_empty() {
            whole.push(GLUE);
        }
        whole.push(character);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, room: usize, expect: &str) {
        assert_eq!(fitted(text, room).replace(GLUE, ""), expect);
    }

    #[test]
    fn an_address_loses_first_what_all_have() {
        let address = "https://www.youtube.com/watch?v=Wpxv-8nG8ec";
        check(address, 43, address);
        check(address, 40, "youtube.com/watch?v=Wpxv-8nG8ec");
        check(address, 20, "youtube.co…xv-8nG8ec");
        check("/n/一篇 笔记.md", 8, "/n/….md");
    }
}
