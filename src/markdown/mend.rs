//! Mends of the source before it is read as Markdown. Each keeps the length of the text, so that every offset is still
//! one of the file.
//!
//! `###标题` gets the space that makes it a heading. A backslash at a line's end and a line of markup or of `<br>` alone
//! become blank: hard breaks, ids and tags around blocks part what stands beside them and say nothing. Before words a tag
//! that wraps blocks becomes blank behind a character without width, since the tag would make HTML of the lines below it
//! and mere spaces code of its own line. The bars of Pandoc's line blocks become blank. What WebVTT and links would hide, `<v 李明>话` and `[李明]: 话`, loses its brackets.

use std::borrow::Cow;
use std::ops::Range;

use super::line_block;
use super::markup::{self, ElementTag};
use crate::text::line_breaks;

/// The source as it is to be read.
pub(super) struct Mended<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where the headings begin that had no space behind their marks; they are read one level too high.
    pub(super) crowded: Vec<usize>,
    /// Where blockquotes of HTML stand whose tags are out of the way, in order.
    pub(super) quotes: Vec<Range<usize>>,
}

/// Three bytes that no text keeps.
const WITHOUT_WIDTH: char = '\u{200b}';

/// What takes the place of some bytes.
enum Mend {
    Blank(Range<usize>),
    /// The same within a line, where it may be an indent: at least three bytes.
    Width(Range<usize>),
    /// A colon in place of one byte.
    Colon(usize),
}

#[derive(Default)]
struct Mender {
    crowded: Vec<usize>,
    mends: Vec<Mend>,
    /// Whether a list is open, in which an indent makes no code.
    in_list: bool,
    /// The run of lines around the last tag that wraps blocks, up to the next blank line: where it ends, and whether other
    /// HTML stands in it, which stays as it is.
    wrapped: usize,
    is_html: bool,
    quotes: Vec<Range<usize>>,
    /// Where blockquotes begin that are open.
    open_quotes: Vec<usize>,
    /// Up to where lines have been looked at for a line block, and whether they are one.
    looked_at: usize,
    in_line_block: bool,
}

/// Mends a text; code keeps its marks.
pub(super) fn mend(text: &str) -> Mended<'_> {
    let mut mender = Mender::default();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for end in line_breaks(text).map(|at| at + 1).chain([text.len()]) {
        let (offset, line) = (start, &text[start..end]);
        start = end;
        let words = line.trim_start_matches(' ');
        if let Some(mark) = ["```", "~~~"].into_iter().find(|mark| words.starts_with(mark)) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
            continue;
        }
        if fence.is_none() {
            mender.bar(text, offset, line);
            mender.crowded_heading(offset, line, words);
            mender.markup(text, offset, line);
        }
    }
    let Mender { crowded, mends, quotes, .. } = mender;
    if mends.is_empty() {
        return Mended { text: Cow::Borrowed(text), crowded, quotes };
    }
    let mut mended = String::with_capacity(text.len());
    for mend in mends {
        let start = match &mend {
            Mend::Blank(range) | Mend::Width(range) => range.start,
            Mend::Colon(offset) => *offset,
        };
        mended.push_str(&text[mended.len()..start]);
        match &mend {
            Mend::Blank(range) => mended.extend(range.clone().map(|_| ' ')),
            Mend::Width(range) => {
                mended.push(WITHOUT_WIDTH);
                mended.extend(range.clone().skip(WITHOUT_WIDTH.len_utf8()).map(|_| ' '));
            }
            Mend::Colon(_) => mended.push(':'),
        }
    }
    mended.push_str(&text[mended.len()..]);
    Mended { text: Cow::Owned(mended), crowded, quotes }
}

impl Mender {
    /// Gives `###标题` its space: the last mark becomes it. A single mark may be a hashtag.
    fn crowded_heading(&mut self, offset: usize, line: &str, words: &str) {
        if !words.starts_with('#') {
            return;
        }
        let indent = line.len() - words.len();
        let title = words.trim_start_matches('#');
        let marks = words.len() - title.len();
        if indent <= 3
            && (2..=6).contains(&marks)
            && title.starts_with(|next: char| !next.is_whitespace())
            && title.chars().any(char::is_alphanumeric)
        {
            self.crowded.push(offset + indent);
            let space = offset + indent + marks - 1;
            self.mends.push(Mend::Blank(space..space + 1));
        }
    }

    /// Takes the bar away that opens a line of a line block.
    fn bar(&mut self, text: &str, offset: usize, line: &str) {
        if line.trim_end().is_empty() {
            return;
        }
        if offset >= self.looked_at {
            let block = if line.starts_with('|') { line_block::end(&text[offset..]) } else { None };
            self.in_line_block = block.is_some();
            // A block begins below a blank line, so that the rest of other lines is passed over.
            let rest = || text[offset..].split_inclusive('\n').take_while(|line| !line.trim_end().is_empty());
            self.looked_at = offset + block.unwrap_or_else(|| rest().map(str::len).sum());
        }
        if self.in_line_block && line.starts_with('|') {
            self.mends.push(Mend::Blank(offset..offset + 1));
        }
    }

    /// Takes the markup of the line out of the way that begins at an offset of a text.
    fn markup(&mut self, text: &str, offset: usize, line: &str) {
        let line = line.trim_end();
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let Some(first) = inner.bytes().next() else { return };
        let is_item =
            |text: &str| text.strip_prefix(['-', '*', '+']).is_some_and(|rest| rest.starts_with([' ', '\t']));
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_deep = !self.in_list && (indent >= 4 || line.starts_with('\t'));
        let is_numbered = || {
            let mark = inner.trim_start_matches(|digit: char| digit.is_ascii_digit());
            first.is_ascii_digit() && mark.starts_with([')', '.'])
        };
        if !is_deep && (is_item(inner) || is_numbered()) {
            self.in_list = true;
        } else if indent == 0 && first != b'{' {
            self.in_list = false;
        }
        if is_deep && (offset >= self.wrapped || self.is_html) {
            return;
        }
        if is_deep && indent >= 3 {
            // In HTML an indent makes no code.
            self.mends.push(Mend::Width(offset..offset + indent));
            return;
        }
        let start = offset + line.len() - inner.len();
        if matches!(first, b'\\' | b'{' | b'}' | b'^' | b':' | b'C' | b'(' | b'a'..=b'z')
            && markup::is_alone(inner)
        {
            self.mends.push(Mend::Blank(start..start + inner.len()));
            return;
        }
        let words = if is_item(inner) { inner[1..].trim_start() } else { inner };
        let at = start + inner.len() - words.len();
        if let Some((name, end)) = markup::voice(words) {
            // `<v 李明>` reads `李明:`.
            self.mends.extend([Mend::Width(at..at + name.start), Mend::Colon(at + end)]);
        } else if let Some(label) = markup::named_definition(words) {
            self.mends.extend([Mend::Blank(at..at + 1), Mend::Blank(at + label.end - 1..at + label.end)]);
        }
        if !self.open_quotes.is_empty()
            && !ElementTag::read(words).is_some_and(|tag| tag.wraps())
            && let Some(end) = words.find("</blockquote>")
            && words[end..].trim_end() == "</blockquote>"
        {
            // `话。</blockquote>`
            let tag = at + end..at + end + "</blockquote>".len();
            self.close_quote(tag.end);
            self.mends.push(Mend::Width(tag));
        }
        if words.starts_with('<') && offset >= self.wrapped && markup::is_breaks(words) {
            // The mark of an item alone could be the underline of a heading.
            if !is_item(inner) {
                self.mends.push(Mend::Blank(at..at + words.len()));
            }
        } else if words.starts_with('<') {
            self.tags(text, at, words, is_item(inner));
        }
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        // Marks alone would become a rule or the underline of a heading.
        if backslashes % 2 == 1 && line.contains(char::is_alphabetic) {
            let end = offset + line.len();
            self.mends.push(Mend::Blank(end - 1..end));
        }
    }

    /// Takes the tags out of the way that wrap blocks, in a line that begins with one.
    fn tags(&mut self, text: &str, offset: usize, line: &str, is_item: bool) {
        if !ElementTag::read(line).is_some_and(|tag| tag.wraps()) {
            return;
        }
        if offset >= self.wrapped {
            self.wrap(text, offset);
        }
        if self.is_html {
            return;
        }
        let mut wrappers = Vec::new();
        let (mut has_words, mut has_others) = (false, false);
        let mut at = 0;
        while let Some(character) = line[at..].chars().next() {
            let tag = (character == '<').then(|| ElementTag::read(&line[at..])).flatten();
            let length = tag.as_ref().map_or(character.len_utf8(), |tag| tag.length);
            match tag {
                Some(tag) if tag.wraps() => {
                    self.quote(&tag, offset + at + length);
                    wrappers.push(offset + at..offset + at + length);
                }
                Some(_) => has_others = true,
                None => has_words |= !character.is_whitespace(),
            }
            at += length;
        }
        if has_words {
            self.mends.extend(wrappers.into_iter().map(Mend::Width));
        } else if !has_others && !is_item {
            // The mark of an item alone could be the underline of a heading.
            self.mends.extend(wrappers.into_iter().map(Mend::Blank));
        }
    }

    /// Notes where a blockquote begins or ends.
    fn quote(&mut self, tag: &ElementTag<'_>, end: usize) {
        if !tag.is_quote() {
            return;
        }
        if !tag.closes {
            self.open_quotes.push(end - tag.length);
        } else {
            self.close_quote(end);
        }
    }

    /// Those within others are no more than what stands in these.
    fn close_quote(&mut self, end: usize) {
        if let Some(start) = self.open_quotes.pop()
            && self.open_quotes.is_empty()
        {
            self.quotes.push(start..end);
        }
    }

    /// Looks at the lines from a tag that wraps blocks down to the next blank one. Each line is looked at once.
    fn wrap(&mut self, text: &str, offset: usize) {
        self.wrapped = offset;
        self.is_html = false;
        for line in text[offset..].split_inclusive('\n') {
            let words = line.trim_start_matches(|mark: char| mark.is_whitespace() || mark == '>');
            if words.is_empty() {
                break;
            }
            self.wrapped += line.len();
            self.is_html |= ElementTag::read(words).is_some_and(|tag| !tag.wraps() && !tag.is_markup())
                || words.starts_with("<img");
        }
    }
}
