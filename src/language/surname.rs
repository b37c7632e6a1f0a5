//! Whether a Chinese name and a Latin one may be one person's: they have the surname in common, in pinyin or as it is spelled
//! elsewhere, or sound alike.

use super::{bare_name, lexicon, name_shape, skeleton};
use crate::text;
use crate::text::marks::MIDDLE_DOTS;

/// Whether a Chinese name and a Latin one may be one person's: what stands in brackets is as often where they work, what they do
/// or where they come from. `林海潮（Blue Whale）` and `Tom Becker（安克）` are nobody's two names.
pub(crate) fn may_be_of_one(han: &str, latin: &str) -> bool {
    // A nickname and an account are like nothing else.
    if !latin.contains(' ') || !bare_name::is_full(han) {
        return true;
    }
    if han.contains(MIDDLE_DOTS) {
        return sound_alike_at_an_end(han, latin);
    }
    let given = latin.split([' ', '-']).next().unwrap_or(latin).to_lowercase();
    let last = latin.rsplit([' ', '-']).next().unwrap_or(latin).to_lowercase();
    // `Jane Street`, `Eli Lilly`
    let is_firm = || name_shape::is_organisation(latin) || lexicon::ENGLISH_WORDS.contains(&last);
    renders_or_has_surname(han, latin)
        || lexicon::LATIN_GIVEN_NAMES.contains(&given) && bare_name::is_surnamed(han) && !is_firm()
}

/// Whether a transliteration with a dot begins or ends as a Latin name does: 尼娜·戈德堡 and Nina Goldberg, not Robert Marlowe.
pub(crate) fn sound_alike_at_an_end(han: &str, latin: &str) -> bool {
    let is_between = |c: char| c == '-' || MIDDLE_DOTS.contains(&c);
    let firsts = han.split(is_between).next().zip(latin.split([' ', '-']).next());
    let lasts = han.rsplit(is_between).next().zip(latin.rsplit([' ', '-']).next());
    [firsts, lasts].into_iter().flatten().any(|(han, latin)| skeleton::may_render(han, latin))
}

/// Whether a Chinese name has the surname of a Latin one, or may be its rendering.
pub(crate) fn renders_or_has_surname(han: &str, latin: &str) -> bool {
    let is_foreign = han.chars().all(|character| lexicon::TRANSLITERATION.contains(character));
    has_surname_of(han, latin) || is_foreign && skeleton::may_render(han, latin)
}

/// Whether a Chinese name and one in Latin letters have the surname in common: 黄仁勋, Jensen Huang.
pub(crate) fn has_surname_of(han: &str, latin: &str) -> bool {
    let compound: Option<String> = lexicon::COMPOUND_SURNAMES.start(han).then(|| {
        let syllables =
            han.chars().take(2).filter_map(|character| text::readings(character).first().copied());
        syllables.collect()
    });
    let Some(first) = han.chars().next() else { return false };
    let surnames: Vec<String> =
        compound.into_iter().chain(text::readings(first).into_iter().map(str::to_owned)).collect();
    let is_word = |word: &&str| word.len() >= 2 && word.chars().skip(1).any(char::is_lowercase);
    latin.split([' ', '-']).filter(is_word).any(|word| {
        let word = word.to_lowercase();
        let is_spelled_so = || lexicon::SURNAME_SPELLINGS.contains(&format!("{first}{word}"));
        surnames.iter().any(|surname| sounds_alike(surname, &word)) || is_spelled_so()
    })
}

/// Whether a word in Latin letters is a way to write a syllable: huang, Wong of wang, Lee of li.
fn sounds_alike(syllable: &str, word: &str) -> bool {
    let is_short = syllable.len() <= 3 && word.len() <= 3;
    let distance = strsim::levenshtein(syllable, word);
    distance == 0
        || syllable.get(..1) == word.get(..1)
            && (distance == 1 && word.len() >= 3 || distance == 2 && is_short && word.len() == 3)
}

/// How a Chinese name of two to four characters may be written in pinyin, its surname first or last: 何小鹏 is hexiaopeng and
/// xiaopenghe. Of characters with several readings all are given, within reason.
pub(crate) fn in_pinyin(name: &str) -> Vec<String> {
    const MOST: usize = 8;
    let characters: Vec<char> = name.chars().collect();
    if !(2..=4).contains(&characters.len())
        || !characters.iter().all(|character| name_shape::is_han(*character))
    {
        return Vec::new();
    }
    let surname = if lexicon::COMPOUND_SURNAMES.start(name) && characters.len() > 2 { 2 } else { 1 };
    let turned = [&characters[surname..], &characters[..surname]].concat();
    let mut keys = Vec::new();
    for characters in [characters, turned] {
        let mut ways = vec![String::new()];
        for character in characters {
            let readings = text::readings(character);
            let longer =
                |way: &String| readings.iter().map(|reading| format!("{way}{reading}")).collect::<Vec<_>>();
            ways = ways.iter().flat_map(longer).take(MOST).collect();
        }
        keys.extend(ways);
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_that_begin_with_a_given_name_are_no_names_of_whom_they_stand_beside() {
        assert!(!may_be_of_one("高见", "Jane Street") && !may_be_of_one("尹南", "Eli Lilly"));
        assert!(may_be_of_one("萧国梅", "Zack Blackwood"));
        assert!(may_be_of_one("陈默", "Michael Chen") && may_be_of_one("马斯克", "Elon Musk"));
    }

    #[test]
    fn surnames_are_heard_in_latin_letters() {
        for (han, latin) in [
            ("黄仁勋", "Jensen Huang"),
            ("李开复", "Kai-Fu Lee"),
            ("欧阳远", "Yuan Ouyang"),
            ("黄家强", "Steve Wong"),
            ("朴敏书", "Park Min-seo"),
        ] {
            assert!(has_surname_of(han, latin), "{han} {latin}");
        }
        for (han, latin) in [
            ("安全", "AI Safety"),
            ("辛顿", "Geoffrey Hinton"),
            ("林海潮", "Blue Whale"),
            ("林海潮", "Vice President"),
        ] {
            assert!(!has_surname_of(han, latin), "{han} {latin}");
        }
    }
}
