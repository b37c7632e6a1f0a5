//! Phrases that say whose words follow without a subject that says them: `据李明的说法`, `According to Li Ming`,
//! `as Li Ming puts it`; and `Li Ming said`, as English does it.
//!
//! ```text
//! phrase = before name after? | needs name after     ; the words of `data/language/attributing.txt`
//!        | "在" name "看来"
//!        | English name says                ; behind quoted words also: says name
//! ```

use super::lexicon;

/// The name in a clause that is such a phrase and nothing else. Whether that is anybody's, its shape or the note tells.
pub(crate) fn name(clause: &str) -> Option<&str> {
    let clause = clause.trim();
    if clause.is_ascii() {
        return english(clause);
    }
    if let Some(name) = clause.strip_prefix('在').and_then(|rest| rest.strip_suffix("看来")) {
        return Some(name.trim());
    }
    // `据比尔·马什说`, `正如李明所说`
    let without_after = |words: &'_ str| {
        let verbs = lexicon::ENDING_CLAUSES.before_end(words);
        let after = lexicon::AFTER_ATTRIBUTED.before_end(words).chain(verbs).min_by_key(|name| name.len());
        after.map(str::len)
    };
    let needs = lexicon::BEFORE_ATTRIBUTED_AND_AFTER.after_start(clause).map(|rest| (rest, true));
    let before = lexicon::BEFORE_ATTRIBUTED.after_start(clause).map(|rest| (rest, false));
    // The longest word before the name.
    let (rest, needs) = needs.chain(before).min_by_key(|(rest, _)| rest.len())?;
    match without_after(rest) {
        Some(end) => Some(rest[..end].trim()),
        None if needs => None,
        None => Some(rest.trim()),
    }
}

/// The name in what follows quoted words in English: `says Li Ming`, `Li Ming said`.
pub(crate) fn name_behind_words(clause: &str) -> Option<&str> {
    let (first, rest) = clause.split_once(' ').filter(|_| clause.is_ascii())?;
    match lexicon::ENGLISH_SAYING.contains(first) {
        // `says Li Ming, the pilot`
        true => Some(rest.split(',').next().unwrap_or(rest).trim()),
        false => english(clause),
    }
}

fn english(clause: &str) -> Option<&str> {
    /// Words of the longest phrase.
    const LONGEST: usize = 4;
    let is_name = |word: &str| word.starts_with(|first: char| first.is_ascii_uppercase());
    let folded = |words: &str| words.to_ascii_lowercase().replace(' ', "");
    // Where words begin and end, in bytes.
    let starts = clause.match_indices(' ').map(|(at, _)| at + 1).take(LONGEST);
    let opening = starts.filter(|start| is_name(&clause[*start..])).find_map(|start| {
        let before = folded(&clause[..start]);
        let needs = lexicon::BEFORE_ATTRIBUTED_AND_AFTER.contains(&before);
        (needs || lexicon::BEFORE_ATTRIBUTED.contains(&before)).then_some((&clause[start..], needs))
    });
    let (rest, is_opened, needs) = opening.map_or((clause, false, true), |(rest, needs)| (rest, true, needs));
    let ends = rest.match_indices(' ').map(|(at, _)| at).rev().take(LONGEST);
    let after = if is_opened { &lexicon::AFTER_ATTRIBUTED } else { &lexicon::ENGLISH_SAYING };
    match ends.filter(|end| after.contains(&folded(&rest[*end..]))).last() {
        Some(end) => Some(rest[..end].trim()),
        None if needs => None,
        None => Some(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::{name, name_behind_words};

    #[test]
    fn the_name_stands_between_the_words_that_attribute() {
        for (clause, expected) in [
            ("据比尔·马什说", Some("比尔·马什")),
            ("据李明介绍", Some("李明")),
            ("根据李明的说法", Some("李明")),
            ("正如何苗所说", Some("何苗")),
            ("用周舟的话说", Some("周舟")),
            ("在周舟看来", Some("周舟")),
            ("用盐", None),
            ("在周舟说来", None),
            ("正如李明", None),
            ("According to Bill Marsh", Some("Bill Marsh")),
            ("As Anna Bell puts it", Some("Anna Bell")),
            ("In the words of Mary Stone", Some("Mary Stone")),
            ("Bill Marsh said", Some("Bill Marsh")),
            ("As Anna Bell", None),
            ("Bill Marsh sailed", None),
        ] {
            assert_eq!(name(clause), expected, "{clause}");
        }
    }

    #[test]
    fn english_names_who_spoke_behind_the_words() {
        assert_eq!(name_behind_words("says Alan Reed"), Some("Alan Reed"));
        assert_eq!(name_behind_words("Alan Reed said"), Some("Alan Reed"));
        assert_eq!(name_behind_words("Alan Reed sailed"), None);
    }
}
