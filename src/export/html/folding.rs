//! What a page's script needs to fold as the program does: the characters of its notes, and those that somebody may type for
//! them. Every character is folded by itself, so a table of characters is all there is to carry.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::analysis::each_own_word;
use crate::model::Record;
use crate::text::fold_text;

/// The folded forms of characters; those that are not in it, and ASCII, fold as a script's own lower case.
#[derive(Debug, Default, Serialize)]
pub(super) struct Folding {
    /// A character and the one that it folds to, side by side.
    pairs: String,
    /// Those that fold to none or several.
    others: Vec<(char, String)>,
}

impl Folding {
    /// For the words of these records.
    pub(super) fn of<'r>(records: impl Iterator<Item = &'r Record>) -> Folding {
        let mut characters: BTreeSet<char> = BTreeSet::new();
        for record in records {
            each_own_word(record, |piece| characters.extend(piece.chars().filter(|own| !own.is_ascii())));
        }
        let mut forms: BTreeMap<char, String> =
            characters.iter().map(|own| (*own, fold_text(own.encode_utf8(&mut [0; 4])))).collect();
        let folded: BTreeSet<char> = forms.values().flat_map(|form| form.chars()).collect();
        // What may be typed instead: another script's, another width's. Beyond the basic plane nobody types such.
        for other in '\u{80}'..='\u{ffff}' {
            let form = fold_text(other.encode_utf8(&mut [0; 4]));
            if form.chars().all(|character| character.is_ascii() || folded.contains(&character)) {
                forms.insert(other, form);
            }
        }
        let mut folding = Folding::default();
        for (own, form) in forms {
            let mut characters = form.chars();
            match (characters.next(), characters.next()) {
                (Some(one), None) if one == own => {}
                (Some(one), None) => folding.pairs.extend([own, one]),
                _ => folding.others.push((own, form)),
            }
        }
        folding
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::topics::Vocabulary;

    #[test]
    fn what_may_be_typed_for_a_note_is_in_it_and_nothing_else() {
        let note = parse("a.md", "# 題\n\n开发者说 ＧＴＭ 与 Ⅳ，①㎏。\n", &Vocabulary::default());
        let folding = Folding::of(note.records.iter());
        let characters: Vec<char> = folding.pairs.chars().collect();
        let pairs: BTreeMap<char, char> = characters.chunks(2).map(|pair| (pair[0], pair[1])).collect();
        for (typed, form) in
            [('開', '开'), ('發', '发'), ('題', '题'), ('Ｇ', 'g'), ('，', ','), ('與', '与')]
        {
            assert_eq!(pairs.get(&typed), Some(&form), "{typed}");
        }
        assert!(!pairs.contains_key(&'龍'));
        let others: BTreeMap<char, String> = folding.others.into_iter().collect();
        assert_eq!(others.get(&'Ⅳ').map(String::as_str), Some("iv"));
        assert_eq!(others.get(&'㎏').map(String::as_str), Some("kg"));
        assert_eq!(others.get(&'\u{200b}').map(String::as_str), Some(""));
    }
}
