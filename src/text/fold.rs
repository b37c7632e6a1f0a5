//! Folding: what makes 開發者, 开发者 and ＧＴＭ, gtm the same words to a search.
//!
//! A folded text is compatibility-composed (NFKC), lower case, in simplified characters, with one form of the apostrophe,
//! and free of characters that have no width. Every character is folded by itself, without a look at its neighbours, so that
//! `fold(a + b) == fold(a) + fold(b)`: any run of characters of a text folds to a run of the folded text, which is
//! what lets a search promise everything that Ctrl+F finds. The price is that 乾 folds to 干 in 乾隆 too, on both
//! sides alike, and that a letter with a separate combining mark stays apart from the composed letter.
//!
//! Nothing is loaded at start-up: results are kept per character in a table that begins as zero pages, and only
//! characters that a process meets are ever worked out.

use std::ops::Range;
use std::sync::atomic::{AtomicU16, Ordering};

use unicode_normalization::UnicodeNormalization;

use super::script::{Script, script};

/// A folded text with the way back to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// One entry per folded character, in order.
    pieces: Vec<FoldedCharacter>,
}

/// Byte offsets of one folded character and of the original character that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FoldedCharacter {
    folded: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that the bytes `folded` of the folded text came from.
    ///
    /// The answer covers whole original characters, also where one of them folded to several.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.folded as usize <= folded.start);
        let after = self.pieces.partition_point(|piece| (piece.folded as usize) < folded.end);
        if self.pieces.is_empty() || folded.is_empty() {
            let at = self.pieces.get(first.saturating_sub(1)).map_or(0, |piece| piece.start as usize);
            return at..at;
        }
        let start = self.pieces[first.saturating_sub(1)].start as usize;
        let end = self.pieces[after.saturating_sub(1)].end as usize;
        start..end.max(start)
    }
}

/// Folds a text and keeps the way back.
pub fn fold(text: &str) -> Folded {
    let mut folded =
        Folded { text: String::with_capacity(text.len()), pieces: Vec::with_capacity(text.len()) };
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        let mut from = folded.text.len();
        push_folded(character, &mut folded.text);
        while from < folded.text.len() {
            folded.pieces.push(FoldedCharacter { folded: from as u32, start: start as u32, end: end as u32 });
            from += folded.text[from..].chars().next().map_or(1, char::len_utf8);
        }
    }
    folded
}

/// Folds a text, makes every run of white space one space and drops those at the ends: the form that is indexed and
/// searched, so that a line break in a note is as good as a space. Within Chinese it is not even that: lines are wrapped
/// in the middle of words there, and a word over two lines is one (see `is_no_gap`).
pub fn normalise(text: &str) -> Folded {
    let folded = fold(text);
    let mut normal = Folded {
        text: String::with_capacity(folded.text.len()),
        pieces: Vec::with_capacity(folded.pieces.len()),
    };
    // Whether the space at the end stands for a line break.
    let mut breaks = false;
    for (character, piece) in folded.text.chars().zip(&folded.pieces) {
        if !character.is_whitespace() {
            if std::mem::take(&mut breaks) && close_gap(&mut normal.text, 0, character) {
                normal.pieces.pop();
            }
            normal.pieces.push(FoldedCharacter { folded: normal.text.len() as u32, ..*piece });
            normal.text.push(character);
        } else if normal.text.ends_with(' ') {
            breaks |= is_line_end(character);
            if let Some(space) = normal.pieces.last_mut() {
                space.end = piece.end;
            }
        } else if !normal.text.is_empty() {
            breaks = is_line_end(character);
            normal.pieces.push(FoldedCharacter { folded: normal.text.len() as u32, ..*piece });
            normal.text.push(' ');
        }
    }
    if normal.text.ends_with(' ') {
        normal.text.pop();
        normal.pieces.pop();
    }
    normal
}

/// [`normalise`] where only the normal form is wanted.
pub fn normalise_text(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    push_normal(text, &mut normal);
    normal
}

/// Puts the normal form of a text at the end of `into`.
pub fn push_normal(text: &str, into: &mut String) {
    let begin = into.len();
    // What stays as it is is copied as a whole.
    let mut copied = 0;
    let mut after_space = true;
    // Whether that space stands for a line break.
    let mut breaks = false;
    for (at, character) in text.char_indices() {
        if is_normal(character) || character == ' ' && !after_space {
            // After a line break all before is copied.
            if breaks {
                breaks = false;
                close_gap(into, begin, character);
            }
            after_space = character == ' ';
            continue;
        }
        into.push_str(&text[copied..at]);
        copied = at + character.len_utf8();
        if character.is_whitespace() {
            breaks = push_space(into, begin, character, breaks);
            after_space = true;
            continue;
        }
        let from = into.len();
        push_folded(character, into);
        // A few characters (´, ﹲ) fold to a space and a mark.
        if breaks || into.as_bytes()[from..].contains(&b' ') {
            breaks = collapse(into, begin, from, breaks);
        }
        after_space = into.len() == begin || into.ends_with(' ');
    }
    into.push_str(&text[copied..]);
    if into.len() > begin && into.ends_with(' ') {
        into.pop();
    }
}

/// Whether a character is known to fold to itself and is no white space.
fn is_normal(character: char) -> bool {
    match character {
        '!'..='@' | '['..='~' => true,
        _ if character.is_ascii() => false,
        _ => {
            let known = TABLE.get(character as usize).map_or(0, |entry| entry.load(Ordering::Relaxed));
            let is_han = ('\u{4e00}'..='\u{9fff}').contains(&character);
            u32::from(known) == character as u32 + 1 && (is_han || !character.is_whitespace())
        }
    }
}

/// Makes what stands after `from` fit: no space at `begin`, none after another, none for a line break that is no gap.
/// `breaks`: whether the space before `from` stands for a line break; gives the same of one at the end.
fn collapse(normal: &mut String, begin: usize, from: usize, mut breaks: bool) -> bool {
    let tail = normal.split_off(from);
    for character in tail.chars() {
        if !character.is_whitespace() {
            if std::mem::take(&mut breaks) {
                close_gap(normal, begin, character);
            }
            normal.push(character);
        } else {
            breaks = push_space(normal, begin, character, breaks);
        }
    }
    breaks
}

/// Puts a space at the end for a white space, unless one is there or nothing else is; gives whether it stands for a line
/// break.
fn push_space(normal: &mut String, begin: usize, white: char, breaks: bool) -> bool {
    if normal.len() == begin {
        return breaks;
    }
    if !normal.ends_with(' ') {
        normal.push(' ');
    }
    breaks || is_line_end(white)
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// Takes away the space that stands for a line break if that is no gap before `next`; gives whether it did.
fn close_gap(normal: &mut String, begin: usize, next: char) -> bool {
    let before = normal[begin..].strip_suffix(' ').and_then(|before| before.chars().next_back());
    let closes = before.is_some_and(|before| is_no_gap(before, next));
    if closes {
        normal.pop();
    }
    closes
}

/// Whether a line break between these folded characters parts nothing, as in `排班系⏎统`: between Chinese characters, and
/// between one and a mark. (CSS Text 4, "Segment Break Transformation Rules"; these look at the width of marks, which
/// folding has taken away, so one beside a Chinese character counts as wide.) Korean puts spaces between words.
///
/// It hangs on the two neighbours alone: so a run that is cut out of a text is as it is in the text.
fn is_no_gap(before: char, after: char) -> bool {
    let class = |character| match script(character) {
        Script::Han if ('\u{1100}'..='\u{11ff}').contains(&character) => Script::Word,
        Script::Han if ('\u{3131}'..='\u{318e}').contains(&character) => Script::Word,
        Script::Han if ('\u{ac00}'..='\u{d7a3}').contains(&character) => Script::Word,
        class => class,
    };
    match (class(before), class(after)) {
        (Script::Han, Script::Han | Script::Mark) | (Script::Mark, Script::Han) => true,
        (Script::Mark, Script::Mark) => !before.is_ascii() || !after.is_ascii(),
        _ => false,
    }
}

/// The bytes of each line break that [`normalise`] takes for no gap, with the white space around it.
pub fn silent_breaks(text: &str) -> Vec<Range<usize>> {
    if !text.contains(is_line_end) {
        return Vec::new();
    }
    let pieces = normalise(text).pieces;
    let between = pieces.windows(2).map(|pair| pair[0].end as usize..pair[1].start as usize);
    between.filter(|range| range.start < range.end && text[range.clone()].contains(is_line_end)).collect()
}

/// Folds a text of which only the folded form is wanted.
pub fn fold_text(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        push_folded(character, &mut folded);
    }
    folded
}

/// What the table knows about a character of the basic plane: nothing yet (0), that it disappears, that it folds to several
/// or to one of another plane, or what it folds to, plus one. It is narrow, for each page of it that is met costs time.
static TABLE: [AtomicU16; 0x1_0000] = [const { AtomicU16::new(0) }; 0x1_0000];
const DISAPPEARS: u16 = u16::MAX;
const SEVERAL: u16 = u16::MAX - 1;

/// A Latin letter without its accent: é is e. Others stay as they are.
pub fn without_accent(character: char) -> char {
    match character {
        '\u{c0}'..='\u{24f}' => character.nfd().next().unwrap_or(character),
        other => other,
    }
}

fn push_folded(character: char, into: &mut String) {
    if character.is_ascii() {
        into.push(character.to_ascii_lowercase());
        return;
    }
    match known(character) {
        Some(DISAPPEARS) => {}
        None | Some(SEVERAL) => into.push_str(&work_out(character)),
        Some(one) => into.extend(char::from_u32(u32::from(one) - 1)),
    }
}

/// What the table knows about a character, which is worked out if need be; `None` beyond the basic plane.
fn known(character: char) -> Option<u16> {
    let entry = TABLE.get(character as usize)?;
    let mut known = entry.load(Ordering::Relaxed);
    if known == 0 {
        known = match character {
            // No other rule changes these, and to try them all takes ten times as long.
            '\u{4e00}'..='\u{9fff}' => {
                describe(in_simplified(in_simplified(character)).encode_utf8(&mut [0; 4]))
            }
            _ => describe(&work_out(character)),
        };
        entry.store(known, Ordering::Relaxed);
    }
    Some(known)
}

/// The simplified form of a Chinese character, if that is as long in UTF-8; any other character itself.
pub fn simplified(character: char) -> char {
    if !('\u{3400}'..='\u{9fff}').contains(&character) {
        return character;
    }
    let one = known(character).filter(|known| !matches!(*known, DISAPPEARS | SEVERAL));
    let folded = one.and_then(|one| char::from_u32(u32::from(one) - 1));
    folded.filter(|folded| folded.len_utf8() == character.len_utf8()).unwrap_or(character)
}

fn describe(folded: &str) -> u16 {
    let mut characters = folded.chars();
    match (characters.next(), characters.next()) {
        (None, _) => DISAPPEARS,
        (Some(one), None) => u16::try_from(one as u32 + 1).unwrap_or(SEVERAL).min(SEVERAL),
        _ => SEVERAL,
    }
}

/// Folds until nothing changes any more: some characters need a second round, such as a traditional character
/// among the compatibility ideographs.
fn work_out(character: char) -> String {
    let mut folded = String::from(character);
    for _ in 0..4 {
        let next: String = folded
            .chars()
            .filter(|&character| !has_no_width(character))
            .nfkc()
            .flat_map(char::to_lowercase)
            .map(in_simplified)
            .map(as_typed)
            .filter(|&character| !has_no_width(character))
            .collect();
        if next == folded {
            break;
        }
        folded = next;
    }
    folded
}

/// Characters with a simplified form, sorted; see `build.rs`.
static SIMPLIFIED: &[(char, char)] = &include!(concat!(env!("OUT_DIR"), "/simplified.rs"));

fn in_simplified(character: char) -> char {
    SIMPLIFIED
        .binary_search_by_key(&character, |(traditional, _)| *traditional)
        .map_or(character, |at| SIMPLIFIED[at].1)
}

/// Apostrophes in the form that a keyboard has: `O’Reilly` and `O'Reilly` are the same. Single quotation marks become
/// such too, for they are the same characters.
fn as_typed(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' => '\'',
        other => other,
    }
}

/// Zero-width spaces and joiners, soft hyphens, byte order marks, direction marks and variation selectors.
fn has_no_width(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_case_and_script_do_not_matter() {
        assert_eq!(fold_text("ＧＴＭ"), "gtm");
        assert_eq!(fold_text("開發者"), "开发者");
        assert_eq!(fold_text("ＡＩ时代"), fold_text("ai時代"));
        assert_eq!(fold_text("1㎏"), "1kg");
    }

    #[test]
    fn only_simplifying_changes_ideographs() {
        let is_so = |character: char| fold_text(&character.to_string()) == work_out(character);
        assert!(('\u{4e00}'..='\u{9fff}').all(is_so));
    }

    #[test]
    fn characters_without_width_disappear() {
        assert_eq!(fold_text("\u{feff}推\u{200b}理"), "推理");
    }

    #[test]
    fn neighbours_do_not_matter() {
        for character in "乾隆藉著覆畫鍾於".chars() {
            let pair = format!("計{character}隆");
            assert!(fold_text(&pair).contains(&fold_text(&character.to_string())));
        }
    }

    #[test]
    fn original_covers_whole_characters() {
        let folded = fold("a㎏\u{200b}b");
        assert_eq!(folded.as_str(), "akgb");
        assert_eq!(folded.original(1..2), 1..4);
        assert_eq!(folded.original(2..3), 1..4);
        assert_eq!(folded.original(3..4), 7..8);
        assert_eq!(folded.original(0..4), 0..8);
        assert_eq!(fold("").original(0..0), 0..0);
    }

    #[test]
    fn every_character_folds_the_same_a_second_time() {
        for character in (0..=0x2_ffff).filter_map(char::from_u32) {
            let once = fold_text(&character.to_string());
            assert_eq!(fold_text(&once), once, "{character:?}");
        }
    }

    #[test]
    fn line_breaks_are_as_good_as_spaces() {
        let normal = normalise(" town\r\n  hall\u{3000}");
        assert_eq!(normal.as_str(), "town hall");
        assert_eq!(normal.original(4..5), 5..9);
        assert_eq!(normalise_text(" town\r\n  hall\u{3000}"), "town hall");
    }

    #[test]
    fn a_word_over_two_lines_of_chinese_is_one() {
        for (text, normal) in [
            ("排班系\n统", "排班系统"),
            ("排班系\r\n  统", "排班系统"),
            ("排班系  \n\u{3000}统", "排班系统"),
            ("排班系\u{200b}\n\u{200b}統", "排班系统"),
            ("排班系 统", "排班系 统"),
            ("好，\n再说", "好,再说"),
            ("再说\n“好”\n。", "再说“好”。"),
            ("（一）\n（二）", "(一) (二)"),
            ("カタ\nカナ", "カタカナ"),
            ("한국\n어", "한국 어"),
            ("town\nhall", "town hall"),
            ("end.\n\"Next", "end. \"next"),
            ("用\nai\n写", "用 ai 写"),
            ("2026\n年", "2026 年"),
            ("\n统\n", "统"),
        ] {
            assert_eq!(normalise_text(text), normal, "{text:?}");
            assert_eq!(normalise(text).as_str(), normal, "{text:?}");
        }
        let text = "系\n 统";
        assert_eq!(normalise(text).original(0.."系统".len()), 0..text.len());
        assert_eq!(silent_breaks("系\n 统\nai\nbc。\n好"), [3..5, 17..18]);
    }

    #[test]
    fn apostrophes_are_the_same() {
        for name in ["O’Reilly", "O‘Reilly", "OʼReilly", "O＇Reilly", "O‛Reilly"] {
            assert_eq!(fold_text(name), "o'reilly", "{name}");
        }
    }

    #[test]
    fn characters_that_fold_to_a_space_and_a_mark_normalise_alike() {
        for text in ["ﹲ", "´", "a ﹲ", "ﹲ\u{3000}b"] {
            assert_eq!(normalise(text).as_str(), normalise_text(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_to_normalise_agree(text in "[ \t\n\r\u{3000}a㎏´é一，(“한\u{200b}]{0,20}|(\\PC|\n){0,20}") {
            let normal = normalise(&text);
            prop_assert_eq!(normal.as_str(), normalise_text(&text));
            prop_assert_eq!(normalise_text(normal.as_str()), normal.as_str());
            for from in 0..normal.text.len() {
                let range = normal.original(from..normal.text.len());
                prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
            }
        }

        #[test]
        fn a_run_of_characters_is_normalised_to_a_run(text in "[ \n\u{3000}aé一二，(“。한\u{200b}㎏]{1,30}", from in 0usize..30, length in 1usize..12) {
            let run: String = text.chars().skip(from).take(length).collect();
            prop_assert!(normalise_text(&text).contains(&normalise_text(&run)), "{:?}", run);
        }

        #[test]
        fn folding_is_idempotent_and_maps_to_boundaries(text in "\\PC{0,40}", from in 0usize..60, length in 0usize..60) {
            let folded = fold(&text);
            prop_assert_eq!(folded.as_str(), fold_text(&text));
            prop_assert_eq!(fold_text(folded.as_str()), folded.as_str());
            let range = folded.original(from.min(folded.text.len())..(from + length).min(folded.text.len()));
            prop_assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
        }

        #[test]
        fn a_run_of_characters_folds_to_a_run(text in "[一-龥a-zA-Zａ-ｚ０-９ \u{200b}㎏é0-9.]{1,30}", from in 0usize..30, length in 1usize..12) {
            let run: String = text.chars().skip(from).take(length).collect();
            let folded = fold(&text);
            let needle = fold_text(&run);
            let at = folded.as_str().find(&needle);
            prop_assert!(at.is_some());
            let at = at.unwrap();
            let original = folded.original(at..at + needle.len());
            prop_assert!(fold_text(&text[original]).contains(&needle));
        }
    }
}
