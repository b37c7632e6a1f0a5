//! Writes what comes of a command: results to stdout, notices to stderr.

use std::io::{self, Write};

use anyhow::Context as _;

use super::context::Context;
use super::outcome::{Kept, Manner, Outcome};
use super::{pager, state};
use crate::render::{self, Role};
use crate::text::width::clean;
use crate::text::wrap::wrap;

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
        Manner::Usual if !is_silent => render::render(view, format, appearance, out),
        _ => Ok(()),
    })
}

/// Writes the results, then the notices, which so stand last where both go to a terminal; gives the exit status.
pub(super) fn finish_with(
    outcome: &Outcome,
    context: &Context,
    results: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<u8> {
    match pager::with_output(&context.output, results) {
        // A reader who has seen enough wants no notices either.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        other => {
            other.context("cannot write the results")?;
            notify(outcome, context);
            if let Some(Kept { path, text }) = &outcome.kept {
                state::replace(path, text)?;
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

fn notify(outcome: &Outcome, context: &Context) {
    let answer = &outcome.answer;
    answer.remarks.notices.iter().chain(&answer.notices).for_each(|notice| say(notice, context));
}

/// Writes a notice, where notices are wanted.
pub(super) fn say(notice: &str, context: &Context) {
    if context.quiet {
        return;
    }
    let notice = context.language.say(notice);
    let notice = clean(&notice);
    let lines = notice
        .lines()
        .flat_map(|line| wrap(line, context.notice_width).into_iter().map(move |range| &line[range]));
    let painted: String =
        lines.map(|line| format!("{}\n", render::paint(Role::Faint, line, context.colour_notices))).collect();
    // Nobody may be listening there.
    let _ = io::stderr().write_all(painted.as_bytes());
}
