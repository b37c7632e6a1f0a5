//! Colour with a meaning, and text that carries it through wrapping.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, Style};

use super::link::{LinkFormat, Target};
use super::{Appearance, Language};
use crate::model::Kind;
use crate::text::width::{clean, columns, fitting, one_line, shortened};
use crate::text::wrap::wrap_after;
use crate::verdicts::Outcome;

/// What a piece of output means; its colour follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A note's own words.
    Text,
    /// A heading, a term, a claim.
    Strong,
    /// What is known about the words: sections, numbers, counts, notices.
    Faint,
    /// Where they stand.
    Place,
    /// What a search matched.
    Match,
    /// The name of a kind of record.
    Kind(Kind),
    /// A speaker, and the bar beside what they say. Speakers are told apart by [`Role::speaker`].
    Speaker(u8),
    /// A warning.
    Warning,
    /// What became of a prediction.
    Outcome(Outcome),
}

const SPEAKERS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Green,
    AnsiColor::Yellow,
    AnsiColor::Magenta,
    AnsiColor::Blue,
    AnsiColor::BrightRed,
];

impl Role {
    /// A speaker's own colour: the same in every output, as it depends on the name alone.
    pub fn speaker(name: &str) -> Role {
        let sum =
            name.chars().fold(0_u32, |sum, character| sum.wrapping_mul(31).wrapping_add(character.into()));
        Role::Speaker((sum % SPEAKERS.len() as u32) as u8)
    }

    /// How a piece with this role looks, for whoever draws it without escape sequences.
    pub fn look(self) -> Look {
        let style = self.style();
        let colour = match style.get_fg_color() {
            Some(Color::Ansi(colour)) => Some(Ansi256Color::from_ansi(colour).index()),
            _ => None,
        };
        let has = |effect| style.get_effects().contains(effect);
        Look { colour, bold: has(Effects::BOLD), dimmed: has(Effects::DIMMED) }
    }

    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(Color::Ansi(colour)));
        match self {
            Role::Text => Style::new(),
            Role::Strong => Style::new().bold(),
            Role::Faint => Style::new().dimmed(),
            Role::Place => colour(AnsiColor::Blue),
            Role::Match => colour(AnsiColor::Red).effects(Effects::BOLD),
            Role::Kind(kind) => match kind {
                Kind::Note | Kind::Section => Style::new().bold(),
                Kind::Passage => Style::new().dimmed(),
                Kind::Question => colour(AnsiColor::Yellow),
                Kind::Quote => colour(AnsiColor::Green),
                Kind::Prediction => colour(AnsiColor::Magenta),
                Kind::Term => colour(AnsiColor::Cyan),
            },
            Role::Speaker(number) => colour(SPEAKERS[usize::from(number) % SPEAKERS.len()]).bold(),
            Role::Warning => colour(AnsiColor::Yellow),
            Role::Outcome(outcome) => match outcome {
                Outcome::CameTrue => colour(AnsiColor::Green),
                Outcome::Partly => colour(AnsiColor::Yellow),
                Outcome::Failed => colour(AnsiColor::Red),
                Outcome::TooEarly => Style::new().dimmed(),
            },
        }
    }
}

/// How a piece of text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// One of the 16 colours of the terminal's own palette.
    pub colour: Option<u8>,
    /// Whether it stands out.
    pub bold: bool,
    /// Whether it stands back.
    pub dimmed: bool,
}

/// A line in pieces that each have a role, without anything that a terminal would obey.
pub type StyledLine = Vec<(Role, String)>;

/// The text, cleaned, in its role's colour where colour is wanted.
pub fn paint(role: Role, text: &str, colour: bool) -> String {
    let mut painted = String::new();
    Rich::new(role, text).paint_into(&mut painted, colour);
    painted
}

/// Text in pieces that each have a role. Pieces are cleaned as they come in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich {
    text: String,
    pieces: Vec<(Range<usize>, Role)>,
    /// Bytes that lead somewhere, in order and apart.
    links: Vec<(Range<usize>, Target)>,
    /// Whether it stands on one line, and loses its middle where there is too little room.
    is_path: bool,
}

impl Rich {
    pub(super) fn new(role: Role, text: &str) -> Rich {
        Rich::default().with(role, text)
    }

    /// A path, which no line breaks.
    pub(super) fn path(role: Role, path: &str) -> Rich {
        Rich { is_path: true, ..Rich::new(role, &one_line(path)) }
    }

    /// Appends a piece.
    pub(super) fn with(mut self, role: Role, text: &str) -> Rich {
        self.push(role, text);
        self
    }

    pub(super) fn push(&mut self, role: Role, text: &str) {
        let start = self.text.len();
        self.text.push_str(&clean(text));
        if self.text.len() > start {
            self.pieces.push((start..self.text.len(), role));
        }
    }

    /// Appends a piece that leads to a place.
    pub(super) fn linked(mut self, role: Role, text: &str, target: Option<Target>) -> Rich {
        let start = self.text.len();
        self.push(role, text);
        self.links.extend(target.map(|target| (start..self.text.len(), target)));
        self
    }

    pub(super) fn append(&mut self, other: &Rich) {
        let start = self.text.len();
        for (range, role) in &other.pieces {
            self.push(*role, &other.text[range.clone()]);
        }
        let links = other.links.iter();
        self.links
            .extend(links.map(|(range, target)| (start + range.start..start + range.end, target.clone())));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn columns(&self) -> usize {
        self.text.split('\n').map(columns).max().unwrap_or(0)
    }

    /// Lines of at most `width` columns.
    pub(super) fn lines(&self, width: usize) -> Vec<Rich> {
        self.lines_after(0, width)
    }

    /// As [`Rich::lines`], with some columns of the first line already in use.
    fn lines_after(&self, taken: usize, width: usize) -> Vec<Rich> {
        if let (true, Some((_, role))) = (self.is_path, self.pieces.first()) {
            return vec![Rich::new(*role, &shortened(&self.text, width.saturating_sub(taken)))];
        }
        wrap_after(&self.text, taken, width).into_iter().map(|line| self.slice(line)).collect()
    }

    /// As much as so many columns hold, wherever that ends.
    pub(super) fn beginning(&self, width: usize) -> Rich {
        self.slice(0..fitting(&self.text, width))
    }

    fn slice(&self, wanted: Range<usize>) -> Rich {
        let mut part = Rich::default();
        for (range, role) in &self.pieces {
            let start = range.start.max(wanted.start);
            let end = range.end.min(wanted.end);
            if start < end {
                part.push(*role, &self.text[start..end]);
            }
        }
        for (range, target) in &self.links {
            let (start, end) = (range.start.max(wanted.start), range.end.min(wanted.end));
            if start < end {
                part.links.push((start - wanted.start..end - wanted.start, target.clone()));
            }
        }
        part
    }

    /// Appends it with or without colour; never with a colour open at a line's end.
    pub(super) fn paint_into(&self, out: &mut String, colour: bool) {
        self.paint_linked(out, colour, None);
    }

    /// As [`Rich::paint_into`], with its links, in this format.
    fn paint_linked(&self, out: &mut String, colour: bool, links: Option<&LinkFormat>) {
        let mut open: Option<&Target> = None;
        for (range, role) in &self.pieces {
            let target = self.links.iter().find(|(link, _)| link.contains(&range.start));
            let target = target.map(|(_, target)| target).filter(|_| links.is_some());
            if let (Some(format), true) = (links, open != target) {
                let address = target.map(|target| format.address(target)).unwrap_or_default();
                let _ = write!(out, "\u{1b}]8;;{address}\u{1b}\\");
                open = target;
            }
            let text = self.text[range.clone()].replace(GLUE, "");
            let style = role.style();
            if colour && !style.is_plain() {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "{style}{text}{style:#}");
            } else {
                out.push_str(&text);
            }
        }
        if open.is_some() {
            out.push_str("\u{1b}]8;;\u{1b}\\");
        }
    }

    /// Its pieces.
    pub(super) fn styled(&self) -> StyledLine {
        let pieces = self.pieces.iter();
        pieces.map(|(range, role)| (*role, self.text[range.clone()].replace(GLUE, ""))).collect()
    }

    /// The text with each piece between marks that have no width, for a layout engine that counts columns but knows no
    /// escape sequences. [`unmark`] turns the marks into colour. Cleaned text holds no such mark.
    pub(super) fn marked(&self) -> String {
        let mut marked = String::new();
        for (range, role) in &self.pieces {
            let number = ROLES.iter().position(|other| other == role).unwrap_or(0) as u32;
            marked.extend(char::from_u32(MARK + number));
            marked.push_str(&self.text[range.clone()]);
            marked.push(MARK_END);
        }
        marked
    }
}

// Tag characters: of no width, never drawn, and dropped from notes by `text::width`.
const MARK: u32 = 0xe_0021;
const MARK_END: char = '\u{e007f}';

const ROLES: [Role; 23] = [
    Role::Text,
    Role::Strong,
    Role::Faint,
    Role::Place,
    Role::Match,
    Role::Warning,
    Role::Kind(Kind::Note),
    Role::Kind(Kind::Section),
    Role::Kind(Kind::Passage),
    Role::Kind(Kind::Question),
    Role::Kind(Kind::Quote),
    Role::Kind(Kind::Prediction),
    Role::Kind(Kind::Term),
    Role::Speaker(0),
    Role::Speaker(1),
    Role::Speaker(2),
    Role::Speaker(3),
    Role::Speaker(4),
    Role::Speaker(5),
    Role::Outcome(Outcome::CameTrue),
    Role::Outcome(Outcome::Partly),
    Role::Outcome(Outcome::Failed),
    Role::Outcome(Outcome::TooEarly),
];

/// Turns the marks of [`Rich::marked`] into colour, or into nothing.
pub(super) fn unmark(marked: &str, colour: bool) -> String {
    let mut plain = String::with_capacity(marked.len());
    let mut open = Style::new();
    for character in marked.chars() {
        let role = u32::from(character).checked_sub(MARK).and_then(|number| ROLES.get(number as usize));
        if let Some(role) = role {
            open = if colour { role.style() } else { Style::new() };
            let _ = write!(plain, "{open}");
        } else if character == MARK_END {
            let _ = write!(plain, "{open:#}");
        } else {
            plain.push(character);
        }
    }
    plain
}

/// Unicode's word joiner: no line breaks beside it. It is not written out.
const GLUE: char = '\u{2060}';

/// The text so that no line breaks within it.
pub(super) fn unbroken(text: &str) -> String {
    text.chars().flat_map(|character| [character, GLUE]).collect::<String>().replace(' ', "\u{a0}")
}

/// Where human formats are drawn: of a known width.
pub(super) struct Page<'a> {
    pub(super) appearance: Appearance<'a>,
    out: Paper<'a>,
}

/// What takes the lines of a page.
enum Paper<'a> {
    /// As bytes.
    Writer(&'a mut dyn Write),
    /// In pieces.
    Lines(&'a mut Vec<StyledLine>),
}

impl<'a> Page<'a> {
    pub(super) fn new(appearance: Appearance<'a>, out: &'a mut dyn Write) -> Page<'a> {
        Page { appearance, out: Paper::Writer(out) }
    }

    /// A page whose lines are kept in pieces.
    pub(super) fn of_lines(appearance: Appearance<'a>, lines: &'a mut Vec<StyledLine>) -> Page<'a> {
        Page { appearance, out: Paper::Lines(lines) }
    }

    /// Columns for prose.
    pub(super) fn measure(&self) -> usize {
        self.appearance.measure()
    }

    /// The language of labels.
    pub(super) fn language(&self) -> Language {
        self.appearance.language
    }

    /// A label in the language that is spoken, by its Chinese.
    pub(super) fn label(&self, chinese: &'static str) -> &'static str {
        self.language().label(chinese)
    }

    /// Writes wrapped text, `first` before its first line and `rest` before the others.
    pub(super) fn block(&mut self, first: &Rich, rest: &Rich, text: &Rich) -> io::Result<()> {
        let room = self.measure().saturating_sub(rest.columns()).max(2);
        let taken = first.columns().saturating_sub(rest.columns());
        for (number, line) in text.lines_after(taken, room).into_iter().enumerate() {
            let mut whole = if number == 0 { first.clone() } else { rest.clone() };
            whole.append(&line);
            self.line(&whole)?;
        }
        Ok(())
    }

    /// Writes wrapped text without anything before it.
    pub(super) fn text(&mut self, text: &Rich) -> io::Result<()> {
        self.block(&Rich::default(), &Rich::default(), text)
    }

    /// Writes one line as it is.
    pub(super) fn line(&mut self, line: &Rich) -> io::Result<()> {
        match &mut self.out {
            Paper::Writer(out) => {
                let mut painted = String::new();
                line.paint_linked(&mut painted, self.appearance.colour, self.appearance.links);
                writeln!(out, "{}", painted.trim_end_matches(' '))
            }
            Paper::Lines(lines) => {
                lines.push(line.styled());
                Ok(())
            }
        }
    }

    /// Writes lines that were drawn elsewhere.
    pub(super) fn raw(&mut self, drawn: &str) -> io::Result<()> {
        match &mut self.out {
            Paper::Writer(out) => writeln!(out, "{drawn}"),
            Paper::Lines(lines) => {
                lines.extend(drawn.lines().map(|line| Rich::new(Role::Text, line).styled()));
                Ok(())
            }
        }
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        self.line(&Rich::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(line: &Rich, colour: bool) -> String {
        let mut painted = String::new();
        line.paint_into(&mut painted, colour);
        painted
    }

    #[test]
    fn every_role_has_a_mark() {
        for number in 0..SPEAKERS.len() {
            assert!(ROLES.contains(&Role::Speaker(number as u8)));
        }
        for info in &crate::model::KINDS {
            assert!(ROLES.contains(&Role::Kind(info.kind)));
        }
        for (outcome, _) in Outcome::ALL {
            assert!(ROLES.contains(&Role::Outcome(outcome)));
        }
        assert!(MARK + (ROLES.len() as u32) < u32::from(MARK_END));
    }

    #[test]
    fn marks_have_no_width_and_become_colour() {
        let rich = Rich::new(Role::Strong, "推理").with(Role::Text, "成本");
        assert_eq!(columns(&rich.marked()), 8);
        assert_eq!(unmark(&rich.marked(), false), "推理成本");
        assert_eq!(unmark(&rich.marked(), true), painted(&rich, true));
    }

    #[test]
    fn unbroken_text_stays_on_one_line() {
        let rich = Rich::new(Role::Text, "共有").with(Role::Faint, &unbroken("1 提问"));
        let lines: Vec<String> = rich.lines(8).iter().map(|line| painted(line, false)).collect();
        assert_eq!(lines, ["共有", "1\u{a0}提问"]);
    }

    #[test]
    fn colour_is_closed_on_every_line() {
        let rich = Rich::new(Role::Match, "推理成本");
        let lines: Vec<String> = rich.lines(4).iter().map(|line| painted(line, true)).collect();
        assert_eq!(lines, ["\u{1b}[1m\u{1b}[31m推理\u{1b}[0m", "\u{1b}[1m\u{1b}[31m成本\u{1b}[0m"]);
    }

    #[test]
    fn a_link_is_closed_where_its_text_ends() {
        let target = Target { file: "/n/a.md".to_owned(), line: 3 };
        let line =
            Rich::new(Role::Text, "见").linked(Role::Text, "《甲》", Some(target)).with(Role::Text, "。");
        let mut painted = String::new();
        line.paint_linked(&mut painted, false, Some(&LinkFormat::default()));
        assert_eq!(painted, "见\u{1b}]8;;file:///n/a.md\u{1b}\\《甲》\u{1b}]8;;\u{1b}\\。");
        let mut plain = String::new();
        line.paint_into(&mut plain, false);
        assert_eq!(plain, "见《甲》。");
    }

    #[test]
    fn escape_sequences_of_a_note_are_not_painted() {
        assert_eq!(paint(Role::Text, "a\u{1b}[2Jb", true), "ab");
    }
}
