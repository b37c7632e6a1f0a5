//! Marks of quotation and brackets: the one table of each, for whoever reads notes and for the query language.

/// A mark of quotation.
struct Quotation {
    mark: char,
    /// The marks of one class may open and close each other: notes mix them.
    class: u8,
    opens: bool,
    closes: bool,
}

const fn quotation(mark: char, class: u8, opens: bool, closes: bool) -> Quotation {
    Quotation { mark, class, opens, closes }
}

/// Every mark of quotation. A curly closing mark opens too, since input methods often give two of one kind.
const QUOTATIONS: [Quotation; 15] = [
    quotation('“', 0, true, false),
    quotation('”', 0, true, true),
    quotation('"', 0, true, true),
    quotation('＂', 0, true, true),
    quotation('〝', 0, true, false),
    quotation('〞', 0, false, true),
    quotation('„', 0, true, false),
    quotation('「', 1, true, false),
    quotation('」', 1, false, true),
    quotation('『', 2, true, false),
    quotation('』', 2, false, true),
    quotation('‘', 3, true, false),
    quotation('’', 3, false, true),
    quotation('«', 4, true, false),
    quotation('»', 4, false, true),
];

#[inline]
fn found(mark: char) -> Option<&'static Quotation> {
    // Most characters are Han or ASCII letters, and none of the marks lies between those.
    let may_be = matches!(mark, '"' | '«' | '»' | '\u{2018}'..='\u{201e}' | '\u{300c}'..='\u{301e}' | '＂');
    if may_be { QUOTATIONS.iter().find(|quotation| quotation.mark == mark) } else { None }
}

/// The class of a mark of quotation; the marks of one class may open and close each other.
pub fn quotation_class(mark: char) -> Option<u8> {
    found(mark).map(|quotation| quotation.class)
}

/// Whether this is a mark of quotation, opening or closing.
#[inline]
pub fn is_quotation(mark: char) -> bool {
    found(mark).is_some()
}

/// Whether quoted words may begin with this mark.
#[inline]
pub fn opens_quotation(mark: char) -> bool {
    found(mark).is_some_and(|quotation| quotation.opens)
}

/// Where the first mark stands with which quoted words may begin.
pub fn first_opening_quotation(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        // Few bytes of a text are the first of such a mark, so few of its characters are looked at.
        let begins = |byte: &u8| matches!(byte, b'"' | 0xc2 | 0xe2 | 0xe3 | 0xef);
        let at = from + text.as_bytes()[from..].iter().position(begins)?;
        let mark = text[at..].chars().next()?;
        if opens_quotation(mark) {
            return Some(at);
        }
        from = at + mark.len_utf8();
    }
}

/// Whether quoted words may end with this mark.
pub fn closes_quotation(mark: char) -> bool {
    found(mark).is_some_and(|quotation| quotation.closes)
}

/// Whether a mark can open quoted words and not close them, as `"` can do both.
pub fn only_opens_quotation(mark: char) -> bool {
    found(mark).is_some_and(|quotation| quotation.opens && !quotation.closes)
}

/// How many quotations a text opens and does not close, by the marks that can do only one of both.
pub fn open_quotations(text: &str) -> i32 {
    text.chars()
        .map(|character| match character {
            '“' | '「' | '『' => 1,
            '”' | '」' | '』' => -1,
            _ => 0,
        })
        .sum()
}

/// Brackets of one kind: the opening and the closing one.
pub type Brackets = (char, char);

/// Round brackets, in which notes put what belongs to the word before them.
pub const ROUND: [Brackets; 2] = [('（', '）'), ('(', ')')];

/// Every kind of bracket that may hold a remark, a time or a name. Angle brackets hold titles and are none of them.
pub const BRACKETS: [Brackets; 5] = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('［', '］')];

/// Whether a character may be a bracket: most are Han or letters, and none of the brackets lies between those.
#[inline]
fn may_be_bracket(character: char) -> bool {
    matches!(character, '('..=')' | '['..=']' | '【'..='】' | '（'..='］')
}

/// What closes an opening bracket.
#[inline]
pub fn closing_bracket(open: char) -> Option<char> {
    if !may_be_bracket(open) {
        return None;
    }
    BRACKETS.iter().find(|(opening, _)| *opening == open).map(|(_, close)| *close)
}

/// What opens the brackets that a character closes.
pub fn opening_bracket(close: char) -> Option<char> {
    BRACKETS.iter().find(|(_, closing)| *closing == close).map(|(open, _)| *open)
}

/// Whether a character opens brackets.
#[inline]
pub fn opens_brackets(character: char) -> bool {
    closing_bracket(character).is_some()
}

/// Whether a character closes brackets.
#[inline]
pub fn closes_brackets(character: char) -> bool {
    may_be_bracket(character) && BRACKETS.iter().any(|(_, close)| *close == character)
}

/// Marks behind which another clause begins.
pub const CLAUSE_ENDS: [char; 14] =
    ['，', '、', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?', '—', '…'];

/// Marks between the parts of a name that is written in Chinese characters: 德米斯·哈萨比斯.
pub const MIDDLE_DOTS: [char; 4] = ['·', '•', '・', '‧'];

/// Whether a character is an opening round bracket.
pub fn opens_round(character: char) -> bool {
    ROUND.iter().any(|(open, _)| *open == character)
}

/// Whether a character is a closing round bracket.
pub fn closes_round(character: char) -> bool {
    ROUND.iter().any(|(_, close)| *close == character)
}

/// The words in brackets at the start of a text, trimmed, and what stands after them. Brackets of the same kind nest.
pub fn bracketed(text: &str) -> Option<(&str, &str)> {
    let open = text.chars().next()?;
    let close = closing_bracket(open)?;
    let mut depth = 0;
    for (offset, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some((text[open.len_utf8()..offset].trim(), &text[offset + close.len_utf8()..]));
            }
        }
    }
    None
}

/// Whether brackets hold all of a text.
pub fn is_bracketed(text: &str) -> bool {
    bracketed(text.trim()).is_some_and(|(_, behind)| behind.is_empty())
}

/// A text without what stands in brackets.
pub fn without_brackets(text: &str) -> String {
    if !text.contains(may_be_bracket) {
        return text.to_owned();
    }
    let mut depth = 0_u32;
    let mut outside = String::new();
    for character in text.chars() {
        if opens_brackets(character) {
            depth += 1;
        } else if closes_brackets(character) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            outside.push(character);
        }
    }
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_stands_twice_and_all_are_found() {
        let mut marks: Vec<char> = QUOTATIONS.iter().map(|quotation| quotation.mark).collect();
        assert!(marks.iter().all(|mark| is_quotation(*mark)));
        let is_found = |mark: &char| first_opening_quotation(&format!("一a，{mark}")).is_some();
        assert!(marks.iter().all(|mark| is_found(mark) == opens_quotation(*mark)));
        marks.extend(BRACKETS.iter().flat_map(|(open, close)| [*open, *close]));
        let count = marks.len();
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks.len(), count);
    }

    #[test]
    fn each_class_can_be_opened_and_closed() {
        for quotation in &QUOTATIONS {
            let of_class = || QUOTATIONS.iter().filter(|other| other.class == quotation.class);
            assert!(of_class().any(|other| other.opens) && of_class().any(|other| other.closes));
        }
    }

    #[test]
    fn brackets_nest() {
        assert_eq!(bracketed("（甲（乙） ）丙"), Some(("甲（乙）", "丙")));
        assert_eq!(bracketed("（甲"), None);
        assert_eq!(bracketed("甲（乙）"), None);
        assert_eq!(without_brackets("甲（乙[丙]）丁"), "甲丁");
    }
}
