//! Full names in titles and values of which somebody is called by a part.

use crate::language::name_shape::is_han;
use crate::language::{bare_name, lexicon};

/// The full names in some words of which a name is a part.
pub(super) fn fuller_in(words: &str, short: &str) -> Vec<String> {
    let mut found = Vec::new();
    if short.is_ascii() {
        let is_letter = |c: char| c.is_alphabetic() && !is_han(c);
        let is_word = |word: &&str| word.chars().all(|c| is_letter(c) || matches!(c, '-' | '\''));
        for run in words.split(|c: char| !(is_letter(c) || matches!(c, ' ' | '-' | '\''))) {
            let parts: Vec<&str> = run.split(' ').filter(|word| !word.is_empty()).collect();
            let capital = |word: &&str| word.starts_with(char::is_uppercase);
            let is_name = parts.len() == 2 && parts.iter().all(is_word) && parts.iter().all(capital);
            if is_name && parts.iter().any(|part| part.eq_ignore_ascii_case(short)) {
                let name = parts.join(" ");
                if bare_name::is_full(&name) {
                    found.push(name);
                }
            }
        }
        return found;
    }
    // A given name behind its surname.
    if short.chars().count() == 2 && short.chars().all(is_han) {
        for (at, _) in words.match_indices(short) {
            let Some(surname) = words[..at].chars().next_back() else { continue };
            let is_surname = lexicon::SURNAMES.contains(surname);
            let stands_apart = !words[..at - surname.len_utf8()].ends_with(is_han);
            if is_surname && stands_apart {
                found.push(format!("{surname}{short}"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::fuller_in;

    #[test]
    fn titles_complete_names() {
        assert_eq!(fuller_in("Dan Marsh: the sea | Harbor Show", "Dan"), ["Dan Marsh"]);
        assert_eq!(fuller_in("和周小舟聊潮水", "小舟"), Vec::<String>::new());
        assert_eq!(fuller_in("潮水 - 周小舟访谈", "小舟"), ["周小舟"]);
    }
}
