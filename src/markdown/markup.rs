//! Markup of other programs that stands in the text itself: tags of HTML, SiYuan's attribute lists, Obsidian's block
//! ids, Logseq's properties of blocks. It says where things stand and how they look, and is none of the words.
//!
//! ```text
//! tag        = "<" "/"? name attributes? "/"? ">"
//! attributes = "{:" ( key "=" quoted )* "}"             ; of the block or the words beside it
//! block id   = "^" id                                   ; at a line's end
//! property   = key "::" value                           ; a line below a block
//! ```

use std::ops::Range;

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

    pub(super) fn wraps(&self) -> bool {
        self.is_of(&WRAPPERS)
    }

    /// Whether it says nothing itself.
    pub(super) fn is_markup(&self) -> bool {
        // `</v>` ends what a voice of WebVTT says; `<v 李明>` names it.
        self.wraps() || self.is_of(&FORMATS) || self.closes && self.name == "v"
    }
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
        found.sort_unstable_by_key(|range| range.start);
        found.dedup_by(|later, earlier| later.start < earlier.end);
    }
    found
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
        _ => false,
    }
}

fn is_block_property(words: &str) -> bool {
    words.split_once("::").is_some_and(|(key, value)| {
        BLOCK_PROPERTIES.contains(&key) && (value.is_empty() || value.starts_with(' '))
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
