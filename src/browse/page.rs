//! A page that is open: how far it is scrolled, and what is looked for in it.

use std::cell::OnceCell;
use std::ops::Range;

use super::question::{Page, Ticket};
use crate::text::fold_text;

/// Lines that stay above a match.
const ABOVE: usize = 2;
/// What stands before lines and is none of their words.
const BARS: [char; 3] = ['▎', '│', '•'];

/// A page that is open.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// What is shown.
    pub(super) page: Page,
    /// The question that it answers.
    pub(super) ticket: Ticket,
    /// Columns for which its lines were made.
    pub(super) width: usize,
    /// The first line that is shown.
    pub(super) top: usize,
    /// What is looked for.
    pub(super) find: String,
    /// Its letters, made when something is looked for: that takes long, and keys do not wait.
    letters: OnceCell<Vec<Letter>>,
    /// Where it was found, in order.
    matches: Vec<Match>,
    /// The one of them that was gone to.
    at: usize,
}

/// A letter, folded, with its line and its bytes there.
type Letter = (char, usize, Range<usize>);

/// Where something was found: bytes of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match(Vec<(usize, Range<usize>)>);

impl Open {
    /// A page in place of another; what is looked for is looked for in it, too.
    pub(super) fn turned_to(before: Option<Open>, ticket: Ticket, page: Page, width: usize) -> Open {
        let (same, find) = match before {
            Some(before) => ((before.page.target == page.target).then_some(before.top), before.find),
            None => (None, String::new()),
        };
        let mut open = Open {
            page,
            ticket,
            width,
            top: same.unwrap_or(0),
            find,
            letters: OnceCell::new(),
            matches: Vec::new(),
            at: 0,
        };
        open.matches = open.matches_of(&open.find);
        open
    }

    /// Keeps the last line at the bottom at most.
    pub(super) fn keep_in_sight(&mut self, height: u16) {
        self.top = self.top.min(self.page.lines.len().saturating_sub(usize::from(height)));
    }

    /// Looks for something, from the first line that is shown on.
    pub(super) fn look_for(&mut self, find: &str) {
        find.clone_into(&mut self.find);
        self.matches = self.matches_of(find);
        let first = self.matches.iter().position(|found| found.line() >= self.top).unwrap_or(0);
        self.at = first;
        self.show_match();
    }

    /// Stops looking.
    pub(super) fn stop_looking(&mut self) {
        self.find.clear();
        self.matches.clear();
    }

    /// Goes a match on, or back where `step` is negative, around the ends; `false` where there is none.
    pub(super) fn go_to_match(&mut self, step: isize) -> bool {
        let count = self.matches.len();
        if count == 0 {
            return false;
        }
        let step = if step < 0 { count - 1 } else { 1 };
        self.at = (self.at + step) % count;
        self.show_match();
        true
    }

    /// The bytes of a line that are matches.
    pub(super) fn marked(&self, line: usize) -> impl Iterator<Item = &Range<usize>> {
        let first = self.matches.partition_point(|found| found.last_line() < line);
        let here = self.matches[first..].iter().take_while(move |found| found.line() <= line);
        here.flat_map(|found| &found.0).filter(move |(at, _)| *at == line).map(|(_, bytes)| bytes)
    }

    /// Which match was gone to, from 1, and how many there are.
    pub(super) fn match_number(&self) -> (usize, usize) {
        (self.at + usize::from(!self.matches.is_empty()), self.matches.len())
    }

    fn show_match(&mut self) {
        if let Some(found) = self.matches.get(self.at) {
            self.top = found.line().saturating_sub(ABOVE);
        }
    }

    /// Where this stands, whatever lines it is broken into and however it is written; white space is nothing to it.
    fn matches_of(&self, find: &str) -> Vec<Match> {
        let wanted: Vec<char> = fold_text(find).chars().filter(|it| !it.is_whitespace()).collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let letters = self.letters.get_or_init(|| letters(&self.page));
        let mut found = Vec::new();
        let mut at = 0;
        while at + wanted.len() <= letters.len() {
            let run = &letters[at..at + wanted.len()];
            if run.iter().zip(&wanted).all(|((letter, ..), wanted)| letter == wanted) {
                found.push(Match::of(run));
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        found
    }
}

/// Each letter of a page.
fn letters(page: &Page) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (number, line) in page.lines.iter().enumerate() {
        let text: String = line.iter().map(|(_, piece)| piece.as_str()).collect();
        if text.is_empty() {
            // No words go on behind an empty line.
            letters.push(('\n', number, 0..0));
        }
        let is_bar = |letter: char| BARS.contains(&letter) || letter.is_whitespace();
        let start = text.find(|letter| !is_bar(letter)).unwrap_or(text.len());
        for (at, letter) in text[start..].char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
            let bytes = start + at..start + at + letter.len_utf8();
            let folded = fold_text(letter.encode_utf8(&mut [0; 4]));
            letters.extend(folded.chars().map(|folded| (folded, number, bytes.clone())));
        }
    }
    letters
}

impl Match {
    fn of(run: &[Letter]) -> Match {
        let lines = run.chunk_by(|one, other| one.1 == other.1);
        Match(lines.map(|line| (line[0].1, line[0].2.start..line[line.len() - 1].2.end)).collect())
    }

    fn line(&self) -> usize {
        self.0.first().map_or(0, |(line, _)| *line)
    }

    fn last_line(&self) -> usize {
        self.0.last().map_or(0, |(line, _)| *line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::browse::question::Target;
    use crate::render::Role;

    fn open(lines: &[&str]) -> Open {
        let lines = lines.iter().map(|line| vec![(Role::Text, (*line).to_owned())]).collect();
        let page = Page {
            target: Target::Topic("a".to_owned()),
            lines,
            stored: None,
            citation: None,
            markdown: String::new(),
            before: None,
            behind: None,
        };
        Open::turned_to(None, 1, page, 40)
    }

    #[test]
    fn words_are_found_across_the_break_of_a_line() {
        let mut open = open(&["▎推理成", "▎本很高", "", "其他", "ＧＰＴ four"]);
        open.look_for("成本");
        assert_eq!(open.match_number(), (1, 1));
        assert_eq!(open.marked(0).collect::<Vec<_>>(), [&(9..12)]);
        assert_eq!(open.marked(1).collect::<Vec<_>>(), [&(3..6)]);
        open.look_for("gptFour");
        assert_eq!(open.match_number(), (1, 1));
        open.look_for("高其");
        assert_eq!(open.match_number(), (0, 0));
        assert!(!open.go_to_match(1));
    }

    #[test]
    fn matches_are_gone_to_around_the_end() {
        let mut open = open(&["甲", "乙", "乙", "乙甲"]);
        open.look_for("甲");
        assert_eq!(open.match_number(), (1, 2));
        assert!(open.go_to_match(1));
        assert_eq!((open.top, open.match_number()), (1, (2, 2)));
        assert!(open.go_to_match(1));
        assert_eq!((open.top, open.match_number()), (0, (1, 2)));
        assert!(open.go_to_match(-1));
        assert_eq!(open.match_number(), (2, 2));
    }
}
