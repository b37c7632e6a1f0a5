//! Where the paths of a message stand, so that no line breaks within one.
//!
//! ```text
//! path = word with a separator in it, not of an address; then, while a space stands behind it,
//!        what follows up to the first end of a file (".md", ".yaml:12"), where no mark of a sentence stands before that
//! ```
//!
//! A folder from the root whose name holds spaces goes on to the next such mark: what is taken with it stays whole too.

use std::ops::Range;
use std::path::is_separator;

/// What ends a path, beside a colon with a space behind it: marks that messages put behind one.
const ENDS: [char; 8] = ['`', '，', '；', '：', '。', '、', '（', '）'];

/// The paths of a line, in bytes and in order.
pub fn paths(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    line.char_indices().filter(|(_, character)| is_separator(*character)).filter_map(move |(at, _)| {
        if at < end {
            return None;
        }
        let before =
            |character: char| character.is_whitespace() || ENDS.contains(&character) || character == '(';
        let start = line[..at]
            .rfind(before)
            .map_or(0, |mark| mark + line[mark..].chars().next().map_or(1, char::len_utf8));
        end = end_of(line, start);
        let path = &line[start..end];
        let is_lone = path.chars().nth(1).is_none_or(char::is_whitespace);
        (!path.contains("://") && !is_lone).then_some(start..end)
    })
}

/// Where the path ends that begins at this byte.
fn end_of(line: &str, start: usize) -> usize {
    let rest = &line[start..];
    let sentence = rest
        .char_indices()
        .find(|(at, character)| match character {
            ',' | ';' | ':' => rest[at + 1..].chars().next().is_none_or(char::is_whitespace),
            other => ENDS.contains(other),
        })
        .map_or(rest.len(), |(at, _)| at);
    let rest = &rest[..sentence];
    let words = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
    let file = words.clone().find(|at| is_file(&rest[..*at]));
    let first = words.clone().next().unwrap_or(rest.len());
    let is_from_root = rest.starts_with(is_separator);
    start + file.unwrap_or(if is_from_root { rest.len() } else { first })
}

/// Whether a text ends as the name of a file does, with or without a line behind it.
fn is_file(text: &str) -> bool {
    let name = text.trim_end_matches(|mark: char| mark.is_ascii_digit() || mark == ':');
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    (2..=8).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: &[&str]) {
        let found: Vec<&str> = paths(line).map(|path| &line[path]).collect();
        assert_eq!(found, expect, "{line}");
    }

    #[test]
    fn paths_end_where_the_message_goes_on() {
        check("first use of this library: /n/my notes, /b", &["/n/my notes", "/b"]);
        check("cannot read /n/a b.md: permission denied", &["/n/a b.md"]);
        check("saved in /n/queries.yaml in place of `a b`: `townhall a` runs it", &["/n/queries.yaml"]);
        check("无法读取 笔记/一 二.md：没有权限", &["笔记/一 二.md"]);
        check("在 /n/甲.md:12 中", &["/n/甲.md:12"]);
        check("write it with a tab and/or a space", &["and/or"]);
    }

    #[test]
    fn addresses_and_lone_marks_are_none() {
        check("see https://example.org/a/b, or 1 / 2", &[]);
        check("no path", &[]);
    }
}
