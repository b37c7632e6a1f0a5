//! Names that a note puts side by side.
//!
//! ```text
//! pair  = han open latin ( comma abbreviation )? close        ; `世界模型（World Model）`, `检索增强生成（…，RAG）`
//!       | latin open han close                                ; `RAG（检索增强生成）`
//!       | "<ruby>" name "<rt>" name "</rt>"                   ; a gloss above the words
//!       | name ( "|" | "/" ) name                             ; in the metadata and in labels
//! open  = mark* " "? ( "（" | "(" )
//! han   = what a mark closes                                  ; `**世界模型**（…）`, `“世界模型”（…）`
//!       | the last words of a clause                          ; cut behind words that are no part of a term
//! ```
//!
//! One side is in Chinese characters, the other in Latin letters. What is in doubt is left out: a wrong pair finds what
//! nobody asked for.

use super::full::{DOTS, is_latin_full, is_transliteration, sides};
use super::terms;
use crate::language::bare_name;
use crate::language::name_shape::is_han;
use crate::language::skeleton::may_render;
use crate::language::surname::{has_surname_of, may_be_of_one, sound_alike_at_an_end};
use crate::text::marks;

/// What two names are names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Of somebody, both in full.
    Person,
    /// Of somebody, the one in full; the other says nothing in another note.
    PersonInShort,
    /// Of a thing.
    Term,
}

/// Two names side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair<'t> {
    pub(super) one: &'t str,
    pub(super) other: &'t str,
    pub(super) of: Of,
    /// Bytes of the text before the first.
    pub(super) at: usize,
}

/// The longest that stands in brackets, in bytes.
const LONGEST_INSIDE: usize = 96;
/// The farthest that two names with their brackets or tags reach, in bytes.
const FARTHEST: usize = 4 * LONGEST_INSIDE;
const RUBY: &str = "<ruby>";

/// The pairs in the text. `is_somebody`: whether words are the name of somebody whom the note knows.
pub(super) fn in_text<'t>(
    text: &'t str,
    terms: &terms::Known<'_>,
    is_somebody: &dyn Fn(&str) -> bool,
) -> Vec<Pair<'t>> {
    let brackets = ["（", "("].into_iter().flat_map(|open| {
        memchr::memmem::find_iter(text.as_bytes(), open)
            .filter_map(|at| Some((Before::of(&text[..at])?, inside(line_at(text, at))?)))
    });
    let glosses = memchr::memmem::find_iter(text.as_bytes(), RUBY).filter_map(|at| gloss(line_at(text, at)));
    let mut found = Vec::new();
    for (before, inside) in brackets.chain(glosses) {
        // `（Ilya Petrov，某公司创始人）`: what follows the name is told of its bearer.
        let first = inside.split(['，', ',', '、', '；', ';', '：', ':']).next().unwrap_or(inside);
        let is_latin_inside = !first.contains(is_han);
        if is_latin_inside != before.words.ends_with(is_han) {
            continue;
        }
        let pairs = if is_latin_inside {
            han_first(&before, inside, terms, is_somebody)
        } else {
            latin_first(&before, inside, is_somebody)
        };
        let place = |name: &str| name.as_ptr() as usize - text.as_ptr() as usize;
        found.extend(pairs.into_iter().map(|(one, other, of)| Pair { one, other, of, at: place(one) }));
    }
    found
}

/// The pairs that a bar or a slash makes in a value of the metadata or a label, in which people are named.
pub(super) fn in_label(label: &str) -> impl Iterator<Item = (&str, &str, Of)> {
    label.split(['、', '，', ',', '；', ';', '\n']).filter_map(|part| {
        let part = &part[..part.find(marks::opens_brackets).unwrap_or(part.len())];
        let part = part.split(['：', ':']).next_back().unwrap_or(part);
        let (one, other) = sides(part)?;
        let (han, latin) = if one.contains(is_han) { (one, other) } else { (other, one) };
        // A slash parts two guests as well.
        if han.contains(DOTS) && !sound_alike_at_an_end(han, latin) {
            return None;
        }
        Some((one, other, of_person(han, latin)?))
    })
}

/// What stands right before brackets.
struct Before<'t> {
    /// The last words, of one script.
    words: &'t str,
    /// Whether marks stand around them, so that they begin where a name does.
    is_marked: bool,
}

impl<'t> Before<'t> {
    fn of(text: &'t str) -> Option<Self> {
        const MARKS: [char; 4] = ['*', '_', '`', '~'];
        let text = text.strip_suffix(' ').unwrap_or(text);
        let end = text.trim_end_matches(|c| MARKS.contains(&c) || marks::closes_quotation(c));
        let is_closed = end.len() < text.len();
        let last = end.chars().next_back()?;
        let is_of = if is_han(last) {
            |c: char| is_han(c) || DOTS.contains(&c) || c == '-'
        } else if is_latin(last) {
            |c: char| is_latin(c) || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '&' | '+')
        } else {
            return None;
        };
        let start = end.char_indices().rev().take_while(|(_, c)| is_of(*c)).last()?.0;
        let words = end[start..].trim_start_matches([' ', '-', '.', '·', '\'', '’']);
        // 班克曼-弗里德 behind a dot is one surname, elsewhere a hyphen parts words.
        let words = match words.contains(is_han) {
            true => {
                let given = words.find(DOTS).unwrap_or(words.len());
                words[..given].rfind('-').map_or(words, |hyphen| &words[hyphen + 1..])
            }
            false => words,
        };
        let before = end[..start].chars().next_back();
        let is_opened = before.is_some_and(|c| MARKS.contains(&c) || marks::opens_quotation(c));
        (!words.is_empty()).then_some(Before { words, is_marked: is_closed && is_opened })
    }
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric() || ('\u{c0}'..='\u{24f}').contains(&character)
}

/// What stands on a line from a place on, as far as two names side by side may reach.
fn line_at(text: &str, at: usize) -> &str {
    let mut end = text.len().min(at + FARTHEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[at..end].split(['\n', '\r']).next().unwrap_or_default()
}

/// The words in the brackets that open a line, if they are short enough for names.
fn inside(line: &str) -> Option<&str> {
    let mut end = line.len().min(LONGEST_INSIDE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let (inside, _) = marks::bracketed(&line[..end])?;
    let inside = inside.trim_matches(|c: char| c == '*' || c == ' ' || marks::is_quotation(c));
    let is_words = inside.contains(char::is_alphanumeric)
        && !inside.contains(['（', '(', '[', '。', '？', '?', '=', '/', '@']);
    is_words.then_some(inside)
}

/// The words of the ruby element that opens a line, which end where the gloss begins, and the gloss.
fn gloss(line: &str) -> Option<(Before<'_>, &str)> {
    let (words, rest) = line.strip_prefix(RUBY)?.split_once('<')?;
    let (_, rest) = rest.split_once('>')?;
    let (inside, _) = rest.split_once('<')?;
    let is_words = |words: &str| words.len() <= LONGEST_INSIDE && !words.trim().is_empty();
    (is_words(words) && is_words(inside)).then_some((Before { words, is_marked: true }, inside.trim()))
}

/// `德米斯·哈萨比斯（Demis Hassabis）`, `世界模型（World Model，WM）`
fn han_first<'t>(
    before: &Before<'t>,
    inside: &'t str,
    terms: &terms::Known<'_>,
    is_somebody: &dyn Fn(&str) -> bool,
) -> Vec<(&'t str, &'t str, Of)> {
    let mut parts = inside.split(['，', ',', '、', '；', ';', '：', ':']).map(str::trim);
    let Some(latin) = parts.next() else { return Vec::new() };
    // `林远、周舟（Henry Lin, Ann Chou）`: which is whose stands nowhere.
    if is_latin_full(latin) && parts.clone().any(is_latin_full) {
        return Vec::new();
    }
    if is_latin_full(latin) {
        match person_at_end(before.words, latin, is_somebody) {
            Some((name, of)) => return vec![(name, latin, of)],
            // Somebody beside something else: `英伟达（Jensen Huang）`.
            None if is_somebody(latin) => return Vec::new(),
            None => {}
        }
    }
    let parts: Vec<&str> = std::iter::once(latin).chain(parts).collect();
    let Some(names) = terms::latin_names(&parts) else { return Vec::new() };
    let Some(term) = terms::at_end(before.words, before.is_marked, names[0], terms) else {
        return Vec::new();
    };
    if is_somebody(term) || bare_name::is_full(term) && !terms.holds(term) {
        return Vec::new();
    }
    names.into_iter().map(|name| (term, name, Of::Term)).collect()
}

/// `Demis Hassabis（德米斯·哈萨比斯）`, `RAG（检索增强生成）`
fn latin_first<'t>(
    before: &Before<'t>,
    inside: &'t str,
    is_somebody: &dyn Fn(&str) -> bool,
) -> Vec<(&'t str, &'t str, Of)> {
    let han = inside.split(['，', ',', '、', '；', ';', '：', ':']).next().unwrap_or(inside).trim();
    let han = han.strip_prefix(['即', '又']).map_or(han, |rest| rest.trim_start_matches(['称', '指']));
    let latin = before.words;
    let may_have_hyphen = han.contains(DOTS);
    if !han.chars().all(|c| is_han(c) || DOTS.contains(&c) || may_have_hyphen && c == '-') {
        return Vec::new();
    }
    if is_latin_full(latin) {
        return match of_person(han, latin).filter(|_| bare_name::bare(han) == han) {
            Some(of) => vec![(latin, han, of)],
            // `Yuki Tanaka（田中由纪）`: characters are read otherwise in Japan.
            None if is_somebody(latin) && is_somebody(han) && may_be_of_one(han, latin) => {
                vec![(latin, han, Of::Person)]
            }
            None if !is_somebody(latin) && han.len() == inside.len() => {
                terms::latin_before(latin, han).map(|latin| (latin, han, Of::Term)).into_iter().collect()
            }
            None => Vec::new(),
        };
    }
    if han.len() < inside.len() || is_somebody(latin) || is_somebody(han) || bare_name::is_full(han) {
        return Vec::new();
    }
    terms::latin_before(latin, han).map(|latin| (latin, han, Of::Term)).into_iter().collect()
}

/// What a Chinese and a full Latin name side by side are names of, if the Chinese one is somebody's.
pub(super) fn of_person(han: &str, latin: &str) -> Option<Of> {
    if !is_latin_full(latin) {
        return None;
    }
    if han.contains(DOTS) {
        return bare_name::is_full(han).then_some(Of::Person);
    }
    if bare_name::is_full(han) && has_surname_of(han, latin) {
        return Some(Of::Person);
    }
    let is_short =
        (2..=6).contains(&han.chars().count()) && is_transliteration(han) && may_render(han, latin);
    is_short.then_some(Of::PersonInShort)
}

/// The name of somebody at the end of some words: 黄仁勋 of 创始人黄仁勋 beside Jensen Huang.
fn person_at_end<'t>(
    words: &'t str,
    latin: &str,
    is_somebody: &dyn Fn(&str) -> bool,
) -> Option<(&'t str, Of)> {
    if let Some(dot) = words.find(DOTS) {
        let mut ends = words.char_indices().map(|(at, _)| &words[at..]).take_while(|end| end.contains(DOTS));
        if let Some(name) = ends.find(|name| bare_name::is_full(name) && is_somebody(name)) {
            return Some((name, Of::Person));
        }
        // What stands before the given name is no part of it.
        let is_syllable = |c: &char| crate::language::lexicon::TRANSLITERATION.contains(*c);
        let given: usize = words[..dot].chars().rev().take_while(is_syllable).map(char::len_utf8).sum();
        let whole = &words[dot - given..];
        let name = bare_name::bare(if given == 0 { words } else { whole });
        return (bare_name::is_full(name) && name.chars().count() <= 16).then_some((name, Of::Person));
    }
    let ends: Vec<&str> = words.char_indices().rev().skip(1).take(5).map(|(at, _)| &words[at..]).collect();
    // `林海潮（Blue Whale）` is somebody and where he works.
    if let Some(name) = ends.iter().rev().find(|name| bare_name::is_full(name) && is_somebody(name)) {
        return may_be_of_one(name, latin).then_some((*name, Of::Person));
    }
    let chinese = |name: &&&str| name.chars().count() <= 4 && of_person(name, latin) == Some(Of::Person);
    if let Some(name) = ends.iter().filter(chinese).max_by_key(|name| name.len().min(9)) {
        return Some((name, Of::Person));
    }
    let syllables: Vec<&&str> = ends.iter().take_while(|name| is_transliteration(name)).collect();
    syllables.last().map(|name| (**name, Of::PersonInShort))
}
