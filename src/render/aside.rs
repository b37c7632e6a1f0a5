//! What is said beside results, in lines of a window. A path or an address stands on one line, as in results, and leads to what
//! it names where it has lost its middle.

use std::path::Path;

use super::link::Target;
use super::style::{Page, Rich, Role};
use super::{Appearance, Item, View, hits};
use crate::text::paths::paths;
use crate::text::width::{columns, one_line};

/// So many of what comes nearest are told of where nothing fits.
const NEARBY: usize = 3;

/// A message in lines of the window, each with a line feed.
pub fn notice(message: &str, appearance: Appearance<'_>) -> String {
    let mut said = String::new();
    for line in message.lines().flat_map(|line| told(Role::Faint, line).lines(appearance.width)) {
        line.paint_linked(&mut said, appearance.colour, appearance.links);
        said.push('\n');
    }
    said
}

/// What went wrong, in lines of so many columns, the first of which has some in use; a line that goes on is indented. Who has to
/// mend a file needs all of its path, so one that is wider than the window has a line of its own and goes on beyond it.
pub fn error(message: &str, taken: usize, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (number, line) in message.lines().enumerate() {
        let indent = " ".repeat(line.len() - line.trim_start().len() + 2);
        let room = width.saturating_sub(indent.len());
        let mut taken = if number == 0 { taken } else { 0 };
        let first = lines.len();
        for part in apart(line, room) {
            let pieces = if columns(part) > room && is_path(part) {
                if taken > 0 {
                    lines.push(String::new());
                }
                vec![part.to_owned()]
            } else {
                told(Role::Text, part).lines_after(taken, room).iter().map(Rich::plain).collect()
            };
            for piece in pieces {
                lines.push(if lines.len() == first { piece } else { format!("{indent}{piece}") });
            }
            taken = 0;
        }
    }
    lines.join("\n")
}

/// A line in parts, of which each path that is wider than the room is one, with the marks behind it.
fn apart(line: &str, room: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = 0;
    for path in paths(line).filter(|path| columns(&line[path.clone()]) > room) {
        let behind = &line[path.end..];
        let end = path.end + behind.find(char::is_whitespace).unwrap_or(behind.len());
        parts.push(line[rest..path.start].trim_end());
        parts.push(&line[path.start..end]);
        rest = end + line[end..].len() - line[end..].trim_start().len();
    }
    parts.push(&line[rest..]);
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_path(part: &str) -> bool {
    paths(part).next().is_some_and(|path| path.start == 0)
}

/// A line with its paths as such.
fn told(role: Role, line: &str) -> Rich {
    let mut told = Rich::default();
    let mut rest = 0;
    for path in paths(line) {
        told.push(role, &line[rest..path.start]);
        rest = path.end;
        let path = &line[path];
        told = told.with_path(role, path, target(path));
    }
    told.push(role, &line[rest..]);
    told
}

/// What a path from the root leads to.
fn target(path: &str) -> Option<Target> {
    let (file, line) = match path.rsplit_once(':') {
        Some((file, line)) if line.bytes().all(|byte| byte.is_ascii_digit()) => (file, line.parse().ok()?),
        _ => (path, 1),
    };
    Path::new(file).is_absolute().then(|| Target::Line { file: file.to_owned(), line })
}

/// What comes nearest of a search, where there is such.
fn nearest(view: &View) -> &[Item] {
    let nearby = view.search.as_ref().map_or(&[][..], |search| &search.nearby);
    &nearby[..nearby.len().min(NEARBY)]
}

/// The same in lines without any drawing: where each stands, and the words.
pub fn nearest_lines(view: &View) -> impl Iterator<Item = String> {
    nearest(view).iter().filter_map(|item| {
        let entry = item.entry()?;
        let words = &entry.hit.as_ref()?.snippet;
        Some(format!("{}  {}", entry.place(), one_line(words)))
    })
}

/// The same, drawn as hits are.
pub fn nearest_notice(view: &View, appearance: Appearance<'_>) -> String {
    let nearby = nearest(view);
    let mut drawn = Vec::new();
    if !nearby.is_empty() {
        let page = &mut Page::new(appearance, &mut drawn);
        let label = Rich::new(Role::Faint, page.label("相近："));
        // Nothing that is written to memory fails.
        let _ = page.line(&label).and_then(|()| hits::write(nearby, page));
    }
    String::from_utf8_lossy(&drawn).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::{Language, LinkFormat};
    use crate::text::width::clean;

    #[test]
    fn no_path_wraps_and_a_shortened_one_leads_to_its_file() {
        let message = "cannot read /notes of talks/2026/一 篇很长很长的访谈.md: permission denied";
        let links = LinkFormat::default();
        for width in [20, 40, 60, 120] {
            let appearance =
                Appearance { width, colour: false, links: Some(&links), language: Language::English };
            let said = notice(message, appearance);
            assert!(said.contains("file:///notes%20of%20talks/2026/"), "{said}");
            let seen = clean(&said);
            assert!(seen.lines().all(|line| columns(line) <= width), "{seen}");
            assert!(seen.lines().any(|line| line.contains("/notes") && line.contains(".md")), "{seen}");
        }
    }

    #[test]
    fn an_error_keeps_to_the_window_and_paths_stay_whole() {
        let text = "`访谈` is 2 things; say which:\n  q1  《海港对谈：潮汐能走到哪一步》 2025-11-02 :7  quote\ncannot read a/very long folder/b c.md: no";
        for width in [20, 40, 60] {
            let said = error(text, 10, width);
            let fits = |line: &&str| columns(line) <= width || line.trim_start().starts_with("a/very");
            assert!(said.lines().all(|line| fits(&line)), "{said}");
            assert!(said.contains("a/very long folder/b c.md:"), "{said}");
        }
        assert_eq!(error("short", 10, 40), "short");
    }
}
