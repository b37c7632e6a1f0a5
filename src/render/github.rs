//! What is wrong in notes as commands of a GitHub workflow, which shows them at the lines of a change.
//!
//! ```text
//! command = "::" level SP "file=" path [ ",line=" n ",endLine=" n ] ",title=" code "::" message
//! ```
//!
//! A message's `%` and line feeds are written `%25` and `%0A`, and it has no other controls; in a property `:` and `,` are `%3A`
//! and `%2C` as well.

use std::io::{self, Write};

use super::findings::text;
use super::{Fact, Item, View};
use crate::text::width::clean;

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    view.items.iter().try_for_each(|item| match item {
        Item::Fact(fact) => writeln!(out, "{}", command(fact)),
        _ => Ok(()),
    })
}

fn command(fact: &Fact) -> String {
    // What SARIF calls a note is a notice here.
    let level = match text(fact, "level") {
        Some("error") => "error",
        Some("note") => "notice",
        _ => "warning",
    };
    let mut properties = Vec::new();
    if let Some(path) = &fact.path {
        properties.push(format!("file={}", property(path.strip_prefix("./").unwrap_or(path))));
    }
    if let Some(lines) = fact.lines {
        properties.push(format!("line={},endLine={}", lines.first, lines.last));
    }
    properties.push(format!("title={}", property(text(fact, "code").unwrap_or_default())));
    let message = text(fact, "message").unwrap_or_default();
    let hint = text(fact, "hint").filter(|hint| !hint.is_empty());
    let message = hint.map_or_else(|| message.to_owned(), |hint| format!("{message}\n{hint}"));
    format!("::{level} {}::{}", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    clean(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::FactValue;
    use super::*;
    use crate::model::LineSpan;

    #[test]
    fn what_a_workflow_would_take_for_a_command_is_escaped() {
        let value = |text: &str| FactValue::Text(text.to_owned());
        let fact = Fact {
            kind: "problem",
            path: Some("./a:b,c 100%.md".to_owned()),
            file: None,
            note: None,
            lines: Some(LineSpan { first: 3, last: 4 }),
            values: vec![
                ("message", value("5% :: off\r\n::error::no")),
                ("code", value("row-length")),
                ("level", value("note")),
                ("hint", value("")),
            ],
        };
        assert_eq!(
            command(&fact),
            "::notice file=a%3Ab%2Cc 100%25.md,line=3,endLine=4,title=row-length::5%25 :: off%0A::error::no"
        );
    }
}
