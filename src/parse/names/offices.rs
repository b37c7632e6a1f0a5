//! What those do whom a note names, by what stands in brackets behind the name: 主厨 of `Anna Bell（主厨）`.

use std::collections::HashMap;

use super::full::{self, DOTS};
use crate::language::{bare_name, label};
use crate::text::marks;

/// The longest that stands before or in the brackets, in bytes.
const LONGEST: usize = 96;

/// The brackets of a note that hold an office, by the last part of the words before them.
pub(super) struct Offices<'t>(HashMap<&'t str, Vec<(&'t str, &'t str)>>);

impl<'t> Offices<'t> {
    /// Those of a text.
    pub(super) fn in_text(text: &'t str) -> Offices<'t> {
        let mut found: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
        for (at, _) in text.match_indices(['（', '(']) {
            let before = near_end(&text[..at]).trim_end_matches(['*', ' ']);
            let inside = marks::bracketed(near_start(&text[at..])).map(|(inside, _)| inside);
            if let Some(office) = inside.filter(|inside| is_office(inside)) {
                found.entry(last_part(before)).or_default().push((before, office));
            }
        }
        Offices(found)
    }

    /// That of a name of several parts, which others may have but for a letter.
    pub(super) fn of(&self, name: &str) -> Option<String> {
        if !name.contains([' ', '-']) && !name.contains(DOTS) {
            return None;
        }
        let behind = self.0.get(last_part(name))?;
        let found = behind.iter().find(|(before, _)| before.ends_with(name));
        found.map(|(_, office)| (*office).to_owned())
    }
}

fn is_office(words: &str) -> bool {
    (2..=30).contains(&words.chars().count())
        && !bare_name::is_full(words)
        && !full::is_transliteration(words)
        && !label::is_reaction(words)
        && words.contains(char::is_alphabetic)
}

/// What stands behind the last space, hyphen or dot.
fn last_part(words: &str) -> &str {
    words.rsplit(|it: char| matches!(it, ' ' | '-' | '\n') || DOTS.contains(&it)).next().unwrap_or(words)
}

/// The end of a text, as far as a name may reach.
fn near_end(text: &str) -> &str {
    let mut start = text.len().saturating_sub(LONGEST);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

/// The start of a text, as far as an office in brackets may reach.
fn near_start(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_stands_in_brackets_behind_the_whole_name() {
        let offices =
            Offices::in_text("**Anna Bell**（主厨）见了米娅·韩（船长）和李明（记者），Bell (chef)。");
        assert_eq!(offices.of("Anna Bell").as_deref(), Some("主厨"));
        assert_eq!(offices.of("米娅·韩").as_deref(), Some("船长"));
        // Of one part, and of somebody else.
        assert_eq!(offices.of("李明"), None);
        assert_eq!(offices.of("Hanna Bell"), None);
    }
}
