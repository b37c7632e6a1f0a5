//! Links between notes: which pages a note's text links to, and which notes these are.
//!
//! Exports link to `folder/Title%20HASH.md`, percent-encoded, sometimes wrongly; names may have lost the hash or the page
//! moved since. So a link is read as tolerantly as it can be, and is sought by its place, then by the hash, then by the
//! title. Addresses with a scheme and places within the same page are nobody's business here.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::source::{NoteFiles, Source};
use crate::markdown::{Block, BlockKind, Document, Inline};
use crate::model::page_name;
use crate::text::fold_text;

/// A link to another page, or to a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its line in the note, from 1.
    pub line: u32,
    /// The page's path from the note's folder, decoded.
    pub page: String,
    /// Whether its percent-encoding is that of some text.
    pub sound: bool,
    /// The place within the page, behind the `#`, as it is written.
    pub place: Option<String>,
}

/// The links of a note that lead to pages beside it, in order.
pub fn links(document: &Document) -> Vec<Link> {
    links_to(document, &is_page)
}

/// Whatever a reader of a note may follow to this page or another, in order: the links to pages, those to headings of the note
/// itself (their `page` is empty), and `[[names]]` as Obsidian writes them.
pub fn followed_links(document: &Document) -> Vec<Link> {
    let fits = |path: &str| path.is_empty() || is_page(path);
    let mut links: Vec<(usize, Link)> = Vec::new();
    let mut tell = |inline: &Inline| {
        let leads = |(_, link): &(usize, Link)| !link.page.is_empty() || link.place.is_some();
        links.extend(links_in(document, inline, &fits).filter(leads));
        links.extend(names_in_brackets(inline).map(|range| {
            let start = inline.source(range.clone()).start;
            (start, named(&inline.text[range], document.lines.line(start)))
        }));
    };
    document.blocks.iter().for_each(|block| in_block(block, &mut tell));
    links.sort_by_key(|(start, _)| *start);
    links.into_iter().map(|(_, link)| link).collect()
}

fn is_page(path: &str) -> bool {
    NoteFiles::Markdown.have(std::path::Path::new(path))
}

/// What stands between `[[` and `]]` on a line, outside code.
fn names_in_brackets(inline: &Inline) -> impl Iterator<Item = Range<usize>> + '_ {
    let starts = inline.text.match_indices("[[").map(|(at, mark)| at + mark.len());
    starts.filter_map(|start| {
        let length = inline.text[start..].find(['[', ']', '\n'])?;
        let range = start..start + length;
        let is_closed = inline.text[range.end..].starts_with("]]");
        let is_code = inline.code.iter().any(|code| code.contains(&start));
        (is_closed && !is_code && !range.is_empty()).then_some(range)
    })
}

/// The link that `name`, `name#heading` or `name|words to show` stands for. Of headings below each other the last counts.
fn named(name: &str, line: u32) -> Link {
    let name = name.split_once('|').map_or(name, |(name, _)| name);
    let (page, place) = match name.split_once('#') {
        Some((page, place)) => (page, Some(place.rsplit('#').next().unwrap_or(place).trim().to_owned())),
        None => (name, None),
    };
    let page = page.trim();
    let ending = if page.is_empty() || is_page(page) { "" } else { ".md" };
    Link { line, page: format!("{page}{ending}"), sound: true, place }
}

/// The pictures of a note that are files beside it, in order.
pub fn pictures(document: &Document) -> Vec<Link> {
    links_to(document, &|path| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        // A path from the root is one of a site that nobody has here, and one with braces is filled in by its generator.
        ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()))
            && !path.starts_with('/')
            && !path.contains('{')
    })
}

/// What the names of pictures end with.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "avif"];

fn links_to(document: &Document, fits: &dyn Fn(&str) -> bool) -> Vec<Link> {
    let mut links = Vec::new();
    let mut tell = |inline: &Inline| links.extend(links_in(document, inline, fits).map(|(_, link)| link));
    document.blocks.iter().for_each(|block| in_block(block, &mut tell));
    links
}

/// The links of a text whose paths fit, each with the byte of the note at which it begins.
fn links_in<'d>(
    document: &'d Document,
    inline: &'d Inline,
    fits: &'d dyn Fn(&str) -> bool,
) -> impl Iterator<Item = (usize, Link)> + 'd {
    inline.links.iter().filter_map(move |(range, address)| {
        let (page, sound, place) = path(address).filter(|(path, ..)| fits(path))?;
        let start = inline.source(range.clone()).start;
        Some((start, Link { line: document.lines.line(start), page, sound, place }))
    })
}

fn in_block(block: &Block, tell: &mut dyn FnMut(&Inline)) {
    match &block.kind {
        BlockKind::Heading(_, inline) | BlockKind::Paragraph(inline) => tell(inline),
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| in_block(block, tell)),
        BlockKind::List { items, .. } => {
            items.iter().flat_map(|item| &item.blocks).for_each(|block| in_block(block, tell));
        }
        BlockKind::Table { header, rows } => {
            [header].into_iter().chain(rows).flat_map(|row| &row.cells).for_each(tell);
        }
        BlockKind::Code(_) | BlockKind::Html(_) | BlockKind::Rule => {}
    }
}

/// The path that an address without a scheme names, whether its encoding is sound, and the place within what lies there.
fn path(address: &str) -> Option<(String, bool, Option<String>)> {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '+' | '-' | '.'))
    });
    if scheme || address.starts_with("//") {
        return None;
    }
    let (path, place) = match address.split_once('#') {
        Some((path, place)) => (path, Some(place.to_owned())),
        None => (address, None),
    };
    let path = path.find(".md?").map_or(path, |end| &path[..end + ".md".len()]);
    let (path, sound) = decode(path);
    Some((path, sound, place))
}

/// Percent-decoded text. What can't be decoded stays as it is.
pub fn percent_decoded(encoded: &str) -> String {
    decode(encoded).0
}

/// Percent-decoded text, and whether everything could be decoded. What could not stays as it is.
fn decode(encoded: &str) -> (String, bool) {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut sound = true;
    let mut rest = encoded.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[3..];
            }
            None => {
                sound &= *first != b'%';
                bytes.push(*first);
                rest = after;
            }
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, sound),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The notes that links may mean.
#[derive(Debug, Default)]
pub struct LinkTargets {
    /// Paths within the library, by each way to name the note.
    notes: HashMap<String, String>,
}

impl LinkTargets {
    /// Adds a note with the titles that it has.
    pub fn add<'t>(&mut self, source: &Source, titles: impl IntoIterator<Item = &'t str>) {
        let (stem, hash) = page_name(&source.path);
        let mut names = vec![place_key(&source.shown), title_key(stem)];
        names.extend(hash.map(hash_key));
        names.extend(titles.into_iter().map(title_key));
        for name in names {
            self.notes.entry(name).or_insert_with(|| source.path.clone());
        }
    }

    /// The path within the library of the note that a link of another note means, if there is one.
    pub fn find(&self, from: &Source, link: &Link) -> Option<&str> {
        let folder =
            from.shown.rsplit_once(['/', std::path::MAIN_SEPARATOR]).map_or("", |(folder, _)| folder);
        let (stem, hash) = page_name(&link.page);
        let keys = [
            Some(place_key(&format!("{folder}/{}", link.page))),
            hash.map(hash_key),
            Some(title_key(stem)).filter(|key| key.len() > 1),
        ];
        keys.into_iter().flatten().find_map(|key| self.notes.get(&key)).map(String::as_str)
    }
}

/// A path without `.` and `..`, folded: some systems store names decomposed, and exports are read on all.
fn place_key(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', std::path::MAIN_SEPARATOR]) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", fold_text(&parts.join("/")))
}

fn hash_key(hash: &str) -> String {
    format!("#{}", hash.to_ascii_lowercase())
}

fn title_key(title: &str) -> String {
    format!("={}", fold_text(title.trim()))
}

#[cfg(test)]
mod tests {
    use super::super::source::Stamp;
    use super::*;

    const HASH: &str = "2f7613b4c0cb8012a6f2d72c6dc33e7d";

    fn check(text: &str, expect: &[(u32, &str, bool)]) {
        let found = links(&crate::markdown::read(text));
        let found: Vec<_> = found.iter().map(|link| (link.line, link.page.as_str(), link.sound)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn links_to_pages_are_found_with_their_lines() {
        check(
            "# 题\n\n- [甲](%E7%94%B2%201.md)\n- **[乙](b/乙.markdown#节)**\n",
            &[(3, "甲 1.md", true), (4, "b/乙.markdown", true)],
        );
        check("| 页 |\n|---|\n| [甲](a.md?pvs=4) |\n", &[(3, "a.md", true)]);
    }

    #[test]
    fn names_in_double_brackets_and_headings_of_the_note_itself_are_followed() {
        let text = "[[乙 v1.2]] [[b/丙#一#成本|那里]] [丁](d.md) [[#末]] [上](#上) [[]] `[[码]]` [[断\n行]] ![[图.png]]\n";
        let found = followed_links(&crate::markdown::read(text));
        let found: Vec<_> = found.iter().map(|link| (link.page.as_str(), link.place.as_deref())).collect();
        let expect = [
            ("乙 v1.2.md", None),
            ("b/丙.md", Some("成本")),
            ("d.md", None),
            ("", Some("末")),
            ("", Some("上")),
            ("图.png.md", None),
        ];
        assert_eq!(found, expect);
    }

    #[test]
    fn a_place_within_a_page_is_told_and_a_picture_is_no_page() {
        let document =
            crate::markdown::read("[甲](a.md#成本) ![图](图%201.PNG) ![](https://x.org/a.png) ![](/a.png)\n");
        let places: Vec<_> = links(&document).into_iter().map(|link| link.place).collect();
        assert_eq!(places, [Some("成本".to_owned())]);
        let pictures: Vec<_> = pictures(&document).into_iter().map(|link| link.page).collect();
        assert_eq!(pictures, ["图 1.PNG"]);
    }

    #[test]
    fn other_addresses_are_no_pages() {
        check(
            "[a](https://x.org/a.md) [b](#b) [c](c.csv) [d](//x/d.md) `[e](e.md)` [f](mailto:f@g.md)\n",
            &[],
        );
    }

    #[test]
    fn encoding_errors_cost_nothing_but_a_mark() {
        check(
            "[a](%E7%94.md) [b](100%.md) [c](%zz.md)\n",
            &[(1, "\u{fffd}.md", false), (1, "100%.md", false), (1, "%zz.md", false)],
        );
    }

    #[test]
    fn a_page_is_found_by_place_hash_or_title() {
        let stamp = Stamp { size: 0, version: 0 };
        let from = Source::at("notes/a/index.md", stamp);
        let mut targets = LinkTargets::default();
        targets.add(&Source::at(&format!("notes/b/访谈 {HASH}.md"), stamp), ["一次訪談"]);
        for page in [
            &format!("../b/访谈 {HASH}.md"),
            &format!("别处/改名 {}.md", HASH.to_uppercase()),
            "访谈.md",
            "一次访谈.md",
        ] {
            let link = Link { line: 1, page: page.to_owned(), sound: true, place: None };
            assert!(targets.find(&from, &link).is_some(), "{page}");
        }
        let link = Link { line: 1, page: "../../b/别的.md".to_owned(), sound: true, place: None };
        assert_eq!(targets.find(&from, &link), None);
    }
}
