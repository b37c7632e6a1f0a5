//! Colour with a meaning, and text that carries it through wrapping.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use anstyle::{Ansi256Color, AnsiColor, Color, Effects, Style};

use super::link::{LinkFormat, Target};
use super::unbroken::{BREAK, GLUE, fitted as fitted_text};
use super::{Appearance, Language};
use crate::model::Kind;
use crate::text::address::addresses;
use crate::text::width::{clean, columns, fitting, one_line};
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

pub(super) const SPEAKERS: [AnsiColor; 6] = [
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

    pub(super) fn style(self) -> Style {
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
    Rich::new(role, text).painted(colour)
}

/// Text in pieces that each have a role. Pieces are cleaned as they come in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rich {
    text: String,
    pieces: Vec<(Range<usize>, Role)>,
    /// Bytes that lead somewhere, in order and apart.
    links: Vec<(Range<usize>, Target)>,
    /// Its paths, in order and apart: bytes that no line breaks, and that lose their middle where there is too little room.
    /// The same holds of addresses, wherever they stand.
    paths: Vec<Range<usize>>,
}

impl Rich {
    pub(super) fn new(role: Role, text: &str) -> Rich {
        Rich::default().with(role, text)
    }

    /// A path, which no line breaks.
    pub(super) fn path(role: Role, path: &str) -> Rich {
        Rich::default().with_path(role, path, None)
    }

    /// Appends a path that leads somewhere.
    pub(super) fn with_path(self, role: Role, path: &str, target: Option<Target>) -> Rich {
        let start = self.text.len();
        let mut whole = self.linked(role, &one_line(path), target);
        whole.paths.push(start..whole.text.len());
        whole
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
        self.paths.extend(other.paths.iter().map(|path| start + path.start..start + path.end));
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
    pub(super) fn lines_after(&self, taken: usize, width: usize) -> Vec<Rich> {
        let wholes = self.wholes();
        if wholes.is_empty() {
            return wrap_after(&self.text, taken, width).into_iter().map(|line| self.slice(line)).collect();
        }
        // What is nothing else goes behind what stands before it.
        let is_all = self.is_whole();
        let fitted = self.fitted(&wholes, width.saturating_sub(if is_all { taken } else { 0 }));
        wrap_after(&fitted.text, taken, width).into_iter().map(|line| fitted.slice(line)).collect()
    }

    /// Whether it is one path or one address and nothing else.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.wholes()[..], [ref only] if *only == (0..self.text.len()))
    }

    /// Columns of its longest path or address.
    pub(super) fn longest_whole(&self) -> usize {
        self.wholes().into_iter().map(|whole| columns(&self.text[whole])).max().unwrap_or(0)
    }

    /// Its paths and addresses, in order: bytes that no line breaks.
    fn wholes(&self) -> Vec<Range<usize>> {
        let mut wholes = self.paths.clone();
        let is_apart = |address: &Range<usize>| {
            self.paths.iter().all(|path| address.end <= path.start || path.end <= address.start)
        };
        wholes.extend(addresses(&self.text).filter(is_apart));
        wholes.sort_by_key(|whole| whole.start);
        wholes
    }

    /// The same with its paths and addresses in so many columns each; those that are shortened lead to what they stand for.
    fn fitted(&self, wholes: &[Range<usize>], room: usize) -> Rich {
        let mut fitted = Rich::default();
        let mut rest = 0;
        for whole in wholes {
            // A slash would stay with the word before it.
            let before = self.text[rest..whole.start].trim_end_matches(' ');
            fitted.append(&self.slice(rest..rest + before.len()));
            if !before.is_empty() && rest + before.len() < whole.start {
                fitted.push(Role::Text, &BREAK.to_string());
            }
            fitted.append(&self.slice(rest + before.len()..whole.start));
            rest = whole.end;
            let (text, part) = (&self.text[whole.clone()], self.slice(whole.clone()));
            let role = part.pieces.first().map_or(Role::Text, |(_, role)| *role);
            let own = part.links.into_iter().next().map(|(_, target)| target);
            let target = own.or_else(|| text.contains("://").then(|| Target::Address(text.to_owned())));
            // No line breaks beside the marks around it either.
            let beside =
                [self.text[..whole.start].chars().next_back(), self.text[whole.end..].chars().next()];
            let marks: String = beside.into_iter().flatten().filter(|mark| !mark.is_whitespace()).collect();
            let room = room.saturating_sub(columns(&marks));
            fitted = fitted.linked(role, &fitted_text(text, room), target);
        }
        fitted.append(&self.slice(rest..self.text.len()));
        fitted
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
        let cut = |range: &Range<usize>| {
            let (start, end) = (range.start.max(wanted.start), range.end.min(wanted.end));
            (start < end).then(|| start - wanted.start..end - wanted.start)
        };
        part.links
            .extend(self.links.iter().filter_map(|(range, target)| Some((cut(range)?, target.clone()))));
        part.paths.extend(self.paths.iter().filter_map(cut));
        part
    }

    /// With or without colour; never with a colour open at a line's end.
    pub(super) fn painted(&self, colour: bool) -> String {
        let mut painted = String::new();
        self.paint_linked(&mut painted, colour, None);
        painted
    }

    /// Appends it as [`Rich::painted`] has it, with its links, in this format.
    pub(super) fn paint_linked(&self, out: &mut String, colour: bool, links: Option<&LinkFormat>) {
        let mut open: Option<&Target> = None;
        for (role, text, target) in self.runs() {
            let target = target.filter(|_| links.is_some());
            if let (Some(format), true) = (links, open != target) {
                let address = target.map(|target| format.address(target)).unwrap_or_default();
                let _ = write!(out, "\u{1b}]8;;{address}\u{1b}\\");
                open = target;
            }
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

    /// Its pieces, as they are written out, with where each leads.
    pub(super) fn runs(&self) -> impl Iterator<Item = (Role, String, Option<&Target>)> {
        self.pieces.iter().map(|(range, role)| {
            let target = self.links.iter().find(|(link, _)| link.contains(&range.start));
            (*role, self.text[range.clone()].replace([GLUE, BREAK], ""), target.map(|(_, target)| target))
        })
    }

    /// Its text alone.
    pub(super) fn plain(&self) -> String {
        self.text.replace([GLUE, BREAK], "")
    }

    /// Its pieces.
    pub(super) fn styled(&self) -> StyledLine {
        self.runs().map(|(role, text, _)| (role, text)).collect()
    }
}

impl Appearance<'_> {
    /// Columns beyond which lines of prose are hard to read; wider windows keep them.
    const MEASURE: usize = 100;

    /// Columns for prose.
    pub fn measure(self) -> usize {
        self.width.min(Appearance::MEASURE)
    }
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

    /// Writes a path or an address, which is no prose: it may be as wide as the window, and has a line of its own where it does
    /// not fit behind this.
    pub(super) fn whole(&mut self, lead: &Rich, whole: &Rich) -> io::Result<()> {
        let width = self.appearance.width;
        let is_beside = lead.columns() + whole.columns() <= width;
        let mut before = lead.clone();
        if !is_beside && !lead.is_empty() {
            self.line(lead)?;
            before = Rich::new(Role::Text, "  ");
            if before.columns() + whole.columns() > width {
                before = Rich::default();
            }
        }
        for line in whole.lines(width) {
            before.append(&line);
            self.line(&std::mem::take(&mut before))?;
        }
        Ok(())
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

    #[test]
    fn unbroken_text_stays_on_one_line() {
        let rich =
            Rich::new(Role::Text, "共有").with(Role::Faint, &crate::render::unbroken::unbroken("1 提问"));
        let lines: Vec<String> = rich.lines(8).iter().map(|line| line.painted(false)).collect();
        assert_eq!(lines, ["共有", "1\u{a0}提问"]);
    }

    #[test]
    fn colour_is_closed_on_every_line() {
        let rich = Rich::new(Role::Match, "推理成本");
        let lines: Vec<String> = rich.lines(4).iter().map(|line| line.painted(true)).collect();
        assert_eq!(lines, ["\u{1b}[1m\u{1b}[31m推理\u{1b}[0m", "\u{1b}[1m\u{1b}[31m成本\u{1b}[0m"]);
    }

    #[test]
    fn a_link_is_closed_where_its_text_ends() {
        let target = Target::Line { file: "/n/a.md".to_owned(), line: 3 };
        let line =
            Rich::new(Role::Text, "见").linked(Role::Text, "《甲》", Some(target)).with(Role::Text, "。");
        let mut painted = String::new();
        line.paint_linked(&mut painted, false, Some(&LinkFormat::default()));
        assert_eq!(painted, "见\u{1b}]8;;file:///n/a.md\u{1b}\\《甲》\u{1b}]8;;\u{1b}\\。");
        assert_eq!(line.painted(false), "见《甲》。");
    }

    #[test]
    fn paths_and_addresses_stand_on_one_line_and_lead_to_what_they_stand_for() {
        let address = "https://www.example.org/talks/2026/01/26";
        let text = format!("见 {address}，另见");
        let message = Rich::new(Role::Text, &text).with_path(Role::Text, "笔记/一 二.md", None);
        let lines =
            |width| -> Vec<String> { message.lines(width).iter().map(|line| line.painted(false)).collect() };
        assert_eq!(lines(45), [format!("见 {address}，").as_str(), "另见笔记/一 二.md"]);
        assert_eq!(lines(30), ["见", "example.org/talks/2026/01/26，", "另见笔记/一 二.md"]);
        for width in 10..60 {
            let fits = |line: &String| columns(line) <= width && !line.starts_with('，');
            assert!(lines(width).iter().all(fits), "{:?}", lines(width));
        }
        let mut linked = String::new();
        message.lines(30)[1].paint_linked(&mut linked, false, Some(&LinkFormat::default()));
        assert!(linked.starts_with(&format!("\u{1b}]8;;{address}\u{1b}\\example")), "{linked}");
    }

    #[test]
    fn escape_sequences_of_a_note_are_not_painted() {
        assert_eq!(paint(Role::Text, "a\u{1b}[2Jb", true), "ab");
    }
}
