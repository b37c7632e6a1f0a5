//! Lines of a citation, broken for a window so that they stay what they are: a blockquote goes on with its mark, a list and a field
//! go on further in. No address is broken or shortened, for whoever copies it has to get there; one that is wider than the window
//! has a line of its own.

use std::io::{self, Write};

use crate::text::address::addresses;
use crate::text::width::columns;
use crate::text::wrap::wrap_after;

pub(super) fn write(line: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let content = line.trim_start_matches(['>', ' ', '-', '—']);
    let (lead, content) = line.split_at(line.len() - content.len());
    let rest = if lead.starts_with('>') { "> ".to_owned() } else { " ".repeat(columns(lead).min(4)) };
    let rest = if lead.starts_with("  ") && content.contains(" = ") { "    " } else { &rest };
    let room = width.saturating_sub(columns(rest));
    let mut taken = columns(lead).saturating_sub(columns(rest));
    let mut before = lead;
    for part in parts(content, room) {
        let is_address = addresses(part).next().is_some_and(|address| address.start == 0);
        let lines = match is_address && columns(part) > room {
            true => vec![part],
            false => wrap_after(part, taken, room).into_iter().map(|range| &part[range]).collect(),
        };
        for piece in lines {
            writeln!(out, "{}", format!("{before}{piece}").trim_end())?;
            before = rest;
        }
        taken = 0;
    }
    // An empty line, or one of marks alone.
    if content.is_empty() { writeln!(out, "{}", lead.trim_end()) } else { Ok(()) }
}

/// A text in parts, of which each address is one that has no room, with the marks behind it.
fn parts(text: &str, room: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = 0;
    for address in addresses(text) {
        let behind = &text[address.end..];
        let end = address.end
            + behind
                .find(|mark: char| mark.is_alphanumeric() || mark.is_whitespace())
                .unwrap_or(behind.len());
        // A link's brackets belong to the address for whoever breaks lines.
        let unit = text[..address.start].rfind('[').filter(|open| !text[*open..address.start].contains(' '));
        let unit = unit.unwrap_or(address.start);
        if columns(&text[unit..end]) > room {
            parts.push(&text[rest..address.start]);
            parts.push(&text[address.start..end]);
            rest = end;
        }
    }
    parts.push(&text[rest..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, width: usize, expect: &str) {
        let mut out = Vec::new();
        write(line, width, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expect);
    }

    #[test]
    fn what_goes_on_keeps_its_mark() {
        check("> **李明**：“成本会下降，速度会变快。”", 24, "> **李明**：“成本会下\n> 降，速度会变快。”\n");
        check(">", 24, ">\n");
        check("", 24, "\n");
        check(
            "- **成本**：每年降低一半，三年后不值一提",
            24,
            "- **成本**：每年降低一\n  半，三年后不值一提\n",
        );
        check("  note = {成本会下降，速度会变快},", 24, "  note = {成本会下降，\n    速度会变快},\n");
    }

    #[test]
    fn no_address_is_broken() {
        let line = "> — [《问答》](https://example.org/talk/2026)，2026-01-26，第 7 行";
        check(line, 30, "> — [《问答》](\n> https://example.org/talk/2026)，\n> 2026-01-26，第 7 行\n");
        check(line, 80, &format!("{line}\n"));
    }
}
