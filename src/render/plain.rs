//! One record a line, tab-separated, for `cut`, `awk` and `fzf`.
//!
//! | column | 1 | 2 | 3 | 4 | 5 | 6 | 7 … |
//! |---|---|---|---|---|---|---|---|
//! | | `path:line` | id | kind | speaker | section | text | the kind's own |
//!
//! A note adds date, seconds, url, speakers and counts of its quotes, questions, predictions and terms; a section its number and how many quotes and questions; a passage its
//! form; a question its answers' places; a quote its label and question; a prediction horizon, start, end, detail; a term
//! aliases, definition, mentions, and the ids of its uses and of rows that say the same; a search hit its tier, its text being the snippet. Of questions, quotes,
//! predictions and hits the last column is the one name by which the library knows whoever says it. A topic has its
//! slug as id, and English name, aliases and counts; a person other names, counts of notes, quotes, questions and
//! predictions, first and last day, and no place. In a comparison the date stands before that name. Where the records are of several kinds, as in a whole section, there are
//! six columns, and the text of a term or a claim has its explanation after it. A fact, as `check`
//! finds them, has its place, where it has one, and its values. Line feeds and tabs in a value become spaces.

use std::borrow::Borrow;
use std::io::{self, Write};

use super::fields::{LineFields, value};
use super::{Item, View};
use crate::text::width::one_line;

const COLUMNS: [&str; 5] = ["place", "id", "kind", "speaker", "section"];

pub(super) fn write(view: &View, out: &mut dyn Write) -> io::Result<()> {
    write_each(&LineFields::of(view), view.items.iter().map(Ok), out)
}

pub(super) fn write_each<I: Borrow<Item>>(
    shape: &LineFields,
    items: impl Iterator<Item = io::Result<I>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let own: Vec<&str> = match shape.facts {
        Some(true) => vec!["place"],
        Some(false) => Vec::new(),
        None => COLUMNS.iter().copied().chain([shape.text]).collect(),
    };
    let person = if shape.said { &["person"][..] } else { &[] };
    for item in items {
        let item = item?;
        for (number, column) in own.iter().chain(&shape.extra).chain(person).enumerate() {
            if number > 0 {
                out.write_all(b"\t")?;
            }
            out.write_all(one_line(&value(item.borrow(), column)).as_bytes())?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}
