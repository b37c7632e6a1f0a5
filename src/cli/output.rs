//! Writes what comes of a command: results to stdout, notices to stderr.

use std::io::{self, Write};

use anyhow::Context as _;

use super::context::Context;
use super::outcome::{Kept, Manner, Outcome};
use super::{pager, state};
use crate::render::{self, Role};
use crate::text::width::clean;
use crate::text::wrap::{wrap, wrap_after};

/// Writes an answer and gives the exit status.
pub(super) fn finish(outcome: &Outcome, context: &Context) -> anyhow::Result<u8> {
    let view = &outcome.answer.view;
    let (format, appearance) = (outcome.format.unwrap_or(context.format), context.appearance());
    let is_silent = view.items.is_empty() && !format.has_envelope();
    finish_with(outcome, context, |out| match &outcome.manner {
        Manner::Cited(style, accessed) => render::write_citations(&view.items, *style, *accessed, out),
        // How many there are is told even where there are none.
        Manner::Shaped(shape) if shape.counted.is_some() || !is_silent => {
            let groups = shape.groups(view);
            render::render_shaped(view, groups.as_deref(), shape, format, appearance, out)
        }
        Manner::Words => render::render_words(view, out),
        Manner::Findings(rules) => render::write_findings(view, rules, format, out),
        Manner::Usual if !is_silent => render::render(view, format, appearance, out),
        _ => Ok(()),
    })
}

/// Writes the results, then the notices, which so stand last where both go to a terminal; in a pager they stand first. Gives
/// the exit status.
pub(super) fn finish_with(
    outcome: &Outcome,
    context: &Context,
    results: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    let above = || match notices(outcome, context, context.width, context.colour) {
        none if none.is_empty() => none,
        some => format!("{some}\n"),
    };
    match pager::with_output(&context.output, above, results) {
        // A reader who has seen enough wants no notices either.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        other => {
            let has_told = other.context("cannot write the results")?;
            // The notices may tell that it was kept.
            if let Some(Kept { path, text }) = &outcome.kept {
                state::replace(path, text)?;
            }
            if !has_told {
                let notices = notices(outcome, context, context.notice_width, context.colour_notices);
                // Nobody may be listening there.
                let _ = io::stderr().write_all(notices.as_bytes());
            }
        }
    }
    Ok(outcome.status())
}

/// Writes what is no result, such as a script for the shell; gives the exit status.
pub(super) fn print(text: &[u8]) -> anyhow::Result<u8> {
    let mut out = io::stdout();
    match out.write_all(text).and_then(|()| out.flush()) {
        // A closed pipe is no failure here either.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to the standard output")
        }
        _ => Ok(0),
    }
}

/// What there is to say beside the results, a line each.
fn notices(outcome: &Outcome, context: &Context, width: usize, colour: bool) -> String {
    let answer = &outcome.answer;
    let notices = answer.remarks.notices.iter().chain(&answer.notices).filter(|_| !context.quiet);
    notices.map(|notice| painted(notice, context, width, colour)).collect()
}

/// Writes a notice, where notices are wanted.
pub(super) fn say(notice: &str, context: &Context) {
    if !context.quiet {
        let notice = painted(notice, context, context.notice_width, context.colour_notices);
        // Nobody may be listening there.
        let _ = io::stderr().write_all(notice.as_bytes());
    }
}

/// A text in lines of at most so many columns, the first of which has some in use. A line that goes on is indented; one with a
/// path is left to the terminal.
pub(super) fn within(text: &str, taken: usize, width: usize) -> String {
    let mut lines = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.contains(std::path::MAIN_SEPARATOR) {
            lines.push(line.to_owned());
            continue;
        }
        let indent = " ".repeat(line.len() - line.trim_start().len() + 2);
        let (taken, room) = (if number == 0 { taken } else { 0 }, width.saturating_sub(indent.len()));
        let pieces = wrap_after(line, taken, room).into_iter().enumerate();
        lines.extend(pieces.map(|(piece, range)| match piece {
            0 => line[range].to_owned(),
            _ => format!("{indent}{}", &line[range]),
        }));
    }
    lines.join("\n")
}

/// A notice in the reader's language, in lines of so many columns; one with a path is left to the terminal, whose own wrapping
/// leaves a path whole when it is copied.
fn painted(notice: &str, context: &Context, width: usize, colour: bool) -> String {
    let notice = context.language.say(notice);
    let notice = clean(&notice);
    let width = if notice.contains(std::path::MAIN_SEPARATOR) { usize::MAX } else { width };
    let lines = notice.lines().flat_map(|line| wrap(line, width).into_iter().map(move |range| &line[range]));
    lines.map(|line| format!("{}\n", render::paint(Role::Faint, line, colour))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::columns;

    #[test]
    fn an_error_keeps_to_the_window_and_paths_stay_whole() {
        let text = "`访谈` is 2 things; say which:\n  q1  《海港对谈：潮汐能走到哪一步》 2025-11-02 :7  quote\ncannot read a/b c.md";
        for width in [20, 40, 60] {
            let said = within(text, 10, width);
            let fits = |line: &&str| columns(line) <= width || line.contains('/');
            assert!(said.lines().all(|line| fits(&line)), "{said}");
            assert!(said.ends_with("\ncannot read a/b c.md"), "{said}");
        }
        assert_eq!(within("short", 10, 40), "short");
    }
}
