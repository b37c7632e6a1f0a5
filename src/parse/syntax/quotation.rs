//! Where quoted words begin and end.
//!
//! ```text
//! speech  = open words close trailer?
//! trailer = ( "。" | "，" | … | time | "（" text "）" | ( dash | "by" ) name ( "，" text )? | name "说" )*
//! ```
//!
//! The outer marks decide, not a count of marks: notes break their inner quotes (`“说’到底’的人”`, `"他说"不行"就走"`),
//! so the close is the last mark of the opener's class after which nothing but a trailer stands. A line that merely
//! begins with a word in quotation marks is no speech.

use std::ops::Range;

use crate::language::name_shape;
use crate::language::{attributing, clause, lexicon};
use crate::text::marks::{bracketed, opens_quotation, quotation_class};
use crate::text::timestamp::bracketed_clock;

/// What stands at a place where quoted words may begin. Ranges are bytes of the text that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Speech {
    /// Quoted words that end here.
    Whole {
        /// The words without the outer marks.
        words: Range<usize>,
        /// What stands after the closing mark.
        trailer: Trailer,
    },
    /// Several quoted words that stand side by side, each without its marks.
    Several(Vec<Range<usize>>),
    /// Quoted words, then a comment that is no trailer.
    Commented {
        /// The words without the outer marks.
        words: Range<usize>,
        /// The comment.
        comment: Range<usize>,
    },
    /// Quoted words that no mark closes; they may go on in the next line or paragraph.
    Open {
        /// Offset after the opening mark.
        start: usize,
    },
    /// No speech: plain words, or a remark that begins with a quoted word.
    None,
}

/// What may stand after the closing mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Trailer {
    /// A name after a dash or in brackets: candidates in order, each with the words after its comma.
    pub(crate) name: Option<(String, Option<String>)>,
    /// The words in brackets that are no name, time or original.
    pub(crate) qualifier: Option<String>,
    /// The same words in another language.
    pub(crate) other_language: Option<String>,
}

/// In bytes: what stands behind is read again behind each mark, and the words in another language may be long.
const LONGEST_TRAILER: usize = 8_000;

/// Reads quoted words at the start of `text` (white space before them is skipped). `is_name` judges a name in a
/// trailer; `has_speaker` tells that a lead has named the speaker already, so that the words are surely speech.
pub(crate) fn read(text: &str, has_speaker: bool, is_name: &dyn Fn(&str) -> bool) -> Speech {
    let open = text.len() - text.trim_start().len();
    let Some(mark) = text[open..].chars().next().filter(|mark| opens_quotation(*mark)) else {
        return Speech::None;
    };
    let start = open + mark.len_utf8();
    let marks: Vec<(usize, char)> = text[start..]
        .char_indices()
        .filter(|(_, c)| quotation_class(*c) == quotation_class(mark))
        .map(|(offset, c)| (start + offset, c))
        .collect();
    // An apostrophe or inch mark at the very end of a line may be the only close there is.
    if marks.is_empty() {
        return Speech::Open { start };
    }
    let first_close = balanced_close(mark, marks.iter().copied());
    for (offset, close) in marks.iter().rev() {
        if matches!(close, '“' | '「' | '『' | '‘') && first_close != Some(*offset) {
            continue;
        }
        let after = offset + close.len_utf8();
        if text.len() - after > LONGEST_TRAILER {
            break;
        }
        let Some(trailer) = read_trailer(&text[after..], is_name) else { continue };
        return match several(text, start, *offset, mark, &marks, has_speaker) {
            QuotedParts::One => Speech::Whole { words: start..*offset, trailer },
            QuotedParts::Several(parts) => Speech::Several(parts),
            QuotedParts::Remark => Speech::None,
        };
    }
    // Every mark has words after it. A close that stands well into the line ends speech with a comment after it.
    let close = match first_close.or(marks.last().map(|(offset, _)| *offset)) {
        Some(close) => close,
        None => return Speech::None,
    };
    if marks.iter().all(|(_, mark)| matches!(mark, '“' | '「' | '『' | '‘')) {
        return Speech::Open { start };
    }
    let words = start..close;
    let after = close + text[close..].chars().next().map_or(0, char::len_utf8);
    let comment = after..text.len();
    let spoken = text[words.clone()].chars().count();
    let said_about = text[comment.clone()].chars().count();
    let is_after_dash = dash(text[comment.clone()].trim_start()).is_some();
    let is_sentence = text[words.clone()].ends_with(['。', '！', '？', '…', '.', '!', '?']);
    if has_speaker
        || (is_after_dash && spoken >= 4 && (is_sentence || !explains(&text[comment.clone()])))
        || (spoken >= 10 && (is_sentence || spoken > 2 * said_about))
    {
        Speech::Commented { words, comment }
    } else {
        Speech::None
    }
}

/// Whether what stands behind a dash tells of the word before it: `“听起来像”——这是外行的标准。`
fn explains(comment: &str) -> bool {
    let words = comment.trim_start_matches(|c: char| !c.is_alphanumeric());
    ["这是", "这个", "这就是", "也就是", "那是", "即"].iter().any(|word| words.starts_with(word))
}

/// Whether plain words stand after the mark that closes the words at the start of `text`.
pub(crate) fn is_interrupted(text: &str) -> bool {
    end_of_first(text).is_some_and(|end| text[end..].chars().any(char::is_alphanumeric))
}

/// Where the quoted words at the start of `text` end, behind the mark that closes them.
pub(crate) fn end_of_first(text: &str) -> Option<usize> {
    let open = text.chars().next().filter(|open| opens_quotation(*open))?;
    let start = open.len_utf8();
    let marks = text[start..].char_indices().filter(|(_, c)| quotation_class(*c) == quotation_class(open));
    let close = balanced_close(open, marks.map(|(offset, c)| (start + offset, c)))?;
    Some(close + text[close..].chars().next().map_or(0, char::len_utf8))
}

/// Reads the rest of words that an earlier line opened with `opening`: the end of the words and the trailer, or
/// `None` where they go on.
pub(crate) fn read_rest(
    text: &str,
    opening: char,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<(usize, Trailer)> {
    text.char_indices()
        .rev()
        .filter(|(_, character)| {
            quotation_class(*character) == quotation_class(opening) && !matches!(character, '“' | '「' | '『')
        })
        .take_while(|(offset, _)| text.len() - offset <= LONGEST_TRAILER)
        .find_map(|(offset, close)| {
            read_trailer(&text[offset + close.len_utf8()..], is_name).map(|trailer| (offset, trailer))
        })
}

/// The mark that closes the opening one, counting nested pairs. ASCII marks do not nest: the next one closes.
fn balanced_close(open: char, marks: impl IntoIterator<Item = (usize, char)>) -> Option<usize> {
    let mut marks = marks.into_iter();
    if matches!(open, '"' | '＂' | '”') {
        return marks.next().map(|(offset, _)| offset);
    }
    let mut depth = 1;
    let close = marks.find(|(_, mark)| {
        match mark {
            '“' | '「' | '『' | '‘' | '〝' | '«' | '„' => depth += 1,
            '"' | '＂' if depth == 1 => depth = 0,
            _ => depth -= 1,
        }
        depth == 0
    });
    close.map(|(offset, _)| offset)
}

enum QuotedParts {
    One,
    Several(Vec<Range<usize>>),
    Remark,
}

/// Tells one speech with inner quotes from several quoted parts side by side, and both from a remark such as
/// `“甲”和“乙”`.
fn several(
    text: &str,
    start: usize,
    end: usize,
    open: char,
    marks: &[(usize, char)],
    has_speaker: bool,
) -> QuotedParts {
    let Some(first) = balanced_close(open, marks.iter().copied()) else { return QuotedParts::One };
    if first >= end {
        return QuotedParts::One;
    }
    // Pair the marks up; where they do not pair, inner quotes are broken and the whole is one speech.
    let mut parts = Vec::new();
    parts.push(start..first);
    let mut gaps = Vec::new();
    let inner: Vec<(usize, char)> =
        marks.iter().copied().filter(|(offset, _)| *offset > first && *offset <= end).collect();
    let mut rest = inner.as_slice();
    let mut after = first + text[first..].chars().next().map_or(0, char::len_utf8);
    while let [(next, mark), others @ ..] = rest {
        if !opens_quotation(*mark) || (*mark == '”' && open != '”') {
            return QuotedParts::One;
        }
        let Some(close) = balanced_close(*mark, others.iter().copied()) else { return QuotedParts::One };
        gaps.push(text[after..*next].trim());
        parts.push(next + mark.len_utf8()..close);
        after = close + text[close..].chars().next().map_or(0, char::len_utf8);
        rest = &others[others.partition_point(|(offset, _)| *offset <= close)..];
    }
    let is_sentence = |part: &Range<usize>| {
        let words = &text[part.clone()];
        words.ends_with(['。', '！', '？', '…', '.', '!', '?', '；'])
    };
    if gaps.iter().all(|gap| {
        gap.chars().all(|character| character.is_whitespace() || "、，,；;。/".contains(character))
    }) && parts.iter().all(is_sentence)
    {
        return QuotedParts::Several(parts);
    }
    let longest = parts.iter().map(|part| text[part.clone()].chars().count()).max().unwrap_or(0);
    let is_ascii = matches!(open, '"' | '＂');
    let quoted: usize = parts.iter().map(|part| text[part.clone()].chars().count()).sum();
    let between: usize = gaps.iter().map(|gap| gap.chars().count()).sum();
    if has_speaker || is_ascii && between > quoted / 4 || parts.iter().any(is_sentence) || longest >= 12 {
        QuotedParts::One
    } else {
        QuotedParts::Remark
    }
}

/// Reads what stands after a closing mark; `None` where it is more than a trailer.
fn read_trailer(text: &str, is_name: &dyn Fn(&str) -> bool) -> Option<Trailer> {
    let mut trailer = Trailer::default();
    let mut rest = text.trim();
    loop {
        rest = rest.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '。' | '，' | '；' | '！' | '？' | '.' | ',' | ';' | '!' | '?' | '…' | '*' | '、'
                )
        });
        if rest.is_empty() {
            return Some(trailer);
        }
        if let Some(length) = bracketed_clock(rest) {
            rest = &rest[length..];
            continue;
        }
        if let Some((inner, after)) = bracketed(rest) {
            take_bracketed(inner, &mut trailer, is_name);
            rest = after;
            continue;
        }
        if trailer.name.is_some() {
            return None;
        }
        let (name, remark, after) = match dash(rest).or_else(|| by(rest)) {
            Some(after) => name_after_dash(after, is_name)?,
            None => (name_before_saying(rest, is_name)?, None, ""),
        };
        trailer.name = Some((name, remark));
        rest = after;
    }
}

/// Reads a line that holds only an attribution: `—— 李明`, `（李明）`, `——李明，某公司 CEO`.
pub(crate) fn read_attribution(
    line: &str,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<(String, Option<String>)> {
    let line = line.trim();
    if let Some(after) = dash(line) {
        let (name, remark, after) = name_after_dash(after, is_name)?;
        let after = after.trim();
        return (after.is_empty() || bracketed_clock(after) == Some(after.len())).then_some((name, remark));
    }
    let (inner, after) = bracketed(line)?;
    let (name, remark) = split_remark(inner);
    (after.trim().is_empty() && is_name(name)).then(|| (name.to_owned(), remark.map(str::to_owned)))
}

fn take_bracketed(inner: &str, trailer: &mut Trailer, is_name: &dyn Fn(&str) -> bool) {
    let after_label =
        lexicon::LANGUAGES.after_start(inner).last().map(|rest| rest.trim_start_matches(['：', ':', ' ']));
    let unquoted = |words: &str| {
        words.trim().trim_matches(|c: char| quotation_class(c).is_some() || c.is_whitespace()).to_owned()
    };
    let (name, remark) = split_remark(inner);
    if let Some(original) = after_label.filter(|original| !original.is_empty()) {
        trailer.other_language = Some(unquoted(original));
    } else if trailer.name.is_none() && is_name(name) {
        trailer.name = Some((name.to_owned(), remark.map(str::to_owned)));
    } else if let Some((name, rest)) = name_before_deed(inner, is_name).filter(|_| trailer.name.is_none()) {
        trailer.name = Some((name.to_owned(), Some(rest.to_owned())));
    } else if inner.chars().count() >= 8
        && (inner.starts_with(opens_quotation) || inner.ends_with(['。', '.', '！', '？']))
    {
        trailer.other_language = Some(unquoted(inner));
    } else if let Some(qualifier) = &mut trailer.qualifier {
        qualifier.push('；');
        qualifier.push_str(inner);
    } else {
        trailer.qualifier = Some(inner.to_owned());
    }
}

/// Splits `李明笑着补了一句` into the name and what its bearer does, if that is to speak.
fn name_before_deed<'t>(inner: &'t str, is_name: &dyn Fn(&str) -> bool) -> Option<(&'t str, &'t str)> {
    let ends = inner.char_indices().skip(2).take(20).map(|(end, _)| end);
    let parts = ends.map(|end| (inner[..end].trim_end(), inner[end..].trim_start()));
    parts
        .filter(|(name, rest)| {
            (clause::is_deed_of_speaker(rest) || lexicon::GESTURES.contains(rest))
                && name_shape::shape(name) == name_shape::Shape::Person
                && is_name(name)
        })
        .last()
}

/// What stands after a dash at the start.
fn dash(text: &str) -> Option<&str> {
    let after = text.trim_start_matches(['—', '–', '―', '─', '－', '-', '~', '～']);
    (after.len() < text.len()).then(|| after.trim_start())
}

/// What stands after `by` at the start.
fn by(text: &str) -> Option<&str> {
    ["by ", "By ", "BY "].into_iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)
}

/// The name in `李明说。` and `says Li Ming.`, where nothing else follows the quoted words.
fn name_before_saying(text: &str, is_name: &dyn Fn(&str) -> bool) -> Option<String> {
    let clause = text.trim_end().trim_end_matches(['。', '.', '！', '!']);
    let clause = clause::without_addressee(clause);
    // `李明追问`: of names that may end in a verb or an adverb the shortest.
    let name = clause::before_saying(clause).filter(|name| is_name(name)).min_by_key(|name| name.len());
    let name = match name {
        Some(name) if name.chars().count() <= 20 => name,
        _ if clause.is_ascii() => attributing::name_behind_words(clause).filter(|name| is_name(name))?,
        _ if clause.chars().count() <= 16 => name_before_deed(clause, is_name)?.0,
        _ => return None,
    };
    Some(name.to_owned())
}

/// A name after a dash: the name, the words after its comma or in its brackets, and what is left.
fn name_after_dash<'t>(
    text: &'t str,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<(String, Option<String>, &'t str)> {
    let text = text.trim();
    // A time stamp or brackets may close the line.
    let end = text.find(['[', '【', '\n']).unwrap_or(text.len());
    let (whole, after) = text.split_at(end);
    let whole = whole.trim().trim_end_matches(['。', '.']);
    let (name, remark) = split_remark(whole);
    let name = name.trim_matches(|character: char| character == '*' || character.is_whitespace());
    is_name(name).then(|| (name.to_owned(), remark.map(str::to_owned), after))
}

/// Splits `李明，某公司 CEO`, `李明（CEO）` and `李明 / 某公司` into the name and the rest.
fn split_remark(text: &str) -> (&str, Option<&str>) {
    let Some(cut) = text.find(['，', ',', '（', '(', '、', '/', '|', '｜', '·'].as_slice()).filter(|cut| {
        // A dot within a foreign name is part of it.
        !text[*cut..].starts_with('·') || text[*cut..].starts_with("· ")
    }) else {
        return (text.trim(), None);
    };
    let rest = text[cut..].trim_matches(|character: char| "，,（）()、/|｜· ".contains(character));
    (text[..cut].trim(), (!rest.is_empty()).then_some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_name(name: &str) -> bool {
        matches!(name, "李明" | "Li Ming")
    }

    fn whole(text: &str) -> (String, Trailer) {
        match read(text, false, &is_name) {
            Speech::Whole { words, trailer } => (text[words].to_owned(), trailer),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn outer_marks_are_taken_off() {
        for text in
            ["“话。”", "\"话。\"", "「话。」", "『话。』", " “话。” ", "“话。\"", "”话。”", "〝话。〞"]
        {
            assert_eq!(whole(text), ("话。".to_owned(), Trailer::default()), "{text}");
        }
    }

    #[test]
    fn broken_inner_quotes_stay_inside() {
        assert_eq!(whole("“说’到底’的人”").0, "说’到底’的人");
        assert_eq!(whole("“他说“不行”就走了”").0, "他说“不行”就走了");
        assert_eq!(whole("“他说”不行”就走了。”").0, "他说”不行”就走了。");
        assert_eq!(whole("\"他说\"不行\"就走了。\"").0, "他说\"不行\"就走了。");
    }

    #[test]
    fn trailers_are_understood() {
        assert_eq!(whole("“话” —— 李明").1.name, Some(("李明".to_owned(), None)));
        assert_eq!(
            whole("“话”——李明，某公司 CEO").1.name,
            Some(("李明".to_owned(), Some("某公司 CEO".to_owned())))
        );
        assert_eq!(whole("“话”（李明）").1.name, Some(("李明".to_owned(), None)));
        assert_eq!(whole("“话” [00:12:00]").1, Trailer::default());
        assert_eq!(whole("“话” —— Li Ming [12:00]").1.name, Some(("Li Ming".to_owned(), None)));
        assert_eq!(whole("「话」（原文：\"words\"）").1.other_language.as_deref(), Some("words"));
        assert_eq!(whole("“话”（笑）").1.qualifier.as_deref(), Some("笑"));
    }

    #[test]
    fn comment_after_a_dash_is_no_name() {
        let text = "“先做小再做大” —— 这句话后来常被引用";
        let Speech::Commented { words, .. } = read(text, false, &is_name) else { panic!() };
        assert_eq!(&text[words], "先做小再做大");
    }

    #[test]
    fn remark_with_a_quoted_word_is_no_speech() {
        for text in [
            "“飞轮”是本节的核心概念，后文还会提到。",
            "“飞轮”和“护城河”",
            "\"飞轮\"与\"护城河\"的关系是本节重点",
            "没有引号",
        ] {
            assert_eq!(read(text, false, &is_name), Speech::None, "{text}");
        }
    }

    #[test]
    fn sentences_side_by_side_are_several() {
        let text = "“第一句。”“第二句。”";
        assert!(matches!(read(text, false, &is_name), Speech::Several(parts) if parts.len() == 2));
    }

    #[test]
    fn unclosed_words_stay_open() {
        assert_eq!(read("“第一段。", false, &is_name), Speech::Open { start: 3 });
        assert_eq!(read_rest("第二段。”", '“', &is_name).map(|(end, _)| end), Some(12));
        assert_eq!(read_rest("第二段。", '“', &is_name), None);
    }
}
