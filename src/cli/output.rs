//! Writes what comes of a command: results to stdout, notices to stderr.

use std::io::{self, Write};

use anyhow::Context as _;

use super::context::Context;
use super::outcome::{Kept, Manner, Outcome};
use super::query_file;
use super::{pager, state};
use crate::render::{self, Appearance, Role};
use crate::text::width::clean;

/// Writes an answer and gives the exit status.
pub(super) fn finish(outcome: &Outcome, context: &Context) -> anyhow::Result<u8> {
    let view = &outcome.answer.view;
    let (format, appearance) = (outcome.format.unwrap_or(context.format), context.appearance());
    let is_silent = view.items.is_empty() && !format.has_envelope();
    finish_with(outcome, context, |out| match &outcome.manner {
        Manner::Cited(citing) => render::write_citations(&view.items, *citing, out),
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
    let above = || match notices(outcome, context, Some(context.appearance())) {
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
                let notices = notices(outcome, context, context.notices.appearance(context.language));
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

/// What there is to say beside the results, and what comes nearest where there are none: drawn in a window, else a line each.
fn notices(outcome: &Outcome, context: &Context, window: Option<Appearance<'_>>) -> String {
    if context.quiet {
        return String::new();
    }
    let answer = &outcome.answer;
    // Where they are among the findings, they are not told twice.
    let of_queries = match outcome.tells_queries {
        true => Vec::new(),
        false => query_file::notices(context.config.as_deref()),
    };
    let notices = of_queries.iter().chain(&answer.remarks.notices).chain(&answer.notices);
    let said: String = notices.map(|notice| painted(notice, context, window)).collect();
    let nearby = match window {
        Some(window) => render::nearest_notice(&answer.view, window),
        None => {
            let lines = render::nearest_lines(&answer.view).map(|line| format!("nearby: {line}"));
            lines.map(|line| painted(&line, context, None)).collect()
        }
    };
    said + &nearby
}

/// Writes a notice, where notices are wanted.
pub(super) fn say(notice: &str, context: &Context) {
    if !context.quiet {
        let notice = painted(notice, context, context.notices.appearance(context.language));
        // Nobody may be listening there.
        let _ = io::stderr().write_all(notice.as_bytes());
    }
}

/// A notice in the reader's language, in lines of the window where there is one.
fn painted(notice: &str, context: &Context, window: Option<Appearance<'_>>) -> String {
    let notice = context.language.say(notice);
    let notice = clean(&notice);
    match window {
        Some(window) => render::notice(&notice, window),
        None => {
            let colour = context.notices.colour;
            notice.lines().map(|line| format!("{}\n", render::paint(Role::Faint, line, colour))).collect()
        }
    }
}
