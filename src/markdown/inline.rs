//! Inline text that knows where it stands in the source, and the pairing of the `**` marks that CommonMark leaves.

use std::ops::Range;

use super::markup::{self, ElementTag};
use super::ruby::Ruby;
use crate::text::line_breaks;

/// Inline text without its marks, with a map to the source.
#[derive(Debug, Clone, Default)]
pub struct Inline {
    /// The words; lines of the source are split by `\n`.
    pub text: String,
    /// Bold ranges: bytes of `text`, in order, never overlapping.
    pub strong: Vec<Range<usize>>,
    /// Code ranges: bytes of `text`.
    pub code: Vec<Range<usize>>,
    /// Links: bytes of `text` and the address.
    pub links: Vec<(Range<usize>, String)>,
    /// Whether the whole text is emphasised with single marks.
    pub emphasised: bool,
    /// Runs of text that stand the same way in the source.
    runs: Vec<TextRun>,
}

/// `text[text..text + length]` stands at `source`: letter by letter where `is_exact`, else (an entity, a `<br>`, code
/// over two lines) only the whole is known to.
#[derive(Debug, Clone)]
struct TextRun {
    text: usize,
    length: usize,
    source: Range<usize>,
    is_exact: bool,
}

impl TextRun {
    /// The part from `from` to `to`, offsets of the text that lie within the run, moved to stand at `text`.
    fn part(&self, from: usize, to: usize, text: usize) -> TextRun {
        let source = match self.is_exact {
            true => self.source.start + (from - self.text)..self.source.start + (to - self.text),
            false => self.source.clone(),
        };
        TextRun { text, length: to - from, source, is_exact: self.is_exact }
    }
}

impl Inline {
    /// The source bytes that `range` (bytes of `text`) came from.
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_at(range.start, false);
        let end = if range.is_empty() { start } else { self.source_at(range.end, true) };
        start..end.max(start)
    }

    /// `is_end`: the offset after the character before, rather than that of the character at the offset.
    fn source_at(&self, offset: usize, is_end: bool) -> usize {
        let after =
            self.runs.partition_point(|run| if is_end { run.text < offset } else { run.text <= offset });
        match after.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) if run.is_exact => run.source.start + (offset - run.text).min(run.length),
            Some(run) if is_end || offset >= run.text + run.length => run.source.end,
            Some(run) => run.source.start,
            None => self.runs.first().map_or(0, |run| run.source.start),
        }
    }

    /// The addresses that links and images within `range` (bytes of `text`) lead to, as far as the text does not show
    /// them itself.
    pub fn addresses(&self, range: &Range<usize>) -> Vec<String> {
        self.links
            .iter()
            .filter(|(link, address)| {
                range.start <= link.start && link.end <= range.end && self.text[link.clone()] != **address
            })
            .map(|(_, address)| address.clone())
            .collect()
    }

    /// The bold range that holds the character at this offset.
    pub fn strong_at(&self, offset: usize) -> Option<&Range<usize>> {
        let after = self.strong.partition_point(|range| range.end <= offset);
        self.strong.get(after).filter(|range| range.start <= offset)
    }

    /// The ranges of the text's lines, without their line ends.
    pub fn lines(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = 0;
        line_breaks(&self.text).chain([self.text.len()]).map(move |end| {
            let line = start..end;
            start = end + 1;
            line
        })
    }

    /// Offsets of `**` marks that still stand in the text and are neither escaped nor code.
    fn left_over_marks(&self, source: &str) -> Vec<usize> {
        // This alone is quicker than to find the first.
        if !self.text.contains("**") {
            return Vec::new();
        }
        let is_address: Vec<bool> =
            self.links.iter().map(|(link, _)| self.text[link.clone()].contains("://")).collect();
        let mut marks = Vec::new();
        let mut from = 0;
        while let Some(found) = self.text[from..].find("**") {
            let offset = from + found;
            from = offset + 2;
            let place = self.source(offset..offset + 2);
            let is_escaped = source[..place.start].ends_with('\\') || place.len() != 2;
            let code = self.code.partition_point(|code| code.end <= offset);
            let is_code = self.code.get(code).is_some_and(|code| code.contains(&offset));
            let link = self.links.partition_point(|(link, _)| link.end <= offset);
            let is_link =
                self.links.get(link).is_some_and(|(part, _)| part.contains(&offset)) && is_address[link];
            let stands_alone =
                self.text[..offset].ends_with([' ', '*']) && self.text[from..].starts_with([' ', '*']);
            if !is_escaped && !is_code && !is_link && !stands_alone {
                marks.push(offset);
            }
        }
        marks
    }

    /// The marks around a label in italics at the beginning of a line, `*林远：*你好`, which CommonMark leaves: a mark between a
    /// colon and a word closes nothing there.
    fn marks_of_labels(&self, source: &str) -> Vec<Range<usize>> {
        // This alone is quicker than to look at each line.
        if !self.text.contains("：*") && !self.text.contains(":*") {
            return Vec::new();
        }
        let is_mark = |at: usize| {
            let place = self.source(at..at + 1);
            source[place.clone()] == *"*" && !source[..place.start].ends_with('\\')
        };
        let mut marks = Vec::new();
        for line in self.lines() {
            let Some(label) = self.text[line.clone()].strip_prefix('*') else { continue };
            let Some((label, words)) = label.split_once('*') else { continue };
            let close = line.start + 1 + label.len();
            let is_label = label.ends_with(['：', ':']) && !label.starts_with(char::is_whitespace);
            let has_words = words.starts_with(|first: char| first != '*' && !first.is_whitespace());
            if is_label && has_words && is_mark(line.start) && is_mark(close) {
                marks.extend([line.start..line.start + 1, close..close + 1]);
            }
        }
        marks
    }

    /// Takes the text from `offset` on out of it, without the line end before it.
    pub(super) fn split_off(&mut self, offset: usize) -> Inline {
        let part = |ranges: &mut Vec<Range<usize>>| {
            let after = ranges
                .iter()
                .filter(|range| range.end > offset)
                .map(|range| range.start.max(offset) - offset..range.end - offset)
                .collect();
            ranges.retain(|range| range.start < offset);
            ranges.iter_mut().for_each(|range| range.end = range.end.min(offset));
            after
        };
        let strong = part(&mut self.strong);
        let code = part(&mut self.code);
        let (links, after) =
            std::mem::take(&mut self.links).into_iter().partition(|(link, _)| link.start < offset);
        self.links = links;
        // A link over both lines stays with the first.
        self.links.iter_mut().for_each(|(link, _)| link.end = link.end.min(offset));
        let links = after
            .into_iter()
            .map(|(link, address)| (link.start - offset..link.end - offset, address))
            .collect();
        let mut runs = Vec::new();
        for run in std::mem::take(&mut self.runs) {
            let end = run.text + run.length;
            if run.text < offset {
                self.runs.push(run.part(run.text, end.min(offset), run.text));
            }
            if end > offset {
                let from = run.text.max(offset);
                runs.push(run.part(from, end, from - offset));
            }
        }
        let text = self.text.split_off(offset);
        if self.text.ends_with('\n') {
            let line_end = offset - 1..offset;
            self.remove(std::slice::from_ref(&line_end));
        }
        Inline { text, strong, code, links, emphasised: false, runs }
    }

    /// Takes these parts out, ascending and apart from each other. All at once: a line may have thousands of marks.
    fn remove(&mut self, parts: &[Range<usize>]) {
        let mut gone = vec![0];
        gone.extend(parts.iter().scan(0, |sum, part| {
            *sum += part.len();
            Some(*sum)
        }));
        let shift = |offset: usize| {
            let before = parts.partition_point(|part| part.start < offset);
            let kept = parts[..before].last().map_or(offset, |part| offset.max(part.end));
            kept - gone[before]
        };
        for part in
            self.strong.iter_mut().chain(&mut self.code).chain(self.links.iter_mut().map(|(part, _)| part))
        {
            *part = shift(part.start)..shift(part.end);
        }
        let mut runs = Vec::with_capacity(self.runs.len() + parts.len());
        for run in &self.runs {
            let (mut from, end) = (run.text, run.text + run.length);
            let first = parts.partition_point(|part| part.end <= from);
            for part in parts[first..].iter().take_while(|part| part.start < end) {
                if from < part.start {
                    runs.push(run.part(from, part.start, shift(from)));
                }
                from = part.end;
            }
            if from < end {
                runs.push(run.part(from, end, shift(from)));
            }
        }
        self.runs = runs;
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for part in parts {
            text.push_str(&self.text[from..part.start]);
            from = part.end;
        }
        text.push_str(&self.text[from..]);
        self.text = text;
    }
}

/// Collects inline text event by event.
#[derive(Default)]
pub(super) struct InlineBuilder {
    pub(super) inline: Inline,
    /// Offsets in the text where a `**` stands that CommonMark paired.
    pub(super) paired: Vec<usize>,
    /// Where links begin in the text, with their addresses and titles.
    pub(super) open_links: Vec<(usize, String, String)>,
    /// Where `<b>` and `<strong>` stand in the text that are still open.
    pub(super) open_bold: Vec<usize>,
    pub(super) emphasis: Vec<usize>,
    pub(super) emphasised: usize,
    /// The name that an element gives whose words are still to come: where they would begin, and its place in the source.
    pub(super) named: Option<(usize, Range<usize>)>,
    /// Where in a ruby element the text at hand stands.
    pub(super) ruby: Ruby,
}

impl InlineBuilder {
    pub(super) fn line_break(&mut self, source: usize) {
        let text = self.inline.text.len();
        self.inline.text.push('\n');
        self.inline.runs.push(TextRun { text, length: 1, source: source..source + 1, is_exact: true });
    }

    pub(super) fn text(&mut self, text: &str, span: Range<usize>, source: &str) {
        let is_exact = source[span.clone()] == *text;
        if !may_have_zero_width(text) {
            self.part(text, span, is_exact);
            return;
        }
        for (offset, part) in split_around_zero_width(text) {
            let here = span.start + offset;
            let source = if is_exact { here..here + part.len() } else { span.clone() };
            self.part(part, source, is_exact);
        }
    }

    fn part(&mut self, text: &str, source: Range<usize>, is_exact: bool) {
        if !text.is_empty() {
            if self.inline.runs.is_empty() {
                // Most have one.
                self.inline.runs.reserve_exact(1);
            }
            self.inline.runs.push(TextRun {
                text: self.inline.text.len(),
                length: text.len(),
                source,
                is_exact,
            });
            self.inline.text.push_str(text);
        }
    }

    /// Puts a dash before whoever signs the words above in an element of their own.
    pub(super) fn signature(&mut self, tag: &str, start: usize, source: &str) {
        let before = self.inline.text.trim_end_matches(' ');
        let end = start + tag.len();
        if opens_signature(tag, &source[end..]) && (before.is_empty() || before.ends_with('\n')) {
            self.text("—— ", start..end, source);
        }
    }

    /// Takes the name that a tag gives its element, at a place in the source. It is set apart from the words as one in bold is.
    pub(super) fn name(&mut self, name: Range<usize>, source: &str) {
        let is_plain = self.paired.len().is_multiple_of(2);
        self.paired.extend(is_plain.then_some(self.inline.text.len()));
        self.text(&source[name.clone()], name, source);
        self.paired.extend(is_plain.then_some(self.inline.text.len()));
    }

    /// Takes the title of a link or image, which stands within `link`, for words behind it. A link before a colon may be
    /// somebody's name, and a title would make it none.
    pub(super) fn title(&mut self, title: &str, link: Range<usize>, source: &str) {
        let is_said_already = self.inline.text.ends_with(title);
        if is_said_already || source[link.end..].starts_with(['：', ':']) {
            return;
        }
        let own = source[link.clone()].rfind(title).map(|at| link.start + at..link.start + at + title.len());
        self.text(" ", link.clone(), source);
        self.text(&title.replace(['\n', '\r'], " "), own.unwrap_or(link), source);
    }

    /// Takes `<b>` and `</b>` for the marks that they stand for, unless such marks stand in or around them.
    pub(super) fn bold_tag(&mut self, element: &ElementTag<'_>) {
        let here = self.inline.text.len();
        if !element.is_bold() {
            return;
        }
        if !element.closes {
            self.open_bold.push(here);
        } else if let Some(start) = self.open_bold.pop()
            && self.paired.len().is_multiple_of(2)
            && self.paired.last().is_none_or(|last| *last <= start)
        {
            self.paired.extend([start, here]);
        }
    }

    /// Pairs the `**` marks that are left in the text and takes them and other programs' markup out.
    pub(super) fn finish(self, source: &str) -> Inline {
        let mut inline = self.paired(source);
        if !markup::may_be_in(&inline.text) {
            return inline;
        }
        let marks = inline.marks_of_labels(source);
        if !marks.is_empty() {
            inline.remove(&marks);
        }
        let mut markup = markup::within(&inline.text);
        if inline.text.contains("[[") {
            // Nothing else stands in the text, as where an outline names who speaks below; or it is in bold.
            let is_label = |link: Range<usize>| {
                let is_all = || link.start == 0 && inline.text[link.end..].trim().is_empty();
                let is_bold =
                    || inline.strong_at(link.start).is_some_and(|strong| link.end <= strong.end + 1);
                is_bold() || is_all()
            };
            markup.extend(markup::wikilink_labels(&inline.text, is_label));
            markup.sort_unstable_by_key(|part| part.start);
            markup.dedup_by(|later, earlier| later.start < earlier.end);
        }
        markup.retain(|part| !inline.code.iter().any(|code| code.start < part.end && part.start < code.end));
        if !markup.is_empty() {
            inline.remove(&markup);
            inline.strong.retain(|strong| !strong.is_empty());
        }
        inline
    }

    fn paired(self, source: &str) -> Inline {
        let InlineBuilder { mut inline, paired, emphasised, .. } = self;
        let trimmed = inline.text.trim().len();
        inline.emphasised = trimmed > 0 && emphasised >= trimmed;
        let left = inline.left_over_marks(source);
        if left.is_empty() {
            inline.strong = pair(&paired, inline.text.len());
            return inline;
        }
        // CommonMark paired some marks and left others: what it paired across them is not what was meant, so all
        // marks of a line are paired anew, in order.
        let mut marks: Vec<(usize, usize)> = paired.iter().map(|offset| (*offset, 0)).collect();
        marks.extend(left.iter().map(|offset| (*offset, 2)));
        marks.sort_unstable();
        let mut strong = Vec::new();
        let mut open: Option<usize> = None;
        let mut removed = 0;
        let mut line_end = 0;
        for (offset, length) in marks {
            if offset >= line_end {
                if let Some(start) = open.take() {
                    strong.push(start..line_end.max(start + removed) - removed);
                }
                line_end =
                    inline.text[offset..].find('\n').map_or(inline.text.len(), |newline| offset + newline);
            }
            let here = offset - removed;
            removed += length;
            open = match open {
                Some(start) => {
                    strong.push(start..here);
                    None
                }
                None => Some(here),
            };
        }
        if let Some(start) = open {
            strong.push(start..(line_end.max(start + removed) - removed));
        }
        let left: Vec<Range<usize>> = left.iter().map(|offset| *offset..offset + 2).collect();
        inline.remove(&left);
        strong.retain(|range| range.start < range.end && range.end <= inline.text.len());
        inline.strong = strong;
        inline
    }
}

fn pair(marks: &[usize], length: usize) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for pair in marks.chunks(2) {
        let range = pair[0]..pair.get(1).copied().unwrap_or(length);
        match ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ if range.start < range.end => ranges.push(range),
            _ => {}
        }
    }
    ranges
}

/// Whether a text may have one of the characters that part it. All bytes are looked at without a way out of the loop, so that
/// the processor takes many at a time.
fn may_have_zero_width(text: &str) -> bool {
    let bytes = text.as_bytes().windows(3);
    bytes.fold(false, |found, bytes| {
        let begins_e2 =
            (bytes[0] == 0xe2) & (bytes[1] & !1 == 0x80) & ((bytes[2] < 0x90) | (bytes[2] == 0xa0));
        let begins_ef = (bytes[0] == 0xef) & (bytes[1] == 0xbb) & (bytes[2] == 0xbf);
        found | begins_e2 | begins_ef
    })
}

fn split_around_zero_width(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split(is_zero_width).map(move |part| {
        let start = offset;
        offset += part.len();
        // Each of the characters that part the text is 3 bytes long.
        offset += 3;
        (start, part)
    })
}

fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a tag opens an element that signs the words above it, `<cite>李明</cite>`, and fills the rest of its line.
/// `after`: what stands behind the tag.
fn opens_signature(tag: &str, after: &str) -> bool {
    let line = after.split('\n').next().unwrap_or_default().trim_end();
    tag.eq_ignore_ascii_case("<cite>")
        && line
            .strip_suffix("</cite>")
            .is_some_and(|name| !name.contains('<') && !name.trim_start().starts_with(['—', '-', '–', '―']))
}
