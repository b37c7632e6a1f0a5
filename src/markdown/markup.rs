//! Markup of other programs that stands in the text itself: tags of HTML, SiYuan's attribute lists, Obsidian's block
//! ids, Logseq's properties of blocks. It says where things stand and how they look, and is none of the words.
//!
//! ```text
//! tag        = "<" "/"? name attributes? "/"? ">"
//! attributes = "{:" ( key "=" quoted )* "}"             ; of the block or the words beside it
//! block id   = "^" id                                   ; at a line's end
//! property   = key "::" value                           ; a line below a block
//! span       = "[" words "]{" look "}"                  ; of Pandoc: only the words are said
//! look       = ( "." class | "#" id | key "=" quoted )+ ; behind a line's words it is the block's: `题 {#id .class}`
//! division   = ":::" look?                              ; of Pandoc, alone on a line
//! comment    = "%%" words "%%"                          ; of Obsidian, within a line
//! reference  = "((" id ( " " quoted )? "))"             ; of SiYuan and Logseq: only what is quoted is shown
//! mark       = "==" words "=="                          ; of both: only how the words look
//! drawer     = ":LOGBOOK:" | "CLOCK: [" time | ":END:"  ; of Logseq and Org, lines below a block
//! voice      = "<v" ( "." class )* " " name ">"         ; of WebVTT
//! ```

use std::ops::Range;

use crate::text::timestamp;

/// Elements that wrap blocks and say nothing themselves: what stands in them is Markdown like any other.
const WRAPPERS: [&str; 22] = [
    "article",
    "aside",
    "blockquote",
    "callout",
    "center",
    "column",
    "columns",
    "details",
    "div",
    "figcaption",
    "figure",
    "footer",
    "grid",
    "header",
    "main",
    "nav",
    "p",
    "quote-container",
    "section",
    "summary",
    "synced-block",
    "toggle",
];

/// Elements that only say how words look or what they refer to.
const FORMATS: [&str; 30] = [
    "a",
    "abbr",
    "at",
    "b",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "mention",
    "mention-date",
    "mention-page",
    "mention-user",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
];

/// Keys of properties with which Logseq marks blocks.
const BLOCK_PROPERTIES: [&str; 10] = [
    "background-color",
    "collapsed",
    "created-at",
    "heading",
    "hl-color",
    "hl-page",
    "id",
    "logseq.order-list-type",
    "ls-type",
    "updated-at",
];

/// A tag at the start of a text.
pub(super) struct ElementTag<'t> {
    /// As it is written.
    pub(super) name: &'t str,
    /// Bytes.
    pub(super) length: usize,
    pub(super) closes: bool,
    /// `<br/>`: nothing stands in it.
    pub(super) is_empty: bool,
}

impl<'t> ElementTag<'t> {
    /// Reads the tag that a text begins with; one over several lines is none.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let after = text.strip_prefix('<')?;
        let name = after.strip_prefix('/').unwrap_or(after);
        let closes = name.len() < after.len();
        let is_end = |character: char| !(character.is_ascii_alphanumeric() || character == '-');
        let rest = &name[name.find(is_end)?..];
        let name = &name[..name.len() - rest.len()];
        if !name.starts_with(|first: char| first.is_ascii_alphabetic())
            || !rest.starts_with(['>', '/', ' ', '\t'])
        {
            return None;
        }
        let mut quote = None;
        for (offset, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                (None, b'>') => {
                    let length = text.len() - rest.len() + offset + 1;
                    return Some(ElementTag {
                        name,
                        length,
                        closes,
                        is_empty: rest[..offset].ends_with('/'),
                    });
                }
                (_, b'\n') | (None, b'<') => return None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if byte == open => quote = None,
                _ => {}
            }
        }
        None
    }

    fn is_of(&self, elements: &[&str]) -> bool {
        elements.iter().any(|element| self.name.eq_ignore_ascii_case(element))
    }

    pub(super) fn is_bold(&self) -> bool {
        self.is_of(&["b", "strong"])
    }

    pub(super) fn wraps(&self) -> bool {
        self.is_of(&WRAPPERS)
    }

    pub(super) fn is_quote(&self) -> bool {
        self.is_of(&["blockquote", "quote-container"])
    }

    /// Whether it says nothing itself.
    pub(super) fn is_markup(&self) -> bool {
        // `</v>` ends what a voice of WebVTT says; `<v 李明>` names it.
        self.wraps() || self.is_of(&FORMATS) || self.is_of(&["br"]) || self.closes && self.name == "v"
    }
}

/// Whether a text is nothing but `<br>`, once or more.
pub(super) fn is_breaks(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(tag) = ElementTag::read(rest).filter(|tag| tag.is_of(&["br"])) {
        rest = rest[tag.length..].trim_start();
    }
    rest.is_empty()
}

/// The name that a tag such as `<cite user-name="李明">` gives its element, as bytes of the tag.
pub(super) fn named(tag: &str) -> Option<Range<usize>> {
    const KEYS: [&str; 5] = ["user-name=", "username=", "user_name=", "display-name=", "data-name="];
    let end = KEYS.iter().find_map(|key| tag.find(key).map(|offset| offset + key.len()))?;
    let quote = tag[end..].chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let length = tag[end + 1..].find(quote)?;
    (length > 0).then_some(end + 1..end + 1 + length)
}

/// The length in bytes of `{: id="…"}` at the start of a text.
fn attribute_list(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("{:")?;
    let end = inner.find('}')?;
    let is_list = inner[..end].contains('=') || inner[..end].trim_start().starts_with(['.', '#']);
    (is_list && !inner[..end].contains(['\n', '{'])).then_some(end + 3)
}

/// Whether a text may have markup in it or marks that CommonMark leaves, by the characters that begin them: most texts have
/// none. All bytes are looked at without a way out of the loop, so that the processor takes many at a time.
pub(super) fn may_be_in(text: &str) -> bool {
    let begins = |byte| matches!(byte, b'*' | b'{' | b'^' | b'(' | b'%' | b'=' | b'[');
    text.bytes().fold(false, |found, byte| found | begins(byte))
}

/// The attribute lists and block ids within a text.
pub(super) fn within(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if text.contains("{:") {
        found.extend(
            text.match_indices("{:")
                .filter_map(|(start, _)| attribute_list(&text[start..]).map(|length| start..start + length)),
        );
    }
    if text.contains('^') {
        let mut start = 0;
        for line in text.split('\n') {
            found.extend(block_id(line).map(|id| start + id.start..start + id.end));
            start += line.len() + 1;
        }
    }
    if text.contains("]{") {
        spans(text, &mut found);
    }
    if text.contains(" {") {
        found.extend(text.match_indices(" {").filter_map(|(start, _)| {
            let rest = &text[start + 1..];
            let length = span_attributes(rest)?;
            let is_last = rest[length..].is_empty() || rest[length..].starts_with('\n');
            is_last.then_some(start..start + 1 + length)
        }));
    }
    if text.contains("((") {
        found.extend(text.match_indices("((").filter_map(|(at, _)| reference(&text[at..], at)).flatten());
    }
    for mark in ["%%", "=="] {
        if text.contains(mark) {
            pairs(text, mark, &mut found);
        }
    }
    found.sort_unstable_by_key(|range| range.start);
    found.dedup_by(|later, earlier| later.start < earlier.end);
    found
}

/// Finds the marks around Pandoc's spans: `[话]{.underline}` says 话, `[]{#_Toc1 .anchor}` nothing.
fn spans(text: &str, found: &mut Vec<Range<usize>>) {
    let mut open: Vec<usize> = Vec::new();
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(offset),
            b'\n' => open.clear(),
            b']' => {
                let Some(start) = open.pop() else { continue };
                if let Some(length) = span_attributes(&text[offset + 1..]) {
                    found.extend([start..start + 1, offset..offset + 1 + length]);
                }
            }
            _ => {}
        }
    }
}

/// The length in bytes of `{.underline}` at the start of a text.
fn span_attributes(text: &str) -> Option<usize> {
    /// In bytes.
    const LONGEST: usize = 200;
    let inner = text.strip_prefix('{')?;
    let end = inner.bytes().take(LONGEST).position(|byte| matches!(byte, b'}' | b'\n' | b'{'))?;
    let list = &inner[..end];
    // `{dir="ltr"}`
    let is_pair = list.split_once("=\"").is_some_and(|(key, value)| {
        !key.is_empty()
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && value.ends_with('"')
    });
    let is_list = (list.starts_with(['.', '#']) && end > 1 || is_pair) && inner[end..].starts_with('}');
    is_list.then_some(end + 2)
}

/// The marks of a reference to another block that stands at the start of a text, which begins at the offset `at`.
fn reference(text: &str, at: usize) -> Option<[Range<usize>; 2]> {
    let inner = text.strip_prefix("((")?;
    let end = inner.find("))")?;
    let (id, shown) = inner[..end].split_once(' ').unwrap_or((&inner[..end], ""));
    if !is_block_number(id) {
        return None;
    }
    let close = at + 2 + end;
    let is_quoted = shown.len() > 2 && shown.starts_with(['\'', '"']) && shown.ends_with(['\'', '"']);
    let words = if is_quoted { at + 2 + id.len() + 2..close - 1 } else { close..close };
    Some([at..words.start, words.end..close + 2])
}

/// Whether this is how SiYuan or Logseq number a block: `20260304100001-abcdefg`, a UUID.
fn is_block_number(id: &str) -> bool {
    let lengths: Vec<usize> = id.split('-').map(str::len).collect();
    let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_plain && matches!(lengths[..], [14, 7] | [8, 4, 4, 4, 12])
}

/// Finds comments, and the marks around words that are marked. A sign of equality is none of those: a letter of a name
/// or a number or a space stands before it.
fn pairs(text: &str, mark: &str, found: &mut Vec<Range<usize>>) {
    let is_comment = mark == "%%";
    let mut start = 0;
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let mut from = 0;
        while let Some(open) = line[from..].find(mark).map(|at| from + at) {
            let inner = open + mark.len();
            let Some(close) = line[inner..].find(mark).map(|at| inner + at) else { break };
            let end = close + mark.len();
            let words = &line[inner..close];
            let is_parted = !line[..open].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '=');
            let is_pair = is_parted && !words.trim().is_empty() && !line[end..].starts_with('=');
            from = end;
            if is_pair && is_comment {
                // One alone on its line is all that the line says.
                let is_all = line[..open].trim().is_empty() && line[end..].trim().is_empty();
                found.extend((!is_all).then_some(here + open..here + end));
            } else if is_pair && words.trim().len() == words.len() {
                found.extend([here + open..here + inner, here + close..here + end]);
            }
        }
    }
}

/// The marks around the page in a wikilink that opens a line and labels what follows: `[[李明]]：……`, `[[李明]] 00:01`.
/// In a sentence they stay. `is_label`: whether such a link of its own line is one, by where it starts and ends.
pub(super) fn wikilink_labels(text: &str, is_label: impl Fn(Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let here = start;
        start += line.len() + 1;
        let Some(open) = line.find("[[") else { continue };
        let Some(length) = line[open + 2..].find("]]") else { continue };
        let is_first = !line[..open].chars().any(char::is_alphabetic);
        let inner = &line[open + 2..open + 2 + length];
        let close = open + 2 + length;
        let rest = line[close + 2..].trim_start();
        let labels = match rest.chars().next() {
            None => is_label(here + open..here + close + 2),
            Some(next) => {
                matches!(next, '：' | ':' | '（' | '(') && rest.len() > next.len_utf8()
                    || next.is_ascii_digit() && rest.contains(':')
                    || matches!(next, '[') && rest[1..].starts_with(|digit: char| digit.is_ascii_digit())
            }
        };
        if !is_first || !labels || inner.trim().is_empty() || inner.contains(['[', ']']) {
            continue;
        }
        let shown = inner.rfind('|').map_or(0, |bar| bar + 1);
        found.extend([here + open..here + open + 2 + shown, here + close..here + close + 2]);
    }
    found
}

/// The name in a tag of WebVTT that says whose voice follows, and where the tag ends: `<v 李明>话</v>`.
pub(super) fn voice(text: &str) -> Option<(Range<usize>, usize)> {
    /// In bytes.
    const LONGEST: usize = 90;
    let rest = text.strip_prefix("<v").filter(|rest| rest.starts_with([' ', '.']))?;
    let end = text.len() - rest.len() + rest.find('>')?;
    let start = text[..end].find(' ')? + 1;
    let name = &text[start..end];
    let has_words = text[end + 1..].chars().any(char::is_alphanumeric);
    let is_name = name.len() <= LONGEST
        && name.chars().any(char::is_alphanumeric)
        && !name.contains(['<', '=', ':', '：']);
    (is_name && has_words && end > start).then_some((start..end, end))
}

/// The name that stands like the label of a Markdown link whose address would be what somebody says, as bytes of the
/// line with the brackets: `[李明]: 好。`. An address has a slash, a dot within or a hash, and a number is a reference's.
pub(super) fn named_definition(line: &str) -> Option<Range<usize>> {
    let inner = line.strip_prefix('[')?;
    let close = inner.find(']')?;
    let words = inner[close + 1..].strip_prefix(':')?.trim();
    let name = &inner[..close];
    let is_name =
        name.chars().any(char::is_alphabetic) && !name.starts_with(['^', '!', '[']) && !name.contains('\\');
    let within = words.trim_end_matches(['.', '?', '!']);
    let is_address =
        words.starts_with(['<', '#', '.']) || within.contains(['/', '.', '@', '\\', '<', '?', '=']);
    let has_words = words.chars().any(char::is_alphanumeric);
    (is_name && !is_address && has_words).then_some(0..close + 2)
}

/// The id at a line's end: letters, digits and hyphens behind `^`. A number alone is an exponent.
fn block_id(line: &str) -> Option<Range<usize>> {
    let line = line.trim_end();
    let start = line.rfind('^')?;
    let id = &line[start + 1..];
    let is_id = id.len() >= 2
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && id.bytes().any(|byte| !byte.is_ascii_digit());
    let is_parted = start == 0 || line[..start].ends_with([' ', '\t']);
    (is_id && is_parted).then_some(start..line.len())
}

/// What a line is that stands alone: markup that parts the blocks around it.
pub(super) fn is_alone(words: &str) -> bool {
    let words = words.trim();
    match words.as_bytes().first() {
        Some(b'\\') => words == "\\",
        Some(b'{') => {
            matches!(words, "{{{row" | "{{{col" | "{{{") || attribute_list(words) == Some(words.len())
        }
        Some(b'}') => words == "}}}",
        Some(b'^') => block_id(words) == Some(0..words.len()),
        Some(b'a'..=b'z') => is_block_property(words),
        Some(b':') => is_division(words) || matches!(words, ":LOGBOOK:" | ":END:"),
        Some(b'C') => words.starts_with("CLOCK: ["),
        Some(b'(') => {
            let id = words.strip_prefix("((").and_then(|rest| rest.strip_suffix("))"));
            id.is_some_and(is_block_number)
        }
        _ => false,
    }
}

/// `:::`, `::: note`, `::: {.note}`
fn is_division(words: &str) -> bool {
    let Some(look) = words.strip_prefix(":::").map(|rest| rest.trim_matches([':', ' '])) else {
        return false;
    };
    look.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        || span_attributes(look) == Some(look.len())
}

fn is_block_property(words: &str) -> bool {
    /// In bytes.
    const LONGEST_KEY: usize = 16;
    words.split_once("::").is_some_and(|(key, value)| {
        let is_known = || BLOCK_PROPERTIES.contains(&key) && (value.is_empty() || value.starts_with(' '));
        // `time:: 00:12` says when a block was said; a day there is of the whole page.
        is_known() || value.contains(':') && key.len() <= LONGEST_KEY && timestamp::is_stamp(value)
    })
}

/// Whether a line of the source is nothing but markup.
pub fn is_markup(line: &str) -> bool {
    let words =
        line.trim_start_matches(|mark: char| mark.is_whitespace() || matches!(mark, '>' | '-' | '*' | '+'));
    if is_alone(words) {
        return true;
    }
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '<' => ElementTag::read(rest).filter(ElementTag::is_markup).map(|tag| tag.length),
            '{' => attribute_list(rest),
            _ => None,
        };
        if length.is_none() && first.is_alphanumeric() {
            return false;
        }
        rest = &rest[length.unwrap_or(first.len_utf8())..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_to_their_end() {
        let length = |text: &str| ElementTag::read(text).map(|tag| tag.length);
        assert_eq!(length("<summary>题</summary>"), Some(9));
        assert_eq!(length("<div title=\"a>b\">题"), Some(17));
        assert_eq!(length("<3 你"), None);
        assert_eq!(length("<https://example.org>"), None);
        assert_eq!(length("<div\n>"), None);
    }

    #[test]
    fn a_name_is_read_from_its_attribute() {
        let tag = "<cite user-id=\"ou_1\" user-name=\"李明\">";
        assert_eq!(named(tag).map(|name| &tag[name]), Some("李明"));
        assert_eq!(named("<a name=\"top\">"), None);
    }

    #[test]
    fn ids_and_attributes_are_found_and_exponents_are_not() {
        let found =
            |text: &str| within(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("话。 ^a1b2c3\n{: id=\"x\"}"), ["^a1b2c3", "{: id=\"x\"}"]);
        assert_eq!(found("^quote-1"), ["^quote-1"]);
        assert_eq!(found("面积是 10 m ^2"), Vec::<String>::new());
        assert_eq!(found("x^ab 与 {: 无}"), Vec::<String>::new());
    }

    #[test]
    fn lines_of_markup_have_no_words() {
        for line in ["<details>", "> {: id=\"x\"}", "</summary></details>", "  id:: 64f0", "\\", "- <br-no> "]
        {
            assert_eq!(is_markup(line), !line.contains("br-no"), "{line}");
        }
        assert!(!is_markup("<aside>题"));
        assert!(!is_markup("title:: 题"));
    }
}
